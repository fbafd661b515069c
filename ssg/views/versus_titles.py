"""Title and description of a versus page, as result lists show them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from ssg.comparison.category_tree import category_nodes
from ssg.comparison.definitions import beginnings
from ssg.comparison.profile import ToolProfile
from ssg.comparison.recommendations import Decision
from ssg.comparison.verdict import Comparison
from ssg.labels import is_catch_all
from ssg.ranking.subjects import KINDS_OF_SOFTWARE
from ssg.settings import Category
from ssg.text import sentences
from ssg.tokenizer import terms
from ssg.views.context import Context

__all__ = ["description", "title"]

MOST_TITLE, MOST_DESCRIBED = 70, 165
"""Characters of a title and of a description that result lists show."""
VAGUE = 3
"""Words from which a name that ends with a word for software tells what it is for."""
CONTRAST = re.compile("[;\N{ARABIC SEMICOLON}]")
"""Divides what a rule says of its tool from what it says of the other one."""
BRACKETS = re.compile(r"\s*\([^)]*\)")
CUT = "\N{HORIZONTAL ELLIPSIS}"
DANGLING = re.compile(
    r"(?:[\s,;:]+(?:such as\b.*|like|e\.g\.|a|an|the|and|or|of|for|to|in|on|at|by|with|from|"
    r"that|which|as|is|are|be|your|its|their|using|via|into|between))*[\s,;:]*$",
    re.IGNORECASE,
)
"""What a text that is cut after a word should not end with."""


def title(context: Context, versus: str, comparison: Comparison) -> str:
    """Return the title: the two, and their common category, or that of each.

    Where that is too long, categories are named without those above them, then without what is in
    brackets, and then not at all. Without categories the type is named, if it is the same.
    """
    for each in _titles(context, versus, comparison):
        if len(each) <= MOST_TITLE:
            return each
    return versus


def _titles(context: Context, versus: str, comparison: Comparison) -> Iterator[str]:
    """Yield titles with what the two are for, the longest first."""
    settings = context.site.settings
    a, b = comparison.a.tool, comparison.b.tool
    for names in _category_names(context):
        first, second = (
            [names[each] for each in tool.categories if names.get(each)] for tool in (a, b)
        )
        common = [name for name in first if name in second]
        are_apart = first and second and first[0] not in second and second[0] not in first
        if comparison.verdict.facts and are_apart:
            yield context.gettext(
                "{versus}: {first} or {second}", versus=versus, first=first[0], second=second[0]
            )
        elif common and not comparison.verdict.facts:
            yield context.gettext("{versus}: {subject} compared", versus=versus, subject=common[0])
    if a.type == b.type and not (a.categories or b.categories):
        kind = context.messages.lowered(settings.type_label(a.type))
        yield context.gettext("{versus}: which {type}?", versus=versus, type=kind)
    yield context.gettext("{versus} compared", versus=versus)


def _category_names(context: Context) -> Sequence[Mapping[str, str]]:
    """Return id -> name of the categories that are not for the rest, in ever shorter forms."""
    if not context.title_names_made:
        context.title_names_made.extend(_shortened_names(context.site.settings.categories))
    return context.title_names_made


def _shortened_names(categories: Sequence[Category]) -> Iterator[dict[str, str]]:
    labels = {
        each: node.label
        for each, node in category_nodes(tuple(categories)).items()
        if not is_catch_all(node.label)
    }
    yield {each.id: each.label for each in categories if each.id in labels}
    telling = {each: label for each, label in labels.items() if not _is_vague(label)}
    yield telling
    yield {each: BRACKETS.sub("", label) for each, label in telling.items()}


def _is_vague(label: str) -> bool:
    """Return whether a name without those of its parents fits any job: `Complete Solutions`."""
    found = terms(label)
    return len(found) < VAGUE and found[-1:] != [] and found[-1] in KINDS_OF_SOFTWARE


def description(context: Context, versus: str, comparison: Comparison, rules: Decision) -> str:
    """Return the verdict and the first reasons if there are any, else what the two are.

    What is too long for a result list is left out or cut at the end of a clause.
    """
    sides = (comparison.a, rules.a), (comparison.b, rules.b)
    first = [(side.name, found[0].text) for side, found in sides if found]
    reasons, short = (
        [context.gettext("Choose {name} {reason}.", name=name, reason=text) for name, text in texts]
        for texts in (first, [(name, CONTRAST.split(text)[0].rstrip()) for name, text in first])
    )
    if reasons:
        opening = f"{versus}."
        for parts in (
            [opening, comparison.verdict.answer, *reasons],
            [opening, *reasons],
            [opening, comparison.verdict.answer, *short],
            [opening, *short],
            short,
        ):
            text = " ".join(filter(None, parts))
            if len(text) <= MOST_DESCRIBED:
                return text
    names = [context.distinct_name(side.tool.slug) for side, _ in sides]
    room = MOST_DESCRIBED - len(" ") - sum(len(name) + len(": ") for name in names)
    texts = _fitting([side for side, _ in sides], room)
    return " ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True))


def _fitting(sides: Sequence[ToolProfile], room: int) -> tuple[str, ...]:
    """Return forms of two summaries that have at most so many characters, as many as possible."""
    first, second = (_forms(side.tool.summary, beginnings(side), room // 2) for side in sides)
    longest, most = ("", ""), -1
    for form, other in product(first, second):
        if most < len(form) + len(other) <= room:
            longest, most = (form, other), len(form) + len(other)
    return longest


@lru_cache(maxsize=20_000)
def _forms(summary: str, safe: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return a summary, its first sentence, and its safe beginnings.

    Where all are too long: the first sentence cut after a word.
    """
    first = (sentences(summary) or [summary])[0]
    forms = tuple(dict.fromkeys((summary, first, *(f"{each}." for each in safe))))
    if min(map(len, forms)) > room > 0:
        cut = DANGLING.sub("", first[: room - len(CUT)].rsplit(" ", 1)[0]) + CUT
        return (*forms, cut)
    return forms
