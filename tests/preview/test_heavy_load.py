"""A preview under load: many file events, many event streams, too many connections."""

import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from ssg.preview import server as module
from support.previews import Served, built_pages, served
from support.site_fixtures import ALPHA

pytestmark = pytest.mark.large

PATIENCE = 60.0
STREAMS = 200
FILES, WRITES = 10, 1_000
"""20,000 events: each write empties a file and fills it."""
EVENTS = b"GET /__ssg/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def opened(site: Served) -> socket.socket:
    """Connect to the server."""
    return socket.create_connection(("127.0.0.1", site.server.server_port), timeout=PATIENCE)


def read_until(connection: socket.socket, end: bytes) -> bytes:
    """Read until some bytes were received, or the end of the connection."""
    body = b""
    while end not in body and (part := connection.recv(65_536)):
        body += part
    return body


def test_a_burst_of_20_000_file_events_loses_nothing(small: Path) -> None:
    """What is served afterwards equals a clean build."""
    files = [small / f"content/tools/new-{number}.yaml" for number in range(FILES)]
    with served(small, watch=True) as site:
        for round_ in range(WRITES):
            for number, file in enumerate(files):
                file.write_text(
                    f"name: New {number}\ntype: framework\nsummary: Round {round_} of {number}.\n"
                )
        built = built_pages(small)
        assert built
        wanted = {path: built[path] for path in built if path.startswith("/tools/new-")}
        assert len(wanted) >= FILES
        end = time.monotonic() + PATIENCE
        stale = list(wanted)
        while stale and time.monotonic() < end:
            stale = [path for path in stale if last_words(wanted[path]) not in site.get(path)[2]]
        assert stale == []
        assert site.live.state.problems == ()


def last_words(page: bytes) -> bytes:
    """Return the sentence of a page that each write changes."""
    start = page.index(b"Round ")
    return page[start : page.index(b".", start) + 1]


def test_200_event_streams_at_once_get_each_change(small: Path) -> None:
    with served(small, watch=True) as site, ExitStack() as stack:
        streams = [stack.enter_context(opened(site)) for _ in range(STREAMS)]
        for stream in streams:
            stream.sendall(EVENTS)
        assert all(b"data: " in read_until(stream, b"data: ") for stream in streams)
        assert site.get("/")[0] == 200
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
        assert all(b"data: " in read_until(stream, b"data: ") for stream in streams)
        assert threading.active_count() < STREAMS + 40


def test_streams_and_connections_are_bounded(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_STREAMS", 3)
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 12)
    with served(small) as site, ExitStack() as stack:
        before = threading.active_count()
        for number in range(4):
            stream = stack.enter_context(opened(site))
            stream.sendall(EVENTS)
            answer = read_until(stream, b"data: ")
            assert (b"data: " in answer) is (number < 3)
            assert (b"retry: 5000" in answer) is (number == 3)
        idle = [stack.enter_context(opened(site)) for _ in range(30)]
        for connection in idle[15:]:
            assert connection.recv(1) == b""  # closed by the server
        assert threading.active_count() <= before + 12
        for connection in idle:
            connection.close()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                assert site.get("/")[0] == 200
                break
            except OSError:  # the server has not seen yet that they are closed
                time.sleep(0.05)
        else:
            raise AssertionError("no connection is free again")
