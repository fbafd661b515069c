"""Sentences on lists of two tools without a common entry: "A is built with Go, B with PHP".

A site writes such a sentence as `contrast` of an attribute. It is for differences that set two
tools apart, and are no reason to choose one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ssg.comparison.definitions import share_a_subject
from ssg.comparison.fact_keys import is_mentioned
from ssg.comparison.jobs import are_listed_apart
from ssg.comparison.profile import ToolProfile
from ssg.settings import CONTRAST_PLACES, AttributeSpec

__all__ = ["contrasts"]

PLACE = re.compile("|".join(map(re.escape, CONTRAST_PLACES)))


def contrasts(
    a: ToolProfile, b: ToolProfile, attributes: Sequence[AttributeSpec]
) -> tuple[str, ...]:
    """Return the contrasts of two tools, in the order of the attributes.

    There are none between tools for different jobs, nor where the two summaries have no word in
    common that tells what a tool is for: such tools differ in more than that.
    """
    if are_listed_apart(a.jobs, b.jobs) or a.is_built_on(b) or b.is_built_on(a):
        return ()
    if not share_a_subject(a, b):
        return ()
    return tuple(_contrasts(a, b, attributes))


def _contrasts(
    a: ToolProfile, b: ToolProfile, attributes: Sequence[AttributeSpec]
) -> Iterator[str]:
    for spec in attributes:
        mine, theirs = a.attributes.get(spec.id), b.attributes.get(spec.id)
        if not (isinstance(mine, tuple) and isinstance(theirs, tuple)):
            continue
        if not (spec.contrast and mine and theirs):
            continue  # an empty list is a value, but none to state
        both = {*mine, *theirs, *(entry for entry, _ in spec.entry_synonyms)}
        if set(map(str.lower, mine)).isdisjoint(map(str.lower, theirs)) and not (
            _names_more(a, mine, both, spec) or _names_more(b, theirs, both, spec)
        ):
            join = a.messages.join
            values = (a.name, b.name, join(mine), join(theirs))
            yield _filled(spec.contrast, dict(zip(CONTRAST_PLACES, values, strict=True)))


def _names_more(
    side: ToolProfile, listed: Sequence[str], entries: set[str], spec: AttributeSpec
) -> bool:
    """Return whether the texts of a tool name an entry that its list lacks."""
    return any(is_mentioned(side, entry, spec) for entry in entries.difference(listed))


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    """Replace each of `CONTRAST_PLACES` in one step: a value may look like another place."""
    return PLACE.sub(lambda place: values[place[0]], sentence)
