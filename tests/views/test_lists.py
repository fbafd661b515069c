"""Paged lists: what is on each page, how pages link to each other, and what home shows."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.catalog import Status
from ssg.comparison.category_tree import category_nodes
from ssg.comparison.verdict import compare
from ssg.config import Config
from ssg.content.site_file import load_settings
from ssg.rendering.assets import assets
from ssg.settings import (
    AttributeKind,
    AttributeSpec,
    Category,
    PairPolicy,
    PairSettings,
    RankingSettings,
)
from ssg.views import PAGE_KINDS, alternatives
from support.html_pages import Element, parse
from support.site_fixtures import ROOT, SMALL_SITE
from support.strategies import a_capability, a_catalog, a_tool, write_files
from support.view_contexts import a_context

TOOLS = 230
SITE = """\
title: Many
base_url: https://example.org/
types: {app: App}
categories:
  mail: {name: Mail / Servers, description: "[Mail](https://example.org/mail) servers."}
  clients: {name: Mail / Clients}
  chat: {name: Chat}
attributes: {languages: {label: Languages, kind: list}}
ranking:
  components: {}
  signals: {}
pairs: {policy: related, related: 4}
"""


def many_tools(site: str = SITE) -> dict[str, str]:
    """Return the files of a site of 230 tools without scores."""
    tools = {
        f"content/tools/t{number:03}.yaml": (
            f"name: Tool {number:03}\ntype: app\nsummary: Does thing {number}.\n"
            f"categories: [{('mail', 'clients', 'chat')[number % 3]}]\n"
            f"attributes: {{languages: [L{number % 7}]}}\nupdated: 2026-08-01\n"
        )
        for number in range(TOOLS)
    }
    return {"content/site.yaml": site, **tools}


def rendered(root: Path, kinds: Collection[str]) -> dict[str, Element]:
    """Return the pages of some kinds by address."""
    planned = plan(Config(root=root, output=root / "public"))
    context = make_context(planned.job)
    return {
        page.address: parse(render_page(context, page))
        for page in planned.pages
        if page.kind in kinds
    }


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    """Return the lists of a site with 230 tools."""
    site = SITE.replace("ranking:\n  components: {}\n  signals: {}\n", "")
    root = write_files(tmp_path_factory.mktemp("lists"), many_tools(site))
    return rendered(root, {"home", "listing", "compare", "categories", "rankings"})


def tools_on(page: Element) -> list[str]:
    """Return the tools that a list page links to, in order."""
    links = [link.attributes["href"] for link in page.first("main").all("a")]
    return [href for href in links if re.fullmatch(r"/tools/t\d+/", href)]


def test_a_list_is_paged_and_holds_each_tool_once(lists: dict[str, Element]) -> None:
    pages = ["/tools/", "/tools/page/2/", "/tools/page/3/"]
    assert [len(tools_on(lists[page])) for page in pages] == [100, 100, 30]
    assert len({tool for page in pages for tool in tools_on(lists[page])}) == TOOLS
    assert "/tools/page/4/" not in lists
    assert "/categories/mail/page/2/" not in lists


def test_pages_of_a_list_link_to_each_other(lists: dict[str, Element]) -> None:
    page = lists["/tools/page/2/"]
    assert page.first("link", rel="canonical").attributes["href"] == (
        "https://example.org/tools/page/2/"
    )
    assert page.first("link", rel="prev").attributes["href"] == "/tools/"
    assert page.first("link", rel="next").attributes["href"] == "/tools/page/3/"
    pager = page.first("nav", class_="pager")
    assert [link.attributes["href"] for link in pager.all("a")] == [
        "/tools/", "/tools/", "/tools/page/3/", "/tools/page/3/",
    ]  # fmt: skip
    assert pager.first(aria_current="page").text == "Page 2"
    first = lists["/tools/"]
    assert not first.all("link", rel="prev")
    assert not lists["/tools/page/3/"].all("link", rel="next")
    titles = [lists[address].first("title").text for address in lists]
    assert len(titles) == len(set(titles))


def test_the_comparison_index_lists_each_comparison_once(lists: dict[str, Element]) -> None:
    pages = [page for address, page in lists.items() if address.startswith("/compare/")]
    found = [
        link.attributes["href"]
        for page in pages
        for link in page.first("main").all("a")
        if "-vs-" in link.attributes["href"]
    ]
    assert len(pages) > 2
    assert len(found) == len(set(found)) > TOOLS
    assert all(
        sum("-vs-" in link.attributes["href"] for link in page.all("a")) <= 100 for page in pages
    )


def test_rankings_are_paged(lists: dict[str, Element]) -> None:
    pages = [page for address, page in lists.items() if address.startswith("/rankings/")]
    found = [tool for page in pages for tool in tools_on(page)]
    assert len(pages) == 5
    assert sorted(found) == sorted(set(found))
    assert len(found) == TOOLS


def test_nested_categories_show_their_parents(lists: dict[str, Element]) -> None:
    crumbs = [
        item.text for item in lists["/categories/mail/"].first("nav", class_="crumbs").all("li")
    ]
    assert crumbs == ["Many", "Categories", "Mail", "Servers"]
    index = lists["/categories/"].first("main")
    assert [heading.text for heading in index.all("h2")] == ["Chat 76", "Mail"]
    assert [heading.text for heading in index.all("h3")] == ["Servers 77", "Clients 77"]


def test_related_categories_follow_the_tools(lists: dict[str, Element]) -> None:
    main = lists["/categories/mail/"].first("main")
    links = [link.attributes["href"] for link in main.all("a")]
    assert links.index("/categories/clients/") > links.index(tools_on(main)[-1])
    assert "[" not in main.first("p", class_="lede").text
    head = lists["/categories/mail/"].first("meta", name="description")
    assert head.attributes["content"] == "Mail servers."


def test_lists_without_capabilities_have_no_word_about_them(lists: dict[str, Element]) -> None:
    for address, page in lists.items():
        assert "capabilit" not in page.first("body").text.lower(), address


def test_a_site_without_scores_has_neither_scores_nor_rankings(tmp_path: Path) -> None:
    site = SITE.replace("  signals: {}\n", "")
    found = rendered(write_files(tmp_path, many_tools(site)), {"listing", "rankings"})
    assert not any(address.startswith("/rankings/") for address in found)
    assert found["/tools/"].first("p", class_="lede").text == "230 tools, most facts first."
    assert not found["/tools/"].all("span", class_="number")


def test_home_shows_the_most_popular_and_not_the_first_of_the_alphabet(tmp_path: Path) -> None:
    site = SITE.replace(
        "  signals: {}",
        "  signals: {stars: {component: adoption, scale: log, full: 1000, label: Stars}}",
    ).replace("components: {}", "components: {adoption: {label: Adoption}}")
    files = many_tools(site)
    for number, stars in ((201, 900), (202, 800), (203, 700)):
        files[f"content/tools/t{number:03}.yaml"] += f"signals: {{stars: {stars}}}\n"
    home = rendered(write_files(tmp_path, files), {"home"})["/"]
    assert {"/tools/t201/", "/tools/t202/", "/tools/t203/"} == {
        section.all("a")[1].attributes["href"]
        for section in home.first("div", class_="leaders").all("section")
    }


def test_equal_tools_are_not_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    site = SITE.replace("  signals: {}\n", "").replace("related, related: 4", "none")
    home = rendered(write_files(tmp_path, many_tools(site)), {"home"})["/"]
    shown = tools_on(home)
    assert shown != sorted(shown)
    assert "/tools/t000/" not in shown


def test_pages_of_a_site_with_file_addresses(tmp_path: Path) -> None:
    site = SITE.replace("title: Many", "title: Many\nurls: file").replace("  signals: {}\n", "")
    found = rendered(write_files(tmp_path, many_tools(site)), {"listing"})
    assert {"/tools.html", "/tools/page/2.html", "/tools/page/3.html"} <= set(found)


@pytest.mark.parametrize(
    ("names", "paths"),
    [
        (["A / B", "A"], [["A", "B"], ["A"]]),
        (["A - B", "A - C"], [["A", "B"], ["A", "C"]]),
        (["A - B", "C"], [["A - B"], ["C"]]),
        (["A - B", "A"], [["A", "B"], ["A"]]),
        (["A - B - C", "A - B - D", "A - E"], [["A", "B", "C"], ["A", "B", "D"], ["A", "E"]]),
        (["/", " / "], [["/"], [" / "]]),
    ],
)
def test_names_of_categories_contain_their_parents(
    names: list[str], paths: list[list[str]]
) -> None:
    nodes = category_nodes(tuple(Category(id=str(at), name=name) for at, name in enumerate(names)))
    assert [[*node.parents, node.label] for node in nodes.values()] == paths


def test_an_entry_shows_what_is_known(tmp_path: Path) -> None:
    page = rendered(write_files(tmp_path, SMALL_SITE), {"listing"})["/tools/"]
    badges = {
        entry.first("h2").text: [badge.text for badge in entry.first("ul").all("li")]
        for entry in page.first("ol", class_="entries").all("li")
        if entry.all("h2")
    }
    assert badges["Alpha"] == ["Framework", "Free", "MIT", "Python"]
    assert badges["Gamma"] == ["Dataset"]


def test_a_site_names_its_entries_and_titles(tmp_path: Path) -> None:
    words = (
        "words: {tool: project, tools: projects, home: Find a project, rankings: Leaderboard, "
        "categories: Topics, comparisons: Duels}\n"
    )
    scored = SITE.replace("  components: {}\n  signals: {}\n", "  name: Rating\n") + words
    kinds = {"home", "listing", "rankings", "categories", "compare", "methodology"}
    pages = rendered(write_files(tmp_path, many_tools(scored)), kinds)
    headings = {address: page.first("h1").text.strip() for address, page in pages.items()}
    assert headings["/"] == "Find a project"
    assert headings["/rankings/"] == "Leaderboard"
    assert headings["/categories/"] == "Topics"
    assert headings["/compare/"] == "Duels"
    assert headings["/tools/"] == "All projects"
    texts = {address: re.sub(r"Tool \d+", "", page.text) for address, page in pages.items()}
    named = {address for address, text in texts.items() if re.search(r"\b[Tt]ools?\b", text)}
    assert [re.findall(r".{30}[Tt]ools?\b.{20}", texts[one]) for one in named] == []
    navigation = pages["/"].first("nav").text.split()
    assert navigation[:4] == ["Projects", "Compare", "Leaderboard", "Topics"]


def test_alternatives_may_be_in_a_category_below_the_same_parent(tmp_path: Path) -> None:
    site = (
        "title: T\nbase_url: https://example.org/\ntypes: {app: App}\nranking: none\n"
        "categories: {video: {name: Media / Video Streaming}, "
        "audio: {name: Media / Audio Streaming}, "
        "mail: {name: Mail}}\npairs: {policy: all}\n"
        "attributes: {platforms: {label: Platforms, kind: list}}\n"
    )
    files = {
        f"content/tools/{name}.yaml": f"name: {name.title()}\ntype: app\nsummary: {text}\n"
        f"categories: [{category}]\nattributes: {{platforms: [deb]}}\n"
        for name, category, text in (
            ("alpha", "video", "Home media player."),
            ("beta", "audio", "Media player."),
            ("gamma", "mail", "Inbox."),
        )
    }
    page = rendered(write_files(tmp_path, {"content/site.yaml": site, **files}), {"alternatives"})[
        "/alternatives/alpha/"
    ]
    assert [card.first("h2").text for card in page.all("li", class_="card")] == ["Beta"]
    assert "In common: deb (platforms)" in page.text


def test_only_tools_that_share_more_than_a_category_are_called_nearest(tmp_path: Path) -> None:
    """What most tools have is nothing in common; words that several categories have neither."""
    site = (
        "title: T\nbase_url: https://example.org/\ntypes: {app: App}\nranking: none\n"
        "categories: {media: {name: Media}, office: {name: Office}}\npairs: {policy: category}\n"
        "attributes: {platforms: {label: Platforms, kind: list}}\n"
    )
    summaries = {
        **dict.fromkeys(["a", "b", "c", "d"], ("media", "A simple server for podcasts of teams")),
        **{name: ("media", f"A simple {name}{name}ing") for name in "efghi"},
        **dict.fromkeys(["k", "m"], ("office", "A simple place for teams")),
    }
    files = {
        f"content/tools/{name}.yaml": f"name: {name.title()}\ntype: app\nsummary: {text} {name}.\n"
        f"categories: [{category}]\n"
        f"attributes: {{platforms: [{'Go' if name in 'ab' else 'Zig'}, Docker]}}\n"
        for name, (category, text) in summaries.items()
    }
    kinds = {"alternatives", "tool"}
    pages = rendered(write_files(tmp_path, {"content/site.yaml": site, **files}), kinds)
    for name, text in (("a", "Alternatives to A"), ("e", "Tools related to E")):
        link = pages[f"/tools/{name}/"].all("a", href=f"/alternatives/{name}/")[-1]
        assert link.text == text == pages[f"/alternatives/{name}/"].first("h1").text
    ledes = {name: pages[f"/alternatives/{name}/"].first(class_="lede").text for name in "aek"}
    cards = pages["/alternatives/a/"].all("ol", class_="alternatives")[0].all("li", class_="card")
    first, second, third = (card.first("h2").text for card in cards)
    assert {first, second, third} == {"B", "C", "D"}
    assert ledes["a"] == f"3 alternatives to A: {first}, {second} and {third}."
    assert ledes["e"] == "8 other entries under Media, where E is listed."
    titles = {name: pages[f"/alternatives/{name}/"].first("h1").text for name in "ae"}
    assert titles == {"a": "Alternatives to A", "e": "Tools related to E"}
    listed = {name: pages[f"/alternatives/{name}/"].first(id="listed").text for name in "ae"}
    assert listed == {"a": "Also listed under Media", "e": "Listed under Media"}
    assert ledes["k"] == "1 alternative to K: M."
    assert "In common: Go (platforms)" in pages["/alternatives/a/"].text
    assert "Docker (platforms)" not in pages["/alternatives/a/"].text


DISHES = {
    "content/site.yaml": (
        "title: Eats\nbase_url: https://example.org/\ntypes: {soup: Soup, salad: Salad}\n"
        "categories: {warm: {name: Warm}, cold: {name: Cold}}\n"
        "words: {tool: dish, tools: dishes, capability: trait, capabilities: traits, "
        "rankings: Leaderboard, categories: Topics, comparisons: Duels}\n"
        "ranking: {name: Taste, signals: {likes: {component: adoption, scale: log, full: 99, "
        "label: Likes}}}\npublish: {markdown: true, embeds: true}\n"
    ),
    "content/capabilities.yaml": "- {id: warms, name: It warms, description: From within.}\n",
    **{
        f"content/tools/{name}.yaml": (
            f"name: {name.title()}\ntype: {kind}\nsummary: {name.title()} with {more}.\n"
            f"categories: [warm, cold]\nsignals: {{likes: {{value: {likes}}}}}\n"
            f"capabilities: [{{id: warms, title: Warms you, description: With {more}.}}]\n"
        )
        for name, kind, more, likes in (
            ("borscht", "soup", "beet", 40),
            ("ramen", "soup", "noodles", 30),
            ("caesar", "salad", "croutons", 20),
        )
    },
}
READ = ("aria-label", "title", "placeholder", "alt", "data-noun", "data-nouns", "data-order")
"""Attributes that readers see or hear."""
NOT_OF_DISHES = re.compile(
    r"\b(?:[Tt]ools?|[Cc]apabilit(?:y|ies)|Categories|Rankings|All comparisons)\b"
)


def test_no_page_has_another_word_than_the_site(tmp_path: Path) -> None:
    """Apart from addresses."""
    pages = rendered(write_files(tmp_path, DISHES), PAGE_KINDS.keys() - {"redirect"})
    texts = {
        address: " | ".join(
            [page.text]
            + [
                part.attributes[name]
                for part in page.all()
                for name in READ
                if name in part.attributes
            ]
        )
        for address, page in pages.items()
    }
    hits = {
        address: hit
        for address, text in texts.items()
        if (hit := NOT_OF_DISHES.findall(re.sub(r"https?://\S+|/\S+/", "", text)))
    }
    assert hits == {}


def test_the_script_of_the_search_has_the_words_of_the_site(tmp_path: Path) -> None:
    settings, _ = load_settings(write_files(tmp_path, DISHES))
    assert settings
    _, files = assets((ROOT / "layouts",), messages=settings.messages)
    scripts = [output.body.decode() for output in files if "search/" in output.path]
    assert any('"{0} dishes"' in script for script in scripts)
    assert not any('"{0} tools"' in script for script in scripts)


@pytest.mark.parametrize("folder", ["layouts", "ssg/views", "ssg/comparison"])
def test_no_layout_has_words_of_one_field(folder: str) -> None:
    """Pages of a site about anything else would have them."""
    of_ai = re.compile(r"\b(?:AI|LLMs?|machine learning|decomposed|reference site|unsloth)\b")
    found = {
        path.name: of_ai.findall(path.read_text("utf-8"))
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".html", ".js", ".py", ".css"}
    }
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_attributes_are_shown_by_group(tmp_path: Path) -> None:
    """On the page of a tool and in comparisons; values with an order mark the better side."""
    site = (
        "title: T\nbase_url: https://example.org/\ntypes: {app: App}\nranking: none\n"
        "attributes:\n"
        "  price: {label: Price, kind: money, better: lower, group: Costs}\n"
        "  memory: {label: Memory, kind: range, unit: GB, group: Limits}\n"
        "  release: {label: Release, kind: version, better: higher}\n"
        "  born: {label: First release, kind: date}\n"
        "pairs: {policy: all}\n"
    )
    files = {
        f"content/tools/{name}.yaml": f"name: {name}\ntype: app\nsummary: Does.\nattributes: "
        f"{{price: {price} USD, memory: 8+, release: '{release}', born: 2025-11-21}}\n"
        for name, price, release in (("alpha", 20, "1.9"), ("beta", 19.5, "1.10"))
    }
    root = write_files(tmp_path, {"content/site.yaml": site, **files})
    pages = rendered(root, {"tool", "versus"})
    facts = pages["/tools/alpha/"].first("aside")
    assert [heading.text for heading in facts.all("h3")] == ["Costs", "Limits"]
    assert "Memory 8 GB or more" in facts.text
    assert "apabilit" not in pages["/tools/alpha/"].first("main").text
    table = pages["/compare/alpha-vs-beta/"].first("table")
    rows = [row.text for row in table.all("tbody")]
    assert rows[1:] == ["Costs Price $20 $19.50 better", "Limits Memory 8 GB or more"]
    assert "Release 1.9 1.10 better" in rows[0]


def test_what_is_built_on_a_tool_or_in_a_category_for_the_rest_is_no_alternative() -> None:
    catalog = a_catalog(
        a_tool("one", categories=("training",)),
        a_tool("two", categories=("training",), attributes=(("built_on", ("One",)),)),
        a_tool("three", categories=("misc",)),
        a_tool("four", categories=("misc",)),
        pairs=PairSettings(policy=PairPolicy.ALL),
        categories=(
            Category(id="training", name="Training"),
            Category(id="misc", name="Miscellaneous"),
        ),
        attributes=(AttributeSpec(id="built_on", label="Built on", kind=AttributeKind.LIST),),
    )
    context = a_context(catalog)
    made = {
        page.subject[0]: alternatives.view(context, page) for page in alternatives.pages(context)
    }
    assert [link.text for link in made["one"].built_on_it] == ["One vs Two"]
    assert [link.text for link in made["two"].built_on] == ["One vs Two"]
    assert made["two"].alternatives == ()
    ledes = {
        "one": "1 other entry under Training, where One is listed.",
        "three": "Three, compared with Four, One and Two.",
    }
    for slug, lede in ledes.items():
        assert made[slug].alternatives == ()
        assert made[slug].head.title == f"Tools related to {slug.title()}"
        assert made[slug].head.description == lede
    assert compare(
        context.side("three"),
        context.side("four"),
        context.aligner.align("three", "four"),
        catalog.settings,
    ).verdict.answer == (
        "Nothing here says that Three and Four do the same job: choose by what each is for."
    )


def test_in_a_category_for_the_rest_summaries_say_who_does_the_same_job() -> None:
    """Several words that tell what a tool is for, or a rare one."""
    summaries = {
        "one": "Log your amateur radio contacts.",
        "two": "Logging software for radio amateurs.",
        "three": "Wishlist for families.",
        "four": "Online wishlist.",
        "five": "Radio.",
    }
    catalog = a_catalog(
        *(a_tool(slug, summary=text, categories=("misc",)) for slug, text in summaries.items()),
        *(a_tool(f"r{place}", summary="Radio.", categories=("misc",)) for place in range(3)),
        pairs=PairSettings(policy=PairPolicy.ALL),
        categories=(Category(id="misc", name="Miscellaneous"),),
    )
    context = a_context(catalog)
    near = {slug: alternatives.nearest_first(context, slug) for slug in summaries}
    names = {slug: [tool.slug for tool, _ in tools] for slug, tools in near.items()}
    assert names == {
        "one": ["two"],
        "two": ["one"],
        "three": ["four"],
        "four": ["three"],
        "five": [],
    }


def test_of_equally_near_tools_what_is_no_longer_developed_comes_last() -> None:
    """Also after those without a score, or of another type."""
    shared: dict[str, Any] = {
        "capabilities": (a_capability("Draws", id="streaming"),),
        "categories": ("training",),
    }
    others = [a_tool(slug, type="dataset", **shared) for slug in ("two", "zero")]
    tools = [a_tool("one", **shared), *others]
    ended = a_tool("ended", status=Status.MAINTENANCE, scores=(("quality", 0.9),), **shared)
    context = a_context(a_catalog(*tools, ended, pairs=PairSettings(policy=PairPolicy.ALL)))
    near = alternatives.nearest_first(context, "one")
    *first, last = (tool.slug for tool, _ in near)
    assert (sorted(first), last) == (["two", "zero"], "ended")


@pytest.mark.parametrize("capabilities", [(), (a_capability("Draws", id="streaming"),)])
def test_equally_near_tools_without_scores_are_in_the_order_of_lists(
    capabilities: tuple[Any, ...],
) -> None:
    """That is by how many other entries name them, and not by the alphabet."""
    near = {"summary": "Draws maps.", "categories": ("training",), "capabilities": capabilities}
    tools = [a_tool(slug, name=slug.title(), **near) for slug in ("one", "abacus", "zither")]
    fan = a_tool("fan", summary="Fan page of Zither.", categories=("data",))
    ranking = RankingSettings(components=(), built_in=(), signals=())
    catalog = a_catalog(*tools, fan, pairs=PairSettings(policy=PairPolicy.ALL), ranking=ranking)
    found = alternatives.nearest_first(a_context(catalog), "one")
    assert [tool.slug for tool, _ in found] == ["zither", "abacus"]


def _alternatives_of(summaries: dict[str, str], **categories: tuple[str, ...]) -> dict[str, Any]:
    """Return the view of each tool's alternatives; the category of most of them is `audio`."""
    catalog = a_catalog(
        *(
            a_tool(slug, summary=text, categories=categories.get(slug, ("audio",)))
            for slug, text in summaries.items()
        ),
        pairs=PairSettings(policy=PairPolicy.ALL),
        categories=tuple(Category(id=key, name=key.title()) for key in ("audio", "video", "misc")),
    )
    context = a_context(catalog)
    return {
        page.subject[0]: alternatives.view(context, page) for page in alternatives.pages(context)
    }


def test_what_shares_a_further_category_only_is_not_listed_under_the_main_one() -> None:
    """Nor does a page deny that it does the same job."""
    made = _alternatives_of({"one": "Sings.", "two": "Shows."}, one=("audio", "video"))["one"]
    assert [link.text for link in made.others] == []
    assert [card.tool.text for card in made.listed] == ["Two"]
    made = _alternatives_of(
        {"one": "Sings.", "two": "Shows."}, one=("audio", "video"), two=("video",)
    )["one"]
    assert made.alternatives == made.listed == ()
    assert [link.text for link in made.others] == ["One vs Two"]
    assert made.head.description == "No other entry under Audio, where One is listed."


def test_tools_of_a_category_without_alternatives_have_descriptions_of_their_own() -> None:
    made = _alternatives_of({"one": "Sings.", "two": "Shows.", "three": "Counts."})
    assert len({page.head.description.casefold() for page in made.values()}) == len(made) == 3
    assert made["two"].head.description == "2 other entries under Audio, where Two is listed."


def test_a_summary_names_alternatives_and_what_its_tool_works_with() -> None:
    """What a summary replaces is an alternative in any category; a part is none in the same one."""
    made = _alternatives_of(
        {
            "one": "Ticket desk (alternative to Zwei, Drei).",
            "zwei": "Plans roadmaps of teams.",
            "vier": "Minimal Drei alternative.",
            "hub": "Relays podcasts to listeners.",
            "shell": "Frontend of podcasts for Hub listeners.",
        },
        one=("video",),
        vier=("misc",),
    )
    named = {slug: {card.tool.text for card in view.alternatives} for slug, view in made.items()}
    assert named["one"] == {"Zwei", "Vier"}
    assert "One" in named["zwei"]
    assert "Shell" not in named["hub"]
    assert "Hub vs Shell" in {link.text for link in made["hub"].others}


def test_a_note_in_many_summaries_makes_no_alternatives() -> None:
    summaries = {
        slug: f"Draws {slug}{slug}s (documentation in French)." for slug in ("ab", "cd", "ef", "gh")
    }
    made = _alternatives_of({**summaries, "ij": "Draws ababs, hums."})
    assert [card.tool.text for card in made["cd"].alternatives] == []
    assert made["cd"].head.description == "4 other entries under Audio, where Cd is listed."
    assert [card.tool.text for card in made["ab"].alternatives] == ["Ij"]


def test_lists_count_what_has_a_score(tmp_path: Path) -> None:
    """Titles of tools name what their pages have; the statistics round as the dials do."""
    site = (
        "title: T\nbase_url: https://example.org/\ntypes: {app: App}\n"
        "categories: {media: {name: Media}}\npairs: {policy: none}\n"
        "ranking: {components: {quality: {label: Q, description: D., weight: 1}}}\n"
    )
    files = {
        f"content/tools/{name}.yaml": f"name: {name.title()}\ntype: app\nsummary: Plays {name}.\n"
        f"categories: [media]\n{scores}"
        for name, scores in (("one", "scores: {quality: 0.899}\n"), ("two", ""))
    }
    pages = rendered(
        write_files(tmp_path, {"content/site.yaml": site, **files}), {"tool", "listing", "stats"}
    )
    titles = [pages[f"/{page}/"].first("title").text for page in ("categories/media", "tools/one")]
    assert titles == ["Media: 1 tool ranked | T", "One: score | T"]
    assert pages["/tools/two/"].first("title").text == "Two | T"
    assert "90 to 100: 1" in str(
        [part.attributes.get("aria-label") for part in pages["/stats/"].all("svg")]
    )
