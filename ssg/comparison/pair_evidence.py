"""What speaks for pairs of capabilities of one tool with those of others, as arrays.

What belongs to a tool is read once (`Traits`); all pairs of a tool are compared in one step.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.shared_words import BODY, GROUP, TITLE, Shared, SharedWords, WordCells
from ssg.comparison.sparse_rows import distinct, expanded
from ssg.comparison.wordings import TermWeights, TitleWords, covered

__all__ = ["Agreement", "PairEvidence", "PartnerCells", "Traits", "stacked_traits"]

Floats = NDArray[np.float64]


class PartnerCells(NamedTuple):
    """The best partners of some capabilities in other tools, capability by capability."""

    sizes: NDArray[np.intp]
    """Number of partners of each capability: at most one in each other tool."""
    tools: NDArray[np.int32]
    """Number of the tool of each partner."""
    places: NDArray[np.int32]
    """Its index in this tool."""


class Traits(NamedTuple):
    """What the capabilities of a tool, or of several, are judged by besides their score rows."""

    words: WordCells
    titles: TitleWords
    partners: PartnerCells
    title_groups: NDArray[np.intp]
    """Number of groups of the title of each capability, without those of related words."""
    is_one_word: NDArray[np.bool_]
    """Whether a capability has at most one word, which is too little for a match."""

    @classmethod
    def of(cls, words: WordCells, titles: TitleWords, partners: PartnerCells) -> "Traits":
        """Return the traits of capabilities."""
        count = len(words.sizes)
        rows = np.repeat(np.arange(count), words.sizes)
        of_title = (words.parts & TITLE != 0) & (words.parts & GROUP != 0)
        has_body = np.bincount(rows[words.parts & BODY != 0], minlength=count) > 0
        return cls(
            words,
            titles,
            partners,
            np.bincount(rows[of_title], minlength=count),
            ~has_body & (titles.sizes < 2),
        )


def stacked_traits(parts: Sequence[Traits]) -> Traits:
    """Return the traits of the capabilities of several tools, one after the other."""
    words, titles, partners = (
        [np.concatenate(column) for column in zip(*cells, strict=True)]
        for cells in zip(*[part[:3] for part in parts], strict=True)
    )
    return Traits(
        WordCells(*words),
        TitleWords(*titles),
        PartnerCells(*partners),
        np.concatenate([part.title_groups for part in parts]),
        np.concatenate([part.is_one_word for part in parts]),
    )


class Agreement(NamedTuple):
    """How the words of some pairs of capabilities agree; an element of each for each pair."""

    bodies: Floats
    """Weight of the words of both texts that are in neither title, for their length."""
    groups: Floats
    """Number of groups of both titles, divided by those of either and 1; 0 to 1."""
    foreign: Floats
    """1 if both titles have groups, and none that the other text has; else 0."""
    covered: Floats
    """Share of a title that the other shares, by words or groups; of the better one; 0 to 1."""
    related: Floats
    """Weight of words of the titles that are only related; of the side with less."""


class PairEvidence:
    """The capabilities of one tool, ready to be compared with others."""

    def __init__(self, own: Traits, weights: TermWeights, tools: int) -> None:
        """Take the capabilities, the weights of all terms, and the number of tools of the site."""
        self._own, self._weights = own, weights
        self._words = SharedWords(own.words, (own.titles.terms, own.titles.groups), weights.exact)
        partners = own.partners
        found = distinct(partners.tools, tools)
        self._tools = np.zeros(tools, np.intp)
        self._tools[found] = np.arange(1, len(found) + 1)
        self._partners = np.zeros((len(partners.sizes), len(found) + 1), np.int32)
        """Capability and tool -> 1 and the index of its partner there; 0 for none."""
        rows = np.repeat(np.arange(len(partners.sizes)), partners.sizes)
        self._partners[rows, self._tools[partners.tools]] = partners.places + 1

    def shared(self, rows: NDArray[np.intp], other: Traits, columns: NDArray[np.intp]) -> Shared:
        """Return what capabilities of the tool, by index, share with as many other ones."""
        return self._words.of(rows, other.words, columns)

    def agreement(
        self, shared: Shared, rows: NDArray[np.intp], other: Traits, columns: NDArray[np.intp]
    ) -> tuple[Agreement, NDArray[np.bool_]]:
        """Return how the words of pairs agree, and whether both titles have the same words.

        These are two words or more; neutral ones do not matter. `shared` is that of the pairs.
        """
        own, words = self._own, self._words
        of_own = covered(
            own.titles, rows, lambda pairs, of: words.in_other(shared, pairs, of), self._weights
        )
        of_other = covered(
            other.titles, columns, lambda pairs, of: words.in_own(rows[pairs], of), self._weights
        )
        groups, other_groups = own.title_groups[rows], other.title_groups[columns]
        are_foreign = (groups > 0) & (other_groups > 0) & ~shared.has_group_of_title
        sizes = own.titles.sizes[rows]
        have_same_words = (sizes == other.titles.sizes[columns]) & (sizes > 1)
        agreement = Agreement(
            shared.bodies,
            shared.groups / (groups + other_groups - shared.groups + 1),
            are_foreign.astype(np.float64),
            np.maximum(of_own.shares, of_other.shares),
            np.minimum(of_own.related, of_other.related),
        )
        return agreement, have_same_words & of_own.has_all_words & of_other.has_all_words

    def contradictions(
        self, rows: NDArray[np.intp], other: Traits, columns: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """Return in how many tools the two capabilities of each pair have different partners."""
        partners = other.partners
        sizes = partners.sizes[columns]
        cells = expanded((np.cumsum(partners.sizes) - partners.sizes)[columns], sizes)
        pairs = np.repeat(np.arange(len(rows)), sizes)
        own = self._partners[rows[pairs], self._tools[partners.tools[cells]]]
        differ = (own > 0) & (own != partners.places[cells] + 1)
        return np.bincount(pairs[differ], minlength=len(rows))
