"""Exceptions, and `Problem`: a diagnostic with file, line, column, code and hint.

    SsgError
    +-- UsageError      invalid arguments or configuration (exit 2)
    +-- ContentError    the content has errors (exit 1); carries all of them
    +-- BuildError      the build failed (exit 1)
        +-- LayoutError   a layout has an error; carries its location

The library raises these; only `ssg.cli` prints and exits.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ssg.text import count, printable

__all__ = [
    "BuildError",
    "Code",
    "ContentError",
    "LayoutError",
    "Problem",
    "ReportContext",
    "Severity",
    "SsgError",
    "StrictError",
    "UsageError",
    "errors_in",
    "refuse_warnings",
    "warnings_in",
]


NOTED_PROBLEMS = 10


class Severity(StrEnum):
    """Severity: an error fails, a warning fails with `--strict`, a note never fails."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """Stable identifier of each kind of problem; `ssg explain` describes them."""

    UNREADABLE = "SSG001"
    TOO_LARGE = "SSG002"
    SYNTAX = "SSG003"
    DUPLICATE_KEY = "SSG004"
    ALIAS = "SSG005"
    TAG = "SSG006"
    KEY_TYPE = "SSG007"
    TOO_DEEP = "SSG008"
    CHARACTER = "SSG009"
    WRONG_TYPE = "SSG010"
    MISSING_KEY = "SSG011"
    UNKNOWN_KEY = "SSG012"
    NOT_ALLOWED = "SSG013"
    LENGTH = "SSG014"
    URL = "SSG015"
    DATE = "SSG016"
    RANGE = "SSG017"
    FILE_NAME = "SSG018"
    MARKDOWN = "SSG019"
    NOT_READ = "SSG020"
    FOREIGN_HOST = "SSG021"
    FUTURE_DATE = "SSG022"
    UNKNOWN_LANGUAGE = "SSG023"
    TRANSLATION = "SSG024"
    SLUG_TAKEN = "SSG030"
    ALIAS_TAKEN = "SSG031"
    SAME_REPOSITORY = "SSG032"
    SAME_IDENTIFIER = "SSG033"
    UNKNOWN_TYPE = "SSG034"
    UNKNOWN_CATEGORY = "SSG035"
    UNKNOWN_ATTRIBUTE = "SSG036"
    UNKNOWN_CAPABILITY = "SSG037"
    UNKNOWN_TOOL = "SSG038"
    REPEATED = "SSG039"
    ATTRIBUTE_KIND = "SSG040"
    UNKNOWN_SIGNAL = "SSG041"
    UNKNOWN_COMPONENT = "SSG042"
    ADDRESS_TAKEN = "SSG043"
    SAME_NAME = "SSG046"
    MISSING_FILE = "SSG047"
    CONTRAST = "SSG048"
    UNSAFE_IMAGE = "SSG049"
    LAYOUT = "SSG050"
    PAIRS_CUT = "SSG060"
    HOST_LIMIT = "SSG061"
    DEAD_LINK = "SSG062"
    THIN_PAGES = "SSG063"
    DEAD_OUTSIDE_LINK = "SSG064"
    MOVED_LINK = "SSG065"
    UNANSWERED_LINK = "SSG066"
    OUTPUT_DIFFERS = "SSG067"
    UNDRAWN_NAME = "SSG068"
    NO_SOURCE = "SSG070"
    STALE = "SSG071"
    THIN_TEXT = "SSG072"
    SAME_TEXT = "SSG073"
    SHARED_TITLE = "SSG074"
    MARKETING = "SSG075"
    WITHOUT_ID = "SSG076"
    UNTRANSLATED = "SSG077"
    STALE_SCHEMA = "SSG080"
    NOT_CANONICAL = "SSG081"
    EVIDENCE = "SSG090"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A diagnostic at one location in a file of the site."""

    file: str
    """Path relative to the site folder, separated by `/`."""
    line: int = 1
    """Line number; the first line is 1."""
    column: int = 1
    """Column in characters; the first is 1."""
    code: Code
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do about it; may be empty."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{printable(self.file, 300)}:{self.line}:{self.column}"
        return f"{where}: {self.severity}[{self.code}] {self.text}"

    @property
    def text(self) -> str:
        """Message and hint."""
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def place(self) -> tuple[str, int, int, str, str]:
        """Return the sort key: file, line, column, code, message."""
        return self.file, self.line, self.column, self.code, self.message


def _no_line(_: str, __: int) -> str:
    """Return no source line."""
    return ""


class ReportContext(NamedTuple):
    """Context that reports need: source lines, path prefix, and changed files."""

    line: Callable[[str, int], str] = _no_line
    """Return the text of a line, given file and line number (from 1); empty if unavailable."""
    folder: str = ""
    """Path from the repository root to the site with a trailing `/`; empty if they are the same."""
    changed: frozenset[str] = frozenset()
    """Files changed in the pull request, relative to the site; their problems come first."""


def errors_in(problems: Iterable[Problem]) -> bool:
    """Return whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def warnings_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that fail with `strict` only."""
    return [problem for problem in problems if problem.severity is Severity.WARNING]


def refuse_warnings(problems: Collection[Problem]) -> None:
    """Raise StrictError for problems with a warning."""
    if warnings_in(problems):
        raise StrictError(problems)


class SsgError(Exception):
    """Base class of all errors that ssg raises for its users."""


class UsageError(SsgError):
    """Invalid arguments or configuration; `problems` has details, if any."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems
        _note(self)


class ContentError(SsgError):
    """The content has errors; `problems` has all problems, sorted by location."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=Problem.place))
        super().__init__(f"{count(len(self.problems), 'problem')} in the content")
        _note(self)

    def __reduce__(self) -> "tuple[type[ContentError], tuple[tuple[Problem, ...]]]":
        """Pickle by the problems: worker processes send their exceptions to the parent."""
        return type(self), (self.problems,)


class StrictError(ContentError):
    """There are warnings, and `strict` makes them errors; `problems` has all problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(problems)
        warnings = count(len(warnings_in(self.problems)), "warning")
        self.args = (f"{warnings} treated as errors (--strict)",)


def _note(error: UsageError | ContentError) -> None:
    """Show the first problems in tracebacks: `str` of the error has only their number."""
    for problem in error.problems[:NOTED_PROBLEMS]:
        error.add_note(str(problem))


class BuildError(SsgError):
    """The build failed, e.g. a full disk, another running build, or a layout error."""


class LayoutError(BuildError):
    """A layout has an error; `problem` has its location."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def __reduce__(self) -> "tuple[type[LayoutError], tuple[Problem]]":
        """Pickle by the problem: worker processes send their exceptions to the parent."""
        return type(self), (self.problem,)
