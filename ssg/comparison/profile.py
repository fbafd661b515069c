"""`ToolProfile`: data of one tool for its comparisons, computed once per tool."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_
from typing import NamedTuple

from ssg.catalog import AttributeValue, Capability, PricingModel, Status, Tool
from ssg.comparison.cells import Standing
from ssg.comparison.facts import Fact, facts_of
from ssg.comparison.jobs import BUILT_ON, Jobs, job, jobs_of, purpose
from ssg.comparison.tool_names import WORD, first_words, names_of, pattern_of
from ssg.comparison.tool_texts import (
    ToolTexts,
    about_others,
    about_others_lower,
    begins_word,
    is_of_word,
    is_short_word,
    own_text,
    phrase_terms,
    prose_of,
    sentences_of_terms,
    statements,
    subject_of,
)
from ssg.messages import ENGLISH, Messages, is_english
from ssg.scores import Score
from ssg.settings import Settings
from ssg.tokenizer import terms

__all__ = [
    "ENDED",
    "MUST_BE_PAID",
    "Base",
    "Denial",
    "PointsTexts",
    "ToolProfile",
    "profile_of",
    "synonyms_of",
]

MUST_BE_PAID = frozenset({PricingModel.PAID, PricingModel.USAGE})
ENDED = frozenset({Status.MAINTENANCE, Status.ARCHIVED})


class Denial(NamedTuple):
    """A text in lower case that says what a tool lacks."""

    text: str
    most_before: int
    """Words of the text that may precede what is denied."""
    is_firm: bool = True
    """Whether the tool lacks it, and does not only not need it."""


class Base(NamedTuple):
    """A tool of the site of which another tool has entries of a list."""

    slug: str
    name: str
    entries: tuple[str, ...]
    """Its list in lower case."""
    is_edition: bool = False
    """Whether the other tool is its paid edition, and not built on it."""


class PointsTexts(NamedTuple):
    """Compared points of a tool in words, with its own score where that is another."""

    as_higher: str
    """`62.1 points`."""
    as_lower: str
    """`62.1`."""
    has_other_total: bool
    """Whether its own score is another."""


@dataclass(frozen=True, slots=True)
class ToolProfile:
    """A tool with its score, and what comparisons use of both."""

    tool: Tool
    score: Score
    texts: ToolTexts = field(repr=False, compare=False)
    """What `text` and `about_others` are made of."""
    messages: Messages = ENGLISH
    """The words of the sentences about it."""
    facts: tuple[Fact, ...] = ()
    """The same rows in the same order for every tool of a site."""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    inherited: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a list attribute -> entries of what it is built on; see `inherited_entries`."""
    yes_words: tuple[tuple[str, ...], ...] = ()
    """The words of the id of each attribute that is true."""
    jobs: Jobs = None
    """What it is for, by its categories; see `jobs`."""
    listed_under: str = ""
    """The name of its main category, or of its type; see `job`."""
    purpose: str = ""
    """What its main category is for, in the words of the site, or nothing; see `purpose`."""
    names: tuple[str, ...] = ()
    """What it is called, longest first."""
    chosen_over: frozenset[str] = frozenset()
    """Slugs of the tools over which its capabilities are a reason to choose it."""
    named_words: frozenset[str] = frozenset()
    """Words of `about_others` in the language of the pages: at least those that begin names."""
    first_words: tuple[str, ...] = ()
    """The first word of each of its names; empty for a name without a word."""
    row_keys_made: list[frozenset[str]] = field(default_factory=list, repr=False, compare=False)
    """Cache of `row_keys`."""
    oldest: date | None = None
    """The oldest day on which one of its facts was checked."""
    sources: int = 0
    """Different source addresses of its capabilities and signals."""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Phrase in lower case -> the other phrases that mean the same, for all tools of a site."""
    bases: Mapping[str, tuple[Base, ...]] = field(default_factory=dict)
    """Id of a list attribute -> the tools of the site that it has entries of, with their lists."""
    denials_made: list[tuple[Denial, ...]] = field(default_factory=list, repr=False, compare=False)
    """Cache of `ssg.comparison.entries`: what the texts deny."""
    standings_made: dict[tuple[str, tuple[str, ...]], Standing] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Cache of `ssg.comparison.entries`: entry of a list and synonyms -> what the file says."""
    points_made: dict[float, PointsTexts] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Cache of `ssg.comparison.verdict`: points on a scale -> their texts."""
    as_of: date | None = None
    """The reference day of the build; None where it is not known."""
    distinct_name: str = ""
    """Its name as sentences have it, if another tool of the site has the same name."""
    free_editions: frozenset[str] = frozenset()
    """Slugs of the free tools of which it is a paid edition; it need not repeat their lists."""
    is_english: bool = True
    """Whether the default language is English, which `text` and `about_others` are in."""

    @property
    def name(self) -> str:
        """The name of the tool in sentences: no other tool of the site has the same."""
        return self.distinct_name or self.tool.name

    @property
    def text(self) -> str:
        """Its summary, description, capabilities and attributes in lower case.

        Texts about others are left out.
        """
        return own_text(self.texts)

    @property
    def about_others(self) -> str:
        """Text of the capabilities about other tools, joined; most name few tools."""
        return about_others(self.texts)

    @property
    def prose(self) -> str:
        """Its own texts in the default language, without limits, attributes and other tools."""
        return prose_of(self.tool.original or self.tool)

    @property
    def row_keys(self) -> frozenset[str]:
        """The keys of its rows, known or not."""
        if not self.row_keys_made:
            self.row_keys_made.append(frozenset(fact.key for fact in self.facts))
        return self.row_keys_made[0]

    @property
    def terms(self) -> Mapping[str, int]:
        """Stem -> the sentences of `text` that contain it, as bits; empty without capabilities."""
        return sentences_of_terms(self.texts) if self.tool.capabilities else {}

    def every_term(self) -> frozenset[str]:
        """Return the keys of `terms`, in a third of the time; they are not kept."""
        return frozenset(terms(self.text) if self.tool.capabilities else ())

    def has_terms(self, found: Iterable[str]) -> bool:
        """Return whether the tool's texts have all these terms.

        Words begin with their stem without its last letter (see `ssg.tokenizer`), so that most
        texts need not be split into words.
        """
        text, ascii_text = self.text, self.text.isascii()
        wanted = list(found)
        if ascii_text and not all(term[:-1] in text for term in wanted):
            return False
        terms = self.terms
        return all(term in terms for term in wanted)

    @property
    def name_pattern(self) -> re.Pattern[str]:
        """Finds any of its names in a text, as a word and with letter case."""
        return pattern_of(self.names)

    def mentions(self, phrase: str) -> bool:
        """Return whether the tool's texts contain a phrase or all its words in a sentence.

        A longer word may begin with the phrase. A phrase that contains the tool's name counts as
        mentioned; a synonym counts as a phrase.
        """
        lower = phrase.lower()
        if is_short_word(phrase):
            return self._has_word(lower)
        if any(begins_word(lower, text) for text in (self.text, about_others_lower(self.texts))):
            return True
        if any(self._has_word(synonym) for synonym in self.synonyms.get(lower, ())):
            return True
        if any(name.lower() in lower for name in self.names):
            return True
        found = phrase_terms(phrase)
        if not found or not self.has_terms(found):
            return False
        return reduce(and_, map(self.terms.__getitem__, found)) != 0

    def is_built_on(self, other: "ToolProfile") -> bool:
        """Return whether the tool lists the other tool as one that it is built on."""
        parts = self.attributes.get(BUILT_ON)
        return isinstance(parts, tuple) and not set(other.names).isdisjoint(parts)

    def may_mean(self, entry: str, own: Sequence[str]) -> bool:
        """Return whether the tool's texts may be about an entry of a list, in other words.

        That is so where all its terms are anywhere in them, or its last term, as `pretraining` for
        `continued pretraining`. `own` are its terms that no other entry of the two lists has.
        """
        found = phrase_terms(entry)
        head = found[-1:] if found[-1:] == tuple(own[-1:]) else ()
        return any(phrase and self.has_terms(phrase) for phrase in (found, head))

    def mentions_capability(self, capability: Capability) -> bool:
        """Return whether the tool's texts may be about a capability.

        That is so where they have a name in its title, all content words of the title or of the
        id, or two of these words in a sentence, or where an attribute that is true has its id in
        that of the capability, as `multi_node` is in `multi-node-launch`. What is not mentioned may
        exist nevertheless.
        """
        capability = capability.original or capability
        subject, terms = subject_of(capability.title, capability.id), self.terms
        if subject.id_words and any(map(subject.id_words.issuperset, self.yes_words)):
            return True
        for phrase in subject.phrases:
            before, has_all = 0, True
            for term in phrase:
                place = terms.get(term)
                if place is None:
                    has_all = False
                elif before & place:  # two of the terms in a sentence
                    return True
                else:
                    before |= place
            if has_all:
                return True
        return bool(subject.names) and any(map(self._has_word, subject.names))

    def _has_word(self, phrase: str) -> bool:
        """Return whether the tool's texts contain a phrase in lower case, as whole words.

        A search by a pattern that begins with a look-behind takes fifty times as long.
        """
        start = self.text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            before, after = self.text[max(0, start - 1) : start], self.text[end : end + 1]
            if not (is_of_word(before) or is_of_word(after)):
                return True
            start = self.text.find(phrase, start + 1)
        return False

    def is_named_in(self, text: str) -> bool:
        """Return whether a text names the tool; a plain search comes first, as most do not."""
        return any(name in text for name in self.names) and bool(self.name_pattern.search(text))

    def may_be_named_by(self, other: "ToolProfile") -> bool:
        """Return whether a statement of the other tool may name this one; most name few tools."""
        first = self.first_words
        return not other.named_words.isdisjoint(first) or "" in first


def profile_of(
    tool: Tool,
    score: Score,
    settings: Settings,
    as_of: date | None = None,
    synonyms: Mapping[str, tuple[str, ...]] | None = None,
    distinct_name: str = "",
) -> ToolProfile:
    """Return the profile of a tool of a site.

    What its texts are about is taken from the default language: comparisons are the same in every
    language of a site.

    `as_of`: see `facts_of`. `synonyms` are those of `synonyms_of`; only rules need them.
    """
    original = tool.original or tool
    names = names_of(tool)
    messages = settings.messages
    return ToolProfile(
        tool=tool,
        score=score,
        messages=messages,
        facts=facts_of(tool, score, settings, as_of),
        attributes=dict(tool.attributes),
        yes_words=tuple(tuple(key.split("_")) for key, value in tool.attributes if value is True),
        jobs=jobs_of(tool, settings.categories),
        listed_under=job(tool, settings),
        purpose=purpose(tool, settings.categories),
        names=names,
        chosen_over=frozenset(slug for each in tool.capabilities for slug, _ in each.choose_over),
        named_words=frozenset(WORD.findall(statements(tool))),
        first_words=first_words(names),
        texts=ToolTexts(original),
        oldest=min(_checks(tool), default=None),
        sources=len(_sources(tool)),
        synonyms=synonyms or {},
        as_of=as_of,
        distinct_name=distinct_name,
        is_english=is_english(settings.default_language),
    )


def synonyms_of(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return for each phrase of groups of synonyms, in lower case, the others of its groups."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        phrases = [phrase.lower() for phrase in group]
        for phrase in phrases:
            others = tuple(other for other in phrases if other != phrase)
            found[phrase] = (*found.get(phrase, ()), *others)
    return found


def _checks(tool: Tool) -> Iterator[date]:
    """Yield each day on which a fact was compared with its source."""
    days = [source.checked for capability in tool.capabilities for source in capability.sources]
    days += [claim.based_on.checked for claim in tool.claims]
    yield from (day for day in (*days, tool.pricing.checked) if day)


def _sources(tool: Tool) -> set[str]:
    """Return the addresses that facts are taken from; measured signals have theirs in the score."""
    urls = {source.url for capability in tool.capabilities for source in capability.sources}
    return (urls | {claim.based_on.source for claim in tool.claims}) - {""}
