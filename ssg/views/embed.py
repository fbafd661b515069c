"""A small page of each comparison that other sites show in a frame: no script, one style sheet."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from ssg.comparison.verdict import compare
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.heads import head_of
from ssg.views.page_head import Head, Link
from ssg.views.versus_reasons import decision

__all__ = ["EmbedView", "pages", "view"]


class SideView(NamedTuple):
    """One of the two tools."""

    tool: Link
    """URL of its page, with the host."""
    picture: Markup
    """Logo or monogram."""
    score: str
    """Score, 0-100, or a range; empty without a score."""
    reason: str
    """When to choose it, or empty."""


class EmbedView(NamedTuple):
    """View of a comparison in a frame."""

    head: Head
    comparison: Link
    """URL of the comparison, with the host."""
    sides: tuple[SideView, SideView]
    answer: str
    """The verdict in one sentence, or empty."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for each comparison, if the site is configured so; none is indexed."""
    if context.site.settings.publish.embeds:
        for pair in context.site.pairs:
            yield Page(
                "embed", context.addresses.embed(pair.a, pair.b), (pair.a, pair.b), indexed=False
            )


def view(context: Context, page: Page) -> EmbedView:
    """Return the view of a comparison in a frame."""
    a, b = page.subject
    sides = context.side(a), context.side(b)
    comparison = compare(*sides, context.aligner.align(a, b), context.site.settings)
    rules = decision(context, a, b)
    address = context.addresses.versus(a, b)
    link = Link(context.versus_link(a, b).text, context.addresses.absolute(address))
    description = context.gettext(
        "{name} on {site}.", name=link.text, site=context.site.settings.title
    )
    return EmbedView(
        head=head_of(context, address, link.text, description, indexed=False),
        comparison=link,
        sides=(
            _side(context, a, rules.a[0].text if rules.a else ""),
            _side(context, b, rules.b[0].text if rules.b else ""),
        ),
        answer=comparison.verdict.answer,
    )


def _side(context: Context, slug: str, reason: str) -> SideView:
    url = context.addresses.absolute(context.addresses.tool(slug))
    score = context.scores.get(slug)
    shown = score.shown if score and score.total is not None else ""
    return SideView(Link(context.distinct_name(slug), url), context.picture(slug), shown, reason)
