"""What is refreshed: keys of tool files with a `from` in site.yaml, and their types."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from packaging.licenses import canonicalize_license_expression

from ssg.attribute_values import FORMS, normal
from ssg.authoring.refresh.services import FORGES, SERVICES
from ssg.authoring.refresh.sources import Source, UnknownSourceError, source_of
from ssg.content.field_types import check_license, check_url
from ssg.content.source_map import Find
from ssg.errors import Code, Problem
from ssg.fields import Keys
from ssg.json_value import JsonValue
from ssg.settings import SITE_FILE, AttributeKind, Origin, Scale, Settings
from ssg.text import printable, unsafe_character

__all__ = ["Target", "UnusableError", "refresh_targets"]

MAX_TEXT = 300
MAX_NUMBER = 1e15
NUMBER = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,16})?")
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")


class UnusableError(Exception):
    """A value does not fit; the message says why, as the end of a sentence."""


Convert = Callable[[JsonValue], JsonValue]


@dataclass(frozen=True, slots=True)
class Target:
    """A key of tool files that is refreshed."""

    keys: tuple[str, ...]
    """`("signals", "github_stars")`, `("attributes", "latest")` or `("updated",)`."""
    source: Source
    convert: Convert
    """Return a value of the source as the file has it, or None. Raises UnusableError."""
    subject: str
    """Key by which the source finds the tool: `repository`, `identifiers` or `slug`."""
    has_history: bool
    """Whether it is a number whose values are kept per day."""


def refresh_targets(settings: Settings, find: Find) -> tuple[tuple[Target, ...], list[Problem]]:
    """Return what the site refreshes, and a problem for each source that does not exist."""
    targets, problems = [], list[Problem]()
    for keys, where, origin, convert, has_history in _declared(settings):
        try:
            source = source_of(origin)
            targets.append(Target(keys, source, convert, _subject(origin), has_history))
        except UnknownSourceError as error:
            location = find(SITE_FILE, where, "")
            problems.append(location.problem(Code.NOT_ALLOWED, str(error), error.hint))
    problems += [
        find(SITE_FILE, ("ranking", "signals", spec.id, "from"), "").problem(
            Code.NOT_ALLOWED,
            f'the built-in signal "{spec.id}" has no source',
            'declare the source of "updated" under "refresh"',
        )
        for spec in settings.ranking.built_in
        if spec.origin
    ]
    return tuple(targets), problems


def _subject(origin: Origin) -> str:
    service = origin.source.partition(".")[0]
    if service in ("repository", *FORGES):
        return "repository"
    return "identifiers" if service in SERVICES else "slug"


def _declared(
    settings: Settings,
) -> Iterator[tuple[tuple[str, ...], Keys, Origin, Convert, bool]]:
    """Yield keys in tool files, keys in site.yaml, origin, conversion, whether it has a history."""
    for key, origin in settings.refresh:
        yield (key,), ("refresh", key), origin, FIELDS[key], False
    for signal in settings.ranking.signals:
        if signal.origin:
            keys = ("signals", signal.id)
            numeric = signal.scale in {Scale.LOG, Scale.LINEAR}
            yield keys, ("ranking", *keys, "from"), signal.origin, SCALES[signal.scale], numeric
    for spec in settings.attributes:
        if spec.origin:
            keys = ("attributes", spec.id)
            yield keys, (*keys, "from"), spec.origin, KINDS[spec.kind], False


def _number(value: JsonValue) -> JsonValue:
    if isinstance(value, str) and NUMBER.fullmatch(value):
        value = float(value) if "." in value else int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise UnusableError("is not a number")
    if abs(value) > MAX_NUMBER:  # also refuses infinity
        raise UnusableError("is too large")
    return int(value) if value == int(value) else value


def _amount(value: JsonValue) -> JsonValue:
    amount = _number(value)
    if isinstance(amount, (int, float)) and amount < 0:
        raise UnusableError("is less than 0")
    return amount


def _bool(value: JsonValue) -> JsonValue:
    if not isinstance(value, bool):
        raise UnusableError("is neither true nor false")
    return value


def _day(value: JsonValue) -> JsonValue:
    match = DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match[1]).isoformat() if match else _raise("is not a date")
    except ValueError:
        return _raise("is not a date")


def _raise(message: str) -> str:
    raise UnusableError(message)


def _text(value: JsonValue) -> JsonValue:
    text = str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        raise UnusableError("is not text")
    text = " ".join(text.split())
    if not 0 < len(text) <= MAX_TEXT or unsafe_character(text):
        raise UnusableError(f"is not one line of at most {MAX_TEXT} characters")
    return text


def _list(value: JsonValue) -> JsonValue:
    if not isinstance(value, list):
        raise UnusableError("is not a list")
    return [_text(entry) for entry in value]


def _url(value: JsonValue) -> JsonValue:
    fault = check_url(value) if isinstance(value, str) else "is not a URL"
    if fault:
        raise UnusableError(printable(fault))
    return value


def _normal(kind: AttributeKind, value: JsonValue) -> JsonValue:
    """Return an amount, a range or a version in normal form."""
    text = normal(value, kind)
    if text is None:
        raise UnusableError(f"is not {FORMS[kind]}")
    return text


def _status(value: JsonValue) -> JsonValue:
    """Only an archived project says something about its status."""
    return "archived" if _bool(value) else None


def _license(value: JsonValue) -> JsonValue:
    """Return the licence as SPDX spells it; GitLab's keys are in lower case."""
    text = str(_text(value))
    fault, _ = check_license(text)
    if fault:
        raise UnusableError("is not an SPDX licence expression")
    return str(canonicalize_license_expression(text))


FIELDS: Mapping[str, Convert] = {"updated": _day, "status": _status, "license": _license}
SCALES: Mapping[Scale, Convert] = {
    Scale.LOG: _amount,
    Scale.LINEAR: _amount,
    Scale.BOOL: _bool,
    Scale.DATE: _day,
}
KINDS: Mapping[AttributeKind, Convert] = {
    AttributeKind.NUMBER: _number,
    AttributeKind.BOOL: _bool,
    AttributeKind.DATE: _day,
    AttributeKind.TEXT: _text,
    AttributeKind.LIST: _list,
    AttributeKind.URL: _url,
    AttributeKind.MONEY: partial(_normal, AttributeKind.MONEY),
    AttributeKind.RANGE: partial(_normal, AttributeKind.RANGE),
    AttributeKind.VERSION: partial(_normal, AttributeKind.VERSION),
}
