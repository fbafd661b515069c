"""Annotations cannot be forged, and texts have no meaning in the summary."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ssg.errors import Problem, ReportContext
from ssg.review.github_annotations import (
    MAX_ANNOTATIONS,
    as_annotations,
    markdown_text,
    step_summary,
)
from support.problems import NOTE, PROBLEMS, WARNING, a_problem

HERE = ReportContext()
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SHOWN_AS_IT_IS = st.text(
    st.characters(
        min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc", "Cf", "Zs", "Zl"]
    ),
    min_size=1,
    max_size=40,
)
HOSTILE = [
    "::error::forged",
    "%0A::warning::x",
    "a\n::set-output name=x::y",
    "a\r\n::x::",
    "`id`",
    "$(id)",
    "<img src=x onerror=y>",
    "| a | b |",
    "[x](https://evil.example)",
    "![](https://evil.example/t.gif)",
    "@octocat fixes #1",
    "<!-- ",
    "```\n",
    "~~a~~",
    "https://evil.example",
    "**bold**",
    "&lt;b&gt;",
    "\\",
    "</table>",
    "::stop-commands::x",
]


@given(st.lists(PROBLEMS, min_size=1, max_size=4))
def test_nothing_in_a_problem_can_forge_a_command(problems: list[Problem]) -> None:
    lines = as_annotations(problems, HERE).splitlines()
    assert len(lines) == len(problems)
    for line in lines:
        _, command, *_ = line.split("::", 2)
        severity, _, properties = command.partition(" ")
        assert severity in {"error", "warning", "notice"}
        assert [one.split("=", 1)[0] for one in properties.split(",")] == [
            "file",
            "line",
            "col",
            "title",
        ]
        assert line.isprintable()


def test_what_ends_a_property_or_a_command_is_escaped() -> None:
    line = as_annotations(
        [a_problem(file="a%2C,b:c.yaml", message="100% wrong\r\n::error::x")], HERE
    )
    assert line == (
        "::error file=a%252C%2Cb%3Ac.yaml,line=1,col=1,title=SSG012::100%25 wrong\\r\\n::error::x"
    )


def test_each_severity_has_its_own_ten_and_the_rest_is_counted() -> None:
    lines = as_annotations(
        [a_problem()] * (MAX_ANNOTATIONS + 3) + [WARNING, NOTE], HERE
    ).splitlines()
    assert [
        sum(line.startswith(f"::{kind} ") for line in lines)
        for kind in ("error", "warning", "notice")
    ] == [MAX_ANNOTATIONS, 1, 1]
    assert [line for line in lines if not line.startswith("::")] == [
        '3 more errors: see the step summary or run "ssg check"'
    ]


def test_what_the_pull_request_changes_comes_first() -> None:
    mine = [a_problem(file="content/tools/zebra.yaml", line=number) for number in (3, 1)]
    other = [a_problem(file="content/tools/alpha.yaml")] * MAX_ANNOTATIONS
    origin = ReportContext(changed=frozenset({"content/tools/zebra.yaml"}))
    lines = as_annotations([*other, *mine], origin).splitlines()
    assert ["zebra" in line for line in lines[:3]] == [True, True, False]
    assert "line=3" in lines[0]
    rows = step_summary([*other, *mine], origin, "").splitlines()[4:]
    assert ["zebra" in row for row in rows[:3]] == [True, True, False]


def test_files_are_named_from_the_root_of_the_repository() -> None:
    assert as_annotations([a_problem()], ReportContext(folder="sites/pens/")).startswith(
        "::error file=sites/pens/content/tools/flax.yaml,"
    )


@given(SHOWN_AS_IT_IS | st.sampled_from(HOSTILE))
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    written = markdown_text(text)
    assert not set(re.sub(r"&#\d+;", "", written)) & set("&<>[]()*_`~|!#@:/\\$%{}")
    html = MARKDOWN.render(f"- {written}")
    assert re.fullmatch(r"<ul>\n<li>[^<>]*</li>\n</ul>\n", html), html


@pytest.mark.parametrize("text", HOSTILE)
def test_a_row_of_the_summary_stays_one_row_of_four_cells(text: str) -> None:
    html = MARKDOWN.render(
        step_summary([a_problem(file=text, message=text, hint=text), WARNING], HERE, "2 errors")
    )
    assert html.count("<tr>") == 3
    assert html.count("<td>") == 8
    assert set(re.findall(r"<(\w+)", html)) == {"h3", "table", "thead", "tbody", "tr", "th", "td"}


def test_mentions_and_issues_are_no_longer_such() -> None:
    assert markdown_text("@octocat #12") == "&#64;\u200boctocat &#35;\u200b12"


def test_a_summary_without_problems_says_so() -> None:
    assert step_summary([], HERE, "no problems") == "### Content: no problems\n\n"


def test_a_summary_stays_below_what_github_takes() -> None:
    worst = a_problem(file="@" * 300, message="#" * 2_000)
    text = step_summary([worst] * 2_000, HERE, "2,000 errors")
    assert len(text.encode()) < 2**20
    assert text.endswith("1,850 more problems.\n")
