"""Labelled pairs of capabilities, and precision and recall of the alignment on them without ids."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner

__all__ = ["Agreement", "agreement", "labels", "without_ids"]

FOLDER = Path(__file__).parent.parent / "alignment"
Named = tuple[str, str]
"""A title of A and a title of B."""


@dataclass(frozen=True)
class Agreement:
    """How many matches were found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the matches found that are right."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the labelled matches that are found."""
        return self.right / (self.right + self.missed)


def labels(name: str) -> list[dict[str, Any]]:
    """Read a file of labels."""
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return found


def without_ids(catalog: Catalog) -> Catalog:
    """Return the catalog as if no tool named shared capabilities."""
    return replace(catalog, tools=tuple(map(_without_ids, catalog.tools)))


def _without_ids(tool: Tool) -> Tool:
    return replace(tool, capabilities=tuple(replace(one, id="") for one in tool.capabilities))


def agreement(catalog: Catalog, name: str) -> Agreement:
    """Hold the alignment of a catalog without ids against a file of labels.

    Wrong is a match of what is labelled as none, and one that gives a side another partner than its label does.
    """
    aligner = Aligner(without_ids(catalog))
    right = wrong = missed = 0
    entries = labels(name)
    for a, b in sorted({(entry["a"], entry["b"]) for entry in entries}):
        here = [entry for entry in entries if (entry["a"], entry["b"]) == (a, b)]
        same, apart = (
            _titles(entry for entry in here if entry["match"] is match) for match in (True, False)
        )
        found = _matches(catalog, aligner, a, b)
        right += len(found & same)
        missed += len(same - found)
        wrong += sum(match in apart or _contradicts(match, same) for match in found - same)
    return Agreement(right, wrong, missed)


def _titles(entries: Iterable[dict[str, Any]]) -> set[Named]:
    return {(entry["left"], entry["right"]) for entry in entries}


def _matches(catalog: Catalog, aligner: Aligner, a: str, b: str) -> set[Named]:
    first, second = (
        next(tool for tool in catalog.tools if tool.slug == slug).capabilities for slug in (a, b)
    )
    return {(first[match.a].title, second[match.b].title) for match in aligner.align(a, b).both}


def _contradicts(match: Named, same: set[Named]) -> bool:
    """Tell whether a label gives one side of a match another partner."""
    return any(match[0] == left or match[1] == right for left, right in same)
