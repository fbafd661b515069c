"""Titles with opposites or different numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.comparison.title_conflicts import OPPOSITES, conflict, marks


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Import from CSV", "Export to CSV", True),
        ("Importing CSV", "CSV exports", True),
        ("Import and export", "Export to CSV", False),
        ("Import from CSV", "Reads and exports CSV after import", False),
        ("Push queues", "Pull subscriptions", True),
        ("4-bit weights", "8-bit weights", True),
        ("4-bit and 8-bit weights", "8-bit weights", False),
        ("TLS 1.3", "TLS", False),
        ("Android app", "iOS app", True),
        ("", "Export", False),
        ("Self-hosted runners", "Hosted agents", True),
        ("Self-hosted runners", "Self-hosted agents", False),
        ("REST API", "GraphQL API", True),
        ("REST and GraphQL", "GraphQL API", False),
    ],
)
def test_conflicts(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    assert conflict(marks(one), marks(other)) is expected
    assert conflict(marks(other), marks(one)) is expected


@given(st.sampled_from(OPPOSITES))
def test_each_pair_of_opposites_is_two_words_in_conflict(pair: str) -> None:
    one, other = map(marks, pair.split())
    assert conflict(one, other)
    assert not conflict(one, one)
