"""An `unfragile.yml` capability manifest (version 1.0) -> one record with capabilities.

Format: artifact, capabilities with intents and conditions, pricing; https://www.unfragile.ai/docs/protocol.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    plain_line,
    plain_slug,
    plain_summary,
    single_license,
)
from ssg.content.document import parse_yaml, read_text
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["read"]

LICENCE_NAME = "licence_name"
"""Attribute for a licence that is not an SPDX expression."""
PRICING = {"open-source": "open_source"}
CONDITIONS = {
    "bestFor": "best_for",
    "best_for": "best_for",
    "limitations": "limitations",
    "requires": "requires",
    "inputTypes": "inputs",
    "input_types": "inputs",
    "outputTypes": "outputs",
    "output_types": "outputs",
}
"""Key of a capability's conditions -> key of a capability in a tool's file."""
MAPPED = {"unfragile_version", "artifact", "capabilities", "pricing", "failure_modes", "execution"}
ARTIFACT = {
    "name",
    "slug",
    "type",
    "repository",
    "homepage",
    "license",
    "description",
    "maintainer",
}


def read(source: Path) -> Imported:
    """Read a manifest, or every manifest of a folder; raise UsageError if none is readable."""
    files = sorted(source.rglob("unfragile.y*ml")) if source.is_dir() else [source]
    skipped: list[Skipped] = []
    records = [record for file in files if (record := _manifest(file, skipped))]
    if not records:
        reason = skipped[0].reason if skipped else "no unfragile.yml"
        raise UsageError(f'"{printable(str(source), 300)}": {reason}')
    types = {str(record.fields["type"]) for record in records}
    return Imported(
        site={
            "title": "Tools",
            "base_url": "https://example.org/",
            "description": "Tools and what they can do, compared.",
            "types": {kind: kind.replace("-", " ").capitalize() for kind in sorted(types)},
            "attributes": {
                "maintainer": {"label": "Maintainer", "kind": "text"},
                LICENCE_NAME: {"label": "Licence", "kind": "text"},
                "protocol": {"label": "Protocol", "kind": "text"},
                "authentication": {"label": "Authentication", "kind": "text"},
                "failure_modes": {"label": "Failure modes", "kind": "list"},
            },
        },
        records=tuple(records),
        skipped=tuple(skipped),
    )


def _manifest(file: Path, skipped: list[Skipped]) -> Record | None:
    path = file.name
    text, problems = read_text(file, path)
    document, faults = parse_yaml(text, path)
    manifest = document.value
    if problems or faults or not isinstance(manifest, dict):
        skipped.append(Skipped.of_file(path, [*problems, *faults], "is not a mapping"))
        return None
    artifact = _mapping(manifest.get("artifact"))
    name = plain_line(artifact.get("name"), 80)
    capabilities = list(_capabilities(manifest.get("capabilities"), path, skipped))
    if not name or not capabilities:
        skipped.append(
            Skipped(f"{path}:1", "the artifact has no name, or there are no capabilities")
        )
        return None
    unknown = sorted({*(manifest.keys() - MAPPED), *(artifact.keys() - ARTIFACT)})
    skipped += [
        Skipped(f"{path}:{document.locate((key,)).line}", f'"{printable(key)}" has no field')
        for key in unknown
    ]
    return Record(
        key=str(artifact.get("slug") or name),
        origin=f"{path}:1",
        fields=_fields(name, artifact, manifest, capabilities),
    )


def _fields(
    name: str,
    artifact: Mapping[str, JsonValue],
    manifest: Mapping[str, JsonValue],
    capabilities: list[JsonValue],
) -> dict[str, JsonValue]:
    model = str(_mapping(manifest.get("pricing")).get("model") or "")
    execution, modes = _mapping(manifest.get("execution")), manifest.get("failure_modes")
    failures = [_failure(_mapping(mode)) for mode in modes] if isinstance(modes, list) else []
    first = capabilities[0]
    title = str(first["title"]) if isinstance(first, dict) else ""
    license_ = single_license([artifact.get("license")])
    attributes: dict[str, JsonValue] = {
        "maintainer": plain_line(artifact.get("maintainer")),
        LICENCE_NAME: "" if license_ else plain_line(artifact.get("license")),
        "protocol": plain_line(execution.get("protocol")),
        "authentication": plain_line(execution.get("auth_method")),
        "failure_modes": [failure for failure in failures if failure],
    }
    return {
        "name": name,
        "type": plain_slug(plain_line(artifact.get("type"), 40), "tool"),
        "summary": plain_summary(artifact.get("description")) or f"{name}: {title}.",
        "homepage": artifact.get("homepage"),
        "repository": artifact.get("repository"),
        "license": license_,
        "pricing": PRICING.get(model, model) or None,
        "attributes": {key: value for key, value in attributes.items() if value},
        "capabilities": capabilities,
    }


def _failure(mode: Mapping[str, JsonValue]) -> str:
    """Return a failure mode as one line: event, frequency, remedy."""
    parts = (mode.get("mode"), mode.get("frequency"), mode.get("mitigation"))
    return plain_line("; ".join(str(part) for part in parts if part))


def _capabilities(value: JsonValue, path: str, skipped: list[Skipped]) -> Iterator[JsonValue]:
    for number, entry in enumerate(value if isinstance(value, list) else (), 1):
        capability = _mapping(entry)
        title = plain_line(capability.get("name"))
        if not title:
            skipped.append(Skipped(f"{path}:1", f"capability {number} has no name"))
            continue
        conditions = _mapping(capability.get("conditions"))
        lists = {
            CONDITIONS[key]: texts
            for key, inner in conditions.items()
            if key in CONDITIONS and (texts := _texts(inner))
        }
        intents = _texts(capability.get("intents_served") or capability.get("intentsServed"))
        found: dict[str, JsonValue] = {
            "title": title,
            "description": _text(capability.get("description")),
            "unique": _text(capability.get("unique_aspect") or conditions.get("unique_aspect")),
            "intents": intents,
            **lists,
        }
        yield {key: inner for key, inner in found.items() if inner}


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _text(value: JsonValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: JsonValue) -> list[JsonValue]:
    entries = value if isinstance(value, list) else [value]
    return [line for entry in entries if (line := plain_line(entry))]
