"""Tools that could be chosen instead of the two of a comparison."""

import math
from itertools import chain
from typing import NamedTuple

from ssg.views.context import Context
from ssg.views.once import recent_for_each
from ssg.views.page_head import Link

__all__ = ["NearView", "nearest", "nearest_slugs"]

NEAREST_SHOWN = 3
KEPT_NEAREST = 512
"""Comparisons whose nearest tools are kept; more than are made together."""


class NearView(NamedTuple):
    """A tool that could be chosen instead."""

    tool: Link
    against: tuple[Link, ...]
    """Its existing comparisons with the two tools of the page, by the names of these."""


def nearest_slugs(context: Context, a: str, b: str) -> list[str]:
    """Return tools that do the job of both or of one, those that both are compared with first.

    For two tools for different jobs these are the tools that do both. The last results are kept:
    the key of a page needs them before its view.
    """
    return _nearest_slugs(context, (a, b))


@recent_for_each(KEPT_NEAREST)
def _nearest_slugs(context: Context, pair: tuple[str, str]) -> list[str]:
    a, b = pair
    first, second = context.partners(a), context.partners(b)
    jobs = context.substitutes(a), context.substitutes(b)
    least = 1 if b in jobs[0] else 2
    if len(jobs[0]) + len(jobs[1]) > len(first) + len(second):
        paired = chain(first, second)
        candidates = {slug for slug in paired if (slug in jobs[0]) + (slug in jobs[1]) >= least}
    else:
        either = jobs[0] | jobs[1] if least == 1 else jobs[0] & jobs[1]
        candidates = {slug for slug in either if slug in first or slug in second}
    candidates -= {a, b}
    if not candidates:
        return []
    order = sorted(
        (
            -((slug in jobs[0]) + (slug in jobs[1])),
            -((slug in first) + (slug in second)),
            -min(first.get(slug, math.inf), second.get(slug, math.inf)),
            slug,
        )
        for slug in candidates
    )
    return [slug for *_, slug in order[:NEAREST_SHOWN]]


def nearest(context: Context, a: str, b: str) -> tuple[NearView, ...]:
    """Return `nearest_slugs` with links."""
    slugs = nearest_slugs(context, a, b)
    if not slugs:
        return ()
    first, second = context.partners(a), context.partners(b)
    return tuple(
        NearView(
            context.tool_link(slug),
            tuple(
                Link(
                    context.distinct_name(side),
                    context.href(context.addresses.versus(side, slug)),
                )
                for side, partners in ((a, first), (b, second))
                if slug in partners
            ),
        )
        for slug in slugs
    )
