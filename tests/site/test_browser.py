"""The project's own site in a browser: layout, requests, accessibility, keyboard."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page

from support.browsing import SCHEMES, barriers, tab_to, visit
from support.html_pages import Element

pytestmark = pytest.mark.large

VERSUS = "/compare/flax-vs-the-stack-v2/"
RELATED = "/compare/peft-vs-unsloth/"
PLACES = (
    "/",
    VERSUS,
    RELATED,
    "/tools/flax/",
    "/tools/",
    "/rankings/",
    "/alternatives/flax/",
    "/compare/",
    "/categories/",
    "/methodology/",
    "/capabilities/",
    "/capabilities/gradient-checkpointing/",
    "/stats/",
    "/changes/",
    "/search/",
    "/404.html",
)
WIDTHS = (320, 360, 1280)

WIDE = """width => [...document.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .map(element => element.tagName + "." + element.className).slice(0, 5)"""


@pytest.mark.parametrize("place", PLACES)
def test_a_page_fits_every_screen(browser: Browser, origin: str, place: str) -> None:
    with visit(browser, origin + place) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            scroll, client = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert scroll <= client == width, f"{width} px: {page.evaluate(WIDE, width)}"
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[0]


def test_pages_request_nothing_elsewhere_and_log_no_error(browser: Browser, origin: str) -> None:
    """All pages are open at the same time, as each has to be idle for half a second."""
    requested: list[str] = []
    errors: list[str] = []
    pages = []
    for place in PLACES:
        page = browser.new_context().new_page()
        page.on("request", lambda request: requested.append(request.url))
        page.on(
            "console",
            lambda message: (
                errors.append(f"{message.location}: {message.text}")
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
        page.goto(origin + place, wait_until="commit")
        pages.append(page)
    for page in pages:
        page.wait_for_load_state("networkidle")
        page.context.close()
    assert [url for url in requested if not url.startswith((origin, "data:"))] == []
    assert errors == []
    assert len(requested) > len(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_no_barrier(browser: Browser, origin: str, place: str) -> None:
    with visit(browser, origin + place, width=360 if place in {"/", VERSUS} else 1280) as page:
        assert barriers(page) == []


@pytest.mark.parametrize("place", [VERSUS, "/"])
def test_a_page_reads_the_same_without_javascript(
    browser: Browser, origin: str, place: str
) -> None:
    with visit(browser, origin + place) as page:
        with_scripts = page.inner_text("main")
    with visit(browser, origin + place, scripts=False) as page:
        assert page.inner_text("main") == with_scripts
        assert page.inner_text("h1")


@pytest.mark.parametrize("scripts", [True, False])
def test_only_differences_hides_equal_rows_by_keyboard(
    browser: Browser, origin: str, *, scripts: bool
) -> None:
    with visit(browser, origin + RELATED, scripts=scripts) as page:
        before = rows(page)
        other = [row for row in before if "same" not in row[0].split()]
        assert 0 < len(other) < len(before)
        tab_to(page, "document.activeElement.matches('input[type=checkbox]')")
        page.keyboard.press("Space")
        assert [row[0] for row in rows(page)] == [row[0] for row in other]
        page.keyboard.press("Space")
        assert rows(page) == before


def rows(page: Page) -> list[list[str]]:
    """Return the visible rows of the table, each with its class and the text of its cells."""
    found: list[list[str]] = (
        page.evaluate("""[...document.querySelector("main table").tBodies[0].rows]
        .filter(row => row.checkVisibility())
        .map(row => [row.className, ...[...row.cells].map(cell => cell.innerText.trim())])""")
    )
    return found


def test_points_open_by_keyboard(browser: Browser, origin: str) -> None:
    with visit(browser, origin + "/compare/axolotl-vs-trl/") as page:
        table = page.locator("main details table").first
        assert not table.is_visible()
        tab_to(page, "document.activeElement.matches('main summary')")
        page.keyboard.press("Enter")
        assert table.is_visible()


PHONE = """<!doctype html><body style="margin: 0">
<iframe style="visibility: hidden; border: 0; width: 360px; height: 740px"></iframe>"""
FIRST_SCREEN = """async place => {
    const frame = document.querySelector("iframe");
    await new Promise(loaded => {
        frame.onload = loaded;
        frame.contentWindow.location.replace(place);
    });
    const page = frame.contentDocument;
    return [
        page.documentElement.scrollWidth,
        ...["h1", ".side h2", ".side .dial", "#verdict strong", ".choose li"].map(selector =>
            [...page.querySelectorAll(selector)].slice(0, 2)
                .map(element => element.getBoundingClientRect().bottom)),
    ];
}"""


def test_the_first_screen_of_a_phone_holds_names_scores_verdict_and_a_rule(
    browser: Browser, origin: str, own_pages: Mapping[str, Element]
) -> None:
    """A small phone: 360 by 740. The words of an editor come before the verdict.

    Pages are loaded in a frame of this size that is not painted, which takes half the time.
    """
    with_sides = [place for place, page in own_pages.items() if page.all(class_="sides")]
    places = [place for place in with_sides if place.startswith("/compare/")]
    assert len(places) > 100
    with visit(browser, origin) as page:
        page.route("**/phone", lambda route: route.fulfill(content_type="text/html", body=PHONE))
        page.goto(f"{origin}/phone")
        for place in places:
            width, title, names, scores, verdict, rules = page.evaluate(FIRST_SCREEN, place)
            assert (len(title), len(names), bool(verdict or rules)) == (1, 2, True), place
            first = [*title, *names, *scores]
            if not own_pages[place].all(class_="editorial"):
                first += [*verdict, *rules[:1]]
            assert max(first) <= 740, place
            assert width == 360, place


def test_the_first_tab_stop_skips_the_navigation(browser: Browser, origin: str) -> None:
    with visit(browser, origin + VERSUS) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate(
            "location.hash.length > 1 && document.querySelector(location.hash).matches('main')"
        )


def test_the_focus_is_visible(browser: Browser, origin: str) -> None:
    for scheme in SCHEMES:
        with visit(browser, origin + VERSUS, scheme=scheme) as page:
            for _ in range(12):
                page.keyboard.press("Tab")
                style = page.evaluate(
                    "(({outlineStyle, outlineWidth, boxShadow}) => [outlineStyle, outlineWidth, "
                    "boxShadow])"
                    "(getComputedStyle(document.activeElement))"
                )
                assert (style[0] != "none" and style[1] != "0px") or style[2] != "none", style


def test_a_redirect_leads_to_the_page(browser: Browser, origin: str) -> None:
    with visit(browser, origin + "/compare/the-stack-v2-vs-flax/") as page:
        page.wait_for_url(f"{origin}{VERSUS}")


def test_reduced_motion_means_no_animations(browser: Browser, origin: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(origin + VERSUS)
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()


def test_a_comparison_in_the_other_order_opens_its_page(browser: Browser, origin: str) -> None:
    first, second = VERSUS.removeprefix("/compare/").rstrip("/").split("-vs-", 1)
    with visit(browser, f"{origin}/compare/{second}-vs-{first}/?x=1") as page:
        page.wait_for_url(f"{origin}{VERSUS}?x=1")
