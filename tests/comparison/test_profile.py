"""What one tool brings to every comparison: the same rows for every tool of a site."""

import pytest
from hypothesis import given

from ssg.catalog import Tool
from ssg.comparison.profile import fact_key, plain, row_anchor
from support.compared_tools import ATTRIBUTES, LIST, PAIRS, sides
from support.strategies import a_capability, a_catalog, a_tool


@given(PAIRS)
def test_every_tool_of_a_site_has_the_same_rows(pair: tuple[Tool, Tool]) -> None:
    one, two = sides(a_catalog(*pair, attributes=ATTRIBUTES)).values()
    assert all(
        (fact.key, fact.label, fact.anchor) == (other.key, other.label, other.anchor)
        for fact, other in zip(one.facts, two.facts, strict=True)
    )
    assert len({fact.anchor for fact in one.facts}) == len(one.facts)


@given(PAIRS)
def test_what_is_unknown_is_worth_nothing_and_not_0(pair: tuple[Tool, Tool]) -> None:
    for side in sides(a_catalog(*pair, attributes=ATTRIBUTES)).values():
        assert all(fact.worth is None for fact in side.facts if not fact.cell.known)


@pytest.mark.parametrize(
    ("title", "is_mentioned"),
    [
        ("Distillation of models", True),
        ("Merging adapters", True),
        ("Merging trees", False),
        ("Trees of QLoRA layers", True),
        ("Trees of JAX layers", False),
    ],
)
def test_a_capability_is_mentioned_where_a_sentence_has_two_of_its_words(
    title: str, *, is_mentioned: bool
) -> None:
    text = "Offers distillation for smaller models. Adapters allow merging. QLoRA; layers. Weights."
    tool = a_tool("one", capabilities=(a_capability("Draws", description=text),))
    found = sides(a_catalog(tool))["one"]
    assert found.mentions_capability(a_capability(title)) == is_mentioned


def test_an_attribute_may_be_called_like_a_row() -> None:
    assert row_anchor("match_graph") == "row-match-graph"
    assert fact_key(LIST) == "fact-languages"
    assert plain("`x` and `y`") == "x and y"
