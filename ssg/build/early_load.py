"""Load the content in another process, while this one imports the modules that render pages.

After an edit, these imports take as long as all that is done with the tools before a page is
rendered, and parsing a file needs other modules, which then are not imported in this process.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from ssg.build.program_hash import program_hash
from ssg.build.unchanged import InputState
from ssg.catalog import Catalog
from ssg.config import Config
from ssg.content.stability import stamps
from ssg.content.stored_tools import StoredToolCache
from ssg.errors import BuildError, Problem
from ssg.output.atomic_swap import OutputPaths
from ssg.parallel import CAN_FORK, collection_paused, forked

__all__ = ["EarlyLoad", "loading_early", "stored_tools"]

MOST_FILES = 2_500
"""Files of the content and the program up to which it pays off, as all that is read is copied."""

Content: TypeAlias = tuple[Catalog | None, tuple[Problem, ...], StoredToolCache] | None
"""The fields of `ssg.content.load.Loaded`, and the tools for the next build.

None if the content is to be loaded again, as another build has changed those tools."""


class EarlyLoad(NamedTuple):
    """The content of a site, which another process loads."""

    before: InputState
    """All files that the build reads, before the process began."""
    stamps: Mapping[str, tuple[int, ...]]
    """The files of the site then, for `on_stable_content`."""
    content: Callable[[], Content]
    """Waits for the process; may be called once."""


@contextmanager
def loading_early(config: Config, *, worth: bool = True) -> Iterator[EarlyLoad | None]:
    """Load the content while the block runs; yield nothing if that does not pay off.

    It does not with one process, with many tools, or where no process is forked; `worth`: whether
    it else may.
    """
    before = InputState.of(config) if worth and config.jobs > 1 and CAN_FORK else None
    if before is None or len(before.files) > MOST_FILES:
        yield None
        return
    known = stamps(config.root)
    program_hash()  # which is kept, and both processes need
    with forked(lambda: _packed(config)) as packed:
        yield EarlyLoad(before, known, lambda: _unpacked(config, packed))


def _packed(config: Config) -> bytes:
    """Load the content; return it as bytes for `_unpacked`."""
    from ssg.content.load import load

    tools = stored_tools(config)
    loaded = load(config.root, tools, jobs=config.jobs, latest=config.latest)
    with collection_paused():
        return tools.packed((loaded.catalog, loaded.problems))


def _unpacked(config: Config, packed: Callable[[], bytes]) -> Content:
    """Return what `_packed` has loaded; read the unchanged tools meanwhile."""
    with collection_paused(lasting=True):
        tools = stored_tools(config)
        loaded = tools.unpacked(packed)
        return (*loaded, tools) if isinstance(loaded, tuple) else None


def stored_tools(config: Config) -> StoredToolCache:
    """Return the tools that the last build of an output folder has parsed."""
    try:
        file = OutputPaths.of(config.output).tools
    except BuildError:  # reported when the site is published
        file = os.devnull
    return StoredToolCache(file, program_hash(), config.jobs)
