"""Problems -> SARIF 2.1.0, the format in which code scanners tell what they found."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from ssg import __version__
from ssg.errors import Problem, ReportContext, Severity
from ssg.text import printable

__all__ = ["as_sarif"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
HOME = "https://github.com/versus-ssg/ssg"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
MOST_RESULTS = 25_000
"""Results that GitHub takes of one run."""


def as_sarif(problems: Sequence[Problem], origin: ReportContext) -> str:
    """Write one run with all problems, those in changed files first."""
    ordered = sorted(problems, key=lambda one: one.file not in origin.changed)[:MOST_RESULTS]
    codes = sorted({problem.code for problem in ordered})
    rules = [
        {
            "id": code.value,
            "name": code.name.title().replace("_", ""),
            "shortDescription": {"text": f"{code.name.replace('_', ' ').capitalize()}."},
            "help": {
                "text": f'Run "ssg explain {code}" for what it means, an example and the cure.'
            },
        }
        for code in codes
    ]
    driver = {"name": "ssg", "version": __version__, "informationUri": HOME, "rules": rules}
    places, seen = {code: index for index, code in enumerate(codes)}, Counter[str]()
    results = [_result(problem, places[problem.code], origin, seen) for problem in ordered]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _result(
    problem: Problem, rule: int, origin: ReportContext, seen: "Counter[str]"
) -> dict[str, object]:
    words = problem.message + (f"; {problem.hint}" if problem.hint else "")
    where = {
        "artifactLocation": {"uri": quote(origin.folder + problem.file, errors="surrogatepass")},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.code.value,
        "ruleIndex": rule,
        "level": LEVELS[problem.severity],
        "message": {"text": printable(words, 2_000)},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"problem/v1": _fingerprint(problem, seen)},
    }


def _fingerprint(problem: Problem, seen: "Counter[str]") -> str:
    """Return what tells a problem from others and stays when lines above it come or go."""
    words = f"{problem.file}\n{problem.code}\n{problem.message}"
    seen[words] += 1
    return hashlib.sha256(f"{words}\n{seen[words]}".encode(errors="surrogatepass")).hexdigest()[:32]
