"""The capabilities of a catalog as integer vectors, a sparse row per capability.

A vector is that of the TF-IDF of the terms with that of what the words are about (`word_vectors`)
after it, so that the product of two is the sum of both likenesses.

The shared vocabulary is one more tool, with an entry for each of its capabilities. Terms of a
single tool are left out: they count in the length of a vector and in no product.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Capability, Catalog, SharedCapability, Tool
from ssg.comparison.shared_words import BODY, FILLER, TITLE, WordCells
from ssg.comparison.sparse_rows import SparseRows, packed
from ssg.comparison.tfidf import (
    FACTORS,
    GENERAL_GROUP,
    RELATED_GROUP,
    SITE_GROUP,
    Background,
    Bag,
    Floats,
    Integers,
    Lexicon,
    bag_of,
    rarities,
    shipped_background,
    weigh,
)
from ssg.comparison.word_vectors import WIDTH, topics
from ssg.comparison.wordings import NO_TERMS, TitleWord, Wording, neutral_stems
from ssg.recent import Recent
from ssg.tokenizer import terms

__all__ = ["GRAIN", "VOCABULARY", "CapabilityVectors", "Wordings", "same_texts", "texts_of"]

FIELD_WEIGHTS = (("title", 3.0), ("intents", 1.5), ("description", 1.0), ("unique", 0.5))
"""Weight of a word by the field it is in."""
GRAIN = 1024
"""Length of a vector in whole numbers; products stay below 2 ** 24, exact in float32."""
FINE = 2**32
"""Parts of 1 that a weight is rounded to: a sum of 100,000 weights is exact."""
LEAST_TEXTS = 30
"""Capabilities of a site from which the share of those with a term means something."""
KEPT_TITLES = 40_000
"""Capabilities whose title words are kept, some 0.2 KB each: more than score rows, as reading takes
longer than finding all else that a capability is judged by."""
VOCABULARY = ""
"""Slug of the tool that has the entries of the shared vocabulary; real slugs are not empty."""

WORD, SITE, GENERAL, RELATED = range(4)
"""Kinds of terms: words, and groups."""
KINDS = {SITE_GROUP: SITE, GENERAL_GROUP: GENERAL, RELATED_GROUP: RELATED}
"""First character of a term -> its kind, if it is not a word."""


class _Vectors(NamedTuple):
    """The vectors of a tool's capabilities."""

    rows: SparseRows
    """The cells of terms come first; their columns count from `WIDTH` + 1."""
    in_title: NDArray[np.bool_]
    """Whether the term of a cell is in the title of its capability; only for cells of terms."""
    sizes: tuple[int, ...]
    """Number of all terms of each capability."""


class CapabilityVectors:
    """Term vectors of each tool of a catalog, computed once per tool."""

    def __init__(
        self,
        catalog: Catalog,
        before: "CapabilityVectors | None" = None,
        background: Background | None = None,
    ) -> None:
        """Reuse `before`, of a similar catalog: read only changed texts, and vectors on demand.

        `background` replaces the table that is shipped.
        """
        self.tools = _with_vocabulary(catalog)
        self.synonyms = catalog.synonyms
        background = background or shipped_background()
        self._vectors: dict[str, _Vectors] = {}
        self._count = sum(len(tool.capabilities) for tool in self.tools.values())
        if before and before.synonyms == self.synonyms:
            self._lexicon, self._texts_with, self._tools_with = before.updated(self.tools)
            self._set_weights(background)
            return
        self._lexicon = Lexicon(catalog.synonyms)
        bags = {slug: _bag_of(self._lexicon, tool) for slug, tool in self.tools.items()}
        self._texts_with = np.zeros(len(self._lexicon.terms), np.int64)
        self._tools_with = self._texts_with.copy()
        for bag in bags.values():
            np.add.at(self._texts_with, bag.terms, 1)
            self._tools_with[np.unique(bag.terms)] += 1
        self._set_weights(background)
        for slug in list(bags):
            self._vectors[slug] = self._weighed(bags.pop(slug))

    def _set_weights(self, background: Background) -> None:
        self._rarity = rarities(self._lexicon, self._texts_with, self._count, background)
        self.weights: list[float] = self._rarity.tolist()
        """Rarity of each term."""
        self.rounded_weights: Floats = np.rint(self._rarity * FINE) / FINE
        """The same, rounded so that sums are exact in any order."""
        self._numbers = [*range(len(self.weights))]
        marks = [KINDS.get(term[:1], WORD) for term in self._lexicon.terms]
        self._kinds = np.array(marks, np.uint8)
        neutral = neutral_stems()
        self._neutral = frozenset(map(self._lexicon.number, neutral))
        self._is_neutral = np.array([term in neutral for term in self._lexicon.terms], bool)
        self._title_words: dict[tuple[int, tuple[str, ...]], TitleWord] = {}
        self._titles: Recent[str, dict[int, tuple[TitleWord, ...]]] = Recent(KEPT_TITLES)

    def of(self, slug: str) -> SparseRows:
        """Return the vectors of a tool, a row per capability."""
        return self._of(slug).rows

    def words(self, slug: str) -> WordCells:
        """Return the words of a tool's capabilities, and the groups and words of their titles.

        Groups that are not of the site are left out, except for those of titles.
        """
        vectors = self._of(slug)
        count = len(vectors.in_title)
        rows, terms = vectors.rows.rows[:count], vectors.rows.columns[:count] - (WIDTH + 1)
        kept = vectors.in_title | (self._kinds[terms] <= SITE)
        rows, terms = rows[kept], terms[kept]
        of_title = np.where(self._is_neutral[terms], FILLER, TITLE)
        return WordCells(
            np.bincount(rows, minlength=len(vectors.sizes)),
            terms,
            np.where(vectors.in_title[kept], of_title, BODY),
            np.sqrt(np.array(vectors.sizes, np.float64) + 1),
        )

    def wordings(self, slug: str) -> "Wordings":
        """Return the wordings of a tool's capabilities; the words of their titles are kept."""
        titles = self._titles.get(slug)
        if titles is None:
            titles = self._titles.add(slug, {}, max(1, len(self.tools[slug].capabilities)))
        return Wordings(self, slug, titles)

    def title_cells(self, slug: str) -> "TitleCells":
        """Return the terms of a tool's titles, and the groups of its texts, as numbers."""
        vectors = self._of(slug)
        in_title, count = vectors.in_title, len(vectors.in_title)
        rows, terms = vectors.rows.rows[:count], vectors.rows.columns[:count] - (WIDTH + 1)
        kinds = self._kinds[terms]
        is_group, height = (kinds == SITE) | (kinds == GENERAL), len(vectors.sizes)
        in_related = in_title & (kinds == RELATED)
        body = np.bincount(rows[~in_title & (kinds <= SITE)], minlength=height)
        return TitleCells(
            self._by_row(rows[in_title], terms[in_title], height),
            self._by_row(rows[is_group], terms[is_group], height),
            self._by_row(rows[in_related], terms[in_related], height),
            (body == 0).tolist(),
        )

    def _by_row(
        self, rows: NDArray[np.integer], terms: NDArray[np.signedinteger], height: int
    ) -> Sequence[frozenset[int]]:
        """Return the terms of each row. A term is in many sets, as the same object."""
        begins = rows.searchsorted(np.arange(height + 1)).tolist()
        numbers = [*map(self._numbers.__getitem__, terms.tolist())]
        return [frozenset(numbers[begin:end]) or NO_TERMS for begin, end in pairwise(begins)]

    def title_words(self, title: str, left_out: frozenset[str]) -> tuple[TitleWord, ...]:
        """Return the words of a title that are neither neutral nor terms `left_out`."""
        terms = self._lexicon.terms
        return tuple(
            [
                self._title_word(term, groups)
                for term, groups in self._lexicon.title_words(title)
                if term not in self._neutral and terms[term] not in left_out
            ]
        )

    def _title_word(self, term: int, names: tuple[str, ...]) -> TitleWord:
        """Return a word that is part of phrases of groups; most are in many titles."""
        known = self._title_words.get((term, names))
        if known is None:
            known = self._title_words[term, names] = self._new_title_word(term, names)
        return known

    def _new_title_word(self, term: int, names: Sequence[str]) -> TitleWord:
        numbers = [number for number in map(self._lexicon.number, names) if number is not None]
        groups = frozenset(number for number in numbers if self._kinds[number] in {SITE, GENERAL})
        return TitleWord(
            term,
            self.weights[term],
            groups or NO_TERMS,
            frozenset(numbers) - groups or NO_TERMS,
            tuple((group, self.weights[group] / self._factor(group)) for group in groups),
        )

    def _factor(self, group: int) -> float:
        return FACTORS.get(self._lexicon.terms[group][:1], 1.0)

    def _of(self, slug: str) -> _Vectors:
        vectors = self._vectors.get(slug)
        if vectors is None:
            bag = _bag_of(self._lexicon, self.tools[slug])
            vectors = self._vectors[slug] = self._weighed(bag)
        return vectors

    def _weighed(self, bag: Bag) -> _Vectors:
        vectors = weigh(bag, self._rarity)
        shared = self._tools_with[vectors.terms] > 1
        rows = SparseRows(
            len(bag.sizes),
            vectors.rows[shared].astype(np.int32),
            vectors.terms[shared] + WIDTH + 1,
            np.rint(vectors.weights[shared] * GRAIN).astype(np.float32),
        )
        about = topics(vectors, self._lexicon.terms, GRAIN)
        return _Vectors(packed(rows, about), bag.in_title[shared], bag.sizes)

    def share(self, term: str) -> float:
        """Return the share of capabilities with a term; 0 in a site too small to tell."""
        number = self._lexicon.number(term)
        if number is None or number >= len(self._texts_with) or self._count < LEAST_TEXTS:
            return 0.0
        return float(self._texts_with[number]) / self._count

    def number(self, term: str) -> int | None:
        """Return the number of a term, as in `Wording`, if it has one."""
        return self._lexicon.number(term)

    @property
    def width(self) -> int:
        """A width that no column reaches."""
        return len(self._lexicon.terms) + WIDTH + 1

    def folds(self, width: int) -> Integers:
        """Return for each column one of `width` others, which depends on its term alone."""
        of_terms = (crc32(term.encode()) % width for term in self._lexicon.terms)
        return np.array([*(column % width for column in range(WIDTH + 1)), *of_terms], np.int32)

    def updated(
        self, tools: Mapping[str, Tool]
    ) -> tuple[Lexicon, NDArray[np.int64], NDArray[np.int64]]:
        """Return the lexicon, and text and tool counts per term; only changed texts are read."""
        removed = [
            tool for slug, tool in self.tools.items() if not same_texts(tools.get(slug), tool)
        ]
        added = [tool for slug, tool in tools.items() if not same_texts(self.tools.get(slug), tool)]
        if not removed and not added:
            return self._lexicon, self._texts_with, self._tools_with
        lexicon = self._lexicon.copy()
        changes = [(_bag_of(lexicon, tool).terms, -1) for tool in removed]
        changes += [(_bag_of(lexicon, tool).terms, 1) for tool in added]
        texts_with = np.zeros(len(lexicon.terms), np.int64)
        texts_with[: len(self._texts_with)] = self._texts_with
        tools_with = np.zeros(len(lexicon.terms), np.int64)
        tools_with[: len(self._tools_with)] = self._tools_with
        for found, change in changes:
            np.add.at(texts_with, found, change)
            tools_with[np.unique(found)] += change
        return lexicon, texts_with, tools_with


class TitleCells(NamedTuple):
    """Terms of the capabilities of a tool, by their index."""

    title: Sequence[frozenset[int]]
    """All terms of the title."""
    groups: Sequence[frozenset[int]]
    """Groups of all texts, without those of related words."""
    related: Sequence[frozenset[int]]
    """Groups of related words of the title."""
    is_title_only: Sequence[bool]


class Wordings:
    """The wordings of the capabilities of a tool; each is made when it is asked for."""

    def __init__(
        self, vectors: CapabilityVectors, slug: str, titles: dict[int, tuple[TitleWord, ...]]
    ) -> None:
        """Take the vectors of the catalog of the tool; `titles` gets the words that are read."""
        self._vectors, self._tool, self._titles = vectors, vectors.tools[slug], titles
        self._cells = vectors.title_cells(slug)

    def of(self, place: int) -> Wording:
        """Return the terms and title words of a capability, given by its index."""
        cells = self._cells
        title, every_group = cells.title[place], cells.groups[place]
        words = self._titles.get(place)
        if words is None:
            names = frozenset(terms(self._tool.name))
            words = self._vectors.title_words(self._tool.capabilities[place].title, names)
            self._titles[place] = words
        return Wording(
            title,
            every_group,
            title & every_group or NO_TERMS,
            cells.related[place],
            words,
            cells.is_title_only[place],
        )


def _bag_of(lexicon: Lexicon, tool: Tool) -> Bag:
    return bag_of(lexicon, map(texts_of, tool.capabilities), frozenset(terms(tool.name)))


def same_texts(one: Tool | None, other: Tool) -> bool:
    """Return whether two tools have the same name and capabilities."""
    return one is other or (
        one is not None and (one.name, one.capabilities) == (other.name, other.capabilities)
    )


def _with_vocabulary(catalog: Catalog) -> dict[str, Tool]:
    """Return the tools by slug, the shared vocabulary as one of them."""
    tools = {tool.slug: tool for tool in catalog.tools}
    if catalog.capabilities:
        entries = tuple(map(_entry, catalog.capabilities))
        tools[VOCABULARY] = Tool(
            slug=VOCABULARY, name="", type="", summary="", path="", capabilities=entries
        )
    return tools


def _entry(shared: SharedCapability) -> Capability:
    return Capability(
        title=shared.name,
        id=shared.id,
        anchor=shared.id,
        description=shared.description,
        intents=shared.aliases,
    )


def texts_of(capability: Capability) -> list[tuple[str, float]]:
    """Return the texts of a capability with the weight of their words."""
    by_field = {
        "title": (capability.title,),
        "intents": capability.intents,
        "description": (capability.description,),
        "unique": (capability.unique,),
    }
    return [(text, weight) for name, weight in FIELD_WEIGHTS for text in by_field[name]]
