"""What speaks for pairs of capabilities is found for many pairs as for each by itself."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Capability
from ssg.comparison.alignment import Aligner
from ssg.comparison.pair_evidence import stacked_traits
from support.pair_evidence import PHRASES, across, agreement, same_title, wording_of
from support.strategies import a_capability, a_catalog, a_tool

TEXTS = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4).map(" ".join)
IDS = st.sampled_from(["", "", "", "streaming", "quantization"])
CAPABILITIES = st.lists(
    st.tuples(TEXTS, st.just("") | TEXTS, IDS),
    min_size=1,
    max_size=4,
    unique_by=lambda each: each[2] or each,
)
SYNONYMS = (("walrus", "sea lion"), ("photos", "image files"))


class Drawn(NamedTuple):
    """Titles, texts and ids of capabilities of each tool, and names of the tools."""

    tools: list[list[tuple[str, str, str]]]
    names: list[str]


DRAWN = st.builds(
    Drawn,
    st.lists(CAPABILITIES, min_size=3, max_size=4),
    st.lists(st.sampled_from(["One", "Walrus", "GitHub"]), min_size=4, max_size=4),
)


def aligner_of(drawn: Drawn) -> Aligner:
    """Return the aligner of the tools."""

    def capability(place: int, title: str, text: str, name: str) -> Capability:
        return a_capability(title, anchor=name or f"c{place}", description=text, id=name)

    tools = (
        replace(
            a_tool(
                f"t{number}",
                capabilities=tuple(
                    capability(place, *each) for place, each in enumerate(capabilities)
                ),
            ),
            name=name,
        )
        for number, (capabilities, name) in enumerate(zip(drawn.tools, drawn.names, strict=False))
    )
    return Aligner(replace(a_catalog(*tools), synonyms=SYNONYMS))


@given(DRAWN)
def test_the_words_of_many_pairs_agree_as_those_of_each(drawn: Drawn) -> None:
    aligner = aligner_of(drawn)
    scores, vectors = aligner.scores, aligner.vectors
    others = [f"t{number}" for number in range(1, len(drawn.tools))]
    one = scores.pair_evidence(scores.traits("t0", with_ids=True))
    stack = stacked_traits([scores.traits(slug, with_ids=True) for slug in others])
    places = [(slug, place) for slug in others for place in range(len(drawn.tools[int(slug[1:])]))]
    rows, columns = np.indices((len(drawn.tools[0]), len(places))).reshape(2, -1)
    shared = one.shared(rows, stack, columns)
    found, same = one.agreement(shared, rows, stack, columns)
    in_one_text = shared.across(np.arange(len(rows)))
    for pair, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        left, right = wording_of(vectors, "t0", row), wording_of(vectors, *places[column])
        assert [float(each[pair]) for each in found[1:]] == [*agreement(left, right)]
        assert bool(same[pair]) is same_title(left, right)
        assert in_one_text[pair] == across(left, right)
        is_one_word = not right.body and len(right.words) < 2
        assert bool(stack.is_one_word[column]) is is_one_word


@given(DRAWN)
def test_partners_in_third_tools_are_compared_tool_by_tool(drawn: Drawn) -> None:
    scores = aligner_of(drawn).scores
    traits = [scores.traits(f"t{number}", with_ids=False) for number in range(len(drawn.tools))]
    partners = [scores.site.neighbourhood.partners(f"t{number}") for number in range(2)]
    of_each = [
        [
            dict(zip(found.tools[found.rows == row], found.places[found.rows == row], strict=True))
            for row in range(len(drawn.tools[number]))
        ]
        for number, found in enumerate(partners)
    ]
    rows, columns = np.indices((len(drawn.tools[0]), len(drawn.tools[1]))).reshape(2, -1)
    found = scores.pair_evidence(traits[0]).contradictions(rows, traits[1], columns)
    expected = [
        sum(left[tool] != right[tool] for tool in left.keys() & right.keys())
        for left in of_each[0]
        for right in of_each[1]
    ]
    assert found.tolist() == expected


def test_titles_of_capabilities_with_an_id_are_read_only_if_needed() -> None:
    drawn = Drawn([[("walrus", "", "streaming"), ("photos walrus", "", "")]] * 2, ["One"] * 2)
    scores = aligner_of(drawn).scores
    assert scores.traits("t0", with_ids=True).titles.sizes.tolist() == [1, 2]
    assert scores.traits("t0", with_ids=False).titles.sizes.tolist() == [0, 2]
