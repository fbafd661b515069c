"""Search end to end: results of the scripts for whole sites, file sizes, reproducible bytes."""

import gzip
import itertools
import json
import os
import random
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Capability, Catalog, Pricing, PricingModel, SharedCapability, Tool
from ssg.content.load import load
from ssg.ranking.scoring import rank
from ssg.search.addresses import addressed, group_size
from ssg.search.documents import KIND_OF_HEAD, DocumentReader, replaced_names
from ssg.search.encoding import as_json, browser_order, packed, packs, varints
from ssg.search.index import search_files
from ssg.search.name_index import name_files
from ssg.settings import Category, SearchEngine, Settings
from ssg.site import Output, Site
from ssg.tokenizer import Tokenizer, table_for
from support.node_search import ask, run, write
from support.site_fixtures import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from search_corpus import FORMS, make_queries, make_site

ENGLISH = Tokenizer(table_for("en"))
FACETS = ("type", "pricing", "category", "status")
KB = 1000


def capability(title: str, description: str = "", **more: Any) -> Capability:
    return Capability(
        title=title,
        anchor=more.pop("anchor", title.lower().replace(" ", "-")),
        description=description,
        **more,
    )


def tool(name: str, *capabilities: Capability, **more: Any) -> Tool:
    slug = more.pop("slug", "-".join(name.lower().split()) or "tool")
    return Tool(
        name=name,
        slug=slug,
        type=more.pop("type", "framework"),
        summary=more.pop("summary", "A tool."),
        path=f"content/tools/{slug}.yaml",
        capabilities=capabilities,
        **more,
    )


def site_of(*tools: Tool, settings: Settings | None = None, **more: Any) -> Site:
    settings = settings or Settings(types=(("framework", "Framework"), ("dataset", "Dataset")))
    catalog = Catalog(
        settings=settings, tools=tuple(sorted(tools, key=lambda one: one.slug)), **more
    )
    return Site(catalog=catalog, ranking=rank(catalog, date(2026, 11, 1)), pairs=())


def own_site_value() -> Site:
    catalog = load(ROOT).catalog
    assert catalog is not None
    return Site(catalog=catalog, ranking=rank(catalog), pairs=())


def slugs(found: dict[str, Any]) -> list[str]:
    return [hit["slug"] for hit in found["hits"]]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the files of the search over the project's own content."""
    return write(search_files(own_site_value()), tmp_path_factory.mktemp("own-search"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """Write a site whose index is cut into many files."""
    site = make_site(120, 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ssg.search.index.SMALL", 0)
        return site, write(search_files(site), tmp_path_factory.mktemp("large-search"))


# What is found


def test_the_example_of_the_front_page_finds_what_it_should(own: Path) -> None:
    (found,) = ask(None, own, ["fine-tune a llm with little gpu memory"])
    first = {hit["slug"]: hit["capabilities"][0]["anchor"] for hit in found["hits"][:5]}
    assert first.get("peft") == first.get("unsloth") == "c-quantized-fine-tuning"


def test_a_result_says_what_it_is_and_what_of_it_answers(tmp_path: Path) -> None:
    site = site_of(
        tool(
            "Alpha",
            capability("Maps in colour", "Draws maps."),
            capability("Charts", "Draws charts of maps.", anchor="x"),
            type="dataset",
            pricing=Pricing(model=PricingModel.PAID),
            scores=(("adoption", 0.5),),
        ),
        tool("Beta", capability("Sound", "Plays songs.")),
    )
    found, nothing, other = ask(site, tmp_path, ["map", "zzzzqqqq", "song"])
    assert slugs(found) == ["alpha"]
    assert [(hit["slug"], hit["score"]) for hit in other["hits"]] == [("beta", None)]
    assert found["hits"][0] == {
        "slug": "alpha",
        "name": "Alpha",
        "type": "Dataset",
        "pricing": "Paid",
        "score": next(one.rounded for one in site.ranking.scores if one.slug == "alpha"),
        "summary": "A tool.",
        "picture": "2AL",
        "capabilities": [
            {"title": "Maps in colour", "anchor": "c-maps-in-colour"},
            {"title": "Charts", "anchor": "c-x"},
        ],
    }
    assert (found["total"], found["corrections"], found["marks"]) == (1, [], ["map"])
    assert found["facets"] == {
        "type": {"dataset": 1},
        "pricing": {"paid": 1},
        "category": {},
        "status": {},
    }
    assert (nothing["total"], nothing["hits"]) == (0, [])


def test_labels_are_those_of_the_site(own: Path) -> None:
    (found,) = ask(None, own, [["", {"limit": 99}]])
    shown = {hit["slug"]: (hit["type"], hit["pricing"]) for hit in found["hits"]}
    assert shown["unsloth"][0] == "Web App"
    assert shown["peft"] == ("Repository", "Free (open source)")


def test_words_in_one_capability_count_more_than_words_all_over_a_tool(tmp_path: Path) -> None:
    site = site_of(
        tool(
            "Apart",
            capability("Red"),
            capability("Green"),
            capability("Blue"),
            scores=(("adoption", 1.0),),
        ),
        tool("Together", capability("Red green blue")),
        tool("Some", capability("Red green")),
    )
    (found,) = ask(site, tmp_path, ["red green blue"])
    assert slugs(found)[0] == "together"


def test_results_neither_show_nor_find_a_set_phrase_of_an_import(tmp_path: Path) -> None:
    site = site_of(
        *(tool(f"Pen {n}", summary="Nothing is said.") for n in range(5)),
        *(tool(f"Ink {n}", summary=f"Colour {n}.") for n in range(5)),
    )
    by_name, by_phrase = ask(site, tmp_path, ["pen 1", "nothing is said"])
    assert by_name["hits"][0]["slug"] == "pen-1"
    assert by_name["hits"][0]["summary"] == ""
    assert not by_phrase["hits"]


def test_results_leave_out_the_only_type_of_a_site(tmp_path: Path) -> None:
    settings = Settings(types=(("framework", "Framework"),))
    (found,) = ask(site_of(tool("Pen"), settings=settings), tmp_path, ["pen"])
    assert found["hits"][0]["type"] == ""


def test_a_better_score_decides_between_equals_and_never_beats_a_better_match(
    tmp_path: Path,
) -> None:
    site = site_of(
        tool("Low", capability("Draws maps"), scores=(("adoption", 0.1),)),
        tool("High", capability("Draws maps"), scores=(("adoption", 1.0),)),
        tool("Exact", capability("Draws maps of rivers"), scores=(("adoption", 0.1),)),
    )
    equal, better = ask(site, tmp_path, ["draws maps", "maps of rivers"])
    assert slugs(equal)[0] == "high"
    assert slugs(equal).index("high") < slugs(equal).index("low")
    assert slugs(better)[0] == "exact"


def test_a_word_that_only_describes_others_covers_less_of_the_question(tmp_path: Path) -> None:
    site = site_of(
        tool("Does", capability("Things", "Red green blue."), scores=(("adoption", 0.1),)),
        tool(
            "Compares",
            capability("Red green", vs_alternatives="Others do blue."),
            scores=(("adoption", 0.6),),
        ),
        *(tool(f"Other {number}", capability("Some", "Red green.")) for number in range(10)),
    )
    (found,) = ask(site, tmp_path, ["red green blue"])
    assert slugs(found)[:2] == ["does", "compares"]


def test_all_names_that_begin_so_are_found_and_the_very_one_first(tmp_path: Path) -> None:
    site = site_of(
        tool("Kiwi", scores=(("adoption", 0.0),)),
        *(tool(f"Kiwi {chr(97 + number)}", scores=(("adoption", 1.0),)) for number in range(20)),
    )
    very, begun, letter = ask(
        site, tmp_path, [[text, {"limit": 99}] for text in ("kiwi", "kiw", "k")]
    )
    assert slugs(very)[0] == "kiwi"
    assert very["total"] == begun["total"] == letter["total"] == 21


def test_a_name_comes_first(tmp_path: Path) -> None:
    many = [
        tool(
            f"Other {number}",
            capability("Works with Kiwi", "Kiwi and kiwi again, all kiwi."),
            scores=(("adoption", 1.0),),
        )
        for number in range(20)
    ]
    site = site_of(
        *many,
        tool("Kiwi", capability("Sings"), scores=(("adoption", 0.0),)),
        tool("The Who", capability("Plays")),
    )
    whole, begun, stop_words = ask(site, tmp_path, ["KIWI", "kiw", "the who"])
    assert slugs(whole)[0] == slugs(begun)[0] == "kiwi"
    assert slugs(stop_words) == ["the-who"]


def test_corrections_are_reported(tmp_path: Path) -> None:
    site = site_of(
        tool("Alpha", capability("Quantization of memory")), tool("Beta", capability("Songs"))
    )
    found = ask(
        site, tmp_path, ["memroy", "mmory", "nemory", "emory", "xmemory", "quantisatoin", "qx"]
    )
    assert [one["corrections"] for one in found] == [
        [{"typed": typed, "used": used}]
        for typed, used in zip(
            ("memroy", "mmory", "nemory", "emory", "xmemory", "quantisatoin"),
            ["memory"] * 5 + ["quantization"],
            strict=True,
        )
    ] + [[]]
    assert all(slugs(one) == ["alpha"] for one in found[:-1])


def test_a_word_of_the_site_is_no_misspelled_name(tmp_path: Path) -> None:
    site = site_of(
        tool("Moodle", categories=("courses",)),
        tool("Ilias", categories=("courses",)),
        tool("Rallly", summary="Polls for dates (alternative to Doodle)."),
    )
    settings = replace(site.settings, categories=(Category(id="courses", name="Courses"),))
    site = replace(site, catalog=replace(site.catalog, settings=settings))
    product, mistyped = ask(site, tmp_path, ["doodle alternative", "moodel alternative"])
    assert slugs(product) == ["rallly"]
    assert slugs(mistyped) == ["ilias"]


def test_the_last_word_may_be_unfinished_and_forms_of_a_word_are_one(tmp_path: Path) -> None:
    site = site_of(
        tool("Alpha", capability("Compresses libraries", "Fine-tuned caches.")),
        tool("Beta", capability("Songs")),
    )
    for found in ask(
        site, tmp_path, ["compr", "compression", "library", "finetuning", "fine tune", "cached"]
    ):
        assert slugs(found) == ["alpha"]


def test_synonyms_find_each_other_as_phrases(tmp_path: Path) -> None:
    site = site_of(
        tool("One", capability("Saves graphics memory")),
        tool("Two", capability("Saves VRAM")),
        tool("Three", capability("Memory beside graphics")),
        tool("Four", capability("Songs")),
        synonyms=(("vram", "graphics memory"), ("nothing", "nowhere")),
    )
    one, two = ask(site, tmp_path, ["vram", "graphics memory"])
    assert slugs(one) == ["two", "one"]
    assert set(slugs(two)) == {"one", "two", "three"}


def test_intents_and_the_shared_vocabulary_are_searched(tmp_path: Path) -> None:
    site = site_of(
        tool("Alpha", capability("Trains", intents=("teach a parrot",), id="shared")),
        tool("Beta"),
        capabilities=(
            SharedCapability(id="shared", name="Training", aliases=("rematerialization",)),
        ),
    )
    assert [slugs(one) for one in ask(site, tmp_path, ["parrots", "rematerialization"])] == [
        ["alpha"],
        ["alpha"],
    ]


def test_scripts_without_blanks_are_found_by_pairs_of_letters(tmp_path: Path) -> None:
    site = site_of(
        tool("A", capability("東京タワーの写真")),
        tool("B", capability("การเรียนรู้ของเครื่อง")),
        tool("C", capability("모델 학습")),
        tool("D", capability("обучение моделей")),
        settings=Settings(language="ja", types=(("framework", "F"),)),
    )
    found = ask(site, tmp_path, ["東京", "タワー写真", "เรียนรู้", "모델", "ОБУЧЕНИЕ"])
    assert [slugs(one)[:1] for one in found] == [["a"], ["a"], ["b"], ["c"], ["d"]]


def test_only_english_is_stemmed(tmp_path: Path) -> None:
    tools = tool("A", capability("Die Bilder")), tool("B", capability("maps"))
    german = site_of(*tools, settings=Settings(language="de", types=(("framework", "F"),)))
    found = ask(german, tmp_path / "de", ["die", "mapping", "bilder"])
    assert [one["total"] for one in found] == [1, 0, 1]
    assert [one["total"] for one in ask(site_of(*tools), tmp_path / "en", ["mapping"])] == [1]


# Unusual queries and names


HOSTILE = (
    "",
    " ",
    "???",
    "the of and",
    "🙂🙂",
    "\u202e\u202dabc",
    "<script>alert(1)</script>",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "'\"\\",
    "a" * 10_000,
    "word " * 2_000,
    "\x00",
    "\ud800",
    "=",
    "~0",
    "~",
    "-",
    "a-b-c",
    "%00%ff",
    "0",
    "東",
)


def test_whatever_is_typed_is_answered(own: Path, tmp_path: Path) -> None:
    everything = len(own_site_value().catalog.tools)
    small = site_of(tool("A"))
    for found, empty in zip(ask(None, own, HOSTILE), ask(small, tmp_path, HOSTILE), strict=True):
        assert 0 <= found["total"] <= everything
        assert len(found["hits"]) == min(10, found["total"])
        assert empty["total"] <= 1
    nothing_said = ask(None, own, HOSTILE[:4])
    assert [one["total"] for one in nothing_said] == [everything] * 4
    assert ask(site_of(), tmp_path / "none", ["", "word", "the"])[1] == {
        "total": 0,
        "hits": [],
        "corrections": [],
        "marks": ["word"],
        "facets": {facet: {} for facet in FACETS},
        "wishes": [],
        "compared": [],
        "missing": [],
    }


def test_hostile_names_are_kept_as_they_are(tmp_path: Path) -> None:
    names = (
        "__proto__",
        "constructor",
        "<script>alert(1)</script>",
        "🙂",
        "مرحبا",
        "\t x \t y ",
        "A" * 300,
        "toString",
        "2024",
        "é",
    )
    types = tuple((one, one.upper()) for one in ("constructor", "2024", "10", "a"))
    site = site_of(
        *(
            tool(
                name,
                capability(name),
                slug=f"{'s' * 70}-{number}",
                type=types[number % 4][0],
                categories=(types[number % 4][0],),
            )
            for number, name in enumerate(names)
        ),
        settings=Settings(
            types=types, categories=tuple(Category(id=one, name=label) for one, label in types)
        ),
    )
    found = ask(
        site, tmp_path, [*names, ["", {"limit": 99}], ["", {"filters": {"type": ["constructor"]}}]]
    )
    for number, name in enumerate(names):
        expected = {
            "name": " ".join(name.split()),
            "slug": f"{'s' * 70}-{number}",
            "type": types[number % 4][1],
        }
        if ENGLISH.whole(name) != "=":
            assert {key: found[number]["hits"][0][key] for key in expected} == expected
    times = Counter(types[number % 4][0] for number in range(len(names)))
    assert found[-2]["facets"]["type"] == found[-2]["facets"]["category"] == dict(times)
    assert found[-1]["total"] == times["constructor"]
    listed = run(
        tmp_path,
        """
        const names = await (await load("name-lookup")).openNames("/search/"), found = [];
        const shown = ({ name, type, label }) => [name, type, label];
        for (const text of given) found.push((await names.find(text, { limit: 99 })).map(shown));
        return found;""",
        [*names, ""],
    )
    assert len(listed[-1]) == len(names)
    for number, name in enumerate(names):
        expected_type = types[number % 4]
        assert [" ".join(name.split()), *expected_type] in listed[number]


# Filters


def reference(
    site: Site, matching: set[str], filters: dict[str, list[str]]
) -> tuple[list[str], dict[str, dict[str, int]]]:
    """Return the matching tools that pass, in rank order, and the count of each filter value."""

    def values(one: Tool) -> dict[str, list[str]]:
        return {
            "type": [one.type],
            "pricing": [one.pricing.model],
            "category": list(one.categories),
            "status": [one.status] if one.status else [],
        }

    def passes(one: Tool, but: str = "") -> bool:
        return all(
            facet == but or not chosen or set(chosen) & set(values(one)[facet])
            for facet, chosen in filters.items()
        )

    tools = {one.slug: one for one in site.catalog.tools}
    ranked = [tools[score.slug] for score in site.ranking.scores if score.slug in matching]
    counts = {
        facet: dict(
            Counter(value for one in ranked if passes(one, facet) for value in values(one)[facet])
        )
        for facet in FACETS
    }
    return [one.slug for one in ranked if passes(one)], counts


def test_filters_let_pass_exactly_what_they_say_and_count_it(own: Path) -> None:
    site = own_site_value()
    choices = {
        "type": ["framework", "dataset", "nonsense"],
        "pricing": ["free", "open_source"],
        "category": ["fine-tuning", "quantization"],
        "status": ["active", "archived"],
    }
    filters: list[dict[str, list[str]]] = [{}]
    filters += [
        {facet: list(some)}
        for facet, values in choices.items()
        for size in (1, 2)
        for some in itertools.combinations(values, size)
    ]
    filters += [{a: choices[a][:1], b: choices[b]} for a, b in itertools.permutations(choices, 2)]
    questions = ["", "memory", "train networks", "gguf"]
    asked = [[text, {"filters": one, "limit": 99}] for text in questions for one in filters]
    found = ask(None, own, asked)
    for number, question in enumerate(questions):
        some = found[number * len(filters) : (number + 1) * len(filters)]
        matching = set(slugs(some[0]))
        for one, chosen in zip(some, filters, strict=True):
            passing, counts = reference(site, matching, chosen)
            assert sorted(slugs(one)) == sorted(passing)
            assert slugs(one) == [slug for slug in slugs(some[0]) if slug in passing]
            assert one["total"] == len(passing)
            assert one["facets"] == counts
            assert question or slugs(one) == passing


def test_results_come_in_parts(own: Path) -> None:
    asked = [
        ["memory", {"limit": 99}],
        *(["memory", {"limit": 4, "offset": at}] for at in range(0, 30, 4)),
    ]
    whole, *parts = ask(None, own, asked)
    assert [slug for part in parts for slug in slugs(part)] == slugs(whole)


# Words


def test_both_halves_read_the_same_terms_from_every_text(
    large: tuple[Site, Path], own: Path
) -> None:
    texts = [
        text
        for site in (large[0], own_site_value())
        for one in site.catalog.tools
        for text in (
            one.name,
            one.summary,
            one.description,
            *(f"{c.title} {c.description} {c.vs_alternatives}" for c in one.capabilities),
        )
    ]
    texts += [name for name in HOSTILE if name != "\ud800"]
    texts += [
        "".join(
            chr(code)
            for code in range(start, start + 64)
            if unicodedata.category(chr(code))[0] != "C"
        )
        for start in range(0, 0x20000, 64)
        if not 0xD800 <= start < 0xE000
    ]
    pairs = {text: ENGLISH.terms(text) for text in texts}
    assert len({term for terms in pairs.values() for term in terms}) > 10_000
    found = run(
        own,
        """
        const { openTokenizer } = await load("tokenizer"), wrong = [];
        const tokenizer = openTokenizer(given.table);
        for (const [text, terms] of given.pairs) {
          const all = tokenizer.read(text)
            .flatMap(({ words, compound }) => compound ? [...words, compound] : words);
          const found = all.map(tokenizer.term);
          if (JSON.stringify(found) !== JSON.stringify(terms)) wrong.push([text, terms, found]);
        }
        return wrong;""",
        {"table": manifest(own)["tokenizer"], "pairs": list(pairs.items())},
    )
    assert found == []


def manifest(folder: Path) -> Any:
    """Read the manifest of a written index."""
    start = (folder / "search/start").read_bytes()
    head, _, rest = gzip.decompress(start).partition(b"\n")
    return json.loads(rest[slice(*json.loads(head)["parts"]["manifest"])])


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The libraries of a library", ["librari", "librari"]),
        ("quantization quantized quantise", ["quantiz"] * 3),
        ("gpu gpus", ["gpu"] * 2),
        ("api apis", ["api"] * 2),
        ("status statuses", ["statu"] * 2),
        ("bias biases", ["bia"] * 2),
        ("embed embeds embedded embedding embedder", ["embed"] * 5),
        ("exceed exceeds exceeding exceeded", ["exc"] * 4),
        ("precede preceding preceded", ["preced"] * 3),
        ("expected unexpectedly", ["expect", "unexpect"]),
        ("training trainer trained", ["train"] * 3),
        ("fine-tuning", ["fin", "tun", "finetun"]),
        ("llama.cpp", ["llama", "cpp", "llamacp"]),
        ("C++ C# c", ["c++", "c#"]),
        ("4-bit", ["4", "bit"]),
        ("Café naïve", ["caf", "naiv"]),
        ("state-of-the-art", ["stat", "art"]),
        ("東京都", ["東京", "京都"]),
        ("x" * 41, []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert ENGLISH.terms(text) == terms


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Bilder Bildern Bildes", "bild"),
        ("Verwaltung Verwaltungen", "verwalt"),
        ("möglich Möglichkeit Möglichkeiten", "moglich"),
        ("Häufigkeiten häufig", "haufig"),
        ("Passwort Passwörter", "passwort"),
        ("Ergebnis Ergebnisse Ergebnissen", "ergebnis"),
        ("schnell schneller schnellste", "schnell"),
        ("Server Servers", "serv"),
        ("Sicherheit", "sich"),
    ],
)
def test_german_terms_are_those_of_snowball(text: str, stem: str) -> None:
    assert set(Tokenizer(table_for("de-AT")).terms(text)) == {stem}


def test_both_halves_stem_german_alike(tmp_path: Path) -> None:
    site = site_of(
        tool("A", capability("Verwaltung von Bildern")),
        tool("B", capability("Sichere Passwörter")),
        settings=Settings(language="de", types=(("framework", "F"),)),
    )
    found = ask(site, tmp_path, ["Bild", "Passwort", "Verwaltungen", "sicherer"])
    assert [slugs(one)[:1] for one in found] == [["a"], ["b"], ["a"], ["b"]]


@given(st.text(max_size=60))
def test_reading_terms_never_fails_and_ignores_case(text: str) -> None:
    assert all(ENGLISH.terms(text))
    if text.isascii():
        assert ENGLISH.terms(text) == ENGLISH.terms(text.upper())


# Files


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), st.integers(0, 2**20)
        ),
        max_size=200,
    )
)
def test_what_is_packed_can_be_read_again(entries: Sequence[tuple[str, int]]) -> None:
    words = dict(entries)
    ordered = sorted(words, key=browser_order)
    firsts, files = packs((word, varints([words[word]]) + bytes(200)) for word in ordered)
    assert len(firsts) == len(files)
    found = [unpacked(file) for file in files]
    assert [word for some in found for word, _ in some] == ordered
    assert [number for some in found for _, number in some] == [words[word] for word in ordered]
    for first, some, before in zip(firsts[1:], found[1:], found, strict=False):
        assert browser_order(before[-1][0]) < browser_order(first) <= browser_order(some[0][0])


@pytest.mark.parametrize("group", [1, 8])
def test_a_change_of_few_words_changes_few_files(group: int) -> None:
    numbers = random.Random(group)  # noqa: S311
    made = {"".join(numbers.choices("abcdefghij", k=9)): numbers.randrange(30) for _ in range(6000)}
    changed = made | {word + "x": 9 for word in numbers.sample(sorted(made), 5)}

    def files(words: dict[str, int]) -> list[tuple[str, bytes]]:
        ordered = ((word, bytes(words[word] ** 2)) for word in sorted(words))
        firsts, bodies = packs(ordered, 2_000, group)
        assert len(firsts) == len(bodies)
        assert len(bodies) % group == 0
        assert max(map(len, bodies)) < (2_010 if group == 1 else 8_000)
        return list(zip(firsts, bodies, strict=True))

    before, after = files(made), files(changed)
    new = [number for number, file in enumerate(after) if file not in before]
    assert len(before) > 1_000
    assert 1 <= len({number // group for number in new}) <= 7


def test_the_address_of_a_file_contains_the_hash_of_its_group() -> None:
    parts = {"counts": b"c", **{f"s/{number}": bytes((number,)) for number in range(20)}}
    hashes, files = addressed(parts, 8)
    assert sorted(map(len, hashes.values())) == [7, 21]
    assert {hashes["s"][7:14] + str(place) for place in range(8)} <= {
        address.partition("/")[2] for address in files
    }
    assert files[f"s/{hashes['s'][14:]}3"] == bytes((19,))
    changed = addressed({**parts, "s/9": b"other"}, 8)[0]["s"]
    assert (changed[:7], changed[14:]) == (hashes["s"][:7], hashes["s"][14:])
    assert changed != hashes["s"]
    assert addressed({"c/4": b"4", "c/6": b"6"}, 1)[0]["c"].startswith("-" * 28)


@pytest.mark.parametrize(("files", "group"), [(0, 1), (2_000, 1), (2_001, 2), (10_400, 8)])
def test_files_of_a_large_site_share_hashes(files: int, group: int) -> None:
    assert group_size(files) == group


def test_an_edited_summary_changes_the_files_of_its_words(large: tuple[Site, Path]) -> None:
    site = large[0]
    tools = list(site.catalog.tools)
    tools[40] = replace(tools[40], summary=f"{tools[40].summary} {tools[90].name}")
    edited = replace(site, catalog=replace(site.catalog, tools=tuple(tools)))
    before, after = ({file.path: file.body for file in search_files(one)} for one in (site, edited))
    new = [path for path, body in after.items() if before.get(path) != body]
    folders = Counter(path.split("/")[1] for path in new)
    words = len(ENGLISH.terms(tools[40].summary))
    assert folders["f"] == folders["start"] == folders["all"] == 1
    assert folders["s"] <= 2 * words
    assert sum(folders.values()) - folders["s"] <= 12
    assert len(before) > 200


def unpacked(file: bytes) -> list[tuple[str, int]]:
    """Read a file of `packs` whose words have a number and 200 bytes."""
    at, word, found = 0, b"", []
    while at < len(file):
        same, more = file[at : at + 2]
        word = word[:same] + file[at + 2 : at + 2 + more]
        at += 2 + more
        value = shift = 0
        while True:
            byte = file[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        found.append((word.decode("utf-8"), value))
        at += 200
    return found


def test_a_small_site_has_one_index_file_the_names_and_the_spelling(own: Path) -> None:
    files = {
        re.sub("/[a-z2-7]{7}0", "", path.relative_to(own / "search").as_posix())
        for path in (own / "search").rglob("*")
        if path.is_file()
    }
    assert files == {
        "all",
        "start",
        "current.json",
        "current-copy.json",
        "names",
        "names-copy",
        "d",
        "b",
    }


def test_nothing_is_fetched_twice_and_a_file_that_failed_is_fetched_again(
    large: tuple[Site, Path],
) -> None:
    fetched, again, failed = run(
        large[1],
        """
        const { openIndex } = await load("bm25"), index = await openIndex("/search/");
        const question = given;
        await index.search(question);
        const first = [...fetched];
        await index.search(question);
        const again = fetched.length - first.length, real = globalThis.fetch;
        globalThis.fetch = async () => new Response("", { status: 503 });
        const failed = await index.search("another question entirely")
          .then(() => "found", error => error.message);
        globalThis.fetch = real;
        await index.search("another question entirely");
        return [first, again, failed];""",
        make_queries(large[0], 1, 1)[0].text,
    )
    assert len(fetched) == len(set(fetched))
    assert again == 0
    assert failed == "503"


ROUNDS = """
    const { openIndex } = await load("bm25"), { gunzipSync } = await import("node:zlib");
    const real = globalThis.fetch, waiting = [];
    globalThis.fetch = address => new Promise(answer => waiting.push(async () => {
      const bytes = Buffer.from(await (await real(address)).arrayBuffer());
      answer(new Response(bytes[0] === 31 ? gunzipSync(bytes) : bytes));
    }));
    const rest = async () => {
      for (let turn = 0; turn < 9; turn++) await new Promise(setImmediate);
    };
    const count = async work => {
      let done = false, rounds = 0;
      work.finally(() => done = true);
      for (await rest(); waiting.length || !done; await rest()) {
        rounds += waiting.length ? 1 : 0;
        await Promise.all(waiting.splice(0).map(answer => answer()));
      }
      return rounds;
    };
    const rounds = [];
    for (const text of given)
      rounds.push(await count(openIndex("/search/").then(({ search }) => search(text))));
    return rounds;"""
"""Answers all requests that wait at once; a round is a set of requests that wait together."""


def test_after_the_first_file_a_search_takes_two_rounds_of_requests_and_three_with_a_typo(
    large: tuple[Site, Path],
) -> None:
    queries = make_queries(large[0], 15, 3)
    rounds = dict(zip(queries, run(large[1], ROUNDS, [one.text for one in queries]), strict=True))
    most = {form: max(rounds[one] for one in queries if one.form == form) for form in FORMS}
    assert most.pop("typo1") <= 4
    assert most.pop("typo2") <= 4
    assert set(most.values()) == {3}


def test_a_comparison_takes_no_more_rounds_than_other_questions(
    large: tuple[Site, Path],
) -> None:
    a, b = (one.name for one in large[0].catalog.tools[:2])
    comparison, alternatives = run(large[1], ROUNDS, [f"{a} vs {b}", f"alternatives to {a}"])
    assert comparison <= 3
    assert alternatives <= 4  # the file of the tool has its alternatives


def test_without_any_one_file_a_search_loses_at_most_its_words(large: tuple[Site, Path]) -> None:
    queries = [query.text for query in make_queries(large[0], 1, 3)]
    losses, mistakes = run(
        large[1],
        """
        const { openIndex } = await load("bm25"), real = globalThis.fetch;
        const losses = [], mistakes = [], order = ({ hits }) => hits.map(hit => hit.slug).join();
        for (const question of given) {
          fetched.length = 0;
          const whole = await (await openIndex("/search/")).search(question);
          for (const gone of [...fetched]) {
            globalThis.fetch = async (address, ...rest) =>
              address === gone ? new Response("", { status: 404 }) : real(address, ...rest);
            const found = await (await openIndex("/search/")).search(question);
            losses.push(found.missing.length);
            if (!found.hits.length || !found.missing.length && order(found) !== order(whole))
              mistakes.push([question, gone]);
          }
          globalThis.fetch = real;
        }
        return [losses, mistakes];""",
        queries,
    )
    assert max(losses) <= 2  # a file may have two of the words
    assert len(losses) > 50
    assert mistakes == []


def test_after_a_deployment_the_open_page_goes_on_with_the_new_index(
    large: tuple[Site, Path], tmp_path: Path
) -> None:
    questions = [query.text for query in make_queries(large[0], 2, 3)]
    expected = [one["hits"][0]["slug"] for one in ask(None, large[1], questions)]
    tools = (replace(one, summary=f"{one.summary} Again.") for one in large[0].catalog.tools)
    edited = replace(large[0], catalog=replace(large[0].catalog, tools=tuple(tools)))
    write(search_files(large[0]), tmp_path / "old")
    found, asked = run(
        write(search_files(edited), tmp_path),
        """
        const { openIndex } = await load("bm25"), real = globalThis.fetch, found = [];
        globalThis.fetch = address => real("/old" + address);
        const index = await openIndex("/search/");
        await index.search(given[0]);
        globalThis.fetch = real;
        fetched.length = 0;
        for (const question of given) found.push((await index.search(question)).hits[0].slug);
        return [found, fetched.filter(address => address.endsWith(".json"))];""",
        questions,
    )
    assert found == expected
    assert 1 <= len(asked) <= 2


def test_a_host_may_unpack_the_files_itself(own: Path) -> None:
    total = run(
        own,
        """
        const real = globalThis.fetch;
        const { gunzipSync } = await import("node:zlib");
        globalThis.fetch = async address => {
          const bytes = Buffer.from(await (await real(address)).arrayBuffer());
          return new Response(bytes[0] === 31 ? gunzipSync(bytes) : bytes);
        };
        const index = await (await load("bm25")).openIndex("/search/");
        return (await index.search("memory")).total;""",
    )
    assert total > 5


@pytest.mark.large
def test_one_file_and_many_find_the_same(
    large: tuple[Site, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [query.text for query in make_queries(large[0], 5, 4)]
    monkeypatch.setattr("ssg.search.index.SMALL", 10**9)
    assert ask(large[0], tmp_path, questions) == ask(None, large[1], questions)
    folders = {each.parent.name for each in (tmp_path / "search").rglob("*") if each.is_file()}
    assert folders == {"search", "all", "names", "d", "b"}


def test_without_a_search_there_are_no_files() -> None:
    assert search_files(site_of(tool("A"), settings=Settings(search=SearchEngine.NONE))) == []


@pytest.mark.large
def test_the_same_content_makes_the_same_bytes() -> None:
    code = (
        "import hashlib; from pathlib import Path; from ssg.content.load import load; "
        "from ssg.ranking.scoring import rank; "
        "from ssg.site import Site; from ssg.search.index import search_files; "
        "catalog = load(Path('.')).catalog; "
        "site = Site(catalog=catalog, ranking=rank(catalog), pairs=()); "
        "print(*((file.path, hashlib.sha256(file.body).hexdigest()) "
        "for file in search_files(site)))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# Sizes, and how well it finds: the benchmark has the figures of a large site


@pytest.mark.large
def test_what_a_search_fetches_is_small(large: tuple[Site, Path]) -> None:
    site, folder = large
    queries = make_queries(site, 12, 5)
    found = run(
        folder,
        """
        const { openIndex } = await load("bm25"), results = [];
        for (const { text } of given) {
          fetched.length = 0;
          const { hits } = await (await openIndex("/search/")).search(text);
          results.push([[...fetched], hits.map(hit => hit.slug)]);
        }
        return results;""",
        [{"text": one.text} for one in queries],
    )
    sizes = sorted(
        sum((folder / address[1:]).stat().st_size for address in fetched) for fetched, _ in found
    )
    assert sizes[len(sizes) // 2] <= 50 * KB
    assert sizes[-1] <= 120 * KB
    assert (
        max(path.stat().st_size for path in (folder / "search").rglob("*") if path.is_file())
        <= 64 * KB
    )
    right = [one.slug in hits for one, (_, hits) in zip(queries, found, strict=True)]
    assert sum(right) >= 0.95 * len(right)


def test_names_are_small(large: tuple[Site, Path]) -> None:
    assert (
        sum(path.stat().st_size for path in (large[1] / "search/names").glob("*0"))
        <= 8 * KB * 120 / 1000 + 600
    )


# Names


NAMES = """
    const names = await (await load("name-lookup")).openNames("/search/"), found = [];
    const { suggested } = await load("suggested");
    names.suggested = path => suggested(path, names);
    for (const [what, ...rest] of given) found.push(await names[what](...rest));
    return found;"""


def names_of(folder: Path, *asked: Sequence[object]) -> list[Any]:
    """Call `names.find` and the like."""
    return run(folder, NAMES, asked)  # type: ignore[no-any-return]


def test_names_are_found_by_their_beginning_within_and_mistyped(own: Path) -> None:
    found = names_of(
        own,
        ["find", "unslo"],
        ["find", "stack"],
        ["find", "ightn"],
        ["find", "acelerate"],
        ["find", ""],
        ["find", "u", {"limit": 1}],
        ["find", "unsloth", {"exclude": "unsloth"}],
        ["find", "deep speed"],
        ["find", "zzzz"],
    )
    assert [[one["slug"] for one in some] for some in found[:4]] == [
        ["unsloth", "unsloth-pro"],
        ["the-stack-v2"],
        ["pytorch-lightning"],
        ["accelerate"],
    ]
    ranked = [score.slug for score in own_site_value().ranking.scores]
    assert [one["slug"] for one in found[4]] == ranked[:8]
    assert len(found[5]) == 1
    assert [one["slug"] for one in found[6]] == ["unsloth-pro"]
    assert [one["slug"] for one in found[7]] == ["deepspeed"]
    assert found[8] == []


def test_tools_of_the_same_name_show_their_type(own: Path) -> None:
    twins = names_of(own, ["find", "UNSLOTH"])[0]
    assert {(one["name"], one["slug"], one["type"], one["label"]) for one in twins} == {
        ("unsloth", "unsloth", "webapp", "Web App"),
        ("Unsloth (unsloth-pro)", "unsloth-pro", "model", "Model"),
    }


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("flax vs pe", ["flax", "peft"]),
        ("peft or unsloth", ["peft", "unsloth"]),
        ("peft, vllm", ["peft", "vllm"]),
        ("PEFT versus trl", ["peft", "trl"]),
        ("peft v trl", ["peft", "trl"]),
        ("peft / trl", ["peft", "trl"]),
        ("unslot vs peft", ["peft", "unsloth"]),
        ("peft, trl, vllm", ["peft", "trl"]),
        ("flax vs flax", ["flax", "flax-google"]),
        ("flax vs", []),
        ("vs flax", []),
        ("peft", []),
        ("", []),
        ("zzzz vs peft", []),
        ("a,b,c,d,e", []),
        (", , ,", []),
    ],
)
def test_two_names_make_a_comparison(own: Path, text: str, slugs: list[str]) -> None:
    (found,) = names_of(own, ["comparison", text])
    assert sorted(tool["slug"] for tool in found[:2]) == slugs


def test_a_name_that_reads_like_a_comparison_is_none(tmp_path: Path) -> None:
    site = site_of(tool("Black or White"), tool("Black"), tool("White"))
    write(search_files(site), tmp_path)
    assert (
        names_of(tmp_path, ["comparison", "black or white"], ["comparison", "black, white"])[0]
        == []
    )


def test_an_address_is_guessed(own: Path) -> None:
    found = names_of(
        own,
        *(
            ["suggested", path]
            for path in (
                "/tools/unslot/",
                "/compare/flax-vs-pefft/",
                "/x/the_stack.html",
                "/",
                "/%E0%A4%A",
                "/tools/zzzzzz/",
            )
        ),
    )
    assert [[one["slug"] for one in some][:2] for some in found] == [
        ["unsloth", "unsloth-pro"],
        ["flax", "peft"],
        ["the-stack-v2"],
        [],
        [],
        [],
    ]


def test_many_names_come_in_parts(tmp_path: Path) -> None:
    parts = (
        ("Bra", "Clo", "Stu", "Tri", "Vo", "Wen"),
        ("mi", "no", "ra", "so", "tu", "va", "zi", "le"),
        ("con", "dar", "fex", "gol", "lim", "nor", "qua"),
        (" AI", " Hub", " Kit", " Lab", " Code", " Web", " Go"),
    )
    names = map("".join, itertools.product(*parts))
    site = site_of(*(tool(name, slug=f"tool-{name.lower().replace(' ', '-')}") for name in names))
    tools = {one.slug: one for one in site.catalog.tools}
    ranked = [tools[score.slug] for score in site.ranking.scores]
    few = name_files(ranked, site.settings, ENGLISH, most=2_200)
    hashes, files = addressed({name: packed(body) for name, body in few.items()}, 1)
    current = as_json({"index": "x", "files": hashes, "group": 1, "parts": {}}) + b"\n"
    write([Output(path=f"search/{path}", body=body) for path, body in files.items()], tmp_path)
    write([Output(path="search/current.json", body=current)], tmp_path)
    assert len(few) > 2
    seldom = [one for one in ranked[2_000:] if len(one.name) > 7][:40]
    found = run(
        tmp_path,
        """
        const names = await (await load("name-lookup")).openNames("/search/"), found = [];
        for (const one of given) {
          fetched.length = 0;
          const list = await names.find(one);
          found.push([list.map(one => one.slug), fetched.length]);
        }
        return found;""",
        [one.name for one in seldom] + [seldom[0].name[:1]],
    )
    assert all(one.slug in slugs for one, (slugs, _) in zip(seldom, found[:-1], strict=True))
    assert max(files for _, files in found) <= 4
    assert len(found[-1][0]) == 8


@pytest.mark.parametrize(
    ("summary", "head"),
    [
        ("Wiki engine with plugins.", "Wiki engine "),
        ("Edited. Wiki engine with plugins.", "Edited. Wiki engine "),
        ("New! Wiki engine. It has plugins.", "New! Wiki engine"),
        ("Wiki engine. It has plugins.", "Wiki engine"),
        ("Wiki.", "Wiki."),
    ],
)
def test_a_first_sentence_of_one_word_is_not_the_whole_beginning(summary: str, head: str) -> None:
    one = tool("One", summary=summary)
    first = DocumentReader(site_of(one), [one]).documents(one)[0]
    assert [text for weight, text, _ in first.kinds if weight == KIND_OF_HEAD] == [head]


@pytest.mark.parametrize(
    ("summary", "names"),
    [
        ("the ALTERNATIVE to Slack", ["Slack"]),
        ("Alternatives for Google Photos and Plex", ["Google Photos", "Plex"]),
        ("It Replaces JIRA", ["JIRA"]),
        ("a replacement of Plex", ["Plex"]),
        ("Similar To Trello", ["Trello"]),
        ("a CLONE OF Digg", ["Digg"]),
        ("Compatible with Redis", ["Redis"]),
        ("\u017fimilar to Trello", ["Trello"]),
        ("Slack-clone", ["Slack"]),
        ("A Google Reader Replacement", ["A Google Reader"]),
        ("It reads feeds from Google Reader", []),
    ],
)
def test_names_that_a_summary_replaces(summary: str, names: list[str]) -> None:
    assert replaced_names(summary) == names
