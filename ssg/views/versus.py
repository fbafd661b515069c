"""The versus page: who each of two tools is for, how they differ, and the source of the score."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Editorial, Tool
from ssg.comparison.contrasts import contrasts
from ssg.comparison.profile import ToolProfile
from ssg.comparison.recommendations import Decision
from ssg.comparison.summary import built_on_sentence
from ssg.comparison.verdict import Comparison, compare
from ssg.labels import is_catch_all
from ssg.pair_table import PagesOfPairs
from ssg.rendering.markdown import to_html
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.evidence import VersusEvidence, versus_evidence
from ssg.views.footnotes import FootnoteView
from ssg.views.heads import head_of
from ssg.views.page_head import Alternate, Head, Link
from ssg.views.repository_links import report_link
from ssg.views.screenshots import ScreenshotView, first_screenshots
from ssg.views.steps import Steps, in_steps
from ssg.views.structured_data import item_list, named_entry
from ssg.views.tool_fragments import NOTHING, ToolParts
from ssg.views.versus_capabilities import CapabilitiesView, capabilities
from ssg.views.versus_nearest import NearView, nearest
from ssg.views.versus_opening import Opening, opening
from ssg.views.versus_reasons import (
    RuleView,
    decision,
    linked_rules,
    reasons_to_choose,
)
from ssg.views.versus_rows import table_view
from ssg.views.versus_score import BarView, ScoreView, bar, score
from ssg.views.versus_titles import description, title

__all__ = ["VersusView", "pages", "steps", "view"]

FRAME_HEIGHT = 280
"""Of the comparison in a frame of another site, in pixels."""


class FootView(NamedTuple):
    """Edits, sources and dates."""

    edits: tuple[Link, ...]
    """Where the files of the two are edited."""
    report: str
    """URL of a new issue about this page, or empty."""
    sources: str
    """A sentence about sources and dates."""


class VersusView(NamedTuple):
    """What the layout of a versus page sees."""

    head: Head
    heads: tuple[str, str]
    """The names of the two as their files have them, if these differ; else `names`."""
    names: tuple[str, str]
    """Names that no other tool of the site has."""
    sides: tuple[Markup, Markup]
    editorial: Editorial | None
    editorial_html: Markup
    answer: str
    """What each tool is listed under if they have no category in common, else the verdict.

    Without reasons to choose each of the two: what each is by its summary, if that differs. Without
    a verdict: the reasons to choose if there are any (then it is empty), else the category.
    """
    definitions: tuple[tuple[str, str], ...]
    """The answer where it is what each is: names, and how the sentences go on after them."""
    score_answer: str
    """Which of the two scores higher, where that is the answer or follows it; else empty."""
    score_note: str
    """That too little is known to compare the scores, where the reasons to choose are the answer.

    Else empty: without such reasons it is the answer.
    """
    contrasts: tuple[str, ...]
    """Sentences on lists of the two without a common entry."""
    by_job: bool
    """Whether the answer is what each is listed under; the verdict is given with the score."""
    built_on: str
    """Which of the two is built on the other, as a sentence, or empty."""
    bar: BarView | None
    choose: tuple[tuple[RuleView, ...], tuple[RuleView, ...]]
    neither: tuple[RuleView, ...]
    rows: Markup
    """Rows of the table, rendered."""
    has_differences: bool
    """Whether a row of the table has different values."""
    has_equal: bool
    """Whether a row of the table has a value of both, which a reader may hide."""
    footnotes: tuple[FootnoteView, ...]
    """Sources of the values in the table."""
    screenshots: tuple[ScreenshotView, ScreenshotView] | None
    """The first screenshot of each, if both have one."""
    undocumented: tuple[str, ...]
    """Sentences about facts that are known for one side only."""
    capabilities: CapabilitiesView | None
    score: ScoreView | None
    evidence: VersusEvidence | None
    """Recorded searches that led to the two, if there are any."""
    searches: tuple[Link, ...]
    """Searches for what the two are for; one without a text if the site does not name that."""
    nearest: tuple[NearView, ...]
    """Tools that both are compared with, then the nearest of each."""
    pickers: tuple[Markup, Markup]
    """For each side the field in which another tool is chosen, rendered."""
    embed: str
    """HTML that shows the comparison in a frame of another site; empty without such pages."""
    foot: FootView


def pages(context: Context) -> Iterable[Page]:
    """Return a page for every pair."""
    if context.addresses.tree:  # whose address may be that of the default language
        address = context.addresses.versus_as_named
        return (Page("versus", address(*pair), pair) for pair in context.table.slugs())
    before, after = context.addresses.page("compare", "|").split("|")
    return PagesOfPairs("versus", before, after, context.table)


def view(context: Context, page: Page) -> VersusView:
    """Return the view of one pair."""
    return in_steps([steps(context, page)])[0]


def steps(context: Context, page: Page) -> Steps[VersusView]:
    """Make the view of one pair in steps; see `Steps`."""
    slug_a, slug_b = page.subject
    a, b = context.side(slug_a), context.side(slug_b)
    parts = context.parts(slug_a), context.parts(slug_b)
    aligned = context.aligner.align(slug_a, slug_b)
    yield None
    comparison = compare(a, b, aligned, context.site.settings)
    yield None
    rules, choose, first = _reasons(context, comparison)
    yield None
    head = _head(context, page, comparison, rules)
    yield None
    table = table_view(context, comparison, parts)
    yield None
    scored = score(context, comparison, parts)
    yield None
    found = capabilities(context, comparison, rules)
    yield None
    yield VersusView(
        head=head,
        heads=_heads(a, b),
        names=(a.name, b.name),
        sides=_sides(context, comparison, parts, brief=bool(first.definitions)),
        editorial=context.editorials.get((slug_a, slug_b)),
        editorial_html=_editorial_html(context, slug_a, slug_b),
        answer=first.answer,
        definitions=first.definitions,
        score_answer=first.score,
        score_note=first.note,
        contrasts=contrasts(a, b, context.site.settings.attributes),
        by_job=bool(comparison.verdict.facts),
        built_on=built_on_sentence(a, b, (a.name, b.name)),
        bar=bar(comparison),
        choose=choose,
        neither=linked_rules(context, comparison, rules.neither),
        rows=table.rows,
        has_differences=table.has_differences,
        has_equal=table.has_equal,
        footnotes=table.footnotes,
        screenshots=first_screenshots(context, a.tool, b.tool),
        undocumented=table.undocumented,
        capabilities=found,
        score=scored,
        evidence=versus_evidence(context, slug_a, slug_b),
        searches=_searches(context, a.tool, b.tool),
        nearest=nearest(context, slug_a, slug_b),
        pickers=(parts[0].picker, parts[1].picker),
        embed=_embed(context, comparison),
        foot=_foot(context, page, comparison),
    )


def _reasons(
    context: Context, comparison: Comparison
) -> tuple[Decision, tuple[tuple[RuleView, ...], tuple[RuleView, ...]], Opening]:
    """Return the reasons that decide, those to choose each tool, and what the page begins with."""
    rules = decision(context, comparison.a.tool.slug, comparison.b.tool.slug)
    choose = reasons_to_choose(context, comparison, rules)
    return rules, choose, opening(context, comparison, rules, choose)


def _editorial_html(context: Context, a: str, b: str) -> Markup:
    """Return the text of the editorial on two tools; empty without one."""
    editorial = context.editorials.get((a, b))
    return to_html(editorial.text) if editorial else NOTHING


def _sides(
    context: Context, comparison: Comparison, parts: tuple[ToolParts, ToolParts], *, brief: bool
) -> tuple[Markup, Markup]:
    """Return the heads of both sides; `brief` without summaries.

    They have the dials of the scores if both have one: a single one looks like a lead.
    """
    a, b = comparison.a, comparison.b
    dials = NOTHING, NOTHING
    if a.score.total is not None and b.score.total is not None:
        dials = context.dial(a.tool.slug), context.dial(b.tool.slug)
    return parts[0].head(dials[0], brief=brief), parts[1].head(dials[1], brief=brief)


def _heads(a: ToolProfile, b: ToolProfile) -> tuple[str, str]:
    """Return the names of two tools without their slugs where these are not needed on one page."""
    if a.tool.name.casefold() == b.tool.name.casefold():
        return a.name, b.name
    return a.tool.name, b.tool.name


def _embed(context: Context, comparison: Comparison) -> str:
    if not context.site.settings.publish.embeds:
        return ""
    a, b = comparison.a, comparison.b
    url = context.addresses.absolute(context.addresses.embed(a.tool.slug, b.tool.slug))
    frame = Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>')
    return str(frame.format(url, context.versus_text(a.name, b.name), FRAME_HEIGHT))


def _head(context: Context, page: Page, comparison: Comparison, rules: Decision) -> Head:
    versus = context.versus_text(comparison.a.name, comparison.b.name)
    link = Link(versus, context.href(page.address))
    return head_of(
        context,
        page.address,
        title(context, versus, comparison),
        description(context, versus, comparison, rules),
        (context.compare_link(), link),
        indexed=page.indexed,
        structured=[item_list(versus, [named_entry(context, slug) for slug in page.subject])],
        about=page.subject,
        alternates=_alternates(context, page),
    )


def _alternates(context: Context, page: Page) -> tuple[Alternate, ...]:
    """Return the documents about a comparison that the site has."""
    publish, addresses = context.site.settings.publish, context.addresses
    if not (publish.comparisons or publish.markdown):
        return ()
    pair = "-vs-".join(page.subject)
    found = (
        (
            publish.comparisons,
            "application/json",
            addresses.api(f"comparisons/{pair}"),
            context.gettext("Data"),
        ),
        (publish.markdown, "text/markdown", addresses.markdown(page.address), "Markdown"),
    )
    return tuple(Alternate(kind, context.href(to), text) for has, kind, to, text in found if has)


def _searches(context: Context, a: Tool, b: Tool) -> tuple[Link, ...]:
    """Return links to searches for what the two are for: a common category, else one of each.

    Without a specific category these are their types; a category for the rest, such as
    "Miscellaneous", says nothing, nor does the only type of a site. If nothing is left, the link
    has no text, as on a site of these two tools alone.
    """
    settings, names = context.site.settings, context.category_names
    if not context.has_others():
        return (context.search_link(""),)
    common = [names[each] for each in a.categories if each in b.categories]
    specific = [name for name in common if not is_catch_all(name)][:1]
    labels = specific or list(filter(None, map(context.main_category, (a.slug, b.slug))))
    if not labels and len(settings.types) > 1:
        labels = [settings.type_label(tool.type) for tool in (a, b)]
    return tuple(map(context.search_link, sorted(set(labels)))) or (context.search_link(""),)


def _foot(context: Context, page: Page, comparison: Comparison) -> FootView:
    sources = _sources(context, comparison)
    repository = context.site.settings.repository
    if not repository:
        return FootView((), "", sources)
    tools = comparison.a.tool, comparison.b.tool
    versus = context.versus_text(comparison.a.name, comparison.b.name)
    title = context.gettext("Mistake in {name}", name=versus)
    address = context.addresses.absolute(page.address)
    return FootView(
        edits=_known(
            Link(context.distinct_name(tool.slug), context.edit(tool.path)) for tool in tools
        ),
        report=report_link(
            repository,
            title,
            context.gettext("Page: {page}\n\nWhat is wrong, and a source:\n", page=address),
        ),
        sources=sources,
    )


def _sources(context: Context, comparison: Comparison) -> str:
    """Say how many sources the two entries have, and when their facts were last checked."""
    counts = [
        context.ngettext("{number} for {name}", "{number} for {name}", side.sources, name=side.name)
        for side in (comparison.a, comparison.b)
        if side.sources
    ]
    counted = context.messages.join(counts)
    text = context.gettext("Sources: {counts}.", counts=counted) if counts else ""
    if not comparison.oldest:
        return text
    oldest = context.gettext("Oldest check: {day}.", day=context.messages.day(comparison.oldest))
    return f"{text} {oldest}".strip()


def _known(links: Iterable[Link]) -> tuple[Link, ...]:
    """Leave out links without an address."""
    return tuple(link for link in links if link.href)
