"""Queries -> the capabilities that they most likely ask for, by the vectors of alignment.

A query is compared as a capability that has it as its title.
"""

from collections.abc import Sequence
from dataclasses import replace

from ssg.catalog import Capability, Catalog, Tool
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.neighbours import FULL
from ssg.comparison.sparse_rows import Matrix, RowProducts

__all__ = ["QueryMatches"]

LEAST_LIKENESS = 0.15
"""Likeness, 0 to 1, below which a query asks for no capability of a tool."""
QUERIES = "?"
"""Slug of the tool that has the queries as capabilities; no other tool has it."""


class QueryMatches:
    """Likeness of queries to the capabilities of each tool."""

    def __init__(
        self, catalog: Catalog, vectors: CapabilityVectors, queries: Sequence[str]
    ) -> None:
        """Take the catalog, the vectors of its aligner, and the queries."""
        asked = Tool(
            slug=QUERIES,
            name="",
            type="",
            summary="",
            path="",
            capabilities=tuple(Capability(title=query, anchor="") for query in queries),
        )
        tools = (*catalog.tools, asked)
        self._vectors = CapabilityVectors(replace(catalog, tools=tools), vectors)
        self._places = {query: place for place, query in enumerate(queries)}
        self._products = RowProducts(self._vectors.of(QUERIES), self._vectors.width)
        self._likeness: dict[str, Matrix] = {}

    def best(self, slug: str, query: str) -> int | None:
        """Return the index of the capability that a query most likely asks for, if any."""
        if not self._vectors.tools[slug].capabilities:
            return None
        if slug not in self._likeness:
            self._likeness[slug] = self._products.with_rows(self._vectors.of(slug))
        row = self._likeness[slug][self._places[query]]
        place = int(row.argmax())
        return place if row[place] >= LEAST_LIKENESS * FULL else None
