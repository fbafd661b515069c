"""Logos of tools: what a file may be, and that it is shown everywhere; monograms for the rest."""

import re
from pathlib import Path

import pytest

from conftest import WriteSite
from ssg.content.load import load
from ssg.monogram import TEXT, TINTS, monogram, tint
from ssg.theme import MIN_CONTRAST, contrast
from support.site_fixtures import ROOT, SMALL_SITE, build_site

SVG = (
    '<?xml version="1.0"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 8 8" '
    'inkscape:version="1.3" aria-label="A">\n'
    "<title>A</title><metadata/><style>.a { fill: url(#g) } "
    "@media (prefers-color-scheme: dark) { .a { opacity: .5 } }</style>\n"
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#123"/></linearGradient></defs>\n'
    '<inkscape:grid x="1"/><path class="a" d="M0 0h8v8z" fill="url(#g)"/><use xlink:href="#g"/>\n'
    "</svg>\n"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000040000000400806000000000000000000000049454e44ae426082"
)


def webp(kind: bytes, body: bytes) -> bytes:
    """Return a file with the header of a WebP image."""
    chunk = b"WEBP" + kind + len(body).to_bytes(4, "little") + body
    return b"RIFF" + len(chunk).to_bytes(4, "little") + chunk


WEBP = {
    "lossy": webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x40\x00\x40\x00"),
    "lossless": webp(b"VP8L", b"\x2f" + (63 | 63 << 14).to_bytes(4, "little") + b"\0" * 5),
    "extended": webp(b"VP8X", b"\0\0\0\0" + b"\x3f\0\0\x3f\0\0"),
}


def messages(root: Path, name: str, body: bytes) -> list[str]:
    """Return the problems of a site whose tool has this logo."""
    file = root / "content/static/logos" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    tool = root / "content/tools/alpha.yaml"
    text = re.sub("logo:.*\n", "", tool.read_text("utf-8")) + f"logo: /logos/{name}\n"
    tool.write_text(text, "utf-8")
    return [problem.message for problem in load(root).problems]


def test_a_logo_may_draw_and_nothing_else(site: WriteSite) -> None:
    root = site(SMALL_SITE)
    assert messages(root, "a.svg", SVG.encode()) == []
    assert messages(root, "a.png", PNG) == []
    for body in WEBP.values():
        assert messages(root, "a.webp", body) == []
    huge = PNG[:16] + (4000).to_bytes(4) + PNG[20:]
    assert messages(root, "a.png", huge) == ["the logo has 4000 x 64 pixels; at most 1024 a side"]
    assert messages(root, "a.webp", PNG) == ["is not a WebP image"]
    assert messages(root, "a.svg", PNG)[0].startswith("is not XML")
    assert messages(root, "a.svg", b"<svg/>") == ["is not an SVG image"]
    assert "more than 100,000" in messages(root, "a.svg", b" " * 100_001)[0]


@pytest.mark.parametrize(
    "drawing",
    [
        "<script/>",
        "<image href='a.png'/>",
        "<a href='javascript:alert(1)'><path/></a>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='onload' to='alert(1)'/>",
        "<path onclick='alert(1)'/>",
        "<use href='https://example.org/a.svg#b'/>",
        "<use href='data:image/svg+xml,x'/>",
        "<path fill='url(https://example.org/a)'/>",
        "<path style='fill: u\\72l(https://example.org/a)'/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style><g/>@font-face { src: url(https://example.org/a) }</style>",
        "<style>a { background: image-set('https://example.org/a') }</style>",
        "<foreignObject/>",
        "<b xmlns='http://www.w3.org/1999/xhtml'/>",
        "<?xml-stylesheet href='https://example.org/a.css'?>",
    ],
)
def test_a_drawing_that_acts_is_an_error(site: WriteSite, drawing: str) -> None:
    body = f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'
    assert messages(site(SMALL_SITE), "a.svg", body.encode())


def test_every_page_of_a_tool_has_its_logo_or_its_monogram(site: WriteSite) -> None:
    root = site(SMALL_SITE)
    assert messages(root, "a.svg", SVG.encode()) == []
    tree = build_site(root, base_url="https://example.org/sub/")
    for page in tree.glob("*/alpha*/index.html"):
        if page.parts[-3] in {"tools", "compare"} and "old" not in page.parts[-2]:
            assert '<img class="picture" src="/sub/logos/a.svg" alt=""' in page.read_text("utf-8")
    monogram_page = (tree / "tools/gamma/index.html").read_text("utf-8")
    assert f'class="picture m{tint("gamma")}" data-mark="GA"' in monogram_page
    assert "/sub/logos/a.svg" in (tree / "tools/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Flax", "FL"),
        ("PyTorch", "PT"),
        ("vLLM", "VL"),
        ("Text Generation Inference", "TG"),
        ("7-Zip", "7Z"),
        ("C++", "C"),
        ("Ελλάδα", "ΕΛ"),
        ("e\u0301clair", "ÉC"),
        ("机器学习", "机"),
        ("عربي", "ع"),
        ("हिन्दी", "हि"),
        ("ßeta", "ßE"),
        ("★", "★"),
    ],
)
def test_a_monogram_has_one_or_two_letters(name: str, letters: str) -> None:
    assert monogram(name) == letters


def test_monograms_can_be_read_in_both_schemes() -> None:
    for file in ("site.css", "embed.css"):
        css = (ROOT / "layouts/assets" / file).read_text("utf-8")
        for number, scheme in ((place, scheme) for place in range(len(TINTS)) for scheme in (0, 1)):
            assert f".m{number} {{ background: {TINTS[number][scheme]}; }}" in css
            assert contrast(TINTS[number][scheme], TEXT[scheme]) >= MIN_CONTRAST
