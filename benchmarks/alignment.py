"""Quality of the alignment without ids, against labels, and its time in microseconds per pair."""

import itertools
import random
import sys
import time
from pathlib import Path

from ssg.catalog import Capability, Catalog, SharedCapability, Tool
from ssg.comparison.alignment import Aligner
from ssg.content.load import load
from ssg.settings import Settings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.labelled_pairs import agreement, without_ids  # noqa: E402  (the labels are the tests' own)

SEED = 7
TOOLS, PAIRS, RUNS = 200, 20_000, 5
WORDS = 6_000
TOPICS, TOPIC_WORDS = 80, 16
"""Number of topics, and of words per topic."""
ON_TOPIC = 0.25
"""Share of topic words in a text, 0-1; it gives some two matches per pair, as in real content."""


class _Prose:
    """Texts about topics: topic words, and words with the frequencies of a language."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        words = [
            "".join(self.random.choices("abcdefghilmnoprstuv", k=self.random.randint(4, 9)))
            for _ in range(WORDS)
        ]
        self.pool = self.random.choices(
            words, weights=[1 / (rank + 3) for rank in range(WORDS)], k=200_000
        )
        self.topics = [self.random.sample(words, TOPIC_WORDS) for _ in range(TOPICS)]

    def text(self, topic: int, least: int, most: int) -> str:
        """Return some words about a topic."""
        length = self.random.randint(least, most)
        start = self.random.randrange(len(self.pool) - length)
        return " ".join(
            self.random.choice(self.topics[topic]) if self.random.random() < ON_TOPIC else word
            for word in self.pool[start : start + length]
        )


def make_catalog() -> Catalog:
    """Return tools with 8 to 16 capabilities, half of them with an id."""
    prose = _Prose()
    shared = tuple(
        SharedCapability(
            id=f"topic-{number:03}", name=" ".join(words[:3]), description=" ".join(words)
        )
        for number, words in enumerate(prose.topics)
    )
    return Catalog(
        settings=Settings(),
        capabilities=shared,
        tools=tuple(_tool(prose, number) for number in range(TOOLS)),
    )


def _tool(prose: _Prose, number: int) -> Tool:
    topics = prose.random.sample(range(TOPICS), prose.random.randint(8, 16))
    slug = f"tool-{number:03}"
    return Tool(
        slug=slug,
        name=slug,
        type="framework",
        summary="A tool.",
        path=f"content/tools/{slug}.yaml",
        capabilities=tuple(_capability(prose, topic) for topic in topics),
    )


def _capability(prose: _Prose, topic: int) -> Capability:
    return Capability(
        title=prose.text(topic, 4, 8),
        anchor=f"c-{topic}",
        id=f"topic-{topic:03}" if prose.random.random() < 0.5 else "",
        description=prose.text(topic, 45, 85),
        unique=prose.text(topic, 20, 45),
        intents=(prose.text(topic, 3, 6), prose.text(topic, 3, 6)),
    )


def measure(catalog: Catalog) -> tuple[float, float]:
    """Return microseconds and matches a pair: the best of some runs after one that makes every tool's vectors ready.

    Time of this process only: what else the machine does should not count.
    """
    aligner = Aligner(catalog)
    pairs = list(
        itertools.islice(
            itertools.cycle(itertools.combinations([tool.slug for tool in catalog.tools], 2)), PAIRS
        )
    )
    matches = sum(len(aligner.align(a, b).both) for a, b in pairs)
    seconds = []
    for _ in range(RUNS):
        began = time.process_time()
        for a, b in pairs:
            aligner.align(a, b)
        seconds.append(time.process_time() - began)
    return 1e6 * min(seconds) / PAIRS, matches / PAIRS


def main() -> None:
    """Print both tables."""
    own = load(ROOT).catalog
    if own is None:
        sys.exit("the project's own content cannot be read; see: ssg check")
    print(
        f"{'labels, ids hidden':24}{'precision':>10}{'recall':>8}{'right':>7}{'wrong':>7}{'missed':>8}"
    )
    for name in ("labels.yaml", "held_out.yaml"):
        found = agreement(own, name)
        print(
            f"{name:24}{found.precision:10.3f}{found.recall:8.3f}{found.right:7}{found.wrong:7}{found.missed:8}"
        )
    print(f"\n{f'{TOOLS} tools, {PAIRS:,} pairs':24}{'us a pair':>10}{'matches':>8}")
    catalog = make_catalog()
    for name, one in (("half with ids", catalog), ("no ids", without_ids(catalog))):
        microseconds, matches = measure(one)
        print(f"{name:24}{microseconds:10.1f}{matches:8.2f}")


if __name__ == "__main__":
    main()
