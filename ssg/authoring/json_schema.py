"""The content format as JSON Schema (2020-12) for editors, with what one site declares as enumerations."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pydantic import BaseModel

from ssg.catalog import SharedCapability
from ssg.content.field_types import ADDRESS, ADDRESS_FORM, DAY, DAY_FORM, MAX_LINE
from ssg.content.site_schema import SiteFile
from ssg.content.synonyms_file import SynonymsFile
from ssg.content.tool_schema import EditorialFile, FreePageFile, ToolFile, VocabularyFile
from ssg.settings import AttributeKind, Better, Scale, Settings, SignalSpec

__all__ = ["KINDS", "Json", "Schema", "format_schema", "site_schemas"]

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Schema: TypeAlias = "dict[str, Json]"

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[str, type[BaseModel]] = {
    "tool": ToolFile,
    "site": SiteFile,
    "capabilities": VocabularyFile,
    "synonyms": SynonymsFile,
    "comparison": EditorialFile,
    "page": FreePageFile,
}
"""Kind of content file -> its model; the last two are front matter."""
OF_FILES = ("tool", "site", "capabilities", "synonyms")
"""The kinds that are YAML files, which editors check; no editor checks front matter against a schema."""


def site_schemas(settings: Settings, shared: Iterable[SharedCapability]) -> dict[str, Schema]:
    """Return the schema of each kind of YAML file, with the site's own names as the only ones allowed."""
    schemas = {kind: format_schema(kind) for kind in OF_FILES}
    _declare_in_tool(schemas["tool"], settings, shared)
    _declare_in_site(schemas["site"], settings)
    return schemas


def format_schema(kind: str) -> Schema:
    """Return the schema of one of `KINDS`, the same for every site."""
    written: Schema = KINDS[kind].model_json_schema()
    definitions = _mapping(written.pop("$defs", {}))
    tidied = _mapping(_tidied(written, definitions))
    kept: Schema = {
        name: {
            "title": name.removesuffix("File"),
            **_without(_mapping(_tidied(one, definitions)), "title"),
        }
        for name, one in definitions.items()
        if "properties" in _mapping(one)
    }
    return {
        "$schema": DIALECT,
        **tidied,
        "title": f"{kind.capitalize()} file",
        **({"$defs": kept} if kept else {}),
    }


def _mapping(value: Json) -> Schema:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _at(schema: Schema, *keys: str) -> Schema:
    for key in keys:
        schema = _mapping(schema[key])
    return schema


def _tidied(value: Json, definitions: Schema) -> Json:
    """Return a schema in the form that editors make most of.

    Enumerations stand where they are used, "or nothing" is part of the type, and only defaults that say something stay.
    """
    if isinstance(value, list):
        return [_tidied(one, definitions) for one in value]
    if not isinstance(value, dict):
        return value
    target = str(value.get("$ref", "")).removeprefix("#/$defs/")
    if target and "enum" in _mapping(definitions[target]):
        return {**_mapping(definitions[target]), **_without(value, "$ref")}
    told = {"description": _mapping(definitions[target])["description"]} if target else {}
    tidied: Schema = told | {
        key: _entitled(_mapping(one), definitions)
        if key == "properties"
        else _tidied(one, definitions)
        for key, one in value.items()
        if key != "examples"
    }
    if value.get("default", "") in (None, "", [], {}) or "$ref" in value:
        tidied.pop("default", None)
    if (
        "patternProperties" in tidied
    ):  # pydantic says the form of the keys, but not that there are no others
        tidied["additionalProperties"] = False
    tidied = _or_nothing(tidied)
    return {**tidied, **({"examples": value["examples"]} if "examples" in value else {})}


def _entitled(properties: Schema, definitions: Schema) -> Schema:
    """Call each property by its key."""
    return {
        key: {
            "title": key.replace("_", " ").capitalize(),
            **_without(_mapping(_tidied(one, definitions)), "title"),
        }
        for key, one in properties.items()
    }


def _without(schema: Schema, *keys: str) -> Schema:
    return {key: value for key, value in schema.items() if key not in keys}


def _or_nothing(schema: Schema) -> Schema:
    """Write "this or null" as one schema with two types where there is but one other."""
    choices = schema.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return schema
    others = [_mapping(one) for one in choices if one != {"type": "null"}]
    if len(others) > 1 or "type" not in others[0]:
        return schema
    both: Schema = {**others[0], **_without(schema, "anyOf"), "type": [others[0]["type"], "null"]}
    if isinstance(values := both.get("enum"), list):
        both["enum"] = [*values, None]
    return both


def _one_of(names: Mapping[str, str]) -> Schema:
    """Allow these names, each with what an editor shows beside it; without names nothing is allowed."""
    return (
        {"type": "string", "enum": list(names), "enumDescriptions": list(names.values())}
        if names
        else {"not": {}}
    )


def _only(properties: Mapping[str, Schema]) -> Schema:
    return {"properties": dict(properties), "additionalProperties": False}


def _declare_in_tool(
    schema: Schema, settings: Settings, shared: Iterable[SharedCapability]
) -> None:
    fields = _at(schema, "properties")
    _narrow(fields, "type", _one_of(dict(settings.types)))
    categories = {one.id: one.description or one.name for one in settings.categories}
    _at(fields, "categories").update(items=_one_of(categories), uniqueItems=True)
    _at(fields, "signals").update(_only({one.id: _signal(one) for one in settings.ranking.signals}))
    unit: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    _at(fields, "scores").update(
        _only({one.id: {"title": one.label, **unit} for one in settings.ranking.components})
    )
    _at(fields, "attributes").update(
        _only(
            {
                one.id: {
                    "title": one.label,
                    "description": _sentence(one.label, one.unit, one.better),
                    **_value(one.kind),
                }
                for one in settings.attributes
            }
        )
    )
    ids: Schema = _one_of({one.id: f"{one.name}. {one.description}" for one in shared})
    if isinstance(names := ids.get("enum"), list):
        ids = {**ids, "type": ["string", "null"], "enum": [*names, None]}
    _narrow(
        _at(schema, "$defs", "CapabilityFile", "properties"),
        "id",
        ids if "enum" in ids else {"type": "null"},
    )


def _narrow(fields: Schema, key: str, narrower: Schema) -> None:
    """Put a site's names in place of a text of any content; the words about the field stay."""
    told = {
        word: value for word, value in _at(fields, key).items() if word in {"title", "description"}
    }
    fields[key] = {**told, **narrower}


def _sentence(label: str, unit: str, better: Better | None) -> str:
    rest = [f"in {unit}"] if unit else []
    rest += [f"{better} is better"] if better else []
    return "; ".join([label, *rest]) + "."


def _signal(spec: SignalSpec) -> Schema:
    """Describe a signal: the bare value, or a mapping with its source."""
    value = SCALES[spec.scale]
    words: Schema = {
        "title": spec.label,
        "description": f"{spec.label}; counts for {spec.component}.",
    }
    return {
        **words,
        "anyOf": [
            value,
            {
                "allOf": [{"$ref": "#/$defs/SignalFile"}],
                "properties": {"value": value},
                "type": "object",
            },
        ],
    }


def _value(kind: AttributeKind) -> Schema:
    line: Schema = {"type": "string", "maxLength": MAX_LINE}
    texts: Schema = {"type": "array", "items": {**line, "pattern": r"\S"}}
    kinds: Mapping[AttributeKind, Schema] = {
        AttributeKind.TEXT: {**line, "pattern": r"^\s*\S([^\n]*\S)?\s*$"},
        AttributeKind.LIST: texts,
        AttributeKind.NUMBER: {"type": "number"},
        AttributeKind.BOOL: {"type": "boolean"},
        AttributeKind.DATE: DATE,
        AttributeKind.URL: {**line, "pattern": ADDRESS, "patternErrorMessage": ADDRESS_FORM},
    }
    return kinds[kind]


DATE: Schema = {"type": "string", "pattern": DAY, "patternErrorMessage": DAY_FORM}
SCALES: Mapping[Scale, Schema] = {
    Scale.LOG: {"type": "number", "minimum": 0},
    Scale.LINEAR: {"type": "number", "minimum": 0},
    Scale.BOOL: {"type": "boolean"},
    Scale.DATE: DATE,
}


def _declare_in_site(schema: Schema, settings: Settings) -> None:
    components = {one.id: one.label for one in settings.ranking.components}
    weights = _only(
        {
            name: {"title": label, "type": "number", "minimum": 0, "maximum": 1000}
            for name, label in components.items()
        }
    )
    ranking = _at(schema, "$defs", "RankingFile", "properties")
    _at(ranking, "weights").update(weights)
    by_type = {
        name: {"title": label, "type": "object", **weights} for name, label in settings.types
    }
    _at(ranking, "by_type").update(_only(by_type))
    component = _one_of(components)
    _narrow(_at(schema, "$defs", "SignalSpecFile", "properties"), "component", component)
