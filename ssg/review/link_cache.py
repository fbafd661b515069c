"""Answers about addresses outside the site, kept in a file between runs, each only for as long as it is believed."""

import json
from collections.abc import Mapping
from pathlib import Path

from ssg.review.external_links import Answer, State

__all__ = ["recall", "remember"]

BELIEVED = {State.ALIVE: 7 * 86_400, State.MOVED: 7 * 86_400, State.DEAD: 86_400}
"""State -> seconds for which an answer is believed; one that is not here is asked for each time."""


def recall(file: Path, now: float) -> dict[str, Answer]:
    """Return the answers still believed at `now`, in seconds since 1970; a file that cannot be read holds none."""
    return {address: answer for address, (answer, _) in _entries(file, now).items()}


def remember(file: Path, answers: Mapping[str, Answer], now: float) -> None:
    """Add answers that came at `now`; what is no longer believed goes. Raise OSError when the file cannot be written."""
    entries = _entries(file, now) | {
        address: (one, now) for address, one in answers.items() if one.state in BELIEVED
    }
    lines = {
        address: [one.state, one.words, one.target, asked]
        for address, (one, asked) in sorted(entries.items())
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(lines, indent=0), encoding="utf-8")
    fresh.replace(file)


def _entries(file: Path, now: float) -> dict[str, tuple[Answer, float]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {
            address: (Answer(State(state), str(words), str(target)), float(asked))
            for address, (state, words, target, asked) in found.items()
            if 0 <= now - asked < BELIEVED.get(State(state), 0)
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
