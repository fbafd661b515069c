"""What a tool has from the tools that it is built on, and a paid edition from the free one."""

import pytest

from ssg.catalog import Pricing, PricingModel, Tool
from ssg.comparison.inheritance import (
    free_editions,
    inherited_entries,
    listed_bases,
    tools_by_name,
)
from ssg.comparison.profile import Base
from ssg.settings import AttributeKind, AttributeSpec, Inheritance
from support.strategies import a_tool

FORMATS = AttributeSpec(
    id="formats", label="Formats", kind=AttributeKind.LIST, inherited=Inheritance.ALL
)
PAID, FREE = Pricing(model=PricingModel.PAID), Pricing(model=PricingModel.FREE)


def built(slug: str, formats: tuple[str, ...], *bases: str) -> Tool:
    """Return a tool with formats that is built on others, given by their names."""
    return a_tool(slug, attributes=(("formats", formats), ("built_on", bases)))


def test_a_tool_has_the_entries_of_all_that_it_is_built_on() -> None:
    """Also of what these are built on, by any of their names; a tool is no base of itself."""
    core = a_tool("core", also_known_as=("Kernel",), attributes=(("formats", ("CSV",)),))
    middle = built("middle", ("JSON",), "Kernel", "Top")
    top = built("top", ("XML",), "Middle", "Unknown")
    named = tools_by_name([core, middle, top])
    assert inherited_entries(top, named, [FORMATS]) == {"formats": ("JSON", "CSV")}
    assert inherited_entries(middle, named, [FORMATS]) == {"formats": ("CSV", "XML")}
    assert inherited_entries(core, named, [FORMATS]) == {}
    assert listed_bases(top, named, [FORMATS]) == {
        "formats": (Base("middle", "Middle", ("json",)),)
    }


def test_a_site_that_inherits_nothing_gives_no_entries() -> None:
    spec = AttributeSpec(id="formats", label="Formats", kind=AttributeKind.LIST)
    tools = [built("core", ("CSV",)), built("top", ("XML",), "Core")]
    named = tools_by_name(tools)
    assert inherited_entries(tools[1], named, [spec]) == {}
    assert listed_bases(tools[1], named, [spec]) == {}


def test_a_paid_edition_has_the_entries_of_the_free_one() -> None:
    """Of all lists, whatever the site inherits, but not what the free one is built on."""
    attributes = (("formats", ("CSV",)), ("built_on", ("Core",)))
    free = a_tool("free", pricing=FREE, homepage="https://a.example", attributes=attributes)
    paid = a_tool(
        "paid", pricing=PAID, homepage="https://a.example/pro/", distinct_from=("free", "gone")
    )
    named = tools_by_name([free, paid])
    assert free_editions(paid, named) == {"free"}
    assert inherited_entries(paid, named, [])["formats"] == ("CSV",)
    assert listed_bases(paid, named, []) == {
        "formats": (Base("free", "Free", ("csv",), is_edition=True),)
    }


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"pricing": FREE}, {}),
        ({}, {"pricing": PAID}),
        ({"distinct_from": ()}, {}),
        ({"homepage": "https://a.example.org"}, {}),
        ({"homepage": ""}, {}),
    ],
)
def test_other_related_tools_are_no_editions(
    mine: dict[str, object], theirs: dict[str, object]
) -> None:
    """A paid tool and a free one, which declare to be related, with a website in common."""
    least = {"homepage": "https://a.example", "distinct_from": ("free",)}
    free = a_tool("free", **{"pricing": FREE, "homepage": "https://a.example/", **theirs})
    paid = a_tool("paid", **{"pricing": PAID, **least, **mine})
    assert free_editions(paid, tools_by_name([free, paid])) == frozenset()
    same = a_tool("paid", **{"pricing": PAID, **least})
    usual = a_tool("free", pricing=FREE, homepage="https://a.example/")
    assert free_editions(same, tools_by_name([usual, same])) == {"free"}
