"""Screenshots of tools: what a file may be, and where pages and documents show them."""

import json
import re
from pathlib import Path

import pytest

from conftest import WriteSite
from ssg.content.load import load
from support.site_fixtures import SMALL_SITE, build_site

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xff\xc0\x00\x0b\x08\x01\x2c\x02\x58\x01\x01\x11\x00\xff\xd9"
)
"""600 x 300 pixels, with a fill byte before the frame header."""


def png(width: int, height: int) -> bytes:
    """Return a file with the header and the end of a PNG image."""
    sides = width.to_bytes(4) + height.to_bytes(4)
    start = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + sides
    return start + b"\x08\x04\0\0\0\0\0\0\0" + b"\0\0\0\0IEND\xaeB`\x82"


def add(root: Path, slug: str, *files: str, caption: str = "") -> None:
    """Give a tool screenshots."""
    tool = root / f"content/tools/{slug}.yaml"
    text = re.sub(r"screenshots:(?s:.*)", "", tool.read_text("utf-8"))
    entries = "".join(
        f"- file: {json.dumps(file)}\n  alt: What {slug} shows\n"
        + (f"  caption: {json.dumps(caption)}\n" if caption else "")
        for file in files
    )
    tool.write_text(f"{text}screenshots:\n{entries}", "utf-8")


def put(root: Path, name: str, body: bytes) -> None:
    """Write a file below content/static/shots/."""
    file = root / "content/static/shots" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


@pytest.fixture
def shown(site: WriteSite) -> Path:
    """Return a site whose tools alpha and beta have screenshots."""
    root = site(SMALL_SITE)
    put(root, "a.png", png(1280, 720))
    put(root, "b.jpg", JPEG)
    add(root, "alpha", "/shots/a.png", "/shots/b.jpg", caption="The <main> window")
    add(root, "beta", "/shots/b.jpg")
    return root


def test_sizes_are_read_from_the_files(shown: Path) -> None:
    loaded = load(shown)
    assert not loaded.problems
    assert loaded.catalog
    sizes = {
        tool.slug: [(shot.width, shot.height) for shot in tool.screenshots]
        for tool in loaded.catalog.tools
        if tool.screenshots
    }
    assert sizes == {"alpha": [(1280, 720), (600, 300)], "beta": [(600, 300)]}


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "is not a PNG image"),
        ("a.jpg", b"GIF89a<script>alert(1)</script>", "is not a JPEG image"),
        ("a.jpeg", JPEG[:20], "is not a JPEG image"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x00" * 9 + b"\xff\xd9", "is not a JPEG image"),
        ("a.webp", png(64, 64), "is not a WebP image"),
        ("a.png", png(20_000, 20_000), "the screenshot has 20000 x 20000 pixels"),
        ("a.png", png(8, 64), "the screenshot has 8 x 64 pixels"),
        ("a.png", b"\0" * 1_000_001, "the screenshot has 1,000,001 bytes, more than 1,000,000"),
    ],
)
def test_a_file_that_is_no_screenshot_is_an_error(
    site: WriteSite, name: str, body: bytes, message: str
) -> None:
    root = site(SMALL_SITE)
    put(root, name, body)
    add(root, "alpha", f"/shots/{name}")
    problems = [str(problem) for problem in load(root).problems]
    assert len(problems) == 1
    assert problems[0].startswith(f"content/static/shots/{name}:1:1: error[")
    assert message in problems[0]


@pytest.mark.parametrize(
    "address",
    [
        "/../site.yaml.png",
        "/shots/../../tools/a.png",
        "/shots/%2e%2e/a.png",
        "shots/a.png",
        "//example.org/a.png",
        "https://example.org/a.png",
        "/shots/a.svg",
        "/shots/a.png?x",
        "/shots\\a.png",
        'javascript:"/a.png',
    ],
)
def test_an_address_stays_below_the_static_files(site: WriteSite, address: str) -> None:
    root = site(SMALL_SITE)
    put(root, "a.png", png(64, 64))
    add(root, "alpha", address)
    (problem,) = load(root).problems
    assert problem.file == "content/tools/alpha.yaml"
    assert '"screenshots[0].file" has an invalid format; write it as /screenshots/flax.webp' in str(
        problem
    )


def test_a_missing_file_and_a_link_are_errors(site: WriteSite) -> None:
    root = site(SMALL_SITE)
    put(root, "a.png", png(64, 64))
    (root / "outside.png").write_bytes(png(64, 64))
    (root / "content/static/shots/b.png").symlink_to(root / "outside.png")
    add(root, "alpha", "/shots/a.png", "/shots/b.png", "/shots/c.png")
    messages = [(problem.file, problem.message) for problem in load(root).problems]
    assert messages == [
        ("content/static/shots/b.png", "is a link"),
        ("content/tools/alpha.yaml", 'no file for "/shots/b.png"'),
        ("content/tools/alpha.yaml", 'no file for "/shots/c.png"'),
    ]


def test_pages_and_documents_show_screenshots(shown: Path) -> None:
    site_file = shown / "content/site.yaml"
    site_file.write_text(site_file.read_text("utf-8") + "publish: {markdown: true}\n", "utf-8")
    tree = build_site(shown, base_url="https://example.org/sub/")
    page = (tree / "tools/alpha/index.html").read_text("utf-8")
    assert (
        '<a href="/sub/shots/a.png"><img src="/sub/shots/a.png" alt="What alpha shows" '
        'width="1280" height="720" loading="lazy" decoding="async">' in page
    )
    assert "<figcaption>The &lt;main&gt; window</figcaption>" in page
    assert page.count("<figure") == 2
    assert (tree / "shots/a.png").read_bytes() == png(1280, 720)
    both = (tree / "compare/alpha-vs-beta/index.html").read_text("utf-8")
    assert both.count("<figure") == 2
    assert "What alpha shows" in both
    assert "What beta shows" in both
    assert "<figure" not in (tree / "compare/alpha-vs-gamma/index.html").read_text("utf-8")
    structured = json.loads(re.findall(r"application/ld\+json.>(.*?)</script>", page)[0])
    (thing,) = (node for node in structured["@graph"] if "image" in node or "screenshot" in node)
    pictures = thing.get("screenshot") or thing["image"]
    assert pictures[0] == {
        "@type": "ImageObject",
        "contentUrl": "https://example.org/sub/shots/a.png",
        "description": "What alpha shows",
        "caption": "The <main> window",
        "width": 1280,
        "height": 720,
    }
    data = json.loads((tree / "api/v1/tools/alpha.json").read_text("utf-8"))
    assert data["screenshots"][1]["url"] == "https://example.org/sub/shots/b.jpg"
    assert data["file"]["screenshots"][0]["caption"] == "The <main> window"
    markdown = (tree / "tools/alpha.md").read_text("utf-8")
    assert "![What alpha shows](https://example.org/sub/shots/a.png)" in markdown


def test_a_page_is_rendered_again_when_its_screenshot_has_another_size(shown: Path) -> None:
    tree = build_site(shown)
    put(shown, "a.png", png(640, 480))
    build_site(shown)
    assert 'width="640" height="480"' in (tree / "tools/alpha/index.html").read_text("utf-8")
