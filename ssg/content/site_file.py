"""Read `content/site.yaml` into `Settings`."""

from collections.abc import Iterator
from pathlib import Path

from ssg.content.document import YamlDocument
from ssg.content.location import Location
from ssg.content.site_schema import SiteFile, settings_from
from ssg.content.yaml_file import read_yaml
from ssg.errors import Code, Problem
from ssg.fields import Keys
from ssg.settings import COMPONENTS, SITE_FILE, Settings
from ssg.text import did_you_mean, printable

__all__ = ["load_settings"]


def load_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """Return the site's settings, or None with every problem in the file."""
    if not (root / SITE_FILE).exists():
        hint = 'set the site\'s folder, which holds "content/", with -C; or run "ssg new DIR"'
        return None, [Location(SITE_FILE).problem(Code.UNREADABLE, "the file does not exist", hint)]
    file = read_yaml(root, SITE_FILE, SiteFile)
    if file.model is None:
        return None, file.problems
    problems = [*file.problems, *_unknown_names(file.model, file.document)]
    return (None if problems else settings_from(file.model)), problems


def _unknown_names(file: SiteFile, document: YamlDocument) -> Iterator[Problem]:
    """Yield a problem for each component or type that the ranking names and that does not exist."""
    ranking, types = file.ranking, tuple(file.types)
    components: list[Keys] = [("ranking", "weights", name) for name in ranking.weights]
    components += [
        ("ranking", "by_type", tool_type, name)
        for tool_type, weights in ranking.by_type.items()
        for name in weights
    ]
    for keys in components:
        if keys[-1] not in COMPONENTS:
            location = document.locate(keys, at_key=True)
            yield _unknown(location, "component", str(keys[-1]), COMPONENTS)
    for key, signal in ranking.signals.items():
        if signal.component not in COMPONENTS:
            location = document.locate(("ranking", "signals", key, "component"))
            yield _unknown(location, "component", signal.component, COMPONENTS)
    for tool_type in ranking.by_type:
        if tool_type not in types:
            location = document.locate(("ranking", "by_type", tool_type), at_key=True)
            yield _unknown(location, "type", tool_type, types)


def _unknown(location: Location, kind: str, name: str, known: tuple[str, ...]) -> Problem:
    code = Code.UNKNOWN_TYPE if kind == "type" else Code.UNKNOWN_COMPONENT
    hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
    return location.problem(code, f'unknown {kind} "{printable(name)}"', hint)
