"""Data of the filters in the browser: the fields of all tools in columns, as compact JSON."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

import numpy as np

from ssg.attribute_values import measure
from ssg.catalog import AttributeValue, PricingModel, Tool
from ssg.json_value import Json
from ssg.labels import PRICING_LABELS, STATUS_LABELS, licence_label
from ssg.messages import Messages, gettext_noop
from ssg.monogram import picture_code
from ssg.settings import AttributeKind, AttributeSpec
from ssg.site import Output, Site
from ssg.views.reader_weights import weight_name, weights_data

__all__ = ["BrowseData", "Field", "browse_data", "fields"]

MOST_CHOICES = 60
"""A text attribute with more different values is filtered by whether it is given."""
MOST_BADGES = 4
BADGE_VALUES = 2
"""Values of one field in a badge."""
BADGE_LISTS = 2
"""List attributes that have a badge."""
LISTS = "assets/lists.json"
FACTOR = 2**32
"""Factor of the first of two places that are joined in one number."""
BLOCK = 4_096
"""Pairs that are written at once."""
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
    counts = tuple(len(tool.capabilities) or None for tool in tools)
    yield Field(
        "capabilities", site.settings.words.capabilities_title, values=counts, badge="label: value"
    )
    compared = Counter(slug for pair in site.pairs for slug in (pair.a, pair.b))
    comparisons = tuple(compared[tool.slug] or None for tool in tools)
    yield Field("comparisons", gettext("Comparisons"), values=comparisons)


@dataclass(frozen=True, slots=True)
class BrowseData:
    """What lists show of tools, and the files that their filters load."""

    badges: Mapping[str, tuple[str, ...]]
    """Slug -> short facts that the entry of a tool shows."""
    tools: Output
    """Names, summaries and fields of all tools."""
    comparisons: Output
    """Pairs of places of tools in `tools`, flat."""
    names: str
    """Path of the file that has the addresses of the other files, relative to it."""
    weights: Output | None
    """What scores with a reader's own weights are computed from; None on a site without scores."""

    @property
    def files(self) -> tuple[Output, ...]:
        """The files to publish. The first has the addresses of the others, and keeps its own.

        So an edit of a tool changes no list that does not show it.
        """
        weights = (self.weights,) if self.weights else ()
        others = (self.tools, self.comparisons, *weights)
        up = "../" * self.names.count("/")
        addresses = {file.path.rpartition("/")[2].split(".")[0]: up + file.path for file in others}
        return Output(path=self.names, body=_json(addresses)), *others


def browse_data(
    site: Site,
    tools: Sequence[Tool],
    distinct_names: Mapping[str, str],
    compared: Iterable[tuple[str, str]],
) -> BrowseData:
    """Return the data for these tools, which are all tools of the site in the order of lists.

    `distinct_names` has the names of those whose name another has, too; `compared` the pairs of
    slugs with a page.
    """
    known = fields(site, tools)
    places = {tool.slug: place for place, tool in enumerate(tools)}
    columns: list[Json] = [_column(shown) for shown in known]
    weights = weights_data(site, tools)
    return BrowseData(
        badges=_badges(tools, known, site.settings.messages),
        tools=_file(
            "tools", _json({"tools": _rows(site, tools, distinct_names), "fields": columns})
        ),
        comparisons=_file("comparisons", _comparisons(places, compared)),
        names=f"{tree}/{LISTS}" if (tree := site.settings.tree) else LISTS,
        weights=_file("weights", _json(weights)) if weights else None,
    )


def _badges(
    tools: Sequence[Tool], known: Sequence[Field], messages: Messages
) -> dict[str, tuple[str, ...]]:
    shown = [candidate for candidate in known if candidate.badge]
    return {
        tool.slug: tuple(
            filter(None, (known_field.badge_of(place, messages) for known_field in shown))
        )[:MOST_BADGES]
        for place, tool in enumerate(tools)
    }


def _rows(site: Site, tools: Sequence[Tool], distinct_names: Mapping[str, str]) -> list[Json]:
    enabled = site.settings.ranking.enabled
    scores = {score.slug: score.shown for score in site.ranking.scores}
    return [
        [
            distinct_names.get(tool.slug) or tool.name,
            tool.slug,
            scores[tool.slug] if enabled else "",
            tool.summary,
            picture_code(tool),
        ]
        for tool in tools
    ]


def _column(shown: Field) -> dict[str, Json]:
    head: dict[str, Json] = {"name": shown.name, "label": shown.label, "kind": shown.kind}
    if shown.badge:
        head["badge"] = 1
    if shown.choices:
        numbers = {value: place for place, value in enumerate(shown.labels)}
        head["values"] = [[value, text] for value, text in shown.labels.items()]
        head["column"] = [
            numbers[held[0]] if len(held) == 1 else [numbers[value] for value in held]
            for held in shown.choices
        ]
        return head
    if shown.order:
        head["values"] = [[text, text] for text in shown.order]
    column = [list(value) if isinstance(value, tuple) else value for value in shown.values]
    return {**head, "unit": shown.unit, "column": [*column]}


def _comparisons(places: Mapping[str, int], compared: Iterable[tuple[str, str]]) -> bytes:
    """Return JSON of the places of both tools of each pair, sorted, as one list.

    `places`: slug of a tool -> its place. A pair takes 8 bytes until it is written.
    """
    both = ((places[a], places[b]) for a, b in compared)
    joined = np.sort(np.fromiter((min(pair) * FACTOR + max(pair) for pair in both), np.uint64))
    blocks = (joined[start : start + BLOCK] for start in range(0, len(joined), BLOCK))
    flat = (np.column_stack(np.divmod(block, np.uint64(FACTOR))).ravel() for block in blocks)
    return b"[%s]" % b",".join(_json(numbers.tolist())[1:-1] for numbers in flat)


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _file(name: str, body: bytes) -> Output:
    """Return a file whose name contains a hash of its content."""
    digest = hashlib.blake2b(body, digest_size=4).hexdigest()
    return Output(path=f"assets/{name}.{digest}.json", body=body)
