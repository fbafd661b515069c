"""What ranking finds in the summary of a tool, for the next build: it takes long to find."""

from typing import TypeAlias

from ssg.ranking.rivals import REPLACED_NAMES
from ssg.ranking.subjects import KINDS, TELLING_STEMS, Kind

__all__ = ["SummaryValues", "recall_summary", "summary_values"]

SummaryValues: TypeAlias = tuple[frozenset[str], frozenset[Kind], tuple[str, ...]]
"""The telling stems of a summary, the kinds of thing, and the names that it says are replaced."""


def summary_values(summary: str) -> SummaryValues:
    """Return what ranking finds in a summary; it is kept for this process, too."""
    return TELLING_STEMS[summary], KINDS[summary], REPLACED_NAMES[summary]


def recall_summary(summary: str, values: SummaryValues) -> None:
    """Take the values of a summary from an earlier run of the same program.

    Raise TypeError or ValueError for anything else than `SummaryValues`.
    """
    stems, kinds, replaced = values
    TELLING_STEMS.keep(summary, frozenset(stems))
    KINDS.keep(summary, frozenset(kinds))
    REPLACED_NAMES.keep(summary, tuple(replaced))
