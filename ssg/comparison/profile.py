"""A tool with its score -> `ToolProfile`: all that it brings to every comparison, worked out once and not once a pair."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ssg.catalog import AttributeValue, Tool
from ssg.comparison.cells import (
    Cell,
    attribute_cell,
    component_cell,
    day_cell,
    pricing_cell,
    status_cell,
    text_cell,
    total_cell,
)
from ssg.scores import Score
from ssg.settings import AttributeSpec, Better, Settings

__all__ = ["Fact", "ToolProfile", "fact_key", "plain", "row_anchor", "side_of"]

DIGITS = 9
"""Values that differ by less are equal, as the order of additions must not decide."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one row of every comparison says of this tool."""

    key: str
    label: str
    anchor: str
    """The row's place on the page."""
    cell: Cell
    worth: float | None = None
    """The side with more of it is the better one; None where nothing is better, or nothing is known."""
    always: bool = False
    """Whether the row stands even where neither side knows anything."""


@dataclass(frozen=True, slots=True)
class ToolProfile:
    """One of the two tools, with its score."""

    tool: Tool
    score: Score
    facts: tuple[Fact, ...] = ()
    """The same rows in the same order for every tool of a site."""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    phrases: frozenset[str] = frozenset()
    """What the capabilities are called and what they are best for, in small letters."""
    limits: frozenset[str] = frozenset()
    """What the capabilities do not do, in small letters."""
    oldest: date | None = None
    """The oldest day on which one of its facts was checked."""


def side_of(tool: Tool, score: Score, settings: Settings, as_of: date) -> ToolProfile:
    """Work out what a tool brings to comparisons on a site; ages are counted to the day `as_of`."""
    capabilities = tool.capabilities
    return ToolProfile(
        tool=tool,
        score=score,
        facts=(
            *_scores(tool, score, settings),
            *_plain_facts(tool, as_of),
            *_attributes(tool, settings, as_of),
        ),
        attributes=dict(tool.attributes),
        phrases=frozenset(
            plain(words).lower() for one in capabilities for words in (one.title, *one.best_for)
        ),
        limits=frozenset(limit.lower() for one in capabilities for limit in one.limitations),
        oldest=min(tool.dates(), default=None),
    )


def plain(text: str) -> str:
    """Drop the marks of code: what is said in passing is one short line."""
    return text.replace("`", "")


def row_anchor(key: str) -> str:
    """Return the anchor of a row of the comparison's table."""
    return f"row-{key.replace('_', '-')}"


def fact_key(attribute: AttributeSpec) -> str:
    """Return the key of an attribute's row; a site may call an attribute like one of the rows that every table has."""
    return f"fact-{attribute.id}"


def _fact(
    key: str, label: str, cell: Cell, worth: float | None = None, *, always: bool = False
) -> Fact:
    return Fact(key, label, row_anchor(key), cell, _even(worth), always)


def _even(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _scores(tool: Tool, score: Score, settings: Settings) -> Iterator[Fact]:
    yield _fact("type", "Type", Cell(settings.type_label(tool.type)))
    if not settings.ranking.enabled:
        return
    yield _fact("rank", settings.ranking.name, total_cell(score), always=True)
    for component in score.components:
        yield _fact(
            f"component-{component.name}",
            component.label,
            component_cell(component),
            component.value,
        )


def _plain_facts(tool: Tool, as_of: date) -> Iterator[Fact]:
    yield _fact("pricing", "Pricing", pricing_cell(tool))
    yield _fact(
        "capabilities",
        "Capabilities",
        Cell(f"{len(tool.capabilities)} decomposed"),
        len(tool.capabilities),
    )
    yield _fact("matched", "Times Matched", Cell("0"))
    yield _fact("licence", "Licence", text_cell(tool.license))
    yield _fact("status", "Status", status_cell(tool))
    yield _fact("updated", "Last release or commit", day_cell(tool.updated, as_of))


def _attributes(tool: Tool, settings: Settings, as_of: date) -> Iterator[Fact]:
    known = dict(tool.attributes)
    for spec in settings.attributes:
        value = known.get(spec.id)
        yield _fact(
            fact_key(spec),
            spec.label,
            attribute_cell(value, spec, as_of),
            _worth(value, spec.better),
        )


def _worth(value: AttributeValue | None, better: Better | None) -> float | None:
    """Turn a value into a number of which more is better."""
    if better is None or value is None or isinstance(value, (str, tuple)):
        return None
    magnitude = float(value.toordinal()) if isinstance(value, date) else float(value)
    return -magnitude if better in {Better.LOWER, Better.NO} else magnitude
