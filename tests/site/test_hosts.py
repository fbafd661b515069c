"""A crawl of a site as hosts serve it: below a path or not, at folders or at files."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from conftest import WriteSite
from support.html_pages import parse
from support.site_fixtures import SITE_YAML, SMALL_SITE, build_site

ATTRIBUTES = (
    ("a", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("form", "action"),
)


def served_file(tree: Path, path: str) -> Path | None:
    """Return the file that a host answers an address with: `index.html` for a folder."""
    file = tree / unquote(path).lstrip("/")
    if path.endswith("/"):
        file /= "index.html"
    return file if file.is_file() else None


def links(html: bytes, url: str) -> Iterator[str]:
    """Yield the absolute URLs to which a page links or sends readers."""
    page = parse(html)
    for tag, attribute in ATTRIBUTES:
        for element in page.all(tag):
            value = element.attributes.get(attribute)
            if value and element.attributes.get("rel") != "canonical":
                yield urljoin(url, value)
    for element in page.all("meta", http_equiv="refresh"):
        yield urljoin(url, element.attributes["content"].partition("url=")[2])


def crawl(tree: Path, base: str) -> tuple[set[str], list[str]]:
    """Return the files reached from the home page, and each link of the site without a file."""
    site, root = urlsplit(base), [base]
    seen, dead, files = set(root), list[str](), set[str]()
    while root:
        url = root.pop()
        path = urlsplit(url).path.removeprefix(site.path)
        file = served_file(tree, path or "/")
        if file is None:
            dead.append(url)
            continue
        files.add(file.relative_to(tree).as_posix())
        if file.suffix != ".html":
            continue
        for link in links(file.read_bytes(), url):
            parts = urlsplit(link)
            plain = parts._replace(query="", fragment="").geturl()
            if parts.netloc == site.netloc and plain not in seen:
                assert parts.path.startswith(site.path), f"{url} leaves the site: {link}"
                seen.add(plain)
                root.append(plain)
    return files, dead


@pytest.mark.parametrize("urls", ["directory", "file"])
@pytest.mark.parametrize(
    "base", ["https://compare.example/", "https://compare.example/some/project/"]
)
def test_every_link_of_every_page_is_answered(site: WriteSite, base: str, urls: str) -> None:
    settings = SITE_YAML + f"urls: {urls}\n"
    tree = build_site(site({**SMALL_SITE, "content/site.yaml": settings}), base_url=base)
    files, dead = crawl(tree, base)
    assert dead == []
    pages = {path.relative_to(tree).as_posix() for path in tree.rglob("*.html")}
    redirects = {page for page in pages if 'http-equiv="refresh"' in (tree / page).read_text()}
    unlinked = pages - redirects - files
    assert unlinked <= {"404.html"}, "every page is reached from the home page"
