"""The versus page: who each of two tools is for, how they differ, and the source of the score."""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from markupsafe import Markup

from ssg.catalog import Editorial, Status, Tool
from ssg.comparison.cells import Cell
from ssg.comparison.contrasts import contrasts
from ssg.comparison.definitions import definitions_sentence
from ssg.comparison.fact_rules import Rule, is_mentioned
from ssg.comparison.jobs import are_listed_apart, main_category_id
from ssg.comparison.profile import ToolProfile, fact_key, plain
from ssg.comparison.recommendations import Decision, FactKeys, decide, further_facts, neither
from ssg.comparison.summary import (
    built_on_sentence,
    flags_sentence,
    undocumented_sentence,
)
from ssg.comparison.table import Row
from ssg.comparison.verdict import Comparison, Verdict, compare_in_steps
from ssg.foreign_text import is_foreign
from ssg.labels import is_catch_all
from ssg.rendering.markdown import to_html
from ssg.settings import AttributeKind, Better
from ssg.site import Page
from ssg.tokenizer import terms
from ssg.views.context import Context
from ssg.views.evidence import VersusEvidence, versus_evidence
from ssg.views.footnotes import FootnoteView, footnotes
from ssg.views.page_head import Alternate, Head, Link
from ssg.views.repository_links import report_link
from ssg.views.screenshots import ScreenshotView, first_screenshots
from ssg.views.steps import Steps, in_steps
from ssg.views.structured_data import item_list, named_entry
from ssg.views.tool_fragments import ToolParts, joined
from ssg.views.versus_capabilities import CapabilitiesView, capabilities
from ssg.views.versus_score import BarView, ScoreView, bar, score
from ssg.views.versus_titles import description, title

__all__ = ["VersusView", "decision", "nearest_slugs", "pages", "steps", "view", "ways_out"]

NEAREST_SHOWN = 3
KEPT_NEAREST = 128
"""Comparisons whose nearest tools are kept; more than are made together."""
IN_TEXTS = {
    "licence": re.compile(r"licen[cs]|open[- ]source|proprietary|\bclosed\b"),
    "pricing": re.compile(r"pric(?:e|ing)|\bpaid\b|\bfree\b|subscri|open[- ]source|\bcosts?\b"),
    "status": re.compile(r"maint[ae]|archived|develop|discontinued|deprecated|retired"),
    "updated": re.compile(r"\b(?:19|20)\d\d\b|releases?\b|commits?\b"),
}
"""Key of a row -> finds in texts in lower case what may say something about it."""
FRAME_HEIGHT = 280
"""Of the comparison in a frame of another site, in pixels."""


@dataclass(frozen=True, slots=True)
class RuleView:
    """A reason to choose one side; its words link to the fact."""

    before: str
    words: str
    after: str
    href: str
    see: Link | None


@dataclass(frozen=True, slots=True)
class NearView:
    """A tool that could be chosen instead."""

    tool: Link
    against: tuple[Link, ...]
    """Its existing comparisons with the two tools of the page, by the names of these."""


@dataclass(frozen=True, slots=True)
class FootView:
    """Edits, sources and dates."""

    edits: tuple[Link, ...]
    """Where the files of the two are edited."""
    report: str
    """URL of a new issue about this page, or empty."""
    sources: str
    """A sentence about sources and dates."""


@dataclass(frozen=True, slots=True)
class VersusView:
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


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every pair."""
    for pair in context.site.pairs:
        yield Page("versus", context.addresses.versus(pair.a, pair.b), (pair.a, pair.b))


def view(context: Context, page: Page) -> VersusView:
    """Return the view of one pair."""
    return in_steps([steps(context, page)])[0]


def steps(context: Context, page: Page) -> Steps[VersusView]:
    """Make the view of one pair in steps; see `Steps`."""
    slug_a, slug_b = page.subject
    a, b = context.side(slug_a), context.side(slug_b)
    parts = context.parts(slug_a), context.parts(slug_b)
    names = context.distinct_name(slug_a), context.distinct_name(slug_b)
    alignment = context.aligner.align(slug_a, slug_b)
    yield
    comparison = yield from compare_in_steps(a, b, alignment, context.site.settings)
    yield
    rules = decision(context, slug_a, slug_b)
    choose = _choose(context, comparison, rules)
    opening = _opening(context, comparison, rules, choose)
    yield
    head = _head(context, page, comparison, rules)
    yield
    editorial = context.editorials.get((slug_a, slug_b))
    drawbacks = _drawbacks(context, comparison)
    rows, notes, differ = _rows_and_footnotes(context, comparison, parts, drawbacks)
    yield
    scored = score(context, comparison, parts)
    yield
    found = capabilities(context, comparison, rules)
    yield
    undocumented = _undocumented(context, comparison, drawbacks)
    evidence = versus_evidence(context, slug_a, slug_b)
    yield
    return VersusView(
        head=head,
        heads=_heads(a, b),
        names=(a.name, b.name),
        sides=_sides(context, comparison, parts, brief=opening.is_defined),
        editorial=editorial,
        editorial_html=to_html(editorial.text) if editorial else Markup(""),
        answer=opening.answer,
        score_answer=opening.score,
        score_note=opening.note,
        contrasts=contrasts(a, b, context.site.settings.attributes),
        by_job=bool(comparison.verdict.facts),
        built_on=built_on_sentence(a, b, names),
        bar=bar(comparison),
        choose=choose,
        neither=_rules(context, comparison, rules.neither),
        rows=rows,
        has_differences=differ,
        footnotes=notes,
        screenshots=first_screenshots(context, a.tool, b.tool),
        undocumented=undocumented,
        capabilities=found,
        score=scored,
        evidence=evidence,
        searches=_searches(context, a.tool, b.tool),
        nearest=nearest(context, slug_a, slug_b),
        pickers=(parts[0].picker, parts[1].picker),
        embed=_embed(context, comparison),
        foot=_foot(context, page, comparison),
    )


def _rows_and_footnotes(
    context: Context,
    comparison: Comparison,
    parts: tuple[ToolParts, ToolParts],
    drawbacks: Collection[str],
) -> tuple[Markup, tuple[FootnoteView, ...], bool]:
    """Return the rendered rows of the table, the sources of their values, whether any differs."""
    rows = list(_table(context, comparison, drawbacks))
    names = comparison.a.name, comparison.b.name
    claims = ((name, part.notes) for name, part in zip(names, parts, strict=True))
    notes = footnotes(((row.key, row.label) for row in rows), claims)
    return _rows(context, rows, notes), notes, any(not row.same for row in rows)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the first screen says below the names; an empty text is not shown."""

    answer: str
    """What each tool is, whose job is which, or what the verdict answers."""
    is_defined: bool
    """Whether the answer says what each tool is; then their summaries are not repeated."""
    score: str
    """Which tool scores higher."""
    note: str
    """Why the scores cannot be compared, below the reasons."""


def _opening(
    context: Context,
    comparison: Comparison,
    rules: Decision,
    choose: tuple[tuple[RuleView, ...], tuple[RuleView, ...]],
) -> _Opening:
    verdict = comparison.verdict
    note = _score_note(verdict, choose)
    defined = "" if all(choose) else _definitions(context, comparison)
    answer = defined or verdict.answer or _shared_job(context, comparison, rules)
    score = "" if verdict.facts or note else verdict.headline
    return _Opening("" if answer == note else answer, bool(defined), score, note)


def _sides(
    context: Context, comparison: Comparison, parts: tuple[ToolParts, ToolParts], *, brief: bool
) -> tuple[Markup, Markup]:
    """Return the heads of both sides; `brief` without summaries.

    They have the dials of the scores if both have one: a single one looks like a lead.
    """
    sides = comparison.a, comparison.b
    both = all(side.score.total is not None for side in sides)
    dials = [context.dial(side.tool.slug) if both else Markup("") for side in sides]
    return parts[0].head(dials[0], brief=brief), parts[1].head(dials[1], brief=brief)


def _heads(a: ToolProfile, b: ToolProfile) -> tuple[str, str]:
    """Return the names of two tools without their slugs where these are not needed on one page."""
    if a.tool.name.casefold() == b.tool.name.casefold():
        return a.name, b.name
    return a.tool.name, b.tool.name


def _choose(
    context: Context, comparison: Comparison, rules: Decision
) -> tuple[tuple[RuleView, ...], tuple[RuleView, ...]]:
    """Return the reasons to choose each of the two.

    A category that only one has is a reason where there is one for the other too.
    """
    a, b = comparison.a, comparison.b
    of_a = _rules(context, comparison, rules.a, a.tool)
    of_b = _rules(context, comparison, rules.b, b.tool)
    jobs = tuple(_job_rule(context, a, b)), tuple(_job_rule(context, b, a))
    both = (of_a or jobs[0]) and (of_b or jobs[1])
    return ((*jobs[0], *of_a), (*jobs[1], *of_b)) if both else (of_a, of_b)


def _score_note(verdict: Verdict, choose: tuple[Sequence[RuleView], ...]) -> str:
    """Return the sentence that too little is known to compare the scores, below reasons."""
    return verdict.headline if any(choose) and not verdict.gives_points else ""


def _definitions(context: Context, comparison: Comparison) -> str:
    """Return what each tool is, to begin a page with; empty if their main categories say it."""
    a, b = comparison.a, comparison.b
    jobs = [context.main_category(side.tool.slug) for side in (a, b)]
    named = comparison.verdict.facts and all(jobs) and jobs[0] != jobs[1]
    return "" if named else definitions_sentence(a, b)


def _shared_job(context: Context, comparison: Comparison, rules: Decision) -> str:
    """Name the category of two tools between which neither score nor reasons decide, or nothing."""
    a, b = comparison.a, comparison.b
    jobs = {context.main_category(side.tool.slug) for side in (a, b)}
    if rules.a or rules.b or len(jobs) > 1 or not all(jobs):
        return ""
    return context.gettext(
        "{a} and {b} are both listed under {job}: choose by what each is for.",
        a=a.name,
        b=b.name,
        job=jobs.pop(),
    )


def _embed(context: Context, comparison: Comparison) -> str:
    if not context.site.settings.publish.embeds:
        return ""
    a, b = comparison.a, comparison.b
    url = context.addresses.absolute(context.addresses.embed(a.tool.slug, b.tool.slug))
    frame = Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>')
    return str(frame.format(url, context.versus_text(a.name, b.name), FRAME_HEIGHT))


def _rows(context: Context, rows: Iterable[Row], notes: Iterable[FootnoteView]) -> Markup:
    """Return the rows of the table by group, each with a link to its footnote."""
    marked = {note.key: context.lines.marker(note) for note in notes}
    return joined(
        (context.lines.heading(name) if name and first else "")
        + context.lines.row(row).replace("</th>", f"{marked.get(row.key, '')}</th>", 1)
        for name, group in groupby(rows, key=lambda row: row.group)
        for first, row in ((place == 0, row) for place, row in enumerate(group))
    )


def decision(context: Context, a: str, b: str) -> Decision:
    """Return the decision rules for two tools, given by slug."""
    return decide(
        (context.side(a), context.side(b)),
        (context.peers(a), context.peers(b)),
        context.site.settings.attributes,
        lambda: _known_tools(context, (a, b)),
        _further_facts(context.original, a, b) if context.original else None,
    )


def _further_facts(context: Context, a: str, b: str) -> tuple[FactKeys, FactKeys]:
    """Return which facts are reasons besides the written ones, by the texts of a language."""
    sides, peers = (context.side(a), context.side(b)), (context.peers(a), context.peers(b))
    return further_facts(sides, peers, context.site.settings.attributes)


def ways_out(context: Context, a: str, b: str) -> list[tuple[str, str]]:
    """Return for each rule against both of two tools its anchor and the tool that it points to."""
    rules = neither(
        (context.side(a), context.side(b)),
        context.site.settings.attributes,
        lambda: _known_tools(context, (a, b)),
    )
    return [(rule.anchor, rule.see) for rule in rules]


def nearest_slugs(context: Context, a: str, b: str) -> list[str]:
    """Return tools that do the job of both or of one, those that both are compared with first.

    For two tools for different jobs these are the tools that do both. The last results are kept:
    the key of a page needs them before its view.
    """
    known = context.nearest_made
    if (a, b) not in known:
        if len(known) >= KEPT_NEAREST:
            known.clear()
        known[a, b] = _nearest_slugs(context, a, b)
    return known[a, b]


def _nearest_slugs(context: Context, a: str, b: str) -> list[str]:
    first, second = context.partners(a), context.partners(b)
    jobs = context.substitutes(a), context.substitutes(b)
    least = 1 if b in jobs[0] else 2
    if len(jobs[0]) + len(jobs[1]) > len(first) + len(second):
        paired = chain(first, second)
        candidates = {slug for slug in paired if (slug in jobs[0]) + (slug in jobs[1]) >= least}
    else:
        either = jobs[0] | jobs[1] if least == 1 else jobs[0] & jobs[1]
        candidates = {slug for slug in either if slug in first or slug in second}
    candidates -= {a, b}
    order = sorted(
        (
            -((slug in jobs[0]) + (slug in jobs[1])),
            -((slug in first) + (slug in second)),
            -min(first.get(slug, math.inf), second.get(slug, math.inf)),
            slug,
        )
        for slug in candidates
    )
    return [slug for *_, slug in order[:NEAREST_SHOWN]]


def nearest(context: Context, a: str, b: str) -> tuple[NearView, ...]:
    """Return `nearest_slugs` with links."""
    first, second = context.partners(a), context.partners(b)
    return tuple(
        NearView(
            context.tool_link(slug),
            tuple(
                Link(
                    context.distinct_name(side),
                    context.href(context.addresses.versus(side, slug)),
                )
                for side, partners in ((a, first), (b, second))
                if slug in partners
            ),
        )
        for slug in nearest_slugs(context, a, b)
    )


def _known_tools(context: Context, subject: Sequence[str]) -> list[Tool]:
    """Return the tools compared with either of the two that do the same job, best first."""
    slugs = {
        slug for own in subject for slug in context.substitutes(own) & context.partners(own).keys()
    } - set(subject)
    ranked = sorted((context.scores[slug].place, slug) for slug in slugs)
    return [context.tools[slug] for _, slug in ranked]


def _head(context: Context, page: Page, comparison: Comparison, rules: Decision) -> Head:
    a, b = comparison.a.tool, comparison.b.tool
    link = context.versus_link(a.slug, b.slug)
    versus = link.text
    return context.head(
        page.address,
        title(context, versus, comparison),
        description(context, versus, comparison, rules),
        (context.compare_link(), link),
        indexed=page.indexed,
        structured=[item_list(versus, [named_entry(context, tool) for tool in (a, b)])],
        about=(a.slug, b.slug),
        alternates=_alternates(context, page),
    )


def _alternates(context: Context, page: Page) -> tuple[Alternate, ...]:
    """Return the documents about a comparison that the site has."""
    publish, addresses = context.site.settings.publish, context.addresses
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


def _rules(
    context: Context, comparison: Comparison, rules: Sequence[Rule], tool: Tool | None = None
) -> tuple[RuleView, ...]:
    """Return rules with links to their facts; `tool` is the one that they are for.

    Capabilities are on the pages of the tools where the comparison does not show them.
    """
    if not rules:
        return ()
    capabilities = tool.capabilities if tool and context.original else ()
    uses = [use for each in capabilities for _, use in each.choose_over]
    texts = (*(each.title for each in capabilities), *uses)
    foreign = {plain(text) for text in texts if is_foreign(text)}
    sides = ("a", comparison.a.tool), ("b", comparison.b.tool)
    shown = all(side.capabilities for _, side in sides)
    pages = {
        f"{letter}-{one.anchor}": f"{context.tool_link(each.slug).href}#c-{one.anchor}"
        for letter, each in (() if shown else sides)
        for one in each.capabilities
    }
    return tuple(
        RuleView(
            rule.before,
            context.foreign(rule.words) if rule.words in foreign else rule.words,
            rule.after,
            pages.get(rule.anchor, f"#{rule.anchor}"),
            context.tool_link(rule.see) if rule.see else None,
        )
        for rule in rules
    )


def _job_rule(context: Context, me: ToolProfile, other: ToolProfile) -> Iterator[RuleView]:
    """Yield what a tool is mainly for as a reason, if the other is mainly for something else.

    That is its own reason then. The site must name what a category is for: its name alone is only
    where a list has put a tool.
    """
    names, mine, others = context.category_names, me.purpose, other.purpose
    main = context.main_category(me.tool.slug)
    if not (main and mine and other.tool.categories) or are_listed_apart(me.jobs, other.jobs):
        return
    theirs = {names.get(category, "") for category in other.tool.categories}
    if main not in theirs:
        before = context.gettext("for ")
        after = context.gettext("; {name} is not listed for that", name=other.name)
    elif others and mine != others:
        before, after = context.gettext("mainly for "), ""
    else:
        return
    category = main_category_id(me.tool, names)
    href = context.href(context.addresses.category(category))
    yield RuleView(before, mine, after, href, None)


def _table(context: Context, comparison: Comparison, drawbacks: Collection[str]) -> Iterator[Row]:
    """Yield the rows to show: those with two values, and the drawbacks of one side.

    Components are shown where the score is explained, the number of capabilities above them, the
    type where the two are of different types and have no job in common. That both are developed
    goes without saying. Between tools for different jobs, an attribute without a rule of the site
    is no help.
    """
    messages = comparison.a.messages
    specs = context.site.settings.attributes
    apart = are_listed_apart(comparison.a.jobs, comparison.b.jobs)
    same_job = not apart and comparison.a.jobs
    vague = [fact_key(spec) for spec in specs if apart and not (spec.is_reason and spec.rule)]
    left_out = {"capabilities", *vague}
    for row in comparison.rows:
        elsewhere = row.key in left_out or row.key.startswith("component-")
        elsewhere |= row.key == "type" and bool(row.same or same_job)
        elsewhere |= row.key == "status" and row.same and comparison.a.tool.status is Status.ACTIVE
        if row.undocumented and row.key in drawbacks:
            missing = Cell(messages.gettext("not recorded"), known=False)
            yield row._replace(a=missing) if row.undocumented == "a" else row._replace(b=missing)
        elif not row.undocumented and not elsewhere:
            yield row


def _drawbacks(context: Context, comparison: Comparison) -> frozenset[str]:
    """Return the keys of the rows that say yes to a drawback of one side, unknown for the other.

    What the texts of the other side may be about is left out, as is what no file of the site
    denies: that is named below the table, for the side that has it.
    """
    a, b = comparison.a, comparison.b
    apart = are_listed_apart(a.jobs, b.jobs)
    names = {
        fact_key(spec): spec.id
        for spec in context.site.settings.attributes
        if spec.better is Better.NO
        and not (apart and spec.applies_to)
        and spec.id not in context.flags()
    }
    return frozenset(
        row.key
        for row in comparison.rows
        if row.key in names and row.undocumented
        for known, unknown in ((b, a) if row.undocumented == "a" else (a, b),)
        if known.attributes.get(names[row.key]) is True and not _is_mentioned(context, row, unknown)
    )


def _undocumented(
    context: Context, comparison: Comparison, shown: Collection[str]
) -> tuple[str, ...]:
    """Return sentences about facts that are known for one side only, those of A first.

    `shown` are the keys of those that the table shows. A date of which neither is better is no help
    to choose. Special attributes of tools for different jobs are left out. An attribute that no
    file of the site denies is named for the side that has it.
    """
    specs = context.site.settings.attributes
    dates = {
        fact_key(each) for each in specs if each.kind is AttributeKind.DATE and not each.better
    }
    left_out = {*shown, *dates}
    rows = [row for row in comparison.rows if row.undocumented and row.key not in left_out]
    if not rows:
        return ()
    special = {fact_key(spec) for spec in specs if spec.applies_to}
    flags = {fact_key(spec) for spec in specs if spec.id in context.flags()}
    if are_listed_apart(comparison.a.jobs, comparison.b.jobs):
        rows = [row for row in rows if row.key not in special]
    sentences = []
    for letter, side, other in (
        ("a", comparison.a, comparison.b),
        ("b", comparison.b, comparison.a),
    ):
        unknown = [row for row in rows if row.undocumented == letter]
        facts = [
            row for row in unknown if not (row.key in flags or _is_mentioned(context, row, side))
        ]
        noted = [
            row.label
            for row in unknown
            if row.key in flags and not _is_mentioned(context, row, side)
        ]
        names = side.name, other.name
        sentences += [
            undocumented_sentence(facts, letter, *names, side.messages),
            flags_sentence(noted, other.name, side.messages),
        ]
    return tuple(filter(None, sentences))


def _is_mentioned(context: Context, row: Row, side: ToolProfile) -> bool:
    """Return whether the texts of a tool may be about a fact for which it has no value.

    Its files then say something that the site has not recorded as a value. The texts and labels of
    the default language decide; where that is not English, its words for a licence and the like
    are not known, so that any text may be about that.
    """
    if row.key in IN_TEXTS:
        return not side.is_english or IN_TEXTS[row.key].search(side.text) is not None
    context = context.original or context
    specs = context.site.settings.attributes
    spec = next((each for each in specs if fact_key(each) == row.key), None)
    if spec is None:
        return False
    value = row.b if row.undocumented == "a" else row.a
    last = terms(spec.label)[-1:]
    entries = {*value.items, *(entry for entry, _ in spec.entry_synonyms)}
    return any(is_mentioned(side, entry, spec) for entry in entries) or side.may_mean(
        spec.label, last
    )


def _searches(context: Context, a: Tool, b: Tool) -> tuple[Link, ...]:
    """Return links to searches for what the two are for: a common category, else one of each.

    Without a telling category these are their types; a category for the rest, such as
    "Miscellaneous", says nothing, nor does the only type of a site. If nothing is left, the link
    has no text.
    """
    settings, names = context.site.settings, context.category_names
    common = [names[each] for each in a.categories if each in b.categories]
    telling = [name for name in common if not is_catch_all(name)][:1]
    labels = telling or list(filter(None, map(context.main_category, (a.slug, b.slug))))
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
