"""Links outside, asked of a server on this machine: what is dead, what only looks so, how politely it is asked."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ssg.review.external_links import Answer, Asking, State, ask_all

QUICK = Asking(private=True, delay=0.0, timeout=5.0)


@dataclass
class Server:
    """A server that answers by path, and remembers how it was asked."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    waits: Callable[[], None] = lambda: None


class Handler(BaseHTTPRequestHandler):
    """Answers with the code that a path names, or as some servers do."""

    told: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def do_HEAD(self) -> None:
        """Answer what only asks for the head."""
        self.answer()

    def do_GET(self) -> None:
        """Answer what asks for the page."""
        self.answer()

    def answer(self) -> None:
        """Note who asks, and answer."""
        told = self.told
        with told.lock:
            told.asked.append((self.command, self.path))
            told.agents.add(self.headers["User-Agent"])
            told.at_once += 1
            told.most_at_once = max(told.most_at_once, told.at_once)
            times = Counter(told.asked)[self.command, self.path]
        told.waits()
        code, headers = self.reply(times)
        with told.lock:
            told.at_once -= 1
        self.send_response(code)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def reply(self, times: int) -> tuple[int, dict[str, str]]:
        """Return code and headers for a path that is asked for the so-manieth time."""
        name, head, url = self.path.strip("/").split("?")[0], self.command == "HEAD", self.told.url
        if name.startswith("busy"):
            return (
                (200, {}) if times > 1 else (int(name.removeprefix("busy")), {"Retry-After": "0"})
            )
        replies: dict[str, tuple[int, dict[str, str]]] = {
            "no-head": (405 if head else 200, {}),
            "wrong-head": (404 if head else 200, {}),
            **{code: (int(code), {"Location": f"{url}/200"}) for code in ("301", "302", "308")},
            "into-the-void": (301, {"Location": f"{url}/404"}),
            "loop": (302, {"Location": f"{url}/loop"}),
            "file": (302, {"Location": "file:///etc/passwd"}),
            "ftp": (302, {"Location": "ftp://127.0.0.1/"}),
        }
        return replies.get(name, (int(name) if name.isdigit() else 200, {}))


@pytest.fixture
def server() -> Iterator[Server]:
    """Start a server on loopback."""
    made = Server()
    listening = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"told": made}))
    listening.daemon_threads = True
    made.url = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    listening.shutdown()
    thread.join()
    listening.server_close()


def ask(server: Server, path: str) -> Answer:
    """Ask for one path."""
    return ask_all([f"{server.url}{path}"], QUICK)[f"{server.url}{path}"]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer(State.ALIVE)),
        ("/404", Answer(State.DEAD, "the answer is 404")),
        ("/410", Answer(State.DEAD, "the answer is 410")),
        ("/into-the-void", Answer(State.DEAD, "the answer is 404")),
        ("/403", Answer(State.ALIVE)),
        ("/401", Answer(State.ALIVE)),
        ("/429", Answer(State.ALIVE)),
        ("/no-head", Answer(State.ALIVE)),
        ("/wrong-head", Answer(State.ALIVE)),
        ("/302", Answer(State.ALIVE)),
        ("/busy503", Answer(State.ALIVE)),
        ("/busy429", Answer(State.ALIVE)),
        ("/busy500", Answer(State.ALIVE)),
        ("/500", Answer(State.UNKNOWN, "the answer is 500")),
        ("/418", Answer(State.UNKNOWN, "the answer is 418")),
        ("/200?q=a|b c", Answer(State.ALIVE)),
    ],
)
def test_only_what_is_surely_gone_is_dead(server: Server, path: str, answer: Answer) -> None:
    assert ask(server, path) == answer


@pytest.mark.parametrize("path", ["/301", "/308"])
def test_what_has_moved_for_good_says_where_to(server: Server, path: str) -> None:
    assert ask(server, path) == Answer(State.MOVED, target=f"{server.url}/200")


@pytest.mark.parametrize("path", ["/loop", "/file", "/ftp"])
def test_redirects_that_lead_nowhere_or_off_the_web_are_not_followed(
    server: Server, path: str
) -> None:
    assert ask(server, path).state is State.UNKNOWN


def test_a_page_is_asked_for_only_where_its_head_does_not_do(server: Server) -> None:
    ask_all([f"{server.url}/200", f"{server.url}/no-head"], QUICK)
    assert sorted(server.asked) == [("GET", "/no-head"), ("HEAD", "/200"), ("HEAD", "/no-head")]
    (agent,) = server.agents
    assert agent.startswith("ssg-link-check (+https://")


def test_what_fails_is_asked_three_times_and_no_more(server: Server) -> None:
    ask(server, "/500")
    assert server.asked == [("HEAD", "/500")] * 3
    ask(server, "/404")
    assert server.asked[3:] == [("HEAD", "/404"), ("GET", "/404")]


def test_a_host_is_asked_little_at_a_time(server: Server) -> None:
    both = threading.Barrier(2)

    def wait() -> None:
        both.wait(timeout=20)

    server.waits = wait
    ask_all([f"{server.url}/{number}/200" for number in range(8)], QUICK)
    assert server.most_at_once == 2
    assert len(server.asked) == 8


def test_a_host_is_asked_at_intervals(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("ssg.review.external_links.time.sleep", waits.append)
    ask_all(
        [f"{server.url}/{number}/200" for number in range(4)], Asking(private=True, delay=1000.0)
    )
    assert sorted(round(wait, -3) for wait in waits) == [0.0, 1000.0, 2000.0, 3000.0]


def test_names_and_ports_where_nobody_answers(server: Server) -> None:
    closed = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    closed.server_close()
    address = f"http://127.0.0.1:{closed.server_address[1]}/"
    assert ask_all([address], QUICK)[address] == Answer(State.UNKNOWN, "the host refuses to talk")
    found = ask_all(["http://nobody.invalid/"], QUICK)["http://nobody.invalid/"]
    assert found in {
        Answer(State.DEAD, "no such host"),
        Answer(State.UNKNOWN, "the name cannot be looked up"),
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
    ],
)
def test_private_networks_are_never_asked(host: str) -> None:
    address = f"http://{host}:9/"
    answer = ask_all([address], Asking(delay=0.0, timeout=0.5))[address]
    assert answer == Answer(State.UNKNOWN, "it leads into a private network")


def test_answers_come_in_the_order_of_their_addresses_and_are_counted(server: Server) -> None:
    heard: list[tuple[int, int]] = []
    addresses = [f"{server.url}/{code}" for code in (404, 200, 403)]
    found = ask_all(addresses, QUICK, lambda done, total: heard.append((done, total)))
    assert list(found) == sorted(addresses)
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert ask_all([], QUICK) == {}
