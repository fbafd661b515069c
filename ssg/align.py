"""Two tools' capabilities -> what both have, what only A has, what only B has, with the reason for each match.

First by shared capability id. What is left is matched by likeness of text, one to one, and only where both sides find no
better partner; below a threshold there is no match rather than a wrong one. `align(b, a)` is `align(a, b)` turned round.

What was tried, on the pairs of our own content with all ids hidden (precision / recall against the ids, which are
stricter than a reader): cosine of TF-IDF over titles and texts 0.85 / 0.50; title pairs of words 0.86 / 0.27; spreading
terms to those they occur with 0.84 / 0.62; likeness to the entries of the shared vocabulary beside the cosine 0.89 / 0.68;
the same with what sets a match apart from the next best one 0.87 / 0.72, which stands here. Titles count three times,
intents one and a half times, what is unique half; words that all of a tool's capabilities use count little. On pairs that
readers labelled the figures are those that `make bench` prints.

Sums are of whole numbers small enough for a 32-bit float to hold exactly, so every machine gets the same matches.
"""

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.concepts import Concepts, Vector
from ssg.model import Capability, Catalog, SharedCapability, Tool
from ssg.text import join
from ssg.words import stem, terms, words

__all__ = ["Aligner", "Alignment", "Match"]

Matrix: TypeAlias = NDArray[np.float32]

FIELDS = (("title", 3.0), ("intents", 1.5), ("description", 1.0), ("unique", 0.5))
"""How much a word counts by where it stands."""
COMMON_IN_TOOL = 0.5
"""Power of (1 - the share of the tool's capabilities with the word): its name and theme tell its capabilities not apart."""
TEXT_WIDTH, CONCEPT_WIDTH = 768, 128
"""Columns that terms and vocabulary entries are hashed to; twice as many gave the same figures within 0.01."""
GRAIN = 1024
"""A vector of length 1 has this length in whole numbers: the product of two stays below 2 ** 24."""
TEXT_SHARE, CONCEPT_SHARE = 0.72, 0.28
"""What the words and the likeness to vocabulary entries count."""
LEAD = 0.45
"""What the lead over the next best partner of either side counts."""
THRESHOLD = 0.18
"""Likeness with lead below which there is no match."""
STRICT_THRESHOLD = 0.27
"""The same where both tools name shared capabilities by id: what is still unmatched is then less likely to match."""
SURE_LIKENESS = 0.6
"""Likeness that is shown as certainty."""
TELLING_TERMS, LEAST_TERMS, REASON_TERMS = 24, 2, 3
"""Heaviest terms of a capability that a reason may name, how many two capabilities must share, how many one names."""
KEPT_MATRICES = 256
"""Matrices kept ready, 60 KB each; pairs come in the order of their first tool, so few are made twice."""


@dataclass(frozen=True, slots=True)
class Match:
    """A capability of A and one of B that are the same thing."""

    a: int
    """Place among A's capabilities."""
    b: int
    reason: str
    strength: float
    """0 to 1; 1 for a shared id."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two tools' capabilities, set beside each other."""

    both: tuple[Match, ...]
    """Shared ids first, by name; then by falling strength."""
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """One tool's vectors, a row a capability, as whole numbers."""

    row: NDArray[np.uint8]
    column: NDArray[np.uint16]
    value: NDArray[np.int16]


class Aligner:
    """Aligns any two tools of a catalog; vectors are made once for each tool."""

    def __init__(self, catalog: Catalog, before: "Aligner | None" = None) -> None:
        """Take `before`, the aligner of a catalog like this one, to make vectors only when they are asked for."""
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._names = {one.id: one.name for one in catalog.capabilities}
        self._places = {tool.slug: {one.id: index for index, one in enumerate(tool.capabilities) if one.id}
                        for tool in catalog.tools}
        self._texts = sum(len(tool.capabilities) for tool in catalog.tools)
        self._rows: dict[str, _Rows] = {}
        self._telling: dict[str, list[dict[str, tuple[float, str]]]] = {}
        self._ready: dict[str, Matrix] = {}
        self._shared: Concepts
        if before:
            self._spread, self._shared = before._spread_among(self._tools), before._shared  # noqa: SLF001  (one of its kind)
            return
        counts = {tool.slug: _counts(tool) for tool in catalog.tools}
        self._spread = Counter(term for rows in counts.values() for row in rows for term in row)
        vectors = {slug: self._vectors(rows) for slug, rows in counts.items()}
        self._shared = self._concepts(catalog.capabilities, vectors)
        for slug, rows in vectors.items():
            self._keep(slug, rows)

    def _keep(self, slug: str, vectors: Sequence[Vector]) -> _Rows:
        self._telling[slug] = list(map(_telling, self._tools[slug].capabilities, vectors))
        return self._rows.setdefault(slug, _rows(vectors, self._shared))

    def _spread_among(self, tools: Mapping[str, Tool]) -> Counter[str]:
        """Return in how many texts of these tools each term stands; only texts that differ from mine are read."""
        spread = self._spread.copy()
        for mine, theirs in ((self._tools.get(slug), tools.get(slug)) for slug in self._tools.keys() | tools.keys()):
            if mine is not theirs:
                spread.subtract(term for row in (_counts(mine) if mine else ()) for term in row)
                spread.update(term for row in (_counts(theirs) if theirs else ()) for term in row)
        return spread

    def align(self, a: str, b: str) -> Alignment:
        """Align two tools, named by slug."""
        first, second = self._tools[a].capabilities, self._tools[b].capabilities
        both = self._by_id(a, b)
        both += self._by_text(a, b, {match.a for match in both}, {match.b for match in both})
        taken_a, taken_b = {match.a for match in both}, {match.b for match in both}
        return Alignment(both=tuple(both), only_a=tuple(i for i in range(len(first)) if i not in taken_a),
                         only_b=tuple(i for i in range(len(second)) if i not in taken_b))

    def _by_id(self, a: str, b: str) -> list[Match]:
        first, second = self._places[a], self._places[b]
        shared = sorted((self._names.get(one, one), one) for one in first.keys() & second.keys())
        return [Match(first[one], second[one], f"same capability: {name}", 1.0) for name, one in shared]

    def _by_text(self, a: str, b: str, taken_a: set[int], taken_b: set[int]) -> list[Match]:
        """Match what has no id in common, the likest first."""
        matches: list[Match] = []
        used_a, used_b = set(taken_a), set(taken_b)
        for strength, i, j in self._candidates(a, b, taken_a, taken_b):
            reason = self._reason((a, i), (b, j)) if i not in used_a and j not in used_b else ""
            if reason:
                used_a.add(i)
                used_b.add(j)
                matches.append(Match(i, j, reason, round(min(1.0, strength / SURE_LIKENESS), 2)))
        return matches

    def _candidates(self, a: str, b: str, taken_a: set[int], taken_b: set[int]) -> list[tuple[float, int, int]]:
        """Return what may match, the likest first: two capabilities that carry different ids are different things."""
        first, second = self._tools[a].capabilities, self._tools[b].capabilities
        if not first or not second:
            return []
        likeness = self._matrix(a) @ self._matrix(b).T
        threshold = STRICT_THRESHOLD if self._places[a] and self._places[b] else THRESHOLD
        rows, columns = np.nonzero(likeness >= threshold / (1 + LEAD))  # no lead lifts what is below this
        free = [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
                if i not in taken_a and j not in taken_b and not (first[i].id and second[j].id)]
        found = [(strength, i, j) for i, j in free if (strength := _strength(likeness, i, j)) >= threshold]
        return sorted(found, key=lambda one: (-one[0], sorted(((a, first[one[1]].anchor), (b, second[one[2]].anchor)))))

    def _reason(self, *places: tuple[str, int]) -> str:
        """Name the words that weigh most in both of two capabilities, as one of the two writes them.

        Nothing when there are too few: what no words of weight support is no match, whatever the sums say.
        """
        first, second = (self._telling[slug][index] for slug, index in sorted(places))
        shared = sorted([(-first[term][0] * second[term][0], term) for term in first.keys() & second.keys()])
        named = [first[term][1] for _, term in shared[:REASON_TERMS]]
        return f"both speak of {join(named)}" if len(named) >= LEAST_TERMS else ""

    def _matrix(self, slug: str) -> Matrix:
        """Return one tool's vectors as a matrix, a row a capability; the last ones are kept."""
        found = self._ready.get(slug)
        if found is None:
            rows = self._rows.get(slug) or self._keep(slug, self._vectors(_counts(self._tools[slug])))
            found = np.zeros((len(self._tools[slug].capabilities), TEXT_WIDTH + CONCEPT_WIDTH), np.float32)
            found[rows.row, rows.column] = rows.value / np.float32(GRAIN)
            if len(self._ready) >= KEPT_MATRICES:
                self._ready.pop(next(iter(self._ready)))
            self._ready[slug] = found
        return found

    def _rarity(self, term: str) -> float:
        return math.log(1 + self._texts / (self._spread[term] or 1))

    def _vectors(self, rows: Sequence[Counter[str]]) -> list[Vector]:
        """Weigh the terms of one tool's capabilities."""
        within = Counter(term for row in rows for term in row)
        return [_unit({term: (1 + math.log(count) if count >= 1 else count) * self._rarity(term)
                       * max(0.05, 1 - within[term] / len(rows)) ** COMMON_IN_TOOL for term, count in row.items()})
                for row in rows]

    def _concepts(self, shared: Sequence[SharedCapability], vectors: dict[str, list[Vector]]) -> Concepts:
        """Describe each vocabulary entry by its own words and by the capabilities that carry its id or clearly mean it."""
        own = {one.id: _unit({term: (1 + math.log(count)) * self._rarity(term)
                              for term, count in _vocabulary_counts(one).items()}) for one in shared}
        concepts = Concepts(own)
        members: dict[str, list[Vector]] = defaultdict(list)
        for slug, rows in vectors.items():
            for capability, vector in zip(self._tools[slug].capabilities, rows, strict=True):
                name = capability.id or concepts.clear(vector)
                if name in own:
                    members[name].append(vector)
        return Concepts({name: _sum([vector, *members[name]], 1 / max(1, len(members[name])))
                          for name, vector in own.items()})


def _counts(tool: Tool) -> list[Counter[str]]:
    return [_weighted(_texts(one)) for one in tool.capabilities]


def _texts(capability: Capability) -> list[tuple[str, float]]:
    by_field = {"title": (capability.title,), "intents": capability.intents, "description": (capability.description,),
                "unique": (capability.unique,)}
    return [(text, weight) for name, weight in FIELDS for text in by_field[name]]


def _vocabulary_counts(one: SharedCapability) -> Counter[str]:
    return _weighted([(one.name, 3.0), *((alias, 3.0) for alias in one.aliases), (one.description, 1.0)])


def _weighted(texts: Iterable[tuple[str, float]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, weight in texts:
        for term in terms(text):
            counts[term] += weight  # type: ignore[assignment]
    return counts


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / length for term, weight in vector.items()}


def _sum(vectors: Sequence[Vector], weight: float) -> Vector:
    """Add the first vector, whole, and the others, weighted, to a vector of length 1."""
    total: dict[str, float] = defaultdict(float)
    for index, vector in enumerate(vectors):
        for term, value in vector.items():
            total[term] += value * (weight if index else 1.0)
    return _unit(total)


def _rows(vectors: Sequence[Vector], concepts: Concepts) -> _Rows:
    """Hash one tool's vectors to columns of whole numbers."""
    cells: dict[tuple[int, int], float] = defaultdict(float)
    for row, vector in enumerate(vectors):
        for term, weight in vector.items():
            code = zlib.crc32(term.encode())
            cells[row, code % TEXT_WIDTH] += math.sqrt(TEXT_SHARE) * weight * (1 if code >> 31 else -1)
        for name, weight in concepts.weights(vector).items():
            cells[row, TEXT_WIDTH + zlib.crc32(name.encode()) % CONCEPT_WIDTH] += math.sqrt(CONCEPT_SHARE) * weight
    ordered = sorted((row, column, round(value * GRAIN)) for (row, column), value in cells.items())
    return _Rows(np.array([one[0] for one in ordered], np.uint8), np.array([one[1] for one in ordered], np.uint16),
                 np.array([one[2] for one in ordered], np.int16))


def _telling(capability: Capability, vector: Vector) -> dict[str, tuple[float, str]]:
    """Return the heaviest terms of a capability, each with its weight and the word that it is first written as."""
    heaviest = sorted(vector.items(), key=lambda one: (-one[1], one[0]))[:TELLING_TERMS]
    written = {stem(word): word for text, _ in reversed(_texts(capability)) for word in reversed(words(text))}
    return {term: (weight, written[term]) for term, weight in heaviest}


def _strength(likeness: Matrix, row: int, column: int) -> float:
    """Return how alike two capabilities are, with their lead over the best other partner of either."""
    partners: list[float] = likeness[row].tolist()
    rivals: list[float] = likeness[:, column].tolist()
    own = partners.pop(column)
    del rivals[row]
    return own + LEAD * (own - max([0.0, *partners, *rivals]))
