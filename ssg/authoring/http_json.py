"""An address of the web -> the JSON that stands there. Only `ssg new tool --from-...` asks the network; a build never does."""

import json
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ssg.content.document import JsonValue
from ssg.errors import BuildError
from ssg.text import printable

__all__ = ["fetch_json"]

TIMEOUT = 15
"""Seconds."""
MOST_BYTES = 20_000_000
"""A popular package's list of releases has some megabytes."""


def fetch_json(address: str) -> dict[str, JsonValue]:
    """Return the JSON object at an http or https address; raise BuildError when there is none to be had."""
    host = printable(urlsplit(address).netloc)
    if urlsplit(address).scheme not in {"http", "https"}:
        raise BuildError(f'"{printable(address)}" is no web address')
    request = Request(address, headers={"Accept": "application/json", "User-Agent": "ssg"})  # noqa: S310  (http or https)
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  (likewise)
            body = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise BuildError(
            f"{host} answers {error.code} for {printable(urlsplit(address).path)}{WITHOUT}"
        ) from error
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise BuildError(
            f"{host} does not answer: {printable(str(reason), 200)}{WITHOUT}"
        ) from error
    try:
        found: JsonValue = json.loads(body) if len(body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BuildError(f"{host} answers with something else than was asked for{WITHOUT}")
    return found


WITHOUT = "; fill the file by hand, without --from-github or --from-pypi"
