"""Cost of sites by size, built whole and as shards: scale.py --tools 300 1000.

Prints pages, files, bytes, seconds and memory.
"""

import argparse
import gzip
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus import make_corpus
from ssg.config import Config

ROOT = Path(__file__).parent.parent
COLUMNS = (
    "tools",
    "versus",
    "files",
    "MB",
    "kB a page",
    "gzip kB",
    "CPU s",
    "CPU ms a file",
    "wall s",
    "MiB",
    "private MiB",
    "CPU s a shard",
    "CPU s merge",
)
SAMPLE = 200
"""Number of pages to compress for the transfer size."""
LOOK = 0.2
"""Seconds between two looks at the memory of a command and its workers."""


@dataclass(frozen=True)
class Run:
    """Cost of one command and its workers."""

    wall: float
    cpu: float
    """CPU seconds of all processes: least affected by other work of the machine."""
    mebibytes: float
    """Resident memory of the largest process."""
    private: float
    """Memory that one process had alone, at most; 0 where the system does not say it. What a worker
    shares with its parent counts for both in resident memory, and for none of them here."""


def private_memory(process: int) -> float:
    """Return the private memory in MiB of the largest of a process and those that it started."""
    status = Path(f"/proc/{process}")
    try:
        lines = (status / "smaps_rollup").read_text().splitlines()
        children = (status / f"task/{process}/children").read_text().split()
    except OSError:  # it has ended, or this is another system
        return 0.0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 2**10
    return max([own, *(private_memory(int(child)) for child in children)])


def run(words: Sequence[str]) -> Run:
    """Run a command and measure it."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    ended, private = 0, 0.0
    while not ended:
        private = max(private, private_memory(process.pid))
        time.sleep(LOOK)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}")
    return Run(
        time.perf_counter() - began,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        private,
    )


@dataclass(frozen=True)
class Tree:
    """Sizes of an output folder."""

    files: int
    versus: int
    size: int
    page: float
    """Bytes of a versus page, on average."""
    packed: float
    """The same, compressed as hosts send it."""


def look(output: Path) -> Tree:
    """Measure an output folder."""
    sizes = {file: file.stat().st_size for file in output.rglob("*") if file.is_file()}
    compared = sorted(file for file in sizes if file.parent.parent.name == "compare")
    pages = [file for file in compared if b'http-equiv="refresh"' not in file.read_bytes()[:2_000]]
    sample = pages[:: max(1, len(pages) // SAMPLE)]
    return Tree(
        len(sizes),
        len(pages),
        sum(sizes.values()),
        sum(sizes[file] for file in pages) / max(1, len(pages)),
        sum(len(gzip.compress(file.read_bytes(), 6)) for file in sample) / max(1, len(sample)),
    )


def measure(site: Path, tools: int, shards: int, jobs: int) -> list[str]:
    """Build a site whole and as shards, one after another; return the cells of its row."""
    words = ["-m", "ssg", "build", "-q", "-C", str(site), "--jobs", str(jobs)]
    whole = run(words)
    tree = look(site / "public")
    parts = [run([*words, "--shard", f"{number}/{shards}"]) for number in range(1, shards + 1)]
    folders = [str(site / f"parts/{number}-of-{shards}") for number in range(1, shards + 1)]
    merged = run(
        ["-m", "ssg", "merge", *folders, "-q", "-o", str(site / "joined"), "--jobs", str(jobs)]
    )
    if subprocess.run(["diff", "-rq", site / "public", site / "joined"], check=False).returncode:
        sys.exit("the merged site is not the one built whole")
    cells = [
        f"{tools:,}",
        f"{tree.versus:,}",
        f"{tree.files:,}",
        f"{tree.size / 1e6:,.0f}",
        f"{tree.page / 1e3:.1f}",
        f"{tree.packed / 1e3:.1f}",
        f"{whole.cpu:.1f}",
        f"{1e3 * whole.cpu / tree.files:.2f}",
        f"{whole.wall:.1f}",
        f"{whole.mebibytes:.0f}",
        f"{whole.private:.0f}",
        f"{max(part.cpu for part in parts):.1f}",
        f"{merged.cpu:.1f}",
    ]
    for folder in ("public", "joined", "parts"):
        shutil.rmtree(site / folder)
    return cells


def row(cells: list[str] | tuple[str, ...]) -> str:
    """Return a line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Parse the arguments, create the sites, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--tools",
        type=int,
        nargs="+",
        default=[300, 1_000],
        metavar="N",
        help="tools of each site (300 1000)",
    )
    parser.add_argument(
        "--related",
        type=int,
        default=12,
        metavar="K",
        help="pair each tool with its K nearest (12)",
    )
    parser.add_argument("--shards", type=int, default=4, metavar="N", help="number of shards (4)")
    parser.add_argument(
        "--jobs", type=int, default=Config.default_jobs(), metavar="N", help="processes (the cores)"
    )
    asked = parser.parse_args()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.strip()}, Python "
        f"{platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, related {asked.related}, "
        f"{asked.shards} shards\n"
    )
    print(row(COLUMNS), row(["---"] * len(COLUMNS)), sep="\n", flush=True)
    for tools in asked.tools:
        with tempfile.TemporaryDirectory(prefix="ssg-bench-") as folder:
            make_corpus(Path(folder), tools, asked.related)
            print(row(measure(Path(folder), tools, asked.shards, asked.jobs)), flush=True)


if __name__ == "__main__":
    main()
