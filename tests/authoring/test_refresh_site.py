"""`ssg refresh`: only the lines of refreshed values change; what fails is a warning."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ssg.catalog import HistoryPoint
from ssg.content.history_file import load_history
from support.api_server import Api, Reply, api_server
from support.api_shapes import GITHUB, ORIGINS, shapes
from support.site_fixtures import ROOT, Outcome, Run, clean_environment, snapshot, start
from support.strategies import write_files

SITE = """\
title: Pens
base_url: https://example.org/
types: {pen: Pen}
attributes:
  latest: {label: Latest version, kind: text, from: pypi.version}
  gpu: {label: GPU, kind: bool}
ranking:
  signals:
    stars: {component: adoption, scale: log, full: 1000, label: Stars, from: repository.stars}
    downloads: {component: adoption, scale: log, full: 1000, label: Downloads, from: pypi.downloads}
refresh: {updated: repository.last_commit, status: repository.archived, license: repository.license}
pairs: {policy: all}
"""
ALPHA = """\
# A pen.
name: Alpha # its name
type: pen
summary: "Writes."

repository: https://github.com/a/alpha
license: MIT
identifiers: [pkg:pypi/alpha-pens]
updated: 2026-01-01   # by hand
signals:
  # counted by GitHub
  stars: {value: 500, source: "https://api.github.com/repos/a/alpha", measured: 2026-10-01} # !
attributes:
  gpu: true
  latest: '3.0'
"""
BETA = """\
name: Beta
type: pen
summary: Writes too.
repository: https://gitlab.com/g/sub/beta
license: GPL-3.0-or-later
"""
FILES = {
    "content/site.yaml": SITE,
    "content/tools/alpha.yaml": ALPHA,
    "content/tools/beta.yaml": BETA,
    "content/tools/gamma.yaml": "name: Gamma\ntype: pen\nsummary: Writes nothing.\n",
}
DAY = ("--date", "2026-11-21")


@pytest.fixture
def api() -> Iterator[Api]:
    """Run a server that answers like all services."""
    with api_server(shapes()) as server:
        yield server


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write the site."""
    return write_files(tmp_path / "site", FILES)


def refresh(run: Run, api: Api, site: Path, *words: str) -> Outcome:
    """Run the command against the server."""
    mirrors = [word for origin in ORIGINS for word in ("--mirror", f"{origin}={api.url}")]
    return run("refresh", *words, "-C", str(site), *mirrors, *(() if "--date" in words else DAY))


def tool(site: Path, slug: str) -> str:
    """Return the text of a tool's file."""
    return (site / f"content/tools/{slug}.yaml").read_text(encoding="utf-8")


def put(site: Path, path: str, text: str) -> None:
    """Write one file."""
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


def history(site: Path, slug: str) -> list[dict[str, object]]:
    """Return the lines of a history."""
    text = (site / f"content/history/{slug}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_only_the_refreshed_values_change(run: Run, api: Api, site: Path) -> None:
    done = refresh(run, api, site)
    assert done.code == 0, done.err
    changed = ALPHA.replace("2026-01-01", "2026-11-19")
    latest = "{value: 3.1.0, source: 'https://pypi.org/pypi/alpha-pens/json', checked: 2026-11-21}"
    changed = changed.replace("'3.0'", latest)
    source = "https://pypistats.org/api/packages/alpha-pens/recent"
    changed = changed.replace("value: 500", "value: 800").replace("2026-10-01", "2026-11-21")
    changed = changed.replace(
        "} # !\n",
        f"}} # !\n  downloads: {{value: 1234, source: '{source}', measured: 2026-11-21}}\n",
    )
    assert tool(site, "alpha") == changed
    assert tool(site, "beta").startswith(BETA)
    project = "https://gitlab.com/api/v4/projects/g%2Fsub%2Fbeta?license=true"
    status = f"status:\n  value: archived\n  source: {project}\n  checked: 2026-11-21\n"
    assert f"{status}updated: 2026-11-17\n" in tool(site, "beta")
    assert tool(site, "gamma") == FILES["content/tools/gamma.yaml"]
    assert run("check", "-C", str(site)).code == 0
    assert "Refreshed 3 tools. Changed 2 files." in done.err


def test_a_formatted_file_stays_formatted(run: Run, api: Api, site: Path) -> None:
    assert run("fmt", "-C", str(site)).code == 0
    assert refresh(run, api, site).code == 0
    assert run("fmt", "--check", "-C", str(site)).code == 0


def test_windows_line_ends_and_a_byte_order_mark_stay(run: Run, api: Api, site: Path) -> None:
    file = site / "content/tools/alpha.yaml"
    before = ("\ufeff" + ALPHA.replace("\n", "\r\n")).encode()
    file.write_bytes(before)
    assert refresh(run, api, site).code == 0
    after = file.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n") + 1
    assert after.startswith(b"\xef\xbb\xbf# A pen.\r\n")


def test_a_dry_run_prints_the_lines_and_changes_no_content(run: Run, api: Api, site: Path) -> None:
    before = snapshot(site / "content")
    done = refresh(run, api, site, "--dry-run", "alpha")
    assert snapshot(site / "content") == before
    lines = done.out.splitlines()
    assert "-updated: 2026-01-01   # by hand" in lines
    assert "+updated: 2026-11-19   # by hand" in lines
    assert '+{"day":"2026-11-21","signals":{"downloads":1234,"stars":800}}' in lines
    assert sum(line.startswith("-") for line in lines) == 5  # two headers, three values


def test_again_on_the_same_day_nothing_is_asked_or_changed(run: Run, api: Api, site: Path) -> None:
    refresh(run, api, site)
    before = snapshot(site / "content")
    api.paths()
    done = refresh(run, api, site)
    assert (api.paths(), done.code) == ([], 0)
    assert "Changed 0 files" in done.err
    assert snapshot(site / "content") == before


def test_a_maximum_age_spares_recent_measurements(run: Run, api: Api, site: Path) -> None:
    refresh(run, api, site)
    api.paths()
    refresh(run, api, site, "--date", "2026-11-25", "--max-age", "6")
    assert api.paths() == []
    refresh(run, api, site, "--date", "2026-11-25", "--max-age", "3")
    assert "/repos/a/alpha" in api.paths()


def test_one_tool_is_refreshed_by_name(run: Run, api: Api, site: Path) -> None:
    refresh(run, api, site, "beta")
    assert tool(site, "alpha") == ALPHA
    done = refresh(run, api, site, "betta")
    assert (done.code, 'there is no tool "betta"; did you mean "beta"?' in done.err) == (2, True)


def test_a_tool_that_vanished_moved_or_fails_keeps_its_values(
    run: Run, api: Api, site: Path
) -> None:
    del api.answers["/repos/a/alpha"]
    del api.answers["/repos/a/alpha/commits?per_page=1"]
    api.answers["/pypi/alpha-pens/json"] = Reply(b"{", 200)
    api.answers["/api/packages/alpha-pens/recent"] = {"data": {"last_month": "lots"}}
    project = "/api/v4/projects/g%2Fsub%2Fbeta?license=true"
    moved = {"web_url": "https://gitlab.com/h/beta", "star_count": 32, "archived": False}
    api.answers[project] = moved
    done = refresh(run, api, site)
    assert done.code == 0
    assert tool(site, "alpha") == ALPHA
    gone = "api.github.com answers 404 for /repos/a/alpha; check whether it was moved, renamed or"
    warnings = (
        f"content/tools/alpha.yaml:6:13: warning[SSG064] {gone}",
        "content/tools/alpha.yaml:8:14: warning[SSG066] pypi.org does not answer with JSON",
        'content/tools/alpha.yaml:8:14: warning[SSG010] "signals.downloads" is not updated: is not',
        'content/tools/beta.yaml:4:13: warning[SSG065] it has moved to "https://gitlab.com/h/beta"',
    )
    for warning in warnings:
        assert warning in done.err
    assert done.err.count("SSG064") == 1
    assert "value: 32" in tool(site, "beta")
    assert refresh(run, api, site, "--strict").code == 1


def test_a_rate_limit_is_reported_and_the_next_run_continues(
    run: Run, api: Api, site: Path
) -> None:
    limit = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4102444800"}
    api.answers["/repos/a/alpha"] = [Reply({}, 403, limit), Reply(GITHUB)]
    done = refresh(run, api, site, "--max-wait", "1")
    assert done.code == 0
    assert "https://api.github.com: rate limit reached until" in done.err
    assert "Changed 2 files, unfinished 1." in done.err
    assert "value: 500" in tool(site, "alpha")
    assert "latest: {value: 3.1.0," in tool(site, "alpha")
    api.paths()
    assert refresh(run, api, site).code == 0
    assert api.paths() == ["/repos/a/alpha"]
    assert "value: 800" in tool(site, "alpha")


def test_the_history_keeps_what_changed(run: Run, api: Api, site: Path) -> None:
    refresh(run, api, site)
    first = history(site, "alpha")
    assert first[0] == {"day": "2026-10-01", "signals": {"stars": 500}}
    assert first[1]["signals"] == {"downloads": 1234, "stars": 800}
    assert isinstance(first[1]["score"], int)
    api.answers["/repos/a/alpha"] = {**GITHUB, "stargazers_count": 801}
    refresh(run, api, site, "--date", "2026-11-28")
    assert history(site, "alpha")[:2] == first
    assert history(site, "alpha")[2]["signals"] == {"stars": 801}
    refresh(run, api, site, "--date", "2026-11-29")
    assert len(history(site, "alpha")) == 3
    assert not (site / "content/history/gamma.jsonl").exists()


def test_histories_of_two_branches_merge_by_keeping_all_lines(tmp_path: Path) -> None:
    lines = [
        '{"day":"2026-11-02","signals":{"stars":3}}',
        '{"day":"2026-11-01","score":40,"signals":{"stars":1}}',
        '{"day":"2026-11-02","score":41,"signals":{"downloads":9,"stars":4}}',
        '{"day":"2026-11-01","score":40,"signals":{"stars":1}}',
        "",
    ]
    write_files(tmp_path, {"content/history/a.jsonl": "\n".join(lines)})
    histories, problems = load_history(tmp_path, {"a"})
    assert not problems
    assert histories["a"] == (
        HistoryPoint(day=date(2026, 11, 1), score=40, signals=(("stars", 1),)),
        HistoryPoint(day=date(2026, 11, 2), score=41, signals=(("downloads", 9), ("stars", 4))),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not a JSON object"),
        ("[]", "not a JSON object"),
        ("<<<<<<< HEAD", "not a JSON object"),
        ("{}", '"day" is missing or not a date'),
        ('{"day": "2026-13-01"}', '"day" is missing or not a date'),
        ('{"day": "2026-11-01", "signals": []}', '"signals" is not a mapping'),
        ('{"day": "2026-11-01", "signals": {"a": "1"}}', "the value of a signal is not a number"),
        ('{"day": "2026-11-01", "signals": {"a": 1e999}}', "the value of a signal is not a number"),
        ('{"day": "2026-11-01", "signals": {"a": NaN}}', "the value of a signal is not a number"),
        ('{"day": "2026-11-01", "score": true}', '"score" is not a number'),
        ('{"day": "2026-11-01", "b": 1}', 'unknown key "b"'),
    ],
)
def test_a_damaged_history_is_an_error_with_its_line(
    tmp_path: Path, line: str, message: str
) -> None:
    good = '{"day":"2026-11-01","signals":{"stars":1}}'
    write_files(tmp_path, {"content/history/a.jsonl": f"{good}\n{line}\n"})
    (problem,) = load_history(tmp_path, {"a"})[1]
    assert (problem.file, problem.line, problem.message) == ("content/history/a.jsonl", 2, message)


def test_a_damaged_history_is_left_as_it_is(run: Run, api: Api, site: Path) -> None:
    put(site, "content/history/alpha.jsonl", "<<<<<<< HEAD\n")
    done = refresh(run, api, site)
    assert done.code == 1
    assert "content/history/alpha.jsonl:1:1: error[SSG003] not a JSON object" in done.err
    assert (site / "content/history/alpha.jsonl").read_bytes() == b"<<<<<<< HEAD\n"
    assert "value: 800" in tool(site, "alpha")


def test_a_history_without_a_tool_is_a_warning(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/history/gone.jsonl": "", "content/history/a.md": ""})
    problems = load_history(tmp_path, {"a"})[1]
    assert [(problem.file, problem.severity) for problem in problems] == [
        ("content/history/a.md", "warning"),
        ("content/history/gone.jsonl", "warning"),
    ]


def test_a_source_that_does_not_exist_is_an_error_with_its_place(
    run: Run, api: Api, site: Path
) -> None:
    put(site, "content/site.yaml", SITE.replace("pypi.version", "pipy.version"))
    done = refresh(run, api, site)
    assert done.code == 1
    assert (
        'content/site.yaml:5:53: error[SSG013] unknown source "pipy"; known: repository' in done.err
    )
    assert api.paths() == []


def test_a_site_without_sources_says_so(run: Run, api: Api, tmp_path: Path) -> None:
    site = {"content/site.yaml": "title: X\nbase_url: https://example.org/\ntypes: {a: A}\n"}
    done = refresh(run, api, write_files(tmp_path, site))
    assert (done.code, 'has no "from"' in done.err) == (2, True)


def test_a_tool_with_errors_is_left_as_it_is(run: Run, api: Api, site: Path) -> None:
    broken = ALPHA + "colour: red\n"
    put(site, "content/tools/alpha.yaml", broken)
    done = refresh(run, api, site)
    assert (done.code, tool(site, "alpha")) == (1, broken)
    assert "value: archived" in tool(site, "beta")


def test_a_value_that_the_format_refuses_is_a_warning(run: Run, api: Api, site: Path) -> None:
    long = {**GITHUB, "license": {"spdx_id": "Nonsense-1.0"}}
    api.answers["/repos/a/alpha"] = long
    done = refresh(run, api, site)
    assert '"license" is not updated: is not an SPDX licence expression' in done.err
    assert "license: MIT" in tool(site, "alpha")


def test_the_tokens_come_from_the_environment(
    run: Run, api: Api, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "one")
    monkeypatch.setenv("GITLAB_TOKEN", "two")
    refresh(run, api, site)
    sent = {path: headers.get("authorization") for path, headers in api.requests}
    assert sent["/repos/a/alpha"] == "Bearer one"
    assert sent["/api/v4/projects/g%2Fsub%2Fbeta?license=true"] == "Bearer two"
    assert sent["/pypi/alpha-pens/json"] is None
    cached = "".join(path.read_text() for path in (site / ".ssg-cache").rglob("*.json"))
    assert "Bearer" not in cached


def test_a_mirror_needs_an_origin_and_a_url(run: Run, site: Path) -> None:
    for word in ("x", "https://pypi.org", "pypi.org=https://a.example", "https://a/b=https://c"):
        assert run("refresh", "-C", str(site), "--mirror", word).code == 2


@pytest.mark.large
def test_a_killed_refresh_is_continued(api: Api, tmp_path: Path) -> None:
    tools = {
        f"content/tools/p{number:02}.yaml": f"name: P{number}\ntype: pen\nsummary: Writes.\n"
        f"repository: https://github.com/p/p{number}\n"
        for number in range(40)
    }
    site = write_files(tmp_path, {"content/site.yaml": SITE, **tools})
    for number in range(40):
        home = f"https://github.com/p/p{number}"
        document = {**GITHUB, "html_url": home, "stargazers_count": number}
        api.answers[f"/repos/p/p{number}"] = Reply(document, drip=0.0002)
    words = ["refresh", "-C", str(site), *DAY]
    for origin in ORIGINS:
        words += ["--mirror", f"{origin}={api.url}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "ssg", *words],
        env=clean_environment(PYTHONPATH=str(ROOT)),
        stderr=subprocess.DEVNULL,
    )
    while len(list((site / ".ssg-cache").rglob("*.json"))) < 10:
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.wait()
    api.paths()
    assert start(*words).returncode == 0
    asked = [path for path in api.paths() if path.count("/") == 3]
    assert 0 < len(asked) <= 30
    for number in range(40):
        slug = f"p{number:02}"
        assert f"stars: {{value: {number}, " in tool(site, slug)
        assert history(site, slug)[0]["signals"] == {"stars": number}
