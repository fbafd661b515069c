"""Assets of the layout folders: hashed names and the bytes to publish."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from ssg.messages import ENGLISH, Messages
from ssg.rendering.script_imports import link
from ssg.settings import Settings
from ssg.site import Output
from ssg.theme import style_sheet
from ssg.urls import Addresses

__all__ = ["STEMMERS", "assets", "generated_assets"]

STEMMERS = Path(__file__).parent / "stemmers"
"""Scripts by language code; `ssg/search/snowball.py` stems in the same way."""
NORWEGIAN = ("nb", "nn")


def assets(
    folders: Sequence[Path],
    generated: Mapping[str, str] | None = None,
    messages: Messages = ENGLISH,
) -> tuple[dict[str, str], list[Output]]:
    """Return the address of each asset by name, and the files to publish under names with a hash.

    A name is the path below `assets/`, with `/`. `generated`: name -> text of assets that are in no
    folder; an empty text is left out. Scripts have the words of `messages`. Raise LayoutError for
    an import of a missing script.
    """
    files = _asset_files(folders)
    scripts = {
        name: messages.script(path.read_text(encoding="utf-8"))
        for name, path in files.items()
        if name.endswith(".js")
    }
    bodies = {name: _body(path) for name, path in files.items() if name not in scripts}
    bodies |= {name: text.encode() for name, text in (generated or {}).items() if text}
    published = {name: (_hashed(name, body), body) for name, body in bodies.items()}
    published |= link(scripts, _hashed)
    addresses = {name: f"/assets/{hashed}" for name, (hashed, _) in sorted(published.items())}
    return addresses, [
        Output(path=f"assets/{hashed}", body=body)
        for _, (hashed, body) in sorted(published.items())
    ]


def generated_assets(settings: Settings, addresses: Addresses) -> dict[str, str]:
    """Return the assets that the settings make: name -> text, empty where there is none."""
    root = ".." if addresses.relative_links else addresses.base_path
    return {
        "theme.css": style_sheet(settings.theme, root),
        "search/stemmer.js": _stemmer_script(settings.language),
    }


def _stemmer_script(language: str) -> str:
    """Return the script that stems words of a language; empty if there is none."""
    code = language.lower().split("-", maxsplit=1)[0]
    path = STEMMERS / f"{'no' if code in NORWEGIAN else code}.js"
    return path.read_text(encoding="utf-8") if code.isalpha() and path.is_file() else ""


def _asset_files(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the files below `assets/` by name; those of earlier folders take precedence."""
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        top = folder / "assets"
        files |= {
            path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()
        }
    return files


def _body(path: Path) -> bytes:
    if path.suffix == ".css":
        return _minified_css(path.read_text(encoding="utf-8")).encode("utf-8")
    return path.read_bytes()


def _hashed(name: str, body: bytes) -> str:
    """Return the name with a hash of the content before the suffix."""
    pure = PurePosixPath(name)
    return str(
        pure.with_name(
            f"{pure.stem}.{hashlib.blake2b(body, digest_size=4).hexdigest()}{pure.suffix}"
        )
    )


def _minified_css(text: str) -> str:
    """Remove comments and indentation."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip() + "\n"
