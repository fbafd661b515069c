"""Worker processes: the same results in the same order, or one error."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from ssg.errors import BuildError
from ssg.parallel import (
    CHUNK,
    LEAST_CHUNK,
    WORTH_WORKERS,
    collection_paused,
    forked,
    iterated_in_child,
    map_chunks,
    run_forked,
)
from support.site_fixtures import (
    ROOT,
    build_site,
    clean_environment,
    copy_own,
    snapshot,
    wait_for_rendering,
)

SET_UP: list[str] = []
Work = Callable[[Sequence[int]], int]


def set_up(word: str) -> None:
    """Remember the word in this process."""
    SET_UP.append(word)


def work(items: Sequence[int]) -> tuple[int, str, list[int]]:
    """Return process, word of the set-up, and doubled items; the first chunk takes longest."""
    time.sleep(0.05 if items[0] == 0 else 0)
    return os.getpid(), SET_UP[-1], [2 * item for item in items]


def die(items: Sequence[int]) -> int:
    """End the process in the middle of its work, after the first chunk."""
    if items[0] > 0:
        os._exit(9)
    return len(items)


def fail(items: Sequence[int]) -> int:
    """Raise an error of the build."""
    raise BuildError(f"chunk {items[0]}")


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("quantity", [0, 1, CHUNK, WORTH_WORKERS, 3 * WORTH_WORKERS + 1])
def test_results_come_in_the_order_of_the_items(jobs: int, quantity: int) -> None:
    results = list(map_chunks(work, range(quantity), jobs, partial(set_up, f"word {jobs}")))
    assert [item for _, _, doubled in results for item in doubled] == [
        2 * item for item in range(quantity)
    ]
    assert {word for _, word, _ in results} <= {f"word {jobs}"}
    here = {process for process, *_ in results} == {os.getpid()}
    assert here == (quantity > 0 and (jobs == 1 or quantity < WORTH_WORKERS)) or quantity == 0


def test_the_last_chunks_are_small() -> None:
    results = map_chunks(work, range(20 * CHUNK), 1, partial(set_up, ""))
    sizes = [len(doubled) for _, _, doubled in results]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == CHUNK > LEAST_CHUNK >= sizes[-1]


def test_a_worker_that_dies_is_an_error_and_no_hang() -> None:
    with pytest.raises(BuildError, match=r"worker process died.*--jobs 1"):
        list(map_chunks(die, range(2 * WORTH_WORKERS), 2, partial(set_up, "")))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_comes_through(jobs: int) -> None:
    with pytest.raises(BuildError, match="chunk 0"):
        list(map_chunks(fail, range(2 * WORTH_WORKERS), jobs, partial(set_up, "")))


def children(parent: int) -> set[str]:
    """Return the live child processes of a process."""
    me = str(parent)
    stats = [
        (path.parent.name, path.read_text(encoding="utf-8").rsplit(") ", 1)[1].split()[:2])
        for path in Path("/proc").glob("[0-9]*/stat")
        if path.exists()
    ]
    return {process for process, (state, of) in stats if of == me and state != "Z"}


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@needs_proc
def test_no_worker_is_left_when_the_caller_stops_early() -> None:
    before = children(os.getpid())
    results = map_chunks(work, range(2 * WORTH_WORKERS), 2, partial(set_up, ""))
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert children(os.getpid()) <= before


@pytest.mark.large
@needs_proc
def test_a_build_with_a_killed_worker_fails_and_keeps_the_old_site(tmp_path: Path) -> None:
    root = copy_own(tmp_path / "site")
    site = root / "content/site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("min_unique: ", "min_unique: 0 # "),
        encoding="utf-8",
    )
    before = snapshot(build_site(root))
    (root / "layouts").mkdir()
    # Rendering all pages with it takes minutes.
    slow = "{% for one in range(300) %}{% for two in range(1000) %}{% endfor %}{% endfor %}"
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
    os.kill(max(map(int, workers)), signal.SIGKILL)  # the first may build the search index
    _, errors = build.communicate()
    assert (
        errors
        == "error: a worker process died, possibly out of memory; build again with --jobs 1\n"
    )
    assert build.returncode == 1
    assert snapshot(root / "public") == before
    assert not [
        path for path in (root / ".public.ssg").iterdir() if path.is_dir()
    ]  # no remains of the build
    shutil.rmtree(root / "layouts")
    assert snapshot(build_site(root)) == before
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


FORKING = """
import os, sys
from ssg.parallel import run_forked
from ssg.errors import BuildError
result = run_forked(lambda: {code})
try:
    print(result(), os.getpid())
except Exception as error:
    print(type(error).__name__, error)
"""
needs_fork = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="no safe fork on this system"
)


def run_in_child(code: str) -> str:
    """Return the output of a program that runs code in a forked child."""
    done = subprocess.run(
        [sys.executable, "-c", FORKING.replace("{code}", code)],
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(PYTHONPATH=str(ROOT)),
    )
    return done.stdout


@needs_fork
def test_a_function_runs_in_a_forked_child_and_its_result_is_returned() -> None:
    child, parent = run_in_child("os.getpid()").split()
    assert child != parent
    assert run_in_child("'x' * 5_000_000").startswith("x" * 5_000_000)


@needs_fork
def test_a_forked_child_that_dies_is_an_error() -> None:
    message = "BuildError a worker process died, possibly out of memory"
    assert run_in_child("os._exit(3)").startswith(message)


@needs_fork
@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("1 / 0", "ZeroDivisionError division by zero"),
        ("(_ for _ in ()).throw(BuildError('disk full'))", "BuildError disk full"),
    ],
)
def test_the_error_of_a_function_in_a_forked_child_comes_through(code: str, error: str) -> None:
    assert run_in_child(code).startswith(error)


@needs_fork
@needs_proc
def test_a_block_that_fails_leaves_no_child() -> None:
    before, during = children(os.getpid()), list[set[str]]()

    def fails() -> None:
        during.append(children(os.getpid()))
        raise BuildError("of the block")

    with pytest.raises(BuildError, match="of the block"), forked(lambda: time.sleep(0.2)):
        fails()
    assert during[0] > before
    assert children(os.getpid()) == before


def test_a_block_that_fails_does_not_start_what_has_not_begun() -> None:
    started: list[int] = []
    with (
        pytest.raises(BuildError, match="of the block"),
        forked(lambda: started.append(1), worth=False),
    ):
        raise BuildError("of the block")
    assert started == []


def test_without_a_benefit_the_function_runs_in_this_process() -> None:
    assert run_forked(os.getpid, worth=False)() == os.getpid()


def in_workers() -> Iterator[tuple[int, str, list[int]]]:
    """Yield a result of this process, then those of two workers."""
    yield os.getpid(), "first", []
    yield from map_chunks(work, range(2 * WORTH_WORKERS), 2, partial(set_up, "word"))


@needs_fork
def test_a_child_iterates_with_workers_of_its_own() -> None:
    results = list(iterated_in_child(in_workers))
    assert [one for _, _, doubled in results for one in doubled] == [
        2 * one for one in range(2 * WORTH_WORKERS)
    ]
    first, *rest = [process for process, *_ in results]
    assert not {os.getpid(), first} & {*rest}
    assert first != os.getpid()


@needs_fork
@pytest.mark.parametrize(
    ("do", "message"), [(die, r"worker process died.*--jobs 1"), (fail, f"chunk {CHUNK}")]
)
def test_an_error_in_a_child_comes_through(do: Work, message: str) -> None:
    def iterate() -> Iterator[int]:
        yield 1
        yield do(range(CHUNK, 2 * CHUNK))

    results = iterated_in_child(iterate)
    assert next(results) == 1
    with pytest.raises(BuildError, match=message):
        next(results)


@needs_fork
@needs_proc
def test_no_child_is_left_when_the_caller_stops_early() -> None:
    before = children(os.getpid())
    results = iterated_in_child(in_workers)
    child, *_ = next(results)
    next(results)
    workers = children(child)
    results.close()  # type: ignore[attr-defined]
    assert children(os.getpid()) <= before
    end = time.monotonic() + 10
    while any(Path(f"/proc/{worker}").exists() for worker in workers):  # see ORPHAN_CHECK
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_is_made_in_a_lasting_pause_counts_as_old_at_once() -> None:
    with collection_paused(lasting=True):
        made = [[number] for number in range(1_000)]
    assert gc.isenabled()
    assert not gc.get_freeze_count()
    old = {id(each) for each in gc.get_objects(generation=2)}
    assert old.issuperset(map(id, made))


def test_what_is_made_in_a_lasting_pause_is_frozen_with_what_was_frozen_before() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collection_paused(lasting=True):
            made = [[number] for number in range(1_000)]
        assert gc.get_freeze_count() >= frozen + len(made)
        assert not {id(each) for each in gc.get_objects()}.intersection(map(id, made))
    finally:
        gc.unfreeze()
