"""Measure the tests: remove one defence at a time from a copy of the project, and run its tests.

    python tests/sabotage/run.py [--only TEXT] [--jobs N]

Every patch of patches.toml must turn its tests red. Prints each patch that no test noticed, and
each that no longer applies, and the score; exits with 1 if there is any.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parent.parent.parent
PATCHES = Path(__file__).with_name("patches.toml")
IGNORED = (
    ".git",
    ".venv",
    ".node",
    "public",
    ".public.ssg",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
"""Names that are not copied."""
NO_TESTS = 5
"""Exit code of pytest that selected no test."""
TIMEOUT = 300
"""Seconds of one run; a patch that makes a test hang is noticed."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One change to the program, and the tests that must notice it."""

    name: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]
    """Arguments of pytest."""

    def applied(self, text: str) -> str:
        """Return the changed text of the file; empty if `find` does not occur exactly once."""
        return text.replace(self.find, self.replace) if text.count(self.find) == 1 else ""


def read_patches() -> list[Patch]:
    """Read patches.toml."""
    read = tomllib.loads(PATCHES.read_text(encoding="utf-8"))
    return [Patch(**{**entry, "tests": tuple(entry["tests"])}) for entry in read["patch"]]


def copy_project(folder: Path) -> Path:
    """Copy the project into a new folder, without what is installed or generated."""
    return shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*IGNORED), symlinks=True)


def is_red(folder: Path, tests: tuple[str, ...], *, verbose: bool = False) -> bool:
    """Return whether a test fails in a copy; a run that finds no test is an error.

    The large tests of a file run if it has no others. With `verbose`, print the end of the output
    of a failing run.
    """
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["--hypothesis-seed=0", *tests]  # the same examples with and without a patch
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    for marker in ("not large", "large"):
        selected = [] if "-m" in tests else ["-m", marker]
        try:
            done = subprocess.run(
                [*command, *selected],
                cwd=folder,
                env=environment,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True
        if done.returncode != NO_TESTS:
            break
    if done.returncode > 2:  # no tests, or wrong arguments
        sys.exit(f"pytest {' '.join(tests)}: exit code {done.returncode}\n{done.stdout.decode()}")
    if verbose and done.returncode:
        print(done.stdout.decode(errors="replace")[-2_000:])
    return done.returncode != 0


@contextmanager
def copies(number: int) -> Iterator["SimpleQueue[Path]"]:
    """Yield a queue with so many copies of the project."""
    with tempfile.TemporaryDirectory(prefix="ssg-sabotage-") as top:
        queue: SimpleQueue[Path] = SimpleQueue()
        for index in range(number):
            queue.put(copy_project(Path(top, str(index))))
        yield queue


def check_baseline(tests: tuple[str, ...], queue: "SimpleQueue[Path]") -> None:
    """End the program if tests fail without any patch."""
    folder = queue.get()
    try:
        if is_red(folder, tests, verbose=True):
            sys.exit(f"fails without any patch: pytest {' '.join(tests)}")
    finally:
        queue.put(folder)


def judge(patch: Patch, queue: "SimpleQueue[Path]") -> str:
    """Apply a patch in a copy and run its tests; return what happened."""
    folder = queue.get()
    file = folder / patch.file
    text = file.read_text(encoding="utf-8")
    try:
        changed = patch.applied(text)
        if not changed:
            return "no longer applies"
        file.write_text(changed, encoding="utf-8")
        return "noticed" if is_red(folder, patch.tests) else "NOT noticed"
    finally:
        file.write_text(text, encoding="utf-8")
        queue.put(folder)


def main() -> int:
    """Judge all patches, after a run of their tests without any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only patches whose name contains this text")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-baseline", action="store_true", help="the tests are known to pass")
    options = parser.parse_args()
    patches = [patch for patch in read_patches() if options.only in patch.name]
    results: list[str] = []
    with copies(options.jobs) as queue, ThreadPoolExecutor(options.jobs) as pool:
        groups = [] if options.no_baseline else sorted({patch.tests for patch in patches})
        list(pool.map(lambda tests: check_baseline(tests, queue), groups))
        judged = pool.map(lambda patch: judge(patch, queue), patches)
        for patch, result in zip(patches, judged, strict=True):
            results.append(result)
            print(f"{result:<18} {patch.name} ({patch.file})", flush=True)
    noticed = results.count("noticed")
    print(f"{noticed} of {len(patches)} sabotages were noticed")
    return 0 if noticed == len(patches) else 1


if __name__ == "__main__":
    sys.exit(main())
