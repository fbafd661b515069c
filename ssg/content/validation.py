"""Validate plain data with pydantic, and report each error at its line and by its key."""

import re
import typing
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from ssg.content.document import YamlDocument
from ssg.content.field_types import LICENSE_HINT, MAX_URL, SLUG_HINT, fields_by_key, shown
from ssg.errors import Code, Problem
from ssg.text import did_you_mean, join_words, printable

__all__ = ["validate"]

Model = TypeVar("Model", bound=BaseModel)


def validate(
    document: YamlDocument,
    model: type[Model],
    reported: Sequence[Problem] = (),
) -> tuple[Model | None, list[Problem]]:
    """Return the model of a document, or None and every problem.

    Problems at the location of a `reported` one are left out.
    """
    wanted = "a list" if _is_list(model) else "keys and values"
    if shown(document.value) != wanted:
        message = f"expected {wanted}, found {shown(document.value)}"
        location = document.locate(())
        return None, [location.problem(Code.WRONG_TYPE, message, f"write {EXAMPLES[wanted]}")]
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        details = _without_misspelt(error.errors(include_url=False))
        problems = [_problem(document, model, detail) for detail in details]
        places = {(problem.line, problem.column) for problem in reported}
        return None, [
            problem for problem in problems if (problem.line, problem.column) not in places
        ]


def _is_list(model: type[BaseModel]) -> bool:
    return issubclass(model, RootModel) and (
        typing.get_origin(model.model_fields["root"].annotation) is list
    )


def _without_misspelt(details: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out the missing keys that an unknown key in the same place is a misspelling of."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    return [
        detail
        for detail in details
        if detail["type"] != "missing"
        or not any(
            place[:-1] == detail["loc"][:-1]
            and did_you_mean(str(place[-1]), [str(detail["loc"][-1])])
            for place in unknown
        )
    ]


def _problem(document: YamlDocument, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    kind, keys = detail["type"], tuple(key for key in detail["loc"] if key != "[key]")
    at_key = kind == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
    location = document.locate(keys[:-1] if kind == "missing" else keys, at_key=at_key)
    return location.problem(*_description(kind, keys, detail, model))


def _description(
    kind: str, keys: Sequence[str | int], detail: ErrorDetails, model: type[BaseModel]
) -> tuple[Code, str, str]:
    """Return code, message and hint of a pydantic error; `kind` is pydantic's error type."""
    key, value, context = _key_name(keys), detail["input"], detail.get("ctx", {})
    if kind == "missing":
        return Code.MISSING_KEY, f'missing key "{keys[-1]}"', "add it"
    if kind == "extra_forbidden":
        known = fields_by_key(_model_at(model, keys[:-1]))
        unknown = printable(str(keys[-1]))
        hint = did_you_mean(unknown, known) or f"known keys: {', '.join(known)}"
        return Code.UNKNOWN_KEY, f'unknown key "{unknown}"', hint
    if kind in {"literal_error", "enum"}:
        expected = str(context.get("expected", ""))
        allowed = re.findall(r"'([^']*)'", expected) or [expected.lower()]
        similar = did_you_mean(value, allowed) if isinstance(value, str) else ""
        message = f"{shown(value)} is not allowed for {key}"
        return Code.NOT_ALLOWED, message, similar or f"use {join_words(allowed, 'or')}"
    if kind in CUSTOM:
        code, hint = CUSTOM[kind]
        return code, f"{key}: {detail['msg']}", str(context.get("hint", hint))
    if kind in LIMITS:
        code, message, hint = LIMITS[kind]
        return code, f"{key} {message}", hint.format(**context, example=_example(model, keys))
    wanted = next((name for start, name in WANTED if kind.startswith(start)), "another type")
    needs_quotes = wanted == "text" and isinstance(value, (int, float, bool))
    hint = "put it in quotes" if needs_quotes else f"write {EXAMPLES.get(wanted, wanted)}"
    return Code.WRONG_TYPE, f"{key} must be {wanted}, found {shown(value)}", hint


CUSTOM = {
    "slug": (Code.FILE_NAME, SLUG_HINT),
    "license": (Code.NOT_ALLOWED, LICENSE_HINT),
    "purl": (Code.NOT_ALLOWED, "write it as pkg:pypi/flax or pkg:github/google/flax"),
    "date": (Code.DATE, "write it as 2026-11-01"),
    "scalar": (Code.WRONG_TYPE, "write a number, true, false or a date such as 2026-11-01"),
    "attribute": (Code.WRONG_TYPE, "write text, a number, true, false or a list of texts"),
    "url": (
        Code.URL,
        f"use a public https:// or http:// URL of at most {MAX_URL:,} characters",
    ),
    "origin": (Code.NOT_ALLOWED, "write it as github.stars, or as {url: ..., path: data.count}"),
    "head": (Code.NOT_ALLOWED, "remove it"),
    "better": (Code.NOT_ALLOWED, "write higher, lower, true or false"),
    "contrast": (
        Code.NOT_ALLOWED,
        "write one line with {a}, {b}, {values_a} and {values_b}, each once",
    ),
    "rule": (Code.NOT_ALLOWED, 'write one line such as "you train on {value}", or false'),
}
LIMITS = {
    "empty": (Code.LENGTH, "is empty", "add a value or remove the key"),
    "one_line": (
        Code.LENGTH,
        "must be one line",
        "join the lines; put long text into the description",
    ),
    "string_too_long": (Code.LENGTH, "is too long", "at most {max_length:,} characters"),
    "string_too_short": (Code.LENGTH, "is too short", "at least {min_length} characters"),
    "too_long": (Code.LENGTH, "has too many entries", "at most {max_length:,}"),
    "too_short": (Code.LENGTH, "has too few entries", "at least {min_length}"),
    "greater_than": (Code.RANGE, "is too small", "more than {gt:g}"),
    "greater_than_equal": (Code.RANGE, "is too small", "at least {ge:g}"),
    "less_than_equal": (Code.RANGE, "is too large", "at most {le:g}"),
    "string_pattern_mismatch": (
        Code.NOT_ALLOWED,
        "has an invalid format",
        "write it as {example}",
    ),
    "finite_number": (Code.RANGE, "is not a finite number", "write a plain number"),
}
WANTED = (
    ("string", "text"),
    ("list", "a list"),
    ("tuple", "a list"),
    ("dict", "keys and values"),
    ("model", "keys and values"),
    ("float", "a number"),
    ("int", "a whole number"),
    ("bool", "true or false"),
)
EXAMPLES = {
    "a list": '"[a, b]" or one "- " line per entry',
    "keys and values": '"key: value" lines',
    "text": "text",
}


def _key_name(keys: Sequence[str | int]) -> str:
    """Return the quoted path of a value: `"capabilities[2].sources[0].url"`."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{printable(str(key))}" for key in keys)
    return f'"{"".join(parts).lstrip(".")}"'


def _example(model: type[BaseModel], keys: Sequence[str | int]) -> str:
    while isinstance(keys[-1], int) and len(keys) > 1:  # an entry of a list
        keys = keys[:-1]
    field = fields_by_key(_model_at(model, keys[:-1])).get(str(keys[-1]))
    example = field.examples[0] if field and field.examples else ""
    return str(example[0] if isinstance(example, list) and example else example)


def _model_at(model: type[BaseModel], keys: Sequence[str | int]) -> type[BaseModel]:
    """Return the model of the mapping under these keys."""
    for key in ("root", *keys) if issubclass(model, RootModel) else keys:
        field = fields_by_key(model).get(str(key))
        inner = _models_in(field.annotation) if field else []
        model = inner[0] if inner else model
    return model


def _models_in(annotation: object) -> list[type[BaseModel]]:
    """Return the models in a type such as `list[SourceFile] | None`."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for inner in typing.get_args(annotation) for model in _models_in(inner)]
