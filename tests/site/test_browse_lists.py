"""Filters of lists in a browser: state in the URL, keyboard, hostile content, failures."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from ssg.content.load import load
from ssg.ranking.scoring import rank
from support.browsing import SCHEMES, serving, tab_to, visit
from support.node_tools import axe
from support.site_fixtures import build_site
from support.strategies import write_files

pytestmark = pytest.mark.large

HOSTILE = "<img src=x onerror=alert(1)>"
SITE = f"""\
title: Many
base_url: https://example.org/
types: {{app: App, kit: Kit}}
categories: {{mail: {{name: "{HOSTILE}"}}, chat: {{name: Chat}}}}
attributes:
  languages: {{label: Languages, kind: list}}
  size: {{label: Size, kind: number}}
  price: {{label: Price, kind: money}}
  memory: {{label: Memory, kind: range, unit: GB}}
  release: {{label: Release, kind: version}}
ranking:
  components:
    adoption: {{label: Adoption, weight: 3}}
    speed: {{label: Speed, weight: 2}}
    depth: {{label: Depth, weight: 1}}
  signals: {{stars: {{component: adoption, scale: log, full: 1000, label: Stars}}}}
  by_type: {{kit: {{adoption: 1, speed: 1, depth: 5}}}}
pairs: {{policy: related, related: 4}}
"""


def measured(number: int) -> str:
    """Return figures of a tool; some are unknown, and some tools have none."""
    random = Random(number)  # noqa: S311
    scores = [
        f"{name}: {random.random():.6f}" for name in ("speed", "depth") if random.random() < 0.7
    ]
    text = f"signals: {{stars: {random.randrange(2000)}}}\n" if random.random() < 0.7 else ""
    return f"{text}scores: {{{', '.join(scores)}}}\n" if scores else text


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with 230 tools."""
    root = write_files(tmp_path_factory.mktemp("lists"), many_tools())
    with serving(build_site(root)) as origin:
        yield origin


def many_tools() -> dict[str, str]:
    """Return the files of the site."""
    files = {
        f"content/tools/t{number:03}.yaml": (
            f'name: "Tool {number:03} {HOSTILE}"\ntype: {("app", "kit")[number % 2]}\n'
            f'summary: "{HOSTILE} {number}"\ncategories: [{("mail", "chat")[number % 2]}]\n'
            f'attributes: {{languages: ["L{number % 3}", "{HOSTILE}"], size: {number}, '
            f'price: {number} USD/month, memory: {number}-{2 * number}, release: "1.{number}"}}\n'
            f"{measured(number)}"
        )
        for number in range(230)
    }
    return {**files, "content/site.yaml": SITE}


def opened(page: Page) -> None:
    """Open the filters, and wait until they are there."""
    page.locator(".browse summary").click()
    expect(page.locator(".browse fieldset").first).to_be_visible()


def names(page: Page) -> list[str]:
    """Return the names of the tools that are shown."""
    return page.locator(".entries h2").all_inner_texts()


def test_nothing_is_loaded_before_the_filters_are_used(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/") as page:
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.reload()
        page.wait_for_load_state("networkidle")
        assert not [url for url in requested if url.endswith(".json")]
        opened(page)
        assert len([url for url in requested if url.endswith(".json")]) == 2  # addresses, tools


def test_filters_narrow_the_list_and_are_kept_in_the_url(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/") as page:
        opened(page)
        page.get_by_label("Kit").check()
        expect(page.locator(".count")).to_have_text("115 tools")
        page.get_by_label("L1").check()
        expect(page.locator(".count")).to_have_text("39 tools")
        page.select_option("[name=sort]", "-size")
        assert names(page)[0].startswith("Tool 229")
        assert page.url.endswith("/tools/?sort=-size&type=kit&languages=L1")
        page.reload()
        expect(page.locator(".count")).to_have_text("39 tools")
        assert names(page)[0].startswith("Tool 229")
        page.go_back()
        expect(page.locator(".entries h2").first).not_to_contain_text("Tool 229")
        expect(page.locator(".count")).to_have_text("39 tools")
        page.go_back()
        expect(page.locator(".count")).to_have_text("115 tools")


def test_counts_are_those_under_the_other_filters(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/?type=kit") as page:
        expect(page.locator(".count")).to_have_text("115 tools")
        page.locator(".browse summary").click()
        group = page.locator("[data-field=languages]")
        expect(group.locator("label", has_text="L1").locator("small")).to_have_text("39")
        kinds = page.locator("[data-field=type] small").all_inner_texts()
        assert sorted(kinds) == ["115", "115"]


def test_numbers_have_bounds_and_text_is_searched(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/?size.min=10&size.max=19&q=TOOL+01") as page:
        expect(page.locator(".count")).to_have_text("10 tools")
        page.locator(".browse summary").click()
        page.get_by_label("Name or summary contains").fill("Tool 015")
        expect(page.locator(".count")).to_have_text("1 tool")
        page.get_by_label("Name or summary contains").fill("nothing has this")
        expect(page.locator(".results")).to_have_text("No tool matches these filters.")
        page.get_by_role("button", name="Remove all filters").click()
        expect(page.locator(".entries li h2")).to_have_count(100)
        expect(page.locator(".pager")).to_be_visible()
        assert page.url.endswith("/tools/")


def test_amounts_ranges_and_versions_have_bounds(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/?price.max=10") as page:
        expect(page.locator(".count")).to_have_text("11 tools")
        page.goto(f"{lists}/tools/?memory.min=10&memory.max=12&sort=%2Bmemory")
        expect(page.locator(".count")).to_have_text("8 tools")
        assert [name[:8] for name in names(page)][:2] == ["Tool 005", "Tool 006"]
        page.goto(f"{lists}/tools/?release.min=1.225&sort=-release")
        expect(page.locator(".count")).to_have_text("5 tools")
        assert names(page)[0].startswith("Tool 229")
        page.locator(".browse summary").click()
        page.get_by_role("group", name="Release").get_by_label("at most").select_option("1.227")
        expect(page.locator(".count")).to_have_text("3 tools")


@pytest.mark.parametrize("seed", range(4))
def test_own_weights_give_the_scores_that_python_computes(
    browser: Browser, lists: str, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)  # noqa: S311
    own = {name: random.choice([0, 1, 7, 40, 1000]) for name in ("adoption", "speed", "depth")}
    own = {name: weight for name, weight in own.items() if random.random() < 0.8} or {"speed": 9}
    catalog = load(write_files(tmp_path, many_tools())).catalog
    assert catalog
    ranking = catalog.settings.ranking
    components = tuple(
        replace(one, weight=float(own.get(one.id, one.weight))) for one in ranking.components
    )
    by_type = tuple(
        (name, tuple((key, float(own.get(key, weight))) for key, weight in weights))
        for name, weights in ranking.by_type
    )
    ranking = replace(ranking, components=components, by_type=by_type)
    expected = rank(replace(catalog, settings=replace(catalog.settings, ranking=ranking))).scores
    query = urlencode({f"w.{name}": weight for name, weight in own.items()})
    with visit(browser, f"{lists}/rankings/?{query}") as page:
        expect(page.locator(".count")).to_have_text("230 tools")
        for _ in range(2):
            page.get_by_role("button", name="Show more").click()
        slugs = page.locator(".entries h2 a").evaluate_all(
            "links => links.map(link => link.pathname.split('/').at(-2))"
        )
        scores = page.locator(".entries .number").all_inner_texts()
    assert slugs == [score.slug for score in expected]
    assert scores == [score.shown for score in expected]


def test_own_weights_are_set_by_keyboard_and_kept_in_the_url(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/rankings/") as page:
        before = page.locator(".ranking tbody th a").first.inner_text()
        tab_to(page, "document.activeElement.matches('.browse summary')")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Adoption")).to_have_value("3")
        tab_to(page, "document.activeElement.name === 'w.adoption'")
        page.keyboard.type("0")
        expect(page.locator(".count")).to_have_text("230 tools")
        assert page.url.endswith("/rankings/?w.adoption=0")
        expect(page.locator(".entries .badges li").first).to_have_text("number 1 with your weights")
        page.get_by_role("button", name="Remove all filters").click()
        expect(page.locator(".ranking tbody th a").first).to_have_text(before)
        assert page.url.endswith("/rankings/")


def test_a_list_of_a_category_filters_only_its_tools(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/categories/chat/?languages=L1") as page:
        expect(page.locator(".count")).to_have_text("39 tools")
        page.locator(".browse summary").click()
        assert page.locator("[data-field=category]").count() == 0


def test_comparisons_are_filtered_by_both_tools(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/compare/?q=Tool+00") as page:
        expect(page.locator(".results li").first).to_be_visible()
        expect(page.locator(".results li").filter(has_not_text="Tool 00")).to_have_count(0)
        texts = page.locator(".results li").all_inner_texts()
        assert texts
        assert all(text.count("Tool 00") == 2 for text in texts)
        href = page.locator(".results li a").first.get_attribute("href") or ""
        assert page.request.get(lists + href).ok


def test_further_results_are_shown_by_keyboard(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/?type=kit") as page:
        expect(page.locator(".entries h2")).to_have_count(100)
        tab_to(page, "document.activeElement.textContent.startsWith('Show more')")
        page.keyboard.press("Enter")
        expect(page.locator(".entries h2")).to_have_count(115)
        assert page.evaluate("document.activeElement.closest('li').matches(':nth-child(101)')")


def test_content_never_becomes_markup(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/?type=kit&category=%3Cimg%3E&q=%3Cimg") as page:
        expect(page.locator(".count")).to_have_text("115 tools")
        page.locator(".browse summary").click()
        expect(page.locator("[data-field=languages]")).to_contain_text(HOSTILE)
        assert page.locator("img").count() == 0


def test_unknown_parameters_change_nothing(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/?sort=-nothing&type=none&x=%00&size.min=abc") as page:
        page.locator(".browse summary").click()
        expect(page.locator(".browse fieldset").first).to_be_visible()
        expect(page.locator(".entries h2")).to_have_count(100)


def test_filters_that_fail_to_load_leave_the_list(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/") as page:
        page.route("**/*.json", lambda route: route.abort())
        page.locator(".browse summary").click()
        expect(page.locator(".count")).to_contain_text("failed to load")
        assert len(names(page)) == 100


@pytest.mark.parametrize("address", ["/tools/", "/compare/", "/rankings/", "/categories/"])
def test_lists_are_accessible_and_fit(browser: Browser, lists: str, address: str) -> None:
    with visit(browser, lists + address, width=360) as page:
        if page.locator(".browse").count():
            opened(page)
        page.evaluate(axe())
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("axe.run()")["violations"]
            assert json.dumps([one["id"] for one in found]) == "[]"
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_pages_are_small(browser: Browser, lists: str) -> None:
    for address in ("/", "/tools/", "/compare/", "/rankings/", "/categories/"):
        with visit(browser, lists + address) as page:
            assert page.evaluate("document.querySelectorAll('*').length") < 1_500, address
            assert len(page.content().encode()) < 150_000, address


def test_without_scripts_the_list_is_complete(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/tools/?type=kit", scripts=False) as page:
        assert len(names(page)) == 100
        expect(page.locator(".browse")).to_be_hidden()
        page.get_by_role("link", name="Next").click()
        expect(page).to_have_url(f"{lists}/tools/page/2/")


def test_a_long_word_in_a_summary_makes_no_page_wider_than_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    word = "Slack/StackOverflow/Discourse/Reddit/Disqus"
    tool = "name: {}\ntype: app\nsummary: {} ({word} hybrid).\ncategories: [chat]\n"
    site = "title: T\nbase_url: https://example.org/\ntypes: {app: App}\npairs: {policy: all}\n"
    files = {
        "content/site.yaml": f"{site}categories: {{chat: {{name: Chat}}}}\nranking: none\n",
        "content/tools/one.yaml": tool.format("One", "Forum for teams", word=word),
        "content/tools/two.yaml": tool.format("Two", "Chat for teams", word=word.lower()),
    }
    with serving(build_site(write_files(tmp_path, files))) as origin:
        for address in (
            "/",
            "/tools/",
            "/tools/one/",
            "/alternatives/one/",
            "/compare/one-vs-two/",
        ):
            with visit(browser, origin + address, width=360) as page:
                assert page.evaluate("document.documentElement.scrollWidth") == 360, address
