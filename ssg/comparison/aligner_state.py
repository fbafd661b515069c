"""What an aligner has measured over the texts of all capabilities, as bytes for the next build.

With it an aligner of the same texts reads only those of the tools that it compares.
"""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple, TypedDict

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Tool
from ssg.comparison.capability_vectors import TermCounts
from ssg.comparison.match_scores import ScoreScale, SiteMeasures
from ssg.comparison.neighbours import FULL, Partners

__all__ = ["AlignerState", "decoded", "encoded"]

COUNTS, CELLS = np.dtype("<i8"), np.dtype("<i4")
FIELDS = len(Partners._fields)
"""Numbers of a partner."""


class AlignerState(NamedTuple):
    """What an aligner needs to know of the whole site."""

    counts: TermCounts
    measures: SiteMeasures


class _Head(TypedDict):
    """What is written as JSON; tools are given by their numbers."""

    tools: list[list[str | int]]
    """Slug and number of capabilities of each."""
    terms: list[str]
    nearest: list[tuple[int, list[int]]]
    partners: list[tuple[int, int]]
    """Tools, and how many rows each has."""
    scale: tuple[float, float, float]
    density: float


def encoded(state: AlignerState, tools: Mapping[str, Tool]) -> bytes:
    """Return the bytes of a state; `tools`: those of its vectors, by slug."""
    counts, measures = state
    numbers = {slug: number for number, slug in enumerate(tools)}
    head: _Head = {
        "tools": _outline(tools),
        "terms": [*counts.terms],
        "nearest": [
            (numbers[slug], [numbers[other] for other in others])
            for slug, others in measures.nearest.items()
        ],
        "partners": [(numbers[slug], len(rows)) for slug, rows in measures.partners.items()],
        "scale": measures.scale,
        "density": measures.density,
    }
    arrays = [each.astype(COUNTS) for each in (counts.texts, counts.tools)]
    arrays += [rows.astype(CELLS) for rows in measures.partners.values()]
    return json.dumps(head).encode() + b"\n" + b"".join([each.tobytes() for each in arrays])


def decoded(body: bytes, tools: Mapping[str, Tool]) -> AlignerState | None:
    """Return the state that bytes have; None if they are damaged or of other tools.

    Whether it is one of the same texts, the caller knows.
    """
    with suppress(ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
        head, _, arrays = body.partition(b"\n")
        return _state(json.loads(head), arrays, tools)
    return None


def _state(head: _Head, arrays: bytes, tools: Mapping[str, Tool]) -> AlignerState:
    """Return the state; raise one of many errors, ValueError among them, for damaged bytes."""
    terms, slugs = [*map(str, head["terms"])], [*tools]
    end = len(terms) * COUNTS.itemsize
    texts, tools_with = (
        np.frombuffer(part, COUNTS).astype(np.int64)
        for part in (arrays[:end], arrays[end : 2 * end])
    )
    sizes = np.array([len(tool.capabilities) for tool in tools.values()])
    rows = np.frombuffer(arrays[2 * end :], CELLS).astype(np.int32).reshape(-1, FIELDS)
    partners, begin = dict[str, NDArray[np.int32]](), 0
    for number, count in head["partners"]:
        partners[slugs[number]] = own = rows[begin : (begin := begin + count)]
        _check(len(own) == count and _are_partners(own, sizes[number], sizes))
    nearest = {
        slugs[number]: tuple([slugs[other] for other in others])
        for number, others in head["nearest"]
    }
    scale, density = ScoreScale(*map(float, head["scale"])), float(head["density"])
    _check(head["tools"] == _outline(tools) and len(set(terms)) == len(terms))
    _check(len(texts) == len(tools_with) == len(terms) and begin == len(rows))
    _check((texts >= 0).all() and (tools_with >= 0).all())
    _check(all(map(math.isfinite, (*scale, density))) and min(scale.likeness, density) > 0)
    _check(scale.partners >= 0)
    measures = SiteMeasures(nearest, partners, scale, density)
    return AlignerState(TermCounts(terms, texts, tools_with), measures)


def _are_partners(rows: NDArray[np.int32], size: int, sizes: NDArray[np.intp]) -> bool:
    """Return whether rows name capabilities of tools of these sizes, in the order of their own."""
    own, tools, places, products = Partners(*rows.T)
    in_range = (own >= 0) & (own < size) & (tools >= 0) & (tools < len(sizes))
    return bool(
        in_range.all()
        and ((places >= 0) & (places < sizes[tools])).all()
        and ((products >= 0) & (products <= FULL)).all()
        and (own[1:] >= own[:-1]).all()
    )


def _outline(tools: Mapping[str, Tool]) -> list[list[str | int]]:
    """Return slug and number of capabilities of each tool."""
    return [[slug, len(tool.capabilities)] for slug, tool in tools.items()]


def _check(is_right: object) -> None:
    """Raise ValueError for what is not right."""
    if not is_right:
        raise ValueError
