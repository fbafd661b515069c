"""One HTTP GET request with limits of time and size, and no way into private networks.

Hosts may be hostile: each address is validated after it was resolved, and the connection goes to
that address, so that a second DNS answer cannot redirect it. TLS and the Host header keep the name.
Redirects are not followed here.
"""

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urlsplit

from ssg.ip_addresses import is_public, is_unusual_host
from ssg.project import REPOSITORY
from ssg.socket_deadline import shut_down_at

__all__ = ["RefusedError", "Response", "TransferError", "TransportOptions", "request"]

USER_AGENT = f"ssg-refresh (+{REPOSITORY})"


@dataclass(frozen=True, slots=True)
class TransportOptions:
    """Limits of a request; times in seconds."""

    timeout: float = 10.0
    """Limit of a connection attempt and of a read."""
    deadline: float = 60.0
    """Limit of the whole request; a server that sends a byte now and then resets `timeout`."""
    max_bytes: int = 16_000_000
    """Limit of a response body; npm's record of a popular package takes some megabytes."""
    tls: ssl.SSLContext | None = None
    """TLS settings; by default the system's certificate authorities are trusted."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class TransferError(Exception):
    """No usable response; a repeated request may succeed. The message is the reason."""


class RefusedError(Exception):
    """The request must not be sent, or the response must not be used. The message is the reason."""


def request(
    url: str, headers: Mapping[str, str], options: TransportOptions, *, allow_private: bool = False
) -> Response:
    """Send a GET request and return the response, whatever its status is.

    Raise TransferError, or RefusedError if repeating the request is useless.
    """
    parts = _checked(url)
    end = time.monotonic() + options.deadline
    try:
        with _connection(parts, options, end, allow_private=allow_private) as connection:
            response = _exchange(connection, parts, headers, options.max_bytes)
    except (TransferError, HTTPException, OSError, ValueError) as error:
        if time.monotonic() >= end:
            raise TransferError("it took too long") from error
        raise TransferError(_reason(error)) from error
    if time.monotonic() >= end:  # the connection was closed, so the body may be cut off
        raise TransferError("it took too long")
    return response


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise RefusedError("the URL is invalid") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RefusedError("the URL is not http or https")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("the URL contains a user name")
    if is_unusual_host(parts.hostname):
        raise RefusedError("the host is an IP address in an unusual notation")
    if not url.isascii() or any(character <= " " for character in url):
        raise RefusedError("the URL has characters that must be percent-encoded")
    return parts


@contextmanager
def _connection(
    parts: SplitResult, options: TransportOptions, end: float, *, allow_private: bool
) -> Iterator[HTTPConnection]:
    """Connect to the first address that answers; close the connection at `end` at the latest."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    sock = _connect(_addresses(host, port, allow_private=allow_private), port, options.timeout, end)
    try:
        with shut_down_at(sock, end):
            if parts.scheme == "https":
                tls = options.tls or ssl.create_default_context()
                sock = tls.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
                with shut_down_at(sock, end):  # wrapping detaches the first socket
                    sock.do_handshake()
                    yield _over(sock, host, port)
            else:
                yield _over(sock, host, port)
    finally:
        sock.close()


def _over(sock: socket.socket, host: str, port: int) -> HTTPConnection:
    connection = HTTPConnection(host, port)
    connection.sock = sock
    return connection


def _addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """Resolve a host to the IP addresses that may be requested."""
    try:
        resolved = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise RefusedError("the host name is invalid") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in resolved))
    allowed = [address for address in addresses if allow_private or is_public(address)]
    if not allowed:
        raise RefusedError("the host is in a private network")
    return allowed


def _connect(addresses: list[str], port: int, timeout: float, end: float) -> socket.socket:
    failure: OSError = OSError("host without addresses")
    for address in addresses:
        remaining = min(timeout, end - time.monotonic())
        if remaining <= 0:
            raise TimeoutError
        try:
            sock = socket.create_connection((address, port), timeout=remaining)
        except OSError as error:
            failure = error
            continue
        sock.settimeout(timeout)
        return sock
    raise failure


def _exchange(
    connection: HTTPConnection, parts: SplitResult, headers: Mapping[str, str], max_bytes: int
) -> Response:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **headers,
    }
    connection.request("GET", target, headers=sent)
    with closing(connection.getresponse()) as response:
        body = _body(response, max_bytes)
    received = {name.lower(): value for name, value in response.getheaders()}
    return Response(response.status, received, body)


def _body(response: HTTPResponse, max_bytes: int) -> bytes:
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise RefusedError("the response is compressed, which was not asked for")
    body = response.read(max_bytes + 1)
    if len(body) > max_bytes:
        raise RefusedError(f"the response has more than {max_bytes:,} bytes")
    if response.length:  # bytes of Content-Length that did not arrive
        raise TransferError("the response is truncated")
    return body


def _reason(error: Exception) -> str:
    if isinstance(error, TransferError):
        return str(error)
    if isinstance(error, socket.gaierror):
        return "the host is not found"
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its TLS certificate is invalid"
    if isinstance(error, HTTPException):
        return "the response is malformed or truncated"
    return f"connection error ({type(error).__name__})"
