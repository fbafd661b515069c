"""`ssg new DIR`: a small site that builds, as a start for one's own."""

import shutil
from pathlib import Path

from ssg.authoring.editor_files import VSCODE, as_json, write_atomically, write_schemas
from ssg.errors import UsageError
from ssg.text import printable

__all__ = ["new_site"]

STARTER = Path(__file__).parent / "starter"


def new_site(folder: Path) -> list[str]:
    """Copy the starter site into an empty or new folder, with what editors need; return the files, relative to it.

    Raise UsageError when the folder holds something already.
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
    """Return a starter file's name in the new site; `gitignore` gets its dot there, lest git obey it here."""
    name = file.relative_to(STARTER).as_posix()
    return ".gitignore" if name == "gitignore" else name
