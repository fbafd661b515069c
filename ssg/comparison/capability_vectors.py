"""The capabilities of a catalog as integer vectors, a sparse row per capability.

A vector is that of the TF-IDF of the terms with that of what the words are about (`word_vectors`)
after it, so that the product of two is the sum of both likenesses.

The shared vocabulary is one more tool, with an entry for each of its capabilities. Terms of a
single tool are left out: they count in the length of a vector and in no product.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Capability, Catalog, SharedCapability, Tool
from ssg.comparison.shared_words import (
    BODY,
    FILLER,
    GROUP,
    RELATED,
    TITLE,
    Parts,
    WordCells,
)
from ssg.comparison.sparse_rows import SparseRows, packed
from ssg.comparison.tfidf import (
    GENERAL_GROUP,
    RELATED_GROUP,
    SITE_GROUP,
    Background,
    Bag,
    Integers,
    Lexicon,
    bag_of,
    rarities,
    shipped_background,
    weigh,
)
from ssg.comparison.word_vectors import WIDTH, topics
from ssg.comparison.wordings import TermWeights, TitleWords, neutral_stems
from ssg.recent import Recent
from ssg.tokenizer import terms

__all__ = [
    "GRAIN",
    "VOCABULARY",
    "CapabilityVectors",
    "TermCounts",
    "TitleTerms",
    "same_texts",
    "texts_of",
    "with_vocabulary",
]

FIELD_WEIGHTS = (("title", 3.0), ("intents", 1.5), ("description", 1.0), ("unique", 0.5))
"""Weight of a word by the field it is in."""
GRAIN = 1024
"""Length of a vector in whole numbers; products stay below 2 ** 24, exact in float32."""
FINE = 2**32
"""Parts of 1 that a weight is rounded to: a sum of 100,000 weights is exact."""
LEAST_TEXTS = 30
"""Capabilities of a site from which the share of those with a term means something."""
KEPT_TITLES = 200_000
"""Capabilities whose title words are kept, some 60 bytes each: to read them takes 10 us each."""
VOCABULARY = ""
"""Slug of the tool that has the entries of the shared vocabulary; real slugs are not empty."""

MARKS = {
    SITE_GROUP: BODY | GROUP,
    GENERAL_GROUP: GROUP,
    RELATED_GROUP: RELATED,
}
"""First character of a term that is not a word -> what it is in a text; see `WordCells`."""


class _Vectors(NamedTuple):
    """The vectors of a tool's capabilities."""

    rows: SparseRows
    """The cells of terms come first; their columns count from `WIDTH` + 1."""
    in_title: NDArray[np.bool_]
    """Whether the term of a cell is in the title of its capability; only for cells of terms."""
    sizes: tuple[int, ...]
    """Number of all terms of each capability."""


class TermCounts(NamedTuple):
    """How many capabilities and tools of a site have each term."""

    terms: Sequence[str]
    texts: NDArray[np.int64]
    """Number of capabilities."""
    tools: NDArray[np.int64]


class CapabilityVectors:
    """Term vectors of each tool of a catalog, computed once per tool."""

    def __init__(
        self,
        catalog: Catalog,
        before: "CapabilityVectors | None" = None,
        background: Background | None = None,
        counts: TermCounts | None = None,
    ) -> None:
        """Reuse `before`, of a similar catalog: read only changed texts, and vectors on demand.

        `background` replaces the table that is shipped. `counts`: those of the same texts, which
        are then read on demand.
        """
        self.tools = with_vocabulary(catalog)
        self.synonyms = catalog.synonyms
        background = background or shipped_background()
        self._vectors: dict[str, _Vectors] = {}
        self._count = sum(len(tool.capabilities) for tool in self.tools.values())
        if before and before.synonyms == self.synonyms:
            self._lexicon, self._texts_with, self._tools_with = before.updated(self.tools)
            self._set_weights(background)
            return
        if counts:
            self._lexicon = Lexicon(catalog.synonyms, counts.terms)
            self._texts_with, self._tools_with = counts.texts, counts.tools
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
        self.weights: TermWeights = TermWeights(
            self._rarity,
            self._rarity / self._lexicon.factors(),
            np.rint(self._rarity * FINE) / FINE,
        )
        """Weights of all terms."""
        terms, neutral = self._lexicon.terms, neutral_stems()
        self._in_body = np.array([MARKS.get(term[:1], BODY) for term in terms], np.uint8)
        """What each term is in a text."""
        of_title = [FILLER if term in neutral else TITLE for term in terms]
        of_group = self._in_body & (GROUP | RELATED)
        self._in_title: Parts = np.array(of_title, np.uint8) | of_group
        """What each term is in a title."""
        self._titles: Recent[tuple[str, bool], TitleWords] = Recent(KEPT_TITLES)

    @property
    def counts(self) -> TermCounts:
        """How many capabilities and tools have each term."""
        terms = self._lexicon.terms[: len(self._texts_with)]  # names may have added others
        return TermCounts(terms, self._texts_with, self._tools_with)

    def of(self, slug: str) -> SparseRows:
        """Return the vectors of a tool, a row per capability."""
        return self._of(slug).rows

    def words(self, slug: str) -> WordCells:
        """Return the words and groups of a tool's capabilities.

        Groups of related words are left out, except for those of titles.
        """
        vectors = self._of(slug)
        count = len(vectors.in_title)
        rows, terms = vectors.rows.rows[:count], vectors.rows.columns[:count] - (WIDTH + 1)
        parts = np.where(vectors.in_title, self._in_title[terms], self._in_body[terms])
        kept = parts != RELATED
        return WordCells(
            np.bincount(rows[kept], minlength=len(vectors.sizes)),
            terms[kept],
            parts[kept],
            np.sqrt(np.array(vectors.sizes, np.float64) + 1),
        )

    def in_titles(self, slug: str) -> "TitleTerms":
        """Return the terms of the titles of a tool's capabilities, also groups."""
        vectors = self._of(slug)
        count = len(vectors.in_title)
        rows, terms = vectors.rows.rows[:count], vectors.rows.columns[:count] - (WIDTH + 1)
        begins = rows[vectors.in_title].searchsorted(np.arange(len(vectors.sizes) + 1))
        return TitleTerms(begins.astype(np.int32), terms[vectors.in_title])

    def title_words(self, slug: str, *, with_ids: bool) -> TitleWords:
        """Return the words of a tool's titles that are neither neutral nor in its name.

        They are kept. `with_ids`: also those of capabilities with an id; else these have none.
        """
        found = self._titles.get((slug, with_ids))
        if found is None:
            capabilities = self.tools[slug].capabilities
            read = [each.title if with_ids or not each.id else "" for each in capabilities]
            made = self._read_titles(read, frozenset(terms(self.tools[slug].name)))
            found = self._titles.add((slug, with_ids), made, max(1, len(capabilities)))
        return found

    def _read_titles(self, titles: Sequence[str], left_out: frozenset[str]) -> TitleWords:
        """Return the words of titles without the terms `left_out`."""
        names, number, neutral = self._lexicon.terms, self._lexicon.number, neutral_stems()
        sizes, found, groups = [], list[int](), list[list[int]]()
        for title in titles:
            before = len(found)
            for term, of_word in self._lexicon.title_words(title) if title else ():
                if names[term] not in neutral and names[term] not in left_out:
                    found.append(term)
                    groups.append([each for each in map(number, of_word) if each is not None])
            sizes.append(len(found) - before)
        return TitleWords(
            np.array(sizes, np.intp),
            np.array(found, np.int32),
            np.array([*map(len, groups)], np.intp),
            np.array([each for of_word in groups for each in of_word], np.int32),
        )

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


class TitleTerms(NamedTuple):
    """The terms of some titles, title by title."""

    begins: NDArray[np.int32]
    """Place of the first term of each title, and the end."""
    terms: NDArray[np.int32]

    def of(self, place: int) -> Sequence[int]:
        """Return the terms of a title, given by its index."""
        return tuple(self.terms[self.begins[place] : self.begins[place + 1]].tolist())


def _bag_of(lexicon: Lexicon, tool: Tool) -> Bag:
    return bag_of(lexicon, map(texts_of, tool.capabilities), frozenset(terms(tool.name)))


def same_texts(one: Tool | None, other: Tool) -> bool:
    """Return whether two tools have the same name and capabilities."""
    return one is other or (
        one is not None and (one.name, one.capabilities) == (other.name, other.capabilities)
    )


def with_vocabulary(catalog: Catalog) -> dict[str, Tool]:
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
