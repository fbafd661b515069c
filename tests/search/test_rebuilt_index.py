"""The index of an edited site: its bytes are those of an index from nothing, and little is read."""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from ssg.catalog import Catalog, SharedCapability, Tool
from ssg.fields import with_values
from ssg.foreign_text import ForeignText
from ssg.ranking.scoring import rank
from ssg.sealed_file import opened, sealed
from ssg.search import edited_counts, packed_files, term_counts
from ssg.search.documents import COMMON_TOOLS
from ssg.search.encoding import packed
from ssg.search.index import search_files
from ssg.search.state import SearchState
from ssg.search.term_counts import BATCH
from ssg.settings import AttributeKind, AttributeSpec
from ssg.site import Site
from ssg.tokenizer import Tokenizer
from ssg.tool_digests import digests_of
from support.site_fixtures import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from search_corpus import make_site

EDITS_OF_A_SERIES = int(os.environ.get("SSG_TEST_EDITS", "8"))
Kept = dict[tuple[str, str], bytes]
Edit = Callable[[Catalog, random.Random], Catalog]


def state_in(kept: Kept) -> SearchState:
    """Return a state that keeps its files in a dictionary."""

    def write(name: str, tree: str, body: bytes) -> None:
        kept[name, tree] = body

    return SearchState(b"program", lambda name, tree: kept.get((name, tree), b""), write)


def site_of(catalog: Catalog) -> Site:
    return Site(catalog=catalog, ranking=rank(catalog, date(2026, 11, 1)), pairs=())


def with_digests(catalog: Catalog) -> Catalog:
    """Return a catalog as a build has it: the digests of its tools are known."""
    return replace(catalog, digests={tool.slug: digests_of(tool) for tool in catalog.tools})


def with_tools(catalog: Catalog, tools: Sequence[Tool]) -> Catalog:
    return replace(catalog, tools=tuple(sorted(tools, key=lambda tool: tool.slug)))


def edit_tool(change: Callable[[Tool, random.Random], Tool]) -> Edit:
    """Return an edit of one tool."""

    def edit(catalog: Catalog, pick: random.Random) -> Catalog:
        tools = list(catalog.tools)
        place = pick.randrange(len(tools))
        tools[place] = change(tools[place], pick)
        return with_tools(catalog, tools)

    return edit


def a_word(pick: random.Random) -> str:
    words = ["quick", "no", "planner", "Slack", "zoetropic", "git", "training", "trains", "e-book"]
    return pick.choice([*words, f"new{pick.randrange(10**6)}", "an alternative to Google Photos"])


def other_summary(tool: Tool, pick: random.Random) -> Tool:
    words = tool.summary.split()
    words[pick.randrange(len(words)) : pick.randrange(len(words) + 1)] = [a_word(pick)]
    return replace(tool, summary=" ".join(words))


def longer_summary(tool: Tool, pick: random.Random) -> Tool:
    return replace(tool, summary=f"{tool.summary} It {a_word(pick)} and {tool.name} " * 5)


def other_capability(tool: Tool, pick: random.Random) -> Tool:
    capabilities = list(tool.capabilities)
    place = pick.randrange(len(capabilities))
    capabilities[place] = replace(
        capabilities[place],
        title=a_word(pick),
        unique=a_word(pick),
        id=pick.choice(["", "shared"]),
    )
    return replace(tool, capabilities=tuple(capabilities))


def fewer_capabilities(tool: Tool, pick: random.Random) -> Tool:
    return replace(tool, capabilities=tool.capabilities[pick.randrange(2) :])


def other_facts(tool: Tool, pick: random.Random) -> Tool:
    return replace(
        tool,
        name=f"{tool.name} {a_word(pick)}",
        also_known_as=(a_word(pick),),
        tags=(a_word(pick), "rss"),
        categories=(f"area-{pick.randrange(5)}",),
        license=pick.choice(["", "MIT", "AGPL-3.0-only"]),
    )


def other_score(tool: Tool, pick: random.Random) -> Tool:
    return replace(tool, scores=(("adoption", pick.random()),))


def one_tool_less(catalog: Catalog, pick: random.Random) -> Catalog:
    gone = pick.choice(catalog.tools)
    return with_tools(catalog, [tool for tool in catalog.tools if tool is not gone])


def one_tool_more(catalog: Catalog, pick: random.Random) -> Catalog:
    name = f"added-{pick.randrange(10**9)}"
    return with_tools(
        catalog, [*catalog.tools, replace(pick.choice(catalog.tools), slug=name, name=name)]
    )


def other_vocabulary(catalog: Catalog, pick: random.Random) -> Catalog:
    entry = SharedCapability(id="shared", name=a_word(pick), description="")
    return replace(catalog, capabilities=(entry,), synonyms=((a_word(pick), "teach"),))


def other_settings(catalog: Catalog, pick: random.Random) -> Catalog:
    first, *others = catalog.settings.categories
    categories = replace(first, name=f"Area {a_word(pick)}"), *others
    return replace(catalog, settings=replace(catalog.settings, categories=categories))


SMALL_EDITS = tuple(map(edit_tool, (other_summary, other_capability, other_facts, longer_summary)))
"""Edits after which documents have the same numbers."""
EDITS = (
    *SMALL_EDITS,
    *map(edit_tool, (fewer_capabilities, other_score)),
    *(one_tool_less, one_tool_more, other_vocabulary, other_settings),
)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(
    ("language", "small", "batch"),
    [("en", 0, BATCH), ("en", 10**9, BATCH), ("de", 0, BATCH), ("en", 1, 40)],
)
def test_random_edits_give_the_bytes_of_an_index_from_nothing(
    language: str, small: int, batch: int, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    """Also where the words of one tool are counted in several batches."""
    monkeypatch.setattr("ssg.search.index.SMALL", small)
    monkeypatch.setattr(term_counts, "BATCH", batch)
    monkeypatch.setattr(edited_counts, "MOST_EDITED", 3)
    monkeypatch.setattr(packed_files, "MOST_NEW", 12)
    pick = random.Random(small)  # noqa: S311
    catalog = make_site(8, 1).catalog
    catalog = replace(catalog, settings=replace(catalog.settings, language=language))
    kept: Kept = {}
    for number in range(EDITS_OF_A_SERIES):
        edits = EDITS if number % 4 == 3 else SMALL_EDITS
        catalog = pick.choice(edits)(catalog, pick)
        site = site_of(with_digests(catalog) if known else catalog)
        assert search_files(site, state=state_in(kept)) == search_files(site)


def test_a_name_that_becomes_a_common_word_counts_less_in_its_own_document() -> None:
    catalog = make_site(8, 1).catalog
    tools = [replace(tool, summary="It works.") for tool in catalog.tools]
    tools[0] = replace(tools[0], name="Meadow")
    kept: Kept = {}
    for place in range(1, COMMON_TOOLS + 2):
        tools[place] = replace(tools[place], summary="It grows in a meadow.")
        site = site_of(with_digests(with_tools(catalog, tools)))
        assert search_files(site, state=state_in(kept)) == search_files(site)


@pytest.mark.parametrize("known", [False, True])
def test_every_field_of_a_tool_and_of_a_capability_is_noticed(*, known: bool) -> None:
    catalog = make_site(6, 2).catalog
    one = catalog.tools[2]
    title = one.capabilities[1]
    fields = ("description", "unique", "vs_alternatives", "intents", "anchor", "title", "id")
    capabilities = [
        with_values(title, {name: ("teach",) if name == "intents" else "teach"}) for name in fields
    ]
    types = [type_ for type_, _ in catalog.settings.types if type_ != one.type]
    changes: list[Mapping[str, object]] = [
        {"type": types[0]},
        {name: ForeignText("Teach", "de") for name in ("name", "summary", "description")},
        {"categories": tuple(category.id for category in catalog.settings.categories[:3])},
        *({name: "Teach"} for name in ("name", "summary", "description", "license")),
        *({name: ("teach",)} for name in ("tags", "aliases", "also_known_as")),
        {"attributes": MappingProxyType({"platform": ("teach",)})},
        *(
            {"capabilities": (one.capabilities[0], each, *one.capabilities[2:])}
            for each in capabilities
        ),
    ]
    kept: Kept = {}
    search_files(site_of(with_digests(catalog) if known else catalog), state=state_in(kept))
    before = dict(kept)
    for change in changes:
        tools = list(catalog.tools)
        tools[2] = with_values(one, change)
        changed = with_tools(catalog, tools)
        site = site_of(with_digests(changed) if known else changed)
        assert search_files(site, state=state_in(dict(before))) == search_files(site), change


def test_the_labels_of_the_site_are_noticed() -> None:
    catalog = make_site(6, 2).catalog
    settings, tool = catalog.settings, catalog.tools[2]
    shared = replace(tool.capabilities[0], id="shared")
    described = replace(tool, attributes=(("local", True),), capabilities=(shared,))
    tools = [*catalog.tools[:2], described, *catalog.tools[3:]]
    attribute = AttributeSpec(id="local", label="Local", kind=AttributeKind.BOOL)
    entry = SharedCapability(id="shared", name="Sharing", description="")
    catalog = replace(
        with_digests(with_tools(catalog, tools)),
        settings=replace(settings, attributes=(attribute,)),
        capabilities=(entry,),
    )
    kept: Kept = {}
    search_files(site_of(catalog), state=state_in(kept))
    types = tuple((each, "Teacher") for each, _ in settings.types)
    changes: list[Mapping[str, object]] = [
        {"settings": replace(catalog.settings, attributes=(replace(attribute, label="Teach"),))},
        {"settings": replace(catalog.settings, types=types)},
        {"capabilities": (replace(entry, name="Teaching"),)},
        {"capabilities": (replace(entry, aliases=("Teaching",)),)},
    ]
    for change in changes:
        site = site_of(replace(catalog, **change))  # type: ignore[arg-type]  # of these fields
        assert search_files(site, state=state_in(dict(kept))) == search_files(site), change


def test_only_files_of_an_edit_are_compressed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssg.search.index.SMALL", 0)
    catalog = make_site(60, 3).catalog
    kept: Kept = {}
    before = search_files(site_of(catalog), state=state_in(kept))
    compressed: list[bytes] = []

    def packed_once(body: bytes) -> bytes:
        compressed.append(body)
        return packed(body)

    monkeypatch.setattr(packed_files, "packed", packed_once)
    tools = list(catalog.tools)
    tools[3] = replace(tools[3], summary=f"Zoetropic {tools[3].summary}")
    after = search_files(site_of(with_tools(catalog, tools)), state=state_in(kept))
    changed = {file.path for file in after} - {file.path for file in before}
    folders = Counter(path.split("/")[1] for path in changed)
    assert folders["f"] == 1
    assert sum(folders.values()) <= 12
    # `all` has the bytes of `start`, which is compressed apart.
    assert len(compressed) == sum(folders.values()) - folders["all"]


def test_counts_are_stored_again_after_many_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edited_counts, "MOST_EDITED", 2)
    catalog = make_site(12, 4).catalog
    kept: Kept = {}
    stored = []
    for place in range(5):
        tools = list(catalog.tools)
        tools[place] = replace(tools[place], summary=f"No. {place} {tools[place].summary}")
        catalog = with_tools(catalog, tools)
        search_files(site_of(catalog), state=state_in(kept))
        stored.append(kept["counts", ""])
    assert [stored[0] is body for body in stored] == [True, True, True, False, False]


def test_only_the_texts_of_edited_tools_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = make_site(12, 5).catalog
    kept: Kept = {}
    search_files(site_of(catalog), state=state_in(kept))
    seen: list[str] = []
    original = Tokenizer.tokens

    def tokens(self: Tokenizer, text: str) -> list[str]:
        seen.append(text)
        return original(self, text)

    monkeypatch.setattr(Tokenizer, "tokens", tokens)
    tools = list(catalog.tools)
    tools[7] = replace(tools[7], summary="It plays zoetropic films.")
    search_files(site_of(with_tools(catalog, tools)), state=state_in(kept))
    assert "It plays zoetropic films." in seen
    others = {
        one.description for tool in tools if tool is not tools[7] for one in tool.capabilities
    }
    assert others.isdisjoint(seen)


@pytest.mark.parametrize("name", ["counts", "packed", "phrases"])
def test_a_damaged_or_missing_state_gives_the_same_bytes(name: str) -> None:
    site = site_of(make_site(6, 6).catalog)
    kept: Kept = {}
    whole = search_files(site, state=state_in(kept))
    body = kept[name, ""]
    pick = random.Random(name)  # noqa: S311
    for _ in range(3):
        place = pick.randrange(len(body))
        damaged = body[:place] + bytes((body[place] ^ 1 << pick.randrange(8),)) + body[place + 1 :]
        for other in (b"", body[:place], damaged):
            assert search_files(site, state=state_in({**kept, (name, ""): other})) == whole


def test_a_state_of_another_key_is_not_opened() -> None:
    body = sealed(b"header\n", [b"con", b"tent"], b"key")
    content = opened(b"header\n", body, b"key")
    assert content is not None
    assert bytes(content) == b"content"
    assert opened(b"header\n", body, b"other") is None
    assert opened(b"other\n", body, b"key") is None
