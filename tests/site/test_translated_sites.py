"""Whole sites in German and in Arabic: no English word is left, and the direction is right.

The content has made-up words, so every other word is one of the program.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.browsing import barriers, serving, visit
from support.html_pages import Element, parse
from support.site_fixtures import build_site
from support.strategies import write_files

TOOL = """\
name: {name}
type: zefra
summary: Zuvo {name} zolim.
description: Zuvo zolim zefra.
license: MIT
pricing: {price}
categories: [zanu]
tags: [zeti]
status: {status}
updated: 2026-0{month}-02
homepage: https://{slug}.example/
signals: {{zara: {{value: 500, source: "https://{slug}.example/", measured: 2026-11-01}}}}
attributes: {{zali: [{zali}], zobu: {bool}, zonu: {number}, zada: 2026-01-0{month}}}
pros: [Zuvo]
cons: [Zolim]
capabilities:
  - {{title: Zuvo zefra, id: zuke, description: Zuvo zolim., intents: [zuvo], best_for: [zolim],
      limitations: [zefra],
      sources: [{{url: "https://{slug}.example/", basis: cited, checked: 2026-05-05}}]}}
  - {{title: Zolim {name}, description: Zolim zefra., unique: Zuvo., vs_alternatives: Zuvo zefra.}}
"""
FILES = {
    "content/site.yaml": """\
title: Zemo
base_url: https://zemo.example/
language: LANGUAGE
repository: {url: https://zemo.example/repo, edit: "https://zemo.example/edit/{path}"}
types: {zefra: {label: Zefra}, zulo: {label: Zulo}}
categories: {zanu: {name: Zanu}, zina: {name: Zina}}
attributes:
  zali: {label: Zali, kind: list}
  zobu: {label: Zobu, kind: bool, better: true}
  zonu: {label: Zonu, kind: number, better: lower}
  zada: {label: Zada, kind: date}
ranking:
  signals: {zara: {component: adoption, scale: log, full: 1000, label: Zara}}
pairs: {policy: all}
publish: {embeds: true, badges: true, markdown: true}
""",
    "content/capabilities.yaml": "- {id: zuke, name: Zuke}\n",
    "content/pages/zemi.md": "---\ntitle: Zemi\n---\nZuvo.\n",
    "content/evidence/zemo.jsonl": "".join(
        f'{{"query": "zuvo zefra", "tool": "{slug}", "shown": 50, "opened": {opened}, "chosen": 2, '
        '"positions": [[50, 1]], "from": "2026-10-01", "to": "2026-10-31", "source": "zemo"}\n'
        for slug, opened in (("zalfa", 20), ("zeta", 9))
    ),
    "content/tools/zalfa.yaml": TOOL.format(
        name="Zalfa",
        slug="zalfa",
        price="free",
        status="active",
        month=9,
        zali="Zi",
        bool="true",
        number=3,
    ),
    "content/tools/zeta.yaml": TOOL.format(
        name="Zeta",
        slug="zeta",
        price="paid",
        status="archived",
        month=3,
        zali="Zo",
        bool="false",
        number=1.5,
    ),
    "content/tools/zulu.yaml": "name: Zulu\ntype: zulo\nsummary: Zuvo.\naliases: [zul]\n",
}
NAMES = (
    "MIT CSV JSON HTML JavaScript Markdown ssg Atom yaml pairs always content tools example https "
    "iframe img src alt href title width height loading lazy badges svg embed compare vs zemo GET "
    "from search zuvo zefra"
)
"""Names of formats, and parts of addresses and of HTML that pages show."""
ENGLISH = (
    "the of and to is are for with not on by at from this that what how which has have be it or "
    "than only more most each no yes unknown first about known other score compared"
)
"""Words that German does not have."""
SHOWN = ("title", "alt", "aria-label", "placeholder", "data-order", "data-used")
PAGES = (
    "/",
    "/compare/zalfa-vs-zeta/",
    "/tools/zalfa/",
    "/alternatives/zalfa/",
    "/capabilities/",
    "/capabilities/zuke/",
    "/categories/",
    "/categories/zanu/",
    "/types/zefra/",
    "/rankings/",
    "/tools/",
    "/methodology/",
    "/stats/",
    "/compare/",
    "/compare/?tools=zalfa,zeta,zulu",
    "/search/",
    "/search/?q=zuvo+mit",
    "/404.html",
    "/embed/zalfa-vs-zeta/",
    "/zemi/",
)
"""One of each kind, apart from changes, which need a git history."""
ENGLISH_PAGES = [path for path in PAGES if re.search(r"zanu|zefra|\?|embed|zemi", path)]


def a_site(folder: Path, language: str) -> Path:
    """Build the site in a language; return its output folder."""
    files = {name: text.replace("LANGUAGE", language) for name, text in FILES.items()}
    return build_site(write_files(folder, files), jobs=1)


def shown(page: Element) -> Iterator[str]:
    """Yield the texts of a page: of elements, of attributes, and its description."""
    for element in page.walk():
        if element.tag not in {"script", "style", "code"}:
            yield from (child for child in element.children if isinstance(child, str))
        yield from (element.attributes[name] for name in SHOWN if name in element.attributes)
        if element.attributes.get("name") == "description":
            yield element.attributes["content"]


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site in Arabic."""
    return a_site(tmp_path_factory.mktemp("arabic"), "ar")


@pytest.mark.large
def test_no_word_of_an_arabic_site_is_in_latin_letters(arabic: Path) -> None:
    """All words of the content begin with z."""
    found = set()
    for file in sorted(arabic.rglob("*.html")):
        page = parse(file.read_text(encoding="utf-8"))
        if file.name != "index.html" or page.first("html").attributes.get("dir"):
            assert page.first("html").attributes["dir"] == "rtl", file
        for text in shown(page):
            plain = re.sub(r"https?://[^ ]+|/[\w./-]*/[\w./-]*", " ", text)
            words = {word for word in re.findall(r"[A-Za-z]{2,}", plain) if word[0] not in "zZ"}
            found |= {(word, text.strip()) for word in words - set(NAMES.split())}
    assert found == set()


@pytest.mark.large
def test_no_english_word_is_left_on_a_german_site(tmp_path: Path) -> None:
    german = a_site(tmp_path, "de")
    found = set()
    for file in sorted(german.rglob("*.html")):
        page = parse(file.read_text(encoding="utf-8"))
        assert page.first("html").attributes["lang"] == "de"
        for text in shown(page):
            words = set(re.findall(r"[^\W\d_]+", text.lower())) & set(ENGLISH.split())
            found |= {(word, text.strip()) for word in words if not text.startswith("default-src")}
    assert found == set()
    page = parse((german / "compare/zalfa-vs-zeta/index.html").read_text(encoding="utf-8"))
    assert "1,5" in page.text
    assert "02.09.2026" in page.text


@pytest.mark.large
@pytest.mark.parametrize(
    ("language", "paths"),
    [
        ("ar", PAGES[::2]),
        ("de", PAGES[::5]),
        ("en", ENGLISH_PAGES),
    ],
    ids=["ar", "de", "en"],
)
def test_every_kind_of_page_has_no_barriers_and_fits(
    language: str, paths: Sequence[str], arabic: Path, tmp_path: Path, browser: Browser
) -> None:
    """In both colour schemes; a page is opened as wide as a phone or as a desktop, in turn.

    In English those that test_browser does not open; in Arabic half of them; in German a fifth of
    them, which saves time.
    """
    folder = arabic if language == "ar" else a_site(tmp_path, language)
    with serving(folder) as origin:
        for number, path in enumerate(paths):
            with visit(browser, origin + path, width=(360, 1280)[number % 2]) as page:
                if "?" in path:
                    page.wait_for_selector(".compared table, .results[aria-busy=false]")
                assert not barriers(page), path
                excess = "document.documentElement.scrollWidth - innerWidth"
                assert page.evaluate(excess) <= 0, path


@pytest.mark.large
def test_filters_of_an_arabic_list_are_in_arabic(arabic: Path, browser: Browser) -> None:
    with serving(arabic) as origin, visit(browser, origin + "/rankings/") as page:
        page.locator(".browse summary").click()
        page.wait_for_selector(".browse form label")
        texts = page.locator(".browse form").inner_text()
        words = {word for word in re.findall(r"[A-Za-z]{2,}", texts) if word[0] not in "zZ"}
        assert words <= {"MIT"}
