"""Collect what is translated into each language of a site, other than the texts of tools."""

import os
from collections.abc import Sequence
from pathlib import Path

from ssg.catalog import Editorial, FreePage, SharedCapability, Translation
from ssg.content.markdown_files import MarkdownTexts
from ssg.content.site_translation import translation_path
from ssg.content.synonyms_file import SYNONYMS, load_synonyms
from ssg.content.tool_schema import VocabularyTextsFile
from ssg.content.yaml_file import read_yaml
from ssg.errors import Code, Problem
from ssg.settings import Settings
from ssg.text import did_you_mean, printable
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["load_translations"]

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
