"""Reasons of matches: the concept that two capability titles share, or nothing.

Names of the shared vocabulary that both titles hold come first, then phrases of both titles as the
first writes them, then words of a title that both texts have and that are rare in the background.
Names of the two tools, stop words, parts of a hyphenated word, and words that are common in the
background or in the site, or general like "custom", are never a reason by themselves.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ssg.catalog import Catalog
from ssg.comparison.capability_vectors import CapabilityVectors, TitleTerms
from ssg.comparison.tfidf import shipped_background
from ssg.comparison.title_conflicts import Marks, marks
from ssg.recent import Recent
from ssg.tokenizer import stem, terms

__all__ = ["Described", "Reasons"]

RARE = 0.02
"""Share of background texts below which a term of both texts names a concept."""
USUAL = 0.06
"""Share of background texts above which a word of both titles names none."""
USUAL_IN_SITE = 0.2
"""Share of the site's capabilities above which a word of their texts names none."""
MOST_NAMED = 2
LONGEST_PHRASE = 6
"""Words of a phrase."""
KEPT_TITLES = 50_000
"""Capabilities of the tools whose titles are kept, some 1 KB each: to read one takes 20 us."""
MOST_WORDS = 20_000
"""Words of titles that are kept."""
WRITTEN = re.compile(r"[^\s,;:()\[\]\"“”]+")

RELATIONS = (
    "across against along among apart around behind below between beyond during inside near "
    "outside past per since toward towards until versus"
)
"""Prepositions that the tokenizer keeps; a phrase neither begins nor ends with them."""
GENERAL = (
    "across active advanced answer application basic best better big check choose chosen combined "
    "common complete copy custom dark delay different direct easy eight eleven exact existing "
    "explicit extra family fast faster fifty five fixed forty free full fully general graceful "
    "good google high higher hundred instant item kinds known large larger least library live "
    "local location long low main million next nine optional ordinary partition plain possible "
    "product promised protection pure quick rate ready real response round separate seven several "
    "short similar simple single six sixteen small smaller special spent standard storage strict "
    "strong ten test thirty thousand twelve twenty understand unusual useful various virtual wait "
    "waiting"
)
"""Words that name no concept by themselves."""
RELATION_TERMS = frozenset(map(stem, RELATIONS.split()))
GENERAL_TERMS = frozenset(map(stem, GENERAL.split())) | RELATION_TERMS
DIGIT = re.compile("[0-9]")
_Phrase: TypeAlias = tuple[str, ...]


class _Known(NamedTuple):
    """A word of titles of a site that means something."""

    text: str
    """As written, without marks around it."""
    begin: int
    """Number of the marks before it."""
    terms: _Phrase
    """Several for a hyphenated word."""
    is_outer: bool
    """Whether a phrase may begin or end with it."""
    usual: _Phrase
    """Its terms that are too common to name a concept."""
    rare: int | None
    """The number of its term, if it names a concept where the other text has it."""
    begins_entry: bool
    """Whether a name of the vocabulary begins with one of its terms."""


class _Word(NamedTuple):
    """A word in a title."""

    text: str
    """As written, without marks around it."""
    terms: _Phrase
    """Several for a hyphenated word."""
    is_outer: bool
    """Whether a phrase may begin or end with it."""
    begin: int
    end: int
    """Its place in the title, in characters."""


_Rare: TypeAlias = tuple[int, str, str, int, bool]
"""A word in a title that names a concept if the other text has it: number of its term, its term,
its text as written, its first character, and whether it is too common to do so by itself."""


class Described(NamedTuple):
    """A capability, and what of its title may be a reason."""

    tool: str
    """Slug."""
    title: str
    in_title: Sequence[int]
    """All terms of its title by number, also those of groups."""
    marks: Marks
    """What of its title may be in conflict with another title."""
    terms: Sequence[str]
    """Terms of the words of its title."""
    usual: Sequence[str]
    """Those that are too common to name a concept."""
    rare: Sequence[_Rare]
    """Those words of the title that name a concept if the other text has them."""
    rare_terms: Sequence[int]
    """Their terms."""
    entries: tuple[str, ...]
    """Names of the vocabulary that occur in the title."""


class _Titles(NamedTuple):
    """The titles of a tool's capabilities."""

    in_title: TitleTerms
    described: dict[int, Described]
    """Index of a capability -> its title, as far as it was needed."""


class Reasons:
    """Finds the words that two capabilities of a catalog share."""

    def __init__(self, catalog: Catalog, vectors: CapabilityVectors) -> None:
        """Take a catalog, and the vectors of its capabilities."""
        self._vectors, self._messages = vectors, catalog.settings.messages
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._titles: Recent[str, _Titles] = Recent(KEPT_TITLES)
        self._names = {tool.slug: frozenset(terms(tool.name)) for tool in catalog.tools}
        self._known: dict[str, _Known | None] = {}
        """Word of a title as written -> what is known of it, None for a word without meaning: most
        are in many titles."""
        self._vocabulary: dict[str, list[tuple[_Phrase, str]]] = {}
        """First term of a name of the vocabulary -> such names by their terms, short ones first."""
        names = {
            tuple(terms(name)): shared.name
            for shared in catalog.capabilities
            for name in (shared.name, *shared.aliases)
        }
        for phrase in sorted(names, key=len):
            if 1 < len(phrase) <= LONGEST_PHRASE:
                self._vocabulary.setdefault(phrase[0], []).append((phrase, names[phrase]))

    def of(self, one: Described, other: Described, across: frozenset[int]) -> str:
        """Return the reason, the same from both sides; empty if the two share no useful words.

        `across` has the terms, by number, of the title of one that only the other's text has.
        """
        if (one.title, other.tool) > (other.title, one.tool):
            one, other = other, one
        named = [name for name in one.entries if name in other.entries] if one.entries else []
        if not named:
            names = self._names[one.tool] | self._names[other.tool]
            named = self._phrases(one, other, names)
            if not named:
                named = _rare(one, other.in_title, across, names)
                if len({*named}) < MOST_NAMED:
                    named += _rare(other, one.in_title, across, names)
        if not named:
            return ""
        shown = [*dict.fromkeys(named)][:MOST_NAMED]
        return self._messages.gettext("both mention {words}", words=self._messages.join(shown))

    def described(self, tool: str, place: int) -> Described:
        """Return what of the title of a capability, given by its index, is compared with others.

        Few capabilities are asked for, and those more than once.
        """
        titles = self._titles.get(tool)
        if titles is None:
            count = len(self._tools[tool].capabilities)
            made = _Titles(self._vectors.in_titles(tool), {})
            titles = self._titles.add(tool, made, max(1, count))
        found = titles.described.get(place)
        if found is None:
            title = self._tools[tool].capabilities[place].title
            found = self._described(tool, title, titles.in_title.of(place))
            titles.described[place] = found
        return found

    def _described(self, tool: str, title: str, in_title: Sequence[int]) -> Described:
        """Return what of a title may be a reason; `in_title`: see there."""
        row: list[str] = []
        usual: list[str] = []
        rare: list[_Rare] = []
        may_have_entries = False
        for start, known in self._read(title):
            text, before, of_word, _, of_word_usual, number, begins_entry = known
            row += of_word
            usual += of_word_usual
            if number is not None:
                rare.append((number, of_word[0], text, start + before, bool(of_word_usual)))
            may_have_entries |= begins_entry
        return Described(
            tool,
            title,
            in_title,
            marks(title),
            tuple(row),
            tuple(usual),
            tuple(rare),
            tuple([each[0] for each in rare]),
            tuple(dict.fromkeys(self._entries_in(row))) if may_have_entries else (),
        )

    def _read(self, title: str) -> Iterator[tuple[int, _Known]]:
        """Yield the words of a title that mean something, with the first character of each."""
        every = self._known
        for found in WRITTEN.finditer(title):
            text = found[0]
            known = every[text] if text in every else self._read_word(text)
            if known is not None:
                yield found.start(), known

    def _read_word(self, text: str) -> _Known | None:
        """Return what is known of a word of a title, and keep it."""
        if len(self._known) >= MOST_WORDS:
            self._known.clear()
        known = self._known[text] = self._new_word(text)
        return known

    def _new_word(self, text: str) -> _Known | None:
        written = text.strip(".`*_'!?")
        found = tuple(terms(written))
        if not found:
            return None
        is_rare = len(found) == 1 and _share(found[0]) <= RARE and not DIGIT.search(written)
        return _Known(
            written,
            text.index(written),
            found,
            RELATION_TERMS.isdisjoint(found),
            tuple(filter(self._is_usual, found)),
            self._vectors.number(found[0]) if is_rare else None,
            not self._vocabulary.keys().isdisjoint(found),
        )

    def _words(self, title: str) -> list[_Word]:
        """Return the words of a title that mean something."""
        return [
            _Word(
                known.text,
                known.terms,
                known.is_outer,
                start + known.begin,
                start + known.begin + len(known.text),
            )
            for start, known in self._read(title)
        ]

    def _phrases(self, first: Described, second: Described, names: frozenset[str]) -> list[str]:
        """Return the longest runs of words that both titles have, as the first writes them."""
        common = frozenset(first.terms).intersection(second.terms)
        if not common or names.issuperset(common.difference(first.usual)):
            return []
        ignored = {*names, *first.usual}
        covered: set[int] = set()
        words, named = self._words(first.title), []
        phrases, others = dict(_runs(words, common)), dict(_runs(self._words(second.title), common))
        shared = [(phrase, *phrases[phrase]) for phrase in phrases.keys() & others.keys()]
        for phrase, begin, end in sorted(shared, key=lambda each: (-len(each[0]), each[1])):
            if covered.isdisjoint(range(begin, end)) and not ignored.issuperset(phrase):
                covered.update(range(begin, end))
                ignored.update(phrase)
                named.append(" ".join([word.text for word in words[begin:end]]))
        return named

    def _entries_in(self, row: Sequence[str]) -> Iterator[str]:
        """Yield the names of the vocabulary in a row of terms."""
        for begin, term in enumerate(row):
            for phrase, name in self._vocabulary.get(term, ()):
                if tuple(row[begin : begin + len(phrase)]) == phrase:
                    yield name

    def _is_usual(self, term: str) -> bool:
        return (
            term in GENERAL_TERMS
            or _share(term) > USUAL
            or self._vectors.share(term) > USUAL_IN_SITE
        )


def _rare(
    one: Described, title: Sequence[int], across: frozenset[int], names: frozenset[str]
) -> list[str]:
    """Return words of a title that the other text has and few background texts.

    `title` has the terms of the other title. Words next to each other are named together; general
    ones are only named in such a row.
    """
    rare = one.rare_terms
    if across.isdisjoint(rare) and set(title).isdisjoint(rare):
        return []
    named: list[str] = []
    row: list[str] = []
    has_concept, end = False, 0
    for number, term, text, begin, is_usual in one.rare:
        if (number in across or number in title) and term not in names:
            if row and begin - end != 1:  # not only a space is between the two
                if has_concept:
                    named.append(" ".join(row))
                row, has_concept = [], False
            row.append(text)
            has_concept |= not is_usual
            end = begin + len(text)
    if has_concept:
        named.append(" ".join(row))
    return named


def _adjacent(one: _Word, other: _Word) -> bool:
    """Return whether only a space is between two words."""
    return other.begin - one.end == 1


def _runs(
    title: Sequence[_Word], common: frozenset[str]
) -> Iterator[tuple[_Phrase, tuple[int, int]]]:
    """Yield the terms of words that stand next to each other in a title, and which these are.

    Only words whose terms are all `common` are taken: the first one, and the one after the last.
    """
    for begin, first in enumerate(title):
        if not first.is_outer:
            continue
        terms_of_run: _Phrase = ()
        for end in range(begin, min(len(title), begin + LONGEST_PHRASE)):
            word = title[end]
            if not common.issuperset(word.terms) or (
                end > begin and not _adjacent(title[end - 1], word)
            ):
                break
            terms_of_run += word.terms
            if word.is_outer:
                yield terms_of_run, (begin, end + 1)


def _share(term: str) -> float:
    """Return the share of background texts with a term."""
    background = shipped_background()
    return background.counts.get(term, 0) / background.texts
