"""Markdown for language models: what the pages have, and no markup from names."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from machine.test_api import documents
from support.html_pages import parse
from support.site_fixtures import SMALL_SITE, build_site
from support.strategies import a_catalog, a_tool, write_files
from support.view_contexts import a_context

ALL = "publish: {markdown: true}\n"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small site with Markdown."""
    site = {"content/site.yaml": SMALL_SITE["content/site.yaml"] + ALL}
    return build_site(write_files(tmp_path_factory.mktemp("markdown"), {**SMALL_SITE, **site}))


def html(file: Path) -> str:
    """Return a Markdown file as HTML."""
    rendered: str = MarkdownIt("commonmark").enable("table").render(file.read_text("utf-8"))
    return rendered


def test_llms_txt_lists_every_tool_with_its_markdown(tree: Path) -> None:
    text = (tree / "llms.txt").read_text("utf-8")
    assert text.startswith("# Pens & \\<Papers\\>\n\n> Pens compared.\n")
    page = parse(html(tree / "llms.txt"))
    links = [link.attributes["href"] for link in page.all("a")]
    tools = [f"https://example.org/tools/{slug}.md" for slug in ("alpha", "beta", "gamma")]
    assert set(tools) <= set(links)
    for link in links:
        path = link.removeprefix("https://example.org/")
        assert (tree / path).is_file() or (tree / path / "index.html").is_file()


def test_a_tool_has_its_facts_score_and_capabilities(tree: Path) -> None:
    text = (tree / "tools/alpha.md").read_text("utf-8")
    assert "- Licence: MIT\n" in text
    assert "- Latency: 3 ms\n" in text
    assert "Trains *well*." in text
    assert "> Trains \\<b\\>small\\</b\\> networks." in text
    shown = parse((tree / "tools/alpha/index.html").read_bytes()).first("svg", class_="dial").text
    assert f"## Rank: {shown.split('of')[0].strip()}" in text


def test_a_comparison_has_verdict_table_and_capabilities(tree: Path) -> None:
    text = (tree / "compare/alpha-vs-beta.md").read_text("utf-8")
    page = (tree / "compare/alpha-vs-beta/index.html").read_text("utf-8")
    answer = parse(page).first("div", class_="answer").all("p")[-1].text
    assert answer.removesuffix("Why?").strip() in text
    assert "## Choose Alpha\n\n- if " in text
    assert "- Trains / Trains too\n" in text
    rows = parse(html(tree / "compare/alpha-vs-beta.md")).all("tr")
    assert all(len(row.all("td") or row.all("th")) == 3 for row in rows)


def test_names_never_become_markup() -> None:
    tool = a_tool("x", name="[a](https://evil.example) | <b>", summary="# *One* `two`")
    text = documents(a_context(a_catalog(tool)))["/llms.txt"].decode("utf-8")
    page = parse(MarkdownIt("commonmark").render(text))
    assert "https://evil.example" not in [link.attributes["href"] for link in page.all("a")]
    assert "# *One* `two`" in page.text
