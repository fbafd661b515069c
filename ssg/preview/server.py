"""A preview -> HTTP: GET and HEAD on the addresses that a host would serve, and the events that load pages again."""

import errno
import ipaddress
import os
import socket
import socketserver
from collections.abc import Callable, Collection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from ssg.errors import BuildError
from ssg.preview.reload import EVENTS, RESERVED, STATE, Live, inject, live_files
from ssg.preview.responder import HTML, Response

__all__ = ["PreviewServer", "open_server"]

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS_TRIED = 11
"""The one that is asked for and the next ten."""
MAX_TARGET = 2_048
"""Characters of a request's target; the longest address of a site has some 200."""
SLOWEST = 20.0
"""Seconds that a client may take to send its request, or to take some of the answer."""
HEARTBEAT = 15.0
"""Seconds after which a silent stream says something, to notice browsers that have gone."""
HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
TEXT = "text/plain; charset=utf-8"

Answer = Callable[[str], Response]
Say = Callable[[str], None]


class PreviewServer(ThreadingHTTPServer):
    """Answers each connection on a thread of its own."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], answer: Answer, live: Live, say: Say) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.answer, self.live, self.say, self.files = answer, live, say, live_files()
        self.names: Collection[str] = {*LOCAL, address[0].lower()}
        self.any_address = address[0] in {"0.0.0.0", "::", ""}  # noqa: S104  (asked about, not bound to)
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, which may take long."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = (
            str(self.server_address[0]),
            int(self.server_address[1]),
        )

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that went away is no fault, and others are told where they are caught."""

    def knows(self, host: str) -> bool:
        """Tell whether a Host header names this server: else a web page elsewhere could read the preview by DNS rebinding."""
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
        """Whether other machines may reach it."""
        return not ipaddress.ip_address(str(self.server_address[0])).is_loopback

    @property
    def url(self) -> str:
        """Where the preview is."""
        host = str(self.server_address[0])
        shown = "127.0.0.1" if self.any_address else f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.server_port}"


def open_server(
    host: str,
    port: int,
    answer: Answer,
    live: Live,
    say: Say,
    *,
    strict_port: bool = False,
) -> PreviewServer:
    """Open the port, or one of the next ten when it is taken; raise BuildError when none can be had."""
    ports = [port] if strict_port or port == 0 else range(port, min(port + PORTS_TRIED, 65_536))
    for one in ports:
        try:
            return PreviewServer((host, one), answer, live, say)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise BuildError(
                    f"cannot listen on {host}:{one}: {error.strerror or error}"
                ) from error
    taken = f"port {port} is" if len(ports) == 1 else f"the ports {ports[0]} to {ports[-1]} are"
    raise BuildError(f"{taken} taken; name another with --port")


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
    timeout = SLOWEST
    disable_nagle_algorithm = True  # head and body are two writes: the second would wait 40 ms for the first to be confirmed

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Refuse a request, in words of our own; methods that we do not know are not allowed rather than not built."""
        self.close_connection = True
        self._send(
            Response(
                status=405 if code == 501 else code,
                type=TEXT,
                body=b"This request cannot be answered.\n",
            )
        )

    def _answer(self) -> None:
        refusal = self._refusal()
        if self.server.live.closed:  # this connection has outlived the server
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
        """Return the status with which a request is refused, or 0."""
        hosts = self.headers.get_all("Host") or []
        if self.headers.get("Content-Length", "0") != "0" or self.headers.get("Transfer-Encoding"):
            return 400
        if len(hosts) != 1 or not self.server.knows(hosts[0]):
            return 421 if len(hosts) == 1 and hosts[0] else 400
        if len(self.path) > MAX_TARGET:
            return 414
        if not self.path.startswith("/"):
            return 400
        origin = self.headers.get("Origin")
        foreign = origin is not None and not (
            origin.startswith("http") and self.server.knows(urlsplit(origin).netloc)
        )
        return 403 if foreign and self.path.startswith(RESERVED) else 0

    def _own(self, path: str) -> Response:
        if path == STATE:
            return Response(type="application/json", body=self.server.live.state.as_json().encode())
        if path in self.server.files:
            kind = "text/javascript" if path.endswith(".js") else "text/css"
            return Response(type=f"{kind}; charset=utf-8", body=self.server.files[path])
        return Response(status=404, type=TEXT, body=b"There is nothing here.\n")

    def _send_page(self) -> None:
        generation = (
            self.server.live.state.generation
        )  # before the page is made: one that is older than it says loads again
        try:
            response = self.server.answer(self.path)
        except Exception as error:  # noqa: BLE001  (nobody should see a traceback, and the preview goes on)
            self.server.say(f"internal error: {type(error).__name__}: {error}")
            response = Response(
                status=500,
                type=TEXT,
                body=b"This is a fault of ssg: see what it says in the terminal.\n",
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
        """Tell the state, and tell it again whenever it changes, until one of the two sides goes."""
        self.close_connection = True
        self.send_response(200)
        for name, value in (
            ("Content-Type", "text/event-stream"),
            ("Connection", "close"),
            *HEADERS,
        ):
            self.send_header(name, value)
        self.end_headers()
        told = None
        while self.command != "HEAD" and not self.server.live.closed:
            state = self.server.live.wait(told, HEARTBEAT)
            words = ":\n\n" if state == told else f"retry: 500\ndata: {state.as_json()}\n\n"
            self.wfile.write(words.encode())
            told = state
