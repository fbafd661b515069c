"""What one tool's file names, held against the site."""

from datetime import date

import pytest

from ssg.catalog import Tool
from ssg.content.document import parse_yaml
from ssg.content.references import resolve_references
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.content.validation import validate
from ssg.errors import Code, Problem, Severity
from ssg.settings import AttributeKind, AttributeSpec, Category, RankingSettings, Settings
from support.strategies import SIGNALS, TOOL

SETTINGS = Settings(
    types=(("framework", "Framework"),),
    categories=(Category(id="training", name="Training"),),
    attributes=tuple(
        AttributeSpec(id=kind.value, label=kind.value, kind=kind) for kind in AttributeKind
    ),
    ranking=RankingSettings(signals=SIGNALS),
)


def check(text: str, vocabulary: set[str] | None = None) -> tuple[Tool, list[Problem]]:
    """Hold a tool with these further lines against the settings."""
    document, _ = parse_yaml(TOOL + text, "content/tools/flax.yaml")
    file, faults = validate(document, ToolFile)
    assert file, faults
    return resolve_references(tool_from(file, "flax", "", document), document, SETTINGS, vocabulary)


def test_attributes_take_the_kind_that_the_site_declares() -> None:
    """And the order of the site, so that every page has the same rows."""
    tool, problems = check(
        "attributes:\n  url: https://bücher.example/\n  list: [a]\n  date: 2026-11-01\n"
        "  bool: false\n"
        "  number: 1.5\n  text: ' two words '\n"
    )
    assert problems[1:] == []
    assert tool.attributes == (
        ("text", "two words"),
        ("number", 1.5),
        ("bool", False),
        ("date", date(2026, 11, 1)),
        ("list", ("a",)),
        ("url", "https://xn--bcher-kva.example/"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "text: 5",
        "text: [a]",
        'text: "a\\nb"',
        'text: " "',
        "number: true",
        'number: "5"',
        "bool: yes",
        "bool: 1",
        "list: a",
        'date: "20261101"',
        "date: 2026-13-01",
        "date: 2026",
        "url: flax.example",
        "url: javascript:alert(1)",
    ],
)
def test_an_attribute_of_another_kind_is_refused_at_its_value(line: str) -> None:
    """And left out of the tool."""
    tool, (problem,) = check(f"attributes:\n  {line}\n")
    assert (problem.code, problem.line, problem.column) == (
        Code.ATTRIBUTE_KIND,
        5,
        line.index(":") + 5,
    )
    assert tool.attributes == ()


def test_every_name_that_the_site_does_not_know_is_reported() -> None:
    """At once, each where it stands."""
    _, problems = check(
        "categories: [trainng]\nattributes: {colour: red}\nsignals: {star: 1}\nscores: {speed: 1}\n"
        "capabilities: [{title: T, id: trains}]\n",
        {"training"},
    )
    assert sorted((one.line, one.column, one.code) for one in problems) == [
        (4, 14, Code.UNKNOWN_CATEGORY),
        (5, 14, Code.UNKNOWN_ATTRIBUTE),
        (6, 11, Code.UNKNOWN_SIGNAL),
        (7, 10, Code.UNKNOWN_COMPONENT),
        (8, 31, Code.UNKNOWN_CAPABILITY),
    ]


def test_a_broken_vocabulary_is_not_held_against_the_tools() -> None:
    """Its own problems are enough."""
    assert check("capabilities: [{title: T, id: anything}]\n", None)[1] == []


def test_a_shared_capability_may_stand_once_in_a_tool() -> None:
    """While capabilities without an id may be many."""
    text = "capabilities: [{title: A, id: x}, {title: B}, {title: C}, {title: D, id: x}]\n"
    assert [(one.code, one.column) for one in check(text, {"x"})[1]] == [
        (Code.REPEATED, text.rindex("x") + 1)
    ]


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("stars: 0", True),
        ("stars: 1.5", True),
        ("stars: -1", False),
        ("stars: true", False),
        ("stars: 2026-11-01", False),
        ("signed: false", True),
        ("signed: 0", False),
        ("released: 2026-11-01", True),
        ("released: 2026", False),
        ("share: {value: -1}", False),
    ],
)
def test_a_signal_must_fit_its_scale(line: str, fits: bool) -> None:  # noqa: FBT001
    """Numbers for logarithms, switches for switches, dates for ages."""
    assert [one.code for one in check(f"signals:\n  {line}\n")[1]] == (
        [] if fits else [Code.WRONG_TYPE]
    )


@pytest.mark.parametrize(
    "line",
    [
        "homepage: https://fl\u0430x.example/",
        "repository: https://xn--flx-6cd.example/",
        "pricing: {model: paid, url: https://fl\u0430x.example/}",
        "signals: {stars: {value: 1, source: https://fl\u0430x.example/}}",
        "attributes: {url: https://fl\u0430x.example/}",
        "capabilities: [{title: T, sources: [{basis: cited, url: https://fl\u0430x.example/}]}]",
    ],
)
def test_a_host_in_another_script_is_a_warning_wherever_it_stands(line: str) -> None:
    """It may be meant; the reader is shown the form that cannot deceive."""
    tool, (problem,) = check(line + "\n")
    assert (problem.code, problem.severity, problem.line) == (
        Code.FOREIGN_HOST,
        Severity.WARNING,
        4,
    )
    assert "xn--" in problem.message
    assert "\u0430" not in str(tool)
