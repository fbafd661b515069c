"""Decision rules from facts: each `Key` as the rest of a sentence that begins "Choose A"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ssg.attribute_values import measure, range_label
from ssg.catalog import PricingModel, Status
from ssg.comparison.cells import attribute_cell
from ssg.comparison.fact_keys import (
    MEASURED,
    Key,
    attribute_keys,
    attribute_note,
    attribute_row,
    fact_keys,
    listed_entries,
)
from ssg.comparison.facts import fact_key, row_anchor
from ssg.comparison.licences import LicenceClass, licence_class, licence_family
from ssg.comparison.profile import ToolProfile
from ssg.labels import licence_label
from ssg.messages import Messages, gettext_noop
from ssg.settings import AttributeSpec, Better

__all__ = ["Rule", "fact_rules", "worded"]

MOST_ENTRIES = 2
"""Entries of one list that a rule names."""
PAID = {
    PricingModel.PAID: gettext_noop("to [start without paying]; {name} is paid"),
    PricingModel.USAGE: gettext_noop("to [start without paying]; {name} is paid per use"),
}
LICENCES = {
    "permissive": gettext_noop("for a [permissive licence ({licence})]; {name} is under {other}"),
    "copyleft": gettext_noop("for a [copyleft licence ({licence})]; {name} is under {other}"),
}
FREE = {
    LicenceClass.SOURCE_AVAILABLE: gettext_noop(
        "for [free software ({licence})]; {name} is source-available ({other})"
    ),
    LicenceClass.PROPRIETARY: gettext_noop(
        "for [free software ({licence})]; {name} is not under a free licence"
    ),
}
"""Class of the licence of a tool that is no free software -> the reason to choose one that is."""
ENDINGS = {
    Status.ARCHIVED: gettext_noop("for a [project that is still developed]; {name} is archived"),
    Status.MAINTENANCE: gettext_noop(
        "for a [project that is still developed]; {name} is only maintained"
    ),
}
NUMBERS = {
    (False, True): gettext_noop("for [more {label}]: {mine} against {theirs} for {name}"),
    (False, False): gettext_noop("for [less {label}]: {mine} against {theirs} for {name}"),
    (True, True): gettext_noop("for a [higher {label}]: {mine} against {theirs} for {name}"),
    (True, False): gettext_noop("for a [lower {label}]: {mine} against {theirs} for {name}"),
}
"""Whether it is an amount, a version or a range, and whether higher is better -> the message."""
ANSWERS = {
    Better.YES: gettext_noop("if [“{label}”] must be yes; for {name} it is no"),
    Better.NO: gettext_noop("if [“{label}”] must be no; for {name} it is yes"),
}


class Rule(NamedTuple):
    """The rest of a sentence that begins "Choose A"."""

    before: str
    words: str
    """The part that links to the fact."""
    after: str
    anchor: str
    """Anchor of the fact on the page."""
    see: str = ""
    """Slug of a tool that has what neither of the two has."""
    is_written: bool = False
    """Whether an editor wrote it for this comparison."""
    is_weak: bool = False
    """Whether it is no reason where nothing speaks for the other tool."""

    @property
    def text(self) -> str:
        """The rule as it is read."""
        return f"{self.before}{self.words}{self.after}"


def worded(
    messages: Messages, message: str, anchor: str, /, *, is_written: bool = False, **places: object
) -> Rule:
    """Return the rule of a message; its part in brackets links to the fact."""
    before, _, rest = messages.gettext(message).partition("[")
    words, _, after = rest.partition("]")
    return Rule(
        before.format_map(places),
        words.format_map(places),
        after.format_map(places),
        anchor,
        is_written=is_written,
    )


def fact_rules(
    me: ToolProfile,
    other: ToolProfile,
    attributes: Sequence[AttributeSpec],
    allowed: Sequence[Key],
) -> Iterator[tuple[Key, Rule]]:
    """Yield the rules of the allowed keys; entries of one list share a rule, in their order."""
    if not allowed:
        return
    specs = {spec.id: spec for spec in attributes}
    lists: set[str] = set()
    for key in fact_keys(me, other, attributes):
        kind, name, _ = key
        if key not in allowed or (kind == "entry" and name in lists):
            continue
        if kind == "entry":
            lists.add(name)
            yield key, _entries(me, other, specs[name], allowed)
        elif kind == "answer":
            yield key, _answer(me, other, specs[name])
        elif kind == "number":
            yield key, _number(me, other, specs[name])
        elif kind in {"above", "below"}:
            yield key, _further(other, specs[name], kind)
        else:
            yield key, _plain_rule(me, other, kind)


def _answer(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> Rule:
    """Return the rule for a boolean attribute whose better value only one side has."""
    name, anchor, messages = other.name, row_anchor(fact_key(spec)), other.messages
    if spec.rule:
        message = gettext_noop("if [{rule}]; not with {name}")
        note = attribute_note(me, spec)
        rule = f"{spec.rule}{messages.gettext(' ({note})', note=note)}" if note else spec.rule
        return worded(messages, message, anchor, rule=rule, name=name)
    wanted = Better.YES if spec.better is Better.YES else Better.NO
    return worded(messages, ANSWERS[wanted], anchor, label=spec.label, name=name)


def _entries(
    me: ToolProfile, other: ToolProfile, spec: AttributeSpec, allowed: Sequence[Key]
) -> Rule:
    """Return the rule for entries of this side's list that the other side's list lacks."""
    lacking = set(attribute_keys(me, other, spec))
    mine = {entry.lower(): entry for entry in listed_entries(me, spec)}
    messages = me.messages
    entries = [mine[key[2]] for key in allowed if key in lacking][:MOST_ENTRIES]
    before, words, after = _filled(spec, messages.join_or(entries), messages)
    return worded(
        messages,
        _listing(len(entries)),
        row_anchor(fact_key(spec)),
        before=before,
        words=words,
        after=after,
        name=other.name,
    )


def _filled(spec: AttributeSpec, value: str, messages: Messages) -> tuple[str, str, str]:
    """Return what is before, in and after the link of a rule: the value, or the whole rule."""
    if spec.rule and "{value}" not in spec.rule:
        return "", spec.rule, ""
    pattern = spec.rule or messages.gettext("{label} must include {value}")
    before, _, after = pattern.partition("{value}")
    label = "" if spec.rule else messages.inside_sentence(spec.label)
    return before.replace("{label}", label), value, after.replace("{label}", label)


def _listing(lacking: int) -> str:
    if lacking == 1:
        return gettext_noop("if {before}[{words}]{after}; {name} does not list it")
    return gettext_noop("if {before}[{words}]{after}; {name} lists neither")


def _number(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> Rule:
    """Return the rule for a number that is better than the other side's."""
    row, messages = attribute_row(me, spec), me.messages
    anchor = row.anchor if row else row_anchor(fact_key(spec))
    mine, theirs = (
        attribute_cell(side.attributes.get(spec.id), spec, messages).text for side in (me, other)
    )
    if spec.rule:
        before, words, after = _filled(spec, theirs, messages)
        message = gettext_noop("if {before}[{words}]{after}")
        return worded(messages, message, anchor, before=before, words=words, after=after)
    return worded(
        messages,
        NUMBERS[spec.kind in MEASURED, spec.better is Better.HIGHER],
        anchor,
        label=messages.inside_sentence(spec.label),
        mine=mine,
        theirs=theirs,
        name=other.name,
    )


def _further(other: ToolProfile, spec: AttributeSpec, kind: str) -> Rule:
    """Return the rule for a range that includes values above or below the other side's range."""
    theirs, messages = str(other.attributes[spec.id]), other.messages
    end = measure(theirs, spec.kind)
    edge = (end.high if kind == "above" else end.low)[0] if end else 0.0
    number = f"{messages.number(edge)} {spec.unit}".strip()
    value = (
        messages.gettext("more than {number}", number=number)
        if kind == "above"
        else messages.gettext("less than {number}", number=number)
    )
    before, words, after = _filled(spec, value, messages)
    return worded(
        messages,
        gettext_noop("if {before}[{words}]{after}; {name} has {range}"),
        row_anchor(fact_key(spec)),
        before=before,
        words=words,
        after=after,
        name=other.name,
        range=range_label(theirs, spec.unit, messages),
    )


def _plain_rule(me: ToolProfile, other: ToolProfile, kind: str) -> Rule:
    mine, theirs, name, messages = me.tool, other.tool, other.name, me.messages
    if kind == "paid":
        return worded(messages, PAID[theirs.pricing.model], row_anchor("pricing"), name=name)
    if kind in {"licence", "free"}:
        message = (
            LICENCES[licence_family(mine.license)]
            if kind == "licence"
            else FREE[licence_class(theirs.license)]
        )
        anchor, licence = row_anchor("licence"), licence_label(theirs.license)
        return worded(messages, message, anchor, licence=mine.license, name=name, other=licence)
    if kind == "ended" and theirs.status:
        rule = worded(messages, ENDINGS[theirs.status], row_anchor("status"), name=name)
        claim = theirs.claim("status")
        note = messages.gettext(" ({note})", note=claim.note) if claim and claim.note else ""
        return rule._replace(after=rule.after + note)
    message = gettext_noop(
        "for [more recent changes]: the last release or commit of {name} was on {theirs}"
    )
    day, anchor = messages.day(theirs.updated or ""), row_anchor("updated")
    return worded(messages, message, anchor, name=name, theirs=day)._replace(is_weak=True)
