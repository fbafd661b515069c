"""Building opens no socket, and starts no process but its workers and git."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.repositories import commit, repository
from support.site_fixtures import ROOT, SMALL_SITE, clean_environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux")

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
PROCESSES = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile")
PROGRAM = f"""
import json, os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
watched = {NETWORK + PROCESSES + ("os.fork",)!r}

def hook(event, arguments):
    if event.startswith(watched):
        shown = [event, str(arguments[0]) if arguments else ""]
        os.write(log, (json.dumps(shown) + "\\n").encode())

sys.addaudithook(hook)
from ssg.__main__ import main
main()
"""
"""Runs the command line, and logs what it does; forked workers inherit the hook."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository of a site that is large enough for worker processes."""
    tools = {
        f"content/tools/tool-{number}.yaml": (
            f"name: Tool {number}\ntype: framework\nsummary: Does {number} things.\n"
        )
        for number in range(30)
    }
    files = {**SMALL_SITE, **tools, ".gitignore": "/public/\n/.public.ssg/\n"}
    root = repository(tmp_path_factory.mktemp("effects") / "repo", files)
    commit(
        root, {"content/tools/tool-1.yaml": tools["content/tools/tool-2.yaml"].replace("2", "1")}
    )
    return root


def effects(site: Path, *words: str) -> list[tuple[str, str]]:
    """Run a command; return the watched events, each with its first argument."""
    log = site.parent / f"{words[0]}.log"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(log), *words],
        cwd=site,
        env=clean_environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [(event, argument) for event, argument in map(json.loads, lines)]


@pytest.mark.parametrize(
    ("words", "forks"),
    [
        (("build", "-j", "2"), True),
        (("check", "--base", "HEAD^1"), False),
        (("diff", "HEAD^1"), False),
    ],
)
def test_a_command_opens_no_socket_and_starts_no_program_but_git(
    site: Path, words: tuple[str, ...], *, forks: bool
) -> None:
    found = effects(site, *words)
    assert [event for event in found if event[0].startswith(NETWORK)] == []
    started = {argument for event, argument in found if event.startswith(PROCESSES)}
    assert started == {"git"}
    assert ("os.fork" in {event for event, _ in found}) or not forks


@pytest.mark.parametrize("code", ["import socket; socket.socket()", "os.system('true')"])
def test_the_hook_sees_sockets_and_programs(tmp_path: Path, code: str) -> None:
    """Or the test above could not fail."""
    source = PROGRAM.replace("from ssg.__main__ import main\nmain()", code)
    subprocess.run([sys.executable, "-c", source, str(tmp_path / "log")], check=True)
    assert (tmp_path / "log").read_text(encoding="utf-8")
