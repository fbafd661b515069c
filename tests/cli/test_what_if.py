"""`ssg rank --what-if`: the ranking with other weights, and who moves."""

import json
from pathlib import Path

import pytest

from support.site_fixtures import Run
from support.strategies import write_files

SITE = """\
title: A site
base_url: https://example.org/
types: {framework: Framework}
ranking:
  components: {adoption: {label: Adoption, weight: 3}, quality: {label: Quality}}
  by_type: {framework: {adoption: 9}}
"""


@pytest.fixture
def site(tmp_path: Path) -> str:
    """Write a site: alpha leads in adoption, beta in quality."""
    tool = "name: {0}\ntype: framework\nsummary: A tool.\nscores: {{adoption: {1}, quality: {2}}}\n"
    files = {
        "content/site.yaml": SITE,
        "content/tools/alpha.yaml": tool.format("Alpha", 0.9, 0.1),
        "content/tools/beta.yaml": tool.format("Beta", 0.1, 0.9),
    }
    return str(write_files(tmp_path, files))


def test_other_weights_move_tools(site: str, run: Run) -> None:
    done = run("rank", "-C", site, "--what-if", "adoption=1,quality=9")
    assert done.out.split("\n")[1:] == [
        "1  2       +1    beta   82.0",
        "2  1       -1    alpha  18.0",
        "",
        "2 of 2 tools move",
        "",
    ]
    tools = json.loads(run("rank", "-C", site, "--what-if", "quality=99", "--format", "json").out)
    assert [(one["slug"], one["place"], one["place_before"]) for one in tools["tools"]] == [
        ("beta", 1, 2),
        ("alpha", 2, 1),
    ]


def test_a_breakdown_has_the_other_weights(site: str, run: Run) -> None:
    done = run("rank", "-C", site, "--what-if", "adoption=0", "--explain", "alpha")
    assert "10.00" in done.out.split("\n")[-4]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ("qality=3", 'unknown component "qality"; did you mean "quality"?'),
        ("quality", 'the weight of "quality" must be from 0 to 1000'),
        ("quality=-1", 'the weight of "quality" must be from 0 to 1000'),
        ("quality=nan", 'the weight of "quality" must be from 0 to 1000'),
    ],
)
def test_invalid_weights_are_errors(weights: str, message: str, site: str, run: Run) -> None:
    done = run("rank", "-C", site, "--what-if", weights)
    assert done.code == 2
    assert message in done.err
