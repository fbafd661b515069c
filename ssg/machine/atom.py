"""Atom feeds (RFC 4287) of the changes of the site, of each category, and of each tool."""

from collections.abc import Iterator, Sequence
from html import escape

from ssg.site import Page
from ssg.views import Context
from ssg.views.change_entries import ChangeEntry
from ssg.views.changes import all_changes, feed_entries, feed_scopes

__all__ = ["body", "pages"]

ENTRIES = 50
"""Newest entries in a feed."""
LAST_SECOND = 24 * 60 * 60 - 1
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def pages(context: Context) -> Iterator[Page]:
    """Yield each feed that has entries; none without the git history."""
    if all_changes(context):
        for kind, name in feed_scopes(context):
            address = context.addresses.feed(kind, name)
            yield Page("feed", address, (kind, name), indexed=False)


def body(context: Context, page: Page) -> bytes:
    """Return a feed."""
    kind, name = page.subject
    entries = feed_entries(context, kind, name)[:ENTRIES]
    settings, addresses = context.site.settings, context.addresses
    about, address = _about(context, kind, name)
    lines = [
        DECLARATION,
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(settings.language)}">',
        f"<title>{escape(about)}</title>",
        f"<id>{escape(addresses.absolute(page.address))}</id>",
        f"<updated>{_time(entries[0])}</updated>",
        f"<author><name>{escape(settings.title)}</name></author>",
        f'<link rel="self" href="{escape(addresses.absolute(page.address))}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(addresses.absolute(address))}"/>',
        *_entries(context, entries),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _about(context: Context, kind: str, name: str) -> tuple[str, str]:
    """Return the title of a feed, and the address of the page that it is about."""
    title = context.site.settings.title
    if kind == "categories":
        names = {category.id: category.name for category in context.site.settings.categories}
        about = context.gettext("{name}: changes on {site}", name=names[name], site=title)
        return about, context.addresses.category(name)
    if kind == "tools":
        tool = context.tools[name].name
        about = context.gettext("{name}: changes on {site}", name=tool, site=title)
        return about, context.addresses.tool(name)
    return context.gettext("Changes on {site}", site=title), context.addresses.page("changes")


def _entries(context: Context, entries: Sequence[ChangeEntry]) -> Iterator[str]:
    changes = context.addresses.absolute(context.addresses.page("changes"))
    for entry in entries:
        link = context.addresses.absolute(context.addresses.tool(entry.slug))
        details = context.gettext("; ").join(entry.details)
        when = _time(entry)
        yield (
            f"<entry><title>{escape(entry.title)}</title><id>{escape(changes)}#{entry.id}</id>"
            f'<link rel="alternate" type="text/html" href="{escape(link)}"/>'
            f"<updated>{when}</updated><published>{when}</published>"
            f"<summary>{escape(details or entry.title)}</summary></entry>"
        )


def _time(entry: ChangeEntry) -> str:
    """Return a time on the day of an entry, in seconds after midnight.

    Readers sort entries by it; only the day is known.
    """
    minute, second = divmod(min(entry.number, LAST_SECOND), 60)
    return f"{entry.day}T{minute // 60:02}:{minute % 60:02}:{second:02}Z"
