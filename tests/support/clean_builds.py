"""Builds whose results are compared: of what the last one has left, and clean ones."""

import shutil
from pathlib import Path
from typing import Any

from ssg.build.pipeline import build
from ssg.build.unchanged import recall
from ssg.config import Config
from ssg.errors import SsgError
from support.site_fixtures import Snapshot, kept_files, snapshot

__all__ = ["built", "built_clean"]


def built(root: Path, output: str = "public", **options: Any) -> Snapshot | None:
    """Build and return the tree without kept files; None when the content has errors.

    As the command line does: a build that would change nothing is skipped.
    """
    config = Config(root=root, output=root / output, **options)
    try:
        if recall(config) is None:
            build(config)
    except SsgError:
        return None
    kept = kept_files(root / output)
    return {path: file for path, file in snapshot(root / output).items() if path not in kept}


def built_clean(root: Path, **options: Any) -> Snapshot | None:
    """Return the same of a build in an empty folder, which is removed."""
    try:
        return built(root, "clean", **options)
    finally:
        shutil.rmtree(root / "clean", ignore_errors=True)
        shutil.rmtree(root / ".clean.ssg", ignore_errors=True)
