"""Warnings about a tool file that has errors too."""

from pathlib import Path

import pytest

from ssg.content.recovery import recover_tool
from ssg.content.site_file import load_settings
from ssg.content.tool_reading import ValidationContext
from support.checked_sites import GOOD_SITE, GOOD_TOOL, found
from support.strategies import write_files

FILE = "content/tools/alpha.yaml"
SECOND = "  - {title: Second, description: A revolutionary thing without a measurement.}\n"


def said(root: Path, text: str) -> list[str]:
    """Return the codes and lines of what is said about a file in place of the good tool's."""
    return [f"{one.code}:{one.line}" for one in found(root, {FILE: text})]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("homepage: https://", "homepage: nothing"), ["SSG015:5", "SSG075:11", "SSG070:11"]),
        (
            ("type: framework", "type: framework\ncolour: red"),
            ["SSG012:3", "SSG075:12", "SSG070:12"],
        ),
        (
            ("description: A library", "descripton: A library"),
            ["SSG012:4", "SSG075:11", "SSG070:11"],
        ),
    ],
)
def test_errors_and_advice_on_one_file_are_reported_together(
    tmp_path: Path, change: tuple[str, str], expected: list[str]
) -> None:
    """Whatever the problem; but a misspelled key is not also reported as missing text."""
    assert sorted(said(tmp_path, GOOD_TOOL.replace(*change) + SECOND)) == sorted(expected)


def test_nothing_is_said_of_what_has_a_fault(tmp_path: Path) -> None:
    """A source with an error still counts, and so does a capability without a title."""
    text = GOOD_TOOL.replace("cited", "guessed") + SECOND + "  - {description: x}\n"
    assert sorted(said(tmp_path, text)) == ["SSG011:12", "SSG013:10", "SSG070:11", "SSG075:11"]


def test_names_that_the_site_does_not_know_are_reported_with_faults_of_form(tmp_path: Path) -> None:
    """All errors at once: a type of no site, and a misspelled key, which is not also missing."""
    text = GOOD_TOOL.replace("type: framework", "type: framwork").replace("summary:", "sumary:")
    assert said(tmp_path, text) == ["SSG034:2", "SSG012:3"]


def test_of_what_stands_in_for_a_missing_key_nothing_is_said(tmp_path: Path) -> None:
    """Neither that the summary is thin, nor that the site does not know the type."""
    assert (
        said(tmp_path, "description: |\n" + "  It is a thing that does what it does.\n" * 3)
        == ["SSG011:1"] * 3
    )


def test_a_key_that_occurs_twice_hides_no_other_fault(tmp_path: Path) -> None:
    """Nor do two of one kind."""
    assert said(
        tmp_path, GOOD_TOOL + "tags: x\ntags: [y]\ntype: framework\n" + "colour: red\n" * 2
    ) == ["SSG010:11", "SSG004:12", "SSG004:13", "SSG012:14", "SSG004:15"]


@pytest.mark.parametrize(
    "value",
    [
        "!!omap [title: x]",
        "[{title: x}, 3]",
        "[3]",
        "{title: x}",
        "text",
        "[]\ncapabilities: [{}, {}]",
    ],
)
def test_capabilities_that_are_none_are_errors_and_no_more(tmp_path: Path, value: str) -> None:
    """Whatever stands in their place."""
    before, _, _ = GOOD_TOOL.partition("capabilities:")
    reported = found(tmp_path, {FILE: f"{before}capabilities: {value}\n"})
    assert reported
    assert {one.file for one in reported} == {FILE}


@pytest.mark.parametrize(
    "text",
    [
        "name: [",
        "- a list\n",
        "capabilities: {a: b}\n\tname: B\n",
        "",
        "name: A\n\0",
    ],
)
def test_of_a_file_that_tells_too_little_nothing_is_salvaged(tmp_path: Path, text: str) -> None:
    """Its errors are all that can be said."""
    root = write_files(tmp_path, {"content/site.yaml": GOOD_SITE, FILE: text})
    assert recover_tool(root, FILE, ValidationContext(load_settings(root)[0], frozenset())) is None


def test_capabilities_keep_their_places_and_a_text_is_read(tmp_path: Path) -> None:
    """So that what is said of them stands at their lines."""
    text = (
        GOOD_TOOL.replace(
            "description: A library for small networks that fit on one machine, with a loop that "
            "you write "
            "yourself.\n",
            "",
        ).replace("- title:", "- titel:")
        + SECOND
    )
    root = write_files(
        tmp_path, {"content/site.yaml": GOOD_SITE, FILE: text, "content/tools/alpha.md": "Beside."}
    )
    one = recover_tool(root, FILE, ValidationContext(None, None))
    assert one is not None
    assert (one.left_out, one.tool.capabilities[1].title, one.tool.description) == (
        (("capabilities", 0),),
        "Second",
        "Beside.",
    )
    assert [
        one.is_complete(keys)
        for keys in (
            (),
            ("capabilities",),
            ("capabilities", 0, "title"),
            ("capabilities", 1),
            ("name",),
        )
    ] == [False, False, False, True, True]
