"""A server on this machine that answers like public APIs, also when they fail."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.servers import running

__all__ = ["Api", "Reply", "api_server"]


@dataclass(frozen=True)
class Reply:
    """One answer."""

    body: object = None
    """Bytes as they are, all else as JSON."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    missing: int = 0
    """Bytes of Content-Length that are never sent."""
    drip: float = 0.0
    """Seconds between the bytes of the body."""


@dataclass
class Api:
    """The running server."""

    url: str
    answers: dict[str, object]
    """Path with query -> a `Reply`, a list of them for one request after the other, or JSON."""
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and headers of each request."""

    def paths(self) -> list[str]:
        """Return the paths of the requests so far, and forget them."""
        seen = [path for path, _ in self.requests]
        self.requests.clear()
        return seen

    def reply(self, path: str) -> Reply:
        """Return the next answer for a path."""
        answer = self.answers.get(path, Reply({"message": "Not Found"}, 404))
        if isinstance(answer, list) and answer and isinstance(answer[0], Reply):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        return answer if isinstance(answer, Reply) else Reply(answer)


@contextmanager
def api_server(answers: Mapping[str, object]) -> Iterator[Api]:
    """Serve these answers; yield the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            api.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            reply = api.reply(self.path)
            status, body = reply.status, reply.body
            etag = reply.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data) + reply.missing))
            self.end_headers()
            self._send(data, reply.drip)

        def _send(self, data: bytes, drip: float) -> None:
            try:
                for byte in data if drip else ():
                    self.wfile.write(bytes([byte]))
                    time.sleep(drip)
                if not drip:
                    self.wfile.write(data)
            except OSError:
                pass  # the client has closed the connection

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api = Api(f"http://127.0.0.1:{server.server_port}", dict(answers))
    with running(server):
        yield api
