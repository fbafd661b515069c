"""The canonical form: nothing that a file says is lost, and writing it again changes nothing."""

import re

import pytest
from hypothesis import given, settings

from ssg.authoring.formatter import model_of
from ssg.authoring.yaml_comments import texts
from ssg.authoring.yaml_writer import WIDTH, canonical
from ssg.content.document import parse_yaml
from ssg.content.site_schema import SiteFile
from ssg.content.synonyms_file import SynonymsFile
from ssg.content.tool_schema import ToolFile, VocabularyFile
from support.site_fixtures import ROOT
from support.yaml_texts import tool_texts

LEAST = "name: Flax\ntype: framework\nsummary: Neural networks.\n"


def formatted(text: str) -> str:
    """Return the canonical form of a tool's file."""
    found = canonical(text, "a.yaml", ToolFile)
    assert found is not None
    return found


@settings(max_examples=60, derandomize=True)
@given(tool_texts())
def test_what_a_file_says_stays_and_so_do_its_comments(text: str) -> None:
    plain = text.removeprefix("\ufeff")
    document, problems = parse_yaml(plain, "a.yaml")
    assert problems == [], plain
    written = formatted(plain)
    assert parse_yaml(written, "a.yaml")[0].value == document.value
    assert texts(written) == texts(plain.replace("\r\n", "\n"))
    assert "\r" not in written
    assert formatted(written) == written


def test_keys_stand_in_the_order_of_the_format() -> None:
    text = (
        "capabilities:\n  - sources: [{checked: 2026-11-01, basis: vendor}]\n    title: x\n"
        "summary: s\ntype: t\nname: a\n"
    )
    assert formatted(text) == (
        "name: a\ntype: t\nsummary: s\n"
        "capabilities:\n  - title: x\n    sources:\n      - {basis: vendor, checked: 2026-11-01}\n"
    )


def test_the_order_of_a_site_s_own_names_is_theirs() -> None:
    """Rows and lists follow it."""
    text = (
        "title: x\nbase_url: https://example.org/\ntypes:\n  zeta: Z\n  alpha: A\nattributes:\n"
        "  unit: {kind: text, label: U}\n  label: {kind: bool, label: L}\n"
    )
    assert canonical(text, "site.yaml", SiteFile) == text.replace(
        "{kind: text, label: U}", "{label: U, kind: text}"
    ).replace("{kind: bool, label: L}", "{label: L, kind: bool}")


def test_quotes_stand_only_where_they_are_needed_and_are_double() -> None:
    assert formatted(LEAST + "updated: '2026-11-01'\nhomepage: \"https://a.example/?x=1\"\n") == (
        LEAST + "homepage: https://a.example/?x=1\nupdated: 2026-11-01\n"
    )
    text = (
        LEAST
        + "tags: ['a', \"b\", 'no', '5', 'x: y', \"it's\", '#c', "
        + "'1_000', '12:30', 'a, b', '', 'true']\n"
    )
    assert formatted(text) == LEAST + (
        'tags: [a, b, "no", "5", "x: y", it\'s, "#c", "1_000", "12:30", "a, b", "", "true"]\n'
    )


def test_numbers_stay_as_they_were_written() -> None:
    text = (
        LEAST + "scores: {quality: 0.30, adoption: 1e-1}\nattributes:\n  size: 0x1F\n  gpu: true\n"
    )
    assert formatted(text) == text
    assert formatted(text.replace("true", "TRUE")) == text


def test_long_prose_is_wrapped_and_short_prose_is_not() -> None:
    long = "word " * 100 + "end"
    written = formatted(LEAST + f"description: {long}\n")
    assert written.startswith(LEAST + "description: >-\n  word word")
    assert max(map(len, written.splitlines())) <= WIDTH
    assert (
        formatted(LEAST + "description: >-\n  few\n  words\n") == LEAST + "description: few words\n"
    )
    assert (
        formatted(LEAST + f"description: {long.replace(' ', '  ')}\n")
        == LEAST + f"description: {long.replace(' ', '  ')}\n"
    )


def test_text_of_several_lines_keeps_its_lines() -> None:
    text = LEAST + "description: |\n  One.\n\n  - two\n      code\n"
    assert formatted(text) == text
    assert formatted(LEAST + 'description: "One.\\n\\n- two\\n    code\\n"\n') == text


def test_a_list_stands_on_one_line_while_it_fits() -> None:
    short = ", ".join(["word"] * 15)
    assert formatted(LEAST + "tags:\n- word\n" + "- word\n" * 14) == LEAST + f"tags: [{short}]\n"
    written = formatted(LEAST + f"tags: [{', '.join(['word'] * 25)}]\n")
    assert written == LEAST + "tags:\n" + "  - word\n" * 25


def test_a_list_in_a_list_stands_on_one_line() -> None:
    words = [f"word number {number}" for number in range(20)]
    text = "- [a, b]\n- [" + ", ".join(words) + "]\n"
    assert canonical(text.replace(", word", ",\n   word"), "synonyms.yaml", SynonymsFile) == text


def test_comments_go_where_their_entry_goes() -> None:
    text = """\
# yaml-language-server: $schema=../../schema/tool.schema.json
# The first entry.

# of whom?
summary: Neural networks.  # in a sentence
type: framework
# about the name
# in two lines
name: Flax #  the package

tags: [a, # inside
  b]
capabilities: # all of them
  # the first
  - title: x

    # about its text
    description: >- # folded
      few words
  # at the end
"""
    assert (
        formatted(text)
        == """\
# yaml-language-server: $schema=../../schema/tool.schema.json
# The first entry.

# of whom?
# about the name
# in two lines
name: Flax #  the package
type: framework
summary: Neural networks. # in a sentence

# inside
tags: [a, b]
# all of them
capabilities:
  # the first
  - title: x

    # about its text
    # folded
    description: few words
# at the end
"""
    )


def test_a_list_file_begins_at_the_margin() -> None:
    text = (
        "# shared\n- {name: Modules, id: modules, aliases: [layers]}\n\n# next\n- name: Loops\n"
        "  id: loops\n"
    )
    assert canonical(text, "capabilities.yaml", VocabularyFile) == (
        "# shared\n- id: modules\n  name: Modules\n  aliases: [layers]\n\n# next\n- id: loops\n"
        "  name: Loops\n"
    )


@pytest.mark.parametrize("folder", ["content", "ssg/authoring/starter/content"])
def test_the_project_s_own_files_are_in_form(folder: str) -> None:
    """`ssg fmt` brings them into it."""
    for file in [*(ROOT / folder).glob("tools/*.yaml"), *(ROOT / folder).glob("*.yaml")]:
        model = model_of(f"content/{file.relative_to(ROOT / folder).as_posix()}")
        text = file.read_text(encoding="utf-8")
        assert canonical(text, file.name, model) == text, file


def test_no_comment_is_seen_where_there_is_none() -> None:
    text = LEAST + "tags: ['# no', \"# no\", a#no]\ndescription: |\n  # no\n\n  text # no\n# yes\n"
    assert texts(text) == ["# yes"]
    assert re.findall("# no", formatted(text)) == ["# no"] * 4
