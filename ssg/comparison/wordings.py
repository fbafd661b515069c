"""Words of a capability that speak for or against a match, and their comparison with another's.

A title is read word by word. A word has a weight, its rarity, and the groups of the phrases that it
is part of: "two-step login" and "2FA" share a group, and so every word of the phrase is shared.
Words that qualify any title, such as "built-in" or "custom", are left out.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ssg.tokenizer import stem

__all__ = [
    "NO_TERMS",
    "Agreement",
    "PairWords",
    "TitleWord",
    "Wording",
    "agreement",
    "neutral_stems",
    "same_title",
]

QUALIFIERS = (
    "add added adding additional advanced all any automated automatic available based basic best "
    "better box built class common community complete configurable custom different direct easy "
    "enterprise every exact extended extensible extra fast feature features first five flexible "
    "four free full general get great high hundred hundreds included instant integrated large "
    "level live local low made make making management manager many mode modern more multiple "
    "native new official open opens option optional options over own part parts per powerful "
    "premium pro quick ready real rich run running runs see service services set setting settings "
    "several simple small smart standard support supported system ten than thousand thousands "
    "three through time tool tools two usage use used uses using various work working works"
)
NO_TERMS: frozenset[int] = frozenset()
"""Many sets of a wording are empty: each other empty set takes 216 bytes."""


@cache
def neutral_stems() -> frozenset[str]:
    """Return the stems of words that say nothing about what a capability is."""
    return frozenset(map(stem, QUALIFIERS.split()))


class TitleWord(NamedTuple):
    """A word of a title that is not neutral; terms are numbers."""

    term: int
    weight: float
    groups: frozenset[int]
    """Groups of the phrases that it is part of, without those of related words."""
    related: frozenset[int]
    """Groups of related words."""
    group_weights: Sequence[tuple[int, float]]
    """The groups with the weight of a word that is as rare."""


class Wording(NamedTuple):
    """Terms of a capability that other tools have as well, as numbers; its title word by word."""

    title: frozenset[int]
    """All terms of the title, also those of groups."""
    every_group: frozenset[int]
    """Groups of all its texts, without those of related words."""
    groups: frozenset[int]
    """Groups of the title, without those of related words."""
    related: frozenset[int]
    """Groups of related words of the title."""
    words: tuple[TitleWord, ...]
    is_title_only: bool
    """Whether it has no words besides the title."""


class PairWords(NamedTuple):
    """What the texts of two capabilities share besides the titles."""

    bodies: float
    """Weight of the words of both texts that are in neither title, for their length."""
    across: frozenset[int]
    """Terms that are in the title of one, and only in the text of the other."""


class Agreement(NamedTuple):
    """How the words of two capabilities agree."""

    bodies: float
    """Weight of the words of both texts that are in neither title, for their length."""
    groups: float
    """Number of groups of both titles, divided by those of either and 1; 0 to 1."""
    foreign: float
    """1 if both titles have groups, and none that the other text has; else 0."""
    covered: float
    """Share of a title that the other shares, by words or groups; of the better one; 0 to 1."""
    related: float
    """Weight of words of the titles that are only related; of the side with less."""


def agreement(one: Wording, other: Wording, shared: PairWords) -> Agreement:
    """Compare two capabilities, given what they share."""
    foreign = (
        bool(one.groups and other.groups)
        and one.groups.isdisjoint(other.every_group)
        and other.groups.isdisjoint(one.every_group)
    )
    if one.title.isdisjoint(other.title):
        return Agreement(shared.bodies, 0.0, float(foreign), 0.0, 0.0)
    groups = one.groups & other.groups
    every_group = len(one.groups) + len(other.groups) - len(groups)
    covered_a, related_a = _share(one, other, shared.across)
    covered_b, related_b = _share(other, one, shared.across)
    return Agreement(
        shared.bodies,
        len(groups) / (every_group + 1),
        float(foreign),
        max(covered_a, covered_b),
        min(related_a, related_b),
    )


def same_title(one: Wording, other: Wording) -> bool:
    """Return whether two titles have the same words, at least two; neutral ones do not matter."""
    return (
        len(one.words) == len(other.words) > 1
        and one.words[0].term in other.title
        and {word.term for word in one.words} == {word.term for word in other.words}
    )


def _share(one: Wording, other: Wording, across: frozenset[int]) -> tuple[float, float]:
    """Return the share of a title that the other title has, and the weight of related words.

    Words that only the other's text has count half.
    """
    shared = related = rest = 0.0
    every_group, title = other.every_group, other.title
    for term, weight, groups, related_groups, group_weights in one.words:
        in_both = groups and groups & other.groups
        if in_both:
            found = [of_group for group, of_group in group_weights if group in in_both]
            shared += max(*found, weight) if term in title else max(found)
        elif term in title:
            shared += weight
        elif related_groups and not related_groups.isdisjoint(other.related):
            related += weight
        elif term in across or (groups and not groups.isdisjoint(every_group)):
            rest += weight / 2
        else:
            rest += weight
    return shared / (shared + rest + 0.5), related
