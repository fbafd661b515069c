"""Hashes of tools that take long to compute, kept for the next build by their inputs."""

from collections.abc import Callable, Mapping

from ssg.build.program_hash import HASH_BYTES

__all__ = ["KeptHashes"]


def _nothing() -> Mapping[str, bytes]:
    return {}


class KeptHashes:
    """The kept hashes of one site, and those computed since `taken` was called last."""

    def __init__(self, read: Callable[[], Mapping[str, bytes]] = _nothing) -> None:
        """`read` returns what an earlier build has taken, by slug; it is called once, if at all."""
        self._read = read
        self._known: dict[str, bytes] | None = None
        self._new: set[str] = set()

    def of(self, slug: str, inputs: bytes, make: Callable[[str], bytes]) -> bytes:
        """Return the kept hash of a tool, or that which `make` returns.

        `inputs`: a hash over all that it depends on.
        """
        if self._known is None:
            self._known = {**self._read()}
        known = self._known.get(slug, b"")
        if known[:HASH_BYTES] != inputs:
            known = self._known[slug] = inputs + make(slug)
            self._new.add(slug)
        return known[HASH_BYTES:]

    def taken(self) -> list[tuple[str, bytes]]:
        """Return slugs and bytes of the hashes that were computed since the last call."""
        known = self._known or {}
        new, self._new = sorted(self._new), set()
        return [(slug, known[slug]) for slug in new]
