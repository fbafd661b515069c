"""The data of awesome-selfhosted (folders `software/`, `tags/`, `platforms/`) -> records.

Format: https://github.com/awesome-selfhosted/awesome-selfhosted-data, one YAML file per entry.

The list does not say when it counted stars. So they are dated by the day of the list: that of its
newest commit, where the folder is a repository, else the newest date that two entries reach.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    nested_name,
    plain_line,
    plain_slug,
    plain_summary,
    release_version,
    single_license,
)
from ssg.content.document import parse_yaml, read_text
from ssg.content.field_types import check_url
from ssg.content.git import commit_day
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["read"]

MAPPED = {
    *("name", "website_url", "description", "licenses", "platforms", "tags", "source_code_url"),
    *("demo_url", "archived", "stargazers_count", "updated_at", "current_release"),
    *("depends_3rdparty", "related_software_url"),
}
MAX_COUNT = 10**12
GITHUB = "https://github.com/"
"""Host of the repositories whose stars are compared."""
CODE_HOST = re.compile(
    r"https?://(?:[\w-]+\.)*(?:git|github|gitlab|gitea|forgejo|codeberg|bitbucket|sr|svn|hg|code"
    r"|dev|repos|src|launchpad|sourceforge|framagit|notabug|pagure)\."
    r"|.*\.git/?$|.*/(?:git|cgit|gitweb|svn|hg|repos?)(?:/|$)"
)
"""An address that is likely to show source code."""
COMMONS_CLAUSE = "Commons-Clause"
LICENCES = {
    "⊘ Proprietary": "LicenseRef-Proprietary",
    COMMONS_CLAUSE: "LicenseRef-Commons-Clause",
}
"""Names of licences in the data that are not SPDX expressions -> expression."""
PLATFORMS = {
    "deb": "Debian packages",
    "K8S": "Kubernetes",
    "Nodejs": "Node.js",
    "Javascript": "JavaScript",
    "CommonLisp": "Common Lisp",
}
"""Names of platforms in the data -> names as they are read in a sentence."""
WAYS_TO_INSTALL: Mapping[str, JsonValue] = {
    "Ansible": [],
    "Debian packages": ["deb", "Debian", "Ubuntu"],
    "Docker": ["container"],
    "Kubernetes": ["K8s", "Helm"],
    "Nix": ["NixOS"],
}
"""Platforms by which a program is installed -> other words for them; the others are languages."""
LANGUAGES: Mapping[str, JsonValue] = {
    "C#": [".NET", "dotnet", "ASP.NET"],
    "Elixir": ["Phoenix"],
    "Go": ["golang"],
    "Java": ["JVM", "Kotlin", "Spring Boot"],
    "JavaScript": ["TypeScript"],
    "Node.js": ["Node", "NodeJS", "JavaScript", "TypeScript", "Next.js", "NestJS"],
    "PHP": ["CakePHP", "CodeIgniter", "Laravel", "Symfony", "Yii"],
    "Python": ["Django", "FastAPI", "Flask"],
    "Ruby": ["Rails", "Sinatra"],
    "Rust": ["Actix", "Axum"],
    "Shell": ["Bash"],
}
"""Languages and runtimes -> words by which texts name them."""
ATTRIBUTES: Mapping[str, JsonValue] = {
    "languages": {
        "label": "Language",
        "kind": "list",
        "rule": False,
        "contrast": "{a} is built with {values_a}, {b} with {values_b}.",
        "entry_synonyms": dict(LANGUAGES),
    },
    "install": {
        "label": "Ways to install",
        "kind": "list",
        "rule": False,
        "entry_synonyms": {key: words for key, words in WAYS_TO_INSTALL.items() if words},
    },
    "licenses": {"label": "Licences", "kind": "list"},
    "demo": {"label": "Demo", "kind": "url"},
    "latest_release": {"label": "Latest release", "kind": "text", "compare": False},
    "released": {"label": "Released", "kind": "date", "compare": False},
    "third_party": {
        "label": "Needs a third-party service",
        "kind": "bool",
        "better": False,
    },
    "related_list": {"label": "Clients and add-ons", "kind": "url"},
}
RANKING: Mapping[str, JsonValue] = {
    "name": "Score",
    "components": {
        "adoption": {
            "label": "Adoption",
            "description": "How many people starred its repository.",
            "weight": 60,
        },
        "freshness": {
            "label": "Freshness",
            "description": "How recently it was changed.",
            "weight": 40,
        },
    },
    "signals": {
        "updated": {"component": "freshness"},
        "github_stars": {
            "component": "adoption",
            "scale": "log",
            "full": 100_000,
            "label": "Stars",
            "compare": True,
        },
    },
}
"""Not with the default components: the entries of a list hardly mention each other."""


def read(source: Path) -> Imported:
    """Read the data folder; raise UsageError when `software/` is missing in it."""
    if not (source / "software").is_dir():
        raise UsageError(
            f'"{printable(str(source), 300)}" has no folder "software"; name a data folder'
        )
    skipped: list[Skipped] = []
    entries = list(_files(source, "software", skipped))
    if not entries and not skipped:
        raise UsageError(f'"{printable(str(source), 300)}/software" has no files *.yml')
    tags = {str(entry.get("name")): entry for _, entry in _files(source, "tags", skipped)}
    day = _day_of_list(source, (entry for _, entry in entries))
    records = tuple(
        record for origin, entry in entries if (record := _record(origin, entry, day, skipped))
    )
    unmapped: dict[str, int] = {}
    for _, entry in entries:
        for key in entry.keys() - MAPPED:
            unmapped[key] = unmapped.get(key, 0) + 1
    return Imported(
        site=_site(tags, entries), records=records, skipped=tuple(skipped), unmapped=unmapped
    )


def _day_of_list(source: Path, entries: Iterable[Mapping[str, JsonValue]]) -> date | None:
    """Return the day of the data; None without a repository and without dates."""
    if (source / ".git").exists():  # not of a repository around it, which is another's
        day = commit_day(source)
        if day:
            return day
    newest = (max(days) for entry in entries if (days := _days(entry)))
    return min(sorted(newest)[-2:], default=None)


def _days(entry: Mapping[str, JsonValue]) -> list[date]:
    """Return the days of the last commit and of the last release, if they are valid dates."""
    release = entry.get("current_release")
    published = release.get("published_at") if isinstance(release, dict) else None
    days = []
    for text in (entry.get("updated_at"), published):
        try:
            days.append(date.fromisoformat(str(text)[:10]))
        except ValueError:
            continue
    return days


def _files(
    source: Path, folder: str, skipped: list[Skipped]
) -> Iterator[tuple[str, dict[str, JsonValue]]]:
    """Yield each file of a folder with its content; what cannot be read is reported."""
    for file in sorted((source / folder).glob("*.yml")):
        path = f"{folder}/{file.name}"
        text, problems = read_text(file, path)
        document, faults = parse_yaml(text, path)
        skipped += [
            Skipped(f"{path}:{problem.line}", problem.message)
            for problem in [*problems, *faults][:1]
        ]
        if isinstance(document.value, dict) and not problems and not faults:
            yield f"{path}:1", document.value


def _site(
    tags: Mapping[str, Mapping[str, JsonValue]], entries: list[tuple[str, dict[str, JsonValue]]]
) -> dict[str, JsonValue]:
    used = {str(tag) for _, entry in entries for tag in _texts(entry.get("tags"))}
    categories: dict[str, JsonValue] = {}
    for name in sorted(used):
        text = tags.get(name, {}).get("description")
        description = plain_line(text)
        if isinstance(text, str) and len(text) > len(description):  # a cut may be inside of a link
            description = plain_summary(text)
        category: dict[str, JsonValue] = {"name": nested_name(*name.split(" - "))}
        if description:
            category["description"] = description
        related = [tag for tag in _texts(tags.get(name, {}).get("related_tags")) if tag in used]
        if related:
            category["related"] = [plain_slug(tag, "other") for tag in related]
        categories[plain_slug(name, "other")] = category
    return {
        "title": "Self-hosted software",
        "base_url": "https://example.org/",
        "description": "Software that you can host on your own servers, compared.",
        "types": {"software": "Software"},
        "categories": categories,
        "attributes": dict(ATTRIBUTES),
        "ranking": dict(RANKING),
    }


def _record(
    origin: str, entry: Mapping[str, JsonValue], day: date | None, skipped: list[Skipped]
) -> Record | None:
    name = plain_line(entry.get("name"), 80)
    summary = plain_summary(entry.get("description"))
    if not name or not summary:
        skipped.append(Skipped(origin, "the record has no name or no description"))
        return None
    repository = _repository(entry)
    version, released = _release(entry, (name, repository.rpartition("/")[2]))
    licences, days = _licences(entry), _days(entry)
    third_party = entry.get("depends_3rdparty")
    platforms = [
        PLATFORMS.get(name, name) for name in _texts(entry.get("platforms")) if name != "Unknown"
    ]
    attributes: dict[str, JsonValue] = {
        "languages": [name for name in platforms if name not in WAYS_TO_INSTALL],
        "install": [name for name in platforms if name in WAYS_TO_INSTALL],
        "licenses": [] if single_license(licences) else [*licences],
        "demo": entry.get("demo_url"),
        "latest_release": version,
        "released": released,
        "third_party": third_party if isinstance(third_party, bool) else None,
        "related_list": entry.get("related_software_url"),
    }
    return Record(
        key=origin.partition(":")[0].removeprefix("software/").removesuffix(".yml"),
        origin=origin,
        fields={
            "name": name,
            "type": "software",
            "summary": summary,
            "homepage": entry.get("website_url"),
            "repository": repository,
            "license": single_license(licences),
            "categories": [plain_slug(tag, "other") for tag in _texts(entry.get("tags"))],
            "status": "archived" if entry.get("archived") is True else None,
            "updated": max(days).isoformat() if days else entry.get("updated_at"),
            "signals": _signals(entry, repository, day),
            "attributes": {
                key: value for key, value in attributes.items() if value not in (None, "", [])
            },
        },
    )


def _signals(
    entry: Mapping[str, JsonValue], repository: str, day: date | None
) -> dict[str, JsonValue] | None:
    """Return the number of stars on GitHub with its day and source, if it is known.

    Those of another host have fewer readers who could give them: they are not comparable.
    """
    stars = entry.get("stargazers_count")
    if not _is_count(stars) or not repository.startswith(GITHUB) or check_url(repository):
        return None
    signal: dict[str, JsonValue] = {"value": stars}
    if day:
        signal["measured"] = day.isoformat()
    signal["source"] = repository
    return {"github_stars": signal}


def _licences(entry: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Return the licences; one with a clause that restricts it is a single expression."""
    names = _texts(entry.get("licenses"))
    licences = tuple(LICENCES.get(name, name) for name in names)
    if COMMONS_CLAUSE in names:
        clause = LICENCES[COMMONS_CLAUSE]
        return (" AND ".join([*(name for name in licences if name != clause), clause]),)
    return licences


def _release(entry: Mapping[str, JsonValue], names: Iterable[str]) -> tuple[str, str]:
    """Return version and day of the latest release; both are empty if its tag is no release."""
    release = entry.get("current_release")
    release = release if isinstance(release, dict) else {}
    version = release_version(release.get("tag"), names)
    if release.get("tag") and not version:
        return "", ""
    return version, str(release.get("published_at") or "")[:10]


def _repository(entry: Mapping[str, JsonValue]) -> str:
    """Return the address of the source code; empty if it is that of the website.

    An address on a known host of code is both.
    """
    repository, homepage = entry.get("source_code_url"), entry.get("website_url")
    if not isinstance(repository, str):
        return ""
    if repository.rstrip("/") != str(homepage or "").rstrip("/") or CODE_HOST.match(repository):
        return repository
    return ""


def _is_count(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MAX_COUNT


def _texts(value: JsonValue) -> tuple[str, ...]:
    entries = (plain_line(entry) for entry in value) if isinstance(value, list) else ()
    return tuple(dict.fromkeys(entry for entry in entries if entry))
