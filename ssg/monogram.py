"""Monograms: one or two letters on a colour, for tools without a logo."""

import re
import unicodedata
from zlib import crc32

from ssg.catalog import Tool

__all__ = ["TEXT", "TINTS", "monogram", "picture_code", "tint"]

TINTS: tuple[tuple[str, str], ...] = (
    ("#1d5ab8", "#8ab4f8"),
    ("#2b6b3c", "#8fd0a0"),
    ("#8a4a0b", "#f0b27a"),
    ("#7a3fa3", "#cda4ee"),
    ("#a3323f", "#f2a0a8"),
    ("#0f6470", "#7fd0dc"),
    ("#6b5a12", "#d9c46a"),
    ("#53565c", "#c0c3c9"),
)
"""Background of a monogram in the light and in the dark scheme; `site.css` has the same."""
TEXT = ("#ffffff", "#151513")
"""Colour of its letters in the two schemes."""
WORD = re.compile(r"[^\W_]+")
HUMPS = re.compile(r"[A-Z]")
LONGEST = 4
"""Characters of a letter with its marks."""


def monogram(name: str) -> str:
    """Return one or two letters for a name: `Text Gen` -> `TG`, `PyTorch` -> `PT`, `Flax` -> `FL`.

    Scripts without capital letters get one letter, with its marks, since their letters join or are
    as wide as two. A name without letters and digits gives its first character.
    """
    composed = unicodedata.normalize("NFC", name).strip()
    words = WORD.findall(composed)
    first = _letter(composed, composed.find(words[0])) if words else _letter(composed, 0)
    if not words or not _has_case(first):
        return first
    if len(words) > 1:
        second = words[1][0]
    else:
        humps = HUMPS.findall(words[0][1:])
        second = humps[0] if humps else words[0][1:2]
    return _capital(first) + (_capital(second) if _has_case(second) or second.isdigit() else "")


def tint(slug: str) -> int:
    """Return the number of the colour of a tool's monogram."""
    return crc32(slug.encode()) % len(TINTS)


def picture_code(tool: Tool) -> str:
    """Return what scripts make the picture of a tool from: its logo, or colour and letters."""
    return tool.logo or f"{tint(tool.slug)}{monogram(tool.name)}"


def _letter(text: str, start: int) -> str:
    """Return a character with the combining marks that follow it."""
    end = start + 1
    if text.isascii():
        return text[start:end]
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return text[start : min(end, start + LONGEST)]


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper() or letter.isdecimal()


def _capital(letter: str) -> str:
    """Return the capital of a letter; the letter itself if its capital is several letters."""
    upper = letter.upper()
    return upper if len(upper) == len(letter) else letter
