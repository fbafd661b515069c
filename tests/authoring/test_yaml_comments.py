"""Which comment belongs to which entry."""

import yaml

from ssg.authoring.yaml_comments import Comments, comments_of, texts


def comments(text: str) -> Comments:
    """Return the comments of a text by their entries."""
    node = yaml.compose(text, yaml.CSafeLoader)
    assert node is not None
    return comments_of(text, node)


def test_a_comment_belongs_to_the_entry_below_it() -> None:
    found = comments("# head\n\na: 1\n# for b\n# and more\n\nb:\n  # for the item\n  - x\n# last\n")
    assert found.head == ["# head", ""]
    assert found.above == {("b",): ["# for b", "# and more", ""], ("b", 0): ["# for the item"]}
    assert found.tail == ["# last"]


def test_a_comment_behind_a_value_belongs_to_it() -> None:
    found = comments(
        "a: 1 # one\nb: # two\n  - x # three\n  - c: y # four\nd: | # five\n  # text\n"
    )
    assert found.behind == {
        ("a",): "# one",
        ("b",): "# two",
        ("b", 0): "# three",
        ("b", 1, "c"): "# four",
    }
    assert found.above == {("d",): ["# five"]}


def test_comments_within_a_value_stand_above_its_key() -> None:
    found = comments("a: 1\nb: [x, # one\n  # two\n  y] # three\n")
    assert found.above == {("b",): ["# one", "# two"]}
    assert found.behind == {("b",): "# three"}


def test_what_looks_like_a_comment_in_a_value_is_none() -> None:
    assert texts(
        "a: 'x # 1'\nb: \"# 2\"\nc: x#3\nd: >\n  # 4\n  text\n\n\n# yes\ne: |+\n  # 5\n\n"
    ) == ["# yes"]


def test_of_several_blank_lines_one_is_kept() -> None:
    assert comments("a: 1\n\n\n# x\n\n\nb: 2\n").above == {("b",): ["", "# x", ""]}
