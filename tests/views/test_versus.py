"""The versus page of any two tools: nothing empty, nothing contradictory, symmetric."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.catalog import Catalog, Editorial, Pricing, PricingModel, Status, Tool
from ssg.comparison.statements import grants
from ssg.settings import (
    AttributeKind,
    AttributeSpec,
    Category,
    PairPolicy,
    PairSettings,
    RankingSettings,
    Repository,
)
from ssg.views.tool import facts
from ssg.views.versus import VersusView, pages, view
from ssg.views.versus_reasons import decision
from support.compared_tools import ATTRIBUTES
from support.described_tools import described_catalogs
from support.html_pages import Element, parse
from support.strategies import a_capability, a_catalog, a_tool, weighted
from support.view_contexts import a_context

ALL_PAIRS = PairSettings(policy=PairPolicy.ALL)
DENIAL = "There are no parts in Rust."
CLAIMS = ("Its core is in Rust.", "Not only scripts have bindings for C++.", DENIAL)


def views(catalog: Catalog) -> Iterator[tuple[VersusView, Element]]:
    """Yield the view of every pair, and its page."""
    context = a_context(catalog)
    for page in pages(context):
        made = view(context, page)
        yield made, parse(context.renderer.page("versus.html", made))


@given(described_catalogs(most=3, capabilities=10))
@settings(max_examples=25)
def test_a_page_names_both_and_its_links_lead_somewhere(catalog: Catalog) -> None:
    for made, page in views(catalog):
        assert page.first("h1").text == f"{made.names[0]} vs {made.names[1]}"
        assert all(page.first("main").text.count(name) > 1 for name in made.names)
        ids = Counter(one.attributes["id"] for one in page.walk() if "id" in one.attributes)
        assert set(ids.values()) == {1}, ids
        inside = [
            link.attributes["href"]
            for link in page.all("a")
            if link.attributes["href"].startswith("#")
        ]
        assert {link.removeprefix("#") for link in inside} <= ids.keys()


@given(described_catalogs(most=3, capabilities=10))
@settings(max_examples=25)
def test_only_lists_hold_what_the_other_does_not_have(catalog: Catalog) -> None:
    context = a_context(catalog)
    for page in pages(context):
        made = view(context, page)
        alignment = context.aligner.align(*page.subject)
        html = parse(context.renderer.page("versus.html", made))
        lists = [html.all(id=f"only-{side}") for side in "ab"]
        places = (alignment.only_a, alignment.only_b)
        for slug, other, side, shown, only in zip(
            page.subject, page.subject[::-1], "ab", lists, places, strict=True
        ):
            capabilities = context.tools[slug].capabilities
            profile = context.side(other)
            anchors = {
                f"{side}-{capabilities[index].anchor}"
                for index in only
                if not profile.mentions_capability(capabilities[index])
                and not grants(capabilities[index], profile)
            }
            found = [
                one.attributes["id"]
                for one in (shown[0].all("h4") if shown else [])
                if "id" in one.attributes
            ]
            reasons = {rule.href.removeprefix("#") for rules in made.choose for rule in rules}
            assert set(found) <= anchors | reasons
            assert made.by_job or bool(found) >= bool(made.capabilities and anchors)
            if made.capabilities:
                more = made.capabilities.only["ab".index(side)].more
                assert more == (f"/tools/{slug}/#capabilities" if len(only) > len(found) else "")


@given(described_catalogs(most=3, capabilities=10))
@settings(max_examples=25)
def test_every_shared_capability_is_on_the_page_once(catalog: Catalog) -> None:
    context = a_context(catalog)
    for page in pages(context):
        html = parse(context.renderer.page("versus.html", view(context, page)))
        for match in context.aligner.align(*page.subject).both:
            for slug, side, index in zip(page.subject, "ab", (match.a, match.b), strict=True):
                anchor = f"{side}-{context.tools[slug].capabilities[index].anchor}"
                (element,) = html.all(id=anchor)
                assert any(element in section.walk() for section in html.all(id="both"))


@given(described_catalogs(most=3))
@settings(max_examples=25)
def test_no_section_is_empty_and_no_row_is_unknown(catalog: Catalog) -> None:
    for made, page in views(catalog):
        main = page.first("main")
        assert "unknown" not in main.text.lower().replace("with what is unknown", "")
        assert not re.search(r"\b0 (in common|more listed)|no evidence|Times Matched", main.text)
        corners = {id(cell) for head in main.all("thead") for cell in head.all("td")}
        for element in main.walk():
            if id(element) not in corners and element.tag in {
                "ul",
                "ol",
                "section",
                "article",
                "p",
                "h2",
                "h3",
                "h4",
                "td",
                "tbody",
            }:
                assert element.text, (element.tag, element.attributes)
        assert bool(main.all(class_="glance")) == bool(made.rows)
        headings = [one.attributes.get("id") for one in main.all("h2")]
        assert ("capabilities" in headings) == (made.capabilities is not None)
        assert ("receipt" in headings) == (made.score is not None)


@given(described_catalogs(most=3))
@settings(max_examples=25)
def test_a_page_without_capabilities_on_a_side_compares_none(catalog: Catalog) -> None:
    bare = replace(catalog, tools=(replace(catalog.tools[0], capabilities=()), *catalog.tools[1:]))
    for made, page in views(bare):
        if catalog.tools[0].name in made.names:
            assert made.capabilities is None
            assert not re.search(r"in common|Only Tool", page.first("main").text)
            assert not any(
                rule.href.startswith(("#a-", "#b-")) for rules in made.choose for rule in rules
            )


@given(described_catalogs(most=3))
@settings(max_examples=25)
def test_quotes_are_text_of_the_entry_and_name_the_other_tool(catalog: Catalog) -> None:
    tools = {tool.name: tool for tool in catalog.tools}
    for made, page in views(catalog):
        for element in page.all(class_="said"):
            side = 0 if "a" in element.attributes["class"].split() else 1
            text = element.first("q").text.rstrip(".")
            own = [
                one.vs_alternatives.replace("`", "") for one in tools[made.names[side]].capabilities
            ]
            assert any(text in entry for entry in own)
            assert made.names[1 - side] in text


@given(described_catalogs(most=3))
@settings(max_examples=25)
def test_figures_in_sentences_are_those_of_the_tables(catalog: Catalog) -> None:
    for made, _ in views(catalog):
        if not made.score or not made.score.points:
            assert not made.score or not re.search("[1-9] points", made.score.sentences)
            continue
        points = [float(cell.text) for cell in parse(str(made.score.points)).all("td")]
        total_a, total_b = sum(points[::2]), sum(points[1::2])
        for figure in re.findall(r"(?:has|have) (\d+(?:\.\d)?) points?", made.score.sentences):
            assert min(abs(float(figure) - total_a), abs(float(figure) - total_b)) < 0.3


@given(described_catalogs(most=3))
@settings(max_examples=25)
def test_no_mark_disagrees_with_the_verdict_or_the_points(catalog: Catalog) -> None:
    for made, page in views(catalog):
        if made.bar:
            assert 0 < made.bar.a < 10
            assert made.score
            assert not made.by_job
            assert "scores higher" in made.answer
        rows = {
            row.first("th").text.split(" (of")[0].lower(): [
                float(cell.text) for cell in row.all("td")
            ]
            for row in (page.first(class_="points-of").all("tr") if made.score else ())
            if row.all("th") and row.all("td") and row.all("td")[0].text
        }
        for name, sentence in zip(made.names, ("a", "b"), strict=True):
            place = "ab".index(sentence)
            gains = re.search(
                rf"{name} gains ([^;.]*(?:\.\d[^;.]*)*)", made.score.lead if made.score else ""
            )
            for label in re.findall(r" on ([\w ]+?)(?= and |,|$)", gains.group(1) if gains else ""):
                assert rows[label][place] > rows[label][1 - place], (made.score, rows)


def _cells(page: Element) -> list[list[str]]:
    """Return the cells of each row of the tables."""
    return [[cell.text for cell in row.all("td")] for row in page.all("tr")]


def _with_slugs(tool: Tool, slugs: Mapping[str, str]) -> Tool:
    """Return a tool with other slugs for itself and the tools that its reasons are about."""
    return replace(
        tool,
        slug=slugs[tool.slug],
        capabilities=tuple(
            replace(
                one,
                choose_over=tuple((slugs.get(slug, slug), use) for slug, use in one.choose_over),
            )
            for one in tool.capabilities
        ),
    )


@given(described_catalogs(most=2))
def test_exchanging_two_slugs_exchanges_the_sides(catalog: Catalog) -> None:
    one, two = catalog.tools
    slugs = {one.slug: two.slug, two.slug: one.slug}
    renamed = replace(catalog, tools=(_with_slugs(two, slugs), _with_slugs(one, slugs)))
    ((there, front),), ((back, page),) = views(catalog), views(renamed)
    assert there.names == back.names[::-1]
    assert _cells(front) == [cells[::-1] for cells in _cells(page)]
    assert sorted(there.undocumented) == sorted(back.undocumented)
    texts = [
        [[(rule.before, rule.words, rule.after) for rule in rules] for rules in made.choose]
        for made in (there, back)
    ]
    assert texts[0] == texts[1][::-1]
    assert there.by_job == back.by_job
    assert there.by_job or there.answer == back.answer
    assert (there.bar and (there.bar.a, there.bar.b)) == (back.bar and (back.bar.b, back.bar.a))
    assert (there.score and there.score.lead) == (back.score and back.score.lead)
    assert (there.capabilities is None) == (back.capabilities is None)
    if there.capabilities and back.capabilities:
        assert there.capabilities.common == back.capabilities.common
        totals = [
            [only.total for only in made.only] for made in (there.capabilities, back.capabilities)
        ]
        assert totals[0] == totals[1][::-1]
    assert page.first("h1").text == f"{two.name} vs {one.name}"


def test_a_lead_that_most_weightings_do_not_give_is_open() -> None:
    """The site's own weights may favour a tool that most other weights do not."""
    one = a_tool("one", scores=(("adoption", 0.9), ("ecosystem", 0.0), ("quality", 0.9)))
    two = a_tool("two", scores=(("adoption", 0.5), ("ecosystem", 1.0), ("quality", 0.5)))
    components = weighted(adoption=45.0, quality=45.0, ecosystem=10.0)
    ((made, page),) = views(
        a_catalog(one, two, ranking=RankingSettings(components=components), pairs=ALL_PAIRS)
    )
    assert made.bar is None
    assert made.answer == "Which of the two scores higher depends on the weights."
    assert not re.search(r"(One|Two) (probably )?scores higher|ahead", page.first("main").text)


def test_tools_of_one_name_have_different_names_wherever_both_are_shown() -> None:
    """Names that differ only by case are followed by the slug, in links, heads and sentences."""
    settings = PairSettings(policy=PairPolicy.ALL)
    context = a_context(
        a_catalog(
            a_tool("flax", name="flax", pricing=Pricing(model=PricingModel.FREE)),
            a_tool("flax-pro", name="Flax", pricing=Pricing(model=PricingModel.PAID)),
            pairs=settings,
        )
    )
    shown = view(context, next(iter(pages(context))))
    assert shown.names == shown.heads == ("flax", "Flax (flax-pro)")
    assert "Flax (flax-pro) is paid" in shown.choose[0][0].after
    assert context.versus_link("flax", "flax-pro").text == "flax vs Flax (flax-pro)"
    assert "Flax (flax-pro)" in shown.sides[1]


def test_a_reason_against_both_has_its_heading() -> None:
    """Even when nothing speaks for one side alone."""
    tools = [a_tool(slug, pricing=Pricing(model=PricingModel.PAID)) for slug in ("one", "two")]
    free = a_tool("x", pricing=Pricing(model=PricingModel.FREE))
    made, page = next(
        found
        for found in views(a_catalog(*tools, free, pairs=ALL_PAIRS))
        if found[0].names == ("One", "Two")
    )
    assert (made.choose, len(made.neither)) == (((), ()), 1)
    assert page.first(id="choose").tag == "h2"


def test_tools_that_share_a_place_are_pointed_to_in_the_order_of_their_slugs() -> None:
    tools = [
        a_tool(slug, attributes=(("gpu", slug in "xyz"),)) for slug in ("one", "two", "x", "y", "z")
    ]
    catalog = a_catalog(*tools, attributes=ATTRIBUTES, pairs=ALL_PAIRS)
    made = next(made for made, _ in views(catalog) if made.names == ("One", "Two"))
    assert [rule.see.text for rule in made.neither if rule.see] == ["X"]


@pytest.mark.parametrize(
    ("one", "two", "purpose", "rules"),
    [
        (("training", "data"), ("data",), "", [[], []]),
        (("training", "data"), ("data", "serving"), "", [[], []]),
        (("training",), ("training",), "it", [[], []]),
        (("training",), ("data",), "it", [[], []]),
        (("training",), (), "it", [[], []]),
        (("training", "data"), ("serving", "data"), "", [[], []]),
        (
            ("training", "data"),
            ("serving", "data"),
            "it",
            [
                ["for training it; Two is not listed for that"],
                ["for serving it; One is not listed for that"],
            ],
        ),
    ],
)
def test_a_main_category_that_only_one_is_in_is_a_reason(
    one: tuple[str, ...], two: tuple[str, ...], purpose: str, rules: list[list[str]]
) -> None:
    """If the site names its purpose, the two share another, and there is a reason for each."""
    tools = a_tool("one", categories=one), a_tool("two", categories=two)
    categories = tuple(
        Category(id=key, name=key.title(), purpose=purpose and f"{key} {purpose}")
        for key in ("training", "serving", "data")
    )
    ((made, _),) = views(a_catalog(*tools, pairs=ALL_PAIRS, categories=categories))
    texts = [[f"{each.before}{each.words}{each.after}" for each in side] for side in made.choose]
    assert texts == rules
    assert all(each.href.startswith("/categories/") for side in made.choose for each in side)


def test_the_main_jobs_of_two_tools_are_reasons_in_the_words_of_the_site() -> None:
    purposes = {"training": "training models", "data": "storing texts"}
    categories = tuple(
        Category(id=key, name=key.title(), purpose=purpose) for key, purpose in purposes.items()
    )
    tools = (
        a_tool("one", categories=("training",)),
        a_tool("two", categories=("data", "training")),
    )
    ((made, _),) = views(a_catalog(*tools, categories=categories, pairs=ALL_PAIRS))
    texts = [[f"{each.before}{each.words}{each.after}" for each in side] for side in made.choose]
    assert texts == [
        ["mainly for training models"],
        ["for storing texts; One is not listed for that"],
    ]


@pytest.mark.parametrize("model", [PricingModel.PAID, PricingModel.FREE])
def test_a_paid_edition_need_not_repeat_the_lists_of_its_namesake(model: PricingModel) -> None:
    """What only the namesake lists is a reason for it against a free tool."""
    tools = [
        a_tool(
            slug,
            name="Pen",
            homepage="https://pen.example",
            distinct_from=(other,),
            attributes=(("languages", (entry,)),),
            pricing=Pricing(model=pricing),
        )
        for slug, other, entry, pricing in (
            ("one", "two", "Go", PricingModel.FREE),
            ("two", "one", "C++", model),
        )
    ]
    context = a_context(a_catalog(*tools, attributes=ATTRIBUTES, pairs=ALL_PAIRS))
    given = [rule.words for rule in decision(context, "one", "two").a]
    assert ("Go" in given) == (model is PricingModel.FREE)


def test_that_both_are_developed_is_not_in_the_table() -> None:
    statuses = {Status.ACTIVE: False, Status.ARCHIVED: True}
    for status, is_shown in statuses.items():
        tools = [a_tool(slug, status=status) for slug in ("one", "two")]
        ((_, page),) = views(a_catalog(*tools, pairs=ALL_PAIRS))
        assert bool(page.all(id="row-status")) == is_shown


def test_dials_and_row_show_the_scores_of_the_tools_on_all_pages() -> None:
    """A dial of one side alone would look like a lead."""
    one = a_tool("one", scores=(("adoption", 0.4), ("quality", 0.4), ("freshness", 0.95)))
    two = a_tool("two", scores=(("adoption", 0.6), ("quality", 0.6)))
    three = a_tool("three")
    components = weighted(adoption=30.0, quality=30.0, freshness=40.0)
    ranking = RankingSettings(components=components)
    shown = {
        made.names: [
            *re.findall(r'aria-label="Score (\d+)', "".join(made.sides)),
            *re.findall(r">(\d+)/100", made.rows),
        ]
        for made, _ in views(a_catalog(one, two, three, ranking=ranking, pairs=ALL_PAIRS))
    }
    assert shown["One", "Two"] == ["62", "60", "62", "60"]
    assert shown["One", "Three"] == []


@pytest.mark.parametrize("text", ["", "Under a licence. Some plans are paid. Was archived."])
@pytest.mark.parametrize("field", ["license", "pricing", "status"])
def test_a_fact_of_one_side_alone_is_named_unless_the_texts_of_the_other_are_about_it(
    field: str, text: str
) -> None:
    values = {
        "license": "MIT",
        "pricing": Pricing(model=PricingModel.FREE),
        "status": Status.ACTIVE,
    }
    one = a_tool("one", **{field: values[field]})
    two = a_tool("two", capabilities=(a_capability(description=text),))
    ((made, _),) = views(a_catalog(one, two, pairs=ALL_PAIRS))
    named = {"license": "licence (One: MIT)", "pricing": "pricing (One: Free)"}
    sentence = f"Not recorded on this site for Two: {named.get(field, 'status (One: Active)')}."
    assert (sentence in made.undocumented) == (not text)


@given(described_catalogs(most=2), st.lists(st.sampled_from(CLAIMS), max_size=2))
@settings(max_examples=40)
def test_no_cell_shows_for_one_side_alone_what_the_texts_of_the_other_name(
    catalog: Catalog, texts: list[str]
) -> None:
    """A denial does not name it."""
    tools = tuple(replace(tool, description=" ".join(texts)) for tool in catalog.tools)
    for made, _ in views(replace(catalog, tools=tools)):
        page = parse(f"<table>{made.rows}</table>")
        own = [cell for cell in page.all("td") if cell.attributes.get("class") != "both"]
        shown = {entry.text for cell in own for entry in cell.all("li")}
        named = {"Rust", "C++"} & set(" ".join(texts).replace(".", " ").split())
        denied = {"Rust"} if DENIAL in texts and CLAIMS[0] not in texts else set()
        assert shown.isdisjoint(named - denied), (shown, texts)


def test_the_editors_words_come_before_the_verdict() -> None:
    words = Editorial(slugs=("one", "two"), text="Words.", path="content/comparisons/one-vs-two.md")
    tools = [a_tool(slug, scores=(("quality", 0.5),)) for slug in ("one", "two")]
    catalog = a_catalog(*tools, a_tool("other"), pairs=ALL_PAIRS)
    order = ["editorial", "verdict", "glance", "receipt", "others"]
    found = []
    for _, page in views(replace(catalog, editorials=(words,))):
        places = [one.attributes.get("id") for one in page.walk()]
        found.append([place for place in places if place in order])
    assert order in found


def test_a_page_ends_with_a_search_and_the_nearest_tools() -> None:
    """What has no category in common does another job, and is no way on."""
    tools = [a_tool(slug, categories=("training",)) for slug in ("one", "three", "two")]
    tools.append(a_tool("four", categories=("data",)))
    made = next(
        made
        for made, _ in views(a_catalog(*tools, pairs=ALL_PAIRS))
        if made.names == ("One", "Two")
    )
    assert [(to.text, to.href) for to in made.searches] == [("Training", "/search/?q=Training")]
    assert [(near.tool.text, [link.text for link in near.against]) for near in made.nearest] == [
        ("Three", ["One", "Two"])
    ]


def test_the_last_of_the_nearest_tools_follows_an_or() -> None:
    tools = [a_tool(slug, categories=("training",)) for slug in ("one", "two", "x", "y", "z")]
    texts = {
        made.names: " ".join(page.first("main").text.split())
        for made, page in views(a_catalog(*tools, pairs=ALL_PAIRS))
    }
    assert "look at X (vs One, Two), Y (vs One, Two) or Z (vs One, Two)." in texts["One", "Two"]


def test_a_page_leads_to_its_editors_and_an_issue() -> None:
    repository = Repository(
        url="https://github.com/o/r", edit="https://github.com/o/r/edit/main/{path}"
    )
    catalog = a_catalog(a_tool("one"), a_tool("two"), pairs=ALL_PAIRS, repository=repository)
    ((made, page),) = views(catalog)
    assert [link.href for link in made.foot.edits] == [
        f"https://github.com/o/r/edit/main/content/tools/{slug}.yaml" for slug in ("one", "two")
    ]
    assert made.foot.report.startswith(
        "https://github.com/o/r/issues/new?title=Mistake%20in%20One%20vs%20Two&body=Page%3A%20http"
    )
    links = {link.attributes["href"] for link in page.all("a")}
    assert links >= {made.foot.report, *(link.href for link in made.foot.edits)}
    ((bare, _),) = views(a_catalog(a_tool("one"), a_tool("two"), pairs=ALL_PAIRS))
    assert (bare.foot.edits, bare.foot.report) == ((), "")


def test_an_attribute_that_is_not_compared_is_only_on_the_pages_of_the_tools() -> None:
    release = AttributeSpec(
        id="release",
        label="Release",
        kind=AttributeKind.VERSION,
        is_compared=False,
        is_reason=False,
    )
    tools = (
        a_tool("one", attributes=(("release", "1.2"),)),
        a_tool("two", attributes=(("release", "1.4"),)),
    )
    context = a_context(a_catalog(*tools, attributes=(release,), pairs=ALL_PAIRS))
    [page] = pages(context)
    assert "Release" not in parse(context.renderer.page("versus.html", view(context, page))).text
    assert [label for _, group in facts(context, tools[0]) for label, _ in group] == ["Release"]


@pytest.mark.parametrize(
    ("mine", "text", "is_row"),
    [(True, "", True), (False, "", False), (True, "Needs no account.", False)],
)
def test_a_drawback_of_one_side_is_a_row_though_unknown_for_the_other(
    *, mine: bool, text: str, is_row: bool
) -> None:
    """What is unknown is not recorded, and never called a no.

    It is no row if no file denies the drawback.
    """
    one = a_tool("one", name="One", attributes=(("account", mine),))
    two = a_tool("two", name="Two", summary=text, capabilities=(a_capability("Draws"),))
    denying = a_tool("zero", type="dataset", attributes=(("account", False),))
    catalog = a_catalog(one, two, denying, attributes=ATTRIBUTES, pairs=ALL_PAIRS)
    [(made, page)] = [each for each in views(catalog) if each[0].names == ("One", "Two")]
    rows = [row.text for row in page.all("tr") if "Needs an account" in row.text]
    assert rows == (["Needs an account Yes not recorded"] if is_row else [])
    assert ("account" in " ".join(made.undocumented)) == (not is_row and not text)


def test_without_reasons_for_both_a_page_begins_with_what_each_is_and_then_the_score() -> None:
    """A summary that is given whole is not repeated above."""
    tools = [
        a_tool("one", summary="Music server.", scores=(("adoption", 0.9), ("quality", 0.9))),
        a_tool("two", summary="Podcast archive.", scores=(("adoption", 0.1), ("quality", 0.1))),
    ]
    catalog = a_catalog(*tools, attributes=ATTRIBUTES, pairs=ALL_PAIRS)
    made, page = next(views(catalog))
    assert made.answer == "One: Music server. Two: Podcast archive."
    paragraphs = page.first("main").first(class_="answer").all("p")
    shown = [each.text for each in paragraphs]
    assert shown == ["One: Music server.", "Two: Podcast archive.", "One scores higher. Why?"]
    bold = [one.text for each in paragraphs for one in each.all("strong")]
    assert bold == ["One", "Two"]
    assert page.first("main").text.count("Podcast archive") == 1


@pytest.mark.parametrize("has_reasons", [True, False])
def test_that_too_little_is_known_to_compare_scores_comes_after_reasons(
    *, has_reasons: bool
) -> None:
    """Without reasons it is the answer."""
    tools = [
        a_tool(slug, categories=("training",), attributes=(("languages", (entry,)),), **scores)
        for slug, entry, scores in (
            ("one", "Go", {"scores": (("adoption", 0.9),)}),
            ("two", "Rust" if has_reasons else "Go", {"scores": (("adoption", 0.1),)}),
            ("x", "Zig", {"scores": (("quality", 0.1), ("freshness", 0.2))}),
        )
    ]
    catalog = a_catalog(*tools, attributes=ATTRIBUTES, pairs=ALL_PAIRS)
    made, page = next(views(catalog))
    sentence, shown = "Too little is known about One and Two to compare the scores.", page.text
    assert (made.answer, made.score_note) == (("", sentence) if has_reasons else (sentence, ""))
    assert not has_reasons or made.score_answer == ""
    assert shown.count(sentence) == 1
    assert not has_reasons or shown.index("Two does not list it") < shown.index(sentence)


def test_the_printed_points_add_up() -> None:
    """A component that gives points to neither is not printed, one that gives both the same is."""
    components = weighted(adoption=50, quality=30, freshness=20)
    tools = (
        a_tool("one", scores=(("adoption", 0.5), ("freshness", 0.0), ("quality", 0.5))),
        a_tool("two", scores=(("adoption", 0.9), ("freshness", 0.0), ("quality", 0.5))),
    )
    ranking = RankingSettings(components=components)
    [(made, page)] = views(a_catalog(*tools, ranking=ranking, pairs=ALL_PAIRS))
    assert made.score
    rows = [row.text for row in page.first("details").all("tr")][1:]
    assert rows == ["Adoption (of 50) 25.0 45.0", "Quality (of 30) 15.0 15.0"]
    drawn = re.findall("<text[^>]*>([^<]*)</text>", made.score.chart)
    assert drawn == ["Adoption", "25.0", "45.0"]


@pytest.mark.parametrize(
    ("lists", "shared", "rest"),
    [
        ((("GPU", "CPU"), ("NVIDIA GPU", "cpu")), "GPU CPU", "kinds of GPU not listed NVIDIA GPU"),
        ((("GPU",), ("GPU", "NVIDIA GPU")), "GPU", "kinds of GPU not listed NVIDIA GPU"),
        ((("FP8",), ("INC FP8", "FP8")), "FP8", "no others listed INC FP8"),
        ((("GPU",), ("NVIDIA GPU",)), "GPU", "kinds of GPU not listed NVIDIA GPU"),
    ],
)
def test_both_have_a_general_word_and_its_special_cases_remain_with_their_side(
    lists: tuple[tuple[str, ...], ...], shared: str, rest: str
) -> None:
    """`GPU` of one side says nothing about makers, and who has `NVIDIA GPU` has a GPU."""
    tools = [
        a_tool(slug, attributes=(("languages", entries),))
        for slug, entries in zip(("one", "two"), lists, strict=True)
    ]
    [(_, page)] = views(a_catalog(*tools, attributes=ATTRIBUTES, pairs=ALL_PAIRS))
    rows = page.first("table", class_="glance").first("tbody").all("tr")
    place = next(place for place, row in enumerate(rows) if row.text.startswith("Languages"))
    assert rows[place].text == f"Languages {shared}"
    assert rows[place + 1].text == rest


def test_what_a_text_names_by_a_synonym_of_an_entry_is_not_called_unknown() -> None:
    languages = AttributeSpec(
        id="languages",
        label="Language",
        kind=AttributeKind.LIST,
        entry_synonyms=(("Python", ("Django",)),),
    )
    one = a_tool("one", attributes=(("languages", ("Go",)),))
    for text, is_named in (("Powered by Django.", True), ("Powered by you.", False)):
        catalog = a_catalog(
            one, a_tool("two", summary=text), attributes=(languages,), pairs=ALL_PAIRS
        )
        [(made, _)] = views(catalog)
        assert ("language" in " ".join(made.undocumented)) is not is_named


def _glance(*tools: Tool) -> Element:
    """Return the page of two tools on a site without scores."""
    languages = AttributeSpec(id="languages", label="Languages", kind=AttributeKind.LIST)
    unranked = RankingSettings(components=(), built_in=())
    catalog = a_catalog(*tools, attributes=(languages,), ranking=unranked, pairs=ALL_PAIRS)
    ((_, page),) = views(catalog)
    return page


@pytest.mark.parametrize(
    ("first", "second", "offered"),
    [
        ({"license": "MIT"}, {"license": "GPL-3.0-only"}, False),
        (
            {"license": "MIT", "attributes": (("languages", ("C", "Go")),)},
            {"license": "GPL-3.0-only", "attributes": (("languages", ("C", "Zig")),)},
            True,
        ),
        (
            {"license": "MIT", "capabilities": (a_capability("Draws", id="streaming"),)},
            {"license": "GPL-3.0-only", "capabilities": (a_capability("Draws", id="streaming"),)},
            True,
        ),
    ],
)
def test_only_differences_is_offered_where_it_hides_something(
    first: dict[str, Any], second: dict[str, Any], *, offered: bool
) -> None:
    page = _glance(a_tool("one", **first), a_tool("two", **second))
    assert len(page.first("table", class_="glance").all("tr")) > 1
    assert bool(page.all(id="differences")) is offered


def test_types_are_compared_where_nothing_else_is_known_of_both() -> None:
    """Otherwise the types of tools for the same job are left out."""
    one, two = (
        a_tool(slug, type=kind, categories=("training",))
        for slug, kind in (("one", "framework"), ("two", "dataset"))
    )
    rows = _glance(one, two).first("table", class_="glance").first("tbody").all("tr")
    assert [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in rows] == [
        ["Type", "Framework", "Dataset"]
    ]
    known = [replace(tool, license="MIT") for tool in (one, two)]
    rows = _glance(*known).first("table", class_="glance").first("tbody").all("tr")
    assert [row.first("th").text for row in rows] == ["Licence"]
    same = _glance(one, replace(two, type="framework"))
    assert not same.all("table", class_="glance")


def test_a_description_names_a_tool_once() -> None:
    one, two = a_tool("one", summary="One is a wiki."), a_tool("two", summary="Draws maps.")
    page = _glance(one, two)
    description = page.first("meta", name="description").attributes["content"]
    assert description == "One is a wiki. Two: Draws maps."
