"""Rows of a comparison: known values shown, better ones marked, unknown ones labelled."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from ssg.attribute_values import Measure, higher
from ssg.catalog import Pricing, PricingModel, Tool
from ssg.comparison.cells import pricing_label
from ssg.comparison.table import table
from ssg.settings import AttributeSpec, Inheritance
from support.compared_tools import LIST, NO, NUMBER, PAIRS, PLAIN, WHEN, YES, comparison, sides
from support.strategies import a_capability, a_catalog, a_tool


@given(PAIRS)
def test_the_unknown_is_never_0_and_never_better_or_worse(pair: tuple[Tool, Tool]) -> None:
    for row in comparison(*pair).rows:
        for cell in (row.a, row.b):
            assert cell.known or not re.search(r"\d", cell.text)
            assert cell.text
        if not (row.a.known and row.b.known):
            assert row.better == ""


@given(PAIRS)
def test_every_row_is_known_for_a_side_and_anchors_differ(pair: tuple[Tool, Tool]) -> None:
    rows = comparison(*pair).rows
    assert all(row.a.known or row.b.known for row in rows)
    assert len({row.anchor for row in rows}) == len(rows)
    for row in rows:
        assert row.undocumented == (
            "" if row.a.known and row.b.known else "b" if row.a.known else "a"
        )


@given(PAIRS)
def test_no_side_of_equal_values_is_better(pair: tuple[Tool, Tool]) -> None:
    for row in comparison(*pair).rows:
        assert not (row.better and row.a.text == row.b.text)
        assert not (row.better and row.same)


@pytest.mark.parametrize(
    ("types", "values", "row"),
    [
        (("dataset", "framework"), (True, None), None),
        (("dataset", "dataset"), (True, None), ("Yes", "unknown", "b")),
        (("framework", "framework"), (None, None), None),
        (("dataset", "framework"), (None, None), None),
        (("dataset", "framework"), (True, False), ("Yes", "No", "")),
    ],
)
def test_an_attribute_that_is_not_recorded_for_a_type_has_no_row(
    types: tuple[str, str],
    values: tuple[bool | None, bool | None],
    row: tuple[str, str, str] | None,
) -> None:
    """A value that is given counts, whatever the type."""
    spec = replace(YES, applies_to=("dataset",))
    tools = [
        a_tool(slug, type=kind, attributes=() if value is None else ((spec.id, value),))
        for slug, kind, value in zip(("one", "two"), types, values, strict=True)
    ]
    found = sides(a_catalog(*tools, attributes=(spec,)))
    rows = {row.label: row for row in table(found["one"], found["two"])}
    shown = rows.get(spec.label)
    assert (shown and (shown.a.text, shown.b.text, shown.undocumented)) == row


def test_there_is_no_row_about_capabilities_where_there_are_none() -> None:
    assert "Capabilities" not in {
        row.label for row in comparison(a_tool("one"), a_tool("two")).rows
    }
    one = a_tool("one", capabilities=(a_capability("Trains"),))
    row = next(row for row in comparison(one, a_tool("two")).rows if row.label == "Capabilities")
    assert (row.a.text, row.b.known, row.undocumented, row.better) == (
        "1 documented",
        False,
        "b",
        "",
    )


@pytest.mark.parametrize(
    ("spec", "one", "two", "better"),
    [
        (NUMBER, 3, 4, "a"),
        (NUMBER, 4, 3, "b"),
        (NUMBER, 3, 3.0, ""),
        (YES, True, False, "a"),
        (NO, True, False, "b"),
        (YES, True, True, ""),
        (WHEN, date(2020, 1, 1), date(2021, 1, 1), "b"),
        (LIST, ("a",), ("a", "b"), ""),
        (PLAIN, "x", "y", ""),
        (YES, True, None, ""),
        (NUMBER, None, 0, ""),
    ],
)
def test_the_better_value_is_marked(spec: AttributeSpec, one: Any, two: Any, better: str) -> None:
    sides = [
        a_tool(slug, attributes=() if value is None else ((spec.id, value),))
        for slug, value in (("one", one), ("two", two))
    ]
    row = next(row for row in comparison(*sides).rows if row.label == spec.label)
    assert row.better == better


def test_a_price_is_shown_with_its_model() -> None:
    paid = Pricing(model=PricingModel.PAID, starting_price="$20", url="https://a.example/price")
    cell = next(
        row
        for row in comparison(a_tool("one", pricing=paid), a_tool("two")).rows
        if row.label == "Pricing"
    )
    assert (cell.a.text, cell.a.note, cell.a.url) == ("Paid", "$20", "https://a.example/price")
    assert (cell.b.text, cell.b.known) == ("unknown", False)
    assert pricing_label(a_tool("one", pricing=paid)) == "Paid"


def test_a_list_tells_what_the_other_side_has_too() -> None:
    one = a_tool("one", attributes=((LIST.id, ("C++", "Rust")),))
    two = a_tool("two", attributes=((LIST.id, ("rust", "Go")),))
    row = next(row for row in comparison(one, two).rows if row.label == LIST.label)
    assert (row.a.shared, row.b.shared) == (("Rust",), ("rust",))
    alone = next(row for row in comparison(one, a_tool("two")).rows if row.label == LIST.label)
    assert (alone.a.shared, alone.b.shared) == ((), ())


@pytest.mark.parametrize(
    ("text", "limits", "entry", "standing"),
    [
        ("Also runs Go.", (), "Go", "likely"),
        ("Runs on Go2 and golang.", (), "Go", ""),
        ("For NVIDIA and intel-GPUs.", (), "Intel GPU", "likely"),
        ("Wraps bitsandbytesConfig.", (), "bitsandbytes", ""),
        ("A scalable and reactive wiki.", (), "Scala", ""),
        ("A scalable and reactive wiki.", (), "React", ""),
        ("Runs JavaScript.", (), "Java", ""),
        ("Written in C++.", (), "C", ""),
        ("Works without Docker.", (), "Docker", "doubtful"),
        ("Go and Lua are not used.", (), "Go", ""),
        ("bitsandbytes is not needed.", (), "bitsandbytes 4-bit", ""),
        ("Support for Go was removed.", (), "Go", ""),
        ("For Go, see another tool.", ("no Go output",), "Go", ""),
        ("For Go, see another tool.", ("no output for big files in Go",), "Go", "likely"),
        ("Draws.", ("Go files are not the focus",), "Go", "doubtful"),
        ("Reads datasets. Datasets are files.", (), "Datasets", "doubtful"),
        ("Reads (Datasets or not).", (), "Datasets", "likely"),
        ("Has golang parts.", (), "golang tools", ""),
        ("Reads four bits.", (), "4-bit", "likely"),
        ("", (), "4-bit", ""),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_an_entry_that_the_other_file_names_is_not_for_one_side_only(
    text: str, limits: tuple[str, ...], entry: str, standing: str, *, turned: bool
) -> None:
    capability = a_capability("Draws", description=text, limitations=limits)
    one = a_tool("one", attributes=((LIST.id, (entry, "Rare")),))
    two = a_tool("two", attributes=((LIST.id, ("Zig",)),), capabilities=(capability,))
    catalog = a_catalog(one, two, attributes=(LIST,))
    found = sides(replace(catalog, synonyms=(("4-bit", "four bits"),)))
    pair = (found["two"], found["one"]) if turned else (found["one"], found["two"])
    row = next(row for row in table(*pair) if row.label == LIST.label)
    cell, other = (row.b, row.a) if turned else (row.a, row.b)
    expected = {name: (entry,) if name == standing else () for name in ("likely", "doubtful")}
    assert {"likely": cell.likely, "doubtful": cell.doubtful} == expected
    assert (other.likely, other.doubtful) == ((), ())
    german = replace(found["two"], is_english=False, statements_made=[], standings_made={})
    (row,) = (row for row in table(found["one"], german) if row.label == LIST.label)
    assert row.a.likely == (), "nothing is known to be affirmed in another language"


@pytest.mark.parametrize(
    ("inherited", "slugs", "likely"),
    [
        (Inheritance.LISTED, ("one", "two"), True),
        (Inheritance.LISTED, ("base", "two"), True),
        (Inheritance.ALL, ("base", "two"), True),
        (Inheritance.NONE, ("one", "two"), False),
    ],
)
def test_what_a_tool_has_from_a_base_is_not_for_the_other_only(
    inherited: Inheritance, slugs: tuple[str, str], *, likely: bool
) -> None:
    spec = replace(LIST, inherited=inherited)
    base = a_tool("base", attributes=((spec.id, ("Go", "C")),))
    one = a_tool("one", attributes=((spec.id, ("Go", "C")),))
    two = a_tool("two", attributes=(("built_on", ("Base",)), (spec.id, ("Zig", "C"))))
    found = sides(a_catalog(one, two, base, attributes=(spec,)))
    row = next(row for row in table(*map(found.__getitem__, slugs)) if row.label == spec.label)
    assert row.a.likely == ("Go",) * likely


@pytest.mark.parametrize(
    ("model", "homepage", "likely"),
    [
        (PricingModel.PAID, "https://pen.example/pro", True),
        (PricingModel.FREE, "https://pen.example/pro", False),
        (PricingModel.PAID, "https://other.example", False),
        (PricingModel.PAID, "", False),
    ],
)
def test_what_a_free_edition_has_is_not_for_others_only(
    model: PricingModel, homepage: str, *, likely: bool
) -> None:
    """A paid edition need not repeat the list of the free one; a mere namesake has its own."""
    free = Pricing(model=PricingModel.FREE)
    home = "https://pen.example/"
    pen = a_tool("pen", pricing=free, homepage=home, attributes=((LIST.id, ("Go", "C")),))
    pro = a_tool(
        "pro",
        pricing=Pricing(model=model),
        distinct_from=("pen",),
        homepage=homepage,
        attributes=((LIST.id, ("Zig", "C")),),
    )
    one = a_tool("one", attributes=((LIST.id, ("Go", "Rare", "C")),))
    found = sides(a_catalog(one, pen, pro, attributes=(LIST,)))
    row = next(row for row in table(found["one"], found["pro"]) if row.label == LIST.label)
    assert row.a.likely == ("Go",) * likely


@given(PAIRS)
def test_an_entry_of_a_list_is_shared_when_both_lists_have_it(pair: tuple[Tool, Tool]) -> None:
    for row in comparison(*pair).rows:
        both = {entry.lower() for entry in row.a.items} & {entry.lower() for entry in row.b.items}
        for cell in (row.a, row.b):
            assert [entry for entry in cell.items if entry.lower() in both] == list(cell.shared)


@pytest.mark.parametrize(
    ("one", "two", "better"),
    [
        (1.0, 0.5, "a"),
        (0.5, 1.0, "b"),
        (0.5, 0.5, ""),
        (None, 0.0, ""),
        (0.0, None, ""),
        (None, None, ""),
    ],
)
def test_the_higher_of_two_known_values_is_named(
    one: float | None, two: float | None, better: str
) -> None:
    a, b = (None if end is None else Measure("", (end,), (end,)) for end in (one, two))
    assert higher(a, b) == better


def test_the_word_unknown_in_a_file_is_not_the_same_as_not_knowing() -> None:
    tools = a_tool("one", attributes=((PLAIN.id, "unknown"),)), a_tool("two")
    row = next(row for row in comparison(*tools).rows if row.label == PLAIN.label)
    assert (row.a.known, row.b.known, row.same) == (True, False, False)


def test_scores_and_components_mark_the_better_side() -> None:
    one, two = (
        a_tool("one", scores=(("adoption", 0.9), ("quality", 0.1))),
        a_tool("two", scores=(("quality", 0.2),)),
    )
    better = {row.label: row.better for row in comparison(one, two).rows}
    assert (better["Adoption"], better["Quality"]) == ("", "b")
    assert better["Rank"] == ""  # the verdict names the side that is ahead
    assert "Match Graph" not in better
