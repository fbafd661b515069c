"""Facets: the values of tools that results are filtered by, as columns in rank order.

The search page shows boxes for the first facets. The others serve questions: `for docker`, `agpl`,
`open source`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ssg.catalog import PricingModel, Tool
from ssg.labels import PRICING_LABELS, STATUS_LABELS
from ssg.search.encoding import varints
from ssg.search.intents import Intents
from ssg.settings import AttributeKind, AttributeSpec, Settings
from ssg.tokenizer import Tokenizer

__all__ = [
    "Facet",
    "Wish",
    "attribute_labels",
    "column",
    "facets",
    "phrases",
    "price_words",
]

ATTRIBUTE = "attribute-"
"""Beginning of the ids of facets of attributes."""
MOST_VALUES = 200
"""Values of an attribute that questions can name, the most frequent ones."""
LONGEST_VALUE = 60
"""Longest value of an attribute that is searched as a label, in characters."""
LICENCE = "(?:licen[sc](?:ed?|ia)|lizenz(?:iert)?)"
CERTAIN = re.compile("pl$")
"""Names of licences that are no other words: public licences."""
PARTS = re.compile(r"\s*(?:,|&|/|\(|\b(?:and|und|et|y)\b)\s*")
"""What separates the parts of a list in the name of a category."""
WORDS = re.compile(r"\w+")
SHORT = 2
"""Words of a value that is also named by one of them."""
OPEN_SOURCE = "open"
NOT_OPEN = (
    *("LicenseRef-", "BUSL-", "Elastic-", "SSPL-", "FSL-", "SUL-", "PolyForm-"),
    *("CC-BY-NC", "CC-BY-ND"),
)
"""Beginnings of licences that the Open Source Initiative has not approved."""


class Facet(NamedTuple):
    """A property of tools with a fixed set of values."""

    id: str
    label: str
    values: tuple[tuple[str, str], ...]
    """Value and label; the position is the number of the value in the column."""
    held: tuple[tuple[str, ...], ...]
    """The values of each tool, in rank order."""
    is_shown: bool = True
    """Whether the search page has boxes for its values."""


def facets(tools: Sequence[Tool], settings: Settings) -> list[Facet]:
    """Return all facets of the site; those that the search page shows come first."""
    return [*_shown_facets(tools, settings), *_named_facets(tools, settings)]


def _shown_facets(tools: Sequence[Tool], settings: Settings) -> list[Facet]:
    """Return the facets that the search page has boxes for."""
    categories = tuple((category.id, category.name) for category in settings.categories)
    gettext = settings.messages.gettext
    prices = tuple(
        (model.value, "" if model is PricingModel.UNKNOWN else gettext(label))
        for model, label in PRICING_LABELS.items()
    )  # results leave an unknown price out, and the only type of a site
    is_only = len(settings.types) == 1
    types = tuple((name, "" if is_only else label) for name, label in settings.types)
    statuses = tuple((status.value, gettext(label)) for status, label in STATUS_LABELS.items())
    return [
        Facet("type", gettext("Type"), types, tuple((tool.type,) for tool in tools)),
        Facet(
            "pricing",
            gettext("Pricing"),
            prices,
            tuple((tool.pricing.model.value,) for tool in tools),
        ),
        Facet(
            "category",
            gettext("Category"),
            categories,
            tuple(tool.categories for tool in tools),
        ),
        Facet(
            "status",
            gettext("Status"),
            statuses,
            tuple((tool.status.value,) if tool.status else () for tool in tools),
        ),
    ]


def _named_facets(tools: Sequence[Tool], settings: Settings) -> Iterator[Facet]:
    """Yield the facets that only questions use: licences, attributes, open source."""
    gettext = settings.messages.gettext
    free = tuple(("yes",) if _is_open_source(tool) else () for tool in tools)
    if any(free):
        yield Facet(
            OPEN_SOURCE,
            gettext("Licence"),
            (("yes", gettext("Open source")),),
            free,
            is_shown=False,
        )
    yield from _facet("license", gettext("Licence"), tuple(_licenses(tool) for tool in tools))
    attributes = [dict(tool.attributes) for tool in tools]
    for spec in settings.attributes:
        held = tuple(_attribute_values(spec, values.get(spec.id)) for values in attributes)
        yield from _facet(f"{ATTRIBUTE}{spec.id}", spec.label, held)


def _facet(name: str, label: str, held: tuple[tuple[str, ...], ...]) -> Iterator[Facet]:
    """Yield a facet of the values held by tools, the most frequent first; nothing without any."""
    counts = Counter(value for values in held for value in values)
    frequent = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_VALUES]
    if frequent:
        known = set(frequent)
        kept = tuple(tuple(value for value in values if value in known) for values in held)
        yield Facet(name, label, tuple((value, value) for value in frequent), kept, is_shown=False)


def _is_open_source(tool: Tool) -> bool:
    """Return whether its pricing or its licence says that the tool is open source."""
    if tool.pricing.model is PricingModel.OPEN_SOURCE:
        return True
    return bool(tool.license) and not any(part in tool.license for part in NOT_OPEN)


def _licenses(tool: Tool) -> tuple[str, ...]:
    return tuple(
        part
        for part in tool.license.replace("(", " ").replace(")", " ").split()
        if part not in {"AND", "OR", "WITH"}
    )


def _attribute_values(spec: AttributeSpec, value: object) -> tuple[str, ...]:
    """Return the values of an attribute that a question can name; the label of what holds."""
    if spec.kind is AttributeKind.BOOL:
        return (spec.label,) if value is True else ()
    if isinstance(value, str) and spec.kind is AttributeKind.TEXT:
        value = (value,)
    if not isinstance(value, tuple):
        return ()
    return tuple(dict.fromkeys(text for text in value if len(text) <= LONGEST_VALUE))


def attribute_labels(tool: Tool, settings: Settings) -> Iterator[str]:
    """Yield the licence and the attribute values of a tool as words to search."""
    yield tool.license
    values = dict(tool.attributes)
    for spec in settings.attributes:
        if spec.id in values:
            yield from _attribute_values(spec, values[spec.id])


def column(facet: Facet) -> bytes:
    """Encode the first value of every tool, then the further values.

    A first value is its number plus 1, or 0 for none. Further values are preceded by their count;
    each is a gap between tools and the value's number plus 1.
    """
    numbers = {value: number for number, (value, _) in enumerate(facet.values, 1)}
    values = [[numbers[value] for value in dict.fromkeys(held)] for held in facet.held]
    further = [(tool, value) for tool, numbered in enumerate(values) for value in numbered[1:]]
    firsts = varints(numbered[0] if numbered else 0 for numbered in values)
    return firsts + varints([len(further), *_with_gaps(further)])


def _with_gaps(further: Iterable[tuple[int, int]]) -> Iterator[int]:
    before = 0
    for tool, value in further:
        yield tool - before
        yield value
        before = tool


Wish = tuple[int, list[int]]
"""The numbers of a facet and of some of its values."""


def phrases(
    all_facets: Sequence[Facet], tokenizer: Tokenizer
) -> tuple[dict[str, Wish], dict[str, Wish]]:
    """Return the values that a question can name, by their stems after a space each.

    First those that it can be all of; a category is also named by the part after its last dash,
    by what is in brackets, and by a part of a list that no other category has: `Media - Video
    Streaming`, `Planning (ERP)`, `Monitoring & Status Pages`. Then those that it can end with,
    after a word such as `for`; a value of two words is also named by one of them. Words of the name
    of a category are left out: `for pretraining` may mean the category `Pretraining data`.
    """
    alone: dict[str, Wish] = {}
    ends: dict[str, Wish] = {}
    labels = (label for facet in all_facets if facet.id == "category" for _, label in facet.values)
    categories = [f" {_phrase(label, tokenizer)} " for label in labels]
    for number, facet in enumerate(all_facets):
        if facet.id in {"pricing", OPEN_SOURCE}:
            continue
        for place, (_, label) in enumerate(facet.values):
            names = [_phrase(text, tokenizer) for text in _spellings(label)]
            if facet.id.startswith(ATTRIBUTE):
                names = [name for name in names if not _is_shortened(name, label)]
            if facet.id == "category":
                names += _own_parts(label, categories, tokenizer)
            for name in names:
                _add(alone, name, number, place)
            for name in () if facet.is_shown else (*names, *_short_forms(names)):
                if not _times(name, categories):
                    _add(ends, name, number, place)
    return alone, ends


def _phrase(text: str, tokenizer: Tokenizer) -> str:
    """Return the stems of a text, separated by spaces."""
    return " ".join(tokenizer.plain_terms(tokenizer.tokens(text)))


def _is_shortened(name: str, label: str) -> bool:
    """Return whether a single word is left of a value: `P-tuning` is not any tuning."""
    return " " not in name and len(WORDS.findall(label.partition(" (")[0])) > 1


def _times(phrase: str, categories: Sequence[str]) -> int:
    """Return in how many names of categories a phrase is."""
    return sum(f" {phrase} " in category for category in categories)


def _short_forms(names: Iterable[str]) -> Iterator[str]:
    """Yield the words of names of two words."""
    for name in names:
        words = name.split()
        yield from words if len(words) == SHORT else ()


def _own_parts(label: str, categories: Sequence[str], tokenizer: Tokenizer) -> Iterator[str]:
    """Yield the parts of a list in the name of a category that no other category has.

    A part with function words is left out: `to-do lists` would be `lists`.
    """
    for part in PARTS.split(label.rsplit(" - ", 1)[-1]):
        name = _phrase(part, tokenizer)
        if len(name.split()) == len(WORDS.findall(part)) and _times(name, categories) == 1:
            yield name


def _add(named: dict[str, Wish], phrase: str, facet: int, value: int) -> None:
    """Add a value to a phrase, unless the phrase already names values of another facet."""
    known, values = named.setdefault(f" {phrase}", (facet, []))  # not a property of objects
    if phrase and known == facet and value not in values:
        values.append(value)


def price_words(all_facets: Sequence[Facet], intents: Intents) -> list[tuple[str, int, list[int]]]:
    """Return the patterns of words about prices and licences.

    Each has the number of a facet and the numbers of the values that pass.
    """
    numbers = {facet.id: number for number, facet in enumerate(all_facets)}
    found = [
        (_as_word(pattern), numbers["license"], values)
        for pattern, values in (
            _licence_words(all_facets[numbers["license"]]) if "license" in numbers else ()
        )
    ]
    for word, models in intents.prices:
        number = numbers.get("pricing" if models else OPEN_SOURCE)
        if number is not None:
            values = [
                place
                for place, (value, _) in enumerate(all_facets[number].values)
                if not models or value in models
            ]
            found.append((_as_word(word), number, values))
    return found


def _as_word(pattern: str) -> str:
    return rf"(?<![\p{{L}}\p{{N}}-])(?:{pattern})(?![\p{{L}}\p{{N}}-])"


def _licence_words(facet: Facet) -> Iterator[tuple[str, list[int]]]:
    """Yield for each family of licences (`GPL`, `Apache`) a pattern, and the numbers of its values.

    A name such as `MIT` means a licence only next to the word; `GPL` and the like always do.
    """
    families: dict[str, list[int]] = {}
    for place, (value, _) in enumerate(facet.values):
        families.setdefault(value.split("-")[0].lower(), []).append(place)
    for family, values in families.items():
        if family.isalpha():
            version = r"(?:[ -]?v?[0-9.]+)?"
            named = (
                rf"{family}{version}[ -]{LICENCE}|{LICENCE}(?: under)?(?: the)? {family}{version}"
            )
            yield (rf"{named}|{family}{version}" if CERTAIN.search(family) else named), values


def _spellings(label: str) -> Iterator[str]:
    yield label
    last = label.rsplit(" - ", 1)[-1]
    yield last
    before, _, bracket = last.partition(" (")
    yield before
    yield bracket.rstrip(")")
    yield label.rsplit("-", 1)[0] if label.endswith(("-only", "-or-later")) else ""
