"""A comparison -> sentences that name both tools: what the table and the aligned rows show, said in words.

They are for readers who listen or skim, and they are what makes a page more than two tools under one heading. Every
sentence repeats facts of the two files; turned round, the comparison says the same with the names exchanged.
"""

from collections.abc import Iterator, Sequence

from ssg.comparison.entities import Names
from ssg.comparison.table import Row
from ssg.comparison.verdict import Comparison
from ssg.text import join_words, number

__all__ = ["differences", "lead_sentence", "limits_sentence", "moving_sentence", "ways_sentence"]

MOST_SENTENCES = 12
"""Differences that are told; the table has them all."""
ENTRIES_TOLD = 4
"""Entries of a list that a sentence names."""
TITLES_TOLD = 3
"""Capabilities of each side that a sentence about changing names."""
SCORE_ROWS = {"rank", "matched", "capabilities"}
"""Rows that other sentences tell of, besides those of components."""
SMALLEST_PART = 0.05
"""Points below which a component does not count as making a difference."""


def differences(comparison: Comparison) -> list[str]:
    """Tell the rows on which two tools differ, what both know first."""
    a, b = comparison.a.tool.name, comparison.b.tool.name
    told = [row for row in comparison.rows if not _of_score(row) and not row.same]
    known = [row for row in told if row.a.known and row.b.known]
    same = [row for row in comparison.rows if not _of_score(row) and row.same and row.a.known]
    last = list(_one_sided(told, a, b))
    return [
        *[*_same(same, a, b), *(_difference(row, a, b) for row in known)][
            : MOST_SENTENCES - len(last)
        ],
        *last,
    ]


def _of_score(row: Row) -> bool:
    return row.key in SCORE_ROWS or row.key.startswith("component-")


def moving_sentence(comparison: Comparison) -> str:
    """Say what somebody who goes from the first tool to the second gives up and gets; nothing unless there are both."""
    a, b = comparison.a.tool, comparison.b.tool
    lost = [f"“{a.capabilities[index].title}”" for index in comparison.alignment.only_a]
    gained = [f"“{b.capabilities[index].title}”" for index in comparison.alignment.only_b]
    if not lost or not gained:
        return ""
    return f"Moving from {a.name} to {b.name} gives up {_some(lost)}; it brings {_some(gained)}."


def _some(titles: Sequence[str]) -> str:
    if len(titles) <= TITLES_TOLD:
        return join_words(titles)
    return f"{', '.join(titles[:TITLES_TOLD])} and {len(titles) - TITLES_TOLD} more"


def _same(rows: Sequence[Row], a: str, b: str) -> Iterator[str]:
    """Tell what both share, in one sentence."""
    if rows:
        shared = join_words(
            [f"{_inside(row.label)} ({_short(row.a.items or (row.a.text,))})" for row in rows]
        )
        yield f"{a} and {b} agree on {shared}."


def _difference(row: Row, a: str, b: str) -> str:
    if row.a.items and row.b.items:
        return _lists(row, a, b)
    ahead = {"a": f"; {a} is better here", "b": f"; {b} is better here"}.get(row.better, "")
    return f"{row.label}: {row.a.text} for {a}, {row.b.text} for {b}{ahead}."


def _lists(row: Row, a: str, b: str) -> str:
    """Tell what both lists have and what only one has."""
    only_a = [item for item in row.a.items if item not in row.a.shared]
    only_b = [item for item in row.b.items if item not in row.b.shared]
    parts = [
        f"{who} {_short(items)}"
        for who, items in (
            ("both have", row.a.shared),
            (f"only {a} has", only_a),
            (f"only {b} has", only_b),
        )
        if items
    ]
    return f"{row.label}: {', '.join(parts)}."


def _one_sided(rows: Sequence[Row], a: str, b: str) -> Iterator[str]:
    """Tell what is known of one side only, in one sentence a side: what is unknown is not a no."""
    for name, other, labels in (
        (a, b, [row.label for row in rows if not row.b.known]),
        (b, a, [row.label for row in rows if not row.a.known]),
    ):
        if labels:
            yield f"Known of {name} and not of {other}: {join_words([_inside(label) for label in labels])}."


def _short(items: Sequence[str]) -> str:
    if len(items) <= ENTRIES_TOLD:
        return join_words(items)
    return f"{', '.join(items[:ENTRIES_TOLD])} and {len(items) - ENTRIES_TOLD} more"


def _inside(label: str) -> str:
    """Write a label as it stands inside a sentence: acronyms and names keep their capitals."""
    first = label.split(maxsplit=1)[0]
    return label if any(letter.isupper() for letter in first[1:]) else label[0].lower() + label[1:]


def lead_sentence(comparison: Comparison) -> str:
    """Say which of the components that are known for both make the difference on the common basis."""
    if not comparison.ahead:
        return ""
    ahead, behind = (
        (comparison.a, comparison.b) if comparison.ahead == "a" else (comparison.b, comparison.a)
    )
    sign = 1 if comparison.ahead == "a" else -1
    parts = [
        (sign * (one.points_a - one.points_b), one.label.lower())
        for one in comparison.shared_components
    ]
    gains = sorted(
        (part for part in parts if part[0] > SMALLEST_PART), key=lambda part: (-part[0], part[1])
    )
    losses = sorted(
        (part for part in parts if part[0] < -SMALLEST_PART), key=lambda part: (part[0], part[1])
    )
    if not gains:
        return ""
    gained = join_words([f"{_points(points)} on {label}" for points, label in gains])
    lost = join_words([f"{number(round(-points, 1))} on {label}" for points, label in losses])
    back = f" and {behind.tool.name} takes back {lost}" if lost else ""
    return f"{ahead.tool.name} gains {gained} over {behind.tool.name}{back}."


def _points(points: float) -> str:
    shown = number(round(points, 1))
    return f"{shown} point" if shown == "1" else f"{shown} points"


def ways_sentence(a: str, b: str, names: Names) -> str:
    """Say in a sentence which things two texts about the same capability call by name."""
    if names.only_a and names.only_b:
        both = f"Both name {join_words(names.both)}; " if names.both else ""
        return (
            f"{both}{a} works with {join_words(names.only_a)}, {b} with {join_words(names.only_b)}."
        )
    return f"Both name {join_words(names.both)}." if names.both else ""


def limits_sentence(a: str, b: str, limits_a: Sequence[str], limits_b: Sequence[str]) -> str:
    """Set the first limit that each side names against the other's, where both name one."""
    if not limits_a or not limits_b:
        return ""
    return f"Their limits: for {a}, {limits_a[0]}; for {b}, {limits_b[0]}.".replace("`", "")
