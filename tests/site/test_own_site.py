"""The project's own site, as built: the reference pairs, links, metadata, valid HTML."""

import gzip
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import yaml

from support.html_pages import Element
from support.node_tools import vnu

ROOT = Path(__file__).parent.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.yaml"))
BASE = "https://sidebyside.example"
MOST_BYTES = 20_000
Pages = Mapping[str, Element]


@dataclass(frozen=True)
class Versus:
    """A versus page."""

    page: Element

    @property
    def main(self) -> Element:
        """Return the page without head and foot."""
        return self.page.first("main")

    @property
    def slugs(self) -> list[str]:
        """Return the tools in the order in which they stand."""
        links = [
            urlsplit(link.attributes["href"]).path for link in self.main.first("article").all("a")
        ]
        tools = [
            path.split("/")[2] for path in links if path.startswith("/tools/") and path != "/tools/"
        ]
        return list(dict.fromkeys(tools))[:2]

    def row(self, label: str) -> list[str]:
        """Return the two cells of a row of the table."""
        for row in self.main.all("tr"):
            heads = row.all("th")
            if heads and heads[0].text.rstrip(" 0123456789") == label:  # without a footnote
                cells = [cell.text.removesuffix("better").strip() for cell in row.all("td")]
                return cells if len(cells) == 2 else 2 * cells
        message = f'the table has no row "{label}"'
        raise AssertionError(message)


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the facts of one reference page."""
    facts: dict[str, Any] = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    return facts


@pytest.fixture
def versus(seed: dict[str, Any], own_pages: Pages) -> Versus:
    """Return our page of that pair."""
    return Versus(own_pages[seed["page"]])


def sides(seed: dict[str, Any], versus: Versus) -> list[dict[str, Any]]:
    """Return the facts of both sides in the order in which they stand on the page."""
    assert set(versus.slugs) == set(seed["sides"])
    return [seed["sides"][slug] for slug in versus.slugs]


def test_there_is_a_seed_for_each_reference_pair() -> None:
    assert len(SEEDS) == 4


def test_the_names_are_the_reference_names(seed: dict[str, Any], versus: Versus) -> None:
    names = [side["name"] for side in sides(seed, versus)]
    assert versus.main.first("h1").text == f"{names[0]} vs {names[1]}"
    table = versus.main.first("table")
    assert [cell.text for cell in table.first("tr").all("th")][-2:] == names


def test_types_are_the_reference_ones(seed: dict[str, Any], versus: Versus) -> None:
    assert versus.row("Type") == [side["type"] for side in sides(seed, versus)]


def test_pricing_is_the_reference_one(seed: dict[str, Any], versus: Versus) -> None:
    for side, pricing in zip(sides(seed, versus), versus.row("Pricing"), strict=True):
        assert re.match(rf"{side['pricing']}\b", pricing)


def test_the_counts_of_capabilities_add_up_to_the_reference_ones(
    seed: dict[str, Any], versus: Versus
) -> None:
    common = re.search(r"\d+", versus.main.first(id="capabilities").text)
    only = {
        one.attributes["id"]: int(one.text.split()[0])
        for side in "ab"
        for one in versus.main.all(id=f"only-{side}")
    }
    assert [int(common[0] if common else 0) + only.get(f"only-{side}", 0) for side in "ab"] == [
        side["capabilities"] for side in sides(seed, versus)
    ]


def test_nothing_is_shown_that_the_site_has_no_data_for(own_pages: Pages) -> None:
    for address in versus_pages(own_pages):
        text = own_pages[address].first("main").text.replace("With what is unknown", "")
        assert not re.search(r"Times Matched|Match Graph|Evidence|\bunknown\b", text), address


def test_there_are_enough_pages(own_pages: Pages) -> None:
    tools = [address for address in own_pages if re.fullmatch(r"/tools/[^/]+/", address)]
    assert len(tools) >= 20
    assert len(versus_pages(own_pages)) >= 100


def versus_pages(pages: Pages) -> list[str]:
    """Return the addresses of the comparisons, without redirects."""
    return [
        address
        for address, page in pages.items()
        if re.fullmatch(r"/compare/[^/]+-vs-[^/]+/", address) and not redirect_of(page)
    ]


def redirect_of(page: Element) -> str:
    """Return where a page sends its visitor, or nothing."""
    found = [meta.attributes["content"] for meta in page.all("meta", http_equiv="refresh")]
    return found[0].partition("url=")[2] if found else ""


def full_pages(pages: Pages) -> dict[str, Element]:
    """Return the pages that are no redirects."""
    return {address: page for address, page in pages.items() if not redirect_of(page)}


def references(page: Element) -> list[str]:
    """Return every URL in a page."""
    found = [
        one.attributes[name]
        for one in page.walk()
        for name in ("href", "src", "action", "poster", "data")
        if name in one.attributes
    ]
    found += [meta.attributes["content"] for meta in page.all("meta", property="og:url")]
    return found + [target for target in [redirect_of(page)] if target]


def test_every_link_fragment_and_asset_exists(own_site: Path, own_pages: Pages) -> None:
    ids = {
        address: {one.attributes["id"] for one in page.walk() if "id" in one.attributes}
        for address, page in own_pages.items()
    }
    dead = []
    for address, page in own_pages.items():
        for reference in references(page):
            target, fragment = urldefrag(urljoin(BASE + address, reference))
            target = target.partition("?")[0]
            if not target.startswith(BASE):
                continue
            path = target.removeprefix(BASE)
            file = own_site / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
            if not file.is_file() or (fragment and fragment not in ids[path]):
                dead.append((address, reference))
    assert dead == []


def test_nothing_is_loaded_from_other_sites(own_pages: Pages) -> None:
    for address, page in own_pages.items():
        schemes = {urlsplit(one).scheme for one in references(page)}
        assert schemes <= {"", "https", "http"}, address
        loaded = [
            one.attributes.get("src") or one.attributes.get("href", "")
            for one in page.walk()
            if one.tag in {"img", "script", "iframe", "embed", "use", "image"}
            or (one.tag == "link" and not {"canonical", "alternate"} & {one.attributes["rel"]})
        ]
        assert not any(urlsplit(one).netloc for one in loaded), address


def test_each_page_has_title_description_and_canonical_address(own_pages: Pages) -> None:
    titles, descriptions = [], []
    for address, page in full_pages(own_pages).items():
        titles.append(page.first("title").text)
        descriptions.append(page.first("meta", name="description").attributes["content"])
        language = "de" if address.startswith("/de/") else "en"
        assert page.first("html").attributes["lang"] == language
        assert len(page.all("h1")) == 1, address
        if not page.all("meta", name="robots"):
            assert [link.attributes["href"] for link in page.all("link", rel="canonical")] == [
                BASE + address
            ]
    assert repeated(titles) == []
    assert repeated(descriptions) == []
    assert "" not in titles + descriptions


def repeated(words: list[str]) -> list[str]:
    """Return the texts that occur more than once."""
    return [word for word, times in Counter(words).items() if times > 1]


def test_redirects_lead_to_existing_pages(own_pages: Pages) -> None:
    redirects = {
        address: redirect_of(page) for address, page in own_pages.items() if redirect_of(page)
    }
    assert redirects
    for address, target in redirects.items():
        assert not redirect_of(own_pages[target]), address
        page = own_pages[address]
        assert page.first("link", rel="canonical").attributes["href"] == BASE + target
        assert page.first("a").attributes["href"] == target


def test_a_pair_has_one_page_and_links_name_it_in_that_order(own_pages: Pages) -> None:
    """The 404 page leads from the other order to it; see tests/site/test_browser.py."""
    pairs = set(versus_pages(own_pages))
    for address in pairs:
        a, b = address.removeprefix("/compare/").rstrip("/").split("-vs-")
        assert f"/compare/{b}-vs-{a}/" not in own_pages


def test_the_sitemap_holds_exactly_the_indexed_pages(own_site: Path, own_pages: Pages) -> None:
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    listed = [one.text for one in ET.parse(own_site / "sitemap.xml").getroot().iter(name)]  # noqa: S314  (our own file)
    indexed = [
        BASE + address
        for address, page in own_pages.items()
        if not any(
            "noindex" in meta.attributes["content"] for meta in page.all("meta", name="robots")
        )
    ]
    assert sorted(map(str, listed)) == sorted(indexed)
    assert f"Sitemap: {BASE}/sitemap.xml" in (own_site / "robots.txt").read_text(encoding="utf-8")


def test_ids_are_unique_in_a_page(own_pages: Pages) -> None:
    for address, page in own_pages.items():
        assert (
            repeated([one.attributes["id"] for one in page.walk() if "id" in one.attributes]) == []
        ), address


def test_every_label_that_points_to_an_element_finds_it(own_pages: Pages) -> None:
    for address, page in own_pages.items():
        ids = {one.attributes["id"] for one in page.walk() if "id" in one.attributes}
        named = [
            word
            for one in page.walk()
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for")
            for word in one.attributes.get(name, "").split()
        ]
        assert set(named) <= ids, address


def test_each_page_has_a_strict_content_security_policy(own_pages: Pages) -> None:
    for address, page in own_pages.items():
        policy = page.first("meta", http_equiv="Content-Security-Policy").attributes["content"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address


def test_no_page_has_inline_style_or_script(own_pages: Pages) -> None:
    for address, page in own_pages.items():
        inline = [
            one.tag
            for one in page.walk()
            if "style" in one.attributes
            or one.tag == "style"
            or any(name.startswith("on") for name in one.attributes)
        ]
        assert inline == [], address
        for script in page.all("script"):
            assert "src" in script.attributes or script.attributes.get("type") in {
                "application/ld+json",
                "speculationrules",
            }, address


def test_structured_data_is_valid(own_pages: Pages) -> None:
    for address, page in full_pages(own_pages).items():
        for script in page.all("script", type="application/ld+json"):
            found = json.loads("".join(map(str, script.children)))
            assert found["@context"] == "https://schema.org", address
            crumbs = [one for one in found["@graph"] if one["@type"] == "BreadcrumbList"]
            assert all(one["itemListElement"][-1]["item"] == BASE + address for one in crumbs), (
                address
            )


def test_the_points_of_a_receipt_add_up_to_the_score(own_pages: Pages) -> None:
    for address, page in own_pages.items():
        if not re.fullmatch(r"/tools/[^/]+/", address) or redirect_of(page):
            continue
        main = page.first("main")
        if "No score: nothing that counts in it is known." in main.text:
            assert not main.all(id="receipt"), address
            continue
        text = main.below("receipt")
        points = [float(one) for one in re.findall(r"(\d+\.\d) of \d+\.\d", text)]
        total = re.search(r"(\d+\.\d) of 100(?!\.)", text)
        assert bool(total) != ("This score is provisional" in text), address
        assert not total or abs(sum(points) - float(total[1])) <= 0.05 * len(points) + 0.05, address


def test_a_versus_page_is_small_with_all_that_it_needs(own_site: Path, own_pages: Pages) -> None:
    sheets = sum(
        len(gzip.compress(sheet.read_bytes(), mtime=0)) for sheet in own_site.glob("assets/*.css")
    )
    scripts = sum(
        len(gzip.compress(script.read_bytes(), mtime=0)) for script in own_site.glob("assets/*.js")
    )
    for address in versus_pages(own_pages):
        page = len(
            gzip.compress((own_site / address.strip("/") / "index.html").read_bytes(), mtime=0)
        )
        assert page + sheets <= MOST_BYTES, f"{address}: {page} + {sheets} (+ {scripts} of scripts)"


@pytest.mark.large
def test_the_w3c_checker_finds_nothing_on_any_page(own_site: Path) -> None:
    options = [
        "--errors-only",
        "--skip-non-html",
        "--also-check-svg",
        "--format",
        "gnu",
        "--stdout",
    ]
    done = subprocess.run(
        [*vnu(), *options, str(own_site)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("", 0)
