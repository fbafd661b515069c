"""Every problem code is explained, and its example and fix work."""

import ast
import re
from pathlib import Path

import pytest

from ssg.errors import Code, UsageError
from ssg.review.error_codes import Explanation, explain, explanations
from support.code_examples import BASE, NETWORK_CODES, apply_fix, arguments, make_example
from support.site_fixtures import ROOT, Run
from support.strategies import TOOL, write_files

EXPLANATIONS = explanations()
each = pytest.mark.parametrize("one", EXPLANATIONS, ids=lambda one: one.code)


def emitted() -> set[str]:
    """Return the codes that the source code uses."""
    used = {
        node.attr
        for file in (ROOT / "ssg").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Code"
    }
    return {Code[name].value for name in used}


def test_every_code_that_the_program_can_say_is_explained_and_no_other() -> None:
    assert {one.code for one in EXPLANATIONS} == emitted()


@pytest.mark.parametrize(
    "one", [one for one in EXPLANATIONS if one.code not in NETWORK_CODES], ids=lambda one: one.code
)
def test_the_example_reports_the_code_and_its_fix_does_not(
    one: Explanation, run: Run, tmp_path: Path
) -> None:
    make_example(one, tmp_path)
    reported = run(*arguments(one, tmp_path)).err
    assert f"[{one.code}]" in reported
    if apply_fix(one, tmp_path):
        fixed = run(*arguments(one, tmp_path))
        assert fixed.code == 0
        assert f"[{one.code}]" not in fixed.err


@each
def test_an_explanation_has_a_title_a_meaning_an_example_and_a_fix(one: Explanation) -> None:
    assert one.title == one.title.strip("., ")
    meaning, example, rest = re.split(r"^## (?:Example|Fix)\n", one.text, flags=re.MULTILINE)
    assert meaning.strip().endswith(".")
    assert example.strip()
    assert rest.strip()
    assert all(len(line) <= 120 for line in one.text.splitlines())


def test_the_site_of_the_examples_is_in_order(run: Run, tmp_path: Path) -> None:
    done = run("check", "-C", str(write_files(tmp_path, {**BASE, "content/tools/flax.yaml": TOOL})))
    assert (done.code, done.out) == (0, "")


def test_a_code_is_found_however_it_is_written(run: Run) -> None:
    assert {explain(code).code for code in ("SSG012", "ssg012", "SSG12", "12", " 012 ")} == {
        "SSG012"
    }
    shown = run("explain", "ssg012")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("SSG012: Unknown key\n\nThe format has no such key at this place.")
    assert shown.out.endswith("```\n")


def test_without_a_code_all_are_listed(run: Run) -> None:
    lines = run("explain").out.splitlines()
    assert lines == [f"{one.code}  {one.title}" for one in EXPLANATIONS]


@pytest.mark.parametrize("code", ["SSG999", "SGS012", "../site", "", "SSG012\x1b[31m", "\u0663"])
def test_an_unknown_code_is_an_error(code: str) -> None:
    with pytest.raises(UsageError) as raised:
        explain(code)
    assert str(raised.value).startswith("unknown code")
    assert str(raised.value).endswith('; "ssg explain" lists all codes')
    assert str(raised.value).isprintable()
