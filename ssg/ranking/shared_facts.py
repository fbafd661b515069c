"""What two tools have in common, and the reasons in words that a pair has for its page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

import numpy as np

from ssg.catalog import Catalog
from ssg.ranking.feature_table import FeatureTable, Numbers
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.tool_features import Feature, fact_features, parent_of
from ssg.ranking.tool_words import word_forms, word_table

__all__ = ["Grounds", "SharedFacts"]

SHOWN = 6
"""Most names in one reason."""
MENTIONS_SHOWN = 3
"""Most names of tools that mention both, in one reason."""
BLOCK = 65_536
"""Pairs that are compared at once."""


NO_TYPE, WORDS = -1, -2
"""In place of the type of two tools: they have different ones; they share nothing but words."""
Ground: TypeAlias = tuple[bytes, int, tuple[int, int] | None]
"""What is said of two tools.

The numbers of the features that both have and that are said, as bytes; the place of a tool of their
type; and the places of both, if one mentions the other.
"""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is said of many pairs."""

    numbers: Numbers
    """Place in `distinct` for each pair."""
    distinct: Sequence[Ground]


class SharedFacts:
    """Answers what tools have in common. A tool is given by its place, sorted by slug."""

    def __init__(self, catalog: Catalog, texts: ReadTexts | None = None) -> None:
        """Take a catalog, and what its texts say if that is known."""
        self._tools = sorted(catalog.tools, key=attrgetter("slug"))
        self.slugs = [tool.slug for tool in self._tools]
        self.places = {slug: place for place, slug in enumerate(self.slugs)}
        self.texts = texts or ReadTexts(catalog)
        self._catalog = catalog
        types = {tool.type: number for number, tool in enumerate(self._tools)}
        self._types = np.array([types[tool.type] for tool in self._tools], np.int64)
        self._name(catalog)

    def _name(self, catalog: Catalog) -> None:
        """Take what reasons call things from a catalog."""
        self._names = {tool.slug: tool.name for tool in catalog.tools}
        self._category_names = {
            category.id: category.label for category in catalog.settings.categories
        }
        self._capability_names = {one.id: one.name for one in catalog.capabilities}
        self._type_names = dict(catalog.settings.types)
        self._category_labels = [category.name for category in catalog.settings.categories]
        self._parent_names: dict[str, str] = {}
        self.messages = catalog.settings.messages

    def worded(self, translated: Catalog) -> "SharedFacts":
        """Return the same facts in the words of a translated catalog."""
        other, names = copy(self), self._category_labels
        other._name(translated)  # noqa: SLF001  (of the same class)
        both = zip(map(parent_of, names), map(parent_of, other._category_labels), strict=True)  # noqa: SLF001
        other._parent_names.update((here, there) for here, there in both if here and there)  # noqa: SLF001
        return other

    @cached_property
    def words(self) -> FeatureTable:
        """The words of all tools; tools without capabilities seldom need them."""
        return word_table(self._tools, self.texts.words)

    @cached_property
    def _vectors(self) -> tuple[FeatureTable, Sequence[Feature]]:
        """The features of all tools but words, and what each number of a feature is."""
        found = fact_features(self._catalog, self.texts.mentioned)
        numbers: dict[Feature, int] = {}
        vectors = [
            {numbers.setdefault(one, len(numbers)): weight for one, weight in found[slug].items()}
            for slug in self.slugs
        ]
        return FeatureTable.of(vectors, len(numbers)), [*numbers]

    @property
    def facts(self) -> FeatureTable:
        """The features of all tools but words."""
        return self._vectors[0]

    def grounds(self, first: Numbers, second: Numbers) -> Grounds:
        """Return what pairs of tools have in common; each pair sorted."""
        numbers = np.zeros(len(first), np.int64)
        distinct: dict[Ground, int] = {}
        for start in range(0, len(first), BLOCK):
            some = slice(start, start + BLOCK)
            for rows, ground in self._found(first[some], second[some]):
                numbers[start + rows] = distinct.setdefault(ground, len(distinct))
        return Grounds(numbers, [*distinct])

    def between(self, a: int, b: int) -> tuple[str, ...]:
        """Return the reasons of two tools; see `reasons`."""
        first, second = np.array([min(a, b)]), np.array([max(a, b)])
        return self.reasons(self.grounds(first, second).distinct[0])

    def _found(self, first: Numbers, second: Numbers) -> Iterator[tuple[Numbers | int, Ground]]:
        """Yield numbers of pairs, and what they have in common."""
        rows, features = self._said(first, second)
        same = self._types[first] == self._types[second]
        types = np.where(same, self._types[first], NO_TYPE)
        is_plain = np.bincount(rows, minlength=len(first)) == 0
        others = np.flatnonzero(is_plain & ~same)
        if len(others):
            are_worded = self.words.totals(first[others], second[others]) > 0
            types[others[are_worded]] = WORDS
        for number in np.unique(types[is_plain]).tolist():
            yield np.flatnonzero(is_plain & (types == number)), (b"", number, None)
        yield from self._told(first, second, types, rows, features)

    def _said(self, first: Numbers, second: Numbers) -> tuple[Numbers, Numbers]:
        """Return number of a pair and feature, for each that is said of a pair."""
        table, names = self._vectors
        is_said = np.array([kind not in {"main", "tool"} for kind, _ in names], dtype=bool)
        tools = [self.places[name] if kind == "tool" else -1 for kind, name in names]
        tool_of = np.array(tools, np.int64)
        shared = table.between(first, second)
        named = tool_of[shared.features]
        said = is_said[shared.features]
        said |= (named >= 0) & ((named == first[shared.rows]) | (named == second[shared.rows]))
        return shared.rows[said], shared.features[said]

    def _told(
        self, first: Numbers, second: Numbers, types: Numbers, rows: Numbers, features: Numbers
    ) -> Iterator[tuple[int, Ground]]:
        """Yield what `_found` does of pairs with features; `rows`, `features`: what is said."""
        is_mention = np.array([kind == "tool" for kind, _ in self._vectors[1]], dtype=bool)
        mentions = set(rows[is_mention[features]].tolist())
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        ends = np.append(starts, len(rows))[1:]
        pairs, body, size = rows[starts], features.tobytes(), features.itemsize
        columns = pairs, starts * size, ends * size, types[pairs]
        for pair, start, end, kind in zip(*(each.tolist() for each in columns), strict=True):
            both = (int(first[pair]), int(second[pair])) if pair in mentions else None
            yield pair, (body[start:end], kind, both)

    def reasons(self, ground: Ground) -> tuple[str, ...]:
        """Return what two tools have in common as phrases; the same in both orders."""
        said, kind, both = ground
        gettext = self.messages.gettext
        if kind == WORDS:
            return (gettext("similar wording"),)
        shared = self._by_kind(np.frombuffer(said, np.int64).tolist())
        reasons = [
            *self._fact_reasons(shared),
            *(self._mention_reasons(*both) if both else ()),
            *self._last_reasons(shared),
        ]
        if kind != NO_TYPE:
            name = self._tools[kind].type
            reasons.append(gettext("same type: {type}", type=self._type_names.get(name, name)))
        return tuple(reasons)

    def _fact_reasons(self, shared: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Yield the reasons by categories and capabilities."""
        messages = self.messages
        categories = sorted(
            self._category_names.get(name, name) for name in shared.get("category", ())
        )
        places = categories or sorted(
            self._parent_names.get(name, name) for name in shared.get("parent", ())
        )
        if places:
            yield messages.gettext("both in {names}", names=messages.join(places))
        capabilities = sorted(
            self._capability_names.get(name, name) for name in shared.get("capability", ())
        )
        if capabilities:
            yield messages.ngettext(
                "shared capability: {names}",
                "{number} shared capabilities: {names}",
                len(capabilities),
                names=self._few(capabilities),
            )

    def _mention_reasons(self, a: int, b: int) -> Iterator[str]:
        """Yield which of two tools mentions the other."""
        for one, other in ((self.slugs[a], self.slugs[b]), (self.slugs[b], self.slugs[a])):
            if other in self.texts.mentioned[one]:
                yield self.messages.gettext(
                    "{a} mentions {b}", a=self._names[one], b=self._names[other]
                )

    def _last_reasons(self, shared: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Yield the tools that mention both, and the tags of both."""
        if "together" in shared:
            few = self._few(
                sorted(self._names[slug] for slug in shared["together"]), MENTIONS_SHOWN
            )
            yield self.messages.gettext("both mentioned by {names}", names=few)
        if "tag" in shared:
            few = self._few(sorted(shared["tag"]))
            yield self.messages.gettext("both tagged {names}", names=few)

    def _by_kind(self, features: Sequence[int]) -> Mapping[str, Sequence[str]]:
        """Return kind of feature -> names, in no order."""
        names, shared = self._vectors[1], defaultdict[str, list[str]](list)
        for feature in features:
            kind, name = names[feature]
            shared[kind].append(name)
        return shared

    def _few(self, names: list[str], shown: int = SHOWN) -> str:
        """Name the first of some names, and say how many others there are."""
        if len(names) <= shown:
            return self.messages.join(names)
        return self.messages.ngettext(
            "{entries} and {number} more",
            "{entries} and {number} more",
            len(names) - shown,
            entries=self.messages.listed(names[:shown]),
        )

    def shared_words(self, a: int, b: int) -> list[str]:
        """Return the shared words, heaviest first, as written by the tool with the first slug."""
        found = self.words.between(np.array([a]), np.array([b]))
        stems = [self.texts.words.stems[feature] for feature in found.features.tolist()]
        weights = dict(zip(stems, found.values.tolist(), strict=True))
        forms = word_forms(self._tools[min(a, b)], set(weights))
        return [forms[stem] for stem in sorted(forms, key=lambda stem: (-weights[stem], stem))]
