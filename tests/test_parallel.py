"""Work in this process or in several: the same results, in the same order, or one error."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from ssg.errors import BuildError
from ssg.parallel import CHUNK, WORTH_WORKERS, map_chunks
from support.site_fixtures import (
    ROOT,
    build_site,
    clean_environment,
    copy_own,
    snapshot,
    wait_for_rendering,
)

SET_UP: list[str] = []


def set_up(word: str) -> None:
    """Remember the word in this process."""
    SET_UP.append(word)


def work(items: Sequence[int]) -> tuple[int, str, list[int]]:
    """Return the process, the word it was set up with, and the items doubled; early chunks take longest."""
    time.sleep(0.05 if items[0] == 0 else 0)
    return os.getpid(), SET_UP[-1], [2 * item for item in items]


def die(items: Sequence[int]) -> int:
    """End the process in the middle of its work."""
    if items[0] == CHUNK:
        os._exit(9)
    return len(items)


def fail(items: Sequence[int]) -> int:
    """Raise what the build raises when a layout is broken."""
    raise BuildError(f"chunk {items[0]}")


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("quantity", [0, 1, CHUNK, WORTH_WORKERS, 3 * WORTH_WORKERS + 1])
def test_results_come_in_the_order_of_the_items(jobs: int, quantity: int) -> None:
    found = list(map_chunks(work, range(quantity), jobs, set_up, f"word {jobs}"))
    assert [one for _, _, doubled in found for one in doubled] == [
        2 * item for item in range(quantity)
    ]
    assert {word for _, word, _ in found} <= {f"word {jobs}"}
    here = {process for process, *_ in found} == {os.getpid()}
    assert here == (quantity > 0 and (jobs == 1 or quantity < WORTH_WORKERS)) or quantity == 0


def test_a_worker_that_dies_is_an_error_and_no_hang() -> None:
    with pytest.raises(BuildError, match=r"worker process died.*--jobs 1"):
        list(map_chunks(die, range(2 * WORTH_WORKERS), 2, set_up, ""))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_comes_through(jobs: int) -> None:
    with pytest.raises(BuildError, match="chunk 0"):
        list(map_chunks(fail, range(2 * WORTH_WORKERS), jobs, set_up, ""))


def children(parent: int) -> set[str]:
    """Return the processes whose parent is this one."""
    me = str(parent)
    stats = [
        (path.parent.name, path.read_text(encoding="utf-8").rsplit(") ", 1)[1].split()[:2])
        for path in Path("/proc").glob("[0-9]*/stat")
        if path.exists()
    ]
    return {process for process, (state, of) in stats if of == me and state != "Z"}


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="there is no /proc to look for processes in"
)


@needs_proc
def test_no_worker_is_left_when_the_caller_stops_early() -> None:
    before = children(os.getpid())
    results = map_chunks(work, range(2 * WORTH_WORKERS), 2, set_up, "")
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert children(os.getpid()) <= before


@needs_proc
def test_a_build_of_which_a_worker_is_killed_fails_and_leaves_the_old_site(tmp_path: Path) -> None:
    root = copy_own(tmp_path / "site")
    site = root / "content/site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("min_unique: ", "min_unique: 0 # "),
        encoding="utf-8",
    )
    before = snapshot(build_site(root))
    (root / "layouts").mkdir()
    slow = "{% for one in range(300) %}{% for two in range(1000) %}{% endfor %}{% endfor %}"  # minutes in all
    (root / "layouts/versus.html").write_text(slow, encoding="utf-8")
    build = subprocess.Popen(
        [sys.executable, "-m", "ssg", "build", "--jobs", "2"],
        cwd=root,
        stderr=subprocess.PIPE,
        env=clean_environment(PYTHONPATH=str(ROOT)),
        text=True,
    )
    wait_for_rendering(root / "public", build)
    while len(workers := children(build.pid)) < 2:
        assert build.poll() is None
    os.kill(int(min(workers)), signal.SIGKILL)
    _, said = build.communicate()
    assert (
        said
        == "error: a worker process died, perhaps for want of memory; build again with --jobs 1\n"
    )
    assert build.returncode == 1
    assert snapshot(root / "public") == before
    assert not [
        path for path in (root / ".public.ssg").iterdir() if path.is_dir()
    ]  # no stage, no old tree, no trash
    shutil.rmtree(root / "layouts")
    assert snapshot(build_site(root)) == before
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
