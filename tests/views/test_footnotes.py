"""Values with their sources on pages: keyboard-accessible footnotes, prices as data."""

import json
from pathlib import Path

import pytest

from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.views import PAGE_KINDS
from support.html_pages import Element, parse
from support.strategies import write_files

SITE = """\
title: T
base_url: https://example.org/
description: D
types: {tool: Tool}
attributes:
  gpu: {label: GPU, kind: bool}
  languages: {label: Languages, kind: list}
pairs: {policy: all}
"""
ALPHA = """\
name: Alpha <b>
type: tool
summary: A tool.
license: {value: MIT, source: "https://www.alpha.example/l?a=1&b=2", \
basis: vendor, checked: 2026-11-01}
pricing:
  model: paid
  url: https://alpha.example/price
  plans:
    - {name: Team, amount: 20, currency: USD, period: month, per: seat}
attributes:
  gpu: true
  languages:
    value:
      - Go
      - {value: Rust, note: experimental}
      - {value: C, note: for plugins}
      - {value: Perl, basis: asserted, note: Some of it.}
      - {value: Raku, basis: asserted, note: some of it}
      - {value: Lua, note: Only here.}
      - {value: Tcl, note: only there}
      - {value: Zig, note: experimental}
    source: https://alpha.example/docs
"""
BETA = """\
name: Beta
type: tool
summary: A tool.
license: {value: GPL-3.0-only, note: "<script>alert(1)</script>"}
attributes: {gpu: false, languages: [Go]}
capabilities:
  - title: Draws
    best_for: [maps]
    limitations:
      - slow
      - {value: no colours, source: "https://beta.example/limits", basis: cited, \
checked: 2026-11-03, note: since version 2}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    files = {"site.yaml": SITE, "tools/alpha.yaml": ALPHA, "tools/beta.yaml": BETA}
    root = write_files(
        tmp_path_factory.mktemp("site"), {f"content/{path}": text for path, text in files.items()}
    )
    planned = plan(Config(root=root, output=root / "public"))
    context = make_context(planned.job)
    return {
        page.address: parse(render_page(context, page))
        for page in planned.pages
        if page.kind in PAGE_KINDS
    }


def notes(page: Element) -> list[str]:
    """Return the texts of the footnotes."""
    return [
        " ".join(item.text.split())
        for item in page.first("ol", **{"class": "footnotes small"}).all("li")
    ]


def test_each_row_with_a_source_links_to_its_footnote_and_back(pages: dict[str, Element]) -> None:
    page = pages["/compare/alpha-vs-beta/"]
    ids = {one.attributes["id"] for one in page.walk() if "id" in one.attributes}
    forward = [one for one in page.walk() if one.attributes.get("href", "").startswith("#note-")]
    assert [one.attributes["aria-label"] for one in forward] == [
        "1, source: Licence",
        "2, source: Languages",
    ]
    for link in page.walk():
        if link.attributes.get("href", "").startswith(("#note-", "#ref-")):
            assert link.attributes["href"].removeprefix("#") in ids


def test_a_footnote_names_source_basis_day_and_note(pages: dict[str, Element]) -> None:
    licence, languages = notes(pages["/compare/alpha-vs-beta/"])
    assert licence.startswith(
        "Licence: Alpha <b> alpha.example (vendor), checked 2026-11-01; "
        "Beta: <script>alert(1)</script>"
    )
    assert "alpha.example" in languages


def test_values_with_the_same_source_share_an_entry(pages: dict[str, Element]) -> None:
    _, languages = notes(pages["/compare/alpha-vs-beta/"])
    assert "Rust, Zig: experimental; C: for plugins" in languages
    assert languages.count("Alpha <b>") == 1


def test_a_note_that_is_a_sentence_ends_as_one(pages: dict[str, Element]) -> None:
    _, languages = notes(pages["/compare/alpha-vs-beta/"])
    assert "Perl: Some of it. (no source)" in languages
    assert "Raku: some of it (no source)" in languages
    assert "Lua: Only here. Tcl: only there" in languages


def test_the_tool_page_has_the_same_footnotes_plans_and_offers(pages: dict[str, Element]) -> None:
    page = pages["/tools/alpha/"]
    assert [note.split(":")[0] for note in notes(page)] == ["Licence", "Languages"]
    assert "Team: $20/month per seat" in page.first("main").text
    assert "from $20/month per seat" in page.first("main").text
    (script,) = page.all("script", type="application/ld+json")
    graph = json.loads("".join(str(child) for child in script.children))["@graph"]
    offers = next(entry["offers"] for entry in graph if "offers" in entry)
    assert offers == [
        {
            "@type": "Offer",
            "name": "Team",
            "price": "20.00",
            "priceCurrency": "USD",
            "priceSpecification": {
                "@type": "UnitPriceSpecification",
                "price": "20.00",
                "priceCurrency": "USD",
                "unitText": "month per seat",
            },
            "url": "https://alpha.example/price",
        }
    ]


def test_an_entry_of_a_capability_has_its_own_footnote(pages: dict[str, Element]) -> None:
    card = pages["/tools/beta/"].first(id="c-draws")
    links = {link.attributes["id"]: link for link in card.all("a") if "id" in link.attributes}
    assert [link.attributes["href"] for link in links.values()] == ["#draws-note-1"]
    (entry,) = (entry for entry in card.all("dd") if entry.all("sup"))
    assert entry.text.startswith("no colours")
    note = card.first(id="draws-note-1")
    assert " ".join(note.text.split()).startswith(
        "Limits: since version 2, beta.example (cited), checked 2026-11-03"
    )
    assert note.all("a")[-1].attributes["href"] == "#draws-ref-1"


def test_without_sources_there_are_no_footnotes(pages: dict[str, Element], tmp_path: Path) -> None:
    assert pages["/tools/beta/"].all("ol", **{"class": "footnotes small"}) != []
    plain = {
        "content/site.yaml": SITE,
        "content/tools/a.yaml": BETA.split("license", maxsplit=1)[0],
    }
    planned = plan(Config(root=write_files(tmp_path, plain), output=tmp_path / "public"))
    context = make_context(planned.job)
    page = next(page for page in planned.pages if page.address == "/tools/a/")
    assert b"footnotes" not in render_page(context, page)
