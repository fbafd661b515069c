"""Reasons to choose each of two tools or neither, with links to the facts that they rest on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ssg.catalog import Tool
from ssg.comparison.fact_rules import Rule
from ssg.comparison.jobs import are_listed_apart, main_category_id
from ssg.comparison.profile import ToolProfile
from ssg.comparison.recommendations import Decision, FactKeys, decide, further_facts, neither
from ssg.comparison.tool_texts import plain
from ssg.comparison.verdict import Comparison
from ssg.foreign_text import is_foreign
from ssg.views.context import Context
from ssg.views.page_head import Link

__all__ = ["RuleView", "decision", "linked_rules", "reasons_to_choose", "ways_out"]


class RuleView(NamedTuple):
    """A reason to choose one side; its words link to the fact."""

    before: str
    words: str
    after: str
    href: str
    see: Link | None


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


def _known_tools(context: Context, subject: Sequence[str]) -> list[Tool]:
    """Return the tools compared with either of the two that do the same job, best first."""
    slugs = {
        slug for own in subject for slug in context.substitutes(own) & context.partners(own).keys()
    } - set(subject)
    ranked = sorted((context.scores[slug].place, slug) for slug in slugs)
    return [context.tools[slug] for _, slug in ranked]


def reasons_to_choose(
    context: Context, comparison: Comparison, rules: Decision
) -> tuple[tuple[RuleView, ...], tuple[RuleView, ...]]:
    """Return the reasons to choose each of the two.

    A category that only one has is a reason where there is one for the other too.
    """
    a, b = comparison.a, comparison.b
    of_a = linked_rules(context, comparison, rules.a, a.tool)
    of_b = linked_rules(context, comparison, rules.b, b.tool)
    jobs = tuple(_job_rule(context, a, b)), tuple(_job_rule(context, b, a))
    both = (of_a or jobs[0]) and (of_b or jobs[1])
    return ((*jobs[0], *of_a), (*jobs[1], *of_b)) if both else (of_a, of_b)


def linked_rules(
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
