"""Media types: the same on every machine, whatever Python and the system know."""

import pytest

from ssg.media_types import media_type


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("x.HTML", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.svg", "image/svg+xml"),
        ("favicon.ico", "image/x-icon"),
        ("a.woff2", "font/woff2"),
        ("a.woff", "font/woff"),
        ("a.ttf", "font/ttf"),
        ("a.otf", "font/otf"),
        ("llms.txt", "text/plain; charset=utf-8"),
        ("a.jpg", "image/jpeg"),
        ("a.pdf", "application/pdf"),
        ("dir.css/CNAME", "application/octet-stream"),
        (".png", "application/octet-stream"),
    ],
)
def test_a_file_has_its_media_type(path: str, expected: str) -> None:
    assert media_type(path) == expected
