"""Time of `ssg serve` to the first page and from save to browser: preview.py --tools 1000."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from corpus import make_corpus

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from support.browsing import find_chromium  # noqa: E402  (needs the path set above)

PARTIAL = b"Still reading all files."
LONGEST = 900


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Run `ssg serve`; yield its address at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ssg", "serve", "-q", "-C", str(site), "-p", str(port)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def until(address: str, *, partial: bool) -> float:
    """Wait for the page, or for the complete page; return the time of its arrival."""
    end = time.perf_counter() + LONGEST
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  (our own address)
                if partial or PARTIAL not in answer.read():
                    return time.perf_counter()
        except OSError:
            pass
        time.sleep(0.02 if partial else 0.5)
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


def measure(site: Path, edits: int) -> Iterator[tuple[str, float]]:
    """Yield each measurement with its seconds."""
    files = sorted((site / "content/tools").glob("*.yaml"))
    tool, versus = files[1].stem, f"/compare/{files[0].stem}-vs-{files[1].stem}/"
    for place in (versus, "/"):
        began = time.perf_counter()
        with serving(site) as address:
            yield (
                f"first page after the start, {place}",
                until(address + place, partial=True) - began,
            )
    began = time.perf_counter()
    with serving(site) as address, sync_playwright() as playwright:
        yield "all read, pages complete", until(f"{address}/tools/{tool}/", partial=False) - began
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=["--no-sandbox", "--disable-gpu"]
        )
        for place, key in (
            (f"/tools/{tool}/", "summary"),
            (versus, "summary"),
            (f"/tools/{tool}/", "title"),
        ):
            page = browser.new_page()
            page.goto(address + place)
            times = []
            for number in range(edits):
                time.sleep(2)
                times.append(edit(page, files[1], key, number))
            yield f"{key} saved to {place} in the browser", statistics.median(times)
            yield "  the slowest", max(times)
            page.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=7)
    parser.add_argument(
        "--site", type=Path, help="a site to measure and edit, instead of a synthetic one"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not args.site:
            make_corpus(Path(folder), args.tools, related=12)
        for label, seconds in measure(args.site or Path(folder), args.edits):
            print(f"{label:<64}{seconds:7.2f} s", flush=True)


if __name__ == "__main__":
    main()
