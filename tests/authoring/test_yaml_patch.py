"""Fields of a YAML file are changed in its text; every other byte stays."""

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from ssg.authoring.yaml_patch import dump_fields, patch_fields, set_values
from ssg.content.document import parse_yaml
from ssg.json_value import JsonValue

TEXT = """\
# first line
name: Flax   # the name
summary: >-
  Neural networks
  for JAX.

# about the numbers
signals:
  stars: {value: 1}  # behind
  # above
  forks: 2
attributes: {gpu: true}
tags: [a,
  b]
"""


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({("name",): "Haiku"}, "name: Flax   # the name\n", "name: Haiku\n"),
        (
            {("summary",): "Short."},
            "summary: >-\n  Neural networks\n  for JAX.\n",
            "summary: Short.\n",
        ),
        ({("signals", "forks"): 3}, "  forks: 2\n", "  forks: 3\n"),
        ({("signals", "stars"): None}, "  stars: {value: 1}  # behind\n", ""),
        ({("signals", "new"): 4}, "  forks: 2\n", "  forks: 2\n  new: 4\n"),
        (
            {("attributes", "cpu"): False},
            "attributes: {gpu: true}\n",
            "attributes:\n  gpu: true\n  cpu: false\n",
        ),
        ({("tags",): None}, "tags: [a,\n  b]\n", ""),
    ],
)
def test_only_the_lines_of_a_field_change(
    changes: dict[tuple[str, ...], object], before: str, after: str
) -> None:
    assert patch_fields(TEXT, changes) == TEXT.replace(before, after)  # type: ignore[arg-type]


def test_a_new_key_goes_where_the_order_puts_it() -> None:
    text = patch_fields(TEXT, {("license",): "MIT"}, ["name", "summary", "license", "signals"])
    assert text == TEXT.replace("  for JAX.\n", "  for JAX.\nlicense: MIT\n")


def test_a_file_without_a_last_line_break_gets_one() -> None:
    assert patch_fields("name: A", {("summary",): "B"}) == "name: A\nsummary: B\n"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=40)
SCALARS = st.one_of(TEXTS, st.integers(-(10**12), 10**12), st.booleans())
VALUES = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=4), st.dictionaries(TEXTS.filter(bool), SCALARS, max_size=3)
)


@given(VALUES)
def test_what_is_written_is_read_as_the_same(value: object) -> None:
    text = dump_fields({"key": value})  # type: ignore[dict-item]
    document, problems = parse_yaml(text, "x.yaml")
    assert problems == []
    assert document.value == {"key": value}


@given(VALUES, st.sampled_from(["name", "summary", "signals", "attributes", "tags", "new"]))
def test_a_patch_sets_its_field_and_leaves_the_others(value: object, key: str) -> None:
    before = yaml.safe_load(TEXT)
    text = patch_fields(TEXT, {(key,): value})  # type: ignore[dict-item]
    document, problems = parse_yaml(text, "x.yaml")
    assert problems == []
    assert document.value == {**before, key: value}


STARS: JsonValue = {"value": 7, "source": "https://a.example/x", "measured": "2026-11-21"}
SET_STARS = "{value: 7, source: 'https://a.example/x', measured: 2026-11-21}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("signals: {x: 1}  # c\nb: 2\n", f"signals: {{x: 1, stars: {SET_STARS}}}  # c\nb: 2\n"),
        ("signals: {}\n", f"signals: {{stars: {SET_STARS}}}\n"),
        ("signals: {x: 1, }\n", f"signals: {{x: 1, stars: {SET_STARS}, }}\n"),
        (
            "signals: {x: 1, # c\n  }\n",
            f"signals: {{x: 1, stars: {SET_STARS}, # c\n  }}\n",
        ),
        ("signals: {stars: 5} # c\n", f"signals: {{stars: {SET_STARS}}} # c\n"),
        (
            "signals:\n  x: 1  # hand\n  # after\n\nb: 2\n",
            f"signals:\n  x: 1  # hand\n  stars: {SET_STARS}\n  # after\n\nb: 2\n",
        ),
        (
            "signals:\n  stars:\n    value: 5 # five\n    measured: 2020-01-01\nb: 2\n",
            """signals:
  stars:
    value: 7 # five
    measured: 2026-11-21
    source: 'https://a.example/x'
b: 2
""",
        ),
        (
            "signals: {stars: {value: 5, source: 'x', measured: 2020-01-01}, y: {value: 1}} # z\n",
            f"signals: {{stars: {SET_STARS}, y: {{value: 1}}}} # z\n",
        ),
        (
            "signals:\n  y: {a: 1,\n    b: 2}\n  # c\nz: \u00e9\n",
            f"signals:\n  y: {{a: 1,\n    b: 2}}\n  stars: {SET_STARS}\n  # c\nz: \u00e9\n",
        ),
        (
            "\ufeffname: '\u65e5'\r\nsignals: {stars: 5}\r\n",
            f"\ufeffname: '\u65e5'\r\nsignals: {{stars: {SET_STARS}}}\r\n",
        ),
        ("name: x", f"name: x\nsignals:\n  stars: {SET_STARS}\n"),
    ],
)
def test_a_value_is_set_in_its_place(before: str, after: str) -> None:
    assert set_values(before, {("signals", "stars"): STARS}, ("name", "signals")) == after
    assert set_values(after, {("signals", "stars"): STARS}, ("name", "signals")) == after


WORDS = st.text("ab1 :#'\"{}[],-\u00e9\u65e5", min_size=1, max_size=8)
SCALARS = st.one_of(WORDS, st.integers(-(10**9), 10**9), st.booleans(), st.dates().map(str))


@given(
    st.dictionaries(st.sampled_from("abcd"), SCALARS, min_size=1),
    st.sampled_from(["block", "braces"]),
    st.sampled_from("abcdef"),
    SCALARS,
)
def test_only_the_value_that_is_set_changes(
    entries: dict[str, JsonValue], style: str, key: str, value: JsonValue
) -> None:
    in_braces = style == "braces"
    text = yaml.safe_dump({"m": entries}, default_flow_style=in_braces, allow_unicode=True)
    text = text[1:-2] + "\n" if in_braces else text
    text += "# end\nz: 1\n"
    before, problems = parse_yaml(text, "x")
    assume(not problems)
    after = parse_yaml(set_values(text, {("m", key): value}), "x")[0]
    assert isinstance(before.value, dict)
    inner = before.value["m"]
    assert isinstance(inner, dict)
    assert after.value == {**before.value, "m": {**inner, key: value}}
