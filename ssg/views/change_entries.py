"""Changes as readers see them: entries of the page of changes and of the feeds.

Entries are tools that were added, facts that commits changed, and changes of the best score, which
the recorded scores (`content/history/`) show.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ssg.messages import Messages, gettext_noop
from ssg.settings import Settings
from ssg.site import Change, FactChange, Site

__all__ = ["EVERY_TOOL", "ChangeEntry", "change_entries"]

EVERY_TOOL = "*"
"""Scope of the best score of all tools."""
LABELS = {
    "name": gettext_noop("Name"),
    "type": gettext_noop("Type"),
    "homepage": gettext_noop("Homepage"),
    "repository": gettext_noop("Repository"),
    "license": gettext_noop("Licence"),
    "pricing": gettext_noop("Price"),
    "categories": gettext_noop("Categories"),
    "identifiers": gettext_noop("Packages"),
    "status": gettext_noop("Status"),
    "capabilities": gettext_noop("Capability"),
}


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A change, as readers see it."""

    id: str
    """Unique on the site; its element id on the page."""
    day: date
    slug: str
    """The tool."""
    title: str
    """What happened, in a few words, with the name of the tool."""
    details: tuple[str, ...]
    """A line for each fact."""
    scope: str = ""
    """For a change of the best score: its category, or `EVERY_TOOL`."""


def change_entries(site: Site) -> tuple[ChangeEntry, ...]:
    """Return all entries, newest first; none where the git history is not known."""
    if site.changes is None:
        return ()
    names = {tool.slug: tool.name for tool in site.catalog.tools}
    found = [*_of_commits(site.settings, names, site.changes), *_leaders(site, names)]
    return tuple(sorted(found, key=lambda entry: entry.day, reverse=True))


def _of_commits(
    settings: Settings, names: Mapping[str, str], changes: Iterable[Change]
) -> Iterator[ChangeEntry]:
    for change in changes:
        if change.slug not in names:
            continue
        details = tuple(_detail(settings, fact) for fact in change.facts)
        name = names[change.slug]
        yield ChangeEntry(
            id=f"{change.slug}-{change.commit[:12]}",
            day=change.day,
            slug=change.slug,
            title=_title(settings.messages, name, len(details)),
            details=details,
        )


def _title(messages: Messages, name: str, facts: int) -> str:
    if not facts:
        return messages.gettext("{name} added", name=name)
    return messages.ngettext(
        "{name}: {number} fact changed", "{name}: {number} facts changed", facts, name=name
    )


def _detail(settings: Settings, fact: FactChange) -> str:
    """Return a changed fact as a line."""
    names = {f"attributes.{spec.id}": spec.label for spec in settings.attributes}
    gettext, known = settings.messages.gettext, LABELS.get(fact.key)
    label = gettext(known) if known else names.get(fact.key, fact.key)
    if not fact.before:
        return gettext("{label} added: {value}", label=label, value=fact.after)
    if not fact.after:
        return gettext("{label} removed: {value}", label=label, value=fact.before)
    return gettext(
        "{label}: {before} \N{RIGHTWARDS ARROW} {after}",
        label=label,
        before=fact.before,
        after=fact.after,
    )


def _leaders(site: Site, tools: Mapping[str, str]) -> Iterator[ChangeEntry]:
    """Yield each day on which another tool had the best score of all tools or of a category."""
    days: dict[date, dict[str, float]] = defaultdict(dict)
    for slug, points in site.catalog.history.items():
        for point in points:
            if point.score is not None:
                days[point.day][slug] = point.score
    scopes = {EVERY_TOOL: ""} | {
        category.id: category.name for category in site.settings.categories
    }
    scores: dict[str, float] = {}
    leaders: dict[str, str] = {}
    members = _members(site)
    for day in sorted(days):
        scores |= days[day]
        for scope, category in scopes.items():
            before = leaders.get(scope, "")
            after = _leader(scores, members[scope], before)
            leaders[scope] = after
            if before and after != before:
                yield ChangeEntry(
                    id=f"leader-{'all' if scope == EVERY_TOOL else f'in-{scope}'}-{day}",
                    day=day,
                    slug=after,
                    title=_leader_title(site.settings, tools[after], category),
                    details=(site.settings.messages.gettext("Before: {name}", name=tools[before]),),
                    scope=scope,
                )


def _leader_title(settings: Settings, name: str, category: str) -> str:
    messages = settings.messages
    if not category:
        return messages.gettext(
            "{name} has the best score of all {tools}", name=name, tools=settings.words.tools
        )
    return messages.gettext("{name} has the best score in {category}", name=name, category=category)


def _members(site: Site) -> Mapping[str, list[str]]:
    """Return the tools of each scope."""
    members: dict[str, list[str]] = defaultdict(list)
    for tool in site.catalog.tools:
        for scope in (EVERY_TOOL, *tool.categories):
            members[scope].append(tool.slug)
    return members


def _leader(scores: Mapping[str, float], slugs: Iterable[str], before: str) -> str:
    """Return the slug with the best score; the one before, if none is better."""
    known = sorted(slug for slug in slugs if slug in scores)
    best = max(known, key=lambda slug: scores[slug], default="")
    return before if before and scores[before] >= scores[best] else best
