"""Formats of web server logs: lines -> the requests that may be searches.

Each format yields plain tuples, as a log has millions of lines: address, day, target (path and
query), status, referrer and agent, all as bytes. Only GET requests with a parameter `q` are parsed;
a line that has another form than its format is reported by its index.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeAlias
from urllib.parse import unquote_to_bytes

from ssg.json_value import JsonValue

__all__ = ["FORMATS", "LogFormat", "Report", "Request", "detect"]

Request: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes, bytes]
"""Address, day (`2026-11-21` or `21/Nov/2026`), target, status, referrer, agent."""
Report: TypeAlias = Callable[[int], None]
"""Takes the index of an invalid line."""
SAMPLE = 200
"""Lines that are tried to detect the format of a file."""

EPOCH = date(1970, 1, 1).toordinal()
SECONDS_OF_A_DAY = 86_400
MAX_SECONDS = 1e11
"""Larger times are in nanoseconds; as seconds it is the year 5138."""
MAX_NANOSECONDS = 1e20

QUOTED = rb'"([^"\\\n]*(?:\\.[^"\\\n]*)*)"'
COMBINED = re.compile(
    rb"(?:\S+:\d+ )?(\S+) \S+ [^\n\[]*\[(\d\d/[A-Z][a-z][a-z]/\d{4}):[^\]\n]*\] "
    rb'"GET ([^ "\n]*[?&]q=[^ "\n]*) HTTP/[0-9.]+" (\d{3}) \S+ ' + QUOTED + rb" " + QUOTED
)
COMBINED_SHAPE = re.compile(
    rb"(?:\S+:\d+ )?\S+ \S+ [^\n\[]*\[\d\d/[A-Z][a-z][a-z]/\d{4}:[^\]\n]*\] "
    rb'"[^\n]*" (?:\d{3}|-) (?:\d+|-)(?=[ \r]|\Z)'
)
S3 = re.compile(
    rb"\S+ \S+ \[(\d\d/[A-Z][a-z][a-z]/\d{4}):[^\]\n]*\] (\S+) \S+ \S+ \S+ \S+ "
    rb'"GET ([^ "\n]*[?&]q=[^ "\n]*) HTTP/[0-9.]+" (\d{3}) \S+ \S+ \S+ \S+ \S+ '
    + QUOTED
    + rb" "
    + QUOTED
)
S3_SHAPE = re.compile(rb"\S+ \S+ \[\d\d/[A-Z][a-z][a-z]/\d{4}:[^\]\n]*\] \S+ \S+ \S+ [A-Z]+\.")


class LogFormat(Protocol):
    """A format of logs."""

    def requests(self, lines: Sequence[bytes], report: Report) -> Iterator[Request]:
        """Yield the requests that may be searches."""


class _ByPattern:
    """A format whose lines match a pattern."""

    def __init__(self, pattern: re.Pattern[bytes], shape: re.Pattern[bytes], *, s3: bool) -> None:
        self._match, self._has_shape, self._s3 = pattern.match, shape.match, s3

    def requests(self, lines: Sequence[bytes], report: Report) -> Iterator[Request]:
        """Yield the requests that may be searches; report lines without the shape of the format."""
        match, has_shape = self._match, self._has_shape
        for index, line in enumerate(lines):
            found = match(line) if b"q=" in line else None
            if found is None:
                if not has_shape(line) and line.strip():
                    report(index)
            elif self._s3:
                day, address, target, status, referrer, agent = found.groups()
                yield address, day, target, status, referrer, agent
            else:
                address, day, target, status, referrer, agent = found.groups()
                yield address, day, target, status, referrer, agent


class _Json:
    """A format with a JSON object per line."""

    def __init__(self, request_of: Callable[[dict[str, JsonValue]], Request | None]) -> None:
        self._request_of = request_of

    def requests(self, lines: Sequence[bytes], report: Report) -> Iterator[Request]:
        """Yield the requests that may be searches."""
        for index, line in enumerate(lines):
            if b"q=" not in line:
                if not line.startswith(b"{") and line.strip():
                    report(index)
                continue
            try:
                record: JsonValue = json.loads(line)
            except (ValueError, RecursionError):
                report(index)
                continue
            if not isinstance(record, dict):
                report(index)
            elif request := self._request_of(record):
                yield request


class _CloudFront:
    """Tab-separated fields, named by a line `#Fields:`."""

    def __init__(self) -> None:
        self._fields: list[bytes] = []

    def requests(self, lines: Sequence[bytes], report: Report) -> Iterator[Request]:
        """Yield the requests that may be searches."""
        for index, line in enumerate(lines):
            if line.startswith(b"#"):
                if line.startswith(b"#Fields:"):
                    self._fields = line[8:].split()
                continue
            cells = line.rstrip(b"\r").split(b"\t")
            if len(cells) != len(self._fields):
                if line.strip():
                    report(index)
                continue
            if b"q=" not in line:
                continue
            values = dict(zip(self._fields, cells, strict=True))
            if values.get(b"cs-method") == b"GET":
                yield (
                    values.get(b"c-ip", b""),
                    values.get(b"date", b""),
                    values.get(b"cs-uri-stem", b"") + b"?" + values.get(b"cs-uri-query", b""),
                    values.get(b"sc-status", b""),
                    unquote_to_bytes(values.get(b"cs(Referer)", b"")),
                    unquote_to_bytes(values.get(b"cs(User-Agent)", b"")),
                )


def _caddy(record: dict[str, JsonValue]) -> Request | None:
    """Return the request of a line of Caddy's access log."""
    request = record.get("request")
    if not isinstance(request, dict) or request.get("method") != "GET":
        return None
    headers = request.get("headers")
    headers = headers if isinstance(headers, dict) else {}
    address = request.get("client_ip") or request.get("remote_ip")
    return (
        _bytes(address),
        _iso_day(record.get("ts")),
        _bytes(request.get("uri")),
        _bytes(record.get("status")),
        _bytes(_first(headers.get("Referer"))),
        _bytes(_first(headers.get("User-Agent"))),
    )


def _cloudflare(record: dict[str, JsonValue]) -> Request | None:
    """Return the request of a line of Cloudflare's Logpush."""
    if record.get("ClientRequestMethod") != "GET":
        return None
    return (
        _bytes(record.get("ClientIP")),
        _iso_day(record.get("EdgeStartTimestamp")),
        _bytes(record.get("ClientRequestURI")),
        _bytes(record.get("EdgeResponseStatus")),
        _bytes(record.get("ClientRequestReferer")),
        _bytes(record.get("ClientRequestUserAgent")),
    )


def _bytes(value: JsonValue) -> bytes:
    return str(value).encode("utf-8", "surrogatepass") if isinstance(value, (str, int)) else b""


def _first(value: JsonValue) -> JsonValue:
    return value[0] if isinstance(value, list) and value else value


def _iso_day(value: JsonValue) -> bytes:
    """Return the day of a time: RFC 3339, or seconds or nanoseconds since 1970."""
    if isinstance(value, str):
        return value[:10].encode("utf-8", "replace")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return b""
    if not 0 <= value < MAX_NANOSECONDS:  # also refuses NaN
        return b""
    seconds = value / 1e9 if value > MAX_SECONDS else value
    return date.fromordinal(EPOCH + int(seconds // SECONDS_OF_A_DAY)).isoformat().encode()


FORMATS: dict[str, Callable[[], LogFormat]] = {
    "combined": lambda: _ByPattern(COMBINED, COMBINED_SHAPE, s3=False),
    "caddy": lambda: _Json(_caddy),
    "cloudflare": lambda: _Json(_cloudflare),
    "cloudfront": _CloudFront,
    "s3": lambda: _ByPattern(S3, S3_SHAPE, s3=True),
}
"""Name -> a new reader of the format. `combined` is that of nginx and Apache."""


def detect(lines: Sequence[bytes]) -> str:
    """Return the name of the format of a file, given its first lines; empty if it has none."""
    for line in lines[:SAMPLE]:
        if S3_SHAPE.match(line):
            return "s3"
        if COMBINED_SHAPE.match(line):
            return "combined"
        if line.startswith((b"#Version:", b"#Fields:")):
            return "cloudfront"
        if line.startswith(b"{") and b'"ClientRequest' in line:
            return "cloudflare"
        if line.startswith(b"{") and b'"request"' in line:
            return "caddy"
    return ""
