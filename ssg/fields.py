"""Declarations of the keys of content files, written once, at the fields of the catalog's values.

A field of a frozen dataclass that is read from a file is annotated `Annotated[<type>, Key(...)]`.
Derived from it: the model that validates the file, its JSON Schema, the key's row in
docs/content.md and the conversion to the value (`content.file_models`), the lists of texts, links
and dates (`leaves`), and the texts that are searched (`searched_keys`).
"""

import dataclasses
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from operator import attrgetter
from typing import TypeAlias

__all__ = [
    "VALUE",
    "Key",
    "Keys",
    "Kind",
    "Role",
    "declared_keys",
    "leaves",
    "record_in",
    "searched_keys",
    "searched_values",
    "translated_keys",
    "values_of",
    "with_values",
]

Value = typing.TypeVar("Value")

VALUE = "value"
"""Key of the value in a mapping that also gives its source; `content.claims` reads the rest."""

Keys: TypeAlias = tuple[str | int, ...]
"""The path to a value in a file: `("capabilities", 2, "title")`."""


class Kind(Enum):
    """What a key holds. `content.file_models.TYPES` maps each to the type that validates it."""

    NAME = auto()
    """One line of at most 80 characters."""
    LINE = auto()
    """One line of at most 300 characters."""
    MARKDOWN = auto()
    """A few paragraphs."""
    LONG_MARKDOWN = auto()
    """A page."""
    SLUG = auto()
    URL = auto()
    DATE = auto()
    LICENSE = auto()
    PACKAGE_URL = auto()
    IMAGE = auto()
    """The address of an image of the site."""
    PHOTO = auto()
    """The address of an image of the site that is not a drawing."""
    SCALAR = auto()
    """A number, a boolean or a date."""
    ATTRIBUTE = auto()
    """A number, a boolean, a text or a list of texts."""
    AMOUNT = auto()
    """A number of at least 0."""
    CURRENCY = auto()
    """An ISO 4217 code."""
    FRACTION = auto()
    """A number from 0 to 1."""
    CHOICE = auto()
    """A member of the enumeration in the annotation."""
    RECORD = auto()
    """The keys of the dataclass in the annotation."""


class Role(Enum):
    """What other parts of the program use a value for."""

    TEXT = auto()
    """Prose: checked for style and links, and searched for names of other tools."""
    MARKDOWN = auto()
    """Text that is rendered as Markdown."""
    LINK = auto()
    """A URL."""
    DATE = auto()
    """The day on which a fact was measured, checked or changed."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a content file."""

    kind: Kind
    description: str
    """Its meaning, for the JSON Schema, the documentation and the template of a new file."""
    example: object = None
    """A valid value; the example file in docs/content.md is made of these."""
    _: dataclasses.KW_ONLY
    required: bool = False
    is_text: bool = False
    """Whether readers see it as prose."""
    short_form: str = ""
    """Key of the record that a bare value in place of the record is taken for."""
    max_entries: int = 60
    """Of a list."""
    has_claims: bool = False
    """Whether the value or an entry may be `{value, source, basis, checked, note}`."""
    search_weight: int = 0
    """Weight of its words in the search, in halves: 2 is that of a description; 0: not searched."""
    by_name: bool = False
    """Whether it is a mapping of names to values; a record gets its name as `id`."""
    in_translations: bool = False
    """Whether translations have it although it is not a text that readers see."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of the value."""
        markdown = self.kind in {Kind.MARKDOWN, Kind.LONG_MARKDOWN}
        has_role = {
            Role.TEXT: self.is_text,
            Role.MARKDOWN: markdown,
            Role.LINK: self.kind is Kind.URL,
            Role.DATE: self.kind is Kind.DATE,
        }
        return frozenset(role for role, held in has_role.items() if held)


@cache
def declared_keys(record: type) -> Mapping[str, tuple[Key, object]]:
    """Return the declared fields of a dataclass in order: name -> key and annotation."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {
        name: (metadata, typing.get_args(hint)[0])
        for name, hint in hints.items()
        if typing.get_origin(hint) is typing.Annotated
        for metadata in typing.get_args(hint)[1:]
        if isinstance(metadata, Key)
    }


@cache
def searched_keys(record: type) -> tuple[tuple[int, Callable[[object], object]], ...]:
    """Return search weight and reader of each field of a dataclass that is searched."""
    keys = declared_keys(record).items()
    searched = ((key.search_weight, attrgetter(name)) for name, (key, _) in keys)
    return tuple((weight, read) for weight, read in searched if weight)


@cache
def searched_values(record: type) -> Callable[[object], object]:
    """Return a reader of all fields of a dataclass that are searched, as a tuple."""
    keys = declared_keys(record).items()
    return attrgetter(*(name for name, (key, _) in keys if key.search_weight))


@cache
def translated_keys(record: type) -> Mapping[str, Callable[[object], object]]:
    """Return the fields of a dataclass that a translation may have: name -> reader."""
    return {
        name: attrgetter(name)
        for name, (key, _) in declared_keys(record).items()
        if key.is_text or key.in_translations
    }


def with_values(record: Value, values: Mapping[str, object]) -> Value:
    """Return a dataclass with other values of some fields, by their names."""
    # The types of fields are not known from their names.
    return dataclasses.replace(record, **values)  # type: ignore[type-var]


def record_in(annotation: object) -> type | None:
    """Return the dataclass or enumeration in an annotation such as `tuple[Source, ...]`."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        is_record = dataclasses.is_dataclass(annotation) or issubclass(annotation, Enum)
        return annotation if is_record else None
    return next(filter(None, map(record_in, typing.get_args(annotation))), None)


@dataclass(frozen=True, slots=True)
class _Step:
    """How to find the values with one role in one field of a record."""

    name: str
    read: Callable[[object], object]
    steps: "tuple[_Step, ...] | None"
    """The steps in nested records; None if the value itself has the role."""
    by_name: bool


@cache
def _steps(record: type, role: Role) -> tuple[_Step, ...]:
    steps = []
    for name, (key, annotation) in declared_keys(record).items():
        nested = record_in(annotation) if key.kind is Kind.RECORD else None
        inner = _steps(nested, role) if nested else None
        if inner or role in key.roles:
            steps.append(_Step(name, attrgetter(name), inner, key.by_name))
    return tuple(steps)


READ_ID = attrgetter("id")


def leaves(record: object, role: Role) -> list[tuple[Keys, object]]:
    """Return path and value of everything in a record that has a role, in declared order.

    Empty values (`""`, None) are left out.
    """
    record_type: type = type(record)
    result: list[tuple[Keys, object]] = []
    _collect(record, _steps(record_type, role), (), result)
    return result


def values_of(record: object, role: Role) -> list[object]:
    """Return the values that `leaves` returns, without their paths: it takes half of the time."""
    record_type: type = type(record)
    result: list[object] = []
    _collect_values(record, _steps(record_type, role), result)
    return result


def _collect_values(record: object, steps: tuple[_Step, ...], result: list[object]) -> None:
    for step in steps:
        value = step.read(record)
        if not value:
            continue
        entries = value if isinstance(value, tuple) else (value,)
        if step.steps is None:
            result += entries
        else:
            for entry in entries:
                _collect_values(entry, step.steps, result)


def _collect(
    record: object, steps: tuple[_Step, ...], above: Keys, result: list[tuple[Keys, object]]
) -> None:
    """Append to `result`, which saves the cost of nested generators."""
    for step in steps:
        value = step.read(record)
        if not value:
            continue
        keys = (*above, step.name)
        if not isinstance(value, tuple):
            _add(value, step, keys, result)
            continue
        for index, entry in enumerate(value):
            _add(entry, step, (*keys, READ_ID(entry) if step.by_name else index), result)


def _add(value: object, step: _Step, keys: Keys, result: list[tuple[Keys, object]]) -> None:
    if step.steps is None:
        result.append((keys, value))
    else:
        _collect(value, step.steps, keys, result)
