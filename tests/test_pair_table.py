"""Pairs held packed are the pairs that were given, by place, by slugs, and by tool."""

import pickle
import random
from dataclasses import replace

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
    kept = found.only(lambda a, _: a == order[0])
    assert [*kept] == [pair for pair in found if pair[0] == order[0]]
    assert 0 < len(kept) < len(found) == len(pairs)


def test_a_table_of_columns_has_the_same_pairs_and_bytes() -> None:
    table = PairTable(some_pairs())
    slugs = ["a-tool-without-pairs", *sorted(SLUGS), "z"]
    columns, reasons = table.columns(slugs)
    other = PairTable.of_columns(replace(columns, reasons=columns.reasons + 1), [("x",), *reasons])
    assert [*other] == [*table]
    assert other.paired() == table.paired()
    assert other.of_tool(SLUGS[0]) == table.of_tool(SLUGS[0])
    columns, reasons = other.columns(slugs)
    assert b"".join(PairTable.of_columns(columns, reasons).pieces()) == b"".join(other.pieces())


def test_equal_reasons_have_one_number() -> None:
    table = PairTable(some_pairs())
    columns, reasons = table.columns(sorted(SLUGS))
    doubled = replace(columns, reasons=columns.reasons + len(reasons) * (columns.first % 2))
    other = PairTable.of_columns(doubled, [*reasons, *reasons])
    assert b"".join(other.pieces()) == b"".join(table.pieces())


def test_the_columns_have_the_pairs_of_each_tool_in_any_order_of_the_tools() -> None:
    table, slugs = PairTable(some_pairs()), ["without", *SLUGS[::-1]]
    columns = table.partner_columns(slugs)
    for place, slug in enumerate(slugs):
        row = slice(columns.ends[place], columns.ends[place + 1])
        others = [slugs[other] for other in columns.others[row]]
        assert dict(zip(others, columns.strengths[row], strict=True)) == table.partners(slug)
        assert others == [*table.partners(slug)]
        assert [*columns.steps[row]] == [*table.steps(slug).values()]
        reasons = [columns.different_reasons[number] for number in columns.reasons[row]]
        assert reasons == table.reasons(slug)
        for other, back in zip(columns.others[row], columns.back[row], strict=True):
            assert columns.ends[other] <= back < columns.ends[other + 1]
            assert columns.others[back] == place
    assert PairTable(()).partner_columns(SLUGS).ends.tolist() == [0] * (len(SLUGS) + 1)
