"""Attributes say in site.yaml which tools they apply to, and what they are a reason for."""

from pathlib import Path

import pytest

from ssg.content.load import load
from support.strategies import SITE, TOOL, write_files


def problems(tmp_path: Path, attribute: str) -> list[str]:
    """Return the messages about a site with one attribute."""
    site = f"{SITE}categories: {{serving: Serving}}\nattributes: {{gpu: {attribute}}}\n"
    files = {"content/site.yaml": site, "content/tools/flax.yaml": TOOL}
    return [problem.message for problem in load(write_files(tmp_path, files)).problems]


@pytest.mark.parametrize(
    ("attribute", "messages"),
    [
        ("{label: GPU, kind: bool, for: [dataset, serving]}", []),
        ("{label: GPU, kind: bool, rule: false}", []),
        ("{label: GPU, kind: list, rule: 'you run on {value}'}", []),
        (
            "{label: GPU, kind: bool, for: [dataset, servign]}",
            ['unknown type or category "servign"'],
        ),
        ("{label: GPU, kind: money, better: lower, group: Costs}", []),
        (
            "{label: GPU, kind: list, better: higher}",
            ['no value of kind list is better because it is "higher"'],
        ),
        (
            "{label: GPU, kind: money, better: true}",
            ['no value of kind money is better because it is "true"'],
        ),
        (
            "{label: GPU, kind: money, unit: USD}",
            ["an amount of money has its currency and period in its value"],
        ),
        ("{label: GPU, kind: list, contrast: '{a}: {values_a}, {b}: {values_b}'}", []),
        (
            "{label: GPU, kind: text, contrast: '{a}: {values_a}, {b}: {values_b}'}",
            ["a contrast is between lists, not between values of kind text"],
        ),
        (
            "{label: GPU, kind: list, contrast: '{a} has {values_a}, {b} {values}'}",
            ['"attributes.gpu.contrast": found "{a} has {values_a}, {b} {values}"'],
        ),
        ("{label: GPU, kind: bool, rule: true}", ['"attributes.gpu.rule": found true']),
    ],
)
def test_scope_and_rule_of_an_attribute(
    tmp_path: Path, attribute: str, messages: list[str]
) -> None:
    assert problems(tmp_path, attribute) == messages


def test_scope_and_rule_reach_the_settings(tmp_path: Path) -> None:
    site = (
        f"{SITE}attributes: {{gpu: {{label: GPU, kind: bool, for: [dataset], rule: you have "
        f"one}}}}\n"
    )
    loaded = load(
        write_files(tmp_path, {"content/site.yaml": site, "content/tools/flax.yaml": TOOL})
    )
    (spec,) = loaded.catalog.settings.attributes if loaded.catalog else ()
    assert (spec.applies_to, spec.rule, spec.is_reason) == (("dataset",), "you have one", True)
