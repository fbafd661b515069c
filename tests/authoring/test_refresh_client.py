"""JSON from hosts that limit, move, lie or break: what is fetched, and what is asked for again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssg.authoring.refresh.client import Answer, Client, ClientOptions, FetchError, Reason
from ssg.authoring.refresh.host_state import HostReport
from ssg.authoring.refresh.response_cache import CACHE, ResponseCache
from ssg.authoring.refresh.transport import TransportOptions
from ssg.errors import BuildError
from support.api_server import Api, Reply, api_server

DAY = date(2026, 11, 21)
NOW = 1_800_000_000.0
HOST = "https://api.example.com"


@pytest.fixture
def api() -> Iterator[Api]:
    """Run a server that answers 404 until a test says otherwise."""
    with api_server({}) as server:
        yield server


@pytest.fixture
def slept() -> list[float]:
    """Return a list of all waits; nothing really waits."""
    return []


@pytest.fixture
def options(api: Api, slept: list[float]) -> ClientOptions:
    """Return options with a clock that advances by the waits."""
    return ClientOptions(
        day=DAY,
        clock=lambda: NOW + sum(slept),
        sleep=slept.append,
        mirrors={HOST: api.url},
        tokens={HOST: "secret"},
    )


@pytest.fixture
def client(tmp_path: Path, options: ClientOptions) -> Callable[..., Client]:
    """Return a function that makes a client of the same site, with other options."""
    return lambda **more: Client(replace(options, **more), ResponseCache(tmp_path))


def failure(client: Client, path: str = "/a") -> FetchError:
    """Return why a document cannot be fetched."""
    with pytest.raises(FetchError) as caught:
        client.fetch(HOST + path)
    return caught.value


def test_a_document_is_asked_for_once_a_day_and_then_conditionally(
    api: Api, client: Callable[..., Client]
) -> None:
    api.answers["/a?b=1"] = Reply({"x": [1]}, headers={"ETag": 'W/"1"'})
    for _ in range(2):
        assert client().fetch(f"{HOST}/a?b=1") == Answer({"x": [1]})
    assert api.paths() == ["/a?b=1"]
    later = client(day=date(2026, 11, 23))
    assert client(day=date(2026, 11, 23), max_age=2).fetch(f"{HOST}/a?b=1").value == {"x": [1]}
    assert api.paths() == []
    assert later.fetch(f"{HOST}/a?b=1") == Answer({"x": [1]})
    assert [headers.get("if-none-match") for _, headers in api.requests] == ['W/"1"']
    api.paths()
    later.fetch(f"{HOST}/a?b=1")
    assert api.paths() == []


def test_a_document_without_an_etag_is_asked_for_by_its_date(
    api: Api, client: Callable[..., Client]
) -> None:
    day = "Sat, 21 Nov 2026 10:00:00 GMT"
    api.answers["/a"] = [Reply(1, headers={"Last-Modified": day}), Reply(b"", 304)]
    client().fetch(f"{HOST}/a")
    assert client(day=date(2026, 12, 1)).fetch(f"{HOST}/a").value == 1
    assert api.requests[1][1]["if-modified-since"] == day


def test_the_token_is_sent_to_its_own_host_only(
    api: Api, client: Callable[..., Client], options: ClientOptions
) -> None:
    other = "https://other.example.com"
    api.answers |= {"/a": Reply(b"", 302, {"Location": f"{other}/b"}), "/b": 1}
    client(mirrors={**options.mirrors, other: api.url}).fetch(f"{HOST}/a")
    assert [(path, headers.get("authorization")) for path, headers in api.requests] == [
        ("/a", "Bearer secret"),
        ("/b", None),
    ]


def test_a_permanent_redirect_is_followed_and_reported(
    api: Api, client: Callable[..., Client]
) -> None:
    api.answers |= {
        "/repos/old": Reply(b"", 301, {"Location": f"{api.url}/repositories/1"}),
        "/repos/temporary": Reply(b"", 302, {"Location": "/repositories/1"}),
        "/repositories/1": {"full_name": "new"},
    }
    for _ in range(2):
        answer = client().fetch(f"{HOST}/repos/old")
        assert answer == Answer({"full_name": "new"}, f"{HOST}/repositories/1")
    assert client().fetch(f"{HOST}/repos/temporary").moved_to == ""


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "http://user@api.example.com/",
        "http://[",
        "https://localhost/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(
    api: Api, client: Callable[..., Client], location: str
) -> None:
    api.answers["/a"] = Reply(b"", 302, {"Location": location})
    assert failure(client()).reason is Reason.FAILED
    assert api.paths() == ["/a"]


def test_endless_redirects_end(api: Api, client: Callable[..., Client]) -> None:
    api.answers["/a"] = Reply(b"", 302, {"Location": "/a"})
    assert "redirects too often" in str(failure(client()))


@pytest.mark.parametrize("status", [404, 410, 451])
def test_a_document_that_is_gone_is_not_asked_for_twice(
    api: Api, client: Callable[..., Client], status: int
) -> None:
    api.answers["/a"] = Reply({}, status)
    error = failure(client())
    assert (error.reason, str(error)) == (
        Reason.GONE,
        f"api.example.com answers {status} for /a",
    )
    assert api.paths() == ["/a"]


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_server_error_is_tried_again(
    api: Api, client: Callable[..., Client], slept: list[float], status: int
) -> None:
    api.answers["/a"] = [Reply({}, status), Reply({}, status), Reply(5)]
    assert client().fetch(f"{HOST}/a").value == 5
    assert [seconds for seconds in slept if seconds] == [1.0, 2.0]
    api.answers["/b"] = Reply({}, status)
    assert f"it answers {status}" in str(failure(client(), "/b"))


@pytest.mark.parametrize(
    ("headers", "status", "seconds"),
    [
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW) + 3600)}, 403, 3600),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW) + 3600)}, 429, 3600),
        ({"Retry-After": "120"}, 403, 120),
        ({"Retry-After": "120"}, 429, 120),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "99"}, 429, 99),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "999999999999"}, 403, 86_400),
        ({"Retry-After": "999999999999"}, 429, 86_400),
    ],
)
def test_a_rate_limit_stops_all_requests_to_the_host(
    api: Api,
    client: Callable[..., Client],
    headers: dict[str, str],
    status: int,
    seconds: int,
) -> None:
    api.answers |= {"/a": Reply({"message": "API rate limit exceeded"}, status, headers), "/b": 1}
    limited = client()
    assert failure(limited, "/a").reason is Reason.LIMITED
    assert failure(limited, "/b").reason is Reason.LIMITED
    assert api.paths() == ["/a"]
    assert limited.limits() == (HostReport(HOST, NOW + seconds, 2, ""),)


def test_the_last_request_before_the_limit_is_used(api: Api, client: Callable[..., Client]) -> None:
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW) + 3600)}
    api.answers |= {"/a": Reply(1, headers=headers), "/b": 1}
    limited = client()
    assert limited.fetch(f"{HOST}/a").value == 1
    assert failure(limited, "/b").reason is Reason.LIMITED
    assert api.paths() == ["/a"]


def test_a_short_limit_is_waited_for(
    api: Api, client: Callable[..., Client], slept: list[float]
) -> None:
    api.answers["/a"] = [Reply({}, 429, {"Retry-After": "7"}), Reply(1)]
    assert client().fetch(f"{HOST}/a").value == 1
    assert 7.0 in slept


def test_access_denied_is_not_a_rate_limit(api: Api, client: Callable[..., Client]) -> None:
    api.answers |= {"/a": Reply({}, 403, {"X-RateLimit-Remaining": "50"}), "/b": 1}
    one = client()
    assert failure(one).reason is Reason.FAILED
    assert one.fetch(f"{HOST}/b").value == 1


def test_a_refused_token_stops_all_requests_to_the_host(
    api: Api, client: Callable[..., Client]
) -> None:
    api.answers["/a"] = Reply({"message": "Bad credentials"}, 401)
    one = client()
    assert "check the token" in str(failure(one))
    assert "check the token" in str(failure(one, "/b"))
    assert api.paths() == ["/a"]


def test_a_host_that_never_answers_is_given_up(api: Api, client: Callable[..., Client]) -> None:
    api.answers["/a"] = Reply({}, 502)
    one = client(tries=1)
    for _ in range(20):
        failure(one)
    assert len(api.paths()) == 5
    assert one.limits() == (HostReport(HOST, 0, 0, "it answers 502"),)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b'{"x": 1'), "does not answer with JSON"),
        (Reply(b"<html>Sign in</html>"), "does not answer with JSON"),
        (Reply(b"[" * 100_000), "does not answer with JSON"),
        (Reply(b"NaN"), "does not answer with JSON"),
        (Reply(b"\xff\xfe\xff"), "does not answer with JSON"),
        (Reply(b""), "does not answer with JSON"),
        (Reply(b"9" * 10_000), "does not answer with JSON"),
        (Reply({"x": 1}, missing=10), "truncated"),
        (Reply(b" " * 2_000), "more than 1,000 bytes"),
        (Reply({"x": 1}, headers={"Content-Encoding": "gzip"}), "compressed"),
        (Reply(b"1", 206), "answers 206"),
    ],
)
def test_an_unusable_answer_is_an_error_and_is_not_kept(
    api: Api, client: Callable[..., Client], tmp_path: Path, reply: Reply, words: str
) -> None:
    api.answers["/a"] = reply
    small = TransportOptions(max_bytes=1_000 if "1,000" in words else 50_000_000, timeout=5)
    assert words in str(failure(client(tries=1, transport=small)))
    assert not list(tmp_path.rglob("*.json"))


def test_a_dripping_server_is_cut_off(api: Api, client: Callable[..., Client]) -> None:
    api.answers["/a"] = Reply(b"1" * 1_000, drip=0.05)
    slow = client(tries=1, transport=TransportOptions(deadline=0.3))
    assert str(failure(slow)) == "api.example.com: it took too long"


def test_a_host_that_is_not_there_is_an_error(client: Callable[..., Client]) -> None:
    gone = client(tries=2, mirrors={HOST: "http://127.0.0.1:1"})
    assert str(failure(gone)) == "api.example.com: connection error (ConnectionRefusedError)"


def test_private_addresses_are_asked_for_no_url_of_the_content(
    client: Callable[..., Client], api: Api
) -> None:
    with pytest.raises(FetchError, match="private network"):
        client().fetch(f"{api.url}/a")
    assert api.paths() == []


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"version": 1}', "null"])
def test_a_damaged_cache_is_ignored(
    api: Api, client: Callable[..., Client], tmp_path: Path, damage: str
) -> None:
    api.answers["/a"] = 1
    client().fetch(f"{HOST}/a")
    (file,) = (tmp_path / CACHE).rglob("*.json")
    file.write_text(damage, encoding="utf-8")
    assert client().fetch(f"{HOST}/a").value == 1
    assert api.paths() == ["/a", "/a"]


def test_the_cache_is_never_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".ssg-cache").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuildError, match="is a link"):
        ResponseCache(tmp_path)


def test_requests_to_crates_io_are_a_second_apart(
    api: Api, client: Callable[..., Client], slept: list[float]
) -> None:
    api.answers |= {"/a": 1, "/b": 1}
    slow = client(mirrors={"https://crates.io": api.url})
    slow.fetch("https://crates.io/a")
    slow.fetch("https://crates.io/b")
    assert [seconds for seconds in slept if seconds] == [1.0]
