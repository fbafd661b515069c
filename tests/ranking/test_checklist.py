"""The points of an entry."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from ssg.catalog import Basis, Capability, Pricing, PricingModel, Source, Tool
from ssg.ranking.checklist import CHECKLIST, checklist_points
from support.strategies import a_capability, a_tool, tools

DAY = date(2026, 11, 1)


def capability(
    basis: Basis = Basis.CITED, url: str = "https://a.example/", checked: date | None = DAY
) -> Capability:
    """Make a capability that meets the whole checklist, but for its source."""
    return a_capability(
        description="x" * 150,
        unique="u",
        vs_alternatives="v",
        limitations=("l",),
        sources=(Source(basis=basis, url=url, checked=checked),),
    )


def full(*capabilities: Capability) -> Tool:
    """Make an entry that meets the whole checklist with these capabilities."""
    return a_tool(
        description="x" * 200,
        homepage="https://www.maker.example/",
        repository="https://github.com/maker/tool",
        license="MIT",
        pricing=Pricing(model=PricingModel.FREE),
        updated=DAY,
        attributes=tuple((str(number), True) for number in range(4)),
        capabilities=capabilities,
    )


def test_the_points_add_up_to_a_hundred() -> None:
    """The methodology page says so."""
    assert sum(item.points for item in CHECKLIST) == 100


def test_a_complete_entry_has_all_points_and_a_bare_one_none() -> None:
    """The two ends of the scale."""
    assert checklist_points(full(*[capability()] * 8)) == pytest.approx(100)
    assert checklist_points(a_tool()) == 0


@pytest.mark.parametrize(
    ("given_source", "points"),
    [
        (capability(), 100),
        (capability(Basis.MEASURED), 100),
        (capability(Basis.VENDOR), 85),
        (capability(Basis.ASSERTED), 75),
        (capability(url=""), 75),
        (capability(checked=None), 75),
        (capability(url="https://docs.maker.example/"), 85),
        (capability(url="https://github.com/Maker/other"), 85),
        (capability(url="https://maker.github.io/tool"), 85),
        (capability(url="https://github.com/reviewer/tool"), 100),
    ],
)
def test_a_source_counts_with_address_and_date_and_most_when_independent(
    given_source: Capability, points: float
) -> None:
    """What the maker publishes is a source, but not an independent one; an assertion is none."""
    assert checklist_points(full(*[given_source] * 8)) == pytest.approx(points)


def test_half_of_the_capabilities_bring_half_of_their_points() -> None:
    """Shares are counted, not presence."""
    one = checklist_points(full(*[capability()] * 8)) - checklist_points(
        full(*[a_capability()] * 8)
    )
    half = checklist_points(full(*[capability()] * 4, *[a_capability()] * 4)) - checklist_points(
        full(*[a_capability()] * 8)
    )
    assert half == pytest.approx(one / 2)


def test_a_ninth_capability_brings_no_more_points() -> None:
    """Quantity beyond enough is not quality."""
    assert checklist_points(full(*[capability()] * 9)) == checklist_points(
        full(*[capability()] * 8)
    )


@given(tools())
def test_every_item_is_a_share_and_every_entry_within_bounds(tool: Tool) -> None:
    """Nothing counts twice or below nothing."""
    assert all(0 <= item.met(tool) <= 1 for item in CHECKLIST)
    assert 0 <= checklist_points(tool) <= 100


@given(tools())
def test_adding_a_licence_never_costs_points(tool: Tool) -> None:
    """More facts, more points."""
    assert checklist_points(replace(tool, license="MIT")) >= checklist_points(
        replace(tool, license="")
    )
