"""Explanations of problem codes: meaning, example and fix; one Markdown file each in `codes/`."""

import re
from dataclasses import dataclass
from pathlib import Path

from ssg.errors import UsageError
from ssg.text import printable

__all__ = ["Explanation", "explain", "explanations"]

CODES = Path(__file__).parent / "codes"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Explanation of a problem code."""

    code: str
    title: str
    text: str
    """Markdown: the meaning, then the sections Example and Fix."""


def explanations() -> list[Explanation]:
    """Return all explanations, sorted by code."""
    return [_read(file) for file in sorted(CODES.glob("SSG*.md"))]


def explain(code: str) -> Explanation:
    """Return the explanation of a code, also written as `ssg12` or `12`.

    Raise UsageError if the code is unknown.
    """
    known = [file.stem for file in CODES.glob("SSG*.md")]
    digits = re.fullmatch(r"(?:SSG)?([0-9]{1,3})", code.strip(), re.IGNORECASE)
    name = f"SSG{int(digits[1]):03d}" if digits else ""
    if name not in known:
        raise UsageError(f'unknown code "{printable(code)}"; "ssg explain" lists all codes')
    return _read(CODES / f"{name}.md")


def _read(file: Path) -> Explanation:
    head, _, text = file.read_text(encoding="utf-8").partition("\n")
    return Explanation(file.stem, head.partition(": ")[2], text.strip() + "\n")
