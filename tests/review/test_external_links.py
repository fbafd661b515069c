"""Check external links against a local server: results, redirects, retries, limits, refusals."""

import socket
import ssl
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ssg.review.external_links import LinkCheckOptions, check_links
from ssg.review.link_cache import LinkResult, LinkState
from support.servers import running

ODD_RETRY_AFTER = {
    "minus": "-5",
    "superscript": "\u00b2",
    "date": "Wed, 21 Oct 2015 07:28:00 GMT",
    "word": "soon",
    "fraction": "1.5",
    "infinity": "inf",
    "empty": "",
}
QUICK = LinkCheckOptions(allow_private=True, delay=0.0, timeout=5.0)


@dataclass
class Server:
    """A server that replies by path and records its requests."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    waits: Callable[[], None] = lambda: None


class Handler(BaseHTTPRequestHandler):
    """Replies with the status that the path names, or imitates faulty servers."""

    server_log: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""

    def do_HEAD(self) -> None:
        """Reply to HEAD."""
        self.answer()

    def do_GET(self) -> None:
        """Reply to GET."""
        self.answer()

    def answer(self) -> None:
        """Record the request and reply."""
        log = self.server_log
        with log.lock:
            log.asked.append((self.command, self.path))
            log.agents.add(self.headers["User-Agent"])
            log.hosts.add(self.headers["Host"])
            log.at_once += 1
            log.most_at_once = max(log.most_at_once, log.at_once)
            times = Counter(log.asked)[self.command, self.path]
        log.waits()
        code, headers = self.reply(times)
        with log.lock:
            log.at_once -= 1
        self.send_response(code)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def reply(self, times: int) -> tuple[int, dict[str, str]]:
        """Return status and headers of the n-th request for a path."""
        name, head, url = (
            self.path.strip("/").split("?")[0],
            self.command == "HEAD",
            self.server_log.url,
        )
        if name.startswith("busy"):
            return (
                (200, {}) if times > 1 else (int(name.removeprefix("busy")), {"Retry-After": "0"})
            )
        if name in ODD_RETRY_AFTER:
            return (200, {}) if times > 1 else (503, {"Retry-After": ODD_RETRY_AFTER[name]})
        replies: dict[str, tuple[int, dict[str, str]]] = {
            "no-head": (405 if head else 200, {}),
            "wrong-head": (404 if head else 200, {}),
            **{code: (int(code), {"Location": f"{url}/200"}) for code in ("301", "302", "308")},
            "into-the-void": (301, {"Location": f"{url}/404"}),
            "loop": (302, {"Location": f"{url}/loop"}),
            "private": (302, {"Location": "http://10.0.0.1/"}),
            "file": (302, {"Location": "file:///etc/passwd"}),
            "ftp": (302, {"Location": "ftp://127.0.0.1/"}),
        }
        return replies.get(name, (int(name) if name.isdigit() else 200, {}))


@pytest.fixture
def server() -> Iterator[Server]:
    """Run a server on loopback."""
    made = Server()
    listening = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"server_log": made}))
    made.url = f"http://127.0.0.1:{listening.server_address[1]}"
    with running(listening):
        yield made


def ask(server: Server, path: str) -> LinkResult:
    """Check one path."""
    return check_links([f"{server.url}{path}"], QUICK)[f"{server.url}{path}"]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", LinkResult(LinkState.ALIVE)),
        ("/404", LinkResult(LinkState.DEAD, "HTTP status 404")),
        ("/410", LinkResult(LinkState.DEAD, "HTTP status 410")),
        ("/into-the-void", LinkResult(LinkState.DEAD, "HTTP status 404")),
        ("/403", LinkResult(LinkState.ALIVE)),
        ("/401", LinkResult(LinkState.ALIVE)),
        ("/429", LinkResult(LinkState.ALIVE)),
        ("/no-head", LinkResult(LinkState.ALIVE)),
        ("/wrong-head", LinkResult(LinkState.ALIVE)),
        ("/302", LinkResult(LinkState.ALIVE)),
        ("/busy503", LinkResult(LinkState.ALIVE)),
        ("/busy429", LinkResult(LinkState.ALIVE)),
        ("/busy500", LinkResult(LinkState.ALIVE)),
        ("/500", LinkResult(LinkState.UNKNOWN, "HTTP status 500")),
        ("/418", LinkResult(LinkState.UNKNOWN, "HTTP status 418")),
        ("/200?q=a|b c", LinkResult(LinkState.ALIVE)),
    ],
)
def test_status_codes(server: Server, path: str, answer: LinkResult) -> None:
    assert ask(server, path) == answer


@pytest.mark.parametrize("path", ["/301", "/308"])
def test_permanent_redirects_report_the_target(server: Server, path: str) -> None:
    assert ask(server, path) == LinkResult(LinkState.MOVED, target=f"{server.url}/200")


@pytest.mark.parametrize("path", ["/loop", "/file", "/ftp"])
def test_loops_and_other_schemes_are_not_followed(server: Server, path: str) -> None:
    assert ask(server, path).state is LinkState.UNKNOWN


def test_get_is_sent_only_if_head_is_not_conclusive(server: Server) -> None:
    check_links([f"{server.url}/200", f"{server.url}/no-head"], QUICK)
    assert sorted(server.asked) == [("GET", "/no-head"), ("HEAD", "/200"), ("HEAD", "/no-head")]
    (agent,) = server.agents
    assert agent.startswith("ssg-link-check (+https://")


def test_failures_are_retried_twice(server: Server) -> None:
    ask(server, "/500")
    assert server.asked == [("HEAD", "/500")] * 3
    ask(server, "/404")
    assert server.asked[3:] == [("HEAD", "/404"), ("GET", "/404")]


def test_requests_per_host_are_limited(server: Server) -> None:
    both = threading.Barrier(2)

    def wait() -> None:
        both.wait(timeout=20)

    server.waits = wait
    check_links([f"{server.url}/{number}/200" for number in range(8)], QUICK)
    assert server.most_at_once == 2
    assert len(server.asked) == 8


def test_requests_to_a_host_are_spaced(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("ssg.review.external_links.time.sleep", waits.append)
    check_links(
        [f"{server.url}/{number}/200" for number in range(4)],
        LinkCheckOptions(allow_private=True, delay=1000.0),
    )
    assert sorted(round(wait, -3) for wait in waits) == [0.0, 1000.0, 2000.0, 3000.0]


def test_closed_ports_and_unknown_hosts(server: Server) -> None:
    closed = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    closed.server_close()
    address = f"http://127.0.0.1:{closed.server_address[1]}/"
    assert check_links([address], QUICK)[address] == LinkResult(
        LinkState.UNKNOWN, "connection refused"
    )
    found = check_links(["http://missing.invalid/"], QUICK)["http://missing.invalid/"]
    assert found in {
        LinkResult(LinkState.DEAD, "host not found"),
        LinkResult(LinkState.UNKNOWN, "DNS lookup failed"),
    }


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "169.254.169.254",
        "10.0.0.1",
        "[::1]",
        "0.0.0.0",  # noqa: S104
        "[::ffff:127.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "224.0.0.1",
    ],
)
def test_private_networks_are_never_requested(host: str) -> None:
    address = f"http://{host}:9/"
    answer = check_links([address], LinkCheckOptions(delay=0.0, timeout=0.5))[address]
    assert answer == LinkResult(LinkState.UNKNOWN, "its host is in a private network")


def test_results_are_sorted_and_progress_is_reported(server: Server) -> None:
    heard: list[tuple[int, int]] = []
    addresses = [f"{server.url}/{code}" for code in (404, 200, 403)]
    found = check_links(addresses, QUICK, lambda done, total: heard.append((done, total)))
    assert list(found) == sorted(addresses)
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert check_links([], QUICK) == {}


@pytest.mark.parametrize("name", ODD_RETRY_AFTER)
def test_malformed_retry_after_values_are_ignored(server: Server, name: str) -> None:
    assert ask(server, f"/{name}") == LinkResult(LinkState.ALIVE)
    assert ("GET", f"/{name}") in server.asked


@pytest.mark.parametrize(
    "host", ["0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "2130706433", "0x08080808", "1.2.3.0x4"]
)
def test_unusual_notations_of_ip_addresses_are_refused(host: str) -> None:
    url = f"http://{host}:9/"
    result = check_links([url], QUICK)[url]
    assert result == LinkResult(
        LinkState.UNKNOWN, "its host is an IP address in an unusual notation"
    )


@pytest.mark.parametrize("url", ["http://[::1/", "http://a:99999/", "http://" + "a" * 300 + "/"])
def test_invalid_addresses_are_results_not_exceptions(url: str) -> None:
    assert check_links([url], QUICK)[url].state is not LinkState.ALIVE


def test_redirects_into_private_networks_are_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop counts as public, the target of its redirect does not."""
    monkeypatch.setattr(
        "ssg.review.external_links.is_public", lambda address: address == "127.0.0.1"
    )
    url = f"{server.url}/private"
    result = check_links([url], LinkCheckOptions(delay=0.0))[url]
    assert result == LinkResult(LinkState.UNKNOWN, "its host is in a private network")


def test_the_connection_goes_to_the_address_that_was_validated(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is resolved once: a second DNS answer cannot lead into a private network."""
    lookups: list[str] = []
    resolve = socket.getaddrinfo

    def rebinding(host: str, *rest: Any, **named: Any) -> object:
        if host == "rebinding.test":
            lookups.append(host)
            host = "127.0.0.1" if len(lookups) == 1 else "10.0.0.1"
        return resolve(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    url = f"{server.url}/200".replace("127.0.0.1", "rebinding.test")
    assert check_links([url], QUICK)[url] == LinkResult(LinkState.ALIVE)
    assert lookups == ["rebinding.test"]
    assert server.hosts == {url.split("/")[2]}


def test_tls_verifies_the_name_although_it_connects_to_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str | None] = []
    certificate = _self_signed(tmp_path, "secure.test")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    serving.sni_callback = lambda _socket, name, _context: names.append(name)
    trusting = ssl.create_default_context(cafile=str(certificate))
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **named: resolve(
            "127.0.0.1" if host.endswith(".test") else host, *rest, **named
        ),
    )
    log = Server()
    web = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"server_log": log}))
    web.socket = serving.wrap_socket(web.socket, server_side=True)
    with running(web):
        good, other = (f"https://{name}.test:{web.server_port}/200" for name in ("secure", "other"))
        options = LinkCheckOptions(allow_private=True, delay=0.0, tries=1, tls=trusting)
        found = check_links([good, other], options)
    assert found[good] == LinkResult(LinkState.ALIVE)
    assert found[other] == LinkResult(LinkState.UNKNOWN, "invalid TLS certificate")
    assert log.hosts == {f"secure.test:{web.server_port}"}
    assert set(names) == {"secure.test", "other.test"}


def test_a_server_that_sends_endless_headers_is_cut_off_at_the_deadline() -> None:
    """Each byte arrives in time for the read timeout; only the deadline ends this."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not stop.wait(0.02):
                    connection.sendall(b"x")

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        options = LinkCheckOptions(allow_private=True, delay=0.0, timeout=60.0, deadline=0.3)
        assert check_links([url], options)[url] == LinkResult(LinkState.UNKNOWN, "timeout")
        stop.set()
        thread.join()


def _self_signed(folder: Path, name: str) -> Path:
    """Write a certificate for a name, with its key, to one PEM file."""
    pem = folder / "server.pem"
    done = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pem.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return pem
