"""Services with a public JSON API: which of them a tool is on, their URLs, and their fields.

Sources: docs.github.com/rest, docs.gitlab.com/api, codeberg.org/api/swagger,
docs.pypi.org/api/json, pypistats.org/api, github.com/npm/registry (docs), crates.io/data-access.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, unquote, urlsplit

from ssg.catalog import Tool
from ssg.json_value import JsonValue

__all__ = ["FORGES", "SERVICES", "Field", "Service", "package_of", "pick", "repository_path"]

Pick = Callable[[JsonValue], JsonValue]


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a service has of a tool."""

    url: str
    """With `{id}` for the tool's name at the service, or `{path}` for it with plain slashes."""
    pick: Pick
    """Return the value in the document; None if it has none."""
    is_optional: bool = False
    """Whether the document does not exist for some tools, e.g. without any release."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service; `fields` by name."""

    identify: Callable[[Tool], str]
    """Return the tool's name at the service, percent-encoded; empty if it is not there."""
    fields: Mapping[str, Field]
    main: str
    """URL of the document that `home` is in."""
    home: Pick
    """Return the URL of the repository, to notice that it was renamed."""


def pick(*steps: str | int) -> Pick:
    """Return a function that follows keys and indexes into a document."""
    return partial(_value_at, steps)


def _value_at(steps: tuple[str | int, ...], document: JsonValue) -> JsonValue:
    value = document
    for step in steps:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def _nothing(_: JsonValue) -> JsonValue:
    return None


def repository_path(tool: Tool, host: str = "") -> str:
    """Return the path of the tool's repository, `google/flax`; empty if it is not at the host."""
    try:
        parts = urlsplit(tool.repository)
    except ValueError:
        return ""
    at = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).strip("/").removesuffix(".git")
    path = path.partition("/-/")[0]  # GitLab: pages of a project
    is_plain = "/" in path and not {"", ".", ".."} & set(path.split("/"))
    return path if at and (not host or at == host) and is_plain else ""


def _two_parts(host: str, tool: Tool) -> str:
    """Return `owner/name` of a repository at GitHub or Forgejo."""
    parts = repository_path(tool, host).split("/")
    return "/".join(quote(part, safe="") for part in parts[:2]) if len(parts) >= 2 else ""


def _whole_path(host: str, tool: Tool) -> str:
    """Return the path of a GitLab project, which may be in nested groups, as one segment."""
    return quote(repository_path(tool, host), safe="")


def package_of(kind: str, tool: Tool) -> str:
    """Return the name in the first URL of a kind: `pkg:npm/%40scope/name` -> `@scope/name`."""
    start = f"pkg:{kind}/"
    names = (purl.removeprefix(start) for purl in tool.identifiers if purl.startswith(start))
    return next((unquote(re.split(r"(?<!^)@|[?#]", name)[0]) for name in names), "")


def _pypi_package(tool: Tool) -> str:
    """Return the name in the normal form of PyPI, which pypistats.org requires (PEP 503)."""
    return quote(re.sub(r"[-_.]+", "-", package_of("pypi", tool)).lower(), safe="")


def _package(kind: str, tool: Tool) -> str:
    return quote(package_of(kind, tool), safe="")


def _version(steps: tuple[str | int, ...], document: JsonValue) -> JsonValue:
    """Return the version in a tag: `v1.2.3` -> `1.2.3`."""
    tag = _value_at(steps, document)
    return re.sub(r"^v(?=[0-9])", "", tag) if isinstance(tag, str) else None


def _github_license(document: JsonValue) -> JsonValue:
    spdx = _value_at(("license", "spdx_id"), document)
    return None if spdx == "NOASSERTION" else spdx


def _gitlab_license(document: JsonValue) -> JsonValue:
    """Return the key of the licence, which is its SPDX name in lower case; None for others."""
    key = _value_at(("license", "key"), document)
    return None if key == "other" else key


def _npm_license(document: JsonValue) -> JsonValue:
    """Return the licence; old packages write `{"type": "MIT", "url": ...}`."""
    license_ = _value_at(("license",), document)
    return _value_at(("type",), license_) if isinstance(license_, dict) else license_


def _latest_day(document: JsonValue) -> JsonValue:
    """Return the day of PyPI's newest file of the latest version."""
    files = _value_at(("urls",), document)
    times = (
        _value_at(("upload_time_iso_8601",), file)
        for file in (files if isinstance(files, list) else [])
    )
    return max((time for time in times if isinstance(time, str)), default=None)


def _pypi_license(document: JsonValue) -> JsonValue:
    return _value_at(("info", "license_expression"), document)


def _npm_day(document: JsonValue) -> JsonValue:
    """Return the time of the version with the tag `latest`."""
    version = _value_at(("dist-tags", "latest"), document)
    return _value_at(("time", version), document) if isinstance(version, str) else None


def _crate_version(document: JsonValue) -> JsonValue:
    """Return the highest stable version, or the highest one."""
    stable = _value_at(("crate", "max_stable_version"), document)
    return stable or _value_at(("crate", "max_version"), document)


def _of_crate_version(key: str, document: JsonValue) -> JsonValue:
    version, listed = _crate_version(document), _value_at(("versions",), document)
    entries = listed if isinstance(listed, list) else []
    same = (entry for entry in entries if _value_at(("num",), entry) == version)
    return _value_at((key,), next(same, None))


def _crate_license(document: JsonValue) -> JsonValue:
    """Return the licence; old crates write `MIT/Apache-2.0` for `MIT OR Apache-2.0`."""
    expression = _of_crate_version("license", document)
    return re.sub(r"\s*/\s*", " OR ", expression) if isinstance(expression, str) else None


GITHUB = "https://api.github.com/repos/{id}"
GITLAB = "https://gitlab.com/api/v4/projects/{id}"
CODEBERG = "https://codeberg.org/api/v1/repos/{id}"
PYPI = "https://pypi.org/pypi/{id}/json"
NPM = "https://registry.npmjs.org/{id}"
CRATES = "https://crates.io/api/v1/crates/{id}"

SERVICES: Mapping[str, Service] = {
    "github": Service(
        partial(_two_parts, "github.com"),
        {
            "stars": Field(GITHUB, pick("stargazers_count")),
            "archived": Field(GITHUB, pick("archived")),
            "license": Field(GITHUB, _github_license),
            "last_push": Field(GITHUB, pick("pushed_at")),
            "last_commit": Field(
                f"{GITHUB}/commits?per_page=1", pick(0, "commit", "committer", "date"), True
            ),
            "last_release": Field(f"{GITHUB}/releases/latest", pick("published_at"), True),
            "version": Field(f"{GITHUB}/releases/latest", partial(_version, ("tag_name",)), True),
        },
        GITHUB,
        pick("html_url"),
    ),
    "gitlab": Service(
        partial(_whole_path, "gitlab.com"),
        {
            "stars": Field(f"{GITLAB}?license=true", pick("star_count")),
            "archived": Field(f"{GITLAB}?license=true", pick("archived")),
            "license": Field(f"{GITLAB}?license=true", _gitlab_license),
            "last_push": Field(f"{GITLAB}?license=true", pick("last_activity_at")),
            "last_commit": Field(
                f"{GITLAB}/repository/commits?per_page=1", pick(0, "committed_date"), True
            ),
            "last_release": Field(f"{GITLAB}/releases?per_page=1", pick(0, "released_at"), True),
            "version": Field(
                f"{GITLAB}/releases?per_page=1", partial(_version, (0, "tag_name")), True
            ),
        },
        f"{GITLAB}?license=true",
        pick("web_url"),
    ),
    "codeberg": Service(
        partial(_two_parts, "codeberg.org"),
        {
            "stars": Field(CODEBERG, pick("stars_count")),
            "archived": Field(CODEBERG, pick("archived")),
            "license": Field(CODEBERG, pick("licenses", 0)),
            "last_push": Field(CODEBERG, pick("updated_at")),
            "last_commit": Field(
                f"{CODEBERG}/commits?limit=1&stat=false&verification=false&files=false",
                pick(0, "commit", "committer", "date"),
                True,
            ),
            "last_release": Field(f"{CODEBERG}/releases/latest", pick("published_at"), True),
            "version": Field(f"{CODEBERG}/releases/latest", partial(_version, ("tag_name",)), True),
        },
        CODEBERG,
        pick("html_url"),
    ),
    "pypi": Service(
        _pypi_package,
        {
            "version": Field(PYPI, pick("info", "version")),
            "last_release": Field(PYPI, _latest_day),
            "license": Field(PYPI, _pypi_license),
            "downloads": Field(
                "https://pypistats.org/api/packages/{id}/recent", pick("data", "last_month")
            ),
        },
        "",
        _nothing,
    ),
    "npm": Service(
        partial(_package, "npm"),
        {
            "version": Field(f"{NPM}/latest", pick("version")),
            "license": Field(f"{NPM}/latest", _npm_license),
            "last_release": Field(NPM, _npm_day),
            "downloads": Field(
                "https://api.npmjs.org/downloads/point/last-month/{path}", pick("downloads")
            ),
        },
        "",
        _nothing,
    ),
    "crates": Service(
        partial(_package, "cargo"),
        {
            "version": Field(CRATES, _crate_version),
            "last_release": Field(CRATES, partial(_of_crate_version, "created_at")),
            "license": Field(CRATES, _crate_license),
            "downloads": Field(CRATES, pick("crate", "downloads")),
            "recent_downloads": Field(CRATES, pick("crate", "recent_downloads")),
        },
        "",
        _nothing,
    ),
}
FORGES = ("github", "gitlab", "codeberg")
"""The services that `repository.<field>` chooses from, by the host of the repository."""
