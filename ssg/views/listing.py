"""Tool lists: all tools, those of each category and those of each type. All are paged."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Tool
from ssg.comparison.category_tree import CategoryNode, category_nodes
from ssg.messages import gettext_noop
from ssg.rendering.markdown import plain_text, to_inline_html
from ssg.site import Page
from ssg.views.category_index import category_link, index_address
from ssg.views.changes import feed_href
from ssg.views.context import Context
from ssg.views.page_head import Alternate, Head, Link
from ssg.views.paging import (
    PagerView,
    entries_of,
    page_count,
    paged,
    paged_head,
    pager,
)
from ssg.views.popularity import Criterion
from ssg.views.structured_data import with_list

__all__ = [
    "BrowseView",
    "EntryView",
    "ListingView",
    "browse_view",
    "entry",
    "listed_tools",
    "pages",
    "type_links",
    "view",
]

ORDERS = {
    Criterion.SCORE: gettext_noop("Best score first"),
    Criterion.MENTIONS: gettext_noop("Most mentioned first"),
    Criterion.FACTS: gettext_noop("Most facts first"),
}
"""Order of a list -> its label."""
ORDERED = {
    Criterion.SCORE: gettext_noop("{tools}, best score first."),
    Criterion.MENTIONS: gettext_noop("{tools}, most mentioned first."),
    Criterion.FACTS: gettext_noop("{tools}, most facts first."),
}
ORDERED_OF_TYPE = {
    Criterion.SCORE: gettext_noop("{tools} of the type {type}, best score first."),
    Criterion.MENTIONS: gettext_noop("{tools} of the type {type}, most mentioned first."),
    Criterion.FACTS: gettext_noop("{tools} of the type {type}, most facts first."),
}
COUNTED = gettext_noop("{tools}.")
OF_TYPE = gettext_noop("{tools} of the type {type}.")
MOST_RELATED = 20
"""Links to further lists at the end of a list."""


class EntryView(NamedTuple):
    """A tool in a list."""

    tool: Link
    """Link to the tool's page."""
    picture: Markup
    """Logo or monogram."""
    summary: str
    """Summary sentence."""
    badges: tuple[str, ...]
    """Short facts in which the tools of the site differ, such as type, licence and stars."""
    score: str
    """Score, 0-100, a range where provisional, or a dash; empty on a site without scores."""


class BrowseView(NamedTuple):
    """What the filters in the browser need."""

    data: str
    """URL of the file with the names of the data files."""
    comparisons: bool
    """Whether the list is of comparisons, not of tools."""
    address: str
    """URL of an entry's page, with `*` in place of its slug."""
    only: str
    """The list: a field and its value, such as `category=wikis`; empty for all tools."""
    order: str
    """Label of the order without sorting."""
    nouns: tuple[str, str]
    """What one entry and several are called."""
    weights: bool = False
    """Whether readers can give their own weights; only on rankings."""


class ListingView(NamedTuple):
    """View of a tool list."""

    head: Head
    heading: str
    """Page heading."""
    lede: Markup
    """Introductory sentence."""
    browse: BrowseView
    """Filters in the browser."""
    entries: tuple[EntryView, ...]
    """The tools on this page, most popular first."""
    pager: PagerView
    """Links to the other pages."""
    related: tuple[tuple[str, tuple[Link, ...]], ...]
    """Labelled links to other lists; `note` is the number of tools."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the list of all tools, then the lists of each category and each type."""
    addresses, settings = context.addresses, context.site.settings
    total = page_count(len(context.ordered))
    yield from paged(context, "listing", addresses.page("tools"), ("tools", ""), total)
    for category in settings.categories:
        total = page_count(len(context.in_category.get(category.id, ())))
        address = addresses.category(category.id)
        yield from paged(context, "listing", address, ("category", category.id), total)
    for tool_type, _ in settings.types:
        total = page_count(len(context.of_type.get(tool_type, ())))
        address = addresses.type(tool_type)
        yield from paged(context, "listing", address, ("type", tool_type), total)


def view(context: Context, page: Page) -> ListingView:
    """Return the view of a page of a list."""
    kind, name, _ = page.subject
    if kind == "category":
        return _category(context, page, name)
    return _type(context, page, name) if kind == "type" else _all_tools(context, page)


def listed_tools(context: Context, page: Page) -> Sequence[Tool]:
    """Return the tools of the list that a page is of, on all its pages."""
    kind, name, _ = page.subject
    if kind == "category":
        return context.in_category.get(name, [])
    return context.of_type.get(name, []) if kind == "type" else context.ordered


def _all_tools(context: Context, page: Page) -> ListingView:
    address = context.addresses.page("tools")
    tools = listed_tools(context, page)
    links = pager(context, page, address, len(tools))
    lede = _ordered(context, tools)
    trail = (context.tools_link(),)
    heading = context.gettext("All {tools}", tools=context.words.tools)
    entries = _entries(context, page, tools)
    head = paged_head(context, page, links, heading, lede, trail)
    return ListingView(
        head=with_list(context, head, [entry.tool for entry in entries]),
        heading=heading,
        lede=Markup.escape(lede),
        browse=browse_view(context),
        entries=entries,
        pager=links,
        related=(
            *_several(context.gettext("Types"), type_links(context)),
            *_several(context.words.categories, tuple(_categories_by_size(context)[:MOST_RELATED])),
        ),
    )


def _category(context: Context, page: Page, name: str) -> ListingView:
    nodes = category_nodes(context.site.settings.categories)
    node, address = nodes[name], context.addresses.category(name)
    tools = listed_tools(context, page)
    links = pager(context, page, address, len(tools))
    lede = node.category.description or _ordered(context, tools)
    trail = (
        Link(context.words.categories, context.href(context.addresses.page("categories"))),
        *_parents(context, node),
        Link(node.label, context.href(address)),
    )
    title = _title(context, node.category.name, tools)
    head = paged_head(context, page, links, title, plain_text(lede), trail)
    feed = feed_href(context, "categories", name)
    other = Alternate(
        "application/atom+xml",
        feed,
        context.gettext("Changes in {category}", category=node.category.name),
    )
    entries = _entries(context, page, tools)
    head = with_list(context, head, [entry.tool for entry in entries])
    return ListingView(
        head=head._replace(alternates=(other,)) if feed else head,
        heading=node.category.name,
        lede=to_inline_html(lede),
        browse=browse_view(context, f"category={name}"),
        entries=entries,
        pager=links,
        related=((_related_label(context), _related(context, node, tools)),),
    )


def _related_label(context: Context) -> str:
    categories = context.messages.inside_sentence(context.words.categories)
    return context.gettext("Related {categories}", categories=categories)


def _parents(context: Context, node: CategoryNode) -> list[Link]:
    """Return the parents as links: to their own list, or to their place in all categories."""
    by_name = {category.name: category.id for category in context.site.settings.categories}
    links = []
    for length in range(1, len(node.parents) + 1):
        names = node.parents[:length]
        name = next((by_name[known] for known in _spelled(names) if known in by_name), "")
        address = context.addresses.category(name) if name else index_address(context, node)
        links.append(Link(names[-1], context.href(address)))
    return links


def _spelled(names: Sequence[str]) -> tuple[str, str]:
    return " / ".join(names), " - ".join(names)


def _related(context: Context, node: CategoryNode, tools: Sequence[Tool]) -> tuple[Link, ...]:
    """Return the categories below the same parent, then those that share most tools."""
    settings = context.site.settings
    nodes = category_nodes(settings.categories)
    family = [other.category.id for other in nodes.values() if other.top == node.top]
    shared = Counter(name for tool in tools for name in tool.categories)
    names = dict.fromkeys([*family, *(name for name, _ in shared.most_common())])
    names.pop(node.category.id, None)
    shown = list(names)[:MOST_RELATED]
    return tuple(category_link(context, nodes[name].category) for name in shown)


def _type(context: Context, page: Page, name: str) -> ListingView:
    label, address = context.site.settings.type_label(name), context.addresses.type(name)
    tools = listed_tools(context, page)
    links = pager(context, page, address, len(tools))
    ordered = ORDERED_OF_TYPE[context.ordered_by] if len(tools) > 1 else OF_TYPE
    lede = context.gettext(ordered, tools=context.nouns.count_tools(len(tools)), type=label)
    trail = (
        context.tools_link(),
        Link(label, context.href(address)),
    )
    title = _title(context, label, tools)
    entries = _entries(context, page, tools)
    head = paged_head(context, page, links, title, lede, trail)
    return ListingView(
        head=with_list(context, head, [entry.tool for entry in entries]),
        heading=label,
        lede=Markup.escape(lede),
        browse=browse_view(context, f"type={name}"),
        entries=entries,
        pager=links,
        related=_several(context.gettext("Types"), type_links(context)),
    )


def _ordered(context: Context, tools: Sequence[Tool]) -> str:
    """Return how many tools a list has and, if several, in which order."""
    ordered = ORDERED[context.ordered_by] if len(tools) > 1 else COUNTED
    return context.gettext(ordered, tools=context.nouns.count_tools(len(tools)))


def browse_view(context: Context, only: str = "", *, compared: bool = False) -> BrowseView:
    """Return what the filters of a list need; `compared` is for a list of comparisons."""
    address = context.addresses.page("compare" if compared else "tools", "*")
    return BrowseView(
        data=context.href(f"/{context.browse().names}"),
        comparisons=compared,
        address=context.href(address),
        only=only,
        nouns=(context.gettext("comparison"), context.gettext("comparisons"))
        if compared
        else (context.words.tool, context.words.tools),
        order=context.gettext("As on the page")
        if compared
        else context.gettext(ORDERS[context.ordered_by]),
    )


def _entries(context: Context, page: Page, tools: Sequence[Tool]) -> tuple[EntryView, ...]:
    return tuple(entry(context, tool) for tool in entries_of(page, tools))


def _title(context: Context, name: str, tools: Sequence[Tool]) -> str:
    """Return the title of a list: its name, and how many tools it has, or ranks by a score."""
    scores = [context.scores[tool.slug] for tool in tools]
    rated = [score for score in scores if score.total is not None]
    ranked = sum(not score.provisional for score in rated) or len(rated)
    if ranked and context.site.settings.ranking.enabled:
        counted = context.nouns.count_tools(ranked)
        return context.gettext("{name}: {tools} ranked", name=name, tools=counted)
    return context.gettext(
        "{name}: {tools}", name=name, tools=context.nouns.count_tools(len(tools))
    )


def _several(label: str, links: tuple[Link, ...]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return a labelled list of links; nothing where there is only one."""
    return ((label, links),) if len(links) > 1 else ()


def type_links(context: Context) -> tuple[Link, ...]:
    """Return links to the lists of the types that have tools; `note` is the number of tools."""
    return tuple(
        Link(label, context.href(context.addresses.type(name)), str(len(context.of_type[name])))
        for name, label in context.site.settings.types
        if name in context.of_type
    )


def _categories_by_size(context: Context) -> list[Link]:
    """Return links to the categories that have tools, largest first."""
    known = [
        category
        for category in context.site.settings.categories
        if category.id in context.in_category
    ]
    known.sort(key=lambda category: -len(context.in_category[category.id]))
    return [category_link(context, category) for category in known]


def entry(context: Context, tool: Tool) -> EntryView:
    """Return the list entry of a tool."""
    return EntryView(
        tool=context.tool_link(tool.slug),
        picture=context.picture(tool.slug),
        summary=tool.summary,
        badges=context.browse().badges.get(tool.slug, ()),
        score=context.scores[tool.slug].shown if context.site.settings.ranking.enabled else "",
    )
