"""Digests of tools: equal tools have equal ones, and each part has its own."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given

from ssg.catalog import Basis, Source, Tool, ToolDigests, ToolTranslation
from ssg.tool_digests import digests_of, known_digests
from support.described_tools import described_tools
from support.strategies import a_capability, a_tool

TOOL = a_tool("one", capabilities=(a_capability("Fast attention", id="attention"),))
PARTS = {each.name for each in fields(ToolDigests)} - {"tool"}


def parts_that_differ(one: Tool, other: Tool) -> set[str]:
    """Return the names of the digests in which two tools differ."""
    first, second = digests_of(one), digests_of(other)
    return {name for name in PARTS if getattr(first, name) != getattr(second, name)}


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        ({"summary": "Another summary."}, {"whole"}),
        ({"path": "content/tools/other.yaml"}, {"whole", "listed"}),
        ({"scores": (("quality", 0.9),)}, {"whole", "listed"}),
        (
            {"capabilities": (a_capability("Fast attention", id="attention", description="X."),)},
            {"whole", "capabilities"},
        ),
        (
            {
                "capabilities": (
                    a_capability(
                        "Fast attention", id="attention", sources=(Source(basis=Basis.CITED),)
                    ),
                )
            },
            PARTS,
        ),
        ({"translations": (ToolTranslation(language="de", texts=(), path="one.de.yaml"),)}, set()),
        ({"original": TOOL}, {"whole", "listed"}),
    ],
)
def test_an_edit_changes_the_digests_of_what_it_is_in(
    edit: dict[str, Any], parts: set[str]
) -> None:
    assert parts_that_differ(TOOL, replace(TOOL, **edit)) == parts


@given(described_tools("one", "One", 3), described_tools("one", "One", 3))
def test_only_equal_tools_have_equal_digests(one: Tool, other: Tool) -> None:
    assert ("whole" in parts_that_differ(one, other)) == (one != other)


def test_known_digests_are_those_of_that_very_tool() -> None:
    """A tool that was changed after it was read has the same slug, and not the same digests."""
    known = {"one": digests_of(TOOL)}
    assert known_digests(TOOL, known) is known["one"]
    changed = replace(TOOL, summary="Another summary.")
    assert known_digests(changed, known) == digests_of(changed) != known["one"]
    assert known_digests(replace(TOOL), known) == known["one"]
