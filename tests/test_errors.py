"""Problems as the user reads them."""

import pickle

import pytest

from ssg.errors import (
    BuildError,
    Code,
    ContentError,
    LayoutError,
    Problem,
    Severity,
    SsgError,
    UsageError,
    errors_in,
)


def test_a_problem_names_place_kind_fault_and_next_step() -> None:
    """This is the form that the design promises."""
    problem = Problem(
        file="content/tools/x.yaml",
        line=58,
        column=3,
        code=Code.UNKNOWN_KEY,
        message='unknown key "uniqe"',
        hint='did you mean "unique"?',
    )
    assert (
        str(problem)
        == 'content/tools/x.yaml:58:3: error[SSG012] unknown key "uniqe"; did you mean "unique"?'
    )


def test_a_problem_without_a_hint_ends_with_the_fault() -> None:
    """There is no empty advice, and a warning says that it is one."""
    assert str(
        Problem(file="a", code=Code.NOT_READ, message="is not read", severity=Severity.WARNING)
    ) == ("a:1:1: warning[SSG020] is not read")


def test_a_file_name_cannot_write_to_the_terminal() -> None:
    """Control characters of a file name are escaped."""
    assert "\x1b" not in str(Problem(file="a\x1b[31m.yaml", code=Code.FILE_NAME, message="m"))


def test_problems_are_sorted_by_file_and_by_number_of_the_line() -> None:
    """Line 10 stands behind line 9."""
    problems = [
        Problem(file=file, line=line, code=Code.SYNTAX, message="m")
        for file, line in (("b", 1), ("a", 10), ("a", 9))
    ]
    assert [(one.file, one.line) for one in ContentError(problems).problems] == [
        ("a", 9),
        ("a", 10),
        ("b", 1),
    ]


def test_only_errors_count_as_errors() -> None:
    """A list of warnings does not stop a build."""
    warning = Problem(file="a", code=Code.NOT_READ, message="m", severity=Severity.WARNING)
    assert not errors_in([warning])
    assert errors_in([warning, Problem(file="a", code=Code.SYNTAX, message="m")])


def test_the_number_of_problems_agrees_with_its_noun() -> None:
    """One problem is not `1 problems`."""
    assert (
        str(ContentError([Problem(file="a", code=Code.SYNTAX, message="m")]))
        == "1 problem in the content"
    )
    assert str(ContentError([])) == "0 problems in the content"


@pytest.mark.parametrize("kind", [UsageError, BuildError])
def test_every_error_is_of_one_family(kind: type[SsgError]) -> None:
    """The outermost layer catches one class."""
    assert issubclass(kind, SsgError)
    assert issubclass(ContentError, SsgError)


def test_no_two_kinds_of_problem_share_a_code() -> None:
    """Codes are what people search for."""
    assert len({code.value for code in Code.__members__.values()}) == len(Code.__members__)


PROBLEM = Problem(file="content/site.yaml", code=Code.URL, message="is no URL")


@pytest.mark.parametrize(
    "error",
    [
        BuildError("disk full"),
        ContentError([PROBLEM]),
        LayoutError(PROBLEM),
        UsageError("invalid configuration", (PROBLEM,)),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_a_worker_process_arrives_whole(error: SsgError) -> None:
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)
    assert (type(arrived), str(arrived)) == (type(error), str(error))
    for name in ("problem", "problems", "__notes__"):
        assert getattr(arrived, name, None) == getattr(error, name, None)
