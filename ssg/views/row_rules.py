"""`RowRules`: what the attributes of a site decide about the rows of its comparisons.

It is the same for all comparisons of a site, and made once.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ssg.comparison.facts import fact_key
from ssg.settings import AttributeKind, AttributeSpec, Better
from ssg.views.context import Context
from ssg.views.once import once

__all__ = ["RowRules", "flags", "row_rules"]

CAPABILITIES = "capabilities"
"""Key of the row with the number of capabilities, which is above the list of them."""


class RowRules(NamedTuple):
    """Keys of rows."""

    specs: Mapping[str, AttributeSpec]
    """Key of a row -> its attribute."""
    drawbacks: Mapping[str, AttributeSpec]
    """Those of attributes that are better false, and that a file of the site denies."""
    elsewhere: frozenset[str]
    """Rows that are not in the table, because another section has what they say."""
    elsewhere_or_vague: frozenset[str]
    """Besides, attributes without a rule of the site: no help between tools for different jobs."""
    dates: frozenset[str]
    """Dates of which neither is better."""
    special: frozenset[str]
    """Attributes of some types or categories only."""
    flags: frozenset[str]
    """Attributes that no file of the site denies; see `flags`."""


@once
def flags(context: Context) -> frozenset[str]:
    """Return the ids of the attributes that are true for every tool that has a value.

    Their files note an exception: that a file has no value is the normal case.
    """
    values: dict[str, set[bool]] = defaultdict(set)
    for tool in context.ordered:
        for key, value in tool.attributes:
            values[key].add(value is True)
    return frozenset(key for key in values if values[key] == {True})


@once
def row_rules(context: Context) -> RowRules:
    """Return the rules of a site."""
    keyed = [(fact_key(spec), spec) for spec in context.site.settings.attributes]
    undenied = flags(context)
    vague = [key for key, spec in keyed if not (spec.is_reason and spec.rule)]
    return RowRules(
        specs=dict(keyed),
        drawbacks={
            key: spec for key, spec in keyed if spec.better is Better.NO and spec.id not in undenied
        },
        elsewhere=frozenset({CAPABILITIES}),
        elsewhere_or_vague=frozenset({CAPABILITIES, *vague}),
        dates=frozenset(
            key for key, spec in keyed if spec.kind is AttributeKind.DATE and not spec.better
        ),
        special=frozenset(key for key, spec in keyed if spec.applies_to),
        flags=frozenset(key for key, spec in keyed if spec.id in undenied),
    )
