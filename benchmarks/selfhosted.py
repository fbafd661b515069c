"""Convert awesome-selfhosted's data files into a large site without capabilities."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from ssg.text import slugify

__all__ = ["convert"]

MAX_SUMMARY = 300
SITE = {
    "title": "Self-hosted software",
    "base_url": "https://selfhosted.example/",
    "types": {"software": "Software"},
    "attributes": {
        "platforms": {"label": "Platforms", "kind": "list", "rule": False},
        "external_service": {
            "label": "Depends on an external service",
            "kind": "bool",
            "better": False,
        },
        "demo": {"label": "Demo", "kind": "url"},
        "released": {"label": "Latest release", "kind": "date"},
    },
    "ranking": {
        "signals": {
            "github_stars": {
                "component": "adoption",
                "scale": "log",
                "full": 100000,
                "label": "GitHub stars",
            }
        }
    },
    "pairs": {"policy": "related", "related": 6},
}


def convert(source: Path, site: Path) -> int:
    """Write a site below `site` from a checkout `source`; return the number of its tools."""
    tags = {entry["name"]: entry for entry in _entries(source / "tags")}
    ids = {name: slugify(name) for name in tags}
    categories = {ids[name]: {"name": name} for name in sorted(tags)}
    free = {entry["identifier"] for entry in _read(source / "licenses.yml")}
    tools = site / "content/tools"
    tools.mkdir(parents=True)
    _write(site / "content/site.yaml", {**SITE, "categories": categories})
    written = set[str]()
    repositories = set[str]()
    for entry in _entries(source / "software"):
        slug = slugify(str(entry["name"]))[:70].strip("-")
        repository = str(entry.get("source_code_url", "")).rstrip("/").lower()
        if not slug or slug in written or "-vs-" in slug or repository in repositories:
            continue
        written.add(slug)
        repositories |= {repository} - {""}
        _write(tools / f"{slug}.yaml", _tool(entry, ids, free))
    return len(written)


def _tool(entry: dict[str, object], ids: dict[str, str], free: set[str]) -> dict[str, object]:
    """Return the content of one tool's file."""
    licenses = [str(name) for name in _list(entry, "licenses")]
    spdx = [name for name in licenses if name in free]
    release = entry.get("current_release")
    published = release.get("published_at") if isinstance(release, dict) else None
    attributes = {
        "platforms": [str(name) for name in _list(entry, "platforms") if name != "Unknown"],
        "external_service": entry.get("depends_3rdparty"),
        "demo": _https(entry, "demo_url"),
        "released": published,
    }
    stars = entry.get("stargazers_count")
    tool = {
        "name": str(entry["name"]),
        "type": "software",
        "summary": " ".join(str(entry["description"]).split())[:MAX_SUMMARY],
        "homepage": _https(entry, "website_url"),
        "repository": _https(entry, "source_code_url"),
        "license": " OR ".join(spdx),
        "pricing": "open_source" if spdx else None,
        "categories": [ids[str(name)] for name in _list(entry, "tags") if name in ids],
        "status": "archived" if entry.get("archived") else None,
        "updated": entry.get("updated_at"),
        "signals": {"github_stars": stars} if stars is not None else None,
        "attributes": {
            key: value for key, value in attributes.items() if value not in (None, "", [])
        },
    }
    return {key: value for key, value in tool.items() if value not in (None, "", [], {})}


def _entries(folder: Path) -> Iterator[dict[str, object]]:
    for path in sorted(folder.glob("*.yml")):
        yield _read(path)


def _read(path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202  (any YAML)
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _list(entry: dict[str, object], key: str) -> list[object]:
    value = entry.get(key)
    return value if isinstance(value, list) else []


def _https(entry: dict[str, object], key: str) -> str:
    value = str(entry.get(key, ""))
    return value if value.startswith("https://") else ""


def _write(path: Path, data: dict[str, object]) -> None:
    path.write_text(
        yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8"
    )
