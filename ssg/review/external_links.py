"""Check external links: concurrent requests, rate-limited per host. Needs the extra `links`.

Content comes from untrusted contributors, and the check may run inside a private network.
Therefore every hop of a redirect chain is resolved once, each address is validated, and the
connection goes to a validated address, so that a second DNS answer cannot redirect it. TLS server
name and Host header keep the name. Response bodies are never read.
"""

import re
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

from ssg.ip_addresses import is_public, is_unusual_host
from ssg.project import REPOSITORY
from ssg.review.link_cache import LinkResult, LinkState
from ssg.socket_deadline import shut_down_at

__all__ = ["LinkCheckOptions", "check_links"]

USER_AGENT = f"ssg-link-check (+{REPOSITORY})"
DEAD_STATUS, RETRY_STATUS = {404, 410}, {408, 429, 500, 502, 503, 504}
EXISTS_STATUS = {401, 403, 429}
"""The page exists but is not accessible to programs."""
HEAD_UNRELIABLE = {400, 403, 404, 405, 406, 410, 501, 503}
"""Statuses of a HEAD request after which GET is tried: servers get HEAD wrong more often."""
REDIRECTS, PERMANENT = {301, 302, 303, 307, 308}, {301, 308}
MAX_REDIRECTS = 10
MAX_WAIT = 20.0
"""Longest `Retry-After` that is honoured, in seconds."""


@dataclass(frozen=True, slots=True)
class LinkCheckOptions:
    """Limits of a link check; times in seconds."""

    workers: int = 16
    per_host: int = 2
    """Concurrent requests per host."""
    delay: float = 0.5
    """Time between the starts of two requests to one host."""
    timeout: float = 10.0
    """Limit of a connection attempt and of a read."""
    deadline: float = 60.0
    """Limit for a link with all redirects and retries, excluding time in the host's queue."""
    tries: int = 3
    allow_private: bool = False
    """Whether private addresses may be requested; for tests and internal networks."""
    tls: ssl.SSLContext | None = None
    """TLS settings; by default the system's certificate authorities are trusted."""


@dataclass(slots=True)
class _Host:
    """Rate limiter of one host."""

    slots: threading.Semaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_start: float = 0.0


class _RefusedError(Exception):
    """The URL must not be requested; the message is the reason."""


def check_links(
    urls: Collection[str],
    options: LinkCheckOptions | None = None,
    on_progress: Callable[[int, int], None] = lambda _, __: None,
) -> Mapping[str, LinkResult]:
    """Check each URL and return URL -> result, sorted by URL.

    `on_progress` receives the number of checked URLs and the total.
    """
    checker = _Checker(options or LinkCheckOptions())
    hosts = {url: _host_key(url) for url in urls}
    limits = {host: _Host(threading.Semaphore(checker.options.per_host)) for host in hosts.values()}
    # Interleave the hosts, so that the workers do not all queue for the same one.
    position, seen = dict[str, int](), Counter[str]()
    for url, host in hosts.items():
        position[url] = seen[host]
        seen[host] += 1
    ordered = sorted(hosts, key=lambda url: (position[url], url))
    results: dict[str, LinkResult] = {}
    with ThreadPoolExecutor(checker.options.workers) as pool:
        checked = pool.map(lambda url: checker.check(url, limits[hosts[url]]), ordered)
        for url, result in zip(ordered, checked, strict=True):
            results[url] = result
            on_progress(len(results), len(ordered))
    return dict(sorted(results.items()))


def _host_key(url: str) -> str:
    try:
        return (parse_url(url).host or "").lower()
    except LocationParseError:
        return ""


@dataclass(frozen=True, slots=True)
class _Response:
    """What a request returned after all redirects."""

    status: int
    url: str
    retry_after: str
    redirects: tuple[int, ...]


class _Checker:
    """Checks links with the same options."""

    def __init__(self, options: LinkCheckOptions) -> None:
        self.options = options
        self._tls = options.tls or ssl.create_default_context()

    def check(self, url: str, host: _Host) -> LinkResult:
        """Check one URL, with retries until the result is conclusive or the deadline is reached."""
        result, wait, spent = LinkResult(LinkState.UNKNOWN, "timeout"), 0.0, 0.0
        for attempt in range(self.options.tries):
            with host.slots:
                _wait_for_turn(host, self.options.delay, wait)
                start = time.monotonic()
                result, retry_in = self._attempt(url, start + self.options.deadline - spent)
                spent += time.monotonic() - start
            if retry_in is None:
                break
            wait = min(MAX_WAIT, retry_in or self.options.delay * 2**attempt)
            spent += wait
            if spent >= self.options.deadline:
                break
        return result

    def _attempt(self, url: str, deadline: float) -> tuple[LinkResult, float | None]:
        """Return a result, and the seconds to wait before a retry; None if it is final."""
        try:
            response = self._follow(url, "HEAD", deadline)
            if response.status in HEAD_UNRELIABLE:
                response = self._follow(url, "GET", deadline)
        except _RefusedError as error:
            return LinkResult(LinkState.UNKNOWN, str(error)), None
        except (OSError, HTTPException, HTTPError, ValueError) as error:
            return _failure(error, late=time.monotonic() >= deadline)
        return _result(response)

    def _follow(self, url: str, method: str, deadline: float) -> _Response:
        """Send a request and follow its redirects; every hop is validated like the first."""
        redirects: list[int] = []
        while True:
            status, headers = self._request(parse_url(url), method, deadline)
            location = headers.get("Location", "")
            if status not in REDIRECTS or not location:
                retry_after = headers.get("Retry-After", "")
                return _Response(status, url, retry_after, tuple(redirects))
            redirects.append(status)
            if len(redirects) > MAX_REDIRECTS:
                raise _RefusedError("too many redirects")
            # http.client decodes headers as Latin-1; servers send UTF-8.
            url = urljoin(url, location.encode("latin-1", "replace").decode("utf-8", "replace"))

    def _request(self, url: Url, method: str, deadline: float) -> tuple[int, Mapping[str, str]]:
        """Return status and headers of one response; try the host's addresses in turn."""
        if url.scheme not in {"http", "https"} or not url.host:
            raise _RefusedError("it redirects to a URL that is not http or https")
        if url.auth is not None:
            raise _RefusedError("it contains a user name")
        error: OSError | HTTPError = OSError("host without addresses")
        for address in self._addresses(url.host.strip("[]"), url.port):
            remaining = min(self.options.timeout, deadline - time.monotonic())
            if remaining <= 0:
                raise TimeoutError
            connection = self._connection(url, address, remaining)
            try:
                connection.connect()
            except (OSError, HTTPError) as failed:
                connection.close()
                error = failed
                continue
            with closing(connection), shut_down_at(connection.sock, deadline):
                response = _exchange(connection, url, method)
            if time.monotonic() >= deadline:  # the headers may have been cut off
                raise TimeoutError
            return response
        raise error

    def _connection(self, url: Url, address: str, timeout: float) -> HTTPConnection:
        if url.scheme == "http":
            return HTTPConnection(address, url.port or 80, timeout=timeout)
        return HTTPSConnection(
            address,
            url.port or 443,
            timeout=timeout,
            ssl_context=self._tls,
            server_hostname=(url.host or "").strip("[]"),
        )

    def _addresses(self, host: str, port: int | None) -> list[str]:
        """Resolve a host to the IP addresses that may be requested."""
        if is_unusual_host(host):
            raise _RefusedError("its host is an IP address in an unusual notation")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [
            address for address in addresses if self.options.allow_private or is_public(address)
        ]
        if not allowed:
            raise _RefusedError("its host is in a private network")
        return allowed


def _exchange(connection: HTTPConnection, url: Url, method: str) -> tuple[int, Mapping[str, str]]:
    headers = {
        "Host": url.netloc or "",
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Language": "en",
        "Connection": "close",
    }
    connection.request(method, url.request_uri, headers=headers, preload_content=False)
    response = connection.getresponse()
    return response.status, response.headers


def _wait_for_turn(host: _Host, delay: float, wait: float) -> None:
    with host.lock:
        now = time.monotonic()
        start = max(now + wait, host.next_start)
        host.next_start = start + delay
    time.sleep(max(0.0, start - now))


def _result(response: _Response) -> tuple[LinkResult, float | None]:
    status = response.status
    if status in DEAD_STATUS:
        return LinkResult(LinkState.DEAD, f"HTTP status {status}"), None
    retry_in = _seconds(response.retry_after) if status in RETRY_STATUS else None
    if status in EXISTS_STATUS:
        return LinkResult(LinkState.ALIVE), retry_in
    if not 200 <= status < 300:
        return LinkResult(LinkState.UNKNOWN, f"HTTP status {status}"), retry_in
    if response.redirects and PERMANENT.issuperset(response.redirects):
        return LinkResult(LinkState.MOVED, target=response.url), None
    return LinkResult(LinkState.ALIVE), None


def _seconds(retry_after: str) -> float:
    """Return the seconds of a `Retry-After` header; 0 if it is absent, a date or malformed."""
    return float(retry_after) if re.fullmatch(r"[0-9]{1,9}", retry_after) else 0.0


def _failure(error: Exception, *, late: bool) -> tuple[LinkResult, float | None]:
    """Map an exception to a result; urllib3 keeps the original as the cause."""
    cause = error.__cause__ or error
    if isinstance(cause, socket.gaierror):
        missing = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        if cause.errno in missing:
            return LinkResult(LinkState.DEAD, "host not found"), None
        return LinkResult(LinkState.UNKNOWN, "DNS lookup failed"), 0.0
    if late or isinstance(cause, TimeoutError):
        return LinkResult(LinkState.UNKNOWN, "timeout"), 0.0
    if isinstance(cause, ConnectionRefusedError):
        return LinkResult(LinkState.UNKNOWN, "connection refused"), 0.0
    if isinstance(cause, ssl.SSLCertVerificationError):
        return LinkResult(LinkState.UNKNOWN, "invalid TLS certificate"), 0.0
    if isinstance(cause, (LocationParseError, UnicodeError)):
        return LinkResult(LinkState.UNKNOWN, "invalid address"), None
    return LinkResult(LinkState.UNKNOWN, f"connection error ({type(cause).__name__})"), 0.0
