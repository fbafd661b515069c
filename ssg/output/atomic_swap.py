"""Replace the output folder atomically, and recover from an interrupted build.

The names in the state folder are the journal. A build writes to `stage-x`. Where the system cannot
exchange two folders in one step, the output is renamed to `old-x`, then the stage to the output.
After a killed build, the names show how far it came:

    output exists, no old-x          not begun, or exchanged in one step: the output is complete
    output is missing, old-x         killed between the renames: old-x is complete and goes back
    output exists, old-x             both renames were done: the output is the complete new tree
    output, old-x and stage-x        another program created the output: nothing is touched

What is to be deleted is first renamed to `trash-...`. So a tree that is deleted in part is never
taken for a complete one, and a worker that outlives its build finds its stage gone.

No build creates a symbolic link in the state folder, nor as the state folder: such a link came
with the content. A link inside is removed, a link in place of the folder is refused, and neither
is followed.
"""

import ctypes
import errno
import os
import re
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ssg.errors import BuildError
from ssg.text import printable

__all__ = ["STAGE", "TRASH", "OutputPaths", "is_lasting", "mounts_below", "recover", "swap"]

SEARCH = {"counts", "packed", "phrases"}
"""Files of the search: term counts, compressed files, phrases by their stems; of each language."""
STAGE, OLD, TRASH = "stage-", "old-", "trash-"
SPARE, SPARE_RECORD = "spare", "spare-record"
"""The previous tree, see spare_tree.py; without its record it is deleted."""
LASTING = {
    "aligner",
    "alignments",
    "cache",
    "inputs",
    "lock",
    "manifest",
    "nearest",
    SPARE,
    SPARE_RECORD,
    "texts",
    "tools",
}
"""Names in the state folder after a complete build, besides those of the search."""
FOLDER_MODE = 0o755
AT_FDCWD, RENAME_EXCHANGE = -100, 2
CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EOPNOTSUPP}
"""Error numbers of kernels, file systems and sandboxes without exchange: rename twice instead."""


MOUNTS, MOUNT_ESCAPE = "/proc/self/mountinfo", re.compile(r"\\([0-7]{3})")
"""Linux lists its mount points here, with spaces and some other characters as octal numbers."""


def is_lasting(name: str) -> bool:
    """Return whether a name in the state folder may be there after a complete build."""
    return name in LASTING or _is_of_search(name)


def _is_of_search(name: str) -> bool:
    return name.partition("-")[0] in SEARCH


@dataclass(frozen=True, slots=True)
class OutputPaths:
    """An output folder, links resolved, and the sibling folder for the state of builds."""

    output: str
    state: str

    @classmethod
    def of(cls, output: Path) -> "OutputPaths":
        """Return the paths of an output folder, which need not exist yet.

        Raise BuildError when it or its state folder exists and is not a folder.
        """
        resolved = os.path.realpath(output)
        parent, name = os.path.split(resolved)
        if not name or (os.path.lexists(resolved) and not os.path.isdir(resolved)):
            shown = printable(str(output), 300)
            raise BuildError(
                f'cannot publish to "{shown}": it is not a folder; choose another output folder'
            )
        state = os.path.join(parent, f".{name}.ssg")
        if os.path.islink(state) or (os.path.lexists(state) and not os.path.isdir(state)):
            what = "a link" if os.path.islink(state) else "a file"
            raise BuildError(
                f'the state folder "{printable(state, 300)}" is {what}; '
                "remove it, and run the command again"
            )
        if os.path.lexists(state) and not _is_ours(state):
            raise BuildError(
                f'the state folder "{printable(state, 300)}" belongs to another user; '
                "remove it, or choose another output folder"
            )
        return cls(resolved, state)

    @property
    def lock(self) -> str:
        """Path of the lock file."""
        return self._lasting("lock")

    def _lasting(self, name: str) -> str:
        """Return the path of what is there after a complete build; raise ValueError for others."""
        if not is_lasting(name):
            raise ValueError(name)
        return os.path.join(self.state, name)

    def trash(self, name: str) -> str:
        """Return a path that the next build deletes."""
        return os.path.join(self.state, TRASH + name)

    @property
    def spare(self) -> str:
        """Path of the spare tree."""
        return self._lasting(SPARE)

    @property
    def spare_record(self) -> str:
        """Path of the record about the spare tree."""
        return self._lasting(SPARE_RECORD)

    @property
    def cache(self) -> str:
        """Path of the build cache."""
        return self._lasting("cache")

    @property
    def aligner(self) -> str:
        """Path of the state of the last build's aligner."""
        return self._lasting("aligner")

    @property
    def alignments(self) -> str:
        """Path of the alignments of the last build."""
        return self._lasting("alignments")

    @property
    def inputs(self) -> str:
        """Path of the record of the last build's inputs."""
        return self._lasting("inputs")

    @property
    def tools(self) -> str:
        """Path of the cache of parsed tools."""
        return self._lasting("tools")

    @property
    def texts(self) -> str:
        """Path of what pairing has read in texts."""
        return self._lasting("texts")

    @property
    def nearest(self) -> str:
        """Path of the nearest tools of each tool."""
        return self._lasting("nearest")

    def search(self, name: str, tree: str) -> str:
        """Path of a file of the search in a language; `tree`: its first folder or ''."""
        return self._lasting(f"{name}-{tree}" if tree else name)

    @property
    def all_search(self) -> list[str]:
        """Paths of the files of the search in all languages."""
        names = sorted(name for name in os.listdir(self.state) if _is_of_search(name))
        return [os.path.join(self.state, name) for name in names]

    @property
    def manifest(self) -> str:
        """Path of the manifest: the list of generated files."""
        return self._lasting("manifest")


def _is_ours(path: str) -> bool:
    """Return whether a path belongs to the user of this process; root may use any folder."""
    user = os.geteuid() if sys.platform != "win32" else 0
    return user in {0, os.lstat(path).st_uid}


def swap(paths: OutputPaths, stage: str) -> bool:
    """Replace the output by the stage; the old tree, if any, is then in the state folder.

    Return whether it has the name of the stage.
    """
    if not os.path.lexists(paths.output):
        os.chmod(stage, FOLDER_MODE)
        os.rename(stage, paths.output)
        return False
    os.chmod(stage, stat.S_IMODE(os.stat(paths.output).st_mode))
    if exchange(stage, paths.output):
        return True
    folder, name = os.path.split(stage)
    os.rename(paths.output, os.path.join(folder, OLD + name.removeprefix(STAGE)))
    os.rename(stage, paths.output)
    return False


def exchange(first: str, second: str) -> bool:
    """Exchange two folders in one step; return False where the system cannot."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    flags = ctypes.c_uint(RENAME_EXCHANGE)
    if rename(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), flags) == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), second)


def mounts_below(folder: str) -> list[str]:
    """Return the mount points below a folder; none where the system does not list them."""
    try:
        with open(MOUNTS, encoding="utf-8", errors="surrogateescape") as lines:
            fields = [line.split(" ") for line in lines]
    except OSError:
        return []
    points = (MOUNT_ESCAPE.sub(_unescaped, entry[4]) for entry in fields if len(entry) > 4)
    return sorted(point for point in points if point.startswith(f"{folder}/"))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 8))


def recover(paths: OutputPaths) -> None:
    """Finish or undo the swap of a killed build, as in the table above, and delete its remains.

    Links are removed first, so that every other step sees only real files and folders.
    """
    _remove_links(paths.state)
    names = sorted(os.listdir(paths.state))
    for name in names:
        if name.startswith(OLD):
            _finish_swap(
                paths,
                os.path.join(paths.state, name),
                unfinished=STAGE + name.removeprefix(OLD) in names,
            )
    for name in sorted(os.listdir(paths.state)):
        path = os.path.join(paths.state, name)
        if name.startswith((STAGE, OLD)) or (name == SPARE and SPARE_RECORD not in names):
            os.rename(path, os.path.join(paths.state, TRASH + name))
            _remove_tree(os.path.join(paths.state, TRASH + name))
        elif name.startswith(TRASH):
            _remove_tree(path)


def _remove_links(folder: str) -> None:
    with os.scandir(folder) as entries:
        links = [entry.path for entry in entries if entry.is_symlink()]
    for link in links:
        os.unlink(link)


def _finish_swap(paths: OutputPaths, old: str, *, unfinished: bool) -> None:
    if not os.path.lexists(paths.output):
        os.rename(old, paths.output)
    elif unfinished:
        output = printable(paths.output, 300)
        raise BuildError(
            f'"{output}" was created by another program during a build; the previous site is in '
            f'"{printable(old, 300)}"; move one of the two away'
        )


def _remove_tree(top: str) -> None:
    """Delete a tree as far as possible; a later build tries again. Links are not followed."""
    if not stat.S_ISDIR(os.lstat(top).st_mode):  # an unfinished manifest, or a link
        os.unlink(top)
        return
    folders = [top]  # shutil.rmtree takes 1.5 times as long
    for folder in folders:  # grows during the loop: deep trees need no recursion
        try:
            folders += _empty(folder)
        except PermissionError:  # a read-only folder of the user
            with suppress(OSError):
                os.chmod(folder, 0o700)
                folders += _empty(folder)
        except OSError:
            continue
    for folder in reversed(folders):
        with suppress(OSError):
            _remove_folder(folder)


def _remove_folder(folder: str) -> None:
    try:
        os.rmdir(folder)
    except PermissionError:  # its parent is read-only
        os.chmod(os.path.dirname(folder), 0o700)
        os.rmdir(folder)


def _empty(folder: str) -> list[str]:
    """Delete the files of a folder and return its subfolders."""
    with os.scandir(folder) as entries:
        children = list(entries)
    for entry in children:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
    return [entry.path for entry in children if entry.is_dir(follow_symlinks=False)]
