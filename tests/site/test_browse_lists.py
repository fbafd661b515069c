"""Filters of lists in a browser: state in the URL, keyboard, hostile content, failures."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

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
attributes: {{languages: {{label: Languages, kind: list}}, size: {{label: Size, kind: number}}}}
pairs: {{policy: related, related: 4}}
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with 230 tools."""
    files = {
        f"content/tools/t{number:03}.yaml": (
            f'name: "Tool {number:03} {HOSTILE}"\ntype: {("app", "kit")[number % 2]}\n'
            f'summary: "{HOSTILE} {number}"\ncategories: [{("mail", "chat")[number % 2]}]\n'
            f'attributes: {{languages: ["L{number % 3}", "{HOSTILE}"], size: {number}}}\n'
        )
        for number in range(230)
    }
    root = write_files(tmp_path_factory.mktemp("lists"), {**files, "content/site.yaml": SITE})
    with serving(build_site(root)) as origin:
        yield origin


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
        assert len([url for url in requested if url.endswith(".json")]) == 1


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


def test_a_list_of_a_category_filters_only_its_tools(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/categories/chat/?languages=L1") as page:
        expect(page.locator(".count")).to_have_text("39 tools")
        page.locator(".browse summary").click()
        assert page.locator("[data-field=category]").count() == 0


def test_comparisons_are_filtered_by_both_tools(browser: Browser, lists: str) -> None:
    with visit(browser, f"{lists}/compare/?q=Tool+00") as page:
        expect(page.locator(".results li").first).to_be_visible()
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
