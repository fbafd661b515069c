"""Compressed files of the last build, by a hash of their content: only new ones are compressed."""

import hashlib
import struct
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from ssg.search.encoding import packed
from ssg.search.state import opened, sealed

__all__ = ["PackedFiles"]

HEADER = b"ssg packed 1\n"
NUMBER = struct.Struct("<Q")
DIGEST_BYTES = 16
MOST_NEW, NEW_SHARE = 50, 0.05
"""New files, or their share, up to which the stored ones stay as they are."""


class PackedFiles:
    """Compresses the files of a build."""

    def __init__(self, stored: bytes, key: bytes) -> None:
        """Take what `to_store` of an earlier build returned; `key`: a hash of the program."""
        self._stored = _read(stored, key)
        self._key = key
        self._used: dict[bytes, bytes] = {}
        self._new = 0

    def packed(self, body: bytes) -> bytes:
        """Return `encoding.packed` of a file."""
        digest = hashlib.blake2b(body, digest_size=DIGEST_BYTES).digest()
        found = self._stored.get(digest)
        if found is None:
            self._new += 1
        self._used[digest] = content = packed(body) if found is None else bytes(found)
        return content

    def to_store(self) -> bytes:
        """Return the files that were compressed; nothing where few of them are new."""
        if self._new <= max(MOST_NEW, NEW_SHARE * len(self._used)) and self._stored:
            return b""
        sizes = np.array([len(body) for body in self._used.values()], dtype="<u4")
        parts = NUMBER.pack(len(sizes)), sizes.tobytes(), *self._used, *self._used.values()
        return sealed(HEADER, parts, self._key)


def _read(stored: bytes, key: bytes) -> Mapping[bytes, memoryview]:
    """Return compressed files by digest; none if they are missing, damaged or of another key."""
    content = opened(HEADER, stored, key)
    if content is None:
        return {}
    (number,) = NUMBER.unpack_from(content)
    digests = NUMBER.size + 4 * number
    bodies = digests + DIGEST_BYTES * number
    sizes = np.frombuffer(content[NUMBER.size : digests], dtype="<u4")
    ends = bodies + np.cumsum(sizes, dtype=np.int64)
    return {
        bytes(content[digests + DIGEST_BYTES * place :][:DIGEST_BYTES]): content[start:end]
        for place, (start, end) in enumerate(pairwise([bodies, *ends.tolist()]))
    }
