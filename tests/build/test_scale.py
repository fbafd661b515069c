"""docs/scale.md: every command exists, and the GitHub Actions workflow gives a site."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from ssg.cli.group import cli
from ssg.cli.lazy_group import imported
from ssg.host_limits import HOSTS
from support.site_fixtures import ROOT, Run, build_site, snapshot

pytestmark = pytest.mark.large

TEXT = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
WORKFLOW = yaml.safe_load(BLOCKS[0])
MATRIX = re.compile(r"\$\{\{ matrix\.shard \}\}")


def commands(text: str) -> list[list[str]]:
    """Return the arguments of every `ssg ...` in a line of shell."""
    return [
        shlex.split(part, comments=True)
        for part in re.split(r"&&|\n", text)
        if part.strip().startswith("ssg ")
    ]


def typed() -> Iterator[list[str]]:
    """Yield every command of the page, in workflows and in shell blocks."""
    for block in BLOCKS:
        for line in re.findall(r"- run: (.*)", block):
            yield from commands(line)
    for line in re.findall(
        r"^    (.*)$",
        "".join(re.split(r"^```.*?^```", TEXT, flags=re.MULTILINE | re.DOTALL)),
        re.MULTILINE,
    ):
        yield from commands(line)


def options(command: str) -> set[str]:
    """Return the options of a command."""
    return {
        name
        for one in imported(cli.commands[command]).params
        if isinstance(one, click.Option)
        for name in one.opts
    }


def test_every_command_and_option_that_the_page_names_exists() -> None:
    lines = list(typed())
    assert len(lines) >= 8
    for _, command, *words in lines:
        assert command in cli.commands
        assert {word for word in words if word.startswith("-")} <= options(command), words
    inline = re.findall(r"`ssg ([a-z]+)|`(--[a-z-]+)", TEXT)
    assert {command for command, _ in inline if command} <= set(cli.commands)
    assert {option for _, option in inline if option} <= options("build") | options("merge")


def steps(job: str, key: str) -> list[str]:
    """Return what the steps of a job run or use."""
    return [step[key] for step in WORKFLOW["jobs"][job]["steps"] if key in step]


def test_the_workflow_merges_its_parts_into_the_site(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards = WORKFLOW["jobs"]["part"]["strategy"]["matrix"]["shard"]
    monkeypatch.chdir(small)
    for shard in shards:
        for words in (
            found
            for line in steps("part", "run")
            for found in commands(MATRIX.sub(str(shard), line))
        ):
            assert run(*words[1:]).code == 0
        shutil.copytree("part", f"parts/part-{shard}")  # as the artifacts do
        shutil.rmtree("part")
        shutil.rmtree(".part.ssg")
    (words,) = (found for line in steps("site", "run") for found in commands(line))
    spread = [
        name
        for word in words[1:]
        for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]
    assert len(spread) == len(words) - 2 + len(shards)
    assert run(*spread).code == 0
    assert snapshot(small / "public") == snapshot(build_site(small, output=small / "whole"))


def test_the_workflow_passes_the_parts_as_artifacts() -> None:
    upload = next(
        step
        for step in WORKFLOW["jobs"]["part"]["steps"]
        if "upload-artifact" in step.get("uses", "")
    )
    download = next(
        step
        for step in WORKFLOW["jobs"]["site"]["steps"]
        if "download-artifact" in step.get("uses", "")
    )
    assert upload["with"]["path"] == "part"
    assert upload["with"]["include-hidden-files"] is True
    assert upload["with"]["name"] == "part-${{ matrix.shard }}"
    assert download["with"] == {"pattern": "part-*", "path": "parts"}
    assert WORKFLOW["jobs"]["site"]["needs"] == "part"
    total = len(WORKFLOW["jobs"]["part"]["strategy"]["matrix"]["shard"])
    assert f"--shard ${{{{ matrix.shard }}}}/{total} " in BLOCKS[0]


def test_the_extras_that_the_page_names_are_those_of_the_project() -> None:
    assert set(re.findall(r"versus-ssg\[(\w+)\]", TEXT)) == {"cloud", "dask"}
    assert {"cloud", "dask"} <= set(
        re.findall(r"^(\w+) = \[", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    )


def test_the_limits_are_those_that_are_checked() -> None:
    rows = re.findall(r"^\| [^|]+\| ([^|]*)\| [^|]*\| [^|]*\| `([a-z-]+)` \|$", TEXT, re.MULTILINE)
    found = {
        host: int(files.replace(",", "").split()[0]) if files.strip() else 0 for files, host in rows
    }
    assert set(found) == set(HOSTS)
    assert {host: limit for host, limit in found.items() if host != "netlify"} == {
        host: HOSTS[host].files for host in HOSTS if host != "netlify"
    }
