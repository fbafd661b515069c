"""Agreement of alignment and proposals with labels (ids hidden), and microseconds per pair."""

import itertools
import random
import sys
import time
from pathlib import Path

from ssg.catalog import Capability, Catalog, SharedCapability, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.suggestions import suggest
from ssg.content.load import load
from ssg.settings import Settings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.labelled_pairs import (  # noqa: E402  (the labels are the tests' own)
    SETS,
    agreement,
    own_set,
    read_set,
    suggestion_agreement,
    without_ids,
)

SEED = 7
TOOLS, PAIRS, RUNS = 120, 20_000, 5
"""Fewer tools than the aligner caches: pages are rendered by tiles of fewer, too."""
WORDS = 6_000
TOPICS, TOPIC_WORDS = 80, 16
"""Entries of the vocabulary, and how many words belong to each."""
ON_TOPIC = 0.25
"""Share of a text's words from its topic; gives about two matches per pair, as on our content."""


class _Prose:
    """Texts about topics: some words of the topic, and words with the frequencies of a language."""

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
    """Make tools of 8 to 16 capabilities, half of them with an id."""
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
    """Return microseconds and matches per pair: the best of some runs after a warm-up run.

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


def print_agreement(own: Catalog) -> None:
    """Print precision and recall of matches and of proposals for each labelled set."""
    print(
        f"{'labels, ids hidden':24}{'':14}{'precision':>10}{'recall':>8}"
        f"{'right':>7}{'wrong':>7}{'missed':>8}"
    )
    sets = {"own content": own_set(own), **{name: read_set(name) for name in SETS}}
    for name, labelled in sets.items():
        groups = suggest(labelled.catalog, Aligner(labelled.catalog))
        for kind, figures in (
            ("matches", agreement(labelled)),
            ("proposals", suggestion_agreement(labelled, groups)),
        ):
            print(
                f"{name:24}{kind:14}{figures.precision:10.3f}{figures.recall:8.3f}"
                f"{figures.right:7}{figures.wrong:7}{figures.missed:8}"
            )
    aligner = Aligner(own)
    print("\nmatches by text on our own pages:")
    for a, b in itertools.combinations(own.tools, 2):
        for match in aligner.align(a.slug, b.slug).both:
            if match.strength < 1:
                titles = a.capabilities[match.a].title, b.capabilities[match.b].title
                print(f"  {match.strength} {a.slug}: {titles[0]} | {b.slug}: {titles[1]}")


def main() -> None:
    """Print all figures."""
    own = load(ROOT).catalog
    if own is None:
        sys.exit("the project's own content cannot be read; see: ssg check")
    if "--speed" not in sys.argv[1:]:
        print_agreement(own)
    print(
        f"\n{f'{TOOLS} tools, {PAIRS:,} pairs':24}{'us a pair':>10}{'matches':>8}{'ms a tool':>11}"
    )
    catalog = make_catalog()
    for name, one in (("half with ids", catalog), ("no ids", without_ids(catalog))):
        began = time.process_time()
        Aligner(one)
        per_tool = 1000 * (time.process_time() - began) / TOOLS
        microseconds, matches = measure(one)
        print(f"{name:24}{microseconds:10.1f}{matches:8.2f}{per_tool:11.2f}")


if __name__ == "__main__":
    main()
