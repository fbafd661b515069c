"""Format values as text: counts, sizes, ages, lists, and safe excerpts for messages."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = [
    "age",
    "count",
    "did_you_mean",
    "inside_sentence",
    "join_words",
    "number",
    "printable",
    "sentences",
    "size",
    "slugify",
    "unsafe_character",
    "without_unsafe",
]

SENTENCE_END = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<=[\w)\]`\"'”%][.!?])\s+"
)
MAX_SHOWN = 80
"""Longest excerpt of the content in a message, in characters."""

# Invisible and reordering characters: controls (except tab, line feed and carriage return), the
# byte order mark inside a text, zero-width and bidirectional controls, line separators, lone
# surrogates, tag characters and the supplementary variation selectors. The joiners U+200C and
# U+200D are allowed: scripts and emoji need them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def unsafe_character(text: str) -> re.Match[str] | None:
    """Return the match of the first invisible or reordering character."""
    return UNSAFE.search(text)


def without_unsafe(text: str) -> str:
    """Return a text without its invisible and reordering characters."""
    return UNSAFE.sub("", text)


def printable(text: str, limit: int = MAX_SHOWN) -> str:
    """Make a text from the content safe to print on one line.

    Control characters are escaped; a text over `limit` characters is cut.
    """
    shown = "".join(_escaped(character) for character in text[: limit + 1])
    return shown if len(text) <= limit else shown[:limit] + "..."


def _escaped(character: str) -> str:
    if character.isprintable() and not UNSAFE.match(character):
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean "x"?` for the most similar choice; empty if none is similar."""
    similar = difflib.get_close_matches(word[:MAX_SHOWN].lower(), sorted(choices), n=1, cutoff=0.6)
    return f'did you mean "{similar[0]}"?' if similar else ""


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join words as in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(quantity: int, singular: str, plural: str = "") -> str:
    """Format a number with its noun: `1 page`, `1,204 pages`."""
    return f"{quantity:,} {singular if quantity == 1 else plural or singular + 's'}"


def number(value: float) -> str:
    """Format a number: thousands separators, at most three decimals, no trailing zeros."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3f}".rstrip("0").rstrip(".")


def slugify(title: str) -> str:
    """Return lower-case ASCII words joined by hyphens; empty if none remain."""
    plain = (
        title
        if title.isascii()
        else unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    )
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def size(count_of_bytes: int) -> str:
    """Format a number of bytes: `812 B`, `3.4 MB` (powers of 1,000)."""
    value, units = float(count_of_bytes), ("B", "kB", "MB", "GB")
    for unit in units[:-1]:
        if value < 1000:
            return f"{number(round(value, 1))} {unit}"
        value /= 1000
    return f"{number(round(value, 1))} {units[-1]}"


def age(days: int) -> str:
    """Format an age in days: `today`, `5 days old`, `3 months old`, `2 years old`."""
    if days <= 0:
        return "today"
    for length, unit in ((365, "year"), (30, "month")):
        if days >= 2 * length:
            return f"{days // length} {unit}s old"
    return f"{count(days, 'day')} old"


def inside_sentence(text: str) -> str:
    """Return the text with a small first letter, except for names, acronyms and mixed case."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return text[0].lower() + text[1:] if first[1:].islower() else text


def sentences(text: str) -> list[str]:
    """Return the sentences of a text's first paragraph; `e.g.` and the like end none."""
    paragraph = text.strip().split("\n\n")[0]
    return [part for part in SENTENCE_END.split(paragraph) if part]
