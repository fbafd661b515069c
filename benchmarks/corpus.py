"""Synthetic site in the content format; the same number of tools gives the same bytes."""

import random
from pathlib import Path

__all__ = ["edit_one", "make_corpus"]

SEED = 7
ONSETS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "cl",
    "dr",
    "fl",
    "gr",
    "pl",
    "tr",
)
NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "ou")
CODAS = ("", "", "", "n", "r", "s", "t", "l", "nd", "nt", "ck", "sh")
WORDS = 6_000
POOL = 300_000
TYPES = ("framework", "dataset", "repo", "webapp", "model")
PRICING = ("free", "paid", "freemium", "open_source", "usage")
CATEGORIES = 20
SHARED = 120
"""Entries of the vocabulary; half of all capabilities have one."""


class _Prose:
    """Words with the frequencies of a language: few are common, most are rare."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        words = sorted({self._word() for _ in range(2 * WORDS)})[:WORDS]
        self.random.shuffle(words)
        self.pool = self.random.choices(
            words, weights=[1 / (rank + 3) for rank in range(len(words))], k=POOL
        )

    def _word(self) -> str:
        syllables = self.random.choices((1, 2, 3, 4), weights=(2, 5, 4, 1))[0]
        return "".join(
            self.random.choice(ONSETS) + self.random.choice(NUCLEI) + self.random.choice(CODAS)
            for _ in range(syllables)
        )

    def words(self, least: int, most: int) -> str:
        """Return consecutive words of the pool."""
        length = self.random.randint(least, most)
        start = self.random.randrange(len(self.pool) - length)
        return " ".join(self.pool[start : start + length])

    def sentence(self, least: int, most: int) -> str:
        """Return words with a capital and a full stop."""
        return self.words(least, most).capitalize() + "."


def make_corpus(
    root: Path, tools: int, related: int, capabilities: tuple[int, int] = (8, 16)
) -> None:
    """Write a site of so many tools, each paired with its `related` nearest, or all if 0.

    A tool has so many capabilities at least and at most; a file has some 22 KB with 8 to 16, and 14
    KB with 5 to 10.
    """
    prose = _Prose()
    folder = root / "content/tools"
    folder.mkdir(parents=True)
    (root / "content/site.yaml").write_text(_site(related), encoding="utf-8")
    shared = [
        f"- {{id: shared-{number}, name: {prose.words(2, 4).capitalize()}}}\n"
        for number in range(SHARED)
    ]
    (root / "content/capabilities.yaml").write_text("".join(shared), encoding="utf-8")
    for number in range(tools):
        (folder / f"tool-{number:05d}.yaml").write_text(
            _tool(prose, number, capabilities), encoding="utf-8"
        )


def edit_one(root: Path) -> None:
    """Change the summary of one tool."""
    file = root / "content/tools/tool-00000.yaml"
    head, _, tail = file.read_text(encoding="utf-8").partition("summary: ")
    file.write_text(f"{head}summary: Edited. {tail}", encoding="utf-8")


def _site(related: int) -> str:
    policy = f"policy: related, related: {related}" if related else "policy: all"
    types = ", ".join(f"{one}: {one.title()}" for one in TYPES)
    categories = ", ".join(
        f"area-{number}: {{name: Area {number}}}" for number in range(CATEGORIES)
    )
    return f"""\
title: Benchmark
base_url: https://example.org/
types: {{{types}}}
categories: {{{categories}}}
attributes:
  languages: {{label: Languages, kind: list}}
  gpu: {{label: GPU, kind: bool, better: true}}
  size: {{label: Size, kind: number, unit: GB, better: lower}}
ranking:
  signals: {{stars: {{component: adoption, scale: log, full: 100000, label: Stars}}}}
pairs: {{{policy}, max_pages: 10000000}}
"""


def _tool(prose: _Prose, number: int, most: tuple[int, int]) -> str:
    pick = prose.random
    shared = pick.sample(range(SHARED), 16)  # of many capabilities, only the first have an id
    capabilities = [
        _capability(prose, f"shared-{shared[place]}" if pick.random() < 0.5 and place < 16 else "")
        for place in range(pick.randint(*most))
    ]
    return f"""\
name: {prose.words(1, 2).title()} {number}
type: {pick.choice(TYPES)}
summary: {prose.sentence(12, 18)}
description: {prose.sentence(60, 110)}
homepage: https://example.org/tools/{number}
license: MIT
pricing: {pick.choice(PRICING)}
categories: [area-{pick.randrange(CATEGORIES)}]
updated: 2026-0{pick.randint(1, 9)}-1{pick.randint(0, 9)}
signals:
  stars: {{value: {pick.randint(10, 90_000)}, source: "https://example.org/stars", \
measured: 2026-10-01}}
attributes:
  languages: [{", ".join(pick.sample(["Python", "Rust", "Go", "Java"], 2))}]
  gpu: {pick.choice(["true", "false"])}
  size: {pick.randint(1, 80)}
capabilities:
{"".join(capabilities)}"""


def _capability(prose: _Prose, shared: str) -> str:
    name = f"    id: {shared}\n" if shared else ""
    return f"""\
  - title: {prose.words(4, 8).capitalize()}
{name}\
    description: {prose.sentence(45, 85)}
    unique: {prose.sentence(20, 45)}
    vs_alternatives: {prose.sentence(20, 40)}
    intents: [{prose.words(3, 6)}, {prose.words(3, 6)}]
    limitations: [{prose.words(4, 8)}]
    sources: [{{url: "https://example.org/docs", basis: vendor, checked: 2026-09-01}}]
"""
