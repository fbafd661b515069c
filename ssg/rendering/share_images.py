"""What a share image shows, and the painter that draws it with Pillow, the extra `og`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple, Protocol

from ssg.errors import UsageError
from ssg.project import install_command
from ssg.theme import LIGHT, Theme

__all__ = ["SIZE", "Mark", "Painter", "ShareCard", "painter_for"]

SIZE = (1200, 630)
"""Width and height in pixels."""
PLAIN = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{NO-BREAK SPACE}": " ",
    }
)
"""Typographic characters that a font without them is given in plain form."""


class Mark(NamedTuple):
    """Picture of a tool in a share image."""

    letters: str
    """Monogram."""
    color: str
    """Background of the monogram, `#rrggbb`."""
    logo: str = ""
    """File of a PNG or WebP logo, which is drawn instead; empty if there is none."""


class ShareCard(NamedTuple):
    """The texts of a share image; an empty text is not drawn."""

    title: str
    label: str
    """Line below the title."""
    text: str
    score: str
    """Bottom left."""
    site: str
    """Bottom right."""
    marks: tuple[Mark, ...]


class Painter(Protocol):
    """Draws share images with one font."""

    def covers(self, text: str) -> bool:
        """Return whether the font has a glyph for every character of a text."""

    def draw(self, card: ShareCard) -> bytes:
        """Return a PNG image; texts that the font does not cover are left out."""


@cache
def painter_for(theme: Theme, font: str = "") -> Painter:
    """Return the painter of a site. Raise UsageError without Pillow, or for an unusable font.

    `font`: file of a TrueType or OpenType font; empty for the font of Pillow, which has the
    letters of ASCII only.
    """
    try:
        drawing = import_module("ssg.rendering.share_drawing")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"publish.share_images needs Pillow; run: {install_command('og')}"
        ) from error
    colors: Mapping[str, str] = {**LIGHT, **dict(theme.light)}
    painter: Painter = drawing.PillowPainter(colors, font, PLAIN)
    return painter
