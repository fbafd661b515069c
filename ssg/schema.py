"""Plain data -> typed values by pydantic, with every fault told in our own words and at its own line."""

import ipaddress
import math
import re
import typing
from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeVar
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, RootModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from ssg.document import Document
from ssg.errors import Code, Problem
from ssg.plain_url import is_plain_url
from ssg.text import closest, join, printable

__all__ = ["DATE", "MAX_LONG_TEXT", "SLUG_HINT", "AttributeText", "Date", "FileModel", "License", "Line", "Lines", "LongText",
           "PackageUrl", "Scalar", "ShortText", "Slug", "Url", "check_slug", "check_url", "normal_url", "shown", "url",
           "validate"]

MAX_URL, MAX_SLUG, MAX_LINE = 2048, 80, 300
MAX_LONG_TEXT = 12_000
"""Characters; the inline rules of Markdown take quadratic time on texts made for it."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WINDOWS_NAMES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
"""Device names that Windows reserves, whatever their ending."""
PAIR_SEPARATOR = "-vs-"
SLUG_HINT = 'choose one such as "my-tool-2"'

Model = TypeVar("Model", bound=BaseModel)


class FileModel(BaseModel):
    """A mapping in one of the content files; unknown keys are faults, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def check_slug(slug: str) -> str:
    """Return what is wrong with a slug, or nothing."""
    if len(slug) > MAX_SLUG:
        return f'"{printable(slug, 40)}" has {len(slug)} characters, more than {MAX_SLUG}'
    if not SLUG.fullmatch(slug):
        return f'"{printable(slug)}" is not a slug: lower case letters and digits, joined by single hyphens'
    if slug in WINDOWS_NAMES:
        return f'"{slug}" is a name that Windows reserves'
    if PAIR_SEPARATOR in f"-{slug}-":
        return f'"{slug}" has "vs" between hyphens, which would make the addresses of comparisons ambiguous'
    return ""


def _slug(value: str) -> str:
    fault = check_slug(value)
    if fault:
        raise PydanticCustomError("slug", "{fault}", {"fault": fault})
    return value


def _line(value: str) -> str:
    text = value.strip()
    if not text:
        raise PydanticCustomError("empty", "is empty")
    if "\n" in text or "\r" in text:
        raise PydanticCustomError("one_line", "must be one line")
    return text


def _date(value: object) -> date:
    if isinstance(value, str) and DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date", "{shown} is not a date", {"shown": shown(value)})


def _scalar(value: object) -> float | bool | date:
    if isinstance(value, bool) or (isinstance(value, (int, float)) and math.isfinite(value)):
        return value
    if isinstance(value, str) and DATE.fullmatch(value):
        return _date(value)
    raise PydanticCustomError("scalar", "found {shown}", {"shown": shown(value)})


def _attribute(value: object) -> float | bool | str | list[str]:
    texts = value if isinstance(value, list) else [value]
    if any(isinstance(one, str) and len(one) > MAX_LINE for one in texts):
        raise PydanticCustomError("string_too_long", "", {"max_length": MAX_LINE})
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return [str(one).strip() for one in value]
    if isinstance(value, (bool, str)) or (isinstance(value, (int, float)) and math.isfinite(value)):
        return value
    raise PydanticCustomError("attribute", "found {shown}", {"shown": shown(value)})


def url(value: str) -> str:
    """Return a public web address in its normal form; anything else is a fault of the field."""
    if len(value) <= MAX_URL and is_plain_url(value):
        return value
    fault = check_url(value)
    if fault:
        raise PydanticCustomError("url", "{fault}", {"fault": f"the address {shown(value)} {fault}"})
    return normal_url(value)


def normal_url(value: str) -> str:
    """Return a public web address with its scheme in lower case and its host as the network knows it."""
    parts = urlsplit(value)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else "")
    return urlunsplit((parts.scheme.lower(), host, parts.path, parts.query, parts.fragment))


def check_url(value: str) -> str:
    """Return what keeps an address from being a public web address, or nothing."""
    if len(value) > MAX_URL:
        return f"has {len(value)} characters"
    if re.search(r"""[\x00-\x20"'<>\\^`{|}\x7f]""", value):
        return "contains a blank, a quote or another character that belongs encoded"
    try:
        parts = urlsplit(value)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        _ = parts.port
    except ValueError:
        return "cannot be read"
    if parts.scheme.lower() not in {"http", "https"}:
        return "does not begin with https:// or http://"
    if parts.username is not None or parts.password is not None:
        return "contains a user name"
    return "" if _is_public(host) else "has no public host"


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        *parents, last = host.removesuffix(".").split(".")
        # A last label of digits makes browsers read the whole as an IPv4 address: 127.1, 0x7f.1.
        named = bool(parents) and all(parents) and not last.isdigit()
        return named and last not in {"local", "localhost", "internal", ""}


def _license(value: str) -> str:
    if not re.fullmatch(r"\(*[A-Za-z0-9.+:-]+\)*(?: (?:AND|OR|WITH) \(*[A-Za-z0-9.+:-]+\)*)*", value):
        raise PydanticCustomError("license", "{shown} is not an SPDX expression", {"shown": shown(value)})
    return value


def _package_url(value: str) -> str:
    if not re.fullmatch(r"pkg:[a-z0-9.+-]+/[A-Za-z0-9._~%:@/+?=&#-]+", value):
        raise PydanticCustomError("purl", "{shown} is not a package URL", {"shown": shown(value)})
    return value


License = Annotated[str, Field(max_length=300), AfterValidator(_license)]
PackageUrl = Annotated[str, Field(max_length=300), AfterValidator(_package_url)]
Slug = Annotated[str, AfterValidator(_slug)]
Line = Annotated[str, Field(max_length=MAX_LINE), AfterValidator(_line)]
"""One line of plain text."""
Lines = Annotated[list[Line], Field(max_length=60)]
ShortText = Annotated[str, Field(max_length=4_000)]
"""Markdown of a few paragraphs."""
LongText = Annotated[str, Field(max_length=MAX_LONG_TEXT)]
"""Markdown of a page."""
Url = Annotated[str, AfterValidator(url)]
Date = Annotated[date, PlainValidator(_date)]
Scalar = Annotated[float | bool | date, PlainValidator(_scalar)]
"""A raw signal: a number, true or false, or a date."""
AttributeText = Annotated[float | bool | str | list[str], PlainValidator(_attribute)]
"""An attribute as it is written; its kind is checked against site.yaml later."""


def validate(
    document: Document, model: type[Model], told: Sequence[Problem] = (),
) -> tuple[Model | None, list[Problem]]:
    """Turn a document into the model, or into None and every fault, but none at a place that has been `told` of."""
    wanted = "a list" if issubclass(model, RootModel) else "keys and values"
    if shown(document.value) != wanted:
        line, column = document.locate(())
        return None, [Problem(file=document.path, line=line, column=column, code=Code.WRONG_TYPE,
                              message=f"expected {wanted}, found {shown(document.value)}",
                              hint=f"write {EXAMPLES[wanted]}")]
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        problems = [_problem(document, model, detail) for detail in error.errors(include_url=False)]
        places = {(problem.line, problem.column) for problem in told}
        return None, [problem for problem in problems if (problem.line, problem.column) not in places]


def _problem(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    kind, keys = detail["type"], tuple(key for key in detail["loc"] if key != "[key]")
    at_key = kind == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
    line, column = document.locate(keys[:-1] if kind == "missing" else keys, at_key=at_key)
    code, message, hint = _told(kind, keys, detail, model)
    return Problem(file=document.path, line=line, column=column, code=code, message=message, hint=hint)


def _told(kind: str, keys: Sequence[str | int], detail: ErrorDetails, model: type[BaseModel]) -> tuple[Code, str, str]:
    """Put one of pydantic's errors in our own words: code, what is wrong, what to do."""
    key, value, context = _called(keys), detail["input"], detail.get("ctx", {})
    if kind == "missing":
        return Code.MISSING_KEY, f'missing key "{keys[-1]}"', "add it"
    if kind == "extra_forbidden":
        known = _model_at(model, keys[:-1]).model_fields
        unknown = printable(str(keys[-1]))
        return Code.UNKNOWN_KEY, f'unknown key "{unknown}"', closest(unknown, known) or f"known here: {', '.join(known)}"
    if kind in {"literal_error", "enum"}:
        expected = str(context.get("expected", ""))
        allowed = re.findall(r"'([^']*)'", expected) or [expected.lower()]
        like = closest(value, allowed) if isinstance(value, str) else ""
        return Code.NOT_ALLOWED, f"{shown(value)} is not allowed for {key}", like or f"write {join(allowed, 'or')}"
    if kind in CUSTOM:
        code, hint = CUSTOM[kind]
        return code, f"{key}: {detail['msg']}", hint
    if kind in LIMITS:
        code, message, hint = LIMITS[kind]
        return code, f"{key} {message}", hint.format(**context, description=_description(model, keys))
    wanted = next((words for start, words in WANTED if kind.startswith(start)), "another type")
    quote = wanted == "text" and isinstance(value, (int, float, bool))
    return (Code.WRONG_TYPE, f"{key} must be {wanted}, found {shown(value)}",
            "put it in quotes" if quote else f"write {EXAMPLES.get(wanted, wanted)}")


CUSTOM = {
    "slug": (Code.FILE_NAME, SLUG_HINT),
    "license": (Code.NOT_ALLOWED, "write it as on spdx.org/licenses: MIT, Apache-2.0, MIT OR Apache-2.0"),
    "purl": (Code.NOT_ALLOWED, "write it as pkg:pypi/flax or pkg:github/google/flax"),
    "date": (Code.DATE, "write it as 2026-11-01"),
    "scalar": (Code.WRONG_TYPE, "write a number, true, false or a date such as 2026-11-01"),
    "attribute": (Code.WRONG_TYPE, "write text, a number, true, false or a list of texts"),
    "url": (Code.URL, f"only public https:// or http:// addresses of at most {MAX_URL:,} characters"),
    "better": (Code.NOT_ALLOWED, "write higher, lower, true or false"),
}
LIMITS = {
    "empty": (Code.LENGTH, "is empty", "fill it in or remove the key"),
    "one_line": (Code.LENGTH, "must be one line", "join the lines; long text belongs in the description"),
    "string_too_long": (Code.LENGTH, "is too long", "at most {max_length:,} characters"),
    "string_too_short": (Code.LENGTH, "is too short", "at least {min_length} characters"),
    "too_long": (Code.LENGTH, "has too many entries", "at most {max_length:,}"),
    "too_short": (Code.LENGTH, "has too few entries", "at least {min_length}"),
    "greater_than": (Code.RANGE, "is too small", "more than {gt:g}"),
    "greater_than_equal": (Code.RANGE, "is too small", "at least {ge:g}"),
    "less_than_equal": (Code.RANGE, "is too large", "at most {le:g}"),
    "string_pattern_mismatch": (Code.NOT_ALLOWED, "is not of the right form", "{description}"),
    "finite_number": (Code.RANGE, "is not a finite number", "write a plain number"),
}
WANTED = (
    ("string", "text"), ("list", "a list"), ("tuple", "a list"), ("dict", "keys and values"), ("model", "keys and values"),
    ("float", "a number"), ("int", "a whole number"), ("bool", "true or false"),
)
EXAMPLES = {"a list": '"[one, two]" or one entry a line behind "- "', "keys and values": '"key: value" lines',
            "text": "words"}


def _called(keys: Sequence[str | int]) -> str:
    """Name a place in the file: `capabilities[2].sources[0].url`."""
    named = "".join(f"[{key}]" if isinstance(key, int) else f".{printable(str(key))}" for key in keys)
    return f'"{named.lstrip(".")}"'


def shown(value: object) -> str:
    """Say what was found in place of what was wanted."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return f'"{printable(value)}"'
        case dict():
            return "keys and values"
        case list():
            return "a list"
    return printable(str(value))


def _description(model: type[BaseModel], keys: Sequence[str | int]) -> str:
    found = _model_at(model, keys[:-1]).model_fields.get(str(keys[-1]))
    return (found and found.description) or ""


def _model_at(model: type[BaseModel], keys: Sequence[str | int]) -> type[BaseModel]:
    """Return the model of the mapping under these keys."""
    for key in ("root", *keys) if issubclass(model, RootModel) else keys:
        found = model.model_fields.get(str(key))
        inner = _models_in(found.annotation) if found else []
        model = inner[0] if inner else model
    return model


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for inner in typing.get_args(annotation) for model in _models_in(inner)]
