"""How recorded searches move results: by at most three places, and results say so.

The script of the search page, layouts/scripts/record.js, reads the file.
"""

import json
import re
from collections.abc import Iterator

from ssg.evidence.graph import Intent, MatchGraph
from ssg.evidence.match_values import PRIOR_TRIALS
from ssg.site import Output

__all__ = ["RECORDED", "recorded_searches"]

RECORDED = "recorded-searches.json"
"""Without a hash in its name: a build keeps the hashed files of the last one, and what is removed
from the evidence must be gone.
"""
STEPS = 5
"""Places for a tool that succeeds far more often than the others."""
MOST_PLACES = 3
MOST_INTENTS = 2_000
"""Those seen most: about 100 bytes each."""
WORD = re.compile(r"(?:[^\W_]|[+#])+")

Entry = tuple[str, int, int, int]
"""Slug, places up, times opened, times shown."""


def recorded_searches(graph: MatchGraph) -> Output | None:
    """Return a file with the moves of results by the words of a query; None where nothing moves.

    With the success rate of a tool, shrunk towards the rate r of all tools of the intent, a result
    moves up by 5 * (rate - r) / (rate + r) places, at most 3, rounded.
    """
    moves = {}
    for intent in list(graph.intents.values())[:MOST_INTENTS]:
        if found := sorted(_moves(intent)):
            for query in intent.queries:
                moves[word_key(query)] = found
    if not moves:
        return None
    text = json.dumps(sorted(moves.items()), ensure_ascii=False, separators=(",", ":"))
    return Output(path=RECORDED, body=text.encode())


def word_key(query: str) -> str:
    """Return the words of a query in order; the browser does the same, without stems."""
    return " ".join(sorted(set(WORD.findall(query.lower()))))


def _moves(intent: Intent) -> Iterator[Entry]:
    trials = sum(edge.success.trials for edge in intent.edges)
    base = sum(edge.success.successes for edge in intent.edges) / trials if trials else 0.0
    for edge in intent.edges if base else ():
        own = edge.success
        rate = (own.successes + PRIOR_TRIALS * base) / (own.trials + PRIOR_TRIALS)
        places = round(STEPS * (rate - base) / (rate + base))
        if places:
            up = max(-MOST_PLACES, min(MOST_PLACES, places))
            yield edge.tool, up, edge.row.opened, edge.row.shown
