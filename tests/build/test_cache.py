"""What stands as it would be made is not made again; whoever touches a file, or the memory, changes nothing of the site."""

import os
from pathlib import Path

import pytest

from ssg.build.cache import BuildCache, remember
from ssg.build.pipeline import build
from ssg.config import Config
from ssg.errors import SsgError
from ssg.output.staging import Stage, Written
from support.random_edits import RandomEdits
from support.site_fixtures import SMALL_SITE, Snapshot, snapshot
from support.strategies import write_files

EDITS = 7


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write a small site."""
    write_files(tmp_path / "site", SMALL_SITE)
    return tmp_path / "site"


def built(root: Path, output: str = "public") -> Snapshot | None:
    """Build, and return the tree; None when the content is broken."""
    try:
        build(Config(root=root, output=root / output))
    except SsgError:
        return None
    return snapshot(root / output)


def a_comparison(root: Path) -> Path:
    """Return the file of some comparison."""
    return max(root.glob("public/compare/*-vs-*/index.html"), key=lambda file: file.stat().st_size)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.large)])
def test_a_rebuild_gives_what_a_clean_build_gives(root: Path, seed: int) -> None:
    """After any edit of content or layouts."""
    edit = RandomEdits(root, seed)
    built(root)
    for number in range(EDITS):
        told = edit()
        again, anew = built(root), built(root, f"clean{number}")
        assert (again is None) == (anew is None), told
        assert again is None or again == anew, told


def test_a_comparison_that_stands_is_not_made_again(root: Path) -> None:
    """Shown by bytes that nobody would make, put there unnoticed."""
    before = built(root)
    file = a_comparison(root)
    status = file.stat()
    file.write_bytes(b"x" * status.st_size)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    planted = built(root)
    assert planted != before
    file.write_bytes(b"x" * status.st_size)
    assert built(root) == before


@pytest.mark.parametrize(
    "memory", [b"", b"x", b"ssg made 1\n", b"ssg made 1\n" + bytes(16), b"ssg made 1\n" + bytes(76)]
)
def test_a_damaged_memory_is_as_good_as_none(root: Path, memory: bytes) -> None:
    before = built(root)
    (root / ".public.ssg/made").write_bytes(memory)
    a_comparison(root).write_bytes(b"touched")
    assert built(root) == before


def test_what_is_remembered_is_found_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", tmp_path)
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"page")
    times = {name: (tmp_path / name).stat().st_mtime_ns for name in "abc"}
    written = [
        Written(
            name,
            4,
            name.encode().hex() * 16,
            same=False,
            changed=times[name],
            recipe=name.encode() * 16,
        )
        for name in "abc"
    ]
    remember(
        str(tmp_path / "made"),
        str(tmp_path / "part"),
        [*written, Written("d", 4, "00" * 16, same=False)],
    )
    made = BuildCache.read(str(tmp_path / "made"), b"program")
    for one in written:
        found = made.still(stage, one.path, one.recipe)
        assert found
        assert (found.path, found.size, found.digest, found.same, found.recipe) == (
            one.path,
            4,
            one.digest,
            True,
            one.recipe,
        )
    assert made.still(stage, "a", b"b" * 16) is None
    assert made.still(stage, "d", b"") is None
    (tmp_path / "a").write_bytes(b"longer")
    assert made.still(stage, "a", b"a" * 16) is None
