"""Measure the comparison pages of a site: length, unique text, contradictions.

`make bench-pages` prints the figures for our own site, and for every data folder of
awesome-selfhosted that is given: `make bench-pages DATA=<folder>`. Everything is read from the
built pages, as a reader sees them.
"""

import argparse
import gzip
import html
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import numpy as np

from page_checks import check
from selfhosted import convert

ROOT = Path(__file__).parent.parent
SHINGLE = 5
"""Words of a shingle."""
WORD = re.compile(r"\w[\w.+#/-]*")
MAIN = re.compile(r"<main\b.*?>(.*)</main>", re.DOTALL)
ASSET = re.compile(r'(?:href|src)="([^"]+\.(?:css|js|svg|woff2?))"')
WITHOUT_TEXT = re.compile(
    r"<(svg|script|style)\b.*?</\1>|<nav class=\"crumbs\".*?</nav>", re.DOTALL
)
TAG = re.compile(r"<[^>]*>")


@dataclass
class Figures:
    """What is measured on each page of one site."""

    words: list[int] = field(default_factory=list)
    gzipped: list[int] = field(default_factory=list)
    shingles: list[np.ndarray] = field(default_factory=list)
    rows: int = 0
    unknown_rows: int = 0
    folded: int = 0
    """Facts that are known of one side only and named below the table."""
    leaning: int = 0
    one_sided: int = 0
    """Pages with reasons to choose one side only."""
    on_score: int = 0
    """Pages without reasons that begin with who scores higher, and nothing else."""
    unanswered: int = 0
    """Pages without reasons and without an answer."""
    found: dict[str, list[str]] = field(default_factory=dict)
    """Kind of contradiction -> the pages that have it."""


def main() -> None:
    """Build the sites and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data", type=Path, nargs="*", help="folders with data of awesome-selfhosted"
    )
    parser.add_argument("--output", type=Path, help="measure this built site instead of building")
    arguments = parser.parse_args()
    if arguments.output:
        report(str(arguments.output), arguments.output)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        report("our own site", build(ROOT, folder / "own"))
        for number, source in enumerate(arguments.data):
            site = folder / f"site-{number}"
            convert(source, site)
            report(source.name, build(site, folder / f"built-{number}"))


def build(site: Path, output: Path) -> Path:
    """Build a site and return its output folder."""
    subprocess.run(
        [sys.executable, "-m", "ssg", "build", "-q", "-C", str(site), "-o", str(output)], check=True
    )
    return output


def report(name: str, output: Path) -> None:
    """Print the figures of a built site."""
    figures = Figures()
    for path, text in comparisons(output):
        measure(figures, path, text, output)
    own = own_shares(figures.shingles)
    print(f"{name}: {len(figures.words)} comparisons")
    print(f"  words: median {statistics.median(figures.words):.0f}, longest {max(figures.words)}")
    print(
        f"  text that no other comparison has: median {statistics.median(own):.3f}, least "
        f"{min(own):.3f}"
    )
    share = figures.unknown_rows / max(1, figures.rows)
    print(f"  rows of the table with an unknown side: {share:.1%} of {figures.rows}")
    print(f"  facts of one side only, named below the table: {figures.folded}")
    print(f"  reasons to choose one side only: {figures.one_sided}")
    print(f"  answered by the score alone: {figures.on_score}, not at all: {figures.unanswered}")
    print(f"  close calls with a bar that leans one way: {figures.leaning}")
    print(
        f"  gzipped with style sheet: median {statistics.median(figures.gzipped)}, most "
        f"{max(figures.gzipped)} bytes"
    )
    print(f"  contradictions: {sum(map(len, figures.found.values()))}")
    for kind, pages in sorted(figures.found.items()):
        print(f"    {kind}: {len(pages)}, e.g. {', '.join(pages[:3])}")


def comparisons(output: Path) -> Iterator[tuple[Path, str]]:
    """Yield every comparison page; the other order of a pair only redirects."""
    for path in sorted((output / "compare").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if '<article class="versus">' in text:
            yield path, text


def measure(figures: Figures, path: Path, text: str, output: Path) -> None:
    """Add one page to the figures."""
    words = words_of(text)
    figures.words.append(len(words))
    figures.shingles.append(shingles(words))
    figures.gzipped.append(transfer_size(text, output))
    found = check(text)
    figures.rows += found.rows
    figures.unknown_rows += found.unknown_rows
    figures.folded += found.folded
    figures.leaning += found.leaning
    figures.one_sided += found.reasons == "one side"
    figures.on_score += (found.reasons, found.answer) == ("none", "score alone")
    figures.unanswered += (found.reasons, found.answer) == ("none", "none")
    for kind in found.contradictions:
        figures.found.setdefault(kind, []).append(path.parent.name)


def words_of(text: str) -> list[str]:
    """Return the words of a page's main part, in small letters."""
    found = MAIN.search(text)
    return (
        WORD.findall(html.unescape(TAG.sub(" ", WITHOUT_TEXT.sub(" ", found.group(1)))).lower())
        if found
        else []
    )


def shingles(words: Sequence[str]) -> np.ndarray:
    """Return a 64-bit hash of every run of five words, each once."""
    runs = {" ".join(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}
    digests = b"".join(blake2b(run.encode(), digest_size=8).digest() for run in sorted(runs))
    return np.frombuffer(digests, dtype=np.uint64)


def own_shares(pages: Sequence[np.ndarray]) -> list[float]:
    """Return for each page the share of its shingles, 0 to 1, that no other page has."""
    _, inverse, counts = np.unique(np.concatenate(pages), return_inverse=True, return_counts=True)
    once = np.split(counts[inverse] == 1, np.cumsum([len(page) for page in pages])[:-1])
    return [float(own.mean()) if len(own) else 0.0 for own in once]


_sizes: dict[str, int] = {}


def transfer_size(text: str, output: Path) -> int:
    """Return the gzipped bytes of a page with style sheet and icons; scripts are optional."""
    total = len(gzip.compress(text.encode(), 9))
    for address in sorted(set(ASSET.findall(text))):
        if address.endswith(".js"):
            continue
        if address not in _sizes:
            name = address.split("/assets/")[-1]
            file = output / "assets" / name
            _sizes[address] = len(gzip.compress(file.read_bytes(), 9)) if file.is_file() else 0
        total += _sizes[address]
    return total


if __name__ == "__main__":
    main()
