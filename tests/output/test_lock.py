"""One build at a time, and a lock ends with the process that holds it."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from ssg.errors import BuildError
from ssg.output import lock
from ssg.output.lock import locked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
BUSY = "another build runs"


def begin(work: Callable[[Connection], None]) -> tuple[int, Connection]:
    """Run work in a new process, for a minute at most; return it after its first message."""
    ours, theirs = multiprocessing.Pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        try:
            work(theirs)
        finally:
            os._exit(0)  # no code of the tests may run here
    theirs.close()  # a failing child then ends the pipe
    ours.recv()
    return child, ours


def kill(child: int) -> None:
    """Kill a process with SIGKILL."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def hold(path: str) -> Callable[[Connection], None]:
    """Return work that takes the lock and keeps it."""

    def work(said: Connection) -> None:
        with locked(path, BUSY):
            said.send("held")
            time.sleep(60)

    return work


def test_the_lock_is_free_after_the_block_and_after_an_exception(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    with pytest.raises(ZeroDivisionError), locked(path, BUSY):
        raise ZeroDivisionError
    with locked(path, BUSY):
        pass


def test_a_second_holder_in_the_same_process_is_refused_and_frees_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    with locked(path, BUSY):
        for _ in range(2):
            with pytest.raises(BuildError, match=BUSY), locked(path, BUSY):
                pass


def test_another_process_is_refused_at_once_and_a_killed_one_holds_no_lock(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    child, _ = begin(hold(path))
    with pytest.raises(BuildError, match=BUSY), locked(path, BUSY):
        pass
    kill(child)
    with locked(path, BUSY):
        pass


def test_a_worker_that_outlives_its_killed_parent_does_not_keep_the_lock(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")

    def parent(said: Connection) -> None:
        with locked(path, BUSY):
            worker = os.fork()
            if worker == 0:
                signal.alarm(60)
                time.sleep(60)
            said.send(worker)
            said.send(worker)
            time.sleep(60)

    child, said = begin(parent)
    worker = said.recv()
    kill(child)
    with locked(path, BUSY):
        os.kill(worker, 0)  # it still lives
    os.kill(worker, signal.SIGKILL)


def test_a_lock_on_a_deleted_file_excludes_no_other_process(tmp_path: Path) -> None:
    path = str(tmp_path / "state/lock")

    def work(said: Connection) -> None:
        said.send("ready")
        said.recv()
        hold(path)(said)

    child, said = begin(work)
    with locked(path, BUSY):
        Path(path).unlink()
        Path(path).parent.rmdir()
        said.send("go")
        assert said.recv() == "held"
    with pytest.raises(BuildError, match=BUSY), locked(path, BUSY):
        pass
    kill(child)


def test_a_link_in_place_of_the_lock_is_removed_and_not_followed(tmp_path: Path) -> None:
    key, path = tmp_path / "key", tmp_path / "lock"
    key.write_text("secret", encoding="utf-8")
    key.chmod(0o600)
    for target in (key, tmp_path / "nowhere"):
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        with locked(str(path), BUSY):
            assert path.is_file()
            assert not path.is_symlink()
    assert (key.read_text(encoding="utf-8"), key.stat().st_mode & 0o777) == ("secret", 0o600)
    assert not (tmp_path / "nowhere").exists()


def test_a_lock_file_with_another_name_keeps_its_mode(tmp_path: Path) -> None:
    key, path = tmp_path / "key", tmp_path / "lock"
    key.write_text("secret", encoding="utf-8")
    key.chmod(0o600)
    path.hardlink_to(key)
    with locked(str(path), BUSY):
        assert key.stat().st_mode & 0o777 == 0o600


def test_the_next_build_can_open_the_lock_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        with locked(str(tmp_path / "lock"), BUSY):
            assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(before)


def test_the_message_names_the_process_that_holds_the_lock(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    child, _ = begin(hold(path))
    try:
        with (
            pytest.raises(BuildError, match=rf"^build \(process {child}\) runs$"),
            locked(path, "build{holder} runs"),
        ):
            pass
    finally:
        kill(child)


def test_a_build_waits_until_the_lock_is_free(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    child, _ = begin(hold(path))
    timer = threading.Timer(0.3, kill, [child])
    timer.start()
    with locked(path, BUSY, wait=30):
        pass
    timer.join()
    with (
        locked(path, BUSY),
        pytest.raises(BuildError, match=BUSY),
        locked(path, BUSY, wait=0.2),
    ):
        pass


def test_a_lock_on_a_file_that_was_removed_at_that_moment_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`clean` may remove the file after it was opened and before it is locked."""
    path, take = tmp_path / "lock", lock._lock  # noqa: SLF001
    calls = list[int]()

    def remove_and_take(descriptor: int) -> bool:
        if not calls:
            path.unlink()
        calls.append(descriptor)
        return take(descriptor)

    monkeypatch.setattr(lock, "_lock", remove_and_take)
    with locked(str(path), BUSY):
        assert path.exists()
    assert len(calls) == 2
