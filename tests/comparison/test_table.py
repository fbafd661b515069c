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
from ssg.comparison.entries import standing
from ssg.comparison.table import table
from ssg.messages import ENGLISH
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
    assert pricing_label(a_tool("one", pricing=paid), ENGLISH) == "Paid"


def test_a_list_tells_what_the_other_side_has_too() -> None:
    one = a_tool("one", attributes=((LIST.id, ("C++", "Rust")),))
    two = a_tool("two", attributes=((LIST.id, ("rust", "Go")),))
    row = next(row for row in comparison(one, two).rows if row.label == LIST.label)
    assert (row.a.shared, row.b.shared) == (("Rust",), ("rust",))
    alone = next(row for row in comparison(one, a_tool("two")).rows if row.label == LIST.label)
    assert (alone.a.shared, alone.b.shared) == ((), ())


@pytest.mark.parametrize(
    ("text", "limits", "entry", "expected"),
    [
        ("Also runs Go.", (), "Go", "named"),
        ("Runs on Go2 and golang.", (), "Go", "absent"),
        ("For NVIDIA and intel-GPUs.", (), "Intel GPU", "named"),
        ("For GPUs by Moore and Threads.", (), "Moore Threads GPU", "named"),
        ("Wraps bitsandbytesConfig.", (), "bitsandbytes", "similar"),
        ("A scalable and reactive wiki.", (), "Scala", "similar"),
        ("Draws soft lines in several colours.", (), "OFT", "absent"),
        ("Runs JavaScript.", (), "Java", "absent"),
        ("Written in C++.", (), "C", "similar"),
        ("Works without Docker.", (), "Docker", "named"),
        ("Go and Lua are not used.", (), "Go", "similar"),
        ("It is small, so Go is not included.", (), "Go", "denied"),
        ("It runs where Go is not available.", (), "Go", "named"),
        ("bitsandbytes is not needed.", (), "bitsandbytes 4-bit", "similar"),
        ("torchao int4 weights are not supported.", (), "torchao int8", "absent"),
        ("Support for Go was removed.", (), "Go", "denied"),
        ("For Go, see another tool.", ("no Go output",), "Go", "denied"),
        ("For Go, see another tool.", ("no Lua or Go in the package",), "Go", "denied"),
        ("Runs.", ("no Intel or Ascend devices",), "Intel GPU", "denied"),
        ("Runs.", ("no CPU offload",), "CPU", "similar"),
        ("Runs.", ("no Go output",), "Go", "denied"),
        ("Runs.", ("scores can trail Go",), "Go", "similar"),
        ("For Go, see another tool.", ("no output for big files in Go",), "Go", "named"),
        ("Draws.", ("Go files are not the focus",), "Go", "denied"),
        ("Reads datasets. Datasets are files.", (), "Datasets", "similar"),
        ("Reads (Datasets or not).", (), "Datasets", "named"),
        ("Reads four bits.", (), "4-bit", "similar"),
        ("Reads int4.", (), "4-bit", "named"),
        ("", (), "4-bit", "absent"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_an_entry_that_the_other_file_names_is_not_for_one_side_only(
    text: str, limits: tuple[str, ...], entry: str, expected: str, *, turned: bool
) -> None:
    spec = replace(LIST, entry_synonyms=(("4-bit", ("int4",)),))
    capability = a_capability("Draws", description=text, limitations=limits)
    one = a_tool("one", attributes=((spec.id, (entry, "Rare")),))
    two = a_tool("two", attributes=((spec.id, ("Zig",)),), capabilities=(capability,))
    catalog = a_catalog(one, two, attributes=(spec,))
    found = sides(replace(catalog, synonyms=(("4-bit", "four bits"),)))
    assert standing(found["two"], entry, spec.entry_synonyms) == expected
    pair = (found["two"], found["one"]) if turned else (found["one"], found["two"])
    row = next(row for row in table(*pair) if row.label == spec.label)
    cell, other = (row.b, row.a) if turned else (row.a, row.b)
    assert cell.named == ((entry,) if expected == "named" else ())
    assert other.named == ()
    note = f"Listed for One, named in the texts of Two: {entry}."
    assert row.notes == ((note,) if cell.named else ())
    german = replace(found["two"], is_english=False, denials_made=[], standings_made={})
    assert standing(german, entry, spec.entry_synonyms) != "denied"


@given(PAIRS)
def test_every_entry_of_two_lists_is_shown(pair: tuple[Tool, Tool]) -> None:
    for row in comparison(*pair).rows:
        for cell, other in ((row.a, row.b), (row.b, row.a)):
            listed = {entry.lower() for entry in other.items}
            assert set(cell.shared) | set(cell.named) <= set(cell.items)
            assert set(cell.shared).isdisjoint(cell.named)
            assert listed.isdisjoint(map(str.lower, cell.named))
            assert all(entry in " ".join(row.notes) for entry in cell.named)


def test_texts_name_no_entry_of_a_list_that_is_no_reason() -> None:
    """A text may name a language or a library in another sense."""
    two = a_tool("two", summary="For Go and C.", attributes=((LIST.id, ("Zig",)),))
    one = a_tool("one", attributes=((LIST.id, ("Go", "C")),))
    for is_reason in (True, False):
        spec = replace(LIST, is_reason=is_reason)
        found = sides(a_catalog(one, two, attributes=(spec,)))
        (row,) = (row for row in table(found["one"], found["two"]) if row.label == spec.label)
        assert row.a.named == (("Go", "C") if is_reason else ())


BASES = "Two is built on Base"


@pytest.mark.parametrize(
    ("inherited", "slugs", "theirs", "note"),
    [
        (Inheritance.LISTED, ("one", "two"), ("Zig",), f"{BASES}, which lists Go and Lua."),
        (Inheritance.ALL, ("base", "two"), ("Zig",), f"{BASES}."),
        (Inheritance.ALL, ("one", "two"), ("Go (slow)",), f"{BASES}, which lists Lua."),
        (Inheritance.ALL, ("one", "two"), ("Go", "lua"), ""),
        (Inheritance.NONE, ("one", "two"), ("Zig",), ""),
    ],
)
def test_what_a_base_lists_is_said_once_for_a_row(
    inherited: Inheritance, slugs: tuple[str, str], theirs: tuple[str, ...], note: str
) -> None:
    spec = replace(LIST, inherited=inherited)
    base = a_tool("base", attributes=((spec.id, ("Go", "Lua", "D")),))
    one = a_tool("one", attributes=((spec.id, ("Go", "Lua", "C")),))
    two = a_tool("two", attributes=(("built_on", ("Base",)), (spec.id, theirs)))
    found = sides(a_catalog(one, two, base, attributes=(spec,)))
    row = next(row for row in table(*map(found.__getitem__, slugs)) if row.label == spec.label)
    assert row.notes == ((note,) if note else ())
    assert row.a.named == ()


@pytest.mark.parametrize(
    ("model", "homepage", "is_noted"),
    [
        (PricingModel.PAID, "https://pen.example/pro", True),
        (PricingModel.FREE, "https://pen.example/pro", False),
        (PricingModel.PAID, "https://other.example", False),
        (PricingModel.PAID, "", False),
    ],
)
def test_what_a_free_edition_lists_is_said_of_the_paid_one(
    model: PricingModel, homepage: str, *, is_noted: bool
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
    assert row.notes == ("Pro is the paid edition of Pen, which lists Go.",) * is_noted


@pytest.mark.parametrize(
    ("lists", "notes"),
    [
        ((("GPU", "CPU"), ("NVIDIA GPU", "cpu")), ("kinds of GPU not listed", "")),
        ((("GPU",), ("GPU", "NVIDIA GPU")), ("kinds of GPU not listed", "")),
        (
            (("GPU", "AMD GPU"), ("NVIDIA GPU", "AMD GPU")),
            ("other kinds of GPU not listed", ""),
        ),
        ((("FP8",), ("INC FP8", "FP8")), ("", "")),
    ],
)
def test_a_general_entry_does_not_look_like_the_lack_of_special_ones(
    lists: tuple[tuple[str, ...], ...], notes: tuple[str, str]
) -> None:
    one, two = (
        a_tool(slug, attributes=((LIST.id, entries),))
        for slug, entries in zip(("one", "two"), lists, strict=True)
    )
    row = next(row for row in comparison(one, two).rows if row.label == LIST.label)
    assert (row.a.note, row.b.note) == notes


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
