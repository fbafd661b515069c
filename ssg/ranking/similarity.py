"""Nearest tools of a tool, by shared features, words, type and popularity.

Only tools that share a feature are compared, by inverted lists (feature -> tools that have it): the
work grows with the lengths of these lists, not with the square of the catalog.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Catalog
from ssg.ranking.feature_table import FeatureTable, Numbers, Weights
from ssg.ranking.nearness import Nearness, Steps
from ssg.ranking.shared_facts import SharedFacts
from ssg.ranking.tool_features import popularity
from ssg.site import Step

__all__ = ["ALIKE", "KEY_BYTES", "Begin", "Flags", "Partners", "Similarity", "when_asked"]

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
"""Tolerance of comparisons."""
KEY_BYTES = 16
SMALLEST = np.finfo(np.float64).smallest_subnormal
PLACES = 9
"""Decimal places of strengths; they are rounded before sorting."""
COARSE = 2.0
"""Step of similarity in strengths that only order lists.

Exact similarities decide which tools are paired, and which pairs `pairs.max_pages` keeps. Within a
step, popularity and name decide. So an edited summary leaves the lists of other tools as they are:
by exact similarities one other word changes 61 lists of 200, by these steps 0.1.
"""
CELLS = 80_000
"""Similarities that are looked at at once, of tools without capabilities."""
SIMILARITY = np.array((0.0, 2.0, 3.5, 7.0, 11.0))
"""What each step of `nearness` counts between tools without capabilities.

The first two steps are below the similarity from which pairing takes any number of tools.
"""
MOST_BEGUN, HALF = 0.8, 0.5
"""Share of the tools whose nearest ones another process finds: this one makes `nearness`, too."""
Flags: TypeAlias = NDArray[np.bool_]
Result = TypeVar("Result")


class Partners(NamedTuple):
    """Tools near others: an entry for each two, by the first tool, the strongest first."""

    places: Numbers
    """The tool that was asked for, by its place."""
    others: Numbers
    """A tool near it, by its place."""
    strengths: Weights

    def only(self, kept: Flags | Numbers) -> "Partners":
        """Return a part of the entries, or all in another order."""
        return Partners(self.places[kept], self.others[kept], self.strengths[kept])

    def numbers(self) -> Numbers:
        """Return the number of each entry among those of its first tool, from 0."""
        return _numbers_in_runs(self.places)


class Begin(Protocol):
    """Begins work, perhaps in another process, and returns a function that returns its result."""

    def __call__(self, work: Callable[[], Result], /) -> Callable[[], Result]:
        """Begin some work, of which the result is asked for once."""


def when_asked(work: Callable[[], Result]) -> Callable[[], Result]:
    """Let work be done here, when its result is asked for."""
    return work


class Similarity:
    """Answers which tools are nearest to a tool.

    A tool is given by its place among all tools, sorted by slug.
    """

    def __init__(self, catalog: Catalog, facts: SharedFacts) -> None:
        """Take a catalog, and what its tools have in common."""
        tools = sorted(catalog.tools, key=attrgetter("slug"))
        self._facts = facts
        self._made: Callable[[], Nearness] = partial(Nearness, catalog, facts.texts)
        popular = popularity(catalog, facts.texts.mentioned)
        self.popularity = np.array([popular[tool.slug] for tool in tools], np.float64)
        """How well known each tool is, 0 to 1."""
        self.popular = POPULARITY * self.popularity
        """What each tool adds to the strength of a pair."""
        numbers: dict[str, int] = {}
        self._types = np.array(
            [numbers.setdefault(tool.type, len(numbers)) for tool in tools], np.int64
        )
        shares = np.bincount(self._types) / max(1, len(tools))
        self._type_weights = (SAME_TYPE * (1 - shares))[self._types]
        """What the type of each tool weighs."""
        self.bare = np.array([not tool.capability_ids for tool in tools], dtype=bool)
        """Which tools have no capabilities."""
        self._are_all_bare = bool(self.bare.all())

    def begin_nearness(self, begin: Begin) -> None:
        """Begin to make `nearness`, which is waited for where it is asked for."""
        self._made = begin(self._made)

    @cached_property
    def nearness(self) -> Nearness:
        """The steps between tools."""
        return self._made()

    @cached_property
    def _table(self) -> FeatureTable:
        """The words and the other features of all tools."""
        return self._facts.words.with_more(self._facts.facts)

    def nearest(self, place: int, least: float = 0.0) -> Partners:
        """Return the tools that share a feature with this one, with strengths, strongest first."""
        return self._nearest(np.array([place]), np.array([len(self.bare)]), least, 0.0)

    def nearest_of_each(
        self,
        most: Numbers,
        least: float = 0.0,
        near: float = 0.0,
        begin: Begin = when_asked,
    ) -> Partners:
        """Return the nearest tools of each tool with a similarity of at least `least`.

        `most`: how many each tool has at most. Those below the similarity `near` are left out,
        unless fewer than `ALIKE` tools reach it, or `ALIKE_BARE`: then the most similar ones are
        added. A well-known tool of the same category need not do the same job. `begin`: begins a
        part of the work.
        """
        blocks = list(self.blocks(np.flatnonzero(most)))
        are_described = not self.bare.any()
        end = int(len(blocks) * (MOST_BEGUN if are_described else HALF))

        def nearest(some: Sequence[Numbers]) -> list[Partners]:
            return [self._nearest(places, most[places], least, near) for places in some]

        if not are_described:
            _ = self.nearness  # which both parts need
        begun = begin(partial(nearest, blocks[:end]))
        _ = self.nearness  # which the steps of all pairs need; it takes as long as many blocks
        rest = nearest(blocks[end:])
        found = [*begun(), *rest]
        none = Partners(*(np.zeros(0, np.int64),) * 2, np.zeros(0, np.float64))
        return Partners(
            places=np.concatenate([each.places for each in [none, *found]]),
            others=np.concatenate([each.others for each in [none, *found]]),
            strengths=np.concatenate([each.strengths for each in [none, *found]]),
        )

    def blocks(self, places: Numbers) -> Iterator[Numbers]:
        """Return places that are compared with all tools at once."""
        if not self._are_all_bare:
            return self._table.blocks(places)
        size = max(1, CELLS // max(1, len(self.bare)))
        return (places[start : start + size] for start in range(0, len(places), size))

    def _nearest(self, places: Numbers, most: Numbers, least: float, near: float) -> Partners:
        """Return the nearest tools of some tools; see `nearest_of_each`."""
        shared = self._shared(places)
        lowest = np.maximum(max(least, near) - self._type_weights[places] - ROUNDING, 0.0)
        rows, others, alike = self._at_least(places, shared, lowest, max(least, near))
        wanted = np.where(self.bare[places], ALIKE_BARE, ALIKE)
        missing = wanted - np.bincount(rows, minlength=len(places))
        lacking = np.flatnonzero(missing > 0)
        if near > least and len(lacking):
            more, added, less = self._most_alike(
                places[lacking], shared[lacking], missing[lacking], least, near
            )
            rows = np.concatenate([rows, lacking[more]])
            others, alike = np.concatenate([others, added]), np.concatenate([alike, less])
        strengths = np.round(alike + self.popular[others] + self.popular[places[rows]], PLACES)
        strong = np.flatnonzero(strengths >= _least_of_first(rows, strengths, most)[rows])
        rows, others, strengths = rows[strong], others[strong], strengths[strong]
        order = np.lexsort((others, -strengths, rows))
        order = order[_numbers_in_runs(rows[order]) < most[rows[order]]]
        return Partners(places[rows[order]], others[order], strengths[order])

    def _at_least(
        self, places: Numbers, shared: Weights, lowest: Weights, least: float
    ) -> tuple[Numbers, Numbers, Weights]:
        """Return row, tool and similarity of all with `least` or more to the tool of their row.

        `shared`: as of `_shared` for `places`; `lowest`: for each row what such tools share at
        least, which is compared first.
        """
        cells = np.flatnonzero(shared >= np.maximum(lowest, SMALLEST)[:, np.newaxis])
        rows, others = np.divmod(cells, len(self.bare))
        alike = self._with_type(places[rows], others, shared.ravel()[cells])
        enough = np.flatnonzero(alike >= least - ROUNDING)
        return rows[enough], others[enough], alike[enough]

    def _most_alike(
        self, places: Numbers, shared: Weights, missing: Numbers, least: float, near: float
    ) -> tuple[Numbers, Numbers, Weights]:
        """Return row, tool and similarity of the most similar ones below `near`.

        `missing`: how many a row has at most.
        """
        lowest = np.maximum(least - self._type_weights[places] - ROUNDING, 0.0)
        rows, others, alike = self._at_least(places, shared, lowest, least)
        has_more = alike > SIMILARITY[Step.LISTED]
        has_nearer = np.bincount(rows, has_more, len(places)) > 0
        is_left = has_more | ~(self.bare[places] & has_nearer)[rows]
        left = np.flatnonzero(is_left & (alike < near - ROUNDING))
        rows, others, alike = rows[left], others[left], alike[left]
        order = np.lexsort(
            (others, np.round(-self.popular[others], PLACES), np.round(-alike, PLACES), rows)
        )
        order = order[_numbers_in_runs(rows[order]) < missing[rows[order]]]
        return rows[order], others[order], alike[order]

    def alike_with_all(self, places: Numbers) -> Weights:
        """Return the similarity of tools, some of which have capabilities, with all tools.

        A row is a tool that is asked for, a column any tool.
        """
        rows, columns = places[:, np.newaxis], np.arange(len(self.bare))
        return self._with_type(rows, columns, self._shared(places))

    def keys(self, *arguments: Numbers | float) -> Iterator[bytes]:
        """Yield for each tool a hash over all that decides which tools with capabilities are near.

        That is all that is read of the tool itself, and `arguments`, of which an array has a number
        for each tool. What is near depends on these things of other tools, too.
        """
        facts, counts = self._facts, self._facts.texts.words.counts
        words, weights = facts.word_weights.data, facts.facts.weights.data
        own = [facts.facts.counts, self._type_weights, self.popular, self.bare, *arguments]
        rows = np.stack(np.broadcast_arrays(counts, *own), axis=1).astype(np.float64)
        names = [repr(feature).encode() for feature in facts.features]
        features, start, begin = facts.facts.features.tolist(), 0, 0
        ends = zip(np.cumsum(counts).tolist(), facts.facts.ends.tolist(), strict=True)
        for place, (stop, end) in enumerate(ends):
            total = hashlib.blake2b(facts.texts.keys[place], digest_size=KEY_BYTES)
            total.update(rows[place].data)
            total.update(words[start:stop])
            total.update(weights[begin:end])
            total.update(b"".join([names[feature] for feature in features[begin:end]]))
            total.update(repr((facts.slugs[place], facts.tools[place].type)).encode())
            start, begin = stop, end
            yield total.digest()

    def _shared(self, places: Numbers) -> Weights:
        """Return what tools share with all others, by steps if neither has capabilities.

        A row is a tool that is asked for, a column any tool. A tool shares nothing with itself.
        """
        if self._are_all_bare:
            return self._by_step(places)
        shared = self._table.totals_with_all(places)
        bare = np.flatnonzero(self.bare[places])
        if len(bare):
            shared[bare] = np.where(self.bare, self._by_step(places[bare]), shared[bare])
        shared[np.arange(len(places)), places] = 0.0
        return shared

    def _by_step(self, places: Numbers) -> Weights:
        """Return the similarity by steps: a row for each of the places, a column for each tool."""
        found: Weights = SIMILARITY[[self.nearness.steps(place) for place in places.tolist()]]
        return found

    def _with_type(self, first: Numbers, second: Numbers, shared: Weights) -> Weights:
        """Return the similarity of pairs of tools that share so much besides the type."""
        counts = (self._types[first] == self._types[second]) & ~self._are_bare(first, second)
        alike: Weights = shared + counts * self._type_weights[first]
        return alike

    def _are_bare(self, first: Numbers, second: Numbers) -> Flags:
        """Return whether both tools of each pair have no capabilities."""
        bare: Flags = self.bare[first] & self.bare[second]
        return bare

    def steps_and_strengths(
        self, first: Numbers, second: Numbers, *, coarse: bool = False
    ) -> tuple[Steps, Weights]:
        """Return the step and the strength of pairs of places; both are the same in both orders.

        The strength is the similarity of two tools, in steps of `COARSE` if `coarse`, plus their
        popularity. It is fast if equal places of `first` follow each other.
        """
        first, second = np.minimum(first, second), np.maximum(first, second)
        steps = self.nearness.steps_between(first, second)
        bare = self._are_bare(first, second)
        alike = np.zeros(len(first), np.float64)
        compared = np.flatnonzero(~bare)
        if len(compared):
            pairs = first[compared], second[compared]
            alike[compared] = self._with_type(*pairs, self._table.totals(*pairs))
        if coarse:
            alike = COARSE * np.floor(alike / COARSE + ROUNDING)
        alike = np.where(bare, SIMILARITY[steps], alike)
        return steps, np.round(alike + (self.popular[first] + self.popular[second]), PLACES)


def _least_of_first(rows: Numbers, values: Weights, most: Numbers) -> Weights:
    """Return for each row the least of its largest values; there are at least `most` of these."""
    order = np.argsort(rows, kind="stable")
    columns = _numbers_in_runs(rows[order])
    width, kept = int(columns.max(initial=-1)) + 1, int(most.max(initial=0))
    if width <= kept:
        return np.full(len(most), -np.inf)
    table = np.full((len(most), width), -np.inf)
    table[rows[order], columns] = values[order]
    least: Weights = np.partition(table, width - kept)[:, width - kept]
    return least


def _numbers_in_runs(values: Numbers) -> Numbers:
    """Return the number of each value among the equal ones that follow each other, from 0."""
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    sizes = np.diff(np.append(starts, len(values)))
    numbers: Numbers = np.arange(len(values)) - np.repeat(starts, sizes)
    return numbers
