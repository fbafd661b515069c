"""Logs of web servers: numbers computed by hand, each rule, each format, and hostile lines."""

import gzip
import json
import pickle
import random
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssg.errors import UsageError
from ssg.evidence.reading import access_logs, visits
from ssg.evidence.reading.access_logs import LogReport, import_logs, is_robot
from ssg.evidence.reading.in_duckdb import StoredVisits, database
from ssg.evidence.reading.log_parts import import_parts, read_part
from ssg.evidence.reading.log_targets import Dropped, SiteAddresses
from ssg.evidence.reading.visits import Rules, Visits
from ssg.evidence.rows import row_text
from support.made_logs import FIREFOX, Reader, combined, imported, opened

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML)"
SLUGS = ("alpha", "beta", "gamma")
SHOWN = ("beta", "alpha", "gamma")
READERS = [Reader(f"192.0.2.{number}") for number in range(1, 10)]


def hand_made() -> list[str]:
    """Return a log of 15 lines; what counts of it is in the test below."""
    one, two, three, four, five = READERS[:5]
    return [
        combined(opened("alpha", "small networks", SHOWN), one),
        combined(opened("beta", "small networks", SHOWN), one),
        combined(opened("alpha", "small networks", SHOWN), one),  # a repeat
        combined(opened("alpha", "Small  Networks", SHOWN, "trains"), two),
        combined(opened("alpha", "small networks", ("alpha", "beta")), three),
        combined(opened("gamma", "small networks"), four),  # without what was shown
        combined("/search/?q=small+networks", five),
        combined(opened("alpha", "once"), one),  # rare
        combined(opened("beta", "small networks", SHOWN), replace(five, agent="curl/8.0")),
        combined(opened("beta", "small networks", SHOWN), replace(five, status=404)),
        combined(
            opened("beta", "small networks", SHOWN), replace(five, referrer="https://evil.example/")
        ),
        combined(opened("delta", "small networks"), five),  # no such tool
        combined(opened("alpha", "mail me at a@b.example"), five),
        combined("/tools/alpha/", five),
        "this is no line of a log",
    ]


def test_a_hand_made_log_gives_the_numbers_computed_by_hand(tmp_path: Path) -> None:
    """Lists: one and two saw beta, alpha, gamma; three saw alpha, beta."""
    report = imported(tmp_path, hand_made(), SLUGS)
    assert [json.loads(line) for line in row_text(report.rows).splitlines()] == [
        _row("alpha", 3, 2, [[1, 1], [2, 1]]),
        {**_row("alpha", 0, 1, [[0, 0], [0, 1]]), "capability": "trains"},
        _row("beta", 3, 1, [[2, 1], [1, 0]]),
        _row("gamma", 2, 1, [[0, 0], [0, 0], [2, 0]]),
    ]
    assert (report.lines, report.unreadable) == (15, 1)
    assert [(bad.file, bad.line) for bad in report.first_bad] == [("access.log", 15)]
    assert report.dropped == {
        Dropped.REPEAT: 1,
        Dropped.RARE: 1,
        Dropped.ROBOT: 1,
        Dropped.FAILED: 1,
        Dropped.REFERRER: 1,
        Dropped.TOOL: 1,
        Dropped.PERSONAL: 1,
    }
    assert report.hosts == ("evil.example",)


def _row(tool: str, shown: int, opens: int, positions: list[list[int]]) -> dict[str, object]:
    return {
        "query": "small networks",
        "tool": tool,
        "shown": shown,
        "opened": opens,
        "chosen": 0,
        "helped": 0,
        "failed": 0,
        "positions": positions,
        "from": "2026-11-20",
        "to": "2026-11-20",
        "source": "web",
    }


def test_a_thousand_lines_of_one_address_change_nothing(tmp_path: Path) -> None:
    flood = Reader("198.51.100.7")
    lines = [
        combined(opened(slug, "small networks", SHOWN), replace(flood, agent=f"{FIREFOX} {number}"))
        for number in range(334)
        for slug in SLUGS
    ]
    calm = imported(tmp_path, hand_made(), SLUGS)
    flooded = imported(tmp_path, [*lines, *hand_made()], SLUGS)
    assert flooded.rows == calm.rows
    assert flooded.dropped[Dropped.MANY] == 1002


def test_addresses_of_one_ipv6_network_are_one_reader(tmp_path: Path) -> None:
    lines = [
        combined(opened("alpha", "small networks"), Reader(f"2001:db8:1:2::{number:x}"))
        for number in range(1, 50)
    ]
    assert imported(tmp_path, lines, SLUGS).rows == ()


def test_nothing_of_a_reader_is_in_the_rows(tmp_path: Path) -> None:
    report = imported(tmp_path, hand_made(), SLUGS)
    text = row_text(report.rows) + repr(report)
    assert "192.0.2" not in text
    assert "Firefox" not in text
    assert "b.example" not in text


CADDY = {
    "ts": 1795168800.5,
    "request": {
        "client_ip": "192.0.2.1",
        "method": "GET",
        "uri": opened("alpha", "small networks"),
        "headers": {"User-Agent": [FIREFOX], "Referer": ["https://example.org/search/"]},
    },
    "status": 200,
}
CLOUDFLARE = {
    "ClientIP": "192.0.2.1",
    "ClientRequestMethod": "GET",
    "ClientRequestURI": opened("alpha", "small networks"),
    "ClientRequestUserAgent": FIREFOX,
    "ClientRequestReferer": "https://www.example.org/search/",
    "EdgeResponseStatus": 200,
    "EdgeStartTimestamp": "2026-11-20T10:00:00Z",
}
CLOUDFRONT = (
    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) "
    "cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query\n"
)
S3 = (
    "79a5 bucket [20/Nov/2026:10:00:00 +0000] {address} - 3E57 WEBSITE.GET.OBJECT tools/alpha/ "
    '"GET {target} HTTP/1.1" 200 - 5120 5120 7 6 "-" "{agent}" -\n'
)


def _of_three(form: str) -> str:
    """Return the same search of three readers in a format."""
    target, lines = opened("alpha", "small networks"), []
    for number in range(1, 4):
        address = f"192.0.2.{number}"
        if form == "caddy":
            request = {**CADDY["request"], "client_ip": address}  # type: ignore[dict-item]
            lines.append(json.dumps({**CADDY, "request": request}) + "\n")
        elif form == "cloudflare":
            lines.append(json.dumps({**CLOUDFLARE, "ClientIP": address}) + "\n")
        elif form == "cloudfront":
            path, _, query = target.partition("?")
            agent = FIREFOX.replace(" ", "%20")
            lines.append(
                f"2026-11-20\t10:00:00\tX\t9\t{address}\tGET\thost\t{path}\t200\t-\t{agent}\t{query}\n"
            )
        elif form == "s3":
            lines.append(S3.format(address=address, target=target, agent=FIREFOX))
        else:
            lines.append(combined(target, Reader(address)) + "\n")
    return (CLOUDFRONT if form == "cloudfront" else "") + "".join(lines)


@pytest.mark.parametrize("form", ["combined", "caddy", "cloudflare", "cloudfront", "s3"])
@pytest.mark.parametrize("packed", ["plain", "gzip", "zstd"])
def test_every_format_gives_the_same_rows(form: str, packed: str, tmp_path: Path) -> None:
    body = _of_three(form).encode()
    if packed == "gzip":
        body = gzip.compress(body)
    if packed == "zstd":
        body = pytest.importorskip("zstandard").compress(body)
    (tmp_path / "log").write_bytes(body)
    site = SiteAddresses("", {slug: slug for slug in SLUGS}, frozenset({"example.org"}))
    report = import_logs([tmp_path / "log"], site, "web", Visits(Rules()))
    assert report.unreadable == 0
    assert [(row.query, row.tool, row.opened, str(row.first)) for row in report.rows] == [
        ("small networks", "alpha", 3, "2026-11-20")
    ]


def test_zstd_without_its_package_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_logs, "ZstdDecompressor", None)
    (tmp_path / "log.zst").write_bytes(b"\x28\xb5\x2f\xfd1234")
    with pytest.raises(UsageError, match=r"versus-ssg\[evidence\]"):
        import_logs(
            [tmp_path / "log.zst"], SiteAddresses("", {}, frozenset()), "web", Visits(Rules())
        )


def test_a_site_in_a_folder_with_file_addresses_and_former_slugs(tmp_path: Path) -> None:
    lines = [
        combined("/sub/tools/old-alpha.html?from=search&q=small+networks", reader)
        for reader in READERS[:3]
    ]
    (tmp_path / "log").write_text("\n".join(lines), "utf-8")
    site = SiteAddresses("/sub", {"old-alpha": "alpha"}, frozenset({"example.org"}))
    report = import_logs([tmp_path / "log"], site, "web", Visits(Rules()))
    assert [(row.tool, row.opened) for row in report.rows] == [("alpha", 3)]


@pytest.mark.parametrize(
    "agent", ["", "-", "Googlebot/2.1", "python-requests/2.3", "HeadlessChrome/1", "curl/8"]
)
def test_programs_are_robots(agent: str) -> None:
    assert is_robot(agent.encode())


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        FIREFOX.replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64"),
        f"{SAFARI} Version/18.0 Mobile/15E148 Safari/604.1",
        f"{SAFARI} Chrome/129.0.0.0 Safari/537.36",
    ],
)
def test_browsers_are_not(agent: str) -> None:
    assert not is_robot(agent.encode())


def _in_duckdb(folder: Path, lines: list[str | bytes]) -> LogReport:
    with database() as connection:
        return imported(folder, lines, SLUGS, visits=StoredVisits(Rules(), connection))


def test_duckdb_gives_the_same_bytes(tmp_path: Path) -> None:
    lines: list[str | bytes] = [*hand_made()]
    lines += [combined(opened("beta", "faß <b>"), reader) for reader in READERS]
    lines += [combined(opened("beta", "flood"), READERS[8]) for _ in range(101)]
    plain, stored = imported(tmp_path, lines, SLUGS), _in_duckdb(tmp_path, lines)
    assert stored == plain
    assert row_text(stored.rows) == row_text(plain.rows)


def split(folder: Path, lines: list[str]) -> list[Path]:
    """Write lines to three files, one of them compressed, in their order."""
    files = []
    for number, name in enumerate(("a.log", "b.log.gz", "c.log")):
        body = "".join(f"{line}\n" for line in lines[number * 40 : (number + 1) * 40]).encode()
        (folder / name).write_bytes(gzip.compress(body) if name.endswith("gz") else body)
        files.append(folder / name)
    return files


@pytest.mark.parametrize("seed", range(5))
def test_files_read_apart_give_the_same_bytes_as_one_after_the_other(
    seed: int, tmp_path: Path
) -> None:
    """Floods, repeats and rare queries span files, so the rules must see all of them."""
    lines = hand_made()
    lines += [combined(opened("gamma", "in all files"), reader) for reader in READERS[:3]] * 4
    lines += [combined(opened("beta", "flood"), READERS[8]) for _ in range(60)]
    lines += [combined(opened("beta", "x", SHOWN), replace(READERS[0], referrer="https://e.io/"))]
    lines += ["broken"] * 20
    random.Random(seed).shuffle(lines)  # noqa: S311
    files = split(tmp_path, lines)
    site = SiteAddresses("", {slug: slug for slug in SLUGS}, frozenset({"example.org"}))
    rules = Rules(most_per_day=50)
    parts = [read_part(file, site, bytes(32)) for file in files]
    together = import_logs(files, site, "web", Visits(rules))
    assert together.dropped[Dropped.MANY] >= 60
    assert import_parts(parts, "web", Visits(rules)) == together
    with database() as connection:
        stored = import_parts(parts, "web", StoredVisits(rules, connection))
    assert row_text(stored.rows) == row_text(together.rows) != ""


def test_a_part_has_no_address(tmp_path: Path) -> None:
    site = SiteAddresses("", {slug: slug for slug in SLUGS}, frozenset({"example.org"}))
    part = read_part(split(tmp_path, hand_made())[0], site, bytes(32))
    assert b"192.0.2" not in pickle.dumps(part)
    assert part.columns[0] != read_part(tmp_path / "a.log", site, bytes([1] * 32)).columns[0]


def test_many_rare_queries_take_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "MOST_TARGETS", 50)
    monkeypatch.setattr(access_logs, "BLOCK", 2_000)
    lines = hand_made()
    for number in range(500):
        lines.append(
            combined(
                opened("alpha", f"query {number}"), Reader(f"10.0.{number // 250}.{number % 250}")
            )
        )
    held = Visits(Rules())
    report = imported(tmp_path, lines, SLUGS, visits=held)
    assert report.rows == imported(tmp_path, hand_made(), SLUGS).rows
    assert len(held.targets) < 200
    assert report.dropped[Dropped.RARE] == 501


TEXT = st.text(max_size=40) | st.sampled_from(
    ["<script>alert(1)</script>", "\x00\x1b[31m", "\u202e", "a" * 300, "%zz%ff", '"> <b>', "\ud800"]
)
TARGETS = st.builds(
    lambda path, query, rest: f"{path}?from=search&q={query}{rest}",
    st.sampled_from(["/tools/alpha/", "/search/", "/tools/../", "//", "/searched", "/"]),
    TEXT,
    st.sampled_from(["", "&shown=alpha.beta", "&shown=....", "&c=%00", "&q=", "&" * 99]),
)
LINES = (
    st.binary(max_size=200)
    | TARGETS.map(lambda target: combined(target).encode("utf-8", "surrogatepass"))
    | TARGETS.map(lambda target: combined(target).encode("utf-8", "surrogatepass")[:90])
    | st.text(string.printable, max_size=80).map(str.encode)
    | st.sampled_from(
        [
            b"a" * 100_000,
            b'{"request":' * 2_000,
            b"[" * 100_000 + b"q=",
            b'{"ts": 1e999, "request": {"method": "GET", "uri": "/search/?q=a"}}',
            b'{"request": {"method": "GET", "uri": ["q="], "headers": 1}}',
            b"\x1f\x8b\x08q=",
            combined("/search/?q=" + "a" * 100_000).encode(),
        ]
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(LINES, max_size=30))
def test_any_lines_give_counts(tmp_path: Path, lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b"") for line in lines]
    report = imported(tmp_path, lines, SLUGS, visits=Visits(Rules(min_count=1)))
    assert report.lines <= len(lines)
    assert report.unreadable <= len(lines)
    for row in report.rows:
        assert row.query.isprintable()
        assert row.tool in SLUGS


@pytest.mark.parametrize("start", [b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b""])
@given(body=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_give_counts(tmp_path: Path, start: bytes, body: bytes) -> None:
    (tmp_path / "log").write_bytes(start + body)
    import_logs([tmp_path / "log"], SiteAddresses("", {}, frozenset()), "web", Visits(Rules()))


def test_a_truncated_archive_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    body = "".join(
        combined(opened("alpha", "small networks"), Reader(f"10.1.{number // 250}.{number % 250}"))
        + "\n"
        for number in range(5_000)
    )
    (tmp_path / "log.gz").write_bytes(gzip.compress(body.encode())[:-9_000])
    site = SiteAddresses("", {"alpha": "alpha"}, frozenset({"example.org"}))
    report = import_logs([tmp_path / "log.gz"], site, "web", Visits(Rules()))
    assert 0 < report.rows[0].opened < 5_000
    assert report.damaged == ("log.gz",)
