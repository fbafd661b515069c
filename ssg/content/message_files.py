"""Read the message catalogues of a language: the packaged one, and the site's own.

Catalogues are gettext files: `ssg/locale/de.po`, and `content/messages/de.po` of the site, whose
messages replace packaged ones and add those of its own layouts. Numbers and dates come from CLDR.
"""

import re
from collections.abc import Callable, Iterator
from gettext import c2py
from pathlib import Path
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from ssg.content.location import Location
from ssg.errors import Code, Problem
from ssg.messages import ENGLISH, LARGE, PERIOD, Messages
from ssg.settings import Language
from ssg.text import printable

__all__ = ["language_of", "load_messages", "places"]

MESSAGES = "content/messages"
"""Folder of the site's own catalogues."""
PACKAGED = Path(__file__).parents[1] / "locale"
PLACE = re.compile(r"%\(\w+\)s|\{\w*\}")
"""A named place of a message, in a layout or in Python."""
MAX_BYTES = 2_000_000


class _Read(NamedTuple):
    """The translations of one file, and its plural rule."""

    translations: dict[str, tuple[str, ...]]
    rule: Callable[[int], int] | None = None


NOTHING = _Read({})


def load_messages(root: Path, language: str) -> tuple[Messages, list[Problem]]:
    """Return the messages of a language, with every problem of the site's own catalogue.

    A language without a catalogue has English words, and its own direction of writing.
    """
    locale, problems = _locale(language), list[Problem]()
    names = dict.fromkeys((language.replace("_", "-"), language.partition("-")[0].lower()))
    packaged = _first(_packaged(name) for name in names)
    own = _first(_own(root, name, problems) for name in names)
    translations = {**packaged.translations, **own.translations}
    if not translations and language == ENGLISH.language:
        return ENGLISH, problems  # what CLDR has of a language takes 4 MiB, in each process
    direction = locale.text_direction if locale else "ltr"
    if not translations or locale is None:
        return Messages(language=language, direction=direction), problems
    rule = own.rule or packaged.rule or (lambda number: int(number != 1))
    symbols = locale.number_symbols["latn"]
    return (
        Messages(
            language=language,
            translations=translations,
            of_scripts=_of_scripts(),
            forms=tuple(rule(number) for number in range(LARGE + PERIOD)),
            decimal=symbols["decimal"],
            group=symbols["group"],
            date_pattern=locale.date_formats["medium"].pattern,
            months=tuple(locale.months["format"]["abbreviated"].values()),
            direction=direction,
        ),
        problems,
    )


def language_of(code: str) -> Language | None:
    """Return a language by its BCP 47 tag; None for one that CLDR does not have."""
    locale = _locale(code)
    if locale is None:
        return None
    name, likely = locale.get_display_name() or code, get_global("likely_subtags")
    known = likely.get(str(locale)) or likely.get(locale.language) or ""
    territory = locale.territory or known.rpartition("_")[2]
    return Language(
        code=code,
        name=name[:1].upper() + name[1:],
        direction=locale.text_direction,
        locale=f"{locale.language}_{territory}" if territory.isupper() else "",
    )


def places(message: str) -> list[str]:
    """Return the named places of a message, sorted."""
    return sorted(set(PLACE.findall(message)))


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _first(found: Iterator[_Read]) -> _Read:
    return next((read for read in found if read.translations), NOTHING)


def _packaged(name: str) -> _Read:
    file = PACKAGED / f"{name}.po"
    return _read(file)[0] if file.is_file() else NOTHING


def _of_scripts() -> tuple[str, ...]:
    """Return the messages of the packaged scripts, sorted, by the files that the template names."""
    with (PACKAGED / "messages.pot").open("rb") as stream:
        template = read_po(stream)
    found = {
        message.id
        for message in template
        if isinstance(message.id, str)
        and any(file.startswith("layouts/scripts/") for file, _ in message.locations)
    }
    return tuple(sorted(found))


def _own(root: Path, name: str, problems: list[Problem]) -> _Read:
    """Return the site's catalogue; its problems are added to `problems`."""
    path = f"{MESSAGES}/{name}.po"
    file = root / path
    if file.is_symlink() or (root / MESSAGES).is_symlink():
        problems.append(Location(path).problem(Code.UNREADABLE, "is a link", "copy the file"))
        return NOTHING
    if not file.is_file():
        return NOTHING
    if file.stat().st_size > MAX_BYTES:
        message = f"has over {MAX_BYTES:,} bytes"
        problems.append(Location(path).problem(Code.TOO_LARGE, message, "remove what is unused"))
        return NOTHING
    try:
        read, catalog = _read(file)
    except PoFileError as error:
        location = Location(path, (error.lineno or 0) + 1)
        problems.append(
            location.problem(Code.SYNTAX, printable(str(error), 200), "see docs/translate.md")
        )
        return NOTHING
    except (ValueError, LookupError, OSError) as error:  # encoding or plural rule
        message = f"cannot be read: {printable(str(error), 200)}"
        problems.append(
            Location(path).problem(Code.SYNTAX, message, "write a gettext file in UTF-8")
        )
        return NOTHING
    problems += _wrong_places(path, catalog)
    return read


def _read(file: Path) -> tuple[_Read, Catalog]:
    with file.open("rb") as stream:
        catalog = read_po(stream, abort_invalid=True)
    translations = {
        source: strings
        for message in catalog
        if message.id and not message.fuzzy
        for source, strings in [_texts(message)]
        if all(strings)
    }
    return _Read(translations, c2py(catalog.plural_expr)), catalog


def _texts(message: Message) -> tuple[str, tuple[str, ...]]:
    """Return the English message, in the singular, and its translations."""
    if isinstance(message.id, str):
        return message.id, (str(message.string),)
    return message.id[0], tuple(str(string) for string in message.string or ())


def _wrong_places(path: str, catalog: Catalog) -> Iterator[Problem]:
    """Yield a problem for each translation with a place that the English message lacks."""
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        sources = [message.id] if isinstance(message.id, str) else message.id
        known = {place for source in sources for place in places(source)}
        for text in _texts(message)[1]:
            unknown = [place for place in places(text) if place not in known]
            if unknown or text.count("{") != len(re.findall(r"\{\w*\}", text)):
                line = message.lineno or 1
                shown = printable(unknown[0] if unknown else text)
                yield Location(path, line).problem(
                    Code.NOT_ALLOWED,
                    f'the translation has the place "{shown}", the message does not',
                    f"its places are: {', '.join(sorted(known)) or 'none'}",
                )
