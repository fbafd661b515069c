"""Tool lists: all tools, by category, by type; and the list of categories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssg.catalog import Tool
from ssg.comparison.cells import pricing_label
from ssg.site import Page
from ssg.text import count
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["EntryView", "ListingView", "entry", "index_pages", "index_view", "pages", "view"]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A tool in a list."""

    tool: Link
    """Link to the tool's page."""
    type: str
    """Type label."""
    pricing: str
    """Pricing label."""
    summary: str
    """Summary sentence."""
    capabilities: int
    """Number of capabilities."""
    score: str
    """Score, 0-100, a range where provisional, or a dash; empty on a site without scores."""


@dataclass(frozen=True, slots=True)
class ListingView:
    """View of a tool list."""

    head: Head
    heading: str
    """Page heading."""
    lede: str
    """Introductory sentence."""
    filters: tuple[tuple[str, tuple[Link, ...]], ...]
    """Labelled links to narrower lists; `note` is the number of tools."""
    entries: tuple[EntryView, ...]
    """Best score first."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the list of all tools, then one list for each category and each type."""
    yield Page("listing", context.addresses.page("tools"), ("tools",))
    settings = context.site.settings
    for category in settings.categories:
        yield Page("listing", context.addresses.category(category.id), ("category", category.id))
    for tool_type, _ in settings.types:
        yield Page("listing", context.addresses.type(tool_type), ("type", tool_type))


def view(context: Context, page: Page) -> ListingView:
    """Return the view of a list."""
    if page.subject == ("tools",):
        return _all_tools(context, page)
    kind, name = page.subject
    return _category(context, page, name) if kind == "category" else _type(context, page, name)


def _all_tools(context: Context, page: Page) -> ListingView:
    here = Link("Tools", context.href(page.address))
    tools = _ranked(context)
    return ListingView(
        head=context.head(
            page.address, "All tools", f"{count(len(tools), 'tool')}{_order(context)}.", (here,)
        ),
        heading="All tools",
        lede=f"{count(len(tools), 'tool')}{_order(context)}.",
        filters=(("Types", _types(context)), ("Categories", _categories(context))),
        entries=tuple(entry(context, tool) for tool in tools),
    )


def _category(context: Context, page: Page, name: str) -> ListingView:
    categories = {category.id: category for category in context.site.settings.categories}
    category = categories[name]
    tools = [tool for tool in _ranked(context) if name in tool.categories]
    trail = (
        Link("Categories", context.href(context.addresses.page("categories"))),
        Link(category.name, context.href(page.address)),
    )
    lede = category.description or f"Tools in the category {category.name}."
    return ListingView(
        head=context.head(page.address, f"{category.name}: {_count(context, tools)}", lede, trail),
        heading=category.name,
        lede=lede,
        filters=(("Categories", _categories(context)),),
        entries=tuple(entry(context, tool) for tool in tools),
    )


def _type(context: Context, page: Page, name: str) -> ListingView:
    label = context.site.settings.type_label(name)
    tools = [tool for tool in _ranked(context) if tool.type == name]
    trail = (
        Link("Tools", context.href(context.addresses.page("tools"))),
        Link(label, context.href(page.address)),
    )
    lede = f"{count(len(tools), 'tool')} of the type {label}{_order(context)}."
    return ListingView(
        head=context.head(page.address, f"{label}: {_count(context, tools)}", lede, trail),
        heading=label,
        lede=lede,
        filters=(("Types", _types(context)),),
        entries=tuple(entry(context, tool) for tool in tools),
    )


def _order(context: Context) -> str:
    """Return the order of the tools in a list, after a comma; empty on a site without scores."""
    return ", best score first" if context.site.settings.ranking.enabled else ""


def _count(context: Context, tools: Sequence[Tool]) -> str:
    ranked = " ranked" if context.site.settings.ranking.enabled else ""
    return f"{count(len(tools), 'tool')}{ranked}"


def _ranked(context: Context) -> list[Tool]:
    return [context.tools[score.slug] for score in context.site.ranking.scores]


def _types(context: Context) -> tuple[Link, ...]:
    links = (
        _counted(
            context,
            label,
            context.addresses.type(name),
            [tool for tool in context.tools.values() if tool.type == name],
        )
        for name, label in context.site.settings.types
    )
    return tuple(link for link in links if link.note != "0")


def _categories(context: Context) -> tuple[Link, ...]:
    return tuple(
        _counted(
            context,
            category.name,
            context.addresses.category(category.id),
            [tool for tool in context.tools.values() if category.id in tool.categories],
        )
        for category in context.site.settings.categories
    )


def _counted(context: Context, text: str, address: str, tools: Sequence[Tool]) -> Link:
    return Link(text, context.href(address), str(len(tools)))


def entry(context: Context, tool: Tool) -> EntryView:
    """Return the list entry of a tool."""
    score = context.scores[tool.slug]
    return EntryView(
        tool=context.tool_link(tool.slug),
        type=context.site.settings.type_label(tool.type),
        summary=tool.summary,
        pricing=pricing_label(tool),
        capabilities=len(tool.capabilities),
        score=score.shown if context.site.settings.ranking.enabled else "",
    )


@dataclass(frozen=True, slots=True)
class CategoriesView:
    """View of the list of categories."""

    head: Head
    categories: tuple[tuple[Link, str, tuple[Link, ...]], ...]
    """Link, description and best tools of each category."""


BEST_SHOWN = 4


def index_pages(context: Context) -> Iterator[Page]:
    """Yield the list of categories."""
    if context.site.settings.categories:
        yield Page("categories", context.addresses.page("categories"))


def index_view(context: Context, page: Page) -> CategoriesView:
    """Return the view of the list of categories."""
    ranked = _ranked(context)
    categories = context.site.settings.categories
    best = {
        category.id: [tool for tool in ranked if category.id in tool.categories][:BEST_SHOWN]
        for category in categories
    }
    return CategoriesView(
        head=context.head(
            page.address,
            "Categories",
            f"{count(len(categories), 'category', 'categories')} of tools.",
            (Link("Categories", context.href(page.address)),),
        ),
        categories=tuple(
            (
                link,
                category.description,
                tuple(context.tool_link(tool.slug) for tool in best[category.id]),
            )
            for category, link in zip(categories, _categories(context), strict=True)
        ),
    )
