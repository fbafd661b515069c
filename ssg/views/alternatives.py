"""Alternatives page: the tools compared with one tool, best score first, each with reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ssg.comparison.cells import pricing_label
from ssg.rendering.charts import dial
from ssg.site import Page, Pair
from ssg.text import count
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["AlternativesView", "pages", "view"]


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """An alternative."""

    tool: Link
    """Link to the tool's page."""
    type: str
    """Type label."""
    pricing: str
    """Pricing label."""
    summary: str
    """Summary sentence."""
    dial: Markup
    """Score as SVG."""
    reasons: tuple[str, ...]
    """Reasons why the two are compared, as sentences."""
    versus: Link
    """Link to the comparison of the two."""


@dataclass(frozen=True, slots=True)
class AlternativesView:
    """View of an alternatives page."""

    head: Head
    name: str
    """Name of the tool."""
    tool: Link
    """Link to the tool's page."""
    alternatives: tuple[AlternativeView, ...]
    """Best score first."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every tool that has a comparison."""
    for tool in context.site.catalog.tools:
        if context.related.get(tool.slug):
            yield Page(
                "alternatives",
                context.addresses.alternatives(tool.slug),
                (tool.slug,),
                changed=max(tool.dates(), default=None),
            )


def view(context: Context, page: Page) -> AlternativesView:
    """Return the view of one tool's alternatives."""
    slug = page.subject[0]
    tool = context.tools[slug]
    ranked = sorted(context.related[slug], key=lambda pair: _order(context, _other(pair, slug)))
    best = ", ".join(context.tools[_other(pair, slug)].name for pair in ranked[:3])
    alternatives = count(len(ranked), "alternative")
    order = ", ranked by score" if context.site.settings.ranking.enabled else ""
    description = f"{alternatives} to {tool.name}{order}, with reasons: {best}."
    trail = (
        Link("Tools", context.href(context.addresses.page("tools"))),
        context.tool_link(slug),
        Link("Alternatives", context.href(page.address)),
    )
    return AlternativesView(
        head=context.head(page.address, f"Alternatives to {tool.name}", description, trail),
        name=tool.name,
        tool=context.tool_link(slug),
        alternatives=tuple(_alternative(context, pair, slug) for pair in ranked),
    )


def _other(pair: Pair, slug: str) -> str:
    return pair.b if pair.a == slug else pair.a


def _order(context: Context, slug: str) -> tuple[int, str]:
    return context.scores[slug].place, slug


def _alternative(context: Context, pair: Pair, slug: str) -> AlternativeView:
    other = context.tools[_other(pair, slug)]
    return AlternativeView(
        tool=context.tool_link(other.slug),
        type=context.site.settings.type_label(other.type),
        summary=other.summary,
        pricing=pricing_label(other),
        dial=dial(context.scores[other.slug]),
        reasons=pair.reasons,
        versus=context.versus_link(pair.a, pair.b),
    )
