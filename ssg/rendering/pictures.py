"""Picture of a tool: its logo, or a monogram that the style sheet draws."""

from markupsafe import Markup

from ssg.catalog import Tool
from ssg.monogram import monogram, tint

__all__ = ["picture"]

LOGO = Markup(
    '<img class="picture" src="{}" alt="" width="40" height="40" loading="lazy" decoding="async">'
)
MONOGRAM = Markup('<span class="picture m{}" data-mark="{}" aria-hidden="true"></span>')


def picture(tool: Tool, logo: str) -> Markup:
    """Return the picture of a tool; the name is always next to it, so it has no text of its own.

    `logo`: URL of the logo as written in the page; used where the tool has a logo.
    """
    if tool.logo:
        return LOGO.format(logo)
    return MONOGRAM.format(tint(tool.slug), monogram(tool.name))
