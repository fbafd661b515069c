"""Resolve what one tool's file refers to: types, categories, attributes, signals, capabilities."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from ssg.attribute_values import FORMS, normal
from ssg.catalog import AttributeValue, Tool
from ssg.content.document import YamlDocument
from ssg.content.field_types import DATE, check_url, normal_url
from ssg.content.location import Location
from ssg.errors import Code, Problem, Severity
from ssg.settings import SITE_FILE, AttributeKind, AttributeSpec, Scale, Settings
from ssg.text import did_you_mean, printable

__all__ = ["resolve_references", "typed_attribute"]

MAX_KNOWN_SHOWN = 8


def resolve_references(
    tool: Tool,
    document: YamlDocument,
    settings: Settings,
    vocabulary: Collection[str] | None,
) -> tuple[Tool, list[Problem]]:
    """Return the tool with typed attributes in the site's order, and every unknown name.

    `vocabulary` holds the ids of the shared capabilities; None if their file is invalid.
    """
    problems = [*_check_names(tool, document, settings), *_check_signals(tool, document, settings)]
    if vocabulary is not None:
        problems += _check_capability_ids(tool, document, vocabulary)
    attributes, faults = _typed_attributes(tool, document, settings)
    tool = replace(tool, attributes=attributes)
    return tool, [*problems, *faults, *_foreign_hosts(tool, document)]


def _typed_attributes(
    tool: Tool, document: YamlDocument, settings: Settings
) -> tuple[tuple[tuple[str, AttributeValue], ...], list[Problem]]:
    """Return the attributes in the order of the declarations, and those that do not fit them."""
    specs = {spec.id: spec for spec in settings.attributes}
    typed_values: dict[str, AttributeValue] = {}
    problems: list[Problem] = []
    for name, value in tool.attributes:
        keys = ("attributes", name)
        if name not in specs:
            location = document.locate(keys, at_key=True)
            problems.append(_unknown(location, Code.UNKNOWN_ATTRIBUTE, "attribute", name, specs))
        elif (typed := typed_attribute(value, specs[name])) is None:
            message = f'"{printable(name)}" must be {KINDS[specs[name].kind]}'
            hint = f"see {SITE_FILE}"
            problems.append(document.locate(keys).problem(Code.ATTRIBUTE_KIND, message, hint))
        else:
            typed_values[name] = typed
    ordered = ((name, typed_values[name]) for name in specs if name in typed_values)
    return tuple(ordered), problems


def _unknown(
    location: Location, code: Code, kind: str, name: str, known: Collection[str]
) -> Problem:
    """Return the problem of a name that is not declared; `kind` is what it would name."""
    more = ", ..." if len(known) > MAX_KNOWN_SHOWN else ""
    listed = f"known: {', '.join(sorted(known)[:MAX_KNOWN_SHOWN])}{more}"
    hint = did_you_mean(name, known) or (listed if known else f"{SITE_FILE} declares none")
    return location.problem(code, f'unknown {kind} "{printable(name)}"', hint)


def _check_names(tool: Tool, document: YamlDocument, settings: Settings) -> Iterator[Problem]:
    """Yield the unknown type, and unknown and repeated categories."""
    types = dict(settings.types)
    if tool.type not in types:
        location = document.locate(("type",))
        yield _unknown(location, Code.UNKNOWN_TYPE, "type", tool.type, types)
    categories = {category.id for category in settings.categories}
    for index, category in enumerate(tool.categories):
        keys = ("categories", index)
        if category not in categories:
            location = document.locate(keys)
            yield _unknown(location, Code.UNKNOWN_CATEGORY, "category", category, categories)
        elif category in tool.categories[:index]:
            yield document.locate(keys).problem(
                Code.REPEATED, f'duplicate category "{category}"', "remove one of them"
            )


def _check_signals(tool: Tool, document: YamlDocument, settings: Settings) -> Iterator[Problem]:
    """Yield unknown signals, signals of another type, and unknown components."""
    if not settings.ranking.enabled:
        return  # figures may stay in the files of a site that shows no scores
    specs = {spec.id: spec for spec in settings.ranking.signals}
    for signal in tool.signals:
        keys, spec = ("signals", signal.id), specs.get(signal.id)
        if spec is None:
            location = document.locate(keys, at_key=True)
            yield _unknown(location, Code.UNKNOWN_SIGNAL, "signal", signal.id, specs)
        elif not _fits(signal.value, spec.scale):
            message = f'the signal "{signal.id}" must be {SCALES[spec.scale]}'
            yield document.locate(keys).problem(Code.WRONG_TYPE, message, f"see {SITE_FILE}")
    components = [component.id for component in settings.ranking.components]
    for name, _ in tool.scores:
        if name not in components:
            location = document.locate(("scores", name), at_key=True)
            yield _unknown(location, Code.UNKNOWN_COMPONENT, "component", name, components)


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


def _check_capability_ids(
    tool: Tool, document: YamlDocument, vocabulary: Collection[str]
) -> Iterator[Problem]:
    """Yield unknown and repeated ids of capabilities."""
    used_ids = set[str]()
    for index, capability in enumerate(tool.capabilities):
        for place, name in enumerate(capability.different_from):
            if "/" not in name and name not in vocabulary:
                location = document.locate(("capabilities", index, "different_from", place))
                yield _unknown(location, Code.UNKNOWN_CAPABILITY, "capability id", name, vocabulary)
        if not capability.id:
            continue
        keys = ("capabilities", index, "id")
        if capability.id not in vocabulary:
            location, kind = document.locate(keys), "capability id"
            yield _unknown(location, Code.UNKNOWN_CAPABILITY, kind, capability.id, vocabulary)
        elif capability.id in used_ids:
            yield document.locate(keys).problem(
                Code.REPEATED,
                f'duplicate capability id "{capability.id}"',
                "merge the two capabilities or remove the id from one of them",
            )
        used_ids.add(capability.id)


def _foreign_hosts(tool: Tool, document: YamlDocument) -> Iterator[Problem]:
    """Warn of host names in other scripts, which can look like another host."""
    for keys, url in tool.links():
        if "xn--" in url:
            yield document.locate(keys).problem(
                Code.FOREIGN_HOST,
                f'the host name contains non-ASCII characters: "{printable(url)}"',
                "make sure that it is the intended host",
                Severity.WARNING,
            )


KINDS = {
    AttributeKind.TEXT: "text",
    AttributeKind.NUMBER: "a number",
    AttributeKind.BOOL: "true or false",
    AttributeKind.DATE: "a date such as 2026-11-01",
    AttributeKind.LIST: "a list of texts",
    AttributeKind.URL: "a public https:// URL",
    **FORMS,
}


def typed_attribute(value: AttributeValue, spec: AttributeSpec) -> AttributeValue | None:
    """Return the value as its declared kind, or None if it is of another kind."""
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
        case AttributeKind.MONEY | AttributeKind.RANGE | AttributeKind.VERSION, _:
            return normal(value, spec.kind)
    return None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if DATE.fullmatch(value) else None
    except ValueError:
        return None
