"""The end of the process: nothing is lost though its objects are not freed."""

import subprocess
import sys

import pytest

from support.site_fixtures import ROOT, clean_environment

START = "import atexit, sys, threading, time\nfrom ssg.__main__ import main\n"


def run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"{START}{code}\nsys.argv = ['ssg', *{words!r}]\nmain()"],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(PYTHONPATH=str(ROOT)),
    )


@pytest.mark.parametrize(("words", "code"), [(("--version",), 0), (("--nonsense",), 2)])
def test_exit_handlers_run_and_the_exit_code_stays(words: tuple[str, ...], code: int) -> None:
    done = run("atexit.register(print, 'handled')", *words)
    assert done.returncode == code
    assert done.stdout.endswith("handled\n")
    assert "--nonsense" in done.stderr or not code


def test_objects_are_not_freed() -> None:
    freed = "class Freed:\n    def __del__(self): print('freed')\nkept = Freed()"
    assert "freed" not in run(freed, "--version").stdout


def test_the_process_waits_for_its_threads() -> None:
    late = (
        "def late():\n    time.sleep(0.5)\n    print('late')\nthreading.Thread(target=late).start()"
    )
    done = run(late, "--version")
    assert done.returncode == 0
    assert done.stdout.endswith("late\n")
