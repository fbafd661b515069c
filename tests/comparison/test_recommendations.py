"""When to choose which: every clause stands on a fact, none is true of both sides, neither side stands first by chance."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.catalog import Capability, Pricing, PricingModel, Status, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.profile import fact_key, row_anchor
from ssg.comparison.recommendations import MOST_CLAUSES, Clause, Decision, decide
from ssg.config import Config
from support.compared_tools import ATTRIBUTES, LIST, YES, sides
from support.described_tools import described_pairs
from support.html_pages import parse
from support.site_fixtures import SMALL_SITE
from support.strategies import a_capability, a_catalog, a_tool, write_files

FREE, PAID = Pricing(model=PricingModel.FREE), Pricing(model=PricingModel.PAID)


def decision(a: Tool, b: Tool, *others: Tool) -> Decision:
    """Decide between two tools of a catalog of just these two."""
    catalog = a_catalog(a, b)
    found = sides(catalog)
    return decide(
        found[a.slug],
        found[b.slug],
        Aligner(catalog).align(a.slug, b.slug),
        ATTRIBUTES,
        lambda: others,
    )


def two(one: dict[str, Any], other: dict[str, Any]) -> Decision:
    """Decide between two tools with these fields."""
    return decision(a_tool("one", **one), a_tool("two", **other))


def said(clauses: tuple[Clause, ...]) -> list[str]:
    """Return clauses as they are read."""
    return [f"{clause.lead} {clause.words}" for clause in clauses]


def anchors_turned(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Return clauses with the capabilities' anchors on the other side of the page."""
    sides = {"a": "b", "b": "a"}
    return tuple(
        replace(
            clause, anchor=re.sub("^[ab](?=-)", lambda side: sides[side.group()], clause.anchor)
        )
        for clause in clauses
    )


@given(described_pairs())
def test_a_decision_turned_round_is_its_mirror_image(pair: tuple[Tool, Tool]) -> None:
    there, back = decision(*pair), decision(*reversed(pair))
    assert (there.a, there.b) == (anchors_turned(back.b), anchors_turned(back.a))
    assert [(one.lead, one.words, one.see) for one in there.neither] == [
        (one.lead, one.words, one.see) for one in back.neither
    ]


@given(described_pairs())
def test_few_clauses_are_made_and_each_once(pair: tuple[Tool, Tool]) -> None:
    for clauses in (decision(*pair).a, decision(*pair).b, decision(*pair).neither):
        assert len(clauses) <= MOST_CLAUSES == 5
        assert len({clause.words.lower() for clause in clauses}) == len(clauses)
        assert all(clause.lead and clause.words and clause.anchor for clause in clauses)


@given(described_pairs())
def test_no_clause_is_true_of_both_sides(pair: tuple[Tool, Tool]) -> None:
    found = decision(*pair)
    assert not {clause.words.lower() for clause in found.a} & {
        clause.words.lower() for clause in found.b
    }
    for (tool, other), clauses in ((pair, found.a), (pair[::-1], found.b)):
        for clause in clauses:
            assert not holds(clause, other, tool), clause
            assert holds(clause, tool, other), clause


def holds(clause: Clause, tool: Tool, other: Tool) -> bool:
    """Tell from the files alone whether a clause speaks for a tool."""
    words = clause.words.lower().strip("“”")
    told = {
        name.replace("`", "").lower()
        for one in tool.capabilities
        for name in (one.title, *one.best_for)
    }
    limits, theirs = (
        {name.replace("`", "").lower() for one in each.capabilities for name in one.limitations}
        for each in (tool, other)
    )
    facts = dict(tool.attributes)
    if clause.anchor == "row-pricing":
        return tool.pricing.has_free_tier
    if clause.anchor == "row-licence":
        return tool.license.lower() == words
    if clause.anchor.startswith("row-fact-"):
        value = facts.get(clause.anchor.removeprefix("row-fact-"))
        return (
            words in {one.lower() for one in value} if isinstance(value, tuple) else value is True
        )
    if clause.lead.startswith("this limit"):
        return words in theirs and words not in limits
    return words in told


@given(described_pairs())
def test_neither_is_chosen_for_what_is_true_of_both(pair: tuple[Tool, Tool]) -> None:
    needs = [
        {name.replace("`", "").lower() for one in tool.capabilities for name in one.requires}
        for tool in pair
    ]
    for clause in decision(*pair).neither:
        if clause.lead.startswith("you cannot give"):
            assert clause.words.lower() in needs[0] & needs[1]
        elif clause.anchor == "row-pricing":
            assert not any(tool.pricing.has_free_tier for tool in pair)
        elif clause.anchor == "row-status":
            assert all(tool.status in {Status.MAINTENANCE, Status.ARCHIVED} for tool in pair)
        else:
            assert [
                dict(tool.attributes).get(clause.anchor.removeprefix("row-fact-")) for tool in pair
            ] == [False, False]


def test_nothing_comes_from_nothing() -> None:
    assert two({}, {}) == Decision((), (), ())


@pytest.mark.parametrize(
    ("one", "other", "clause"),
    [
        ({"pricing": FREE}, {"pricing": PAID}, "you want to start without paying"),
        ({"attributes": (("gpu", True),)}, {"attributes": (("gpu", False),)}, "you need “GPU”"),
        (
            {"attributes": (("languages", ("Rust", "C++")),)},
            {"attributes": (("languages", ("rust",)),)},
            "“Languages” has to include C++",
        ),
        ({"license": "MIT"}, {"license": "Apache-2.0"}, "the licence has to be MIT"),
        ({"capabilities": (a_capability("Streams tokens"),)}, {}, "you need streams tokens"),
        ({"capabilities": (a_capability("FSDP `sharding`"),)}, {}, "you need FSDP sharding"),
        (
            {"capabilities": (a_capability(best_for=("long `runs`",)),)},
            {},
            "you want it for long runs",
        ),
    ],
)
def test_what_speaks_for_one_side_only_is_a_clause(
    one: dict[str, Any], other: dict[str, Any], clause: str
) -> None:
    assert clause in said(two(one, other).a)
    assert clause in said(two(other, one).b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"pricing": FREE}, {}),
        ({"pricing": FREE}, {"pricing": FREE}),
        ({"license": "MIT"}, {}),
        ({"license": "MIT"}, {"license": "mit"}),
        ({"attributes": (("gpu", True),)}, {}),
        ({"attributes": (("gpu", True),)}, {"attributes": (("gpu", True),)}),
        ({"attributes": (("languages", ("Rust",)),)}, {}),
        ({"attributes": (("account", True),)}, {"attributes": (("account", False),)}),
    ],
)
def test_what_is_unknown_of_the_other_side_or_the_same_is_no_clause(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert two(one, other) == Decision((), (), ())


def shared(**fields: Any) -> Capability:
    """Make a capability that both tools have."""
    return a_capability("Saves checkpoints", id="checkpointing", **fields)


def test_a_limit_is_a_reason_only_where_this_tool_names_its_own_and_not_this_one() -> None:
    one, other = shared(limitations=("one host",)), shared(limitations=("no `resume`", "one host"))
    assert said(two({"capabilities": (one,)}, {"capabilities": (other,)}).a) == [
        "this limit of the other would stop you: no resume"
    ]
    assert said(two({"capabilities": (shared(),)}, {"capabilities": (other,)}).a) == []
    elsewhere = a_capability("Quantizes", limitations=("No `resume`",))
    found = two({"capabilities": (one, elsewhere)}, {"capabilities": (other,)})
    assert "this limit of the other would stop you: no resume" not in said(found.a)


def test_a_use_that_the_other_tool_names_too_is_passed_over() -> None:
    mine = a_capability("Streams", best_for=("long runs", "small GPUs"))
    theirs = a_capability("Quantizes", best_for=("Long runs",))
    found = two({"capabilities": (mine,)}, {"capabilities": (theirs,)})
    assert said(found.a) == ["you want it for small GPUs"]
    assert said(found.b) == []


def test_what_both_lack_or_ask_for_speaks_against_both() -> None:
    facts = {
        "attributes": (("gpu", False),),
        "pricing": PAID,
        "status": Status.ARCHIVED,
        "capabilities": (shared(requires=("CUDA 12", "Linux")),),
    }
    found = two(
        facts,
        {
            **facts,
            "status": Status.MAINTENANCE,
            "capabilities": (shared(requires=("linux", "root")),),
        },
    )
    assert said(found.neither) == [
        "you need “GPU”",
        "you need something that still gets new features",
        "you cannot pay",
        "you cannot give what both ask for: Linux",
    ]
    assert (found.a, found.b) == ((), ())


def test_a_need_of_several_capabilities_is_told_once() -> None:
    several = tuple(
        a_capability("x", id=name, anchor=name, requires=("Linux",))
        for name in ("sharding", "streaming")
    )
    found = two({"capabilities": several}, {"capabilities": several})
    assert said(found.neither) == ["you cannot give what both ask for: Linux"]


def test_where_neither_will_do_the_best_tool_that_has_it_is_named() -> None:
    lacking = [a_tool(slug, attributes=(("gpu", False),)) for slug in ("one", "two")]
    having = [
        a_tool(slug, attributes=(("gpu", value),))
        for slug, value in (("x", False), ("y", True), ("z", True))
    ]
    assert [clause.see for clause in decision(*lacking, *having).neither] == ["y"]
    assert [clause.see for clause in decision(*lacking).neither] == [""]


def test_facts_and_rows_of_the_same_name_have_places_of_their_own() -> None:
    assert (
        row_anchor(fact_key(replace(YES, id="pricing")))
        == "row-fact-pricing"
        != row_anchor("pricing")
    )
    assert row_anchor(fact_key(replace(LIST, id="match_graph"))) == "row-fact-match-graph"


DECIDED = {
    **SMALL_SITE,
    "content/tools/alpha.yaml": SMALL_SITE["content/tools/alpha.yaml"]
    .replace("intents: [train]", "limitations: [one host], requires: [Linux]")
    .replace("pricing: free", "pricing: usage"),
    "content/tools/beta.yaml": SMALL_SITE["content/tools/beta.yaml"].replace(
        "description: Trains as well.",
        "description: Trains as well., limitations: [no resume], requires: [Linux]",
    ),
}


def test_every_clause_leads_to_its_fact_on_the_page(tmp_path: Any) -> None:
    planned = plan(Config(root=write_files(tmp_path, DECIDED), output=tmp_path / "public"))
    context = make_context(planned.job)
    reached = set()
    for page in [one for one in planned.pages if one.kind == "versus"]:
        found = parse(render_page(context, page))
        clauses = [
            link
            for part in (*found.all(class_="choose"), *found.all(class_="neither"))
            for link in part.all("a")
        ]
        targets = [
            link.attributes["href"].removeprefix("#")
            for link in clauses
            if link.attributes["href"].startswith("#")
        ]
        reached |= set(targets)
        assert all(len(found.all(id=target)) == 1 for target in targets), page.address
    assert {"row-fact-gpu", "row-pricing", "a-capabilities", "b-training", "a-training"} <= reached
