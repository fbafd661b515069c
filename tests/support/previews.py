"""Previews for tests: without threads, or with server and watcher."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.errors import SsgError
from ssg.preview.reload import Live
from ssg.preview.server import PreviewServer, open_server
from ssg.preview.state import Preview
from ssg.preview.updater import following
from support.servers import running

__all__ = ["Previewed", "Served", "built_pages", "config_of", "served"]


def config_of(root: Path, base_url: str = "") -> Config:
    """Return the configuration of a preview of a site."""
    return Config(root=root.resolve(), output=root.resolve() / "public", base_url=base_url)


@dataclass
class Previewed:
    """A preview that reads changed files when `follow` is called."""

    root: Path
    base_url: str = ""
    said: list[str] = field(default_factory=list)
    live: Live = field(default_factory=Live)

    def __post_init__(self) -> None:
        self.preview = Preview(config_of(self.root, self.base_url), self.live, self.said.append)
        self.follow()

    def follow(self) -> None:
        """Bring it up to date."""
        self.preview.refresh()
        while self.preview.incomplete.is_set():
            self.preview.complete()

    def body(self, path: str) -> str:
        """Return the page at a path."""
        return self.preview.answer(path).body.decode()

    def write(self, path: str, text: str) -> None:
        """Save a file, and have it followed."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.preview.touch([file])
        self.follow()


def built_pages(root: Path) -> dict[str, bytes] | None:
    """Return the files of a clean build by path of a request; None if the site has errors."""
    try:
        planned = plan(config_of(root))
        context = make_context(planned.job)
        pages = {
            planned.job.addresses.href(page.address): render_page(context, page)
            for page in planned.pages
        }
    except SsgError:
        return None
    base = planned.job.addresses.base_path
    return (
        pages
        | {f"{base}/{file.path}": file.body for file in planned.files}
        | {
            f"{base}/{static.address}": Path(static.source).read_bytes()
            for static in planned.site.catalog.static
        }
    )


@dataclass
class Served:
    """A preview with its server."""

    root: Path
    server: PreviewServer
    live: Live
    said: list[str]

    def get(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path; return status, headers in lower case, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=20)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        found = (
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
        )
        connection.close()
        return found


@contextmanager
def served(root: Path, *, watch: bool = False, poll: bool = False) -> Iterator[Served]:
    """Serve a site on any port while the block runs."""
    said: list[str] = []
    live, config = Live(), config_of(root)
    preview = Preview(config, live, said.append)
    folders = [config.root / "content", config.root / "layouts"] if watch else []
    with (
        following(preview, live, said.append, folders=folders, poll=poll),
        running(open_server("127.0.0.1", 0, preview.answer, live, said.append)) as server,
    ):
        assert preview.ready.wait(20)
        yield Served(config.root, server, live, said)
