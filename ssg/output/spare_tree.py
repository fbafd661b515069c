"""Publish in proportion to the change: two trees take turns.

After a publication, the state folder keeps the previous tree as `spare`, and a record of how the
two differ. The next publication brings this tree up to date and exchanges the two, instead of
linking every file into a new tree and deleting the old one. Both trees have the same files by hard
links: the spare one takes the space of its folders only.

While the tree changes, it has the name of a stage: after a killed build it is deleted as any stage.
The record names both trees by their inodes. Without a spare tree that it describes, a whole new
tree is made; where the system cannot exchange two folders or link files, none is kept.

Files of the user are found by the folders whose modification time is not as recorded. A folder that
changed shortly before it was recorded is always looked at, so those that a publication changes get
an older time. The record has the times of both trees: a publication looks up only those of the
folders in which it changes something.
"""

import json
import os
import stat
import time
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from ssg.output.atomic_swap import OutputPaths
from ssg.output.folder_times import FolderTimes, Row
from ssg.output.staging import make_folder
from ssg.output.state_files import open_state
from ssg.output.tree_files import folders_of, is_regular, link, parents, walk
from ssg.parallel import forked
from ssg.sealed_file import is_sealed, seal

__all__ = ["Spare", "Tree", "keep_spare", "take_spare"]

HEADER = b"ssg spare tree 6\n"
DAMAGES = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""What reading the record of another tree or a damaged one may raise."""
TICK, COARSE_TICK = 100_000_000, 2_000_000_000
"""Nanoseconds within which two changes may get the same time; the second is for file systems that
record whole seconds."""
MANY_FOLDERS = 20_000
"""Folders from which another process pays off that looks at half of them."""
SETTLED = 2 * COARSE_TICK
"""How much older than its last change the time of a folder is set, in nanoseconds."""

Inode: TypeAlias = tuple[int, ...]
"""Device and number."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A complete new tree, which becomes the output."""

    folder: str
    """Path at which it is made."""
    foreign: Sequence[str]
    """Files of the user in it; empty folders end with `/`."""
    folders: Callable[[], FolderTimes]
    """Returns its folders, and perhaps others, with the times in it and in the output where these
    are as they were recorded, else 0; called once, when the two trees were exchanged."""
    is_linked: bool
    """Whether it shares all unchanged files with the output."""


@dataclass(frozen=True, slots=True)
class Spare:
    """The tree in place, and how the spare one, which is one publication behind, differs."""

    folder: str
    """Path of the spare tree."""
    delta: tuple[str, ...]
    """Files that the two trees do not share."""
    foreign: tuple[str, ...]
    """Files of the user in both trees; empty folders end with `/`."""
    folders: FolderTimes
    """Folders with the times in the tree in place and in the spare one."""

    def foreign_and_touched(
        self, output: str, generated: Container[str], jobs: int = 1
    ) -> tuple[list[str], set[str]]:
        """Return the files of the user in the output, and what is in folders that have changed.

        `generated`: the files that are not the user's, and their folders; `jobs`: processes that
        may run at once.
        """
        middle = len(self.folders) // 2
        worth = jobs > 1 and len(self.folders) >= MANY_FOLDERS
        with forked(lambda: {*_changed(output, islice(self.folders, middle))}, worth=worth) as half:
            changed = {*_changed(output, islice(self.folders, middle, None))}
            changed |= half()
        foreign = [
            path
            for path in self.foreign
            if path[: path.rfind("/") + 1] not in changed and path not in generated
        ]
        touched, missing = set[str](), set[str]()
        for folder in sorted(changed):
            if _above(folder) in missing or _mtime(f"{output}/{folder}") is None:
                missing.add(folder)  # no longer a folder, or behind a link
                continue
            for path, entry in self._inside(output, folder):
                touched.add(path)
                if path not in generated or (entry and not is_regular(entry)):
                    foreign.append(path)
        return foreign, touched

    def _inside(self, output: str, folder: str) -> Iterator[tuple[str, "os.DirEntry[str] | None"]]:
        """Yield what `walk` yields for a folder, without the folders that were recorded."""
        with os.scandir(f"{output}/{folder}") as entries:
            children = list(entries)
        if folder and not children:
            yield folder, None
        for entry in children:
            path = folder + entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path, entry
            elif f"{path}/" not in self.folders:
                below = list(walk(f"{output}/{path}"))
                yield from ((f"{path}/{name}", child) for name, child in below)
                if not below:
                    yield f"{path}/", None

    def bring_up_to_date(
        self, output: str, stage: str, new: Collection[str], held: Container[str], other: set[str]
    ) -> bool:
        """Change the spare tree to the new one; return whether all files of the output are linked.

        `new`: files in the stage. `held`: files to take from the output, and empty folders of the
        user. `other`: files that may differ, besides `new` and those of the last publication.
        """
        different = {*self.delta, *new, *other}
        kept = {path for path in different.difference(new) if path in held}
        empty = {path for path in _folders_altered_by(different) if path in held}
        self._remove(different, folders_of([*new, *kept]) | empty)
        for folder in sorted({above for path in (*new, *kept) for above in (path, *parents(path))}):
            if folder.endswith("/"):
                make_folder(f"{self.folder}/{folder}")
        for path in new:
            os.rename(f"{stage}/{path}", f"{self.folder}/{path}")
        linked = [
            link(f"{output}/{path}", f"{self.folder}/{path}")
            for path in sorted(kept)
            if not path.endswith("/")
        ]
        return all(linked)

    def _remove(self, files: Collection[str], needed: Container[str]) -> None:
        """Remove files, and the folders that become empty, but for those that are needed."""
        altered = _folders_altered_by(files)
        real = self._real(altered)
        for path in sorted(files, reverse=True):  # what is in a folder before the folder
            if not path.endswith("/") and _above(path) in real:
                with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
                    os.unlink(f"{self.folder}/{path}")
        for folder in sorted(altered, reverse=True):
            if folder not in needed:
                with suppress(OSError):  # not empty, or missing
                    os.rmdir(f"{self.folder}/{folder}")

    def settle(self, different: Collection[str]) -> None:
        """Let the times of the folders in which something changed be too old for an unseen change.

        `different`: paths that differ. The tree is not in place yet: no other program changes it.
        """
        settled = time.time_ns() - SETTLED
        for folder in self._real(_folders_altered_by({*self.delta, *different})):
            with suppress(PermissionError):  # a folder of another user is looked at
                os.utime(f"{self.folder}/{folder}", ns=(settled, settled))

    def _real(self, folders: Collection[str]) -> set[str]:
        """Return the folder of the tree, and those of some in it that no link leads to.

        `folders`: each with all above it.
        """
        real = {""}
        for folder in sorted(folders):
            if _above(folder) in real and _mtime(f"{self.folder}/{folder}") is not None:
                real.add(folder)
        return real

    def new_folders(self, different: Collection[str], others: set[str]) -> FolderTimes:
        """Return the folders of the spare tree when these paths have changed, as `Tree` has them.

        `others`: folders some of which were not recorded. The times of this object change.
        """
        altered = {"", *_folders_altered_by({*self.delta, *different})}
        self.folders.exchange(altered, others)
        return self.folders


def take_spare(paths: OutputPaths, folder: str) -> Spare | None:
    """Return the spare tree, renamed to `folder`; None if there is none that can be used."""
    spare = None
    with suppress(*DAMAGES):
        spare = _recorded(paths, folder)
    with suppress(FileNotFoundError):
        os.unlink(paths.spare_record)
    with suppress(FileNotFoundError):
        os.rename(paths.spare, folder if spare else paths.trash("spare"))
    return spare


def _recorded(paths: OutputPaths, folder: str) -> Spare | None:
    """Return the spare tree by its record; None for a damaged record, or one of other trees.

    `folder`: as in `Spare`. Raise one of `DAMAGES` for a record that is missing or unusual.
    """
    with open_state(paths.spare_record) as file:
        if not is_sealed(file, HEADER, b""):
            return None
        record = json.loads(file.readline())
        if record["trees"] != [[*_inode(paths.output)], [*_inode(paths.spare)]]:
            return None
        folders = FolderTimes.read(file, record["folders"])
    return Spare(folder, tuple(record["delta"]), tuple(record["foreign"]), folders)


def keep_spare(paths: OutputPaths, tree: Tree, delta: Iterable[str]) -> None:
    """Keep the previous tree as the spare one; errors of the system are ignored.

    `tree`: the output; at the path where it was made is the previous one, since the two were
    exchanged. `delta`: as in `Spare`.
    """
    with suppress(OSError):
        folders = tree.folders()
        missing = folders.look_up(lambda folder: _certain(f"{paths.output}/{folder}"))
        if missing:
            folders = FolderTimes(row for row in folders if not _is_in(row[0], missing))
        os.rename(tree.folder, paths.spare)
        record = {
            "trees": [_inode(paths.output), _inode(paths.spare)],
            "delta": list(delta),
            "foreign": list(tree.foreign),
            "folders": len(folders),
        }
        head = json.dumps(record, separators=(",", ":")).encode() + b"\n"
        body = [head, *folders.pieces()]
        temporary = Path(paths.trash("spare-record"))
        with temporary.open("wb") as file:
            file.writelines([seal(HEADER, body, b""), *body])
        os.rename(temporary, paths.spare_record)


def _inode(path: str) -> Inode:
    """Return the identity of a folder; raise ValueError for anything else."""
    status = os.lstat(path)
    if not stat.S_ISDIR(status.st_mode):
        raise ValueError(path)
    return status.st_dev, status.st_ino


def _folders_altered_by(different: Collection[str]) -> set[str]:
    """Return the folders in which something changes; `different`: paths that differ."""
    return folders_of(different) | {path for path in different if path.endswith("/")}


def _above(path: str) -> str:
    """Return the folder of a file or folder, which ends with `/`."""
    return path[: path.rfind("/", 0, -1) + 1]


def _changed(top: str, folders: Iterable[Row]) -> Iterator[str]:
    """Yield those folders of the tree in place that do not have the time that was recorded."""
    lstat, is_folder = os.lstat, stat.S_ISDIR
    for folder, mtime, _ in folders:
        try:
            status = lstat(f"{top}/{folder[:-1]}")  # with the last `/` it would follow a link
        except OSError:
            yield folder
            continue
        if not mtime or status.st_mtime_ns != mtime or not is_folder(status.st_mode):
            yield folder


def _is_in(folder: str, others: Collection[str]) -> bool:
    """Return whether a folder is one of others, or below one."""
    return any(above in others for above in (folder, *parents(folder)))


def _mtime(folder: str) -> int | None:
    """Return the modification time of a folder (ns); None for anything else."""
    try:
        status = os.lstat(folder.rstrip("/"))
    except OSError:
        return None
    return status.st_mtime_ns if stat.S_ISDIR(status.st_mode) else None


def _certain(folder: str) -> int | None:
    """Return the modification time of a folder; 0 if a change right now could leave it as it is.

    None for anything else.
    """
    mtime = _mtime(folder)
    if mtime is None:
        return None
    tick = TICK if mtime % 1_000_000_000 else COARSE_TICK
    return mtime if mtime < time.time_ns() - tick else 0
