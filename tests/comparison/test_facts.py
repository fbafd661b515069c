"""Facts: the same rows for every tool of a site."""

from dataclasses import replace

import pytest
from hypothesis import given

from ssg.catalog import Tool
from ssg.comparison.facts import fact_key, row_anchor
from ssg.settings import AttributeKind, AttributeSpec, Better
from support.compared_tools import ATTRIBUTES, LIST, PAIRS, sides
from support.strategies import a_catalog, a_tool


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


def test_an_attribute_may_be_called_like_a_row() -> None:
    assert row_anchor("match_graph") == "row-match-graph"
    assert fact_key(LIST) == "fact-languages"


def test_rows_with_the_same_words_are_one_row() -> None:
    licences = replace(LIST, id="licences", label="Licences")
    tool = a_tool(attributes=(("licences", ("MIT", "Apache-2.0")),))
    facts = sides(a_catalog(tool, attributes=(licences,)))["flax"].facts
    (fact,) = (fact for fact in facts if fact.label.startswith("Licence"))
    assert (fact.key, fact.cell.known) == ("licence", True)


@pytest.mark.parametrize(("better", "is_higher"), [(Better.HIGHER, True), (Better.LOWER, False)])
def test_the_better_end_of_an_attribute_is_worth_more(better: Better, *, is_higher: bool) -> None:
    spec = AttributeSpec(id="size", label="Size", kind=AttributeKind.NUMBER, better=better)
    small, large = (
        fact
        for value in (1, 2)
        for fact in sides(a_catalog(a_tool(attributes=(("size", value),)), attributes=(spec,)))[
            "flax"
        ].facts
        if fact.key == fact_key(spec)
    )
    assert small.worth
    assert large.worth
    assert (large.worth.low > small.worth.low) == is_higher
