"""Assets of the layout folders: hashed names and the bytes to publish."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from ssg.messages import ENGLISH, Messages
from ssg.rendering.script_imports import link
from ssg.settings import Settings
from ssg.site import Output, Site
from ssg.theme import style_sheet
from ssg.urls import Addresses

__all__ = ["STEMMERS", "assets", "assets_in_languages", "generated_assets"]

STEMMERS = Path(__file__).parent / "stemmers"
"""Scripts by language code; `ssg/search/snowball.py` stems in the same way."""
INDEX = "../../search/"
"""Folder of the search index as `layouts/scripts/loader.js` names it."""
NORWEGIAN = ("nb", "nn")


def assets_in_languages(
    folders: Sequence[Path], site: Site, addresses: Addresses
) -> tuple[dict[str, dict[str, str]], list[Output]]:
    """Return the addresses of assets by language, and all files; see `assets`.

    A language is named by its first folder, the default one by an empty text.
    """
    names: dict[str, dict[str, str]] = {}
    files: list[Output] = []
    for settings in (site.settings, *(each.settings for each in site.translated)):
        own = addresses.of_tree(settings.tree)
        names[settings.tree], made = assets(
            folders, generated_assets(settings, own), settings.messages, own.prefix
        )
        files += made
    return names, list({file.path: file for file in files}.values())


def assets(
    folders: Sequence[Path],
    generated: Mapping[str, str] | None = None,
    messages: Messages = ENGLISH,
    prefix: str = "",
) -> tuple[dict[str, str], list[Output]]:
    """Return the address of each asset by name, and the files to publish under names with a hash.

    A name is the path below `assets/`, with `/`. `generated`: name -> text of assets that are in no
    folder; an empty text is left out. Scripts have the words of `messages`, and search below
    `prefix`, which precedes the addresses of pages. Raise LayoutError for an import of a missing
    script.
    """
    files = _asset_files(folders)
    scripts = {
        name: _searching(messages.script(path.read_text(encoding="utf-8")), prefix)
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


def _searching(script: str, prefix: str) -> str:
    """Return a script that reads the index in the language of its pages."""
    return script.replace(f'"{INDEX}', f'"../..{prefix}/search/') if prefix else script


def generated_assets(settings: Settings, addresses: Addresses) -> dict[str, str]:
    """Return the assets that the settings make: name -> text, empty where there is none."""
    root = ".." if addresses.relative_links else addresses.base_path
    return {
        "theme.css": style_sheet(settings.theme, root),
        "search/stemmer.js": _stemmer_script(settings.language),
        "languages.css": LANGUAGES_STYLE if settings.languages else "",
    }


def _stemmer_script(language: str) -> str:
    """Return the script that stems words of a language; empty if there is none."""
    code = language.lower().split("-", maxsplit=1)[0]
    path = STEMMERS / f"{'no' if code in NORWEGIAN else code}.js"
    return path.read_text(encoding="utf-8") if code.isalpha() and path.is_file() else ""


LANGUAGES_STYLE = """\
.languages { font-size: .9rem; margin-top: .75rem; }
.languages ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0;
  padding: 0; justify-content: flex-end; }
.languages a, .languages span { display: inline-block; min-height: 24px; line-height: 24px; }
@media (max-width: 40rem) {
  .languages { margin-top: .25rem; }
  .languages + main .crumbs ol { margin-top: .25rem; }
}
"""
"""Style of the links to other languages, on sites that have several."""


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
