"""Work in a process beside this one."""

import os
import subprocess
import sys

import pytest

from ssg.parallel import run_forked
from support.site_fixtures import ROOT, clean_environment

SCRIPT = """
import os, sys
from ssg.parallel import run_forked
from ssg.errors import BuildError
result = run_forked(lambda: {code})
try:
    print(result(), os.getpid())
except BuildError as error:
    print(error)
"""


def run(code: str) -> str:
    """Run work in a process that may fork."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("{code}", code)],
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(PYTHONPATH=str(ROOT)),
    )
    return done.stdout


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is no safe fork here")
def test_the_work_is_done_elsewhere_and_its_result_comes_back() -> None:
    child, parent = run("os.getpid()").split()
    assert child != parent
    assert run("'x' * 5_000_000").startswith("x" * 5_000_000)


@pytest.mark.parametrize("code", ["os._exit(3)", "1 / 0", "(lambda: 0)"])
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is no safe fork here")
def test_a_process_that_dies_is_told_of(code: str) -> None:
    assert run(code) == "a process that helped has died, perhaps for want of memory\n"


def test_what_is_not_worth_a_process_is_done_here() -> None:
    assert run_forked(os.getpid, worth=False)() == os.getpid()
