"""Tools that readers may compare with a tool in the browser, and the matches by text with them.

The document of a tool has these matches, as a script cannot compare texts.
"""

from itertools import islice

from ssg.comparison.alignment import NewAlignments
from ssg.comparison.text_matches import TextMatches, by_text, in_order
from ssg.json_value import Json
from ssg.urls import ordered
from ssg.views.context import Context
from ssg.views.once import once, recent_for_each

__all__ = ["keep_matches", "kept_matches", "likely_partners", "paired", "text_matches"]

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
    kept = kept_matches(context)
    found = {other: kept.of(slug, other) for other in others}
    missing = [other for other, matches in found.items() if matches is None]
    aligned = context.aligner.align_all([ordered(slug, other) for other in missing])
    for other, alignment in zip(missing, aligned, strict=True):
        found[other] = in_order(by_text(alignment), turned=other < slug)
    return {other: [[*each] for each in matches] for other, matches in found.items() if matches}


def keep_matches(context: Context, new: NewAlignments) -> None:
    """Keep the matches of new alignments that documents of tools will have."""
    kept = kept_matches(context)
    for (a, b), alignment in new.pairs:
        if b in likely_partners(context, a) or a in likely_partners(context, b):
            kept.keep(a, b, alignment)


@once
def kept_matches(context: Context) -> TextMatches:
    """Return the matches that are kept, which are the same in all languages."""
    return kept_matches(context.original) if context.original else TextMatches()


@recent_for_each(KEPT_LIKELY)
def likely_partners(context: Context, slug: str) -> frozenset[str]:
    """Return the tools whose capabilities are compared by text: the nearest, and paired ones."""
    nearest = context.aligner.nearest(slug)[:MOST_PARTNERS]
    return frozenset((*nearest, *paired(context, slug)))


def paired(context: Context, slug: str) -> tuple[str, ...]:
    """Return the first tools that a tool is paired with."""
    return tuple(islice(context.partners(slug), MOST_PARTNERS))
