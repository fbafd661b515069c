"""The list of categories: each with its most popular tools, grouped by parent, and paged."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ssg.comparison.category_tree import CategoryNode, category_nodes
from ssg.rendering.markdown import plain_text
from ssg.settings import Category
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.page_head import Head, Link
from ssg.views.paging import (
    PAGE_SIZE,
    PagerView,
    entries_of,
    page_count,
    paged,
    paged_head,
    pager,
)

__all__ = ["CategoriesView", "category_link", "index_address", "pages", "view"]

BEST_SHOWN = 4
"""Tools that are named of each category."""


class CategoryView(NamedTuple):
    """A category in the list of categories."""

    link: Link
    """Its name below its parent; `note` is the number of tools."""
    description: str
    """What belongs in it, without markup; may be empty."""
    best: tuple[Link, ...]
    """Its most popular tools."""


class CategoriesView(NamedTuple):
    """View of a page of the list of categories."""

    head: Head
    groups: tuple[tuple[str, tuple[CategoryView, ...]], ...]
    """Parent and its categories; the parent is empty for categories without one."""
    pager: PagerView
    """Links to the other pages."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the list of categories."""
    total = len(context.site.settings.categories)
    if total:
        address = context.addresses.page("categories")
        yield from paged(context, "categories", address, ("categories",), page_count(total))


def view(context: Context, page: Page) -> CategoriesView:
    """Return the view of the list of categories."""
    nodes, address = _nodes_by_parent(context), context.addresses.page("categories")
    links = pager(context, page, address, len(nodes))
    groups: list[tuple[str, list[CategoryView]]] = []
    tops = Counter(node.top for node in nodes)
    for node in entries_of(page, nodes):
        top = node.top if tops[node.top] > 1 or node.parents else ""
        if not groups or groups[-1][0] != top:
            groups.append((top, []))
        groups[-1][1].append(_category_view(context, node))
    description = context.gettext(
        "{categories} of {tools}.",
        categories=context.nouns.count_categories(len(nodes)),
        tools=context.words.tools,
    )
    title = context.words.categories
    trail = (Link(title, context.href(address)),)
    return CategoriesView(
        head=paged_head(context, page, links, title, description, trail),
        groups=tuple((top, tuple(children)) for top, children in groups),
        pager=links,
    )


def index_address(context: Context, node: CategoryNode) -> str:
    """Return the address of the page of the index on which a category is."""
    categories = [child.category.id for child in _nodes_by_parent(context)]
    place = categories.index(node.category.id)
    index = context.addresses.page("categories")
    return context.addresses.numbered(index, place // PAGE_SIZE + 1)


def category_link(context: Context, category: Category, text: str = "") -> Link:
    """Return a link to the list of a category by its name or a text; `note`: number of tools."""
    tools = context.in_category.get(category.id, ())
    href = context.href(context.addresses.category(category.id))
    return Link(text or category.name, href, str(len(tools)))


def _nodes_by_parent(context: Context) -> list[CategoryNode]:
    """Return the categories in the order of the site, those of one parent together at the end."""
    nodes = list(category_nodes(context.site.settings.categories).values())
    tops = Counter(node.top for node in nodes)
    places = {node.top: place for place, node in reversed(list(enumerate(nodes)))}

    def key(node: CategoryNode) -> tuple[bool, int]:
        grouped = tops[node.top] > 1 or bool(node.parents)
        return grouped, places[node.top] if grouped else 0

    return sorted(nodes, key=key)


def _category_view(context: Context, node: CategoryNode) -> CategoryView:
    label = " / ".join([*node.parents[1:], node.label])
    best = context.in_category.get(node.category.id, [])[:BEST_SHOWN]
    return CategoryView(
        link=category_link(context, node.category, label),
        description=plain_text(node.category.description),
        best=tuple(context.tool_link(tool.slug) for tool in best),
    )
