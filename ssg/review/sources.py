"""Catalog, day -> the claims that name no source, and those that nobody has checked for long."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from ssg.catalog import Capability, Catalog, PricingModel, Status, Tool
from ssg.content.text_fields import Find, Keys
from ssg.errors import Code, Problem, Severity
from ssg.text import count, join_words, printable

__all__ = ["check_ages", "check_sources", "unsourced"]

MANY = 3
"""So many capabilities without a source, when they are all of a tool's, are told of as one problem."""
SHOWN = 3
"""Stale claims that are named; the rest are counted."""
SOURCE_HINT = 'add "sources" with an address and the day on which you looked: - {url: https://..., basis: cited, checked: ...}'


def check_sources(catalog: Catalog, find: Find) -> list[Problem]:
    """Return a warning for each claim without a source: capabilities that are described, figures, prices."""
    return [
        _problem(tool, keys, find, Code.NO_SOURCE, message, hint)
        for tool in catalog.tools
        for keys, message, hint in _unsourced(tool)
    ]


def unsourced(tool: Tool) -> list[str]:
    """Name the claims of a tool that have no source, each as readers know it."""
    return [
        *(one.title for one in tool.capabilities if _claims(one) and not one.sources),
        *(signal.id for signal in tool.signals if not signal.source),
        *(["price"] if _unpriced(tool) else []),
    ]


def _claims(capability: Capability) -> bool:
    """Tell whether a capability says anything beyond its title."""
    return bool(
        capability.description
        or capability.unique
        or capability.vs_alternatives
        or capability.limitations
    )


def _unpriced(tool: Tool) -> bool:
    paid = (
        tool.pricing.model in {PricingModel.PAID, PricingModel.USAGE, PricingModel.FREEMIUM}
        or tool.pricing.starting_price
    )
    return bool(paid and not tool.pricing.url)


def _unsourced(tool: Tool) -> Iterator[tuple[Keys, str, str]]:
    without = [
        index for index, one in enumerate(tool.capabilities) if _claims(one) and not one.sources
    ]
    if MANY <= len(without) == len(tool.capabilities):
        yield (
            ("capabilities",),
            f"none of the {len(without)} capabilities names a source",
            SOURCE_HINT,
        )
    else:
        for index in without:
            title = printable(tool.capabilities[index].title)
            yield ("capabilities", index), f'the capability "{title}" names no source', SOURCE_HINT
    for signal in tool.signals:
        if not signal.source:
            yield (
                ("signals", signal.id),
                f'the figure "{printable(signal.id)}" names no source',
                "write it as {value: ..., source: https://..., measured: ...}",
            )
    if _unpriced(tool):
        yield (
            ("pricing",),
            "the price names no source",
            'add the address of the price list as "url" and the day as "checked"',
        )


def check_ages(catalog: Catalog, as_of: date, find: Find) -> list[Problem]:
    """Return a warning for each tool with claims that nobody has checked within the site's `stale_after` days before `as_of`.

    What is archived no longer changes, so its claims do not age.
    """
    most = catalog.settings.stale_after
    living = [tool for tool in catalog.tools if most and tool.status is not Status.ARCHIVED]
    problems = []
    for tool in living:
        old = sorted(
            ((day, keys, what) for keys, what, day in _dated(tool) if (as_of - day).days > most),
            key=itemgetter(0),
        )
        if old:
            problems.append(_stale(tool, old, as_of, most, find))
    return problems


def _stale(
    tool: Tool, old: Sequence[tuple[date, Keys, str]], as_of: date, most: int, find: Find
) -> Problem:
    day, keys, _ = old[0]
    shown = [what for _, _, what in old[:SHOWN]]
    if len(old) > SHOWN:
        shown.append(f"{len(old) - SHOWN} more")
    one = len(old) == 1
    return _problem(
        tool,
        keys,
        find,
        Code.STALE,
        f"{join_words(shown)} {'was' if one else 'were'} last checked over {count(most, 'day')} before {as_of}"
        f"{', on' if one else ', the oldest on'} {day}",
        "look again, mend what has changed, and set the day to that on which you looked",
    )


def _dated(tool: Tool) -> Iterator[tuple[Keys, str, date]]:
    """Yield the keys of each dated claim, what it is, and the day of its newest check."""
    for index, capability in enumerate(tool.capabilities):
        days = [source.checked for source in capability.sources if source.checked]
        if days:
            place = next(
                number
                for number, source in enumerate(capability.sources)
                if source.checked == max(days)
            )
            yield (
                ("capabilities", index, "sources", place, "checked"),
                f'"{printable(capability.title)}"',
                max(days),
            )
    for signal in tool.signals:
        if signal.measured:
            yield ("signals", signal.id, "measured"), f'"{printable(signal.id)}"', signal.measured
    if tool.pricing.checked:
        yield ("pricing", "checked"), "the price", tool.pricing.checked


def _problem(tool: Tool, keys: Keys, find: Find, code: Code, message: str, hint: str) -> Problem:
    file, line, column = find(tool.path, keys, "")
    return Problem(
        file=file,
        line=line,
        column=column,
        code=code,
        message=message,
        hint=hint,
        severity=Severity.WARNING,
    )
