"""The page of changes, and which feeds there are with which entries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from ssg.settings import FeedScope
from ssg.site import Page
from ssg.views.change_entries import EVERY_TOOL, ChangeEntry, change_entries
from ssg.views.context import Context
from ssg.views.heads import head_of
from ssg.views.once import once
from ssg.views.page_head import Head, Link

__all__ = [
    "ChangesView",
    "all_changes",
    "feed_entries",
    "feed_href",
    "feed_scopes",
    "pages",
    "view",
]

ENTRIES_SHOWN = 200


class ChangesView(NamedTuple):
    """View of the changes."""

    head: Head
    days: tuple[tuple[str, tuple[tuple[ChangeEntry, str], ...]], ...]
    """Days, newest first, with their changes and the URL of the tool of each."""
    feed: str
    """URL of the feed."""
    more: int
    """Number of older changes."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the page of changes, if there are any."""
    if context.site.changes:
        newest = max(change.day for change in context.site.changes)
        yield Page("changes", context.addresses.page("changes"), changed=newest)


def view(context: Context, page: Page) -> ChangesView:
    """Return the view of the changes."""
    found = all_changes(context)
    trail = (Link(context.gettext("Changes"), context.href(page.address)),)
    title = context.site.settings.title
    description = context.gettext(
        "What changed on {site}: new {tools}, changed facts and new leaders.",
        site=title,
        tools=context.words.tools,
    )
    return ChangesView(
        head=head_of(context, page.address, context.gettext("Changes"), description, trail),
        days=tuple(
            (
                day.isoformat(),
                tuple((entry, context.tool_link(entry.slug).href) for entry in of_day),
            )
            for day, of_day in groupby(found[:ENTRIES_SHOWN], key=lambda entry: entry.day)
        ),
        feed=context.href(context.addresses.feed()),
        more=max(0, len(found) - ENTRIES_SHOWN),
    )


@once
def all_changes(context: Context) -> tuple[ChangeEntry, ...]:
    """Return the changes of the site, newest first."""
    return change_entries(context.site)


@once
def _changes_by_tool(context: Context) -> Mapping[str, tuple[ChangeEntry, ...]]:
    """Return the changes of each tool, newest first."""
    changes: dict[str, list[ChangeEntry]] = defaultdict(list)
    for entry in all_changes(context):
        changes[entry.slug].append(entry)
    return {slug: tuple(entries) for slug, entries in changes.items()}


def feed_scopes(context: Context) -> Iterator[tuple[str, str]]:
    """Yield kind and name of each feed: `("", "")`, `("categories", "wikis")`, ..."""
    yield "", ""
    scope = context.site.settings.publish.feeds
    if scope in {FeedScope.CATEGORIES, FeedScope.TOOLS}:
        for name in context.in_category:
            if feed_entries(context, "categories", name):
                yield "categories", name
    if scope is FeedScope.TOOLS:
        changed = _changes_by_tool(context)
        yield from (
            ("tools", tool.slug) for tool in context.site.catalog.tools if tool.slug in changed
        )


def feed_entries(context: Context, kind: str, name: str) -> tuple[ChangeEntry, ...]:
    """Return the entries of a feed, newest first."""
    if kind == "tools":
        return _changes_by_tool(context).get(name, ())
    found = all_changes(context)
    if kind == "categories":
        slugs = {tool.slug for tool in context.in_category.get(name, ())}
        return tuple(
            entry
            for entry in found
            if entry.scope == name or (entry.slug in slugs and not entry.scope)
        )
    return tuple(entry for entry in found if entry.scope in {"", EVERY_TOOL})


def feed_href(context: Context, kind: str, name: str) -> str:
    """Return the `href` of a feed; empty if the site does not have it."""
    scope = context.site.settings.publish.feeds
    kinds = {"tools": {FeedScope.TOOLS}, "categories": {FeedScope.TOOLS, FeedScope.CATEGORIES}}
    if scope not in kinds[kind] or not feed_entries(context, kind, name):
        return ""
    return context.href(context.addresses.feed(kind, name))
