"""Comparison index: all comparisons, grouped by tool."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ssg.catalog import Tool
from ssg.site import Page
from ssg.text import count
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["ComparisonsView", "pages", "view"]


@dataclass(frozen=True, slots=True)
class ComparisonsView:
    """View of the comparison index."""

    head: Head
    groups: tuple[tuple[Link, tuple[Link, ...]], ...]
    """For each tool its comparisons, strongest first."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the comparison index."""
    yield Page("compare", context.addresses.page("compare"), changed=_newest(context))


def view(context: Context, page: Page) -> ComparisonsView:
    """Return the view of the comparison index."""
    total = len(context.site.pairs)
    groups = [
        (
            context.tool_link(tool.slug),
            tuple(
                Link(
                    context.tools[pair.b if pair.a == tool.slug else pair.a].name,
                    context.versus_link(pair.a, pair.b).href,
                )
                for pair in context.related.get(tool.slug, ())
            ),
        )
        for tool in _by_name(context)
    ]
    return ComparisonsView(
        head=context.head(
            page.address,
            "All comparisons",
            f"{count(total, 'comparison')} of two tools, side by side.",
            (Link("Compare", context.href(page.address)),),
        ),
        groups=tuple(group for group in groups if group[1]),
    )


def _by_name(context: Context) -> list[Tool]:
    return sorted(context.site.catalog.tools, key=lambda tool: (tool.name.lower(), tool.slug))


def _newest(context: Context) -> date | None:
    return max((day for tool in context.site.catalog.tools for day in tool.dates()), default=None)
