"""Names of tools in texts."""

import pytest

from ssg.comparison.tool_names import first_words, name_pattern, names_of
from support.strategies import a_tool


def test_all_names_of_a_tool_are_known_the_longest_first() -> None:
    tool = a_tool("js", name="Node", also_known_as=("Node.js", "node"))
    assert names_of(tool) == ("Node.js", "Node", "node")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Runs on Node.js and Deno", ["Node.js", "Deno"]),
        ("Node, or Deno.", ["Node", "Deno"]),
        ("a node in lower case", []),
        ("Nodes, MyNode, Node-RED and x.Node", []),
        ("(Node)", ["Node"]),
    ],
)
def test_a_name_is_a_whole_word_with_its_letter_case(text: str, found: list[str]) -> None:
    assert name_pattern(["Node", "Deno", "Node.js"]).findall(text) == found


def test_a_name_without_a_word_has_an_empty_first_word() -> None:
    assert first_words(["Visual Studio", "++", "Node.js"]) == ("Visual", "", "Node")
