"""Nearest tools of a tool, by shared features (`tool_features`), type and popularity.

Only tools that share a feature are compared, by inverted lists (feature -> tools that have it): the
work grows with the lengths of these lists, not with the square of the catalog.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Catalog
from ssg.ranking.feature_table import FeatureTable
from ssg.ranking.mentions import mentioned_tools
from ssg.ranking.nearness import Nearness
from ssg.ranking.tool_features import (
    Feature,
    fact_features,
    parent_of,
    popularity,
    word_features,
    word_forms,
)
from ssg.site import Step

__all__ = ["Likeness"]

SAME_TYPE = 1.0
"""Weight of an equal type if few tools have it; a type of all tools weighs nothing."""
POPULARITY = 2.0
"""Maximum that the popularity of each tool adds to the strength of a pair."""
ALIKE = 5
"""Number of tools that a tool has near, however little the nearest ones share with it."""
ALIKE_BARE = 3
"""The same for a tool without capabilities: a category alone makes no alternatives.

Those that share no more are only taken for a tool that has nothing nearer.
"""
ROUNDING = 1e-8
"""Tolerance of comparisons; strengths are rounded to nine decimal places before sorting."""
COARSE = 2.0
"""Step of similarity in strengths that only order lists.

Exact similarities decide which tools are paired, and which pairs `pairs.max_pages` keeps. Within a
step, popularity and name decide. So an edited summary leaves the lists of other tools as they are:
by exact similarities one other word changes 61 lists of 200, by these steps 0.1.
"""
BLOCK = 4_096
"""Pairs that are graded at once."""
DENSE = 16
"""Pairs per tool from which a tool is compared with all others at once."""
STEPS = list(Step)
SHOWN = 6
"""Most names in one reason."""
MENTIONS_SHOWN = 3
"""Most names of tools that mention both, in one reason."""
SIMILARITY = np.array((0.0, 2.0, 3.5, 7.0, 11.0))
"""What each step of `nearness` counts between tools without capabilities.

The first two steps are below the similarity from which pairing takes any number of tools.
"""

Vector: TypeAlias = dict[int, float]
"""Number of a feature -> weight; the dot product of two tools is their similarity."""


class Likeness:
    """Answers which tools are nearest to a tool, and why."""

    def __init__(self, catalog: Catalog, mentioned: Mapping[str, set[str]] | None = None) -> None:
        """Take a catalog, and the result of `mentioned_tools` if it is known."""
        self._name(catalog)
        self._mentioned = mentioned_tools(catalog.tools) if mentioned is None else mentioned
        self._catalog = catalog
        self._facts = fact_features(catalog, self._mentioned)
        self._slugs = list(self._tools)
        self._places = {slug: place for place, slug in enumerate(self._slugs)}
        self._popularity = popularity(catalog, self._mentioned)
        self._popular = np.array([POPULARITY * self._popularity[slug] for slug in self._slugs])
        numbers = {
            name: number
            for number, name in enumerate(dict.fromkeys(tool.type for tool in catalog.tools))
        }
        self._type_numbers = np.array(
            [numbers[tool.type] for tool in self._tools.values()], dtype=np.int64
        )
        self._nearness = Nearness(catalog, self._mentioned)
        self._bare = np.array([not tool.capabilities for tool in catalog.tools], dtype=bool)
        self._are_all_bare = bool(self._bare.all())
        shares = np.bincount(self._type_numbers) / max(1, len(self._tools))
        self._type_weights = SAME_TYPE * (1 - shares)

    def _name(self, catalog: Catalog) -> None:
        """Take what reasons call things from a catalog."""
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._category_names = {
            category.id: category.label for category in catalog.settings.categories
        }
        self._capability_names = {one.id: one.name for one in catalog.capabilities}
        self._types = dict(catalog.settings.types)
        self._category_labels = [category.name for category in catalog.settings.categories]
        self._parent_names: dict[str, str] = {}
        self.messages = catalog.settings.messages
        gettext = self.messages.gettext
        self._similar = (gettext("similar wording"),)
        self._same_types = {
            kind: (gettext("same type: {type}", type=self._types.get(kind, kind)),)
            for kind in {tool.type for tool in catalog.tools}
        }

    def worded(self, translated: Catalog) -> "Likeness":
        """Return the same likeness, with reasons in the words of a translated catalog."""
        other, names = copy(self), self._category_labels
        other._name(translated)  # noqa: SLF001  (of the same class)
        both = zip(map(parent_of, names), map(parent_of, other._category_labels), strict=True)  # noqa: SLF001
        other._parent_names.update((here, there) for here, there in both if here and there)  # noqa: SLF001
        return other

    @cached_property
    def _words(self) -> dict[str, dict[Feature, float]]:
        """The words of all tools; tools without capabilities seldom need them."""
        return word_features(self._catalog)

    @cached_property
    def _vectors(self) -> dict[str, Vector]:
        """The features of all tools by number, in the order of the catalog."""
        return _numbered({slug: words | self._facts[slug] for slug, words in self._words.items()})

    @cached_property
    def _table(self) -> FeatureTable:
        """The same as arrays."""
        number = 1 + max((each for vector in self._vectors.values() for each in vector), default=-1)
        return FeatureTable.of(list(self._vectors.values()), number)

    def nearest(self, slug: str, least: float = 0.0) -> list[tuple[str, float]]:
        """Return the tools that share a feature with this one, with strengths, strongest first."""
        return self.first(slug, len(self._slugs), least)

    def first(
        self, slug: str, most: int, least: float = 0.0, near: float = 0.0
    ) -> list[tuple[str, float]]:
        """Return the nearest tools with a similarity of at least `least`, without a full sort.

        Those below the similarity `near` are left out, unless fewer than `ALIKE` tools reach it, or
        `ALIKE_BARE`: then the most similar ones are added. A well-known tool of the same category
        need not do the same job.
        """
        place = self._places[slug]
        shared, alike = self._shared_and_alike(slug)
        touched = np.flatnonzero((shared > 0) & (alike >= least - ROUNDING))
        if not most or not len(touched):
            return []
        if self._bare[place] and near and alike[touched].max() > SIMILARITY[Step.LISTED]:
            touched = touched[alike[touched] > SIMILARITY[Step.LISTED]]
        touched = self._alike(touched, alike, near, ALIKE_BARE if self._bare[place] else ALIKE)
        strengths = alike[touched] + self._popular[touched]
        cut = max(0, len(strengths) - most)
        strongest = np.flatnonzero(strengths >= np.partition(strengths, cut)[cut] - ROUNDING)
        graded = [
            (self._slugs[other], round(strength, 9))
            for other, strength in zip(
                touched[strongest].tolist(),
                (strengths[strongest] + self._popular[place]).tolist(),
                strict=True,
            )
        ]
        return sorted(graded, key=lambda pair: (-pair[1], pair[0]))[:most]

    def _alike(
        self, places: NDArray[np.int64], alike: NDArray[np.float64], near: float, most: int
    ) -> NDArray[np.int64]:
        """Return the places whose similarity is at least `near`, and others if these are few."""
        is_near = alike[places] >= near - ROUNDING
        missing = most - int(is_near.sum())
        if missing <= 0 or is_near.all():
            return places[is_near]
        others = places[~is_near]
        rest = zip(
            np.round(-alike[others], 9).tolist(),
            np.round(-self._popular[others], 9).tolist(),
            [self._slugs[place] for place in others.tolist()],
            others.tolist(),
            strict=True,
        )
        added = [place for *_, place in sorted(rest)[:missing]]
        return np.concatenate((places[is_near], np.array(added, dtype=places.dtype)))

    def _shared_and_alike(self, slug: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what each tool shares with this one, and the similarity of both.

        Both are by steps between tools without capabilities.
        """
        place = self._places[slug]
        by_step = SIMILARITY[self._nearness.steps(slug)] if self._bare[place] else None
        if by_step is not None and self._are_all_bare:
            return by_step, by_step
        shared = self._shared(slug)
        alike = self._with_type(place, shared)
        if by_step is None:
            return shared, alike
        return np.where(self._bare, by_step, shared), np.where(self._bare, by_step, alike)

    def _with_type(self, place: int, shared: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each tool shares with the one at a place, their types included."""
        same_type = self._type_numbers == self._type_numbers[place]
        alike: NDArray[np.float64] = (
            shared + same_type * self._type_weights[self._type_numbers[place]]
        )
        return alike

    def _shared(self, slug: str) -> NDArray[np.float64]:
        """Return what each tool shares with this one; 0 for the tool itself."""
        place = self._places[slug]
        found = self._table.with_all(np.array([place]))
        shared = np.bincount(found.others, found.values, len(self._slugs)).astype(np.float64)
        shared[place] = 0.0
        return shared

    def graded(
        self, pairs: Sequence[tuple[str, str]], *, coarse: bool = False
    ) -> Iterator[tuple[Step, float]]:
        """Yield the step and the strength of pairs; both are the same in both orders.

        The strength is the similarity of two tools, in steps of `COARSE` if `coarse`, plus their
        popularity.
        """
        if len(pairs) >= DENSE * len(self._slugs):
            yield from self._graded_by_tool(pairs, coarse=coarse)
            return
        for start in range(0, len(pairs), BLOCK):
            block = pairs[start : start + BLOCK]
            steps = self._nearness.steps_between(block)
            for (a, b), step in zip(block, steps, strict=True):
                popular = POPULARITY * (self._popularity[a] + self._popularity[b])
                yield step, round(self._similarity(a, b, step, coarse=coarse) + popular, 9)

    def _graded_by_tool(
        self, pairs: Sequence[tuple[str, str]], *, coarse: bool
    ) -> Iterator[tuple[Step, float]]:
        """Yield what `graded` does; all pairs with the same first tool are computed at once."""
        for a, run in groupby(pairs, itemgetter(0)):
            place = self._places[a]
            others = np.array([self._places[b] for _, b in run], dtype=np.int64)
            steps = self._nearness.steps(a)[others]
            alike = self._with_type(place, self._shared(a))[others]
            if coarse:
                alike = COARSE * np.floor(alike / COARSE + ROUNDING)
            if self._bare[place]:
                alike = np.where(self._bare[others], SIMILARITY[steps], alike)
            strengths = alike + (self._popular[place] + self._popular[others])
            for step, strength in zip(steps.tolist(), strengths.tolist(), strict=True):
                yield STEPS[step], round(strength, 9)

    def strength(self, a: str, b: str) -> float:
        """Return the exact strength of one pair; see `graded`."""
        return next(self.graded([(a, b)]))[1]

    def _similarity(self, a: str, b: str, step: Step, *, coarse: bool) -> float:
        """Return how much two tools share; their step decides if neither has capabilities."""
        if self._bare[self._places[a]] and self._bare[self._places[b]]:
            return float(SIMILARITY[step])
        first, second = self._vectors[a], self._vectors[b]
        products = [first[feature] * second[feature] for feature in first.keys() & second.keys()]
        one, other = (self._type_numbers[self._places[slug]] for slug in (a, b))
        alike = math.fsum(products) + (float(self._type_weights[one]) if one == other else 0.0)
        return COARSE * math.floor(alike / COARSE + ROUNDING) if coarse else alike

    def popularity(self, slug: str) -> float:
        """Return how well known a tool is, 0 to 1."""
        return self._popularity[slug]

    def reasons(self, a: str, b: str) -> tuple[str, ...]:
        """Return the facts that two tools share, as phrases; the same in both orders."""
        if self._facts[a].keys().isdisjoint(self._facts[b]):
            return self._plain_reasons(a, b)
        shared = self._shared_facts(a, b)
        reasons, gettext = [], self.messages.gettext
        categories = sorted(self._category_names.get(name, name) for name in shared["category"])
        if categories:
            reasons.append(gettext("both in {names}", names=self.messages.join(categories)))
        elif shared["parent"]:
            parents = [self._parent_names.get(name, name) for name in shared["parent"]]
            names = self.messages.join(sorted(parents))
            reasons.append(gettext("both in {names}", names=names))
        capabilities = sorted(
            self._capability_names.get(name, name) for name in shared["capability"]
        )
        if capabilities:
            reasons.append(
                self.messages.ngettext(
                    "shared capability: {names}",
                    "{number} shared capabilities: {names}",
                    len(capabilities),
                    names=self._few(capabilities),
                )
            )
        reasons += self._mention_reasons(a, b, shared["together"])
        if shared["tag"]:
            names = self._few(sorted(shared["tag"]))
            reasons.append(gettext("both tagged {names}", names=names))
        return (*reasons, *self._type_reasons(a, b)) or self._word_reasons(a, b)

    def _plain_reasons(self, a: str, b: str) -> tuple[str, ...]:
        """Return the reasons of two tools that share no category, capability, tag or mention."""
        return self._type_reasons(a, b) or self._word_reasons(a, b)

    def _type_reasons(self, a: str, b: str) -> tuple[str, ...]:
        kind = self._tools[a].type
        return self._same_types[kind] if kind == self._tools[b].type else ()

    def _word_reasons(self, a: str, b: str) -> tuple[str, ...]:
        return () if self._words[a].keys().isdisjoint(self._words[b]) else self._similar

    def _mention_reasons(self, a: str, b: str, together: list[str]) -> list[str]:
        """Return which of two tools mentions the other, and which other tools mention both."""
        reasons = [
            self.messages.gettext(
                "{a} mentions {b}", a=self._tools[one].name, b=self._tools[other].name
            )
            for one, other in (sorted((a, b)), sorted((a, b), reverse=True))
            if other in self._mentioned[one]
        ]
        names = sorted(self._tools[slug].name for slug in together)
        if not names:
            return reasons
        few = self._few(names, MENTIONS_SHOWN)
        return [*reasons, self.messages.gettext("both mentioned by {names}", names=few)]

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

    def shared_words(self, a: str, b: str) -> list[str]:
        """Return the shared words, heaviest first, as written by the tool with the first slug."""
        first, second = self._words[a], self._words[b]
        weights = {
            feature[1]: first[feature] * second[feature] for feature in first.keys() & second.keys()
        }
        forms = word_forms(self._tools[min(a, b)], set(weights))
        return [forms[stem] for stem in sorted(forms, key=lambda stem: (-weights[stem], stem))]

    def _shared_facts(self, a: str, b: str) -> dict[str, list[str]]:
        """Return kind of feature -> names of those that both tools have, in no order."""
        shared: dict[str, list[str]] = defaultdict(list)
        for kind, name in self._facts[a].keys() & self._facts[b].keys():
            shared[kind].append(name)
        return shared


def _numbered(vectors: dict[str, dict[Feature, float]]) -> dict[str, Vector]:
    """Replace features by numbers: integers are faster keys than pairs of strings."""
    numbers: dict[Feature, int] = {}
    return {
        slug: {
            numbers.setdefault(feature, len(numbers)): weight for feature, weight in vector.items()
        }
        for slug, vector in vectors.items()
    }
