"""Redirect pages: comparisons in reverse order, and addresses under old slugs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ssg.catalog import Tool
from ssg.site import Page, Pair
from ssg.views.context import Context
from ssg.views.page_head import Link

__all__ = ["RedirectView", "pages", "view"]


@dataclass(frozen=True, slots=True)
class RedirectView:
    """View of a redirect page."""

    target: Link
    """Link to the target."""
    canonical: str
    """Absolute URL of the target."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a redirect for every pair in reverse order, and for the aliases of tools and pairs."""
    addresses = context.addresses
    for tool in context.site.catalog.tools:
        for alias in tool.aliases:
            yield _page(addresses.tool(alias), addresses.tool(tool.slug), tool.name)
            if context.related.get(tool.slug):
                yield _page(
                    addresses.alternatives(alias), addresses.alternatives(tool.slug), tool.name
                )
    for pair in context.site.pairs:
        target = addresses.versus(pair.a, pair.b)
        a, b = context.tools[pair.a], context.tools[pair.b]
        for first, second in _other_names(a, b, pair):
            yield _page(addresses.versus_as_named(first, second), target, f"{a.name} vs {b.name}")
    yield from _retired(context)


def _retired(context: Context) -> Iterator[Page]:
    """Yield a redirect to the nearest existing page for each published URL without a page."""
    addresses, names = context.addresses, {tool.slug: tool.name for tool in context.retired.tools}
    for slug in context.retired.alternatives:
        yield _page(addresses.alternatives(slug), addresses.tool(slug), context.tools[slug].name)
    for slug, name in names.items():
        yield _page(addresses.alternatives(slug), addresses.tool(slug), name)
    seen: set[str] = set()
    for pair in context.retired.pairs:
        target, text = _nearest(context, pair.left, names)
        for first in _names(context, pair.a):
            for second in _names(context, pair.b):
                for address in (
                    addresses.versus_as_named(first, second),
                    addresses.versus_as_named(second, first),
                ):
                    if address not in seen:
                        seen.add(address)
                        yield _page(address, target, text)


def _names(context: Context, slug: str) -> tuple[str, ...]:
    """Return a slug and, where the tool is still in the catalog, its aliases."""
    tool = context.tools.get(slug)
    return (slug, *(tool.aliases if tool else ()))


def _nearest(context: Context, slug: str, retired: Mapping[str, str]) -> tuple[str, str]:
    """Return the URL and the title of the best replacement page for a tool."""
    if context.related.get(slug):
        return context.addresses.alternatives(slug), f"Alternatives to {context.tools[slug].name}"
    if slug in context.tools:
        return context.addresses.tool(slug), context.tools[slug].name
    if slug in retired:
        return context.addresses.tool(slug), retired[slug]
    return context.addresses.page("compare"), "All comparisons"


def _page(address: str, target: str, text: str) -> Page:
    return Page("redirect", address, (target, text), indexed=False)


def _other_names(a: Tool, b: Tool, pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield all other names of a pair: the reverse order, and old slugs in both orders."""
    for first in (a.slug, *a.aliases):
        for second in (b.slug, *b.aliases):
            for named in ((first, second), (second, first)):
                if named != (pair.a, pair.b):
                    yield named


def view(context: Context, page: Page) -> RedirectView:
    """Return the view of a redirect."""
    target, text = page.subject
    return RedirectView(
        target=Link(text, context.href(target)), canonical=context.addresses.absolute(target)
    )
