"""`content/site.yaml` -> `Settings`, and together with the words typed -> one frozen `Config`."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ssg.document import Document, parse_yaml, read_text
from ssg.errors import Code, Problem
from ssg.schema import validate
from ssg.settings import COMPONENTS, Settings
from ssg.site_schema import SiteFile, settings_from
from ssg.text import closest, printable

__all__ = ["SITE_FILE", "Config", "load_settings"]

SITE_FILE = "content/site.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What one run of the program is asked to do."""

    root: Path
    """The folder that holds `content/`."""
    output: Path
    """The folder that the site is written to."""
    base_url: str = ""
    """Replaces the site's own when given."""
    jobs: int = 1
    """Processes that render pages."""
    strict: bool = False
    """Whether warnings fail."""
    as_of: date | None = None
    """The day that ages are counted to; by default the newest date in the content."""

    @staticmethod
    def default_jobs() -> int:
        """Return how many cores this process may use."""
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )


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


def _check(file: SiteFile, document: Document) -> list[Problem]:
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
    document: Document,
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
        hint=closest(name, known) or f"known: {', '.join(known)}",
    )
