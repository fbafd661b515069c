"""Which partners of a tool are alternatives to it, and in which order."""

from typing import Any

from ssg.catalog import Status, Tool
from ssg.settings import PairPolicy, PairSettings, RankingSettings
from ssg.views.partner_groups import partner_groups
from support.strategies import CAPABILITIES, CATEGORIES, a_capability, a_catalog, a_tool
from support.view_contexts import a_context

MAIN, FURTHER, *_ = CATEGORIES
BOTH = {"categories": (MAIN, FURTHER)}
SHARED = (a_capability("Does it", id=CAPABILITIES[0]),)


def a_documented_tool(slug: str, **fields: Any) -> Tool:
    """Return a tool of the main category with a capability."""
    least = {"categories": (MAIN,), "capabilities": (a_capability(f"Only {slug}"),)}
    return a_tool(slug, **{**least, **fields})


def near(*others: Tool, **settings: Any) -> list[str]:
    """Return the alternatives of a tool of both categories with the shared capability."""
    one = a_documented_tool("one", **BOTH, capabilities=SHARED)
    policy = PairSettings(policy=PairPolicy.ALL)
    return list(
        partner_groups(a_context(a_catalog(one, *others, pairs=policy, **settings)), "one").near
    )


def test_more_shared_categories_are_nearer_and_shared_capabilities_nearest() -> None:
    found = near(
        a_documented_tool("category"),
        a_documented_tool("categories", **BOTH),
        a_documented_tool("capability", capabilities=SHARED),
    )
    assert found == ["capability", "categories", "category"]


def test_what_is_no_longer_developed_comes_last() -> None:
    found = near(
        a_documented_tool("ended", **BOTH, capabilities=SHARED, status=Status.ARCHIVED),
        a_documented_tool("other"),
    )
    assert found == ["other", "ended"]


def test_of_equally_near_tools_those_of_the_type_and_then_the_best_score_come_first() -> None:
    scores = {"poor": 0.2, "good": 0.9, "best": 1.0}
    tools = [
        a_documented_tool(
            slug,
            type="dataset" if slug == "best" else "framework",
            scores=tuple((name, value) for name in ("adoption", "quality", "ecosystem")),
        )
        for slug, value in scores.items()
    ]
    assert near(*tools, ranking=RankingSettings()) == ["good", "poor", "best"]
