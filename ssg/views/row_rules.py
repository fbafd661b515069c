"""`RowRules`: what the attributes of a site decide about the rows of its comparisons.

It is the same for all comparisons of a site, and made once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ssg.comparison.facts import fact_key
from ssg.settings import AttributeKind, AttributeSpec, Better

__all__ = ["RowRules", "row_rules"]

CAPABILITIES = "capabilities"
"""Key of the row with the number of capabilities, which is above the list of them."""


@dataclass(frozen=True, slots=True)
class RowRules:
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
    """Attributes that no file of the site denies; see `Context.flags`."""


def row_rules(attributes: Sequence[AttributeSpec], flags: Collection[str]) -> RowRules:
    """Return the rules of a site; `flags` are ids of attributes."""
    keyed = [(fact_key(spec), spec) for spec in attributes]
    vague = [key for key, spec in keyed if not (spec.is_reason and spec.rule)]
    return RowRules(
        specs=dict(keyed),
        drawbacks={
            key: spec for key, spec in keyed if spec.better is Better.NO and spec.id not in flags
        },
        elsewhere=frozenset({CAPABILITIES}),
        elsewhere_or_vague=frozenset({CAPABILITIES, *vague}),
        dates=frozenset(
            key for key, spec in keyed if spec.kind is AttributeKind.DATE and not spec.better
        ),
        special=frozenset(key for key, spec in keyed if spec.applies_to),
        flags=frozenset(key for key, spec in keyed if spec.id in flags),
    )
