"""Width and height of PNG, WebP and JPEG images, read from their headers; nothing is decoded."""

from collections.abc import Callable, Mapping

__all__ = ["FORMATS", "image_sides"]

FORMATS = {"png": "PNG", "webp": "WebP", "jpg": "JPEG", "jpeg": "JPEG"}
"""Ending of a file -> name of its format."""
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPEG_END = b"\xff\xd9"
JPEG_TAIL = 64
"""Bytes after the end of a JPEG image that programs add."""
FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment of a JPEG image that has its height and width."""
BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length."""


def image_sides(body: bytes, ending: str) -> tuple[int, int] | None:
    """Return width and height in pixels; None if a file is not of the format of its ending."""
    return READERS[FORMATS[ending]](body)


def _png_sides(body: bytes) -> tuple[int, int] | None:
    if not body.startswith(PNG) or b"IEND" not in body[-12:]:
        return None
    return int.from_bytes(body[16:20]), int.from_bytes(body[20:24])


def _webp_sides(body: bytes) -> tuple[int, int] | None:
    """Return the sides of a WebP image (RFC 9649)."""
    size = int.from_bytes(body[4:8], "little") + 8
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP" or size != len(body) or size < 30:
        return None
    match body[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (24, 27))
            return width, height
        case b"VP8L" if body[20] == 0x2F:
            bits = int.from_bytes(body[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 " if body[23:26] == b"\x9d\x01\x2a":
            width, height = (int.from_bytes(body[at : at + 2], "little") for at in (26, 28))
            return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg_sides(body: bytes) -> tuple[int, int] | None:
    """Return the sides of a JPEG image (ITU T.81, annex B)."""
    if not body.startswith(b"\xff\xd8\xff") or JPEG_END not in body[-JPEG_TAIL:]:
        return None
    at = 2
    while at + 9 <= len(body) and body[at] == 0xFF:
        marker = body[at + 1]
        if marker in FRAME_HEADERS:
            return int.from_bytes(body[at + 7 : at + 9]), int.from_bytes(body[at + 5 : at + 7])
        if marker == 0xFF:  # a fill byte
            at += 1
        elif marker in BARE_MARKERS:
            at += 2
        else:
            at += 2 + int.from_bytes(body[at + 2 : at + 4])
    return None


READERS: Mapping[str, Callable[[bytes], tuple[int, int] | None]] = {
    "PNG": _png_sides,
    "WebP": _webp_sides,
    "JPEG": _jpeg_sides,
}
