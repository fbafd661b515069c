"""What has changed in a tool's file, said in a line each."""

from dataclasses import replace
from datetime import date

import pytest

from ssg.catalog import Pricing, PricingModel, Signal, Source, Status, Tool
from ssg.review.tool_diff import diff_tools
from support.strategies import a_capability, a_tool

SOURCED = (Source(url="https://x.example/", basis="cited"),)  # type: ignore[arg-type]
TOOL = a_tool(
    "flax",
    license="MIT",
    signals=(Signal(id="stars", value=5, source="https://x.example/"),),
    attributes=(("gpu", True),),
    scores=(("quality", 0.5),),
    capabilities=(a_capability(description="It does.", sources=SOURCED, line=9),),
)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"license": "Apache-2.0"}, "license: MIT -> Apache-2.0"),
        ({"license": ""}, "license: MIT -> none"),
        ({"description": "x" * 999}, "description"),
        ({"tags": ("a", "b")}, "tags: none -> a, b"),
        ({"status": Status.ARCHIVED}, "status: none -> archived"),
        (
            {"pricing": Pricing(model=PricingModel.PAID, starting_price="$5")},
            "pricing: unknown -> paid, $5",
        ),
        ({"updated": date(2026, 1, 2)}, "updated: none -> 2026-01-02"),
        (
            {
                "signals": (
                    Signal(
                        id="stars", value=6, source="https://x.example/", measured=date(2026, 1, 2)
                    ),
                )
            },
            "signal stars: 5 -> 6 (2026-01-02)",
        ),
        ({"scores": ()}, "score quality: 0.5 -> none"),
        ({"attributes": (("gpu", False),)}, "attribute gpu: True -> False"),
        ({"capabilities": ()}, 'capability removed: "Trains"'),
        (
            {
                "capabilities": (
                    a_capability(description="It does.", sources=SOURCED),
                    a_capability("Serves"),
                )
            },
            'capability added: "Serves"',
        ),
        (
            {
                "capabilities": (
                    a_capability(description="It did.", unique="Yes.", sources=SOURCED),
                )
            },
            'capability "Trains": description, unique',
        ),
        ({"summary": "a\nb\x1b[31m\u202e"}, "summary: A tool. -> a\\nb\\x1b[31m\\u202e"),
    ],
)
def test_each_change_is_a_line(fields: dict[str, object], line: str) -> None:
    found = diff_tools(TOOL, replace(TOOL, **fields))  # type: ignore[arg-type]
    assert found
    assert (found.kind, found.changes) == ("changed", (line,))


def test_lines_above_a_capability_change_nothing() -> None:
    assert (
        diff_tools(TOOL, replace(TOOL, capabilities=(replace(TOOL.capabilities[0], line=99),)))
        is None
    )
    assert diff_tools(TOOL, TOOL) is None


def test_tools_that_come_go_or_are_renamed() -> None:
    def kinds(before: Tool | None, after: Tool | None) -> tuple[str, str, tuple[str, ...]]:
        found = diff_tools(before, after)
        assert found
        return found.kind, found.was, found.changes

    assert kinds(None, TOOL) == ("added", "", ("1 capability", "1 signal"))
    assert kinds(TOOL, None) == ("removed", "", ("1 capability", "1 signal"))
    assert kinds(TOOL, replace(TOOL, slug="linen", path="content/tools/linen.yaml")) == (
        "renamed",
        "flax",
        (),
    )


def test_claims_without_a_source_are_reported_where_they_are_new() -> None:
    bare = a_capability("Serves", description="It serves.")
    added = diff_tools(TOOL, replace(TOOL, capabilities=(*TOOL.capabilities, bare)))
    assert added
    assert added.unsourced == ("Serves",)
    again = diff_tools(
        replace(TOOL, capabilities=(bare,)), replace(TOOL, capabilities=(bare,), license="BSD")
    )
    assert again
    assert again.unsourced == ()
    new = diff_tools(
        None, replace(TOOL, capabilities=(bare,), signals=(Signal(id="stars", value=1),))
    )
    assert new
    assert new.unsourced == ("Serves", "stars")
