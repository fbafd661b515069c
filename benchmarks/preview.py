"""Time of `ssg serve` to the first page and from save to browser: preview.py --tools 1000.

Seconds are those of a browser that shows the text. The CPU time is that of the process that
answers: on a busy machine it varies less. `--built` starts with what a build has stored.
"""

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Error, Page, sync_playwright

from corpus import make_corpus

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from support.browsing import find_chromium  # noqa: E402  (needs the path set above)

PARTIAL = b"Still reading all files."
LONGEST = 900
Measured: TypeAlias = tuple[str, float, float]
"""What was measured, seconds, and seconds of CPU."""


@dataclass(frozen=True, slots=True)
class Served:
    """A preview that runs."""

    address: str
    process: int

    def seconds(self) -> float:
        """Return the CPU time that its process has used."""
        status = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2]
        user, system = status.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(site: Path) -> Iterator[Served]:
    """Run `ssg serve`; yield it at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ssg", "serve", "-q", "-C", str(site), "-p", str(port)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield Served(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait()


def first_page(page: Page, site: Path, place: str) -> tuple[float, float]:
    """Start a preview; return the seconds until the browser shows a page, and the CPU time."""
    began = time.perf_counter()
    with serving(site) as served:
        while True:
            try:
                page.goto(served.address + place, wait_until="domcontentloaded")
                break
            except Error:  # it does not listen yet
                time.sleep(0.01)
        page.get_by_role("heading", level=1).wait_for()
        return time.perf_counter() - began, served.seconds()


def complete_page(address: str) -> str:
    """Wait until all files are read and return the page."""
    end = time.perf_counter() + LONGEST
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  (our own address)
                if PARTIAL not in (body := answer.read()):
                    return str(body, "utf-8")
        except OSError:
            pass
        time.sleep(0.5)
    sys.exit(f"{address} does not come")


def edit(page: Page, file: Path, key: str, number: int) -> float:
    """Save a tool's file with another text; return the seconds until the browser shows it."""
    text, mark = file.read_text(encoding="utf-8"), f"Edited{number}"
    changed = re.sub(rf"(?m)^(\s*-? ?{key}: )(?:Edited\d+ )?", rf"\g<1>{mark} ", text, count=1)
    began = time.perf_counter()
    file.write_text(changed, encoding="utf-8")
    while not shows(page, mark):
        time.sleep(0.005)
    return time.perf_counter() - began


def shows(page: Page, text: str) -> bool:
    """Return whether the browser shows the text; false while it navigates."""
    try:
        return bool(
            page.evaluate(
                "text => Boolean(document.body) && document.body.innerText.includes(text)", text
            )
        )
    except Error:
        return False


def measure_edits(
    page: Page, served: Served, file: Path, key: str, pauses: Sequence[float]
) -> Iterator[Measured]:
    """Save another text after each pause; yield the median of the time to show it, and the most."""
    times, used = [], []
    for number, pause in enumerate(pauses):
        time.sleep(pause)
        before = served.seconds()
        times.append(edit(page, file, key, number))
        used.append(served.seconds() - before)
    yield "", statistics.median(times), statistics.median(used)
    yield ", slowest", max(times), max(used)


def measure(site: Path, edits: int) -> Iterator[Measured]:
    """Yield each measurement with its seconds and the CPU time."""
    file = sorted((site / "content/tools").glob("*.yaml"))[1]
    place = f"/tools/{file.stem}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for first in ("/", place):
            yield f"first page shown, {first}", *first_page(page, site, first)
        began = time.perf_counter()
        with serving(site) as served:
            body = complete_page(served.address + place)
            yield "all files read, pages complete", time.perf_counter() - began, served.seconds()
            found = re.search(rf"/compare/(?:{file.stem}-vs-[^/\"]+|[^/\"]+-vs-{file.stem})/", body)
            versus = found[0] if found else place
            for shown, key, pauses in (
                (place, "summary", [2.0] * edits),
                (versus, "summary", [2.0] * edits),
                (place, "title", [2.0] * edits),
                (versus, "title", [2.0] * edits),
                (place, "summary", [2.0, *[0.4] * (edits - 1)]),
            ):
                page = browser.new_page()
                page.goto(served.address + shown)
                name = f"{key} saved {pauses[-1]} s after the last edit, {shown}"
                for label, seconds, used in measure_edits(page, served, file, key, pauses):
                    yield name + label, seconds, used
                page.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=7, help="of each kind")
    parser.add_argument(
        "--site", type=Path, help="a site to measure and edit, instead of a synthetic one"
    )
    parser.add_argument("--built", action="store_true", help="build the site before")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not args.site:
            make_corpus(Path(folder), args.tools, related=12)
        site = args.site or Path(folder)
        if args.built:
            command = [sys.executable, "-m", "ssg", "build", "-q", "-C", str(site)]
            subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
        for label, seconds, used in measure(site, args.edits):
            print(f"{label:<76}{seconds:7.2f} s {used:7.2f} s of CPU", flush=True)


if __name__ == "__main__":
    main()
