"""Facts about a tool from the JSON API of PyPI."""

import re
from collections.abc import Mapping

from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["pypi_address", "pypi_facts"]

REPOSITORY = ("repository", "source", "source code", "github", "code")
HOMEPAGE = ("homepage", "home", "documentation", "docs")
"""Labels of project URLs in lower case, best first."""


def pypi_address(package: str, index: str) -> str:
    """Return the API URL of a package; raise UsageError if the name is invalid."""
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", package):
        raise UsageError(f'"{printable(package)}" is not a package name')
    return f"{index.rstrip('/')}/pypi/{package}/json"


def pypi_facts(answer: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the facts of an API answer."""
    fields, files = answer.get("info"), answer.get("urls")
    info = fields if isinstance(fields, dict) else {}
    listed = info.get("project_urls")
    urls = (
        {key.strip().lower(): value for key, value in listed.items()}
        if isinstance(listed, dict)
        else {}
    )
    name, days = (
        info.get("name"),
        [str(file.get("upload_time"))[:10] for file in files if isinstance(file, dict)]
        if isinstance(files, list)
        else [],
    )
    return {
        "name": name,
        "summary": info.get("summary"),
        "license": info.get("license_expression") or info.get("license"),
        "homepage": _first(urls, HOMEPAGE) or info.get("home_page"),
        "repository": _first(urls, REPOSITORY),
        "identifiers": [f"pkg:pypi/{_normal(name)}"] if isinstance(name, str) else None,
        "updated": max(days, default=None),
    }


def _first(urls: Mapping[str, JsonValue], names: tuple[str, ...]) -> JsonValue:
    return next((urls[name] for name in names if urls.get(name)), None)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
