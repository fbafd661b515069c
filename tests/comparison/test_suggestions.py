"""Proposals of shared ids."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given

from ssg.catalog import Catalog
from ssg.comparison.alignment import Aligner
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.score_rows import is_settled
from ssg.comparison.suggestions import MOST_PER_CAPABILITY, accepted_ids, ids_for_title, suggest
from support.described_tools import described_catalogs
from support.labelled_pairs import TUNED_SETS, read_set, suggestion_agreement
from support.strategies import a_capability, a_catalog, a_tool

SHARDED = {
    "title": "Sharded checkpoints across hosts",
    "description": "Every host writes its shard of a checkpoint.",
}


def two_tools(**second: object) -> Catalog:
    """Return two tools with one capability that reads the same."""
    return a_catalog(
        a_tool("one", capabilities=(a_capability(**SHARDED),)),
        a_tool("two", capabilities=(a_capability(**SHARDED, **second),)),  # type: ignore[arg-type]
    )


@given(described_catalogs())
def test_groups_hold_one_capability_per_tool_and_one_id(catalog: Catalog) -> None:
    tools, uses = {tool.slug: tool for tool in catalog.tools}, Counter[tuple[str, int]]()
    for group in suggest(catalog, Aligner(catalog)):
        uses.update((each.slug, each.index) for each in group.members)
        assert len(group.members) == len({each.slug for each in group.members}) > 1
        assert len({each.id for each in group.members} - {""}) <= 1
        assert not all(each.id for each in group.members)
        assert 0 <= group.strength <= 1
        for one, other in combinations(group.members, 2):
            left, right = (tools[x.slug].capabilities[x.index] for x in (one, other))
            assert not is_settled(one.slug, left, other.slug, right)
    assert all(count <= MOST_PER_CAPABILITY for count in uses.values())


@given(described_catalogs())
def test_accepted_ids_never_replace_one_and_are_once_per_tool(catalog: Catalog) -> None:
    ids, entries = accepted_ids(suggest(catalog, Aligner(catalog)), catalog)
    known = {shared.id for shared in catalog.capabilities}
    assert known.isdisjoint(entry.id for entry in entries)
    for tool in catalog.tools:
        new = ids.get(tool.path, {})
        assert all(not tool.capabilities[index].id for index in new)
        every = [*new.values(), *(each.id for each in tool.capabilities if each.id)]
        assert len(every) == len(set(every))
        assert set(new.values()) <= known | {entry.id for entry in entries}


def test_a_new_id_is_named_by_what_the_titles_share() -> None:
    catalog = two_tools()
    (group,) = suggest(catalog, Aligner(catalog))
    assert (group.id, group.name, group.known) == (
        "sharded-checkpoints-across-hosts",
        "Sharded checkpoints across hosts",
        False,
    )
    ids, entries = accepted_ids([group], catalog)
    assert [list(each.items()) for each in ids.values()] == [[(0, group.id)]] * 2
    assert [entry.name for entry in entries] == [group.name]


def test_an_id_that_one_has_is_proposed_to_the_other() -> None:
    catalog = two_tools(id="sharding")
    (group,) = suggest(catalog, Aligner(catalog))
    assert (group.id, group.known) == ("sharding", True)
    ids, entries = accepted_ids([group], catalog)
    assert (list(ids.values()), entries) == ([{0: "sharding"}], [])


def test_what_is_settled_is_not_proposed() -> None:
    catalog = two_tools(different_from=("one/sharded-checkpoints-across-hosts",))
    assert suggest(catalog, Aligner(catalog)) == []


def test_proposals_can_be_limited_to_tools() -> None:
    catalog = two_tools()
    other = replace(catalog, tools=(*catalog.tools, a_tool("zoo")))
    assert len(suggest(other, Aligner(other), {"one"})) == 1
    assert suggest(other, Aligner(other), {"zoo"}) == []


def test_a_reason_of_one_word_names_no_id() -> None:
    texts = {"description": "Every host writes its shard of a checkpoint."}
    catalog = a_catalog(
        a_tool("one", capabilities=(a_capability("Sharded checkpoints", **texts),)),
        a_tool("two", capabilities=(a_capability("Checkpoints of all hosts", **texts),)),
    )
    (group,) = suggest(catalog, Aligner(catalog))
    assert (group.id, group.reason) == ("sharded-checkpoints", "both mention Checkpoints")


def test_titles_find_the_ids_of_the_vocabulary() -> None:
    catalog = two_tools(id="sharding")
    vectors = CapabilityVectors(catalog)
    assert [one.id for one in ids_for_title(catalog, vectors, "Checkpoints of hosts, sharded")][
        :1
    ] == ["sharding"]
    assert ids_for_title(catalog, vectors, "Poetry") == []
    assert ids_for_title(catalog, vectors, "") == []


def test_most_true_pairs_are_proposed() -> None:
    sets = [read_set(name) for name in TUNED_SETS]
    found = [
        suggestion_agreement(each, suggest(each.catalog, Aligner(each.catalog))) for each in sets
    ]
    assert min(each.recall for each in found) >= 0.75, found
    right, missed = sum(each.right for each in found), sum(each.missed for each in found)
    assert right / (right + missed) >= 0.9, found
