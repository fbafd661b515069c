"""Hashes of tools that take long to compute, kept for the next build by their inputs."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ssg.build.program_hash import HASH_BYTES

__all__ = ["KeptHashes"]


def _nothing(_: Sequence[str]) -> Mapping[str, bytes]:
    return {}


class KeptHashes:
    """The kept hashes of one site, and those computed since `taken` was called last."""

    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, bytes]] = _nothing) -> None:
        """`read` returns what an earlier build has taken of some tools, by slug."""
        self._read = read
        self._known: dict[str, bytes] = {}
        self._new: set[str] = set()

    def expect(self, slugs: Iterable[str]) -> None:
        """Read what is kept of tools at once."""
        missing = [slug for slug in slugs if slug not in self._known]
        if missing:
            self._known |= {**dict.fromkeys(missing, b""), **self._read(missing)}

    def of(self, slug: str, inputs: bytes, make: Callable[[str], bytes]) -> bytes:
        """Return the kept hash of a tool, or that which `make` returns.

        `inputs`: a hash over all that it depends on.
        """
        self.expect([slug])
        known = self._known[slug]
        if known[:HASH_BYTES] != inputs:
            known = self._known[slug] = inputs + make(slug)
            self._new.add(slug)
        return known[HASH_BYTES:]

    def taken(self) -> list[tuple[str, bytes]]:
        """Return slugs and bytes of the hashes that were computed since the last call."""
        new, self._new = sorted(self._new), set()
        return [(slug, self._known[slug]) for slug in new]
