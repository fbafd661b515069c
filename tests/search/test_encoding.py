"""Compressed index files: a fixed gzip header, whatever Python writes by itself."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.search.encoding import LARGE, is_packed_within, packed

HEADER = bytes.fromhex("1f8b0800000000000203")
"""Deflate, no name, no time, best compression, Unix."""


@given(st.binary(max_size=10_000))
def test_a_packed_file_has_the_fixed_header_and_unpacks_to_its_bytes(body: bytes) -> None:
    assert packed(body)[:10] == HEADER
    assert gzip.decompress(packed(body)) == body


@given(st.binary(max_size=400), st.integers(1, 300), st.integers(0, 200))
def test_whether_a_file_is_small_enough_once_packed_is_known_to_the_byte(
    body: bytes, times: int, numbers: int
) -> None:
    """Also for bodies of several parts, which are compressed in several ways."""
    text = body * times + b"".join(b"%x," % (each * each) for each in range(numbers * LARGE // 200))
    size = len(packed(text))
    assert is_packed_within(text, size)
    assert not is_packed_within(text, size - 1)


@pytest.mark.skipif(
    "ng" in zlib.ZLIB_RUNTIME_VERSION, reason="zlib-ng compresses to another stream"
)
def test_a_packed_file_has_the_same_bytes_with_every_zlib() -> None:
    assert packed(b"versus " * 40)[10:].hex() == "2b4b2d2a2e2d56281ba550290001f112b818010000"
