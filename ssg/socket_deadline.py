"""A deadline for all that happens on a connection.

The timeout of a socket is of a single read: a server that sends a byte now and then resets it.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

__all__ = ["shut_down_at"]


@contextmanager
def shut_down_at(sock: socket.socket, deadline: float) -> Iterator[None]:
    """Shut a connection down if the block still runs at `deadline`, in `time.monotonic()` seconds.

    What reads from it or writes to it then fails, or comes to the end of the data.
    """

    def shut_down() -> None:
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # also of TLS, without its farewell

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), shut_down)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
