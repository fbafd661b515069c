"""The content folder -> the files in it that may be read: regular files only; links are told of, never followed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ssg.catalog import StaticFile
from ssg.errors import Code, Problem, Severity
from ssg.text import did_you_mean, printable, slugify

__all__ = ["ContentFile", "entries", "static_files", "unread"]

READ = {
    "site.yaml",
    "capabilities.yaml",
    "synonyms.yaml",
    "import.lock",
    "import-csv.map.json",
    "import-json.map.json",
    "import-yaml.map.json",
    "tools",
    "comparisons",
    "pages",
    "static",
}
STATIC = "content/static"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of one of the content folders."""

    file: Path
    path: str
    """Relative to the site, with `/`."""

    @property
    def stem(self) -> str:
        """The name without its ending: the slug that the file stands for."""
        return self.file.name.rsplit(".", 1)[0]


def entries(root: Path, folder: str, suffix: str, problems: list[Problem]) -> Iterator[ContentFile]:
    """Yield a folder's files with this ending in the order of their names; tell of what does not belong there."""
    listed = _listed(root, folder, problems)
    names, place = [one.name for one in listed], root / folder
    for name, one in zip(names, listed, strict=True):
        entry = ContentFile(place / name, f"{folder}/{name}")
        if not one.is_file(follow_symlinks=False):
            problems.append(
                Problem(
                    file=entry.path,
                    code=Code.UNREADABLE,
                    message="is a link or not a regular file",
                    hint=f"only {suffix} files stand in {folder}",
                )
            )
        elif name.endswith((suffix, ".md")):
            yield entry
        elif name.lower().endswith((".yaml", ".yml", ".md")):
            ending = ".md" if name.lower().endswith(".md") else suffix
            problems.append(_wrong_ending(entry, (slugify(entry.stem) or "name") + ending, names))
        else:
            problems.append(_not_read(entry.path))


def _names(root: Path, folder: str, problems: list[Problem]) -> list[str]:
    return [entry.name for entry in _listed(root, folder, problems)]


def _listed(root: Path, folder: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """Return what is in a folder by name, without hidden ones; nothing where it is missing or not ours to read."""
    if (root / folder).is_symlink():
        problems.append(
            Problem(
                file=folder,
                code=Code.UNREADABLE,
                message="is a link",
                hint="put the folder itself here",
            )
        )
        return []
    try:
        with os.scandir(root / folder) as found:
            return sorted(
                (entry for entry in found if not entry.name.startswith(".")),
                key=lambda entry: entry.name,
            )
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(
            Problem(
                file=folder,
                code=Code.UNREADABLE,
                message=f"cannot be read: {error.strerror}",
                hint="it must be a folder that may be read",
            )
        )
        return []


def _wrong_ending(entry: ContentFile, right: str, names: list[str]) -> Problem:
    hint = (
        f'remove it; "{right}" is there already'
        if right in names
        else f'rename it to "{printable(right)}"'
    )
    return Problem(
        file=entry.path, code=Code.FILE_NAME, message="the ending is not read", hint=hint
    )


def _not_read(path: str, hint: str = "") -> Problem:
    return Problem(
        file=path,
        code=Code.NOT_READ,
        message="is not read",
        severity=Severity.WARNING,
        hint=hint or f"files to be copied as they are belong in {STATIC}",
    )


def unread(root: Path) -> list[Problem]:
    """Tell of what stands in the content folder and means nothing."""
    problems: list[Problem] = []
    names = [name for name in _names(root, "content", problems) if name not in READ]
    return [*(_not_read(f"content/{name}", did_you_mean(name, READ)) for name in names), *problems]


def static_files(root: Path) -> tuple[list[StaticFile], list[Problem]]:
    """List the files below content/static; links and what is not a plain file are told of."""
    files: list[StaticFile] = []
    problems: list[Problem] = []
    if not _names(root, STATIC, problems):
        return files, problems
    for folder, folders, names in os.walk(root / STATIC):
        folders.sort()
        for name in sorted([*names, *folders]):
            file = Path(folder, name)
            address = file.relative_to(root / STATIC).as_posix()
            fault = _static_fault(file, address)
            if fault:
                problems.append(
                    Problem(
                        file=f"{STATIC}/{address}",
                        code=Code.UNREADABLE,
                        message=fault,
                        hint="put a plain file with a plain name here",
                    )
                )
            elif file.is_file():
                files.append(StaticFile(address=address, source=str(file)))
    return sorted(files, key=lambda file: file.address), problems


def _static_fault(file: Path, address: str) -> str:
    if file.is_symlink():
        return "is a link"
    if not address.isprintable():
        return "has an unprintable character in its name"
    return "" if file.is_file() or file.is_dir() else "is not a regular file"
