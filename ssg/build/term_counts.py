"""Term counts of the search in the state folder, for the next build."""

from contextlib import suppress
from pathlib import Path

from ssg.build.program_hash import program_hash
from ssg.output.atomic_swap import OutputPaths
from ssg.search.stored_counts import CountCache

__all__ = ["count_cache"]


def count_cache(paths: OutputPaths) -> CountCache:
    """Return the counts of an output folder; errors of the system are ignored."""

    def read(tree: str) -> bytes:
        with suppress(OSError):
            return Path(paths.counts(tree)).read_bytes()
        return b""

    def write(tree: str, body: bytes) -> None:
        file = paths.counts(tree)
        temporary = Path(paths.trash(Path(file).name))
        with suppress(OSError):
            temporary.write_bytes(body)
            temporary.replace(file)

    return CountCache(program_hash(), read, write)
