"""`ssg new DIR`: create a small example site."""

import shutil
from pathlib import Path

from ssg.authoring.editor_files import VSCODE, as_json, write_atomically, write_schemas
from ssg.errors import UsageError
from ssg.settings import SITE_FILE
from ssg.text import printable

__all__ = ["THEMES", "new_site"]

STARTER = Path(__file__).parent / "starter"
THEMES = {
    "paper": "",
    "slate": """
# The look of the site; without it, the layouts' own.
theme:
  colors: {paper: "#f6f8fa", card: "#ffffff", ink: "#17202a", soft: "#4d5b6a", line: "#d5dde5",
    wash: "#eaeff4", a: "#0a5c8c", b: "#8f3f71"}
  dark_colors: {paper: "#0f151b", card: "#18212a", ink: "#e6edf3", soft: "#a3b1bf", line: "#33414e",
    wash: "#212c37", a: "#7cc4f0", b: "#e3a1c9"}
  fonts: {headings: "system-ui, -apple-system, 'Segoe UI', sans-serif"}
""",
}
"""Name of a look -> the text that is added to site.yaml."""


def new_site(folder: Path, theme: str = "paper") -> list[str]:
    """Copy the starter site and files for editors into a new or empty folder.

    `theme`: a key of `THEMES`. Return the paths of the files, relative to the folder. Raise
    UsageError if it is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f'"{printable(str(folder), 300)}" is not empty; name a new folder')
    files = sorted(path for path in STARTER.rglob("*") if path.is_file())
    for file in files:
        target = folder / _name(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    if THEMES[theme]:
        settings_file = folder / SITE_FILE
        text = settings_file.read_text(encoding="utf-8") + THEMES[theme]
        settings_file.write_text(text, encoding="utf-8", newline="\n")
    for path, settings in VSCODE.items():
        write_atomically(folder / path, as_json(settings).encode())
    return [*map(_name, files), *VSCODE, *write_schemas(folder)[0]]


def _name(file: Path) -> str:
    """Return a file's path in the new site. `gitignore` has no dot here, so that git ignores it."""
    name = file.relative_to(STARTER).as_posix()
    return ".gitignore" if name == "gitignore" else name
