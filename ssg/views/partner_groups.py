"""Which of the tools that a tool is compared with are alternatives to it, and in which order.

Pages, documents and keys of a tool need this of all its partners, and more only of what they show.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from ssg.catalog import Tool
from ssg.comparison.common_entries import CommonEntries
from ssg.comparison.jobs import main_category
from ssg.comparison.profile import ENDED
from ssg.ranking.mentions import mentioned_tools
from ssg.ranking.replaced_names import is_part_of, replacement_keys
from ssg.ranking.tool_features import popularity, popularity_signal
from ssg.site import Step
from ssg.views.context import Context
from ssg.views.once import once, once_for_each, recent_for_each

__all__ = [
    "PartnerGroups",
    "alternatives_title",
    "at_best",
    "common_entries",
    "has_alternatives",
    "main_id",
    "partner_groups",
    "shares_more",
]

SCORE_PLACES = 1
"""Decimal places of a possible score."""

KEPT_TRAITS = 2_000
"""Tools whose traits are kept, some 1 KB each."""

Order: TypeAlias = Callable[[Tool], tuple[object, ...]]
"""Returns what partners of a tool are sorted by."""


class _Traits(NamedTuple):
    """What a tool is compared by as a partner of others."""

    has_ended: bool
    """Whether it is no longer developed."""
    ids: frozenset[str]
    """Ids of its shared capabilities."""
    main: tuple[str, ...]
    """Its first category, or nothing."""
    categories: frozenset[str]
    score: float
    """0 to 100; -1 without a score."""


class PartnerGroups(NamedTuple):
    """The slugs of the tools that a tool is compared with, each group nearest first."""

    near: tuple[str, ...]
    """Those that do the same job and share more than a category."""
    listed: tuple[str, ...]
    """Others of that job and the main category."""
    on_top: tuple[str, ...]
    """Those that are built on the tool: neither replaces the other."""
    below: tuple[str, ...]
    """Those that it is built on."""
    others: tuple[str, ...]


@once_for_each
def partner_groups(context: Context, slug: str) -> PartnerGroups:
    """Return the tools that a tool is compared with, in groups."""
    tool, me = context.tools[slug], context.side(slug)
    main = main_id(context, tool)
    # A tool with capabilities, or without a category that says what it is for, has none listed.
    has_listed = bool(main) and not tool.capability_ids
    near, listed, on_top, below, others = groups = [list[str]() for _ in PartnerGroups._fields]
    order = (
        _order(context, tool) if tool.capability_ids else _order_without_capabilities(context, tool)
    )
    same_job, keys = _with_same_job(context, tool), replacement_keys(tool.original or tool)
    for one in sorted(map(context.tools.__getitem__, context.partners(slug)), key=order):
        other = context.side(one.slug)
        is_on_top, is_below = other.is_built_on(me), me.is_built_on(other)
        if is_on_top:
            on_top.append(one.slug)
        if is_below:
            below.append(one.slug)
        if is_on_top or is_below:
            continue
        is_alternative = not keys.isdisjoint(replacement_keys(one.original or one))
        if not is_alternative and (one.slug not in same_job or _is_used_with(tool, one)):
            others.append(one.slug)
        elif not has_listed or shares_more(context, tool, one):
            near.append(one.slug)
        else:
            (listed if main in one.categories else others).append(one.slug)
    return PartnerGroups(*map(tuple, groups))


def has_alternatives(context: Context, slug: str) -> bool:
    """Return whether the page about the alternatives of a tool names one."""
    return bool(partner_groups(context, slug).near)


def alternatives_title(context: Context, slug: str) -> str:
    """Return the title of the page about the alternatives of a tool, which may have none."""
    name = context.distinct_name(slug)
    if has_alternatives(context, slug):
        return context.gettext("Alternatives to {name}", name=name)
    return context.gettext("{tools} related to {name}", tools=context.words.tools_title, name=name)


def _with_same_job(context: Context, tool: Tool) -> frozenset[str]:
    """Return the slugs of tools that do the same job as a tool: by their categories, or texts."""
    steps = context.steps(tool.slug)
    near = (slug for slug, step in steps.items() if step >= Step.NEAR)
    return context.jobs.substitutes(tool.slug).union(near)


def _is_used_with(tool: Tool, other: Tool) -> bool:
    """Return whether a summary names the other tool as what its tool is for, or built on."""
    first, second = tool.original or tool, other.original or other
    return is_part_of(first, second) or is_part_of(second, first)


def shares_more(context: Context, tool: Tool, other: Tool) -> bool:
    """Return whether a tool shares more with one that it is compared with than a category."""
    return (
        context.steps(tool.slug)[other.slug] >= Step.NEAR
        or not set(tool.tags).isdisjoint(other.tags)
        or not _ids(tool).isdisjoint(_ids(other))
    )


def _ids(tool: Tool) -> set[str]:
    """Return the ids of the shared capabilities of a tool."""
    return set(filter(None, tool.capability_ids))


def _order(context: Context, tool: Tool) -> Order:
    """Sort by status, then by shared capabilities, then by category, type and score.

    One that is no longer developed comes last. What is equal in all this is in the order of lists.
    """
    _, ids, main, categories, _ = _traits(context, tool.slug)
    places = context.places()

    def key(other: Tool) -> tuple[object, ...]:
        has_ended, other_ids, other_main, others, score = _traits(context, other.slug)
        return (
            has_ended,
            -len(ids & other_ids),
            not main or main != other_main,
            -len(categories & others),
            tool.type != other.type,
            -score,
            places[other.slug],
        )

    return key


@recent_for_each(KEPT_TRAITS)
def _traits(context: Context, slug: str) -> _Traits:
    tool = context.tools[slug]
    return _Traits(
        tool.status in ENDED,
        frozenset(_ids(tool)),
        tool.categories[:1],
        frozenset(tool.categories),
        _score(context, slug),
    )


def _order_without_capabilities(context: Context, tool: Tool) -> Order:
    """Sort by step, status and score; where that is unknown, by what it may be at best.

    What is equal in all this is in the order of lists, so that the alphabet never decides.
    """
    steps, places = context.steps(tool.slug), context.places()

    def key(other: Tool) -> tuple[object, ...]:
        score = at_best(context, other.slug) or _score(context, other.slug)
        return -steps[other.slug], other.status in ENDED, -score, places[other.slug]

    return key


def _score(context: Context, slug: str) -> float:
    """Return the score of a tool, 0 to 100; -1 without a score."""
    score = context.scores.get(slug)
    return -1.0 if score is None or score.total is None else score.total


def at_best(context: Context, slug: str) -> float:
    """Return the score of a tool without a firm one if all but its popularity is best; else 0.

    Lists often lack the figures of well-known proprietary tools: these are not to come last.
    """
    score, ranking = context.scores.get(slug), context.site.settings.ranking
    if not ranking.enabled or (score and score.total is not None and not score.provisional):
        return 0.0
    weights = ranking.weights_for(context.tools[slug].type)
    counted = popularity_signal(ranking.signals)
    whole = sum(weights.values())
    share = weights.get(counted.component, 0.0) / whole if counted and whole else 1.0
    known = _popularity(context)[slug]
    return round(100 * (1 - share + share * known), SCORE_PLACES)


@once
def _popularity(context: Context) -> Mapping[str, float]:
    """Return how well known each tool is, 0 to 1, by the texts of the default language."""
    if context.original:
        return _popularity(context.original)
    if context.site.popularity is not None:
        return context.site.popularity
    catalog = context.site.catalog
    return popularity(catalog, mentioned_tools(catalog.tools))


@once
def common_entries(context: Context) -> CommonEntries:
    """Return which entries of tools tell more than their category.

    The texts of the default language decide in all languages of a site.
    """
    if context.original:
        return common_entries(context.original)
    return CommonEntries(context.site.catalog.tools, context.in_category)


def main_id(context: Context, tool: Tool) -> str:
    """Return the id of the main category; empty if there is none."""
    main = main_category(tool, context.category_names)
    return next((each for each in tool.categories if context.category_names.get(each) == main), "")
