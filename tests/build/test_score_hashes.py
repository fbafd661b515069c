"""Hashes over scores: of all but the place, and only of the very score that was hashed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ssg.build.score_hashes import known_hash, with_hashes
from ssg.scores import ComponentScore, Ranking, Score, ScoreRange, SignalReading

READING = SignalReading(id="stars", label="Stars", raw="5", value=0.5)
COMPONENT = ComponentScore(
    name="adoption", label="Adoption", value=0.5, weight=1.0, points=50.0, most=100.0
)
SCORE = Score(
    slug="flax", total=50.0, components=(COMPONENT._replace(readings=(READING,)),), place=2
)
BARE = Ranking(scores=(SCORE,), as_of=date(2026, 11, 22))
OTHER = {str: "other", float: 0.25, bool: True, date: date(2026, 11, 1)}


def of(score: Score) -> bytes:
    return known_hash(score, BARE)


def other_value(value: object) -> Any:
    return OTHER[type(value)] if value is not None else OTHER[date]


@pytest.mark.parametrize("name", SignalReading._fields)
def test_each_field_of_a_reading_counts(name: str) -> None:
    reading = READING._replace(**{name: other_value(getattr(READING, name))})
    assert of(replace(SCORE, components=(COMPONENT._replace(readings=(reading,)),))) != of(SCORE)


@pytest.mark.parametrize("name", [name for name in ComponentScore._fields if name != "readings"])
def test_each_field_of_a_component_counts(name: str) -> None:
    one = SCORE.components[0]
    changed = one._replace(**{name: other_value(getattr(one, name))})
    assert of(replace(SCORE, components=(changed,))) != of(SCORE)


def test_slug_total_and_range_count_and_the_place_does_not() -> None:
    others = [
        replace(SCORE, slug="jax"),
        replace(SCORE, total=51.0),
        replace(SCORE, range=ScoreRange(low=1, centre=2, high=3)),
        replace(SCORE, components=()),
        replace(SCORE, components=SCORE.components * 2),
    ]
    assert len({of(SCORE), *map(of, others)}) == len(others) + 1
    assert of(replace(SCORE, place=3)) == of(SCORE)


def test_the_hash_of_another_score_of_the_tool_is_not_used() -> None:
    ranking, edited = with_hashes(BARE), replace(SCORE, total=51.0)
    assert known_hash(SCORE, ranking) == of(SCORE)
    assert known_hash(edited, ranking) == of(edited) != of(SCORE)
