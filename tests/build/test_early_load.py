"""The content that another process loads is that of the site."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.build.early_load import loading_early, stored_tools
from ssg.build.pipeline import build
from ssg.config import Config
from ssg.content.load import load
from ssg.errors import ContentError, UsageError
from ssg.output.atomic_swap import OutputPaths
from support.site_fixtures import build_site, kept_files, snapshot


@pytest.fixture
def config(small: Path, tmp_path: Path) -> Config:
    """Return the configuration of a site that was built once, and whose tools are stored."""
    config = Config.of(small, tmp_path / "public", jobs=2)
    build(config)
    tools, paths = stored_tools(config), OutputPaths.of(config.output)
    load(config.root, tools)  # a build keeps none of files that are so new
    tools.write(paths.tools, paths.trash("tools"))
    return config


def edit(config: Config, summary: str) -> None:
    """Write another summary of a tool."""
    tool = config.root / "content/tools/alpha.yaml"
    tool.write_text(re.sub("(?m)^summary: .*", f"summary: {summary}", tool.read_text("utf-8")))


def build_early(config: Config) -> None:
    """Build a site as the command line does."""
    with loading_early(config) as early:
        assert early
        build(config, early=early)


def is_clean(config: Config, folder: Path) -> bool:
    """Return whether the output is what a build without former files makes of the site."""
    kept = kept_files(config.output)
    tree = {path: file for path, file in snapshot(config.output).items() if path not in kept}
    return tree == snapshot(build_site(config.root, output=folder))


@pytest.mark.parametrize("output", ["public", "other"])
def test_the_tree_is_that_of_any_build(config: Config, tmp_path: Path, output: str) -> None:
    """Without a former build, all tools are those of the other process."""
    edit(config, "Edited.")
    config = replace(config, output=tmp_path / output)
    build_early(config)
    assert is_clean(config, tmp_path / "clean")


def test_only_changed_tools_are_sent(config: Config) -> None:
    """All others are those that this process has read, and known as such."""
    edit(config, "Edited.")
    tools = stored_tools(config)
    loaded = load(config.root, tools)
    sent = tools.packed(tuple(loaded))
    assert b"Edited." in sent
    assert loaded.catalog
    others = (tool.summary for tool in loaded.catalog.tools if tool.slug != "alpha")
    assert not any(summary.encode() in sent for summary in others)
    read = stored_tools(config)
    assert read.unpacked(lambda: sent) == tuple(loaded)
    assert (read.digests, read.kept) == (tools.digests, tools.kept)


def test_an_edit_during_the_imports_is_seen(config: Config, tmp_path: Path) -> None:
    """The build starts again, and loads the content by itself."""
    with loading_early(config) as early:
        assert early
        content = early.content()
        edit(config, "Edited later.")
        build(config, early=early._replace(content=lambda: content))
    assert is_clean(config, tmp_path / "clean")


def test_tools_that_another_build_has_changed_are_read_again(
    config: Config, tmp_path: Path
) -> None:
    """The file of the tools is another one when this process reads it."""
    edit(config, "Edited.")
    with loading_early(config) as early:
        assert early
        read = stored_tools(config)
        sent = read.packed(tuple(load(config.root, read)))
        Path(OutputPaths.of(config.output).tools).unlink()  # as another build would replace it
        assert stored_tools(config).unpacked(lambda: sent) is None
        assert early.content() is None
        build(config, early=early._replace(content=lambda: None))
    assert is_clean(config, tmp_path / "clean")


@pytest.mark.parametrize(
    ("path", "error"),
    [("content/site.yaml", UsageError), ("content/tools/alpha.yaml", ContentError)],
)
def test_errors_are_those_of_any_build(config: Config, path: str, error: type[Exception]) -> None:
    (config.root / path).write_text("unknown: 1\n", encoding="utf-8")
    with pytest.raises(error) as expected:
        build(config)
    with pytest.raises(error) as raised:
        build_early(config)
    assert vars(raised.value) == vars(expected.value)


def test_one_process_loads_by_itself(config: Config) -> None:
    with loading_early(replace(config, jobs=1)) as early:
        assert early is None
