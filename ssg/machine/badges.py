"""SVG badges of tools for other sites: the site's name, and the tool's score on it."""

from collections.abc import Iterator
from html import escape

from ssg.scores import Score
from ssg.site import Page
from ssg.views import Context

__all__ = ["body", "pages"]

HEIGHT, PADDING = 20, 8
"""In pixels."""
WIDTHS = dict.fromkeys("fijlrtI.,:;'|!()[] -", 3.9) | dict.fromkeys("mwMWQ@%", 9.3)
"""Widths in pixels, at 11 px, of characters that are much narrower or wider than most."""
USUAL_WIDTH = 6.9
WIDE_FROM = "\u2e80"
"""Ideographs and most characters from here on are about square."""
SQUARE_WIDTH = 11.5
MAX_CHARACTERS = 40


def pages(context: Context) -> Iterator[Page]:
    """Yield a badge for each tool, if the site is configured so; also under its old names.

    A file cannot redirect on hosts of static files, and other sites show it by its address.
    """
    if context.site.settings.publish.badges:
        for tool in context.site.catalog.tools:
            for name in (tool.slug, *tool.aliases):
                yield Page("badge", context.addresses.badge(name), (tool.slug,), indexed=False)


def body(context: Context, page: Page) -> bytes:
    """Return a badge; its text has room whatever font the reader has (`textLength`)."""
    settings, tool = context.site.settings, context.tools[page.subject[0]]
    left = _shortened(settings.title)
    right = _shortened(
        _score(context, context.scores[tool.slug]) if settings.ranking.enabled else tool.name
    )
    split = _width(left) + 2 * PADDING
    whole = split + _width(right) + 2 * PADDING
    text = context.gettext(
        "{name} on {site}: {text}", name=tool.name, site=settings.title, text=right
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" '
        f'viewBox="0 0 {whole} {HEIGHT}" role="img" aria-label="{escape(text)}">'
        f"<title>{escape(text)}</title>"
        f'<rect width="{whole}" height="{HEIGHT}" rx="4" fill="#1d5ab8"/>'
        f'<path d="M4 0h{split - 4}v{HEIGHT}H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z" fill="#3a3833"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f"{_text(left, PADDING)}{_text(right, split + PADDING)}</g></svg>\n"
    )
    return svg.encode("utf-8")


def _score(context: Context, score: Score) -> str:
    name = context.site.settings.ranking.name
    if score.total is None:
        return context.gettext("no {score} yet", score=name)
    return context.gettext("{name} {score}", name=name, score=score.shown)


def _text(text: str, left: int) -> str:
    return f'<text x="{left}" y="14" textLength="{_width(text)}">{escape(text)}</text>'


def _width(text: str) -> int:
    """Return the approximate width of a text in pixels."""
    return round(
        sum(
            SQUARE_WIDTH if character >= WIDE_FROM else WIDTHS.get(character, USUAL_WIDTH)
            for character in text
        )
    )


def _shortened(text: str) -> str:
    cut = text[: MAX_CHARACTERS - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return text if len(text) <= MAX_CHARACTERS else cut
