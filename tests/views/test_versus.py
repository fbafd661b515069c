"""The versus page of any two tools, rendered: complete, consistent in itself, and fair to whoever stands first."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings

from ssg.catalog import Catalog, Pricing, PricingModel
from ssg.settings import PairPolicy, PairSettings, RankingSettings, Repository
from ssg.views.versus import SHOWN, VersusView, pages, view
from support.compared_tools import ATTRIBUTES
from support.described_tools import described_catalogs
from support.html_pages import Element, parse
from support.strategies import a_capability, a_catalog, a_tool, weighted
from support.view_contexts import a_context

ALL_PAIRS = PairSettings(policy=PairPolicy.ALL)


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
def test_every_capability_stands_on_the_page_once(catalog: Catalog) -> None:
    tools = {tool.name: tool for tool in catalog.tools}
    for made, page in views(catalog):
        for name, side, only in zip(made.names, "ab", made.only, strict=True):
            anchors = [f"{side}-{one.anchor}" for one in tools[name].capabilities]
            cards = only.cards.count("<article")
            assert len(made.both) + cards + only.more_total == len(anchors)
            assert len(made.both) + cards <= SHOWN
            assert only.total == len(anchors) - made.common
            assert all(len(page.all(id=anchor)) == 1 for anchor in anchors)
            summaries = [one.text for one in page.first(id=f"only-{side}").all("summary")]
            assert [
                int(found)
                for text in summaries
                for found in re.findall(r"^\+(\d+) more capabilit", text)
            ] == ([only.more_total] if only.more else [])


def _lines(page: Element) -> list[list[str]]:
    """Return label and cells of each row of the table."""
    return [
        [cell.text for cell in row.walk() if cell.tag in {"th", "td"}] for row in page.all("tr")
    ]


@given(described_catalogs(most=2))
def test_exchanging_two_slugs_exchanges_the_sides(catalog: Catalog) -> None:
    one, two = catalog.tools
    renamed = replace(catalog, tools=(replace(two, slug=one.slug), replace(one, slug=two.slug)))
    ((there, front),), ((back, page),) = views(catalog), views(renamed)
    assert there.names == back.names[::-1]
    for (label, *cells), (other_label, *other_cells) in zip(
        _lines(front), _lines(page), strict=True
    ):
        assert (label, cells) == (other_label, other_cells[::-1])
    assert [only.total for only in there.only] == [only.total for only in back.only][::-1]
    assert there.common == back.common
    assert [[(one.lead, one.words) for one in clauses] for clauses in there.choose] == [
        [(one.lead, one.words) for one in clauses] for clauses in back.choose
    ][::-1]
    assert (there.answer, there.lead) == (back.answer, back.lead)
    assert (there.share is None) == (back.share is None)
    assert (
        there.share is None
        or back.share is None
        or (there.share.a, there.share.b) == (back.share.b, back.share.a)
    )
    assert page.first("h1").text == f"{two.name} vs {one.name}"


def test_a_lead_that_most_weightings_do_not_give_is_open() -> None:
    """The site's own weights may favour a tool that most other weights do not."""
    one = a_tool("one", scores=(("adoption", 0.9), ("ecosystem", 0.0), ("quality", 0.9)))
    two = a_tool("two", scores=(("adoption", 0.5), ("ecosystem", 1.0), ("quality", 0.5)))
    components = weighted(adoption=45.0, quality=45.0, ecosystem=10.0)
    ((made, page),) = views(
        a_catalog(one, two, ranking=RankingSettings(components=components), pairs=ALL_PAIRS)
    )
    assert made.share is not None
    assert int(made.share.a) + int(made.share.b) == 10
    assert made.answer == "The scores decide nothing between the two."
    assert not re.search(r"higher|ahead", page.first("main").text)


def test_a_reason_against_both_has_its_heading() -> None:
    """Even when nothing speaks for one side alone."""
    tools = [a_tool(slug, pricing=Pricing(model=PricingModel.PAID)) for slug in ("one", "two")]
    ((made, page),) = views(a_catalog(*tools, pairs=ALL_PAIRS))
    assert (made.choose, len(made.neither)) == (((), ()), 1)
    assert page.first(id="choose").tag == "h2"


def test_tools_that_share_a_place_are_pointed_to_in_the_order_of_their_slugs() -> None:
    tools = [
        a_tool(slug, attributes=(("gpu", slug in "xyz"),)) for slug in ("one", "two", "x", "y", "z")
    ]
    catalog = a_catalog(*tools, attributes=ATTRIBUTES, pairs=ALL_PAIRS)
    made = next(made for made, _ in views(catalog) if made.names == ("One", "Two"))
    assert [clause.see.text for clause in made.neither if clause.see] == ["X"]


def test_what_there_is_no_room_for_opens_as_titles() -> None:
    shared = [
        a_capability(f"Shared {number}", id=f"shared-{number}", anchor=f"shared-{number}")
        for number in range(10)
    ]
    own = [a_capability(f"Own {number}", anchor=f"own-{number}") for number in range(5)]
    catalog = a_catalog(
        a_tool("one", capabilities=(*own, *shared)),
        a_tool("two", capabilities=tuple(shared)),
        pairs=ALL_PAIRS,
    )
    ((made, page),) = views(catalog)
    assert (
        len(made.both),
        [only.total for only in made.only],
        [only.cards for only in made.only],
    ) == (8, [5, 0], ["", ""])
    assert [only.more_total for only in made.only] == [7, 2]
    summaries = [page.first(id=f"only-{side}").first("summary").text for side in "ab"]
    assert summaries == ["+7 more capabilities", "+2 more capabilities"]


def test_a_page_leads_to_its_editors_its_histories_and_an_issue() -> None:
    repository = Repository(
        url="https://github.com/o/r", edit="https://github.com/o/r/edit/main/{path}"
    )
    catalog = a_catalog(a_tool("one"), a_tool("two"), pairs=ALL_PAIRS, repository=repository)
    ((made, page),) = views(catalog)
    assert [link.href for link in made.edits] == [
        f"https://github.com/o/r/edit/main/content/tools/{slug}.yaml" for slug in ("one", "two")
    ]
    assert [link.href for link in made.histories] == [
        f"https://github.com/o/r/commits/main/content/tools/{slug}.yaml" for slug in ("one", "two")
    ]
    assert made.report.startswith(
        "https://github.com/o/r/issues/new?title=Mistake%20in%20One%20vs%20Two&body=Page%3A%20http"
    )
    links = {link.attributes["href"] for link in page.all("a")}
    assert links >= {made.report, *(link.href for link in (*made.edits, *made.histories))}
    ((bare, _),) = views(a_catalog(a_tool("one"), a_tool("two"), pairs=ALL_PAIRS))
    assert (bare.edits, bare.histories, bare.report) == ((), (), "")
