"""Badges and embeddable comparisons: only where a site is configured so, and copyable as shown."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from machine.test_api import documents
from ssg.settings import PublishSettings, RankingSettings
from support.browsing import barriers, serving, visit
from support.html_pages import parse
from support.site_fixtures import SMALL_SITE, build_site
from support.strategies import a_catalog, a_tool, write_files
from support.view_contexts import a_context

ON = PublishSettings(badges=True)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small site with badges and frames."""
    publish = "publish: {badges: true, embeds: true}\n"
    site = {"content/site.yaml": SMALL_SITE["content/site.yaml"] + publish}
    return build_site(write_files(tmp_path_factory.mktemp("badges"), {**SMALL_SITE, **site}))


def badge(slug: str, **settings: object) -> ET.Element:
    """Return the badge of a tool with a hostile name."""
    tool = a_tool(slug, name='<b>&"x"', scores=(("adoption", 0.5),))
    catalog = a_catalog(tool, publish=ON, **settings)
    return ET.fromstring(documents(a_context(catalog))[f"/badges/{slug}.svg"])  # noqa: S314  (our own)


def texts(svg: ET.Element) -> list[str]:
    """Return the texts of a badge from left to right."""
    return [str(text.text) for text in svg.iter(f"{SVG}text")]


def test_a_badge_has_the_score_of_the_page(tree: Path) -> None:
    for slug in ("alpha", "beta", "gamma"):
        svg = ET.fromstring((tree / f"badges/{slug}.svg").read_bytes())  # noqa: S314  (our own)
        left, right = texts(svg)
        page = parse((tree / f"tools/{slug}/index.html").read_bytes())
        shown = [dial.first("text").text for dial in page.all("svg", class_="dial")]
        assert left == "Pens & <Papers>"
        assert right == (f"Rank {shown[0]}" if shown else "no Rank yet")
        assert svg.attrib["aria-label"].startswith(slug.title())


def test_badges_and_frames_keep_their_old_addresses(tree: Path) -> None:
    """Other sites show them: a badge has each name, and an old frame leads to the new one."""
    badges = tree / "badges"
    assert (badges / "old-alpha.svg").read_bytes() == (badges / "alpha.svg").read_bytes()
    old = (tree / "embed/beta-vs-old-alpha/index.html").read_text("utf-8")
    assert 'content="0; url=/embed/alpha-vs-beta/"' in old


def test_a_badge_without_scores_names_the_tool() -> None:
    svg = badge("flax", ranking=RankingSettings(components=()))
    assert texts(svg) == ["Comparisons", '<b>&"x"']
    assert badge("flax", title="T" * 90).attrib["width"] < "900"


def test_texts_of_a_badge_stay_inside_it() -> None:
    svg = badge("flax", title="\u6bd4\u8f03 iii WWW")
    for text in svg.iter(f"{SVG}text"):
        end = float(text.attrib["x"]) + float(text.attrib["textLength"])
        assert end <= float(svg.attrib["width"])


def test_the_html_to_copy_shows_the_badge(tree: Path) -> None:
    page = parse((tree / "tools/alpha/index.html").read_bytes())
    copied = parse(page.first("code").text)
    assert copied.first("a").attributes["href"] == "https://example.org/tools/alpha/"
    image = copied.first("img").attributes
    assert image == {
        "src": "https://example.org/badges/alpha.svg",
        "alt": "Alpha on Pens & <Papers>",
    }


def test_the_html_to_copy_shows_the_comparison(tree: Path) -> None:
    page = parse((tree / "compare/alpha-vs-beta/index.html").read_bytes())
    (code,) = (code for code in page.all("code") if "iframe" in code.text)
    frame = parse(code.text).first("iframe").attributes
    assert frame["src"] == "https://example.org/embed/alpha-vs-beta/"
    assert frame["title"] == "Alpha vs Beta"


def test_a_frame_is_small_and_leads_to_the_comparison(tree: Path) -> None:
    file = tree / "embed/alpha-vs-beta/index.html"
    page = parse(file.read_bytes())
    assert file.stat().st_size < 4_000
    assert not page.all("script")
    for link in page.first("main").all("a"):
        assert link.attributes["target"] == "_top"
        assert link.attributes["href"].startswith("https://example.org/")
    assert page.first("meta", name="robots").attributes["content"] == "noindex,follow"
    assert not page.all("link", rel="canonical")
    whole = parse((tree / "compare/alpha-vs-beta/index.html").read_bytes())
    assert page.all("p")[-2].text in whole.first(id="verdict").text
    reasons = [reason.text.removeprefix("Choose it ") for reason in page.all("p")[:-2]]
    assert reasons
    for reason in reasons:
        assert reason in whole.text


def test_without_configuration_there_are_none(small: Path) -> None:
    tree = build_site(small)
    assert not (tree / "badges").exists()
    assert not (tree / "embed").exists()
    assert "iframe" not in (tree / "compare/alpha-vs-beta/index.html").read_text("utf-8")


@pytest.mark.large
def test_a_frame_has_no_barrier(tree: Path, browser: Browser) -> None:
    with (
        serving(tree) as origin,
        visit(browser, f"{origin}/embed/alpha-vs-beta/", width=360) as page,
    ):
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with serving(tree) as origin, visit(browser, f"{origin}/tools/alpha/") as page:
        page.click("summary:has-text('Badge')")
        assert page.locator("img").evaluate("image => image.naturalWidth") > 100
        assert barriers(page) == []
