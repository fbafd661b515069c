"""Tools that could be chosen instead of the two of a comparison."""

from dataclasses import replace

from ssg.pair_table import PairTable
from ssg.site import Pair
from ssg.views.context import Context
from ssg.views.versus_nearest import NEAREST_SHOWN, nearest, nearest_slugs
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context


def compared(*pairs: tuple[str, str, float]) -> Context:
    """Return the context of tools for one job with these pairs and strengths."""
    slugs = sorted({slug for a, b, _ in pairs for slug in (a, b)})
    tools = (a_tool(slug, categories=("training",)) for slug in slugs)
    table = PairTable([Pair(a, b, strength, ()) for a, b, strength in sorted(pairs)])
    return replace(a_context(a_catalog(*tools)), table=table)


def test_what_both_are_compared_with_comes_before_what_is_nearer_to_one() -> None:
    context = compared(("a", "b", 1), ("a", "c", 0.9), ("a", "d", 0.2), ("b", "d", 0.2))
    assert nearest_slugs(context, "a", "b") == ["d", "c"]
    assert [
        (near.tool.text, [link.text for link in near.against])
        for near in nearest(context, "a", "b")
    ] == [("D", ["A", "B"]), ("C", ["A"])]


def test_of_equal_tools_the_one_with_the_stronger_weaker_pair_is_nearer() -> None:
    context = compared(
        ("a", "b", 1), ("a", "c", 0.9), ("b", "c", 0.1), ("a", "d", 0.3), ("b", "d", 0.2)
    )
    assert nearest_slugs(context, "a", "b") == ["d", "c"]


def test_only_the_first_are_named() -> None:
    others = "cdefg"
    context = compared(("a", "b", 1), *(("a", other, 0.5) for other in others))
    assert nearest_slugs(context, "a", "b") == list(others)[:NEAREST_SHOWN]
