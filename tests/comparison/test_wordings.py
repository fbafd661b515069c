"""What the words of two capabilities say about each other."""

import numpy as np
import pytest

from ssg.comparison.alignment import Aligner
from ssg.comparison.lexicon_files import subject_synonyms
from ssg.comparison.pair_evidence import Agreement
from support.strategies import a_capability, a_catalog, a_tool


def compared(one: str, other: str, other_text: str = "") -> Agreement:
    """Compare two capabilities of a site of three tools, given by title, from both sides."""
    words = a_capability("Teapots", anchor="t", description=f"{one} {other} {other_text}")
    catalog = a_catalog(
        a_tool("a", capabilities=(a_capability(one, anchor="a"),)),
        a_tool("b", capabilities=(a_capability(other, anchor="b", description=other_text),)),
        a_tool("c", capabilities=(words,)),
    )
    scores, first = Aligner(catalog).scores, np.zeros(1, int)
    sides = [scores.traits(slug, with_ids=True) for slug in ("a", "b")]
    there, back = (
        scores.evidence(scores.pair_evidence(own), others, (first, first), np.zeros(1))[0]
        for own, others in (sides, sides[::-1])
    )
    assert there == back
    return there.agreement


@pytest.mark.parametrize(
    ("one", "other", "covered", "groups"),
    [
        ("Walruses", "Built-in walruses", True, False),
        ("IntelliSense", "Code completion", True, True),
        ("IntelliSense", "Walruses", False, False),
        ("Walrus feeding", "Walrus racing", False, False),
    ],
)
def test_a_title_is_covered_by_words_or_by_names_of_the_same_feature(
    one: str, other: str, *, covered: bool, groups: bool
) -> None:
    found = compared(one, other)
    assert bool(found.covered > 0.7) is covered
    assert bool(found.groups > 0) is groups


def test_titles_of_different_features_speak_against_each_other() -> None:
    assert compared("IntelliSense", "Webhooks").foreign == 1
    assert compared("IntelliSense", "Webhooks", other_text="With IntelliSense.").foreign == 0
    assert compared("IntelliSense", "Walruses").foreign == 0


def test_each_group_has_several_names_without_repetition() -> None:
    for group in subject_synonyms():
        assert 1 < len(group) == len(set(group)), group
        assert all(name == name.strip().lower() and name for name in group), group
