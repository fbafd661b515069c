# ruff: noqa: PTH101, PTH102, PTH103, PTH116, PTH208
"""The swap of two trees, and recovery from every state that a killed build can leave."""

import os  # paths are text here, as in the module under test
from pathlib import Path

import pytest

from ssg.errors import BuildError
from ssg.output import atomic_swap as swapping
from ssg.output.atomic_swap import OutputPaths, recover, swap


@pytest.fixture
def paths(tmp_path: Path) -> OutputPaths:
    """Return the paths of an output folder that does not exist yet."""
    output_paths = OutputPaths.of(tmp_path / "public")
    os.mkdir(output_paths.state)
    return output_paths


def make(path: str, word: str) -> str:
    """Create a folder with one file that identifies it."""
    os.makedirs(path)
    (Path(path) / "word").write_text(word)
    return path


def word(path: str) -> str:
    """Return the word in a folder of `make`."""
    return (Path(path) / "word").read_text()


@pytest.fixture(params=["exchange", "two renames"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(swapping, "exchange", lambda *folders: False)  # noqa: ARG005


@pytest.mark.usefixtures("_way")
def test_a_stage_replaces_the_output_and_takes_its_mode(paths: OutputPaths) -> None:
    swap(paths, make(f"{paths.state}/stage-a", "first"))
    assert word(paths.output) == "first"
    assert os.stat(paths.output).st_mode & 0o777 == 0o755
    os.chmod(paths.output, 0o2750)  # noqa: S103 - any mode is kept
    swap(paths, make(f"{paths.state}/stage-b", "second"))
    assert word(paths.output) == "second"
    assert os.stat(paths.output).st_mode & 0o7777 == 0o2750
    recover(paths)
    assert word(paths.output) == "second"
    assert os.listdir(paths.state) == []


def test_the_exchange_is_one_step_on_this_system(paths: OutputPaths) -> None:
    one, two = make(f"{paths.state}/one", "one"), make(f"{paths.state}/two", "two")
    if not swapping.exchange(one, two):
        pytest.skip("no exchange here")
    assert (word(one), word(two)) == ("two", "one")
    with pytest.raises(FileNotFoundError):
        swapping.exchange(one, f"{paths.state}/nothing")


@pytest.mark.parametrize(
    ("remains", "whole"),
    [
        ({"public": "old", ".public.ssg/stage-a": "half"}, "old"),
        ({"public": "new", ".public.ssg/old-a": "old"}, "new"),
        ({".public.ssg/old-a": "old", ".public.ssg/stage-a": "new"}, "old"),
        ({"public": "new", ".public.ssg/trash-old-a": "half"}, "new"),
        ({".public.ssg/stage-a": "half", ".public.ssg/trash-stage-b": "half"}, ""),
    ],
)
def test_recovery_after_a_killed_build_gives_a_complete_tree(
    tmp_path: Path,
    paths: OutputPaths,
    remains: dict[str, str],
    whole: str,
) -> None:
    for path, name in remains.items():
        make(str(tmp_path / path), name)
    recover(paths)
    assert (word(paths.output) if os.path.lexists(paths.output) else "") == whole
    assert os.listdir(paths.state) == []


def test_an_output_of_another_program_is_not_touched(tmp_path: Path, paths: OutputPaths) -> None:
    for path in ("public", ".public.ssg/old-a", ".public.ssg/stage-a"):
        make(str(tmp_path / path), path)
    with pytest.raises(BuildError, match="was created by another program during a build"):
        recover(paths)
    assert [word(paths.output), word(f"{paths.state}/old-a")] == ["public", ".public.ssg/old-a"]


def test_very_deep_folders_and_unfinished_manifests_are_removed_too(paths: OutputPaths) -> None:
    for depth in range(1500):
        os.mkdir(f"{paths.state}/stage-a" + "/d" * depth)
    Path(paths.state, "trash-manifest").write_text("half")
    recover(paths)
    assert os.listdir(paths.state) == []


def test_a_link_to_the_output_is_followed_and_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "public").symlink_to("site")
    assert OutputPaths.of(tmp_path / "public") == OutputPaths(
        str(tmp_path / "site"), str(tmp_path / ".site.ssg")
    )
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", Path("/")):
        with pytest.raises(BuildError, match="it is not a folder"):
            OutputPaths.of(path)


@pytest.mark.parametrize("name", ["trash-x", "stage-x", "old-x", "cache", "manifest", "x"])
def test_a_link_in_the_state_folder_is_removed_and_not_followed(
    tmp_path: Path,
    paths: OutputPaths,
    name: str,
) -> None:
    """Also without an output: the target of the link `old-x` does not become the output."""
    elsewhere = make(str(tmp_path / "elsewhere"), "mine")
    os.chmod(elsewhere, 0o700)
    Path(paths.state, name).symlink_to(elsewhere)
    Path(paths.state, f"{name}-file").symlink_to(f"{elsewhere}/word")
    Path(paths.state, f"{name}-nowhere").symlink_to("nowhere")
    recover(paths)
    assert (word(elsewhere), os.stat(elsewhere).st_mode & 0o777) == ("mine", 0o700)
    assert os.listdir(paths.state) == []
    assert not os.path.lexists(paths.output)


def test_links_within_what_is_removed_are_not_followed(tmp_path: Path, paths: OutputPaths) -> None:
    elsewhere = make(str(tmp_path / "elsewhere"), "mine")
    os.makedirs(f"{paths.state}/trash-x/deep")
    Path(paths.state, "trash-x/deep/link").symlink_to(elsewhere)
    recover(paths)
    assert word(elsewhere) == "mine"
    assert os.listdir(paths.state) == []


@pytest.mark.parametrize("kind", ["link", "nowhere", "file"])
def test_a_state_folder_that_is_a_link_or_a_file_is_refused(tmp_path: Path, kind: str) -> None:
    state = tmp_path / ".public.ssg"
    if kind == "file":
        state.write_text("mine")
    else:
        state.symlink_to(tmp_path if kind == "link" else "nowhere")
    with pytest.raises(BuildError, match=r"the state folder .* is a (link|file); remove it"):
        OutputPaths.of(tmp_path / "public")
