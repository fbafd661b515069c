"""All kinds of pages of a small site: content, links and redirects."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.views import PAGE_KINDS
from support.html_pages import Element, parse
from support.repositories import commit, repository
from support.site_fixtures import ALPHA, BETA, SITE_YAML, SMALL_SITE, build_site
from support.strategies import write_files

Pages = dict[str, Element]


def render(root: Path) -> Pages:
    """Return all pages of a site by address, without the documents for programs."""
    planned = plan(Config(root=root, output=root / "public"))
    context = make_context(planned.job)
    return {
        page.address: parse(render_page(context, page))
        for page in planned.pages
        if page.kind in PAGE_KINDS
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of the small site."""
    return render(write_files(tmp_path_factory.mktemp("views"), SMALL_SITE))


def main_text(page: Element) -> str:
    """Return what stands in the middle of a page."""
    return page.first("main").text


def links(page: Element) -> list[str]:
    """Return where the links of the middle of a page lead."""
    return [link.attributes["href"] for link in page.first("main").all("a")]


def test_every_kind_of_page_has_pages(tmp_path: Path) -> None:
    planned = plan(Config(root=write_files(tmp_path, SMALL_SITE), output=tmp_path / "public"))
    kinds = {page.kind for page in planned.pages} & set(PAGE_KINDS)
    others = {"retired", "changes", "embed"}  # see build/ and machine/
    assert kinds == set(PAGE_KINDS) - others
    assert len({page.address for page in planned.pages}) == len(planned.pages)


def test_the_addresses_are_those_of_the_design(pages: Pages) -> None:
    assert {
        "/",
        "/compare/",
        "/compare/alpha-vs-beta/",
        "/tools/",
        "/tools/alpha/",
        "/alternatives/alpha/",
        "/categories/",
        "/categories/training/",
        "/types/framework/",
        "/rankings/",
        "/methodology/",
        "/about/",
        "/404.html",
    } <= set(pages)


def target(page: Element) -> str:
    """Return where a redirect leads, or nothing."""
    found = page.all("meta", http_equiv="refresh")
    return found[0].attributes["content"].removeprefix("0; url=") if found else ""


@pytest.mark.parametrize("reverse", [False, True])
def test_old_slugs_redirect_and_the_other_order_where_wanted(
    tmp_path: Path, *, reverse: bool
) -> None:
    extra = "redirects: {reversed: true}\n" if reverse else ""
    files = {**SMALL_SITE, "content/site.yaml": SITE_YAML + extra}
    pages = render(write_files(tmp_path, files))
    expected = {
        "/tools/old-alpha/": "/tools/alpha/",
        "/alternatives/old-alpha/": "/alternatives/alpha/",
        "/tools/old-gamma/": "/tools/gamma/",
        "/alternatives/old-gamma/": "/alternatives/gamma/",
    }
    for a, b in (("alpha", "beta"), ("alpha", "gamma"), ("beta", "gamma")):
        names = [
            {"alpha": ["alpha", "old-alpha"], "beta": ["beta"], "gamma": ["gamma", "old-gamma"]}[
                one
            ]
            for one in (a, b)
        ]
        here = f"/compare/{a}-vs-{b}/"
        spellings = {
            f"/compare/{x}-vs-{y}/"
            for one in names[0]
            for two in names[1]
            for x, y in ((one, two), (two, one))
            if reverse or x < y
        }
        expected |= dict.fromkeys(spellings - {here}, here)
    assert {address: target(page) for address, page in pages.items() if target(page)} == expected


def test_a_versus_page_says_what_both_files_say(pages: Pages) -> None:
    page = pages["/compare/alpha-vs-beta/"]
    text = main_text(page)
    assert page.first("h1").text == "Alpha vs Beta"
    assert page.first("title").text.startswith("Alpha vs Beta")
    for words in (
        "Trains <b>small</b> networks",
        "Free",
        "Paid",
        "$20",
        "MIT",
        "Training of networks",
        "A word",
        "Ed",
    ):
        assert words in text, words
    assert "https://example.org/edit/content/tools/alpha.yaml" in " ".join(links(page))


def test_content_never_becomes_markup(pages: Pages) -> None:
    for address, page in pages.items():
        assert [one for one in page.all("b") if one.text == "small"] == [], address
        assert target(page) or "Pens & <Papers>" in page.first("header").text, address
    assert "Pens & <Papers>" in pages["/"].first("title").text


def test_a_capability_whose_title_is_a_heading_keeps_ids_unique(pages: Pages) -> None:
    for address, page in pages.items():
        ids = [one.attributes["id"] for one in page.walk() if "id" in one.attributes]
        assert len(ids) == len(set(ids)), address


def test_links_to_capabilities_lead_to_their_place(pages: Pages) -> None:
    for page in pages.values():
        for link in [one.attributes["href"] for one in page.all("a")]:
            address, _, fragment = link.partition("#")
            if address.startswith("/") and fragment:
                assert pages[address].all(id=fragment), link


def test_a_tool_page_has_everything_in_its_file(pages: Pages) -> None:
    text = main_text(pages["/tools/alpha/"])
    for words in (
        "Alpha",
        "Trains <b>small</b> networks",
        "MIT",
        "Python",
        "3 ms",
        "Yes",
        "2026-10-02",
        "500",
        "Stars",
        "A title that is also a heading.",
        "Framework",
        "Training",
    ):
        assert words in text, words
    assert {
        "https://alpha.example/",
        "https://alpha.example/stars",
        "/compare/alpha-vs-beta/",
        "/alternatives/alpha/",
        "/types/framework/",
        "/categories/training/",
    } <= set(links(pages["/tools/alpha/"]))


def test_a_value_given_in_the_file_is_marked_in_the_breakdown(pages: Pages) -> None:
    assert "given in the file" in main_text(pages["/tools/beta/"])
    assert "given in the file" not in main_text(pages["/tools/alpha/"])


def test_a_tool_page_says_its_place_and_what_of_its_score_is_known(pages: Pages) -> None:
    alpha, beta = (main_text(pages[f"/tools/{slug}/"]) for slug in ("alpha", "beta"))
    assert "number 1 of 2 tools ranked" in alpha
    assert "components known" not in alpha
    assert "2 of 3 components known, with 70% of the weight. What is unknown is left out" in beta


def test_a_tool_of_which_only_mentions_are_known_has_no_score(pages: Pages) -> None:
    text = main_text(pages["/tools/gamma/"])
    assert "No capabilities documented yet." in text
    assert "No score: nothing that counts in it is known." in text
    assert "Score breakdown" not in text
    assert not pages["/tools/gamma/"].all("table", class_="receipt")
    assert pages["/tools/alpha/"].all("table", class_="receipt")
    spoken = [one.attributes.get("aria-label") for one in pages["/tools/"].all(class_="number")]
    assert "No score: nothing is known yet" in spoken
    assert not [label for label in spoken if label and " - " in label]


def test_the_only_type_of_a_site_is_not_named(tmp_path: Path) -> None:
    tool = "name: {}\ntype: pen\nsummary: Writes {}.\ncategories: [ink]\n"
    site = "title: Pens\nbase_url: https://p.example/\ndescription: D\ntypes: {pen: Pen}\n"
    files = {
        "content/site.yaml": f"{site}categories: {{ink: Ink}}\n",
        "content/tools/nib.yaml": tool.format("Nib", "red"),
        "content/tools/quill.yaml": tool.format("Quill", "blue"),
    }
    for types in ("{pen: Pen}", "{pen: Pen, book: Book}"):
        files["content/site.yaml"] = files["content/site.yaml"].replace("{pen: Pen}", types)
        pages = render(write_files(tmp_path, files))
        shown = [
            pages["/tools/nib/"].first("title").text,
            pages["/tools/nib/"].first(class_="badges").text,
            pages["/alternatives/nib/"].first(class_="card").text,
        ]
        is_named = [bool(re.search(r"\b[Pp]en\b", text)) for text in shown]
        assert is_named == [types != "{pen: Pen}"] * 3, shown


def test_that_both_are_of_the_only_type_of_a_site_is_no_reason_on_its_home_page(
    tmp_path: Path,
) -> None:
    tool = "name: {}\ntype: pen\nsummary: {}.\n"
    site = "title: T\nbase_url: https://p.example/\ndescription: D\npairs: {policy: all}\n"
    files = {
        "content/tools/nib.yaml": tool.format("Nib", "Writes red"),
        "content/tools/quill.yaml": tool.format("Quill", "Draws lines"),
    }
    for types, reasons in (("{pen: Pen}", []), ("{pen: Pen, book: Book}", ["same type: Pen"])):
        files["content/site.yaml"] = f"{site}types: {types}\n"
        duels = render(write_files(tmp_path, files))["/"].first(class_="duels")
        assert [one.text for one in duels.all("small")] == reasons


def pens(summaries: Mapping[str, str], settings: str) -> dict[str, str]:
    """Return the files of a site of one category; `summaries`: name of a tool -> summary."""
    site = "title: T\nbase_url: https://p.example/\ndescription: D\ntypes: {pen: Pen}\n"
    files = {
        f"content/tools/{name.lower()}.yaml": (
            f"name: {name}\ntype: pen\nsummary: {summary}\ncategories: [ink]\n"
        )
        for name, summary in summaries.items()
    }
    return {**files, "content/site.yaml": f"{site}categories: {{ink: Ink}}\n{settings}\n"}


def test_a_category_without_a_description_says_how_its_list_is_ordered(tmp_path: Path) -> None:
    summaries: dict[str, str] = {}
    for name, summary, lede in (
        ("Nib", "Writes.", "1 tool."),
        ("Quill", "Writes.", "2 tools, most facts first."),
        ("Pot", "For a Nib.", "3 tools, most mentioned first."),
    ):
        summaries[name] = summary
        pages = render(write_files(tmp_path, pens(summaries, "ranking: none")))
        assert pages["/categories/ink/"].first(class_="lede").text == lede


def test_the_home_page_names_what_its_groups_are_by(tmp_path: Path) -> None:
    files = pens(dict.fromkeys(("Nib", "Quill"), "Writes."), "ranking: none")
    assert "Tools by type" in render(write_files(tmp_path, files))["/"].text
    site, nib = "content/site.yaml", "content/tools/nib.yaml"
    files[site] = files[site].replace("{ink: Ink}", "{ink: Ink, steel: Steel}")
    files[nib] = files[nib].replace("[ink]", "[steel]")
    assert "Tools by category" in render(write_files(tmp_path, files))["/"].text


def test_a_site_of_two_tools_offers_no_others(tmp_path: Path) -> None:
    summaries = dict.fromkeys(("Nib", "Quill"), "Writes.")
    pages = render(write_files(tmp_path, pens(summaries, "pairs: {policy: all}")))
    assert "Neither fits?" not in pages["/compare/nib-vs-quill/"].text
    assert [link.text for link in pages["/"].all("a", class_="button")][-1] == "Categories"
    summaries["Pot"] = "Writes."
    pages = render(write_files(tmp_path, pens(summaries, "pairs: {policy: all}")))
    assert "Neither fits?" in pages["/compare/nib-vs-quill/"].text


def test_packages_are_named_without_the_prefix_of_their_addresses(tmp_path: Path) -> None:
    files = {**SMALL_SITE}
    files["content/tools/alpha.yaml"] += "identifiers: [pkg:pypi/alpha, pkg:npm/alpha]\n"
    facts = render(write_files(tmp_path, files))["/tools/alpha/"].first("aside").text
    assert "pypi/alpha, npm/alpha" in facts
    assert "pkg:" not in facts


def test_alternatives_without_capabilities_begin_with_the_nearest(pages: Pages) -> None:
    """What does another job is no alternative; its comparisons are linked below."""
    page = pages["/alternatives/gamma/"].first("main")
    assert page.first(class_="lede").text == "Gamma, compared with Alpha and Beta."
    assert [one.text for one in page.first(class_="chips").all("a")] == [
        "Alpha vs Gamma",
        "Beta vs Gamma",
    ]
    page = pages["/alternatives/alpha/"].first("main")
    assert [one.text for one in page.all("h2")] == ["Beta", "Also compared with Alpha"]


def test_rankings_and_lists_hold_every_tool_once(pages: Pages) -> None:
    every = {"/tools/alpha/", "/tools/beta/", "/tools/gamma/"}
    for address in ("/rankings/", "/tools/"):
        found = [link for link in links(pages[address]) if link in every]
        assert sorted(found) == sorted(every), address
    assert every & set(links(pages["/types/dataset/"])) == {"/tools/gamma/"}
    assert every & set(links(pages["/categories/data/"])) == {"/tools/beta/"}


def test_the_comparisons_are_all_listed(pages: Pages) -> None:
    found = {link for link in links(pages["/compare/"]) if "-vs-" in link}
    assert found == {
        "/compare/alpha-vs-beta/",
        "/compare/alpha-vs-gamma/",
        "/compare/beta-vs-gamma/",
    }


def test_the_home_page_leads_everywhere(pages: Pages) -> None:
    assert {
        "/compare/",
        "/rankings/",
        "/types/framework/",
        "/categories/training/",
        "/tools/alpha/",
    } <= set(links(pages["/"]))
    assert "Pens compared." in main_text(pages["/"])


def test_the_methodology_is_that_of_this_site(pages: Pages) -> None:
    text = main_text(pages["/methodology/"])
    for words in (
        "Stars",
        "1 at 1,000 and above",
        "Every tool is compared with every other.",
        "2026-05-05",
        "25",
        "15",
    ):
        assert words in text, words


BARE = {
    "content/site.yaml": "title: T\nbase_url: https://e.org/\ntypes: {pen: Pen}\nranking: none\n",
    "content/tools/a.yaml": "name: A\ntype: pen\nsummary: A pen.\n",
}


def methodology(files: dict[str, str], root: Path) -> Element:
    """Return the methodology page of a site."""
    planned = plan(Config(root=write_files(root, files), output=root / "public"))
    page = next(page for page in planned.pages if page.kind == "methodology")
    return parse(render_page(make_context(planned.job), page))


def test_the_methodology_does_not_explain_what_no_page_has(tmp_path: Path) -> None:
    bare = methodology(BARE, tmp_path / "bare")
    assert [heading.attributes["id"] for heading in bare.all("h2")] == ["pairs"]
    assert "by shared categories, by what" in main_text(bare)
    description = bare.first("meta", name="description").attributes["content"]
    assert description == "Which tools are compared on this site."
    more = "tags: [ink]\nlicense: {value: MIT, basis: vendor, checked: 2026-11-01}\n"
    files = {**BARE, "content/tools/a.yaml": BARE["content/tools/a.yaml"] + more}
    page = methodology(files, tmp_path / "more")
    assert [heading.attributes["id"] for heading in page.all("h2")] == ["sources", "pairs", "dates"]
    assert "by shared categories and tags, by what" in main_text(page)
    assert "Ages are counted to 2026-11-01" in main_text(page)


def test_the_search_page_has_the_best_tools_and_the_filters(pages: Pages) -> None:
    page = pages["/search/"]
    assert page.first("meta", name="robots").attributes["content"].startswith("noindex")
    assert "3 tools, best score first" in main_text(page)
    ranking = [link for link in links(pages["/rankings/"]) if link.startswith("/tools/")]
    assert [link for link in links(page) if re.fullmatch("/tools/.+/", link)] == ranking
    groups = {
        one.first("legend").text: [label.text for label in one.all("label")]
        for one in page.all("fieldset")
    }
    assert groups == {
        "Type": ["Framework 2", "Dataset 1"],
        "Pricing": ["Free 1", "Paid 1", "unknown 1"],
        "Category": ["Training 2", "Data 1"],
        "Status": ["Active 1"],
    }
    boxes = [box.attributes for box in page.all("input", type="checkbox")]
    assert {box["form"] for box in boxes} == {page.first("form", role="search").attributes["id"]}
    assert (boxes[0]["name"], boxes[0]["value"]) == ("type", "framework")
    assert "The search needs JavaScript." in page.first("noscript").text


def test_a_filter_that_lets_everything_pass_is_none(tmp_path: Path) -> None:
    files = {
        f"content/tools/t{number}.yaml": f"name: T{number}\ntype: framework\nsummary: x\n"
        for number in range(2)
    }
    found = render(
        write_files(
            tmp_path,
            {
                **files,
                "content/site.yaml": "title: T\nbase_url: https://e.org/\n"
                "types: {framework: F, dataset: D}\n",
            },
        )
    )
    assert found["/search/"].all("fieldset") == []


def test_every_header_has_a_search_box(pages: Pages) -> None:
    for address, page in pages.items():
        if not target(page):
            assert [form.attributes["action"] for form in page.all("form", role="search")] == [
                "/search/"
            ], address


def test_pickers_lead_to_the_search_where_scripts_do_not_run(pages: Pages) -> None:
    expected = {
        "/": [["", ""]],
        "/compare/": [["", ""], [""]],  # the second adds a tool, where scripts run
        "/tools/alpha/": [["Alpha", ""]],
        "/compare/alpha-vs-beta/": [["Alpha", ""], ["Beta", ""]],
    }
    for address, fields in expected.items():
        forms = pages[address].all("form", class_="pick")
        assert [
            [field.attributes.get("value", "") for field in form.all("input", name="q")]
            for form in forms
        ] == fields
        assert {form.attributes["action"] for form in forms} == {"/search/"}
    assert [
        form.attributes["data-slug"]
        for form in pages["/compare/alpha-vs-beta/"].all("form", class_="pick")
    ] == ["alpha", "beta"]


def test_free_pages_and_the_not_found_page(pages: Pages) -> None:
    assert main_text(pages["/about/"]).endswith("Edit this page")
    assert "We compare pens." in main_text(pages["/about/"])
    missing = pages["/404.html"]
    assert missing.first("meta", name="robots").attributes["content"].startswith("noindex")
    assert {"/tools/", "/compare/", "/rankings/"} <= set(links(missing))
    assert "/compare/a-vs-b/" in main_text(missing)


def test_structured_data_cannot_be_broken_out_of(tmp_path: Path) -> None:
    hostile = SMALL_SITE["content/tools/gamma.yaml"].replace(
        "Gamma", '"</script><script>alert(1)</script>"'
    )
    found = render(write_files(tmp_path, {**SMALL_SITE, "content/tools/gamma.yaml": hostile}))
    for page in found.values():
        for script in page.all("script"):
            if "src" in script.attributes:
                assert script.attributes["src"].startswith("/assets/")
                continue
            assert script.attributes["type"] in {"application/ld+json", "speculationrules"}
            json.loads("".join(map(str, script.children)))


@pytest.mark.parametrize("tools", [0, 1, 2])
def test_a_site_may_be_nearly_empty(tmp_path: Path, tools: int) -> None:
    files = {
        f"content/tools/t{number}.yaml": f"name: T{number}\ntype: framework\nsummary: x\n"
        for number in range(tools)
    }
    found = render(
        write_files(
            tmp_path,
            {
                **files,
                "content/site.yaml": "title: T\nbase_url: https://e.org/\n"
                "types: {framework: F}\npairs: {policy: all}\n",
            },
        )
    )
    assert (
        len([address for address in found if "-vs-" in address and not target(found[address])])
        == tools // 2
    )
    assert "/categories/" not in found
    for page in found.values():
        for link in [one.attributes["href"] for one in page.all("a")]:
            path = re.split("[#?]", link)[0]
            documents = path.startswith("/api/")
            assert documents or not path.startswith("/") or path in found, f"dead link {link}"


def test_a_tool_page_links_to_editing_and_reporting(pages: Pages) -> None:
    found = {
        link.text: link.attributes["href"] for link in pages["/tools/alpha/"].first("main").all("a")
    }
    assert found["Edit this page"] == "https://example.org/edit/content/tools/alpha.yaml"
    assert found["Report a mistake"].startswith(
        "https://example.org/repo/issues/new?title=Mistake%20in%20Alpha&body=Page%3A%20https%3A%2F%2Fexample.org%2Ftools%2Falpha"
    )
    assert not any(text.startswith("History") for text in found)


def test_a_tools_page_says_who_changed_its_file_last_and_when(tmp_path: Path) -> None:
    """According to git; uncommitted edits do not count, and a site can switch it off."""
    root = repository(tmp_path / "site", SMALL_SITE)
    commit(
        root,
        {"content/tools/alpha.yaml": ALPHA + "\n"},
        GIT_AUTHOR_NAME="Zoë &amp; b",
        GIT_AUTHOR_DATE="2026-11-19T23:30:00-0800",
    )
    (root / "content/tools/beta.yaml").write_text(BETA + "\n", encoding="utf-8")
    found = render(root)
    assert "Last changed on 2026-11-19 by Zoë &amp; b; 1 other has changed it before." in main_text(
        found["/tools/alpha/"]
    )
    assert "Last changed on 2026-01-01 by A." in main_text(found["/tools/beta/"])
    alone = render(repository(tmp_path / "alone", SMALL_SITE))
    assert "Last changed on 2026-01-01." in main_text(alone["/tools/beta/"])
    assert [one.attributes["datetime"] for one in found["/tools/alpha/"].first("main").all("time")][
        -1
    ] == "2026-11-19"
    silent = SITE_YAML.replace('edit/{path}"', 'edit/{path}", credits: false')
    (root / "content/site.yaml").write_text(silent, encoding="utf-8")
    assert "Last changed" not in main_text(render(root)["/tools/alpha/"])


HISTORY = """\
{"day":"2026-11-01","score":41,"signals":{"stars":400,"former":1}}
{"day":"2026-11-08","signals":{"stars":450,"former":2}}
{"day":"2026-11-15","score":44,"signals":{"stars":500}}
"""


def test_a_tool_with_a_history_shows_how_it_changed(tmp_path: Path) -> None:
    files = {**SMALL_SITE, "content/history/alpha.jsonl": HISTORY}
    changed = render(write_files(tmp_path, files))
    alpha = changed["/tools/alpha/"].first("ul", class_="trends")
    assert [item.first("b").text for item in alpha.all("li")] == ["Rank", "Stars"]
    labels = [svg.attributes["aria-label"] for svg in alpha.all("svg")]
    assert labels == [
        "Rank: 41 on 2026-11-01, 44 on 2026-11-15",
        "Stars: 400 on 2026-11-01, 500 on 2026-11-15",
    ]
    points = alpha.all("polyline")[1].attributes["points"]
    assert points == "4.0,44.0 120.0,24.0 236.0,4.0"
    assert not changed["/tools/beta/"].all("ul", class_="trends")


def test_a_single_point_is_no_line(tmp_path: Path) -> None:
    files = {**SMALL_SITE, "content/history/alpha.jsonl": HISTORY.split("\n", maxsplit=1)[0]}
    assert "over time" not in main_text(render(write_files(tmp_path, files))["/tools/alpha/"])


def test_a_set_phrase_of_an_import_is_not_shown_as_a_summary(tmp_path: Path) -> None:
    """Several tools have it word by word, and nothing else is written about them."""
    site = "title: T\nbase_url: https://p.example/\ndescription: D\nranking: none\n"
    site += "types: {pen: Pen, ink: Ink}\n"
    site += "categories: {desk: Desk, bag: Bag}\n"
    tool = "name: {}\ntype: pen\nsummary: {}\ncategories: [desk]\n"
    numbers = range(5)
    files = {
        "content/site.yaml": site,
        **{f"content/tools/p{n}.yaml": tool.format(f"P{n}", "Nothing is said.") for n in numbers},
        **{f"content/tools/q{n}.yaml": tool.format(f"Q{n}", f"Draws {n}.") for n in numbers},
    }
    in_bag = tool.format("P4", "Nothing is said.").replace("desk", "bag")
    assert "Nothing is said." in render(write_files(tmp_path, files))["/tools/p1/"].text, (
        "it may say what a category is about"
    )
    files["content/tools/p4.yaml"] = in_bag
    pages = render(write_files(tmp_path, files))
    for address in ("/", "/tools/", "/types/pen/", "/categories/desk/", "/search/", "/tools/p1/"):
        assert "Nothing is said" not in pages[address].text, address
    assert "Draws 1." in pages["/tools/"].text
    described = pages["/tools/p1/"].first("meta", name="description").attributes["content"]
    assert described == "P1: Pen, Desk"
    assert pages["/tools/p1/"].all("script", type="application/ld+json")
    assert '"description":""' not in pages["/tools/p1/"].text
    assert not pages["/tools/p1/"].all("nav", class_="jump"), "there is nothing to jump over"
    assert pages["/tools/q1/"].all("nav", class_="jump")
    files["content/tools/p0.yaml"] = tool.format("P0", "Writes.")
    pages = render(write_files(tmp_path, files))
    assert "Nothing is said." in pages["/tools/p1/"].first(class_="lede").text


def test_no_file_of_a_site_has_a_set_phrase_of_an_import(tmp_path: Path) -> None:
    """Where it compares all tools: comparisons, documents for programs and heads of pages."""
    site = "title: T\nbase_url: https://p.example/\ndescription: D\nranking: none\n"
    site += "types: {pen: Pen}\ncategories: {desk: Desk, bag: Bag}\n"
    site += "pairs: {policy: all}\npublish: {markdown: true}\n"
    tool = "name: {}\ntype: pen\nsummary: {}\ncategories: [{}]\n"
    files = {"content/site.yaml": site}
    for number in range(6):
        category = ("desk", "bag")[number % 2]
        said = tool.format(f"Q{number}", f"Draws {number}.", category)
        files[f"content/tools/q{number}.yaml"] = said
        files[f"content/tools/p{number}.yaml"] = tool.format(
            f"P{number}", "Nothing is said.", category
        )
    tree = build_site(write_files(tmp_path, files))
    found = [file for file in tree.rglob("*") if file.is_file()]
    assert len(found) > 200
    assert not [file for file in found if b"Nothing is said" in file.read_bytes()]
    listed = (tree / "llms.txt").read_text("utf-8")
    assert "- [P1](https://p.example/tools/p1.md)\n" in listed
    assert "- [Q1](https://p.example/tools/q1.md): Draws 1.\n" in listed
    one = parse((tree / "compare/p1-vs-q1/index.html").read_bytes())
    assert one.first("meta", name="description").attributes["content"] == "Q1: Draws 1."
    neither = parse((tree / "compare/p1-vs-p3/index.html").read_bytes())
    assert neither.first("meta", name="description").attributes["content"].startswith("P1 vs P3.")
    assert not neither.all("p", class_="summary")


def test_a_page_words_the_status_of_its_tool_in_one_way(tmp_path: Path) -> None:
    files = {**SMALL_SITE}
    tool = files["content/tools/alpha.yaml"]
    files["content/tools/alpha.yaml"] = tool.replace("status: active", "status: maintenance")
    page = render(write_files(tmp_path, files))["/tools/alpha/"]
    assert page.first("header", class_="lead").first(class_="status-maintenance").text == (
        "Maintenance only"
    )
    assert "Maintenance only" in page.first("aside").text
