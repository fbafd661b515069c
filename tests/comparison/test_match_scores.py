"""The bound that spares most pairs a full comparison rules out no pair that is certain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Capability
from ssg.comparison.alignment import Aligner
from ssg.comparison.match_scores import OF_LEAD, MatchScores, Traits
from ssg.comparison.shared_words import Shared
from support.strategies import a_capability, a_catalog, a_tool

PHRASES = (
    "two-factor authentication",
    "2FA",
    "single sign-on",
    "IntelliSense",
    "code completion",
    "autocomplete",
    "webhooks",
    "photos",
    "pictures",
    "walrus",
    "walruses",
    "seal feeding",
    "encrypted backup",
    "built-in",
    "custom",
)
TEXTS = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4).map(" ".join)
TOOLS = st.lists(st.tuples(TEXTS, st.just("") | TEXTS), min_size=1, max_size=3, unique=True)


def traits_of(*tools: list[tuple[str, str]]) -> tuple[MatchScores, list[list[Traits]]]:
    """Return the scores of a site, and the traits of its capabilities by tool."""

    def capability(place: int, title: str, text: str) -> Capability:
        return a_capability(title, anchor=f"c{place}", description=text)

    catalog = a_catalog(
        *(
            a_tool(
                f"t{number}",
                capabilities=tuple(
                    capability(place, *texts) for place, texts in enumerate(capabilities)
                ),
            )
            for number, capabilities in enumerate(tools)
        )
    )
    scores = Aligner(catalog).scores
    return scores, [
        [*map(scores.traits(f"t{number}").of, range(len(capabilities)))]
        for number, capabilities in enumerate(tools)
    ]


@given(TOOLS, TOOLS, st.floats(-0.5, 2))
def test_no_pair_that_is_certain_is_ruled_out(
    one: list[tuple[str, str]], other: list[tuple[str, str]], above: float
) -> None:
    """Leads are drawn where they decide: near the one that reaches the bar."""
    scores, (first, second) = traits_of(one, other)
    for row, left in enumerate(first):
        for column, right in enumerate(second):
            shared = shared_by(scores, row, column)
            (words,) = shared.of(np.zeros(1, int))
            lead = above - scores.evidence(0.0, words, left, right).certainty() / OF_LEAD
            certainty = scores.evidence(lead, words, left, right).certainty()
            assert certainty == scores.evidence(lead, words, right, left).certainty()
            assert certainty < 0 or scores.may_be_certain(np.array([lead]), shared)


@pytest.mark.parametrize(
    ("title", "other", "lead", "may"),
    [
        ("walrus photos", "encrypted backup", 3.0, False),
        ("walrus photos", "walrus photos", 3.0, True),
        ("two-factor authentication", "2FA", 0.0, True),
        ("powerful walrus", "powerful backup", 3.0, False),
        ("walrus photos", "encrypted backup", 99.0, False),
    ],
)
def test_pairs_with_little_in_common_are_ruled_out(
    title: str, other: str, lead: float, *, may: bool
) -> None:
    scores, _ = traits_of([(title, "")], [(other, "")])
    assert scores.may_be_certain(np.array([lead]), shared_by(scores, 0, 0)).tolist() == [may]


def shared_by(scores: MatchScores, row: int, column: int) -> Shared:
    """Return what capabilities of the first two tools, given by their indexes, share."""
    words = scores.shared_words(scores.words("t0"))
    return words.of(np.array([row]), scores.words("t1"), np.array([column]))
