"""Compressed files of the last build, by a hash of their content: only new ones are compressed."""

import hashlib
import struct
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from ssg.sealed_file import opened, sealed
from ssg.search.encoding import packed

__all__ = ["File", "FilePacker", "LateFile", "content", "digest_of"]

HEADER = b"ssg packed 1\n"
NUMBER = struct.Struct("<Q")
DIGEST_BYTES = 16
MOST_NEW, NEW_SHARE = 50, 0.05
"""New files, or their share, up to which the stored ones stay as they are."""


class LateFile(NamedTuple):
    """A file that is made only if no stored one has its key."""

    key: bytes
    """Hash over all that the content depends on."""
    make: Callable[[], bytes]


File: TypeAlias = bytes | LateFile


def content(file: File) -> bytes:
    """Return the content of a file."""
    return file if isinstance(file, bytes) else file.make()


class FilePacker:
    """Compresses the files of a build, each once."""

    def __init__(self, stored: bytes = b"", key: bytes = b"") -> None:
        """Take what `to_store` of an earlier build returned; `key`: a hash of the program."""
        self._stored = _read(stored, key)
        self._key = key
        self._used: dict[bytes, bytes] = {}
        self._new = 0

    def pack(self, file: File) -> bytes:
        """Return `encoding.packed` of a file."""
        key = digest_of(file) if isinstance(file, bytes) else file.key
        found = self._used.get(key)
        if found is None:
            stored = self._stored.get(key)
            self._new += stored is None
            self._used[key] = found = packed(content(file)) if stored is None else bytes(stored)
        return found

    def pack_all(self, files: Mapping[str, File]) -> dict[str, bytes]:
        """Return files by name, compressed."""
        return {name: self.pack(file) for name, file in files.items()}

    def to_store(self) -> bytes:
        """Return the files that were compressed; nothing where few of them are new."""
        if self._new <= max(MOST_NEW, NEW_SHARE * len(self._used)) and self._stored:
            return b""
        sizes = np.array([len(body) for body in self._used.values()], dtype="<u4")
        parts = NUMBER.pack(len(sizes)), sizes.tobytes(), *self._used, *self._used.values()
        return sealed(HEADER, parts, self._key)


def digest_of(body: bytes) -> bytes:
    """Return the key of a file by its content."""
    return hashlib.blake2b(body, digest_size=DIGEST_BYTES).digest()


def _read(stored: bytes, key: bytes) -> Mapping[bytes, memoryview]:
    """Return compressed files by digest; none if they are missing, damaged or of another key."""
    whole = opened(HEADER, stored, key)
    if whole is None:
        return {}
    (number,) = NUMBER.unpack_from(whole)
    digests = NUMBER.size + 4 * number
    bodies = digests + DIGEST_BYTES * number
    sizes = np.frombuffer(whole[NUMBER.size : digests], dtype="<u4")
    ends = bodies + np.cumsum(sizes, dtype=np.int64)
    return {
        bytes(whole[digests + DIGEST_BYTES * place :][:DIGEST_BYTES]): whole[start:end]
        for place, (start, end) in enumerate(pairwise([bodies, *ends.tolist()]))
    }
