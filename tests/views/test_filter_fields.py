"""Fields of the filters: which there are, their kinds and values, and what entries show of them."""

from datetime import date

from ssg.catalog import AttributeValue, Pricing, PricingModel, Tool
from ssg.messages import ENGLISH
from ssg.ranking.scoring import rank
from ssg.settings import AttributeKind, AttributeSpec
from ssg.site import Site
from ssg.views.filter_fields import Field, fields
from support.strategies import a_catalog, a_tool


def fields_of(*tools: Tool, attributes: tuple[AttributeSpec, ...] = ()) -> dict[str, Field]:
    """Return the fields of a site by name."""
    catalog = a_catalog(*tools, attributes=attributes)
    site = Site(catalog=catalog, ranking=rank(catalog, date(2026, 11, 1)), pairs=())
    return {each.name: each for each in fields(site, catalog.tools)}


def field_of(
    kind: AttributeKind, *values: AttributeValue | None, unit: str = ""
) -> dict[str, Field]:
    """Return the fields of one attribute, of which each tool has a value."""
    spec = AttributeSpec(id="fact", label="Fact", kind=kind, unit=unit)
    tools = [
        a_tool(f"t{number:02}", attributes=() if value is None else (("fact", value),))
        for number, value in enumerate(values)
    ]
    found = fields_of(*tools, attributes=(spec,))
    return {name: each for name, each in found.items() if name.startswith("fact")}


def test_a_text_is_a_choice_where_tools_share_values_and_else_whether_it_is_given() -> None:
    shared = field_of(AttributeKind.TEXT, "a", "a", "b", "b", None)["fact"]
    assert shared.choices == (("a",), ("a",), ("b",), ("b",), ())
    assert shared.labels == {"a": "a", "b": "b"}
    apart = field_of(AttributeKind.TEXT, "a", "b", "c", None)["fact"]
    assert apart.choices == (("yes",), ("yes",), ("yes",), ("no",))
    assert apart.labels == {"yes": "Given", "no": "Not given"}


def test_a_list_is_always_a_choice_each_value_once() -> None:
    found = field_of(AttributeKind.LIST, ("a", "b", "a"), ("c",), None)["fact"]
    assert (found.kind, found.choices) == ("choice", (("a", "b"), ("c",), ()))
    assert [found.badge_of(place, ENGLISH) for place in range(3)] == ["a, b", "c", ""]


def test_what_is_unknown_is_neither_yes_nor_no() -> None:
    found = field_of(AttributeKind.BOOL, True, False, None)["fact"]
    assert found.choices == (("yes",), ("no",), ())
    assert found.labels == {"yes": "Yes", "no": "No"}


def test_amounts_have_a_field_for_each_unit_the_most_frequent_first() -> None:
    found = field_of(
        *(AttributeKind.MONEY, "10 EUR", "20 USD/month", "30 USD/month", "40.50 EUR", "50 EUR")
    )
    assert list(found) == ["fact.eur", "fact.usd-month"]
    assert found["fact.eur"].values == (10, None, None, 40.5, 50)
    assert found["fact.usd-month"].values == (None, 20, 30, None, None)
    assert list(field_of(AttributeKind.MONEY, "10 EUR", "20 EUR")) == ["fact"]


def test_a_range_may_have_no_end() -> None:
    ranges = "1 to 8", "4 or more", "up to 2.5", None
    found = field_of(AttributeKind.RANGE, *ranges, unit="GB")["fact"]
    assert (found.kind, found.unit) == ("range", "GB")
    assert found.values == ((1, 8), (4, None), (None, 2.5), None)


def test_versions_are_in_their_own_order() -> None:
    found = field_of(AttributeKind.VERSION, "1.10", "1.9", None)["fact"]
    assert (found.kind, found.order, found.values) == ("version", ("1.9", "1.10"), (1, 0, None))


def test_numbers_and_dates_are_values() -> None:
    numbers = field_of(AttributeKind.NUMBER, 3, 4.5, None)["fact"]
    assert (numbers.kind, numbers.values) == ("number", (3, 4.5, None))
    days = field_of(AttributeKind.DATE, date(2026, 1, 2), date(2026, 1, 3))["fact"]
    assert (days.kind, days.values) == ("date", ("2026-01-02", "2026-01-03"))


def test_an_unknown_price_is_no_choice_and_days_are_those_of_the_files() -> None:
    found = fields_of(
        a_tool("a", pricing=Pricing(model=PricingModel.UNKNOWN), updated=date(2026, 1, 2)),
        a_tool("b", pricing=Pricing(model=PricingModel.PAID), updated=date(2026, 1, 3)),
    )
    assert found["pricing"].choices == ((), ("paid",))
    assert found["updated"].values == ("2026-01-02", "2026-01-03")


def test_only_the_first_lists_have_a_badge() -> None:
    names = ("first", "second", "third")
    specs = tuple(
        AttributeSpec(id=name, label=name.title(), kind=AttributeKind.LIST) for name in names
    )
    tools = [
        a_tool(slug, attributes=tuple((name, (f"{slug} {name}",)) for name in names))
        for slug in ("a", "b")
    ]
    found = fields_of(*tools, attributes=specs)
    assert [found[name].badge_of(0, ENGLISH) if found[name].badge else "" for name in names] == [
        "a first",
        "a second",
        "",
    ]
