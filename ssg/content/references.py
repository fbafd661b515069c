"""One tool's file held against the site: types, categories, attributes, signals and shared capabilities that it names."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from ssg.catalog import AttributeValue, Tool
from ssg.content.document import YamlDocument
from ssg.content.field_types import DATE, check_url, normal_url
from ssg.errors import Code, Problem, Severity
from ssg.settings import AttributeKind, AttributeSpec, Scale, Settings
from ssg.text import did_you_mean, printable

__all__ = ["resolve_references"]

MAX_KNOWN_SHOWN = 8


def resolve_references(
    tool: Tool,
    document: YamlDocument,
    settings: Settings,
    vocabulary: Collection[str] | None,
) -> tuple[Tool, list[Problem]]:
    """Return the tool with its attributes typed as the site declares them, and every name that the site does not know.

    `vocabulary` holds the ids of the shared capabilities; None when their own file could not be read.
    """
    at = _Places(document)
    problems = [*_names(tool, at, settings), *_signals(tool, at, settings)]
    if vocabulary is not None:
        problems += _shared(tool, at, vocabulary)
    attributes: dict[str, AttributeValue] = {}
    specs = {spec.id: spec for spec in settings.attributes}
    for key, value in tool.attributes:
        if key not in specs:
            problems.append(
                at.unknown(
                    ("attributes", key),
                    Code.UNKNOWN_ATTRIBUTE,
                    "attribute",
                    key,
                    specs,
                    at_key=True,
                )
            )
        elif (typed := _typed(value, specs[key])) is None:
            problems.append(
                at.problem(
                    ("attributes", key),
                    Code.ATTRIBUTE_KIND,
                    f'"{printable(key)}" must be {KINDS[specs[key].kind]}',
                    "see content/site.yaml",
                )
            )
        else:
            attributes[key] = typed
    ordered = tuple(
        (spec.id, attributes[spec.id]) for spec in settings.attributes if spec.id in attributes
    )
    tool = replace(tool, attributes=ordered)
    return tool, [*problems, *_foreign_hosts(tool, at)]


class _Places:
    """Makes problems of one document."""

    def __init__(self, document: YamlDocument) -> None:
        self.document = document

    def problem(
        self,
        keys: tuple[str | int, ...],
        code: Code,
        message: str,
        hint: str,
        *,
        at_key: bool = False,
    ) -> Problem:
        line, column = self.document.locate(keys, at_key=at_key)
        return Problem(
            file=self.document.path, line=line, column=column, code=code, message=message, hint=hint
        )

    def unknown(
        self,
        keys: tuple[str | int, ...],
        code: Code,
        kind: str,
        name: str,
        known: Collection[str],
        *,
        at_key: bool = False,
    ) -> Problem:
        listed = ", ".join(sorted(known)[:MAX_KNOWN_SHOWN]) + (
            ", ..." if len(known) > MAX_KNOWN_SHOWN else ""
        )
        hint = did_you_mean(name, known) or (
            f"known: {listed}" if known else "content/site.yaml declares none"
        )
        return self.problem(keys, code, f'unknown {kind} "{printable(name)}"', hint, at_key=at_key)


def _names(tool: Tool, at: _Places, settings: Settings) -> Iterator[Problem]:
    types = dict(settings.types)
    if tool.type not in types:
        yield at.unknown(("type",), Code.UNKNOWN_TYPE, "type", tool.type, types)
    categories = {category.id for category in settings.categories}
    for index, category in enumerate(tool.categories):
        if category not in categories:
            yield at.unknown(
                ("categories", index), Code.UNKNOWN_CATEGORY, "category", category, categories
            )
        elif category in tool.categories[:index]:
            yield at.problem(
                ("categories", index),
                Code.REPEATED,
                f'the category "{category}" stands here twice',
                "keep one of the two",
            )


def _signals(tool: Tool, at: _Places, settings: Settings) -> Iterator[Problem]:
    if not settings.ranking.enabled:
        return  # figures may stay in the files of a site that shows no scores
    specs = {spec.id: spec for spec in settings.ranking.signals}
    for signal in tool.signals:
        spec = specs.get(signal.id)
        if spec is None:
            yield at.unknown(
                ("signals", signal.id), Code.UNKNOWN_SIGNAL, "signal", signal.id, specs, at_key=True
            )
        elif not _fits(signal.value, spec.scale):
            yield at.problem(
                ("signals", signal.id),
                Code.WRONG_TYPE,
                f'the signal "{signal.id}" must be {SCALES[spec.scale]}',
                "see content/site.yaml",
            )
    components = [component.id for component in settings.ranking.components]
    for name, _ in tool.scores:
        if name not in components:
            yield at.unknown(
                ("scores", name), Code.UNKNOWN_COMPONENT, "component", name, components, at_key=True
            )


SCALES = {
    Scale.LOG: "a number of 0 or more",
    Scale.LINEAR: "a number of 0 or more",
    Scale.BOOL: "true or false",
    Scale.DATE: "a date such as 2026-11-01",
}


def _fits(value: float | date, scale: Scale) -> bool:
    if scale is Scale.DATE:
        return isinstance(value, date)
    if scale is Scale.BOOL:
        return isinstance(value, bool)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


def _shared(tool: Tool, at: _Places, vocabulary: Collection[str]) -> Iterator[Problem]:
    seen = set[str]()
    for index, capability in enumerate(tool.capabilities):
        place = ("capabilities", index, "id")
        if capability.id and capability.id not in vocabulary:
            yield at.unknown(
                place, Code.UNKNOWN_CAPABILITY, "capability id", capability.id, vocabulary
            )
        elif capability.id in seen:
            yield at.problem(
                place,
                Code.REPEATED,
                f'the capability id "{capability.id}" stands here twice',
                "merge the two capabilities or leave the id out of one",
            )
        seen.add(capability.id or f"#{index}")


def _foreign_hosts(tool: Tool, at: _Places) -> Iterator[Problem]:
    """Warn of host names in other scripts: they can look like a host that they are not."""
    for keys, url in _addresses(tool):
        if "xn--" in url:
            found = at.problem(
                keys,
                Code.FOREIGN_HOST,
                f'the host is written in another script: "{printable(url)}"',
                "make sure that it is the host that you mean",
            )
            yield replace(found, severity=Severity.WARNING)


def _addresses(tool: Tool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every web address of a tool and where it stands."""
    yield from [
        (("homepage",), tool.homepage),
        (("repository",), tool.repository),
        (("pricing", "url"), tool.pricing.url),
    ]
    yield from ((("signals", signal.id, "source"), signal.source) for signal in tool.signals)
    yield from (
        (("attributes", key), value)
        for key, value in tool.attributes
        if isinstance(value, str) and value.startswith("http")
    )
    for index, capability in enumerate(tool.capabilities):
        for number, source in enumerate(capability.sources):
            yield ("capabilities", index, "sources", number, "url"), source.url


KINDS = {
    AttributeKind.TEXT: "text",
    AttributeKind.NUMBER: "a number",
    AttributeKind.BOOL: "true or false",
    AttributeKind.DATE: "a date such as 2026-11-01",
    AttributeKind.LIST: "a list of texts",
    AttributeKind.URL: "a public https:// address",
}


def _typed(value: AttributeValue, spec: AttributeSpec) -> AttributeValue | None:
    """Return the value as its declared kind, or None where it is of another."""
    match spec.kind, value:
        case AttributeKind.BOOL, bool():
            return value
        case AttributeKind.NUMBER, int() | float() if not isinstance(value, bool):
            return value
        case AttributeKind.LIST, tuple():
            return value
        case AttributeKind.TEXT, str() if value.strip() and "\n" not in value.strip():
            return value.strip()
        case AttributeKind.URL, str() if not check_url(value):
            return normal_url(value)
        case AttributeKind.DATE, str():
            return _day(value)
    return None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if DATE.fullmatch(value) else None
    except ValueError:
        return None
