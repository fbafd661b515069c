"""What each of two tools is: words of its own summary, cut only where nothing is torn."""

import pytest
from hypothesis import given

from ssg.catalog import Tool
from ssg.comparison.definitions import beginnings, definition_sentences, definitions
from ssg.comparison.profile import ToolProfile
from support.compared_tools import sides
from support.described_tools import described_pairs
from support.strategies import a_catalog, a_tool

SHORT = "Task scheduler and runner"


def profiles(first: str, second: str = "Other") -> list[ToolProfile]:
    """Return the profiles of two tools with these summaries."""
    catalog = a_catalog(a_tool("one", summary=first), a_tool("two", summary=second))
    return list(sides(catalog).values())


@pytest.mark.parametrize(
    ("summary", "forms"),
    [
        ("Wiki.", ["Wiki"]),
        ("Forge focused on speed, privacy, and more.", [0]),
        ("Photo manager with tags, albums and maps.", [0]),
        ("Share photos, albums with tags, and videos.", [0]),
        ("Kanban board; compact and quick.", ["Kanban board"]),
        ("Signing platform (alternative to Sign).", ["Signing platform", 0]),
        ("Index of documents (PDF, HTML) and tables.", [0]),
        ("Bridge that interacts with the Fediverse.", [0]),
        ("Pastebin built with the aim of simplicity.", ["Pastebin", 0]),
        ("AI application with built-in RAG.", [0]),
        ("Client that only works with Plex.", [0]),
        ("Search of texts such as letters.", ["Search of texts", 0]),
        ("One is a wiki for teams.", ["A wiki for teams"]),
    ],
)
def test_a_summary_is_cut_before_what_only_adds_to_it(summary: str, forms: list[str | int]) -> None:
    """0 is the whole summary."""
    expected = [form or summary.removesuffix(".") for form in forms]
    assert list(beginnings(profiles(summary)[0])) == expected


def test_only_a_long_sentence_is_cut_in_a_definition() -> None:
    """Not where that leaves too little."""
    short = "Task scheduler and runner, including a web based front end"
    for more, kept in ((". And more.", short), (f" of {'very ' * 30}long lists.", SHORT)):
        assert (definitions(*profiles(short + more, "Wiki.")) or [""])[0] == kept
    whole = f"Runner, including a web based front end of {'very ' * 30}long lists"
    assert (definitions(*profiles(f"{whole}.", "Wiki.")) or [""])[0] == whole


def test_a_sentence_that_the_file_cuts_is_no_definition() -> None:
    assert list(beginnings(profiles("Share and collaborate…")[0])) == []


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (
            "Music server with a console. Runs on Linux.",
            "Synchronous multiroom audio server.",
            "One: Music server with a console. Two: Synchronous multiroom audio server.",
        ),
        (
            "Web application that searches documents.",
            "Modern wiki engine.",
            "One: Web application that searches documents. Two: Modern wiki engine.",
        ),
        ("Password manager.", "A simple, fast password manager.", ""),
        ("Password manager.", "Password manager!", ""),
        ("Wiki engine.", "Web platform.", "One: Wiki engine. Two: Web platform."),
        ("One draws maps.", "Two is a web platform.", "One draws maps. Two: A web platform."),
        ("One-way file sync.", "Ones and zeros.", "One: One-way file sync. Two: Ones and zeros."),
    ],
)
def test_two_tools_are_defined_where_their_summaries_tell_them_apart(
    first: str, second: str, sentence: str
) -> None:
    found = definition_sentences(*profiles(first, second))
    assert " ".join(name + rest for name, rest in found) == sentence
    assert [name for name, _ in found] == (["One", "Two"] if sentence else [])


@given(described_pairs())
def test_definitions_are_words_of_the_summaries_in_either_order(pair: tuple[Tool, Tool]) -> None:
    a, b = sides(a_catalog(*pair)).values()
    found = definitions(a, b)
    turned = definitions(b, a)
    assert turned == (found and found[::-1])
    for definition, side in zip(found or (), (a, b), strict=False):
        assert definition[1:] in side.tool.summary


def test_a_sentence_in_japanese_letters_keeps_its_full_stop() -> None:
    summaries = "日本語のメモ帳です。", "Draws maps of rivers."
    (_, first), (_, second) = definition_sentences(*profiles(*summaries))
    assert first == ": 日本語のメモ帳です。"
    assert second == ": Draws maps of rivers."
