"""Decision rules: from the files, never for both sides, never general, symmetric."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.catalog import Basis, Claim, ClaimSource, Pricing, PricingModel, Status, Tool
from ssg.comparison.fact_rules import Rule
from ssg.comparison.facts import fact_key, row_anchor
from ssg.comparison.licences import LicenceClass, licence_class, licence_family
from ssg.comparison.peers import Peers
from ssg.comparison.profile import ENDED
from ssg.comparison.recommendations import Decision, decide, further_facts
from ssg.config import Config
from ssg.settings import AttributeKind, AttributeSpec, Better, Inheritance
from support.compared_tools import ATTRIBUTES, DAY, LIST, NUMBER, YES, sides
from support.described_tools import described_pairs
from support.html_pages import parse
from support.site_fixtures import SMALL_SITE
from support.strategies import a_capability, a_catalog, a_tool, write_files

FREE, PAID = Pricing(model=PricingModel.FREE), Pricing(model=PricingModel.PAID)


def decision(
    a: Tool, b: Tool, *others: Tool, attributes: tuple[AttributeSpec, ...] = ATTRIBUTES
) -> Decision:
    """Decide between two tools that are compared with each other and with all others."""
    catalog = a_catalog(a, b, *others, attributes=attributes)
    found = sides(catalog)
    peers = [
        Peers(found[own.slug], [side for slug, side in found.items() if slug != own.slug])
        for own in (a, b)
    ]
    return decide(
        (found[a.slug], found[b.slug]),
        (peers[0], peers[1]),
        attributes,
        lambda: others,
    )


def two(one: dict[str, Any], other: dict[str, Any]) -> Decision:
    """Decide between two tools with these fields."""
    return decision(a_tool("one", **one), a_tool("two", **other))


def said(rules: tuple[Rule, ...]) -> list[str]:
    """Return rules as they are read."""
    return [rule.text for rule in rules]


def anchors_turned(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return rules with the capabilities' anchors on the other side of the page."""
    turned = {"a": "b", "b": "a"}
    return tuple(
        rule._replace(anchor=re.sub("^[ab](?=-)", lambda side: turned[side.group()], rule.anchor))
        for rule in rules
    )


@given(described_pairs())
def test_a_decision_turned_round_is_its_mirror_image(pair: tuple[Tool, Tool]) -> None:
    there, back = decision(*pair), decision(*reversed(pair))
    assert (there.a, there.b) == (anchors_turned(back.b), anchors_turned(back.a))
    assert there.neither == back.neither


@given(described_pairs())
def test_rules_are_few_and_each_is_there_once(pair: tuple[Tool, Tool]) -> None:
    found = decision(*pair)
    for rules in (found.a, found.b, found.neither):
        assert len([rule for rule in rules if rule.anchor != "row-status"]) <= 4
        assert len({rule.words.lower() for rule in rules}) == len(rules)
        assert all(rule.words and rule.anchor for rule in rules)
    assert not {rule.words.lower() for rule in found.a} & {rule.words.lower() for rule in found.b}


@given(described_pairs())
def test_every_rule_holds_for_its_side_by_the_files_and_not_for_the_other(
    pair: tuple[Tool, Tool],
) -> None:
    found = decision(*pair)
    for (tool, other), rules in ((pair, found.a), (pair[::-1], found.b)):
        for rule in rules:
            assert holds(rule, tool, other), rule
            assert not holds(rule, other, tool), rule


def holds(rule: Rule, tool: Tool, other: Tool) -> bool:
    """Return from the files alone whether a rule speaks for a tool and against the other."""
    words = rule.words.strip("“”")
    mine, theirs = dict(tool.attributes), dict(other.attributes)
    if rule.anchor == "row-pricing":
        return tool.pricing.has_free_tier and other.pricing.model in {
            PricingModel.PAID,
            PricingModel.USAGE,
        }
    if rule.anchor == "row-licence":
        families = licence_family(tool.license), licence_family(other.license)
        return all(families) and families[0] != families[1] and tool.license in words
    if rule.anchor == "row-updated":
        return bool(
            tool.updated
            and other.updated
            and (DAY - other.updated).days > 365
            and (tool.updated - other.updated).days >= 183
        )
    if rule.anchor == "row-status":
        return tool.status is Status.ACTIVE and other.status in {
            Status.ARCHIVED,
            Status.MAINTENANCE,
        }
    if rule.anchor.startswith("row-fact-"):
        spec = next(one for one in ATTRIBUTES if row_anchor(fact_key(one)) == rule.anchor)
        first, second = mine.get(spec.id), theirs.get(spec.id)
        if isinstance(first, tuple) and isinstance(second, tuple):
            entries = words.split(" or ")
            return set(entries) <= set(first) and not set(entries) & set(second)
        if isinstance(first, bool) and isinstance(second, bool):
            return first is (spec.better is Better.YES) and second is not first
        return (
            isinstance(first, (int, float)) and isinstance(second, (int, float)) and first < second
        )
    if rule.is_written:
        uses = [dict(one.choose_over).get(other.slug, "") for one in tool.capabilities]
        return words.lower() in {use.replace("`", "").lower() for use in uses}
    return False


@given(described_pairs())
def test_no_term_of_a_rule_for_one_side_alone_is_in_the_file_of_the_other(
    pair: tuple[Tool, Tool],
) -> None:
    found = decision(*pair)
    for other, rules in ((pair[1], found.a), (pair[0], found.b)):
        text = text_of(other)
        for rule in rules:
            if "must include" in rule.before:
                entries = rule.words.lower().split(" or ")
                assert not any(entry in text for entry in entries), rule


def text_of(tool: Tool) -> str:
    """Return what a tool's file states of itself, in small letters."""
    texts = [tool.summary, tool.description]
    for capability in tool.capabilities:
        texts += [capability.title, capability.description, capability.unique]
        texts += [*capability.best_for, *capability.limitations, *capability.requires]
    for _, value in tool.attributes:
        texts += value if isinstance(value, tuple) else [value] if isinstance(value, str) else []
    return "\n".join(texts).lower()


@pytest.mark.parametrize(
    ("text", "entry", "is_rule"),
    [
        ("A tool.", "C++", True),
        ("A tool in C++.", "C++", False),
        ("Has a stage of pretraining.", "continued pretraining", False),
        ("Has stages. Continued later. Pretraining first.", "continued pretraining", False),
        ("Has stages.", "continued pretraining", True),
        ("Runs on a server.", "Fast server", True),
        ("A tool.", "One 4-bit", False),
    ],
)
def test_an_entry_that_the_other_file_mentions_is_no_reason(
    text: str, entry: str, *, is_rule: bool
) -> None:
    other = {**lists_of(("Slow server",)), "capabilities": (a_capability("Draws"),)}
    found = two(lists_of((entry,)), {**other, "summary": text})
    assert bool(found.a) == is_rule


@pytest.mark.parametrize(
    ("limit", "built_on", "rule"),
    [
        ("slow", (), ["if languages must include Go or C++; Two lists neither"]),
        ("no C++ or Zig kernels", (), ["if languages must include C++ or Go; Two lists neither"]),
        ("no C++", ("One",), ["if languages must include C++; Two does not list it"]),
        ("slow", ("One",), []),
    ],
)
def test_what_a_limit_denies_is_the_first_reason(
    limit: str, built_on: tuple[str, ...], rule: list[str]
) -> None:
    capability = a_capability("Draws", limitations=(limit,))
    lists = (*lists_of(("Rust",))["attributes"], ("built_on", built_on))
    found = two(lists_of(("Go", "C++")), {"attributes": lists, "capabilities": (capability,)})
    assert said(found.a) == rule


def test_a_value_with_a_note_is_no_reason_without_it() -> None:
    notes = (
        Claim(keys=("attributes", "languages", 0), based_on=ClaimSource(note="only in tests")),
        Claim(keys=("attributes", "gpu"), based_on=ClaimSource(note="in the paid edition.")),
    )
    values = (("languages", ("Go", "C++")), ("gpu", True))
    other = {"attributes": (("languages", ("Rust",)), ("gpu", False))}
    attributes = (LIST, replace(YES, rule="you have a GPU"))
    one = a_tool("one", attributes=values, claims=notes)
    found = decision(one, a_tool("two", **other), attributes=attributes)
    assert said(found.a) == [
        "if languages must include C++; Two does not list it",
        "if you have a GPU (in the paid edition); not with Two",
    ]
    assert not said(decision(one, a_tool("two", **other), attributes=(YES,)).a)


@pytest.mark.parametrize(
    ("mine", "theirs", "is_rule"),
    [(0, 366, True), (300, 500, True), (0, 365, False), (400, 500, False), (366, 0, False)],
)
def test_recent_changes_are_a_reason_if_the_other_tool_had_none_for_a_year(
    *, mine: int, theirs: int, is_rule: bool
) -> None:
    days = [DAY - timedelta(days=age) for age in (mine, theirs)]
    one, other = {"updated": days[0], "pricing": PAID}, {"updated": days[1], "pricing": FREE}
    rules = said(two(one, other).a)
    assert bool(rules) == is_rule
    assert all(f"of Two was on {days[1]}" in rule for rule in rules)


def test_nothing_comes_from_nothing() -> None:
    assert two({}, {}) == Decision()


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ({"pricing": FREE}, {"pricing": PAID}, "to start without paying; Two is paid"),
        (
            {"attributes": (("gpu", True),)},
            {"attributes": (("gpu", False),)},
            "if “GPU” must be yes; for Two it is no",
        ),
        (
            {"attributes": (("account", False),)},
            {"attributes": (("account", True),)},
            "if “Needs an account” must be no; for Two it is yes",
        ),
        (
            {"attributes": (("languages", ("Rust", "C++")),)},
            {"attributes": (("languages", ("rust",)),)},
            "if languages must include C++; Two does not list it",
        ),
        (
            {"attributes": (("languages", ("Go", "C++", "Zig")),)},
            {"attributes": (("languages", ("Rust", "C", "D", "E")),)},
            "if languages must include Go or C++; Two lists neither",
        ),
        (
            {"attributes": (("latency", 3),)},
            {"attributes": (("latency", 4),)},
            "for less latency: 3 ms against 4 ms for Two",
        ),
        (
            {"license": "MIT", "capabilities": (a_capability(),)},
            {"license": "AGPL-3.0-only"},
            "for a permissive licence (MIT); Two is under AGPL-3.0-only",
        ),
        (
            {"license": "AGPL-3.0-only"},
            {"license": "BUSL-1.1"},
            "for free software (AGPL-3.0-only); Two is source-available (BUSL-1.1)",
        ),
        (
            {"license": "MIT"},
            {"license": "Apache-2.0 AND LicenseRef-Commons-Clause"},
            "for free software (MIT); Two is source-available (Apache-2.0 AND Commons-Clause)",
        ),
        (
            {"license": "MPL-2.0"},
            {"license": "LicenseRef-Proprietary"},
            "for free software (MPL-2.0); Two is not under a free licence",
        ),
        (
            {"status": Status.ACTIVE},
            {"status": Status.ARCHIVED},
            "for a project that is still developed; Two is archived",
        ),
    ],
)
def test_what_speaks_for_one_side_only_is_a_rule(
    one: dict[str, Any], other: dict[str, Any], rule: str
) -> None:
    assert rule in said(two(one, other).a)
    swapped = decision(a_tool("one", name="Two", **other), a_tool("two", name="One", **one))
    assert rule in said(swapped.b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"pricing": FREE}, {}),
        ({"pricing": FREE}, {"pricing": FREE}),
        ({"license": "MIT"}, {}),
        ({"license": "MIT"}, {"license": "Apache-2.0"}),
        ({"license": "MIT"}, {"license": "LGPL-3.0-only"}),
        ({"license": "MIT"}, {"license": "LicenseRef-Own"}),
        ({"license": "BUSL-1.1"}, {"license": "SSPL-1.0"}),
        ({"status": Status.ACTIVE}, {}),
        ({"attributes": (("gpu", True),)}, {}),
        ({"attributes": (("gpu", True),)}, {"attributes": (("gpu", True),)}),
        ({"attributes": (("languages", ("Rust",)),)}, {}),
        (
            {"attributes": (("languages", ("NVIDIA GPU",)),)},
            {"attributes": (("languages", ("GPU",)),)},
        ),
        (
            {"capabilities": (a_capability("Streams"),)},
            {"capabilities": (a_capability("Draws"),)},
        ),
    ],
)
def test_what_is_unknown_of_the_other_side_or_equal_is_no_rule(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert two(one, other) == Decision()


@pytest.mark.parametrize(
    ("spec", "rule"),
    [
        (replace(LIST, rule="you write {value}"), "if you write Go; Two does not list it"),
        (replace(LIST, is_reason=False), None),
        (replace(NUMBER, rule="you wait less than {value}"), "if you wait less than 4 ms"),
        (replace(YES, rule="you have a GPU"), "if you have a GPU; not with Two"),
    ],
)
def test_a_site_says_in_its_own_words_why_an_attribute_matters(
    spec: AttributeSpec, rule: str | None
) -> None:
    values = {"languages": (("Go",), ("Rust",)), "latency": (3, 4), "gpu": (True, False)}
    tools = [
        a_tool(slug, attributes=((spec.id, value),))
        for slug, value in zip(("one", "two"), values[spec.id], strict=True)
    ]
    assert said(decision(*tools, attributes=(spec,)).a) == ([rule] if rule else [])


def test_a_limit_of_the_other_tool_is_no_reason() -> None:
    """The files do not prove that the first tool lacks the limit."""
    fields = {"title": "Saves checkpoints", "id": "checkpointing"}
    one = a_capability(**fields, limitations=("one host",))
    other = a_capability(
        **fields, limitations=("no `resume`", "one host"), vs_alternatives="One resumes."
    )
    assert two({"capabilities": (one,)}, {"capabilities": (other,)}) == Decision()


OVER = {"choose_over": (("two", "long `runs`"),)}


def test_reasons_that_an_editor_wrote_for_two_tools_come_first() -> None:
    one = {"capabilities": (a_capability("Streams", best_for=("rest",), **OVER),), "pricing": FREE}
    other = {"capabilities": (a_capability("Draws", best_for=("art",)),), "pricing": PAID}
    found = two(one, other)
    assert said(found.a)[:2] == ["for long runs", "to start without paying; Two is paid"]
    assert found.a[0].anchor == "a-streams"
    assert not [rule for rule in said(found.a + found.b) if rule in {"for rest", "for art"}]


def test_a_written_reason_for_one_side_alone_is_given_between_tools_for_different_jobs() -> None:
    """A derived one is not: it would set the tool above one of another kind."""
    one = {"capabilities": (a_capability("Streams", **OVER),), "categories": ("data",)}
    other = {"capabilities": (a_capability("Draws"),), "categories": ("training",)}
    assert said(two({**one, **lists_of(("Go",))}, {**other, **lists_of(("C",))}).a) == [
        "for long runs"
    ]


def test_that_the_other_tool_is_archived_comes_before_all_other_reasons() -> None:
    """And does not take the place of one of these."""
    reasons = tuple(
        a_capability(use, choose_over=(("two", f"{use} in {status}"),))
        for use, status in zip("abcd", ("production", "teams", "class", "projects"), strict=True)
    )
    one = {"capabilities": reasons, "status": Status.ACTIVE}
    assert said(two(one, {"status": Status.ARCHIVED}).a) == [
        "for a project that is still developed; Two is archived",
        "for a in production",
        "for b in teams",
        "for c in class",
        "for d in projects",
    ]


HOME = "https://a.example"


@pytest.mark.parametrize(
    ("third", "rules"),
    [
        ({"pricing": FREE}, []),
        ({"pricing": PAID}, ["C++", "GPU"]),
        ({"pricing": FREE, "distinct_from": ()}, ["C++", "GPU"]),
        ({"pricing": FREE, "homepage": "https://a.example/docs"}, []),
        ({"pricing": FREE, "homepage": "https://a.example.org"}, ["C++", "GPU"]),
        ({"pricing": FREE, "attributes": (("gpu", False), ("languages", ("C++",)))}, ["GPU"]),
        ({"pricing": FREE, "attributes": (("gpu", True), ("languages", ("Go",)))}, ["C++"]),
    ],
)
def test_what_a_free_namesake_has_too_is_no_reason_to_pay(
    third: dict[str, Any], rules: list[str]
) -> None:
    values = (("gpu", True), ("languages", ("C++",)))
    namesakes = [
        a_tool(slug, **{"attributes": values, "distinct_from": (twin,), "homepage": HOME, **fields})
        for slug, twin, fields in (("one", "x", {"pricing": PAID}), ("x", "one", third))
    ]
    if not namesakes[1].distinct_from:
        namesakes[0] = replace(namesakes[0], distinct_from=())
    other = a_tool("two", attributes=(("gpu", False), ("languages", ("Go",))), pricing=FREE)
    found = decision(namesakes[0], other, namesakes[1])
    assert [rule.words.strip("“”") for rule in found.a] == rules


def test_what_is_written_for_both_sides_in_the_same_words_is_no_reason() -> None:
    other = a_capability("Draws", choose_over=(("one", "Long runs"),))
    found = two({"capabilities": (a_capability("Streams", **OVER),)}, {"capabilities": (other,)})
    assert not [rule for rule in said(found.a + found.b) if "runs" in rule]


def test_the_texts_of_the_default_language_decide_in_all_languages() -> None:
    over = a_capability("Streams", choose_over=(("two", "quick starts by containers"),))
    one = a_tool("one", capabilities=(over,), attributes=(("install", ("Docker", "Deb")),))
    other = a_tool("two", attributes=(("install", ("Nix",)),))
    translated = replace(
        one, capabilities=(replace(over, choose_over=(("two", "rasche Starts"),)),), original=one
    )
    given = []
    for tool in (one, translated):
        found = sides(a_catalog(tool, other, attributes=(INSTALL,)))
        pair = found["one"], found["two"]
        peers = Peers(pair[0], pair[1:]), Peers(pair[1], pair[:1])
        given.append((pair, peers))
    kept = further_facts(*given[0], (INSTALL,))
    german = decide(*given[1], (INSTALL,), tuple, kept)
    assert said(german.a) == ["for rasche Starts"]
    assert len(said(decide(*given[1], (INSTALL,), tuple).a)) > 1, "by the words of the translation"


@pytest.mark.parametrize("inherits", [True, False])
def test_what_a_tool_inherits_is_no_reason_against_it(*, inherits: bool) -> None:
    parts = (("built_on", ("One",)),) if inherits else ()
    fields = (("languages", ("Go",)), *parts)
    found = two(lists_of(("C++",)), {"attributes": fields})
    assert bool(found.a) != inherits
    assert found.b


def test_an_entry_that_the_other_file_has_in_other_words_is_no_reason() -> None:
    catalog = a_catalog(
        a_tool("one", **lists_of(("SFT",))),
        a_tool("two", **lists_of(("GRPO",)), summary="For supervised fine-tuning."),
        attributes=ATTRIBUTES,
    )
    rules = []
    for synonyms in ((), (("sft", "Supervised fine-tuning"),)):
        found = sides(replace(catalog, synonyms=synonyms))
        peers = Peers(found["one"], [found["two"]]), Peers(found["two"], [found["one"]])
        profiles = found["one"], found["two"]
        rules.append(said(decide(profiles, peers, ATTRIBUTES, lambda: ()).a))
    assert rules == [["if languages must include SFT; Two does not list it"], []]


def test_tools_of_different_categories_have_no_rules_from_facts() -> None:
    """Neither replaces the other."""
    facts = {"pricing": FREE, "license": "MIT", **lists_of(("Go",))}
    others = {"pricing": PAID, "license": "AGPL-3.0-only", **lists_of(("Rust",))}
    apart = two({**facts, "categories": ("data",)}, {**others, "categories": ("training",)})
    assert apart == Decision()
    alike = two({**facts, "categories": ("data",)}, {**others, "categories": ("data",)})
    assert len(alike.a) == 3


def lists_of(entries: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of a tool with these languages."""
    return {"attributes": (("languages", entries),)}


def test_a_reason_that_holds_against_most_tools_is_given_on_a_third_of_the_pages() -> None:
    one = a_tool("one", **lists_of(("Go", "Zig", "D")))
    others = [a_tool(f"x{n}", **lists_of(("Go",))) for n in range(9)]
    given = [
        rule
        for other in others
        for rule in said(decision(one, other, *(tool for tool in others if tool != other)).a)
    ]
    assert sorted(given) == sorted(
        f"if languages must include {entry}; X{n} does not list it"
        for n, entry in enumerate(["Zig"] * 3 + ["D"] * 3)
    )


def test_a_side_without_a_reason_gets_a_general_one_where_the_other_has_one() -> None:
    one = a_tool("one", **lists_of(("Go", "Zig")))
    others = [a_tool(f"x{n}", **lists_of(("Rust",))) for n in range(9)]
    for other in others:
        found = decision(one, other, *(tool for tool in others if tool != other))
        assert said(found.a)
        assert said(found.b)


def test_entries_that_more_tools_have_come_first() -> None:
    one = a_tool("one", **lists_of(("Odd", "Rare", "Go")))
    others = [a_tool("x", **lists_of(("Go",))), a_tool("y", **lists_of(("Go", "Rare")))]
    two_ = a_tool("two", **lists_of(("C",)))
    assert said(decision(one, two_, *others).a) == [
        "if languages must include Go or Rare; Two lists neither"
    ]


@given(
    st.lists(
        st.builds(
            dict,
            attributes=st.lists(st.sampled_from(["Go", "Zig", "C"]), max_size=3, unique=True).map(
                lambda entries: (("languages", tuple(entries)),)
            ),
            license=st.sampled_from(["", "MIT", "GPL-3.0-only"]),
            status=st.sampled_from([None, *Status]),
            pricing=st.sampled_from([FREE, PAID, Pricing()]),
        ),
        min_size=5,
        max_size=9,
    )
)
def test_no_reason_is_given_on_more_than_a_third_of_a_tools_pages(
    fields: list[dict[str, Any]],
) -> None:
    tools = [a_tool(f"t{number}", **each) for number, each in enumerate(fields)]
    profiles = list(sides(a_catalog(*tools, attributes=ATTRIBUTES)).values())
    peers = Peers(profiles[0], profiles[1:])
    keys = Counter(key for other in tools[1:] for key in peers.allowed(other.slug, ATTRIBUTES))
    ended = keys.pop(("ended", "", ""), 0)  # decisive, so it is given wherever it applies
    assert ended == (fields[0]["status"] is Status.ACTIVE) * sum(
        each["status"] in ENDED for each in fields[1:]
    )
    assert all(3 * number <= len(tools) - 1 for number in keys.values())


def test_different_licences_are_a_reason_for_both_or_for_neither() -> None:
    """A licence that most peers lack is general for one of the two tools."""
    one = a_tool("one", license="MIT")
    two = a_tool("two", license="GPL-3.0-only")
    others = [a_tool(f"x{number}", license="GPL-3.0-only") for number in range(9)]
    for rules in (decision(one, two, *others), decision(two, one, *others)):
        licences = [
            [text for text in said(side) if "licence" in text] for side in (rules.a, rules.b)
        ]
        assert len(licences[0]) == len(licences[1])


def test_what_both_lack_speaks_against_both() -> None:
    facts = {"attributes": (("gpu", False),), "pricing": PAID, "status": Status.ARCHIVED}
    both = a_tool("one", **facts), a_tool("two", **{**facts, "status": Status.MAINTENANCE})
    better = a_tool("x", attributes=(("gpu", True),), pricing=FREE, status=Status.ACTIVE)
    found = decision(*both, better)
    assert said(found.neither) == [
        "if “GPU” must be yes",
        "for a project that is still developed (One: archived; Two: maintenance only)",
        "if you cannot pay",
    ]
    assert {rule.see for rule in found.neither} == {"x"}
    assert (found.a, found.b) == ((), ())
    assert decision(*both) == Decision()


def test_where_neither_will_do_the_best_tool_that_has_it_is_named() -> None:
    lacking = [a_tool(slug, attributes=(("gpu", False),)) for slug in ("one", "two")]
    having = [
        a_tool(slug, attributes=(("gpu", value),))
        for slug, value in (("x", False), ("y", True), ("z", True))
    ]
    assert [rule.see for rule in decision(*lacking, *having).neither] == ["y"]
    assert decision(*lacking).neither == ()


@pytest.mark.parametrize(
    ("jobs", "is_named"),
    [
        (("training", "data"), True),
        (("data", "serving", "training"), True),
        (("training",), False),
        (("data", "serving"), False),
        ((), False),
    ],
)
def test_a_tool_that_is_named_for_both_does_the_main_job_of_each(
    jobs: tuple[str, ...], *, is_named: bool
) -> None:
    lacking = {"attributes": (("gpu", False),)}
    two = (
        a_tool("one", categories=("training", "data"), **lacking),
        a_tool("two", categories=("data", "training", "serving"), **lacking),
    )
    third = a_tool("x", categories=jobs, attributes=(("gpu", True),))
    assert bool(decision(*two, third).neither) == is_named


@pytest.mark.parametrize(
    ("claims", "rules"),
    [
        ([], ["if languages must include C++ or Go; Two lists neither"]),
        ([(("attributes", "languages"), Basis.ASSERTED)], []),
        (
            [(("attributes", "languages", 0), Basis.ASSERTED)],
            ["if languages must include Go; Two does not list it"],
        ),
        (
            [(("attributes", "languages", 0), Basis.VENDOR)],
            ["if languages must include C++ or Go; Two lists neither"],
        ),
    ],
)
def test_an_entry_without_a_source_is_no_reason(
    claims: list[tuple[tuple[str | int, ...], Basis]], rules: list[str]
) -> None:
    stated = tuple(Claim(keys=keys, based_on=ClaimSource(basis=basis)) for keys, basis in claims)
    one = a_tool("one", **lists_of(("C++", "Go")), claims=stated)
    assert said(decision(one, a_tool("two", **lists_of(("Rust",)))).a) == rules


DEVICES = replace(LIST, id="devices", label="Devices", rule="you have a {value}")


@pytest.mark.parametrize("inherited", [Inheritance.ALL, Inheritance.NONE])
@pytest.mark.parametrize(
    ("bases", "mine", "theirs", "is_reason"),
    [
        (((), ()), "AMD GPU", "NVIDIA GPU", True),
        ((("Torch",), ("Torch",)), "AMD GPU", "NVIDIA GPU", False),
        ((("Torch",), ("JAX",)), "AMD GPU", "NVIDIA GPU", True),
        ((("Torch",), ("Torch",)), "TPU", "NVIDIA GPU", True),
        ((("Two",), ()), "TPU", "NVIDIA GPU", False),
        ((("Two", "Torch"), ("Torch",)), "TPU", "NVIDIA GPU", False),
    ],
)
def test_what_a_base_may_bring_to_both_is_no_reason(
    bases: tuple[tuple[str, ...], tuple[str, ...]],
    mine: str,
    theirs: str,
    *,
    is_reason: bool,
    inherited: Inheritance,
) -> None:
    """Only of attributes whose entries a tool inherits."""
    one, two_ = (
        a_tool(slug, attributes=(("built_on", parts), ("devices", (entry,))))
        for slug, parts, entry in (("one", bases[0], mine), ("two", bases[1], theirs))
    )
    made = decision(one, two_, attributes=(replace(DEVICES, inherited=inherited),))
    assert bool(made.a) == (is_reason or inherited is Inheritance.NONE)


@pytest.mark.parametrize(
    ("inherited", "parts", "is_reason"),
    [
        (Inheritance.LISTED, ("Base",), False),
        (Inheritance.ALL, ("Base",), False),
        (Inheritance.LISTED, ("Upper",), False),
        (Inheritance.LISTED, ("Another",), True),
        (Inheritance.NONE, ("Base",), True),
    ],
)
def test_what_the_base_of_a_tool_lists_is_no_reason_against_it(
    inherited: Inheritance, parts: tuple[str, ...], *, is_reason: bool
) -> None:
    """Nor is what the base of its base lists."""
    base = a_tool("base", attributes=(("devices", ("CPU", "Apple silicon")),))
    upper = a_tool("upper", attributes=(("built_on", ("Base", "Two")),))
    one = a_tool("one", attributes=(("devices", ("Apple silicon",)),))
    two = a_tool("two", attributes=(("built_on", parts), ("devices", ("TPU",))))
    spec = replace(DEVICES, inherited=inherited)
    assert bool(decision(one, two, base, upper, attributes=(spec,)).a) == is_reason


def test_entries_beyond_those_of_the_base_are_a_reason_where_only_listed_ones_are_inherited() -> (
    None
):
    one = a_tool("one", attributes=(("built_on", ("Two",)), ("devices", ("TPU",))))
    two = a_tool("two", attributes=(("devices", ("CPU",)),))
    spec = replace(DEVICES, inherited=Inheritance.LISTED)
    assert said(decision(one, two, attributes=(spec,)).a) == [
        "if you have a TPU; Two does not list it"
    ]


@pytest.mark.parametrize(
    ("use", "spec", "values", "is_given"),
    [
        ("for runs on TPU", DEVICES, (("TPU pod",), ("GPU",)), False),
        ("when you have little memory", DEVICES, (("TPU pod",), ("GPU",)), True),
        ("one big GPU", DEVICES, (("AMD GPU",), ("TPU",)), False),
        ("one big GPU", replace(DEVICES, general=("GPUs",)), (("AMD GPU",), ("TPU",)), True),
        ("AMD cards", replace(DEVICES, general=("GPUs",)), (("AMD GPU",), ("TPU",)), False),
        ("form in the browser", replace(YES, label="Web interface"), (True, False), True),
        ("any web page", replace(YES, label="Web interface"), (True, False), False),
        (
            "form in the browser",
            replace(YES, label="Web interface", synonyms=("browsers",)),
            (True, False),
            False,
        ),
        ("a delay of 3 ms", replace(NUMBER, rule="you want a delay below {value}"), (3, 4), False),
        ("a long wait", replace(NUMBER, rule="you want a delay below {value}"), (3, 4), True),
        ("less memory", NUMBER, (3, 4), True),
    ],
)
def test_a_rule_about_the_subject_of_a_written_reason_is_left_out(
    use: str, spec: AttributeSpec, values: tuple[Any, Any], *, is_given: bool
) -> None:
    """The subject of a rule: the entries that it names, or what the attribute is about."""
    reason = a_capability("Streams", choose_over=(("two", use),))
    one = a_tool("one", attributes=((spec.id, values[0]),), capabilities=(reason,))
    two_ = a_tool("two", attributes=((spec.id, values[1]),))
    texts = said(decision(one, two_, attributes=(spec,)).a)
    assert texts[0] == f"for {use}"
    assert (len(texts) > 1) == is_given


def test_attributes_and_built_in_rows_have_different_anchors() -> None:
    anchor = row_anchor(fact_key(replace(YES, id="pricing")))
    assert anchor == "row-fact-pricing" != row_anchor("pricing")


@pytest.mark.parametrize(
    ("expression", "family"),
    [
        ("MIT", "permissive"),
        ("MIT OR Apache-2.0", "permissive"),
        ("GPL-3.0-or-later", "copyleft"),
        ("AGPL-3.0-only AND GPL-2.0-only", "copyleft"),
        ("MIT OR GPL-3.0-only", ""),
        ("LGPL-3.0-only", ""),
        ("MPL-2.0", ""),
        ("LicenseRef-Own", ""),
        ("", ""),
    ],
)
def test_only_well_known_licences_have_a_family(expression: str, family: str) -> None:
    assert licence_family(expression) == family


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("AGPL-3.0-only", LicenceClass.FREE),
        ("MIT AND LGPL-3.0-only", LicenceClass.FREE),
        ("GPL-2.0-only OR LicenseRef-Proprietary", LicenceClass.FREE),
        ("BUSL-1.1", LicenceClass.SOURCE_AVAILABLE),
        ("SSPL-1.0 OR Elastic-2.0", LicenceClass.SOURCE_AVAILABLE),
        ("SUL-1.0", LicenceClass.SOURCE_AVAILABLE),
        ("FSL-1.1-MIT", LicenceClass.SOURCE_AVAILABLE),
        ("CC-BY-NC-SA-4.0", LicenceClass.SOURCE_AVAILABLE),
        ("MIT AND LicenseRef-Commons-Clause", LicenceClass.SOURCE_AVAILABLE),
        ("LicenseRef-Proprietary", LicenceClass.PROPRIETARY),
        ("LicenseRef-Own", LicenceClass.UNKNOWN),
        ("MIT AND LicenseRef-Own", LicenceClass.UNKNOWN),
        ("(MIT OR BUSL-1.1) AND GPL-3.0-only", LicenceClass.UNKNOWN),
        ("", LicenceClass.UNKNOWN),
    ],
)
def test_a_licence_is_free_or_only_shows_the_source(
    expression: str, expected: LicenceClass
) -> None:
    assert licence_class(expression) is expected


DECIDED = {
    **SMALL_SITE,
    "content/tools/alpha.yaml": SMALL_SITE["content/tools/alpha.yaml"].replace(
        "pricing: free", "pricing: usage"
    ),
    "content/tools/gamma.yaml": SMALL_SITE["content/tools/gamma.yaml"]
    + "pricing: free\ncategories: [training]\n",
}


def test_every_rule_leads_to_its_fact_on_the_page(tmp_path: Any) -> None:
    planned = plan(Config(root=write_files(tmp_path, DECIDED), output=tmp_path / "public"))
    context = make_context(planned.job)
    reached = set()
    for page in [one for one in planned.pages if one.kind == "versus"]:
        found = parse(render_page(context, page))
        links = [
            link.attributes["href"]
            for part in (*found.all(class_="choose"), *found.all(class_="neither"))
            for link in part.all("a")
        ]
        targets = [link.removeprefix("#") for link in links if link.startswith("#")]
        reached |= set(targets)
        assert all(len(found.all(id=target)) == 1 for target in targets), page.address
    assert {"row-fact-gpu", "row-pricing"} <= reached


PRICE = AttributeSpec(id="price", label="Price", kind=AttributeKind.MONEY, better=Better.LOWER)
SEATS = AttributeSpec(id="seats", label="Team size", kind=AttributeKind.RANGE, unit="people")
PYTHON = AttributeSpec(
    id="python", label="Least Python", kind=AttributeKind.VERSION, better=Better.LOWER
)
RAM = replace(SEATS, id="ram", label="Memory", unit="GB", better=Better.LOWER)


@pytest.mark.parametrize(
    ("spec", "one", "other", "rules", "others"),
    [
        (
            PRICE,
            "15 USD/month",
            "20 USD/month",
            ["for a lower price: $15/month against $20/month"],
            [],
        ),
        (PRICE, "19.50 USD/month", "20 USD/month", [], []),
        (PRICE, "15 EUR/month", "20 USD/month", [], []),
        (PRICE, "15 USD/year", "20 USD/month", [], []),
        (replace(PRICE, better=None), "15 USD", "20 USD", [], []),
        (PYTHON, "3.8", "3.10", ["for a lower least Python: 3.8 against 3.10"], []),
        (PYTHON, "3.8.1", "3.8.2", [], []),
        (SEATS, "1 to 50", "1 to 10", ["if team size must include more than 10 people"], []),
        (
            SEATS,
            "5 or more",
            "1 to 10",
            ["if team size must include more than 10 people"],
            ["if team size must include less than 5 people"],
        ),
        (SEATS, "1 to 10", "1 to 10", [], []),
        (RAM, "2 to 8", "4 to 16", ["for a lower memory: 2 to 8 GB against 4 to 16 GB"], []),
        (RAM, "2 to 16", "4 to 8", [], []),
    ],
)
def test_amounts_ranges_and_versions_are_reasons_where_they_really_differ(
    spec: AttributeSpec, one: str, other: str, rules: list[str], others: list[str]
) -> None:
    made = decision(
        a_tool("one", attributes=((spec.id, one),)),
        a_tool("two", attributes=((spec.id, other),)),
        attributes=(spec,),
    )
    assert [rule.partition(" for Two")[0].partition("; ")[0] for rule in said(made.a)] == rules
    assert [rule.partition(" for One")[0].partition("; ")[0] for rule in said(made.b)] == others


INSTALL = AttributeSpec(
    id="install",
    label="Ways to install",
    kind=AttributeKind.LIST,
    rule="you want to install it with {value}",
    entry_synonyms=(("Docker", ("container",)), ("Java", ("JVM",))),
)


@pytest.mark.parametrize(
    ("entry", "summary", "is_reason"),
    [
        ("Docker", "A wiki.", True),
        ("Docker", "A dockerized wiki.", False),
        ("Docker", "A wiki in a container.", False),
        ("Java", "JavaScript in detail.", True),
        ("Java", "Written in Java.", False),
        ("Java", "Runs on the JVM.", False),
    ],
)
def test_what_texts_name_by_a_synonym_of_an_entry_is_no_reason(
    entry: str, summary: str, *, is_reason: bool
) -> None:
    """A short entry inside another word is not named."""
    mine = a_tool("one", attributes=(("install", (entry,)),))
    other = a_tool("two", summary=summary, attributes=(("install", ("Nix",)),))
    rule = f"if you want to install it with {entry}; Two does not list it"
    found = decision(mine, other, attributes=(INSTALL,))
    assert said(found.a) == ([rule] if is_reason else [])


def test_an_entry_that_a_written_reason_names_in_other_words_is_not_repeated() -> None:
    over = a_capability("Streams", choose_over=(("two", "quick starts by containers"),))
    one = a_tool("one", capabilities=(over,), attributes=(("install", ("Docker", "Deb")),))
    other = a_tool("two", attributes=(("install", ("Nix",)),))
    assert said(decision(one, other, attributes=(INSTALL,)).a) == ["for quick starts by containers"]
    script = replace(one, attributes=(("install", ("JavaScript",)),))
    over = replace(over, choose_over=(("two", "the JVM"),))
    script = replace(script, capabilities=(over,))
    given = said(decision(script, other, attributes=(INSTALL,)).a)
    assert any("JavaScript" in rule for rule in given), "JavaScript is not Java"


def test_why_a_tool_is_no_longer_developed_is_said_where_its_file_has_it() -> None:
    claim = Claim(keys=("status",), based_on=ClaimSource(note="no fixes since 2025"))
    other = {"status": Status.MAINTENANCE, "claims": (claim,)}
    assert said(two({"status": Status.ACTIVE}, other).a) == [
        "for a project that is still developed; Two is only maintained (no fixes since 2025)"
    ]


def test_recent_changes_are_a_reason_only_where_the_other_tool_has_one() -> None:
    days = date(2026, 8, 1), date(2025, 8, 1)
    old, new = ({"updated": day, "attributes": (("gpu", False),)} for day in days[::-1])
    assert two(new, old) == Decision()
    new["attributes"] = (("account", True),)
    old["attributes"] = (("account", False),)
    assert any("more recent changes" in rule for rule in said(two(new, old).a))


def test_the_licence_alone_is_no_reason_between_tools_without_capabilities() -> None:
    mit, agpl = {"license": "MIT"}, {"license": "AGPL-3.0-only"}
    assert two(mit, agpl) == Decision()
    found = two({**mit, "pricing": FREE}, {**agpl, "pricing": PAID})
    assert [len(rules) for rules in (found.a, found.b)] == [2, 1]


def test_a_tool_that_calls_itself_open_is_not_rejected_as_proprietary() -> None:
    free = a_tool("one", license="MIT")
    closed = a_tool("two", license="LicenseRef-Proprietary", summary="A shop.")
    assert said(decision(free, closed).a) == [
        "for free software (MIT); Two is not under a free licence"
    ]
    shop = replace(closed, summary="A flexible open source shop.")
    assert decision(free, shop) == Decision()


def test_a_licence_is_no_reason_between_tools_about_different_things() -> None:
    """Though one category has both."""
    closed = a_tool("two", license="LicenseRef-Proprietary", summary="Sends invoices to clients.")
    for summary, number in (("Bot that trades currencies.", 0), ("Writes invoices, prints.", 1)):
        free = a_tool("one", license="MIT", summary=summary)
        assert len(decision(free, closed).a) == number
