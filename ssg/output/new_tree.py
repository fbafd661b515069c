"""The complete new tree of a publication: staged files, reused ones and those of the user.

It is the spare tree, brought up to date, or else the stage, to which all other files are linked.
Before it replaces the output it is verified against the records of the site.
"""

import os
import stat
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import chain, compress

import numpy as np

from ssg.errors import BuildError
from ssg.output import manifest
from ssg.output.digests import size_and_digest
from ssg.output.folder_times import FolderTimes
from ssg.output.spare_tree import Spare, Tree
from ssg.output.staging import Stage, make_folder
from ssg.output.tree_files import folders_in_order, folders_of, is_regular, link, parents, walk
from ssg.output.written_table import WrittenTable
from ssg.parallel import forked
from ssg.text import count, printable

__all__ = ["Changes", "assembled_tree", "updated_tree"]

MANY_FILES = 10_000
"""Files from which another process pays off that compares them while this one counts them."""


@dataclass(frozen=True)
class Changes:
    """A site, and how it differs from the one that the manifest lists."""

    pages: WrittenTable
    listing: manifest.Listing
    """All files of the site."""
    fresh: bytearray
    """For each of the pages, by number, 1 if the manifest has no entry of it or another one."""
    gone: Mapping[str, str]
    """Entries of the manifest that the site does not have: path -> entry."""

    @cached_property
    def missing(self) -> Mapping[str, str]:
        """Files of the manifest that the site does not have: path -> entry."""
        return {path: self.gone[path] for path in self.pages.without(self.gone)}

    @cached_property
    def differing(self) -> set[str]:
        """Reused files of which the manifest has no entry or another one."""
        numbers = np.flatnonzero(np.frombuffer(self.fresh, np.uint8)).tolist()
        return {self.pages.path(number) for number in numbers if self.pages.state(number)[-1]}

    def is_known(self, path: str) -> bool:
        """Return whether the manifest lists a path."""
        number = self.pages.number(path)
        return path in self.gone or (number >= 0 and not self.fresh[number])

    @cached_property
    def known(self) -> set[str]:
        """The paths of the manifest."""
        are_old = (not is_fresh for is_fresh in self.fresh)
        return {*compress(self.pages, are_old), *self.gone}

    def is_reused(self, path: str) -> bool:
        """Return whether a path is that of a reused file."""
        number = self.pages.number(path)
        return number >= 0 and self.pages.state(number)[-1]


@dataclass(frozen=True)
class _Generated(Container[str]):
    """The files of the output that are not the user's, and their folders."""

    changes: Changes

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):
            return False
        if path.endswith("/"):
            return path in self._folders
        return self.changes.is_known(path) or self.changes.is_reused(path)

    @cached_property
    def _folders(self) -> set[str]:
        return folders_of(self.changes.known)


@dataclass(frozen=True, slots=True)
class _Held(Container[str]):
    """What a new tree takes from the output: files, and empty folders of the user."""

    changes: Changes
    others: frozenset[str]
    """Kept files and those of the user."""

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and (path in self.others or self.changes.is_reused(path))


def updated_tree(
    stage: Stage, spare: Spare, changes: Changes, kept: Sequence[str], jobs: int = 1
) -> Tree:
    """Bring the spare tree up to date; look only at what has changed.

    `jobs`: processes that may run at once.
    """
    output, pages, new = str(stage.previous), changes.pages, changes.pages.paths(reused=False)
    own, touched = spare.foreign_and_touched(output, _Generated(changes), jobs)
    _refuse_collisions(own, pages)
    _verify(str(stage.folder), pages.new(), 0, jobs)
    held = _Held(changes, frozenset([*kept, *own]))
    touched |= changes.missing.keys() - held.others
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
    others = folders_of([*new, *own]) | {path for path in own if path.endswith("/")}
    return Tree(spare.folder, own, lambda: spare.new_folders(changed, others), is_linked)


def assembled_tree(stage: Stage, changes: Changes, kept: Sequence[str], jobs: int = 1) -> Tree:
    """Add the reused files, the kept ones and those of the user to the stage, and verify it.

    `jobs`: as for `updated_tree`.
    """
    pages, generated = changes.pages, _Generated(changes)
    foreign = [
        path
        for path, entry in walk(str(stage.previous))
        if path not in generated or (entry and not is_regular(entry))
    ]
    _refuse_collisions(foreign, pages)
    empty = {path for path in foreign if path.endswith("/")}
    carried = [path for path in foreign if path not in empty]
    for folder in chain(
        folders_in_order(pages.in_order(reused=True)),
        sorted(folders_of([*foreign, *kept]) | empty),
    ):
        make_folder(f"{stage.folder}/{folder}")
    is_linked = True
    for path in chain(pages.in_order(reused=True), carried, kept):
        is_linked &= link(f"{stage.previous}/{path}", f"{stage.folder}/{path}")
    _copy_modes(str(stage.previous), str(stage.folder), _only_of(foreign, pages))
    _verify(str(stage.folder), pages, len(carried) + len(kept), jobs)
    paths = merge(pages.in_order(), sorted([*foreign, *kept]))
    folders = ((folder, 0, 0) for folder in chain([""], folders_in_order(paths)))
    return Tree(str(stage.folder), foreign, lambda: FolderTimes(folders), is_linked)


def _only_of(foreign: Sequence[str], pages: Iterable[str]) -> set[str]:
    """Return the folders that only have files of the user."""
    own = folders_of(foreign) | {path for path in foreign if path.endswith("/")}
    return own - folders_of(pages) if own else own


def _copy_modes(source: str, target: str, folders: Iterable[str]) -> None:
    for folder in sorted(folders, reverse=True):
        os.chmod(f"{target}/{folder}", stat.S_IMODE(os.stat(f"{source}/{folder}").st_mode))


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


def _verify(stage: str, pages: WrittenTable, carried: int, jobs: int) -> None:
    """Compare the stage with the records; a file with another modification time is read again.

    `carried`: how many other files it has; `jobs`: processes that may run at once.
    """
    worth = jobs > 1 and len(pages) >= MANY_FILES
    with forked(lambda: _first_differing(stage, pages), worth=worth) as differing:
        files = sum(entry is not None for _, entry in walk(stage))
        wrong = differing()
    if wrong is not None:
        raise BuildError(
            f'"{printable(wrong, 300)}" differs from what was written; '
            "check the disk and build again"
        )
    if files != len(pages) + carried:
        raise BuildError(
            f"expected {count(len(pages) + carried, 'file')} to publish, found {files:,}; "
            "let no other program write to the output folder during a build, and build again"
        )


def _first_differing(stage: str, pages: WrittenTable) -> str | None:
    """Return the first path, in their order, whose file is not as its record has it."""
    return min(
        (
            path
            for number, path in enumerate(pages)
            if not _is_as_written(pages, number, f"{stage}/{path}")
        ),
        default=None,
    )


def _is_as_written(pages: WrittenTable, number: int, file: str) -> bool:
    try:
        status = os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return False
    size, mtime, reused = pages.state(number)
    if status.st_size != size or stat.S_ISDIR(status.st_mode):
        return False
    return (
        reused
        or status.st_mtime_ns == mtime
        or size_and_digest(file) == (size, pages.digest(number))
    )
