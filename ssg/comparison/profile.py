"""`ToolProfile`: data of one tool for its comparisons, computed once per tool."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache, reduce
from operator import and_
from typing import NamedTuple

from ssg.attribute_values import Measure, measure
from ssg.catalog import AttributeValue, Capability, PricingModel, Status, Tool
from ssg.comparison.cells import (
    NOT_APPLICABLE,
    Cell,
    Standing,
    attribute_cell,
    attribute_number,
    component_cell,
    pricing_cell,
    status_cell,
    text_cell,
    total_cell,
)
from ssg.comparison.jobs import BUILT_ON, Jobs, job, jobs_of, purpose
from ssg.foreign_text import in_language_of
from ssg.labels import licence_label
from ssg.messages import ENGLISH, Messages, is_english
from ssg.scores import ComponentScore, Score
from ssg.settings import AttributeKind, AttributeSpec, Better, Settings
from ssg.tokenizer import terms

__all__ = [
    "ENDED",
    "FACT_PREFIX",
    "MUST_BE_PAID",
    "SHORT",
    "Base",
    "Denial",
    "Fact",
    "PointsTexts",
    "ToolProfile",
    "fact_key",
    "first_words",
    "name_pattern",
    "names_of",
    "phrase_terms",
    "plain",
    "row_anchor",
    "side_of",
    "synonyms_of",
]

FACT_PREFIX = "fact-"
"""Begins the keys of the rows of attributes."""
DIGITS = 9
"""Values that differ by less are equal, as the order of additions must not decide."""
SAME_TIME = 30.0
"""Days: of two dates that are nearer to each other, neither is better."""

MUST_BE_PAID = frozenset({PricingModel.PAID, PricingModel.USAGE})
ENDED = frozenset({Status.MAINTENANCE, Status.ARCHIVED})
NAME = re.compile(r"\w*(?:[a-z][A-Z]|[A-Z]{2}|\d)\w*")
"""A word that is a name or an acronym, such as `QLoRA`, `FSDP2` and `GPU`."""
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.;:]\s|\n")
MOST_TEXTS = 150
"""Tools whose texts are kept, and their words, some 50 KB each: more than those of a tile of tools
(see `PageTable.by_tiles`). To make them again takes 0.7 ms for each tool and tile."""
NO_WORDS: frozenset[str] = frozenset()
"""Most capabilities have no id: each other empty set takes 216 bytes."""
SHORT = 4
"""Characters of a word that longer words may contain by chance."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The value of one row of the table for this tool."""

    key: str
    label: str
    anchor: str
    """The row's anchor on the page."""
    cell: Cell
    worth: Measure | None = None
    """The higher side is better; None if neither is, or the value is unknown."""
    group: str = ""
    """Heading above the row; rows of a group follow each other."""
    slack: float = 0.0
    """Values that differ by less are equal."""
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Entries of the list and other words for each; see `AttributeSpec.entry_synonyms`."""
    is_reason: bool = True
    """Whether a difference may be a reason to choose one of two tools."""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The tool that texts are made of; each is a key of its own, as comparing tools takes long."""

    tool: Tool
    """In the default language of the site."""


@dataclass(frozen=True, slots=True)
class ToolProfile:
    """One of the two tools, with its score."""

    tool: Tool
    score: Score
    texts: _Texts = field(repr=False, compare=False)
    """What `text` and `rivals` are made of."""
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
    """Words of `rivals` in the language of the pages: at least those that begin names."""
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
    """Whether the default language of the site is English, which `text` and `rivals` are in."""

    @property
    def name(self) -> str:
        """The name of the tool in sentences: no other tool of the site has the same."""
        return self.distinct_name or self.tool.name

    @property
    def text(self) -> str:
        """Its summary, description, capabilities and attributes in lower case.

        Texts about others are left out.
        """
        return _own_text(self.texts)

    @property
    def rivals(self) -> str:
        """Text of the capabilities about other tools, joined; most name few tools."""
        return _rivals(self.texts)

    @property
    def prose(self) -> str:
        """Its own texts in the default language, without limits, attributes and rivals."""
        return _prose(self.tool.original or self.tool)

    @property
    def row_keys(self) -> frozenset[str]:
        """The keys of its rows, known or not."""
        if not self.row_keys_made:
            self.row_keys_made.append(frozenset(fact.key for fact in self.facts))
        return self.row_keys_made[0]

    @property
    def terms(self) -> Mapping[str, int]:
        """Stem -> the sentences of `text` that contain it, as bits; empty without capabilities."""
        return _places(self.texts) if self.tool.capabilities else {}

    def has_terms(self, found: Iterable[str]) -> bool:
        """Return whether the tool's texts have all these terms.

        A stem is the beginning of its words but for its last letter (see `ssg.tokenizer`), so that
        most texts need not be split into words.
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
        return _pattern_of(self.names)

    def mentions(self, phrase: str) -> bool:
        """Return whether the tool's texts contain a phrase or all its words in a sentence.

        A longer word may begin with the phrase. A phrase that contains the tool's name counts as
        mentioned; a synonym counts as a phrase.
        """
        lower = phrase.lower()
        if _is_short_word(phrase):
            return self._has_word(lower)
        if any(_begins_word(lower, text) for text in (self.text, _lower_rivals(self.texts))):
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
        subject, terms = _subject(capability.title, capability.id), self.terms
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
            if not (_is_of_word(before) or _is_of_word(after)):
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


@dataclass(frozen=True, slots=True)
class _Subject:
    """What texts about a capability contain."""

    names: tuple[str, ...]
    """Names in its title, in lower case."""
    phrases: tuple[tuple[str, ...], ...]
    """Terms of its title and of its id, each once; none is empty."""
    id_words: frozenset[str]


@lru_cache(maxsize=20_000)
def phrase_terms(phrase: str) -> tuple[str, ...]:
    """Return the terms of an entry of a list: it is compared with the texts of many tools."""
    return tuple(terms(phrase))


def _is_short_word(phrase: str) -> bool:
    """Return whether a phrase is a short word such as `Java`, `deb` or `C`, and no acronym.

    Longer words contain such words by chance, as `JavaScript` does `Java`.
    """
    return len(phrase) <= SHORT and phrase[1:] == phrase[1:].lower()


@lru_cache(maxsize=MOST_TEXTS)
def _lower_rivals(texts: _Texts) -> str:
    """Return the text of a tool about others in lower case."""
    return _statements(texts.tool).lower()


def _begins_word(phrase: str, text: str) -> bool:
    """Return whether a text has a phrase where a word begins: not `oft` in `soft`."""
    start = text.find(phrase)
    while start > 0 and text[start - 1].isalnum():
        start = text.find(phrase, start + 1)
    return start >= 0


def _is_of_word(character: str) -> bool:
    r"""Return whether a character, or none, is one that `\w` matches."""
    return character.isalnum() or character == "_"


@lru_cache(maxsize=20_000)
def _subject(title: str, capability_id: str) -> _Subject:
    """Return what texts about a capability contain: each comparison of its tool asks for it."""
    title = plain(title)
    names = {word.lower() for word in NAME.findall(title)}
    phrases = [
        tuple(dict.fromkeys(terms(text))) for text in (title, capability_id.replace("-", " "))
    ]
    id_words = frozenset(capability_id.split("-")) if capability_id else NO_WORDS
    return _Subject(tuple(names), tuple(filter(None, phrases)), id_words)


def side_of(
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

    `as_of`: see `_attributes`. `synonyms` are those of `synonyms_of`; only rules need them.
    """
    original = tool.original or tool
    names = names_of(tool)
    messages = settings.messages
    return ToolProfile(
        tool=tool,
        score=score,
        messages=messages,
        facts=_merged(
            (
                _fact("type", messages.gettext("Type"), Cell(settings.type_label(tool.type))),
                *_scores(score, settings),
                *_signals(tool, settings),
                *_plain_facts(tool, settings),
                *_attributes(tool, settings, as_of),
            )
        ),
        attributes=dict(tool.attributes),
        yes_words=tuple(tuple(key.split("_")) for key, value in tool.attributes if value is True),
        jobs=jobs_of(tool, settings.categories),
        listed_under=job(tool, settings),
        purpose=purpose(tool, settings.categories),
        names=names,
        chosen_over=frozenset(slug for each in tool.capabilities for slug, _ in each.choose_over),
        named_words=frozenset(WORD.findall(_statements(tool))),
        first_words=first_words(names),
        texts=_Texts(original),
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


def _merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Join facts whose labels have the same words, such as `Licence` and `Licences`.

    The first that is known is shown. Facts of a group stay apart: their heading is part of them.
    """
    merged: dict[tuple[str, ...], Fact] = {}
    for fact in facts:
        label = (not fact.group and phrase_terms(fact.label)) or (fact.key,)
        first = merged.setdefault(label, fact)
        if fact.cell.known and not first.cell.known:
            merged[label] = replace(first, cell=fact.cell, worth=fact.worth)
    return tuple(merged.values())


def first_words(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first word of each name; empty for a name without a word."""
    found = map(WORD.search, names)
    return tuple(word[0] if word else "" for word in found)


def _statements(tool: Tool) -> str:
    """Return what the entries of a tool state about others."""
    return "\n".join(capability.vs_alternatives for capability in tool.capabilities)


def _prose(tool: Tool) -> str:
    """Return the texts of a tool about itself, without what it lacks."""
    texts = [tool.summary, tool.description]
    for capability in tool.capabilities:
        texts += [capability.title, capability.description, capability.unique]
        texts += [*capability.best_for, *capability.requires]
        texts += [*capability.intents, *capability.inputs, *capability.outputs]
    return "\n".join(texts)


@lru_cache(maxsize=MOST_TEXTS)
def _rivals(texts: _Texts) -> str:
    return _statements(texts.tool)


@lru_cache(maxsize=MOST_TEXTS)
def _own_text(texts: _Texts) -> str:
    tool = texts.tool
    limits = (limit for capability in tool.capabilities for limit in capability.limitations)
    found = [_prose(tool), *limits]
    for _, value in tool.attributes:
        found += value if isinstance(value, tuple) else [value] if isinstance(value, str) else []
    return "\n".join(found).lower()


@lru_cache(maxsize=MOST_TEXTS)
def _places(texts: _Texts) -> dict[str, int]:
    """Return in which sentences of the text of a tool each stem occurs, as bits."""
    places: dict[str, int] = {}
    for number, sentence in enumerate(SENTENCE_END.split(_own_text(texts))):
        bit = _bit(number)
        for term in terms(sentence):
            before = places.get(term)
            places[term] = bit if before is None else before | bit
    return places


@cache
def _bit(number: int) -> int:
    """Return a number with one bit; most terms are in one sentence, and share it."""
    return 1 << number


def _checks(tool: Tool) -> Iterator[date]:
    """Yield each day on which a fact was compared with its source."""
    days = [source.checked for capability in tool.capabilities for source in capability.sources]
    days += [claim.based_on.checked for claim in tool.claims]
    yield from (day for day in (*days, tool.pricing.checked) if day)


def _sources(tool: Tool) -> set[str]:
    """Return the addresses that facts are taken from; measured signals have theirs in the score."""
    urls = {source.url for capability in tool.capabilities for source in capability.sources}
    return (urls | {claim.based_on.source for claim in tool.claims}) - {""}


def plain(text: str) -> str:
    """Remove the backquotes of inline code."""
    return in_language_of(text, text.replace("`", ""))


def row_anchor(key: str) -> str:
    """Return the anchor of a table row."""
    return f"row-{key.replace('_', '-')}"


def fact_key(attribute: AttributeSpec) -> str:
    """Return the key of an attribute's row; the prefix keeps it apart from the built-in rows."""
    return f"{FACT_PREFIX}{attribute.id}"


def _fact(key: str, label: str, cell: Cell, worth: Measure | None = None) -> Fact:
    return Fact(key, label, row_anchor(key), cell, worth)


def _points(component: ComponentScore) -> Measure | None:
    """Return the value of a component; means of different signals cannot be compared."""
    if component.value is None:
        return None
    even = (round(component.value, DIGITS),)
    return Measure(" ".join(reading.id for reading in component.readings), even, even)


def _scores(score: Score, settings: Settings) -> Iterator[Fact]:
    """Yield total and components; the total has no better side, as the verdict has it."""
    if not settings.ranking.enabled:
        return
    yield _fact("rank", settings.ranking.name, total_cell(score, settings.messages))
    for component in score.components:
        key = f"component-{component.name}"
        cell = component_cell(component, settings.messages)
        yield _fact(key, component.label, cell, _points(component))


def _signals(tool: Tool, settings: Settings) -> Iterator[Fact]:
    """Yield the raw values of the signals that comparisons show, such as stars."""
    values = {signal.id: signal.value for signal in tool.signals}
    for spec in settings.ranking.signals:
        if spec.is_compared:
            value = values.get(spec.id)
            number = attribute_number(value if not isinstance(value, bool) else None)
            text = "" if number is None else settings.messages.number(number)
            yield _fact(f"signal-{spec.id}", spec.label, text_cell(text, settings.messages))


def _plain_facts(tool: Tool, settings: Settings) -> Iterator[Fact]:
    messages, gettext = settings.messages, settings.messages.gettext
    yield _fact("pricing", gettext("Pricing"), pricing_cell(tool, messages))
    total = len(tool.capabilities)
    documented = messages.ngettext("{number} documented", "{number} documented", total)
    cell = text_cell(documented if total else "", messages)
    yield _fact("capabilities", settings.words.capabilities_title, cell)
    licence = text_cell(licence_label(tool.license), messages)
    yield _fact("licence", gettext("Licence"), licence)
    yield _fact("status", gettext("Status"), status_cell(tool, messages))
    day = messages.day(tool.updated) if tool.updated else ""
    yield _fact("updated", gettext("Last release or commit"), text_cell(day, messages))


def _attributes(tool: Tool, settings: Settings, as_of: date | None) -> Iterator[Fact]:
    """Yield the attributes; with the day `as_of` also how old dates are where that matters."""
    known = dict(tool.attributes)
    own = {tool.type, *tool.categories}
    for spec in settings.grouped_attributes():
        if spec.kind is AttributeKind.URL or not spec.is_compared:
            continue  # an address of its own page is no fact to compare
        value = known.get(spec.id)
        cell = attribute_cell(value, spec, as_of if spec.better else None, settings.messages)
        if value is None and spec.applies_to and own.isdisjoint(spec.applies_to):
            cell = NOT_APPLICABLE
        fact = _fact(fact_key(spec), spec.label, cell, _worth(value, spec))
        slack = SAME_TIME if spec.kind is AttributeKind.DATE else 0.0
        yield replace(
            fact,
            group=spec.group,
            slack=slack,
            synonyms=spec.entry_synonyms,
            is_reason=spec.is_reason and spec.id != BUILT_ON,
        )


def _worth(value: AttributeValue | None, spec: AttributeSpec) -> Measure | None:
    """Return the place of a value in an order in which higher is better."""
    place = measure(value, spec.kind) if spec.better else None
    return -place if place and spec.better in {Better.LOWER, Better.NO} else place


def names_of(tool: Tool) -> tuple[str, ...]:
    """Return all names of a tool, the longest first."""
    return tuple(_longest_first({tool.name, *tool.also_known_as}))


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def name_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the names in a text, as a word and with letter case."""
    names = _longest_first(names)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


@lru_cache(maxsize=5_000)
def _pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the names of a tool; few texts need it, and it takes a while."""
    return name_pattern(names)
