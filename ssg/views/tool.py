"""Tool page: description, capabilities, facts, score breakdown and comparisons."""

import itertools
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Capability, Tool
from ssg.comparison.cells import (
    Cell,
    attribute_cell,
    day_cell,
    pricing_label,
    status_cell,
)
from ssg.comparison.facts import fact_key
from ssg.labels import STATUS_LABELS, licence_label, plan_price, price_label
from ssg.ranking.checklist import CHECKLIST, checklist_points
from ssg.rendering.charts import points_bar
from ssg.rendering.markdown import to_html
from ssg.scores import Score
from ssg.settings import SearchEngine
from ssg.site import Credit, Page
from ssg.views.capability_cards import card
from ssg.views.changes import feed_href
from ssg.views.context import Context
from ssg.views.evidence import SearchRow, ToolEvidence, by_capability, tool_evidence
from ssg.views.footnotes import FootnoteView, entry_notes, footnotes, source_notes
from ssg.views.heads import head_of, image_url
from ssg.views.once import once
from ssg.views.page_head import Alternate, Head, Link
from ssg.views.partner_groups import alternatives_title, has_alternatives
from ssg.views.repository_links import history_link, report_link
from ssg.views.score_breakdown import ComponentView, adds_up, components
from ssg.views.screenshots import ScreenshotView, screenshots
from ssg.views.structured_data import tool_thing
from ssg.views.trends import TrendView, trends

__all__ = ["ToolView", "credit", "facts", "pages", "view"]

"""Status -> the word under the name; the style sheet gives it a capital letter."""


class CapabilityBlock(NamedTuple):
    """A capability with its card."""

    anchor: str
    """Element id without the prefix `c-`."""
    title: str
    """Label."""
    html: Markup
    """Rendered card."""
    intents: tuple[str, ...]
    """User goals that it serves."""
    shared: str
    """Name of the shared capability, or empty."""
    shared_href: str
    """URL of its page, or empty."""
    searches: tuple[SearchRow, ...]
    """Recorded searches that it serves."""


class ToolView(NamedTuple):
    """View of a tool page."""

    head: Head
    tool: Tool
    """The tool as loaded from its file."""
    summary: str
    """What the page says below the name; empty where the file has a set phrase only."""
    name: str
    """Its name, with the slug if another tool has the same name."""
    picture: Markup
    """Logo or monogram."""
    type: Link | None
    """Link to the list of its type; None on a site with one type."""
    categories: tuple[Link, ...]
    """Links to its categories, the main one first."""
    pricing: str
    """Pricing label."""
    status: str
    """Maintenance status, or empty."""
    dial: Markup
    """Score as SVG."""
    bar: Markup
    """Points of each component as SVG."""
    score: Score
    """The underlying numbers."""
    place: str
    """Rank, e.g. `number 3 of 26 tools ranked`; empty without a score."""
    provisional: str
    """Why the score is provisional, and where it could lie; empty where it is not."""
    coverage: str
    """How many components of the score are known, in sentences; empty if all are."""
    documentation: tuple[tuple[str, float], ...]
    """What a complete entry has, and the share of it, 0-1, that this one has."""
    documented: int
    """Points of the entry for that, 0 to 100; they are not part of the score."""
    description: Markup
    """Rendered description."""
    screenshots: tuple[ScreenshotView, ...]
    """Pictures of the tool in use, in file order."""
    facts: tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...]
    """Labels and values of the known facts by group; the first group has no name."""
    footnotes: tuple[FootnoteView, ...]
    """Sources of the facts."""
    plans: tuple[str, ...]
    """Names and prices of the plans."""
    components: tuple[ComponentView, ...]
    """Rows of the score breakdown."""
    is_sum_as_shown: bool
    """Whether the points of the rows add up to the score as it is shown."""
    trends: tuple[TrendView, ...]
    """Changes of signals and of the score, with two points or more."""
    capabilities: tuple[CapabilityBlock, ...]
    """Capabilities in file order."""
    from_search: bool
    """Whether links of search results have the search, which a script removes here."""
    evidence: ToolEvidence | None
    """Recorded searches that led to the tool, if there are any."""
    comparisons: tuple[Link, ...]
    """Comparisons, strongest first."""
    alternatives: Link
    """Link to the page of alternatives, by its title."""
    badge: tuple[Link, str] | None
    """The badge with its text alternative, and HTML that shows it on another site."""
    edit: str
    """URL at which the file is edited, or empty."""
    report: str
    """URL of a prefilled issue, or empty."""
    history: str
    """URL of the file's history, or empty."""
    credit: Credit | None
    """Last change of the file according to git, if known."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every tool."""
    shown, day = {spec.id for spec in context.site.settings.attributes}, context.site.ranking.as_of
    for tool in context.site.catalog.tools:
        credit = context.site.credits.get(tool.slug)
        newest = max(day, credit.day if credit else day)
        changed = newest if _has_age(tool, shown, day) else None
        yield Page("tool", context.addresses.tool(tool.slug), (tool.slug,), changed=changed)


def _has_age(tool: Tool, shown: Collection[str], as_of: date) -> bool:
    """Return whether the page has an age, `2 years before 2026-11-22`, and so the reference day.

    `shown`: ids of attributes.
    """
    days = [tool.updated, *(value for key, value in tool.attributes if key in shown)]
    return any(isinstance(day, date) and day < as_of for day in days)


def view(context: Context, page: Page) -> ToolView:
    """Return the view of a tool."""
    tool, score = context.tools[page.subject[0]], context.scores[page.subject[0]]
    settings, addresses = context.site.settings, context.addresses
    written = tool.original or tool
    return ToolView(
        head=_head(context, page, tool),
        tool=tool,
        summary=tool.summary,
        name=context.distinct_name(tool.slug),
        picture=context.picture(tool.slug),
        type=Link(label, context.href(addresses.type(tool.type)))
        if (label := context.shown_type(tool))
        else None,
        pricing=pricing_label(tool, context.messages),
        status=context.gettext(STATUS_LABELS[tool.status]) if tool.status else "",
        dial=context.dial(tool.slug),
        bar=Markup("") if score.provisional else points_bar(score.components),
        score=score,
        place=_place(context, score),
        provisional=_provisional(context, score),
        coverage=_coverage(context, score),
        documentation=tuple(
            (item.text(context.site.settings), item.met(written)) for item in CHECKLIST
        ),
        documented=round(checklist_points(written)),
        description=to_html(tool.description, first_heading=2),
        screenshots=screenshots(context, tool),
        categories=_category_links(context, tool),
        facts=facts(context, tool),
        footnotes=_footnotes(context, tool),
        plans=tuple(
            f"{plan.name}: {plan_price(plan, context.messages)}" for plan in tool.pricing.plans
        ),
        components=components(score, context.messages, context.site.ranking.as_of),
        is_sum_as_shown=adds_up(score),
        trends=trends(context, tool.slug),
        capabilities=_blocks(context, tool),
        from_search=settings.evidence.links and settings.search is not SearchEngine.NONE,
        evidence=tool_evidence(context, tool.slug),
        comparisons=_comparison_links(context, tool),
        alternatives=Link(
            alternatives_title(context, tool.slug),
            context.href(addresses.alternatives(tool.slug)),
        ),
        badge=_badge(context, tool),
        edit=context.edit(tool.path),
        report=_report(context, tool),
        history=history_link(settings.repository, tool.path),
        credit=credit(context, tool.slug),
    )


def credit(context: Context, slug: str) -> Credit | None:
    """Return the last change of a tool's file; without the author where all have the same."""
    last = context.site.credits.get(slug)
    return replace(last, name="") if last and len(_authors(context)) < 2 else last


@once
def _authors(context: Context) -> set[str]:
    """Return the names of all who changed a file of a tool last."""
    return {each.name for each in context.site.credits.values()}


def _title(context: Context, tool: Tool) -> str:
    """Return the name, and what the page has: type, facts or capabilities, score, alternatives."""
    label = context.messages.lowered(context.shown_type(tool))
    name = context.distinct_name(tool.slug)
    about = context.gettext("facts") if facts(context, tool) else ""
    parts = [
        context.words.capabilities if tool.capabilities else about,
        context.gettext("score") if context.scores[tool.slug].total is not None else "",
        context.gettext("alternatives") if has_alternatives(context, tool.slug) else "",
    ]
    has = context.messages.join([part for part in parts if part])
    if label and has:
        return context.gettext("{name}: {type}, {about}", name=name, type=label, about=has)
    if not (label or has):
        return name
    return context.gettext("{name}: {about}", name=name, about=has or label)


def _head(context: Context, page: Page, tool: Tool) -> Head:
    name, title = context.distinct_name(tool.slug), _title(context, tool)
    structured = [tool_thing(context, tool)]
    shared = tool.summary.casefold() in context.repeated_summaries()
    about = tool.summary or _listed_as(context, tool)
    described = f"{name}: {about}" if shared else about
    trail = context.tools_link(), context.tool_link(tool.slug)
    head = head_of(context, page.address, title, described, trail, structured=structured)
    image, alternates = image_url(context, tool.slug), tuple(_alternates(context, page, tool))
    return head._replace(image=image, alternates=alternates)


def _listed_as(context: Context, tool: Tool) -> str:
    """Return the type and the categories of a tool."""
    categories = [context.category_names[key] for key in tool.categories]
    return context.messages.listed(list(filter(None, (context.shown_type(tool), *categories))))


def _alternates(context: Context, page: Page, tool: Tool) -> Iterator[Alternate]:
    """Yield the documents about a tool that the site has."""
    publish, addresses = context.site.settings.publish, context.addresses
    if publish.api:
        yield Alternate(
            "application/json",
            context.href(addresses.api(f"tools/{tool.slug}")),
            context.gettext("Data"),
        )
    if publish.markdown:
        address = context.href(addresses.markdown(page.address))
        yield Alternate("text/markdown", address, "Markdown")
    if feed := feed_href(context, "tools", tool.slug):
        yield Alternate(
            "application/atom+xml", feed, context.gettext("Changes of {name}", name=tool.name)
        )


def _category_links(context: Context, tool: Tool) -> tuple[Link, ...]:
    return tuple(
        Link(context.category_names[category], context.href(context.addresses.category(category)))
        for category in tool.categories
    )


def _comparison_links(context: Context, tool: Tool) -> tuple[Link, ...]:
    return tuple(context.versus_links(tool.slug).values())


def _badge(context: Context, tool: Tool) -> tuple[Link, str] | None:
    """Return the badge and its HTML, on a site with badges."""
    settings, addresses = context.site.settings, context.addresses
    if not settings.publish.badges:
        return None
    address = addresses.badge(tool.slug)
    text = context.gettext("{name} on {site}", name=tool.name, site=settings.title)
    page = addresses.absolute(addresses.tool(tool.slug))
    html = Markup('<a href="{}"><img src="{}" alt="{}"></a>').format(
        page, addresses.absolute(address), text
    )
    return Link(text, context.href(address)), str(html)


def _place(context: Context, score: Score) -> str:
    """Return the place among the firm scores; provisional scores follow them."""
    if score.total is None:
        return ""
    if score.provisional:
        return context.gettext("provisional")
    return context.gettext(
        "number {place} of {tools} ranked",
        place=context.messages.number(score.place),
        tools=context.nouns.count_tools(context.firm_scores()),
    )


def _provisional(context: Context, score: Score) -> str:
    if not score.provisional or not score.range:
        return ""
    return context.gettext(
        "This score is provisional, because less than half of what counts is known. The known part "
        "alone would give {alone}. If the unknown part is like that of most entries on this site, "
        "of all types, the score is between {low} and {high}, most likely about {centre}.",
        alone=score.rounded,
        low=score.range.low,
        high=score.range.high,
        centre=score.range.centre,
    )


def _coverage(context: Context, score: Score) -> str:
    """Return how much is known where that is not all."""
    if not score.known:
        return context.gettext("No score: nothing that counts in it is known.")
    if score.known == len(score.components):
        return ""
    return context.gettext(
        "{known} of {number} components known, with {share} of the weight. What is unknown is left "
        "out; it does not count as 0.",
        known=score.known,
        number=len(score.components),
        share=context.messages.percent(score.known_weight / score.weight),
    )


def _report(context: Context, tool: Tool) -> str:
    page = context.addresses.absolute(context.addresses.tool(tool.slug))
    title = context.gettext("Mistake in {name}", name=tool.name)
    body = context.gettext(
        "Page: {page}\nFile: {file}\n\nWhat is wrong:\n\nCorrection, with a source:\n",
        page=page,
        file=tool.path,
    )
    return report_link(context.site.settings.repository, title, body)


def _footnotes(context: Context, tool: Tool) -> tuple[FootnoteView, ...]:
    rows = [
        ("licence", context.gettext("Licence")),
        ("pricing", context.gettext("Price")),
        ("status", context.gettext("Status")),
    ]
    rows += [(fact_key(spec), spec.label) for spec in context.site.settings.attributes]
    return footnotes(rows, [("", source_notes(tool, context.messages))])


def facts(context: Context, tool: Tool) -> tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...]:
    """Return the known facts with their labels, by group."""
    values, as_of = dict(tool.attributes), context.site.ranking.as_of
    gettext, messages = context.gettext, context.messages
    groups: dict[str, list[tuple[str, Cell]]] = {
        "": [
            (gettext("Homepage"), Cell(tool.homepage, url=tool.homepage)),
            (gettext("Repository"), Cell(tool.repository, url=tool.repository)),
            (gettext("Licence"), Cell(licence_label(tool.license))),
            (gettext("Price"), Cell(price_label(tool.pricing, messages), url=tool.pricing.url)),
            (gettext("Status"), status_cell(tool, messages) if tool.status else Cell("")),
            (
                gettext("Last release or commit"),
                day_cell(tool.updated, as_of, messages) if tool.updated else Cell(""),
            ),
        ]
    }
    for spec in context.site.settings.grouped_attributes():
        if spec.id in values:
            cell = attribute_cell(values[spec.id], spec, messages, as_of)
            groups.setdefault(spec.group, []).append((spec.label, cell))
    packages = [identifier.removeprefix("pkg:") for identifier in tool.identifiers]
    groups[""].append((gettext("Packages"), Cell(messages.listed(packages))))
    known = {name: tuple(fact for fact in group if fact[1].text) for name, group in groups.items()}
    return tuple((name, group) for name, group in known.items() if group)


def _blocks(context: Context, tool: Tool) -> tuple[CapabilityBlock, ...]:
    searches = by_capability(context, tool.slug)

    def block(index: int, capability: Capability) -> CapabilityBlock:
        edit = context.edit(tool.path, capability.line)
        html = context.renderer.part(
            "parts/card.html",
            card(capability, edit, entry_notes(tool, index, context.messages), context.messages),
        )
        return CapabilityBlock(
            anchor=capability.anchor,
            title=capability.title,
            html=html,
            intents=capability.intents,
            shared=context.capability_names.get(capability.id, ""),
            shared_href=context.capability_href(capability.id),
            searches=searches.get(index, ()),
        )

    return tuple(itertools.starmap(block, enumerate(tool.capabilities)))
