"""Derive models of content files, and conversions to values, from declarations in `ssg.fields`."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, TypeVar, cast

from pydantic import BeforeValidator, Field, Strict, create_model

from ssg.content.field_types import (
    AttributeText,
    Date,
    FileModel,
    License,
    Line,
    LongText,
    Name,
    PackageUrl,
    Scalar,
    ShortText,
    Slug,
    UnitInterval,
    Url,
)
from ssg.content.yaml_nodes import JsonValue
from ssg.fields import Key, Kind, declared_keys, record_in

__all__ = ["file_model", "value_from"]

Value = TypeVar("Value")

TYPES: Mapping[Kind, object] = {
    Kind.NAME: Name,
    Kind.LINE: Line,
    Kind.MARKDOWN: ShortText,
    Kind.LONG_MARKDOWN: LongText,
    Kind.SLUG: Slug,
    Kind.URL: Url,
    Kind.DATE: Date,
    Kind.LICENSE: License,
    Kind.PACKAGE_URL: PackageUrl,
    Kind.SCALAR: Scalar,
    Kind.ATTRIBUTE: AttributeText,
    Kind.FRACTION: UnitInterval,
}
"""The type that validates one value of each kind."""


@cache
def file_model(record: type, description: str = "") -> type[FileModel]:
    """Return the model `<record>File` of a dataclass with declared keys."""
    fields = {
        name: _model_field(key, annotation)
        for name, (key, annotation) in declared_keys(record).items()
    }
    # The overloads of create_model do not match keyword arguments from a mapping.
    model = create_model(  # type: ignore[call-overload]
        f"{record.__name__}File",
        __base__=FileModel,
        __module__=__name__,
        __doc__=description or inspect.getdoc(record),
        **fields,
    )
    return cast("type[FileModel]", model)


def _model_field(key: Key, annotation: object) -> tuple[type, object]:
    """Return type and `Field` of one key, as `create_model` takes them."""
    kind = _item_type(key, annotation)
    factory: Callable[[], object] | None = None
    default: object = ...
    if key.by_name:
        kind, factory = dict[str, kind], dict  # type: ignore[valid-type]
    elif str(annotation).startswith("tuple["):
        kind = Annotated[list[kind], Field(max_length=key.max_entries)]  # type: ignore[valid-type]
        factory = list
    elif key.kind is Kind.MARKDOWN:
        default = ""
    elif not key.required:
        kind, default = kind | None, None  # type: ignore[operator]
    examples = [key.example] if key.example else None
    field = (
        Field(default_factory=factory, description=key.description, examples=examples)
        if factory
        else Field(default, description=key.description, examples=examples)
    )
    return cast("type", kind), field


def _item_type(key: Key, annotation: object) -> object:
    """Return the type of the value, or of one entry of the list or mapping."""
    record = record_in(annotation)
    if key.kind is Kind.CHOICE:
        return Annotated[record, Strict(strict=False)]
    if key.kind is not Kind.RECORD or record is None:
        return TYPES[key.kind]
    model = file_model(record)
    if not key.short_form:
        return model
    short, inner = declared_keys(record)[key.short_form]
    bare = record_in(inner) if short.kind is Kind.CHOICE else TYPES[short.kind]
    schema_type = bare | model
    validator = BeforeValidator(_long_form(key.short_form), json_schema_input_type=schema_type)
    return Annotated[model, validator]


def _long_form(key: str) -> Callable[[JsonValue], JsonValue]:
    """Return a function that turns a bare value into a mapping with this key."""
    return lambda value: value if isinstance(value, dict) else {key: value}


@dataclass(frozen=True, slots=True)
class _Conversion:
    """How one value of a file becomes a field of a record."""

    name: str
    strip: bool
    record: type | None

    def __call__(self, value: object) -> object:
        if self.record:
            return self._records(value, self.record)
        if self.strip and isinstance(value, str):
            return value.strip()
        if isinstance(value, dict):
            return tuple((name, _plain(entry)) for name, entry in sorted(value.items()))
        return _plain(value)

    def _records(self, value: object, record: type) -> object:
        if isinstance(value, dict):
            pairs = sorted(value.items())
            return tuple(value_from(entry, record, id=name) for name, entry in pairs)
        if isinstance(value, list):
            return tuple([value_from(entry, record) for entry in value])
        return value_from(value, record) if isinstance(value, FileModel) else value


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@cache
def _conversions(record: type) -> tuple[_Conversion, ...]:
    return tuple(
        _Conversion(
            name,
            key.kind in {Kind.MARKDOWN, Kind.LONG_MARKDOWN},
            record_in(annotation) if key.kind is Kind.RECORD else None,
        )
        for name, (key, annotation) in declared_keys(record).items()
    )


def value_from(file: FileModel, record: type[Value], **others: object) -> Value:
    """Return the record of a validated file; `others` are the fields that the file does not give.

    Lists become tuples, mappings become tuples of pairs or of records with an
    `id`, sorted by name. A key without a value
    leaves the field at its default.
    """
    written = vars(file)
    given = dict(others)
    record_type: type = record
    for conversion in _conversions(record_type):
        value = written[conversion.name]
        if conversion.name not in given and value is not None:
            given[conversion.name] = conversion(value)
    return record(**given)
