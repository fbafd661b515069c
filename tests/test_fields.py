"""A field is declared once, and everything else follows from the declaration."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import pytest
from pydantic import ValidationError

from ssg.catalog import Capability, Pricing, Signal, Source, Tool
from ssg.content.file_models import file_model, value_from
from ssg.fields import Key, Kind, Role, declared_keys, leaves, values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One price."""

    price: Annotated[str, Key(Kind.LINE, "The price.", "$5", required=True)]
    url: Annotated[str, Key(Kind.URL, "Its source.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A record with one field of each shape."""

    id: str = ""
    about: Annotated[str, Key(Kind.MARKDOWN, "Text.", is_text=True)] = ""
    seen: Annotated[date | None, Key(Kind.DATE, "Day.")] = None
    links: Annotated[tuple[str, ...], Key(Kind.URL, "Links.", max_entries=2)] = ()
    plan: Annotated[Plan | None, Key(Kind.RECORD, "Plan.", short_form="price")] = None
    plans: Annotated[tuple[Plan, ...], Key(Kind.RECORD, "Plans.")] = ()


def example(**keys: object) -> Example:
    """Return the value of a file with these keys."""
    return value_from(file_model(Example).model_validate(keys), Example, id="x")


def test_a_declared_field_is_read_and_found_by_its_roles() -> None:
    value = example(
        about=" A. ",
        seen="2026-11-01",
        links=["HTTPS://a.example/"],
        plan="$5",
        plans=[{"price": "$6", "url": "https://b.example/"}],
    )
    assert value == Example(
        id="x",
        about="A.",
        seen=date(2026, 11, 1),
        links=("https://a.example/",),
        plan=Plan(price="$5"),
        plans=(Plan(price="$6", url="https://b.example/"),),
    )
    assert list(leaves(value, Role.LINK)) == [
        (("links", 0), "https://a.example/"),
        (("plans", 0, "url"), "https://b.example/"),
    ]
    assert list(leaves(value, Role.TEXT)) == [(("about",), "A.")]
    assert list(leaves(value, Role.MARKDOWN)) == [(("about",), "A.")]
    assert list(leaves(value, Role.DATE)) == [(("seen",), date(2026, 11, 1))]
    for role in Role:
        assert values_of(value, role) == [found for _, found in leaves(value, role)]


def test_an_absent_or_empty_key_leaves_the_default() -> None:
    assert example(seen=None, plan=None) == Example(id="x")


@pytest.mark.parametrize(
    "keys",
    [
        {"id": "x"},
        {"links": ["https://a.example/"] * 3},
        {"plan": {}},
        {"seen": 5},
        {"about": None},
    ],
)
def test_other_values_are_refused(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        example(**keys)


def test_every_declared_key_has_a_description_and_an_example_or_is_a_list_of_records() -> None:
    for record in (Tool, Capability, Source, Signal, Pricing):
        for name, (key, _) in declared_keys(record).items():
            assert key.description.endswith("."), name
            assert key.example is not None or key.kind is Kind.RECORD, name
