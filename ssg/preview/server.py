"""HTTP server of the preview: GET and HEAD on the addresses of the site, and reload events.

It refuses requests with a Host or Origin header of another site.
"""

import errno
import ipaddress
import os
import socket
import socketserver
import threading
from collections.abc import Callable, Collection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import urlsplit

from ssg.errors import BuildError
from ssg.media_types import HTML, media_type
from ssg.preview.reload import EVENTS, RESERVED, STATE, Live, inject, live_files
from ssg.preview.responder import Response

__all__ = ["PreviewServer", "open_server"]

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS_TRIED = 11
"""The requested port and the next ten."""
MAX_TARGET = 2_048
"""Maximum characters of a request target; the longest address of a site has some 200."""
TIMEOUT = 20.0
"""Seconds to wait for a client that sends or receives."""
HEARTBEAT = 15.0
"""Seconds between messages on an idle stream, to detect closed connections."""
MAX_CONNECTIONS = 512
"""Connections at once, each with a thread; further ones are closed."""
MAX_STREAMS = 256
"""Event streams at once; further ones are asked to come back."""
BUSY = b"retry: 5000\n\n"
"""What a stream that is too many gets: the browser reconnects after 5 seconds."""
HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
TEXT = "text/plain; charset=utf-8"

Answer = Callable[[str], Response]
Log = Callable[[str], None]
Request: TypeAlias = "socket.socket | tuple[bytes, socket.socket]"


class PreviewServer(ThreadingHTTPServer):
    """HTTP server with one thread for each connection."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], answer: Answer, live: Live, log: Log) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.answer, self.live, self.log, self.files = answer, live, log, live_files()
        self.names: Collection[str] = {*LOCAL, address[0].lower()}
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.streams = threading.BoundedSemaphore(MAX_STREAMS)
        self.any_address = address[0] in {"0.0.0.0", "::", ""}  # noqa: S104  (compared, not bound)
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without a lookup of the host name, which may be slow."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = (
            str(self.server_address[0]),
            int(self.server_address[1]),
        )

    def process_request(self, request: Request, client_address: object) -> None:
        """Start a thread for a connection; close it if there are too many."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # the system has no more threads
            self._free.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Request, client_address: object) -> None:
        """Answer the requests of a connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore closed connections; other errors are reported where they occur."""

    def accepts_host(self, host: str) -> bool:
        """Return whether a Host header names this server; protects against DNS rebinding."""
        try:
            parts = urlsplit(f"//{host}")
            name, _ = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if (
            parts.netloc != host
            or "@" in host
            or parts.path
            or not host.isprintable()
            or " " in host
        ):
            return False
        return name in self.names or (
            self.any_address and (_is_address(name) or name == socket.gethostname().lower())
        )

    @property
    def open_to_others(self) -> bool:
        """Whether other machines can connect."""
        return not ipaddress.ip_address(str(self.server_address[0])).is_loopback

    @property
    def url(self) -> str:
        """URL of the preview."""
        host = str(self.server_address[0])
        shown = "127.0.0.1" if self.any_address else f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.server_port}"


def open_server(
    host: str,
    port: int,
    answer: Answer,
    live: Live,
    log: Log,
    *,
    strict_port: bool = False,
) -> PreviewServer:
    """Open the port, or one of the next ten if it is in use; raise BuildError if all are.

    `answer` returns the response for a request target, `log` prints a message.
    """
    ports = [port] if strict_port or port == 0 else range(port, min(port + PORTS_TRIED, 65_536))
    for candidate in ports:
        try:
            return PreviewServer((host, candidate), answer, live, log)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise BuildError(
                    f"cannot listen on {host}:{candidate}: {error.strerror or error}"
                ) from error
    in_use = f"port {port} is" if len(ports) == 1 else f"the ports {ports[0]} to {ports[-1]} are"
    raise BuildError(f"{in_use} already in use; choose another with --port")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "ssg", ""
    timeout = TIMEOUT
    # Head and body are two writes: with Nagle's algorithm the second would wait 40 ms.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Do not log requests."""

    def send_error(self, code: int, *_: object) -> None:
        """Refuse a request with a short text; unknown methods give 405 instead of 501."""
        self.close_connection = True
        self._send(
            Response(
                status=405 if code == 501 else code,
                type=TEXT,
                body=b"Invalid request.\n",
            )
        )

    def _answer(self) -> None:
        refusal = self._refusal()
        if self.server.live.closed:  # the server has stopped
            self.close_connection = True
        elif refusal:
            self.send_error(refusal)
        elif self._path == EVENTS:
            self._stream()
        elif self._path.startswith(RESERVED):
            self._send(self._own(self._path))
        else:
            self._send_page()

    @property
    def _path(self) -> str:
        return self.path.split("?", 1)[0]

    def _refusal(self) -> int:
        """Return the status code to refuse a request with, or 0."""
        hosts = self.headers.get_all("Host") or []
        if self.headers.get("Content-Length", "0") != "0" or self.headers.get("Transfer-Encoding"):
            return 400
        if len(hosts) != 1 or not self.server.accepts_host(hosts[0]):
            return 421 if len(hosts) == 1 and hosts[0] else 400
        if len(self.path) > MAX_TARGET:
            return 414
        if not self.path.startswith("/"):
            return 400
        origin = self.headers.get("Origin")
        foreign = origin is not None and not (
            origin.startswith("http") and self.server.accepts_host(urlsplit(origin).netloc)
        )
        return 403 if foreign and self.path.startswith(RESERVED) else 0

    def _own(self, path: str) -> Response:
        if path == STATE:
            return Response(type="application/json", body=self.server.live.state.as_json().encode())
        if path in self.server.files:
            return Response(type=media_type(path), body=self.server.files[path])
        return Response(status=404, type=TEXT, body=b"Not found.\n")

    def _send_page(self) -> None:
        # Read before rendering: a page that is outdated by then reloads.
        generation = self.server.live.state.generation
        try:
            response = self.server.answer(self.path)
        except Exception as error:  # noqa: BLE001  (the server continues)
            self.server.log(f"internal error: {type(error).__name__}: {error}")
            response = Response(
                status=500,
                type=TEXT,
                body=b"Internal error of ssg; see its output in the terminal.\n",
            )
        if response.type == HTML and response.body:
            body = inject(response.body, generation, response.note)
            response = Response(status=response.status, type=HTML, body=body)
        self._send(response)

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in (
            ("Content-Type", response.type),
            ("Content-Length", str(len(response.body))),
            *HEADERS,
        ):
            self.send_header(name, value)
        if response.location:
            self.send_header("Location", response.location)
        if response.status == 405:
            self.send_header("Allow", "GET, HEAD")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def _stream(self) -> None:
        """Send the state, and send it again on every change, until either side disconnects."""
        self.close_connection = True
        self.send_response(200)
        for name, value in (
            ("Content-Type", "text/event-stream"),
            ("Connection", "close"),
            *HEADERS,
        ):
            self.send_header(name, value)
        self.end_headers()
        if not self.server.streams.acquire(blocking=False):
            self.wfile.write(BUSY)
            return
        try:
            self._send_states()
        finally:
            self.server.streams.release()

    def _send_states(self) -> None:
        sent = None
        while self.command != "HEAD" and not self.server.live.closed:
            state = self.server.live.wait(sent, HEARTBEAT)
            event = ":\n\n" if state == sent else f"retry: 500\ndata: {state.as_json()}\n\n"
            self.wfile.write(event.encode())
            sent = state
