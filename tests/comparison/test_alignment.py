"""Alignment of two tools' capabilities: one to one, symmetric, and as readers label it."""

import itertools
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssg.catalog import Capability, Catalog
from ssg.comparison import candidates, score_rows
from ssg.comparison.alignment import Aligner, Alignment
from ssg.content.load import load
from support.described_tools import described, described_catalogs, turned
from support.labelled_pairs import (
    SETS,
    TUNED_SETS,
    UNFITTED_SETS,
    agreement,
    labels,
    own_set,
    read_set,
    without_ids,
)
from support.site_fixtures import ROOT, clean_environment
from support.strategies import a_capability, a_catalog, a_tool

LABEL_FILES = ("labels.yaml", "held_out.yaml")


@pytest.fixture(scope="module")
def own() -> Catalog:
    """Return the project's own content."""
    catalog = load(ROOT).catalog
    assert catalog
    return catalog


def align(a: list[Capability], b: list[Capability]) -> Alignment:
    """Align two tools of a catalog of just these two."""
    return Aligner(
        a_catalog(a_tool("one", capabilities=tuple(a)), a_tool("two", capabilities=tuple(b)))
    ).align("one", "two")


def check(catalog: Catalog, aligner: Aligner, a: str, b: str) -> None:
    """Check what every alignment of a pair keeps to."""
    found = aligner.align(a, b)
    first, second = (
        next(tool for tool in catalog.tools if tool.slug == slug).capabilities for slug in (a, b)
    )
    assert sorted([*(match.a for match in found.both), *found.only_a]) == list(range(len(first)))
    assert sorted([*(match.b for match in found.both), *found.only_b]) == list(range(len(second)))
    assert found.only_a == tuple(sorted(found.only_a))
    assert found.only_b == tuple(sorted(found.only_b))
    for match in found.both:
        one, other = first[match.a].id, second[match.b].id
        assert one == other or not (one and other), "different ids are different things"
        assert 0 < match.strength <= 1
        assert match.strength == 1 or not one or one != other
        assert not match.reason or match.reason.startswith(("same capability: ", "both mention "))
    kinds = [match.reason.startswith("same capability: ") for match in found.both]
    assert kinds == sorted(kinds, reverse=True), "shared ids stand first"
    strengths = [
        match.strength for match in found.both if not match.reason.startswith("same capability: ")
    ]
    assert strengths == sorted(strengths, reverse=True)
    assert turned(found) == aligner.align(b, a)


@given(described_catalogs())
def test_every_alignment_is_one_to_one_and_the_same_from_both_sides(catalog: Catalog) -> None:
    aligner = Aligner(catalog)
    for a, b in itertools.combinations([tool.slug for tool in catalog.tools], 2):
        check(catalog, aligner, a, b)


@pytest.mark.parametrize(
    "hide", [lambda catalog: catalog, without_ids], ids=["with ids", "without ids"]
)
def test_every_alignment_of_our_own_content_is_so_too(
    own: Catalog, hide: Callable[[Catalog], Catalog]
) -> None:
    catalog = hide(own)
    aligner = Aligner(catalog)
    for a, b in itertools.combinations([tool.slug for tool in catalog.tools], 2):
        check(catalog, aligner, a, b)


@given(described(), described())
def test_every_shared_id_is_a_match(
    one: tuple[Capability, ...], two: tuple[Capability, ...]
) -> None:
    found = align(list(one), list(two))
    matched = {one[match.a].id for match in found.both if one[match.a].id == two[match.b].id} - {""}
    assert matched == ({each.id for each in one} & {each.id for each in two}) - {""}


def test_ids_stand_first_in_the_order_of_their_names() -> None:
    words = "Sharded checkpoints across hosts"
    found = align(
        [
            a_capability(words),
            a_capability("b", id="streaming"),
            a_capability("c", id="quantization"),
        ],
        [
            a_capability("d", id="quantization"),
            a_capability("e", id="streaming"),
            a_capability(words),
        ],
    )
    assert [(match.a, match.b, match.reason) for match in found.both[:2]] == [
        (2, 0, "same capability: Quantization"),
        (1, 1, "same capability: Streaming"),
    ]
    assert [(match.a, match.b) for match in found.both[2:]] == [(0, 2)]
    assert (found.only_a, found.only_b) == ((), ())


def test_what_carries_different_ids_never_matches_however_alike_its_text() -> None:
    text = {
        "title": "Sharded checkpoints across hosts",
        "description": "Writes sharded checkpoints.",
    }
    found = align([a_capability(**text, id="sharding")], [a_capability(**text, id="checkpointing")])
    assert (found.both, found.only_a, found.only_b) == ((), (0,), (0,))
    assert len(align([a_capability(**text, id="sharding")], [a_capability(**text)]).both) == 1


def test_the_same_text_matches_and_the_reason_names_its_words() -> None:
    other = a_capability("Reads parquet files", anchor="reads")
    found = align(
        [other, a_capability("Sharded checkpoints across hosts")],
        [
            a_capability("Sharded checkpoints across hosts", anchor="x"),
            a_capability("Serves tokens over HTTP"),
        ],
    )
    (match,) = found.both
    assert (match.a, match.b) == (1, 0)
    assert match.reason == "both mention Sharded checkpoints across hosts"
    assert (found.only_a, found.only_b) == ((0,), (1,))


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("Moving between quux and zork", "Bridges between zarf and blip", ""),
        ("Dead-letter zorks", "Queue for dead letter zorks", "Dead-letter zorks"),
        ("Zorks with quux", "Zorks and quux", "Zorks and quux"),
        ("Custom zorks", "Several custom quuxes", ""),
        ("Zork-quux frobs", "Zork of frobs", "frobs"),
    ],
)
def test_reasons_are_phrases_as_written_and_no_filler(one: str, other: str, named: str) -> None:
    tools = [
        a_tool(slug, capabilities=(a_capability(title, description="Frob gnusto rezrov."),))
        for slug, title in (("a", one), ("b", other))
    ]
    aligner = Aligner(a_catalog(*tools))
    (match,) = aligner.align("a", "b").both or aligner.likely("a", "b")
    assert match.reason == (f"both mention {named}" if named else "")


def test_what_has_no_words_in_common_matches_nothing() -> None:
    found = align([a_capability("Reads parquet files")], [a_capability("Serves tokens")])
    assert (found.both, found.only_a, found.only_b) == ((), (0,), (0,))


def test_one_word_is_not_enough_for_a_match_and_a_common_word_is_no_reason() -> None:
    tools = [a_tool(slug, capabilities=(a_capability("The data"),)) for slug in "ab"]
    aligner = Aligner(a_catalog(*tools))
    assert aligner.align("a", "b").both == ()
    (match,) = aligner.likely("a", "b")
    assert match.reason == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Import of Parquet tables from disk", "Export of Parquet tables to disk"),
        ("Push of sharded checkpoints", "Pull of sharded checkpoints"),
        ("Kernels for 4-bit matrix weights", "Kernels for 8-bit matrix weights"),
    ],
)
def test_opposites_and_other_numbers_in_the_titles_never_match(one: str, other: str) -> None:
    text = "Reads sharded parquet tables of quantized matrix weights in rows."
    for title, matches in ((one, 1), (other, 0)):
        found = align(
            [a_capability(one, description=text)], [a_capability(title, description=text)]
        )
        assert len(found.both) == matches, title


def test_one_strong_word_alone_makes_no_match() -> None:
    importing = a_capability("Import of Parquet", description="Brings tables from elsewhere.")
    storing = a_capability("Parquet files on disk", description="Rows stay in plain folders.")
    others = [
        a_capability(title, description=text)
        for title, text in (
            ("Streaming reads", "Batches arrive while the job goes on."),
            ("Attention kernels", "Fused kernels save memory traffic."),
        )
    ]
    assert align([importing, *others], [storing]).both == ()


def test_what_an_editor_called_different_never_matches() -> None:
    text = "Sharded checkpoints across hosts"
    for name in ("two/other", "sharding"):
        one = a_capability(text, anchor="own", different_from=(name,))
        two = a_capability(text, anchor="other", id="sharding")
        assert align([one], [two]).both == ()
        assert align([two], [one]).only_a == (0,) or name == "two/other"


def test_the_synonyms_of_the_site_make_matches() -> None:
    tools = [
        a_tool("one", capabilities=(a_capability("RLHF", description="RLHF on several hosts."),)),
        a_tool(
            "two",
            capabilities=(
                a_capability("Human feedback", description="Human feedback on several hosts."),
            ),
        ),
    ]
    catalog = a_catalog(*tools)
    known = replace(catalog, synonyms=(("rlhf", "human feedback"),))
    scores = [
        aligner.likely("one", "two") + aligner.align("one", "two").both
        for aligner in (Aligner(catalog), Aligner(known))
    ]
    assert max((match.strength for match in scores[0]), default=0) < max(
        match.strength for match in scores[1]
    )


@given(described_catalogs())
def test_slugs_do_not_matter(catalog: Catalog) -> None:
    renamed = {tool.slug: f"renamed-{9 - index}" for index, tool in enumerate(catalog.tools)}
    other = replace(
        catalog,
        tools=tuple(replace(tool, slug=renamed[tool.slug]) for tool in reversed(catalog.tools)),
    )
    before, after = Aligner(catalog), Aligner(other)
    for a, b in itertools.combinations([tool.slug for tool in catalog.tools], 2):
        one, two = before.align(a, b), after.align(renamed[a], renamed[b])
        assert {(m.a, m.b, m.strength) for m in one.both} == {
            (m.a, m.b, m.strength) for m in two.both
        }
        assert (one.only_a, one.only_b) == (two.only_a, two.only_b)


def test_the_better_partner_wins() -> None:
    near = a_capability(
        "Sharded checkpoints across hosts", description="Resumes sharded checkpoints from any host."
    )
    far = a_capability("Checkpoints of several hosts")
    found = align([near], [far, replace(near, anchor="n")])
    assert [(match.a, match.b) for match in found.both] == [(0, 1)]


def test_equal_partners_are_told_in_one_order_from_both_sides() -> None:
    """Crossing titles of equal strength once made the result depend on the order of tools."""
    texts = ("Fast attention kernels", "Reads parquet files")
    one = [a_capability(texts[0], anchor="x"), a_capability(texts[1], anchor="y")]
    two = [a_capability(texts[1], anchor="x"), a_capability(texts[0], anchor="y")]
    catalog = a_catalog(
        a_tool("one", capabilities=tuple(one)), a_tool("two", capabilities=tuple(two))
    )
    aligner = Aligner(catalog)
    assert {(match.a, match.b) for match in aligner.align("one", "two").both} == {(0, 1), (1, 0)}
    check(catalog, aligner, "one", "two")


@pytest.mark.large
@given(described_catalogs(), st.randoms(use_true_random=False))
def test_the_order_of_tools_and_pairs_changes_nothing(catalog: Catalog, chance: object) -> None:
    slugs = [tool.slug for tool in catalog.tools]
    pairs = list(itertools.permutations(slugs, 2))
    there, back = Aligner(catalog), Aligner(replace(catalog, tools=tuple(reversed(catalog.tools))))
    assert {pair: there.align(*pair) for pair in pairs} == {
        pair: back.align(*pair) for pair in reversed(pairs)
    }


@pytest.mark.parametrize("hide", [lambda catalog: catalog, without_ids], ids=["ids", "no ids"])
@pytest.mark.parametrize(("kept", "least_stack", "most_scores"), [(1, 16, 1), (9_999, 2, 9_999)])
def test_what_is_kept_and_computed_together_changes_nothing(
    own: Catalog,
    hide: Callable[[Catalog], Catalog],
    monkeypatch: pytest.MonkeyPatch,
    kept: int,
    least_stack: int,
    most_scores: int,
) -> None:
    catalog = hide(own)
    slugs = [tool.slug for tool in catalog.tools if tool.capabilities][:8]
    pairs = [*itertools.permutations(slugs, 2)]
    by_second = sorted(pairs, key=itemgetter(1))
    aligner = Aligner(catalog)
    right = {pair: aligner.align(*pair) for pair in pairs}
    assert sum(len(each.both) for each in right.values()) > len(slugs)
    monkeypatch.setattr(score_rows, "KEPT_CAPABILITIES", kept)
    monkeypatch.setattr(candidates, "MOST_STACKED", kept)
    monkeypatch.setattr(candidates, "LEAST_STACK", least_stack)
    monkeypatch.setattr(candidates, "MOST_SCORES", most_scores)
    for order in (pairs, by_second, by_second[3:40], pairs[::-3]):
        aligner = Aligner(catalog)
        assert aligner.align_all(order) == [right[pair] for pair in order]
        assert [aligner.align(*pair) for pair in order] == [right[pair] for pair in order]


def test_tools_with_and_without_ids_are_computed_together(own: Catalog) -> None:
    """Rows that are kept of one tool's partners are for tools with ids, or for those without."""
    tools = [tool for tool in own.tools if tool.capabilities]
    tools[::2] = without_ids(replace(own, tools=tuple(tools[::2]))).tools
    catalog = replace(own, tools=tuple(tools))
    slugs = [tool.slug for tool in tools]
    pairs = [*itertools.product(slugs[:2], slugs[2:])]
    aligner = Aligner(catalog)
    right = {pair: aligner.align(*pair) for pair in pairs}
    assert {bool(tool.capabilities[0].id) for tool in tools[:2]} == {False, True}
    assert Aligner(catalog).align_all(pairs) == [right[pair] for pair in pairs]


@given(described())
def test_a_tool_without_capabilities_has_nothing_in_common(
    capabilities: tuple[Capability, ...],
) -> None:
    assert align(list(capabilities), []) == Alignment((), tuple(range(len(capabilities))), ())
    assert align([], list(capabilities)) == Alignment((), (), tuple(range(len(capabilities))))


def test_a_catalog_of_one_tool_can_be_aligned_with_nothing() -> None:
    Aligner(a_catalog(a_tool("one", capabilities=(a_capability(id="sharding"),))))
    Aligner(a_catalog())


@given(described_catalogs())
def test_an_empty_vocabulary_leaves_ids_and_words(catalog: Catalog) -> None:
    bare = replace(catalog, capabilities=())
    aligner = Aligner(bare)
    for a, b in itertools.combinations([tool.slug for tool in bare.tools], 2):
        check(bare, aligner, a, b)


def test_texts_without_a_word_that_means_something_match_nothing() -> None:
    empty = [a_capability("How to use it", anchor="a"), a_capability("…", anchor="b")]
    assert align(empty, empty).both == ()


def test_more_capabilities_than_a_file_may_have_are_no_trouble() -> None:
    many = [
        a_capability(f"Kernel{number} for attention{number}", anchor=f"k{number}")
        for number in range(200)
    ]
    assert len(align(many, many).both) == 200


@given(described_catalogs(most=2))
def test_hiding_ids_leaves_a_catalog_otherwise_as_it_is(catalog: Catalog) -> None:
    hidden = without_ids(catalog)
    assume(any(one.id for tool in catalog.tools for one in tool.capabilities))
    assert not any(one.id for tool in hidden.tools for one in tool.capabilities)
    assert [[one.title for one in tool.capabilities] for tool in hidden.tools] == [
        [one.title for one in tool.capabilities] for tool in catalog.tools
    ]


ALIGN_OWN = """
import itertools, sys
from pathlib import Path
from ssg.comparison.alignment import Aligner
from ssg.content.load import load

catalog = load(Path(sys.argv[1])).catalog
aligner = Aligner(catalog)
for a, b in itertools.combinations([tool.slug for tool in catalog.tools], 2):
    print(a, b, aligner.align(a, b), aligner.likely(a, b))
"""


@pytest.mark.large
def test_another_hash_seed_gives_the_same_alignments() -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-c", ALIGN_OWN, str(ROOT)],
            capture_output=True,
            text=True,
            check=True,
            env=clean_environment(PYTHONPATH=str(ROOT), PYTHONHASHSEED=seed),
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(" Alignment(") > 300


def test_every_labelled_title_exists(own: Catalog) -> None:
    titles = {tool.slug: [one.title for one in tool.capabilities] for tool in own.tools}
    for name in LABEL_FILES:
        for entry in labels(name):
            assert entry["left"] in titles[entry["a"]], entry
            assert entry["right"] in titles[entry["b"]], entry
            assert entry["match"] in {True, False}, entry


def test_the_labels_are_many_and_do_not_contradict_each_other() -> None:
    entries = [entry for name in LABEL_FILES for entry in labels(name)]
    assert len(entries) >= 120
    assert len({(entry["a"], entry["b"]) for entry in entries}) >= 12
    matches = [entry for entry in entries if entry["match"]]
    for side in ("left", "right"):
        partners = [(entry["a"], entry["b"], entry[side]) for entry in matches]
        assert len(partners) == len(set(partners)), "a capability has one partner"
    assert len(
        {(entry["a"], entry["b"], entry["left"], entry["right"]) for entry in entries}
    ) == len(entries)
    pairs = [{(entry["a"], entry["b"]) for entry in labels(name)} for name in LABEL_FILES]
    assert not pairs[0] & {(one, other) for pair in pairs[1] for one, other in (pair, pair[::-1])}


def test_readers_agree_with_the_matches_that_pages_show(own: Catalog) -> None:
    for names, precision, recall in ((TUNED_SETS, 0.93, 0.65), (UNFITTED_SETS, 0.95, 0.4)):
        found = [agreement(read_set(name)) for name in names]
        right, wrong, missed = (
            sum(getattr(each, field) for each in found) for field in ("right", "wrong", "missed")
        )
        assert right / (right + wrong) >= precision, found
        assert right / (right + missed) >= recall, found
    of_own = agreement(own_set(own))
    assert of_own.precision >= 0.95, of_own
    assert of_own.recall >= 0.5, of_own


@pytest.mark.parametrize("name", SETS)
def test_each_subject_has_labels_of_its_own_capabilities(name: str) -> None:
    labelled = read_set(name)
    titles = {
        (tool.slug, each.title) for tool in labelled.catalog.tools for each in tool.capabilities
    }
    assert len(titles) == sum(len(tool.capabilities) for tool in labelled.catalog.tools)
    assert len(labelled.same) >= 20
    assert labelled.same.isdisjoint(labelled.either)
    for a, left, b, right in labelled.same | labelled.either:
        assert {(a, left), (b, right)} <= titles


def test_no_wrong_match_by_text_on_our_own_pages(own: Catalog) -> None:
    aligner = Aligner(own)
    by_text = [
        (a.capabilities[match.a].title, b.capabilities[match.b].title)
        for a, b in itertools.combinations(own.tools, 2)
        for match in aligner.align(a.slug, b.slug).both
        if match.strength < 1
    ]
    assert by_text == []
