"""What a `from` in site.yaml refers to: a service, a JSON document, or an installed plug-in.

A plug-in is an entry point of the group `ssg.refreshers`: a function that takes a tool, the name of
the field and a function that fetches JSON by URL, and returns the value with its URL, or None if it
has none. It runs only if site.yaml names it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import TypeAlias
from urllib.parse import quote, unquote

from ssg.authoring.refresh.client import Client, FetchError, Reason
from ssg.authoring.refresh.services import (
    FORGES,
    SERVICES,
    Service,
    package_of,
    pick,
    repository_path,
)
from ssg.catalog import Tool
from ssg.content.origin_schema import PLACEHOLDERS
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.settings import Origin
from ssg.text import did_you_mean, printable

__all__ = [
    "FetchJson",
    "Reading",
    "Refresher",
    "Source",
    "UnknownSourceError",
    "source_of",
]

GROUP = "ssg.refreshers"
"""Entry points of plug-ins."""
FetchJson: TypeAlias = Callable[[str], JsonValue]
"""Return the JSON document at a URL; cached and limited like all others."""
Refresher: TypeAlias = Callable[[Tool, str, FetchJson], tuple[JsonValue, str] | None]
"""A plug-in: tool, field, fetch -> value and URL of its source, or None."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as its source has it."""

    value: JsonValue
    """None if the source has no such value."""
    url: str
    moved_to: str = ""
    """New URL of a repository that was renamed or moved."""


Source: TypeAlias = Callable[[Tool, Client], Reading | None]
"""Tool, client -> the value, or None if the source does not apply. Raises FetchError."""


class UnknownSourceError(Exception):
    """No service or plug-in has this name, or it has no such field; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def source_of(origin: Origin) -> Source:
    """Return the source of a `from`; raise UnknownSourceError."""
    if origin.url:
        return partial(_read_json, origin)
    name, _, field = origin.source.partition(".")
    if name == "repository":
        _check_field(name, field, SERVICES["github"].fields)
        return partial(_read_repository, field)
    if name in SERVICES:
        _check_field(name, field, SERVICES[name].fields)
        return partial(_read_service, SERVICES[name], field)
    plugins = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in plugins:
        known = ["repository", *SERVICES, *sorted(plugins)]
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        raise UnknownSourceError(f'unknown source "{name}"', hint)
    return partial(_read_plugin, _load(plugins[name]), field, name)


def _check_field(name: str, field: str, known: Mapping[str, object]) -> None:
    if field not in known:
        hint = did_you_mean(field, known) or f"known: {', '.join(known)}"
        raise UnknownSourceError(f'"{name}" has no field "{field}"', hint)


def _read_repository(field: str, tool: Tool, client: Client) -> Reading | None:
    """Read from the forge that hosts the tool's repository."""
    readings = (_read_service(SERVICES[name], field, tool, client) for name in FORGES)
    return next((reading for reading in readings if reading), None)


def _read_service(service: Service, field: str, tool: Tool, client: Client) -> Reading | None:
    identifier = service.identify(tool)
    if not identifier:
        return None
    wanted = service.fields[field]
    path = quote(unquote(identifier), safe="@/")
    url = wanted.url.replace("{id}", identifier).replace("{path}", path)
    try:
        answer = client.fetch(url)
    except FetchError as error:
        if error.reason is Reason.GONE and wanted.is_optional:
            return Reading(None, url)
        raise
    home = service.home(answer.value) if wanted.url == service.main else None
    moved_to = home if isinstance(home, str) and _has_moved(service, tool, home) else ""
    return Reading(wanted.pick(answer.value), url, moved_to or answer.moved_to)


def _has_moved(service: Service, tool: Tool, home: str) -> bool:
    """Return whether the repository is at another place; the case of its name does not matter."""
    there = service.identify(replace(tool, repository=home))
    return there.lower() != service.identify(tool).lower()


def _read_json(origin: Origin, tool: Tool, client: Client) -> Reading | None:
    values = {
        "slug": tool.slug,
        "name": tool.name,
        "repository": repository_path(tool),
        "pypi": package_of("pypi", tool),
        "npm": package_of("npm", tool),
        "crates": package_of("cargo", tool),
    }
    url = origin.url
    for placeholder in PLACEHOLDERS:
        if f"{{{placeholder}}}" in url:
            if not values[placeholder]:
                return None
            safe = "/" if placeholder == "repository" else ""
            url = url.replace(f"{{{placeholder}}}", quote(values[placeholder], safe=safe))
    value = pick(*origin.path)(client.fetch(url).value)
    if value is None:
        where = ".".join(map(str, origin.path))
        raise FetchError(Reason.FAILED, f"{printable(url, 300)} has no value at {printable(where)}")
    return Reading(value, url)


def _load(entry: EntryPoint) -> Refresher:
    try:
        refresher: Refresher = entry.load()
    except Exception as error:  # whatever the module of a plug-in raises
        raise UsageError(
            f'the plug-in "{printable(entry.name)}" cannot be loaded: {printable(str(error), 200)}'
        ) from error
    return refresher


def _read_plugin(
    refresher: Refresher, field: str, name: str, tool: Tool, client: Client
) -> Reading | None:
    try:
        result = refresher(tool, field, lambda url: client.fetch(url).value)
        return Reading(*result) if result else None
    except FetchError:
        raise
    except Exception as error:  # whatever a plug-in raises: other tools and sources go on
        message = f'the plug-in "{name}" failed: {printable(str(error), 200)}'
        raise FetchError(Reason.FAILED, message) from error
