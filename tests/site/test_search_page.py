"""Search in a browser: the search page, the field in the header, the comparison pickers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from support.browsing import barriers, serving, tab_to, visit
from support.html_pages import parse
from support.site_fixtures import SMALL_SITE, build_site
from support.strategies import write_files

pytestmark = pytest.mark.large

QUERY = "quantize weights"
"""Many tools of our own content do it."""
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "\"'><script>alert(1)</script>",
    "a" * 10_000,
    "%00 \0",
    "(((( \\ C++ C# .NET",
    "constructor __proto__ toString",
    "\u202e\u0301\U0001f600 \u4e2d\u6587",
)
PLACES_WITH_A_PICKER = ("/", "/compare/", "/tools/flax/", "/compare/flax-vs-peft/")
BOX = ".find input"


def settled(page: Page) -> None:
    """Wait until the results answer the question."""
    expect(page.locator(".results")).to_have_attribute("aria-busy", "false")


def search(page: Page, text: str) -> None:
    """Ask on the search page, and wait for the answer."""
    page.fill("#search input", text)
    page.wait_for_url(lambda url: ("?q=" in url) == bool(text.strip()))
    expect(page.locator(".count")).to_have_text(re.compile(r"^\d+ tools?"))
    page.keyboard.press("Enter")
    settled(page)


def names(page: Page) -> list[str]:
    """Return the names of the tools that are shown."""
    return page.locator(".results .entries h2").all_inner_texts()


def total(page: Page) -> int:
    """Return how many tools are said to be found."""
    return int(page.locator(".count").inner_text().split()[0])


def options(page: Page) -> list[str]:
    """Return what the open list offers."""
    return [
        " ".join(text.split()) for text in page.locator("[role=option]:visible").all_inner_texts()
    ]


def type_name(page: Page, field: str, text: str) -> None:
    """Type into a field that offers names, and wait until it offers some."""
    page.locator(field).first.press_sequentially(text)
    expect(page.locator(field).first).to_have_attribute("aria-expanded", "true")


@pytest.fixture
def found(browser: Browser, origin: str) -> Iterator[Page]:
    """Open the search page with an answer on it."""
    with visit(browser, f"{origin}/search/?q={quote(QUERY)}") as page:
        settled(page)
        yield page


def test_what_is_typed_is_found_and_marked(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/search/") as page:
        search(page, QUERY)
        assert total(page) >= len(names(page)) > 1
        assert page.locator(".results mark").count()
        assert page.title().startswith(QUERY)
        way = page.locator(".matches a:has(mark)").first
        title = way.inner_text()
        way.click()
        page.wait_for_url(re.compile(r"/tools/[a-z0-9-]+/#.+"))
        assert page.inner_text(f"[id='{page.url.split('#')[1]}'] h3") == title


def test_the_address_holds_the_question(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/search/") as page:
        search(page, QUERY)
        page.check("[name=type][value=framework]")
        settled(page)
        expected = names(page)
        address = page.url
    assert address == f"{origin}/search/?q={QUERY.replace(' ', '+')}&type=framework"
    with visit(browser, address) as page:
        settled(page)
        assert names(page) == expected
        assert page.is_checked("[name=type][value=framework]")
        assert page.input_value("#search input") == QUERY


@pytest.mark.large
def test_the_number_of_a_filter_is_what_it_leaves(found: Page) -> None:
    before = total(found)
    for box in found.locator(".filters input").all():
        number = int(box.locator("xpath=../small").inner_text())
        box.check()
        settled(found)
        expect(found.locator(".count")).to_have_text(
            re.compile(rf"^{number} tools? with these filters")
        )
        assert len(names(found)) == min(number, 10)
        box.uncheck()
        settled(found)
        assert total(found) == before


@pytest.mark.large
def test_filters_of_two_kinds_narrow_together(found: Page) -> None:
    found.check("[name=type][value=framework]")
    settled(found)
    framework = total(found)
    found.check("[name=type][value=repo]")
    settled(found)
    assert total(found) > framework
    left = int(found.inner_text("label:has([name=pricing][value=free]) small"))
    found.check("[name=pricing][value=free]")
    settled(found)
    assert total(found) == left < framework


@pytest.mark.large
def test_back_and_forward_go_through_the_questions(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/search/") as page:
        start = names(page)
        search(page, QUERY)
        first = names(page)
        page.check("[name=type][value=framework]")
        settled(page)
        second = names(page)
        assert start != first != second
        page.go_back()
        expect(page.locator("[name=type][value=framework]")).not_to_be_checked()
        expect(page.locator(".results h2")).to_have_text(first)
        page.go_back()
        expect(page.locator("#search input")).to_have_value("")
        expect(page.locator(".results h2")).to_have_text(start)
        page.go_forward()
        expect(page.locator(".results h2")).to_have_text(first)
        page.go_forward()
        expect(page.locator(".results h2")).to_have_text(second)


@pytest.mark.large
def test_typing_is_one_step_back(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/") as page:
        page.goto(f"{origin}/search/")
        for text in ("l", "lo", "lora"):
            page.fill("#search input", text)
            page.wait_for_url(f"**/search/?q={text}")
        page.go_back()
        expect(page).to_have_url(f"{origin}/search/")
        page.go_back()
        expect(page).to_have_url(f"{origin}/")


def test_no_question_is_the_ranking(browser: Browser, origin: str, own_site: Path) -> None:
    rankings = parse((own_site / "rankings/index.html").read_bytes())
    bodies = rankings.all("tbody")  # firm scores, then provisional ones
    ranking = [cell.first("a").text for body in bodies for cell in body.all("th")]
    with visit(browser, f"{origin}/search/") as page:
        assert names(page) == ranking[:10]
        page.focus("#search input")
        page.check("[name=type][value=framework]")
        settled(page)
        page.uncheck("[name=type][value=framework]")
        settled(page)
        while page.is_visible("#more"):
            before = len(names(page))
            page.click("#more")
            expect(page.locator(".results h2 a").nth(before)).to_be_focused()
        assert names(page)[: len(ranking)] == ranking
        assert {"SGLang", "vLLM"} <= {*names(page)} - {*ranking}  # without a score


@pytest.mark.large
def test_what_was_shown_is_shown_again_on_the_way_back(found: Page) -> None:
    found.click("#more")
    expect(found.locator(".results h2 a").nth(10)).to_be_focused()
    expected = names(found)
    found.reload()
    settled(found)
    assert names(found) == expected


@pytest.mark.large
def test_a_typo_is_corrected_and_reported(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/search/?q=quantizaton+wieghts") as page:
        settled(page)
        assert page.inner_text(".count").endswith(
            ", including results for quantization (not “quantizaton”)"
            ", including results for weights (not “wieghts”)"
        )
        assert names(page)


def test_nothing_found_says_what_to_do(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/search/?q=qqqqzzzz&type=framework") as page:
        settled(page)
        assert page.inner_text(".count") == "0 tools with these filters"
        assert page.is_visible("text=No results")
        assert not page.is_visible("#more")
        page.click("text=Remove all filters")
        settled(page)
        expect(page).to_have_url(f"{origin}/search/?q=qqqqzzzz")
        assert not page.is_visible("text=Remove all filters")
        search(page, QUERY)
        assert not page.is_visible("text=No results")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("sglang vs vll", "sglang-vs-vllm"),
        ("vLLM or SGLang", "sglang-vs-vllm"),
        ("peft, flax", "flax-vs-peft"),
        ("Flax vs PEFT", "flax-vs-peft"),
    ],
)
def test_two_names_offer_their_comparison(
    browser: Browser, origin: str, text: str, pair: str
) -> None:
    with visit(browser, f"{origin}/search/?q={quote(text)}") as page:
        page.click(".comparison a")
        expect(page).to_have_url(f"{origin}/compare/{pair}/")


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("compare peft, flax and vllm", ["flax-vs-peft"]),
        ("alternatives to deepspeed", ["/alternatives/deepspeed/"]),
    ],
)
def test_a_question_leads_to_the_pages_that_answer_it(
    browser: Browser, origin: str, text: str, answers: list[str]
) -> None:
    with visit(browser, f"{origin}/search/?q={quote(text)}") as page:
        expect(page.locator(".comparison a").first).to_be_visible()
        links = [link.get_attribute("href") or "" for link in page.locator(".comparison a").all()]
        assert all(any(answer in link for link in links) for answer in answers), links


def test_a_filter_of_the_question_is_shown_and_can_be_removed(
    browser: Browser, origin: str
) -> None:
    with visit(browser, f"{origin}/search/?q=paid+fine-tuning") as page:
        settled(page)
        button = page.get_by_label("Remove filter Pricing")
        expect(button).to_contain_text("Pricing: Freemium, Paid, Pay per use")
        assert barriers(page) == []
        few = total(page)
        button.click()
        expect(page).to_have_url(f"{origin}/search/?q=paid+fine-tuning&without=pricing")
        expect(button).to_have_count(0)
        assert total(page) > few


def test_no_filter_of_the_question_applies_where_it_cannot_be_shown(
    browser: Browser, origin: str
) -> None:
    """The script that shows it may fail to load."""
    address = f"{origin}/search/?q=paid+fine-tuning"
    with visit(browser, f"{address}&without=pricing&without=category") as page:
        settled(page)
        every = total(page)
    with visit(browser, f"{origin}/search/") as page:
        page.route("**/details.*", lambda route: route.abort())
        page.goto(address)
        expect(page.locator(".count")).to_contain_text(f"{every} tools")


def test_results_have_logos_and_monograms_whose_place_is_kept_free(
    browser: Browser, tmp_path: Path
) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
    files = {**SMALL_SITE, "content/static/logos/a.svg": logo}
    files["content/tools/alpha.yaml"] += "logo: /logos/a.svg\n"
    build_site(write_files(tmp_path, files), output=tmp_path / "host/sub", base_url="http://h/sub/")
    place = "document.querySelector('.results h2').getBoundingClientRect().x"
    with serving(tmp_path / "host") as host, visit(browser, f"{host}/sub/search/") as page:
        held: list[Route] = []
        page.route("**/details.*", lambda route: held.append(route))  # noqa: PLW0108
        search(page, "trains")
        while not held:
            page.wait_for_timeout(20)
        assert page.locator(".results .picture").count() == 0
        before = page.evaluate(place)
        held[0].continue_()
        logo_image = page.locator(".results img.picture")
        expect(logo_image).to_have_attribute("src", f"{host}/sub/logos/a.svg")
        expect(page.locator(".results .picture")).to_have_count(len(names(page)))
        assert page.evaluate(place) == before


def test_two_ticked_results_preview_their_comparison_by_keyboard(
    browser: Browser, origin: str
) -> None:
    with visit(browser, f"{origin}/search/?q=trl+vs+axolotl") as page:
        settled(page)
        for name in ("TRL", "Axolotl"):
            page.get_by_label(f"Compare {name}").focus()
            page.keyboard.press("Space")
        expect(page.locator(".preview a")).to_have_text("TRL vs Axolotl")
        expect(page.locator(".preview a")).to_have_attribute(
            "href", f"{origin}/compare/axolotl-vs-trl/"
        )
        assert len(page.inner_text(".preview")) > len("TRL vs Axolotl side by side") + 10


def test_boxes_ticked_before_their_script_is_loaded_preview_the_comparison(
    browser: Browser, origin: str
) -> None:
    with visit(browser, "about:blank") as page:
        held: list[Route] = []
        page.route("**/details.*", lambda route: held.append(route))  # noqa: PLW0108
        page.goto(f"{origin}/search/?q=trl+vs+axolotl")
        settled(page)
        for name in ("TRL", "Axolotl"):
            page.get_by_label(f"Compare {name}").check()
        while not held:
            page.wait_for_timeout(20)
        expect(page.locator(".preview")).to_be_empty()
        held[0].continue_()
        expect(page.locator(".preview a")).to_have_text("TRL vs Axolotl")


def test_without_the_index_no_stale_result_stays(browser: Browser, origin: str) -> None:
    with visit(browser, "about:blank") as page:
        index = re.compile("/search/(start|all/.*)$")
        page.route(index, lambda route: route.abort())
        page.goto(f"{origin}/search/?q={quote(QUERY)}")
        expect(page.locator(".count")).to_have_text("The search failed to load. Try again.")
        assert names(page) == []
        page.unroute(index)
        page.press("#search input", "Enter")
        expect(page.locator(".results h2").first).to_be_visible()


@pytest.mark.large
def test_two_names_without_a_page_are_compared_in_the_browser(
    browser: Browser, origin: str
) -> None:
    with visit(browser, f"{origin}/search/?q=the-pile+vs+vllm") as page:
        page.click(".comparison a")
        expect(page).to_have_url(f"{origin}/compare/?tools=the-pile,vllm")
        expect(page.locator("h1")).to_have_text("The Pile vs vLLM")


@pytest.mark.parametrize(
    "text",
    [*HOSTILE[:2], *(pytest.param(text, marks=pytest.mark.large) for text in HOSTILE[2:])],
)
def test_a_hostile_question_is_only_text(browser: Browser, origin: str, text: str) -> None:
    with visit(browser, origin) as page:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                faults.append(request.url) if not request.url.startswith(origin) else None
            ),
        )
        page.goto(f"{origin}/search/?q={quote(text)[:4000]}&type={quote(text)[:100]}&status=%00")
        settled(page)
        for again in (f"{text} vs {text}", text[::-1]):
            page.fill("#search input", again)
            page.keyboard.press("Enter")
            settled(page)
        page.goto(origin)
        page.fill(BOX, text)
        expect(page.locator(BOX)).to_have_attribute("aria-expanded", "true")
        assert faults == []
        assert page.locator("main img, .suggest img, .suggest script").count() == 0


@pytest.mark.large
def test_the_box_offers_names_to_the_keyboard(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/rankings/") as page:
        box = page.locator(BOX)
        page.keyboard.press("/")
        expect(box).to_be_focused()
        expect(box).to_have_value("")
        type_name(page, BOX, "pe")
        assert options(page)[0].startswith("PEFT")
        expect(page.locator(".find [role=status]")).to_have_text(re.compile(r"^\d+ suggestions$"))
        page.keyboard.press("ArrowDown")
        option = page.locator("[role=option][aria-selected=true]")
        assert option.get_attribute("id") == box.get_attribute("aria-activedescendant")
        assert (
            page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role")
            == "listbox"
        )
        page.keyboard.press("ArrowUp")
        expect(option).to_have_count(0)
        page.keyboard.press("ArrowUp")
        assert option.inner_text().startswith("Search all for “pe”")
        page.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        assert not box.get_attribute("aria-activedescendant")
        page.keyboard.press("ArrowDown")
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{origin}/tools/peft/")


@pytest.mark.large
def test_enter_in_the_box_searches(browser: Browser, origin: str) -> None:
    for scripts in (True, False):
        with visit(browser, f"{origin}/rankings/", scripts=scripts) as page:
            page.fill(BOX, QUERY)
            page.keyboard.press("Enter")
            expect(page).to_have_url(f"{origin}/search/?q={QUERY.replace(' ', '+')}")


@pytest.mark.large
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("uns", "unsloth"),
        ("light", "PyTorch Lightning"),
        ("sloth", "unsloth"),
        ("depspeed", "DeepSpeed"),
        ("flax vs peft", "vs PEFT"),
    ],
)
def test_the_box_knows_parts_of_names_and_typos(
    browser: Browser, origin: str, typed: str, offered: str
) -> None:
    with visit(browser, origin) as page:
        type_name(page, BOX, typed)
        assert any(offered in option for option in options(page)), options(page)


@pytest.mark.large
def test_a_slash_in_a_field_is_a_slash(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/search/") as page:
        page.keyboard.press("/")
        page.keyboard.type("a/b")
        assert page.input_value("#search input") == "a/b"


@pytest.mark.large
def test_two_tools_are_picked_and_compared(browser: Browser, origin: str) -> None:
    for place in ("/", "/compare/"):
        with visit(browser, origin + place) as page:
            first, second = (
                page.get_by_label("Compare", exact=True),
                page.get_by_label("with", exact=True),
            )
            first.press_sequentially("unsl")
            expect(first).to_have_attribute("aria-expanded", "true")
            first.press("Enter")
            expect(second).to_be_focused()
            second.press_sequentially("pef")
            page.locator("[role=option]:visible", has_text="PEFT").click()
            page.wait_for_url(re.compile(r"/compare/peft-vs-unsloth(-pro)?/$"))


@pytest.mark.large
@pytest.mark.parametrize(
    ("typed", "target"),
    [
        (("vllm", "sglan"), "/compare/sglang-vs-vllm/"),
        (("no such thing", "vllm"), "/search/?q=no+such+thing&q=vllm"),
    ],
)
def test_what_was_typed_and_not_chosen_is_compared_too(
    browser: Browser,
    origin: str,
    typed: tuple[str, str],
    target: str,
) -> None:
    with visit(browser, origin) as page:
        for label, text in zip(("Compare", "with"), typed, strict=True):
            field = page.get_by_label(label, exact=True)
            field.fill(text)
            expect(field).to_have_attribute("aria-controls", re.compile("names-"))
        page.get_by_role("button", name="Compare").click()
        expect(page).to_have_url(origin + target)


@pytest.mark.large
@pytest.mark.parametrize(
    "place", ["/tools/flax/", "/compare/flax-vs-peft/", "/compare/flax-vs-unsloth/"]
)
def test_a_tool_is_compared_with_another(browser: Browser, origin: str, place: str) -> None:
    with visit(browser, origin + place) as page:
        form = page.locator(".pick[data-slug=flax]")
        field = form.locator("[type=text]")
        field.press_sequentially("optax")
        expect(field).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{origin}/compare/flax-vs-optax/")


@pytest.mark.large
def test_a_picker_leaves_out_its_own_tool_and_tells_twins_apart(
    browser: Browser, origin: str
) -> None:
    with visit(browser, f"{origin}/tools/peft/") as page:
        type_name(page, ".pick [type=text]", "flax")
        twins = [option for option in options(page) if option.lower().startswith("flax")]
        assert len(twins) == len({twin.lower() for twin in twins}) == 2
    with visit(browser, f"{origin}/tools/flax/") as page:
        type_name(page, ".pick [type=text]", "flax")
        assert [option for option in options(page) if option.startswith("flax")] == []
        assert any(option.startswith("Flax") for option in options(page))


@pytest.mark.large
def test_a_pair_without_a_page_is_compared_in_the_browser(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/tools/vllm/") as page:
        type_name(page, ".pick [type=text]", "the pile")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{origin}/compare/?tools=vllm,the-pile")
        expect(page.locator("h1")).to_have_text("vLLM vs The Pile")


@pytest.mark.large
@pytest.mark.parametrize("place", PLACES_WITH_A_PICKER)
def test_a_picker_without_scripts_leads_to_the_search_page(
    browser: Browser, origin: str, place: str
) -> None:
    with visit(browser, origin + place, scripts=False) as page:
        for number, field in enumerate(page.locator(".pick").first.locator("[type=text]").all()):
            field.fill(("peft", "flax")[number])
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*&q=*")
        assert page.is_visible("noscript p:has-text('The search needs JavaScript.')")
        address = page.url
    with visit(browser, address) as page:
        expect(page.locator("#search input")).to_have_value(re.compile(".+ vs .+"))
        settled(page)


@pytest.mark.large
def test_without_scripts_the_search_page_lists_the_tools_and_says_why(
    browser: Browser, origin: str
) -> None:
    with visit(browser, f"{origin}/search/", scripts=False) as page:
        assert len(names(page)) == 10
        assert page.is_visible("noscript p:has-text('It runs in your browser')")
        assert not page.is_visible(".filters")
        page.click("noscript a")
        expect(page).to_have_url(f"{origin}/tools/")


@pytest.mark.large
def test_a_wrong_address_brings_a_guess(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/tools/unslot/") as page:
        page.click("#suggestions a:has-text('unsloth')")
        page.wait_for_url(re.compile(r"/tools/unsloth"))


@pytest.mark.parametrize("place", ["/", "/search/", "/tools/flax/", "/compare/flax-vs-peft/"])
def test_no_index_is_fetched_before_the_reader_touches_the_search(
    browser: Browser, origin: str, place: str
) -> None:
    with visit(browser, "about:blank") as page:
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url.removeprefix(origin)))
        page.goto(origin + place, wait_until="networkidle")
        scripts = [url for url in fetched if url != place and re.search(r"search|\.js|\.json", url)]
        names = [re.sub(r"\.[0-9a-f]+\.", ".", url) for url in scripts]
        assert set(names) - {"/assets/record.js"} == {"/assets/search/loader.js"}
        assert ("/assets/record.js" in names) is place.startswith(("/search/", "/tools/"))
        page.keyboard.press("/")
        page.keyboard.type("fla")
        shown = ".results mark" if "search" in place else "[role=option]"
        expect(page.locator(shown).first).to_contain_text(re.compile("fla", re.IGNORECASE))


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.large)])
def test_axe_finds_no_barrier_in_results_and_nothing_sticks_out(
    browser: Browser, origin: str, width: int
) -> None:
    for question in (
        "sglang vs vllm",
        "quantizaton of wieghts",
        "qqqqzzzz&type=model",
        "the-pile+vs+vllm",
    ):
        with visit(browser, f"{origin}/search/?q={question}", width=width) as page:
            settled(page)
            page.locator(".filters summary").evaluate(
                "summary => { summary.parentElement.open = true; }"
            )
            check_layout_and_barriers(page, width)


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.large)])
def test_axe_finds_no_barrier_in_open_lists_and_nothing_sticks_out(
    browser: Browser, origin: str, width: int
) -> None:
    with visit(browser, f"{origin}/compare/flax-vs-peft/", width=width) as page:
        for field in (BOX, ".pick [type=text]"):
            type_name(page, field, "fl")
            page.keyboard.press("ArrowDown")
            check_layout_and_barriers(page, width)


def check_layout_and_barriers(page: Page, width: int) -> None:
    """Check that nothing is wider than the screen and that axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []


NAMES = (
    "<img src=x onerror=alert(1)>",
    "\"'><script>alert(2)</script>",
    "\u05e2\u05d1\u05e8\u05d9\u05ea (Hebrew)",
    "a" * 79,
    "${alert(3)} {{ 7*7 }}",
)


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with hostile tool names below a path, with file URLs; return its origin."""
    tools = {
        f"content/tools/t{number}.yaml": json.dumps(
            {
                "name": name,
                "type": "framework",
                "summary": f"Bad {name}",
                "capabilities": [{"title": f"Pens {name}"}],
            }
        )
        for number, name in enumerate(NAMES)
    }
    site = SMALL_SITE["content/site.yaml"].replace(
        "example.org/\ndescription", "example.org/sub/\nurls: file\ndescription"
    )
    folder = tmp_path_factory.mktemp("hostile")
    build_site(
        write_files(folder / "site", {**SMALL_SITE, **tools, "content/site.yaml": site}),
        output=folder / "www" / "sub",
    )
    with serving(folder / "www") as address:
        yield f"{address}/sub"


def test_hostile_names_are_only_text(browser: Browser, hostile_site: str) -> None:
    with visit(browser, f"{hostile_site}/search.html?q=pens", width=320) as page:
        settled(page)
        found = names(page)
        assert set(found) >= set(NAMES)
        assert page.locator("main img, main script").count() == 0
        assert page.locator(".results .badges").count() == len(found)
        assert page.locator(".results .price").count() == 0  # no prices in the fixture
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.click(f".results h2 a >> nth={found.index(NAMES[1])}")
        expect(page).to_have_url(f"{hostile_site}/tools/t1.html")
        page.locator(BOX).press_sequentially("img")
        expect(page.locator("[role=option]").first).to_contain_text(NAMES[0])
        page.keyboard.press("ArrowDown")
        assert page.locator(".suggest img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{hostile_site}/tools/t0.html")
        type_name(page, ".pick [type=text]", "\u05e2\u05d1\u05e8")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{hostile_site}/compare/t0-vs-t2.html")


@pytest.mark.large
def test_the_filters_can_be_reached_and_used_by_keyboard(found: Page) -> None:
    before = total(found)
    tab_to(found, "document.activeElement.matches('[name=type][value=framework]')")
    found.keyboard.press("Space")
    expect(found.locator(".count")).to_contain_text("with these filters")
    assert total(found) < before
