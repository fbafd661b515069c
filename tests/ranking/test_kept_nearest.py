"""The nearest tools of an earlier build change no pair."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.catalog import Catalog, Signal, Tool
from ssg.ranking import kept_nearest
from ssg.ranking.feature_table import Numbers
from ssg.ranking.kept_nearest import KeptNearest
from ssg.ranking.pair_choice import LEAST_SIMILARITY, NEAR, quotas_of
from ssg.ranking.pairing import pair
from ssg.ranking.shared_facts import SharedFacts
from ssg.ranking.similarity import Partners, Similarity
from ssg.settings import PairSettings
from support.strategies import CATEGORIES, a_capability, a_catalog, a_tool

PROGRAM = b"this program"
WORDS = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
"""The first ones occur often, the last ones seldom."""


@pytest.fixture(autouse=True)
def _few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the nearest ones of few tools be kept, however many change."""
    monkeypatch.setattr(kept_nearest, "WORTH_KEEPING", 0)
    monkeypatch.setattr(kept_nearest, "MOST_CHANGED", 1)


def some_words(chosen: Random, most: int) -> str:
    """Return up to so many words."""
    return " ".join(
        WORDS[int(len(WORDS) * chosen.random() ** 2)] for _ in range(chosen.randint(0, most))
    )


def random_tool(chosen: Random, slug: str) -> Tool:
    """Return a tool that has something in common with most others."""
    titles = [some_words(chosen, 6) or "x" for _ in range(chosen.choice([0, 1, 1, 1, 2, 2, 3]))]
    return a_tool(
        slug,
        name=chosen.choice(["Kodi", "Emby", "Plex", slug]),
        type=chosen.choice(["framework", "dataset"]),
        summary=f"{some_words(chosen, 5)} Kodi" if chosen.random() < 0.1 else some_words(chosen, 5),
        categories=tuple(chosen.sample(CATEGORIES, chosen.randint(0, 2))),
        tags=tuple(chosen.sample(["x", "y", "z"], chosen.randint(0, 2))),
        signals=(Signal(id="stars", value=float(chosen.choice([0, 9, 9, 500, 90_000]))),),
        capabilities=tuple(
            a_capability(title, id=chosen.choice(["", "", "sharding", "streaming"]))
            for title in titles
        ),
    )


def random_catalog(chosen: Random) -> Catalog:
    """Return a catalog of dozens of tools, sometimes all with capabilities."""
    tools = [random_tool(chosen, f"t{place:02}") for place in range(chosen.randint(0, 60))]
    if chosen.random() < 0.5:
        tools = [tool for tool in tools if tool.capabilities]
    return a_catalog(*tools, pairs=PairSettings(related=chosen.choice([1, 3, 6, 12])))


def edited(chosen: Random, catalog: Catalog) -> Catalog:
    """Return a catalog with another summary, or another tool, or one more or less."""
    tools = list(catalog.tools)
    place = chosen.randrange(len(tools)) if tools else 0
    match chosen.randint(0, 7) if tools else 0:
        case 0:
            tools.insert(place, random_tool(chosen, f"t{place:02}{chosen.randint(0, 99):02}"))
        case 1:
            del tools[place]
        case 2:
            tools[place] = random_tool(chosen, tools[place].slug)
        case 3:
            slug = f"{tools[place].slug}x"
            tools[place] = replace(tools[place], slug=slug)
        case 4:
            related = chosen.choice([1, 3, 6, 12])
            pairs = replace(catalog.settings.pairs, related=related)
            return replace(catalog, settings=replace(catalog.settings, pairs=pairs))
        case _:
            tools[place] = replace(tools[place], summary=some_words(chosen, 5))
    return replace(catalog, tools=tuple(tools))


def versions(seed: int) -> Iterator[Catalog]:
    """Yield a random catalog, and what becomes of it by edits."""
    chosen = Random(seed)  # noqa: S311  (of a seed)
    catalog = random_catalog(chosen)
    for _ in range(6):
        yield catalog
        catalog = edited(chosen, catalog)


def nearest(catalog: Catalog, kept: KeptNearest) -> Partners:
    """Return the nearest tools of each tool of a catalog."""
    similarity = Similarity(catalog, SharedFacts(catalog))
    most = quotas_of(catalog.settings.pairs.related, similarity.popularity)
    return kept.nearest_of_each(similarity, most, LEAST_SIMILARITY, NEAR)


def assert_same(found: Partners, expected: Partners) -> None:
    """Compare all entries, down to the bits of strengths."""
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes()


@given(seed=st.integers(0, 10**9))
@settings(deadline=None)
def test_the_nearest_after_edits_are_those_of_a_build_from_nothing(seed: int) -> None:
    stored = b""
    for catalog in versions(seed):
        similarity = Similarity(catalog, SharedFacts(catalog))
        most = quotas_of(catalog.settings.pairs.related, similarity.popularity)
        kept, fresh = KeptNearest(stored, PROGRAM), KeptNearest(b"", PROGRAM)
        expected = similarity.nearest_of_each(most, LEAST_SIMILARITY, NEAR)
        assert_same(nearest(catalog, kept), expected)
        assert_same(nearest(catalog, fresh), expected)
        assert pair(catalog, None, KeptNearest(stored, PROGRAM)) == pair(catalog)
        assert kept.to_store() in {fresh.to_store(), b""}
        stored = kept.to_store() or stored


def test_few_tools_are_compared_after_an_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the edited tool, and of tools that it may be near to."""
    tools = [
        a_tool(
            f"t{place:03}",
            summary=f"topic{place // 10} word{place % 5}.",
            capabilities=(a_capability(f"subject{place // 10} thing{place % 3}"),),
        )
        for place in range(200)
    ]
    before = a_catalog(*tools)
    after = replace(before, tools=(replace(tools[0], summary="topic7 word0."), *tools[1:]))
    kept = KeptNearest(b"", PROGRAM)
    nearest(before, kept)
    asked: list[int] = []

    def counted(similarity: Similarity, most: Numbers, least: float, near: float) -> Partners:
        asked.append(int((most > 0).sum()))
        return original(similarity, most, least, near)

    original = Similarity.nearest_of_each
    monkeypatch.setattr(Similarity, "nearest_of_each", counted)
    nearest(after, KeptNearest(kept.to_store(), PROGRAM))
    assert 0 < asked[0] < 120


CATALOG = random_catalog(Random(5))  # noqa: S311  (of a seed)


@pytest.mark.parametrize(
    "damaged",
    [
        lambda body: body[:-1],
        lambda body: body[:20],
        lambda body: body[:-9] + bytes([body[-9] ^ 1]) + body[-8:],
        lambda _: b"",
        lambda _: b"ssg nearest 1\n",
    ],
)
def test_a_damaged_file_is_as_good_as_none(damaged: Callable[[bytes], bytes]) -> None:
    kept = KeptNearest(b"", PROGRAM)
    expected = nearest(CATALOG, kept)
    again = KeptNearest(kept.to_store(), PROGRAM)
    nearest(CATALOG, again)
    assert again.to_store() == b""
    again = KeptNearest(damaged(kept.to_store()), PROGRAM)
    assert_same(nearest(CATALOG, again), expected)
    assert again.to_store() == kept.to_store()


def test_the_file_of_another_program_is_not_used() -> None:
    kept = KeptNearest(b"", b"another program")
    nearest(CATALOG, kept)
    again = KeptNearest(kept.to_store(), PROGRAM)
    nearest(CATALOG, again)
    assert again.to_store() not in {b"", kept.to_store()}
