"""Entries that claim the same thing, or name entries that there are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssg.catalog import Tool
from ssg.content.collisions import check_always, check_collisions, normalized
from ssg.content.document import parse_yaml
from ssg.content.source_map import SourceMap
from ssg.errors import Code
from support.strategies import a_capability, a_tool

NO_FILES = SourceMap(Path("no-such-folder"))
"""Locates everything at the start of its file."""


def clashes(*tools: Tool) -> list[tuple[str, Code]]:
    """Return which entry has which problem."""
    problems = check_collisions(tools, {tool.slug for tool in tools}, NO_FILES)
    return [
        (problem.file.removeprefix("content/tools/").removesuffix(".yaml"), problem.code)
        for problem in problems
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/google/flax", "http://www.GitHub.com/Google/Flax.git/"),
        ("pkg:pypi/flax_core", "pkg:pypi/Flax-Core"),
    ],
)
def test_two_spellings_of_one_thing_are_equal(one: str, other: str) -> None:
    """Letter case, `www.`, `.git` and the last slash do not matter."""
    assert normalized(one) == normalized(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/google/flax", "https://github.com/google/flax2"),
        ("pkg:pypi/flax", "pkg:npm/flax"),
        ("https://github.com/a/b", "https://gitlab.com/a/b"),
    ],
)
def test_two_things_are_not_equal(one: str, other: str) -> None:
    """Another host, another path, another registry."""
    assert normalized(one) != normalized(other)


def test_a_shared_repository_must_be_declared_by_both() -> None:
    """By neither or by one is a fault of the entry that sorts second."""
    repository = "https://github.com/a/b"
    a, b = a_tool("a", repository=repository), a_tool("b", repository=repository)
    a_declares, b_declares = (
        a_tool("a", repository=repository, distinct_from=("b",)),
        a_tool("b", repository=repository, distinct_from=("a",)),
    )
    assert (
        clashes(a, b)
        == clashes(a_declares, b)
        == clashes(a, b_declares)
        == [("b", Code.SAME_REPOSITORY)]
    )
    assert clashes(a_declares, b_declares) == []


def test_a_shared_identifier_must_be_declared_by_both() -> None:
    """The same rule as for repositories."""
    a, b = (
        a_tool("a", identifiers=("pkg:pypi/x",)),
        a_tool("b", identifiers=("pkg:pypi/y", "pkg:pypi/X")),
    )
    assert clashes(a, b) == [("b", Code.SAME_IDENTIFIER)]


def test_an_identifier_that_occurs_twice_in_one_entry_is_no_collision() -> None:
    """It is a repetition, and `distinct_from` would be no way out."""
    assert clashes(a_tool("a", identifiers=("pkg:pypi/x", "pkg:pypi/x"))) == [("a", Code.REPEATED)]


def test_tools_without_repository_do_not_collide() -> None:
    """Nothing is not the same thing."""
    assert clashes(a_tool("a"), a_tool("b")) == []


def test_an_alias_belongs_to_one_entry() -> None:
    """Neither another's slug nor another's alias nor the own slug."""
    assert (
        clashes(a_tool("a", aliases=("old",)), a_tool("b", aliases=("old", "a", "b")))
        == [("b", Code.ALIAS_TAKEN)] * 3
    )


def test_an_entry_is_distinct_from_entries_that_there_are() -> None:
    """Also from one whose own file has faults, but not from itself."""
    tool = a_tool("a", distinct_from=("b", "c", "a"))
    problems = check_collisions([tool], {"a", "b"}, NO_FILES)
    assert [problem.message for problem in problems] == [
        'unknown tool "c"',
        "an entry cannot be distinct from itself",
    ]


def test_entries_that_left_the_site_may_still_be_named() -> None:
    """Their addresses have a page that says so; other files need not change with them."""
    chosen = replace(a_capability("Draws"), choose_over=(("gone", "long runs"),))
    pair = replace(a_capability("Reads"), different_from=("gone/draws",))
    tool = a_tool("a", distinct_from=("gone",), capabilities=(chosen, pair))
    faults = check_collisions([tool], {"a"}, NO_FILES)
    assert [fault.code for fault in faults] == [Code.UNKNOWN_TOOL] * 3
    assert not check_collisions([tool], {"a"}, NO_FILES, removed={"gone"})


def test_pairs_in_any_case_name_two_entries_that_there_are() -> None:
    """The location is the wrong slug, or the pair."""
    text = "pairs:\n  always:\n    - [a, b]\n    - [a, bb]\n    - [a, a]\n"
    document, _ = parse_yaml(text, "content/site.yaml")
    source_map = SourceMap(Path("no-such-folder"), {"content/site.yaml": document})
    pairs = [("a", "b"), ("a", "bb"), ("a", "a")]
    problems = list(check_always(pairs, {"a", "b"}, "content/site.yaml", source_map))
    assert [problem.code for problem in problems] == [Code.UNKNOWN_TOOL, Code.REPEATED]
    assert [(problem.line, problem.column) for problem in problems] == [(4, 11), (5, 7)]


@pytest.mark.parametrize(
    "name",
    [
        "Good A",
        "GOOD  a",
        "Good\u200d A",
        "G\uff4f\uff4fd A",  # full-width
        "G\u043e\u043ed \u0410",  # Cyrillic
        "G00d A",
        "Good\u00a0A",
    ],
)
def test_a_name_that_looks_like_a_listed_one_is_refused(name: str) -> None:
    """Both entries must say that they are distinct; one is not enough."""
    listed, other = a_tool("good-a", name="Good A"), a_tool("zzz", name=name)
    assert clashes(listed, other) == [("zzz", Code.SAME_NAME)]
    says = a_tool("zzz", name=name, distinct_from=("good-a",))
    assert clashes(listed, says) == [("zzz", Code.SAME_NAME)]
    assert clashes(a_tool("good-a", name="Good A", distinct_from=("zzz",)), says) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PayPal", "PayPaI"),
        ("modern", "modem"),
        ("Kiwi", "K\u0456w\u0456"),
        ("scope", "\u0455\u0441\u043e\u0440\u0435"),
    ],
)
def test_confusable_letters_do_not_tell_names_apart(one: str, other: str) -> None:
    """Letters of other scripts, capital I for l, and rn for m (UTS 39)."""
    assert clashes(a_tool("a", name=one), a_tool("b", name=other)) == [("b", Code.SAME_NAME)]


@pytest.mark.parametrize(
    ("one", "other"), [("Café", "Cafe"), ("C", "C++"), ("Day One", "Dayone"), ("Vue 2", "Vue 3")]
)
def test_names_that_differ_visibly_are_accepted(one: str, other: str) -> None:
    """Accents, signs, spaces and numbers are differences."""
    assert clashes(a_tool("a", name=one), a_tool("b", name=other)) == []


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("good-a-alternatives", "Any"),
        ("any", "Good A alternatives"),
        ("any", "Good A vs Good B"),
    ],
)
def test_an_entry_is_not_named_like_a_page_about_others(slug: str, name: str) -> None:
    """A slug or a name that equals what the site itself makes of two entries."""
    listed = a_tool("good-a", name="Good A"), a_tool("good-b", name="Good B")
    assert clashes(*listed, a_tool(slug, name=name)) == [(slug, Code.SAME_NAME)]
    assert clashes(listed[1], a_tool(slug, name="Bad A vs Bad B")) == []


def test_many_entries_of_one_name_and_one_repository_are_not_a_list_of_all_pairs() -> None:
    """Three hundred copies give a few problems each, not 45,000 pairs twice."""
    shared = {"name": "Flax", "repository": "https://github.com/a/b"}
    copies = [a_tool(f"copy-{number:03d}", **shared) for number in range(300)]
    assert len(clashes(*copies)) < 300 * 5
