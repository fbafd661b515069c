"""Problems written for people and for programs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.errors import Problem, ReportContext, Severity
from ssg.review.report import FORMATS, as_grouped_text, summary
from support.problems import NOTE, PROBLEMS, WARNING, a_problem


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "no problems"),
        ([a_problem()], "1 error"),
        ([WARNING, WARNING], "2 warnings"),
        ([WARNING, a_problem(), a_problem()], "2 errors, 1 warning"),
        ([NOTE, WARNING, NOTE], "1 warning, 2 notes"),
    ],
)
def test_problems_are_counted(problems: list[Problem], words: str) -> None:
    assert summary(problems) == words


def test_text_has_a_line_for_each_problem() -> None:
    assert FORMATS["text"](
        [a_problem(line=3, column=4, hint="fix it"), WARNING], ReportContext()
    ) == (
        "content/tools/flax.yaml:3:4: error[SSG012] is wrong; fix it\n"
        "content/tools/flax.yaml:1:1: warning[SSG012] is wrong"
    )


def test_text_shows_the_line_where_a_problem_has_a_place_in_it() -> None:
    shown = ReportContext(line=lambda file, line: f"  sumary: of {file} in line {line}")
    assert FORMATS["text"]([a_problem(line=12, column=3), a_problem()], shown) == (
        "content/tools/flax.yaml:12:3: error[SSG012] is wrong\n"
        "    12 |   sumary: of content/tools/flax.yaml in line 12\n"
        "       |   ^^^^^^\n"
        "content/tools/flax.yaml:1:1: error[SSG012] is wrong"
    )


def many(number: int, severity: Severity, message: str) -> list[Problem]:
    """Return problems of one kind, each in a file of its own; `#` in the message is a number."""
    return [
        a_problem(
            file=f"content/tools/t{place}.yaml",
            severity=severity,
            message=message.replace("#", str(place)),
        )
        for place in range(number)
    ]


def test_warnings_that_repeat_are_grouped() -> None:
    few, repeated = many(5, Severity.WARNING, "is dark"), many(1204, Severity.WARNING, '"#" is #')
    places = ", ".join(f"content/tools/t{place}.yaml:1:1" for place in range(3))
    shown = as_grouped_text([*repeated, *few], ReportContext())
    assert shown.splitlines() == [
        *map(str, few),
        '1,204 files: warning[SSG012] for example: "0" is 0',
        f"    in {places} and 1,201 more (ssg check --all lists them)",
    ]


def test_errors_and_problems_in_changed_files_are_never_grouped() -> None:
    errors, notes = many(9, Severity.ERROR, "is wrong"), many(9, Severity.NOTE, "is odd")
    changed = frozenset(problem.file for problem in notes)
    assert as_grouped_text([*errors, *notes], ReportContext(changed=changed)).splitlines() == [
        str(problem) for problem in (*errors, *notes)
    ]


@given(st.lists(PROBLEMS, max_size=4))
def test_json_holds_everything(problems: list[Problem]) -> None:
    found = json.loads(FORMATS["json"](problems, ReportContext()))
    assert [
        (one["file"], one["line"], one["message"], one["hint"], one["severity"])
        for one in found["problems"]
    ] == [(one.file, one.line, one.message, one.hint, one.severity) for one in problems]
    assert found["summary"] == summary(problems)
    assert sum(found["counts"].values()) == len(problems)
    assert list(found) == ["schema_version", "summary", "counts", "problems"]
