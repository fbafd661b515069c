"""Read `content/site.yaml` into `Settings`."""

from pathlib import Path

from ssg.config import SITE_FILE
from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.site_schema import SiteFile, settings_from
from ssg.content.validation import validate
from ssg.errors import Code, Problem
from ssg.settings import COMPONENTS, Settings
from ssg.text import did_you_mean, printable

__all__ = ["load_settings"]


def load_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """Read the site's configuration; with faults the settings are None and every fault is told."""
    if not (root / SITE_FILE).exists():
        return None, [
            Problem(
                file=SITE_FILE,
                code=Code.UNREADABLE,
                message="there is no such file",
                hint='name the folder that holds "content/" with -C, or start a site with "ssg new DIR"',
            )
        ]
    text, problems = read_text(root / SITE_FILE, SITE_FILE)
    if problems:
        return None, problems
    document, problems = parse_yaml(text, SITE_FILE)
    if document.value is None and problems:
        return None, problems
    file, faults = validate(document, SiteFile, problems)
    problems += faults or (_check(file, document) if file else [])
    return (settings_from(file) if file and not problems else None), problems


def _check(file: SiteFile, document: YamlDocument) -> list[Problem]:
    """Hold the parts of the configuration against each other."""
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("ranking", "weights", name), name) for name in file.ranking.weights
    ]
    for tool_type, weights in file.ranking.by_type.items():
        places += [(("ranking", "by_type", tool_type, name), name) for name in weights]
    problems = [
        _unknown(document, keys, "component", name, COMPONENTS, at_key=True)
        for keys, name in places
        if name not in COMPONENTS
    ]
    problems += [
        _unknown(
            document,
            ("ranking", "signals", key, "component"),
            "component",
            one.component,
            COMPONENTS,
        )
        for key, one in file.ranking.signals.items()
        if one.component not in COMPONENTS
    ]
    problems += [
        _unknown(document, ("ranking", "by_type", key), "type", key, tuple(file.types), at_key=True)
        for key in file.ranking.by_type
        if key not in file.types
    ]
    return problems


def _unknown(
    document: YamlDocument,
    keys: tuple[str | int, ...],
    kind: str,
    name: str,
    known: tuple[str, ...],
    *,
    at_key: bool = False,
) -> Problem:
    line, column = document.locate(keys, at_key=at_key)
    code = Code.UNKNOWN_TYPE if kind == "type" else Code.UNKNOWN_COMPONENT
    return Problem(
        file=document.path,
        line=line,
        column=column,
        code=code,
        message=f'unknown {kind} "{printable(name)}"',
        hint=did_you_mean(name, known) or f"known: {', '.join(known)}",
    )
