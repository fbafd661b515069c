"""JSON Schemas (2020-12) of the content format, with the names that a site declares."""

import inspect
from collections.abc import Iterable, Mapping
from typing import TypeAlias, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ssg.attribute_values import FORMS, PATTERNS
from ssg.catalog import Capability, ClaimSource, SharedCapability, Tool
from ssg.content.field_types import ADDRESS, ADDRESS_FORM, DAY, DAY_FORM, MAX_LINE
from ssg.content.file_models import file_model
from ssg.content.site_schema import SiteFile
from ssg.content.site_translation import SiteTranslationFile
from ssg.content.synonyms_file import SynonymsFile
from ssg.content.tool_schema import (
    EditorialFile,
    FreePageFile,
    ToolFile,
    VocabularyFile,
    VocabularyTextsFile,
)
from ssg.content.tool_translation import ToolTranslationFile
from ssg.fields import declared_keys
from ssg.json_value import JsonValue
from ssg.settings import AttributeKind, Better, Scale, Settings, SignalSpec

__all__ = ["KINDS", "Schema", "format_schema", "site_schemas"]

Schema: TypeAlias = "dict[str, JsonValue]"

AnySchema: TypeAlias = (
    core_schema.CoreSchema
    | core_schema.ModelField
    | core_schema.DataclassField
    | core_schema.TypedDictField
    | core_schema.ComputedField
)
"""What `GenerateJsonSchema` takes: the schema of a type or of a field."""

WITH_SOURCE = "ValueWithSource"
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
TRANSLATIONS: Mapping[str, type[BaseModel]] = {
    "tool-translation": ToolTranslationFile,
    "site-translation": SiteTranslationFile,
    "capabilities-translation": VocabularyTextsFile,
}
"""Kind of translation -> its model."""


def site_schemas(settings: Settings, shared: Iterable[SharedCapability]) -> dict[str, Schema]:
    """Return the schema of each of `KINDS`; it allows only names that the site declares.

    A site in several languages has those of `TRANSLATIONS`, too.
    """
    kinds = (*KINDS, *(TRANSLATIONS if settings.languages else ()))
    schemas = {kind: format_schema(kind) for kind in kinds}
    _declare_in_tool(schemas["tool"], settings, shared)
    _declare_in_site(schemas["site"], settings)
    return schemas


def format_schema(kind: str) -> Schema:
    """Return the schema of one of `KINDS` or `TRANSLATIONS`, the same for every site."""
    model = {**KINDS, **TRANSLATIONS}[kind]
    schema: Schema = model.model_json_schema(schema_generator=_Generator)
    definitions = _mapping(schema.pop("$defs", {}))
    root = _mapping(definitions.pop(str(schema["$ref"]).rpartition("/")[2]))
    if kind == "tool":
        _allow_sources(root, Tool)
        _allow_sources(_at(definitions, "CapabilityFile"), Capability)
        definitions[WITH_SOURCE] = _with_source()
    return {
        "$schema": DIALECT,
        **root,
        "title": f"{kind.capitalize().replace('-', ' ')} file",
        **({"$defs": definitions} if definitions else {}),
    }


def _allow_sources(model: Schema, record: type) -> None:
    """Allow the form with a source for the values of a record that accept it."""
    properties = _at(model, "properties")
    for name, (key, annotation) in declared_keys(record).items():
        field = _mapping(properties[name])
        if not key.has_claims or key.by_name:  # attributes: see `_declare_in_tool`
            continue
        if str(annotation).startswith("tuple["):
            field["items"] = _or_with_source(_at(field, "items"))
        else:
            about = {part: field[part] for part in ABOUT if part in field}
            properties[name] = {**about, **_or_with_source(_without(field, *ABOUT))}


ABOUT = ("title", "description", "examples")


def _or_with_source(plain: Schema) -> Schema:
    return {"anyOf": [plain, {"$ref": f"#/$defs/{WITH_SOURCE}"}]}


def _with_source() -> Schema:
    """Return the schema of a value that is written with its source."""
    schema: Schema = file_model(ClaimSource).model_json_schema(schema_generator=_Generator)
    definitions = _mapping(schema.get("$defs", {}))
    root = (
        _mapping(definitions[str(schema["$ref"]).rpartition("/")[2]])
        if "$ref" in schema
        else schema
    )
    value: Schema = {
        "title": "Value",
        "description": "The value, in the form that it has without a source.",
        "examples": ["Apache-2.0"],
    }
    return {
        **root,
        "title": "SourcedValue",
        "description": inspect.getdoc(ClaimSource),
        "properties": {"value": value, **_at(root, "properties")},
        "required": ["value"],
    }


class _Generator(GenerateJsonSchema):
    """Generates schemas in the form in which editors show the most.

    Enumerations are inlined, "or null" is part of the type, each property has a title, and
    defaults that are empty are left out.
    """

    def definitions_schema(self, schema: "core_schema.DefinitionsSchema") -> JsonSchemaValue:
        """Remember the enumerations that several models refer to."""
        self._shared = {each.get("ref", ""): each for each in schema["definitions"]}
        return super().definitions_schema(schema)

    def definition_ref_schema(
        self, schema: "core_schema.DefinitionReferenceSchema"
    ) -> JsonSchemaValue:
        """Inline an enumeration that several models refer to."""
        shared = self._shared.get(schema["schema_ref"])
        if shared and shared["type"] == "enum":
            return self.generate_inner(shared)
        return super().definition_ref_schema(schema)

    def generate_inner(self, schema: AnySchema) -> JsonSchemaValue:
        """Inline enumerations, and repeat the description of a model next to each reference."""
        if schema["type"] == "enum":
            return _without(self.enum_schema(cast("core_schema.EnumSchema", schema)), "title")
        generated = super().generate_inner(schema)
        if "$ref" in generated and schema["type"] == "model":
            model = cast("core_schema.ModelSchema", schema)["cls"]
            return {"description": inspect.getdoc(model), **generated}
        return generated

    def handle_ref_overrides(self, json_schema: JsonSchemaValue) -> JsonSchemaValue:
        """Keep title and description next to a reference, where editors look for them."""
        return json_schema

    def get_title_from_name(self, name: str) -> str:
        """Return the title of a property: `starting_price` -> `Starting price`."""
        return name.replace("_", " ").capitalize()

    def field_title_should_be_set(self, schema: AnySchema) -> bool:
        """Give each property a title, also references and enumerations."""
        return schema["type"] in {"model-field", "default"} or super().field_title_should_be_set(
            schema
        )

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a mapping, titled `Pricing` for the model `PricingFile`."""
        generated = super().model_schema(schema)
        return {**generated, "title": schema["cls"].__name__.removesuffix("File")}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Allow only keys of the pattern, if there is a pattern."""
        generated = super().dict_schema(schema)
        closed = {"additionalProperties": False} if "patternProperties" in generated else {}
        return {**generated, **closed}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out defaults that are empty or whole mappings."""
        generated = super().default_schema(schema)
        default = generated.get("default")
        if default in (None, "", [], {}) or "$ref" in generated:
            generated.pop("default", None)
        return generated

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Write "this or null" as one schema with two types, if this is a single type."""
        inner = self.generate_inner(schema["schema"])
        if not isinstance(inner.get("type"), str):
            return self.get_union_of_schemas([inner, {"type": "null"}])
        enum = {"enum": [*inner["enum"], None]} if "enum" in inner else {}
        return {**inner, **enum, "type": [inner["type"], "null"]}


def _without(schema: Schema, *keys: str) -> Schema:
    return {key: value for key, value in schema.items() if key not in keys}


def _mapping(value: JsonValue) -> Schema:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _at(schema: Schema, *keys: str) -> Schema:
    for key in keys:
        schema = _mapping(schema[key])
    return schema


def _one_of(names: Mapping[str, str]) -> Schema:
    """Return the schema of an enumeration, name -> description; without names, nothing is valid."""
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
    categories = {
        category.id: category.description or category.name for category in settings.categories
    }
    _at(fields, "categories").update(items=_one_of(categories), uniqueItems=True)
    signals = {signal.id: _signal(signal) for signal in settings.ranking.signals}
    _at(fields, "signals").update(_only(signals))
    unit: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    _at(fields, "scores").update(
        _only({one.id: {"title": one.label, **unit} for one in settings.ranking.components})
    )
    attributes: Mapping[str, Schema] = {
        spec.id: {
            "title": spec.label,
            "description": _sentence(spec.label, spec.unit, spec.better),
            **_or_with_source(_sourced_entries(_value(spec.kind))),
        }
        for spec in settings.attributes
    }
    _at(fields, "attributes").update(_only(attributes))
    ids: Schema = _one_of({entry.id: f"{entry.name}. {entry.description}" for entry in shared})
    if isinstance(names := ids.get("enum"), list):
        ids = {**ids, "type": ["string", "null"], "enum": [*names, None]}
    _narrow(
        _at(schema, "$defs", "CapabilityFile", "properties"),
        "id",
        ids if "enum" in ids else {"type": "null"},
    )


def _sourced_entries(value: Schema) -> Schema:
    """Return the schema of a value; the entries of a list may have their own sources."""
    return {**value, "items": _or_with_source(_at(value, "items"))} if "items" in value else value


def _narrow(fields: Schema, key: str, narrower: Schema) -> None:
    """Replace the schema of a field; its title and description are kept."""
    about = {
        name: value for name, value in _at(fields, key).items() if name in {"title", "description"}
    }
    fields[key] = {**about, **narrower}


def _sentence(label: str, unit: str, better: Better | None) -> str:
    rest = [f"in {unit}"] if unit else []
    rest += [f"{better} is better"] if better else []
    return "; ".join([label, *rest]) + "."


def _signal(spec: SignalSpec) -> Schema:
    """Return the schema of a signal: a bare value, or a mapping with its source."""
    value = SCALES[spec.scale]
    about: Schema = {
        "title": spec.label,
        "description": f"{spec.label}; counts for {spec.component}.",
    }
    return {
        **about,
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
        **{
            ordered: {**line, "pattern": PATTERNS[ordered], "patternErrorMessage": f"Write {form}."}
            for ordered, form in FORMS.items()
        },
    }
    if kind is AttributeKind.RANGE:
        return {"anyOf": [{"type": "number"}, kinds[kind]]}
    if kind is AttributeKind.VERSION:
        return {"anyOf": [{"type": "integer"}, kinds[kind]]}
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
