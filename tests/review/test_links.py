"""Links inside the site that lead nowhere, and the addresses outside it that the content names."""

from pathlib import Path

import pytest

from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.review.links import external_links
from ssg.urls import Addresses
from support.checked_sites import GOOD, GOOD_TOOL, found
from support.strategies import write_files

PAGE = "content/pages/about.md"


def problems_of(root: Path, href: str, path: str = PAGE, **files: str) -> list[str]:
    """Return what is said about a link on a page, or in the good tool's description."""
    if path == PAGE:
        return [
            str(one)
            for one in found(
                root, {PAGE: f"---\ntitle: About\n---\nOne.\n\nSee [it]({href}).\n", **files}
            )
        ]
    text = GOOD_TOOL.replace("that you write yourself", f"that you [write]({href}) yourself")
    return [str(one) for one in found(root, {path: text, **files})]


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/tools/alpha/",
        "/tools/alpha/#c-loops-in-plain-code",
        "/tools/alpha/#%63-loops-in-plain-code",
        "/tools/alpha/#receipt",
        "../tools/alpha/",
        "./",
        "#top",
        "?q=1",
        "/logo.svg",
        "/sitemap.xml",
        "/tools/alpha/?x=1",
        "https://outside.example/tools/nothing/",
        "mailto:a@example.org",
        "/compare/",
        "/tools/%61lpha/",
        "/tools/#TOP",
        "#:~:text=One",
        "/#",
        "/logo.svg#any",
    ],
)
def test_links_that_lead_somewhere_are_left_alone(tmp_path: Path, href: str) -> None:
    assert problems_of(tmp_path, href) == []


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("/tools/alhpa/", 'did you mean "/tools/alpha/"?'),
        ("/tools/alpha", 'write "/tools/alpha/"'),
        ("/nothing.html", "correct the address or remove the link"),
        ("../tools/", None),
        ("../../x/", "correct the address"),
        ("/logo.png", "correct the address"),
    ],
)
def test_links_that_lead_nowhere_are_reported_with_advice(
    tmp_path: Path, href: str, hint: str | None
) -> None:
    said = problems_of(tmp_path, href)
    if hint is None:
        assert said == []
    else:
        (line,) = said
        assert line.startswith(
            f'{PAGE}:6:10: warning[SSG062] the link "{href}" leads to no page of this site; {hint}'
        )


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("/tools/alpha/#c-loops-in-plain-cod", 'did you mean "c-loops-in-plain-code"?'),
        ("/tools/alpha/#receipts", 'did you mean "receipt"?'),
        ("#nothing", "correct or remove the part after the #"),
        ("/tools/alpha/#C-loops-in-plain-code", 'did you mean "c-loops-in-plain-code"?'),
    ],
)
def test_links_to_no_place_of_a_page_are_reported_with_advice(
    tmp_path: Path, href: str, hint: str
) -> None:
    """The places are those that the layouts really make."""
    (line,) = problems_of(tmp_path, href)
    place = href.partition("#")[2]
    assert line == (
        f'{PAGE}:6:10: warning[SSG062] the link "{href}" leads to a page without the anchor '
        f'"{place}"; {hint}'
    )


def test_places_of_a_sites_own_layout_count(tmp_path: Path) -> None:
    """And not those of the layout that it replaces."""
    layouts = {
        "layouts/tool.html": (
            '<!doctype html><title>T</title><p id="a&amp;b">{{ view.tool.name }}</p>'
        )
    }
    assert problems_of(tmp_path, "/tools/alpha/#a&b", **layouts) == []
    assert len(problems_of(tmp_path, "/tools/alpha/#receipt", **layouts)) == 1


def test_links_of_a_tools_texts_are_reported_in_its_file(tmp_path: Path) -> None:
    (line,) = problems_of(tmp_path, "/tools/beta/", "content/tools/alpha.yaml")
    assert line.startswith(
        'content/tools/alpha.yaml:4:97: warning[SSG062] the link "/tools/beta/" leads to no page'
    )


def test_a_description_in_its_own_file_is_reported_there(tmp_path: Path) -> None:
    text = "\n".join(line for line in GOOD_TOOL.splitlines() if not line.startswith("description"))
    prose = (
        "A library for small networks that fit on one machine.\n\n"
        "It is [not](/x/) what you think it is, surely.\n"
    )
    (line,) = map(
        str, found(tmp_path, {"content/tools/alpha.yaml": text, "content/tools/alpha.md": prose})
    )
    assert line.startswith('content/tools/alpha.md:3:13: warning[SSG062] the link "/x/"')


@pytest.mark.parametrize("href", ["/pens/tools/alpha/", "/tools/alpha/"])
def test_links_of_a_site_below_a_path_may_leave_it_out(tmp_path: Path, href: str) -> None:
    site = GOOD["content/site.yaml"].replace("https://example.org/", "https://example.org/pens/")
    assert problems_of(tmp_path, href, **{"content/site.yaml": site}) == []
    wrong = href.replace("alpha", "alphas")
    (line,) = problems_of(tmp_path, wrong, **{"content/site.yaml": site})
    assert line.endswith('did you mean "/tools/alpha/"?')


def test_every_address_outside_is_found_with_all_its_places(tmp_path: Path) -> None:
    text = GOOD_TOOL.replace(
        "that you write",
        "that you [write](https://md.example/a#b), [and](https://alpha.example/loop)",
    )
    root = write_files(tmp_path, {**GOOD, "content/tools/alpha.yaml": text})
    site = plan(Config(root=root, output=root / "public")).site
    links = external_links(site.catalog, Addresses.of(site.settings))
    assert {address: [use.keys for use in uses] for address, uses in links.items()} == {
        "https://alpha.example/": [("homepage",)],
        "https://alpha.example/stars": [("signals", "stars", "source")],
        "https://alpha.example/loop": [("capabilities", 0, "sources", 0, "url"), ("description",)],
        "https://md.example/a": [("description",)],
    }
