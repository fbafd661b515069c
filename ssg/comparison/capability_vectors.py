"""Catalog -> what each tool's capabilities are about: vectors of whole numbers, and the terms that weigh most.

A capability is the terms of its texts, weighed by how often they stand there and how rare they are, beside its likeness
to the entries of the shared vocabulary; both are hashed to columns.
"""

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Capability, Catalog, SharedCapability, Tool
from ssg.comparison.tfidf import (
    Bag,
    Integers,
    Lexicon,
    Vectors,
    bag_of,
    counted_weights,
    joined,
    rarities,
    unit,
    weigh,
)
from ssg.comparison.vocabulary_vectors import Concepts, clear, weights

__all__ = ["Described", "Descriptions", "Matrix", "Telling"]

Matrix: TypeAlias = NDArray[np.float32]
Telling: TypeAlias = dict[str, tuple[float, str]]
"""Term -> its weight, and the word that it is first written as."""

FIELDS = (("title", 3.0), ("intents", 1.5), ("description", 1.0), ("unique", 0.5))
"""How much a word counts by where it stands."""
NAME_WEIGHT = 3.0
"""How much a word counts in the name of an entry of the vocabulary; its description counts 1."""
TEXT_WIDTH, CONCEPT_WIDTH = 768, 128
"""Columns that terms and vocabulary entries are hashed to; twice as many gave the same figures within 0.01."""
GRAIN = 1024
"""A vector of length 1 has this length in whole numbers: the product of two stays below 2 ** 24."""
TEXT_SHARE, CONCEPT_SHARE = 0.72, 0.28
"""What the words and the likeness to vocabulary entries count."""
TELLING_TERMS = 24
"""Heaviest terms of a capability that a reason may name."""
WIDTH = TEXT_WIDTH + CONCEPT_WIDTH


@dataclass(frozen=True, slots=True)
class Described:
    """One tool's vectors, a row a capability, as whole numbers; and the heaviest terms of each row."""

    capabilities: int
    row: NDArray[np.uint8]
    column: NDArray[np.uint16]
    value: NDArray[np.int16]
    top_terms: Vectors
    words: Integers
    """The word by which each telling term is first met."""

    def matrix(self) -> Matrix:
        """Return the vectors as a matrix, a row a capability."""
        found = np.zeros((self.capabilities, WIDTH), np.float32)
        found[self.row, self.column] = self.value / np.float32(GRAIN)
        return found


class Descriptions:
    """Describes the tools of a catalog; each once."""

    def __init__(self, catalog: Catalog, before: "Descriptions | None" = None) -> None:
        """Take `before`, of a catalog like this one, to describe tools only when they are asked for."""
        self.concepts: Concepts
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._described: dict[str, Described] = {}
        texts = sum(len(tool.capabilities) for tool in catalog.tools)
        if before:
            self._lexicon, self._spread = before.among(self._tools)
            self._rarity, self._codes = rarities(self._spread, texts), self._lexicon.codes()
            self.concepts = before.concepts
            return
        self._lexicon = Lexicon()
        bags = {tool.slug: self._bag(tool) for tool in catalog.tools}
        own = bag_of(self._lexicon, map(_vocabulary_texts, catalog.capabilities))
        self._spread = np.zeros(len(self._lexicon.terms), np.int64)
        for bag in bags.values():
            np.add.at(self._spread, bag.terms, 1)
        self._rarity, self._codes = rarities(self._spread, texts), self._lexicon.codes()
        self.concepts = self._concepts(catalog.capabilities, own, bags)
        for slug in list(bags):
            self._described[slug] = self._describe(bags.pop(slug))

    def of(self, slug: str) -> Described:
        """Return the description of a tool."""
        return self._described.get(slug) or self._described.setdefault(
            slug, self._describe(self._bag(self._tools[slug]))
        )

    def top_terms(self, described: Described, index: int) -> Telling:
        """Return the heaviest terms of one capability of a tool."""
        found, begin = (
            described.top_terms.part(index, index + 1),
            sum(described.top_terms.sizes[:index]),
        )
        words = described.words[begin : begin + len(found.terms)]
        return {
            self._lexicon.terms[term]: (weight, self._lexicon.words[word])
            for term, weight, word in zip(
                found.terms.tolist(), found.weights.tolist(), words.tolist(), strict=True
            )
        }

    def _bag(self, tool: Tool) -> Bag:
        return bag_of(self._lexicon, map(_texts, tool.capabilities))

    def _describe(self, bag: Bag) -> Described:
        """Weigh one tool's terms, and hash them to columns of whole numbers."""
        vectors = weigh(bag, self._rarity)
        places = [vectors.rows * WIDTH + (self._codes[vectors.terms] % TEXT_WIDTH)]
        signs = np.where(self._codes[vectors.terms] >> 31, 1.0, -1.0)
        values = [math.sqrt(TEXT_SHARE) * vectors.weights * signs]
        alike = [
            (
                row * WIDTH + TEXT_WIDTH + zlib.crc32(name.encode()) % CONCEPT_WIDTH,
                math.sqrt(CONCEPT_SHARE) * weight,
            )
            for row, likest in enumerate(self.concepts.likeness(vectors))
            for name, weight in weights(likest).items()
        ]
        if alike:
            places.append(np.array([place for place, _ in alike], np.int64))
            values.append(np.array([value for _, value in alike], np.float64))
        cells = np.bincount(
            np.concatenate(places), np.concatenate(values), minlength=len(bag.sizes) * WIDTH
        )
        whole = np.rint(cells * GRAIN)
        (filled,) = np.nonzero(whole)
        kept, sizes = self._top_terms(vectors)
        return Described(
            len(bag.sizes),
            (filled // WIDTH).astype(np.uint8),
            (filled % WIDTH).astype(np.uint16),
            whole[filled].astype(np.int16),
            Vectors(sizes, vectors.terms[kept], vectors.weights[kept]),
            bag.words[kept],
        )

    def _top_terms(self, vectors: Vectors) -> tuple[NDArray[np.int64], tuple[int, ...]]:
        """Return the places of each capability's heaviest terms, equal ones by name, and how many it has."""
        places, begin = [np.zeros(0, np.int64)], 0
        for size in vectors.sizes:
            weights = vectors.weights[begin : begin + size]
            least = (
                np.partition(weights, size - TELLING_TERMS)[size - TELLING_TERMS]
                if size > TELLING_TERMS
                else 0.0
            )
            found = np.flatnonzero(weights >= least) + begin
            if len(found) > TELLING_TERMS:
                found = np.array(
                    sorted(
                        found.tolist(),
                        key=lambda place: (
                            -vectors.weights[place],
                            self._lexicon.terms[vectors.terms[place]],
                        ),
                    )[:TELLING_TERMS]
                )
            places.append(found)
            begin += size
        return np.concatenate(places), tuple(len(found) for found in places[1:])

    def among(self, tools: Mapping[str, Tool]) -> tuple[Lexicon, NDArray[np.int64]]:
        """Return the words of other tools, and in how many texts each term stands; only texts not known to me are read."""
        gone = [tool for slug, tool in self._tools.items() if tools.get(slug) is not tool]
        come = [tool for slug, tool in tools.items() if self._tools.get(slug) is not tool]
        if not gone and not come:
            return self._lexicon, self._spread
        lexicon = self._lexicon.copy()
        changes = [(bag_of(lexicon, map(_texts, tool.capabilities)).terms, -1) for tool in gone]
        changes += [(bag_of(lexicon, map(_texts, tool.capabilities)).terms, 1) for tool in come]
        spread = np.zeros(len(lexicon.terms), np.int64)
        spread[: len(self._spread)] = self._spread
        for terms, change in changes:
            np.add.at(spread, terms, change)
        return lexicon, spread

    def _concepts(
        self, shared: Sequence[SharedCapability], bag: Bag, bags: Mapping[str, Bag]
    ) -> Concepts:
        """Describe each vocabulary entry by its own words and by the capabilities that carry its id or clearly mean it."""
        names, terms = [one.id for one in shared], len(self._lexicon.terms)
        own = unit(bag.sizes, bag.terms, counted_weights(bag, self._rarity))
        concepts = Concepts(names, own, terms)
        members: dict[str, list[Vectors]] = {name: [] for name in names}
        for slug, tool_bag in bags.items() if names else ():
            vectors = weigh(tool_bag, self._rarity)
            for index, likest in enumerate(concepts.likeness(vectors)):
                name = self._tools[slug].capabilities[index].id or clear(likest)
                if name in members:
                    members[name].append(vectors.part(index, index + 1))
        described = [
            _sum([own.part(index, index + 1), *members[name]], terms)
            for index, name in enumerate(names)
        ]
        return Concepts(names, joined(described), terms)


def _texts(capability: Capability) -> list[tuple[str, float]]:
    by_field = {
        "title": (capability.title,),
        "intents": capability.intents,
        "description": (capability.description,),
        "unique": (capability.unique,),
    }
    return [(text, weight) for name, weight in FIELDS for text in by_field[name]]


def _vocabulary_texts(one: SharedCapability) -> list[tuple[str, float]]:
    return [
        (one.name, NAME_WEIGHT),
        *((alias, NAME_WEIGHT) for alias in one.aliases),
        (one.description, 1.0),
    ]


def _sum(vectors: Sequence[Vectors], terms: int) -> Vectors:
    """Add the first vector, whole, and the mean of the others, to a vector of length 1."""
    share = 1 / max(1, len(vectors) - 1)
    weights = [vector.weights * (share if index else 1.0) for index, vector in enumerate(vectors)]
    total = np.bincount(
        np.concatenate([vector.terms for vector in vectors]), np.concatenate(weights), terms
    ).astype(np.float64)
    (found,) = np.nonzero(total)
    return unit([len(found)], found.astype(np.int32), total[found])
