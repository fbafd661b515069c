"""Draw share images with Pillow; imported only where a site has them."""

import io
import unicodedata
from collections.abc import Mapping
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from ssg.errors import UsageError
from ssg.monogram import TEXT
from ssg.rendering.share_images import SIZE, Mark, ShareCard

__all__ = ["PillowPainter"]

WIDTH, HEIGHT = SIZE
EDGE = 64
"""Empty pixels left, right, above and below."""
MARK = 112
TITLE_SIZES = (92, 76, 62, 50)
"""Tried from the largest."""
TITLE_LINES = 2
LABEL_SIZE, TEXT_SIZE, FOOT_SIZE = 34, 36, 32
TEXT_LINES = 3
LEADING = 1.25
"""Height of a line as a share of the size."""
RADIUS = 0.22
"""Of the corners of a mark, as a share of its side."""
NO_GLYPH = "\uffff"
"""Never a character, so every font draws it as its missing glyph."""
LETTERS = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS", "B", "S"})
"""Bidirectional classes of characters that are drawn one after another from left to right."""


class PillowPainter:
    """Draws share images in the light colours of a site."""

    def __init__(self, colors: Mapping[str, str], font: str, plain: Mapping[int, str]) -> None:
        """Take colours by name, the font file or "", and replacements of characters."""
        self._colors, self._plain = colors, plain
        self._font = cache(lambda size: _font(font, size))
        self._missing = bytes(self._font(TEXT_SIZE).getmask(NO_GLYPH))
        self._has_glyph = cache(self._find_glyph)

    def covers(self, text: str) -> bool:
        """Return whether the font has a glyph for every character of a text."""
        return all(map(self._has_glyph, self._shown(text)))

    def draw(self, card: ShareCard) -> bytes:
        """Return a PNG image; texts that the font does not cover are left out."""
        image = Image.new("RGB", SIZE, self._colors["paper"])
        draw = ImageDraw.Draw(image)
        self._draw_edge(draw)
        for place, mark in enumerate(card.marks):
            self._draw_mark(image, draw, mark, EDGE + place * (MARK + 28))
        top = EDGE + (MARK + 36 if card.marks else 24)
        top = self._draw_title(draw, card.title, top)
        for text, size, color, most in (
            (card.label, LABEL_SIZE, "a", 1),
            (card.text, TEXT_SIZE, "soft", TEXT_LINES),
        ):
            room = max(0, int((HEIGHT - EDGE - FOOT_SIZE - top) / (size * LEADING)))
            for line in self._lines(text, size, min(most, room)):
                draw.text((EDGE, top), line, self._colors[color], self._font(size))
                top += round(size * LEADING)
            top += 14
        self._draw_foot(draw, card)
        body = io.BytesIO()
        image.save(body, "PNG", compress_level=6)
        return body.getvalue()

    def _draw_edge(self, draw: ImageDraw.ImageDraw) -> None:
        """Draw a band in the colours of the two sides of a comparison."""
        draw.rectangle((0, 0, WIDTH // 2, 13), self._colors["a"])
        draw.rectangle((WIDTH // 2, 0, WIDTH, 13), self._colors["b"])

    def _draw_mark(
        self, image: Image.Image, draw: ImageDraw.ImageDraw, mark: Mark, left: int
    ) -> None:
        box = (left, EDGE, left + MARK, EDGE + MARK)
        if mark.logo and (logo := _logo(mark.logo)):
            image.paste(
                logo, (left + (MARK - logo.width) // 2, EDGE + (MARK - logo.height) // 2), logo
            )
            return
        draw.rounded_rectangle(box, MARK * RADIUS, mark.color)
        if self.covers(mark.letters):
            middle = left + MARK / 2, EDGE + MARK / 2
            draw.text(middle, mark.letters, TEXT[0], self._font(52), anchor="mm")

    def _draw_title(self, draw: ImageDraw.ImageDraw, title: str, top: int) -> int:
        """Draw the title as large as it fits; return where the next line begins."""
        for size in TITLE_SIZES:
            lines = self._lines(title, size, TITLE_LINES + 1)
            fits = all(self._font(size).getlength(line) <= WIDTH - 2 * EDGE for line in lines)
            if fits and len(lines) <= (1 if size == TITLE_SIZES[0] else TITLE_LINES):
                break
        for line in lines[:TITLE_LINES]:
            draw.text((EDGE, top), line, self._colors["ink"], self._font(size))
            top += round(size * LEADING)
        return top + 6

    def _draw_foot(self, draw: ImageDraw.ImageDraw, card: ShareCard) -> None:
        bottom, font = HEIGHT - EDGE + 20, self._font(FOOT_SIZE)
        if self.covers(card.score):
            draw.text(
                (EDGE, bottom), self._shown(card.score), self._colors["ink"], font, anchor="ls"
            )
        if self.covers(card.site):
            place = WIDTH - EDGE, bottom
            draw.text(place, self._shown(card.site), self._colors["soft"], font, anchor="rs")

    def _lines(self, text: str, size: int, most: int) -> list[str]:
        """Return a text in lines that fit; the last one is cut. Nothing for uncovered text."""
        if not self.covers(text):
            return []
        font, width = self._font(size), WIDTH - 2 * EDGE
        lines: list[str] = []
        for word in self._shown(text).split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and font.getlength(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) <= most or not most:
            return lines[:most]
        last = lines[most - 1]
        while last and font.getlength(f"{last}...") > width:
            last = last.rpartition(" ")[0]
        return [*lines[: most - 1], f"{last}..."]

    def _shown(self, text: str) -> str:
        """Return a text with plain characters for those that the font lacks."""
        return "".join(
            character if self._has_glyph(character) else self._plain.get(ord(character), character)
            for character in unicodedata.normalize("NFC", text)
        )

    def _find_glyph(self, character: str) -> bool:
        if character.isspace():
            return True
        if unicodedata.bidirectional(character) not in LETTERS:
            return False
        return bytes(self._font(TEXT_SIZE).getmask(character)) != self._missing


def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font without the optional shaping library, so that all systems draw the same."""
    try:
        if file:
            return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
        font = ImageFont.load_default(size)
    except OSError as error:
        raise UsageError(f"publish.share_font cannot be read as a font: {error}") from error
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise UsageError("this Pillow cannot draw fonts (FreeType); install another build of it")
    return font


def _logo(file: str) -> Image.Image | None:
    """Return a logo scaled to a mark; None if Pillow cannot decode the file."""
    try:
        with Image.open(file) as image:
            logo = image.convert("RGBA")
    except OSError:
        return None
    logo.thumbnail((MARK, MARK))
    return logo
