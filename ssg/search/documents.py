"""Search documents: one for each capability, and one for each tool as a whole."""

import hashlib
import marshal
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ssg.catalog import Capability, SharedCapability, Tool
from ssg.fields import searched_keys, searched_values
from ssg.search.facets import attribute_labels
from ssg.settings import Settings
from ssg.site import Site
from ssg.undescribed import without_set_phrases

__all__ = [
    "DIGEST_BYTES",
    "NAME",
    "NAME_LEVELS",
    "DocumentReader",
    "Field",
    "SearchDocument",
    "acronym",
    "in_rank_order",
    "number_of_documents",
    "replaced_names",
]

ABOUT = 1
"""Documents of a tool before those of its capabilities."""
DIGEST_BYTES = 16
LINK_TARGET = re.compile(r"\]\([^)]{0,2048}\)|https?://[^\s>)]+")
"""URLs in Markdown, which are not indexed."""
LOWER_CASE_WORD = re.compile("[a-z]+")
PROPER_NAME = r"[A-Z][\w+#-]*(?:\.\w+)?(?: [A-Z][\w+#-]*(?:\.\w+)?)*"
REPLACED_NAMES = re.compile(
    r"(?i:\b(?:alternatives? (?:to|for)|replace(?:s|ments? (?:to|for|of))|similar to|clone of|"
    r"compatible with) )([^;:()]{1,80})|"
    rf"({PROPER_NAME})[ -](?i:alternative|replacement|clone)\b"
)
"""What a text says that a tool can replace: group 1 begins with names, group 2 is a name."""
SIGNS_OF_REPLACED = "alternative", "replac", "similar", "clone", "compatible"
"""What each ASCII text that `REPLACED_NAMES` matches has in lower case; it is found sooner."""
NAMES = re.compile(PROPER_NAME)
HEAD_END = re.compile(
    r"(?<=...)(?:\b(?:that|which|where|with|for|to|of|from|using|built|written|based|supporting)\b|"
    r"[,;:(]|\.\s)"
)
"""Where the beginning of a summary ends, which names what the tool is."""
ONE_WORD = re.compile(r"\w+[.!]\s+")
"""A first sentence that says too little to be the beginning alone."""
NEGATION = re.compile(r"\b(?i:no|not|without)\s+(?:an? |any )?([\w-]+)")
"""A word that a summary denies: `no VPN client`."""
MIN_WORDS_OF_ACRONYM = 3
INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2})")
"""Where a name in camel case has a further word: `RedPajama` is also `Red Pajama`."""
ROMAN_NUMERALS = {"II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
"""Numbers at the end of names, in the digits that people write."""
COMMON_TOOLS, COMMON_SHARE = 3, 0.002
"""A name is a common word if the summaries of this many tools, and this share, have it."""


class Field(NamedTuple):
    """A field of a document."""

    halves: int
    """Weight of a word in halves: 6 is three times a word of the description."""
    text: str


class SearchDocument(NamedTuple):
    """A unit of scoring."""

    fields: tuple[Field, ...]
    names: tuple[str, ...] = ()
    """Names of a tool, also indexed as a whole: its name, slug and other names."""
    near_names: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Weights below a name's, and texts indexed as names: initials, and what the tool replaces."""
    kinds: tuple[tuple[int, str, bool], ...] = ()
    """Weight, a text that says what kind of software it is, and whether that is a product."""
    is_tool: bool = False
    """Whether it is about a tool as a whole."""


NAME_LEVELS = 3
"""The impact levels of the words of names: the highest for a name of one word, then of two words,
then of more. They tell the browser which tools a question names."""
NAME = 100
"""Weight of a word of a name, which no other text reaches; divided by the number of words."""
ACRONYM, REPLACED = 20, 20
"""Weights of what is not a tool's name: its initials, and a name that its summary says it
replaces."""
COMMON_NAME, CATEGORY, LABEL, TEXT, HEAD, NEGATED = 8, 4, 4, 2, 2, 1
"""Weights of fields that are no text of the file, in halves; the others are in `ssg.catalog`."""
KIND_OF_CATEGORY, KIND_OF_TEXT, KIND_OF_HEAD, KIND_OF_PRODUCT = 3, 6, 1, 8
"""Weights of the kinds of software that a category, a summary, its beginning and a replaced product
name. The beginning counts in addition to the whole."""
SEPARATOR = "\n"
"""Separates unrelated texts, so that phrases do not span them."""


def in_rank_order(site: Site) -> list[Tool]:
    """Return the tools, best score first; the position is the tool's number in the index.

    A summary is empty where an import found none and wrote a set phrase.
    """
    tools = without_set_phrases(site.catalog)
    return [tools[score.slug] for score in site.ranking.scores]


class DocumentReader:
    """Makes the search documents of the tools of one site."""

    def __init__(self, site: Site, tools: Sequence[Tool]) -> None:
        """Take all tools of the site: names that are common words in their texts count less."""
        self._settings = site.settings
        self._shared = {capability.id: capability for capability in site.catalog.capabilities}
        self._categories = {category.id: category.name for category in site.settings.categories}
        self._types = {type_: site.settings.type_label(type_) for type_ in {t.type for t in tools}}
        self.common = common_words(tools)
        self._known = site.catalog.digests
        labels = sorted(self._types.items()), [*self._categories.items()]
        general = repr((labels, site.settings.attributes, site.catalog.capabilities))
        self._general = _hash(general.encode("utf-8", "surrogatepass"))
        """Covers what documents have of the site, besides the texts of tools."""

    def documents(self, tool: Tool) -> list[SearchDocument]:
        """Return the documents of a tool: that of the tool as a whole, then its capabilities."""
        replaced = tuple(replaced_names(tool.summary))
        type_label, of_categories = self._types[tool.type], self._names_of_categories(tool)
        about = SearchDocument(
            (
                *_about(tool, self._settings, self.common, replaced),
                *(Field(CATEGORY, name) for name in of_categories),
            ),
            names=(tool.name, tool.slug, *tool.also_known_as, *tool.aliases),
            near_names=(
                (ACRONYM, (acronym(tool.name), with_digits(tool.name))),
                (REPLACED, replaced),
            ),
            kinds=(
                *((KIND_OF_CATEGORY, name, False) for name in (type_label, *of_categories)),
                (KIND_OF_TEXT, SEPARATOR.join((_affirmed(tool.summary), *tool.tags)), False),
                (KIND_OF_HEAD, _head(tool.summary), False),
                *((KIND_OF_PRODUCT, name, True) for name in replaced),
            ),
            is_tool=True,
        )
        capabilities = (_capability(each, self._shared) for each in tool.capabilities)
        return [about, *(SearchDocument(tuple(fields)) for fields in capabilities)]

    def digest(self, tool: Tool) -> bytes:
        """Return a hash over all that the documents and the card of a tool depend on of it.

        That is the known hash over the tool as a whole, if it is as its files have it: its texts,
        which are many, are not looked at then.
        """
        names = tool.name, *tool.also_known_as
        of_site = (
            tuple([name.lower() in self.common for name in names]),
            tuple([tuple(_inner_words(name, self.common)) for name in names]),
        )
        known = self._known.get(tool.slug)
        if known and known.tool is tool:
            return _hash(known.whole + self._general + _as_bytes(of_site))
        of_capability = searched_values(Capability)
        inputs = (
            names,
            (tool.slug, *tool.aliases),
            of_site,
            (self._types[tool.type], *self._names_of_categories(tool)),
            tuple(attribute_labels(tool, self._settings)),
            (tool.summary, *tool.tags),
            searched_values(Tool)(tool),
            tuple(
                [
                    (of_capability(each), each.anchor, self._shared_names(each))
                    for each in tool.capabilities
                ]
            ),
        )
        return _hash(_as_bytes(inputs))

    def _names_of_categories(self, tool: Tool) -> list[str]:
        return [self._categories[id_] for id_ in tool.categories if id_ in self._categories]

    def _shared_names(self, capability: Capability) -> tuple[str, ...]:
        entry = self._shared.get(capability.id)
        return (entry.name, *entry.aliases) if entry else ()


def _hash(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).digest()


def _as_bytes(inputs: object) -> bytes:
    """Return values as bytes, equal ones as equal bytes: version 2 of marshal has no references.

    It takes a thirtieth of the time of `repr`, but knows no text of another class than `str`.
    """
    try:
        return marshal.dumps(inputs, 2)  # type: ignore[arg-type]  # any value
    except ValueError:
        return marshal.dumps(_plain(inputs), 2)  # type: ignore[arg-type]  # tuples of texts


def _plain(value: object) -> "str | tuple[object, ...]":
    """Return a value with ordinary texts."""
    return tuple(map(_plain, value)) if isinstance(value, tuple) else str(value)


def number_of_documents(tool: Tool) -> int:
    """Return how many documents a tool has."""
    return ABOUT + len(tool.capability_ids)


def common_words(tools: Sequence[Tool]) -> frozenset[str]:
    """Return the words that several summaries use in lower case: names of these are ambiguous."""
    tools_by_word: Counter[str] = Counter()
    for tool in tools:
        tools_by_word.update(set(LOWER_CASE_WORD.findall(tool.summary)))
    least = max(COMMON_TOOLS, COMMON_SHARE * len(tools))
    return frozenset(word for word, many in tools_by_word.items() if many >= least)


def acronym(name: str) -> str:
    """Return the initials of a name of three words or more; empty for shorter ones.

    A word in capitals is initials already: `Tiny Tiny RSS` is also called `TTRSS`.
    """
    words = name.split()
    initials = (word if word.isupper() else word[0] for word in words)
    return "".join(initials) if len(words) >= MIN_WORDS_OF_ACRONYM else ""


def with_digits(name: str) -> str:
    """Return a name whose last word is a Roman numeral with digits; empty for others."""
    rest, _, last = name.rpartition(" ")
    return f"{rest} {ROMAN_NUMERALS[last]}" if rest and last in ROMAN_NUMERALS else ""


def _about(
    tool: Tool, settings: Settings, common: frozenset[str], replaced: Sequence[str]
) -> Iterator[Field]:
    """Yield the fields of a tool as a whole."""
    for name in (tool.name, *tool.also_known_as):
        yield Field(COMMON_NAME if name.lower() in common else NAME, name)
        yield Field(TEXT, SEPARATOR.join(_inner_words(name, common)))
    yield Field(LABEL, settings.type_label(tool.type))
    yield Field(TEXT, SEPARATOR.join(attribute_labels(tool, settings)))
    yield Field(LABEL, SEPARATOR.join(replaced))
    yield Field(NEGATED, SEPARATOR.join(NEGATION.findall(tool.summary)))
    yield Field(HEAD, _head(tool.summary))
    affirmed = _affirmed(tool.summary)
    yield from _declared(tool if affirmed == tool.summary else replace(tool, summary=affirmed))


def _inner_words(name: str, common: Collection[str]) -> list[str]:
    """Return the words of a name in camel case that are no common words of the site."""
    words = INNER_CAPITAL.split(name)
    return [word for word in words if len(words) > 1 and word.lower() not in common]


def _head(summary: str) -> str:
    """Return the beginning of a summary, which names what the tool is."""
    text = _affirmed(summary)
    word = ONE_WORD.match(text)
    start = word.end() if word else 0
    return text[:start] + HEAD_END.split(text[start:], maxsplit=1)[0]


def _affirmed(summary: str) -> str:
    """Return a summary without the words that it denies."""
    return NEGATION.sub(" ", summary)


def replaced_names(summary: str) -> list[str]:
    """Return the names that a summary compares the tool to: `an alternative to Slack`."""
    if summary.isascii() and not any(map(summary.lower().__contains__, SIGNS_OF_REPLACED)):
        return []
    return [
        name
        for match in REPLACED_NAMES.finditer(summary)
        for name in NAMES.findall(match[1] or match[2])
    ]


def _capability(capability: Capability, shared: Mapping[str, SharedCapability]) -> Iterator[Field]:
    """Yield the fields of a capability."""
    yield from _declared(capability)
    if capability.id in shared:
        entry = shared[capability.id]
        yield Field(TEXT, SEPARATOR.join((entry.name, *entry.aliases)))


def _declared(record: Tool | Capability) -> Iterator[Field]:
    """Yield the texts of a record that its declaration has searched."""
    record_type: type = type(record)
    for weight, read in searched_keys(record_type):
        value = read(record)
        text = SEPARATOR.join(value) if isinstance(value, tuple) else str(value)
        yield Field(weight, _without_addresses(text))


def _without_addresses(markdown: str) -> str:
    return LINK_TARGET.sub(" ", markdown) if "](" in markdown or "://" in markdown else markdown
