"""Tools that readers may compare with a tool in the browser, and the matches by text with them.

The document of a tool has these matches, as a script cannot compare texts.
"""

from collections.abc import Sequence
from itertools import islice

from ssg.comparison.alignment import Alignment
from ssg.json_value import Json
from ssg.urls import ordered
from ssg.views.context import Context
from ssg.views.once import recent_for_each

__all__ = ["MOST_PARTNERS", "likely_partners", "paired", "text_matches"]

MOST_PARTNERS = 6
"""The most similar tools, and as many of the strongest pairs: texts are compared with these."""
KEPT_LIKELY = 2_000
"""Tools whose likely partners are kept, some 1 KB each."""


def text_matches(context: Context, slug: str) -> Json:
    """Return the matches by text with likely partners: slug -> indexes of both, reason.

    Empty for a tool without capabilities.
    The matches of two tools are in one of their documents only.
    """
    if not context.tools[slug].capabilities:
        return {}
    others = sorted(
        other
        for other in likely_partners(context, slug)
        if slug < other or slug not in likely_partners(context, other)
    )
    aligned = context.aligner.align_all([ordered(slug, other) for other in others])
    found = {
        other: _by_text(alignment, turned=other < slug)
        for other, alignment in zip(others, aligned, strict=True)
    }
    return {other: matches for other, matches in found.items() if matches}


def _by_text(alignment: Alignment, *, turned: bool) -> Sequence[Json]:
    """Return the matches of an alignment without those by a shared id, in either order."""
    return [
        [match.b, match.a, match.reason] if turned else [match.a, match.b, match.reason]
        for match in alignment.both
        if match.strength < 1
    ]


@recent_for_each(KEPT_LIKELY)
def likely_partners(context: Context, slug: str) -> frozenset[str]:
    """Return the tools whose capabilities are compared by text: the nearest, and paired ones."""
    nearest = context.aligner.nearest(slug)[:MOST_PARTNERS]
    return frozenset((*nearest, *paired(context, slug)))


def paired(context: Context, slug: str) -> tuple[str, ...]:
    """Return the first tools that a tool is paired with."""
    return tuple(islice(context.partners(slug), MOST_PARTNERS))
