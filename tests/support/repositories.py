"""Git repositories that tests make; nothing of the machine's own configuration reaches them."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from support.strategies import write_files

__all__ = ["add_hostile_repository", "commit", "git", "repository"]

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def git(folder: Path, *words: str, feed: str = "", **environment: str) -> str:
    """Run git in a folder; return what it writes."""
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=True,
        input=feed,
    )
    return done.stdout.strip()


def commit(folder: Path, files: Mapping[str, str | bytes], **environment: str) -> str:
    """Write files and commit everything, in this environment; return the commit's hash."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "A change", **environment)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Make a repository with a site in its first commit."""
    write_files(folder, files)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, {})
    return folder


def add_hostile_repository(root: Path, site: Path, command: str) -> None:
    """Commit the files of a bare repository into a site of a repository, as a pull request may.

    Its work tree is the site, its history has two commits, and each of its programs is the command.
    """
    shutil.copytree(site, hidden := root.parent / "hidden")
    git(hidden, "init", "--quiet", "--initial-branch", "main")
    (hidden / ".gitattributes").write_text("* filter=evil diff=evil\n", encoding="utf-8")
    for author in ("Eve", "Mallory"):
        commit(hidden, {"x": author}, GIT_AUTHOR_NAME=author)
    for key in (
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.pager",
        "diff.evil.command",
        "diff.evil.textconv",
        "diff.external",
        "core.fsmonitor",
        "gpg.program",
        "core.sshCommand",
    ):
        git(hidden, "config", key, command)
    git(hidden, "config", "log.showSignature", "true")
    git(hidden, "config", "core.worktree", ".")
    for name in ("HEAD", "config", "index", "objects", "refs"):
        source = hidden / ".git" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, site / name)
    shutil.copy(hidden / ".gitattributes", site)
    shutil.rmtree(hidden)
    commit(root, {})
