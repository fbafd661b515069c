"""A difference in words: for the terminal, for programs, and as a comment in which nothing of a contributor has a meaning."""

import json
import re
from datetime import date

import pytest
from markdown_it import MarkdownIt

from ssg.comparison.verdict import VerdictKind
from ssg.review.diff_report import DIFFERENCE_FORMATS, NOTHING, SHOWN
from ssg.review.site_diff import ComparisonChange, ComponentChange, Difference, Moved, ScoreChange
from ssg.review.tool_diff import ToolChange

DAY = date(2026, 1, 1)
EMPTY = Difference(DAY, DAY, (), (), (), (), (), (), settings_changed=False)
EVIL = "<img src=x> @all #1 [a](https://evil.example) `id` **b** | \n::error::x"


def a_difference(words: str = "Flax") -> Difference:
    """Make a difference with something of everything."""
    moved = ComponentChange("Adoption", 0.5, 0.75, 6.25, (f"{words}: 5 -> 9",))
    return Difference(
        DAY,
        date(2026, 2, 1),
        (
            ToolChange(
                "flax", words, "changed", changes=(f"license: MIT -> {words}",), unsourced=(words,)
            ),
            ToolChange("new", "New", "renamed", was="old"),
            ToolChange("trax", words, "removed"),
        ),
        (
            ScoreChange("flax", words, 50.0, 56.25, 3, 2, (moved,), own=True),
            ScoreChange("optax", "Optax", None, 40.0, 0, 5, (), own=False),
        ),
        (
            ComparisonChange(
                "flax",
                "trax",
                "trax",
                "flax",
                kind_before=VerdictKind.LIKELY,
                kind_after=VerdictKind.CLEAR,
                before="Old.",
                after=words,
            ),
            ComparisonChange(
                "flax",
                "vllm",
                "flax",
                "flax",
                kind_before=VerdictKind.CLEAR,
                kind_after=VerdictKind.CLEAR,
                before="1.",
                after="2.",
            ),
        ),
        (f"/{words}/",),
        ("/gone/",),
        (Moved("/old/", "/new/"),),
        settings_changed=True,
    )


def test_the_terminal_is_told_everything() -> None:
    assert (
        DIFFERENCE_FORMATS["text"](a_difference())
        == """\
Configuration
  content/site.yaml says something else; it may touch every page.

Tools removed
  - Flax (trax)

Tools renamed
  - New (old -> new)

Tools changed
  - Flax (flax): license: MIT -> Flax

Claims without a source that this adds
  - Flax: Flax

Scores of the tools changed
  - Flax: 50.0 -> 56.2, rank 3 -> 2; Adoption 0.50 -> 0.75 (+6.2 points), Flax: 5 -> 9

Whose score moves too: 1 tool
  Ages are counted to 2026-02-01 in place of 2026-01-01.
  - Optax: unknown -> 40.0, rank 0 -> 5; the weights are others

Comparisons that change their leader or their verdict
  - flax vs trax: trax probably ahead -> flax ahead. Flax

Other comparisons
  1 verdict with other figures or reasons, and the same leader.

Addresses that lead nowhere any more
  An alias in the tool's file ("aliases") would redirect them.
  - /gone/

Pages with another address
  The old addresses redirect.
  - /old/ -> /new/

Pages that appear
  - /Flax/"""
    )


def test_programs_are_told_everything() -> None:
    found = json.loads(DIFFERENCE_FORMATS["json"](a_difference()))
    assert found["schema_version"] == 1
    assert (found["as_of_before"], found["as_of_after"]) == ("2026-01-01", "2026-02-01")
    assert found["scores"][0]["components"] == [
        {
            "name": "Adoption",
            "before": 0.5,
            "after": 0.75,
            "points": 6.25,
            "readings": ["Flax: 5 -> 9"],
        }
    ]
    assert [one["turned"] for one in found["comparisons"]] == [True, False]
    assert found["moved"] == [{"before": "/old/", "after": "/new/"}]
    assert found["tools"][1]["was"] == "old"


def test_nothing_of_a_contributor_has_a_meaning_in_the_comment() -> None:
    text = DIFFERENCE_FORMATS["markdown"](a_difference(EVIL))
    assert "@" not in text
    assert "::error" not in text
    html = MarkdownIt("commonmark", {"html": True}).render(text)
    assert set(re.findall(r"<(\w+)", html)) == {"h3", "p", "strong", "ul", "li"}
    assert html.count("<li>") == DIFFERENCE_FORMATS["markdown"](a_difference()).count("\n- ")
    assert all(
        line.isprintable() for line in DIFFERENCE_FORMATS["text"](a_difference(EVIL)).splitlines()
    )


def test_long_lists_are_cut_and_counted() -> None:
    many = Difference(
        DAY,
        DAY,
        (),
        (),
        (),
        tuple(f"/{number:03}/" for number in range(SHOWN + 5)),
        (),
        (),
        settings_changed=False,
    )
    for style in ("text", "markdown"):
        lines = DIFFERENCE_FORMATS[style](many).strip().splitlines()
        assert lines[-1].strip() == "- 5 more"
        assert sum(line.strip().startswith("- ") for line in lines) == SHOWN + 1
    assert len(json.loads(DIFFERENCE_FORMATS["json"](many))["appearing"]) == SHOWN + 5


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_no_difference_is_said_in_words(style: str) -> None:
    assert DIFFERENCE_FORMATS[style](EMPTY).strip().endswith(NOTHING)
