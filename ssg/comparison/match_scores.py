"""Scores of capability pairs: the likelihood that two capabilities are the same thing.

    score = LIKENESS * z(likeness of the texts) + PARTNERS * shared partners in third tools + BASE

z is the distance from the mean likeness of the site in standard deviations, so that the score means
the same in every site. `shared partners` is the sum over third tools, in which both have the same
partner, of the geometric mean of the two likenesses, divided by the number of third tools plus 1.
Both are dot products: a capability is one sparse row of whole numbers, and the scores of two
tools are the products of their rows, exact in float32.

A pair is certain when its log-odds reach `BAR`: the sum of the `WEIGHTS` times the evidence, with
`DENSITY * ln(density)`, `SAME_TITLE` and `ODDS`. Evidence is

lead: score minus the best score with any other partner of either side, at most `MOST_LEAD`;

what `pair_evidence.Agreement` counts: words of both texts, and what the two titles share;

contradicted: share of the third tools in which the two have different partners;

same title: the same words, two or more;

density: expected matches without an id per pair of similar tools. In a site with complete ids few
true matches are left, and the same evidence means less.

The constants are those of logistic regressions on labelled pairs, with and without the groups of
synonyms; benchmarks/alignment_fit.py fits those with, and prints how well they do on subjects that
they were not fitted to.
"""

import math
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Tool
from ssg.comparison.capability_vectors import (
    GRAIN,
    VOCABULARY,
    CapabilityVectors,
    same_texts,
)
from ssg.comparison.neighbours import FULL, NEAREST, Neighbourhood, Partners, best_pairs
from ssg.comparison.pair_evidence import Agreement, PairEvidence, PartnerCells, Traits
from ssg.comparison.shared_words import Shared
from ssg.comparison.sparse_rows import Matrix, RowProducts, SparseRows, packed, stacked
from ssg.recent import Recent

__all__ = [
    "BAR",
    "BLOCKED",
    "OF_LEAD",
    "Evidence",
    "MatchScores",
    "ScoreScale",
    "SiteMeasures",
    "probability",
]

LIKENESS, PARTNERS, BASE = 1.15, 22.0, -5.6
WEIGHTS = (0.39, 0.76, 2.45, -0.98, 1.52, 0.45, -1.28)
"""Weights of the evidence: lead, what is in `Agreement`, contradicted."""
OF_LEAD = WEIGHTS[0]
DENSITY, ODDS = 1.5, -3.91
SAME_TITLE = 2.0
"""Log-odds of titles of the same words; too few are labelled to fit it."""
BAR = 1.0
"""Log-odds from which a pair is shown."""
MOST_LEAD = 12.0
SCORE_GRAIN = 384
"""Factor of integer scores: a score of 1 is its square; all scores stay below 2 ** 24."""
PRIOR_BETWEEN, PRIOR_WITHIN = (0.03, 0.13), (-0.015, 0.09)
"""Mean and standard deviation of likeness in the labelled sets: across tools, within a tool."""
PRIOR_CELLS = 400
"""Weight of this prior, in cells; a site of two tools has few cells."""
LEAST_DEVIATION = 0.025
PRIOR_DENSITY, PRIOR_PAIRS = 1.0, 3
"""Density that a site begins with, and its weight in pairs of tools."""
LEAST_DENSITY = 0.05
DENSITY_KEPT = 4_000
"""Capabilities whose score rows are kept while the density is measured, some 1.5 KB each."""
DENSITY_TOOLS = 200
"""Tools that the density is measured on; more would cost more and change little."""
UNKNOWN = "?"
"""No slug of a tool: it has no partners."""
BLOCKED = np.float32(-1e9)
"""Score of a pair that must not match."""

Floats = NDArray[np.float64]


class ScoreScale(NamedTuple):
    """How products of vectors become scores in one site."""

    likeness: float
    """Factor of the likeness."""
    base: float
    partners: float


class Evidence(NamedTuple):
    """What speaks for some pairs of capabilities, and against them; see the module.

    An element of each array for each pair.
    """

    lead: Floats
    agreement: Agreement
    contradicted: Floats
    """0 to 1."""
    density: float
    """Logarithm."""
    same_title: NDArray[np.bool_]

    def certainty(self) -> Floats:
        """Return how far each pair is above (positive) or below the bar, in log-odds."""
        found = (self.lead, *self.agreement, self.contradicted)
        total: Floats = np.zeros(len(self.lead))
        for weight, each in zip(WEIGHTS, found, strict=True):
            np.add(total, weight * each, out=total)
        log_odds: Floats = total + self.given() + ODDS - BAR
        return log_odds

    def given(self) -> Floats:
        """Return the log-odds of evidence whose weight is not fitted."""
        found: Floats = DENSITY * self.density + SAME_TITLE * self.same_title.astype(np.float64)
        return found


class SiteMeasures(NamedTuple):
    """What is measured over a whole site; it depends on the texts of all capabilities."""

    nearest: Mapping[str, tuple[str, ...]]
    """As in `Neighbourhood`."""
    partners: Mapping[str, NDArray[np.int32]]
    """Slug -> a row per partner, with the fields of `Partners`."""
    scale: ScoreScale
    density: float
    """Expected number of matches, without those by id, per pair of similar tools."""


class _SiteEvidence:
    """Partners, and the scale of scores, measured over a whole site."""

    def __init__(self, vectors: CapabilityVectors, measures: SiteMeasures | None) -> None:
        self.tools: Mapping[str, Tool] = vectors.tools
        self.neighbourhood = Neighbourhood(vectors)
        if measures:
            self.neighbourhood.nearest.update(measures.nearest)
            self.neighbourhood.found.update(measures.partners)
            self.scale = measures.scale
        else:
            self.neighbourhood.search()
            self.scale = self._measured_scale()
        sizes = [len(tool.capabilities) for tool in vectors.tools.values()]
        self.first_columns = np.cumsum([1, *sizes])
        """Number of a tool -> the column of its first capability as a partner."""
        self.partner_columns = sum(sizes)

    def _measured_scale(self) -> ScoreScale:
        between, within = self.neighbourhood.between, self.neighbourhood.within
        mean, outer = between.mean_and_deviation(*PRIOR_BETWEEN, PRIOR_CELLS)
        _, inner = within.mean_and_deviation(*PRIOR_WITHIN, PRIOR_CELLS)
        factor = LIKENESS / max(LEAST_DEVIATION, (outer + inner) / 2)
        return ScoreScale(factor, BASE - factor * mean, PARTNERS / (self.third_tools + 1))

    @property
    def third_tools(self) -> int:
        """Number of tools besides two that partners are searched in, at least 1."""
        searched = min(len(self.neighbourhood.nearest), NEAREST + 1)
        return max(1, searched - 2 + (VOCABULARY in self.tools))


class MatchScores:
    """Score rows of each tool of a catalog, and the average number of matches per pair."""

    def __init__(
        self,
        vectors: CapabilityVectors,
        before: "MatchScores | None" = None,
        measures: SiteMeasures | None = None,
    ) -> None:
        """Take `before` to reuse site-wide results for tools that did not change.

        `measures`: those of the same texts, which are then not measured again.
        """
        self._vectors = vectors
        self._site: _SiteEvidence = before.site if before else _SiteEvidence(vectors, measures)
        known = before or measures
        self.density: float = known.density if known else self._measured_density()
        self._log_density = math.log(self.density)
        self._third_tools = self._site.third_tools

    @property
    def site(self) -> "_SiteEvidence":
        """Site-wide results."""
        return self._site

    @property
    def measures(self) -> SiteMeasures:
        """What was measured over the whole site."""
        site = self._site
        return SiteMeasures(
            site.neighbourhood.nearest, site.neighbourhood.found, site.scale, self.density
        )

    @property
    def base(self) -> float:
        """Score of two capabilities without anything in common."""
        return self._site.scale.base

    def nearest(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the tools most like a tool."""
        return self._site.neighbourhood.nearest.get(slug, ())

    @property
    def width(self) -> int:
        """A width that no column of a score row reaches."""
        return self._vectors.width + self._site.partner_columns

    def rows(self, slug: str) -> SparseRows:
        """Return the score rows of a tool, one per capability: its partners, then its terms."""
        vectors = self._vectors.of(slug)
        partners = self._partners(slug)
        columns = self._site.first_columns[partners.tools] + partners.places
        strengths = np.sqrt(self._site.scale.partners * (partners.products / FULL)) * SCORE_GRAIN
        factor = math.sqrt(self._site.scale.likeness) * SCORE_GRAIN / GRAIN
        terms = vectors.values.astype(np.float32) * factor
        found = SparseRows(vectors.height, partners.rows, columns, np.rint(strengths))
        columns = vectors.columns + self._site.partner_columns
        return packed(found, SparseRows(vectors.height, vectors.rows, columns, np.rint(terms)))

    def _partners(self, slug: str) -> Partners:
        """Return the partners of the capabilities of a tool; none if it changed."""
        known = same_texts(self._site.tools.get(slug), self._vectors.tools[slug])
        return self._site.neighbourhood.partners(slug if known else UNKNOWN)

    def multiplier(self, rows: SparseRows) -> RowProducts:
        """Return score rows prepared for multiplication."""
        return RowProducts(rows, self.width)

    def scores(self, one: RowProducts, other: SparseRows) -> Matrix:
        """Return the scores of all pairs of capabilities of two tools."""
        products = one.with_rows(other)
        products *= np.float32(1 / SCORE_GRAIN**2)
        products += np.float32(self._site.scale.base)
        return products

    def traits(self, slug: str, *, with_ids: bool) -> Traits:
        """Return what the capabilities of a tool are judged by besides their score rows.

        `with_ids`: also those with an id; else nothing is known of their titles.
        """
        partners, count = self._partners(slug), len(self._vectors.tools[slug].capabilities)
        return Traits.of(
            self._vectors.words(slug),
            self._vectors.title_words(slug, with_ids=with_ids),
            PartnerCells(
                np.bincount(partners.rows, minlength=count), partners.tools, partners.places
            ),
        )

    def pair_evidence(self, traits: Traits) -> PairEvidence:
        """Return the capabilities of a tool ready to be compared with others."""
        return PairEvidence(traits, self._vectors.weights, len(self._site.first_columns))

    def evidence(
        self,
        one: PairEvidence,
        other: Traits,
        pairs: tuple[NDArray[np.intp], NDArray[np.intp]],
        leads: Floats,
    ) -> tuple[Evidence, Shared]:
        """Return what speaks for pairs, given by the indexes of both sides, and what they share."""
        shared = one.shared(pairs[0], other, pairs[1])
        agreement, same_title = one.agreement(shared, pairs[0], other, pairs[1])
        contradicted = one.contradictions(pairs[0], other, pairs[1]) / self._third_tools
        leads = np.minimum(MOST_LEAD, leads)
        return Evidence(leads, agreement, contradicted, self._log_density, same_title), shared

    def _measured_density(self) -> float:
        """Return the expected number of matches, without those by id, per pair of similar tools."""
        slugs = sorted(self._site.neighbourhood.nearest)
        step = -(-len(slugs) // DENSITY_TOOLS) or 1
        pairs = {
            (min(slug, other), max(slug, other))
            for slug in slugs[::step]
            for other in self._site.neighbourhood.nearest[slug]
        }
        expected = [PRIOR_DENSITY * PRIOR_PAIRS]
        made: Recent[str, SparseRows] = Recent(DENSITY_KEPT)
        for a, group in groupby(sorted(pairs), key=itemgetter(0)):
            others = [b for _, b in group]
            rows = [made.get(b) or self._added(made, b) for b in others]
            scores = self.scores(self.multiplier(self.rows(a)), stacked(rows))
            ends = np.cumsum([each.height for each in rows])[:-1]
            for b, block in zip(others, np.split(scores, ends, axis=1), strict=True):
                _block_ids(block, self._site.tools[a], self._site.tools[b])
                expected += map(probability, block[best_pairs(block, float(BLOCKED))].tolist())
        return LEAST_DENSITY + math.fsum(expected) / (len(pairs) + PRIOR_PAIRS)

    def _added(self, made: Recent[str, SparseRows], slug: str) -> SparseRows:
        """Return the score rows of a tool, which are kept from now on."""
        return made.add(slug, self.rows(slug), len(self._vectors.tools[slug].capabilities))


def _block_ids(scores: Matrix, first: Tool, second: Tool) -> None:
    """Block the capabilities with an id of two tools that both use ids."""
    rows = [each.id != "" for each in first.capabilities]
    columns = [each.id != "" for each in second.capabilities]
    if any(rows) and any(columns):
        scores[rows] = BLOCKED
        scores[:, columns] = BLOCKED


def probability(log_odds: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + math.exp(-max(-700.0, min(700.0, log_odds))))
