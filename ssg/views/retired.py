"""The page that a tool leaves behind when it is removed from the site."""

from collections.abc import Iterator
from typing import NamedTuple

from ssg.site import Page
from ssg.views.context import Context
from ssg.views.heads import head_of
from ssg.views.page_head import Head, Link

__all__ = ["RetiredView", "pages", "view"]


class RetiredView(NamedTuple):
    """What the layout of a removed tool's page sees."""

    head: Head
    name: str
    """What the tool was called."""
    compared_with: tuple[Link, ...]
    """Tools that are still listed and had a comparison with it."""
    tools: Link
    """The list of all tools."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every published tool that the catalog no longer has."""
    for tool in context.retired.tools:
        yield Page("retired", context.addresses.tool(tool.slug), (tool.slug,), indexed=False)


def view(context: Context, page: Page) -> RetiredView:
    """Return the view of one removed tool."""
    tool = next(tool for tool in context.retired.tools if tool.slug == page.subject[0])
    tools = Link(
        context.gettext("All {tools}", tools=context.words.tools),
        context.href(context.addresses.page("tools")),
    )
    return RetiredView(
        head=head_of(
            context,
            page.address,
            context.gettext("{name} is no longer listed", name=tool.name),
            context.gettext("{name} was removed from this site.", name=tool.name),
            (tools, Link(tool.name, context.href(page.address))),
            indexed=False,
        ),
        name=tool.name,
        compared_with=tuple(context.tool_link(slug) for slug in tool.compared_with),
        tools=tools,
    )
