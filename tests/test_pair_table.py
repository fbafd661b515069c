"""Pairs held packed are the pairs that were given, by place, by slugs, and by tool."""

import pickle
import random

from ssg.pair_table import PairIndex, PairOrder, PairsByTool, PairTable
from ssg.site import Pair, Step

SLUGS = [f"tool-{number}" for number in range(12)]


def some_pairs() -> list[Pair]:
    """Return a third of all pairs of the tools, sorted."""
    chosen = random.Random(3)  # noqa: S311  (a fixed seed)
    return [
        Pair(
            a=a,
            b=b,
            strength=chosen.choice([1.5, 2.0, 7.25]),
            reasons=(f"both {a[-1]}",),
            step=chosen.choice(list(Step)),
        )
        for a in sorted(SLUGS)
        for b in sorted(SLUGS)
        if a < b and chosen.random() < 0.3
    ]


def test_a_table_has_the_pairs_in_order() -> None:
    pairs = some_pairs()
    table = PairTable(pairs)
    assert [*table] == pairs
    assert [table[place] for place in range(len(table))] == pairs
    assert table[2:5] == pairs[2:5]
    assert table[-1] == pairs[-1]
    assert [*pickle.loads(pickle.dumps(table))] == pairs  # noqa: S301  (our own bytes)
    assert [*PairTable(reversed(pairs))] == pairs
    assert [*PairTable(())] == []


def test_pairs_are_found_by_their_slugs() -> None:
    pairs = some_pairs()
    index = PairIndex(PairTable(pairs))
    assert dict(index) == {(pair.a, pair.b): pair for pair in pairs}
    paired = {(pair.a, pair.b) for pair in pairs}
    assert all(((a, b) in index) == ((a, b) in paired) for a in SLUGS for b in (*SLUGS, "other"))


def test_the_pairs_of_a_tool_come_strongest_first() -> None:
    pairs = some_pairs()
    table = PairTable(pairs)
    of_tool = PairsByTool(table)
    for slug in (*SLUGS, "other"):
        own = [pair for pair in pairs if slug in {pair.a, pair.b}]
        own.sort(key=lambda pair: (-pair.strength, pair.a, pair.b))
        assert of_tool.get(slug, []) == own
        assert (slug in of_tool) == bool(own)
        partners = [(pair.b if pair.a == slug else pair.a, pair.strength) for pair in own]
        assert [*table.partners(slug).items()] == partners
        assert [*table.steps(slug)] == [*table.partners(slug)]
        assert [*table.steps(slug).values()] == [pair.step for pair in own]


def test_all_pairs_come_in_the_order_of_the_tools() -> None:
    pairs, order = some_pairs(), SLUGS[::-1]
    places = {slug: place for place, slug in enumerate(order)}
    expected = sorted(sorted((places[pair.a], places[pair.b])) for pair in pairs)
    found = PairOrder(PairTable(pairs), order)
    assert [*found] == [(order[first], order[second]) for first, second in expected]
    assert found[3:5] == [*found][3:5]
