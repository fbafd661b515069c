"""Responses of the preview, as a host would give them."""

from pathlib import Path

import pytest

from ssg.preview.responder import plain_path
from support.previews import Previewed, built_pages
from support.site_fixtures import SITE_YAML

RELATED = SITE_YAML.replace("policy: all", "policy: none, always: [[alpha, beta]]")


@pytest.fixture
def previewed(small: Path) -> Previewed:
    """Return a preview of the small site, where one pair has a page."""
    (small / "content/site.yaml").write_text(RELATED)
    return Previewed(small)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/tools/", 200, "text/html; charset=utf-8"),
        ("/tools/index.html", 200, "text/html; charset=utf-8"),
        ("/tools/alpha/", 200, "text/html; charset=utf-8"),
        ("/tools/old-alpha/", 200, "text/html; charset=utf-8"),
        ("/tools/alpha/?x=1", 200, "text/html; charset=utf-8"),
        ("/tools/%61lpha/", 200, "text/html; charset=utf-8"),
        ("/compare/alpha-vs-beta/", 200, "text/html; charset=utf-8"),
        ("/favicon.txt", 200, "text/plain; charset=utf-8"),
        ("/sitemap.xml", 200, "application/xml"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/404.html", 200, "text/html; charset=utf-8"),
        ("/nope", 404, "text/html; charset=utf-8"),
        ("/nope/", 404, "text/html; charset=utf-8"),
        ("/sitemap-9.xml", 404, "text/html; charset=utf-8"),
        ("/assets/", 404, "text/html; charset=utf-8"),
        ("/compare/alpha-vs-alpha/", 404, "text/html; charset=utf-8"),
        ("/compare/alpha-vs-missing/", 404, "text/html; charset=utf-8"),
        ("/../content/site.yaml", 404, "text/html; charset=utf-8"),
        ("//tools/", 404, "text/html; charset=utf-8"),
        ("/content/site.yaml", 404, "text/html; charset=utf-8"),
        ("/TOOLS/", 404, "text/html; charset=utf-8"),
    ],
)
def test_a_path_is_answered_like_by_a_host(
    previewed: Previewed, path: str, status: int, kind: str
) -> None:
    response = previewed.preview.answer(path)
    assert (response.status, response.type) == (status, kind)
    assert response.body


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/tools", "/tools/"),
        ("/tools/alpha", "/tools/alpha/"),
        ("/compare/alpha-vs-beta", "/compare/alpha-vs-beta/"),
    ],
)
def test_a_folder_without_a_slash_redirects_to_the_folder(
    previewed: Previewed, path: str, target: str
) -> None:
    response = previewed.preview.answer(path)
    assert (response.status, response.location) == (302, target)


def test_a_folder_of_static_files_is_answered_by_its_index_and_not_listed(
    previewed: Previewed,
) -> None:
    previewed.write("content/static/demo/index.html", "<p>Demo")
    previewed.write("content/static/demo/data.bin", "x")
    previewed.write("content/static/other/data.bin", "x")
    assert previewed.body("/demo/") == "<p>Demo"
    assert previewed.preview.answer("/demo").location == "/demo/"
    assert previewed.preview.answer("/demo/data.bin").type == "application/octet-stream"
    assert (
        previewed.preview.answer("/other/").status
        == previewed.preview.answer("/other").status
        == 404
    )


def test_a_static_file_that_became_a_link_is_not_followed(
    previewed: Previewed, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret")
    file = previewed.root / "content/static/favicon.txt"
    file.unlink()
    file.symlink_to(tmp_path / "secret")
    assert previewed.preview.answer("/favicon.txt").status == 404


def test_any_two_tools_can_be_previewed_with_a_note_for_unpaired_ones(
    previewed: Previewed,
) -> None:
    response = previewed.preview.answer("/compare/alpha-vs-gamma/")
    assert response.status == 200
    assert "A build does not contain this page" in response.note
    assert "[alpha, gamma]" in response.note
    assert b"Alpha" in response.body
    assert b"Gamma" in response.body
    assert previewed.preview.answer("/compare/alpha-vs-beta/").note == ""


@pytest.mark.parametrize(
    "path",
    [
        "/compare/beta-vs-alpha/",
        "/compare/old-alpha-vs-beta/",
        "/compare/gamma-vs-alpha/",
        "/compare/old-gamma-vs-old-alpha/",
    ],
)
def test_other_orders_and_aliases_redirect_to_the_comparison(
    previewed: Previewed, path: str
) -> None:
    body = previewed.body(path)
    other = "gamma" if "gamma" in path else "beta"
    assert f'content="0; url=/compare/alpha-vs-{other}/"' in body


def test_comparisons_for_frames_are_those_of_a_build(small: Path) -> None:
    (small / "content/site.yaml").write_text(SITE_YAML + "publish: {embeds: true}\n")
    built, preview = built_pages(small), Previewed(small).preview
    assert built
    frames = {path: body for path, body in built.items() if path.startswith("/embed/")}
    assert {"/embed/alpha-vs-beta/", "/embed/beta-vs-old-alpha/"} <= frames.keys()
    assert {path: preview.answer(path).body for path in frames} == frames


def test_with_a_base_path_the_whole_site_is_below_it(small: Path) -> None:
    previewed = Previewed(small, base_url="https://example.org/sub/")
    assert previewed.preview.start_path == "/sub/"
    assert (
        previewed.preview.answer("/").location
        == previewed.preview.answer("/sub").location
        == "/sub/"
    )
    assert previewed.preview.answer("/sub/tools").location == "/sub/tools/"
    assert previewed.preview.answer("/sub/tools/alpha/").status == 200
    assert {
        previewed.preview.answer(path).status
        for path in ("/tools/alpha/", "/subtools/", "/sub/sub/")
    } == {404}


def test_addresses_of_files_are_answered_too(small: Path) -> None:
    (small / "content/site.yaml").write_text(RELATED + "urls: file\n")
    previewed = Previewed(small)
    for path in (
        "/",
        "/tools/alpha.html",
        "/compare/alpha-vs-beta.html",
        "/compare/alpha-vs-gamma.html",
    ):
        assert previewed.preview.answer(path).status == 200, path
    assert "url=/compare/alpha-vs-beta.html" in previewed.body("/compare/beta-vs-alpha.html")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/a/?b#c", "/a/"),
        ("/a%20b", "/a b"),
        ("/%E2%82%AC", "/€"),
        ("", ""),
        ("a", ""),
        ("*", ""),
        ("/a/../b", ""),
        ("/./", ""),
        ("/%2e%2e/b", ""),
        ("//a", ""),
        ("/a\\b", ""),
        ("/%5c", ""),
        ("/%00", ""),
        ("/%0d%0aX:y", ""),
        ("/%ff", ""),
        ("/a%2fb", "/a/b"),
        ("/%252e", "/%2e"),
        ("/...", "/..."),
    ],
)
def test_only_plain_paths_are_accepted(target: str, path: str) -> None:
    assert plain_path(target) == path
