"""iCalendar (RFC 5545) of the date attributes, such as the end of support."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from ssg.catalog import Tool
from ssg.settings import AttributeKind, AttributeSpec
from ssg.site import Page
from ssg.views import Context

__all__ = ["body", "pages"]

MAX_OCTETS = 75
"""Longest line (RFC 5545, 3.1)."""


def pages(context: Context) -> Iterator[Page]:
    """Yield `calendar.ics`, if a tool has such a date."""
    if next(_events(context), None):
        yield Page("calendar", "/calendar.ics", indexed=False)


def body(context: Context, page: Page) -> bytes:  # noqa: ARG001  (signature of all documents)
    """Return the calendar: an event of a whole day for each date, by day."""
    host = urlsplit(context.addresses.base_url).hostname or "localhost"
    stamp = f"{context.site.ranking.as_of:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//versus-ssg//ssg//EN",
        f"X-WR-CALNAME:{_escaped(context.site.settings.title)}",
    ]
    events = sorted(_events(context), key=lambda event: (event[0], event[1].slug, event[2].id))
    for day, tool, spec in events:
        url = context.addresses.absolute(context.addresses.tool(tool.slug))
        lines += [
            "BEGIN:VEVENT",
            f"UID:{tool.slug}/{spec.id}@{host}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"SUMMARY:{_escaped(f'{tool.name}: {spec.label}')}",
            f"URL:{url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _events(context: Context) -> Iterator[tuple[date, Tool, AttributeSpec]]:
    chosen = context.site.settings.publish.calendar
    specs = {
        spec.id: spec
        for spec in context.site.settings.attributes
        if spec.kind is AttributeKind.DATE
        and (not spec.origin if chosen is None else spec.id in chosen)
    }
    for tool in context.site.catalog.tools:
        for name, value in tool.attributes:
            if name in specs and isinstance(value, date):
                yield value, tool, specs[name]


def _escaped(text: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11)."""
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Fold a line to 75 octets, between characters."""
    if len(line) <= MAX_OCTETS and line.isascii():
        return line
    pieces, start, length = [], 0, 0
    for place, character in enumerate(line):
        octets = len(character.encode("utf-8"))
        if length + octets > MAX_OCTETS:
            pieces.append(line[start:place])
            start, length = place, 1
        length += octets
    return "\r\n ".join([*pieces, line[start:]])
