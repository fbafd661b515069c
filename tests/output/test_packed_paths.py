"""Packed paths are the paths that were given, found by their text, and sorted as texts are."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.output.packed_paths import BLOCK, MOST_PADDING, PackedPaths
from ssg.output.tree_files import PLAIN

CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=())
"""Lone surrogates too: a file name of a system may have them."""


def packed(paths: list[str]) -> PackedPaths:
    """Return paths packed."""
    found = PackedPaths()
    found.extend(paths)
    return found


@given(st.lists(st.text(CHARACTERS, min_size=1), unique=True))
def test_paths_are_sorted_and_found_and_kept_as_bytes(paths: list[str]) -> None:
    found = packed(paths)
    assert [paths[number] for number in found.order()] == sorted(paths)
    assert [found.number(path) for path in paths] == [*range(len(paths))]
    content = b"".join(found.pieces())
    assert [*PackedPaths.read(BytesIO(content), len(paths))] == paths
    with pytest.raises(ValueError, match=r"."):
        PackedPaths.read(BytesIO(content + b"x"), len(paths))


@given(
    st.lists(
        st.one_of(
            st.from_regex(PLAIN, fullmatch=True), st.text("a.-_/\\ é", max_size=5), st.text("a.")
        ),
        max_size=4,
    )
)
def test_plain_paths_are_those_that_need_no_closer_look(paths: list[str]) -> None:
    assert packed(paths).are_plain() == all(map(PLAIN.fullmatch, paths))


def test_one_long_path_among_many_short_ones() -> None:
    """They are sorted without making all of them as long."""
    paths = [f"{7 * number % BLOCK}/x" for number in range(BLOCK)]
    long = "5" * MOST_PADDING * sum(map(len, paths))
    found = packed([*paths, long])
    assert [found[number] for number in found.order().tolist()] == sorted([*paths, long])
