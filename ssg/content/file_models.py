"""Derive models of content files, and conversions to values, from declarations in `ssg.fields`."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Annotated, TypeVar, cast

from pydantic import BeforeValidator, Field, Strict, create_model

from ssg.content.field_types import (
    Amount,
    AttributeText,
    Currency,
    Date,
    FileModel,
    ImageAddress,
    License,
    Line,
    LongText,
    Name,
    PackageUrl,
    PhotoAddress,
    Scalar,
    ShortText,
    Slug,
    UnitInterval,
    Url,
)
from ssg.fields import VALUE, Key, Kind, Role, declared_keys, record_in, translated_keys
from ssg.json_value import JsonValue

__all__ = ["file_model", "translation_model", "value_from"]

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
    Kind.IMAGE: ImageAddress,
    Kind.PHOTO: PhotoAddress,
    Kind.SCALAR: Scalar,
    Kind.ATTRIBUTE: AttributeText,
    Kind.AMOUNT: Amount,
    Kind.CURRENCY: Currency,
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


def translation_model(
    record: type, description: str, more: Mapping[str, object] | None = None
) -> type[FileModel]:
    """Return the model `<record>Texts` of a translation of a dataclass; every key is optional.

    It has the keys that are texts, and `more`: name -> type and `Field`, as `create_model` takes.
    """
    fields: dict[str, object] = {}
    declared = declared_keys(record)
    for name in (name for name in declared if name in translated_keys(record)):
        key, annotation = declared[name]
        kind, about = TYPES[key.kind], {"description": key.description, "examples": [key.example]}
        if key.by_name:
            fields[name] = (dict[str, kind], Field(default_factory=dict, **about))  # type: ignore[valid-type, call-overload]
        elif str(annotation).startswith("tuple["):
            entries = Annotated[list[kind], Field(max_length=key.max_entries)]  # type: ignore[valid-type]
            fields[name] = (entries, Field(default_factory=list, **about))  # type: ignore[call-overload]
        else:
            fields[name] = (kind | None, Field(None, **about))  # type: ignore[operator, call-overload]
    # The overloads of create_model do not match keyword arguments from a mapping.
    model = create_model(  # type: ignore[call-overload]
        f"{record.__name__}Texts",
        __base__=FileModel,
        __module__=__name__,
        __doc__=description,
        **fields,
        **(more or {}),
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
    plain = _plain_type(key, annotation)
    if not key.has_claims:
        return plain
    return Annotated[plain, BeforeValidator(plain_value)]


def plain_value(value: JsonValue) -> JsonValue:
    """Return a value without the sources that it, or an entry of it, is written with."""
    if isinstance(value, dict) and VALUE in value:
        value = value[VALUE]
    if isinstance(value, list):
        return [
            entry[VALUE] if isinstance(entry, dict) and VALUE in entry else entry for entry in value
        ]
    return value


def _plain_type(key: Key, annotation: object) -> object:
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


@cache
def _conversions(record: type) -> tuple[tuple[str, Callable[..., object] | None], ...]:
    """Return the conversion of each declared field; None if the value is kept as it is."""
    return tuple(
        (name, _conversion(key, annotation))
        for name, (key, annotation) in declared_keys(record).items()
    )


def _conversion(key: Key, annotation: object) -> Callable[..., object] | None:
    record = record_in(annotation) if key.kind is Kind.RECORD else None
    is_list = str(annotation).startswith("tuple[")
    if record and key.by_name:
        return partial(_named_records, record)
    if record:
        return partial(_records, record) if is_list else partial(value_from, record=record)
    if key.by_name:
        return _pairs
    if is_list:
        return tuple
    return str.strip if Role.MARKDOWN in key.roles else None


def _records(record: type, files: list[FileModel]) -> object:
    return tuple([value_from(file, record) for file in files])


def _named_records(record: type, files: dict[str, FileModel]) -> object:
    return tuple([value_from(file, record, id=name) for name, file in sorted(files.items())])


def _pairs(values: dict[str, object]) -> object:
    return tuple((name, _plain(value)) for name, value in sorted(values.items()))


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def value_from(file: FileModel, record: type[Value], **others: object) -> Value:
    """Return the record of a validated file; `others` are the fields that the file does not give.

    Lists become tuples, mappings become tuples of pairs or of records with an `id`, sorted by name.
    An empty value leaves the field at its default.
    """
    written, record_type = vars(file), cast("type", record)
    for name, convert in _conversions(record_type):
        value = written[name]
        if (value or isinstance(value, (bool, int, float))) and name not in others:
            others[name] = convert(value) if convert else value
    return record(**others)
