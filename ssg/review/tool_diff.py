"""Differences between two versions of a tool, in text for reviewers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace

from ssg.catalog import Capability, Signal, Tool
from ssg.review.sources import unsourced_claims
from ssg.text import count, printable

__all__ = ["ToolChange", "diff_tools"]

SEPARATE_FIELDS = {
    "original",
    "translations",
    "signals",
    "capabilities",
    "attributes",
    "scores",
    "path",
    "slug",
}
"""Fields that are compared entry by entry, or not at all."""
LONG_FIELDS = {"description"}
"""Fields whose values are too long to show."""


@dataclass(frozen=True, slots=True)
class ToolChange:
    """Change of one tool."""

    slug: str
    name: str
    kind: str
    """`added`, `removed`, `renamed` or `changed`."""
    was: str = ""
    """Previous slug of a renamed tool."""
    changes: tuple[str, ...] = ()
    """One line for each difference."""
    unsourced: tuple[str, ...] = ()
    """Claims without a source that the change adds."""


def diff_tools(before: Tool | None, after: Tool | None) -> ToolChange | None:
    """Return the change from one version of a tool to another; None if they are equal.

    A version is None if the tool does not exist in it.
    """
    if before is None or after is None:
        return _added_or_removed(before, after)
    if before == after:
        return None
    changes = tuple(_changes(before, after))
    renamed = before.slug != after.slug
    if not changes and not renamed:
        return None
    known = set(unsourced_claims(before))
    return ToolChange(
        slug=after.slug,
        name=after.name,
        kind="renamed" if renamed else "changed",
        was=before.slug if renamed else "",
        changes=changes,
        unsourced=tuple(claim for claim in unsourced_claims(after) if claim not in known),
    )


def _added_or_removed(before: Tool | None, after: Tool | None) -> ToolChange | None:
    tool = after or before
    if tool is None:
        return None
    size = (
        count(len(tool.capabilities), "capability", "capabilities"),
        count(len(tool.signals), "signal"),
    )
    claims = tuple(unsourced_claims(after)) if after else ()
    kind = "added" if after else "removed"
    return ToolChange(tool.slug, tool.name, kind, changes=size, unsourced=claims)


def _changes(before: Tool, after: Tool) -> Iterator[str]:
    for field in fields(Tool):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name not in SEPARATE_FIELDS and old != new:
            values = "" if field.name in LONG_FIELDS else f": {_format(old)} -> {_format(new)}"
            yield field.name + values
    old_signals, new_signals = (
        {signal.id: signal for signal in tool.signals} for tool in (before, after)
    )
    yield from _entry_changes("signal", old_signals, new_signals)
    yield from _entry_changes("score", dict(before.scores), dict(after.scores))
    yield from _entry_changes("attribute", dict(before.attributes), dict(after.attributes))
    yield from _capability_changes(before, after)
    yield from _translation_changes(before, after)


def _entry_changes(
    kind: str, before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[str]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield f"{kind} {key}: {_format(before.get(key))} -> {_format(after.get(key))}"


def _format(value: object) -> str:
    """Return a short text for a value of a tool."""
    if isinstance(value, Signal):
        return f"{value.value}{f' ({value.measured})' if value.measured else ''}"
    if isinstance(value, tuple):
        return printable(", ".join(map(_format, value))) or "none"
    if value is None or value == "":
        return "none"
    parts = (
        [_format(getattr(value, field.name)) for field in fields(value)]
        if is_dataclass(value) and not isinstance(value, type)
        else []
    )
    return ", ".join(part for part in parts if part != "none") if parts else printable(str(value))


def _capability_changes(before: Tool, after: Tool) -> Iterator[str]:
    """Compare capabilities that have the same anchor: the id, or the title without one."""
    old, new = _by_anchor(before), _by_anchor(after)
    for anchor, capability in (old | new).items():
        first, second = old.get(anchor), new.get(anchor)
        if first is None or second is None:
            verb = "added" if second else "removed"
            yield f'capability {verb}: "{printable(capability.title)}"'
        elif first != second:
            names = [
                field.name
                for field in fields(Capability)
                if getattr(first, field.name) != getattr(second, field.name)
            ]
            yield f'capability "{printable(second.title)}": {", ".join(names)}'


def _translation_changes(before: Tool, after: Tool) -> Iterator[str]:
    """Name the texts that changed in each language."""
    old, new = (
        {each.language: dict(each.texts) for each in tool.translations} for tool in (before, after)
    )
    for language in sorted(old.keys() | new.keys()):
        first, second = old.get(language), new.get(language)
        if first is None or second is None:
            yield f"translation {language}: {'added' if second is not None else 'removed'}"
        elif first != second:
            paths = [key for key in {**first, **second} if first.get(key) != second.get(key)]
            names = dict.fromkeys(str(path[-1]) for path in paths)
            yield f"translation {language}: {', '.join(names)}"


def _by_anchor(tool: Tool) -> dict[str, Capability]:
    return {
        capability.anchor: replace(capability, line=1)  # moved lines are not a change
        for capability in tool.capabilities
    }
