"""Types of the fields of content files: validation, normal form and JSON Schema of each."""

import difflib
import math
import re
from datetime import date
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit, urlunsplit

import idna
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.licenses._spdx import EXCEPTIONS, LICENSES
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from ssg.content.files import WINDOWS_NAMES
from ssg.ip_addresses import is_ip_address, is_public, is_unusual_host
from ssg.text import is_blank, printable

__all__ = [
    "ADDRESS",
    "ADDRESS_FORM",
    "DATE",
    "DAY",
    "DAY_FORM",
    "LICENSE_HINT",
    "LOCAL_SITE",
    "MAX_LINE",
    "MAX_LONG_TEXT",
    "MAX_NAME",
    "MAX_SLUG",
    "MAX_URL",
    "SLUG_HINT",
    "Amount",
    "AttributeText",
    "Currency",
    "Date",
    "FileModel",
    "ImageAddress",
    "License",
    "Line",
    "Lines",
    "LongText",
    "Name",
    "PackageUrl",
    "PhotoAddress",
    "Scalar",
    "ShortText",
    "Slug",
    "UnitInterval",
    "Url",
    "check_base_url",
    "check_license",
    "check_slug",
    "check_url",
    "fields_by_key",
    "is_plain_url",
    "normal_url",
    "shown",
    "url",
]


MAX_URL = 2048


MAX_SLUG = 80


MAX_LABEL = 63
"""Longest part of a host name between two dots (RFC 1035, 2.3.4)."""


MAX_LINE = 300


MAX_NAME = 80


MAX_LONG_TEXT = 12_000
"""Characters. Inline rules of Markdown take quadratic time on crafted texts."""


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


LOCAL_SITE = re.compile(r"http://localhost(?::[0-9]+)?(?:/[A-Za-z0-9._~-]+)*/?")
"""A site that is only served on this machine."""


DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


LICENSE = re.compile(r"\(*[A-Za-z0-9.+:-]+\)*(?: (?:AND|OR|WITH) \(*[A-Za-z0-9.+:-]+\)*)*")


PACKAGE_URL = re.compile(r"pkg:[a-z0-9.+-]+/[A-Za-z0-9._~%:@/+?=&#-]+")


PAIR_SEPARATOR = "-vs-"


SLUG_HINT = 'use a name such as "my-tool-2"'


class FileModel(BaseModel):
    """A mapping in a content file. Unknown keys are errors; values are not converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return key in the file -> field of a model; the key `from`, a word of Python, is an alias."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def check_slug(slug: str) -> str:
    """Return what is wrong with a slug; empty if it is valid."""
    if len(slug) > MAX_SLUG:
        return f'"{printable(slug, 40)}" has {len(slug)} characters, more than {MAX_SLUG}'
    if not SLUG.fullmatch(slug):
        shown_slug = printable(slug)
        return f'"{shown_slug}" is not a slug: lower-case letters and digits, single hyphens'
    if slug in WINDOWS_NAMES:
        return f'"{slug}" is a reserved name on Windows'
    if PAIR_SEPARATOR in f"-{slug}-":
        return f'"{slug}" has "vs" between hyphens, which makes URLs of comparisons ambiguous'
    return ""


def _slug(value: str) -> str:
    fault = check_slug(value)
    if fault:
        raise PydanticCustomError("slug", "{fault}", {"fault": fault})
    return value


def _line(value: str) -> str:
    text = value.strip()
    if not text or (not text.isascii() and is_blank(text)):
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
    if any(isinstance(text, str) and len(text) > MAX_LINE for text in texts):
        raise PydanticCustomError("string_too_long", "", {"max_length": MAX_LINE})
    if isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value):
        return [str(text).strip() for text in value]
    if isinstance(value, (bool, str)) or (isinstance(value, (int, float)) and math.isfinite(value)):
        return value
    raise PydanticCustomError("attribute", "found {shown}", {"shown": shown(value)})


def url(value: str) -> str:
    """Return a public URL in normal form; raise PydanticCustomError for any other text."""
    if len(value) <= MAX_URL and is_plain_url(value):
        return value
    fault = check_url(value)
    if fault:
        raise PydanticCustomError("url", "{fault}", {"fault": f"{shown(value)} {fault}"})
    return normal_url(value)


def normal_url(value: str) -> str:
    """Return a public URL with a lower-case scheme and the host in ASCII (IDNA 2008, UTS 46)."""
    parts = urlsplit(value)
    host = _ascii_host(parts.hostname or "")
    host = (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else "")
    return urlunsplit((parts.scheme.lower(), host, parts.path, parts.query, parts.fragment))


def check_url(value: str) -> str:
    """Return why a text is not a public URL, as the end of a sentence; empty if it is one."""
    if len(value) > MAX_URL:
        return f"has {len(value)} characters"
    if re.search(r"""[\x00-\x20"'<>\\^`{|}\x7f]""", value):
        return "contains a space, a quote or another character that must be percent-encoded"
    try:
        parts = urlsplit(value)
        host = _ascii_host(parts.hostname or "")
        _ = parts.port
    except ValueError:
        return "is not a valid URL"
    if parts.scheme.lower() not in {"http", "https"}:
        return "does not begin with https:// or http://"
    if parts.username is not None or parts.password is not None:
        return "contains a user name"
    return "" if _is_public(host) else "has no public host"


def _ascii_host(host: str) -> str:
    """Return a host name as DNS has it; raise ValueError for one that DNS cannot have.

    `idna` implements IDNA 2008, as browsers do. The codec of the standard library implements
    IDNA 2003, which maps `faß.de` to `fass.de`: a domain with another owner.
    """
    if not host.isascii():
        return idna.encode(host, uts46=True).decode("ascii")
    labels = host.removesuffix(".").split(".")
    if ":" not in host and any(not 0 < len(label) <= MAX_LABEL for label in labels) and host:
        raise ValueError(host)
    return host


def _is_public(host: str) -> bool:
    if is_ip_address(host):
        return is_public(host)
    *parents, last = host.removesuffix(".").split(".")
    named = bool(parents) and all(parents) and not is_unusual_host(host)
    return named and last.lower() not in PRIVATE_DOMAINS


def check_base_url(value: str) -> str:
    """Return why a URL cannot be the base of a site, as the end of a sentence; empty if it can."""
    if "?" in value or "#" in value:
        return "has a query or a fragment"
    if value.startswith("http://localhost"):
        return "" if LOCAL_SITE.fullmatch(value) else "is not a valid URL of this machine"
    fault = check_url(value)
    # A link to "//other.org/tools/" leads to another host.
    parts = [] if fault else urlsplit(value).path.removesuffix("/").split("/")[1:]
    if any(part in {"", ".", ".."} for part in parts):
        return 'has an empty part, "." or ".." in its path'
    return fault


def _license(value: str) -> str:
    fault, hint = check_license(value)
    if fault:
        raise PydanticCustomError("license", "{fault}", {"fault": fault, "hint": hint})
    return str(canonicalize_license_expression(value))


@lru_cache(maxsize=1024)
def check_license(value: str) -> tuple[str, str]:
    """Return what is wrong with an SPDX expression, and a hint; both empty if it is valid."""
    if LICENSE.fullmatch(value):
        for name in re.findall(r"[A-Za-z0-9.+:-]+", value):
            if name in {"AND", "OR", "WITH"} or name.lower().removesuffix("+") in SPDX_NAMES:
                continue
            if not name.lower().startswith("licenseref-"):
                return f'unknown licence "{printable(name)}"', _license_hint(name.lower())
        try:
            canonicalize_license_expression(value)
        except InvalidLicenseExpression:
            pass
        else:
            return "", ""
    return f"{shown(value)} is not an SPDX expression", LICENSE_HINT


def _license_hint(name: str) -> str:
    similar = [known for known in SPDX_NAMES if known[0] == name[0]]
    closest = difflib.get_close_matches(name, similar, n=1, cutoff=0.75)
    return f'did you mean "{SPDX_NAMES[closest[0]]}"?' if closest else UNLISTED_LICENSE


SPDX_NAMES = {key: str(entry["id"]) for key, entry in {**LICENSES, **EXCEPTIONS}.items()}
"""Identifiers of licences and exceptions: lower case -> as SPDX spells them."""
LICENSE_HINT = "write it as on spdx.org/licenses: MIT, Apache-2.0, MIT OR Apache-2.0"
UNLISTED_LICENSE = (
    "use an identifier of spdx.org/licenses, or LicenseRef-<name> for any other licence, "
    "such as LicenseRef-Proprietary"
)


def _package_url(value: str) -> str:
    if not PACKAGE_URL.fullmatch(value):
        raise PydanticCustomError("purl", "{shown} is not a package URL", {"shown": shown(value)})
    return value


def shown(value: object) -> str:
    """Describe a value in an error message."""
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


def _text(pattern: str, longest: int, form: str) -> WithJsonSchema:
    """Return the JSON Schema of a text.

    The pattern must mean the same in JavaScript. `form` is the message that editors show.
    """
    return WithJsonSchema(
        {"type": "string", "maxLength": longest, "pattern": pattern, "patternErrorMessage": form}
    )


ONE_LINE = r"^\s*\S([^\r\n]*\S)?\s*$"
"""One line that is not empty after stripping whitespace."""


ONE_LINE_FORM = "Write one line of text."


DAY = r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


DAY_FORM = "Write a date as 2026-11-01."


ADDRESS = r"""^[Hh][Tt][Tt][Pp][Ss]?://[^\x00-\x20"'<>\\^`{|}\x7f]+$"""


ADDRESS_FORM = "Write a public https:// or http:// URL."


License = Annotated[
    str,
    Field(max_length=300),
    AfterValidator(_license),
    _text(
        f"^{LICENSE.pattern}$",
        300,
        "Write an SPDX expression, as on spdx.org/licenses: MIT, Apache-2.0, MIT OR Apache-2.0; "
        "or LicenseRef-Proprietary.",
    ),
]


PackageUrl = Annotated[
    str,
    Field(max_length=300),
    AfterValidator(_package_url),
    _text(
        f"^{PACKAGE_URL.pattern}$",
        300,
        "Write a package URL: pkg:pypi/flax or pkg:github/google/flax.",
    ),
]


ImageAddress = Annotated[
    str,
    Field(pattern=r"^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+\.(svg|png|webp)$", max_length=200),
]
"""Address of an image of the site, such as `/logos/flax.svg`."""


PhotoAddress = Annotated[
    str,
    Field(pattern=r"^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+\.(png|webp|jpg|jpeg)$", max_length=200),
]
"""Address of an image of the site that is not a drawing, such as `/screenshots/flax.webp`."""


Slug = Annotated[
    str,
    AfterValidator(_slug),
    _text(
        rf"^(?!vs-|vs$)(?!.*-vs(-|$)){SLUG.pattern}$",
        MAX_SLUG,
        'Write lower-case letters and digits, joined by single hyphens, without "vs" between them.',
    ),
]


Line = Annotated[
    str, Field(max_length=MAX_LINE), AfterValidator(_line), _text(ONE_LINE, MAX_LINE, ONE_LINE_FORM)
]
"""One line of plain text."""


Name = Annotated[
    str, Field(max_length=MAX_NAME), AfterValidator(_line), _text(ONE_LINE, MAX_NAME, ONE_LINE_FORM)
]


Lines = Annotated[list[Line], Field(max_length=60)]


ShortText = Annotated[str, Field(max_length=4_000)]
"""Markdown, a few paragraphs."""


LongText = Annotated[str, Field(max_length=MAX_LONG_TEXT)]
"""Markdown, a page."""


Url = Annotated[str, AfterValidator(url), _text(ADDRESS, MAX_URL, ADDRESS_FORM)]


Date = Annotated[date, PlainValidator(_date), _text(DAY, 10, DAY_FORM)]


Amount = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
"""An amount of money."""


Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code, by its form."""


UnitInterval = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A number from 0 to 1."""


Scalar = Annotated[
    float | bool | date,
    PlainValidator(_scalar),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "boolean"},
                {"type": "string", "pattern": DAY, "patternErrorMessage": DAY_FORM},
            ]
        }
    ),
]
"""A raw signal: a number, a boolean or a date."""


AttributeText = Annotated[
    float | bool | str | list[str],
    PlainValidator(_attribute),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "boolean"},
                {"type": "string", "maxLength": MAX_LINE},
                {
                    "type": "array",
                    "items": {"type": "string", "maxLength": MAX_LINE, "pattern": r"\S"},
                },
            ]
        }
    ),
]
"""An attribute; its kind is checked against site.yaml later."""


PLAIN_URL = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63})(?:/[A-Za-z0-9._~%/+-]*)?"
)


PRIVATE_DOMAINS = {"local", "localhost", "internal"}


def is_plain_url(address: str) -> bool:
    """Return whether a URL is certainly public and in normal form: a fast path for most URLs."""
    match = PLAIN_URL.fullmatch(address)
    return match is not None and match.group(1) not in PRIVATE_DOMAINS
