"""A site about which nothing can be said, and what is said once something of it is different."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ssg.config import Config
from ssg.errors import Problem
from ssg.review.check_site import CheckResult, LinkChecker, check_site
from support.strategies import write_files

__all__ = ["GOOD", "GOOD_TOOL", "examined", "found", "lines"]

GOOD_SITE = """\
title: Pens
base_url: https://example.org/
types: {framework: Framework}
pairs: {policy: all}
stale_after: 365
ranking: {signals: {stars: {component: adoption, scale: log, full: 1000, label: Stars}}}
"""
GOOD_TOOL = """\
name: Alpha
type: framework
summary: Trains small networks on one machine.
description: A library for small networks that fit on one machine, \
with a loop that you write yourself.
homepage: https://alpha.example/
signals: {stars: {value: 5, source: "https://alpha.example/stars", measured: 2026-10-01}}
capabilities:
  - title: Loops in plain code
    description: The loop over batches is your own code, and helpers keep the state.
    sources: [{url: "https://alpha.example/loop", basis: cited, checked: 2026-11-01}]
"""
GOOD: Mapping[str, str] = {
    "content/site.yaml": GOOD_SITE,
    "content/capabilities.yaml": (
        "- "
        "{id: gradient-checkpointing, name: Gradient checkpointing, aliases: [rematerialization]}\n"
    ),
    "content/tools/alpha.yaml": GOOD_TOOL,
    "content/static/logo.svg": "<svg/>\n",
}


def examined(
    root: Path, files: Mapping[str, str], ask: LinkChecker | None = None, **config: Any
) -> CheckResult:
    """Examine the good site with these files in it."""
    write_files(root, {**GOOD, **files})
    return check_site(Config(root=root, output=root / "public", **config), lambda *_: None, ask)


def found(
    root: Path, files: Mapping[str, str], ask: LinkChecker | None = None, **config: Any
) -> tuple[Problem, ...]:
    """Return what is said about the good site with these files in it."""
    return examined(root, files, ask, **config).problems


def lines(root: Path, change: tuple[str, str], **config: Any) -> list[str]:
    """Return what is said once some words of the good tool are others."""
    assert change[0] in GOOD_TOOL
    return [
        str(one)
        for one in found(root, {"content/tools/alpha.yaml": GOOD_TOOL.replace(*change)}, **config)
    ]
