"""What the summary of a tool says by itself, whatever other tools there are."""

from typing import NamedTuple

from ssg.catalog import Tool
from ssg.ranking.replaced_names import replaced_names
from ssg.ranking.subjects import Kind, distinctive_stems, kinds_of

__all__ = ["SummaryFacts", "read_summary"]


class SummaryFacts(NamedTuple):
    """What is read in a summary."""

    kinds: frozenset[Kind]
    """The kinds of thing that the tool is."""
    stems: frozenset[str]
    """Those that tell what it is for, or how it does that."""
    replaced: frozenset[str]
    """Names of what it is an alternative to, without case."""


def read_summary(tool: Tool) -> SummaryFacts:
    """Return what the summary of a tool says."""
    return SummaryFacts(kinds_of(tool), distinctive_stems(tool.summary), replaced_names(tool))
