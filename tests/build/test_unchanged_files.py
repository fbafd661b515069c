"""Files of the output are compared with the cache before the content is read, or again later."""

import os
from pathlib import Path

import numpy as np
import pytest

from ssg.build import unchanged_files
from ssg.config import Config
from ssg.output.atomic_swap import OutputPaths
from support.clean_builds import built
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Build a small site."""
    root = write_files(tmp_path, SMALL_SITE)
    assert built(root)
    return Config(root=root, output=root / "public", jobs=2)


def number_of_changed(config: Config) -> int:
    """Return how many files are not as the cache has them."""
    found = unchanged_files.unchanged_files(OutputPaths.of(config.output))
    return len(found) - int(np.count_nonzero(found))


@pytest.mark.parametrize("many", [0, unchanged_files.MANY_FILES])
def test_each_changed_file_is_found(
    config: Config, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged_files, "MANY_FILES", many)
    assert number_of_changed(config) == 0
    page = config.output / "index.html"
    page.write_bytes(page.read_bytes()[::-1])
    (config.output / "about/index.html").unlink()
    with unchanged_files.looking_at_files(config) as unchanged:
        found = unchanged()
    assert len(found) - np.count_nonzero(found) == number_of_changed(config) == 2


def test_files_are_looked_at_again_after_another_build(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged_files, "MANY_FILES", 0)
    page = config.output / "index.html"
    page.write_bytes(b"changed")
    with unchanged_files.looking_at_files(config) as unchanged:
        [tool, *_] = sorted((config.root / "content/tools").iterdir())
        tool.write_text(tool.read_text().replace("summary: ", "summary: Edited ", 1))
        assert built(config.root)
        assert number_of_changed(config) == 0
        assert unchanged().all()


def test_without_a_cache_no_file_is_known(config: Config) -> None:
    paths = OutputPaths.of(config.output)
    Path(paths.manifest).write_bytes(b"damaged")
    assert not unchanged_files.unchanged_files(paths).any()
    for size in (50, 30, 5):
        os.truncate(paths.cache, size)
        assert not len(unchanged_files.unchanged_files(paths))
    Path(paths.cache).unlink()
    with unchanged_files.looking_at_files(config) as unchanged:
        assert not len(unchanged())
