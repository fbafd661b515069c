"""Reports of a difference: terminal, JSON, and comments with contributor text escaped."""

import json
import re
from datetime import date

import pytest
from markdown_it import MarkdownIt

from ssg.comparison.verdict import VerdictKind
from ssg.review.diff_report import DIFF_FORMATS, MAX_LINES, NO_DIFFERENCES
from ssg.review.site_diff import ComparisonChange, ComponentChange, MovedPage, ScoreChange, SiteDiff
from ssg.review.tool_diff import ToolChange

DAY = date(2026, 1, 1)
EMPTY = SiteDiff(DAY, DAY, (), (), (), (), (), (), settings_changed=False)
EVIL = "<img src=x> @all #1 [a](https://evil.example) `id` **b** | \n::error::x"


def a_difference(words: str = "Flax") -> SiteDiff:
    """Make a difference with something of everything."""
    moved = ComponentChange("Adoption", 0.5, 0.75, 6.25, (f"{words}: 5 -> 9",))
    return SiteDiff(
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
        (MovedPage("/old/", "/new/"),),
        settings_changed=True,
    )


def test_the_terminal_is_reported_everything() -> None:
    assert (
        DIFF_FORMATS["text"](a_difference())
        == """\
Configuration
  content/site.yaml changed; this may affect every page.

Tools removed
  - Flax (trax)

Tools renamed
  - New (old -> new)

Tools changed
  - Flax (flax): license: MIT -> Flax

New claims without a source
  - Flax: Flax

Scores of the changed tools
  - Flax: 50.0 -> 56.2, rank 3 -> 2; Adoption 0.50 -> 0.75 (+6.2 points), Flax: 5 -> 9

Scores of other tools: 1 change
  The reference date changes from 2026-01-01 to 2026-02-01.
  - Optax: unknown -> 40.0, rank 0 -> 5; only the weights changed

Comparisons with another leader or verdict
  - flax vs trax: trax probably ahead -> flax ahead. Flax

Other comparisons
  1 verdict with other figures or reasons, but the same leader.

Dead addresses
  To redirect them, add "aliases" to the tool's file.
  - /gone/

Moved pages
  The old addresses redirect.
  - /old/ -> /new/

New pages
  - /Flax/"""
    )


def test_programs_are_reported_everything() -> None:
    found = json.loads(DIFF_FORMATS["json"](a_difference()))
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
    text = DIFF_FORMATS["markdown"](a_difference(EVIL))
    assert "@" not in text
    assert "::error" not in text
    html = MarkdownIt("commonmark", {"html": True}).render(text)
    assert set(re.findall(r"<(\w+)", html)) == {"h3", "p", "strong", "ul", "li"}
    assert html.count("<li>") == DIFF_FORMATS["markdown"](a_difference()).count("\n- ")
    assert all(line.isprintable() for line in DIFF_FORMATS["text"](a_difference(EVIL)).splitlines())


def test_long_lists_are_cut_and_counted() -> None:
    many = SiteDiff(
        DAY,
        DAY,
        (),
        (),
        (),
        tuple(f"/{number:03}/" for number in range(MAX_LINES + 5)),
        (),
        (),
        settings_changed=False,
    )
    for style in ("text", "markdown"):
        lines = DIFF_FORMATS[style](many).strip().splitlines()
        assert lines[-1].strip() == "- 5 more"
        assert sum(line.strip().startswith("- ") for line in lines) == MAX_LINES + 1
    assert len(json.loads(DIFF_FORMATS["json"](many))["appearing"]) == MAX_LINES + 5


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_no_difference_is_said_in_words(style: str) -> None:
    assert DIFF_FORMATS[style](EMPTY).strip().endswith(NO_DIFFERENCES)
