"""What the search keeps in the state folder for the next build."""

from pathlib import Path

from ssg.build.program_hash import program_hash
from ssg.output.atomic_swap import OutputPaths
from ssg.output.state_files import load_state, save_state
from ssg.search.state import SearchState

__all__ = ["search_state"]


def search_state(paths: OutputPaths) -> SearchState:
    """Return the files of the search of an output folder; errors of the system are ignored."""

    def read(name: str, tree: str) -> bytes:
        return load_state(paths.search(name, tree))

    def write(name: str, tree: str, body: bytes) -> None:
        file = paths.search(name, tree)
        save_state(file, paths.trash(Path(file).name), body)

    return SearchState(program_hash(), read, write)
