"""Message catalogues: what the source has, and the update of `ssg/locale/` (`make messages`)."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from support.site_fixtures import ROOT

__all__ = ["LOCALE", "as_text", "extracted", "packaged", "script_messages", "update"]

LOCALE = ROOT / "ssg" / "locale"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None}
METHODS = [("ssg/**.py", "python"), ("layouts/**.html", "jinja2")]
OPTIONS = {"layouts/**.html": {"newstyle_gettext": "true", "silent": "false"}}
IN_SCRIPTS = re.compile(r'(?:\b(?:filled|phrase)\(\s*|/\*_\*/\s*)("(?:[^"\\]|\\.)*")')
"""A message of a script: the argument of a call, or marked by a comment."""


def script_messages() -> Iterator[tuple[str, str]]:
    """Yield file and text of each message in `layouts/scripts/`."""
    for file in sorted((ROOT / "layouts/scripts").glob("*.js")):
        for match in IN_SCRIPTS.finditer(file.read_text(encoding="utf-8")):
            yield f"layouts/scripts/{file.name}", json.loads(match[1])


def extracted() -> Catalog:
    """Return the messages of the source, by file."""
    found: dict[str | tuple[str, ...], set[str]] = {}
    for name, text in script_messages():
        found.setdefault(text, set()).add(name)
    for folder in ("layouts", "ssg"):
        for file, _, message, _, _ in extract_from_dir(
            ROOT / folder,
            method_map=[(pattern.removeprefix(f"{folder}/"), way) for pattern, way in METHODS],
            options_map={"**.html": OPTIONS["layouts/**.html"]},
            keywords=KEYWORDS,
        ):
            found.setdefault(message, set()).add(f"{folder}/{file}")
    catalog = Catalog(project="ssg", charset="utf-8")
    for message, files in sorted(found.items(), key=lambda entry: (min(entry[1]), str(entry[0]))):
        catalog.add(message, locations=[(file, 0) for file in sorted(files)])
    return catalog


def packaged() -> dict[str, Catalog]:
    """Return language -> its packaged catalogue."""
    return {
        file.stem: read_po(io.BytesIO(file.read_bytes()), locale=file.stem)
        for file in sorted(LOCALE.glob("*.po"))
    }


def as_text(catalog: Catalog, *, template: bool = False) -> str:
    """Return a catalogue as gettext writes it, without dates and names of people."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, omit_header=True, sort_by_file=False)
    header = [
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if not template:
        header = [f"Language: {catalog.locale_identifier}", *header]
        header.append(f"Plural-Forms: {catalog.plural_forms}")
    lines = "".join(f'"{line}\\n"\n' for line in header)
    return f'msgid ""\nmsgstr ""\n{lines}\n{stream.getvalue().decode()}'


def update() -> None:
    """Write the template, and bring every catalogue up to date with it."""
    template = extracted()
    LOCALE.joinpath("messages.pot").write_text(as_text(template, template=True), encoding="utf-8")
    for language, catalog in packaged().items():
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        Path(LOCALE, f"{language}.po").write_text(as_text(catalog), encoding="utf-8")


if __name__ == "__main__":
    update()
