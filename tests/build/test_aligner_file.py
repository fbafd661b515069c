"""The state of the aligner between two builds: an edited summary measures no texts again."""

import time
from pathlib import Path

import pytest

from ssg.build.aligner_file import AlignerFile
from ssg.comparison.neighbours import Neighbourhood
from support.clean_builds import built, built_clean
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Create a small site, build it, and forget the alignments of its pairs."""
    root = write_files(tmp_path / "site", SMALL_SITE)
    assert built(root)
    (root / ".public.ssg/alignments").unlink()
    return root


def edit(root: Path, old: str, new: str) -> None:
    """Replace a text in the file of a tool."""
    file = root / "content/tools/alpha.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    time.sleep(0.12)  # what was just written is not trusted, nor cached


def test_a_new_pair_is_aligned_without_measuring_the_site(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, "summary: ", "summary: New ")
    with monkeypatch.context() as patch:
        patch.setattr(Neighbourhood, "search", lambda _: pytest.fail("it searches"))
        rebuilt = built(root)
    assert rebuilt is not None
    assert rebuilt == built_clean(root)


def test_the_text_of_a_capability_has_the_site_measured_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, "title: ", "title: Newly ")
    searched, search = list[Neighbourhood](), Neighbourhood.search

    def noted(neighbourhood: Neighbourhood) -> None:
        searched.append(neighbourhood)
        search(neighbourhood)

    with monkeypatch.context() as patch:
        patch.setattr(Neighbourhood, "search", noted)
        rebuilt = built(root)
    assert searched
    assert rebuilt == built_clean(root)


@pytest.mark.parametrize("place", [0, 20, 40, 200, -1])
def test_a_damaged_file_is_not_used(root: Path, place: int) -> None:
    file = root / ".public.ssg/aligner"
    body = bytearray(file.read_bytes())
    body[place] ^= 1
    file.write_bytes(body)
    edit(root, "summary: ", "summary: New ")
    assert built(root) == built_clean(root)


def test_a_file_is_of_one_key(tmp_path: Path) -> None:
    paths = str(tmp_path / "aligner"), str(tmp_path / "trash-aligner")
    AlignerFile(*paths, b"key").save(b"state")
    assert AlignerFile(*paths, b"key").load() == b"state"
    assert AlignerFile(*paths, b"other").load() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["aligner"]


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    """A worker on another machine may have none."""
    file = AlignerFile(str(tmp_path / "gone/aligner"), str(tmp_path / "gone/trash"), b"key")
    file.save(b"state")
    assert file.load() == b""
