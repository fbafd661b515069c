"""Addresses outside the site -> whether they still lead somewhere: many at once, but gently to each host.

No address within a private network is asked, wherever a name or a redirect leads: content comes from strangers, and this
may run where secrets are one request away.
"""

import ipaddress
import socket
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import Message
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO
from urllib.parse import quote, urlsplit

__all__ = ["Answer", "Asking", "State", "ask_all"]

AGENT = "ssg-link-check (+https://github.com/versus-ssg/ssg)"
DEAD, AGAIN = {404, 410}, {408, 429, 500, 502, 503, 504}
NOT_HEAD = {400, 403, 404, 405, 406, 410, 501, 503}
"""Answers to HEAD after which the page itself is asked for: servers answer HEAD wrongly more often than GET."""
PERMANENT = {301, 308}
LONGEST_WAIT = 20.0
"""Seconds that a host may ask us to wait."""


class State(StrEnum):
    """What became of an address."""

    ALIVE = "alive"
    MOVED = "moved"
    DEAD = "dead"
    UNKNOWN = "unknown"
    """Nobody can say: the host did not answer, or not to us."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for an address brought."""

    state: State
    words: str = ""
    """Why it is dead or unknown: `404`, `no such host`."""
    target: str = ""
    """Where it has moved to for good."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask."""

    workers: int = 16
    per_host: int = 2
    """Requests to one host at a time."""
    delay: float = 0.5
    """Seconds between the beginnings of two requests to one host."""
    timeout: float = 10.0
    tries: int = 3
    private: bool = False
    """Whether addresses of private networks may be asked; only for tests and networks of one's own."""


@dataclass(slots=True)
class _Host:
    """The turns at one host."""

    room: threading.Semaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_turn: float = 0.0


class _PrivateError(OSError):
    """The address lies within a private network."""


def ask_all(
    addresses: Collection[str],
    asking: Asking | None = None,
    heard: Callable[[int, int], None] = lambda _, __: None,
) -> Mapping[str, Answer]:
    """Ask for each address and return the answers; `heard` hears how many of how many are done."""
    asking = asking or Asking()
    hosts = {
        one: _Host(threading.Semaphore(asking.per_host))
        for one in {urlsplit(address).netloc for address in addresses}
    }
    # One address of each host after the other, so that workers do not all wait for the same host.
    asked, turns = Counter[str](), dict[str, int]()
    for address in addresses:
        turns[address] = asked[urlsplit(address).netloc]
        asked[urlsplit(address).netloc] += 1
    ordered = sorted(turns, key=lambda one: (turns[one], one))
    answers: dict[str, Answer] = {}
    with ThreadPoolExecutor(asking.workers) as pool:
        for address, answer in zip(
            ordered,
            pool.map(lambda one: _ask(one, hosts[urlsplit(one).netloc], asking), ordered),
            strict=True,
        ):
            answers[address] = answer
            heard(len(answers), len(ordered))
    return dict(sorted(answers.items()))


def _ask(address: str, host: _Host, asking: Asking) -> Answer:
    """Ask until there is an answer worth believing."""
    answer, wait = Answer(State.UNKNOWN), 0.0
    for attempt in range(asking.tries):
        with host.room:
            _take_turn(host, asking.delay, wait)
            answer, wait = _once(address, asking)
        if wait < 0:
            break
        wait = min(LONGEST_WAIT, wait or asking.delay * 2**attempt)
    return answer


def _take_turn(host: _Host, delay: float, wait: float) -> None:
    with host.lock:
        now = time.monotonic()
        turn = max(now + wait, host.next_turn)
        host.next_turn = turn + delay
    time.sleep(max(0.0, turn - now))


def _once(address: str, asking: Asking) -> tuple[Answer, float]:
    """Return an answer and the seconds to wait before another try: 0 leaves it to us, less than 0 means that it is final."""
    try:
        return _request(address, "HEAD", asking)
    except urllib.error.HTTPError as error:
        if error.code not in NOT_HEAD:
            return _refused(error)
    except (OSError, HTTPException, ValueError) as error:
        return _failed(error)
    try:
        return _request(address, "GET", asking)
    except urllib.error.HTTPError as error:
        return _refused(error)
    except (OSError, HTTPException, ValueError) as error:
        return _failed(error)


def _request(address: str, method: str, asking: Asking) -> tuple[Answer, float]:
    redirects = _Redirects()
    opener = urllib.request.OpenerDirector()
    for handler in (
        _Web(asking.private),
        redirects,
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(  # noqa: S310  (the opener knows no other schemes than http and https)
        quote(address, safe="%/:=&?~#+!$,;'@()*[]"),
        method=method,
        headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Language": "en"},
    )
    with opener.open(request, timeout=asking.timeout) as response:
        target = response.url
    moved = redirects.codes and all(code in PERMANENT for code in redirects.codes)
    return (Answer(State.MOVED, target=target) if moved else Answer(State.ALIVE)), -1.0


def _refused(error: urllib.error.HTTPError) -> tuple[Answer, float]:
    with error:
        if error.code in DEAD:
            return Answer(State.DEAD, f"the answer is {error.code}"), -1.0
        again = error.headers.get("Retry-After", "") if error.code in AGAIN else "-1"
        wait = float(again) if again.removeprefix("-").isdigit() else 0.0
        if error.code in {401, 403, 429}:  # there is a page, only not for us
            return Answer(State.ALIVE), wait if error.code in AGAIN else -1.0
        return Answer(State.UNKNOWN, f"the answer is {error.code}"), wait


def _failed(error: Exception) -> tuple[Answer, float]:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, str):
        return Answer(State.UNKNOWN, "it leads to an address that is not of the web"), -1.0
    if isinstance(reason, _PrivateError):
        return Answer(State.UNKNOWN, "it leads into a private network"), -1.0
    if isinstance(reason, socket.gaierror):
        gone = reason.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        unknown = Answer(State.UNKNOWN, "the name cannot be looked up"), 0.0
        return (Answer(State.DEAD, "no such host"), -1.0) if gone else unknown
    if isinstance(reason, TimeoutError):
        return Answer(State.UNKNOWN, "no answer in time"), 0.0
    if isinstance(reason, ConnectionRefusedError):
        return Answer(State.UNKNOWN, "the host refuses to talk"), 0.0
    return Answer(State.UNKNOWN, f"{type(reason).__name__} on the way"), 0.0


def _connect(private: bool) -> Callable[..., socket.socket]:  # noqa: FBT001  (one switch, named where it is given)
    def create(
        address: tuple[str, int],
        timeout: float | None = None,
        source_address: tuple[str, int] | None = None,
    ) -> socket.socket:
        """Connect to an address that was looked at, so that a second look-up cannot lead elsewhere."""
        last: OSError = OSError("no address")
        for found in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            host = str(found[4][0])
            if not private and not ipaddress.ip_address(host.partition("%")[0]).is_global:
                last = _PrivateError("private")
                continue
            try:
                return socket.create_connection((host, address[1]), timeout, source_address)
            except OSError as error:
                last = error
        raise last

    return create


class _Web(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Opens http and https, but not into private networks."""

    def __init__(self, private: bool) -> None:  # noqa: FBT001
        super().__init__()
        self._create = _connect(private)

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self._open(HTTPConnection, req)

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self._open(HTTPSConnection, req)

    def _open(self, kind: type[HTTPConnection], req: urllib.request.Request) -> HTTPResponse:
        def connection(host: str, timeout: float) -> HTTPConnection:
            made = kind(host, timeout=timeout)
            made._create_connection = self._create  # type: ignore[attr-defined]  # noqa: SLF001  (its own seam)
            return made

        return self.do_open(connection, req)  # type: ignore[arg-type]


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects and remembers of what kind they were."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage | Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        self.codes.append(code)
        follow = super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
        if follow and req.get_method() == "HEAD":
            follow.method = "HEAD"
        return follow
