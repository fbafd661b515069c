"""`ssg new DIR`: create a small example site."""

import shutil
from pathlib import Path

from ssg.authoring.editor_files import VSCODE, as_json, write_atomically, write_schemas
from ssg.errors import UsageError
from ssg.text import printable

__all__ = ["new_site"]

STARTER = Path(__file__).parent / "starter"


def new_site(folder: Path) -> list[str]:
    """Copy the starter site and files for editors into a new or empty folder.

    Return the paths of the files, relative to the folder. Raise UsageError if it is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f'"{printable(str(folder))}" is not empty; name a new folder')
    files = sorted(path for path in STARTER.rglob("*") if path.is_file())
    for file in files:
        target = folder / _name(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    for path, settings in VSCODE.items():
        write_atomically(folder / path, as_json(settings).encode())
    return [*map(_name, files), *VSCODE, *write_schemas(folder)[0]]


def _name(file: Path) -> str:
    """Return a file's path in the new site. `gitignore` has no dot here, so that git ignores it."""
    name = file.relative_to(STARTER).as_posix()
    return ".gitignore" if name == "gitignore" else name
