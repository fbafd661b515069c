"""Alignments while the exact ones of a catalog are computed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner, Alignment
from ssg.preview.near_alignments import NearAlignments
from support.strategies import a_capability, a_catalog, a_tool


class Exact:
    """Known alignments of a catalog, except for one pair."""

    def __init__(self, catalog: Catalog) -> None:
        self.aligner = Aligner(catalog)

    def alignments(self, pairs: Sequence[tuple[Tool, Tool]]) -> list[Alignment | None]:
        """Return the alignments of two tools other than C and D."""
        slugs = [(a.slug, b.slug) for a, b in pairs]
        return [None if each == ("c", "d") else self.aligner.align(*each) for each in slugs]

    def nearest(self, slug: str) -> tuple[str, ...] | None:
        """Return what is nearest to a tool other than D."""
        return None if slug == "d" else self.aligner.nearest(slug)

    def has(self, *slugs: str) -> bool:
        """Return whether an alignment is known."""
        return slugs != ("c", "d")


TOOLS = tuple(
    a_tool(slug, capabilities=(a_capability("Reads parquet files", description=f"As {slug}."),))
    for slug in "abcd"
)
CATALOG = a_catalog(*TOOLS, a_tool("bare"))


def near(guesses: list[bool]) -> NearAlignments:
    """Return alignments that note each guess."""
    tools = {tool.slug: tool for tool in CATALOG.tools}
    return NearAlignments(CATALOG, Exact(CATALOG), tools, lambda: guesses.append(True))


def test_known_alignments_are_exact() -> None:
    guesses: list[bool] = []
    found = near(guesses)
    assert found.alignments([(TOOLS[0], TOOLS[1])])[0] == Aligner(CATALOG).align("a", "b")
    assert found.nearest("a") == Aligner(CATALOG).nearest("a")
    assert found.nearest("bare") == ()
    assert (found.guessed, guesses) == (False, [])
    assert (found.has("a", "b"), found.has("c", "d")) == (True, False)


@pytest.mark.parametrize("slugs", [("c", "d"), ("d",)])
def test_what_is_not_known_is_a_guess(slugs: tuple[str, ...]) -> None:
    guesses: list[bool] = []
    found = near(guesses)
    if len(slugs) == 2:
        assert found.alignments([(TOOLS[2], TOOLS[3])])[0] == Aligner(a_catalog(*TOOLS[2:])).align(
            *slugs
        )
    else:
        assert found.nearest(*slugs) == ()
    assert (found.guessed, guesses) == (True, [True])


def test_a_tool_with_other_texts_has_its_former_alignment() -> None:
    changed = replace(TOOLS[0], capabilities=(a_capability("Sings songs"),))
    found = near([]).of(replace(CATALOG, tools=(changed, *TOOLS[1:])))
    assert found.alignments([(changed, TOOLS[1])])[0] == Aligner(CATALOG).align("a", "b")


def test_a_tool_with_more_capabilities_is_aligned_alone() -> None:
    more = replace(TOOLS[0], capabilities=(*TOOLS[0].capabilities, a_capability("Sings songs")))
    after = replace(CATALOG, tools=(more, *TOOLS[1:]))
    (found,) = near([]).of(after).alignments([(more, TOOLS[1])])
    assert found == Aligner(replace(after, tools=(more, TOOLS[1]))).align("a", "b")
    assert len(found.both) + len(found.only_a) == 2


def test_deleted_tools_are_near_to_none() -> None:
    assert "b" in near([]).nearest("a")
    assert "b" not in near([]).of(replace(CATALOG, tools=(TOOLS[0], *TOOLS[2:]))).nearest("a")


def test_without_exact_alignments_each_pair_is_aligned_alone() -> None:
    found = NearAlignments(CATALOG)
    assert found.nearest("a") == ()
    assert found.alignments([(TOOLS[0], TOOLS[1])])[0] == Aligner(a_catalog(*TOOLS[:2])).align(
        "a", "b"
    )
    assert not found.has("a", "b")
