"""Problems that tests report."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from ssg.errors import Code, Problem, Severity

__all__ = ["NOTE", "PROBLEMS", "WARNING", "a_problem"]


def a_problem(**fields: Any) -> Problem:
    """Return a problem with these fields and usual ones otherwise."""
    usual = Problem(file="content/tools/flax.yaml", code=Code.UNKNOWN_KEY, message="is wrong")
    return replace(usual, **fields)


PROBLEMS = st.builds(
    a_problem,
    file=st.text(max_size=30),
    line=st.integers(1, 99),
    column=st.integers(1, 99),
    message=st.text(max_size=60),
    hint=st.text(max_size=20),
    severity=st.sampled_from(Severity),
)
WARNING = a_problem(severity=Severity.WARNING)
NOTE = a_problem(severity=Severity.NOTE)
