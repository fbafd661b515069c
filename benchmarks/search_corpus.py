"""Synthetic site about topics, and queries for it; the same numbers give the same bytes.

Words come as often as those of a language. Each capability has a topic, whose words make two thirds
of its text; topics overlap with their neighbours, and a third of the capabilities repeat half of
the words of another one: look-alikes.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ssg.catalog import Capability, Catalog, Pricing, PricingModel, Tool
from ssg.ranking.scoring import rank
from ssg.settings import Category, Settings
from ssg.site import Site
from ssg.text import slugify

__all__ = ["FORMS", "Query", "make_queries", "make_site"]

ONSETS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "br",
    "cl",
    "cr",
    "dr",
    "fl",
    "gr",
    "pl",
    "pr",
    "qu",
    "sc",
    "sh",
    "sp",
    "st",
    "th",
    "tr",
)
NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "oa", "ou")
CODAS = (
    "",
    "",
    "",
    "b",
    "c",
    "ck",
    "d",
    "g",
    "l",
    "m",
    "n",
    "nd",
    "nt",
    "p",
    "r",
    "rk",
    "rt",
    "st",
    "t",
    "x",
)
ENDINGS = ("", "", "", "", "s", "s", "ing", "ed")
VOCABULARY, TOPICS, TOPIC_WORDS = 24_000, 400, 160
CAPABILITIES, WORDS, OWN_WORDS = 12, 80, 10
TITLE, DESCRIPTION, UNIQUE = 6, 40, 18
"""Words of a title, a description and what is unique; what is left is said against others."""
CATEGORIES = 20
AFFIXES = (
    "AI",
    "Hub",
    "Flow",
    "Kit",
    "DB",
    "JS",
    "ly",
    " Cloud",
    " Studio",
    " Lab",
    " Code",
    " Agent",
    " 2",
)
TYPES = ("framework", "dataset", "repo", "webapp", "model")
FORMS = ("clean", "inflected", "typo1", "typo2", "noisy", "prefix")
FILLERS = (("how", "to"), ("what", "is", "a"), ("the", "best"), ("with",), ())
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the capability that it was made from."""

    form: str
    text: str
    slug: str
    anchor: str


class _Language:
    """Words, and how often each comes in a text about a topic."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        words = sorted({self._word() for _ in range(2 * VOCABULARY)})[: VOCABULARY * 2]
        self.random.shuffle(words)
        self.words = words[:VOCABULARY]
        self.names: set[str] = set()
        self.names_of = [word.title() for word in self.words if len(word) < 8]
        self.common = list(itertools.accumulate(1 / (place + 3) for place in range(VOCABULARY)))
        self.in_topic = list(itertools.accumulate(1 / (place + 8) for place in range(TOPIC_WORDS)))
        pool = self.words[50:]
        self.topics = [self.random.sample(pool, TOPIC_WORDS) for _ in range(TOPICS)]
        for before, topic in itertools.pairwise(self.topics):
            topic[: TOPIC_WORDS // 3] = self.random.sample(before, TOPIC_WORDS // 3)
            self.random.shuffle(topic)

    def _word(self) -> str:
        pick = self.random.choice
        return "".join(
            pick(ONSETS) + pick(NUCLEI) + pick(CODAS)
            for _ in range(self.random.choice((1, 2, 2, 2, 3, 3)))
        )

    def text(self, topic: int, own: Sequence[str], length: int) -> list[str]:
        """Return words about a topic: two thirds topical, some the tool's own, the rest general."""
        pick = self.random
        words = pick.choices(self.topics[topic], cum_weights=self.in_topic, k=length)
        others = pick.choices(self.words, cum_weights=self.common, k=length)
        return [
            self._inflected(word if chance < 0.64 else pick.choice(own) if chance < 0.7 else other)
            for word, other, chance in zip(
                words, others, (pick.random() for _ in range(length)), strict=True
            )
        ]

    def new_name(self) -> str:
        """Return a name that no other tool has."""
        pick = self.random
        while (name := pick.choice(self.names_of) + pick.choice(("", "", *AFFIXES))) in self.names:
            pass
        self.names.add(name)
        return name

    def _inflected(self, word: str) -> str:
        return word + self.random.choice(ENDINGS)


def make_site(tools: int, seed: int) -> Site:
    """Make a site of so many tools."""
    language = _Language(seed)
    settings = Settings(
        types=tuple((one, one.title()) for one in TYPES),
        categories=tuple(
            Category(id=f"area-{one}", name=f"Area {one}") for one in range(CATEGORIES)
        ),
    )
    earlier: dict[int, list[str]] = {}
    made = tuple(
        sorted(
            (_tool(language, number, earlier) for number in range(tools)),
            key=lambda tool: tool.slug,
        )
    )
    catalog = Catalog(settings=settings, tools=made)
    return Site(catalog=catalog, ranking=rank(catalog, date(2026, 1, 1)), pairs=())


def _tool(language: _Language, number: int, earlier: dict[int, list[str]]) -> Tool:
    pick = language.random
    name = language.new_name()
    own = [
        pick.choice(language.words) + pick.choice(("", "er", "io", pick.choice(language.words)))
        for _ in range(OWN_WORDS)
    ]
    topics = [min(TOPICS - 1, int(pick.expovariate(1) * TOPICS / 6)) for _ in range(CAPABILITIES)]
    slug = slugify(name) + (f"-{number}" if number % 40 == 0 else "")
    return Tool(
        slug=slug,
        name=name,
        type=pick.choice(TYPES),
        summary=" ".join(language.text(topics[0], own, 14)),
        pricing=Pricing(model=pick.choice(list(PricingModel))),
        categories=(f"area-{pick.randrange(CATEGORIES)}",),
        scores=(("adoption", pick.betavariate(2, 3)),),
        path="",
        capabilities=tuple(
            _capability(language, place, topic, own, earlier) for place, topic in enumerate(topics)
        ),
    )


def _capability(
    language: _Language, place: int, topic: int, own: Sequence[str], earlier: dict[int, list[str]]
) -> Capability:
    words = language.text(topic, own, WORDS)
    if topic in earlier and language.random.random() < 1 / 3:
        words = [
            before if language.random.random() < 0.5 else word
            for before, word in zip(earlier[topic], words, strict=True)
        ]
    earlier[topic] = words
    ends = (0, TITLE, TITLE + DESCRIPTION, TITLE + DESCRIPTION + UNIQUE, WORDS)
    title, description, unique, versus = (
        " ".join(words[start:end]) for start, end in itertools.pairwise(ends)
    )
    anchor = slugify(title)[:60].strip("-") if place % 2 else f"{language.topics[topic][0]}-{place}"
    return Capability(
        title=title.capitalize(),
        anchor=anchor,
        description=description,
        unique=unique,
        vs_alternatives=versus,
    )


def make_queries(site: Site, targets: int, seed: int) -> list[Query]:
    """Return the six forms of a question for each of so many capabilities."""
    pick = random.Random(seed)
    tools = pick.sample(site.catalog.tools, targets)
    foreign = [
        word for tool in pick.sample(site.catalog.tools, 50) for word in tool.summary.split()
    ]
    found: list[Query] = []
    for tool in tools:
        capability = pick.choice(tool.capabilities)
        text = f"{capability.title.lower()} {capability.description} {capability.unique}"
        words = pick.sample(sorted({word for word in text.split() if len(word) > 4}), 5)
        found += [
            Query(form, " ".join(_asked(pick, form, words, foreign)), tool.slug, capability.anchor)
            for form in FORMS
        ]
    return found


def _asked(
    pick: random.Random, form: str, words: Sequence[str], foreign: Sequence[str]
) -> Iterator[str]:
    """Yield the words of a question of one form, with the fillers that people type."""
    asked = list(words)
    pick.shuffle(asked)
    if form == "inflected":
        asked[:2] = [_other_form(pick, word) for word in asked[:2]]
    elif form in {"typo1", "typo2"}:
        many = int(form[-1])
        asked[:many] = [_mistyped(pick, word) for word in asked[:many]]
    elif form == "noisy":
        asked[0] = pick.choice(foreign)
        asked.append(pick.choice(foreign))
    if form == "prefix":
        asked[-1] = asked[-1][:4]
    else:
        pick.shuffle(asked)
    yield from pick.choice(FILLERS)
    yield from asked


def _other_form(pick: random.Random, word: str) -> str:
    """Return another form of a word: `maps` for `mapping`."""
    base = next(
        (word.removesuffix(ending) for ending in ("ing", "ed", "s") if word.endswith(ending)), word
    )
    return pick.choice(
        [form for form in (f"{base}s", f"{base}ing", f"{base}ed", base) if form != word]
    )


def _mistyped(pick: random.Random, word: str) -> str:
    """Change one letter of a word; the first one seldom."""
    place = 0 if pick.random() < 0.15 else pick.randrange(1, len(word) - 1)
    kind = pick.choice(("drop", "add", "replace", "exchange"))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    new = pick.choice(LETTERS)
    return {
        "drop": before + after,
        "add": before + new + letter + after,
        "replace": before + new + after,
        "exchange": before + after[:1] + letter + after[1:],
    }[kind]
