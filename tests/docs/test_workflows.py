"""Workflows, action and hooks: minimal permissions, no untrusted text in shell commands."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from ssg.cli.group import cli
from support.api_server import api_server
from support.api_shapes import GITHUB
from support.node_tools import missing, program
from support.repositories import ENVIRONMENT, commit, git, repository
from support.site_fixtures import ROOT, SMALL_SITE, clean_environment, start
from support.strategies import write_files

pytestmark = pytest.mark.large

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FILES = [*WORKFLOWS, ROOT / "action.yml"]
HOSTILE = {
    "content/tools/$(touch pwned).yaml": "name: x\n",
    "content/tools/`touch pwned`.yaml": "name: x\n",
    "content/tools/a\n::error::forged.yaml": "name: x\n",
    "content/tools/-rf.yaml": "name: x\n",
}
TITLE = '"@all $(touch pwned) `id` <img src=x> ::error::forged [a](https://evil.example)"'


def read(file: Path) -> dict[Any, Any]:
    """Read a workflow or an action."""
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def steps(file: Path) -> list[dict[str, Any]]:
    """Return all steps of a workflow or an action."""
    found = read(file)
    jobs = [found["runs"]] if "runs" in found else list(found["jobs"].values())
    return [step for job in jobs for step in job["steps"]]


def tool(name: str) -> str:
    """Return the path of a program that pip installs next to Python."""
    return (
        shutil.which(name, path=str(Path(sys.executable).parent))
        or shutil.which(name)
        or missing(name)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_untrusted_text_is_no_part_of_a_script(file: Path) -> None:
    for step in steps(file):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for used in re.findall(r"uses: (\S+.*)", text):
        assert used.startswith("./") or re.fullmatch(
            r"(actions|pypa)/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used
        ), used


def test_jobs_that_run_untrusted_content_may_only_read() -> None:
    reading, writing = (
        read(ROOT / f".github/workflows/{name}.yml") for name in ("review", "review-comment")
    )
    assert (reading["permissions"], writing["permissions"]) == ({}, {})
    assert [job["permissions"] for job in reading["jobs"].values()] == [{"contents": "read"}]
    assert list(reading[True]) == ["pull_request"]
    assert list(writing[True]) == ["workflow_run"]
    assert writing[True]["workflow_run"]["workflows"] == [reading["name"]]
    used = [
        step.get("uses", "").split("@")[0]
        for step in steps(ROOT / ".github/workflows/review-comment.yml")
    ]
    assert used == ["actions/download-artifact", ""]
    assert "secrets." not in "".join(file.read_text(encoding="utf-8") for file in FILES)


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [
            tool("zizmor"),
            "--offline",
            "--no-progress",
            "--format",
            "plain",
            str(ROOT / ".github"),
            str(ROOT / "action.yml"),
            str(ROOT / ".pre-commit-hooks.yaml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


def shim(folder: Path) -> Path:
    """Write a program `ssg` where the action installs it; return the folder."""
    program = folder / "ssg/bin/ssg"
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m ssg "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    return folder


def act(root: Path, temporary: Path, **inputs: str) -> tuple[int, str, dict[str, str]]:
    """Run the check step of the action; return its exit code, stdout and the files it writes."""
    (step,) = [one for one in steps(ROOT / "action.yml") if one.get("id") == "run"]
    given = {
        "SITE": ".",
        "BASE": "HEAD^1",
        "REPORT": "ssg-report",
        "SSG_CHECK_STRICT": "false",
        "SSG_CHECK_LINKS": "false",
        "SSG_CHECK_PACKAGED_LAYOUTS": "true",
        "SSG_DIFF_PACKAGED_LAYOUTS": "true",
    }
    assert given.keys() == step["env"].keys()
    places = {name: str(temporary / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        env={
            **clean_environment(),
            **ENVIRONMENT,
            **given,
            **inputs,
            **places,
            "RUNNER_TEMP": str(temporary),
            "GITHUB_WORKSPACE": str(root),
            "GITHUB_ACTIONS": "true",
        },
    )
    files = {name: Path(path).read_text(encoding="utf-8") for name, path in places.items()}
    report = root / given["REPORT"] / "comment.md"
    return done.returncode, done.stdout, {**files, "comment": report.read_text(encoding="utf-8")}


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """Make a repository whose last commit gives a tool a hostile name."""
    root = repository(tmp_path / "repo", SMALL_SITE)
    alpha = SMALL_SITE["content/tools/alpha.yaml"]
    commit(
        root,
        {
            "content/tools/alpha.yaml": alpha.replace(
                "name: Alpha", f"name: {json.dumps(json.loads(TITLE)[:70])}"
            )
        },
    )
    return root


@pytest.mark.large
def test_the_action_checks_and_reports_what_a_change_does(
    pull_request: Path, tmp_path: Path
) -> None:
    code, out, files = act(pull_request, shim(tmp_path / "runner"))
    assert code == 0, out
    assert all(
        re.match(r"::(warning|notice) file=content/tools/|\d+ more warnings: ", line)
        for line in out.splitlines()
    ), out
    assert files["GITHUB_OUTPUT"] == "report=ssg-report\n"
    assert files["comment"].startswith("### Effects of this change\n")
    assert "<img" not in files["comment"]
    assert files["GITHUB_STEP_SUMMARY"].endswith(files["comment"])
    assert not list(pull_request.rglob("pwned"))


@pytest.mark.large
def test_the_action_fails_on_errors_and_no_name_is_run(pull_request: Path, tmp_path: Path) -> None:
    commit(pull_request, HOSTILE)
    code, out, files = act(pull_request, shim(tmp_path / "runner"))
    assert code == 1
    assert (
        out.count("::error file=content/tools/")
        == len(re.findall(r"^::error ", out, re.MULTILINE))
        > 3
    )
    assert not re.search(r"^::error::", out, re.MULTILINE)
    assert "when the content has no errors" in files["comment"]
    assert not [path for folder in (pull_request, tmp_path) for path in folder.rglob("pwned")]


def test_the_action_is_strict_when_asked_and_needs_no_base(
    pull_request: Path, tmp_path: Path
) -> None:
    code, _, files = act(pull_request, shim(tmp_path / "runner"), SSG_CHECK_STRICT="true", BASE="")
    assert code == 1
    assert "when the content has no errors" in files["comment"]


GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
for word in "$@"; do case "$word" in body.json) cp body.json "$CALLS.body" ;; esac; done
case "$*" in
  *pulls*) cat "$PULLS" ;;
  *POST*|*PATCH*) ;;
  *comments*) cat "$COMMENTS" ;;
esac
"""
PULLS = [
    {"number": 7, "head": {"sha": "abc", "repo": {"full_name": "someone/fork"}}},
    {"number": 8, "head": {"sha": "abc", "repo": {"full_name": "else/fork"}}},
    {"number": 9, "head": {"sha": "d", "repo": None}},
]


def post(
    folder: Path, comment: str, sha: str = "abc", comments: str = "[]"
) -> tuple[list[str], str]:
    """Run the posting step with a `gh` that records its calls; return the calls and the comment."""
    program("jq")
    (folder / "bin").mkdir(parents=True)
    (folder / "bin/gh").write_text(GH, encoding="utf-8")
    (folder / "bin/gh").chmod(0o755)
    for name, text in (
        ("review/comment.md", comment),
        ("pulls", json.dumps(PULLS)),
        ("comments", comments),
        ("calls", ""),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    step = steps(ROOT / ".github/workflows/review-comment.yml")[-1]
    given = {
        "GH_TOKEN": "x",
        "REPOSITORY": "o/r",
        "HEAD_SHA": sha,
        "HEAD_REPOSITORY": "someone/fork",
    }
    assert given.keys() == step["env"].keys()
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={
            **clean_environment(),
            **given,
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            **{name.upper(): str(folder / name) for name in ("calls", "pulls", "comments")},
        },
    )
    assert done.returncode == 0, done.stderr
    body = folder / "calls.body"
    calls = (folder / "calls").read_text(encoding="utf-8").splitlines()
    return calls, json.loads(body.read_text(encoding="utf-8"))["body"] if body.exists() else ""


def test_the_comment_is_posted_once_and_then_updated(tmp_path: Path) -> None:
    calls, body = post(tmp_path / "a", "### What\n")
    assert calls[-1] == "api --method POST repos/o/r/issues/7/comments --input body.json --silent"
    assert body == "<!-- ssg review -->\n### What\n"
    old = [
        {"id": 1, "user": {"login": "someone"}, "body": "<!-- ssg review -->"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "<!-- ssg review -->\nold"},
    ]
    calls, _ = post(tmp_path / "b", "### What\n", comments=json.dumps(old))
    assert calls[-1] == "api --method PATCH repos/o/r/issues/comments/2 --input body.json --silent"


def test_a_pull_request_that_has_moved_on_gets_no_comment(tmp_path: Path) -> None:
    calls, body = post(tmp_path, "### What\n", sha="other")
    assert (len(calls), body) == (1, "")


def test_an_untrusted_artifact_cannot_mention_link_or_embed(tmp_path: Path) -> None:
    evil = (
        "<img src=x onerror=y> @all &#64;all &#x40;all &commat;all [a](https://evil.example) "
        "![b](//evil.example)\n"
        "$(touch pwned) `touch pwned`\n" + "x" * 100_000
    )
    _, body = post(tmp_path, evil)
    assert body.startswith("<!-- ssg review -->\nimg src=x")
    assert "<" not in body.removeprefix("<!-- ssg review -->")
    assert not re.search(r"(@|&#0*64;|&#[xX]0*40;|&commat;)[A-Za-z]", body)
    assert "](" not in body
    assert "://" not in body
    assert len(body) < 65_000
    assert not list(tmp_path.rglob("pwned"))


def test_the_image_has_a_version_of_each_dependency_that_the_project_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.lower().split("==") for line in lines if not line.startswith("#"))
    extras = re.findall(
        r"\w+", re.findall(r"\.\[(.*)\]", (ROOT / "Dockerfile").read_text("utf-8"))[0]
    )
    wanted = [*project["dependencies"]]
    wanted += [line for extra in extras for line in project["optional-dependencies"][extra]]
    assert len(wanted) > len(project["dependencies"])
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pinned[requirement.name.lower()])


def test_every_hook_starts_a_command_that_exists() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["ssg-check", "ssg-fmt"]
    for hook in hooks:
        program, command = hook["entry"].split()
        assert program == "ssg"
        assert command in cli.commands


@pytest.mark.large
def test_a_hook_runs_from_this_repository(tmp_path: Path) -> None:
    prek, ours = tool("prek"), tmp_path / "ssg"
    ours.mkdir()
    for name in (
        "ssg",
        "layouts",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "LICENSE-CONTENT",
        ".pre-commit-hooks.yaml",
    ):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, ours / name)
    git(ours, "init", "--quiet", "--initial-branch", "main")
    config = (
        f"repos: [{{repo: '{ours}', rev: {commit(ours, {})}, hooks: [{{id: ssg-fmt}}, {{id: "
        f"ssg-check}}]}}]\n"
    )
    site = write_files(tmp_path / "site", SMALL_SITE)
    assert start("fmt", "-C", str(site)).returncode == 0
    repository(
        site,
        {
            "content/site.yaml": (site / "content/site.yaml").read_text(encoding="utf-8"),
            ".pre-commit-config.yaml": config,
        },
    )

    def hooked() -> tuple[int, str]:
        done = subprocess.run(
            [prek, "run", "--all-files", "--color", "never"],
            cwd=site,
            capture_output=True,
            text=True,
            check=False,
            env={**clean_environment(), **ENVIRONMENT, "PREK_HOME": str(tmp_path / "prek")},
        )
        return done.returncode, done.stdout + done.stderr

    code, said = hooked()
    assert (code, "Passed" in said) == (0, True), said
    commit(site, {"content/tools/alpha.yaml": "name: Alpha\n"})
    code, said = hooked()
    assert (code, 'missing key "summary"' in said) == (1, True), said


def test_the_job_that_asks_other_hosts_may_only_read() -> None:
    workflow = read(ROOT / ".github/workflows/refresh.yml")
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {}
    assert jobs["refresh"]["permissions"] == {"contents": "read"}
    assert jobs["propose"]["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert "ssg" not in "".join(step.get("run", "") for step in jobs["propose"]["steps"])


def _refresh_step(job: str, folder: Path, temporary: Path, **more: str) -> str:
    """Run the last script of a job of the workflow; return what it writes."""
    scripts = [
        step
        for step in read(ROOT / ".github/workflows/refresh.yml")["jobs"][job]["steps"]
        if "run" in step
    ]
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", scripts[-1]["run"]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**clean_environment(), **ENVIRONMENT, "RUNNER_TEMP": str(temporary), **more},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


CONTEXT = {"GH_TOKEN": "x", "REPOSITORY": "o/r", "OWNER": "o", "BASE": "main"}
REFRESHED_SITE = {
    **SMALL_SITE,
    "content/site.yaml": SMALL_SITE["content/site.yaml"].replace(
        "label: Stars}", "label: Stars, from: repository.stars}"
    ),
    "content/tools/alpha.yaml": SMALL_SITE["content/tools/alpha.yaml"]
    + "repository: https://github.com/a/alpha\n",
    ".gitignore": "/.ssg-cache/\n/refresh/\n",
}


def test_a_refresh_becomes_one_pull_request(tmp_path: Path) -> None:
    if not shutil.which("jq"):
        missing("jq is missing, which GitHub's runners have")
    root = repository(tmp_path / "repo", REFRESHED_SITE)
    output = tmp_path / "output"
    stars = {**GITHUB, "stargazers_count": 900}
    with api_server({"/repos/a/alpha": stars}) as api:
        _refresh_step(
            "refresh",
            root,
            shim(tmp_path / "runner"),
            GITHUB_OUTPUT=str(output),
            SSG_REFRESH_MIRROR=f"https://api.github.com={api.url}",
        )
    assert output.read_text(encoding="utf-8") == "changed=true\n"
    report = (root / "refresh/text.md").read_text(encoding="utf-8")
    assert "Alpha" in report
    for number, method in (("", "POST repos/o/r/pulls "), ("7", "PATCH repos/o/r/pulls/7 ")):
        clone = _clone(root, tmp_path / f"clone{number}")
        calls = tmp_path / f"calls{number}"
        pulls = tmp_path / "pulls"
        pulls.write_text(f'[{{"number": {number}}}]' if number else "[]", encoding="utf-8")
        _refresh_step(
            "propose",
            clone,
            tmp_path,
            CALLS=str(calls),
            PULLS=str(pulls),
            PATH=f"{clone / 'bin'}:{os.environ['PATH']}",
            **CONTEXT,
        )
        assert method in calls.read_text(encoding="utf-8").splitlines()[-1]
        body = json.loads((clone / "body.json").read_text(encoding="utf-8"))
        assert (body["head"], body["base"], "<" in body["body"]) == ("refresh", "main", False)
        changed = git(root, "diff", "--name-only", "main", "refresh", "--").split()
        assert changed == ["content/history/alpha.jsonl", "content/tools/alpha.yaml"]
    assert "value: 900" in git(root, "show", "refs/heads/refresh:content/tools/alpha.yaml")


def _clone(root: Path, folder: Path) -> Path:
    """Clone a repository with the artifact of the first job, and a `gh` that only notes calls."""
    git(root.parent, "clone", "--quiet", str(root), str(folder))
    shutil.copytree(root / "refresh", folder / "refresh")
    (folder / "bin").mkdir()
    program = folder / "bin/gh"
    program.write_text(
        '#!/bin/sh\nprintf \'%s\\n\' "$*" >> "$CALLS"\n'
        'case "$*" in *state=open*) cat "$PULLS" ;; esac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return folder


def test_a_refresh_without_changes_proposes_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo", REFRESHED_SITE)
    output = tmp_path / "output"
    output.touch()
    with api_server({}) as api:
        _refresh_step(
            "refresh",
            root,
            shim(tmp_path / "runner"),
            GITHUB_OUTPUT=str(output),
            SSG_REFRESH_MIRROR=f"https://api.github.com={api.url}",
        )
    assert output.read_text(encoding="utf-8") == ""


def test_a_patch_changes_nothing_but_tools_and_histories(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo", REFRESHED_SITE)
    commit(root, {".github/workflows/x.yml": "on: push\n", "content/tools/beta.yaml": "name: B\n"})
    (root / "refresh").mkdir()
    patch = git(root, "diff", "--binary", "HEAD^", "HEAD")
    (root / "refresh/changes.patch").write_text(patch + "\n", encoding="utf-8")
    (root / "refresh/text.md").write_text("x", encoding="utf-8")
    git(root, "reset", "--quiet", "--hard", "HEAD^")
    clone = _clone(root, tmp_path / "clone")
    (tmp_path / "pulls").write_text("[]", encoding="utf-8")
    _refresh_step(
        "propose",
        clone,
        tmp_path,
        CALLS=str(tmp_path / "calls"),
        PULLS=str(tmp_path / "pulls"),
        PATH=f"{clone / 'bin'}:{os.environ['PATH']}",
        **CONTEXT,
    )
    assert git(root, "diff", "--name-only", "main", "refresh", "--") == "content/tools/beta.yaml"
