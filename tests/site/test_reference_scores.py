"""The scores of the reference pages, computed by our formula from values that the tests give.

Our own content has no given values: what it prints is measured. So these scores are no part of it.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ssg.catalog import Catalog
from ssg.comparison.profile import profile_of
from ssg.comparison.verdict import VerdictKind, judge
from ssg.content.load import load
from ssg.ranking.scoring import rank
from ssg.scores import Score
from support.site_fixtures import ROOT

SEEDS = sorted((ROOT / "seeds").glob("*.yaml"))
GIVEN = Path(__file__).with_name("reference_scores.yaml")


@cache
def reference_catalog() -> Catalog:
    """Return the tools of the reference pages, with the fixture's values and no measurements."""
    given: dict[str, dict[str, float]] = yaml.safe_load(GIVEN.read_text(encoding="utf-8"))
    catalog = load(ROOT).catalog
    assert catalog
    tools = tuple(
        replace(tool, scores=tuple(sorted(given[tool.slug].items())), signals=(), updated=None)
        for tool in catalog.tools
        if tool.slug in given
    )
    assert len(tools) == len(given)
    return replace(catalog, tools=tools)


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return what one reference page prints."""
    facts: dict[str, Any] = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    return facts


def scores() -> dict[str, Score]:
    """Return the scores of the reference tools."""
    return {score.slug: score for score in rank(reference_catalog()).scores}


def test_scores_are_the_printed_ones(seed: dict[str, Any]) -> None:
    for slug, side in seed["sides"].items():
        assert scores()[slug].rounded == side["score"], slug


def test_each_component_rounds_to_the_printed_0_or_1(seed: dict[str, Any]) -> None:
    for slug, side in seed["sides"].items():
        for name, printed in side["components"].items():
            value = scores()[slug].value(name)
            if name == "match_graph":
                assert (value, printed) == (None, 0)  # the site has no evidence
            else:
                assert value is not None
                assert int(value + 0.5) == printed, (slug, name)


def test_the_verdict_does_not_contradict_the_printed_one(seed: dict[str, Any]) -> None:
    """The same side leads in points and on the components where both have a lead."""
    settings = reference_catalog().settings
    tools = {tool.slug: tool for tool in reference_catalog().tools}
    a, b = sorted(seed["sides"])
    profiles = [profile_of(tools[one], scores()[one], settings) for one in (a, b)]
    verdict = judge(profiles[0], profiles[1], settings, different_jobs=False)
    higher = a if verdict.basis.difference > 0 else b
    assert higher == seed["verdict"]["higher"]
    assert verdict.kind is VerdictKind.OPEN or {"a": a, "b": b}[verdict.ahead] == higher
    leads = {
        slug: {one.name for one in verdict.basis.shared_components if one.lead == side}
        for side, slug in (("a", a), ("b", b))
    }
    assert seed["verdict"]["leads"] in ({}, {slug: sorted(names) for slug, names in leads.items()})
