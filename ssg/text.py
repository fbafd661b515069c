"""Format values as text: counts, sizes, ages, lists, and safe excerpts for messages."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "count",
    "did_you_mean",
    "inside_sentence",
    "is_blank",
    "is_invisible",
    "join_words",
    "may_be_unsafe",
    "number",
    "printable",
    "sentences",
    "size",
    "slugify",
    "unsafe_character",
    "with_links",
    "without_unsafe",
]

SENTENCE_END = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\ba\.k\.a\.)(?<!\bvs\.)(?<!\betc\.)(?<=[\w)\]`\"'”%+#][.!?])\s+"
)
MAX_SHOWN = 80
"""Longest excerpt of the content in a message, in characters."""

# Invisible and reordering characters: controls (except tab, line feed and carriage return), the
# byte order mark inside a text, zero-width and bidirectional controls, fillers and other blank
# letters, line separators, lone surrogates, tag characters and variation selectors.
INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
JOINERS, SELECTORS = "\u200c\u200d", "\ufe0e\ufe0f"
"""Allowed where they have an effect: in scripts and emoji, and after symbols with two styles."""
SYMBOLS = (
    "#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
UNSAFE = re.compile(f"[{INVISIBLE}]|(?<![^\x00-\x7f])[{JOINERS}]|(?<![{SYMBOLS}])[{SELECTORS}]")
RARE = re.compile(f"[{INVISIBLE}{JOINERS}{SELECTORS}]")
"""All characters that may be unsafe, without a look at what they follow."""


def may_be_unsafe(text: str) -> bool:
    """Return whether `unsafe_character` may find a character, wherever the text is cut."""
    return RARE.search(text) is not None


def is_invisible(character: str) -> bool:
    """Return whether a character is never shown: also a joiner, and a selector of style."""
    return RARE.match(character) is not None


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: no letter, digit, punctuation mark or symbol."""
    return not any(
        unicodedata.category(character)[0] in "LNPS" and not is_invisible(character)
        for character in text
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


def inside_sentence(text: str) -> str:
    """Return the text with a small first letter, except for names, acronyms and mixed case."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return text[0].lower() + text[1:] if first[1:].islower() else text


def sentences(text: str) -> list[str]:
    """Return the sentences of a text's first paragraph; `e.g.` and the like end none."""
    paragraph = text.strip().split("\n\n")[0]
    return [part for part in SENTENCE_END.split(paragraph) if part]


MARKDOWN_LINK = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(/[^\s)>]*)", re.MULTILINE)
"""The beginning of a link or a definition in Markdown, and its address on the site."""


def with_links(text: str, linked: Callable[[str], str]) -> str:
    """Return Markdown with other addresses in its links to the site itself.

    `linked` returns the new address for one that begins with `/`.
    """
    if "](" not in text and "]:" not in text:
        return text
    return MARKDOWN_LINK.sub(lambda link: link[1] + linked(link[2]), text)
