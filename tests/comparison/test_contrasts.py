"""Sentences on lists without a common entry: of both sides or none, and never against a text."""

from dataclasses import replace

import pytest

from ssg.comparison.contrasts import contrasts
from ssg.settings import AttributeKind, AttributeSpec
from support.compared_tools import sides
from support.strategies import a_catalog, a_tool

LANGUAGES = AttributeSpec(
    id="languages",
    label="Language",
    kind=AttributeKind.LIST,
    is_reason=False,
    contrast="{a} is built with {values_a}, {b} with {values_b}.",
    entry_synonyms=(("Python", ("Django",)), ("Node.js", ("TypeScript",))),
)
WIKI = "Wiki for teams."


def sentences(
    one: tuple[str, ...] = ("Go",),
    other: tuple[str, ...] = ("PHP",),
    summary: str = WIKI,
    **fields: object,
) -> tuple[str, ...]:
    """Return the contrasts of two tools; `summary` and further fields are those of the second."""
    tools = [
        a_tool("one", summary=WIKI, attributes=(("languages", one),) if one else ()),
        a_tool(
            "two", summary=summary, attributes=(("languages", other),) if other else (), **fields
        ),
    ]
    found = sides(a_catalog(*tools, attributes=(LANGUAGES,)))
    there, back = (
        contrasts(found[a], found[b], (LANGUAGES,)) for a, b in (("one", "two"), ("two", "one"))
    )
    assert bool(there) == bool(back)
    return there


def test_a_contrast_names_the_entries_of_both_in_one_sentence() -> None:
    assert sentences() == ("One is built with Go, Two with PHP.",)
    assert sentences(("C", "Lua")) == ("One is built with C and Lua, Two with PHP.",)
    assert sentences(("{b}",), ("PHP",)) == ("One is built with {b}, Two with PHP.",)


@pytest.mark.parametrize(
    ("one", "other"), [(("Go", "PHP"), ("PHP",)), (("Go",), ()), ((), ("PHP",)), ((), ())]
)
def test_lists_with_a_common_entry_and_unknown_ones_are_no_contrast(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert sentences(one, other) == ()


def test_an_empty_list_is_no_contrast() -> None:
    tools = (
        a_tool(slug, summary=WIKI, attributes=(("languages", values),))
        for slug, values in (("one", ()), ("two", ("Go",)))
    )
    found = sides(a_catalog(*tools, attributes=(LANGUAGES,)))
    assert contrasts(found["one"], found["two"], (LANGUAGES,)) == ()


def test_texts_in_another_language_are_no_ground_for_a_contrast() -> None:
    """Words such as `und` would count as a common subject."""
    summaries = ("Werkzeug f\u00fcr Rechnungen und Kunden.", "Server f\u00fcr Musik und Videos.")
    tools = tuple(
        a_tool(slug, summary=summary, attributes=(("languages", (entry,)),))
        for slug, summary, entry in zip(("one", "two"), summaries, ("Go", "PHP"), strict=True)
    )
    catalog = a_catalog(*tools, attributes=(LANGUAGES,))
    german = replace(catalog, settings=replace(catalog.settings, language="de"))
    found = sides(german)
    assert contrasts(found["one"], found["two"], (LANGUAGES,)) == ()


@pytest.mark.parametrize("text", ["in Go", "powered by Django", "with TypeScript", "of Python"])
def test_a_text_that_names_more_than_the_list_makes_it_no_contrast(text: str) -> None:
    assert sentences(summary=f"Wiki for teams {text}.") == ()


def test_tools_for_different_things_are_not_told_apart_by_a_list() -> None:
    assert sentences(summary="Shop with invoices.") == ()
    assert sentences(categories=("serving",)) != ()
    assert sentences(summary="Wiki of my own, simple and fast.") != ()
