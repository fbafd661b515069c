"""Data with which a script compares any tools in the browser, as `ssg.comparison` compares two.

What is about one tool is computed here, once per tool; what is about two is computed by
`layouts/scripts/comparison.js` with the limits and messages of `rules_value`. A test holds both to
the same results.
"""

import math
from collections import Counter
from collections.abc import Mapping

from ssg.attribute_values import Measure
from ssg.catalog import Capability
from ssg.comparison.entries import denial_patterns
from ssg.comparison.facts import FACT_PREFIX, Fact
from ssg.comparison.jobs import job, purpose
from ssg.comparison.profile import ToolProfile
from ssg.comparison.table import ROW_MESSAGES
from ssg.comparison.tool_texts import plain
from ssg.comparison.verdict import CLOSE_CALL, NEARLY_ALL, SEVERAL, TOO_FEW
from ssg.comparison.verdict_messages import in_language
from ssg.json_value import Json
from ssg.messages import Messages, is_english
from ssg.monogram import picture_code
from ssg.scores import PROVISIONAL_BELOW, ComponentScore, Score
from ssg.views.context import Context
from ssg.views.likely_partners import text_matches

__all__ = ["comparison_basis", "rules_value"]

MOST_COMPARED = 4
"""Tools that the page compares at once."""


def rules_value(context: Context) -> Json:
    """Return what the script needs besides the documents of the tools."""
    addresses, settings = context.addresses, context.site.settings
    return {
        "site": settings.title,
        "most": MOST_COMPARED,
        "data": context.href(addresses.api("tools/*")),
        "scored": settings.ranking.enabled,
        "close": CLOSE_CALL,
        "nearly": NEARLY_ALL,
        "few": TOO_FEW,
        "several": SEVERAL,
        "half": PROVISIONAL_BELOW,
        "decimal": context.messages.decimal,
        "denials": {**denial_patterns()} if is_english(settings.default_language) else None,
        "messages": {**in_language(context.messages), **_words(context)},
    }


def _words(context: Context) -> dict[str, str]:
    """Return words and sentences of tables."""
    return {
        **{name: context.gettext(message) for name, message in ROW_MESSAGES.items()},
        "best": context.gettext("best"),
        "better": context.gettext("better"),
        "unknown": context.gettext("unknown"),
        "vs": context.gettext("vs"),
    }


def comparison_basis(context: Context, slug: str) -> Json:
    """Return what comparisons in the browser need of a tool; numbers are exact."""
    tool, score = context.tools[slug], context.scores[slug]
    jobs = context.side(slug).jobs
    value: dict[str, Json] = {
        "job": job(tool, context.site.settings),
        "purpose": purpose(tool, context.site.settings.categories),
        "jobs": None if jobs is None else sorted(jobs),
        "picture": picture_code(tool),
        "facts": [_fact(fact, context.side(slug)) for fact in context.side(slug).facts],
    }
    if (name := context.distinct_name(slug)) != tool.name:
        value["name"] = name
    if context.site.settings.ranking.enabled:
        value["score"] = _score(context, score)
    if tool.capabilities:
        value["capabilities"] = [_capability(context, each) for each in tool.capabilities]
        value["same"] = text_matches(context, slug)
    return value


def _fact(fact: Fact, side: ToolProfile) -> Json:
    """Return a row's value; neither `text` nor `items` if it is unknown."""
    cell = fact.cell
    value: dict[str, Json] = {"key": fact.key, "label": fact.label}
    if cell.items:
        value["items"] = list(cell.items)
    elif cell.known:
        value["text"] = cell.text
    optional: Mapping[str, Json] = {"group": fact.group, "url": cell.url, "note": cell.note}
    value |= {name: text for name, text in optional.items() if text}
    if not cell.applies:
        value["applies"] = False
    if fact.worth:
        value["worth"] = _worth(fact.worth)
    if fact.slack:
        value["slack"] = fact.slack
    if cell.items and fact.is_reason:
        value |= _about_entries(fact, side)
    return value


def _about_entries(fact: Fact, side: ToolProfile) -> dict[str, Json]:
    """Return with which entries of other lists a list is compared: by words, and of its bases."""
    value: dict[str, Json] = {"named": True}
    own = {entry.lower() for entry in fact.cell.items}
    synonyms: Json = {
        entry: list(words) for entry, words in fact.synonyms if entry in fact.cell.items
    }
    bases: Json = [
        {
            "slug": base.slug,
            "name": base.name,
            "entries": [entry for entry in base.entries if entry not in own],
            "is_edition": base.is_edition,
        }
        for base in side.bases.get(fact.key.removeprefix(FACT_PREFIX), ())
    ]
    return value | {name: each for name, each in (("synonyms", synonyms), ("bases", bases)) if each}


def _worth(worth: Measure) -> Json:
    """Return a measure; an end without a bound is null, and `high` is left out if it is `low`."""
    low, high = (
        [part if math.isfinite(part) else None for part in end] for end in (worth.low, worth.high)
    )
    value: dict[str, Json] = {"low": low}
    if worth.low != worth.high:
        value["high"] = high
    if worth.unit:
        value["unit"] = worth.unit
    return value


def _score(context: Context, score: Score) -> Json:
    """Return total, its range and the components."""
    counts = Counter(spec.component for spec in context.site.settings.ranking.all_signals)
    return {
        "total": score.total,
        "rounded": score.rounded,
        "range": [score.range.low, score.range.high] if score.range else None,
        "provisional": score.provisional,
        "components": [
            _component(part, score.weight, context.messages, mixed=counts[part.name] > 1)
            for part in score.components
        ],
    }


def _component(part: ComponentScore, weight: float, messages: Messages, *, mixed: bool) -> Json:
    """Return label, value and share of the weight, and signals if the component can have several.

    A signal is a list of id, label, value and weight within the component.
    """
    value: dict[str, Json] = {
        "label": messages.lowered(part.label),
        "value": part.value,
        "share": part.weight / weight if weight else 0.0,
    }
    if mixed and part.readings:
        value["signals"] = [
            [one.id, messages.inside_sentence(one.label), one.value, one.weight]
            for one in part.readings
        ]
    return value


def _capability(context: Context, capability: Capability) -> Json:
    name = context.capability_names.get(capability.id, capability.id)
    shared = {"id": capability.id, "name": name} if capability.id else {}
    return {"title": plain(capability.title), "anchor": capability.anchor, **shared}
