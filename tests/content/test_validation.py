"""Faults of a file in our own words."""

import pytest

from ssg.content.document import parse_yaml
from ssg.content.tool_schema import ToolFile, VocabularyFile
from ssg.content.validation import validate
from ssg.errors import Code


def test_every_fault_of_a_file_is_reported_in_one_run() -> None:
    """Each with its own line and code, in our own words."""
    text = (
        "name: [x]\ntype: t\nsumary: s\nupdated: soon\npricing: gratis\ncapabilities:\n"
        "  - title: ''\n    id: 5\n"
    )
    file, problems = validate(parse_yaml(text, "a.yaml")[0], ToolFile)
    assert file is None
    assert sorted((one.line, one.code) for one in problems) == [
        (1, Code.WRONG_TYPE),
        (3, Code.UNKNOWN_KEY),
        (4, Code.DATE),
        (5, Code.NOT_ALLOWED),
        (7, Code.LENGTH),
        (8, Code.WRONG_TYPE),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("name: N\ntype: t\nsumary: s\n", [Code.UNKNOWN_KEY]),
        ("name: N\ntype: t\ncolour: s\n", [Code.MISSING_KEY, Code.UNKNOWN_KEY]),
        ("name: N\ntype: t\nsummary: s\nsumary: s\n", [Code.UNKNOWN_KEY]),
        ("name: N\nsumary: s\n", [Code.MISSING_KEY, Code.UNKNOWN_KEY]),
        ("name: N\ntype: t\nsummary: s\ncapabilities: [{titel: T}]\n", [Code.UNKNOWN_KEY]),
        (
            "name: N\ntype: t\ntitel: T\nsummary: s\ncapabilities: [{unique: T}]\n",
            [Code.MISSING_KEY, Code.UNKNOWN_KEY],
        ),
    ],
)
def test_a_misspelt_key_is_not_also_reported_as_missing(text: str, codes: list[Code]) -> None:
    """In the same place; a key that is missing for no such reason is reported."""
    _, problems = validate(parse_yaml(text, "a.yaml")[0], ToolFile)
    assert sorted(one.code for one in problems) == codes


def test_what_was_reported_of_a_place_is_not_reported_again() -> None:
    """A value that the parser refused is missing for that reason."""
    document, reported = parse_yaml("name: !!int x\ntype: t\nsummary: s\n", "a.yaml")
    assert [one.code for one in reported] == [Code.TAG]
    assert validate(document, ToolFile, reported) == (None, [])
    assert [one.code for one in validate(document, ToolFile)[1]] == [Code.WRONG_TYPE]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 'expected keys and values, found nothing; write "key: value" lines'),
        ("- a", 'expected keys and values, found a list; write "key: value" lines'),
        ("5", 'expected keys and values, found 5; write "key: value" lines'),
    ],
)
def test_a_file_of_another_shape_is_reported_as_such(text: str, words: str) -> None:
    """In words, not in Python types."""
    _, (problem,) = validate(parse_yaml(text, "a.yaml")[0], ToolFile)
    assert f"{problem.message}; {problem.hint}" == words


def test_a_list_file_must_be_a_list() -> None:
    """As the shared vocabulary is."""
    _, (problem,) = validate(parse_yaml("a: 1", "a.yaml")[0], VocabularyFile)
    assert problem.message == "expected a list, found keys and values"


def test_no_message_speaks_pydantic() -> None:
    """Whatever stands in a file, the words are ours."""
    values = ["x", "5", "[a]", "{a: b}", "~", "true", "1.5", ".nan", "[[a]]", "[{a: b}]"]
    for key in ToolFile.model_fields:
        for value in values:
            for problem in validate(parse_yaml(f"{key}: {value}", "a.yaml")[0], ToolFile)[1]:
                words = str(problem)
                assert not any(
                    word in words
                    for word in ("Input ", "pydantic", "function-", "str]", "dict", "None")
                ), words
