"""Lint checks of claims: missing sources, and sources that were not checked recently."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from ssg.catalog import Catalog, Status, Tool
from ssg.content.source_map import Find
from ssg.errors import Code, Problem, Severity
from ssg.fields import Keys
from ssg.provenance import lacks_price_source
from ssg.text import count, join_words, printable

__all__ = ["check_claim_ages", "check_sources", "unsourced_claims"]

COMBINE_FROM = 3
"""If all capabilities of a tool lack a source and there are this many, report them once."""
MAX_NAMED = 3
"""Stale claims that a message names; the rest are counted."""
SOURCE_HINT = (
    'add "sources" with a URL and the date of the check: '
    "- {url: https://..., basis: cited, checked: ...}"
)


def check_sources(catalog: Catalog, find: Find) -> list[Problem]:
    """Return a warning for each capability, signal and price without a source."""
    return [
        find(tool.path, keys, "").problem(Code.NO_SOURCE, message, hint, Severity.WARNING)
        for tool in catalog.tools
        for keys, message, hint in _missing_sources(tool)
    ]


def unsourced_claims(tool: Tool) -> list[str]:
    """Return the names of a tool's claims without a source: capability titles, signals, price."""
    return [
        *(tool.capabilities[index].title for index in _unsourced_capabilities(tool)),
        *(signal.id for signal in tool.signals if not signal.source),
        *(["price"] if lacks_price_source(tool) else []),
    ]


def _unsourced_capabilities(tool: Tool) -> list[int]:
    return [
        index
        for index, capability in enumerate(tool.capabilities)
        if capability.makes_claims and not capability.sources
    ]


def _missing_sources(tool: Tool) -> Iterator[tuple[Keys, str, str]]:
    """Yield keys, message and hint for each missing source."""
    missing = _unsourced_capabilities(tool)
    if COMBINE_FROM <= len(missing) == len(tool.capabilities):
        message = f"none of the {len(missing)} capabilities has a source"
        yield ("capabilities",), message, SOURCE_HINT
    else:
        for index in missing:
            title = printable(tool.capabilities[index].title)
            yield ("capabilities", index), f'the capability "{title}" has no source', SOURCE_HINT
    for signal in tool.signals:
        if not signal.source:
            message = f'the signal "{printable(signal.id)}" has no source'
            hint = "write {value: ..., source: https://..., measured: ...}"
            yield ("signals", signal.id), message, hint
    if lacks_price_source(tool):
        hint = 'add the URL of the price list as "url" and the date of the check as "checked"'
        yield ("pricing",), "the price has no source", hint


def check_claim_ages(catalog: Catalog, as_of: date, find: Find) -> list[Problem]:
    """Return a warning for each tool with claims checked more than `stale_after` days ago.

    Ages are relative to `as_of`. Archived tools are skipped: they no longer change.
    """
    max_age = catalog.settings.stale_after
    tools = [tool for tool in catalog.tools if max_age and tool.status is not Status.ARCHIVED]
    problems = []
    for tool in tools:
        stale = [claim for claim in _dated_claims(tool) if (as_of - claim[0]).days > max_age]
        if stale:
            stale.sort(key=itemgetter(0))
            problems.append(_stale_problem(tool, stale, as_of, max_age, find))
    return problems


def _stale_problem(
    tool: Tool, stale: Sequence[tuple[date, Keys, str]], as_of: date, max_age: int, find: Find
) -> Problem:
    oldest, keys, _ = stale[0]
    names = [name for _, _, name in stale[:MAX_NAMED]]
    if len(stale) > MAX_NAMED:
        names.append(f"{len(stale) - MAX_NAMED} more")
    verb, when = ("was", "on") if len(stale) == 1 else ("were", "the oldest on")
    message = (
        f"{join_words(names)} {verb} last checked over {count(max_age, 'day')} before {as_of}, "
        f"{when} {oldest}"
    )
    hint = "check again, correct what has changed, and update the date"
    return find(tool.path, keys, "").problem(Code.STALE, message, hint, Severity.WARNING)


def _dated_claims(tool: Tool) -> Iterator[tuple[date, Keys, str]]:
    """Yield date of the last check, its keys, and the name of each dated claim."""
    for index, capability in enumerate(tool.capabilities):
        dated = [
            (source.checked, number)
            for number, source in enumerate(capability.sources)
            if source.checked
        ]
        if dated:
            newest, number = max(dated, key=itemgetter(0))
            keys = ("capabilities", index, "sources", number, "checked")
            yield newest, keys, f'"{printable(capability.title)}"'
    for signal in tool.signals:
        if signal.measured:
            yield signal.measured, ("signals", signal.id, "measured"), f'"{printable(signal.id)}"'
    if tool.pricing.checked:
        yield tool.pricing.checked, ("pricing", "checked"), "the price"
    for claim in tool.claims:
        if claim.based_on.checked:
            name = ".".join(map(str, claim.keys))
            yield claim.based_on.checked, (*claim.keys, "checked"), f'"{printable(name)}"'
