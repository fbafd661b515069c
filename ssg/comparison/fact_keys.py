"""Which facts of two tools are a reason to choose the one: attributes, price, licence, status, day.

A reason is what one file says and the other rules out: a value that is explicitly false or missing
from an explicit list, never one that is unknown. Each has a `Key`, so that `Peers` can count on how
many of a tool's comparisons it would be given.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from ssg.attribute_values import Measure, higher, measure
from ssg.catalog import AttributeValue, Basis, Status, Tool
from ssg.comparison.cells import Standing, attribute_cell, attribute_number, may_include
from ssg.comparison.definitions import share_a_subject
from ssg.comparison.entries import standing
from ssg.comparison.facts import Fact, fact_key
from ssg.comparison.jobs import BUILT_ON, are_listed_apart
from ssg.comparison.licences import LicenceClass, licence_class, licence_family
from ssg.comparison.profile import ENDED, MUST_BE_PAID, ToolProfile
from ssg.comparison.tool_texts import phrase_terms
from ssg.ranking.replaced_names import replacement_keys
from ssg.ranking.subjects import distinctive_stems
from ssg.settings import AttributeKind, AttributeSpec, Better, Inheritance

__all__ = [
    "MEASURED",
    "Key",
    "attribute_keys",
    "attribute_note",
    "attribute_row",
    "calls_itself_open",
    "fact_keys",
    "is_denied",
    "is_mentioned",
    "listed_entries",
]

Key: TypeAlias = tuple[str, str, str]
"""Kind of reason, attribute, and entry of a list or family of licences: `entry, hardware, cpu`."""

LEAST_STEMS = 3
"""Distinctive stems of two summaries together with which they tell what the tools are for."""
CALLED_OPEN = re.compile(
    r"\b(?:open|free|available)[- ]sourced?\b|\bsource[- ]available|\bfree software"
)
"""In the text of a tool: it contradicts the licence "proprietary", so this is no reason."""
MEASURED = {AttributeKind.MONEY, AttributeKind.RANGE, AttributeKind.VERSION}
REAL_DIFFERENCE = 0.05
"""Share of the higher of two amounts, 0 to 1, below which they are nearly the same."""
COMPARED_NUMBERS = 2
"""Numbers of a version that make a difference: 1.10 and 1.9, but not 1.9.1 and 1.9.2."""
NEWER_BY = 183
"""Days between the last changes of two tools from which the newer one is a reason."""
LONG_AGO = 365
"""Days before the reference day at which the last change of a tool is a reason against it."""
NOT_FREE = frozenset({LicenceClass.SOURCE_AVAILABLE, LicenceClass.PROPRIETARY})
"""Classes of licences against which a free one is a reason."""


def fact_keys(
    me: ToolProfile, other: ToolProfile, attributes: Sequence[AttributeSpec]
) -> Iterator[Key]:
    """Yield the keys of all facts that are a reason to choose `me` over `other`.

    There are none between tools for different jobs, as one does not replace the other.
    """
    if are_listed_apart(me.jobs, other.jobs):
        return
    rows = me.row_keys
    for spec in attributes:
        if spec.is_reason and (
            fact_key(spec) in rows or (spec.kind in MEASURED and attribute_row(me, spec))
        ):
            yield from attribute_keys(me, other, spec)
    mine, theirs = me.tool, other.tool
    if mine.pricing.has_free_tier and theirs.pricing.model in MUST_BE_PAID:
        yield "paid", "", ""
    if _are_about_one_thing(me, other):
        yield from _licence_keys(me, other)
    if theirs.status in ENDED:
        if mine.status is Status.ACTIVE:
            yield "ended", "", ""
    elif _is_newer(mine, theirs, other.as_of):
        yield "newer", "", ""


def _are_about_one_thing(me: ToolProfile, other: ToolProfile) -> bool:
    """Return whether two tools are near enough for a licence to decide between them.

    Where neither has capabilities, a category may hold an invoice program and a trading bot: two
    summaries that tell what a tool is for must then have a word of that in common.
    """
    if me.tool.capabilities or other.tool.capabilities or share_a_subject(me, other):
        return True
    subjects = distinctive_stems(me.tool.summary), distinctive_stems(other.tool.summary)
    vague = not all(subjects) or sum(map(len, subjects)) < LEAST_STEMS
    return vague or not replacement_keys(me.tool).isdisjoint(replacement_keys(other.tool))


def _licence_keys(me: ToolProfile, other: ToolProfile) -> Iterator[Key]:
    """Yield the keys of reasons by licence: its family, or that it is a free one."""
    mine, theirs = me.tool.license, other.tool.license
    families = licence_family(mine), licence_family(theirs)
    if all(families) and families[0] != families[1]:
        yield "licence", families[0], ""
    is_free = licence_class(mine) is LicenceClass.FREE
    if is_free and licence_class(theirs) in NOT_FREE and not calls_itself_open(other):
        yield "free", "", ""


def _is_newer(mine: Tool, theirs: Tool, as_of: date | None) -> bool:
    """Return whether a tool has changes since the last one of another, which is long ago."""
    if not (mine.updated and theirs.updated and as_of):
        return False
    is_old = (as_of - theirs.updated).days > LONG_AGO
    return is_old and (mine.updated - theirs.updated).days >= NEWER_BY


def calls_itself_open(other: ToolProfile) -> bool:
    """Return whether a tool under a proprietary licence is free software by its own text."""
    is_closed = licence_class(other.tool.license) is LicenceClass.PROPRIETARY
    return is_closed and CALLED_OPEN.search(other.text) is not None


def attribute_row(side: ToolProfile, spec: AttributeSpec) -> Fact | None:
    """Return the row of an attribute: its own, or a built-in row of the same name that shows it."""
    key, value = fact_key(spec), side.attributes.get(spec.id)
    own = next((fact for fact in side.facts if fact.key == key), None)
    if own or value is None:
        return own
    label, text = phrase_terms(spec.label), attribute_cell(value, spec, side.messages).text
    return next(
        (
            fact
            for fact in side.facts
            if fact.cell.text == text and phrase_terms(fact.label) == label
        ),
        None,
    )


def attribute_keys(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> Iterator[Key]:
    """Yield the keys of all values of an attribute that are a reason to choose `me`."""
    mine, theirs = me.attributes.get(spec.id), other.attributes.get(spec.id)
    if isinstance(mine, bool) and isinstance(theirs, bool):
        wanted = spec.better is Better.YES
        is_reason = spec.better in {Better.YES, Better.NO} and mine is wanted is not theirs
        if is_reason and (spec.rule or not attribute_note(me, spec)):
            yield "answer", spec.id, ""
    elif isinstance(mine, tuple) and isinstance(theirs, tuple):
        yield from _entry_keys(me, other, spec)
    elif attribute_note(me, spec):
        return  # no amount without what restricts it
    elif spec.kind is AttributeKind.NUMBER and _is_better(mine, theirs, spec):
        if me.tool.categories[:1] == other.tool.categories[:1]:  # else amounts of different things
            yield "number", spec.id, ""
    elif spec.kind in MEASURED and mine is not None and theirs is not None:
        yield from _measured_keys(measure(mine, spec.kind), measure(theirs, spec.kind), spec)


def _entry_keys(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> Iterator[Key]:
    """Yield the key of each entry of a list that the other tool does not list or mention.

    Those that its texts deny come first, whatever it is built on.
    """
    entries = _entries_apart(me, other, spec)
    denied = [entry for entry in entries if is_denied(other, entry, spec)]
    yield from (("entry", spec.id, entry.lower()) for entry in denied)
    if not _has_entries_of_base(me, other, spec):
        rest = [entry for entry in entries if entry not in denied]
        yield from (("entry", spec.id, entry.lower()) for entry in _absent(rest, me, other, spec))


def _entries_apart(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> list[str]:
    """Return the entries of a list that are no part of an entry of the other list."""
    mine, theirs = listed_entries(me, spec), listed_entries(other, spec)
    if set(mine) <= set(theirs):
        return []
    if spec.contrast and (set(mine).isdisjoint(theirs) or not share_a_subject(me, other)):
        return []  # see `ssg.comparison.contrasts`
    entries = [entry for place, entry in enumerate(mine) if not _is_weak(me, spec, place)]
    return [entry for entry in entries if not any(may_include(entry, each) for each in theirs)]


def _has_entries_of_base(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> bool:
    """Return whether the other tool may have entries that its list need not repeat."""
    if other.is_built_on(me) or other.free_editions:
        return True
    return spec.inherited is Inheritance.ALL and me.is_built_on(other)


def _absent(
    entries: Sequence[str], me: ToolProfile, other: ToolProfile, spec: AttributeSpec
) -> Iterator[str]:
    """Yield the entries that the other tool does not inherit, mention or have by another word."""
    mine, theirs = listed_entries(me, spec), listed_entries(other, spec)
    shared = [term for entry in {*mine, *theirs} for term in set(phrase_terms(entry))]
    inherited = other.inherited.get(spec.id, ())
    for entry in entries:
        if spec.inherited is Inheritance.ALL and _is_inherited(entry, me, other, theirs):
            continue
        own = [term for term in phrase_terms(entry) if shared.count(term) == 1]
        listed = any(may_include(entry, each) for each in inherited) or me.is_named_in(entry)
        if not listed and not is_mentioned(other, entry, spec) and not other.may_mean(entry, own):
            yield entry


def _is_weak(me: ToolProfile, spec: AttributeSpec, place: int) -> bool:
    """Return whether the file gives no source for an entry, or restricts it by a note."""
    paths = (("attributes", spec.id), ("attributes", spec.id, place))
    claims = [claim for path in paths if (claim := me.tool.claim(*path))]
    return any(claim.basis is Basis.ASSERTED or claim.note for claim in claims)


def is_denied(side: ToolProfile, entry: str, spec: AttributeSpec) -> bool:
    """Return whether the texts of a tool say that it lacks an entry of a list."""
    return standing(side, entry, spec.entry_synonyms) is Standing.DENIED


def is_mentioned(side: ToolProfile, entry: str, spec: AttributeSpec) -> bool:
    """Return whether the texts of a tool have an entry of a list, may mean it, or deny it."""
    return standing(side, entry, spec.entry_synonyms) is not Standing.ABSENT


def _is_inherited(entry: str, me: ToolProfile, other: ToolProfile, theirs: Sequence[str]) -> bool:
    """Return whether a base of both may bring an entry: the other lists another of its kind.

    `AMD GPU` and `NVIDIA GPU` are of one kind. A framework that shows both in the same way lets
    run on the one what is written for the other.
    """
    bases = [side.attributes.get(BUILT_ON) for side in (me, other)]
    first, second = (set(each) if isinstance(each, tuple) else set() for each in bases)
    kind = phrase_terms(entry)[-1:]
    return bool(first & second and kind) and any(kind == phrase_terms(each)[-1:] for each in theirs)


def _measured_keys(
    mine: Measure | None, theirs: Measure | None, spec: AttributeSpec
) -> Iterator[Key]:
    """Yield the key of a better amount, version or range, or of a range that goes further.

    An amount that differs by less than a twentieth, or a version in its third number, is no reason.
    """
    if mine is None or theirs is None or mine.unit != theirs.unit:
        return
    if spec.better in {Better.HIGHER, Better.LOWER}:
        a, b = (mine, theirs) if spec.better is Better.HIGHER else (-mine, -theirs)
        amounts = mine.low[0], theirs.low[0]
        near = abs(amounts[0] - amounts[1]) < REAL_DIFFERENCE * max(amounts)
        if spec.kind is AttributeKind.VERSION:
            near = mine.low[:COMPARED_NUMBERS] == theirs.low[:COMPARED_NUMBERS]
        if higher(a, b) == "a" and not (near and spec.kind is not AttributeKind.RANGE):
            yield "number", spec.id, ""
    elif spec.kind is AttributeKind.RANGE and mine.high > theirs.high:
        yield "above", spec.id, ""
    elif spec.kind is AttributeKind.RANGE and mine.low < theirs.low:
        yield "below", spec.id, ""


def _is_better(
    mine: AttributeValue | None, theirs: AttributeValue | None, spec: AttributeSpec
) -> bool:
    first, second = attribute_number(mine), attribute_number(theirs)
    if first is None or second is None or first == second:
        return False
    return spec.better is (Better.HIGHER if first > second else Better.LOWER)


def attribute_note(side: ToolProfile, spec: AttributeSpec) -> str:
    """Return the note of the file on the value of an attribute, or nothing."""
    claim = side.tool.claim("attributes", spec.id)
    return claim.note.rstrip(".") if claim else ""


def listed_entries(side: ToolProfile, spec: AttributeSpec) -> tuple[str, ...]:
    """Return the entries of an attribute that is a list; none of any other."""
    value = side.attributes.get(spec.id)
    return value if isinstance(value, tuple) else ()
