"""Share of each versus page's text that occurs on no sibling page.

Siblings are the other versus pages of either tool. The text of `<main>` is split into blocks: a
paragraph, heading, list item, or table row. A block counts with all its words if no sibling has a
block with the same words. The reference pages reach about 4% by this measure, as they repeat each
tool's half on all its pages.
"""

import hashlib
import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

__all__ = ["Measured", "blocks", "unique_shares"]

MAIN = re.compile(r"<main\b.*?>(.*)</main>", re.DOTALL)
WITHOUT_TEXT = re.compile(
    r"<(svg|script|style)\b.*?</\1>|<nav class=\"crumbs\".*?</nav>", re.DOTALL
)
BLOCK_END = re.compile(
    r"</(?:p|li|tr|h[1-6]|div|dt|dd|summary|section|article|label|blockquote|pre)>"
    r"|<(?:ul|ol|table|details)\b[^>]*>"
)
CELL_END = re.compile(r"</t[dh]>")
TAG = re.compile(r"<[^>]*>")
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)


class Measured(NamedTuple):
    """The blocks of one versus page as hashes, small enough to keep for all pages."""

    pair: tuple[str, str]
    blocks: tuple[tuple[bytes, int], ...]
    """For each block, a hash of its words and their number."""


def blocks(pair: tuple[str, str], body: bytes) -> Measured:
    """Split the main text of a rendered page into blocks."""
    main = MAIN.search(body.decode("utf-8"))
    text = WITHOUT_TEXT.sub(" ", main.group(1) if main else "")
    text = ROW.sub(
        lambda row: (
            BLOCK_END.sub(" ", CELL_END.sub(" ", row.group()).removesuffix("</tr>")) + "</tr>"
        ),
        text,
    )
    lines = (html.unescape(TAG.sub(" ", part)).split() for part in BLOCK_END.split(text))
    return Measured(pair, tuple((_hash(words), len(words)) for words in lines if words))


def _hash(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def unique_shares(pages: Iterable[Measured]) -> Mapping[tuple[str, str], float]:
    """Return for each pair the share of words, 0-1, in blocks that no sibling page has."""
    pages = list(pages)
    seen: dict[str, Counter[bytes]] = defaultdict(Counter)
    for page in pages:
        kinds = {block for block, _ in page.blocks}
        for slug in page.pair:
            seen[slug].update(kinds)
    shares = {}
    for page in pages:
        a, b = (seen[slug] for slug in page.pair)
        total = sum(words for _, words in page.blocks)
        unique = sum(words for block, words in page.blocks if a[block] == 1 and b[block] == 1)
        shares[page.pair] = unique / total if total else 0.0
    return shares
