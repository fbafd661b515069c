"""The examples of `ssg explain` as sites, and the commands that report their problems."""

import re
from collections.abc import Callable
from pathlib import Path

from ssg.library import build
from ssg.review.error_codes import Explanation
from support.strategies import write_files

__all__ = ["BASE", "NETWORK_CODES", "apply_fix", "arguments", "make_example"]

BASE = {
    "content/site.yaml": """\
title: A site
base_url: https://example.org/
types:
  framework: Framework
  dataset: Dataset
categories:
  training:
    name: Training
attributes:
  languages: {label: Languages, kind: list}
  gpu: {label: GPU support, kind: bool, better: true}
ranking:
  signals:
    github_stars: {component: adoption, scale: log, full: 100000, label: GitHub stars}
""",
    "content/capabilities.yaml": "- id: gradient-checkpointing\n  name: Gradient checkpointing\n",
}
"""The site that the examples are added to; it has no errors."""
COMMANDS = {
    "SSG050": ("build",),
    "SSG061": ("build",),
    "SSG067": ("check", "--output", "{root}/public"),
    "SSG080": ("schema", "--check"),
    "SSG081": ("fmt", "--check"),
}
"""Commands that report codes which `ssg check` does not."""
NETWORK_CODES = {"SSG064", "SSG065", "SSG066"}
"""Codes that depend on other sites; tested with the external link checker."""
BLOCK = re.compile(
    r"^`([^`\n]+)`(?: instead of `([^`\n]+)`)?[^\n]*\n\n```\w*\n(.*?)^```",
    re.DOTALL | re.MULTILINE,
)
TOOL = "content/tools/flax.yaml"


def latin(root: Path) -> None:
    (root / TOOL).write_bytes((root / TOOL).read_text(encoding="utf-8").encode("latin-1"))


def large(root: Path) -> None:
    (root / TOOL).write_text(
        (root / TOOL).read_text(encoding="utf-8").replace("...", "x" * 524_288), "utf-8"
    )


def wide(root: Path) -> None:
    text = (root / TOOL).read_text(encoding="utf-8")
    text = text.replace("|a|a|a|...", "|a" * 250 + "|").replace("|-|-|-|...", "|-" * 250 + "|")
    (root / TOOL).write_text(text + "  |b\n" * 250, encoding="utf-8")


def film(root: Path) -> None:
    (root / "content/static").mkdir()
    with (root / "content/static/film.mp4").open("wb") as stream:
        stream.truncate(26 * 1024 * 1024)


def edited(root: Path) -> None:
    build(root)
    (root / "public/index.html").write_text("edited", encoding="utf-8")


MADE: dict[str, Callable[[Path], None]] = {
    "SSG001": latin,
    "SSG002": large,
    "SSG019": wide,
    "SSG061": film,
    "SSG067": edited,
}
"""Changes to the files of an example that its text cannot show."""


def _files(text: str) -> list[tuple[str, str, str]]:
    return [(found[1], found[2] or "", found[3]) for found in BLOCK.finditer(text)]


def make_example(one: Explanation, root: Path) -> None:
    """Write the files of an example to a site."""
    example = one.text.partition("## Example")[2].partition("## Fix")[0]
    files = {path: text for path, _, text in _files(example)}
    assert files, f"{one.code} has no example"
    write_files(root, {**BASE, **files})
    if one.code in MADE:
        MADE[one.code](root)


def apply_fix(one: Explanation, root: Path) -> bool:
    """Write the files that the fix shows; return whether it shows any."""
    files = _files(one.text.partition("## Fix")[2])
    for path, old, text in files:
        write_files(
            root,
            {path: text, "content/site.yaml": (root / "content/site.yaml").read_bytes()}
            if path != "content/site.yaml"
            else {path: text},
        )
        if old:
            (root / old).unlink()
    return bool(files)


def arguments(one: Explanation, root: Path) -> tuple[str, ...]:
    """Return the arguments of the command that reports a code."""
    words = (word.format(root=root) for word in COMMANDS.get(one.code, ("check",)))
    return (*words, "-C", str(root))
