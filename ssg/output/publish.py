"""Publish staged files: readers see the complete old site or the complete new one.

The state of an output folder `public` is in `.public.ssg`, next to it: the lock, the manifest, the
build cache and, during a build, its stage.

The manifest lists the generated files; all others belong to the user and are carried over to the
new tree. Before the swap, the manifest is extended to the files of both trees, and afterwards
reduced to those of the new tree. So after a killed build it lists every generated file of the tree
that is in place, and no file of the user: a build that needs the path of such a file has failed
earlier. Recovery need not know which of the two trees is in place.
"""

import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ssg.errors import BuildError
from ssg.output import manifest
from ssg.output.atomic_swap import STAGE, OutputPaths, mounts_below, recover, swap
from ssg.output.lock import locked, refusal_for
from ssg.output.new_tree import Changes, assembled_tree, updated_tree
from ssg.output.placement import place_apart
from ssg.output.published import Published
from ssg.output.spare_tree import Tree, keep_spare, take_spare
from ssg.output.staging import Stage, Written, has_usual_modes, make_folder
from ssg.output.system_errors import failure
from ssg.output.tree_files import check_paths, folders_of, is_regular, walk
from ssg.output.written_table import WrittenTable
from ssg.text import printable

__all__ = [
    "Publication",
    "clean",
    "generated_files",
    "listed_files",
    "publishing",
]

IMMUTABLE = re.compile(r"assets/.+\.[0-9a-f]{8}\.\w+|search/[a-z]+/[a-z2-7]{7}\d+(?:-copy)?")
"""Files whose name contains the hash of their content."""

MOST_DIFFERENT = 20_000
"""Files that differ between the two trees up to which the previous one is kept as the spare one.

With more, linking all files into a new tree costs no more than to change it, and needs no list of
these files in memory: 130 MiB for 209,440.
"""


@dataclass(frozen=True, slots=True)
class Publication:
    """Exclusive access of one build to the output folder."""

    stage: Stage
    paths: OutputPaths
    jobs: int = 1
    """Processes that may run at once; 1 in a process with threads, as others are forked."""

    def publish(self, written: Iterable[Written] | WrittenTable) -> Published:
        """Replace the site by the written files; the old tree is deleted when the block ends."""
        pages = _by_path(written)
        number_of_new = pages.number_of(reused=False)
        with _os_errors("publish to", self.paths.output):
            removed = self._replace(pages)
        size, largest = pages.total_and_largest()
        return Published(
            number_of_new,
            len(pages) - number_of_new,
            removed,
            size,
            len(pages),
            largest,
            pages.fullest_folder(),
        )

    def _replace(self, pages: WrittenTable) -> int:
        """Replace the tree in place if it differs; return the number of removed files."""
        output, tree = self.paths.output, None
        with manifest.Listing(self.paths.state) as listing:
            changes = self._changes(pages, listing)
            missing = changes.missing
            kept, removed = _obsolete(output, missing)
            if pages.number_of(reused=False) or removed or not os.path.lexists(output):
                _refuse_mounts(output)
                tree = self._tree(changes, kept)
                self._record(changes, missing)
                spare = swap(self.paths, tree.folder) and tree.is_linked
            else:
                kept = sorted(missing)
            if not tree or missing:  # else the record has just these
                self._record(changes, {path: _as_kept(missing[path]) for path in kept})
            if tree and spare and pages.number_of(reused=False) + len(removed) <= MOST_DIFFERENT:
                delta = [*pages.paths(reused=False), *missing.keys() - set(kept)]
                keep_spare(self.paths, tree, delta)
        return len(removed)

    def _changes(self, pages: WrittenTable, listing: manifest.Listing) -> Changes:
        """Compare a site with the manifest, and add its files to a listing."""
        file, fresh = self.paths.manifest, bytearray(len(pages))
        former = manifest.FormerLines(iter(()) if self.stage.is_first else manifest.lines_of(file))
        for numbers, lines in pages.lines():
            listing.add(lines)
            for number, is_known in zip(numbers, former.have(lines), strict=True):
                fresh[number] = not is_known
        return Changes(pages, listing, fresh, manifest.entries_of(file, former.others()))

    def _tree(self, changes: Changes, kept: Sequence[str]) -> Tree:
        """Return the new tree: the spare one, or else a new one."""
        folder = f"{self.stage.folder}.spare"
        spare = take_spare(self.paths, folder)
        if spare:
            return updated_tree(self.stage, spare, changes, kept, self.jobs)
        return assembled_tree(self.stage, changes, kept, self.jobs)

    def _record(self, changes: Changes, others: Mapping[str, str]) -> None:
        """Write the manifest; `others`: path -> entry of files that are not among the pages."""
        changes.listing.write(self.paths.manifest, self.paths.trash("manifest"), others)


@contextmanager
def publishing(output: Path, wait: float = 0.0, jobs: int = 1) -> Iterator[Publication]:
    """Lock the output, recover from a killed build, and yield a publication with a new stage.

    `wait`: seconds to wait while another build holds the lock; then raise BuildError. Unless the
    block calls `publish()`, the output stays unchanged. `jobs`: as in `Publication`.
    """
    paths = OutputPaths.of(output)
    with ExitStack() as stack:
        with _os_errors("publish to", paths.output):
            os.makedirs(os.path.dirname(paths.state), exist_ok=True)
            make_folder(paths.state)
            place_apart(paths.state)
            stack.enter_context(locked(paths.lock, refusal_for(output), wait))
            stack.callback(_recover, paths)
            recover(paths)
            # Unique for each build: a worker of a killed build cannot write into this stage.
            stage = tempfile.mkdtemp(prefix=STAGE, dir=paths.state)
            os.chmod(stage, 0o700)  # the umask may have removed write permission
        yield Publication(_stage(stage, paths.output), paths, jobs)


def _stage(folder: str, output: str) -> Stage:
    with _os_errors("publish to", output):
        is_first, usual = not os.path.lexists(output), has_usual_modes(folder)
    return Stage(Path(folder), Path(output), is_first, usual)


def clean(output: Path) -> int:
    """Delete generated files, the folders that become empty, and the state; return the count."""
    paths = OutputPaths.of(output)
    if not os.path.isdir(paths.state):
        return 0
    with _os_errors("clean", paths.output), locked(paths.lock, refusal_for(output)):
        with suppress(FileNotFoundError):
            os.unlink(paths.spare_record)  # without it, the spare tree is deleted
        recover(paths)
        removed = _remove_known(paths.output, manifest.read_file(paths.manifest))
        # The lock comes last: until then no other build can start.
        caches = paths.tools, paths.texts, paths.aligner, paths.alignments, paths.cache
        for file in (paths.inputs, *caches, paths.manifest, *paths.all_search, paths.lock):
            with suppress(FileNotFoundError):
                os.unlink(file)
        with suppress(OSError):  # another build may have started
            os.rmdir(paths.state)
    return removed


def _recover(paths: OutputPaths) -> None:
    with _os_errors("clean up the state of", paths.output):
        recover(paths)


@contextmanager
def _os_errors(action: str, output: str) -> Iterator[None]:
    """Raise BuildError for errors of the system."""
    try:
        yield
    except OSError as error:
        where = f' at "{printable(error.filename, 300)}"' if isinstance(error.filename, str) else ""
        raise failure(error, f'{action} "{printable(output, 300)}"{where}') from error


def _by_path(written: Iterable[Written] | WrittenTable) -> WrittenTable:
    """Return the files by path.

    Raise BuildError for two files of the same path, also when only letter case differs.
    """
    pages = written if isinstance(written, WrittenTable) else WrittenTable(written)
    if not pages.are_plain():
        check_paths(pages)
    if repeated := pages.repeated():
        both = " and ".join(sorted({f'"{printable(path, 300)}"' for path in repeated}))
        raise BuildError(
            f"two files of the site have the same path: {both}; rename one of their sources"
        )
    return pages


def _obsolete(output: str, missing: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the files of the last build that are kept, and those that are removed.

    `missing`: path -> entry of the files of the manifest that the new site does not have.

    A reader may have loaded a page just before the exchange: the scripts, styles and index files
    that it names are kept until the next change. Their names contain a hash of their content.
    """
    gone = [path for path in sorted(missing) if _is_file(f"{output}/{path}")]
    last = [path for path in gone if not missing[path].startswith(manifest.KEPT)]
    kept = [path for path in last if IMMUTABLE.fullmatch(path)]
    return kept, [path for path in last if not IMMUTABLE.fullmatch(path)]


def _as_kept(entry: str) -> str:
    return manifest.KEPT + entry.removeprefix(manifest.KEPT)


def _refuse_mounts(output: str) -> None:
    """Raise BuildError for a volume mounted below the output: the exchange would empty it."""
    mounts = mounts_below(output)
    if mounts:
        raise BuildError(
            f'"{printable(mounts[0], 300)}" is a mount point inside the output folder; '
            "unmount it, or choose another output folder"
        )


def _is_file(path: str) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)


def _remove_known(output: str, known: Collection[str]) -> int:
    present = [
        path for path, entry in walk(output) if path in known and entry and is_regular(entry)
    ]
    for path in present:
        os.unlink(f"{output}/{path}")
    for folder in sorted({"", *folders_of(known)}, reverse=True) if known else ():
        path = f"{output}/{folder}".rstrip("/")
        if os.path.realpath(path) == path:  # never through a link to another folder
            with suppress(OSError):  # not empty
                os.rmdir(path)
    return len(present)


def listed_files(output: Path) -> dict[str, str]:
    """Return all files of builds: path -> digest and size. The kept ones are included."""
    entries = manifest.read_file(OutputPaths.of(output).manifest)
    return {path: entry.removeprefix(manifest.KEPT) for path, entry in entries.items()}


def generated_files(output: Path) -> dict[str, str]:
    """Return the files of the site: path -> digest and size, separated by a space."""
    entries = manifest.read_file(OutputPaths.of(output).manifest)
    return {path: entry for path, entry in entries.items() if not entry.startswith(manifest.KEPT)}
