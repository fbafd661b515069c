"""Ids written into tool files and into the vocabulary: lines are added and nothing else changes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.authoring.capability_ids import text_with_entry, text_with_ids, write_ids
from ssg.catalog import SharedCapability
from ssg.content.document import parse_yaml
from ssg.errors import BuildError, ContentError
from support.strategies import write_files

TOOL = """\
# head
name: "Flax"   # quoted
capabilities:
  # the first
  - title: 'Gradient checkpoints'   # why
    description: >-
      Folded
      text.

  - description: Later.
    title: >-
      Written on
      lines
    limitations: [a, b]
  - {title: "In braces, too", description: x}
"""
AFTER = """\
# head
name: "Flax"   # quoted
capabilities:
  # the first
  - title: 'Gradient checkpoints'   # why
    id: gradient-checkpointing
    description: >-
      Folded
      text.

  - description: Later.
    title: >-
      Written on
      lines
    id: lines
    limitations: [a, b]
  - {title: "In braces, too", id: braces, description: x}
"""
PATH = "content/tools/flax.yaml"
IDS = {0: "gradient-checkpointing", 1: "lines", 2: "braces"}


def test_only_lines_of_ids_are_added() -> None:
    assert text_with_ids(TOOL, PATH, IDS) == AFTER


@given(st.sets(st.sampled_from([0, 1, 2])))
def test_any_of_the_capabilities_may_get_an_id(places: set[int]) -> None:
    written = text_with_ids(TOOL, PATH, {place: IDS[place] for place in places})
    removed = written
    for place in places:
        removed = removed.replace(f", id: {IDS[place]}", "").replace(f"    id: {IDS[place]}\n", "")
    assert removed == TOOL


def test_a_file_without_a_line_end_keeps_its_last_line() -> None:
    text = "capabilities:\n  - title: A"
    assert text_with_ids(text, PATH, {0: "a"}) == "capabilities:\n  - title: A\n    id: a\n"


@pytest.mark.parametrize(
    "text",
    ["capabilities:\n  - {title: A, id: b}\n", "name: x\n", "capabilities: []\n"],
)
def test_what_has_an_id_or_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(BuildError, match="by hand"):
        text_with_ids(text, PATH, {0: "a"})


def test_entries_are_added_at_the_end_of_the_vocabulary() -> None:
    entry = SharedCapability(id="b", name="No: yes")
    added = '- id: b\n  name: "No: yes"\n'
    assert (
        text_with_entry("# c\n- {id: a, name: A}", entry) == f"# c\n- {{id: a, name: A}}\n{added}"
    )
    assert text_with_entry("", entry) == added
    indented = text_with_entry("  - id: a\n    name: A\n", entry)
    assert indented.endswith('  - id: b\n    name: "No: yes"\n')
    with pytest.raises(BuildError, match="by hand"):
        text_with_entry("[{id: a, name: A}]\n", entry)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_any_name_is_read_as_it_was(name: str) -> None:
    text = text_with_entry("", SharedCapability(id="a", name=name))
    assert parse_yaml(text, "x")[0].value == [{"id": "a", "name": name}]


def test_files_keep_their_line_ends_and_none_is_written_if_one_cannot_be(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: TOOL, "content/tools/b.yaml": "capabilities: {\n"})
    with pytest.raises(ContentError):
        write_ids(tmp_path, {PATH: IDS, "content/tools/b.yaml": {0: "x"}})
    assert (tmp_path / PATH).read_text("utf-8") == TOOL
    (tmp_path / PATH).write_bytes(TOOL.replace("\n", "\r\n").encode())
    files = write_ids(tmp_path, {PATH: IDS}, [SharedCapability(id="lines", name="Lines")])
    assert files == ["content/capabilities.yaml", PATH]
    assert (tmp_path / PATH).read_bytes() == AFTER.replace("\n", "\r\n").encode()
    assert (tmp_path / files[0]).read_text("utf-8").endswith("- id: lines\n  name: Lines\n")
