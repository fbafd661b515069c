"""Notes about texts of tools that are not translated, on a site in several languages."""

from collections.abc import Iterator

from ssg.catalog import Catalog, Tool
from ssg.content.location import Location
from ssg.content.source_map import Find
from ssg.errors import Code, Problem, Severity
from ssg.fields import Keys
from ssg.localized import untranslated
from ssg.settings import SITE_FILE, Untranslated
from ssg.text import count, join_words, printable

__all__ = ["check_translations"]

MAX_NAMED = 5
"""Texts and tools that a message names; the rest are counted."""


def check_translations(catalog: Catalog, find: Find) -> list[Problem]:
    """Return a note for each incomplete translation, and for each language with missing ones.

    No translation is missing on a site whose languages have pages only of what is translated.
    """
    languages = [each.settings.language for each in catalog.translations]
    shown = catalog.settings.untranslated is Untranslated.SHOW
    return [
        problem
        for language in languages
        for problem in (
            *(_without_translation(catalog, language, find) if shown else ()),
            *(_incomplete(tool, language, path) for tool, path in _translated(catalog, language)),
        )
        if problem
    ]


def _translated(catalog: Catalog, language: str) -> Iterator[tuple[Tool, str]]:
    """Yield the tools with a translation, and its file."""
    for tool in catalog.tools:
        for each in tool.translations:
            if each.language == language:
                yield tool, each.path


def _without_translation(catalog: Catalog, language: str, find: Find) -> Iterator[Problem]:
    translated = {tool.slug for tool, _ in _translated(catalog, language)}
    missing = [tool.slug for tool in catalog.tools if tool.slug not in translated]
    if missing:
        tools = count(len(catalog.tools), "tool")
        message = f'{len(missing)} of {tools} have no texts in "{language}": {_named(missing)}'
        hint = f'begin with "ssg new translation {missing[0]} {language}"'
        location = find(SITE_FILE, ("languages",), "")
        yield location.problem(Code.UNTRANSLATED, message, hint, Severity.NOTE)


def _incomplete(tool: Tool, language: str, path: str) -> Problem | None:
    missing = [_name(tool, keys) for keys, _ in untranslated(tool, language)]
    if not missing:
        return None
    message = f"not translated: {_named(missing)}"
    hint = "add them; until then the pages show these texts in the default language"
    return Location(path).problem(Code.UNTRANSLATED, message, hint, Severity.NOTE)


def _named(names: list[str]) -> str:
    more = len(names) - MAX_NAMED
    shown = [printable(name) for name in names[:MAX_NAMED]]
    return join_words([*shown, *([f"{more} more"] if more > 0 else [])])


def _name(tool: Tool, keys: Keys) -> str:
    """Return a path as the keys of the translation: `capabilities.paged-attention.title`."""
    if keys[0] == "capabilities" and isinstance(keys[1], int):
        keys = (keys[0], tool.capabilities[keys[1]].anchor, *keys[2:])
    return ".".join(map(str, keys))
