"""`ssg check --links` and `ssg refresh` against a server that attacks: each ends, with one line."""

import gzip
import socket
import threading
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import repeat

import pytest

from ssg.authoring.refresh.transport import (
    RefusedError,
    TransferError,
    TransportOptions,
    request,
)
from ssg.review.external_links import LinkCheckOptions, check_links
from ssg.review.link_cache import LinkState

OK = b"HTTP/1.1 200 OK\r\n"
MOVED = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(bytes(30_000_000))
DEADLINE = 1.0
MAX_BYTES = 200_000
MEMORY = 12_000_000
"""Bytes that an answer may take at most: those of the bomb would be 30 MB."""

ATTACKS: Mapping[str, Sequence[bytes]] = {
    "redirect to a file": [MOVED + b"file:///etc/passwd\r\n\r\n"],
    "redirect to a private network": [MOVED + b"http://10.0.0.1/\r\n\r\n"],
    "endless body": [CHUNKED, *repeat(b"1000\r\n" + b"x" * 4_096 + b"\r\n", 50_000)],
    "endless length": [OK + b"Content-Length: 99999999999999999999\r\n\r\n", *repeat(b"x", 9_999)],
    "slow body": [OK + b"Content-Length: 9\r\n\r\n", *repeat(b"", 9)],
    "slow headers": [OK + b"X: ", *repeat(b"", 9)],
    "many headers": [OK, *repeat(b"X: " + b"y" * 60_000 + b"\r\n", 5_000)],
    "one long header": [OK + b"X: ", *repeat(b"y" * 60_000, 5_000)],
    "endless interim answers": [b"HTTP/1.1 100 Continue\r\n\r\n"] * 50_000,
    "gzip bomb": [
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
    ],
    "no HTTP": [b"\x00" * 100_000],
}
"""What the server sends to each request; an empty part is a byte after some time."""


@contextmanager
def attacker(parts: Sequence[bytes]) -> Iterator[str]:
    """Serve the parts of an answer to each connection; yield the URL."""
    stop = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65_536)
            for part in parts:
                if stop.is_set():
                    return
                if not part:
                    stop.wait(DEADLINE / 3)
                connection.sendall(part or b"x")

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            with suppress(OSError):
                while not stop.is_set():
                    threading.Thread(target=answer, args=(listening.accept()[0],)).start()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            stop.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join()


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Check how much memory the block takes at most."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("attack", ATTACKS)
def test_checking_links_ends_with_one_line(attack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The body is never read, so a link with a bad body is alive."""
    monkeypatch.setattr("ssg.review.external_links.is_public", "127.0.0.1".__eq__)
    options = LinkCheckOptions(delay=0.0, tries=1, timeout=DEADLINE, deadline=DEADLINE)
    with attacker(ATTACKS[attack]) as url, bounded_memory():
        result = check_links([url], options)[url]
    if attack in {"endless body", "endless length", "slow body", "gzip bomb"}:
        assert result.state is LinkState.ALIVE
    else:
        assert result.state is LinkState.UNKNOWN
        assert result.reason
        assert result.reason.isprintable()


@pytest.mark.parametrize("attack", ATTACKS)
def test_refreshing_ends_with_one_line(attack: str) -> None:
    """Redirects are followed by the client, which checks them like the first URL."""
    options = TransportOptions(timeout=DEADLINE, deadline=DEADLINE, max_bytes=MAX_BYTES)
    with attacker(ATTACKS[attack]) as url, bounded_memory():
        if attack.startswith("redirect"):
            assert request(url, {}, options, allow_private=True).status == 302
            return
        with pytest.raises((RefusedError, TransferError)) as raised:
            request(url, {}, options, allow_private=True)
    assert str(raised.value).isprintable()
    assert str(raised.value)
