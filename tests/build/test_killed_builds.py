"""A killed build leaves the old or the new site, and the next build is right.

`SSG_TEST_KILLS=200` kills 200 builds; `pytest -rP` prints what they leave.
"""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from ssg.output.atomic_swap import is_lasting
from ssg.output.publish import IMMUTABLE
from support.clean_builds import built, built_clean
from support.field_edits import FieldEdits, field_site
from support.killed_build import PHASES, RENDERING
from support.site_fixtures import ROOT, Snapshot, clean_environment, snapshot
from support.strategies import write_files

pytestmark = pytest.mark.large

KILLS = int(os.environ.get("SSG_TEST_KILLS", "5"))
ENOUGH = 50
"""Kills of which some leave the old site and some the new one."""
SEED = int(os.environ.get("SSG_TEST_SEED", "0"))
RUNNER = ROOT / "tests/support/killed_build.py"
VICTIMS = (("1", "group"), ("2", "group"), ("1", "main"), ("2", "main"), ("2", "worker"))
"""Number of processes, and which of them are killed."""


class Bench:
    """A site that is edited and built, with what its builds are expected to leave."""

    def __init__(self, root: Path, seed: int) -> None:
        """Write the site."""
        self.root = write_files(root, field_site(seed, languages=True))
        self.edit, self.random = FieldEdits(root, seed), random.Random(seed)  # noqa: S311
        self.log = root.with_name("operations")
        self.operations: Counter[str] = Counter(dict.fromkeys(PHASES, 20))
        """Phase -> operations of the last build that was not killed."""
        self.site: Snapshot = {}
        """What a clean build gives."""

    def make_edit(self) -> None:
        """Edit the site so that other pages come out."""
        while True:
            self.edit()
            site = built_clean(self.root)
            if site is None:
                self.edit.undo()
            elif site != self.site:
                self.site = site
                return

    def run(self, phase: str, number: int, jobs: str, victim: str) -> int:
        """Build, until a moment; return the exit code."""
        moment = (str(self.root), phase, str(number), victim, str(self.log))
        words = (sys.executable, str(RUNNER), *moment, "build", "-q", "--jobs", jobs)
        done = subprocess.run(
            words,
            cwd=self.root,
            env=clean_environment(PYTHONPATH=str(ROOT)),
            capture_output=True,
            start_new_session=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr
        if done.returncode == 0:
            self.operations = Counter(self.log.read_text().lower().split())
        return done.returncode

    def kill(self, phase: str, jobs: str, victim: str, before: Snapshot) -> str:
        """Kill a build; return when, and which site it leaves.

        The last word is `old`, `new`, or `ended` if the build came to its end. `before`: the tree
        before it, which may be empty.
        """
        phase = RENDERING if victim == "worker" else phase
        number = self.random.randint(1, max(1, self.operations[phase]))
        code = self.run(phase, number, jobs, victim)
        found, what = snapshot(self.root / "public"), f"{phase} {number}, {victim} of {jobs}"
        kept = {path for path in before.keys() - self.site.keys() if IMMUTABLE.fullmatch(path)}
        if {path: file for path, file in found.items() if path not in kept} == self.site:
            return f"{phase}, {victim} of {jobs}: {'new' if code else 'ended'}"
        assert code, f"{what}: no error, and the old site"
        assert found == before, what
        return f"{phase}, {victim} of {jobs}: old"

    def check_next(self) -> None:
        """Build, compare with a clean build, and look at what is left in the state folder."""
        jobs = self.random.choice("12")
        assert self.run("none", 0, jobs, "group") == 0
        assert built(self.root) == self.site
        names = {path.name for path in (self.root / ".public.ssg").iterdir()}
        assert not {name for name in names if not is_lasting(name)}

    def start_again(self) -> None:
        """Remove the output and its state, so that the next build is a first one."""
        shutil.rmtree(self.root / "public", ignore_errors=True)
        shutil.rmtree(self.root / ".public.ssg", ignore_errors=True)


def trial(bench: Bench, number: int) -> Sequence[str]:
    """Kill one build or two in a row; return what each has left, and check the next one.

    Of five trials, one has no site before, one has no spare tree, one edits a second time and kills
    again, and one takes the edit back after the kill.
    """
    phase, kind = PHASES[number % len(PHASES)], number // len(PHASES) % 5
    jobs, victim = VICTIMS[(number + number // 5 + number // 25) % len(VICTIMS)]
    if kind < 2:
        bench.start_again()
    if kind == 1:
        bench.check_next()
    former, before = bench.site, snapshot(bench.root / "public")
    bench.make_edit()
    left = [bench.kill(phase, jobs, victim, before)]
    if kind == 2:
        before = snapshot(bench.root / "public")
        bench.make_edit()
        left.append(bench.kill(bench.random.choice(PHASES), jobs, victim, before))
    if kind == 3:
        bench.edit.undo()
        bench.site = former
    bench.check_next()
    return left


def test_a_killed_build_leaves_the_old_or_the_new_site_and_the_next_one_is_right(
    tmp_path: Path,
) -> None:
    """At any operation on files of any phase, in one or more processes, or in only one of them."""
    bench = Bench(tmp_path / "site", SEED)
    bench.make_edit()
    bench.check_next()
    left: Counter[str] = Counter()
    number = 0
    while sum(left.values()) < KILLS:
        left.update(each for each in trial(bench, number) if not each.endswith("ended"))
        number += 1
    sys.stdout.writelines(f"{what}: {times}\n" for what, times in sorted(left.items()))
    states = {each.rpartition(" ")[2] for each in left}
    assert states == {"old", "new"} or (KILLS < ENOUGH and states <= {"old", "new"})
