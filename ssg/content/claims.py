"""Read sources of values: `license: {value: MIT, source: https://..., checked: 2026-11-01}`.

The models of content files take the value out of such a mapping (`plain_value`); this module
collects what is left.
"""

from collections.abc import Iterator, Mapping

from ssg.catalog import Claim, ClaimSource, Tool
from ssg.content.document import YamlDocument
from ssg.content.file_models import file_model, value_from
from ssg.content.validation import validate
from ssg.errors import Problem
from ssg.fields import VALUE, Key, Keys, Kind, declared_keys, record_in
from ssg.json_value import JsonValue

__all__ = ["read_claims"]

ClaimSourceFile = file_model(ClaimSource, "The source of a single value.")


def read_claims(document: YamlDocument) -> tuple[tuple[Claim, ...], list[Problem]]:
    """Return the claims of a tool's file in the order of declarations, and their problems."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    value = document.value
    for keys, written in _long_forms(value, Tool, ()) if isinstance(value, dict) else ():
        rest = {key: entry for key, entry in written.items() if key != VALUE}
        model, faults = validate(document.at(keys, rest), ClaimSourceFile)
        problems += faults
        if model:
            claims.append(Claim(keys=keys, based_on=value_from(model, ClaimSource)))
    return tuple(claims), problems


def _long_forms(
    written: Mapping[str, JsonValue], record: type, above: Keys
) -> Iterator[tuple[Keys, Mapping[str, JsonValue]]]:
    """Yield each mapping that is written in place of a value, with the path of the value."""
    for name, (key, annotation) in declared_keys(record).items():
        value, keys = written.get(name), (*above, name)
        inner = record_in(annotation) if key.kind is Kind.RECORD else None
        if inner and isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _long_forms(entry, inner, (*keys, index))
        elif key.has_claims:
            yield from _mappings(key, value, keys)


def _mappings(
    key: Key, value: JsonValue, keys: Keys
) -> Iterator[tuple[Keys, Mapping[str, JsonValue]]]:
    if key.by_name and isinstance(value, dict):
        for name, entry in value.items():
            yield from _one(entry, (*keys, name))
    else:
        yield from _one(value, keys)


def _one(value: JsonValue, keys: Keys) -> Iterator[tuple[Keys, Mapping[str, JsonValue]]]:
    """Yield a value that is a mapping, then the entries of a list that are."""
    if isinstance(value, dict) and VALUE in value:
        yield keys, value
        value = value[VALUE]
    if isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, dict) and VALUE in entry:
                yield (*keys, index), entry
