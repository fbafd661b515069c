"""What several test files share; keep it small."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import hypothesis
import pytest

from support.strategies import write_files

pytest_plugins = ["support.browsing", "support.site_fixtures"]

WriteSite: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

hypothesis.settings.register_profile("ssg", deadline=None, max_examples=30, database=None)
hypothesis.settings.load_profile("ssg")


@pytest.fixture
def site(tmp_path: Path) -> WriteSite:
    """Write a small site into a temporary folder, from paths and their text, and return the folder."""
    return lambda files: write_files(tmp_path, files)
