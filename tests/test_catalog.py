"""What the values of the model know about themselves."""

from datetime import date

from ssg.catalog import Basis, Pricing, PricingModel, Signal, Source
from ssg.scores import Score
from support.strategies import a_capability, a_tool


def test_a_tool_knows_every_date_that_it_rests_on() -> None:
    """Freshness of a page is the oldest of them, the age of the site the newest."""
    day = [date(2026, 1, number) for number in range(1, 5)]
    tool = a_tool(
        updated=day[0],
        pricing=Pricing(checked=day[1]),
        signals=(Signal(id="s", value=1, measured=day[2]),),
        capabilities=(
            a_capability(
                sources=(Source(basis=Basis.CITED, checked=day[3]), Source(basis=Basis.CITED))
            ),
        ),
    )
    assert sorted(tool.dates()) == day


def test_a_free_tier_is_what_costs_nothing() -> None:
    """Free, freemium and open source have one; paid, usage and unknown have none."""
    free = {model for model in PricingModel if Pricing(model=model).has_free_tier}
    assert free == {PricingModel.FREE, PricingModel.FREEMIUM, PricingModel.OPEN_SOURCE}


def test_an_unknown_score_is_not_shown_as_a_number() -> None:
    """Neither the total nor a component becomes 0."""
    score = Score(slug="a", total=None, components=())
    assert (score.rounded, score.known, score.value("adoption")) == (None, 0, None)
