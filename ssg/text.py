"""Words for people: what a value is called in a sentence, a list, a table or a message."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = [
    "age",
    "count",
    "did_you_mean",
    "first_sentences",
    "join_words",
    "number",
    "printable",
    "size",
    "slugify",
    "unsafe_character",
]

MAX_SHOWN = 80
"""Longest piece of somebody's content that a message repeats, in characters."""

# Characters that a reader cannot see or that reorder what they see: controls (tab, line feed and carriage return are
# fine), the byte order mark inside a text, zero-width and bidirectional controls, line separators, lone surrogates, tag
# characters and the supplementary variation selectors. The joiners U+200C and U+200D stay: scripts and emoji need them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def unsafe_character(text: str) -> re.Match[str] | None:
    """Find the first invisible or reordering character; the match tells which and where."""
    return UNSAFE.search(text)


def printable(text: str, limit: int = MAX_SHOWN) -> str:
    """Make somebody's text safe to print on one line: no control characters, at most `limit` characters."""
    shown = "".join(_escaped(character) for character in text[: limit + 1])
    return shown if len(text) <= limit else shown[:limit] + "..."


def _escaped(character: str) -> str:
    if character.isprintable() and not UNSAFE.match(character):
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean "x"?` for the choice most like the word, or nothing."""
    found = difflib.get_close_matches(word[:MAX_SHOWN].lower(), sorted(choices), n=1, cutoff=0.6)
    return f'did you mean "{found[0]}"?' if found else ""


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Write a list as in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(quantity: int, singular: str, plural: str = "") -> str:
    """Write a number with its noun: `1 page`, `1,204 pages`."""
    return f"{quantity:,} {singular if quantity == 1 else plural or singular + 's'}"


def number(value: float) -> str:
    """Write a number for people: thousands apart, at most three decimals, no trailing zeros."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3f}".rstrip("0").rstrip(".")


def slugify(title: str) -> str:
    """Turn a title into lower case ASCII words joined by hyphens; empty when nothing is left."""
    plain = (
        title
        if title.isascii()
        else unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    )
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def size(count_of_bytes: int) -> str:
    """Write a size for people: `812 B`, `3.4 MB` (powers of 1,000)."""
    value, units = float(count_of_bytes), ("B", "kB", "MB", "GB")
    for unit in units[:-1]:
        if value < 1000:
            return f"{number(round(value, 1))} {unit}"
        value /= 1000
    return f"{number(round(value, 1))} {units[-1]}"


def age(days: int) -> str:
    """Say how old something is: `today`, `5 days old`, `3 months old`, `2 years old`."""
    if days <= 0:
        return "today"
    for length, unit in ((365, "year"), (30, "month")):
        if days >= 2 * length:
            return f"{days // length} {unit}s old"
    return f"{count(days, 'day')} old"


def first_sentences(text: str, words: int) -> str:
    """Return whole sentences from the start of a text's first paragraph until they have this many words."""
    taken: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9`\"'(])", text.strip().split("\n\n")[0]):
        taken.append(sentence)
        if sum(len(one.split()) for one in taken) >= words:
            break
    return " ".join(taken)
