"""SARIF: what code scanners read, held against the schema by the standard's own validator."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.errors import Problem, ReportContext
from ssg.review.sarif import as_sarif
from support import node_tools
from support.problems import NOTE, PROBLEMS, WARNING, a_problem


def results(
    problems: list[Problem], origin: ReportContext | None = None
) -> list[dict[str, object]]:
    """Return the results of the only run."""
    (run,) = json.loads(as_sarif(problems, origin or ReportContext()))["runs"]
    return list(run["results"])


@given(st.lists(PROBLEMS, max_size=5))
def test_every_problem_is_a_result(problems: list[Problem]) -> None:
    found = results(problems)
    assert [one["level"] for one in found] == [str(one.severity) for one in problems]
    assert len({json.dumps(one["partialFingerprints"]) for one in found}) == len(found)


def test_a_result_names_its_place_from_the_root_of_the_repository() -> None:
    (found,) = results(
        [a_problem(file="content/tools/a b#%.yaml", line=3, column=4)],
        ReportContext(folder="sites/x/"),
    )
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "sites/x/content/tools/a%20b%23%25.yaml"},
                "region": {"startLine": 3, "startColumn": 4},
            }
        }
    ]


def test_a_fingerprint_stays_when_lines_above_come_or_go() -> None:
    before, after = (results([a_problem(line=line)])[0]["partialFingerprints"] for line in (3, 9))
    assert before == after


def test_rules_name_the_codes() -> None:
    (run,) = json.loads(as_sarif([a_problem(), WARNING], ReportContext()))["runs"]
    assert [(rule["id"], rule["name"]) for rule in run["tool"]["driver"]["rules"]] == [
        ("SSG012", "UnknownKey")
    ]


@pytest.mark.parametrize(
    "problems", [[], [a_problem(hint="fix it", line=3), WARNING, NOTE, a_problem(file="ü b.yaml")]]
)
def test_the_validator_of_the_standard_has_no_complaint(
    tmp_path: Path, problems: list[Problem]
) -> None:
    (tmp_path / "ssg.sarif").write_text(as_sarif(problems, ReportContext()), encoding="utf-8")
    done = subprocess.run(
        [*node_tools.sarif(), "validate", str(tmp_path / "ssg.sarif")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "error " not in done.stdout, done.stdout
    assert "warning " not in done.stdout, done.stdout
    assert "Analysis completed successfully." in done.stdout


def test_the_validator_does_find_faults(tmp_path: Path) -> None:
    wrong = json.loads(as_sarif([WARNING], ReportContext()))
    wrong["runs"][0]["results"][0]["levl"] = "error"
    (tmp_path / "wrong.sarif").write_text(json.dumps(wrong), encoding="utf-8")
    done = subprocess.run(
        [*node_tools.sarif(), "validate", str(tmp_path / "wrong.sarif")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "does not define a property 'levl'" in done.stdout
