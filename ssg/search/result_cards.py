"""Result cards of the tools, in rank order."""

from collections.abc import Mapping, Sequence

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


def card_inputs(
    tool: Tool, name: str, similar: Sequence[int]
) -> tuple[str, tuple[str, ...], tuple[int, ...], str]:
    """Return all that the card of a tool depends on, besides the texts that are searched."""
    anchors = tuple(capability.anchor for capability in tool.capabilities)
    return str(name), anchors, tuple(similar), picture_code(tool)


def peers(
    tools: Sequence[Tool], pairs: Sequence[Pair], tokenizer: Tokenizer
) -> dict[str, list[int]]:
    """Return for each tool the numbers of the tools that can replace it, the best first.

    First those whose summary says so, then those that it is paired with, the strongest first.
    """
    numbers = {tool.slug: number for number, tool in enumerate(tools)}
    found: dict[str, list[int]] = _replacing(tools, tokenizer)
    table = PairTable.of(pairs)
    for slug in numbers:
        found.setdefault(slug, []).extend(_strongest(table.partners(slug), numbers))
    return {slug: list(dict.fromkeys(others))[:MOST_PEERS] for slug, others in found.items()}


def _strongest(partners: Mapping[str, float], numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers of the strongest partners, `MOST_PEERS` and those that are as strong."""
    strong: list[tuple[float, int]] = []
    least = LEAST_SHARE * next((partners[slug] for slug in partners if slug in numbers), 0.0)
    for slug, strength in partners.items():  # the strongest come first
        if slug in numbers:
            if len(strong) == MOST_PEERS:
                least = max(least, -strong[-1][0])
            if strength < least:
                break
            strong.append((-strength, numbers[slug]))
    return [number for _, number in sorted(strong)]


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
