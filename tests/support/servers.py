"""A web server of a test, in a thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from typing import TypeVar

__all__ = ["running"]

_Server = TypeVar("_Server", bound=HTTPServer)


@contextmanager
def running(server: _Server) -> Iterator[_Server]:
    """Answer requests while the block runs; close the server after it."""
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
