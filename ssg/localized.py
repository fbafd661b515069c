"""The content in another language: the same facts, with the texts and labels of that language.

A text that is not translated stays in the default language and is a `ForeignText`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from ssg.catalog import (
    Capability,
    Catalog,
    Claim,
    Editorial,
    FreePage,
    SharedCapability,
    Tool,
    Translation,
)
from ssg.fields import Keys, translated_keys, with_values
from ssg.foreign_text import ForeignText
from ssg.scores import ComponentScore, Ranking, Score
from ssg.settings import Language, Settings
from ssg.text import with_links
from ssg.urls import Addresses

__all__ = ["localized", "relabelled", "untranslated"]

Record = TypeVar("Record", bound=Tool | Capability)
Texts = Mapping[Keys, str | tuple[str, ...]]


def localized(catalog: Catalog, translation: Translation) -> Catalog:
    """Return the catalog in the language of one of its translations."""
    settings = translation.settings
    static = frozenset(file.address for file in catalog.static)
    foreign = _Foreign(settings.languages[0], Addresses.of(settings), static)
    pages = {page.slug: page for page in translation.pages}
    editorials = {editorial.slugs: editorial for editorial in translation.editorials}
    shared = {capability.id: capability for capability in translation.capabilities}
    return replace(
        catalog,
        settings=settings,
        tools=tuple(_tool(tool, settings.language, foreign) for tool in catalog.tools),
        capabilities=tuple(
            _shared(each, shared.get(each.id), foreign) for each in catalog.capabilities
        ),
        editorials=tuple(
            _editorial(each, editorials.get(each.slugs), foreign) for each in catalog.editorials
        ),
        pages=tuple(_page(each, pages.get(each.slug), foreign) for each in catalog.pages),
        synonyms=(*catalog.synonyms, *translation.synonyms),
        translations=(),
    )


@dataclass(frozen=True, slots=True)
class _Foreign:
    """Marks texts of the default language, and leads links to the pages of another one."""

    language: Language
    """The default language."""
    addresses: Addresses
    """Those of the other language."""
    static: frozenset[str]
    """Addresses of the files that are copied unchanged."""

    def text(self, text: str) -> str:
        """Return a text as one of the default language; an empty one as it is."""
        language, linked = self.language, self.linked(text)
        return ForeignText(linked, language.code, language.direction) if text else text

    def linked(self, text: str) -> str:
        """Return Markdown whose links lead to pages in the other language."""
        return with_links(text, lambda href: self.addresses.localized(href, self.static))

    def translated(self, value: str | tuple[str, ...]) -> object:
        """Return a translated text, or the texts of a list, with its links."""
        return tuple(map(self.linked, value)) if isinstance(value, tuple) else self.linked(value)

    def value(self, value: object) -> object:
        """Return a text, or the texts of a list, as those of the default language."""
        return tuple(map(self.text, value)) if isinstance(value, tuple) else self.text(str(value))


def _tool(tool: Tool, language: str, foreign: _Foreign) -> Tool:
    translations = {each.language: each.texts for each in tool.translations}
    texts: Texts = dict(translations.get(language, ()))
    capabilities = tuple(
        replace(_with_texts(each, texts, ("capabilities", index), foreign), original=each)
        for index, each in enumerate(tool.capabilities)
    )
    return replace(
        _with_texts(tool, texts, (), foreign),
        capabilities=capabilities,
        claims=tuple(_claim(claim, foreign) for claim in tool.claims),
        pricing=replace(tool.pricing, note=foreign.text(tool.pricing.note)),
        original=replace(tool, translations=()),
        translations=(),
    )


def _with_texts(record: Record, texts: Texts, above: Keys, foreign: _Foreign) -> Record:
    """Return a record with its translated texts; `above` is its path in the tool."""
    record_type: type = type(record)
    changes: dict[str, object] = {
        name: _value(value, texts, (*above, name), foreign)
        for name, read in translated_keys(record_type).items()
        if (value := read(record))
    }
    return with_values(record, changes)


def _value(value: object, texts: Texts, keys: Keys, foreign: _Foreign) -> object:
    """Return a translated text, list, or mapping of names to texts; else that of the original."""
    if keys in texts:
        return foreign.translated(texts[keys])
    if isinstance(value, tuple) and isinstance(value[0], tuple):
        named = ((name, texts.get((*keys, name), foreign.text(text))) for name, text in value)
        return tuple(named)
    return foreign.value(value)


def _claim(claim: Claim, foreign: _Foreign) -> Claim:
    note = claim.based_on.note
    return replace(claim, based_on=replace(claim.based_on, note=foreign.text(note)))


def _shared(
    shared: SharedCapability, translated: SharedCapability | None, foreign: _Foreign
) -> SharedCapability:
    """Return an entry of the vocabulary; search finds it by the names in both languages."""
    if translated is None:
        return replace(shared, description=foreign.text(shared.description))
    names = (*translated.aliases, shared.name, *shared.aliases)
    return replace(
        shared,
        name=translated.name or shared.name,
        aliases=tuple(dict.fromkeys(name for name in names if name != translated.name)),
        description=foreign.linked(translated.description) or foreign.text(shared.description),
    )


def _editorial(editorial: Editorial, translated: Editorial | None, foreign: _Foreign) -> Editorial:
    if translated is None:
        title, text = foreign.text(editorial.title), foreign.text(editorial.text)
        return replace(editorial, title=title, text=text)
    title = translated.title or foreign.text(editorial.title)
    text = foreign.linked(translated.text)
    return replace(editorial, title=title, text=text, path=translated.path)


def _page(page: FreePage, translated: FreePage | None, foreign: _Foreign) -> FreePage:
    if translated is None:
        return replace(page, text=foreign.text(page.text))
    return replace(
        page,
        title=translated.title or page.title,
        description=translated.description,
        text=foreign.linked(translated.text),
        path=translated.path,
    )


def relabelled(ranking: Ranking, settings: Settings) -> Ranking:
    """Return the same scores with the labels of the settings of another language."""
    components = {spec.id: spec.label for spec in settings.ranking.components}
    signals = {spec.id: spec.label for spec in settings.ranking.all_signals}
    return replace(
        ranking,
        scores=tuple(
            replace(score, components=tuple(_components(score, components, signals)))
            for score in ranking.scores
        ),
    )


def _components(
    score: Score, components: Mapping[str, str], signals: Mapping[str, str]
) -> Iterable[ComponentScore]:
    for part in score.components:
        readings = tuple(
            reading._replace(label=signals.get(reading.id, reading.label))
            for reading in part.readings
        )
        yield part._replace(label=components.get(part.name, part.label), readings=readings)


def untranslated(tool: Tool, language: str) -> Iterator[tuple[Keys, str | tuple[str, ...]]]:
    """Yield path and value of each text and list of a tool that has no translation."""
    texts: Texts = {}
    for each in tool.translations:
        texts = dict(each.texts) if each.language == language else texts
    capabilities = ((each, ("capabilities", at)) for at, each in enumerate(tool.capabilities))
    for record, above in ((tool, ()), *capabilities):
        record_type: type = type(record)
        for name, read in translated_keys(record_type).items():
            for keys, value in _texts_in(read(record), (*above, name)):
                if keys not in texts:
                    yield keys, value


def _texts_in(value: object, keys: Keys) -> Iterator[tuple[Keys, str | tuple[str, ...]]]:
    """Yield a text or a list with its path; of a mapping of names to texts, each text."""
    if isinstance(value, str) and value:
        yield keys, value
    elif isinstance(value, tuple) and value:
        named = [entry for entry in value if isinstance(entry, tuple)]
        yield from (((*keys, name), text) for name, text in named)
        if not named:
            yield keys, value
