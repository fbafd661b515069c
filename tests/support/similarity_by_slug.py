"""What is asked of `Similarity` and `SharedFacts`, by slug."""

from collections.abc import Sequence

import numpy as np

from ssg.catalog import Catalog
from ssg.ranking.feature_table import Numbers
from ssg.ranking.pair_reasons import PairReasons
from ssg.ranking.shared_facts import SharedFacts
from ssg.ranking.similarity import Partners, Similarity
from ssg.site import Step

__all__ = ["SimilarityBySlug"]


class SimilarityBySlug:
    """The tools of a catalog compared with each other."""

    def __init__(self, catalog: Catalog) -> None:
        """Take a catalog."""
        self.facts = SharedFacts(catalog)
        self.similarity = Similarity(catalog, self.facts)

    def nearest(self, slug: str, least: float = 0.0) -> list[tuple[str, float]]:
        """Return the tools near one, the strongest first."""
        return self._named(self.similarity.nearest(self.facts.places[slug], least))

    def first(self, slug: str, most: int) -> list[tuple[str, float]]:
        """Return the first of these."""
        quotas = np.zeros(len(self.facts.slugs), np.int64)
        quotas[self.facts.places[slug]] = most
        return self._named(self.similarity.nearest_of_each(quotas))

    def _named(self, found: Partners) -> list[tuple[str, float]]:
        slugs = [self.facts.slugs[place] for place in found.others.tolist()]
        return list(zip(slugs, found.strengths.tolist(), strict=True))

    def places(self, pairs: Sequence[tuple[str, str]]) -> tuple[Numbers, Numbers]:
        """Return the places of the tools of pairs."""
        first, second = (
            np.array([self.facts.places[pair[side]] for pair in pairs], np.int64) for side in (0, 1)
        )
        return first, second

    def steps_and_strengths(
        self, pairs: Sequence[tuple[str, str]], *, coarse: bool = False
    ) -> list[tuple[Step, float]]:
        """Return the step and the strength of pairs."""
        steps, strengths = self.similarity.steps_and_strengths(*self.places(pairs), coarse=coarse)
        return list(zip(map(Step, steps.tolist()), strengths.tolist(), strict=True))

    def strength(self, a: str, b: str) -> float:
        """Return the exact strength of a pair."""
        return self.steps_and_strengths([(a, b)])[0][1]

    def reasons(self, a: str, b: str) -> tuple[str, ...]:
        """Return what two tools have in common."""
        ground = self.facts.ground(self.facts.places[a], self.facts.places[b])
        return PairReasons(self.facts, self.facts.catalog).of(ground)

    def shared_words(self, a: str, b: str) -> list[str]:
        """Return the words that two tools share."""
        return self.facts.shared_words(self.facts.places[a], self.facts.places[b])

    def popularity(self, slug: str) -> float:
        """Return how well known a tool is."""
        return float(self.similarity.popularity[self.facts.places[slug]])
