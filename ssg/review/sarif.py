"""SARIF 2.1.0 reports, for code scanning."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from ssg import __version__
from ssg.errors import Code, Problem, ReportContext, Severity
from ssg.project import REPOSITORY
from ssg.text import printable

__all__ = ["as_sarif"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
MAX_RESULTS = 25_000
"""GitHub's limit of results per run."""


def as_sarif(problems: Sequence[Problem], context: ReportContext) -> str:
    """Format all problems as one SARIF run, those in changed files first."""
    ordered = sorted(problems, key=lambda problem: problem.file not in context.changed)
    ordered = ordered[:MAX_RESULTS]
    codes = sorted({problem.code for problem in ordered})
    rules = [_rule(code) for code in codes]
    driver = {"name": "ssg", "version": __version__, "informationUri": REPOSITORY, "rules": rules}
    rule_indexes, seen = {code: index for index, code in enumerate(codes)}, Counter[str]()
    results = [_result(problem, rule_indexes[problem.code], context, seen) for problem in ordered]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _rule(code: Code) -> dict[str, object]:
    return {
        "id": code.value,
        "name": code.name.title().replace("_", ""),
        "shortDescription": {"text": f"{code.name.replace('_', ' ').capitalize()}."},
        "help": {"text": f'Run "ssg explain {code}" for the meaning, an example and the fix.'},
    }


def _result(
    problem: Problem, rule: int, context: ReportContext, seen: "Counter[str]"
) -> dict[str, object]:
    location = {
        "artifactLocation": {"uri": quote(context.folder + problem.file, errors="surrogatepass")},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.code.value,
        "ruleIndex": rule,
        "level": LEVELS[problem.severity],
        "message": {"text": printable(problem.text, 2_000)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"problem/v1": _fingerprint(problem, seen)},
    }


def _fingerprint(problem: Problem, seen: "Counter[str]") -> str:
    """Return an identifier that does not change when the problem moves to another line."""
    key = f"{problem.file}\n{problem.code}\n{problem.message}"
    seen[key] += 1
    return hashlib.sha256(f"{key}\n{seen[key]}".encode(errors="surrogatepass")).hexdigest()[:32]
