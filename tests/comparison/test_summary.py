"""A comparison in sentences: the same from both sides, and never about one tool alone."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from ssg.catalog import Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.entities import Names
from ssg.comparison.summary import (
    MOST_SENTENCES,
    differences,
    lead_sentence,
    limits_sentence,
    moving_sentence,
    ways_sentence,
)
from ssg.comparison.verdict import Comparison, compare
from ssg.settings import AttributeKind, AttributeSpec
from support.compared_tools import PAIRS, comparison, sides
from support.strategies import COMPONENT_IDS, a_capability, a_catalog, a_tool


def named(pair: tuple[Tool, Tool]) -> tuple[Tool, Tool]:
    """Return two tools with different names, and with lists in one order."""
    a, b = (
        replace(
            tool,
            name=name,
            attributes=tuple(
                (key, tuple(sorted(value)) if isinstance(value, tuple) else value)
                for key, value in tool.attributes
            ),
        )
        for tool, name in zip(pair, ("Aaa", "Bbb"), strict=True)
    )
    return a, b


def statements(sentence: str) -> list[str]:
    """Take a sentence apart into what it says."""
    once = re.sub(r"^(Aaa and Bbb|Bbb and Aaa) agree", "both agree", sentence.rstrip("."))
    return sorted(re.split(r": |; |, | and ", once))


@given(PAIRS)
def test_differences_turned_round_say_the_same_with_the_names_exchanged(
    pair: tuple[Tool, Tool],
) -> None:
    a, b = named(pair)
    there, back = differences(comparison(a, b)), differences(comparison(b, a))
    assert sorted(map(statements, there)) == sorted(map(statements, back))


@given(PAIRS)
def test_every_difference_names_both_tools_or_is_said_of_both(pair: tuple[Tool, Tool]) -> None:
    for sentence in differences(comparison(*named(pair))):
        assert ("Aaa" in sentence and "Bbb" in sentence) or re.search(r"\bboth\b", sentence), (
            sentence
        )
        assert re.fullmatch(r"\S.*[^.]\.", sentence), sentence
        assert "  " not in sentence


@given(PAIRS)
def test_every_row_of_facts_is_told_once_and_the_unknown_is_no_fact(
    pair: tuple[Tool, Tool],
) -> None:
    found = comparison(*named(pair))
    text = " ".join(differences(found))
    for row in found.rows:
        if row.key.startswith("fact-"):
            assert len(re.findall(re.escape(row.label), text, re.IGNORECASE)) == 1, (
                row.label,
                text,
            )
    assert "unknown" not in text


def test_differences_are_told_with_their_values() -> None:
    one = a_tool(
        "one",
        name="Flax",
        license="MIT",
        updated=date(2026, 1, 1),
        attributes=(
            ("latency", 3),
            ("languages", ("C++", "Rust")),
            ("gpu", True),
            ("configured", "YAML"),
        ),
    )
    two = a_tool(
        "two",
        name="JAX",
        license="MIT",
        attributes=(
            ("latency", 4),
            ("languages", ("Python", "Rust")),
            ("gpu", True),
            ("account", False),
        ),
    )
    assert differences(comparison(one, two)) == [
        "Flax and JAX agree on type (Framework), licence (MIT) and GPU (Yes).",
        "Latency: 3 ms for Flax, 4 ms for JAX; Flax is better here.",
        "Languages: both have Rust, only Flax has C++, only JAX has Python.",
        "Known of Flax and not of JAX: last release or commit and configured in.",
        "Known of JAX and not of Flax: needs an account.",
    ]


def test_long_lists_are_cut_short() -> None:
    one, two = (
        a_tool(slug, attributes=(("languages", entries),))
        for slug, entries in (("one", ("A", "B", "C", "D", "E", "F")), ("two", ("G",)))
    )
    assert "Languages: only One has A, B, C, D and 2 more, only Two has G." in differences(
        comparison(one, two)
    )


def many_facts(first: dict[str, str], second: dict[str, str]) -> Comparison:
    """Compare two tools of a site with many attributes, of which these are known."""
    specs = tuple(
        AttributeSpec(id=name, label=name, kind=AttributeKind.TEXT)
        for name in sorted({**first, **second})
    )
    catalog = a_catalog(
        a_tool("one", attributes=tuple(first.items())),
        a_tool("two", attributes=tuple(second.items())),
        attributes=specs,
    )
    found = sides(catalog)
    return compare(
        found["one"], found["two"], Aligner(catalog).align("one", "two"), catalog.settings
    )


def test_however_many_differences_there_are_both_sides_have_their_last_word() -> None:
    both = [f"fact{number:02}" for number in range(20)]
    found = differences(
        many_facts(
            {**dict.fromkeys(both, "x"), "mine": "m"}, {**dict.fromkeys(both, "y"), "theirs": "t"}
        )
    )
    assert len(found) == MOST_SENTENCES
    assert found[-2:] == [
        "Known of One and not of Two: mine.",
        "Known of Two and not of One: theirs.",
    ]


def test_the_word_unknown_in_a_file_is_a_value() -> None:
    found = differences(many_facts({"origin": "unknown"}, {}))
    assert found[-1] == "Known of One and not of Two: origin."


def scored(**values: float) -> tuple[tuple[str, float], ...]:
    """Return all components, half of what they could be unless another value is given."""
    return tuple(sorted({**dict.fromkeys(COMPONENT_IDS, 0.5), **values}.items()))


def test_a_lead_is_told_by_the_components_that_make_it() -> None:
    one = a_tool("one", scores=scored(adoption=0.9, ecosystem=0.6, quality=0.48))
    two = a_tool("two", scores=scored())
    sentence = "One gains 10 points on adoption and 1 point on ecosystem over Two and Two takes back 0.5 on quality."
    assert lead_sentence(comparison(one, two)) == lead_sentence(comparison(two, one)) == sentence


@pytest.mark.parametrize("adoption", [0.5, 0.501])
def test_no_lead_and_a_lead_of_next_to_nothing_are_not_explained(adoption: float) -> None:
    one, two = a_tool("one", scores=scored(adoption=adoption)), a_tool("two", scores=scored())
    assert lead_sentence(comparison(one, two)) == ""


@given(PAIRS)
def test_a_lead_is_the_same_from_both_sides_and_names_both_tools(pair: tuple[Tool, Tool]) -> None:
    a, b = named(pair)
    found = comparison(a, b)
    sentence = lead_sentence(found)
    assert sentence == lead_sentence(comparison(b, a))
    if sentence:
        ahead = found.a if found.ahead == "a" else found.b
        assert sentence.startswith(f"{ahead.tool.name} gains ")
        assert {"Aaa", "Bbb"} <= set(re.findall(r"\w+", sentence))
        assert "gains  " not in sentence


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (
            Names(("GGUF",), ("vLLM", "ONNX"), ("JAX",)),
            "Both name GGUF; Flax works with vLLM and ONNX, Optax with JAX.",
        ),
        (Names((), ("vLLM",), ("JAX",)), "Flax works with vLLM, Optax with JAX."),
        (Names(("GGUF", "ONNX"), ("vLLM",), ()), "Both name GGUF and ONNX."),
        (Names(("GGUF",), (), ()), "Both name GGUF."),
        (Names((), ("vLLM",), ()), ""),
        (Names((), (), ()), ""),
    ],
)
def test_names_are_set_against_each_other_only_where_both_texts_have_some(
    names: Names, sentence: str
) -> None:
    assert ways_sentence("Flax", "Optax", names) == sentence
    exchanged = ways_sentence(
        "Optax", "Flax", replace(names, only_a=names.only_b, only_b=names.only_a)
    )
    assert sorted(re.findall(r"\w+", exchanged)) == sorted(re.findall(r"\w+", sentence))


def test_limits_are_set_against_each_other_only_where_both_name_one() -> None:
    assert limits_sentence("Flax", "Optax", ("no `jit`", "slow"), ("one host",)) == (
        "Their limits: for Flax, no jit; for Optax, one host."
    )
    assert (
        limits_sentence("Flax", "Optax", ("no `jit`",), ())
        == limits_sentence("Flax", "Optax", (), ("one host",))
        == ""
    )


def test_moving_names_what_is_lost_and_what_is_got() -> None:
    """The first few of each side, and nothing where one side has nothing of its own."""
    titles = ("Shards weights", "Reads parquet", "Draws curves", "Speaks gRPC", "Prunes heads")
    a = a_tool(
        "a", name="Alpha", capabilities=tuple(a_capability(title, anchor=title) for title in titles)
    )
    b = a_tool("b", name="Beta", capabilities=(a_capability("Counts tokens", anchor="count"),))
    assert moving_sentence(comparison(a, b)) == (
        "Moving from Alpha to Beta gives up “Shards weights”, “Reads parquet”, “Draws curves” and 2 more; "
        "it brings “Counts tokens”."
    )
    assert moving_sentence(comparison(a, a_tool("b", name="Beta"))) == ""
