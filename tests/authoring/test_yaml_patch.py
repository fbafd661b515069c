"""Fields of a YAML file are changed in its text; every other byte stays."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ssg.authoring.yaml_patch import dump_fields, patch_fields
from ssg.content.document import parse_yaml

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
