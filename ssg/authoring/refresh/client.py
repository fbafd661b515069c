"""JSON documents by URL: cached, requested conditionally, within rate limits, with retries."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from urllib.parse import urljoin, urlsplit

from ssg.authoring.refresh.host_state import HostReport, HostState, limit_reset
from ssg.authoring.refresh.response_cache import CachedResponse, ResponseCache
from ssg.authoring.refresh.transport import (
    RefusedError,
    Response,
    TransferError,
    TransportOptions,
    request,
)
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["Answer", "Client", "ClientOptions", "FetchError", "Reason"]

MAX_REDIRECTS = 5
REDIRECTS, PERMANENT = {301, 302, 303, 307, 308}, {301, 308}
RETRY_STATUS = {408, 500, 502, 503, 504}
PER_HOST = 4
DELAYS = {"https://crates.io": 1.0}
"""Seconds between requests, where a host's rules ask for them: https://crates.io/data-access."""


class Reason(Enum):
    """Why there is no document."""

    GONE = auto()
    """The host has no such document."""
    LIMITED = auto()
    """The rate limit of the host is reached; ask again later."""
    FAILED = auto()
    """The host does not answer, or not with a usable document."""


class FetchError(Exception):
    """There is no document; the message says why."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """A document."""

    value: JsonValue
    moved_to: str = ""
    """URL after permanent redirects; empty if there were none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOptions:
    """Options of a client; the clock is an argument so that only the command line reads it."""

    day: date
    """Today."""
    clock: Callable[[], float]
    """Return the Unix time."""
    sleep: Callable[[float], None]
    max_age: int = 0
    """Documents fetched at most so many days ago are not requested again."""
    max_wait: float = 60.0
    """Longest wait for the end of a rate limit, in seconds; 0 for never."""
    tries: int = 3
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Origin, such as `https://api.github.com` -> token; sent to this origin only."""
    mirrors: Mapping[str, str] = field(default_factory=dict)
    """Origin -> origin that is asked instead; it may be in a private network."""
    transport: TransportOptions = field(default_factory=TransportOptions)


def _origin_of(url: str) -> str:
    """Return scheme, host and port of a URL: `https://api.github.com`; empty if it is invalid."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
    except ValueError:
        return ""


class Client:
    """Fetches documents; may be used by several threads."""

    def __init__(self, options: ClientOptions, cache: ResponseCache) -> None:
        self.options = options
        self._cache = cache
        self._hosts: dict[str, HostState] = {}
        self._lock = threading.Lock()

    def fetch(self, url: str) -> Answer:
        """Return the document at a URL; raise FetchError."""
        cached = self._cache.get(url)
        if cached and 0 <= cached.age(self.options.day) <= self.options.max_age:
            return Answer(cached.value, cached.moved_to)
        response, final_url, is_permanent = self._follow(url, cached)
        day = self.options.day.isoformat()
        if response.status == 304 and cached:
            fresh = CachedResponse(
                url, day, cached.etag, cached.modified, cached.moved_to, cached.value
            )
        else:
            fresh = CachedResponse(
                url,
                day,
                response.headers.get("etag", ""),
                response.headers.get("last-modified", ""),
                final_url if is_permanent and final_url != url else "",
                _document(response, url),
            )
        self._cache.put(fresh)
        return Answer(fresh.value, fresh.moved_to)

    def limits(self) -> tuple[HostReport, ...]:
        """Return the hosts whose rate limit is reached, and those that were given up."""
        return tuple(
            HostReport(origin, host.limited_until, host.skipped, host.down)
            for origin, host in sorted(self._hosts.items())
            if host.skipped or host.down
        )

    def _follow(self, url: str, cached: CachedResponse | None) -> tuple[Response, str, bool]:
        """Return the response after all redirects, its URL, and whether they are permanent."""
        statuses: set[int] = set()
        for _ in range(MAX_REDIRECTS + 1):
            response = self._ask(url, cached)
            location = response.headers.get("location", "")
            if response.status not in REDIRECTS or not location:
                return response, url, bool(statuses) and statuses <= PERMANENT
            statuses.add(response.status)
            url = self._target(url, location)
        raise FetchError(Reason.FAILED, f"{_host(url)} redirects too often")

    def _target(self, url: str, location: str) -> str:
        """Return where a redirect leads; a mirror is named by the origin that it replaces."""
        try:
            # http.client decodes headers as Latin-1; servers send UTF-8.
            text = location.encode("latin-1", "replace").decode("utf-8", "replace")
            target = urljoin(url, text)
        except ValueError as error:
            message = f"{_host(url)} redirects to an invalid URL"
            raise FetchError(Reason.FAILED, message) from error
        for origin, mirror in self.options.mirrors.items():
            if target.startswith(f"{mirror}/"):
                return origin + target.removeprefix(mirror)
        return target

    def _ask(self, url: str, cached: CachedResponse | None) -> Response:
        """Return a response that is not an error, after retries and waits."""
        host = self._host_state(_origin_of(url))
        reason = ""
        for attempt in range(self.options.tries):
            self._wait_for_limit(url, host)
            try:
                response = self._send(url, cached, host)
            except RefusedError as error:
                raise FetchError(Reason.FAILED, f"{_host(url)}: {error}") from error
            except TransferError as error:
                reason = str(error)
            else:
                if self._is_limited(response, host):
                    reason = "its rate limit is reached"
                    continue
                if response.status not in RETRY_STATUS:
                    host.succeeded()
                    return self._checked(response, url, host)
                reason = f"it answers {response.status}"
            if attempt + 1 < self.options.tries:
                self.options.sleep(2.0**attempt)
        host.failed(reason)
        raise FetchError(Reason.FAILED, f"{_host(url)}: {reason}")

    def _send(self, url: str, cached: CachedResponse | None, host: HostState) -> Response:
        origin = _origin_of(url)
        mirror = self.options.mirrors.get(origin)
        with host.slots:
            self.options.sleep(host.turn(self.options.clock()))
            return request(
                mirror + url[len(origin) :] if mirror else url,
                self._headers(origin, cached),
                self.options.transport,
                allow_private=mirror is not None,
            )

    def _headers(self, origin: str, cached: CachedResponse | None) -> dict[str, str]:
        token = self.options.tokens.get(origin, "")
        headers = {
            "Authorization": f"Bearer {token}" if token else "",
            "If-None-Match": cached.etag if cached else "",
            "If-Modified-Since": cached.modified if cached and not cached.etag else "",
        }
        return {name: value for name, value in headers.items() if value}

    def _is_limited(self, response: Response, host: HostState) -> bool:
        """Note the rate limit that a response announces; return whether the response is refused."""
        reset = limit_reset(response.status, response.headers, self.options.clock())
        if reset is not None:
            host.limit(reset)
        return reset is not None and response.status in {403, 429}

    def _wait_for_limit(self, url: str, host: HostState) -> None:
        """Wait until the rate limit ends; raise FetchError if that takes too long."""
        if host.down:
            raise FetchError(Reason.FAILED, f"{_host(url)}: {host.down}")
        seconds = host.limited_until - self.options.clock()
        if seconds > self.options.max_wait:
            host.skip()
            raise FetchError(Reason.LIMITED, f"the rate limit of {_host(url)} is reached")
        if seconds > 0:
            self.options.sleep(seconds)

    def _checked(self, response: Response, url: str, host: HostState) -> Response:
        """Return the response if it has a document or is a redirect; raise FetchError."""
        status, asked = response.status, f"{_host(url)} answers {response.status}"
        if status in {404, 410, 451}:
            raise FetchError(Reason.GONE, f"{asked} for {printable(urlsplit(url).path)}")
        if status == 401:
            reason = "it answers 401; check the token"
            host.give_up(reason)
            raise FetchError(Reason.FAILED, f"{_host(url)}: {reason}")
        if status in {200, 304, *REDIRECTS}:
            return response
        raise FetchError(Reason.FAILED, f"{asked} for {printable(urlsplit(url).path)}")

    def _host_state(self, origin: str) -> HostState:
        with self._lock:
            return self._hosts.setdefault(origin, HostState(DELAYS.get(origin, 0.0), PER_HOST))


def _host(url: str) -> str:
    return printable(_origin_of(url).partition("://")[2] or url)


def _document(response: Response, url: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(response.body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FetchError(Reason.FAILED, f"{_host(url)} does not answer with JSON") from error
    return value


def _refuse(constant: str) -> None:
    raise ValueError(constant)
