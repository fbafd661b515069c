"""`_headers` and `_redirects` of hosts that read them, applied as the hosts apply them."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from ssg.machine import host_files
from ssg.machine.host_files import Reader
from support.html_pages import parse
from support.site_fixtures import SMALL_SITE, build_site
from support.site_in_languages import LANGUAGES_SITE
from support.strategies import write_files

TWO_LANGUAGES = {
    path: text.replace("[en, de, ar]", "[en, de]")
    for path, text in LANGUAGES_SITE.items()
    if ".ar." not in path
}


@pytest.fixture(params=["netlify", "cloudflare-pages"], scope="module")
def host(request: pytest.FixtureRequest) -> str:
    """Return the name of a host that reads both files."""
    return str(request.param)


@pytest.fixture(scope="module")
def tree(host: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site in English and German for the host."""
    return built(tmp_path_factory.mktemp("site"), TWO_LANGUAGES, host)


def built(root: Path, site: Mapping[str, str], host: str) -> Path:
    """Build a site for a host; return its output folder."""
    settings = f"{site['content/site.yaml']}host: {host}\n"
    return build_site(write_files(root, {**site, "content/site.yaml": settings}))


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


def redirects_on(tree: Path) -> set[Path]:
    """Return the pages that redirect."""
    return {file for file in tree.rglob("*.html") if b'http-equiv="refresh"' in file.read_bytes()}


def test_only_pages_for_frames_may_be_framed(tree: Path) -> None:
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


def test_without_pages_for_frames_one_rule_is_for_all(tmp_path: Path) -> None:
    tree = built(tmp_path, SMALL_SITE, "netlify")
    text = (tree / "_headers").read_text("utf-8")
    assert len(re.findall(r"^/", text, re.MULTILINE)) == 3
    assert "Content-Security-Policy: frame-ancestors 'self'" in headers(tree, "/stats/")


def test_old_addresses_are_answered_as_moved(tree: Path, host: str) -> None:
    lines = [line.split(" ") for line in (tree / "_redirects").read_text("utf-8").splitlines()]
    moved = {old: new for old, new, status in lines if status.startswith("301")}
    assert moved
    assert {tree / f"{old[1:]}index.html" for old in moved} == redirects_on(tree)
    for old, new in moved.items():
        refresh = parse((tree / f"{old[1:]}index.html").read_bytes()).first(
            "meta", http_equiv="refresh"
        )
        assert refresh.attributes["content"] == f"0; url={new}"
        assert (tree / f"{new[1:]}index.html").is_file()
    rest = [(old, new) for old, new, status in lines if status == "404"]
    assert rest == ([("/de/*", "/de/404.html")] if host == "netlify" else [])
    assert all(status in {"301", "301!", "404"} for _, _, status in lines)
    assert all(
        (status == "301!") == (host == "netlify") for _, _, status in lines if status != "404"
    )


def test_files_of_the_site_go_before_and_limits_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"cloudflare-pages": Reader(1, "301", not_found=False)}
    monkeypatch.setattr(host_files, "READERS", few)
    own = {"content/static/_headers": "/*\n  X-Own: 1\n"}
    tree = built(tmp_path, {**SMALL_SITE, **own}, "cloudflare-pages")
    assert (tree / "_headers").read_text("utf-8") == own["content/static/_headers"]
    assert len((tree / "_redirects").read_text("utf-8").splitlines()) == 1
    assert len(redirects_on(tree)) > 1
