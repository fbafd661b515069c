"""Any tools compared in a browser: state in the URL, keyboard, accessibility, failures."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browsing import SCHEMES, barriers, serving, visit
from support.site_fixtures import SMALL_SITE, build_site
from support.strategies import write_files

pytestmark = pytest.mark.large

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site whose texts look like HTML."""
    site = (
        "title: T\nbase_url: https://example.org/\ntypes: {app: App}\n"
        f'attributes: {{size: {{label: "{HOSTILE}", kind: text}}}}\n'
    )
    files = {
        f"content/tools/{slug}.yaml": (
            f'name: "{slug} {HOSTILE}"\ntype: app\nsummary: A tool.\n'
            f'attributes: {{size: "{HOSTILE} {slug}"}}\n'
        )
        for slug in ("one", "two")
    }
    root = write_files(tmp_path_factory.mktemp("hostile"), {**files, "content/site.yaml": site})
    with serving(build_site(root)) as address:
        yield address


def said(page: Page) -> str:
    """Return what the live region announced last."""
    return page.locator(".said-aloud").inner_text()


def compared(page: Page) -> list[str]:
    """Return the names of the compared tools in their order."""
    return page.locator(".order a").all_inner_texts()


def test_the_verdict_is_that_of_the_page(browser: Browser, origin: str, own_site: Path) -> None:
    tools = json.loads((own_site / "api/v1/tools.json").read_bytes())["tools"]
    for a in [tool["slug"] for tool in tools[::5]]:
        one = json.loads((own_site / f"api/v1/tools/{a}.json").read_bytes())["comparisons"][-1]
        address = "/" + one["comparison"].split("/", 3)[3]
        pair = address.strip("/").split("/")[-1].replace("-vs-", ",")
        with visit(browser, f"{origin}{address}") as page:
            headline = page.locator("#verdict strong").inner_text()
            rows = page.locator(".glance tbody tr[id]").count()
            better = page.locator(".glance .better").count()
        with visit(browser, f"{origin}/compare/?tools={pair}") as page:
            expect(page.locator(".answer strong")).to_have_text(headline)
            expect(page.locator(".compared a").first).to_have_attribute("href", address)
            canonical = page.locator("link[rel=canonical]").get_attribute("href")
            assert canonical
            assert canonical.endswith(address)
            assert page.locator(".glance tbody tr[id]").count() >= rows
            assert page.locator(".glance .better").count() >= better


def test_tools_are_moved_removed_and_hidden_by_keyboard(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/compare/?tools=vllm,sglang,tgi") as page:
        names = ["vLLM", "SGLang", "Text Generation Inference"]
        expect(page.locator(".order a")).to_have_text(names)
        page.get_by_role("button", name="Move vLLM right").press("Enter")
        assert compared(page) == ["SGLang", "vLLM", "Text Generation Inference"]
        assert said(page) == "vLLM is now number 2 of 3."
        page.keyboard.press("Enter")  # the focus moved along
        assert compared(page) == ["SGLang", "Text Generation Inference", "vLLM"]
        assert page.evaluate("document.activeElement.ariaLabel") == "Move vLLM left"
        page.get_by_role("button", name="Remove Text Generation Inference").press("Enter")
        assert compared(page) == ["SGLang", "vLLM"]
        expect(page).to_have_url(f"{origin}/compare/?tools=sglang,vllm")
        page.get_by_role("button", name="Hide Licence").press("Enter")
        assert said(page) == "Licence is hidden."
        page.locator("#differences").press("Space")
        expect(page).to_have_url(
            f"{origin}/compare/?differences=1&hidden=licence&tools=sglang,vllm"
        )
        expect(page.locator("#row-status")).to_be_hidden()  # the same for both
        page.reload()
        expect(page.locator("#differences")).to_be_checked()
        expect(page.locator("#row-licence")).to_have_count(0)
        page.get_by_role("button", name="Show Licence").press("Enter")
        expect(page.locator("#row-licence")).to_have_count(1)
        page.go_back()
        expect(page.locator(".order a")).to_have_text(
            ["SGLang", "Text Generation Inference", "vLLM"]
        )


def test_no_entry_is_shared_with_a_tool_that_cannot_have_it(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/compare/?tools=vllm,fineweb,trl") as page:
        cells = page.locator("tr", has_text="Languages").locator("td")
        expect(cells).to_have_text(
            [re.compile("Python.*CUDA"), re.compile("does not apply"), re.compile("Python")]
        )


def test_a_tool_is_added_by_name(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/compare/?tools=vllm,the-pile") as page:
        page.locator(".any [type=text]").click()  # waits until the field can be used
        page.keyboard.type("sglang")
        page.locator(".any [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{origin}/compare/?tools=vllm,the-pile,sglang")
        expect(page.locator(".order a")).to_have_count(3)


def test_unknown_tools_are_named_and_the_rest_compared(browser: Browser, origin: str) -> None:
    with visit(browser, f"{origin}/compare/?tools=nope,vllm,../x,flax,peft,trl,optax") as page:
        expect(page.locator(".order li")).to_have_count(4)
        notices = page.locator(".notice").all_inner_texts()
        assert notices == [
            "There is no “nope” on this site.",
            "There is no “../x” on this site.",
            "Only the first 4 are compared.",
        ]
        assert "There is no “nope” on this site." in said(page)
    with visit(browser, f"{origin}/compare/?tools=nope") as page:
        expect(page.locator(".notice")).to_have_text("There is no “nope” on this site.")
        expect(page.locator(".results")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1280])
def test_comparisons_have_no_barriers_and_no_sideways_scrolling(
    browser: Browser, origin: str, width: int, scheme: str
) -> None:
    for slugs in ("vllm,the-pile", "vllm,sglang,flax,the-pile"):
        address = f"{origin}/compare/?tools={slugs}&hidden=status"
        with visit(browser, address, width=width, scheme=scheme) as page:  # type: ignore[arg-type]
            page.locator(".any .glance").first.wait_for()
            assert barriers(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_texts_stay_texts(browser: Browser, hostile: str) -> None:
    with visit(browser, "about:blank") as page:
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.goto(f"{hostile}/compare/?tools=one,two&hidden={HOSTILE}")
        expect(page.locator("h1")).to_contain_text(f"one {HOSTILE} vs two {HOSTILE}")
        assert page.locator(".any img").count() == 0
        assert problems == []


def test_a_failed_request_is_reported(browser: Browser, origin: str) -> None:
    with visit(browser, "about:blank") as page:
        page.route("**/api/v1/tools/vllm.json", lambda route: route.abort())
        page.goto(f"{origin}/compare/?tools=vllm,flax")
        expect(page.locator(".notice")).to_contain_text("failed to load")
        expect(page.locator(".results")).to_be_visible()


def test_without_scripts_and_without_data_the_page_lists_comparisons(
    browser: Browser, origin: str, tmp_path: Path
) -> None:
    with visit(browser, f"{origin}/compare/?tools=vllm,flax", scripts=False) as page:
        expect(page.locator(".results")).to_be_visible()
        expect(page.locator(".any")).to_be_hidden()
    site = SMALL_SITE["content/site.yaml"] + "publish: {api: false}\n"
    tree = build_site(write_files(tmp_path, {**SMALL_SITE, "content/site.yaml": site}))
    html = (tree / "compare/index.html").read_text("utf-8")
    assert "compare." not in html.partition("</head>")[0].replace("/compare/", "")
    assert 'class="versus any"' not in html
    assert "data-compare" not in html


def test_the_address_of_a_pair_without_a_page_leads_there(browser: Browser, origin: str) -> None:
    for names, query in (
        ("the-pile-vs-vllm", "the-pile,vllm"),
        ("vllm-vs-the-pile", "vllm,the-pile"),
    ):
        with visit(browser, f"{origin}/compare/{names}/") as page:
            expect(page).to_have_url(f"{origin}/compare/?tools={query}")
    with visit(browser, f"{origin}/compare/vllm-vs-nothing/") as page:
        page.wait_for_load_state("networkidle")
        expect(page.locator("h1")).to_have_text("Page not found")


def test_the_data_of_a_tool_stays_small(own_site: Path) -> None:
    for file in (own_site / "api/v1/tools").glob("*.json"):
        basis = json.dumps(json.loads(file.read_bytes())["basis"], separators=(",", ":"))
        assert len(basis) < 6_000
