"""Addresses of the index files: in each folder a hash of the content, and a place in a group.

The browser gets the hashes of a folder as one string. On large sites several files of consecutive
numbers share a hash, so that the string stays small.
"""

import base64
import hashlib
from collections.abc import Mapping

__all__ = ["CURRENT", "HASH", "START", "addressed", "group_size"]

CURRENT = "search/current.json"
"""The file that names the current index."""
START = "search/start"
"""The files of the current index that a search reads first, in one."""

HASH = 7
"""Characters of a hash: 35 bits. Letters have no case, as some file systems ignore it."""
MOST_HASHES = 2_000
"""Most hashes of a site, about; each takes some 4.5 bytes of a compressed manifest."""


def group_size(files: int) -> int:
    """Return how many files share a hash: a power of two, as few as `MOST_HASHES` allows."""
    size = 1
    while files > size * MOST_HASHES:
        size *= 2
    return size


def addressed(parts: Mapping[str, bytes], group: int) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the hashes of each folder, in the order of numbers, and the files by address.

    A name is a folder and perhaps a number: `counts`, `s/12`. In groups of 8 the address of `s/12`
    is `s/abcdefg4`, where `abcdefg` is the hash of the files 8 to 15.
    """
    grouped: dict[str, dict[int, dict[int, bytes]]] = {}
    for name, body in parts.items():
        folder, _, number = name.partition("/")
        place, within = divmod(int(number or 0), group)
        grouped.setdefault(folder, {}).setdefault(place, {})[within] = body
    hashes, files = {}, {}
    for folder, groups in grouped.items():
        names = _distinct(groups)
        hashes[folder] = "".join(names.get(at, "-" * HASH) for at in range(max(names) + 1))
        for at, bodies in groups.items():
            for within, body in bodies.items():
                files[f"{folder}/{names[at]}{within}"] = body
    return hashes, files


def _distinct(groups: Mapping[int, Mapping[int, bytes]]) -> dict[int, str]:
    """Return a hash for each group: other ones for all if two different groups had the same."""
    salt, different = 0, len({tuple(sorted(bodies.items())) for bodies in groups.values()})
    while True:
        names = {at: _hash(bodies, salt) for at, bodies in groups.items()}
        if len(set(names.values())) == different:
            return names
        salt += 1


def _hash(bodies: Mapping[int, bytes], salt: int) -> str:
    digest = hashlib.blake2b(digest_size=HASH, salt=salt.to_bytes(8, "little"))
    for within, body in sorted(bodies.items()):
        digest.update(f"{within} {len(body)}\n".encode() + body)
    return base64.b32encode(digest.digest()).decode().lower()[:HASH]
