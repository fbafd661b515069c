"""Data of rankings with a reader's own weights."""

from datetime import date
from typing import Any

from ssg.catalog import Tool
from ssg.ranking.scoring import rank
from ssg.settings import RankingSettings
from ssg.site import Site
from ssg.views.reader_weights import weights_data
from support.strategies import a_catalog, a_tool, weighted

TOOLS = (
    a_tool("one", scores=(("adoption", 0.9), ("quality", 0.2))),
    a_tool("three", type="dataset", scores=(("adoption", 0.1),)),
    a_tool("two", scores=(("quality", 0.7),)),
)
WEIGHTS = {"components": weighted(adoption=30.0, quality=10.0)}


def data_of(*tools: Tool, **ranking: Any) -> dict[str, Any] | None:
    """Return the data of a site with these tools and settings of its ranking."""
    catalog = a_catalog(*tools, ranking=RankingSettings(**ranking))
    site = Site(catalog=catalog, ranking=rank(catalog, date(2026, 11, 1)), pairs=())
    found = weights_data(site, catalog.tools)
    assert found is None or isinstance(found, dict)
    return found


def test_each_type_has_its_own_weights_and_each_tool_its_values() -> None:
    data = data_of(*TOOLS, **WEIGHTS, by_type=(("dataset", (("quality", 50.0),)),))
    assert data is not None
    assert [name for name, _ in data["components"]] == ["adoption", "quality"]
    assert data["weights"] == [[30.0, 10.0], [30.0, 50.0]]
    assert data["types"] == [0, 1, 0]
    assert data["values"] == [[0.9, 0.2], [0.1, None], [None, 0.7]]


def test_types_with_equal_weights_share_them() -> None:
    data = data_of(*TOOLS, **WEIGHTS)
    assert data is not None
    assert (data["weights"], data["types"]) == ([[30.0, 10.0]], [0, 0, 0])


def test_the_ends_are_within_the_values_of_the_site() -> None:
    data = data_of(*TOOLS, **WEIGHTS)
    assert data is not None
    for low, high, *values in zip(data["low"], data["high"], *data["values"], strict=True):
        known = [value for value in values if value is not None]
        assert min(known) <= low <= high <= max(known)


def test_a_site_without_scores_or_tools_has_none() -> None:
    assert data_of(*TOOLS, components=()) is None
    assert data_of(**WEIGHTS) is None
