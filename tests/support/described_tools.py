"""Strategies for tools whose capabilities have short texts and partly shared ids."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from ssg.catalog import Capability, Catalog, Status, Tool
from ssg.comparison.alignment import Alignment, Match
from ssg.settings import PairPolicy, PairSettings
from support.compared_tools import ATTRIBUTES, compared_tools
from support.strategies import CAPABILITIES, a_capability, a_catalog

__all__ = ["described", "described_catalogs", "described_pairs", "turned"]

WORDS = (
    "shards",
    "checkpoints",
    "across",
    "hosts",
    "streams",
    "parquet",
    "attention",
    "kernels",
    "quantized",
    "weights",
    "adapters",
    "gradient",
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
FACTS = st.lists(
    st.sampled_from(["small GPUs", "`long` runs", "two hosts", "Small GPUs"]),
    max_size=2,
    unique=True,
).map(tuple)
RIVALS = st.sampled_from(
    ["", "Tool 0 needs `root`; Aaa does not.", "It beats Tool 1. Tool 2 and Bbb have no limit."]
)
OVER = st.dictionaries(
    st.sampled_from(["one", "two", "tool0", "tool1"]),
    st.sampled_from(["long `runs`", "small GPUs", "two hosts"]),
    max_size=2,
).map(lambda uses: tuple(sorted(uses.items())))


@st.composite
def described(draw: st.DrawFn, most: int = 6) -> tuple[Capability, ...]:
    """Draw capabilities with distinct texts, some with an id."""
    found: list[Capability] = []
    for place in range(draw(st.integers(0, most))):
        taken = {one.id for one in found}
        chosen = draw(st.sampled_from(["", "", *CAPABILITIES]))
        name = "" if chosen in taken else chosen
        title = draw(TEXTS)
        anchor = name or title.replace(" ", "-")
        unique = f"{anchor}-{place + 1}" if anchor in {one.anchor for one in found} else anchor
        found.append(
            a_capability(
                title,
                id=name,
                anchor=unique,
                description=draw(st.just("") | TEXTS),
                unique=draw(st.just("") | TEXTS),
                best_for=draw(FACTS),
                limitations=draw(FACTS),
                requires=draw(FACTS),
                vs_alternatives=draw(RIVALS),
                choose_over=draw(OVER),
            )
        )
    return tuple(found)


@st.composite
def described_tools(draw: st.DrawFn, slug: str, name: str, most: int = 6) -> Tool:
    """Draw a tool with every kind of data that a versus page shows."""
    return replace(
        draw(compared_tools(slug)),
        name=name,
        capabilities=draw(described(most)),
        status=draw(st.sampled_from([None, *Status])),
    )


def described_pairs(most: int = 6) -> st.SearchStrategy[tuple[Tool, Tool]]:
    """Draw two tools."""
    return st.tuples(described_tools("one", "Aaa", most), described_tools("two", "Bbb", most))


@st.composite
def described_catalogs(
    draw: st.DrawFn, /, most: int = 4, capabilities: int = 6, **settings: Any
) -> Catalog:
    """Draw a catalog in which every pair has a page."""
    tools = [
        draw(described_tools(f"tool{index}", f"Tool {index}", capabilities))
        for index in range(draw(st.integers(2, most)))
    ]
    return a_catalog(
        *tools,
        **{"attributes": ATTRIBUTES, "pairs": PairSettings(policy=PairPolicy.ALL), **settings},
    )


def turned(alignment: Alignment) -> Alignment:
    """Return an alignment with its sides exchanged."""
    return Alignment(
        both=tuple(Match(one.b, one.a, one.reason, one.strength) for one in alignment.both),
        only_a=alignment.only_b,
        only_b=alignment.only_a,
    )
