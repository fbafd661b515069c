"""Hashes over scores without their places: those of a site are made before its pairs are known."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from operator import attrgetter

from ssg.build.program_hash import HASH_BYTES
from ssg.scores import ComponentScore, Ranking, Score, SignalReading

__all__ = ["known_hash", "with_hashes"]


def _reader(names: Iterable[str], *without: str) -> Callable[[object], object]:
    """Return a function that returns the fields of a value by their names, but for some."""
    return attrgetter(*(name for name in names if name not in without))


READ_SCORE, READ_COMPONENT, READ_SIGNAL = (
    _reader((each.name for each in fields(Score) if each.repr), "components", "place"),
    _reader(ComponentScore._fields, "readings"),
    _reader(SignalReading._fields),
)


def with_hashes(ranking: Ranking) -> Ranking:
    """Return a ranking with the hashes of its scores."""
    return replace(ranking, hashes={each.slug: (each, _hash(each)) for each in ranking.scores})


def known_hash(score: Score, ranking: Ranking) -> bytes:
    """Return the hash of a score, which the ranking may have."""
    found = ranking.hashes.get(score.slug)
    return found[1] if found and found[0] is score else _hash(score)


def _hash(score: Score) -> bytes:
    components = [
        (READ_COMPONENT(each), [*map(READ_SIGNAL, each.readings)]) for each in score.components
    ]
    text = repr((READ_SCORE(score), components)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=HASH_BYTES).digest()
