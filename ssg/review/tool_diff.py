"""Two values of one tool -> what a reader of the review is told has changed in its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace

from ssg.catalog import Capability, Signal, Tool
from ssg.review.sources import unsourced
from ssg.text import count, printable

__all__ = ["ToolChange", "change_of"]

APART = {"signals", "capabilities", "attributes", "scores", "path", "slug"}
"""Fields that are told entry by entry, or not at all."""
TEXTS = {"description"}
"""Fields too long to be shown."""


@dataclass(frozen=True, slots=True)
class ToolChange:
    """What happens to one tool."""

    slug: str
    name: str
    kind: str
    """`added`, `removed`, `renamed` or `changed`."""
    was: str = ""
    """The slug before, of one that is renamed."""
    changes: tuple[str, ...] = ()
    """What is different, a line each."""
    unsourced: tuple[str, ...] = ()
    """Claims without a source that the change adds."""


def change_of(before: Tool | None, after: Tool | None) -> ToolChange | None:
    """Return what happens to a tool, or nothing; one of the two is None where the tool is not on that side."""
    tool = after or before
    if tool is None or before == after:
        return None
    new = (
        tuple(one for one in unsourced(after) if one not in (unsourced(before) if before else ()))
        if after
        else ()
    )
    if before is None or after is None:
        words = (
            count(len(tool.capabilities), "capability", "capabilities"),
            count(len(tool.signals), "figure"),
        )
        return ToolChange(
            tool.slug, tool.name, "added" if after else "removed", changes=words, unsourced=new
        )
    found = tuple(_changes(before, after))
    renamed = before.slug != after.slug
    if not found and not renamed:
        return None
    return ToolChange(
        tool.slug,
        tool.name,
        "renamed" if renamed else "changed",
        before.slug if renamed else "",
        found,
        new,
    )


def _changes(before: Tool, after: Tool) -> Iterator[str]:
    for one in fields(Tool):
        old, new = getattr(before, one.name), getattr(after, one.name)
        if one.name not in APART and old != new:
            yield one.name if one.name in TEXTS else f"{one.name}: {_shown(old)} -> {_shown(new)}"
    yield from _entries(
        "signal", {one.id: one for one in before.signals}, {one.id: one for one in after.signals}
    )
    yield from _entries("score", dict(before.scores), dict(after.scores))
    yield from _entries("attribute", dict(before.attributes), dict(after.attributes))
    yield from _capabilities(before, after)


def _entries(what: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield f"{what} {key}: {_shown(before.get(key))} -> {_shown(after.get(key))}"


def _shown(value: object) -> str:
    """Write a value in a few words."""
    if isinstance(value, Signal):
        return f"{value.value}{f' ({value.measured})' if value.measured else ''}"
    if isinstance(value, tuple):
        return printable(", ".join(map(_shown, value))) or "none"
    if value is None or value == "":
        return "none"
    parts = (
        [_shown(getattr(value, one.name)) for one in fields(value)]
        if is_dataclass(value) and not isinstance(value, type)
        else []
    )
    return ", ".join(part for part in parts if part != "none") if parts else printable(str(value))


def _capabilities(before: Tool, after: Tool) -> Iterator[str]:
    """Tell the capabilities apart by their anchors: an id, or else the title."""
    old, new = _by_anchor(before), _by_anchor(after)
    for anchor in (*old, *(one for one in new if one not in old)):
        first, second = old.get(anchor), new.get(anchor)
        if first is None or second is None:
            verb, title = ("added", second) if second else ("removed", first)
            yield f'capability {verb}: "{printable(title.title if title else anchor)}"'
        elif first != second:
            differ = [
                one.name
                for one in fields(Capability)
                if getattr(first, one.name) != getattr(second, one.name)
            ]
            yield f'capability "{printable(second.title)}": {", ".join(differ)}'


def _by_anchor(tool: Tool) -> dict[str, Capability]:
    return {one.anchor: replace(one, line=1) for one in tool.capabilities}
