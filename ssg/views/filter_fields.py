"""Fields by which readers filter and sort lists: those in which the tools of a site differ."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from ssg.attribute_values import measure
from ssg.catalog import AttributeValue, PricingModel, Tool
from ssg.labels import PRICING_LABELS, STATUS_LABELS, licence_label
from ssg.messages import Messages, gettext_noop
from ssg.pair_table import PairTable
from ssg.settings import AttributeKind, AttributeSpec
from ssg.site import Site
from ssg.views.reader_weights import weight_name

__all__ = ["Field", "fields"]

MOST_CHOICES = 60
"""A text attribute with more different values is filtered by whether it is given."""
BADGE_VALUES = 2
"""Values of one field in a badge."""
BADGE_LISTS = 2
"""List attributes that have a badge."""
GIVEN = {"yes": gettext_noop("Given"), "no": gettext_noop("Not given")}
YES_NO = {"yes": gettext_noop("Yes"), "no": gettext_noop("No")}

Number: TypeAlias = int | float
Ends: TypeAlias = tuple[Number | None, Number | None]
"""Lower and upper end of a range; None where it has no end."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field to filter and sort by; its columns are in the order of the tools."""

    name: str
    """Name of the parameter in the URL."""
    label: str
    choices: tuple[tuple[str, ...], ...] = ()
    """Values of each tool, if the field is a choice."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Value -> label."""
    values: tuple[Number | str | Ends | None, ...] = ()
    """A number, an ISO date or a range for each tool, or None, if the field is no choice."""
    order: tuple[str, ...] = ()
    """Versions in ascending order, if `values` are places in it."""
    unit: str = ""
    badge: str = ""
    """`value` or `label: value`, if entries of lists show it."""

    @property
    def useful(self) -> bool:
        """Whether the tools differ in it."""
        if self.choices:
            return len(set(self.choices)) > 1
        return len({value for value in self.values if value is not None}) > 1

    @property
    def kind(self) -> str:
        """`choice`, `version`, `range`, `date` or `number`."""
        if self.choices:
            return "choice"
        if self.order:
            return "version"
        if any(isinstance(value, tuple) for value in self.values):
            return "range"
        return "date" if any(isinstance(value, str) for value in self.values) else "number"

    def badge_of(self, place: int, messages: Messages) -> str:
        """Return the text that the entry of a tool shows, or an empty string."""
        if self.choices:
            held = self.choices[place][:BADGE_VALUES]
            return messages.listed([self.labels[value] for value in held])
        value = self.values[place]
        shown = messages.number(value) if isinstance(value, (int, float)) and value else ""
        return f"{self.label}: {shown}" if shown else ""


def fields(site: Site, tools: Sequence[Tool]) -> tuple[Field, ...]:
    """Return the fields in which the tools differ."""
    taken: set[str] = {"q", "sort"}
    taken |= {weight_name(component.id) for component in site.settings.ranking.components}
    kept = []
    for candidate in _fields(site, tools):
        if not candidate.useful:
            continue
        name = candidate.name
        while name in taken:
            name += "-"
        taken |= {name, f"{name}.min", f"{name}.max"}
        kept.append(replace(candidate, name=name))
    return tuple(kept)


def _fields(site: Site, tools: Sequence[Tool]) -> Iterator[Field]:
    settings, gettext = site.settings, site.settings.messages.gettext
    types = dict(settings.types)
    statuses = {key.value: gettext(text) for key, text in STATUS_LABELS.items()}
    prices = {key.value: gettext(text) for key, text in PRICING_LABELS.items()}
    categories = {category.id: category.name for category in settings.categories}
    yield _choice("type", gettext("Type"), tools, lambda tool: (tool.type,), types, "value")
    yield _choice(
        "category", settings.words.category_title, tools, lambda tool: tool.categories, categories
    )
    yield _choice("pricing", gettext("Pricing"), tools, _pricing, prices, "value")
    licences = {tool.license: licence_label(tool.license) for tool in tools}
    yield _choice(
        "license", gettext("Licence"), tools, lambda tool: _some(tool.license), licences, "value"
    )
    yield _choice(
        "status", gettext("Status"), tools, lambda tool: _some(tool.status or ""), statuses
    )
    yield from _attributes(settings.attributes, tools, settings.messages)
    yield from _numbers(site, tools)


def _some(value: str) -> tuple[str, ...]:
    return (str(value),) if value else ()


def _pricing(tool: Tool) -> tuple[str, ...]:
    model = tool.pricing.model
    return () if model is PricingModel.UNKNOWN else (model.value,)


def _choice(
    name: str,
    label: str,
    tools: Sequence[Tool],
    values_of: Callable[[Tool], Iterable[str]],
    labels: Mapping[str, str],
    badge: str = "",
) -> Field:
    choices = tuple(tuple(dict.fromkeys(values_of(tool))) for tool in tools)
    used = Counter(value for values in choices for value in values)
    named = {value: labels.get(value, value) for value in used}
    return Field(name, label, choices, named, badge=badge)


def _attributes(
    specs: Sequence[AttributeSpec], tools: Sequence[Tool], messages: Messages
) -> Iterator[Field]:
    values = [dict(tool.attributes) for tool in tools]
    lists = 0
    for spec in specs:
        column = [value.get(spec.id) for value in values]
        badge = "value" if spec.kind is AttributeKind.LIST and lists < BADGE_LISTS else ""
        lists += bool(badge)
        if spec.kind is AttributeKind.MONEY:
            yield from _amounts(spec, column)
        else:
            shown = _attribute(spec, column, badge)
            texts = shown.labels in (YES_NO, GIVEN)
            labels = {key: messages.gettext(text) for key, text in shown.labels.items()}
            yield replace(shown, labels=labels) if texts else shown


def _attribute(spec: AttributeSpec, column: Sequence[AttributeValue | None], badge: str) -> Field:
    if spec.kind is AttributeKind.RANGE:
        ends = tuple(map(_ends, column))
        return Field(spec.id, spec.label, values=ends, unit=spec.unit)
    if spec.kind is AttributeKind.VERSION:
        return _versions(spec, column)
    if spec.kind in {AttributeKind.NUMBER, AttributeKind.DATE}:
        values = tuple(map(_plain, column))
        return Field(spec.id, spec.label, values=values, unit=spec.unit)
    choices, labels = _choices(spec.kind, column)
    return Field(spec.id, spec.label, choices, labels, badge=badge)


def _amounts(spec: AttributeSpec, column: Sequence[AttributeValue | None]) -> Iterator[Field]:
    """Yield a field for each currency and period, the most frequent first."""
    measures = [measure(value, spec.kind) for value in column]
    units = Counter(place.unit for place in measures if place)
    for unit in sorted(units, key=lambda unit: (-units[unit], unit)):
        name = f"{spec.id}.{unit.lower().replace('/', '-')}" if len(units) > 1 else spec.id
        values = tuple(
            _short(place.low[0]) if place and place.unit == unit else None for place in measures
        )
        yield Field(name, spec.label, values=values, unit=unit)


def _ends(value: AttributeValue | None) -> Ends | None:
    place = measure(value, AttributeKind.RANGE)
    if place is None:
        return None
    low, high = (None if math.isinf(end) else _short(end) for end in (place.low[0], place.high[0]))
    return low, high


def _short(value: float) -> Number:
    return int(value) if value == int(value) else value


def _versions(spec: AttributeSpec, column: Sequence[AttributeValue | None]) -> Field:
    known = {
        str(value): place for value in column if (place := measure(value, AttributeKind.VERSION))
    }
    order = tuple(sorted(known, key=lambda text: (known[text].low, text)))
    places = {text: number for number, text in enumerate(order)}
    values = tuple(places.get(str(value)) for value in column)
    return Field(spec.id, spec.label, values=values, order=order)


def _choices(
    kind: AttributeKind, column: Sequence[AttributeValue | None]
) -> tuple[tuple[tuple[str, ...], ...], Mapping[str, str]]:
    """Return the values of each tool, and their labels."""
    if kind is AttributeKind.BOOL:
        return tuple(() if value is None else _yes_no(bool(value)) for value in column), YES_NO
    texts = tuple(
        tuple(dict.fromkeys(value)) if isinstance(value, tuple) else _some(str(value or ""))
        for value in column
    )
    used = Counter(value for values in texts for value in values)
    if kind is AttributeKind.LIST or len(used) <= min(MOST_CHOICES, sum(used.values()) / 2):
        return texts, {value: value for value in used}
    return tuple(_yes_no(bool(values)) for values in texts), GIVEN


def _yes_no(value: bool) -> tuple[str, ...]:  # noqa: FBT001  (the value of a field)
    return ("yes" if value else "no",)


def _plain(value: AttributeValue | None) -> Number | str | None:
    """Return a number or a date as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _numbers(site: Site, tools: Sequence[Tool]) -> Iterator[Field]:
    """Yield score, signals, dates and counts."""
    ranking, gettext = site.settings.ranking, site.settings.messages.gettext
    scores = {score.slug: score.rounded for score in site.ranking.scores}
    if ranking.enabled:
        yield Field("score", ranking.name, values=tuple(scores[tool.slug] for tool in tools))
    signals = [{signal.id: signal.value for signal in tool.signals} for tool in tools]
    for place, spec in enumerate(ranking.signals):
        values = tuple(_plain(signal.get(spec.id)) for signal in signals)
        badge = "" if place else "label: value"
        yield Field(spec.id, spec.label, values=values, badge=badge)
    updated = tuple(tool.updated.isoformat() if tool.updated else None for tool in tools)
    yield Field("updated", gettext("Updated"), values=updated)
    counts = tuple(len(tool.capability_ids) or None for tool in tools)
    yield Field(
        "capabilities", site.settings.words.capabilities_title, values=counts, badge="label: value"
    )
    pairs = PairTable.of(site.pairs)
    comparisons = tuple(pairs.count(tool.slug) or None for tool in tools)
    yield Field("comparisons", gettext("Comparisons"), values=comparisons)
