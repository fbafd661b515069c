# ruff: noqa: PTH101, PTH102, PTH103, PTH116, PTH208
"""The exchange of two trees, and what every leftover of a killed build is made into."""

import os  # the module under test speaks in paths as text, and so does its test
from pathlib import Path

import pytest

from ssg.errors import BuildError
from ssg.output import atomic_swap as swapping
from ssg.output.atomic_swap import OutputPaths, recover, swap


@pytest.fixture
def place(tmp_path: Path) -> OutputPaths:
    """Return the place of an output that does not exist yet."""
    found = OutputPaths.of(tmp_path / "public")
    os.mkdir(found.state)
    return found


def make(path: str, word: str) -> str:
    """Make a folder with one file that says which it is."""
    os.makedirs(path)
    (Path(path) / "word").write_text(word)
    return path


def word(path: str) -> str:
    """Tell which folder it is."""
    return (Path(path) / "word").read_text()


@pytest.fixture(params=["exchange", "two renames"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(swapping, "exchange", lambda *folders: False)  # noqa: ARG005


@pytest.mark.usefixtures("_way")
def test_a_stage_takes_the_place_and_the_mode_of_the_output(place: OutputPaths) -> None:
    swap(place, make(f"{place.state}/stage-a", "first"))
    assert word(place.output) == "first"
    assert os.stat(place.output).st_mode & 0o777 == 0o755
    os.chmod(place.output, 0o2750)  # noqa: S103 - any mode is kept
    swap(place, make(f"{place.state}/stage-b", "second"))
    assert word(place.output) == "second"
    assert os.stat(place.output).st_mode & 0o7777 == 0o2750
    recover(place)
    assert word(place.output) == "second"
    assert os.listdir(place.state) == []


def test_the_exchange_is_one_step_on_this_system(place: OutputPaths) -> None:
    one, two = make(f"{place.state}/one", "one"), make(f"{place.state}/two", "two")
    if not swapping.exchange(one, two):
        pytest.skip("no exchange here")
    assert (word(one), word(two)) == ("two", "one")
    with pytest.raises(FileNotFoundError):
        swapping.exchange(one, f"{place.state}/nothing")


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        ({"public": "old", ".public.ssg/stage-a": "half"}, "old"),
        ({"public": "new", ".public.ssg/old-a": "old"}, "new"),
        ({".public.ssg/old-a": "old", ".public.ssg/stage-a": "new"}, "old"),
        ({"public": "new", ".public.ssg/trash-old-a": "half"}, "new"),
        ({".public.ssg/stage-a": "half", ".public.ssg/trash-stage-b": "half"}, ""),
    ],
)
def test_what_a_killed_build_left_becomes_a_whole_tree(
    tmp_path: Path,
    place: OutputPaths,
    found: dict[str, str],
    whole: str,
) -> None:
    for path, name in found.items():
        make(str(tmp_path / path), name)
    recover(place)
    assert (word(place.output) if os.path.lexists(place.output) else "") == whole
    assert os.listdir(place.state) == []


def test_an_output_that_somebody_made_in_between_is_not_touched(
    tmp_path: Path, place: OutputPaths
) -> None:
    for path in ("public", ".public.ssg/old-a", ".public.ssg/stage-a"):
        make(str(tmp_path / path), path)
    with pytest.raises(BuildError, match="was made by somebody else while a build was swapping"):
        recover(place)
    assert [word(place.output), word(f"{place.state}/old-a")] == ["public", ".public.ssg/old-a"]


def test_very_deep_folders_and_unfinished_manifests_are_removed_too(place: OutputPaths) -> None:
    for depth in range(1500):
        os.mkdir(f"{place.state}/stage-a" + "/d" * depth)
    Path(place.state, "trash-manifest").write_text("half")
    recover(place)
    assert os.listdir(place.state) == []


def test_a_link_to_the_output_is_followed_and_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "public").symlink_to("site")
    assert OutputPaths.of(tmp_path / "public") == OutputPaths(
        str(tmp_path / "site"), str(tmp_path / ".site.ssg")
    )
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", Path("/")):
        with pytest.raises(BuildError, match="it is no folder of its own"):
            OutputPaths.of(path)


@pytest.mark.parametrize("name", ["trash-x", "stage-x", "old-x", "made", "manifest", "x"])
def test_a_link_in_the_state_folder_is_removed_and_not_followed(
    tmp_path: Path,
    place: OutputPaths,
    name: str,
) -> None:
    """Even where an output is missing: what `old-x` leads to does not become it."""
    elsewhere = make(str(tmp_path / "elsewhere"), "mine")
    os.chmod(elsewhere, 0o700)
    Path(place.state, name).symlink_to(elsewhere)
    Path(place.state, f"{name}-file").symlink_to(f"{elsewhere}/word")
    Path(place.state, f"{name}-nowhere").symlink_to("nowhere")
    recover(place)
    assert (word(elsewhere), os.stat(elsewhere).st_mode & 0o777) == ("mine", 0o700)
    assert os.listdir(place.state) == []
    assert not os.path.lexists(place.output)


def test_links_within_what_is_removed_are_not_followed(tmp_path: Path, place: OutputPaths) -> None:
    elsewhere = make(str(tmp_path / "elsewhere"), "mine")
    os.makedirs(f"{place.state}/trash-x/deep")
    Path(place.state, "trash-x/deep/link").symlink_to(elsewhere)
    recover(place)
    assert word(elsewhere) == "mine"
    assert os.listdir(place.state) == []


@pytest.mark.parametrize("kind", ["link", "nowhere", "file"])
def test_a_state_folder_that_is_none_is_refused(tmp_path: Path, kind: str) -> None:
    state = tmp_path / ".public.ssg"
    if kind == "file":
        state.write_text("mine")
    else:
        state.symlink_to(tmp_path if kind == "link" else "nowhere")
    with pytest.raises(BuildError, match=r"where builds keep .* is a (link|file) and not a folder"):
        OutputPaths.of(tmp_path / "public")
