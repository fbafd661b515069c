"""Pages of capabilities and statistics: what the files say, and every count adds up."""

import re
from dataclasses import replace
from datetime import date

from ssg.build.page_worker import render_page
from ssg.catalog import Catalog, Pricing, PricingModel, SharedCapability, Status
from ssg.settings import RankingSettings
from ssg.views import all_pages
from support.compared_tools import DAY
from support.html_pages import Element, parse
from support.strategies import a_capability, a_catalog, a_tool, weighted
from support.view_contexts import a_context


def render(catalog: Catalog) -> dict[str, Element]:
    """Return the pages of a catalog by address."""
    context = a_context(catalog)
    return {page.address: parse(render_page(context, page)) for page in all_pages(context)}


def a_site() -> Catalog:
    """Return three tools: two share a capability, one has another alone."""
    saves = a_capability(
        "Saves often",
        id="checkpointing",
        description="Saves *all*.",
        unique="To disk.",
        limitations=("not in memory",),
    )
    tools = (
        a_tool("a", categories=("training",), capabilities=(saves,), license="MIT"),
        a_tool("b", categories=("training",), license="MIT", updated=date(2026, 1, 2),
               capabilities=(a_capability("Keeps", id="checkpointing"),)),
        a_tool("c", capabilities=(a_capability("Splits", id="sharding"),),
               pricing=Pricing(model=PricingModel.PAID)),
    )  # fmt: skip
    catalog = a_catalog(*tools)
    shared = SharedCapability(id="checkpointing", name="Checkpoints", description="Saves *state*.")
    return replace(catalog, capabilities=(shared, *catalog.capabilities[1:]))


def test_a_capability_shows_how_each_tool_does_it() -> None:
    page = render(a_site())["/capabilities/checkpointing/"].first("main")
    assert page.first("h1").text == "Checkpoints"
    assert page.first("p", class_="lede").text == "Saves state. 2 tools list this."
    ways = page.all("article")
    assert sorted(way.first("h2").text.split()[0] for way in ways) == ["A", "B"]
    (saves,) = (way for way in ways if "Saves often" in way.text)
    assert saves.first("h3").first("a").attributes["href"] == "/tools/a/#c-saves-often"
    assert "To disk." in saves.text
    assert "not in memory" in saves.first("dd").text
    assert "/compare/a-vs-b/" in {link.attributes["href"] for link in page.all("a")}


def test_readers_get_from_a_tool_to_the_others_that_can_do_it() -> None:
    pages = render(a_site())
    shared = pages["/tools/a/"].first("p", class_="shared").first("a")
    assert shared.attributes["href"] == "/capabilities/checkpointing/"
    assert pages["/tools/c/"].first("p", class_="shared").all("a")
    index = pages["/capabilities/"].first("main")
    assert index.first("h2").text == "Training"
    assert shared.attributes["href"] in {link.attributes["href"] for link in index.all("a")}
    footer = pages["/"].first("footer")
    assert {"/capabilities/", "/stats/"} <= {link.attributes["href"] for link in footer.all("a")}


def test_search_engines_index_capabilities_of_several_tools() -> None:
    """An address stays as long as the vocabulary has the capability."""
    pages = render(a_site())
    assert not pages["/capabilities/checkpointing/"].all("meta", name="robots")
    for name, tools in (("sharding", "1 tool lists this."), ("streaming", "No tool is known")):
        page = pages[f"/capabilities/{name}/"]
        assert page.first("meta", name="robots").attributes["content"].startswith("noindex")
        assert tools in page.first("p", class_="lede").text
    assert "/capabilities/streaming/" not in {
        link.attributes["href"] for link in pages["/capabilities/"].all("a")
    }


def test_without_a_vocabulary_there_is_no_index() -> None:
    pages = render(replace(a_catalog(a_tool("a"), a_tool("b")), capabilities=()))
    assert "/capabilities/" not in pages
    assert "/capabilities/" not in {
        link.attributes["href"] for link in pages["/"].first("footer").all("a")
    }


def charts(page: Element) -> dict[str, dict[str, int]]:
    """Return the rows of each chart by heading, from its text alternative and the lines below."""
    found = {}
    for section in page.first("div", class_="stats").all("section"):
        svg = section.first("svg")
        spoken = svg.attributes["aria-label"].partition(". ")[2]
        rows = [row.rpartition(": ") for row in spoken.split(", ")]
        found[section.first("h2").text] = {label: int(number) for label, _, number in rows}
        shown = [text.text for text in svg.all("text")]
        assert shown == [part for label, _, number in rows for part in (label, number)]
        lines = " ".join(line.text for line in section.all("p"))
        below = re.findall(r"([A-Z][^.:(]+): ([\d,]+)\.", lines)
        found[section.first("h2").text] |= {
            label: int(number.replace(",", "")) for label, number in below
        }
    return found


def test_every_chart_counts_every_tool_once() -> None:
    found = charts(render(a_site())["/stats/"])
    assert found["Licences"] == {"MIT": 2, "No single licence recorded": 1}
    assert found["Pricing"] == {"Paid": 1, "Unknown": 2}
    assert "Types" not in found  # there is one
    assert found["Categories"] == {"Training": 2}
    assert "Status" not in found
    assert sum(found["Last release or commit"].values()) == 3
    assert sum(found["Rank"].values()) == 3


def test_no_bar_is_for_what_is_unknown_or_for_an_empty_end() -> None:
    """A bar for what most tools lack would make all others too short to be compared."""
    dated = [a_tool(f"d{number}", status=Status.ARCHIVED, updated=DAY) for number in range(2)]
    tools = [*dated, *(a_tool(f"t{number}") for number in range(1_200))]
    page = render(a_catalog(*tools))["/stats/"]
    bars = {
        section.first("h2").text: [text.text for text in section.first("svg").all("text")][::2]
        for section in page.first("div", class_="stats").all("section")
    }
    assert bars["Status"] == ["Archived"]
    assert bars["Last release or commit"] == ["up to 30 days"]
    assert charts(page)["Status"] == {"Archived": 2, "Unknown": 1_200}
    assert "Unknown: 1,200. Counted to " in page.first("main").text


def test_many_values_share_the_last_bar() -> None:
    common = [a_tool(f"c{number}", license="MIT") for number in range(9)]
    tools = [a_tool(f"t{number}", license=f"L{number}") for number in range(19)]
    found = charts(render(a_catalog(*common, *tools, a_tool("x")))["/stats/"])
    assert list(found["Licences"])[-2:] == ["All others", "No single licence recorded"]
    assert found["Licences"]["All others"] == 9
    assert sum(found["Licences"].values()) == 29


def test_others_that_outnumber_each_value_are_a_line_below_the_chart() -> None:
    tools = [a_tool(f"t{number}", license=f"L{number}") for number in range(20)]
    page = render(a_catalog(*tools, a_tool("x")))["/stats/"]
    assert len(charts(page)["Licences"]) == 12
    assert "All others (9): 9." in page.first("main").text


def test_a_score_of_100_is_in_the_last_bar() -> None:
    tools = [a_tool("a", scores=(("adoption", 1.0),)), a_tool("b", scores=(("adoption", 0.0),))]
    ranking = RankingSettings(components=weighted(adoption=1.0), built_in=())
    found = charts(render(a_catalog(*tools, ranking=ranking))["/stats/"])["Rank"]
    assert found["90 to 100"] == 1
    assert found["0 to 9"] == 1
    assert re.fullmatch(r"(\d+ to \d+,?)+", ",".join(found))
