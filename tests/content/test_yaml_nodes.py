"""A tree of nodes -> plain data; what a document's tests do not reach."""

import pytest
import yaml

from ssg.content.yaml_nodes import MAX_PROBLEMS, STRING, TAG, NodeConverter
from ssg.errors import Code
from ssg.json_value import JsonValue


def built(node: yaml.Node, *, aliased: bool = False) -> tuple[JsonValue, list[str]]:
    """Return the value of a node and the codes of its problems."""
    builder = NodeConverter("a.yaml", 1, aliased=aliased)
    return builder.build(node, 0), [problem.code for problem in builder.problems]


def scalar(text: str, tag: str = STRING) -> yaml.ScalarNode:
    """Make a scalar on the first line."""
    mark = yaml.Mark("", 0, 0, 0, None, 0)
    return yaml.ScalarNode(tag, text, mark, mark)


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (scalar("no"), "no"),
        (scalar("017", TAG + "int"), 17),
        (scalar("0x1F", TAG + "int"), 31),
        (scalar("TRUE", TAG + "bool"), True),
        (scalar("-.inf", TAG + "float"), float("-inf")),
        (scalar("~", TAG + "null"), None),
    ],
)
def test_scalars_become_what_their_tag_says(node: yaml.Node, value: JsonValue) -> None:
    assert built(node) == (value, [])


def test_a_node_that_occurs_in_two_places_is_reported_where_that_can_be() -> None:
    shared = scalar("x")
    mark = shared.start_mark
    twice = yaml.SequenceNode(TAG + "seq", [shared, shared], mark, mark)
    assert built(twice, aliased=True) == (["x", None], [Code.ALIAS])
    assert built(twice) == (["x", "x"], [])


def test_other_tags_are_refused() -> None:
    assert built(scalar("x", "!custom")) == (None, [Code.TAG])
    assert built(scalar("x", TAG + "int")) == (None, [Code.TAG])


def test_no_more_problems_are_noted_than_anybody_reads() -> None:
    mark = scalar("").start_mark
    marks = [yaml.Mark("", 0, line, 0, None, 0) for line in range(2 * MAX_PROBLEMS)]
    nodes = [yaml.ScalarNode("!custom", "x", one, one) for one in marks]
    assert len(built(yaml.SequenceNode(TAG + "seq", nodes, mark, mark))[1]) == MAX_PROBLEMS
