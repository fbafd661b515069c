"""Addresses that last: what a site has published keeps a page, or leads to one that answers."""

import re
import shutil
from pathlib import Path

import pytest

from ssg.build.pipeline import Plan, plan
from ssg.config import Config
from ssg.content.published_file import PUBLISHED_FILE, update_published
from ssg.views import PAGE_KINDS
from support.html_pages import parse
from support.site_fixtures import Run, build_site, copy_own
from support.strategies import write_files

SITE = """\
title: T
base_url: https://example.org/
description: D
types: {framework: Framework}
categories: {training: {name: Training}}
pairs: {policy: related, related: 1}
"""


def tool(name: str, *, extra: str = "") -> str:
    return (
        f"name: {name}\ntype: framework\nsummary: Trains networks.\ncategories: [training]\n{extra}"
    )


def add(root: Path, slug: str, text: str) -> None:
    """Write the file of a tool."""
    (root / f"content/tools/{slug}.yaml").write_text(text, encoding="utf-8")


def planned(root: Path) -> Plan:
    return plan(Config(root=root, output=root / "public"), measured=False)


def addresses(root: Path) -> set[str]:
    """Return the addresses of the pages; documents for programs come and go with their tool."""
    return {page.address for page in planned(root).pages if page.kind in PAGE_KINDS}


def record(root: Path) -> None:
    """Record what the site publishes, as `ssg build --update-pairs` does."""
    site = planned(root).site
    tools = [(one.slug, one.name) for one in site.catalog.tools]
    update_published(root, site.catalog.published, tools, site.pairs)


def target(tree: Path, address: str) -> str:
    """Return where the page at an address redirects to; empty when it is a page of its own."""
    page = parse((tree / address.lstrip("/") / "index.html").read_bytes())
    found = page.all("meta", http_equiv="refresh")
    return found[0].attributes["content"].removeprefix("0; url=") if found else ""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tools = {f"content/tools/{slug}.yaml": tool(slug.title()) for slug in ("alpha", "beta")}
    root = write_files(tmp_path, {"content/site.yaml": SITE, **tools})
    record(root)
    return root


@pytest.mark.large
def test_adding_a_tool_kills_no_address_of_our_own_site(tmp_path: Path) -> None:
    root = copy_own(tmp_path)
    record(root)
    before = addresses(root)
    files = sorted((root / "content/tools").glob("*.yaml"))
    for slug in [file.stem for file in files if "." not in file.stem][::9]:  # no translations
        text = (root / f"content/tools/{slug}.yaml").read_text(encoding="utf-8")
        text = re.sub(
            r"(?m)^(slug|aliases|identifiers|repository|distinct_from|homepage):.*\n", "", text
        )
        text = re.sub(r"(?m)^name:.*$", "name: An entry that is new", text)
        new = root / "content/tools/aaa-new.yaml"
        new.write_text(text, encoding="utf-8")
        assert before - addresses(root) == set(), slug
        new.unlink()


def test_a_new_tool_displaces_a_pair_only_where_nothing_is_recorded(root: Path) -> None:
    """With one related tool each, nearer tools take the place; the record keeps the old page."""
    for slug, words in (("alpha", "Sharding"), ("beta", "Quantization")):
        extra = f"capabilities: [{{title: {words} of weights}}]\n"
        add(root, slug, tool(slug.title(), extra=extra))
        add(root, f"{slug}-2", tool(f"{slug.title()} 2", extra=extra))
    assert "/compare/alpha-vs-beta/" in addresses(root)
    (root / PUBLISHED_FILE).unlink()
    assert "/compare/alpha-vs-beta/" not in addresses(root)


def test_a_removed_tool_leaves_a_page_and_redirects(root: Path) -> None:
    before = addresses(root)
    (root / "content/tools/beta.yaml").unlink()
    add(root, "gamma", tool("Gamma"))
    assert before <= addresses(root)
    tree = build_site(root)
    left = parse((tree / "tools/beta/index.html").read_bytes())
    assert left.first("h1").text == "Beta is no longer listed"
    assert left.first("meta", name="robots").attributes["content"].startswith("noindex")
    assert [link.text for link in left.first("main").all("a")][-2:] == ["Alpha", "All tools"]
    assert target(tree, "/compare/alpha-vs-beta/") == "/alternatives/alpha/"
    assert not (tree / "compare/beta-vs-alpha").exists()
    assert target(tree, "/alternatives/beta/") == "/tools/beta/"
    assert "/tools/beta/" not in (tree / "sitemap.xml").read_text(encoding="utf-8")


def test_a_renamed_tool_keeps_its_comparisons(root: Path) -> None:
    (root / "content/tools/beta.yaml").unlink()
    add(root, "zeta", tool("Zeta", extra="aliases: [beta]\n"))
    tree = build_site(root)
    assert target(tree, "/compare/alpha-vs-beta/") == "/compare/alpha-vs-zeta/"
    assert target(tree, "/tools/beta/") == "/tools/zeta/"


def test_a_withdrawn_pair_redirects_to_alternatives_or_the_tool(root: Path) -> None:
    lock = root / PUBLISHED_FILE
    lock.write_text(
        lock.read_text(encoding="utf-8").replace("pair ", "withdrawn "), encoding="utf-8"
    )
    tree = build_site(root)
    assert target(tree, "/compare/alpha-vs-beta/") == "/tools/alpha/"
    assert target(tree, "/alternatives/beta/") == "/tools/beta/"


def test_every_redirect_leads_to_a_page_when_everything_is_gone(root: Path) -> None:
    before = addresses(root)
    shutil.rmtree(root / "content/tools")
    tree = build_site(root)
    for address in before - {"/404.html"}:
        file = tree / (target(tree, address) or address).lstrip("/") / "index.html"
        assert file.exists() or address.startswith(("/types", "/categories")), address


def test_the_record_wins_over_max_pages(root: Path) -> None:
    add(root, "gamma", tool("Gamma"))
    site = SITE.replace("policy: related, related: 1", "policy: all, max_pages: 1")
    (root / "content/site.yaml").write_text(site, encoding="utf-8")
    assert [(one.a, one.b) for one in planned(root).site.pairs] == [("alpha", "beta")]


def test_the_command_records_what_it_published(run: Run, root: Path) -> None:
    add(root, "gamma", tool("Gamma"))
    done = run("build", "-C", str(root), "--update-pairs")
    assert done.code == 0
    assert f"{PUBLISHED_FILE}: 2 lines added" in done.err
    assert "tool gamma Gamma\n" in (root / PUBLISHED_FILE).read_text(encoding="utf-8")
    assert f"{PUBLISHED_FILE}: 0 lines added" in run("build", "-C", str(root), "--update-pairs").err
    assert run("build", "-C", str(root), "--update-pairs", "--shard", "1/2").code == 2
