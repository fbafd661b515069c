"""The preview over real sockets and in a real browser."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ssg.errors import BuildError
from ssg.preview.reload import Live
from ssg.preview.responder import Response
from ssg.preview.server import open_server
from support.previews import Served, served
from support.servers import running
from support.site_fixtures import ALPHA, ROOT, SMALL_SITE, Run, clean_environment
from support.strategies import write_files

pytestmark = pytest.mark.large

RELOADED = 5_000.0
"""Timeout of a browser in milliseconds; benchmarks/preview.py measures the actual time."""


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a site that does not change."""
    root = write_files(tmp_path_factory.mktemp("still"), SMALL_SITE)
    with served(root) as site:
        yield site


def raw(site: Served, request: bytes) -> bytes:
    """Send bytes; return the answer until the server closes."""
    with socket.create_connection(("127.0.0.1", site.server.server_port), timeout=5) as connection:
        connection.sendall(request)
        found = b""
        while part := connection.recv(65_536):
            found += part
        return found


def status(answer: bytes) -> int:
    """Return the status of an answer."""
    return int(answer.split(b" ", 2)[1])


def test_pages_come_with_the_script_and_files_without(still: Served) -> None:
    code, headers, body = still.get("/tools/alpha/")
    assert (code, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert body.count(b'<script src="/__ssg/reload.js"') == 1
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert int(headers["content-length"]) == len(body)
    assert still.get("/favicon.txt")[2] == b"static\n"
    assert still.get("/__ssg/reload.js")[1]["content-type"] == "text/javascript; charset=utf-8"
    assert still.get("/__ssg/reload.css")[1]["content-type"] == "text/css; charset=utf-8"
    assert still.get("/__ssg/nothing")[0] == 404


def test_head_is_get_without_the_body(still: Served) -> None:
    code, headers, body = still.get("/", "HEAD")
    assert (code, body) == (200, b"")
    assert int(headers["content-length"]) > 0
    assert still.get("/__ssg/events", "HEAD")[0] == 200


def test_a_missing_page_is_404_with_the_page_of_the_site(still: Served) -> None:
    code, _, body = still.get("/<script>alert(1)</script>")
    assert code == 404
    assert b"Page not found" in body
    assert b"alert(1)" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"])
def test_other_methods_are_not_allowed(still: Served, method: str) -> None:
    code, headers, _ = still.get("/", method)
    assert (code, headers["allow"]) == (405, "GET, HEAD")
    assert not any(name.startswith("access-control") for name in headers)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "169.254.1.1",
        "a@localhost",
        "localhost/x",
        "localhost:x",
        "[::1",
        "local host",
    ],
)
def test_a_host_of_another_name_is_refused(still: Served, host: str) -> None:
    assert still.get("/", Host=host)[0] in {400, 421}


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000"])
def test_this_machines_own_names_are_known(still: Served, host: str) -> None:
    assert still.get("/", Host=host)[0] == 200


@pytest.mark.parametrize(
    ("request_text", "codes"),
    [
        ("GET / HTTP/1.1\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost: \r\n\r\n", {400}),
        ("GET /\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", {400}),
        ("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}),
        ("GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", {400}),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
        (f"GET /{'a' * 3000} HTTP/1.1\r\nHost: localhost\r\n\r\n", {414}),
        (f"GET /{'a' * 70_000} HTTP/1.1\r\n", {414}),
        (f"GET / HTTP/1.1\r\nHost: localhost\r\nX: {'y' * 70_000}\r\n\r\n", {431}),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n" * 200 + "\r\n", {431}),
        ("nonsense\r\n\r\n", {400}),
        ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", {505}),
    ],
)
def test_invalid_requests_are_refused_with_a_short_text(
    still: Served, request_text: str, codes: set[int]
) -> None:
    found = raw(still, request_text.encode())
    assert b"Traceback" not in found
    assert b"Invalid request" in found
    if found.startswith(b"HTTP"):
        assert status(found) in codes


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "file://", "ftp://localhost"])
def test_the_state_is_not_sent_to_other_origins(still: Served, origin: str) -> None:
    assert still.get("/__ssg/state", Origin=origin)[0] == 403
    assert still.get("/__ssg/events", Origin=origin)[0] == 403


def test_the_state_is_sent_to_pages_of_the_preview(still: Served) -> None:
    code, headers, body = still.get("/__ssg/state", Origin=still.server.url)
    assert (code, headers["content-type"]) == (200, "application/json")
    assert json.loads(body) == {
        "generation": still.live.state.generation,
        "problems": [],
        "more": 0,
    }


def test_slow_clients_do_not_delay_others(still: Served) -> None:
    slow = [socket.create_connection(("127.0.0.1", still.server.server_port)) for _ in range(60)]
    for connection in slow:
        connection.sendall(b"GET / HT")
    assert still.get("/")[0] == 200
    for connection in slow:
        connection.close()


def test_an_internal_error_shows_no_traceback() -> None:
    said: list[str] = []

    def fail(_: str) -> Response:
        raise ZeroDivisionError("ours")

    with running(open_server("127.0.0.1", 0, fail, Live(), said.append)) as server:
        code, _, body = Served(Path(), server, server.live, said).get("/")
    assert code == 500
    assert b"ZeroDivision" not in body
    assert said == ["internal error: ZeroDivisionError: ours"]


def test_a_port_in_use_leads_to_the_next_unless_strict() -> None:
    def answer(_: str) -> Response:
        return Response()

    with open_server("127.0.0.1", 0, answer, Live(), print) as first:
        taken = first.server_port
        with open_server("127.0.0.1", taken, answer, Live(), print) as second:
            assert taken < second.server_port <= taken + 10
        with pytest.raises(BuildError, match=f"port {taken} is already in use"):
            open_server("127.0.0.1", taken, answer, Live(), print, strict_port=True)
    with pytest.raises(BuildError, match=r"cannot listen on 192\.0\.2\.1:0"):
        open_server("192.0.2.1", 0, answer, Live(), print)


def test_open_to_others_it_accepts_addresses_but_no_names() -> None:
    with open_server("0.0.0.0", 0, lambda _: Response(), Live(), print) as server:  # noqa: S104  (that is the point)
        assert server.open_to_others
        assert server.url.startswith("http://127.0.0.1:")
        assert server.accepts_host("192.168.1.5:8000")
        assert server.accepts_host(socket.gethostname())
        assert not server.accepts_host("evil.example")


def test_it_listens_on_ipv6_too() -> None:
    try:
        server = open_server("::1", 0, lambda _: Response(), Live(), print)
    except BuildError:
        pytest.skip("this machine has no IPv6")
    with server:
        assert server.url == f"http://[::1]:{server.server_port}"
        assert not server.open_to_others


@pytest.fixture
def alive(small: Path) -> Iterator[Served]:
    """Serve a site that is watched."""
    with served(small, watch=True) as site:
        yield site


def shows(page: Page, text: str) -> None:
    """Wait for a text on the page."""
    expect(page.get_by_text(text).first).to_be_visible(timeout=RELOADED)


@pytest.mark.large
def test_a_saved_file_reloads_the_page_and_an_error_opens_the_overlay(
    alive: Served, browser: Browser
) -> None:
    file, page = alive.root / "content/tools/alpha.yaml", browser.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.goto(f"{alive.server.url}/compare/alpha-vs-beta/")
    file.write_text(ALPHA.replace("small", "tiny"))
    shows(page, "Trains <b>tiny</b> networks")
    page.evaluate("window.kept = true")
    file.write_text(ALPHA + "uniqe: <i>x</i>\n")
    line = ALPHA.count("\n") + 1
    shows(page, f"content/tools/alpha.yaml:{line}:1 SSG012")
    shows(page, "uniqe")
    assert page.evaluate("window.kept"), "the last valid page stays"
    page.keyboard.press("Escape")
    expect(page.locator("ssg-overlay")).to_have_count(0)
    file.write_text(ALPHA.replace("small", "large"))
    shows(page, "Trains <b>large</b> networks.")
    assert not page.evaluate("Boolean(window.kept)")
    layout = alive.root / "layouts/versus.html"
    layout.parent.mkdir()
    layout.write_text("<p>\n{% if %}")
    shows(page, "layouts/versus.html:2:1")
    layout.unlink()
    expect(page.locator("ssg-overlay")).to_have_count(0, timeout=RELOADED)
    assert complaints == []
    page.close()


@pytest.mark.large
def test_eight_tabs_reload_over_one_connection_also_when_its_tab_is_closed(
    alive: Served,
    browser: Browser,
) -> None:
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(f"{alive.server.url}/tools/alpha/")
    for number in range(2):
        time.sleep(0.3)
        (alive.root / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", f"new{number}"))
        for tab in tabs:
            shows(tab, f"Trains <b>new{number}</b> networks.")
        tabs.pop(0).close()
    context.close()


def test_an_error_page_reloads_when_the_error_is_fixed(alive: Served, browser: Browser) -> None:
    page = browser.new_page()
    (alive.root / "layouts").mkdir()
    before = alive.live.state
    (alive.root / "layouts/rankings.html").write_text("{{ view.nothing }}")
    alive.live.wait(before, 5)
    page.goto(f"{alive.server.url}/rankings/")
    shows(page, "This page has errors")
    (alive.root / "layouts/rankings.html").unlink()
    shows(page, "Rankings")
    page.close()


def test_a_pair_without_a_page_has_a_note_in_the_browser(alive: Served, browser: Browser) -> None:
    page = browser.new_page()
    site = alive.root / "content/site.yaml"
    site.write_text(site.read_text().replace("policy: all", "policy: none"))
    page.goto(f"{alive.server.url}/compare/alpha-vs-gamma/")
    shows(page, "A build does not contain this page")
    assert (
        page.locator(".ssg-note").evaluate("note => getComputedStyle(note).backgroundColor")
        == "rgb(255, 233, 168)"
    )
    page.close()


@pytest.mark.large
def test_pages_reload_when_the_server_is_restarted(small: Path, browser: Browser) -> None:
    page = browser.new_page()
    with served(small) as first:
        port = first.server.server_port
        page.goto(f"{first.server.url}/tools/alpha/")
        page.evaluate("window.kept = true")
    restarted = open_server(
        "127.0.0.1", port, lambda _: Response(body=b"<title>restarted</title>"), Live(), print
    )
    with running(restarted) as second:
        expect(page).to_have_title("restarted", timeout=RELOADED)
        second.live.close()
    page.close()


def begin(*words: str) -> subprocess.Popen[str]:
    """Start the command."""
    return subprocess.Popen(
        [sys.executable, "-m", "ssg", "serve", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=clean_environment(PYTHONPATH=str(ROOT)),
    )


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_interrupted(small: Path, end: signal.Signals) -> None:
    process = begin("-C", str(small), "-p", "0", "-u", "http://localhost/sub/", "-v")
    assert process.stderr
    line = process.stderr.readline()
    assert line.startswith("Serving http://127.0.0.1:")
    assert line.endswith("/sub/  (Ctrl-C to stop)\n")
    with socket.create_connection(("127.0.0.1", int(line.split(":")[2].split("/")[0]))) as waiting:
        waiting.sendall(b"GET /__ssg/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert waiting.recv(1000)
        process.send_signal(end)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (0, "")
    assert err.endswith("Stopped\n")
    assert "Traceback" not in err
    assert not (small / "public").exists()


def test_the_command_warns_where_others_can_read(small: Path) -> None:
    process = begin("-C", str(small), "-p", "0", "--host", "0.0.0.0", "--no-watch", "-q")  # noqa: S104
    assert process.stderr
    assert "Anyone who can reach this machine" in process.stderr.readline()
    process.terminate()
    assert process.communicate(timeout=10) == ("", "")


def test_a_folder_without_a_site_is_refused(run: Run, tmp_path: Path) -> None:
    outcome = run("serve", "-C", str(tmp_path))
    assert outcome.code == 2
    assert "content/site.yaml" in outcome.err


def test_a_port_in_use_is_an_error_with_strict_port(run: Run, small: Path, still: Served) -> None:
    outcome = run("serve", "-C", str(small), "-p", str(still.server.server_port), "--strict-port")
    assert outcome.code == 1
    assert "is already in use; choose another with --port" in outcome.err


def test_the_browser_is_opened_when_asked(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def interrupt(address: str) -> bool:
        opened.append(address)
        os.kill(os.getpid(), signal.SIGINT)
        return True

    monkeypatch.setattr("webbrowser.open", interrupt)
    assert run("serve", "-C", str(small), "-p", "0", "--open", "-q").code == 0
    assert opened[0].startswith("http://127.0.0.1:")
