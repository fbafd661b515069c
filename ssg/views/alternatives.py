"""The alternatives of a tool, nearest first, each with what both have in common."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Tool
from ssg.comparison.cells import pricing_label
from ssg.comparison.jobs import main_category
from ssg.comparison.profile import ENDED
from ssg.labels import STATUS_LABELS, is_catch_all
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.heads import head_of, image_url
from ssg.views.page_head import Head, Link
from ssg.views.partner_groups import (
    alternatives_title,
    common_entries,
    main_id,
    partner_groups,
    shares_more,
)
from ssg.views.structured_data import with_list
from ssg.views.summary_reasons import replaced_by_both, words_of_both

__all__ = ["AlternativesView", "nearest_first", "others_listed", "pages", "view"]

NAMED = 3
"""Most shared capabilities, tags or entries that a reason names, and tools of a description."""


class AlternativeView(NamedTuple):
    """An alternative."""

    tool: Link
    """Link to the tool's page."""
    type: str
    """Type label; empty on a site with one type."""
    pricing: str
    """Pricing label."""
    summary: str
    """Summary sentence."""
    picture: Markup
    """Logo or monogram."""
    dial: Markup
    """Score as SVG."""
    reasons: tuple[str, ...]
    """What both have in common, as phrases; empty if the data has nothing."""
    versus: Link
    """Link to the comparison of the two."""


class AlternativesView(NamedTuple):
    """View of an alternatives page."""

    head: Head
    name: str
    """Name of the tool."""
    tool: Link
    """Link to the tool's page."""
    alternatives: tuple[AlternativeView, ...]
    """The tools that do the same job, the nearest first."""
    category: str
    """Name of the main category; empty where there is none."""
    listed: tuple[AlternativeView, ...]
    """Further tools of a common category, which may do another job."""
    built_on_it: tuple[Link, ...]
    """Comparisons with tools that are built on this one."""
    built_on: tuple[Link, ...]
    """Comparisons with tools that this one is built on."""
    others: tuple[Link, ...]
    """Comparisons with tools that do another job."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every tool that has a comparison."""
    for tool in context.site.catalog.tools:
        if tool.slug in context.related:
            address = context.addresses.alternatives(tool.slug)
            yield Page("alternatives", address, (tool.slug,))


def view(context: Context, page: Page) -> AlternativesView:
    """Return the view of one tool's alternatives."""
    slug = page.subject[0]
    tool = context.tools[slug]
    parts, versus = partner_groups(context, slug), context.versus_links(slug)
    near, listed = (
        [_shared(context, tool, other) for other in others] for others in (parts.near, parts.listed)
    )
    name = context.distinct_name(slug)
    trail = (
        context.tools_link(),
        context.tool_link(slug),
        Link(context.gettext("Alternatives"), context.href(page.address)),
    )
    head = head_of(
        context,
        page.address,
        alternatives_title(context, slug),
        _description(context, slug, near, parts.on_top),
        trail,
    )
    head = head._replace(image=image_url(context, slug))
    return AlternativesView(
        head=with_list(context, head, [context.tool_link(other) for other in parts.near]),
        name=name,
        tool=context.tool_link(slug),
        alternatives=tuple(_alternative(context, tool, one, is_near=True) for one in near),
        category=main_category(tool, context.category_names),
        listed=tuple(_alternative(context, tool, one, is_near=False) for one in listed),
        built_on_it=tuple(map(versus.__getitem__, parts.on_top)),
        built_on=tuple(map(versus.__getitem__, parts.below)),
        others=tuple(map(versus.__getitem__, parts.others)),
    )


def nearest_first(context: Context, slug: str) -> list[tuple[Tool, tuple[str, ...]]]:
    """Return the alternatives of a tool in the order of its page, with what both have in common."""
    tool = context.tools[slug]
    found = (_shared(context, tool, other) for other in partner_groups(context, slug).near)
    return [(one.tool, _reasons(context, tool, one)) for one in found]


def others_listed(context: Context, slug: str) -> int:
    """Return how many other tools there are in the main category of a tool."""
    return max(len(context.in_category.get(main_id(context, context.tools[slug]), ())) - 1, 0)


def _description(
    context: Context, slug: str, near: "Sequence[_Shared]", on_top: Sequence[str]
) -> str:
    """Return how many alternatives a tool has, the first of them, and what is built on it."""
    name = context.distinct_name(slug)
    if not near:
        return _without_alternatives(context, slug, name)
    found = _counted(context, slug, near)
    if not on_top:
        return found
    tools = context.messages.join([context.distinct_name(other) for other in on_top[:NAMED]])
    above = context.gettext("Built on {name}: {tools}.", name=name, tools=tools)
    return f"{found} {above}"


def _counted(context: Context, slug: str, near: "Sequence[_Shared]") -> str:
    name, names = context.distinct_name(slug), [_with_status(context, one.tool) for one in near]
    if len(near) > NAMED and not all(
        shares_more(context, context.tools[slug], one.tool) for one in near[:NAMED]
    ):
        return context.ngettext(
            "{number} alternative to {name}, among them {tools}.",
            "{number} alternatives to {name}, among them {tools}.",
            len(near),
            name=name,
            tools=context.messages.join(names[:NAMED]),
        )
    if len(near) <= NAMED:
        return context.ngettext(
            "{number} alternative to {name}: {tools}.",
            "{number} alternatives to {name}: {tools}.",
            len(near),
            name=name,
            tools=context.messages.join(names),
        )
    return context.ngettext(
        "{number} alternative to {name}; the nearest is {tools}.",
        "{number} alternatives to {name}; the nearest are {tools}.",
        len(near),
        name=name,
        tools=context.messages.join(names[:NAMED]),
    )


def _with_status(context: Context, tool: Tool) -> str:
    """Return the name of a tool, with its status if it is no longer developed."""
    name, status = context.distinct_name(tool.slug), tool.status
    if not status or status not in ENDED:
        return name
    label = context.messages.lowered(context.gettext(STATUS_LABELS[status]))
    return f"{name}{context.gettext(' ({note})', note=label)}"


def _without_alternatives(context: Context, slug: str, name: str) -> str:
    """Return how many others the main category has, or which tools one is compared with."""
    tool = context.tools[slug]
    category = main_category(tool, context.category_names)
    others, main = others_listed(context, slug), main_id(context, tool)
    compared = sum(main in context.tools[other].categories for other in context.partners(slug))
    if category and 0 < compared < others:
        return context.gettext(
            "{name}, compared with {shown} of the {number} other entries under {category}.",
            name=name,
            shown=context.messages.number(compared),
            number=context.messages.number(others),
            category=category,
        )
    if category and others:
        return context.ngettext(
            "{number} other entry under {category}, where {name} is listed.",
            "{number} other entries under {category}, where {name} is listed.",
            others,
            category=category,
            name=name,
        )
    if category:
        return context.gettext(
            "No other entry under {category}, where {name} is listed.", category=category, name=name
        )
    names = [context.distinct_name(other) for other in sorted(context.partners(slug))]
    return context.gettext(
        "{name}, compared with {tools}.", name=name, tools=context.messages.join(names[:NAMED])
    )


class _Shared(NamedTuple):
    """What a tool has in common with the tool whose alternatives are listed."""

    tool: Tool
    capabilities: tuple[str, ...]
    """Names of shared capabilities that both have."""
    categories: tuple[str, ...]
    """Names of the categories that both are in."""
    tags: tuple[str, ...]
    """Tags that both have."""
    same_main: bool
    """Whether both have the same main category."""

    @property
    def further(self) -> tuple[str, ...]:
        """Names of the shared categories besides a common main one."""
        return self.categories[1:] if self.same_main else self.categories


def _shared(context: Context, tool: Tool, partner: str) -> _Shared:
    """Compare a tool with one that it is paired with, given by slug."""
    other = context.tools[partner]
    ids = set(filter(None, other.capability_ids))
    shared = dict.fromkeys(one for one in tool.capability_ids if one in ids)
    return _Shared(
        tool=other,
        capabilities=tuple(context.capability_names.get(one, one) for one in shared),
        categories=tuple(
            context.category_names[one] for one in tool.categories if one in other.categories
        ),
        tags=tuple(tag for tag in tool.tags if tag in other.tags),
        same_main=bool(tool.categories) and tool.categories[:1] == other.categories[:1],
    )


def _shared_entries(context: Context, tool: Tool, other: Tool) -> tuple[str, tuple[str, ...]]:
    """Return the first list attribute with specific entries of both tools: label and these."""
    common = common_entries(context).of("".join(tool.categories[:1]))
    mine, theirs = context.side(tool.slug).attributes, context.side(other.slug).attributes
    for spec in context.site.settings.attributes:
        if spec.contrast or not spec.is_reason:
            continue  # says nothing about what a tool is for
        first, second = mine.get(spec.id), theirs.get(spec.id)
        if isinstance(first, tuple) and isinstance(second, tuple):
            shared = tuple(
                entry for entry in first if entry in second and (spec.id, entry) not in common
            )
            if shared:
                return spec.label, shared
    return "", ()


def _categories(context: Context, shared: Sequence[str]) -> str:
    """Return shared categories as a phrase."""
    names = context.messages.join(shared)
    return context.ngettext(
        "the category {names}", "the categories {names}", len(shared), names=names
    )


def _reasons(context: Context, tool: Tool, near: _Shared) -> tuple[str, ...]:
    """Return what a tool and one near to it have in common besides their job, as phrases."""
    reasons, messages = [], context.messages
    if near.capabilities:
        named, more = near.capabilities[:NAMED], len(near.capabilities) - NAMED
        rest = context.ngettext(
            "{number} more {capability}",
            "{number} more {capabilities}",
            more,
            capability=context.words.capability,
            capabilities=context.words.capabilities,
        )
        reasons.append(messages.join((*named, *([rest] if more > 0 else []))))
    if near.further:
        reasons.append(_categories(context, near.further))
    if near.tags:
        names = messages.join(near.tags[:NAMED])
        reasons.append(
            context.ngettext("the tag {names}", "the tags {names}", len(near.tags), names=names)
        )
    label, entries = ("", ()) if near.capabilities else _shared_entries(context, tool, near.tool)
    if entries:
        reasons.append(
            context.gettext(
                "{values} ({label})",
                label=messages.inside_sentence(label),
                values=messages.join(entries[:NAMED]),
            )
        )
    return tuple(reasons)


def _shown_reasons(
    context: Context, tool: Tool, near: _Shared, *, is_near: bool
) -> tuple[str, ...]:
    """Return what a page gives as common to two tools.

    Without capabilities and tags it is also what both replace. Without all that it is words of
    both summaries, else the main category, which is the heading of those that are not `is_near`.
    """
    reasons, other = _reasons(context, tool, near), near.tool
    if not (near.capabilities or near.tags):
        reasons = (replaced_by_both(context, tool, other), *reasons)
    main = near.categories[0] if is_near and near.same_main else ""
    return (
        tuple(filter(None, reasons))
        or tuple(filter(None, [words_of_both(context, tool, other, near.categories)]))
        or ((_categories(context, (main,)),) if main and not is_catch_all(main) else ())
    )


def _alternative(context: Context, tool: Tool, near: _Shared, *, is_near: bool) -> AlternativeView:
    other = near.tool
    return AlternativeView(
        tool=context.tool_link(other.slug),
        type=context.shown_type(other),
        summary=other.summary,
        pricing=pricing_label(other, context.messages),
        picture=context.picture(other.slug),
        dial=context.dial(other.slug),
        reasons=_shown_reasons(context, tool, near, is_near=is_near),
        versus=context.versus_links(tool.slug)[other.slug],
    )
