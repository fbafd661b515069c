"""Labelled pairs of capabilities, and the agreement of alignment with them, ids hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.suggestions import Suggestion
from ssg.content.load import load
from ssg.text import slugify
from support.strategies import a_capability, a_catalog, a_tool

__all__ = [
    "SETS",
    "TUNED_SETS",
    "UNFITTED_SETS",
    "Agreement",
    "LabelledSet",
    "agreement",
    "labels",
    "own_set",
    "read_set",
    "suggestion_agreement",
    "without_ids",
]

FOLDER = Path(__file__).parent.parent / "alignment"
TUNED_SETS = (
    "password-managers",
    "ci-systems",
    "note-apps",
    "message-brokers",
    "issue-trackers",
    "vector-databases",
    "static-hosts",
    "video-meetings",
    "relational-databases",
    "backup-tools",
    "web-proxies",
    "monitoring",
    "site-generators",
    "help-desks",
    "web-analytics",
    "photo-libraries",
    "job-queues",
    "note-tools",
    "team-chat",
    "code-editors",
    "bi-tools",
    "shop-platforms",
)
"""Subjects without ids whose labels thresholds were set by."""
UNFITTED_SETS = (
    "ci-servers",
    "photo-servers",
    "support-desks",
    "map-servers",
    "identity-providers",
    "document-archives",
)
"""Four tools each, every tool in another voice: no weight and no synonym is from them."""
SETS = (
    *TUNED_SETS,
    "iac-tools",
    "media-servers",
    "cms-platforms",
    "game-engines",
    *UNFITTED_SETS,
)
"""The last ten only measure: no weight is fitted to them, and they are not in the background."""
OWN_LABELS = ("labels.yaml", "held_out.yaml")
Named: TypeAlias = tuple[str, str, str, str]
"""Slug and title of a capability, slug and title of another; the lower slug first."""


@dataclass(frozen=True)
class Agreement:
    """Number of pairs that are right, wrong, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the pairs found that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the labelled pairs that are found."""
        return self.right / max(1, self.right + self.missed)


@dataclass(frozen=True)
class LabelledSet:
    """A site without ids, and what readers said about its pairs."""

    catalog: Catalog
    same: frozenset[Named]
    different: frozenset[Named] | None
    """None: every pair that is not listed otherwise."""
    either: frozenset[Named] = frozenset()
    """Pairs that count neither way."""

    def is_wrong(self, pair: Named) -> bool:
        """Return whether a pair is labelled as different, or its sides have other partners."""
        if pair in self.same or pair in self.either:
            return False
        if self.different is None or pair in self.different:
            return True
        a, left, b, right = pair
        return any(
            (a, b) == (c, d) and (left == one or right == other) for c, one, d, other in self.same
        )


def labels(name: str) -> list[dict[str, Any]]:
    """Read a file of labels of our own content."""
    entries: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return entries


def own_set(catalog: Catalog) -> LabelledSet:
    """Return our own content without ids, with the labels of some of its pairs of tools."""
    entries = [entry for name in OWN_LABELS for entry in labels(name)]
    same, different = (
        _named(entry for entry in entries if entry["match"] is match) for match in (True, False)
    )
    return LabelledSet(without_ids(catalog), same, different)


def read_set(name: str) -> LabelledSet:
    """Read a labelled subject: a site with a list of `same` and `either` pairs, or one file.

    All other pairs are different. In a file each capability is a line with its concept, and `near`
    lists pairs of concepts that may be seen either way.
    """
    file = FOLDER / f"{name}.yaml"
    if file.exists():
        return _read_file(file)
    catalog = load(FOLDER / name).catalog
    assert catalog
    entries = yaml.safe_load((FOLDER / name / "labels.yaml").read_text("utf-8"))
    return LabelledSet(catalog, _named(entries["same"]), None, _named(entries.get("either") or ()))


def _read_file(file: Path) -> LabelledSet:
    content = yaml.safe_load(file.read_text("utf-8"))
    near_concepts = {frozenset(line.split()) for line in content.get("near", ())}
    tools, concepts = [], {}
    for tool_name, text in content["tools"].items():
        slug, capabilities = slugify(tool_name), []
        for line in text.splitlines():
            of_line, title, description, intents = (part.strip() for part in line.split("|"))
            concepts[slug, title] = of_line.replace("~", "").split()
            capabilities.append(
                a_capability(
                    title,
                    anchor=slugify(title),
                    description=description,
                    intents=tuple(filter(None, map(str.strip, intents.split(";")))),
                )
            )
        tools.append(a_tool(slug, name=tool_name, capabilities=tuple(capabilities)))
    pairs = [
        ((*one, *other), concepts[one], concepts[other])
        for one, other in combinations(sorted(concepts), 2)
        if one[0] != other[0]
    ]
    same = frozenset(pair for pair, one, other in pairs if one[0] == other[0] != "-")
    near = frozenset(
        pair
        for pair, one, other in pairs
        if {*one} & {*other} - {"-"} or frozenset((one[0], other[0])) in near_concepts
    )
    return LabelledSet(without_ids(a_catalog(*tools)), same, None, near - same)


def _named(entries: Iterable[dict[str, Any]]) -> frozenset[Named]:
    return frozenset(
        _ordered((entry["a"], entry["left"], entry["b"], entry["right"])) for entry in entries
    )


def _ordered(pair: Named) -> Named:
    a, left, b, right = pair
    return pair if a <= b else (b, right, a, left)


def without_ids(catalog: Catalog) -> Catalog:
    """Return the catalog as if it had no shared vocabulary."""
    return replace(catalog, tools=tuple(map(_without_ids, catalog.tools)), capabilities=())


def _without_ids(tool: Tool) -> Tool:
    return replace(
        tool,
        capabilities=tuple(replace(each, id="", different_from=()) for each in tool.capabilities),
    )


def agreement(labelled: LabelledSet) -> Agreement:
    """Compare the matches that pages would show with the labels."""
    aligner, tools = Aligner(labelled.catalog), labelled.catalog.tools
    return _agreement(
        labelled,
        {
            _ordered((a.slug, a.capabilities[match.a].title, b.slug, b.capabilities[match.b].title))
            for a, b in combinations(tools, 2)
            for match in aligner.align(a.slug, b.slug).both
        },
    )


def suggestion_agreement(labelled: LabelledSet, suggestions: Iterable[Suggestion]) -> Agreement:
    """Compare the pairs of the proposed groups with the labels."""
    return _agreement(
        labelled,
        {
            _ordered((one.slug, one.title, other.slug, other.title))
            for group in suggestions
            for one, other in combinations(group.members, 2)
        },
    )


def _agreement(labelled: LabelledSet, pairs: set[Named]) -> Agreement:
    return Agreement(
        right=len(pairs & labelled.same),
        wrong=sum(map(labelled.is_wrong, pairs)),
        missed=len(labelled.same - pairs),
    )
