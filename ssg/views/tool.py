"""The page of one tool: everything its file says, its receipt, its comparisons."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ssg.catalog import Capability, Tool
from ssg.comparison.cells import Cell, attribute_cell, component_cell, day_cell, pricing_label
from ssg.ranking.checklist import CHECKLIST, checklist_points
from ssg.rendering.charts import dial, points_bar
from ssg.rendering.markdown import to_html
from ssg.scores import ComponentScore, Score
from ssg.site import Credit, Page
from ssg.views.capability_cards import card
from ssg.views.context import Context
from ssg.views.page_head import Head, Json, Link
from ssg.views.repository_links import history_link, report_link

__all__ = ["ComponentView", "ToolView", "components", "pages", "view"]

SCHEMA_TYPES = {"dataset": "Dataset"}
"""Types that schema.org has a name for; every other tool is a SoftwareApplication."""


@dataclass(frozen=True, slots=True)
class CapabilityBlock:
    """A capability in full."""

    anchor: str
    """Its id within the page, behind `c-`."""
    title: str
    """What it is called."""
    html: Markup
    """The card, ready."""
    intents: tuple[str, ...]
    """What somebody wants when they need it."""
    shared: str
    """Name of the shared capability, or nothing."""


@dataclass(frozen=True, slots=True)
class ComponentView:
    """A line of the receipt."""

    label: str
    """What it is called."""
    value: Cell
    """Its value, or why there is none."""
    weight: str
    """Its weight."""
    points: str
    """The points that it brings."""
    most: str
    """The points that it could bring."""
    score: ComponentScore
    """The numbers behind."""


@dataclass(frozen=True, slots=True)
class ToolView:
    """What the layout of a tool's page sees."""

    head: Head
    tool: Tool
    """The tool as its file says."""
    type: Link
    """Its type and the list of all of that type."""
    categories: tuple[Link, ...]
    """Its categories, the main one first."""
    pricing: str
    """How it is paid for, in words."""
    dial: Markup
    """Its score as a drawing."""
    bar: Markup
    """The points of each component as a drawing."""
    score: Score
    """The numbers behind."""
    place: str
    """Its place among all, in words; empty without a score."""
    provisional: str
    """Why the score is provisional, and where it could lie; empty where it is not."""
    documentation: tuple[tuple[str, bool], ...]
    """What a complete entry has, and whether this one has all of it."""
    documented: int
    """Points of the entry for that, 0 to 100; they are not part of the score."""
    description: Markup
    """The text about it."""
    facts: tuple[tuple[str, Cell], ...]
    """Label and value of all that is known."""
    components: tuple[ComponentView, ...]
    """The lines of the receipt."""
    capabilities: tuple[CapabilityBlock, ...]
    """What it can do, in the order of its file."""
    comparisons: tuple[Link, ...]
    """Its comparisons, strongest first."""
    alternatives: str
    """Address of the page of its alternatives."""
    edit: str
    """Address at which its file can be edited, or nothing."""
    report: str
    """Address of an issue about it, filled in, or nothing."""
    history: str
    """Address of its file's history, or nothing."""
    credit: Credit | None
    """Who changed its file last, and when, where git tells it."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every tool."""
    for tool in context.site.catalog.tools:
        credit = context.site.credits.get(tool.slug)
        days = [*tool.dates(), *([credit.day] if credit else [])]
        yield Page(
            "tool", context.addresses.tool(tool.slug), (tool.slug,), changed=max(days, default=None)
        )


def view(context: Context, page: Page) -> ToolView:
    """Make the view of one tool."""
    tool, score = context.tools[page.subject[0]], context.scores[page.subject[0]]
    settings, addresses = context.site.settings, context.addresses
    type_link = Link(settings.type_label(tool.type), context.href(addresses.type(tool.type)))
    names = {category.id: category.name for category in settings.categories}
    parts = (
        "capabilities, score and alternatives"
        if score.components
        else "capabilities and alternatives"
    )
    title = f"{tool.name}: {type_link.text.lower()}, {parts}"
    return ToolView(
        head=context.head(
            page.address,
            title,
            tool.summary,
            _trail(context, tool),
            structured=[_structured(context, tool)],
        ),
        tool=tool,
        type=type_link,
        pricing=pricing_label(tool),
        dial=dial(score),
        bar=Markup("") if score.provisional else points_bar(score.components),
        score=score,
        place=_place(context, score),
        provisional=_provisional(score),
        documentation=tuple((item.label, item.met(tool) >= 1) for item in CHECKLIST),
        documented=round(checklist_points(tool)),
        description=to_html(tool.description),
        categories=tuple(
            Link(names[one], context.href(addresses.category(one))) for one in tool.categories
        ),
        facts=_facts(context, tool),
        components=components(score),
        capabilities=_blocks(context, tool),
        comparisons=tuple(
            context.versus_link(pair.a, pair.b) for pair in context.related.get(tool.slug, ())
        ),
        alternatives=context.href(addresses.alternatives(tool.slug)),
        edit=context.edit(tool.path),
        report=_report(context, tool),
        history=history_link(settings.repository, tool.path),
        credit=context.site.credits.get(tool.slug),
    )


def _place(context: Context, score: Score) -> str:
    """Return the place among the scores of its kind: firm ones, or provisional ones, which follow."""
    if score.total is None:
        return ""
    if score.provisional:
        return "provisional"
    firm = sum(one.total is not None and not one.provisional for one in context.site.ranking.scores)
    return f"number {score.place} of {firm}"


def _provisional(score: Score) -> str:
    if not score.provisional or not score.range:
        return ""
    return (
        "This score is provisional, because less than half of what counts is known. The known part "
        f"alone would give {score.rounded}. With everything known, the score would be between "
        f"{score.range.low} and {score.range.high}, most likely about {score.range.centre}."
    )


def _report(context: Context, tool: Tool) -> str:
    page = context.addresses.absolute(context.addresses.tool(tool.slug))
    body = (
        f"Page: {page}\nFile: {tool.path}\n\nWhat it says:\n\nWhat is right, and what shows it:\n"
    )
    return report_link(context.site.settings.repository, f"Mistake in {tool.name}", body)


def _trail(context: Context, tool: Tool) -> tuple[Link, ...]:
    return Link("Tools", context.href(context.addresses.page("tools"))), context.tool_link(
        tool.slug
    )


def _structured(context: Context, tool: Tool) -> Json:
    """Describe the tool to search engines; a computed score is no rating, so none is claimed."""
    about: dict[str, Json] = {
        "@type": SCHEMA_TYPES.get(tool.type, "SoftwareApplication"),
        "name": tool.name,
        "description": tool.summary,
        "url": context.addresses.absolute(context.addresses.tool(tool.slug)),
    }
    about |= {
        key: value for key, value in (("sameAs", tool.homepage), ("license", tool.license)) if value
    }
    if about["@type"] == "SoftwareApplication":
        about["applicationCategory"] = "DeveloperApplication"
    return about


def _facts(context: Context, tool: Tool) -> tuple[tuple[str, Cell], ...]:
    """List what is known about the tool, label by label."""
    values, as_of = dict(tool.attributes), context.site.ranking.as_of
    facts = [
        ("Homepage", Cell(tool.homepage, url=tool.homepage)),
        ("Repository", Cell(tool.repository, url=tool.repository)),
        ("Licence", Cell(tool.license)),
        ("Price", Cell(tool.pricing.starting_price, url=tool.pricing.url)),
        ("Last release or commit", day_cell(tool.updated, as_of) if tool.updated else Cell("")),
    ]
    facts += [
        (spec.label, attribute_cell(values[spec.id], spec, as_of))
        for spec in context.site.settings.attributes
        if spec.id in values
    ]
    facts.append(("Packages", Cell(", ".join(tool.identifiers))))
    return tuple((label, cell) for label, cell in facts if cell.text)


def components(score: Score) -> tuple[ComponentView, ...]:
    """Return the lines of a score's receipt; their points add up to the score."""
    return tuple(
        ComponentView(
            label=one.label,
            value=component_cell(one),
            score=one,
            weight=f"{one.weight:g}",
            points=f"{one.points:.1f}",
            most=f"{one.most:.1f}",
        )
        for one in score.components
    )


def _blocks(context: Context, tool: Tool) -> tuple[CapabilityBlock, ...]:
    def block(capability: Capability) -> CapabilityBlock:
        html = context.renderer.part(
            "parts/card.html", card(capability, context.edit(tool.path, capability.line))
        )
        return CapabilityBlock(
            anchor=capability.anchor,
            title=capability.title,
            html=html,
            intents=capability.intents,
            shared=context.capability_names.get(capability.id, ""),
        )

    return tuple(map(block, tool.capabilities))
