"""Fetch JSON over HTTP. Used by `ssg new tool --from-...` only; a build never uses the network."""

import json
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ssg.errors import BuildError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["fetch_json"]

TIMEOUT = 15
"""Seconds."""
MAX_BYTES = 20_000_000
"""Limit of a response; the releases of a popular package take some megabytes."""


def fetch_json(address: str) -> dict[str, JsonValue]:
    """Return the JSON object at an http or https URL; raise BuildError if that fails."""
    host = printable(urlsplit(address).netloc)
    if urlsplit(address).scheme not in {"http", "https"}:
        raise BuildError(f'"{printable(address)}" is not an http or https URL')
    request = Request(address, headers={"Accept": "application/json", "User-Agent": "ssg"})  # noqa: S310  (http or https)
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  (likewise)
            body = answer.read(MAX_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise BuildError(
            f"{host} answers {error.code} for {printable(urlsplit(address).path)}{MANUALLY}"
        ) from error
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise BuildError(
            f"{host} does not answer: {printable(str(reason), 200)}{MANUALLY}"
        ) from error
    try:
        value: JsonValue = json.loads(body) if len(body) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise BuildError(f"{host} did not answer with a JSON object{MANUALLY}")
    return value


MANUALLY = "; fill in the file by hand, without --from-github or --from-pypi"
