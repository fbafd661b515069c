"""`ssg check` as users run it: a broken pull request in each format, paths, external links."""

import json
import os
import re
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from urllib3.connection import HTTPConnection

from ssg import __version__
from support.checked_sites import GOOD, GOOD_TOOL
from support.repositories import commit, repository
from support.servers import running
from support.site_fixtures import Run
from support.strategies import write_files

BROKEN = Path(__file__).parent.parent / "pull_request"
"""A site with 20 problems in 3 files, and the report of each format.

After a change, run `UPDATE=1 pytest tests/cli/test_check_command.py` and review the result.
"""
PROBLEMS = 18
ENDINGS = {"text": "txt", "json": "json", "github": "github", "sarif": "sarif"}


def expect(name: str, found: str) -> None:
    """Compare a report with the file of this name."""
    file, found = BROKEN / name, found.replace(f'"version": "{__version__}"', '"version": "ours"')
    if os.environ.get("UPDATE"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ENDINGS)
def test_a_broken_pull_request_is_explained(run: Run, tmp_path: Path, style: str) -> None:
    summary = tmp_path / "summary.md"
    done = run(
        "check",
        "-C",
        str(BROKEN),
        "--format",
        style,
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_WORKSPACE=str(BROKEN),
    )
    assert done.code == 1
    assert done.err.endswith("Checked 3 tools: 15 errors, 1 warning, 2 notes\n")
    expect(f"report.{ENDINGS[style]}", done.err if style == "text" else done.out)
    assert summary.exists() is (style == "github")
    if style == "github":
        expect("summary.md", summary.read_text(encoding="utf-8"))


def test_each_format_has_each_problem_with_location_and_hint() -> None:
    reports = {
        style: (BROKEN / f"report.{ending}").read_text(encoding="utf-8")
        for style, ending in ENDINGS.items()
    }
    problems = json.loads(reports["json"])["problems"]
    assert len(problems) == PROBLEMS
    assert len({one["file"] for one in problems}) == 3
    results = json.loads(reports["sarif"])["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == [one["code"] for one in problems]
    table = (BROKEN / "summary.md").read_text(encoding="utf-8")
    for one in problems:
        assert one["hint"], one
        place = f"{one['file']}:{one['line']}:{one['column']}: {one['severity']}[{one['code']}]"
        assert f"{place} {one['message']}; {one['hint']}" in reports["text"]
        assert table.count(f"| {one['code']} |") == sum(
            other["code"] == one["code"] for other in problems
        )
    assert reports["github"].count("::error ") == 10
    assert "5 more errors: see the step summary" in reports["github"]


def test_only_problems_in_the_given_paths_are_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN)
    done = run("check", "content/tools/gamma.yaml")
    assert done.code == 1
    assert set(re.findall(r"^content/\S+?(?=:\d)", done.err, re.MULTILINE)) == {
        "content/tools/gamma.yaml"
    }
    assert done.err.endswith(
        "Checked 3 tools: 2 errors in the given paths; elsewhere 13 errors, 1 warning, 2 notes\n"
    )
    assert (
        run("check", "content/tools/gamma.yaml", "content/tools").err == run("check", "content").err
    )
    clean = run("check", "content/capabilities.yaml")
    assert (clean.code, clean.err) == (
        0,
        (
            "Checked 3 tools: no problems in the given paths; elsewhere 15 errors, 1 warning, 2 "
            "notes\n"
        ),
    )
    assert run("check", "content/nothing.yaml").code == 2


def test_an_invalid_configuration_is_always_reported(run: Run, tmp_path: Path) -> None:
    root = write_files(
        tmp_path, {"content/site.yaml": "title: A\n", "content/tools/alpha.yaml": GOOD_TOOL}
    )
    done = run("check", "-C", str(root), str(root / "content/tools/alpha.yaml"))
    assert done.code == 2
    assert "content/site.yaml" in done.err


def test_notes_never_fail_and_warnings_only_with_strict(run: Run, tmp_path: Path) -> None:
    root = write_files(
        tmp_path,
        {
            **GOOD,
            "content/tools/alpha.yaml": GOOD_TOOL.replace("your own code", "seamlessly yours"),
        },
    )
    done = run("check", "--strict", "-C", str(root))
    assert (done.code, "note[SSG075]" in done.err) == (0, True)
    assert run("check", "-q", "-C", str(root)).err == ""
    (root / "content/notes.txt").write_text("x", encoding="utf-8")
    assert run("check", "-C", str(root)).code == 0
    assert run("check", "--strict", "-C", str(root)).code == 1


def test_github_annotations_start_with_changed_files(run: Run, tmp_path: Path) -> None:
    bad = GOOD_TOOL.replace("type: framework", "type: wrong")
    root = repository(
        tmp_path / "repo",
        {
            f"sites/pens/{path}": text
            for path, text in {
                **GOOD,
                **{f"content/tools/a{number:02}.yaml": bad for number in range(12)},
            }.items()
        },
    )
    base = commit(root, {})
    commit(root, {"sites/pens/content/tools/zebra.yaml": bad.replace("Alpha", "Zebra")})
    words = ("check", "-C", str(root / "sites/pens"), "--format", "github", "--base", base)
    first = run(*words, GITHUB_WORKSPACE=str(root)).out.splitlines()[0]
    assert first.startswith(
        "::error file=sites/pens/content/tools/zebra.yaml,line=2,col=7,title=SSG034::unknown type"
    )
    wrong = run(*words[:-1], "nothing")
    assert (wrong.code, wrong.out) == (2, "")
    assert 'there is no revision or folder "nothing"' in wrong.err


class Handler(BaseHTTPRequestHandler):
    """Replies 404."""

    asked: list[str]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""

    def do_HEAD(self) -> None:
        """Reply to HEAD."""
        self.asked.append(self.path)
        self.send_error(404)

    def do_GET(self) -> None:
        """Reply to GET."""
        self.do_HEAD()


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Send all requests to a local server that replies 404; return the requested paths."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"asked": asked}))
    port = server.server_address[1]
    checker = "ssg.review.external_links._Checker"
    monkeypatch.setattr(f"{checker}._addresses", lambda *_: ["127.0.0.1"])
    monkeypatch.setattr(
        f"{checker}._connection", lambda *_: HTTPConnection("127.0.0.1", port, timeout=5)
    )
    with running(server):
        yield asked


def test_external_links_are_checked_on_request_and_cached(
    run: Run,
    tmp_path: Path,
    proxied: list[str],
) -> None:
    root = write_files(
        tmp_path / "site",
        {path: text.replace("https://", "http://") for path, text in GOOD.items()},
    )
    words, cache = ("check", "-C", str(root)), {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert run(*words, **cache).err == "Checked 1 tool: no problems\n"
    assert proxied == []
    first = run(*words, "--links", **cache)
    assert first.err.count("warning[SSG064]") == 3
    assert sorted(set(proxied)) == ["/", "/loop", "/stars"]
    assert (tmp_path / "cache/ssg/links.json").is_file()
    proxied.clear()
    assert run(*words, "--links", **cache).err == first.err
    assert proxied == []
    assert not (root / ".ssg").exists()


def test_without_the_extra_links_are_refused_with_advice(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_files(tmp_path, GOOD)
    for name in [name for name in sys.modules if name.partition(".")[0] == "urllib3"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "ssg.review.external_links", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Missing(), *sys.meta_path])
    done = run("check", "-C", str(root), "--links")
    assert (done.code, done.out) == (2, "")
    assert 'pip install "versus-ssg[links] @ git+https://github.com/versus-ssg/ssg"' in done.err
    assert run("check", "-C", str(root)).code == 0


class _Missing:
    """Import finder that makes urllib3 look uninstalled."""

    def find_spec(self, name: str, *_: object) -> None:
        """Raise like an import of a missing package."""
        if name == "urllib3":
            raise ModuleNotFoundError("No module named 'urllib3'", name="urllib3")


def test_a_user_without_a_home_folder_gets_the_next_step(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container, the number of the user may be unknown to the system."""

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    done = run("check", "--links", "-C", str(write_files(tmp_path, GOOD)))
    assert (done.code, "set XDG_CACHE_HOME" in done.err) == (2, True)
