"""Data of the filters in the browser: the fields of all tools in columns, as compact JSON."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ssg.catalog import Tool
from ssg.json_value import Json
from ssg.messages import Messages
from ssg.monogram import picture_code
from ssg.pair_table import PairOrder
from ssg.site import Output, Site
from ssg.views.filter_fields import Field, fields
from ssg.views.reader_weights import weights_data

__all__ = ["BrowseData", "browse_data"]

MOST_BADGES = 4
"""Short facts in the entry of a tool."""
LISTS = "assets/lists.json"
FACTOR = 2**32
"""Factor of the first of two places that are joined in one number."""
BLOCK = 4_096
"""Pairs that are written at once."""


class BrowseData(NamedTuple):
    """What lists show of tools, and the files that their filters load."""

    badges: Mapping[str, tuple[str, ...]]
    """Slug -> short facts that the entry of a tool shows."""
    tools: Output
    """Names, summaries and fields of all tools."""
    comparisons: Output
    """Pairs of places of tools in `tools`, flat."""
    names: str
    """Path of the file that has the addresses of the other files, relative to it."""
    weights: Output | None
    """What scores with a reader's own weights are computed from; None on a site without scores."""

    @property
    def files(self) -> tuple[Output, ...]:
        """The files to publish. The first has the addresses of the others, and keeps its own.

        So an edit of a tool changes no list that does not show it.
        """
        weights = (self.weights,) if self.weights else ()
        others = (self.tools, self.comparisons, *weights)
        up = "../" * self.names.count("/")
        addresses = {file.path.rpartition("/")[2].split(".")[0]: up + file.path for file in others}
        return Output(path=self.names, body=_json(addresses)), *others


def browse_data(
    site: Site,
    tools: Sequence[Tool],
    distinct_names: Mapping[str, str],
    compared: PairOrder,
) -> BrowseData:
    """Return the data for these tools, which are all tools of the site in the order of lists.

    `distinct_names` has the names of those whose name another has, too; `compared` the pairs
    with a page, in the order of these tools.
    """
    known = fields(site, tools)
    columns: list[Json] = [_column(shown) for shown in known]
    weights = weights_data(site, tools)
    return BrowseData(
        badges=_badges(tools, known, site.settings.messages),
        tools=_file(
            "tools", _json({"tools": _rows(site, tools, distinct_names), "fields": columns})
        ),
        comparisons=_file("comparisons", _comparisons(compared)),
        names=f"{tree}/{LISTS}" if (tree := site.settings.tree) else LISTS,
        weights=_file("weights", _json(weights)) if weights else None,
    )


def _badges(
    tools: Sequence[Tool], known: Sequence[Field], messages: Messages
) -> dict[str, tuple[str, ...]]:
    shown = [candidate for candidate in known if candidate.badge]
    return {
        tool.slug: tuple(
            filter(None, (known_field.badge_of(place, messages) for known_field in shown))
        )[:MOST_BADGES]
        for place, tool in enumerate(tools)
    }


def _rows(site: Site, tools: Sequence[Tool], distinct_names: Mapping[str, str]) -> list[Json]:
    enabled = site.settings.ranking.enabled
    scores = {score.slug: score.shown for score in site.ranking.scores}
    return [
        [
            distinct_names.get(tool.slug) or tool.name,
            tool.slug,
            scores[tool.slug] if enabled else "",
            tool.summary,
            picture_code(tool),
        ]
        for tool in tools
    ]


def _column(shown: Field) -> dict[str, Json]:
    head: dict[str, Json] = {"name": shown.name, "label": shown.label, "kind": shown.kind}
    if shown.badge:
        head["badge"] = 1
    if shown.choices:
        numbers = {value: place for place, value in enumerate(shown.labels)}
        head["values"] = [[value, text] for value, text in shown.labels.items()]
        head["column"] = [
            numbers[held[0]] if len(held) == 1 else [numbers[value] for value in held]
            for held in shown.choices
        ]
        return head
    if shown.order:
        head["values"] = [[text, text] for text in shown.order]
    column = [list(value) if isinstance(value, tuple) else value for value in shown.values]
    return {**head, "unit": shown.unit, "column": [*column]}


def _comparisons(compared: PairOrder) -> bytes:
    """Return JSON of the places of both tools of each pair, in the order of pairs, as one list."""
    joined = compared.places
    blocks = (joined[start : start + BLOCK] for start in range(0, len(joined), BLOCK))
    flat = (np.column_stack(np.divmod(block, np.uint64(FACTOR))).ravel() for block in blocks)
    return b"[%s]" % b",".join(_json(numbers.tolist())[1:-1] for numbers in flat)


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _file(name: str, body: bytes) -> Output:
    """Return a file whose name contains a hash of its content."""
    digest = hashlib.blake2b(body, digest_size=4).hexdigest()
    return Output(path=f"assets/{name}.{digest}.json", body=body)
