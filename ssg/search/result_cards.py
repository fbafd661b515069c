"""Result cards of the tools, in rank order."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from ssg.catalog import Tool
from ssg.monogram import picture_code
from ssg.pair_table import PairTable
from ssg.search.documents import replaced_names
from ssg.site import Pair
from ssg.text import slugify
from ssg.tokenizer import Tokenizer

__all__ = ["Card", "card", "card_inputs", "peers"]

Card = list[str | list[str] | dict[int, str] | list[int]]
LONGEST_ANCHOR = 60
LONGEST_SUMMARY = 200
"""Longest summary in letters."""
MOST_PEERS = 12
LEAST_SHARE = 0.2
"""Least strength of a peer as a share of the strongest one's."""


def card(tool: Tool, name: str, similar: Sequence[int]) -> Card:
    """Return name, slug, capability titles, anchors by number, summary, peers, picture of a tool.

    `name`: that of the pages, which no other tool has; `similar`: numbers of tools. Slugs and
    anchors that follow from the name or title are left out.
    """
    name = _on_one_line(name)
    return [
        name,
        "" if slugify(name) == tool.slug else tool.slug,
        [_on_one_line(capability.title) for capability in tool.capabilities],
        {
            number: capability.anchor
            for number, capability in enumerate(tool.capabilities)
            if capability.anchor != slugify(capability.title)[:LONGEST_ANCHOR].strip("-")
        },
        _shortened(tool.summary, LONGEST_SUMMARY),
        list(similar),
        picture_code(tool),
    ]


def card_inputs(tool: Tool, name: str, similar: Sequence[int]) -> tuple[str, tuple[int, ...], str]:
    """Return all that a card depends on, besides what `DocumentReader.digest` covers."""
    return str(name), tuple(similar), picture_code(tool)


def peers(
    tools: Sequence[Tool], pairs: Sequence[Pair], tokenizer: Tokenizer
) -> dict[str, list[int]]:
    """Return for each tool the numbers of the tools that can replace it, the best first.

    First those whose summary says so, then those that it is paired with, the strongest first.
    """
    slugs = [tool.slug for tool in tools]
    found: dict[str, list[int]] = _replacing(tools, tokenizer)
    table = PairTable.of(pairs)
    known = set(slugs)
    columns = table.partner_columns(
        [*slugs, *(each for each in table.paired() if each not in known)]
    )
    partners = [*zip(columns.strengths.tolist(), columns.others.tolist(), strict=True)]
    for slug, (start, end) in zip(slugs, pairwise(columns.ends.tolist()), strict=False):
        row = [each for each in partners[start:end] if each[1] < len(slugs)]
        found.setdefault(slug, []).extend(_strongest(row))
    return {slug: list(dict.fromkeys(others))[:MOST_PEERS] for slug, others in found.items()}


def _strongest(partners: Sequence[tuple[float, int]]) -> list[int]:
    """Return the numbers of the strongest partners, `MOST_PEERS` and those that are as strong.

    `partners`: strength and number, the strongest come first.
    """
    least = LEAST_SHARE * partners[0][0] if partners else 0.0
    if len(partners) > MOST_PEERS:
        least = max(least, partners[MOST_PEERS - 1][0])
    strong = takewhile(lambda each: each[0] >= least, partners)
    return [number for _, number in sorted((-strength, number) for strength, number in strong)]


def _replacing(tools: Sequence[Tool], tokenizer: Tokenizer) -> dict[str, list[int]]:
    """Return for each tool the numbers of those whose summaries say that they replace it."""
    slugs = {tokenizer.whole(tool.name): tool.slug for tool in tools}
    found: dict[str, list[int]] = {}
    for number, tool in enumerate(tools):
        for name in replaced_names(tool.summary):
            slug = slugs.get(tokenizer.whole(name), tool.slug)
            if slug != tool.slug:
                found.setdefault(slug, []).append(number)
    return found


def _shortened(text: str, longest: int) -> str:
    """Return a text on one line, cut after a word if it is longer."""
    line = _on_one_line(text[: 2 * longest])
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "\u2026"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
