"""Fingerprints: equal ones imply equal pages, and only inputs of a page change its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ssg.build import fingerprint, tool_hashes
from ssg.build.fingerprint import PageFingerprints
from ssg.build.page_table import PageTable
from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.build.quick_keys import NO_QUICK, KnownKeys
from ssg.build.site_hashes import program_fingerprint
from ssg.catalog import (
    Basis,
    Catalog,
    Editorial,
    Pricing,
    PricingModel,
    SharedCapability,
    Signal,
    Source,
    Status,
)
from ssg.config import Config
from ssg.machine import DOCUMENT_KINDS, all_documents
from ssg.messages import Messages
from ssg.pair_table import PairTable
from ssg.settings import (
    AttributeKind,
    AttributeSpec,
    Category,
    FeedScope,
    Inheritance,
    PairPolicy,
    PairSettings,
    PublishSettings,
    RankingSettings,
)
from ssg.site import Page
from ssg.views import PAGE_KINDS, Context, all_pages
from support.compared_tools import ATTRIBUTES
from support.described_tools import described_catalogs, described_tools
from support.site_in_languages import LANGUAGES_SITE
from support.strategies import (
    CATEGORIES,
    SIGNALS,
    a_capability,
    a_catalog,
    a_tool,
    weighted,
    write_files,
)
from support.view_contexts import a_context

FREE, PAID = Pricing(model=PricingModel.FREE), Pricing(model=PricingModel.PAID)
ALL_PAIRS = PairSettings(policy=PairPolicy.ALL)
EVERYTHING = PublishSettings(
    comparisons=True, markdown=True, feeds=FeedScope.TOOLS, badges=True, embeds=True
)

LINKED_SITE = {
    **LANGUAGES_SITE,
    "content/site.yaml": LANGUAGES_SITE["content/site.yaml"] + "untranslated: link\n",
}


@dataclass(frozen=True)
class Rendered:
    """A page with its keys."""

    kind: str
    subject: tuple[str, ...]
    fingerprint: bytes
    matched: bytes
    quick: bytes
    body: bytes
    page: Page
    keys: PageFingerprints
    """Of the whole site."""


def rendered(catalog: Catalog) -> dict[str, Rendered]:
    """Return all pages and documents by address."""
    settings = replace(catalog.settings, publish=EVERYTHING)
    return rendered_in(a_context(replace(catalog, settings=settings)))


def rendered_in(context: Context) -> dict[str, Rendered]:
    """Return all pages and documents of a context by address.

    Their quick keys are the same if they are made one by one.
    """
    keys = PageFingerprints(context, program_fingerprint(context, ()))
    pages = PageTable((*all_pages(context), *all_documents(context)))
    quick = [keys.quick(page) for page in pages]
    assert keys.quick_of(pages).tolist() == [key or NO_QUICK for key in quick]
    return {
        page.address: Rendered(
            page.kind,
            page.subject,
            keys.of(page),
            keys.matched(page),
            key,
            render_page(context, page),
            page,
            keys,
        )
        for page, key in zip(pages, quick, strict=True)
    }


def changed(before: Catalog, after: Catalog) -> set[tuple[str, ...]]:
    """Return the pairs with another fingerprint; pages with other bytes must have others, too."""
    return compared(rendered(before), rendered(after))


def compared(first: dict[str, Rendered], second: dict[str, Rendered]) -> set[tuple[str, ...]]:
    """Return the same of rendered pages."""
    both = [(first[address], second[address]) for address in first.keys() & second.keys()]
    for old, new in both:
        if old.fingerprint != new.fingerprint:
            assert old.quick != new.quick or not new.quick, (new.kind, new.subject)
        if old.body != new.body:
            assert old.fingerprint != new.fingerprint, (new.kind, new.subject)
            assert old.matched != new.matched or not new.matched, (new.kind, new.subject)
    assert_keys_of_the_last_build_are_known(first, second)
    return {
        new.subject
        for old, new in both
        if new.kind == "versus" and old.fingerprint != new.fingerprint
    }


def assert_keys_of_the_last_build_are_known(
    first: dict[str, Rendered], second: dict[str, Rendered]
) -> None:
    """Those that are taken from the first site are those that are made."""
    [before, *_], [after, *_] = first.values(), second.values()
    if rows := before.keys.rows():
        last = [first[address].quick if address in first else b"" for address in second]
        quick = np.array([key or NO_QUICK for key in last], f"V{len(NO_QUICK)}")
        found = after.keys.quick_of(
            PageTable(new.page for new in second.values()), KnownKeys(quick, rows.to_bytes())
        )
        assert found.tolist() == [new.quick or NO_QUICK for new in second.values()]


@given(described_catalogs(most=3, capabilities=4), st.data())
@settings(max_examples=40)
def test_pages_that_differ_have_other_fingerprints(catalog: Catalog, data: st.DataObject) -> None:
    """For any change of one tool, also where the quick key looks closely at third tools."""
    pairs = data.draw(st.sampled_from([0, tool_hashes.MANY_PAIRS]))
    place = data.draw(st.integers(0, len(catalog.tools) - 1))
    old = catalog.tools[place]
    new = data.draw(described_tools(old.slug, data.draw(st.sampled_from([old.name, "Other"])), 4))
    tools = [*catalog.tools[:place], new, *catalog.tools[place + 1 :]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tool_hashes, "MANY_PAIRS", pairs)
        changed(catalog, replace(catalog, tools=tuple(tools)))


ONE = a_tool(
    "one",
    capabilities=(
        a_capability("Fast attention", id="attention"),
        a_capability("Sharded arrays", line=9),
    ),
)
TWO = a_tool("two", capabilities=(a_capability("Quick attention", id="attention"),))
THREE = a_tool("three", scores=(("quality", 0.4),))
SITE = a_catalog(ONE, TWO, THREE, pairs=ALL_PAIRS)
WORDS = Editorial(slugs=("one", "two"), text="Words.", path="content/comparisons/one-vs-two.md")
ALL, OF_TWO = (
    {("one", "three"), ("one", "two"), ("three", "two")},
    {("one", "two"), ("three", "two")},
)


@pytest.mark.parametrize(
    ("after", "pairs"),
    [
        (SITE, set()),
        (replace(SITE, tools=(ONE, THREE, replace(TWO, summary="Another summary."))), OF_TWO),
        (replace(SITE, tools=(ONE, THREE, replace(TWO, name="Deux"))), ALL),
        (replace(SITE, editorials=(WORDS,)), {("one", "two")}),
        (replace(SITE, capabilities=(SharedCapability(id="attention", name="Attention"),)), ALL),
        (replace(SITE, settings=replace(SITE.settings, title="Another title")), ALL),
    ],
)
def test_only_inputs_of_a_page_change_its_fingerprint(
    after: Catalog, pairs: set[tuple[str, str]]
) -> None:
    assert changed(SITE, after) == pairs


NO_GPU, GPU = ({"attributes": (("gpu", value),)} for value in (False, True))
LACKING: tuple[tuple[dict[str, Any], dict[str, Any], dict[str, Any]], ...] = (
    (NO_GPU, GPU, {"categories": ("training",)}),
    (NO_GPU, GPU, NO_GPU),
    ({"status": Status.ARCHIVED}, {"status": Status.ACTIVE}, {"status": Status.MAINTENANCE}),
    ({"pricing": PAID}, {"pricing": FREE}, {"pricing": PAID}),
)
"""Fields of two tools, of a third one that they point to, and its edit after which they do not."""


@pytest.mark.parametrize("closely", [False, True])
@pytest.mark.parametrize(("lacking", "having", "edit"), LACKING)
def test_what_makes_a_third_tool_a_way_out_is_an_input_of_a_comparison(
    lacking: dict[str, Any],
    having: dict[str, Any],
    edit: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    *,
    closely: bool,
) -> None:
    """`Choose neither ...: see X` comes and goes with the fields of X alone."""
    if closely:
        monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
    jobs = ("training", "data")
    two = [
        a_tool(slug, categories=mine, **lacking)
        for slug, mine in (("one", jobs), ("two", jobs[::-1]))
    ]
    x = a_tool("x", categories=jobs, **having)
    before = a_catalog(*two, x, attributes=ATTRIBUTES, pairs=ALL_PAIRS)
    after = replace(before, tools=(*two, replace(x, **edit)))
    assert b"Choose neither" in rendered(before)["/compare/one-vs-two/"].body
    assert b"Choose neither" not in rendered(after)["/compare/one-vs-two/"].body
    assert ("one", "two") in changed(before, after)


def test_the_order_of_third_tools_is_an_input_of_the_quick_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also of two tools of which each side is compared with one."""
    monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
    two = [
        a_tool(slug, categories=("training",), attributes=(("gpu", False),))
        for slug in ("one", "two")
    ]
    ways_out = [
        a_tool(slug, categories=("training",), attributes=(("gpu", True),), scores=(score,))
        for slug, score in (("x", ("quality", 0.4)), ("y", ("quality", 0.5)))
    ]
    policy = PairSettings(
        policy=PairPolicy.NONE, always=(("one", "two"), ("one", "x"), ("two", "y"))
    )
    before = a_catalog(*two, *ways_out, attributes=ATTRIBUTES, pairs=policy)
    best = replace(ways_out[0], scores=(("quality", 0.6),))
    assert ("one", "two") in changed(before, replace(before, tools=(*two, best, ways_out[1])))


def with_strengths(context: Context, strengths: Sequence[float]) -> Context:
    """Return a context whose pairs have other strengths."""
    pairs = PairTable(
        pair._replace(strength=strength)
        for pair, strength in zip(context.site.pairs, strengths, strict=True)
    )
    site = replace(context.site, pairs=pairs)
    return Context.of(site, context.addresses, context.renderer, context.aligner)


STRENGTHS = st.lists(st.sampled_from([1.0, 2.0, 3.0]), min_size=15, max_size=15)
OF_A_AND_B = [5.0, 4.0, 3.0, 2.0, 1.5, 4.0, 3.0, 1.2, 2.0]
"""Those of the pairs of a, then of b; f is nearer to both than e, and not after `WEAKER`."""
WEAKER = [*OF_A_AND_B[:4], 1.1, *OF_A_AND_B[5:]]


@given(STRENGTHS, STRENGTHS)
@example([*OF_A_AND_B, *[1.0] * 6], [*WEAKER, *[1.0] * 6])
@settings(max_examples=2)
def test_strengths_are_an_input_of_keys_of_tools_with_many_pairs(
    first: list[float], second: list[float]
) -> None:
    """Pages with other bytes have other keys."""
    tools = [a_tool(slug, categories=("training",)) for slug in "abcdef"]
    context = a_context(a_catalog(*tools, pairs=PairSettings(policy=PairPolicy.ALL)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tool_hashes, "MANY_PAIRS", 0)
        before, after = (
            rendered_in(with_strengths(context, strengths)) for strengths in (first, second)
        )
    compared(before, after)
    others = {address for address in before if before[address].body != after[address].body}
    assert others or first != [*OF_A_AND_B, *[1.0] * 6]


@given(STRENGTHS, STRENGTHS)
@example([*OF_A_AND_B, *[1.0] * 6], [*WEAKER, *[1.0] * 6])
@settings(max_examples=2)
def test_of_strengths_only_their_order_is_an_input(first: list[float], second: list[float]) -> None:
    """Pages with other bytes have other keys; with the same order all keys are the same."""
    tools = [a_tool(slug, categories=("training",)) for slug in "abcdef"]
    context = a_context(a_catalog(*tools, pairs=PairSettings(policy=PairPolicy.ALL)))
    before = rendered_in(with_strengths(context, first))
    compared(before, rendered_in(with_strengths(context, second)))
    doubled = rendered_in(with_strengths(context, [2 * strength for strength in first]))
    assert {page: found.quick for page, found in before.items()} == {
        page: found.quick for page, found in doubled.items()
    }


def test_whose_strongest_pairs_those_of_a_tool_are_is_an_input_of_its_data() -> None:
    """Texts of a tool are compared with those of its partners that have few stronger pairs."""
    tools = [a_tool(slug, capabilities=(a_capability(f"Does {slug}"),)) for slug in "abcdefghx"]
    policy = PairSettings(policy=PairPolicy.NONE, always=tuple((slug, "x") for slug in "abcdefgh"))
    context = a_context(a_catalog(*tools, pairs=policy))
    before, after = (
        rendered_in(with_strengths(context, [of_a, *[2.0] * 7])) for of_a in (3.0, 1.0)
    )
    compared(before, after)
    data = "/api/v1/tools/a.json"
    assert before[data].fingerprint != after[data].fingerprint
    assert before["/tools/a/"].quick == after["/tools/a/"].quick


@pytest.mark.parametrize("most", [0, tool_hashes.MANY_PAIRS])
def test_why_a_pair_has_a_page_is_an_input_of_its_document(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool_hashes, "MANY_PAIRS", most)
    before = a_context(replace(SITE, settings=replace(SITE.settings, publish=EVERYTHING)))
    pairs = [
        pair._replace(reasons=("another reason",)) if (pair.a, pair.b) == ("one", "two") else pair
        for pair in before.site.pairs
    ]
    site = replace(before.site, pairs=PairTable(pairs))
    after = Context.of(site, before.addresses, before.renderer, before.aligner)
    first, second = rendered_in(before), rendered_in(after)
    compared(first, second)
    document = "/api/v1/comparisons/one-vs-two.json"
    assert b"another reason" in second[document].body
    assert first["/compare/one-vs-two/"].quick == second["/compare/one-vs-two/"].quick


@pytest.mark.parametrize("closely", [False, True])
def test_what_a_base_lists_is_an_input_of_comparisons_of_what_is_built_on_it(
    monkeypatch: pytest.MonkeyPatch, *, closely: bool
) -> None:
    """Also where the base itself is compared with neither tool."""
    if closely:
        monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
    spec = replace(ATTRIBUTES[1], inherited=Inheritance.LISTED)
    two = (
        a_tool("one", attributes=((spec.id, ("Go",)),)),
        a_tool("two", attributes=(("built_on", ("Base",)), (spec.id, ("Rust",)))),
    )
    base = a_tool("base", attributes=((spec.id, ("C",)),))
    policy = PairSettings(policy=PairPolicy.NONE, always=(("one", "two"),))
    before = a_catalog(*two, base, attributes=(spec,), pairs=policy)
    after = replace(before, tools=(*two, replace(base, attributes=((spec.id, ("Go",)),))))
    reason = b"Two does not list it"
    assert reason in rendered(before)["/compare/one-vs-two/"].body
    assert reason not in rendered(after)["/compare/one-vs-two/"].body
    assert changed(before, after) == {("one", "two")}


INSTALL = AttributeSpec(
    id="install",
    label="Ways to install",
    kind=AttributeKind.LIST,
    entry_synonyms=(("Docker", ("crate",)),),
)
SUBJECT = replace(INSTALL, contrast="{a} has {values_a}, {b} {values_b}")
HOME = "https://namesake.example"
NAMESAKE = {"name": "Namesake", "pricing": PAID, "homepage": HOME}
CLOSED = {"license": "LicenseRef-Proprietary"}
OF_THIRD: tuple[tuple[AttributeSpec, dict[str, Any], dict[str, Any]], ...] = (
    (INSTALL, {}, {"summary": "A wiki in a crate."}),
    (SUBJECT, {}, {"summary": "A kanban board."}),
    (INSTALL, NAMESAKE, {"distinct_from": ("namesake",)}),
    (INSTALL, CLOSED, {"summary": "A wiki, source-available."}),
)
"""Attribute, fields of a third tool, and an edit after which other reasons apply against it."""


@pytest.mark.parametrize(("spec", "fields", "edit"), OF_THIRD)
def test_which_reasons_apply_against_a_third_tool_is_an_input_of_a_comparison(
    spec: AttributeSpec,
    fields: dict[str, Any],
    edit: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A reason against many tools is general, and given against few of them."""
    monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
    summary, both, nix = "A wiki.", (("install", ("Docker", "Nix")),), (("install", ("Nix",)),)
    one = a_tool("one", summary=summary, license="MIT", attributes=both)
    two = a_tool("two", summary=summary, attributes=nix)
    x = a_tool("x", summary=summary, attributes=both)
    free = a_tool("namesake", summary=summary, attributes=both, homepage=HOME, pricing=FREE)
    third = a_tool("third", **{"summary": summary, "attributes": nix, **fields})
    before, after = (
        a_catalog(one, two, x, free, each, attributes=(spec,), pairs=ALL_PAIRS)
        for each in (third, replace(third, **edit))
    )
    old, new = (rendered(each)["/compare/one-vs-two/"].body for each in (before, after))
    assert old != new
    assert ("one", "two") in changed(before, after)


def test_the_status_of_alternatives_is_an_input_of_what_lists_them() -> None:
    """Which of them comes first depends on it."""
    tools = [a_tool(slug, categories=("training",)) for slug in ("one", "two", "x")]
    before = a_catalog(*tools, pairs=ALL_PAIRS)
    ended = replace(tools[1], status=Status.ARCHIVED)
    assert changed(before, replace(before, tools=(tools[0], ended, tools[2]))) == {
        ("one", "two"),
        ("two", "x"),
    }


def quick_keys_that_differ(before: Catalog, after: Catalog, kinds: Collection[str]) -> set[str]:
    """Return the addresses of pages of some kinds with another quick key."""
    changed(before, after)
    first, second = rendered(before), rendered(after)
    return {
        address
        for address, old in first.items()
        if old.kind in kinds and old.quick != second[address].quick
    }


def before_and_after(edit: dict[str, Any]) -> tuple[Catalog, Catalog]:
    """Return a catalog of three tools with one capability, and the same with `x` edited."""
    fast = (a_capability("Fast attention", id="attention"),)
    tools = [
        a_tool(slug, summary="Trains models.", license="MIT", capabilities=fast)
        for slug in ("one", "two", "x")
    ]
    before = a_catalog(*tools, attributes=(INSTALL,), pairs=ALL_PAIRS)
    after = replace(before, tools=(*tools[:2], replace(tools[2], **edit)))
    return before, after


@pytest.mark.parametrize(
    "edit",
    [
        {"summary": "Trains models. Edited."},
        {"tags": ("unshared",)},
        {"attributes": (("install", ("Nix",)),)},
        {"homepage": "https://edited.example/"},
    ],
)
def test_what_no_other_tool_has_leaves_the_quick_keys_of_pages_of_other_tools(
    edit: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where each page looks closely at third tools: an edit costs its own pages."""
    monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
    before, after = before_and_after(edit)
    differ = quick_keys_that_differ(before, after, {"versus", "tool"})
    own = {"/compare/one-vs-x/", "/compare/two-vs-x/", "/tools/x/"}
    assert differ == (own if "attributes" not in edit else own | {"/compare/one-vs-two/"})


@pytest.mark.parametrize(
    "edit",
    [
        {"summary": "Trains models. Edited."},
        {"tags": ("unshared",)},
        {"homepage": "https://edited.example/"},
    ],
)
def test_with_few_pairs_an_edit_leaves_the_quick_keys_of_comparisons_of_other_tools(
    edit: dict[str, Any],
) -> None:
    before, after = before_and_after(edit)
    differ = quick_keys_that_differ(before, after, {"versus"})
    assert differ == {"/compare/one-vs-x/", "/compare/two-vs-x/"}


@pytest.mark.parametrize(
    "edit",
    [
        {"status": Status.ARCHIVED},
        {"pricing": PAID},
        {"license": "GPL-3.0-only"},
        {"attributes": (("install", ("pip",)),)},
        {"scores": (("adoption", 0.9),)},
    ],
)
def test_with_few_pairs_what_others_use_of_a_tool_is_an_input_of_their_comparisons(
    edit: dict[str, Any],
) -> None:
    fast = (a_capability("Fast attention", id="attention"),)
    tools = [
        a_tool(slug, summary="Trains models.", license="MIT", capabilities=fast, pricing=FREE)
        for slug in ("one", "two", "x")
    ]
    before = a_catalog(*tools, attributes=(INSTALL,), pairs=ALL_PAIRS)
    after = replace(before, tools=(*tools[:2], replace(tools[2], **edit)))
    assert "/compare/one-vs-two/" in quick_keys_that_differ(before, after, {"versus"})


def test_an_alternative_by_name_is_an_input_of_quick_keys_without_categories(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It makes a licence a reason against a third tool."""
    monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
    one = a_tool("one", name="Wikimatic", summary="A wiki of notes.", license="MIT")
    two = a_tool("two", summary="A forum.", license="MIT")
    summary = "Kanban board planner, alternative to {}."
    third = a_tool("x", summary=summary.format("Notematic"), license="GPL-3.0-only")
    before = a_catalog(one, two, third, pairs=ALL_PAIRS)
    replacing = replace(third, summary=summary.format("Wikimatic"))
    after = replace(before, tools=(one, two, replacing))
    old, new = (a_context(each).peers("one") for each in (before, after))
    assert not old.has_reasons("x", ())
    assert new.has_reasons("x", ())
    assert "/compare/one-vs-two/" in quick_keys_that_differ(before, after, {"versus"})


def test_another_name_of_what_a_tool_is_built_on_changes_its_alternatives() -> None:
    """Though the two are in different categories."""
    one = a_tool("one", categories=CATEGORIES[:1], attributes=(("built_on", ("Base",)),))
    base = a_tool("base", name="Another", categories=CATEGORIES[1:2])
    before = a_catalog(one, base, attributes=ATTRIBUTES, pairs=ALL_PAIRS)
    after = replace(before, tools=(one, replace(base, also_known_as=("Base",))))
    old, new = (rendered(each)["/alternatives/one/"] for each in (before, after))
    assert old.body != new.body
    changed(before, after)


def test_the_texts_of_an_alternative_of_another_main_category_are_an_input_of_what_lists_it() -> (
    None
):
    """The names of further categories may say that two tools do the same job."""
    names = {"serving": "Serving", "v": "Media / Video streaming", "w": "Media / Web streaming"}
    categories = tuple(Category(id=key, name=name) for key, name in names.items())
    one = a_tool("one", categories=("v",), capabilities=(a_capability(),), tags=("x",))
    two = a_tool("two", categories=("serving", "w"), tags=("x",))
    before = a_catalog(one, two, categories=categories, pairs=ALL_PAIRS)
    after = replace(before, tools=(one, replace(two, summary="Another summary.")))
    assert b"Another summary." in rendered(after)["/alternatives/one/"].body
    changed(before, after)


def test_a_second_tool_is_an_input_of_the_list_of_comparisons_though_it_has_none() -> None:
    before = a_catalog(a_tool("one"), pairs=PairSettings(policy=PairPolicy.NONE))
    after = replace(before, tools=(*before.tools, a_tool("two")))
    old, new = (rendered(each)["/compare/"].body for each in (before, after))
    assert old != new
    changed(before, after)


def test_synonyms_of_the_site_are_an_input_of_comparisons() -> None:
    """By them the text of a tool names an entry, which takes a contrast back."""
    spec = replace(SUBJECT, is_reason=False, entry_synonyms=(("Frobnicator", ()),))
    one, two = (
        a_tool(slug, summary="A kanban board with boxfiles.", attributes=(("install", (entry,)),))
        for slug, entry in (("one", "Docker"), ("two", "Nix"))
    )
    before = a_catalog(one, two, attributes=(spec,), pairs=ALL_PAIRS)
    after = replace(before, synonyms=(("frobnicator", "boxfiles"),))
    contrast = b"One has Docker, Two Nix"
    assert contrast in rendered(before)["/compare/one-vs-two/"].body
    assert contrast not in rendered(after)["/compare/one-vs-two/"].body
    changed(before, after)


def test_the_possible_score_of_an_alternative_is_an_input_of_what_lists_it() -> None:
    """A third tool that is compared with none decides how well known the others are."""
    stars = next(spec for spec in SIGNALS if spec.id == "stars")
    ranking = RankingSettings(
        components=weighted(adoption=50, quality=50), built_in=(), signals=(stars,)
    )
    few, more, most = ((Signal(id="stars", value=value),) for value in (9.0, 3_000.0, 30_000.0))
    known: dict[str, Any] = {"scores": (("quality", 0.5),)}
    t, x, y = (
        a_tool(slug, summary="Edits photographs.", categories=CATEGORIES[:1], **fields)
        for slug, fields in (("t", {}), ("x", {}), ("y", {**known, "signals": most}))
    )
    before, after = (
        a_catalog(
            *(t, x, y, a_tool("z", summary="Mail server.", signals=signals, **known)),
            ranking=ranking,
            pairs=PairSettings(policy=PairPolicy.NONE, always=(("t", "x"), ("t", "y"))),
        )
        for signals in (few, more)
    )
    named = (rendered(each)["/alternatives/t/"].body for each in (before, after))
    for body, names in zip(named, (b"Y and X", b"X and Y"), strict=True):
        assert b"2 alternatives to T: " + names in body
    changed(before, after)


@pytest.mark.parametrize("most", [0, tool_hashes.MANY_PAIRS])
def test_the_order_of_lists_is_an_input_of_what_lists_alternatives(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third tool that names one of them moves it, without scores."""
    monkeypatch.setattr(tool_hashes, "MANY_PAIRS", most)
    tools = [
        a_tool(slug, name=slug.title(), summary="Draws maps.", categories=("training",))
        for slug in ("one", "two", "three")
    ]
    before, after = (
        a_catalog(
            *(*tools, a_tool("x", summary=f"Fan page of {name}.", categories=("data",))),
            ranking=RankingSettings(components=(), built_in=(), signals=()),
            pairs=PairSettings(policy=PairPolicy.NONE, always=(("one", "two"), ("one", "three"))),
        )
        for name in ("Two", "Three")
    )
    listing = (rendered(each)["/alternatives/one/"].body for each in (before, after))
    for body, names in zip(listing, (b"Two and Three", b"Three and Two"), strict=True):
        assert b"2 alternatives to One: " + names in body
    changed(before, after)


@pytest.mark.parametrize(
    "edit", [{"tags": ("shared",)}, {"attributes": (("install", ("Docker",)),)}]
)
def test_what_a_third_tool_shares_with_a_partner_is_an_input_of_quick_keys(
    edit: dict[str, Any],
) -> None:
    """A tag or entry of a partner counts once another tool has it, whether compared or not."""
    a, c = a_tool("a", summary="Mail server."), a_tool("c", summary="Wiki.")
    b = a_tool("b", summary="Photo viewer.", **edit)
    pairs = PairSettings(policy=PairPolicy.NONE, always=(("a", "b"),))
    before = a_catalog(a, b, c, attributes=(INSTALL,), pairs=pairs)
    after = replace(before, tools=(a, b, replace(c, **edit)))
    changed(before, after)
    old, new = rendered(before), rendered(after)
    for address in ("/tools/a.md", "/api/v1/tools/a.json"):
        assert old[address].fingerprint != new[address].fingerprint


def test_every_kind_of_page_has_a_fingerprint() -> None:
    assert set(PageFingerprints(a_context(SITE), b"program").kinds) == {
        *PAGE_KINDS,
        *DOCUMENT_KINDS,
    }


LISTED = a_catalog(
    a_tool("one", categories=CATEGORIES[:1], capabilities=(a_capability("Fast"),)),
    a_tool("two", type="dataset", categories=CATEGORIES[1:2]),
)


def rendered_again(after: Catalog) -> set[str]:
    """Return the addresses of the pages of lists whose keys differ from those of `LISTED`."""
    changed(LISTED, after)
    first, second = rendered(LISTED), rendered(after)
    return {
        address
        for address, old in first.items()
        if old.kind in fingerprint.VIEWED_KINDS and old.fingerprint != second[address].fingerprint
    }


def test_a_summary_changes_the_lists_that_show_it_and_no_other() -> None:
    one, two = LISTED.tools
    after = replace(LISTED, tools=(one, replace(two, summary="Another summary.")))
    of_two = {f"/categories/{CATEGORIES[1]}/", "/types/dataset/"}
    assert rendered_again(after) == {"/", "/tools/", "/search/", *of_two}


def test_a_summary_changes_the_documents_of_all_tools_that_have_texts_and_no_other() -> None:
    one, two = LISTED.tools
    first = rendered(LISTED)
    second = rendered(replace(LISTED, tools=(one, replace(two, summary="Another summary."))))
    differ = {
        new.subject[0]
        for address, new in second.items()
        if new.kind == "api" and new.fingerprint != first[address].fingerprint
    }
    assert differ == {"tools.json", "tools.csv"}


def test_a_day_in_a_capability_changes_the_lists_that_show_it() -> None:
    """Though lists show no text of a capability."""
    one, two = LISTED.tools
    source = Source(basis=Basis.MEASURED, checked=date(2026, 3, 1))
    checked = replace(one.capabilities[0], sources=(source,))
    after = replace(LISTED, tools=(replace(one, capabilities=(checked,)), two))
    assert "/" in rendered_again(after)


def test_texts_of_other_tools_change_the_first_key_of_a_comparison_only() -> None:
    texts = (a_capability("Fast attention", id="attention"), a_capability("Other words", line=9))
    before = rendered(SITE)
    after = rendered(replace(SITE, tools=(replace(ONE, capabilities=texts), THREE, TWO)))
    old, new = before["/compare/three-vs-two/"], after["/compare/three-vs-two/"]
    assert old.fingerprint != new.fingerprint
    assert old.matched == new.matched


def test_the_key_of_the_search_index_covers_tools_and_synonyms() -> None:
    one = replace(SITE, tools=(ONE, THREE, replace(TWO, summary="Another summary.")))
    other = replace(SITE, synonyms=(("quick", "fast"),))
    contexts = [a_context(catalog) for catalog in (SITE, one, other)]
    assert len({PageFingerprints(context, b"program").search() for context in contexts}) == 3


def test_the_language_of_the_site_is_an_input_of_alignments() -> None:
    german = replace(SITE, settings=replace(SITE.settings, messages=Messages(language="de")))
    keys = [PageFingerprints(a_context(each), b"").alignments() for each in (SITE, german)]
    assert keys[0] != keys[1]


def test_a_layout_changes_the_program_fingerprint(tmp_path: Path) -> None:
    context = a_context(SITE)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/x.html").write_text("one")
    (tmp_path / "parts/sign.svg").write_text("<svg/>")
    before = program_fingerprint(context, (tmp_path,))
    assert program_fingerprint(context, (tmp_path,)) == before != program_fingerprint(context, ())
    (tmp_path / "parts/x.html").write_text("two")
    second = program_fingerprint(context, (tmp_path,))
    (tmp_path / "parts/sign.svg").write_text("<svg></svg>")
    assert len({before, second, program_fingerprint(context, (tmp_path,))}) == 3


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> list[Context]:
    """Return contexts of a site in several languages: as it is, and with one more translation."""
    roots = [
        write_files(tmp_path_factory.mktemp("site"), {**LINKED_SITE, **more})
        for more in ({}, {"content/tools/beta.de.yaml": "summary: Bildet aus.\n"})
    ]
    configs = [Config(root=root, output=root / "public", jobs=1) for root in roots]
    return [make_context(plan(config).job) for config in configs]


@pytest.mark.parametrize("closely", [False, True])
def test_a_translated_tool_changes_only_keys_of_pages_that_link_to_it(
    contexts: list[Context], monkeypatch: pytest.MonkeyPatch, *, closely: bool
) -> None:
    """In a language that has pages only of what is translated."""
    monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0 if closely else tool_hashes.MANY_PAIRS)
    before, after = (rendered_in(context) for context in contexts)
    assert ("alpha", "gamma") in compared(before, after)
    both = before.keys() & after.keys()
    keys = {place for place in both if before[place].fingerprint != after[place].fingerprint}
    assert "/de/compare/alpha-vs-beta/" in after.keys() - before.keys()
    assert {"/tools/beta/", "/de/tools/alpha/", "/de/compare/alpha-vs-gamma/"} <= keys
    bodies = {place: before[place].body + after[place].body for place in keys}
    without_beta = {place for place in keys if b"beta" not in bodies[place]}
    # The key of a frame is that of the comparison; the statistics count pages.
    assert without_beta == {"/de/embed/alpha-vs-gamma/", "/de/stats/"}
    assert not {"/tools/alpha/", "/ar/tools/alpha/", "/de/about/", "/de/types/dataset/"} & keys
    assert len({program_fingerprint(context, ()) for context in contexts}) == 1
