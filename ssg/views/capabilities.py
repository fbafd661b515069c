"""Capability pages: which tools can do something, and how each does it; and their index."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Capability, SharedCapability, Tool
from ssg.comparison.profile import ENDED
from ssg.rendering.markdown import plain_text, to_html, to_inline_html
from ssg.site import Page
from ssg.urls import ordered
from ssg.views.context import Context
from ssg.views.evidence import CapabilityEvidence, capability_evidence
from ssg.views.heads import head_of
from ssg.views.once import once_for_each
from ssg.views.page_head import Head, Link
from ssg.views.structured_data import with_list

__all__ = ["CapabilitiesIndexView", "CapabilityView", "index_pages", "index_view", "pages", "view"]

LEAST_TOOLS = 2
"""Tools of an indexed page: of one, the tool's own page has it all."""
COMPARISONS_SHOWN = 12
NAMED = 3
"""Tools in the description."""


class WayView(NamedTuple):
    """How one tool does it."""

    tool: Link
    """Link to the tool's page; `note` is the label of its type."""
    picture: Markup
    """Logo or monogram."""
    title: Link
    """The capability on the tool's page."""
    html: Markup
    """Rendered description."""
    unique: Markup
    """What is special about it, or empty."""
    limits: tuple[Markup, ...]
    """What it cannot do."""


class CapabilityView(NamedTuple):
    """View of a capability."""

    head: Head
    name: str
    """Page heading."""
    lede: str
    """What it is, and how many tools have it."""
    ways: tuple[WayView, ...]
    """Each tool that has it, most popular first."""
    evidence: CapabilityEvidence | None
    """Recorded searches that it serves, if there are any."""
    comparisons: tuple[Link, ...]
    """Comparisons of two of these tools, most popular first."""
    related: tuple[Link, ...]
    """Other capabilities of the same category; `note` is the number of tools."""


class CapabilitiesIndexView(NamedTuple):
    """View of the list of capabilities."""

    head: Head
    groups: tuple[tuple[Link, tuple[tuple[Link, str], ...]], ...]
    """Category, and its capabilities with their descriptions; `note` is the number of tools."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every shared capability; search engines index those of several tools."""
    for name, ways in context.capable().items():
        yield Page(
            "capability",
            context.addresses.capability(name),
            (name,),
            indexed=len(ways) >= LEAST_TOOLS,
        )


def view(context: Context, page: Page) -> CapabilityView:
    """Return the view of a capability."""
    name = page.subject[0]
    shared = _shared(context)[name]
    tools = [(context.tools[slug], place) for slug, place in context.capable()[name]]
    ways = [(tool, tool.capabilities[place]) for tool, place in tools]
    ways.sort(key=lambda way: way[0].status in ENDED)  # the others keep their order
    category = _category(context, name)
    trail = (
        Link(
            context.words.capabilities_title, context.href(context.addresses.page("capabilities"))
        ),
        Link(shared.name, context.href(page.address)),
    )
    links = [context.tool_link(tool.slug) for tool, _ in ways]
    about = plain_text(shared.description)
    head = head_of(
        context,
        page.address,
        context.gettext(
            "{name}: {tools} compared", name=shared.name, tools=context.nouns.count_tools(len(ways))
        ),
        f"{about} {_who_can(context, [link.text for link in links])}".strip(),
        trail,
        indexed=page.indexed,
    )
    return CapabilityView(
        head=with_list(context, head, links),
        name=shared.name,
        lede=f"{about} {_can(context, len(ways))}".strip(),
        ways=tuple(_way(context, tool, capability) for tool, capability in ways),
        evidence=capability_evidence(context, name),
        comparisons=_comparisons(context, [tool for tool, _ in ways]),
        related=tuple(
            _counted(context, other)
            for other, others_ways in context.capable().items()
            if other != name and category and _category(context, other) == category and others_ways
        ),
    )


def _can(context: Context, number: int) -> str:
    if not number:
        return context.gettext("No {tool} is known to do this.", tool=context.words.tool)
    counted = context.nouns.count_tools(number)
    return context.ngettext("{tools} lists this.", "{tools} list this.", number, tools=counted)


def _who_can(context: Context, names: Sequence[str]) -> str:
    """Return how many tools can do it, and the first of them."""
    if not names:
        return _can(context, 0)
    more = len(names) - NAMED
    rest = [context.ngettext("{number} more", "{number} more", more)] if more > 0 else []
    return context.ngettext(
        "{tools} lists this: {names}.",
        "{tools} list this: {names}.",
        len(names),
        tools=context.nouns.count_tools(len(names)),
        names=context.messages.join([*names[:NAMED], *rest]),
    )


def _shared(context: Context) -> dict[str, SharedCapability]:
    return {shared.id: shared for shared in context.site.catalog.capabilities}


def _way(context: Context, tool: Tool, capability: Capability) -> WayView:
    href = context.tool_link(tool.slug).href
    return WayView(
        tool=Link(
            context.distinct_name(tool.slug), href, context.site.settings.type_label(tool.type)
        ),
        picture=context.picture(tool.slug),
        title=Link(capability.title, f"{href}#c-{capability.anchor}"),
        html=to_html(capability.description, first_heading=4),
        unique=to_inline_html(capability.unique),
        limits=tuple(map(to_inline_html, capability.limitations)),
    )


def _comparisons(context: Context, tools: Sequence[Tool]) -> tuple[Link, ...]:
    """Return the comparisons of these tools that have a page."""
    pairs = (ordered(a.slug, b.slug) for a, b in combinations(tools, 2))
    found = islice((pair for pair in pairs if pair in context.pairs), COMPARISONS_SHOWN)
    return tuple(context.versus_link(*pair) for pair in found)


@once_for_each
def _category(context: Context, name: str) -> str:
    """Return the main category of most tools that have a capability; empty without any."""
    main = Counter(
        category
        for slug, _ in context.capable()[name]
        for category in context.tools[slug].categories[:1]
    )
    return min(main, key=lambda each: (-main[each], each), default="")


def _counted(context: Context, name: str) -> Link:
    href = context.href(context.addresses.capability(name))
    return Link(context.capability_names[name], href, str(len(context.capable()[name])))


def index_pages(context: Context) -> Iterator[Page]:
    """Yield the list of capabilities, if the site has a vocabulary."""
    if context.capability_names:
        yield Page("capabilities", context.addresses.page("capabilities"))


def index_view(context: Context, page: Page) -> CapabilitiesIndexView:
    """Return the view of the list of capabilities, by category."""
    groups: dict[str, list[str]] = defaultdict(list)
    known = [name for name, ways in context.capable().items() if ways]
    for name in known:
        groups[_category(context, name)].append(name)
    shared = _shared(context)
    names = {category.id: category.name for category in context.site.settings.categories}
    listed = [(key, groups[key]) for key in (*names, "") if key in groups]
    description = context.gettext(
        "{capabilities} by category, each with the {tools} that list it.",
        capabilities=context.nouns.count_capabilities(len(known)),
        tools=context.words.tools,
    )
    trail = (Link(context.words.capabilities_title, context.href(page.address)),)
    head = head_of(context, page.address, context.words.capabilities_title, description, trail)
    links = [_counted(context, name) for _, of_group in listed for name in of_group]
    return CapabilitiesIndexView(
        head=with_list(context, head, links),
        groups=tuple(
            (
                Link(
                    names.get(key, ""), context.href(context.addresses.category(key)) if key else ""
                ),
                tuple(
                    (_counted(context, name), plain_text(shared[name].description))
                    for name in of_group
                ),
            )
            for key, of_group in listed
        ),
    )
