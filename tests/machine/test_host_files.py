"""`_headers` and `_redirects` of hosts that read them, applied as the hosts apply them."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from conftest import WriteSite
from ssg.machine import host_files
from ssg.machine.host_files import CLOUDFLARE
from support.html_pages import parse
from support.site_fixtures import SMALL_SITE, build_site
from support.site_in_languages import LANGUAGES_SITE

HOSTS = pytest.mark.parametrize("host", ["netlify", "cloudflare-pages"])


def built(site: WriteSite, host: str, more: str = "", **files: str) -> Path:
    """Build the site in three languages for a host."""
    settings = f"{LANGUAGES_SITE['content/site.yaml']}host: {host}\n{more}"
    return build_site(site({**LANGUAGES_SITE, "content/site.yaml": settings, **files}))


def headers(tree: Path, address: str) -> list[str]:
    """Return the headers that an address gets: those of all rules that match."""
    lines = [line for line in (tree / "_headers").read_text("utf-8").splitlines() if line[0] != "#"]
    applied, matches = list[str](), False
    for line in lines:
        if not line.startswith(" "):
            matches = fnmatchcase(address, line)
        elif matches:
            applied.append(line.strip())
    return applied


def addresses(tree: Path) -> list[str]:
    """Return the addresses of all pages but those that redirect and the one for unknown ones."""
    files = (file for file in tree.rglob("index.html") if b"refresh" not in file.read_bytes())
    return [f"/{file.parent.relative_to(tree).as_posix()}/".replace("/./", "/") for file in files]


@HOSTS
def test_only_pages_for_frames_may_be_framed(site: WriteSite, host: str) -> None:
    tree = built(site, host)
    framed = {
        address
        for address in addresses(tree)
        if "X-Frame-Options: SAMEORIGIN" not in headers(tree, address)
    }
    assert framed
    assert framed == {page for page in addresses(tree) if "/embed/" in page}
    (asset,) = tree.glob("assets/site.*.css")
    assert any("immutable" in line for line in headers(tree, f"/assets/{asset.name}"))
    assert not any("immutable" in line for line in headers(tree, "/tools/alpha/"))


def test_without_pages_for_frames_one_rule_is_for_all(site: WriteSite) -> None:
    settings = SMALL_SITE["content/site.yaml"] + "host: netlify\n"
    tree = build_site(site({**SMALL_SITE, "content/site.yaml": settings}))
    text = (tree / "_headers").read_text("utf-8")
    assert len(re.findall(r"^/", text, re.MULTILINE)) == 3
    assert "Content-Security-Policy: frame-ancestors 'self'" in headers(tree, "/stats/")


@HOSTS
def test_old_addresses_are_answered_as_moved(site: WriteSite, host: str) -> None:
    tree = built(site, host)
    lines = [line.split(" ") for line in (tree / "_redirects").read_text("utf-8").splitlines()]
    moved = {old: new for old, new, status in lines if status.startswith("301")}
    pages = {file for file in tree.rglob("*.html") if b'http-equiv="refresh"' in file.read_bytes()}
    assert moved
    assert {tree / f"{old[1:]}index.html" for old in moved} == pages
    for old, new in moved.items():
        refresh = parse((tree / f"{old[1:]}index.html").read_bytes()).first(
            "meta", http_equiv="refresh"
        )
        assert refresh.attributes["content"] == f"0; url={new}"
        assert (tree / f"{new[1:]}index.html").is_file()
    rest = [(old, new) for old, new, status in lines if status == "404"]
    assert rest == (
        [("/de/*", "/de/404.html"), ("/ar/*", "/ar/404.html")] if host == "netlify" else []
    )
    assert all(status in {"301", "301!", "404"} for _, _, status in lines)
    assert all(
        (status == "301!") == (host == "netlify") for _, _, status in lines if status != "404"
    )


def test_files_of_the_site_go_before_and_limits_are_kept(
    site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"cloudflare-pages": CLOUDFLARE.__class__(2, "301", not_found=False, headers=4)}
    monkeypatch.setattr(host_files, "READERS", few)
    own = {"content/static/_headers": "/*\n  X-Own: 1\n"}
    tree = built(site, "cloudflare-pages", **own)
    assert (tree / "_headers").read_text("utf-8") == own["content/static/_headers"]
    assert len((tree / "_redirects").read_text("utf-8").splitlines()) == 2
    tree = built(site, "github-pages")
    assert not (tree / "_redirects").exists()
