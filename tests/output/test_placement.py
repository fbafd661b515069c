"""Placement: the system is asked to place each new tree apart, where it can be asked."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ssg.output.placement import place_apart
from ssg.output.publish import publishing
from ssg.site import Output


def attributes_of(folder: Path) -> str:
    """Return the attributes as `lsattr` of e2fsprogs prints them; empty where it cannot."""
    if not shutil.which("lsattr"):
        return ""
    shown = subprocess.run(
        ["lsattr", "-d", str(folder)], capture_output=True, text=True, check=False
    )
    return shown.stdout.partition(" ")[0]


def is_apart(folder: Path) -> bool:
    """Whether a folder has the attribute T."""
    return "T" in attributes_of(folder)


def has_attributes(folder: Path) -> bool:
    """Whether `chattr` can set the attribute T here."""
    if not shutil.which("chattr"):
        return False
    probe = folder / "probe"
    probe.mkdir()
    done = subprocess.run(["chattr", "+T", str(probe)], capture_output=True, check=False)
    return done.returncode == 0 and is_apart(probe)


def publish(output: Path) -> None:
    with publishing(output) as publication:
        publication.publish([publication.stage.put(Output(path="index.html", body=b"new"))])


def test_the_state_folder_has_its_trees_placed_apart(tmp_path: Path) -> None:
    publish(tmp_path / "public")
    assert (tmp_path / "public/index.html").read_bytes() == b"new"
    if has_attributes(tmp_path):
        assert is_apart(tmp_path / ".public.ssg")
        assert not is_apart(tmp_path / "public"), "the pages of one site belong together"
        assert not is_apart(tmp_path)


def test_other_attributes_of_a_folder_stay(tmp_path: Path) -> None:
    if not has_attributes(tmp_path):
        pytest.skip("this file system has no such attributes")
    subprocess.run(["chattr", "+A", str(tmp_path)], check=True)
    place_apart(str(tmp_path))
    place_apart(str(tmp_path))
    assert {"A", "T"} <= set(attributes_of(tmp_path))


def test_a_folder_that_cannot_be_asked_is_left_as_it_is(tmp_path: Path) -> None:
    place_apart(str(tmp_path / "missing"))
    (tmp_path / "file").write_bytes(b"")
    place_apart(str(tmp_path / "file"))
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    place_apart(str(tmp_path / "link"))
    assert not is_apart(tmp_path / "real")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link", "real"]
