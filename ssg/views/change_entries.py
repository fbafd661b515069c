"""Changes as readers see them: entries of the page of changes and of the feeds.

Entries are tools that were added, facts that commits changed, and changes of the best score, which
the recorded scores (`content/history/`) show.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from ssg.catalog import BillingPeriod, Pricing, PricingModel, Status
from ssg.labels import PRICING_LABELS, STATUS_LABELS, licence_label, price_label
from ssg.messages import Messages, gettext_noop
from ssg.settings import AttributeKind, Settings
from ssg.site import Change, FactChange, Site, distinct_names_of

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
BOOLEANS = {"yes": gettext_noop("Yes"), "no": gettext_noop("No")}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
AMOUNT = re.compile(r"\d+(\.\d+)?")


class ChangeEntry(NamedTuple):
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
    number: int = 0
    """Number of earlier entries of the same day; the history has no time of day."""


def change_entries(site: Site) -> tuple[ChangeEntry, ...]:
    """Return all entries, newest first; none where the git history is not known."""
    if site.changes is None:
        return ()
    names = {tool.slug: tool.name for tool in site.catalog.tools}
    names |= distinct_names_of(site.catalog.tools)
    found = [*_of_commits(site.settings, names, site.changes), *_leaders(site, names)]
    by_day = groupby(sorted(found, key=attrgetter("day"), reverse=True), attrgetter("day"))
    return tuple(chain.from_iterable(_numbered(list(entries)) for _, entries in by_day))


def _numbered(entries: Sequence[ChangeEntry]) -> Iterator[ChangeEntry]:
    """Yield the entries of a day, newest first, with their numbers."""
    for later, entry in enumerate(entries, 1):
        yield entry._replace(number=len(entries) - later)


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
    specs = {f"attributes.{spec.id}": spec for spec in settings.attributes}
    gettext, known, spec = settings.messages.gettext, LABELS.get(fact.key), specs.get(fact.key)
    label = gettext(known) if known else spec.label if spec else fact.key
    kind = spec.kind if spec else None
    before, after = (_value(settings, fact.key, kind, text) for text in (fact.before, fact.after))
    if not before:
        return gettext("{label} added: {value}", label=label, value=after)
    if not after:
        return gettext("{label} removed: {value}", label=label, value=before)
    return gettext(
        "{label}: {before} \N{RIGHTWARDS ARROW} {after}", label=label, before=before, after=after
    )


def _value(settings: Settings, key: str, kind: AttributeKind | None, text: str) -> str:
    """Return a value of a file, as `FactChange` has it, as the pages show it."""
    messages = settings.messages
    match kind or key:
        case AttributeKind.BOOL:
            return messages.gettext(BOOLEANS[text]) if text in BOOLEANS else text
        case AttributeKind.DATE if DAY.fullmatch(text):
            return messages.day(text)
        case "type":
            return settings.type_label(text)
        case "license":
            return licence_label(text)
        case "status" if text in set(Status):
            return messages.gettext(STATUS_LABELS[Status(text)])
        case "categories":
            names = {category.id: category.name for category in settings.categories}
            return messages.listed([names.get(each, each) for each in text.split(", ")])
        case "pricing":
            return _price(messages, text)
    return text


def _price(messages: Messages, text: str) -> str:
    """Return a price, such as `paid, amount 20, currency USD, period month`, in words."""
    name, *parts = text.split(", ")
    given = {key: value for key, _, value in (part.partition(" ") for part in parts)}
    if name not in set(PricingModel):
        return text
    amount, period = given.get("amount", ""), given.get("period", "")
    price = Pricing(
        starting_price=given.get("starting_price", ""),
        amount=float(amount) if AMOUNT.fullmatch(amount) else None,
        currency=given.get("currency", ""),
        period=BillingPeriod(period) if period in set(BillingPeriod) else None,
        per=given.get("per", ""),
    )
    label = messages.gettext(PRICING_LABELS[PricingModel(name)])
    return messages.listed(list(filter(None, (label, price_label(price, messages)))))


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
