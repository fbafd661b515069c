"""What an earlier build has read in texts changes no pair."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ssg.catalog import Catalog, Signal, Tool
from ssg.pair_table import PairTable
from ssg.ranking.pair_reasons import PairReasons
from ssg.ranking.pairing import pair, translated_pairs
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.retired import locked_pairs
from ssg.ranking.shared_facts import SharedFacts
from ssg.settings import Category, PairPolicy, PairSettings
from ssg.tool_digests import digests_of
from support.damages import damages
from support.strategies import a_capability, a_catalog, a_tool

PROGRAM = b"this program"
Result = TypeVar("Result")
NAMES = (
    "Kodi",
    "Emby",
    "Plex Media",
    "Tracks",
    "reader",
    "Gitea",
    "Jitsi Meet",
    "Nextcloud",
    "Mail",
)
PHRASES = (
    "Media server for films and music",
    "Expense tracker (documentation in French)",
    "Alternative to Kodi",
    "An IMAP and POP3 server",
    "Works with Emby and Gitea",
    "Frontend for Plex Media",
    "reads tracks, readers and films",
    "Self-hosted wiki with pages",
    "Replacement for Nextcloud or Gitea",
    "Plays films for the JitsiMeet room",
    "Сервер для фильмов",
)
CATEGORIES = tuple(
    Category(id=id_, name=name)
    for id_, name in (
        ("video", "Media / Video"),
        ("audio", "Media / Audio"),
        ("cms", "Content Management Systems (CMS)"),
        ("rest", "Miscellaneous"),
    )
)


def a_text(chosen: Random) -> str:
    """Return a text of some phrases."""
    return ". ".join(chosen.choices(PHRASES, k=chosen.randint(1, 3)))


FIELDS: dict[str, Callable[[Random], Any]] = {
    "summary": a_text,
    "description": lambda chosen: chosen.choice(["", a_text(chosen)]),
    "name": lambda chosen: chosen.choice(NAMES),
    "also_known_as": lambda chosen: tuple(chosen.sample(NAMES, chosen.randint(0, 1))),
    "type": lambda chosen: chosen.choice(["framework", "dataset"]),
    "tags": lambda chosen: tuple(chosen.sample(["x", "y", "z"], chosen.randint(0, 2))),
    "categories": lambda chosen: tuple(
        each.id for each in chosen.sample(CATEGORIES, chosen.randint(0, 2))
    ),
    "capabilities": lambda chosen: tuple(
        a_capability(a_text(chosen), id=chosen.choice(["sharding", "tracing"]))
        for _ in range(chosen.randint(0, 1))
    ),
    "signals": lambda chosen: (Signal(id="stars", value=float(chosen.randint(1, 9_999))),),
    "scores": lambda chosen: (("adoption", chosen.random()),),
}


def random_tool(chosen: Random, slug: str) -> Tool:
    """Return a tool with any value in each field."""
    return a_tool(slug, **{name: draw(chosen) for name, draw in FIELDS.items()})


def random_catalog(chosen: Random) -> Catalog:
    """Return a catalog of a dozen tools."""
    tools = [random_tool(chosen, f"t{place}") for place in range(chosen.randint(1, 12))]
    policy = PairSettings(policy=chosen.choice([*PairPolicy]), related=chosen.randint(0, 4))
    return a_catalog(*tools, categories=CATEGORIES, pairs=policy)


def edited(chosen: Random, catalog: Catalog) -> Catalog:
    """Return a catalog after one edit: of a field, of the list of tools, or of the settings."""
    tools = list(catalog.tools)
    place = chosen.randrange(len(tools)) if tools else 0
    match chosen.randint(0, 9) if tools else 0:
        case 0:
            tools.insert(place, random_tool(chosen, f"new{chosen.randint(0, 10**9)}"))
        case 1:
            del tools[place]
        case 2:
            names = chosen.sample([each.name for each in CATEGORIES], len(CATEGORIES))
            renamed = [
                replace(each, name=name) for each, name in zip(CATEGORIES, names, strict=True)
            ]
            return replace(catalog, settings=replace(catalog.settings, categories=tuple(renamed)))
        case 3:
            policy = PairSettings(
                policy=chosen.choice([*PairPolicy]), max_pages=chosen.randint(0, 30)
            )
            return replace(catalog, settings=replace(catalog.settings, pairs=policy))
        case 4:
            messages = replace(catalog.settings.messages, language=chosen.choice(["en", "de"]))
            return replace(catalog, settings=replace(catalog.settings, messages=messages))
        case _:
            name = chosen.choice([*FIELDS])
            tools[place] = replace(tools[place], **{name: FIELDS[name](chosen)})
    return replace(catalog, tools=tuple(tools))


def names(catalog: Catalog, slug: str) -> set[str]:
    (tool,) = (each for each in catalog.tools if each.slug == slug)
    return {name.casefold() for name in (tool.name, *tool.also_known_as)}


def begun(work: Callable[[], Result]) -> Callable[[], Result]:
    """Do work at once; return what returns its result."""
    result = work()
    return lambda: result


def rows(table: PairTable) -> list[object]:
    """Return all of a table that other stages see."""
    return [*table, b"".join(table.pieces())]


@given(seed=st.integers(0, 10**9))
@settings(deadline=None)
def test_pairs_after_edits_are_those_of_a_build_from_nothing(seed: int) -> None:
    chosen = Random(seed)  # noqa: S311  (of a seed)
    catalog = random_catalog(chosen)
    stored = ReadTexts(catalog, b"", PROGRAM).to_store()
    for _ in range(6):
        for _ in range(chosen.randint(0, 2)):
            catalog = edited(chosen, catalog)
        known = {tool.slug: digests_of(tool) for tool in catalog.tools}
        catalog = replace(catalog, digests=chosen.choice([{}, known]))
        texts, fresh = ReadTexts(catalog, stored, PROGRAM), ReadTexts(catalog, b"", PROGRAM)
        (pairs, problems), (expected, same) = pair(catalog, texts, None, begun), pair(catalog)
        assert rows(pairs) == rows(expected)
        assert problems == same
        assert texts.mentioned == fresh.mentioned
        assert list(texts.words.stems) == list(fresh.words.stems)
        assert texts.summaries == fresh.summaries
        stored = texts.to_store() or stored
        assert ReadTexts(catalog, stored, PROGRAM).to_store() in {b"", stored}
        assert stored == fresh.to_store()


@example(seed=1081398)  # two tools of one name
@given(seed=st.integers(0, 10**9))
@settings(deadline=None)
def test_reasons_of_many_pairs_are_those_of_each(seed: int) -> None:
    """In every language."""
    catalog = random_catalog(Random(seed))  # noqa: S311  (of a seed)
    table, facts = pair(catalog)[0], SharedFacts(catalog)
    reasons = PairReasons(facts, catalog)
    assert not locked_pairs(catalog)
    for one in table:
        own = reasons.of(facts.ground(facts.places[one.a], facts.places[one.b]))
        if own:
            assert one.reasons[-len(own) :] == own
        else:  # tools of one name are near without a reason
            assert len(one.reasons) == 1 or names(catalog, one.a) & names(catalog, one.b)
    (again,) = translated_pairs(catalog, table, [catalog])
    assert rows(again) == rows(table)


CATALOG = random_catalog(Random(5))  # noqa: S311  (of a seed)


@pytest.mark.parametrize("damaged", damages(b"ssg texts 1\n"))
def test_a_damaged_file_is_as_good_as_none(damaged: Callable[[bytes], bytes]) -> None:
    stored = ReadTexts(CATALOG, b"", PROGRAM).to_store()
    assert ReadTexts(CATALOG, stored, PROGRAM).to_store() == b""
    texts = ReadTexts(CATALOG, damaged(stored), PROGRAM)
    assert texts.to_store() == stored
    assert rows(pair(CATALOG, texts)[0]) == rows(pair(CATALOG)[0])


def test_what_another_program_has_stored_is_not_used() -> None:
    stored = ReadTexts(CATALOG, b"", b"another program").to_store()
    assert ReadTexts(CATALOG, stored, PROGRAM).to_store() != b""
