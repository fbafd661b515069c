"""Fixtures, hypothesis profiles and test order that all rooms share."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import hypothesis
import pytest

from support.strategies import write_files

pytest_plugins = ["support.browsing", "support.site_fixtures"]

WriteSite: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

hypothesis.settings.register_profile("quick", deadline=None, max_examples=20, database=None)
hypothesis.settings.register_profile("large", deadline=None, max_examples=100, database=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SHARED = ("browser", "own_pages")
"""Session fixtures that are slow to make: the tests of each run in one worker of pytest-xdist."""
POSIX_ONLY = [
    "authoring/test_new_tool.py",  # pty
    "output/test_lock.py",  # fork
    "output/test_publish.py",  # fork, resource
    "output/test_staging.py",  # resource
]
collect_ignore = POSIX_ONLY if sys.platform == "win32" else []


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of a shared fixture into one group of `--dist loadgroup`."""
    for item in items:
        for name in SHARED:
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(name))
                break


@pytest.fixture
def site(tmp_path: Path) -> WriteSite:
    """Return a function that writes files (path -> text) into a temporary site and returns it."""
    return lambda files: write_files(tmp_path, files)
