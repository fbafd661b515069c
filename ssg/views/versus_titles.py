"""Title and description of a versus page, as result lists show them."""

from ssg.comparison.category_tree import category_nodes
from ssg.comparison.jobs import is_catch_all
from ssg.comparison.recommendations import Decision
from ssg.comparison.verdict import Comparison
from ssg.text import first_clause
from ssg.views.context import Context

__all__ = ["description", "title"]

MOST_TITLE, MOST_DESCRIBED = 70, 165
"""Characters of a title and of a description that result lists show."""


def title(context: Context, versus: str, comparison: Comparison) -> str:
    """Return the title: the two, and their common category, or that of each.

    Where that is too long, categories are named without those above them. Without categories the
    type is named, if it is the same.
    """
    settings, names = context.site.settings, context.category_names
    a, b = comparison.a.tool, comparison.b.tool
    labels = {each: node.label for each, node in category_nodes(settings.categories).items()}
    telling = [
        [each for each in tool.categories if not is_catch_all(labels.get(each, each))]
        for tool in (a, b)
    ]
    titles: list[str] = []
    for known in (names, labels):
        first, second = ([known.get(each, each) for each in ids] for ids in telling)
        common = [name for name, each in zip(first, telling[0], strict=True) if each in telling[1]]
        if comparison.verdict.facts:
            if first and second and first[0] != second[0]:
                titles.append(
                    context.gettext(
                        "{versus}: {first} or {second}",
                        versus=versus,
                        first=first[0],
                        second=second[0],
                    )
                )
        elif common:
            titles.append(
                context.gettext("{versus}: {subject} compared", versus=versus, subject=common[0])
            )
    if titles:
        short = [each for each in titles if len(each) <= MOST_TITLE]
        return short[0] if short else context.gettext("{versus} compared", versus=versus)
    if a.type == b.type and not (a.categories or b.categories):
        kind = context.messages.lowered(settings.type_label(a.type))
        return context.gettext("{versus}: which {type}?", versus=versus, type=kind)
    return context.gettext("{versus} compared", versus=versus)


def description(context: Context, versus: str, comparison: Comparison, rules: Decision) -> str:
    """Return the verdict and the first reasons if there are any, else what the two are."""
    sides = (comparison.a, rules.a), (comparison.b, rules.b)
    reasons = [
        context.gettext("Choose {name} {reason}.", name=side.name, reason=found[0].text)
        for side, found in sides
        if found
    ]
    if reasons:
        text = " ".join(filter(None, [f"{versus}.", comparison.verdict.answer, *reasons]))
        return text if len(text) <= MOST_DESCRIBED else " ".join([f"{versus}.", *reasons])
    summaries = [side.tool.summary for side, _ in sides]
    room = MOST_DESCRIBED - sum(len(side.name) + len(": ") for side, _ in sides)
    if sum(map(len, summaries)) >= room:
        summaries = [first_clause(summary) for summary in summaries]
    return " ".join(
        f"{context.distinct_name(side.tool.slug)}: {summary}"
        for (side, _), summary in zip(sides, summaries, strict=True)
    )
