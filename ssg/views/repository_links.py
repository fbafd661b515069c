"""Links into the site's repository: new issues and file histories.

Supports the URL schemes of GitHub, GitLab, Gitea and Forgejo; the last two share GitHub's issue
form.
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
"""Edit path of a URL -> history path: GitLab, Gitea, GitHub."""


def report_link(repository: Repository | None, title: str, body: str) -> str:
    """Return the URL of a new issue, or an empty string without a repository."""
    if not repository:
        return ""
    where = repository.url.rstrip("/").removesuffix(".git")
    if "gitlab" in (urlsplit(where).hostname or ""):
        fields = f"issue%5Btitle%5D={_encoded(title)}&issue%5Bdescription%5D={_encoded(body)}"
        return f"{where}/-/issues/new?{fields}"
    return f"{where}/issues/new?title={_encoded(title)}&body={_encoded(body)}"


def history_link(repository: Repository | None, path: str) -> str:
    """Return the URL of a file's history, or an empty string if it cannot be derived."""
    for editor, history in HISTORIES if repository else ():
        link, replaced = editor.subn(history, repository.edit, count=1) if repository else ("", 0)
        if replaced:
            return link.replace("{path}", path)
    return ""


def _encoded(text: str) -> str:
    return quote(text, safe="")
