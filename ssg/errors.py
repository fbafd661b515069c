"""The error family, and the one shape in which a fault in somebody's files is told.

    SsgError
    +-- UsageError     the words typed or the configuration cannot be used (exit 2)
    +-- ContentError   the content has problems (exit 1); carries them all
    +-- BuildError     the build could not finish (exit 1)

The library raises; only `cli` prints and exits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ssg.text import count, printable

__all__ = [
    "BuildError",
    "Code",
    "ContentError",
    "Problem",
    "ReportContext",
    "Severity",
    "SsgError",
    "UsageError",
    "errors_in",
]


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does so only with `--strict`, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """The stable name of each kind of problem."""

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
    PAIRS_CUT = "SSG060"
    HOST_LIMIT = "SSG061"
    DEAD_LINK = "SSG062"
    THIN_PAGES = "SSG063"
    DEAD_OUTSIDE_LINK = "SSG064"
    MOVED_LINK = "SSG065"
    UNANSWERED_LINK = "SSG066"
    NO_SOURCE = "SSG070"
    STALE = "SSG071"
    THIN_TEXT = "SSG072"
    SAME_TEXT = "SSG073"
    SHARED_TITLE = "SSG074"
    MARKETING = "SSG075"
    STALE_SCHEMA = "SSG080"
    NOT_CANONICAL = "SSG081"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in one place."""

    file: str
    """Path relative to the site, with `/`."""
    line: int = 1
    """1 is the first line."""
    column: int = 1
    """1 is the first character."""
    code: Code
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{printable(self.file, 300)}:{self.line}:{self.column}"
        advice = f"; {self.hint}" if self.hint else ""
        return f"{where}: {self.severity}[{self.code}] {self.message}{advice}"

    def place(self) -> tuple[str, int, int, str, str]:
        """Return the key by which problems are listed: by file, then by place."""
        return self.file, self.line, self.column, self.code, self.message


def _no_line(_: str, __: int) -> str:
    """Know no line."""
    return ""


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a report knows about the files that its problems are in."""

    line: Callable[[str, int], str] = _no_line
    """A file and the number of a line, from 1 -> that line, or nothing."""
    folder: str = ""
    """Path from the repository to the site, with a `/` at the end; empty where they are the same."""
    changed: frozenset[str] = frozenset()
    """Files that the change under review touches, relative to the site: what they hold comes first."""


def errors_in(problems: Iterable[Problem]) -> bool:
    """Tell whether any of these problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class SsgError(Exception):
    """Anything that this program says it cannot do."""


class UsageError(SsgError):
    """The words typed or the configuration cannot be used."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class ContentError(SsgError):
    """The content has problems; all of them are in `problems`, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=Problem.place))
        super().__init__(f"{count(len(self.problems), 'problem')} in the content")


class BuildError(SsgError):
    """The build could not finish: the disk is full, another build runs, a layout is broken."""
