"""Each folder of `broken/` is a site with errors, and problems.txt lists the exact messages.

To add a case, create a folder with a content/ and an empty problems.txt, and run
`UPDATE=1 pytest tests/content/test_broken_files.py`; then review what it wrote.
"""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ssg.content.load import load

BROKEN = Path(__file__).parent.parent / "broken"
TOOL = "name: Flax\ntype: framework\nsummary: Does one thing.\n"


def file(path: str, text: str | bytes) -> Callable[[Path], None]:
    """Return a step that writes one file."""

    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())

    return write


def links(root: Path) -> None:
    """Make links to a file outside, to nothing, and to a folder above."""
    file("outside.yaml", TOOL)(root)
    (root / "content/tools").mkdir(parents=True)
    (root / "content/tools/flax.yaml").symlink_to(root / "outside.yaml")
    (root / "content/tools/gone.yaml").symlink_to("nowhere.yaml")
    (root / "content/tools/loop").symlink_to(root)
    file("content/static/logo.svg", "<svg/>")(root)
    (root / "content/static/passwd").symlink_to("/etc/passwd")
    (root / "content/static/up").symlink_to(root)


def linked_folders(root: Path) -> None:
    """Make the folders of the content themselves links to a folder outside."""
    file("outside/flax.yaml", TOOL)(root)
    for name in ("tools", "pages", "comparisons", "static"):
        (root / "content" / name).symlink_to(root / "outside")


def odd_entries(root: Path) -> None:
    """Make a FIFO and a folder where files are due."""
    (root / "content/tools/folder.yaml").mkdir(parents=True)
    os.mkfifo(root / "content/tools/fifo.yaml")
    (root / "content/static").mkdir()
    os.mkfifo(root / "content/static/fifo")


MADE: dict[str, Callable[[Path], None]] = {
    "brackets": file("content/tools/flax.yaml", TOOL + "tags: " + "[" * 30_000),
    "not-utf-8": file(
        "content/tools/flax.yaml", TOOL.encode() + "license: MIT\ntags: [café]\n".encode("latin-1")
    ),
    "nul-character": file("content/tools/flax.yaml", TOOL + "license: M\x00IT\n"),
    "bidi-character": file(
        "content/tools/flax.yaml", TOOL + "# all \u202e is well\nlicense: MIT\ntags: [a\u200bb]\n"
    ),
    "crlf": file(
        "content/tools/flax.yaml",
        (TOOL + "# five\n\n# seven\ntags:\n  - jax\n  - [neural]\nlicens: MIT\n").replace(
            "\n", "\r\n"
        ),
    ),
    "byte-order-mark": file(
        "content/tools/flax.yaml", b"\xef\xbb\xbfnaem: Flax\ntype: framework\nsummary: One.\n"
    ),
    "slug-reserved-by-windows": file("content/tools/con.yaml", TOOL),
    "symlink": links,
    "symlinked-folders": linked_folders,
    "fifo-and-folder": odd_entries,
    "file-too-large": file(
        "content/tools/flax.yaml", TOOL + "description: " + "x" * 524_288 + "\n"
    ),
    "text-too-long": lambda root: [
        file(
            "content/tools/flax.yaml",
            TOOL + "description: " + "x" * 12_001 + "\ncapabilities:\n  - title: Trains\n"
            "    description: " + "x" * 4_001 + "\n",
        )(root),
        file("content/tools/haiku.yaml", TOOL)(root),
        file("content/tools/haiku.md", "x" * 12_001)(root),
        file("content/pages/about.md", "---\ntitle: About\n---\n" + "x" * 40_001)(root),
    ][0],
}
"""Cases that no checkout can be trusted to hold: the test makes their files."""

LATEST = date(2027, 12, 31)
"""The last day that a date in the content may name."""


@pytest.mark.parametrize(
    "name", sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
)
def test_a_broken_site_is_reported_in_exactly_these_words(name: str, tmp_path: Path) -> None:
    """What the user reads is problems.txt, line by line."""
    root = tmp_path / "site"
    shutil.copytree(BROKEN / name, root)
    if name in MADE:
        MADE[name](root)
    reported = [str(problem) for problem in load(root, latest=LATEST).problems]
    listing = "".join(line + "\n" for line in reported)
    expected = BROKEN / name / "problems.txt"
    if os.environ.get("UPDATE"):
        expected.write_text(listing, encoding="utf-8")
    assert reported, "a broken site must have problems"
    assert all("\n" not in line and line.isprintable() for line in reported)
    assert listing == expected.read_text(encoding="utf-8")


def test_every_made_case_has_its_folder() -> None:
    """A case in the table without a folder would never run."""
    assert {name for name in MADE if not (BROKEN / name / "problems.txt").is_file()} == set()
