"""Changes of tools from the git history: facts only, and nothing for another form of a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssg.content.changes import ChangeHistory, changed_facts
from ssg.settings import FeedScope, PublishSettings
from ssg.site import Change, FactChange
from support.repositories import commit, git, repository
from support.strategies import a_catalog, a_tool

CATALOG = a_catalog(a_tool("flax"), a_tool("jax"))
FLAX = "name: Flax\ntype: framework\nsummary: Networks.\nlicense: MIT\n"
FILE = "content/tools/flax.yaml"


def facts(before: str, after: str) -> list[tuple[str, str, str]]:
    """Return key, value before and value after of each changed fact."""
    found = changed_facts(before.encode(), after.encode())
    return [(fact.key, fact.before, fact.after) for fact in found]


def history(folder: Path) -> tuple[Change, ...] | None:
    """Return the changes of the tools of a repository."""
    return ChangeHistory(folder).changes(CATALOG)


def test_added_tools_and_changed_facts_newest_first(tmp_path: Path) -> None:
    folder = repository(tmp_path / "site", {FILE: FLAX, "content/tools/gone.yaml": "name: Gone\n"})
    first = git(folder, "rev-parse", "HEAD")
    day = {"GIT_AUTHOR_DATE": "2026-03-04T00:00:00Z"}
    second = commit(folder, {FILE: FLAX.replace("MIT", "Apache-2.0"), "content/x": ""}, **day)
    third = commit(folder, {"content/tools/jax.yaml": "name: JAX\n"}, **day)
    found = history(folder)
    assert found
    assert [(str(change.day), change.slug, change.commit) for change in found] == [
        ("2026-03-04", "jax", third),
        ("2026-03-04", "flax", second),
        ("2026-01-01", "flax", first),
    ]
    assert found[1].facts == (FactChange("license", "MIT", "Apache-2.0"),)


def test_only_committed_facts_count(tmp_path: Path) -> None:
    folder = repository(tmp_path / "site", {FILE: FLAX})
    commit(folder, {FILE: FLAX.replace("Networks.", "Other words.")})
    commit(folder, {FILE: f"# A comment\n{FLAX.replace('MIT', '{value: MIT, basis: vendor}')}"})
    (folder / FILE).write_text(FLAX.replace("MIT", "BSD-3-Clause"), "utf-8")
    found = history(folder)
    assert found
    assert len(found) == 1


def test_commits_of_one_day_are_one_change_of_a_tool(tmp_path: Path) -> None:
    """What is added and removed on one day is not a change; a tool added that day is only added."""
    folder = repository(tmp_path / "site", {FILE: FLAX})
    day = {"GIT_AUTHOR_DATE": "2026-03-04T00:00:00Z"}
    listed = f"{FLAX}capabilities:\n- title: Saves files\n"
    first = commit(folder, {FILE: listed, "content/tools/jax.yaml": "name: JAX\n"}, **day)
    commit(folder, {"content/tools/jax.yaml": "name: JAX\nlicense: MIT\n"}, **day)
    commit(folder, {FILE: listed.replace("Saves", "Keeps")}, **day)
    found = history(folder)
    assert found
    assert [(str(change.day), change.slug, change.commit) for change in found] == [
        ("2026-03-04", "flax", first),
        ("2026-03-04", "jax", first),
        ("2026-01-01", "flax", git(folder, "rev-parse", "HEAD~3")),
    ]
    assert found[0].facts == (FactChange("capabilities", "", "Keeps files"),)
    assert not found[1].facts
    commit(folder, {FILE: FLAX}, **day)
    assert [change.slug for change in history(folder) or ()] == ["jax", "flax"]


@pytest.mark.parametrize("of", ["nothing", "shallow", "none"])
def test_without_a_complete_history_there_is_none(tmp_path: Path, of: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    catalog = CATALOG
    if of != "nothing":
        repository(folder, {FILE: FLAX})
    if of == "shallow":
        commit(folder, {FILE: f"{FLAX}status: active\n"})
        git(tmp_path, "clone", "--quiet", "--depth=1", folder.as_uri(), "clone")
        folder = tmp_path / "clone"
    if of == "none":
        publish = PublishSettings(feeds=FeedScope.NONE)
        catalog = replace(catalog, settings=replace(catalog.settings, publish=publish))
    assert ChangeHistory(folder).changes(catalog) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("pricing: free\n", "pricing: {model: paid, amount: 20, currency: USD}\n",
         [("pricing", "free", "paid, amount 20, currency USD")]),
        ("attributes: {gpu: true, of: [a]}\n", "attributes:\n  gpu: no\n  of:\n  - a\n",
         [("attributes.gpu", "yes", "no")]),
        ("attributes:\n  gpu: true\n", "", [("attributes.gpu", "yes", "")]),
        ("categories: [a, b]\n", "categories:\n- a\n- b\n", []),
        ("categories: [a, b]\n", "categories: [b, a]\n", [("categories", "a, b", "b, a")]),
        ("attributes: {of: [a, b]}\n", "attributes: {of: [b, {value: a, note: c}]}\n", []),
        ("attributes: {of: [a, b, c]}\n", "attributes: {of: {value: [d, a, e]}}\n",
         [("attributes.of", "", "d, e"), ("attributes.of", "b, c", "")]),
        ("attributes: {of: [TorchAO, b]}\n", "attributes: {of: [b, torchao]}\n", []),
        ("attributes: {of: Web form}\n", "attributes: {of: web form}\n", []),
        ("attributes: {of: Web form}\n", "attributes: {of: web page}\n",
         [("attributes.of", "Web form", "web page")]),
        ("name: flax\n", "name: Flax\n", [("name", "flax", "Flax")]),
        ("license: MIT # so\n", "license: 'MIT'\n", []),
        ("license: MIT\n", "license: [broken\n", [("license", "MIT", "")]),
        ("summary: |\n  license: MIT\n", "summary: |\n  license: BSD-3-Clause\n", []),
        ("description: a\n", "signals: {stars: 5}\nscores: {adoption: 1}\n", []),
    ],
)  # fmt: skip
def test_what_counts_as_a_changed_fact(
    before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    assert facts(before, after) == expected


CAPABILITIES = """\
capabilities:
  - title: Saves files
    description: |
      title: Not a title
    sources:
      - {url: "https://example.org/", basis: vendor}
  - id: loads
    title: "Loads: files" # quoted
"""


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (CAPABILITIES.replace("Not a title", "Another"), []),
        (CAPABILITIES.replace("Saves", "saves"), []),
        (CAPABILITIES.replace("Saves", "Keeps"),
         [("capabilities", "", "Keeps files"), ("capabilities", "Saves files", "")]),
        ("capabilities: [{title: Saves files}, {title: 'Loads: files'}]\n", []),
        ("capabilities:\n- {title: Saves files}\n",
         [("capabilities", "Loads: files", "")]),
        ("", [("capabilities", "Saves files", ""), ("capabilities", "Loads: files", "")]),
    ],
)  # fmt: skip
def test_capabilities_that_came_and_went(after: str, expected: list[tuple[str, str, str]]) -> None:
    assert facts(CAPABILITIES, after) == expected
