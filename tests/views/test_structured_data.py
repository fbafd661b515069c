"""Structured data: every block is of schema.org's form, and has nothing that is not on its page."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from support.html_pages import Element, parse
from support.site_fixtures import ALPHA, SITE_YAML, SMALL_SITE, address, build_site
from support.strategies import write_files

PROPERTIES = {
    "BreadcrumbList": {"itemListElement"},
    "CreativeWork": set(),
    "Dataset": {"description", "license", "dateModified", "offers", "sameAs", "review"},
    "EntryPoint": {"urlTemplate"},
    "ItemList": {"itemListElement", "itemListOrder", "numberOfItems"},
    "ListItem": {"position", "item"},
    "Offer": {"price", "priceCurrency", "priceSpecification"},
    "Organization": set(),
    "Product": {"description", "sameAs", "offers", "review"},
    "Review": {"author", "positiveNotes", "negativeNotes"},
    "SearchAction": {"target", "query-input"},
    "SoftwareApplication": {
        *("description", "license", "dateModified", "offers", "sameAs", "review"),
        *("applicationCategory", "alternateName"),
    },
    "UnitPriceSpecification": {"price", "priceCurrency", "unitText"},
    "WebSite": {"description", "inLanguage", "potentialAction"},
}
"""Type of schema.org -> its properties that pages may use, besides name and url."""
TYPES = "types: {framework: {label: Framework, schema_type: Product}, dataset: Dataset}"
SITE = {
    **SMALL_SITE,
    "content/site.yaml": SITE_YAML.replace(
        "types: {framework: Framework, dataset: Dataset}", TYPES
    ),
    "content/tools/alpha.yaml": ALPHA + "pros: [it is <small>]\ncons: [no manual]\n",
    "content/tools/delta.yaml": "name: Delta\ntype: dataset\nsummary: Sold texts.\n"
    "pricing: {model: paid, plans: [{name: Team, amount: 20, currency: USD, period: month,"
    " per: seat}]}\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    """Return the pages of a small site whose frameworks are products."""
    tree = build_site(write_files(tmp_path_factory.mktemp("data"), SITE))
    return {address(file, tree): parse(file.read_bytes()) for file in tree.rglob("*.html")}


def graph(page: Element) -> list[dict[str, Any]]:
    """Return the objects of a page."""
    scripts = page.all("script", type="application/ld+json")
    blocks = [json.loads("".join(map(str, script.children))) for script in scripts]
    assert all(block["@context"] == "https://schema.org" for block in blocks)
    return [thing for block in blocks for thing in block["@graph"]]


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a value."""
    if isinstance(value, dict):
        yield value
    for part in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from things(part)


@pytest.fixture(params=["small", "own"])
def site(
    request: pytest.FixtureRequest, pages: dict[str, Element]
) -> tuple[str, dict[str, Element]]:
    """Return the base URL and the pages of the small site, and of our own."""
    if request.param == "small":
        return "https://example.org", pages
    return "https://sidebyside.example", request.getfixturevalue("own_pages")


def test_every_object_is_of_its_type_and_on_its_page(site: tuple[str, dict[str, Element]]) -> None:
    base, found = site
    for place, page in found.items():
        shown = (
            " ".join(f"{page.first('main').text} {page.first('title').text}".split())
            if page.all("main")
            else ""
        )
        for thing in things(graph(page)):
            kind = thing["@type"]
            assert thing.keys() - {"@type", "name", "url"} <= PROPERTIES[kind], place
            if (
                kind not in {"BreadcrumbList", "WebSite", "Organization", "ItemList"}
                and "name" in thing
            ):
                assert " ".join(thing["name"].split()) in shown, place
            assert " ".join(thing.get("description", "").split()) in shown or kind == "WebSite", (
                place
            )
            assert thing.get("unitText", "") in shown.replace("/month", "month"), place
            url = str(thing.get("url", thing.get("item", "")) if kind != "Offer" else "")
            if url.startswith(base):
                assert url.removeprefix(base) in found, (place, url)


def test_lists_and_comparisons_have_their_entries(pages: dict[str, Element]) -> None:
    lists = ("/tools/", "/types/framework/", "/categories/training/", "/rankings/", "/compare/")
    for place in (*lists, "/compare/alpha-vs-beta/", "/alternatives/alpha/"):
        (entries,) = (one for one in graph(pages[place]) if one["@type"] == "ItemList")
        links = {link.attributes["href"] for link in pages[place].all("a")}
        urls = [one.get("url") or one["item"]["url"] for one in entries["itemListElement"]]
        assert urls, place
        assert {url.removeprefix("https://example.org") for url in urls} <= links, place
        assert [one["position"] for one in entries["itemListElement"]] == list(
            range(1, len(urls) + 1)
        )


def thing_of(pages: dict[str, Element], slug: str) -> dict[str, Any]:
    """Return the object of a tool on its page."""
    return graph(pages[f"/tools/{slug}/"])[0]


def test_a_tool_is_what_its_type_says(pages: dict[str, Element]) -> None:
    alpha, gamma = thing_of(pages, "alpha"), thing_of(pages, "gamma")
    assert (alpha["@type"], gamma["@type"]) == ("Product", "Dataset")
    assert alpha["offers"] == [{"@type": "Offer", "price": "0"}]
    assert "offers" not in gamma
    notes = {
        key: one["itemListElement"][0]["name"]
        for key, one in alpha["review"].items()
        if "Notes" in key
    }
    assert notes == {"positiveNotes": "it is <small>", "negativeNotes": "no manual"}
    assert "review" not in gamma
    assert thing_of(pages, "delta")["offers"] == [
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
        }
    ]
    assert "$20/month per seat" in pages["/tools/delta/"].first("main").text


def test_the_search_of_the_site_is_where_it_says(pages: dict[str, Element]) -> None:
    (website,) = graph(pages["/"])
    target = website["potentialAction"]["target"]["urlTemplate"]
    place, _, query = target.removeprefix("https://example.org").partition("?")
    form = pages["/"].first("form", class_="find")
    assert form.attributes["action"] == place
    assert query == f"{form.first('input').attributes['name']}={{search_term_string}}"
