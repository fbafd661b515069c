"""List the files of the content folder. Only regular files are read; links are never followed."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ssg.catalog import StaticFile
from ssg.content.location import Location
from ssg.errors import Code, Problem, Severity
from ssg.settings import SITE_FILE
from ssg.text import did_you_mean, printable, slugify

__all__ = [
    "MAX_FILE_BYTES",
    "STATIC",
    "TOOLS",
    "WINDOWS_NAMES",
    "ContentFile",
    "files_of_tool",
    "is_dropping",
    "list_files",
    "static_files",
    "translated_entries",
    "unlisted",
    "unused_entries",
]

MAX_FILE_BYTES = 512 * 1024
"""An entry with 16 long capabilities has 30 KB, the largest one, with 200, some 375 KB."""
WINDOWS_NAMES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(10)),
    *(f"lpt{n}" for n in range(10)),
}
"""Device names that Windows reserves, with any extension."""
READ = {
    SITE_FILE.removeprefix("content/"),
    "capabilities.yaml",
    "synonyms.yaml",
    "pairs.lock",
    "import.lock",
    "import-csv.map.json",
    "import-json.map.json",
    "import-yaml.map.json",
    "history",
    "evidence",
    "messages",
    "tools",
    "comparisons",
    "pages",
    "static",
}
"""The entries of the content folder that are read."""
TRANSLATED = re.compile(
    r"(?:site|capabilities|synonyms)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.yaml"
)
"""Translations of the files of the content folder itself."""
STATIC = "content/static"
TOOLS = "content/tools"
NOT_PORTABLE = re.compile(r'[<>:"|?*\\]|[. ]\Z')
DROPPINGS = {".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".gitkeep", ".hg", ".svn", "4913"}
DROPPING_ENDS = ("~", ".swp", ".swo", ".swx")
"""Names and endings of what editors, file managers and version control leave behind."""


class ContentFile(NamedTuple):
    """A file of one of the content folders."""

    file: Path
    path: str
    """Relative to the site, with `/`."""

    @property
    def stem(self) -> str:
        """The file name without its extension: a slug."""
        return self.path.rpartition("/")[2].rsplit(".", 1)[0]


def list_files(root: Path, folder: str, suffix: str) -> tuple[list[ContentFile], list[Problem]]:
    """Return the files of a folder with this suffix or `.md`, sorted by name, and all problems.

    Links, folders and files with other suffixes are problems.
    """
    entries, problems = _scan(root, folder)
    names = [entry.name for entry in entries]
    files: list[ContentFile] = []
    place = root / folder
    for entry in entries:
        file = ContentFile(place / entry.name, f"{folder}/{entry.name}")
        lower_name = entry.name.lower()
        if not entry.is_file(follow_symlinks=False):
            hint = f"{folder} may only contain {suffix} files"
            message = "is a link or not a regular file"
            problems.append(Location(file.path).problem(Code.UNREADABLE, message, hint))
        elif entry.name.endswith((suffix, ".md")):
            files.append(file)
        elif lower_name.endswith((".yaml", ".yml", ".md")):
            right_suffix = ".md" if lower_name.endswith(".md") else suffix
            right_name = (slugify(file.stem) or "name") + right_suffix
            problems.append(_wrong_suffix(file, right_name, names))
        else:
            problems.append(_not_read(file.path))
    return files, problems


def files_of_tool(root: Path, slug: str, languages: Sequence[str]) -> list[ContentFile]:
    """Return the files of a tool, with those of its translations into these languages."""
    names = [
        f"{TOOLS}/{stem}{suffix}"
        for stem in (slug, *(f"{slug}.{language}" for language in languages))
        for suffix in (".yaml", ".md")
    ]
    files = [ContentFile(root / name, name) for name in names]
    return [file for file in files if file.file.is_file() and not file.file.is_symlink()]


def _scan(root: Path, folder: str) -> tuple[list[os.DirEntry[str]], list[Problem]]:
    """Return the visible entries of a folder, sorted by name; none if the folder is missing."""
    if (root / folder).is_symlink():
        hint = "replace it by the folder itself"
        return [], [Location(folder).problem(Code.UNREADABLE, "is a link", hint)]
    try:
        with os.scandir(root / folder) as entries:
            visible = [
                entry
                for entry in entries
                if not entry.name.startswith(".") and not is_dropping(entry.name)
            ]
            return sorted(visible, key=lambda entry: entry.name), []
    except FileNotFoundError:
        return [], []
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        hint = "it must be a folder with read permission"
        return [], [Location(folder).problem(Code.UNREADABLE, message, hint)]


def _wrong_suffix(file: ContentFile, right_name: str, names: list[str]) -> Problem:
    exists = right_name in names
    hint = (
        f'remove it; "{right_name}" already exists'
        if exists
        else f'rename it to "{printable(right_name)}"'
    )
    return Location(file.path).problem(Code.FILE_NAME, "unsupported file extension", hint)


def _not_read(path: str, hint: str = "", severity: Severity = Severity.ERROR) -> Problem:
    hint = hint or f"move files that are published unchanged to {STATIC}"
    return Location(path).problem(Code.NOT_READ, "is not read", hint, severity)


def unused_entries(root: Path, languages: Sequence[str] | None = ()) -> list[Problem]:
    """Return a problem for each entry of the content folder that is not read.

    A file or folder of the user is a warning, and an error if it is a link or a special file, or a
    translation into a language that is not one of `languages`, the site's other ones. Those are not
    checked if they are None.
    """
    entries, problems = _scan(root, "content")
    for entry in entries:
        path = f"content/{entry.name}"
        if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
            translated = TRANSLATED.fullmatch(entry.name)
            if translated and languages is None:
                continue
            if translated and languages is not None:
                if translated[1] not in languages:
                    problems.append(unlisted(Location(path), translated[1], languages))
            elif entry.name not in READ:
                hint = did_you_mean(entry.name, READ)
                problems.append(_not_read(path, hint, Severity.WARNING))
        elif entry.name not in READ:
            message, hint = "is a link or not a regular file", "remove it"
            problems.append(Location(path).problem(Code.UNREADABLE, message, hint))
    return problems


def translated_entries(root: Path) -> list[str]:
    """Return the paths of the translations of the files of the content folder itself."""
    names = [entry.name for entry in _scan(root, "content")[0]]
    return [f"content/{name}" for name in names if TRANSLATED.fullmatch(name)]


def unlisted(location: Location, language: str, languages: Sequence[str]) -> Problem:
    """Return the problem of a translation into a language that is not one of the site's others."""
    hint = did_you_mean(language, languages) or f'add it to "languages" in {SITE_FILE}'
    message = f'the site is not translated into "{printable(language)}"'
    return location.problem(Code.UNKNOWN_LANGUAGE, message, hint)


def static_files(root: Path) -> tuple[list[StaticFile], list[Problem]]:
    """Return the files below content/static, and a problem for each link or special file.

    Hidden files are published as well: hosts need `.nojekyll` and `.well-known/`. A folder that
    cannot be read is a problem: its files must not disappear from the site.
    """
    files: list[StaticFile] = []
    problems = _scan(root, STATIC)[1]
    if problems or not (root / STATIC).is_dir():
        return files, problems

    def report(error: OSError) -> None:
        path = Path(error.filename).relative_to(root).as_posix()
        message = f"cannot be read: {error.strerror}"
        hint = "it must be a folder with read permission"
        problems.append(Location(path).problem(Code.UNREADABLE, message, hint))

    for folder, folders, names in os.walk(root / STATIC, onerror=report):
        folders[:] = sorted(name for name in folders if not is_dropping(name))
        for name in sorted([*(name for name in names if not is_dropping(name)), *folders]):
            file = Path(folder, name)
            address = file.relative_to(root / STATIC).as_posix()
            fault = _static_fault(file, address)
            if fault:
                hint = "replace it by a readable regular file with a plain name"
                location = Location(f"{STATIC}/{address}")
                problems.append(location.problem(Code.UNREADABLE, fault, hint))
            elif file.is_file():
                files.append(StaticFile(address=address, source=str(file)))
    return sorted(files, key=lambda file: file.address), problems


def _static_fault(file: Path, address: str) -> str:
    if file.is_symlink():
        return "is a link"
    if not address.isprintable():
        return "has an unprintable character in its name"
    if NOT_PORTABLE.search(file.name) or file.name.partition(".")[0].lower() in WINDOWS_NAMES:
        return "has a name that Windows cannot store"
    if not (file.is_file() or file.is_dir()):
        return "is not a regular file"
    return "" if os.access(file, os.R_OK) else "cannot be read: Permission denied"


def is_dropping(name: str) -> bool:
    """Return whether a file is left behind by an editor or a system: never content."""
    return name in DROPPINGS or name.endswith(DROPPING_ENDS) or name.startswith((".#", "._", "#"))
