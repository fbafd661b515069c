"""Redirect pages: addresses under old slugs and, where the site asks for it, in reverse order."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ssg.catalog import Tool
from ssg.site import Page
from ssg.urls import ordered
from ssg.views.context import Context
from ssg.views.page_head import Link

__all__ = ["RedirectView", "pages", "view"]


class RedirectView(NamedTuple):
    """View of a redirect page."""

    target: Link
    """Link to the target."""
    canonical: str
    """Absolute URL of the target."""


def pages(context: Context) -> Iterator[Page]:
    """Yield redirects for the aliases of tools and pairs, and for retired addresses.

    With `redirects.reversed`, every comparison has one in the reverse order, too. In a language
    that leaves pages out, there are those of pairs to its pages, and for each tool without page
    those to the default language, for links that scripts make.
    """
    addresses = context.addresses
    for tool in context.site.catalog.tools:
        for target in _in_default_language(context, tool):
            yield _page(addresses.in_tree(target), target, tool.name)
        for alias in tool.aliases:
            yield _page(addresses.tool(alias), addresses.tool(tool.slug), tool.name)
            if tool.slug in context.related:
                yield _page(
                    addresses.alternatives(alias), addresses.alternatives(tool.slug), tool.name
                )
    yield from (page for page in _of_pairs(context) if addresses.has(page.subject[0]))


def _of_pairs(context: Context) -> Iterator[Page]:
    """Yield redirects from other addresses of pairs; some may be to another language."""
    addresses = context.addresses
    for one, other in _renamed(context):
        target = addresses.versus(one, other)
        a, b = context.tools[one], context.tools[other]
        for first, second in _other_names(context, a, b):
            text = context.versus_text(a.name, b.name)
            yield _page(addresses.versus_as_named(first, second), target, text)
        if context.site.settings.publish.embeds:
            text, frame = context.versus_text(a.name, b.name), addresses.embed(one, other)
            old_frames = {addresses.embed(*named) for named in _other_names(context, a, b)}
            for address in sorted(old_frames - {frame}):
                yield _page(address, frame, text)
    yield from _retired(context)


def _renamed(context: Context) -> Iterable[tuple[str, str]]:
    """Return the pairs of the site that have other names."""
    pairs = context.table.slugs() if context.site.pairs else ()
    if context.site.settings.reversed_redirects:
        return pairs
    renamed = {tool.slug for tool in context.ordered if tool.aliases}
    return (pair for pair in pairs if not renamed.isdisjoint(pair)) if renamed else ()


def _in_default_language(context: Context, tool: Tool) -> Iterator[str]:
    """Yield the addresses of a tool's pages if this language does not have them."""
    addresses = context.addresses
    if not addresses.has(addresses.tool(tool.slug)):
        yield addresses.tool(tool.slug)
        if tool.slug in context.related:
            yield addresses.alternatives(tool.slug)


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
                named = _orders(context, first, second)
                old = [addresses.versus_as_named(*names_in_order) for names_in_order in named]
                if context.site.settings.publish.embeds:
                    old.append(addresses.embed(first, second))
                for address in old:
                    if address not in seen:
                        seen.add(address)
                        yield _page(address, target, text)


def _names(context: Context, slug: str) -> tuple[str, ...]:
    """Return a slug and, where the tool is still in the catalog, its aliases."""
    tool = context.tools.get(slug)
    return (slug, *(tool.aliases if tool else ()))


def _nearest(context: Context, slug: str, retired: Mapping[str, str]) -> tuple[str, str]:
    """Return the URL and the title of the best replacement page for a tool."""
    if slug in context.related:
        name = context.tools[slug].name
        text = context.gettext("Alternatives to {name}", name=name)
        return context.addresses.alternatives(slug), text
    if slug in context.tools:
        return context.addresses.tool(slug), context.tools[slug].name
    if slug in retired:
        return context.addresses.tool(slug), retired[slug]
    return context.addresses.page("compare"), context.gettext("All comparisons")


def _page(address: str, target: str, text: str) -> Page:
    return Page("redirect", address, (target, text), indexed=False)


def _other_names(context: Context, a: Tool, b: Tool) -> Iterator[tuple[str, str]]:
    """Yield all other names of a pair: with old slugs, and in the reverse order if wanted."""
    for first in (a.slug, *a.aliases):
        for second in (b.slug, *b.aliases):
            for named in _orders(context, first, second):
                if named != ordered(a.slug, b.slug):
                    yield named


def _orders(context: Context, first: str, second: str) -> tuple[tuple[str, str], ...]:
    """Return two slugs in the order of an address, and in reverse if the site wants that."""
    named = ordered(first, second)
    return (named, named[::-1]) if context.site.settings.reversed_redirects else (named,)


def view(context: Context, page: Page) -> RedirectView:
    """Return the view of a redirect."""
    target, text = page.subject
    return RedirectView(
        target=Link(text, context.href(target)), canonical=context.addresses.absolute(target)
    )
