"""Which files of the content are translations: `<name>.<language>.<suffix>` next to `<name>`.

Names of content are slugs, which have no dot.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ssg.content.files import ContentFile, unlisted
from ssg.content.location import Location
from ssg.content.tool_reading import TranslationFiles
from ssg.errors import Code, Problem
from ssg.text import did_you_mean, printable

__all__ = ["TranslatedFile", "split_translations", "translations_by_name"]

TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class TranslatedFile(NamedTuple):
    """A file with texts of another file in another language."""

    name: str
    """Name of the other file, without its suffix."""
    language: str
    file: ContentFile


def split_translations(
    files: Sequence[ContentFile], languages: Sequence[str] | None
) -> tuple[list[ContentFile], list[TranslatedFile], list[Problem]]:
    """Return the files that are no translations, those that are, and problems of their names.

    `languages`: those of the site other than the default; None if they are not known, as
    site.yaml is invalid: translations are then neither read nor checked.
    """
    originals = [file for file in files if "." not in file.stem]
    names = {file.stem for file in originals}
    translations, problems = list[TranslatedFile](), list[Problem]()
    for file in files:
        name, dot, language = file.stem.partition(".")
        if not dot:
            continue
        if not TAG.fullmatch(language):
            originals.append(file)  # its name is reported as that of any other file
        elif languages is None:
            continue
        elif language not in languages:
            problems.append(unlisted(Location(file.path), language, languages))
        elif name not in names:
            problems.append(_without_original(file, name, names))
        else:
            translations.append(TranslatedFile(name, language, file))
    return originals, translations, problems


def _without_original(file: ContentFile, name: str, names: set[str]) -> Problem:
    suffix = file.path.rpartition(".")[2]
    message = f'there is no file "{printable(name)}.{suffix}" that this one translates'
    hint = did_you_mean(name, names) or "add it, or remove this file"
    return Location(file.path).problem(Code.FILE_NAME, message, hint)


def translations_by_name(
    files: Sequence[TranslatedFile],
) -> Iterator[tuple[str, tuple[TranslationFiles, ...]]]:
    """Yield the name of each translated tool with its files, sorted by language."""
    found: dict[tuple[str, str], dict[str, ContentFile]] = {}
    for each in files:
        suffix = each.file.path.rpartition(".")[2]
        found.setdefault((each.name, each.language), {})[suffix] = each.file
    grouped: dict[str, list[TranslationFiles]] = {}
    for (name, language), by_suffix in sorted(found.items()):
        files_of = TranslationFiles(language, by_suffix.get("yaml"), by_suffix.get("md"))
        grouped.setdefault(name, []).append(files_of)
    for name, translations in grouped.items():
        yield name, tuple(translations)
