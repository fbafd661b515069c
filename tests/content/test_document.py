"""YAML as version 1.2 reads it, where each value stands, and what is refused."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.content.document import (
    parse_yaml,
    read_text,
    split_front_matter,
)
from ssg.content.files import MAX_FILE_BYTES
from ssg.content.yaml_nodes import MAX_DEPTH
from ssg.errors import Code
from ssg.json_value import JsonValue
from support.call_counter import count_calls

CALLS = 20_000
"""Calls of functions within which a text that is made to be costly is refused."""


def value_of(text: str) -> JsonValue:
    """Return what a text says, which must be free of problems."""
    document, problems = parse_yaml(text, "a.yaml")
    assert problems == []
    return document.value


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "N",
        "2026-11-01",
        "2026-11-01T10:00:00Z",
        "12:30:45",
        "1_000",
        "0b11",
        "=",
        "<<",
        "1.10.2",
        "+",
        ".",
        "e3",
        "0x",
        "nUll",
        "tRue",
        "1e",
        "v1",
    ],
)
def test_what_only_yaml_1_1_guesses_is_text(text: str) -> None:
    """`name: no` is the word no."""
    assert value_of(f"name: {text}") == {"name": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0123", 123),
        ("0o17", 15),
        ("0x1F", 31),
        ("-7", -7),
        ("+7", 7),
        ("1e3", 1000.0),
        ("1.10", 1.1),
        (".5", 0.5),
        ("5.", 5.0),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("-.inf", float("-inf")),
        ('"1"', "1"),
        ("'true'", "true"),
        ('""', ""),
    ],
)
def test_scalars_are_those_of_the_core_schema(text: str, value: JsonValue) -> None:
    """Section 10.3.2 of YAML 1.2; quotes make text."""
    found = value_of(f"key: {text}")
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert type(found["key"]) is type(value)


@pytest.mark.parametrize(
    "text",
    ["!!int abc", "!!float x", '!!bool ""', "!!null x", "!!binary aGk=", "!own x", "!!set {a}"],
)
def test_no_tag_can_make_the_parser_fail(text: str) -> None:
    """A tag that does not fit its value is a problem with a location, as is an unknown tag."""
    _, problems = parse_yaml(f"a: 1\nkey: {text}", "a.yaml")
    assert [(one.code, one.line, one.column) for one in problems] == [(Code.TAG, 2, 6)]


@pytest.mark.parametrize("prefix", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_places_are_those_of_an_editor(prefix: str, line_end: str, tmp_path: Path) -> None:
    """A byte order mark has no width, CRLF is one line end, columns count characters."""
    lines = [
        "name: Ünïcode",
        "capabilities:",
        "  - title: One",
        "  - title: Zwö  # ü",
        "    ünique: x",
        '"a": {b: [1, 22]}',
    ]
    (tmp_path / "a.yaml").write_bytes((prefix + line_end.join(lines)).encode())
    text, problems = read_text(tmp_path / "a.yaml", "a.yaml")
    document, more = parse_yaml(text, "a.yaml")
    assert problems + more == []
    places = [
        document.locate(keys)[1:]
        for keys in (
            ("name",),
            ("capabilities", 1),
            ("capabilities", 1, "title"),
            ("capabilities", 1, "ünique"),
            ("a", "b", 1),
        )
    ]
    assert places == [(1, 7), (4, 5), (4, 12), (5, 13), (6, 14)]
    assert document.locate(("capabilities", 1, "ünique"), at_key=True)[1:] == (5, 5)


def test_a_missing_value_is_reported_at_the_nearest_one_above() -> None:
    """A place is always found, in an empty file too."""
    document, _ = parse_yaml("a:\n  b: 1\n", "a.yaml")
    assert [document.locate(keys)[1:] for keys in (("a", "c"), ("x",), ())] == [
        (2, 3),
        (1, 1),
        (1, 1),
    ]
    assert parse_yaml("", "a.yaml", first_line=2)[0].locate(("a",)) == ("a.yaml", 2, 1)


@pytest.mark.parametrize(
    "text", ["[" * 30_000, "- " * 30_000, "{a: " * 5_000, "? " * 30_000, "[" * 13 + "x" + "]" * 13]
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    _, problems = parse_yaml(text, "a.yaml")
    assert {one.code for one in problems} <= {Code.TOO_DEEP, Code.SYNTAX}
    assert problems
    assert count_calls(lambda: parse_yaml(text, "a.yaml")) < CALLS


def test_nesting_up_to_the_limit_is_read() -> None:
    """The format needs five levels."""
    assert value_of("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH)


def test_many_brackets_side_by_side_are_not_deep() -> None:
    """The second look counts levels, not brackets."""
    assert value_of("[" + "[a], " * 2_000 + "]") == [["a"]] * 2_000


@pytest.mark.parametrize(
    "text",
    [
        "[" + "a," * 20_000 + "]",
        "{" + "".join(f"{number}," for number in range(12_000)) + "}",
        "- [a: b]\n" * 6_000,
        "-\n" * 21_000,
        "a:\n" + " - - - -\n" * 6_000,
    ],
)
def test_a_document_has_at_most_20_000_values(text: str) -> None:
    (problem,) = parse_yaml(text, "x.yaml")[1]
    assert problem.code is Code.TOO_LARGE
    assert problem.message == "the document has more than 20,000 values"


def test_as_many_values_as_allowed_are_read() -> None:
    """The list itself is a value, too."""
    document, problems = parse_yaml("[" + "a," * 19_999 + "]", "x.yaml")
    assert problems == []
    assert document.value == ["a"] * 19_999


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    """Nine lines that stand for a billion texts."""
    text = 'a0: &a0 ["x"]\n' + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
    )
    _, problems = parse_yaml(text, "a.yaml")
    assert {one.code for one in problems} == {Code.ALIAS}
    assert len(problems) == len(set(problems))
    assert count_calls(lambda: parse_yaml(text, "a.yaml")) < CALLS


def test_a_key_that_occurs_twice_is_reported_at_the_second() -> None:
    """The first one is kept."""
    document, problems = parse_yaml("a: 1\nb: 2\na: 3\n", "a.yaml")
    assert document.value == {"a": 1, "b": 2}
    assert [(one.code, one.line) for one in problems] == [(Code.DUPLICATE_KEY, 3)]


def test_invisible_characters_behind_escapes_are_found() -> None:
    """In values, in keys and in lists."""
    for text in (r'a: "x\u202ey"', r'"a\u200b": x', r'a: ["\u0000"]', r'"\ufeff"'):
        assert [one.code for one in parse_yaml(text, "a.yaml")[1]] == [Code.CHARACTER], text


def test_other_escapes_are_fine() -> None:
    """A backslash alone is no reason."""
    assert value_of(r'a: "tab\there \u00e9"') == {"a": "tab\there é"}


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """And no exception."""
    text, problems = read_text(tmp_path / "no.yaml", "no.yaml")
    assert (text, [str(one) for one in problems]) == (
        "",
        [
            (
                "no.yaml:1:1: error[SSG001] cannot be read: No such file or directory; "
                "check that it exists and that you have permission"
            )
        ],
    )


def test_a_file_may_have_just_the_allowed_size(tmp_path: Path) -> None:
    """One byte more is too much."""
    for size, codes in ((MAX_FILE_BYTES, []), (MAX_FILE_BYTES + 1, [Code.TOO_LARGE])):
        (tmp_path / "a.yaml").write_text("x" * size)
        assert [one.code for one in read_text(tmp_path / "a.yaml", "a.yaml")[1]] == codes


def test_front_matter_is_split_from_the_text() -> None:
    """With either line end, and the place where the text begins."""
    assert split_front_matter("---\na: 1\n---\nText\n") == ("a: 1\n", "Text\n", 4)
    assert split_front_matter("---\r\na: 1\r\n---\r\nText") == ("a: 1\r\n", "Text", 4)
    assert split_front_matter("---\n---\nText") == ("", "Text", 3)
    assert split_front_matter("Text\n---\nmore") == ("", "Text\n---\nmore", 1)
    assert split_front_matter("---\na: 1\n") == ("", "---\na: 1\n", 1)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(list("[]{}:-?&*!|>'\"#%@` \n\tab1~.,<=\\"))).map("".join)
)
def test_no_text_makes_the_parser_raise(text: str) -> None:
    """Whatever a stranger writes becomes a value or problems with places in the file."""
    _, problems = parse_yaml(text, "a.yaml")
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert str(problem).isprintable()


@given(st.binary(max_size=100))
def test_no_bytes_make_the_reader_raise(body: bytes) -> None:
    """A file is read, or it has a problem."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.yaml")
        file.write_bytes(body)
        text, problems = read_text(file, "a.yaml")
    assert bool(text) or bool(problems) or body in {b"", b"\xef\xbb\xbf"}


def test_a_link_is_not_read(tmp_path: Path) -> None:
    """Also where the file has a fixed name, such as site.yaml."""
    (tmp_path / "secret").write_text("key: value", encoding="utf-8")
    (tmp_path / "site.yaml").symlink_to(tmp_path / "secret")
    text, problems = read_text(tmp_path / "site.yaml", "content/site.yaml")
    assert text == ""
    assert [problem.code for problem in problems] == [Code.UNREADABLE]
