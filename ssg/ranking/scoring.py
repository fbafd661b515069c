"""Catalog, date -> `Ranking`: a score from 0 to 100 for every tool, each with its receipt.

    score = 100 * sum(weight * value) / sum(weight), over the components that are known

A component is the mean of its signals, each normalised to 0-1 by its own declared scale. A
component without data drops out and is never counted as 0. A tool of which nothing is known but how
many other entries name it has no score, unless the site has no other component. The scales are
absolute: editing one tool moves no other tool's score. The exceptions are the signals `mentions`,
which counts entries that name a tool, and `matches`, which judges success in recorded searches
against that of all tools.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ssg.catalog import Catalog, Signal, Tool
from ssg.evidence.graph import match_graph
from ssg.evidence.match_values import MatchValue, match_values
from ssg.ranking.checklist import checklist_points
from ssg.ranking.estimation import score_ranges
from ssg.ranking.mentions import MentionCounter
from ssg.scores import ComponentScore, Ranking, Score, ScoreRange, SignalReading, weighted_mean
from ssg.settings import (
    BUILT_IN_SIGNALS,
    ComponentSpec,
    Direction,
    RankingSettings,
    Scale,
    SignalSpec,
)
from ssg.text import number

__all__ = ["EPOCH", "Ranker", "measured_components", "newest_date", "normalize", "rank"]

EPOCH = date(1970, 1, 1)
"""The reference day of a site without any date."""


def _newest_of(tool: Tool) -> date | None:
    """Return the newest date of a tool."""
    return tool.newest_date


def newest_date(catalog: Catalog, of: Callable[[Tool], date | None] = _newest_of) -> date:
    """Return the newest date that at least two files of the content reach.

    So no single file decides it; where only one file has dates, its newest; without dates,
    1970-01-01. `of` returns the newest date of a tool.
    """
    newest = [day for tool in catalog.tools if (day := of(tool))]
    newest += [editorial.written for editorial in catalog.editorials if editorial.written]
    return sorted(newest)[-2:][0] if newest else EPOCH


def rank(catalog: Catalog, as_of: date | None = None) -> Ranking:
    """Score every tool and order them, best first.

    Tools without a score follow the provisional ones, and those follow all others. Equal scores
    share a place and are ordered by slug.
    """
    return Ranker().rank(catalog, as_of)


class _Others(NamedTuple):
    """What a tool's score takes from outside its file."""

    mentions: int
    match: MatchValue | None


class Ranker:
    """Ranks repeatedly: a tool with the same file, mentions and matches is not scored again."""

    def __init__(self, counter: MentionCounter | None = None) -> None:
        """Take a counter of mentions that may have counted before."""
        self._counter = counter or MentionCounter()
        self._scored: dict[str, tuple[Tool, _Others, Score]] = {}
        self._newest: dict[str, tuple[Tool, date | None]] = {}
        self._basis: tuple[RankingSettings, tuple[ComponentSpec, ...], date] | None = None

    def rank(self, catalog: Catalog, as_of: date | None = None) -> Ranking:
        """Rank like the function `rank`."""
        day = as_of or newest_date(catalog, self._newest_of)
        settings = catalog.settings.ranking
        built_in = {spec.id for spec in settings.built_in}
        mentions = self._counter.count(catalog.tools) if "mentions" in built_in else {}
        matches = match_values(match_graph(catalog)) if "matches" in built_in else {}
        measured = _measured(catalog, matches, day)
        if not any(mentions.values()) and measured == _of_mentions(settings):
            measured = ()  # no entry names another one: a score of 0 for each would tell nothing
        basis = settings, measured, day
        before = self._scored if self._basis == basis else {}
        self._scored, self._basis, scale = {}, basis, _Scale.of(settings, measured, day)
        for tool in catalog.tools:
            others = _Others(mentions.get(tool.slug, 0), matches.get(tool.slug))
            scored = before.get(tool.slug)
            if scored is None or scored[0] is not tool or scored[1] != others:
                scored = tool, others, _score(tool, scale, others)
            self._scored[tool.slug] = scored
        scores = [score for _, _, score in self._scored.values()]
        return Ranking(scores=tuple(_placed(scores, score_ranges(scores))), as_of=day)

    def _newest_of(self, tool: Tool) -> date | None:
        """Return the newest date of a tool; collecting the dates of all takes a while."""
        known = self._newest.get(tool.slug)
        if known is None or known[0] is not tool:
            known = self._newest[tool.slug] = tool, _newest_of(tool)
        return known[1]


def measured_components(catalog: Catalog, day: date) -> tuple[ComponentSpec, ...]:
    """Return the declared components for which at least one tool has a value on a day.

    The others do not exist on the site: no table, no weight and no sentence names them.
    """
    counted = any(spec.id == "matches" for spec in catalog.settings.ranking.built_in)
    return _measured(catalog, match_values(match_graph(catalog)) if counted else {}, day)


def _measured(
    catalog: Catalog, matches: Mapping[str, MatchValue], day: date
) -> tuple[ComponentSpec, ...]:
    """Return what `measured_components` does; `matches`: slug -> success in recorded searches."""
    settings = catalog.settings.ranking
    specs = {spec.id: spec for spec in settings.all_signals}
    component_of = {name: spec.component for name, spec in specs.items()}
    ids = {
        component_of[signal.id]
        for tool in catalog.tools
        for signal in tool.signals
        if signal.id in specs and not _is_expired(signal, specs[signal.id], day)
    }
    ids |= {name for tool in catalog.tools for name, _ in tool.scores}
    if catalog.tools:
        ids |= {component_of[one] for one in ("checklist", "mentions") if one in component_of}
    if "matches" in component_of and any(tool.slug in matches for tool in catalog.tools):
        ids.add(component_of["matches"])
    if "updated" in component_of and any(tool.updated for tool in catalog.tools):
        ids.add(component_of["updated"])
    return tuple(component for component in settings.components if component.id in ids)


def _of_mentions(settings: RankingSettings) -> tuple[ComponentSpec, ...]:
    """Return the component of the built-in signal `mentions`, if it counts."""
    names = {spec.component for spec in settings.built_in if spec.id == "mentions"}
    return tuple(component for component in settings.components if component.id in names)


def _placed(scores: Sequence[Score], ranges: Mapping[str, ScoreRange]) -> Iterator[Score]:
    """Yield the scores in the order of the ranking, with their places and ranges."""
    orders = {score.slug: _order(score) for score in scores}
    place, before = 0, None
    for index, score in enumerate(sorted(scores, key=lambda one: (*orders[one.slug], one.slug))):
        if orders[score.slug] != before:
            place, before = index + 1, orders[score.slug]
        yield replace(score, place=place, range=ranges.get(score.slug))


def _order(score: Score) -> tuple[bool, bool, float]:
    return score.total is None, score.provisional, -(score.total or 0.0)


class _Scale(NamedTuple):
    """What all scores of a site are made by."""

    settings: RankingSettings
    signals: tuple[SignalSpec, ...]
    components: tuple[ComponentSpec, ...]
    """The measured ones."""
    weights: dict[str, Mapping[str, float]]
    """Type of a tool -> the weight of each component, as far as it is known."""
    day: date

    @classmethod
    def of(
        cls, settings: RankingSettings, components: tuple[ComponentSpec, ...], day: date
    ) -> "_Scale":
        """Return the scale of a site on a day."""
        return cls(settings, settings.all_signals, components, {}, day)

    def weights_for(self, kind: str) -> Mapping[str, float]:
        """Return the weight of each component for a type of tools."""
        known = self.weights.get(kind)
        if known is None:
            known = self.weights[kind] = self.settings.weights_for(kind)
        return known


class _Part(NamedTuple):
    """A component of a score without its points, which depend on the other ones."""

    value: float | None
    weight: float
    given: bool
    """Whether the file gives the value, which is used in place of its signals."""
    readings: tuple[SignalReading, ...]


def _score(tool: Tool, scale: _Scale, others: _Others) -> Score:
    """Return the score of a tool, without place and range."""
    given, weights = dict(tool.scores), scale.weights_for(tool.type)
    readings = _readings(tool, scale, others)
    if len(scale.components) > 1 and not given and not _has_own(readings, weights):
        readings = {}
    parts = [
        _part(weights[spec.id], given.get(spec.id), readings.get(spec.id, ()))
        for spec in scale.components
    ]
    known_weight = sum([part.weight for part in parts if part.value is not None])
    scored = tuple(
        [
            _component(spec, part, known_weight)
            for spec, part in zip(scale.components, parts, strict=True)
        ]
    )
    total = min(100.0, math.fsum([part.points for part in scored])) if known_weight else None
    return Score(slug=tool.slug, total=total, components=scored)


def _has_own(readings: Mapping[str, Sequence[SignalReading]], weights: Mapping[str, float]) -> bool:
    """Return whether a reading is from the tool's own file, or measured: not from other files."""
    return any(
        reading.id != "mentions"
        for name, each in readings.items()
        if weights.get(name)
        for reading in each
    )


def _part(weight: float, given: float | None, readings: Sequence[SignalReading]) -> _Part:
    """Return a component of a score; `given`: the value that the file gives."""
    if given is not None:
        return _Part(given, weight, given=True, readings=())
    value, weight = weighted_mean(readings), weight * _trust(readings)
    return _Part(value, weight, given=False, readings=tuple(readings))


def _component(spec: ComponentSpec, part: _Part, known_weight: float) -> ComponentScore:
    """Return a component with its points. `known_weight`: of all components with a value."""
    value, weight, given, readings = part
    is_known = value is not None and known_weight
    most = 100.0 * weight / known_weight if is_known else 0.0
    points = most * (value or 0.0)
    return ComponentScore(spec.id, spec.label, value, weight, points, most, given, readings)


def _trust(readings: Sequence[SignalReading]) -> float:
    """Return the mean weight of signals, 0 to 1: a component of stale signals weighs less."""
    weights = [reading.weight for reading in readings]
    return math.fsum(weights) / len(weights) if weights else 1.0


def _readings(tool: Tool, scale: _Scale, others: _Others) -> Mapping[str, Sequence[SignalReading]]:
    """Normalise every signal of a tool -> component -> its readings, in the order of the site."""
    readings: dict[str, list[SignalReading]] = {}
    signals = {signal.id: signal for signal in tool.signals}
    for spec in scale.signals:
        signal = signals.get(spec.id)
        if spec.id in BUILT_IN_SIGNALS:
            reading = _built_in_reading(spec, tool, scale, others)
        elif signal is None or _is_expired(signal, spec, scale.day):
            continue
        else:
            reading = _measured_reading(spec, signal, scale)
        if reading is not None:
            readings.setdefault(spec.component, []).append(reading)
    return readings


def _built_in_reading(
    spec: SignalSpec, tool: Tool, scale: _Scale, others: _Others
) -> SignalReading | None:
    """Return a built-in signal, or None where the entry has none."""
    if spec.id == "matches":
        return _match_reading(spec, others.match) if others.match else None
    value = _built_in(spec.id, tool, others.mentions)
    if value is None:
        return None
    return SignalReading(spec.id, spec.label, _shown(value), _normalized(value, spec, scale))


def _measured_reading(spec: SignalSpec, signal: Signal, scale: _Scale) -> SignalReading:
    stale = _stale(signal, scale.settings, scale.day)
    return SignalReading(
        spec.id,
        spec.label,
        _shown(signal.value),
        _normalized(signal.value, spec, scale),
        signal.source,
        signal.measured,
        stale,
        scale.settings.stale_weight if stale else 1.0,
    )


def _stale(signal: Signal, settings: RankingSettings, day: date) -> str:
    """Return why a signal is stale; empty if it is not, or if the site does not check that."""
    if not settings.stale_signals:
        return ""
    if not signal.source:
        return "no source"
    if signal.measured is None:
        return "no date"
    age = (day - signal.measured).days
    return f"{age} days old" if age > settings.stale_signals else ""


def _is_expired(signal: Signal, spec: SignalSpec, day: date) -> bool:
    """Return whether a value is too old to be used, by the site's `expires_after`."""
    if not (spec.expires_after and signal.measured):
        return False
    return (day - signal.measured).days > spec.expires_after


def _built_in(signal: str, tool: Tool, mentions: int) -> float | date | None:
    """Return the raw value of a built-in signal, or None where the entry has none."""
    if signal == "checklist":
        return checklist_points(tool)
    return float(mentions) if signal == "mentions" else tool.updated


def _match_reading(spec: SignalSpec, match: MatchValue) -> SignalReading:
    raw = f"{number(round(match.successes, 1))} of {number(round(match.trials, 1))}"
    value = 1.0 - match.value if spec.direction is Direction.LOWER else match.value
    return SignalReading(id=spec.id, label=spec.label, raw=raw, value=value)


def _shown(raw: float | date) -> str:
    """Return a raw value as text."""
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return number(raw)


def _normalized(raw: float | date, spec: SignalSpec, scale: _Scale) -> float:
    return normalize(raw, spec, scale.settings.half_life_days, scale.day)


def normalize(raw: float | date, spec: SignalSpec, half_life_days: float, day: date) -> float:
    """Normalise a raw value to 0-1, where more is better, by its scale and direction.

    log: log(1 + x) / log(1 + full); linear: x / full; both clipped at 1. bool: 0 or 1.
    date: 0.5 ** (age / half life), with the age in days; a date after `day` counts as that day.
    With the direction `lower`, the result v becomes 1 - v.
    """
    if isinstance(raw, date):
        value = float(0.5 ** (max(0, (day - raw).days) / half_life_days))
    elif spec.scale is Scale.LOG:
        value = min(1.0, math.log1p(raw) / math.log1p(spec.full))
    else:
        value = min(1.0, max(0.0, raw / spec.full))
    return 1.0 - value if spec.direction is Direction.LOWER else value
