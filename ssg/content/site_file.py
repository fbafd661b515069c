"""Read `content/site.yaml` into `Settings`."""

from collections.abc import Iterator
from pathlib import Path

from ssg.config import SITE_FILE
from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.site_schema import SignalSpecFile, SiteFile, settings_from
from ssg.content.validation import validate
from ssg.errors import Code, Problem
from ssg.settings import BUILT_IN_SIGNALS, DEFAULT_COMPONENTS, Settings
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
    """Check the parts of the ranking against each other."""
    ranking = file.ranking
    components = (
        tuple(one.id for one in DEFAULT_COMPONENTS)
        if ranking.components is None
        else tuple(ranking.components)
    )
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("ranking", "weights", name), name) for name in ranking.weights or ()
    ]
    for tool_type, weights in ranking.by_type.items():
        places += [(("ranking", "by_type", tool_type, name), name) for name in weights]
    problems = [
        _unknown(document, keys, "component", name, components, at_key=True)
        for keys, name in places
        if name not in components
    ]
    for key, signal in ranking.signals.items():
        problems += _check_signal(document, key, signal, components)
    problems += [
        _unknown(document, ("ranking", "by_type", key), "type", key, tuple(file.types), at_key=True)
        for key in ranking.by_type
        if key not in file.types
    ]
    return problems


def _check_signal(
    document: YamlDocument, key: str, signal: SignalSpecFile, components: tuple[str, ...]
) -> Iterator[Problem]:
    place = ("ranking", "signals", key)
    if signal.component not in components:
        yield _unknown(document, (*place, "component"), "component", signal.component, components)
    built_in = BUILT_IN_SIGNALS.get(key)
    line, column = document.locate(place, at_key=True)
    for name, value in (("scale", signal.scale), ("label", signal.label)):
        if value is None and not built_in:
            yield Problem(
                file=document.path,
                line=line,
                column=column,
                code=Code.MISSING_KEY,
                message=f'the signal "{printable(key)}" has no "{name}"',
                hint="only the built-in signals have defaults: " + ", ".join(BUILT_IN_SIGNALS),
            )
    if built_in and signal.scale not in {None, built_in.scale}:
        line, column = document.locate((*place, "scale"))
        yield Problem(
            file=document.path,
            line=line,
            column=column,
            code=Code.NOT_ALLOWED,
            message=f'the scale of the built-in signal "{key}" is {built_in.scale}',
            hint="leave the scale out",
        )


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
