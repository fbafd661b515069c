"""The repository of a site -> addresses at its forge: where a mistake is reported, where a file's history stands.

Known are the addresses of GitHub, of GitLab, and of Gitea and Forgejo, whose forms of an issue is GitHub's.
"""

import re
from urllib.parse import quote, urlsplit

from ssg.settings import Repository

__all__ = ["history_link", "report_link"]

HISTORIES = (
    (re.compile(r"/-/edit/(?=[^/])"), "/-/commits/"),
    (re.compile(r"/_edit/(?=[^/])"), "/commits/branch/"),
    (re.compile(r"^(https?://[^/]+/[^/]+/[^/]+)/edit/(?=[^/])"), r"\1/commits/"),
)
"""What stands for the editor in an address, and what stands for the history in its place: GitLab, Gitea, GitHub."""


def report_link(repository: Repository | None, title: str, body: str) -> str:
    """Return the address of a new issue with this title and text, or nothing without a repository."""
    if not repository:
        return ""
    where = repository.url.rstrip("/").removesuffix(".git")
    if "gitlab" in (urlsplit(where).hostname or ""):
        return f"{where}/-/issues/new?issue%5Btitle%5D={_encoded(title)}&issue%5Bdescription%5D={_encoded(body)}"
    return f"{where}/issues/new?title={_encoded(title)}&body={_encoded(body)}"


def history_link(repository: Repository | None, path: str) -> str:
    """Return the address of a content file's history, or nothing where the address of the editor does not tell it."""
    for editor, history in HISTORIES if repository else ():
        found, times = editor.subn(history, repository.edit, count=1) if repository else ("", 0)
        if times:
            return found.replace("{path}", path)
    return ""


def _encoded(text: str) -> str:
    return quote(text, safe="")
