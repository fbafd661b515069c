"""Files for editors: JSON Schemas with the site's own names, and settings that refer to them."""

import json
import os
from pathlib import Path

from ssg.authoring.evidence_schema import evidence_schema
from ssg.authoring.json_schema import Schema, site_schemas
from ssg.content.load import VOCABULARY, load
from ssg.content.location import Location
from ssg.content.synonyms_file import SYNONYMS
from ssg.errors import Code, ContentError, Problem, Severity
from ssg.settings import SITE_FILE

__all__ = [
    "VSCODE",
    "as_json",
    "modeline",
    "schema_files",
    "stale_schemas",
    "write_atomically",
    "write_schemas",
]

FOLDER = "schema"
SCHEMAS = {
    "tool": "content/tools/*.yaml",
    "site": SITE_FILE,
    "capabilities": VOCABULARY,
    "synonyms": SYNONYMS,
}
"""Kind -> files that the schema applies to."""
VSCODE: dict[str, Schema] = {
    ".vscode/settings.json": {
        "yaml.schemas": {f"{FOLDER}/{kind}.schema.json": files for kind, files in SCHEMAS.items()}
    },
    ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
}
"""Files for Visual Studio Code. Other editors with the YAML language server use the modeline."""


def modeline(kind: str, schema: str = "") -> str:
    """Return the first line of a YAML file of this kind, which names its schema for editors.

    `schema`: that of a translation of such a file.
    """
    above = "../" * SCHEMAS[kind].count("/")
    return f"# yaml-language-server: $schema={above}{FOLDER}/{schema or kind}.schema.json\n"


def schema_files(root: Path) -> dict[str, str]:
    """Return path, relative to the site, -> text of each schema.

    Raise ContentError if site.yaml or the shared vocabulary, which they derive from, has errors.
    """
    loaded = load(root, only=lambda _: False)
    faults = [
        problem
        for problem in loaded.problems
        if problem.file in {SITE_FILE, VOCABULARY} and problem.severity is Severity.ERROR
    ]
    if loaded.catalog is None or faults:
        raise ContentError(faults or loaded.problems)
    schemas = site_schemas(loaded.catalog.settings, loaded.catalog.capabilities)
    schemas["evidence"] = evidence_schema()
    return {f"{FOLDER}/{kind}.schema.json": as_json(schema) for kind, schema in schemas.items()}


def as_json(value: Schema) -> str:
    """Return indented JSON text."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def stale_schemas(root: Path) -> list[Problem]:
    """Return a problem for each schema that is missing or out of date."""
    return [
        Location(path).problem(
            Code.STALE_SCHEMA,
            "is out of date with content/site.yaml or content/capabilities.yaml",
            'run "ssg schema"',
        )
        for path, text in schema_files(root).items()
        if _text(root / path) != text
    ]


def write_schemas(root: Path) -> tuple[list[str], list[str]]:
    """Write the schemas; return the paths of all schemas and of those that changed."""
    files = schema_files(root)
    changed = [path for path, text in files.items() if _text(root / path) != text]
    for path in changed:
        write_atomically(root / path, files[path].encode())
    return list(files), changed


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode()
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def write_atomically(file: Path, body: bytes) -> None:
    """Replace a file atomically; its mode is kept."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name[:80]}.{os.getpid()}.part")
    try:
        part.write_bytes(body)
        if file.exists():
            part.chmod(file.stat().st_mode & 0o777)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
