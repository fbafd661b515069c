"""Evidence of one pair of capabilities, word by word: what `ssg.comparison.pair_evidence` finds.

It reads the texts again and uses sets in place of arrays.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ssg.comparison.capability_vectors import CapabilityVectors, texts_of
from ssg.comparison.tfidf import FACTORS, GENERAL_GROUP, RELATED_GROUP, SITE_GROUP
from ssg.comparison.wordings import neutral_stems
from ssg.tokenizer import terms

__all__ = ["PHRASES", "across", "agreement", "same_title", "wording_of"]

PHRASES = (
    "two-factor authentication",
    "2FA",
    "single sign-on",
    "IntelliSense",
    "code completion",
    "autocomplete",
    "webhooks",
    "GitHub",
    "photos",
    "pictures",
    "walrus",
    "walruses",
    "seal feeding",
    "sea lion",
    "encrypted backup",
    "built-in",
    "custom",
    "for the",
)
"""Phrases of titles: some mean the same, some are only related, some say nothing."""


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
    body: frozenset[int]
    """Words of its texts that are not in the title, and groups of the site."""


def wording_of(vectors: CapabilityVectors, slug: str, place: int) -> Wording:
    """Return the wording of a capability, read from its texts."""
    lexicon, tool = vectors._lexicon, vectors.tools[slug]  # noqa: SLF001
    left_out, texts = frozenset(terms(tool.name)), texts_of(tool.capabilities[place])
    in_tools = vectors._tools_with  # noqa: SLF001
    title, every = (
        frozenset(term for term in lexicon.count(some, left_out) if in_tools[term] > 1)
        for some in (texts[:1], texts)
    )
    marks = {term: lexicon.terms[term][:1] for term in every}
    every_group = frozenset(
        term for term, mark in marks.items() if mark in {SITE_GROUP, GENERAL_GROUP}
    )
    others = {GENERAL_GROUP, RELATED_GROUP}
    return Wording(
        title,
        every_group,
        title & every_group,
        frozenset(term for term in title if marks[term] == RELATED_GROUP),
        tuple(
            _title_word(vectors, term, names)
            for term, names in lexicon.title_words(tool.capabilities[place].title)
            if lexicon.terms[term] not in neutral_stems() | left_out
        ),
        frozenset(term for term in every - title if marks[term] not in others),
    )


def _title_word(vectors: CapabilityVectors, term: int, names: Sequence[str]) -> TitleWord:
    """Return a word that is part of phrases of groups, given by the terms of these."""
    weights = vectors.weights.words.tolist()
    numbers = {name: number for name in names if (number := vectors.number(name)) is not None}
    groups = {number for name, number in numbers.items() if name[:1] != RELATED_GROUP}
    return TitleWord(
        term,
        weights[term],
        frozenset(groups),
        frozenset(numbers.values()) - groups,
        [
            (number, weights[number] / FACTORS.get(name[:1], 1.0))
            for name, number in numbers.items()
            if number in groups
        ],
    )


def across(one: Wording, other: Wording) -> frozenset[int]:
    """Return the terms that are in the title of one, and only in the text of the other."""
    return (one.title & other.body) | (one.body & other.title)


def agreement(one: Wording, other: Wording) -> tuple[float, float, float, float]:
    """Return the fields of `pair_evidence.Agreement` for a pair, but for the bodies."""
    foreign = (
        bool(one.groups and other.groups)
        and one.groups.isdisjoint(other.every_group)
        and other.groups.isdisjoint(one.every_group)
    )
    if one.title.isdisjoint(other.title):
        return 0.0, float(foreign), 0.0, 0.0
    groups = one.groups & other.groups
    every_group = len(one.groups) + len(other.groups) - len(groups)
    covered_a, related_a = _share(one, other, across(one, other))
    covered_b, related_b = _share(other, one, across(one, other))
    return (
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


def _share(one: Wording, other: Wording, in_text: frozenset[int]) -> tuple[float, float]:
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
        elif term in in_text or (groups and not groups.isdisjoint(every_group)):
            rest += weight / 2
        else:
            rest += weight
    return shared / (shared + rest + 0.5), related
