"""What the words of two capabilities say about each other."""

import pytest

from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.lexicon_files import subject_synonyms
from ssg.comparison.wordings import Agreement, Wording, agreement, most_covered, shared_weight
from support.strategies import a_capability, a_catalog, a_tool


def sides(
    one: str, other: str, text: str = "", other_text: str = ""
) -> tuple[Wording, Wording, list[float]]:
    """Return two capabilities of a site of three tools, given by title and text, and weights."""
    words = a_capability("Teapots", anchor="t", description=f"{one} {other} {text} {other_text}")
    catalog = a_catalog(
        a_tool("a", capabilities=(a_capability(one, anchor="a", description=text),)),
        a_tool("b", capabilities=(a_capability(other, anchor="b", description=other_text),)),
        a_tool("c", capabilities=(words,)),
    )
    vectors = CapabilityVectors(catalog)
    return vectors.wording("a", 0), vectors.wording("b", 0), vectors.weights


def compared(one: str, other: str, text: str = "", other_text: str = "") -> Agreement:
    """Compare two capabilities, given by title and text, from both sides."""
    left, right, weights = sides(one, other, text, other_text)
    both = agreement(left, right, shared_weight(left, right, weights))
    assert agreement(right, left, shared_weight(right, left, weights)) == both
    return both


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
    assert (found.covered > 0.7) is covered
    assert (found.groups > 0) is groups


def test_titles_of_different_features_speak_against_each_other() -> None:
    assert compared("IntelliSense", "Webhooks").foreign == 1
    assert compared("IntelliSense", "Webhooks", other_text="With IntelliSense.").foreign == 0
    assert compared("IntelliSense", "Walruses").foreign == 0


def test_rare_words_of_both_texts_count_beside_the_titles() -> None:
    shared = compared("One", "Two", "A walrus swims.", "Feeds the walrus.")
    assert shared.bodies > compared("One", "Two", "A walrus swims.", "Feeds the seal.").bodies == 0


def test_each_group_has_several_names_without_repetition() -> None:
    for group in subject_synonyms():
        assert 1 < len(group) == len(set(group)), group
        assert all(name == name.strip().lower() and name for name in group), group


@pytest.mark.parametrize(
    ("one", "other", "text", "other_text"),
    [
        ("Walrus feeding", "Walrus racing", "", ""),
        ("Walrus feeding", "Seal racing", "Walruses race", "Seals feed on ice"),
        ("Walrus racing ice", "Racing", "Ice and fish", "Fish and walruses on ice"),
        ("Walruses", "Built-in walruses", "Seals on ice", "Fish on ice"),
    ],
)
def test_the_most_that_a_title_may_be_covered_is_at_least_what_it_is(
    one: str, other: str, text: str, other_text: str
) -> None:
    left, right, weights = sides(one, other, text, other_text)
    found = agreement(left, right, shared_weight(left, right, weights))
    most = most_covered(left, right)
    assert most is not None
    assert most >= found.covered - 1e-9
    assert (found.groups, found.related) == (0, 0)


def test_no_bound_is_given_for_titles_of_the_same_group() -> None:
    left, right, _ = sides("IntelliSense", "Code completion")
    assert most_covered(left, right) is None
