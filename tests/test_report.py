"""Problems written for people, for programs and for GitHub."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.errors import Code, Problem, Severity
from ssg.report import FORMATS, GITHUB_SHOWN, summary


def a_problem(**fields: object) -> Problem:
    """Make a problem."""
    return Problem(**{"file": "content/tools/flax.yaml", "code": Code.UNKNOWN_KEY, "message": "is wrong", **fields})  # type: ignore[arg-type]


PROBLEMS = st.builds(a_problem, file=st.text(max_size=30), line=st.integers(1, 99), message=st.text(max_size=60),
                     hint=st.text(max_size=20), severity=st.sampled_from(Severity))
WARNING = a_problem(severity=Severity.WARNING)


@pytest.mark.parametrize(("problems", "words"), [
    ([], "no problems"), ([a_problem()], "1 error"), ([WARNING, WARNING], "2 warnings"),
    ([WARNING, a_problem(), a_problem()], "2 errors, 1 warning"),
])
def test_problems_are_counted(problems: list[Problem], words: str) -> None:
    assert summary(problems) == words


def test_text_has_a_line_for_each_problem() -> None:
    assert FORMATS["text"]([a_problem(line=3, column=4, hint="mend it"), WARNING]) == (
        "content/tools/flax.yaml:3:4: error[SSG012] is wrong; mend it\n"
        "content/tools/flax.yaml:1:1: warning[SSG012] is wrong")


@given(st.lists(PROBLEMS, max_size=4))
def test_json_holds_everything(problems: list[Problem]) -> None:
    found = json.loads(FORMATS["json"](problems))
    assert [(one["file"], one["line"], one["message"], one["hint"], one["severity"]) for one in found["problems"]] == [
        (one.file, one.line, one.message, one.hint, one.severity) for one in problems]
    assert found["summary"] == summary(problems)


@given(st.lists(PROBLEMS, min_size=1, max_size=4))
def test_nothing_in_a_problem_can_forge_a_command_for_github(problems: list[Problem]) -> None:
    lines = FORMATS["github"](problems).splitlines()
    assert len(lines) == len(problems)
    for line in lines:
        _, command, *_ = line.split("::", 2)
        severity, _, properties = command.partition(" ")
        assert severity in {"error", "warning"}
        assert [one.split("=", 1)[0] for one in properties.split(",")] == ["file", "line", "col", "title"]
        assert line.isprintable()


def test_percent_signs_are_escaped_for_github() -> None:
    line = FORMATS["github"]([a_problem(file="a%2C,b:c.yaml", message="100% wrong")])
    assert line == "::error file=a%252C%2Cb%3Ac.yaml,line=1,col=1,title=SSG012::100%25 wrong"


def test_github_is_told_how_many_it_does_not_show() -> None:
    lines = FORMATS["github"]([a_problem()] * (GITHUB_SHOWN + 3) + [WARNING]).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == GITHUB_SHOWN
    assert sum(line.startswith("::warning ") for line in lines) == 1
    assert any(line.startswith("3 more") for line in lines)
