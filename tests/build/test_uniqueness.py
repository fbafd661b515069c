"""Share of a versus page that occurs on no sibling page."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.build.uniqueness import Measured, blocks, unique_shares


def measure(pair: str, main: str) -> Measured:
    """Measure a page of two tools, named by letters, with this in its middle."""
    return blocks(
        (pair[0], pair[1]),
        f"<html><body><header>Site</header><main>{main}</main></body></html>".encode(),
    )


def sizes(main: str) -> list[int]:
    """Return how many words the blocks of a page have."""
    return [words for _, words in measure("ab", main).blocks]


@pytest.mark.parametrize(
    ("main", "words"),
    [
        ("<p>one two</p><p>three</p>", [2, 1]),
        ("<h2>One</h2><ul><li>two three</li><li>four</li></ul>", [1, 2, 1]),
        ("<table><tr><th>Size</th><td>3 GB</td><td>4 GB</td></tr></table>", [5]),
        (
            "<table><tr><th>A</th><td><ul><li>b</li><li>c</li></ul></td></tr><tr><td>d</td></tr></table>",
            [3, 1],
        ),
        ("<p>a <a href='x'>linked</a> word</p>", [3]),
        ("<p>a&nbsp;b &amp; c</p>", [4]),
        ("<p>one\n  two</p>", [2]),
        ("<svg><text>12.5</text></svg><p>one</p>", [1]),
        ("<script>var x</script><p>one</p>", [1]),
        ('<nav class="crumbs"><a>Home</a></nav><h1>one</h1>', [1]),
        ("<p> </p>", []),
        ("", []),
        ("<details><summary>more</summary>text here</details>", [1, 2]),
    ],
)
def test_a_page_is_split_into_paragraphs_items_and_rows(main: str, words: list[int]) -> None:
    assert sizes(main) == words


def test_only_the_main_element_counts() -> None:
    assert blocks(("a", "b"), b"<html><body><p>nothing</p></body></html>").blocks == ()
    assert (
        measure("ab", "<p>x</p>").blocks
        == blocks(("a", "b"), b"<header>y</header><main class=z><p>x</p></main>").blocks
    )


def test_markup_and_spaces_make_no_difference_but_words_do() -> None:
    one, same, other = (
        measure("ab", main).blocks
        for main in ("<p>one two</p>", "<li>\n one <b>two</b></li>", "<p>one three</p>")
    )
    assert one == same
    assert one != other


def test_a_page_without_siblings_is_all_unique() -> None:
    assert unique_shares([measure("ab", "<p>one two</p>")]) == {("a", "b"): 1.0}
    assert unique_shares([]) == {}


def test_a_page_without_words_has_a_share_of_zero() -> None:
    assert unique_shares([measure("ab", "")]) == {("a", "b"): 0.0}


def test_a_block_on_a_sibling_counts_with_all_its_words() -> None:
    shares = unique_shares(
        [
            measure("ab", "<p>a does this</p><p>only here</p>"),
            measure("ac", "<p>a does this</p><p>x</p>"),
        ]
    )
    assert shares == {("a", "b"): 2 / 5, ("a", "c"): 1 / 4}


def test_pages_that_share_no_tool_are_no_siblings() -> None:
    assert set(
        unique_shares([measure("ab", "<p>same</p>"), measure("cd", "<p>same</p>")]).values()
    ) == {1.0}


def test_siblings_of_either_tool_count() -> None:
    pages = [
        measure("ab", "<p>one</p><p>two</p><p>three</p>"),
        measure("ac", "<p>one</p>"),
        measure("bd", "<p>two</p>"),
    ]
    assert unique_shares(pages) == {
        ("a", "b"): pytest.approx(1 / 3),
        ("a", "c"): 0.0,
        ("b", "d"): 0.0,
    }


def test_a_block_repeated_on_one_page_is_still_unique() -> None:
    assert (
        unique_shares([measure("ab", "<p>one</p><p>one</p>"), measure("ac", "<p>two</p>")])[
            "a", "b"
        ]
        == 1.0
    )


PAGES = st.dictionaries(
    st.sampled_from(["ab", "ac", "ad", "bc", "bd", "cd"]),
    st.lists(st.sampled_from(["one", "two three", "four five six", "seven"]), max_size=4),
    min_size=1,
)


@given(PAGES, st.randoms(use_true_random=False))
def test_shares_lie_between_0_and_1_in_any_order_of_the_pages(
    texts: dict[str, list[str]], chance: random.Random
) -> None:
    pages = [
        measure(pair, "".join(f"<p>{text}</p>" for text in found)) for pair, found in texts.items()
    ]
    shares = unique_shares(pages)
    assert set(shares) == {(pair[0], pair[1]) for pair in texts}
    assert all(0 <= share <= 1 for share in shares.values())
    chance.shuffle(pages)
    assert unique_shares(pages) == shares
    for pair, found in texts.items():
        others = {
            text
            for other, theirs in texts.items()
            if other != pair and set(other) & set(pair)
            for text in theirs
        }
        own = sum(len(text.split()) for text in found if text not in others)
        total = sum(len(text.split()) for text in found)
        assert shares[pair[0], pair[1]] == pytest.approx(own / total if total else 0.0)
