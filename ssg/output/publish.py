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
import stat
import tempfile
from collections.abc import (
    Collection,
    Container,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import chain
from pathlib import Path

from ssg.errors import BuildError
from ssg.output import manifest
from ssg.output.atomic_swap import STAGE, OutputPaths, mounts_below, recover, swap
from ssg.output.digests import size_and_digest
from ssg.output.lock import locked, refusal_for
from ssg.output.published import Published
from ssg.output.spare_tree import Spare, Times, keep_spare, take_spare
from ssg.output.staging import Stage, Written, has_usual_modes, make_folder
from ssg.output.system_errors import failure
from ssg.output.tree_files import check_path, folders_of, is_regular, link, parents, walk
from ssg.output.written_table import WrittenTable
from ssg.text import count, printable

__all__ = [
    "Publication",
    "Stage",
    "Written",
    "WrittenTable",
    "clean",
    "generated_files",
    "listed_files",
    "publishing",
    "walk",
]

IMMUTABLE = re.compile(r"assets/.+\.[0-9a-f]{8}\.\w+|search/[a-z]+/[a-z2-7]{7}\d+(?:-copy)?")
"""Files whose name contains the hash of their content."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Exclusive access of one build to the output folder."""

    stage: Stage
    paths: OutputPaths

    def publish(self, written: Iterable[Written] | WrittenTable) -> Published:
        """Replace the site by the written files; the old tree is deleted when the block ends."""
        pages = _by_path(written)
        output = self.paths.output
        with _os_errors("publish to", output):
            known = {} if self.stage.is_first else manifest.read_file(self.paths.manifest)
            missing = frozenset(known).difference(pages)
            kept, removed = _obsolete(output, known, missing)
            new = pages.paths(reused=False)
            changes = _Changes(pages, known, new, pages.differing(known), missing)
            tree = None
            if new or removed or not os.path.lexists(output):
                _refuse_mounts(output)
                tree = self._tree(changes, kept)
                self._record(changes, {path: known[path] for path in missing})
                spare = swap(self.paths, tree.folder) and tree.is_linked
            else:
                kept = sorted(missing)
            if not tree or missing:  # else the record has just these
                self._record(changes, {path: _as_kept(known[path]) for path in kept})
            if tree and spare:
                delta = [*new, *missing.difference(kept)]
                keep_spare(self.paths, tree.folder, delta, tree.foreign, tree.folders, tree.known)
        size, largest = pages.total_and_largest()
        return Published(
            len(new),
            len(pages) - len(new),
            len(removed),
            size,
            len(pages),
            largest,
            pages.fullest_folder(),
        )

    def _tree(self, changes: "_Changes", kept: Sequence[str]) -> "_Tree":
        """Return the new tree: the spare one, or else a new one."""
        folder = f"{self.stage.folder}.spare"
        spare = take_spare(self.paths, folder)
        if spare:
            return _update(self.stage, spare, changes, kept)
        return _assemble(self.stage, changes.pages, changes.known, kept)

    def _record(self, changes: "_Changes", others: Mapping[str, str]) -> None:
        """Write the manifest; `others`: path -> entry of files that are not among the pages."""
        file, temporary = self.paths.manifest, self.paths.trash("manifest")
        items = sorted(chain(changes.unchanged_entries(), others.items()))
        manifest.write_file(file, temporary, merge(changes.table().in_order(), items))


@dataclass(frozen=True, slots=True)
class _Changes:
    """A site, and how it differs from the one that the manifest lists."""

    pages: WrittenTable
    known: Mapping[str, str]
    """The manifest."""
    new: Sequence[str]
    """Files that are not reused."""
    differing: Sequence[str]
    """Reused files of which the manifest has no entry or another one."""
    missing: frozenset[str]
    """Files of the manifest that the site does not have."""

    def table(self) -> WrittenTable:
        """Return the records of the files that the manifest does not have as they are."""
        if len(self.new) + len(self.differing) == len(self.pages):
            return self.pages
        return WrittenTable(map(self.pages.__getitem__, chain(self.new, self.differing)))

    def unchanged_entries(self) -> Iterator[tuple[str, str]]:
        """Yield the entries of all other files of the site."""
        others = {*self.new, *self.differing, *self.missing}
        return ((path, entry) for path, entry in self.known.items() if path not in others)

    def is_reused(self, path: str) -> bool:
        """Return whether a path is that of a reused file."""
        number = self.pages.number(path)
        return number >= 0 and self.pages.state(number)[-1]


@contextmanager
def publishing(output: Path, wait: float = 0.0) -> Iterator[Publication]:
    """Lock the output, recover from a killed build, and yield a publication with a new stage.

    `wait`: seconds to wait while another build holds the lock; then raise BuildError. Unless the
    block calls `publish()`, the output stays unchanged.
    """
    paths = OutputPaths.of(output)
    with ExitStack() as stack:
        with _os_errors("publish to", paths.output):
            os.makedirs(os.path.dirname(paths.state), exist_ok=True)
            make_folder(paths.state)
            stack.enter_context(locked(paths.lock, refusal_for(output), wait))
            stack.callback(_recover, paths)
            recover(paths)
            # Unique for each build: a worker of a killed build cannot write into this stage.
            stage = tempfile.mkdtemp(prefix=STAGE, dir=paths.state)
            os.chmod(stage, 0o700)  # the umask may have removed write permission
        yield Publication(_stage(stage, paths.output), paths)


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
        state = (paths.inputs, paths.tools, paths.alignments, paths.cache, paths.manifest)
        for file in (*state, *paths.all_search, paths.lock):
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
    for path in pages:
        check_path(path)
    if repeated := pages.repeated():
        both = " and ".join(sorted({f'"{printable(path, 300)}"' for path in repeated}))
        raise BuildError(
            f"two files of the site have the same path: {both}; rename one of their sources"
        )
    return pages


def _obsolete(
    output: str, known: Mapping[str, str], missing: Collection[str]
) -> tuple[list[str], list[str]]:
    """Return the files of the last build that are kept, and those that are removed.

    `missing`: files of the manifest that the new site does not have.

    A reader may have loaded a page just before the exchange: the scripts, styles and index files
    that it names are kept until the next change. Their names contain a hash of their content.
    """
    gone = [path for path in sorted(missing) if _is_file(f"{output}/{path}")]
    last = [path for path in gone if not known[path].startswith(manifest.KEPT)]
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


@dataclass(frozen=True, slots=True)
class _Tree:
    """A complete new tree."""

    folder: str
    foreign: Sequence[str]
    """Files of the user in it; empty folders end with `/`."""
    folders: Iterable[str]
    """Its folders, and perhaps others."""
    is_linked: bool
    """Whether it shares all unchanged files with the output."""
    known: tuple[Times, Times] = ({}, {})
    """Its folders, and those of the output, that are as they were recorded."""


@dataclass(frozen=True)
class _Generated(Container[str]):
    """The files of the output that are not the user's, and their folders."""

    changes: _Changes

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):
            return False
        is_folder = path.endswith("/")
        is_known = path in (self._folders if is_folder else self.changes.known)
        return is_known or self.changes.is_reused(path)

    @cached_property
    def _folders(self) -> set[str]:
        return folders_of(self.changes.known)


@dataclass(frozen=True, slots=True)
class _Held(Container[str]):
    """What a new tree takes from the output: files, and empty folders of the user."""

    changes: _Changes
    others: frozenset[str]
    """Kept files and those of the user."""

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and (path in self.others or self.changes.is_reused(path))


def _update(stage: Stage, spare: Spare, changes: _Changes, kept: Sequence[str]) -> _Tree:
    """Bring the spare tree up to date; look only at what has changed."""
    output, pages, new = str(stage.previous), changes.pages, changes.new
    own, touched = spare.look(output, _Generated(changes))
    _refuse_collisions(own, pages)
    _verify(str(stage.folder), WrittenTable(map(pages.__getitem__, new)), 0)
    held = _Held(changes, frozenset([*kept, *own]))
    touched |= changes.missing - held.others
    touched |= set(spare.foreign) ^ set(own)
    touched.update(changes.differing)
    folders = _only_of(own, pages)
    for folder in sorted(folders):
        with suppress(FileNotFoundError):
            os.chmod(f"{spare.folder}/{folder}", 0o700)
    is_linked = spare.bring_up_to_date(output, str(stage.folder), new, held, touched)
    _copy_modes(output, spare.folder, folders)
    changed = {*new, *touched}
    spare.settle(changed)
    times = spare.unaltered(changed), spare.folders
    own_folders = {path for path in own if path.endswith("/")}
    names = {*spare.folders, *folders_of([*new, *own]), *own_folders}
    return _Tree(spare.folder, own, names, is_linked, times)


def _only_of(foreign: Sequence[str], pages: Iterable[str]) -> set[str]:
    """Return the folders that only have files of the user."""
    own = folders_of(foreign) | {path for path in foreign if path.endswith("/")}
    return own - folders_of(pages) if own else own


def _copy_modes(source: str, target: str, folders: Iterable[str]) -> None:
    for folder in sorted(folders, reverse=True):
        os.chmod(f"{target}/{folder}", stat.S_IMODE(os.stat(f"{source}/{folder}").st_mode))


def _assemble(
    stage: Stage, pages: WrittenTable, known: Mapping[str, str], kept: Sequence[str]
) -> _Tree:
    """Add the reused files, the kept ones and those of the user to the stage, and verify it."""
    reused = pages.paths(reused=True)
    generated = {*known, *reused, *folders_of(known)}
    foreign = [
        path
        for path, entry in walk(str(stage.previous))
        if path not in generated or (entry and not is_regular(entry))
    ]
    _refuse_collisions(foreign, pages)
    empty = {path for path in foreign if path.endswith("/")}
    carried = [path for path in foreign if path not in empty]
    for folder in sorted(folders_of([*reused, *foreign, *kept]) | empty):
        make_folder(f"{stage.folder}/{folder}")
    linked = [
        link(f"{stage.previous}/{path}", f"{stage.folder}/{path}")
        for path in [*reused, *carried, *kept]
    ]
    _copy_modes(str(stage.previous), str(stage.folder), _only_of(foreign, pages))
    _verify(str(stage.folder), pages, len(carried) + len(kept))
    folders = {"", *folders_of(chain(pages, foreign, kept)), *empty}
    return _Tree(str(stage.folder), foreign, folders, is_linked=all(linked))


def _refuse_collisions(foreign: Collection[str], pages: Collection[str]) -> None:
    """Raise BuildError when a page needs the path of a file of the user."""
    folders = folders_of(pages) if foreign else set()
    taken = sorted(
        path
        for path in foreign
        if path + "/" in folders
        or any(above[:-1] in pages for above in (path.rstrip("/") + "/", *parents(path)))
    )
    if taken:
        more = f" (and {count(len(taken) - 1, 'more file')})" if taken[1:] else ""
        raise BuildError(
            f'"{printable(taken[0], 300)}"{more} was not generated by ssg, '
            "and a page needs its path; move it out of the output folder"
        )


def _verify(stage: str, pages: WrittenTable, carried: int) -> None:
    """Compare the stage with the records; a file with another modification time is read again."""
    files, found = 0, bytearray(len(pages))
    for path, entry in walk(stage):
        if entry:
            files += 1
            number = pages.number(path)
            if number >= 0 and _is_as_written(pages, number, entry):
                found[number] = True
    if not all(found):
        wrong = min(path for path, is_right in zip(pages, found, strict=True) if not is_right)
        raise BuildError(
            f'"{printable(wrong, 300)}" differs from what was written; '
            "check the disk and build again"
        )
    if files != len(pages) + carried:
        raise BuildError(
            f"expected {count(len(pages) + carried, 'file')} to publish, found {files:,}; "
            "let no other program write to the output folder during a build, and build again"
        )


def _is_as_written(pages: WrittenTable, number: int, entry: os.DirEntry[str]) -> bool:
    status, (size, mtime, reused) = entry.stat(follow_symlinks=False), pages.state(number)
    return status.st_size == size and (
        reused
        or status.st_mtime_ns == mtime
        or size_and_digest(entry.path) == (size, pages.digest(number))
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
