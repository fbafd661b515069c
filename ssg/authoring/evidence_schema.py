"""JSON Schema of a row of `content/evidence/`, made of the limits that the reader applies."""

from collections.abc import Mapping

from ssg.evidence.rows import (
    CAPABILITY,
    DAY,
    MAX_COUNT,
    MAX_POSITION,
    MAX_QUERY,
    MAX_SOURCE,
    OUTCOMES,
    SLUG,
    TIME,
)
from ssg.json_value import JsonValue

__all__ = ["evidence_schema"]

COUNT: JsonValue = {"type": "integer", "minimum": 0, "maximum": MAX_COUNT}


def evidence_schema() -> dict[str, JsonValue]:
    """Return the schema of a line: an event or an aggregate."""
    names = _names()
    event: dict[str, JsonValue] = {
        "at": _text(TIME.pattern, "Day, or time, of the event."),
        **names,
        "outcome": {"enum": list(OUTCOMES), "description": "What happened."},
        "position": {
            "type": "integer",
            "minimum": 1,
            "description": "Position of the tool in the results, from 1.",
        },
    }
    counts: dict[str, JsonValue] = {
        **names,
        **dict.fromkeys(OUTCOMES, COUNT),
        "positions": {
            "type": "array",
            "maxItems": MAX_POSITION,
            "items": {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2},
            "description": "How often shown and opened at the positions 1, 2, ...",
        },
        "from": _text(DAY.pattern, "Day of the first event."),
        "to": _text(DAY.pattern, "Day of the last event."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Row of evidence",
        "description": "A line of content/evidence/*.jsonl.",
        "anyOf": [
            _record("Event", event, ["at", "query", "tool", "outcome", "source"]),
            _record("Aggregate", counts, ["query", "tool", "from", "to", "source"]),
        ],
    }


def _names() -> dict[str, JsonValue]:
    return {
        "query": {
            **_text(r"\S", "What the reader searched for."),
            "maxLength": MAX_QUERY,
        },
        "tool": _text(f"^{SLUG.pattern}$", "Slug of the tool."),
        "capability": _text(
            f"^({CAPABILITY.pattern})?$", "Anchor or shared id of the capability, if known."
        ),
        "source": {
            **_text(r"\S", "Name of the log or service; each source is capped."),
            "maxLength": MAX_SOURCE,
        },
    }


def _text(pattern: str, description: str) -> dict[str, JsonValue]:
    anchored = pattern if pattern.startswith(("^", r"\S")) else f"^({pattern})$"
    return {"type": "string", "pattern": anchored, "description": description}


def _record(title: str, properties: Mapping[str, JsonValue], required: list[str]) -> JsonValue:
    return {
        "title": title,
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
