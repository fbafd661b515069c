"""A position in a content file, and the problems reported there."""

from typing import NamedTuple

from ssg.errors import Code, Problem, Severity

__all__ = ["Location"]


class Location(NamedTuple):
    """File, line and column."""

    path: str
    """Relative to the site, with `/`."""
    line: int = 1
    """1 is the first line."""
    column: int = 1
    """1 is the first character."""

    def problem(
        self, code: Code, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem at this position; `hint` is how to fix it."""
        return Problem(
            file=self.path,
            line=self.line,
            column=self.column,
            code=code,
            message=message,
            hint=hint,
            severity=severity,
        )
