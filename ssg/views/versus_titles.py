"""Title and description of a versus page, as result lists show them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ssg.comparison.category_tree import category_nodes
from ssg.comparison.definitions import beginnings, begins_with_name
from ssg.comparison.profile import ToolProfile
from ssg.comparison.recommendations import Decision
from ssg.comparison.verdict import Comparison
from ssg.labels import is_catch_all
from ssg.ranking.subjects import KINDS_OF_SOFTWARE
from ssg.settings import Category
from ssg.text import sentences
from ssg.tokenizer import terms
from ssg.views.context import Context
from ssg.views.once import once, once_for_each

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
    has_facts = bool(comparison.verdict.facts)
    for first, second in zip(_names_of(context, a.slug), _names_of(context, b.slug), strict=True):
        if has_facts:
            if first and second and first[0] not in second and second[0] not in first:
                yield context.gettext(
                    "{versus}: {first} or {second}", versus=versus, first=first[0], second=second[0]
                )
        elif common := [name for name in first if name in second]:
            yield context.gettext("{versus}: {subject} compared", versus=versus, subject=common[0])
    if a.type == b.type and not (a.categories or b.categories):
        kind = context.messages.lowered(settings.type_label(a.type))
        yield context.gettext("{versus}: which {type}?", versus=versus, type=kind)
    yield context.gettext("{versus} compared", versus=versus)


@once_for_each
def _names_of(context: Context, slug: str) -> Sequence[Sequence[str]]:
    """Return the names of a tool's categories that are not for the rest, in ever shorter forms."""
    categories = context.tools[slug].categories
    return tuple(
        tuple(names[each] for each in categories if names.get(each))
        for names in _category_names(context)
    )


@once
def _category_names(context: Context) -> Sequence[Mapping[str, str]]:
    """Return id -> name of the categories that are not for the rest, in ever shorter forms."""
    return [*_shortened_names(context.site.settings.categories)]


def _shortened_names(categories: Sequence[Category]) -> Iterator[Mapping[str, str]]:
    labels = {
        each: node.label
        for each, node in category_nodes(tuple(categories)).items()
        if not is_catch_all(node.label)
    }
    yield {each.id: each.label for each in categories if each.id in labels}
    specific = {each: label for each, label in labels.items() if not _is_vague(label)}
    yield specific
    yield {each: BRACKETS.sub("", label) for each, label in specific.items()}


def _is_vague(label: str) -> bool:
    """Return whether a name without those of its parents fits any job: `Complete Solutions`."""
    found = terms(label)
    return len(found) < VAGUE and found[-1:] != [] and found[-1] in KINDS_OF_SOFTWARE


def description(context: Context, versus: str, comparison: Comparison, rules: Decision) -> str:
    """Return the verdict and the first reasons if there are any, else what the two are.

    What is too long for a result list is left out or cut at the end of a clause. A tool without a
    summary is left out; without both, the answer of the verdict is given.
    """
    if rules.a or rules.b:
        text = _reasons(context, versus, comparison, rules)
        if text:
            return text
    sides = comparison.a, comparison.b
    names = [context.distinct_name(side.tool.slug) for side in sides]
    room = MOST_DESCRIBED - len(" ") - sum([len(name) + len(": ") for name in names])
    known = [
        text if begins_with_name(side, text) else f"{name}: {text}"
        for side, name, text in zip(sides, names, _fitting(*sides, room), strict=True)
        if text
    ]
    if not known:
        return f"{versus}. {comparison.verdict.answer}".rstrip()
    ended = " ".join(f"{text}." if text[-1].isalnum() else text for text in known)
    return ended if len(ended) <= MOST_DESCRIBED else " ".join(known)


def _reasons(context: Context, versus: str, comparison: Comparison, rules: Decision) -> str:
    """Return the verdict and the first reason for each tool; empty where all that is too long."""
    sides = (comparison.a, rules.a), (comparison.b, rules.b)
    first = [(side.name, found[0].text) for side, found in sides if found]
    reasons, short = (
        [context.gettext("Choose {name} {reason}.", name=name, reason=text) for name, text in texts]
        for texts in (first, [(name, CONTRAST.split(text)[0].rstrip()) for name, text in first])
    )
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
    return ""


def _fitting(a: ToolProfile, b: ToolProfile, room: int) -> tuple[str, str]:
    """Return forms of two summaries that have at most so many characters, as many as possible."""
    first, second = (
        _forms(side.tool.summary, beginnings(side), room // 2) if side.tool.summary else ((0, ""),)
        for side in (a, b)
    )
    longest, most = ("", ""), -1
    for size, form in first:
        for other_size, other in second:
            if most < size + other_size <= room:
                longest, most = (form, other), size + other_size
    return longest


@lru_cache(maxsize=4_000)
def _forms(summary: str, safe: tuple[str, ...], room: int) -> tuple[tuple[int, str], ...]:
    """Return a summary, its first sentence, and its safe beginnings, each after its length.

    Where all are too long: the first sentence cut after a word.
    """
    first, forms = _whole_forms(summary, safe)
    if min(map(len, forms)) > room > 0:
        cut = DANGLING.sub("", first[: room - len(CUT)].rsplit(" ", 1)[0]) + CUT
        forms = (*forms, cut)
    return tuple((len(form), form) for form in forms)


@lru_cache(maxsize=5_000)
def _whole_forms(summary: str, safe: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the first sentence of a summary, and all forms that are not cut after a word."""
    first = (sentences(summary) or [summary])[0]
    return first, tuple(dict.fromkeys((summary, first, *(f"{each}." for each in safe))))
