"""How certain it is that two capabilities are the same thing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ssg.catalog import Capability
from ssg.comparison.alignment import Aligner
from ssg.comparison.match_scores import MOST_LEAD, OF_LEAD, MatchScores
from support.pair_evidence import PHRASES
from support.strategies import a_capability, a_catalog, a_tool

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
TEXTS = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4).map(" ".join)
TOOLS = st.lists(st.tuples(TEXTS, st.just("") | TEXTS), min_size=1, max_size=3, unique=True)


def scores_of(*tools: list[tuple[str, str]]) -> MatchScores:
    """Return the scores of a site of tools, given by title and text of each capability."""

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
    return Aligner(catalog).scores


def certainty(scores: MatchScores, slugs: str, pairs: tuple[Places, Places], lead: float) -> Floats:
    """Return the certainty of pairs of capabilities of two tools, given by their indexes."""
    one, other = (scores.traits(slug, with_ids=True) for slug in slugs.split())
    leads = np.full(len(pairs[0]), lead)
    return scores.evidence(scores.pair_evidence(one), other, pairs, leads)[0].certainty()


@given(TOOLS, TOOLS, st.floats(0, 15))
def test_pairs_are_as_certain_from_both_sides(
    one: list[tuple[str, str]], other: list[tuple[str, str]], lead: float
) -> None:
    scores = scores_of(one, other)
    rows, columns = np.indices((len(one), len(other))).reshape(2, -1)
    there = certainty(scores, "t0 t1", (rows, columns), lead)
    assert there.tolist() == certainty(scores, "t1 t0", (columns, rows), lead).tolist()
    most = certainty(scores, "t0 t1", (rows, columns), MOST_LEAD)
    assert np.allclose(most - there, OF_LEAD * max(0.0, MOST_LEAD - lead))


@pytest.mark.parametrize(
    ("title", "other", "lead", "is_certain"),
    [
        ("walrus photos", "encrypted backup", 3.0, False),
        ("walrus photos", "walrus photos", 12.0, True),
        ("powerful walrus", "powerful backup", 3.0, False),
        ("walrus photos", "encrypted backup", 99.0, False),
    ],
)
def test_pairs_with_little_in_common_are_not_certain(
    title: str, other: str, lead: float, *, is_certain: bool
) -> None:
    scores, first = scores_of([(title, "")], [(other, "")]), np.zeros(1, int)
    found = certainty(scores, "t0 t1", (first, first), lead)
    assert (found >= 0).tolist() == [is_certain]
