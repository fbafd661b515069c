"""Watching: a save is one set of changed files, whichever way an editor saves."""

import errno
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from ssg.preview import watcher as module
from ssg.preview.watcher import watching

# A loaded machine may pause for longer than a save is waited for.
pytestmark = [pytest.mark.large, pytest.mark.flaky(reruns=3)]

WAIT = 5.0


class Heard:
    """Receives the sets of changed files."""

    def __init__(self) -> None:
        self.sets: queue.SimpleQueue[frozenset[Path]] = queue.SimpleQueue()
        self.said: list[str] = []

    def names(self, seconds: float = WAIT) -> set[str]:
        """Return the names in the next set; empty after a timeout."""
        try:
            return {path.name for path in self.sets.get(timeout=seconds)}
        except queue.Empty:
            return set()


@contextmanager
def heard(root: Path, *, poll: bool = False) -> Iterator[Heard]:
    """Watch the content and the layouts of a site."""
    found = Heard()
    with watching(
        root, [root / "content", root / "layouts"], found.sets.put, found.said.append, poll=poll
    ):
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with some content."""
    (tmp_path / "content/tools").mkdir(parents=True)
    for name in ("a", "b"):
        (tmp_path / f"content/tools/{name}.yaml").write_text("before")
    return tmp_path


def in_place(file: Path) -> None:
    """Write into the file."""
    file.write_text("after")


def by_rename(file: Path) -> None:
    """Write another file and rename it to this name."""
    draft = file.with_name(f".{file.name}.swp")
    draft.write_text("after")
    draft.replace(file)


def recreated(file: Path) -> None:
    """Delete the file and create it."""
    file.unlink()
    file.write_text("after")


def with_backup(file: Path) -> None:
    """Move the file away and write another."""
    file.rename(file.with_name(f"{file.name}~"))
    file.write_text("after")


def in_pieces(file: Path) -> None:
    """Write a little at a time."""
    with file.open("w") as out:
        for _ in range(20):
            out.write("after")
            out.flush()
            threading.Event().wait(0.005)


@pytest.mark.parametrize("save", [in_place, by_rename, recreated, with_backup, in_pieces])
def test_each_way_to_save_is_reported_once(root: Path, save: Callable[[Path], None]) -> None:
    with heard(root) as found:
        save(root / "content/tools/a.yaml")
        assert "a.yaml" in found.names()
        assert found.names(0.3) == set()


def test_a_burst_is_reported_in_few_sets(root: Path) -> None:
    with heard(root) as found:
        for number in range(100):
            (root / f"content/tools/n{number}.yaml").write_text("new")
        names, times = found.names(), 1
        while (
            len(names) < 100 and times < 10
        ):  # a slow machine writes so slowly that the burst has pauses
            names |= found.names()
            times += 1
        assert len(names) >= 100
        assert found.names(0.3) == set()


def test_a_long_burst_is_reported_in_between(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.1)
    with heard(root) as found:
        for _ in range(60):
            in_place(root / "content/tools/a.yaml")
            threading.Event().wait(0.01)
        assert all("a.yaml" in found.names(0.01) for _ in range(2))


def test_reading_and_other_folders_are_no_change(root: Path) -> None:
    with heard(root) as found:
        (root / "content/tools/a.yaml").read_text()
        (root / "public").mkdir()
        (root / "public/index.html").write_text("page")
        assert found.names(0.3) == set()


def test_a_folder_may_be_created_deleted_and_replaced(root: Path) -> None:
    with heard(root) as found:
        (root / "layouts").mkdir()
        assert "layouts" in found.names()
        (root / "layouts/base.html").write_text("mine")
        assert "base.html" in found.names()
        shutil.copytree(root / "content", root / "other")
        shutil.rmtree(root / "content")
        (root / "other").rename(root / "content")
        while found.names(0.8):
            pass
        in_place(root / "content/tools/b.yaml")
        assert "b.yaml" in found.names()
        (root / "content/new").mkdir()
        while found.names(0.3):
            pass
        (root / "content/new/c.yaml").write_text("new")
        assert "c.yaml" in found.names()


def test_polling_sees_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_EVERY", 0.1)
    with heard(root, poll=True) as found:
        threading.Event().wait(0.2)
        in_place(root / "content/tools/a.yaml")
        assert "a.yaml" in found.names()


def test_when_the_system_refuses_files_are_polled_with_a_message(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = BaseObserver.schedule
    refused: list[BaseObserver] = []

    def refuse(self: BaseObserver, *words: object, **options: object) -> object:
        if not refused:
            refused.append(self)
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return schedule(self, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "POLL_EVERY", 0.1)
    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    with heard(root) as found:
        assert "inotify watch limit reached" in found.said[0]
        threading.Event().wait(0.2)
        in_place(root / "content/tools/a.yaml")
        assert "a.yaml" in found.names()


def test_when_the_system_refuses_later_files_are_polled_from_then_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = BaseObserver.schedule

    def refuse(self: BaseObserver, *words: object, **options: object) -> object:
        if not isinstance(self, PollingObserver):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return schedule(self, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "POLL_EVERY", 0.1)
    with heard(root) as found:
        monkeypatch.setattr(BaseObserver, "schedule", refuse)
        (root / "content/new").mkdir()
        while found.names(0.5):
            pass
        assert "inotify watch limit reached" in found.said[0]
        (root / "content/new/c.yaml").write_text("new")
        assert "c.yaml" in found.names()


def test_when_polling_fails_too_the_error_is_raised(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise OSError(errno.EACCES, "not allowed")

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    with pytest.raises(OSError, match="not allowed"), heard(root):
        pass
