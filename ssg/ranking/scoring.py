"""Catalog, date -> `Ranking`: a score from 0 to 100 for every tool, each with its receipt.

    score = 100 * sum(weight * value) / sum(weight), over the components that are known

A component is the mean of its signals, each brought to 0-1 by its own declared scale. What is unknown drops out and is
never counted as 0. The scales are absolute: editing one tool moves no other tool's signals (only `mentions` counts
across entries). Pure Python, no clock: the date to which ages are counted is an argument.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from ssg.catalog import Catalog, Tool
from ssg.ranking.checklist import checklist_points
from ssg.ranking.mentions import MentionCounter
from ssg.scores import ComponentScore, Ranking, Score, SignalReading
from ssg.settings import COMPONENTS, RankingSettings, Scale, SignalSpec
from ssg.text import number

__all__ = ["BUILT_IN", "Ranker", "newest_date", "normalize", "rank"]

EPOCH = date(1970, 1, 1)
"""The day of a site that knows no dates at all."""
MANY_MENTIONS = 50
"""So many other entries naming a tool count as full; a choice of ours, like every `full`."""

CHECKLIST_SIGNAL = SignalSpec(
    id="checklist", component="quality", scale=Scale.LINEAR, full=100.0, label="Checklist points"
)
MENTIONS_SIGNAL = SignalSpec(
    id="mentions",
    component="ecosystem",
    scale=Scale.LOG,
    full=float(MANY_MENTIONS),
    label="Entries that name it",
)
UPDATED_SIGNAL = SignalSpec(
    id="updated", component="freshness", scale=Scale.DATE, label="Last release or commit"
)
BUILT_IN = (CHECKLIST_SIGNAL, MENTIONS_SIGNAL, UPDATED_SIGNAL)
"""The signals that need no declaration in site.yaml."""


def newest_date(catalog: Catalog) -> date:
    """Return the newest date in the content: the day that ages are counted to unless another is given."""
    days = [day for tool in catalog.tools for day in tool.dates()]
    days += [editorial.written for editorial in catalog.editorials if editorial.written]
    return max(days, default=EPOCH)


def rank(catalog: Catalog, as_of: date | None = None) -> Ranking:
    """Score every tool and put the best first; equal scores share a place and stand in the order of their slugs."""
    return Ranker().rank(catalog, as_of)


class Ranker:
    """Ranks again and again: a tool that is the same, and as often mentioned, keeps its score."""

    def __init__(self) -> None:
        self._counter = MentionCounter()
        self._known: dict[str, tuple[Tool, int, Score]] = {}
        self._basis: tuple[RankingSettings, date] | None = None

    def rank(self, catalog: Catalog, as_of: date | None = None) -> Ranking:
        """Rank like the function `rank`."""
        day = as_of or newest_date(catalog)
        settings = catalog.settings.ranking
        known = self._known if self._basis == (settings, day) else {}
        mentions = self._counter.count(catalog.tools)
        self._known, self._basis = {}, (settings, day)
        for tool in catalog.tools:
            before = known.get(tool.slug)
            if before is None or before[0] is not tool or before[1] != mentions[tool.slug]:
                before = tool, mentions[tool.slug], _score(tool, settings, mentions[tool.slug], day)
            self._known[tool.slug] = before
        scores = [score for _, _, score in self._known.values()]
        scores.sort(
            key=lambda score: (-math.inf if score.total is None else -score.total, score.slug)
        )
        scores = [score for score in scores if score.total is not None] + [
            score for score in scores if score.total is None
        ]
        return Ranking(scores=tuple(_with_places(scores)), as_of=day)


def _with_places(scores: Sequence[Score]) -> list[Score]:
    placed: list[Score] = []
    for index, score in enumerate(scores):
        tied = bool(placed) and placed[-1].total == score.total
        place = placed[-1].place if tied else index + 1
        placed.append(
            Score(slug=score.slug, total=score.total, components=score.components, place=place)
        )
    return placed


def _score(tool: Tool, settings: RankingSettings, mentions: int, day: date) -> Score:
    given = dict(tool.scores)
    readings = _readings(tool, settings, mentions, day)
    values = {name: given.get(name, _mean(readings[name])) for name in COMPONENTS}
    weights = settings.weights_for(tool.type)
    whole = sum(weights[name] for name in COMPONENTS if values[name] is not None)
    components = tuple(
        _component(
            name, values[name], weights[name], whole, given=name in given, readings=readings[name]
        )
        for name in COMPONENTS
    )
    total = min(100.0, math.fsum(component.points for component in components)) if whole else None
    return Score(slug=tool.slug, total=total, components=components)


def _component(
    name: str,
    value: float | None,
    weight: float,
    whole: float,
    *,
    given: bool,
    readings: Sequence[SignalReading],
) -> ComponentScore:
    most = 100.0 * weight / whole if whole and value is not None else 0.0
    return ComponentScore(
        name=name,
        value=value,
        weight=weight,
        most=most,
        points=most * (value or 0.0),
        given=given,
        readings=tuple(readings),
    )


def _mean(readings: Sequence[SignalReading]) -> float | None:
    return math.fsum(reading.value for reading in readings) / len(readings) if readings else None


def _readings(
    tool: Tool,
    settings: RankingSettings,
    mentions: int,
    day: date,
) -> Mapping[str, Sequence[SignalReading]]:
    """Normalise every signal of a tool, by component: the built-in ones first, then the site's in its own order."""
    found: dict[str, list[SignalReading]] = defaultdict(list)
    values: list[tuple[SignalSpec, float | date]] = [
        (CHECKLIST_SIGNAL, checklist_points(tool)),
        (MENTIONS_SIGNAL, float(mentions)),
    ]
    if tool.updated:
        values.append((UPDATED_SIGNAL, tool.updated))
    for spec, value in values:
        found[spec.component].append(_reading(spec, value, settings.half_life_days, day))
    signals = {signal.id: signal for signal in tool.signals}
    for spec in settings.signals:
        if spec.id in signals:
            signal = signals[spec.id]
            found[spec.component].append(
                _reading(
                    spec, signal.value, settings.half_life_days, day, signal.source, signal.measured
                )
            )
    return found


def _reading(
    spec: SignalSpec,
    raw: float | date,
    half_life_days: float,
    day: date,
    source: str = "",
    measured: date | None = None,
) -> SignalReading:
    words = (
        raw.isoformat()
        if isinstance(raw, date)
        else ("yes" if raw else "no")
        if isinstance(raw, bool)
        else number(raw)
    )
    return SignalReading(
        id=spec.id,
        label=spec.label,
        raw=words,
        source=source,
        measured=measured,
        value=normalize(raw, spec, half_life_days, day),
    )


def normalize(raw: float | date, spec: SignalSpec, half_life_days: float, day: date) -> float:
    """Bring a raw value to 0-1 by its scale.

    log: log(1 + x) / log(1 + full); linear: x / full; both clipped at 1. bool: 0 or 1. date: 0.5 ** (age / half life),
    with the age in days and a date in the future counted as today.
    """
    if isinstance(raw, date):
        return float(0.5 ** (max(0, (day - raw).days) / half_life_days))
    if spec.scale is Scale.LOG:
        return min(1.0, math.log1p(raw) / math.log1p(spec.full))
    return min(1.0, max(0.0, raw / spec.full))
