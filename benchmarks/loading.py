"""Time of all stages before rendering, by number of tools: loading.py --tools 1000 3000 10000."""

import argparse
import gc
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import make_corpus
from ssg.build.pipeline import plan
from ssg.build.program_hash import program_hash
from ssg.config import Config
from ssg.content.load import load
from ssg.content.stored_tools import StoredToolCache

ROOT = Path(__file__).parent.parent
STAGES = ("load", "rank", "pair", "plan")
CAPABILITIES = (5, 10)
"""With this number, the file of a tool has some 14 KB."""


@dataclass(frozen=True)
class Seen:
    """Cost of one run: wall and CPU seconds of each stage, and memory of the process in MiB."""

    tools: int
    pages: int
    clock: Sequence[float]
    processors: Sequence[float]
    mebibytes: float
    again: float
    """CPU seconds of loading the same files with the cache of a build."""


def measure(site: Path, jobs: int) -> Seen:
    """Plan a site in this process and its workers."""
    began: dict[str, tuple[float, float]] = {}

    def hear(stage: str, _done: int, _total: int) -> None:
        began.setdefault(stage, _now())

    gc.collect()
    planned = plan(Config(root=site, output=site / "public", jobs=jobs), hear)
    moments = [*(began[stage] for stage in STAGES), _now()]
    spent = [
        (after[0] - before[0], after[1] - before[1])
        for before, after in itertools.pairwise(moments)
    ]
    mebibytes = _mebibytes()
    return Seen(
        len(planned.site.catalog.tools),
        len(planned.pages),
        [clock for clock, _ in spent],
        [processors for _, processors in spent],
        mebibytes,
        _seconds_again(site),
    )


def _seconds_again(site: Path) -> float:
    """Write the cache of parsed tools, and return the CPU seconds of loading with it."""
    file, program = str(site / "tools.cache"), program_hash()
    memory = StoredToolCache(file, program)
    load(site, memory)
    memory.write(file, f"{file}.new")
    began = _now()[1]
    load(site, StoredToolCache(file, program))
    return _now()[1] - began


def _now() -> tuple[float, float]:
    """Return wall time, and CPU seconds of this process and its workers."""
    used = os.times()
    return time.perf_counter(), used.user + used.system + used.children_user + used.children_system


def _mebibytes() -> float:
    """Return the maximum resident memory of this process in MiB; 0 if unknown."""
    try:
        import resource  # noqa: PLC0415  (not on every system)
    except ImportError:
        return 0.0
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / (
        2**20 if sys.platform == "darwin" else 2**10
    )


def print_tables(found: Sequence[Seen], title: str) -> None:
    """Print seconds, and CPU milliseconds per tool with their growth."""
    print(
        f"\n{title:26}{'tools':>8}{'pages':>10}"
        + "".join(f"{stage:>8}" for stage in STAGES)
        + f"{'all':>8}{'MiB':>7}"
    )
    for one in found:
        seconds = "".join(f"{value:8.2f}" for value in (*one.clock, sum(one.clock)))
        print(f"{'seconds':26}{one.tools:8,}{one.pages:10,}{seconds}{one.mebibytes:7.0f}")
    for one in found:
        each = [1000 * value / one.tools for value in (*one.processors, sum(one.processors))]
        print(
            f"{'processor ms a tool':26}{one.tools:8,}{'':10}"
            + "".join(f"{value:8.2f}" for value in each)
        )
    for one in found:
        print(f"{'unchanged files again':26}{one.tools:8,}{one.again:18.2f} processor seconds")
    first, last = found[0], found[-1]
    if first.tools < last.tools:
        wide = math.log(last.tools / first.tools)
        powers = [
            math.log(max(after, 1e-3) / max(before, 1e-3)) / wide
            for before, after in zip(
                (*first.processors, sum(first.processors)),
                (*last.processors, sum(last.processors)),
                strict=True,
            )
        ]
        print(f"{'grows with tools to the':44}" + "".join(f"{value:8.2f}" for value in powers))


def main() -> None:
    """Parse the arguments, create the sites, measure each in a new process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--tools",
        type=int,
        nargs="+",
        default=[1000, 3000, 10_000],
        metavar="N",
        help="sizes of the sites",
    )
    parser.add_argument(
        "--related",
        type=int,
        default=12,
        metavar="K",
        help="pair each tool with its K nearest (12)",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        nargs="+",
        default=sorted({1, Config.default_jobs()}),
        metavar="N",
        help="processes that read files (1, and the cores)",
    )
    parser.add_argument("--measure", type=Path, metavar="SITE", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(vars(measure(asked.measure, asked.jobs[0]))))
        return
    with tempfile.TemporaryDirectory(prefix="ssg-bench-") as folder:
        sites = [Path(folder) / str(tools) for tools in asked.tools]
        for site, tools in zip(sites, asked.tools, strict=True):
            make_corpus(site, tools, asked.related, CAPABILITIES)
        files = [file.stat().st_size for file in (sites[0] / "content/tools").iterdir()]
        print(f"{sum(files) / len(files) / 1000:.1f} KB a tool")
        for jobs in asked.jobs:
            lines = [
                subprocess.run(
                    [sys.executable, __file__, "--measure", str(site), "--jobs", str(jobs)],
                    check=True,
                    env={**os.environ, "PYTHONPATH": str(ROOT)},
                    capture_output=True,
                    text=True,
                ).stdout
                for site in sites
            ]
            print_tables([Seen(**json.loads(line)) for line in lines], f"files read by {jobs}")


if __name__ == "__main__":
    main()
