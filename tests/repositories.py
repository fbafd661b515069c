"""Git repositories that tests make; nothing of the machine's own configuration reaches them."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from strategies import write_files

__all__ = ["commit", "git", "repository"]

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def git(folder: Path, *words: str, feed: str = "", **environment: str) -> str:
    """Run git in a folder; return what it writes."""
    done = subprocess.run(["git", *words], cwd=folder, env={**os.environ, **ENVIRONMENT, **environment}, capture_output=True,
                          text=True, check=True, input=feed)
    return done.stdout.strip()


def commit(folder: Path, files: Mapping[str, str | bytes], **environment: str) -> str:
    """Write files and commit all that is there, in this environment; return the name of the commit."""
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
