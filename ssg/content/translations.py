"""Collect what is translated into each language of a site, other than the texts of tools."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ssg.catalog import Catalog, Editorial, FreePage, SharedCapability, Translation
from ssg.content.markdown_files import MarkdownTexts
from ssg.content.site_translation import translation_path
from ssg.content.synonyms_file import SYNONYMS, load_synonyms
from ssg.content.tool_schema import VocabularyTextsFile
from ssg.content.yaml_file import read_yaml
from ssg.errors import Code, Problem
from ssg.settings import Settings, Untranslated
from ssg.text import did_you_mean, printable
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["load_translations", "with_left_out"]

VOCABULARY = "content/capabilities.yaml"


def load_translations(
    root: Path,
    translated: Sequence[Settings],
    vocabulary: Sequence[SharedCapability],
    editorials: MarkdownTexts[Editorial],
    pages: MarkdownTexts[FreePage],
) -> tuple[tuple[Translation, ...], list[Problem]]:
    """Return the translation into each language, given its settings, and every problem."""
    translations, problems = [], list[Problem]()
    for settings in translated:
        language = settings.language
        capabilities, faults = _load_names(root, language, vocabulary)
        problems += faults
        tokenizer = Tokenizer(table_for(language))
        path = translation_path(SYNONYMS, language)
        synonyms, faults = load_synonyms(root, tokenizer, path)
        problems += faults
        translations.append(
            Translation(
                settings=settings,
                capabilities=capabilities,
                editorials=tuple(
                    text for spoken, text in editorials.translated if spoken == language
                ),
                pages=tuple(text for spoken, text in pages.translated if spoken == language),
                synonyms=synonyms,
            )
        )
    return tuple(translations), problems


def _load_names(
    root: Path, language: str, vocabulary: Sequence[SharedCapability]
) -> tuple[tuple[SharedCapability, ...], list[Problem]]:
    """Return the translated entries of the vocabulary, and every problem of their file."""
    path = translation_path(VOCABULARY, language)
    if not os.path.lexists(root / path):
        return (), []
    file = read_yaml(root, path, VocabularyTextsFile)
    if file.model is None:
        return (), file.problems
    known = {shared.id: shared for shared in vocabulary}
    problems = list(file.problems)
    names = []
    for name, texts in file.model.root.items():
        if name not in known:
            location = file.document.locate((name,), at_key=True)
            message = f'unknown capability id "{printable(name)}"'
            hint = did_you_mean(name, known) or f"{VOCABULARY} does not have it"
            problems.append(location.problem(Code.UNKNOWN_CAPABILITY, message, hint))
        names.append(
            SharedCapability(
                id=name,
                name=texts.name or "",
                aliases=tuple(texts.aliases),
                description=texts.description.strip(),
            )
        )
    return tuple(names), problems


def with_left_out(catalog: Catalog) -> Catalog:
    """Return a catalog whose languages name what has no page in them, if the site wants that."""
    if catalog.settings.untranslated is Untranslated.SHOW:
        return catalog
    translations = {each.settings.language: each for each in catalog.translations}
    languages = tuple(
        replace(language, left_out=_left_out(catalog, translations[language.code]))
        if language.code in translations
        else language
        for language in catalog.settings.languages
    )
    return replace(
        catalog,
        settings=replace(catalog.settings, languages=languages),
        translations=tuple(
            replace(each, settings=replace(each.settings, languages=languages))
            for each in catalog.translations
        ),
    )


def _left_out(catalog: Catalog, translation: Translation) -> dict[str, None]:
    """Return the tools, capabilities and free pages without a translation; see `Language`."""
    language = translation.settings.language
    capabilities = {each.id for each in translation.capabilities}
    pages = {page.slug for page in translation.pages}
    names = [
        f"tools/{tool.slug}"
        for tool in catalog.tools
        if language not in {each.language for each in tool.translations}
    ]
    names += [
        f"capabilities/{each.id}" for each in catalog.capabilities if each.id not in capabilities
    ]
    names += [page.slug for page in catalog.pages if page.slug not in pages]
    return dict.fromkeys(sorted(names))
