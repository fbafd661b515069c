"""Fixtures, hypothesis profiles and test order that all rooms share."""

import functools
import os
import sys
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import TypeAlias

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from support.strategies import write_files

pytest_plugins = ["support.browsing", "support.site_fixtures"]

WriteSite: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

UNTIMED = [hypothesis.HealthCheck.too_slow]
"""Examples take seconds on a loaded machine, which is no fault of a test."""
for profile, examples in (("quick", 12), ("large", 16)):
    hypothesis.settings.register_profile(
        profile,
        deadline=None,
        max_examples=examples,
        database=None,
        suppress_health_check=UNTIMED,
    )
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

POSIX_ONLY = [
    "authoring/test_new_tool.py",  # pty
    "output/test_lock.py",  # fork
    "output/test_publish.py",  # fork, resource
    "output/test_staging.py",  # resource
]
collect_ignore = POSIX_ONLY if sys.platform == "win32" else []


@functools.cache
def uses_browser(file: str) -> bool:
    """Return whether a test file has tests that use the fixture `browser`."""
    return "browser: Browser" in (Path(__file__).parent.parent / file).read_text(encoding="utf-8")


LONGEST = (
    "tests/build/test_killed_builds.py",
    "tests/review/test_site_diff.py",
    "tests/docs/test_workflows.py",
    "tests/build/test_dask_executor.py",
    "tests/build/test_cache.py",
    "tests/preview/test_state.py",
    "tests/preview/test_heavy_load.py",
    "tests/build/test_merge.py",
    "tests/output/test_publish.py",
    "tests/docs/test_docs.py",
    "tests/site/test_own_site.py",
    "tests/preview/test_server.py",
    "tests/security/test_amplification.py",
    "tests/build/test_executor.py",
    "tests/output/test_object_store.py",
    "tests/build/test_pipeline.py",
)
"""Files that take more than 5 s, after those that use a browser, which take the longest together.

They begin first: the last one to begin would otherwise run alone.
"""


def place_in_line(item: pytest.Item) -> int:
    """Return when the file of a test begins: 0 is first."""
    file = item.nodeid.partition("::")[0]
    if uses_browser(file):
        return 0
    return 1 + (LONGEST.index(file) if file in LONGEST else len(LONGEST))


class FileScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each file of tests to one worker, and all files that use a browser to the same worker.

    So what a file shares is made once, and Chromium starts once. Files begin in the order of the
    tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if uses_browser(file) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileScheduling:
    """Schedule tests by file."""
    config.option.loadscopereorder = False  # it goes by the number of tests
    return FileScheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give all skips for a missing program the same location, for one line in the summary."""
    report = yield
    if isinstance(report.longrepr, tuple) and "make test-tools" in report.longrepr[2]:
        file = item.config.rootpath / "tests/support/node_tools.py"
        report.longrepr = (str(file), 1, report.longrepr[2])
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long files first; let a browser test run again when Chromium's renderer crashed."""
    items.sort(key=place_in_line)
    again = pytest.mark.flaky(reruns=2, only_rerun=["Page crashed", "Target crashed"])
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(again)


@pytest.fixture
def site(tmp_path: Path) -> WriteSite:
    """Return a function that writes files (path -> text) into a temporary site and returns it."""
    return lambda files: write_files(tmp_path, files)
