"""Measure publishing: builds with faults leave the old or the new site, and readers miss nothing.

    python tests/faults/run.py [--kills 100] [--calls 200] [--reads 100000] [--environments 20]

- kills: SIGKILL at random moments of a build.
- calls: EIO, ENOSPC, EACCES or SIGKILL at random system calls that touch files, with strace.
- reads: files that both sites have, read while 30 builds replace one site by the other.
- environments: builds with other hash seeds, locales, time zones, masks, paths and file times.

After each fault, the output folder has the bytes of the old or of the new site, and the next build
succeeds, gives the new site and leaves the same names in the state folder as a build without fault.
Prints a line for each kind and each failure; exits with 1 if there is any.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.site_fixtures import SMALL_SITE, clean_environment, snapshot  # noqa: E402
from support.strategies import write_files  # noqa: E402

BUILD = (sys.executable, "-m", "ssg", "build", "-q", "-j", "1")
CALLS = (
    "write,pwrite64,writev,rename,renameat,renameat2,openat,mkdir,mkdirat,unlink,unlinkat,fsync,"
    "fdatasync,link,linkat,symlinkat,copy_file_range,sendfile,ftruncate,rmdir,fchmod,fchmodat"
)
FAULTS = ("error=EIO", "error=ENOSPC", "error=EACCES", "signal=KILL")
BUILDS = 30
"""Builds during the reads."""
WITH_SPARE = 0.4
"""Share of the trials with a spare tree."""
EDITED = "content/tools/alpha.yaml"
STATE = ".public.ssg"


class Bench:
    """A site in two versions, and a working copy of it for each trial."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Build both versions of the site in a new folder."""
        self.folder, self.random = folder, random.Random(seed)  # noqa: S311
        self.environment = clean_environment(PYTHONPATH=str(ROOT))
        self.failures: list[str] = []
        self.texts = (SMALL_SITE[EDITED], SMALL_SITE[EDITED].replace("small", "tiny"))
        self.first = write_files(folder / "first", SMALL_SITE)
        self.old = self.built(self.first)
        self.site = self.copied()
        start = time.monotonic()
        self.new = self.built(self.site)
        self.seconds = time.monotonic() - start
        self.state = names(self.site / STATE)
        if self.old == self.new:
            sys.exit("the edit does not change the site")
        (self.site / EDITED).write_text(self.texts[0], encoding="utf-8")
        self.back = self.built(self.site)
        self.before, self.after = self.old, self.new

    def built(self, site: Path) -> Mapping[str, object]:
        """Build a site; return its files."""
        subprocess.run(BUILD, cwd=site, env=self.environment, check=True)
        return snapshot(site / "public")

    def fresh(self) -> Path:
        """Return a built site with an edit: mostly of the first version, else back to it.

        Only the latter has a spare tree: a copied one is not the tree that its record names.
        """
        site = self.copied()
        self.before, self.after = self.old, self.new
        if self.random.random() < WITH_SPARE:
            self.built(site)
            self.before, self.after = self.new, self.back
            (site / EDITED).write_text(self.texts[0], encoding="utf-8")
        return site

    def copied(self) -> Path:
        """Return a copy of the built first version with the edit of the second one."""
        site = self.folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(self.first, site, symlinks=True)
        (site / EDITED).write_text(self.texts[1], encoding="utf-8")
        return site

    def judge(self, name: str, code: int) -> str:
        """Return which site is there; note if it is neither, or if the next build fails."""
        found = snapshot(self.site / "public")
        state = "old" if found == self.before else "new" if found == self.after else "BROKEN"
        if state == "BROKEN" or (code == 0 and state == "old"):
            self.failures.append(f"{name}: {state} site, exit code {code}")
        again = subprocess.run(
            BUILD, cwd=self.site, env=self.environment, capture_output=True, check=False
        )
        if again.returncode or snapshot(self.site / "public") != self.after:
            message = again.stderr.decode(errors="replace")[-300:]
            self.failures.append(f"{name}: the next build gives another site: {message}")
        elif litter := names(self.site / STATE) ^ self.state:
            self.failures.append(f"{name}: other names in the state folder: {sorted(litter)}")
        return state

    def kills(self, number: int) -> Iterator[str]:
        """Kill builds at random moments; yield which site each leaves."""
        for trial in range(number):
            self.site = self.fresh()
            build = subprocess.Popen(BUILD, cwd=self.site, env=self.environment)
            time.sleep(self.random.uniform(0.0, 1.1 * self.seconds))
            build.send_signal(signal.SIGKILL)
            yield self.judge(f"kill {trial}", build.wait())

    def calls(self, number: int) -> Iterator[str]:
        """Make random system calls of builds fail; yield which site each leaves."""
        traced = ("strace", "-qq", "-e", f"trace={CALLS}", "-o")
        log = self.folder / "calls"
        self.site = self.fresh()
        subprocess.run([*traced, str(log), *BUILD], cwd=self.site, env=self.environment, check=True)
        total = len(log.read_bytes().splitlines())
        # The interpreter's own start is the first part; faults there prevent the build.
        first = next(
            (
                place
                for place, line in enumerate(log.read_bytes().splitlines())
                if STATE.encode() in line or b"content" in line
            ),
            0,
        )
        for trial in range(number):
            call, fault = self.random.randint(first, total), FAULTS[trial % len(FAULTS)]
            until_end = "+" if fault == "error=ENOSPC" else ""
            inject = f"inject={CALLS}:{fault}:when={call}{until_end}"
            self.site = self.fresh()
            done = subprocess.run(
                [*traced, os.devnull, "-e", inject, *BUILD],
                cwd=self.site,
                env=self.environment,
                capture_output=True,
                check=False,
            )
            yield self.judge(f"{fault} at call {call} of {total}", done.returncode)

    def reads(self, number: int) -> Iterator[str]:
        """Read files while builds change the site; yield how each read ends."""
        if not number:
            return
        self.site = self.fresh()
        public = self.site / "public"
        common = sorted(self.old.keys() & self.new.keys())
        written = [path for path in common if (public / path).stat().st_size]
        builder = threading.Thread(target=self._build_often)
        builder.start()
        read = 0
        while read < number or builder.is_alive():
            try:
                body = (public / self.random.choice(written)).read_bytes()
                yield "whole" if body else "EMPTY"
            except OSError as error:
                yield f"MISSING {error.strerror}"
            read += 1
        builder.join()

    def _build_often(self) -> None:
        """Build both versions in turns."""
        for version in range(BUILDS):
            (self.site / EDITED).write_text(self.texts[version % 2], encoding="utf-8")
            subprocess.run(BUILD, cwd=self.site, env=self.environment, check=True)

    def environments(self, number: int) -> Iterator[str]:
        """Build the same content in other environments; yield whether the site is the same."""
        choice = self.random.choice
        for trial in range(number):
            site = self.folder / ("x" * self.random.randint(1, 40)) / str(trial)
            files = sorted({**SMALL_SITE, EDITED: self.texts[1]}.items())
            self.random.shuffle(files)
            write_files(site, dict(files))
            for path in site.rglob("*"):
                os.utime(path, (stamp := self.random.randint(10**8, 2 * 10**9), stamp))
            environment = {
                **self.environment,
                "PYTHONHASHSEED": str(self.random.randint(0, 2**32 - 1)),
                "TZ": choice(["UTC", "Asia/Kathmandu", "Pacific/Kiritimati"]),
                "LC_ALL": choice(["C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8"]),
                "HOME": choice(["/nonexistent", str(Path.home())]),
                "COLUMNS": str(self.random.randint(20, 300)),
                "PYTHONUTF8": choice("01"),
                "PYTHONOPTIMIZE": choice(["", "1"]),
            }
            build = [*BUILD[:-1], choice("123")]
            mask = choice([0o022, 0o077, 0o002])
            subprocess.run(build, cwd=site, env=environment, check=True, umask=mask)
            same = {path: cell[0] for path, cell in snapshot(site / "public").items()}
            yield "same" if same == self._fresh_site() else "OTHER"

    def _fresh_site(self) -> Mapping[str, object]:
        """Return the digests of the second version, built in an empty folder."""
        site = self.folder / "alone"
        if not site.exists():
            write_files(site, {**SMALL_SITE, EDITED: self.texts[1]})
            self.built(site)
        return {path: cell[0] for path, cell in snapshot(site / "public").items()}


def names(folder: Path) -> frozenset[str]:
    """Return the names in a folder, except the spare tree: a build after a kill keeps none."""
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return frozenset(found - {"spare", "spare-record"})


def main() -> int:
    """Measure all kinds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--reads", type=int, default=100_000)
    parser.add_argument("--environments", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.calls and not shutil.which("strace"):
        sys.exit("strace is missing; install it, or use --calls 0")
    with tempfile.TemporaryDirectory(prefix="ssg-faults-") as top:
        bench = Bench(Path(top), options.seed)
        for kind in ("kills", "calls", "reads", "environments"):
            counts = Counter(getattr(bench, kind)(getattr(options, kind)))
            print(f"{kind}: {dict(sorted(counts.items()))}", flush=True)
            bench.failures += [f"{kind}: {end}" for end in counts if end != end.lower()]
    for failure in bench.failures:
        print(f"FAILED {failure}")
    print(f"{len(bench.failures)} failures")
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
