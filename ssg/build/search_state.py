"""What the search keeps in the state folder for the next build."""

from contextlib import suppress
from pathlib import Path

from ssg.build.program_hash import program_hash
from ssg.output.atomic_swap import OutputPaths
from ssg.search.state import SearchState

__all__ = ["search_state"]


def search_state(paths: OutputPaths) -> SearchState:
    """Return the files of the search of an output folder; errors of the system are ignored."""

    def read(name: str, tree: str) -> bytes:
        with suppress(OSError):
            return Path(paths.search(name, tree)).read_bytes()
        return b""

    def write(name: str, tree: str, body: bytes) -> None:
        file = paths.search(name, tree)
        temporary = Path(paths.trash(Path(file).name))
        with suppress(OSError):
            temporary.write_bytes(body)
            temporary.replace(file)

    return SearchState(program_hash(), read, write)
