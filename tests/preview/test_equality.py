"""What an update of the preview leaves as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssg.preview.equality import edited_tools, same_addresses, same_content, stamp, tree_stamps
from support.strategies import a_catalog, a_tool

CATALOG = a_catalog(a_tool("flax", aliases=("linen",)), a_tool("jax"))


@pytest.mark.parametrize(
    ("changed", "slugs"),
    [
        (["tools/flax.yaml"], {"flax"}),
        (["tools/flax.yaml", "tools/flax.md", "tools/jax.de.yaml"], {"flax", "jax"}),
        (["tools/flax.yaml", "tools/.flax.yaml.swp", "tools/flax.yaml~", "tools"], {"flax"}),
        (["tools/flax.yaml", "site.yaml"], set()),
        (["pages/about.md"], set()),
        (["tools/old/flax.yaml"], set()),
    ],
)
def test_only_edits_of_tools_alone_are_shown_at_once(changed: list[str], slugs: set[str]) -> None:
    content = Path("/site/content")
    assert edited_tools(content.parent, [content / path for path in changed]) == slugs


def test_an_edited_summary_changes_the_content_and_no_address() -> None:
    flax, jax = CATALOG.tools
    edited = replace(CATALOG, tools=(replace(flax, summary="Trains models."), jax))
    assert same_content(CATALOG, replace(CATALOG, tools=(replace(flax), jax)))
    assert not same_content(CATALOG, edited)
    assert same_addresses(CATALOG, edited)


@pytest.mark.parametrize("fields", [{"aliases": ()}, {"slug": "flaxen"}])
def test_a_slug_or_an_alias_changes_the_addresses(fields: dict[str, object]) -> None:
    flax, jax = CATALOG.tools
    assert not same_addresses(CATALOG, replace(CATALOG, tools=(replace(flax, **fields), jax)))  # type: ignore[arg-type]


def test_a_tool_less_changes_content_and_addresses() -> None:
    less = replace(CATALOG, tools=CATALOG.tools[:1])
    assert not same_content(CATALOG, less)
    assert not same_addresses(CATALOG, less)


def test_the_stamps_of_a_tree_change_with_its_files(tmp_path: Path) -> None:
    file = tmp_path / "parts/card.html"
    file.parent.mkdir()
    file.write_text("one", encoding="utf-8")
    before, missing = list(tree_stamps([tmp_path])), stamp(str(tmp_path / "missing"))
    assert list(tree_stamps([tmp_path])) == before
    file.write_text("other", encoding="utf-8")
    changed = list(tree_stamps([tmp_path]))
    assert changed != before
    file.with_name("new.html").touch()
    assert len(list(tree_stamps([tmp_path]))) == len(changed) + 1
    assert stamp(str(tmp_path / "missing")) == missing
