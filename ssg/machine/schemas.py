"""JSON Schemas (2020-12) of the documents below `/api/v1/`, and their OpenAPI 3.1 description.

What a tool's file holds is derived from `ssg.fields`, with the descriptions declared there.
"""

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from ssg.catalog import Capability, ClaimSource, Plan, Pricing, Screenshot, Signal, Source, Tool
from ssg.evidence.rows import OUTCOMES
from ssg.fields import Key, Kind, declared_keys, record_in
from ssg.json_value import Json
from ssg.settings import AttributeKind, Settings

__all__ = ["DOCUMENTS", "openapi", "schema"]

Object: TypeAlias = "dict[str, Json]"

API_VERSION = "1"
"""First part of the version; it changes only with `/api/v1/` itself."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DEFINITIONS, COMPONENTS = "#/$defs/", "#/components/schemas/"
TEXT: Object = {"type": "string"}
NUMBER: Object = {"type": "number"}
MAYBE_NUMBER: Object = {"type": ["number", "null"]}
MAYBE_TEXT: Object = {"type": ["string", "null"]}
BOOLEAN: Object = {"type": "boolean"}
INTEGER: Object = {"type": "integer"}
URL: Object = {"type": "string", "pattern": "^https?://"}
DAY: Object = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
KINDS: Mapping[Kind, Object] = {
    Kind.URL: URL,
    Kind.DATE: DAY,
    Kind.AMOUNT: {"type": "number", "minimum": 0},
    Kind.FRACTION: {"type": "number", "minimum": 0, "maximum": 1},
    Kind.SCALAR: {"type": ["number", "boolean", "string"]},
}
"""Schemas of the kinds of values; all other kinds are text."""
ATTRIBUTES: Mapping[AttributeKind, Object] = {
    AttributeKind.TEXT: TEXT,
    AttributeKind.NUMBER: NUMBER,
    AttributeKind.BOOL: BOOLEAN,
    AttributeKind.DATE: DAY,
    AttributeKind.LIST: {"type": "array", "items": TEXT},
    AttributeKind.URL: URL,
    AttributeKind.MONEY: {"type": ["string", "number"]},
    AttributeKind.RANGE: {"type": ["string", "number"]},
    AttributeKind.VERSION: {"type": ["string", "number"]},
}
RECORDS = (Source, Capability, Screenshot, Signal, Plan, Pricing)
LINK: Object = {"slug": TEXT, "name": TEXT, "url": URL}

DOCUMENTS: Mapping[str, str] = {
    "index": "Addresses of the documents, and the types of tools.",
    "tools": "All tools: best score first, or most popular first on a site without scores.",
    "tool": "One tool: its file, its score with the receipt, comparisons and alternatives.",
    "capabilities": "The shared capabilities, and which tools have them.",
    "categories": "The categories with their tools, most popular first.",
    "rankings": "All tools with their scores and receipts, best first.",
    "comparison": "One comparison: verdict, rows, and what the two have in common.",
}
"""Document -> its description."""


def schema(document: str, settings: Settings, url: str, *, recorded: bool = False) -> Object:
    """Return the JSON Schema of one of `DOCUMENTS`; `url` is its own URL.

    `recorded`: whether the site has recorded searches.
    """
    known = _definitions(settings, recorded=recorded)
    used: dict[str, Json] = {}
    _collect(known[document], known, used)
    return {
        "$schema": DIALECT,
        "$id": url,
        "title": document.capitalize(),
        "description": DOCUMENTS[document],
        **_mapping(known[document]),
        **({"$defs": used} if used else {}),
    }


def _collect(value: Json, known: Mapping[str, Json], used: dict[str, Json]) -> None:
    """Add all definitions to which a schema refers, directly or indirectly."""
    if isinstance(value, Mapping):
        name = str(value.get("$ref", "")).removeprefix(DEFINITIONS)
        if name and name not in used:
            used[name] = known[name]
            _collect(known[name], known, used)
        for part in value.values():
            _collect(part, known, used)
    elif isinstance(value, list):
        for part in value:
            _collect(part, known, used)


def openapi(
    settings: Settings, base_url: str, documents: Mapping[str, str], *, recorded: bool = False
) -> Object:
    """Return the OpenAPI description; `documents` maps a document to its path template."""
    found = _definitions(settings, recorded=recorded)
    unused = set(DOCUMENTS) - set(documents)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "version": f"{API_VERSION}.0.0",
            **({"description": settings.description} if settings.description else {}),
        },
        "servers": [{"url": base_url.rstrip("/")}],
        "security": [],  # files for everyone: no key
        "paths": {path: {"get": _operation(name, path)} for name, path in documents.items()},
        "components": {
            "schemas": _rebased({name: one for name, one in found.items() if name not in unused})
        },
    }


def _operation(document: str, path: str) -> Object:
    names = [part[1:].partition("}")[0] for part in path.split("/") if part.startswith("{")]
    parameters: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": TEXT} for name in names
    ]
    answer = {"schema": {"$ref": f"{COMPONENTS}{document}"}}
    return {
        "operationId": f"get_{document}",
        "summary": DOCUMENTS[document],
        **({"parameters": parameters} if parameters else {}),
        "responses": {
            "200": {"description": "Found.", "content": {"application/json": answer}},
            "404": {"description": "Not found."},
        },
    }


def _rebased(value: Json) -> Json:
    """Return a schema whose references lead to the components of an OpenAPI description."""
    if isinstance(value, str):
        return COMPONENTS + value[len(DEFINITIONS) :] if value.startswith(DEFINITIONS) else value
    if isinstance(value, Mapping):
        return {key: _rebased(part) for key, part in value.items()}
    return [_rebased(part) for part in value] if isinstance(value, list) else value


def _definitions(settings: Settings, *, recorded: bool) -> dict[str, Json]:
    """Return every schema by name: records, and the documents."""
    scored = settings.ranking.enabled
    file = _properties(Tool)
    for key, values in _declared(settings).items():
        file[key] = {**_mapping(file[key]), **_closed(values)}
    file["claims"] = _list(_object({"path": TEXT}, _properties(ClaimSource)))
    return {
        **{record.__name__: _record(record, _properties(record)) for record in RECORDS},
        "File": _record(Tool, file),
        **(_scores() if scored else {}),
        "Summary": _summary(scored=scored),
        "index": _object({"title": TEXT, "url": URL, "types": _map(TEXT), "documents": _map(URL)}),
        "tool": _object(
            {
                "slug": TEXT,
                "url": URL,
                "file": _ref("File"),
                **({"score": _ref("Score")} if scored else {}),
                "comparisons": _list(_object({**LINK, "comparison": URL, "reasons": _list(TEXT)})),
                "alternatives": _list(_object({**LINK, "in_common": _list(TEXT)})),
                "basis": _basis(scored=scored),
            },
            {
                "screenshots": _list(_screenshot()),
                **({"evidence": _evidence()} if recorded else {}),
            },
        ),
        **_lists(scored=scored),
        "comparison": _comparison(),
    }


def _screenshot() -> Object:
    sides: Object = {"width": INTEGER, "height": INTEGER}
    return _object({"file": TEXT, "alt": TEXT, "url": URL, **sides}, {"caption": TEXT})


def _evidence() -> Object:
    """Return the schema of the recorded searches of a tool."""
    search = _object(
        {
            "query": TEXT,
            **dict.fromkeys(OUTCOMES, INTEGER),
            "successes": INTEGER,
            "trials": NUMBER,
            "rate_at_least": NUMBER,
        },
        {"capability": TEXT, "inferred": BOOLEAN},
    )
    source = _object({"source": TEXT, "successes": INTEGER, "trials": NUMBER, "counted": NUMBER})
    names = ("successes", "trials", "base_rate", "rate", "value")
    counted = _object({**dict.fromkeys(names, NUMBER), "sources": _list(source)})
    days: Object = {"from": DAY, "to": DAY}
    return _object({**days, "total": INTEGER, "searches": _list(search)}, {"counted": counted})


def _summary(*, scored: bool) -> Object:
    known: Object = {"license": TEXT, "pricing": TEXT, "status": TEXT, "updated": DAY}
    scores: Object = {"score": MAYBE_NUMBER, "provisional": BOOLEAN} if scored else {}
    of_site: Object = {"type": TEXT, "summary": TEXT, "categories": _list(TEXT)}
    return _object({**LINK, **of_site, **scores, "api": URL}, known)


def _lists(*, scored: bool) -> Object:
    named: Object = {"id": TEXT, "name": TEXT}
    way = _object({**LINK, "title": TEXT, "at": URL})
    capability = _object(
        {**named, "tools": _list(way)},
        {"url": URL, "description": TEXT, "aliases": _list(TEXT)},
    )
    category = _object({**named, "url": URL, "tools": _list(TEXT)}, {"description": TEXT})
    place = _object({**LINK, "score": _ref("Score")})
    return {
        "tools": _object({"as_of": DAY, "tools": _list(_ref("Summary"))}),
        "capabilities": _object({"capabilities": _list(capability)}),
        "categories": _object({"categories": _list(category)}),
        **({"rankings": _object({"as_of": DAY, "tools": _list(place)})} if scored else {}),
    }


def _scores() -> Object:
    reading = _object(
        {
            "id": TEXT,
            "label": TEXT,
            "raw": TEXT,
            "value": NUMBER,
            "weight": NUMBER,
            "points": NUMBER,
        },
        {"stale": TEXT, "source": URL, "measured": DAY},
    )
    component = _object(
        {
            "id": TEXT,
            "label": TEXT,
            "value": MAYBE_NUMBER,
            "weight": NUMBER,
            "points": NUMBER,
            "most": NUMBER,
            "given": BOOLEAN,
            "readings": _list(reading),
        }
    )
    bounds: Object = {"type": ["array", "null"], "items": INTEGER, "minItems": 3, "maxItems": 3}
    score = _object(
        {
            "shown": TEXT,
            "total": MAYBE_NUMBER,
            "place": {"type": ["integer", "null"]},
            "provisional": BOOLEAN,
            "range": {**bounds, "description": "Low, most likely, high."},
            "known_weight": NUMBER,
            "weight": NUMBER,
            "components": _list(component),
        }
    )
    return {"Score": score}


def _score_basis() -> Object:
    """Return the schema of a score as comparisons in the browser need it."""
    signal: Object = {
        "type": "array",
        "prefixItems": [TEXT, TEXT, NUMBER, NUMBER],
        "description": "Id, label, value and weight within the component.",
    }
    component = _object(
        {"label": TEXT, "value": MAYBE_NUMBER, "share": NUMBER}, {"signals": _list(signal)}
    )
    return _object(
        {
            "total": MAYBE_NUMBER,
            "rounded": {"type": ["integer", "null"]},
            "range": {"type": ["array", "null"], "items": INTEGER, "minItems": 2, "maxItems": 2},
            "provisional": BOOLEAN,
            "components": _list(component),
        }
    )


def _basis(*, scored: bool) -> Object:
    """Return the schema of what comparisons in the browser need of a tool."""
    ends = _list(MAYBE_NUMBER)
    worth = _object({"low": ends}, {"high": ends, "unit": TEXT})
    base = _object({"slug": TEXT, "name": TEXT, "entries": _list(TEXT), "is_edition": BOOLEAN})
    fact = _object(
        {"key": TEXT, "label": TEXT},
        {
            "text": TEXT,
            "items": _list(TEXT),
            "group": TEXT,
            "url": URL,
            "note": TEXT,
            "applies": BOOLEAN,
            "worth": {**worth, "description": "Place in an order where higher is better."},
            "slack": {**NUMBER, "description": "Values that differ by less are equal."},
            "named": {**BOOLEAN, "description": "Texts may name entries that the list lacks."},
            "synonyms": _map(_list(TEXT)),
            "bases": {**_list(base), "description": "Tools that it is built on, with their lists."},
        },
    )
    capability = _object({"title": TEXT, "anchor": TEXT}, {"id": TEXT, "name": TEXT})
    match: Object = {
        "type": "array",
        "prefixItems": [INTEGER, INTEGER, TEXT],
        "items": False,
        "minItems": 3,
        "description": "Index here, index there, reason.",
    }
    basis = _object(
        {
            "job": TEXT,
            "purpose": TEXT,
            "jobs": {"type": ["array", "null"], "items": TEXT},
            "picture": TEXT,
            "facts": _list(fact),
            **({"score": _score_basis()} if scored else {}),
        },
        {"name": TEXT, "capabilities": _list(capability), "same": _map(_list(match))},
    )
    return {**basis, "description": "What comparisons in the browser need; numbers are exact."}


def _comparison() -> Object:
    verdict = _object(
        {
            "kind": {"enum": ["clear", "likely", "open"]},
            "ahead": MAYBE_TEXT,
            "sentences": _list(TEXT),
        }
    )
    row = _object(
        {
            "key": TEXT,
            "label": TEXT,
            "values": _two(MAYBE_TEXT),
            "better": MAYBE_TEXT,
            "notes": _list(TEXT),
        }
    )
    match = _object({"titles": _two(TEXT), "reason": TEXT, "strength": NUMBER})
    return _object(
        {
            "url": URL,
            "tools": _two(_object(LINK)),
            "reasons": _list(TEXT),
            "verdict": verdict,
            "choose": _two(_list(TEXT)),
            "rows": _list(row),
            "both": _list(match),
            "only": _two(_list(TEXT)),
        }
    )


def _record(record: type, properties: Object) -> Object:
    """Return the schema of a record with declared keys."""
    required = [name for name, (key, _) in declared_keys(record).items() if key.required]
    return {**_closed(properties), "required": required} if required else _closed(properties)


def _properties(record: type) -> Object:
    return {
        name: {"description": key.description, **_value(key, annotation)}
        for name, (key, annotation) in declared_keys(record).items()
    }


def _value(key: Key, annotation: object) -> Object:
    """Return the schema of the value of a key."""
    held = record_in(annotation)
    if key.kind is Kind.CHOICE and held and issubclass(held, Enum):
        plain: Object = {"enum": [str(member.value) for member in held]}
    elif key.kind is Kind.RECORD and held:
        plain = _ref(held.__name__)
    else:
        plain = KINDS.get(key.kind, TEXT)
    if key.by_name:
        return _map(plain)
    return _list(plain) if str(annotation).startswith("tuple[") else plain


def _declared(settings: Settings) -> dict[str, Object]:
    """Return the keys that the site itself declares, by the key of a tool's file."""
    return {
        "attributes": {
            spec.id: {
                "title": f"{spec.label} ({spec.unit})" if spec.unit else spec.label,
                **ATTRIBUTES[spec.kind],
            }
            for spec in settings.attributes
        },
        "signals": {
            spec.id: {"title": spec.label, **_ref("Signal")} for spec in settings.ranking.signals
        },
        "scores": {
            spec.id: {"title": spec.label, **KINDS[Kind.FRACTION]}
            for spec in settings.ranking.components
        },
    }


def _object(required: Object, optional: Mapping[str, Json] | None = None) -> Object:
    return {**_closed({**required, **(optional or {})}), "required": list(required)}


def _closed(properties: Object) -> Object:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _map(values: Object) -> Object:
    return {"type": "object", "additionalProperties": values}


def _list(items: Object) -> Object:
    return {"type": "array", "items": items}


def _two(items: Object) -> Object:
    return {"type": "array", "items": items, "minItems": 2, "maxItems": 2}


def _ref(name: str) -> Object:
    return {"$ref": f"{DEFINITIONS}{name}"}


def _mapping(value: Json) -> Object:
    return dict(value) if isinstance(value, Mapping) else {}
