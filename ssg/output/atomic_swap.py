"""A finished stage -> the output folder, in one step or none; and what a killed build left -> a whole tree.

The names in the state folder are the journal. A stage is called `stage-x`; where the system cannot exchange two folders
in one step, the output is first renamed to `old-x`, then the stage to the output. So, whenever a build was killed:

    output is there, no old-x        nothing was begun, or an exchange, which is never half done: the output is whole
    output is missing, old-x         killed between the two renames: old-x is the whole old tree and goes back
    output is there, old-x           the second rename was done: the output is the whole new tree
    output, old-x and stage-x        the second rename was not done: somebody else made the output. We touch nothing

What is to be removed is first renamed to `trash-...`: a half removed tree is never taken for a whole one, and a worker
that outlived its build finds its stage gone instead of writing into it.

No build makes a link in the state folder, and the state folder is none. A link was committed with
the content: in the folder it is removed, in its place it is refused, and it is never followed.
"""

import ctypes
import errno
import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ssg.errors import BuildError
from ssg.text import printable

__all__ = ["STAGE", "TRASH", "OutputPaths", "recover", "swap"]

STAGE, OLD, TRASH = "stage-", "old-", "trash-"
FOLDER_MODE = 0o755
AT_FDCWD, RENAME_EXCHANGE = -100, 2
CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EOPNOTSUPP}
"""Answers of old kernels, of file systems without the exchange and of sandboxes: two renames may still work."""


@dataclass(frozen=True, slots=True)
class OutputPaths:
    """An output folder, links resolved, and the folder beside it in which builds keep their state."""

    output: str
    state: str

    @classmethod
    def of(cls, output: Path) -> "OutputPaths":
        """Return the place of an output folder, which need not exist yet.

        Raise BuildError when it or its state folder is something else than a folder.
        """
        resolved = os.path.realpath(output)
        parent, name = os.path.split(resolved)
        if not name or (os.path.lexists(resolved) and not os.path.isdir(resolved)):
            shown = printable(str(output), 300)
            raise BuildError(
                f'cannot publish to "{shown}": it is no folder of its own; choose another output folder'
            )
        state = os.path.join(parent, f".{name}.ssg")
        if os.path.islink(state) or (os.path.lexists(state) and not os.path.isdir(state)):
            what = "a link" if os.path.islink(state) else "a file"
            raise BuildError(
                f'"{printable(state, 300)}", where builds keep their state, is {what} '
                "and not a folder; remove it, and run the command again"
            )
        return cls(resolved, state)

    @property
    def lock(self) -> str:
        """The file that a running build holds locked."""
        return os.path.join(self.state, "lock")

    def trash(self, name: str) -> str:
        """Return the path of something that whoever comes next removes."""
        return os.path.join(self.state, TRASH + name)

    @property
    def made(self) -> str:
        """What the last build made by which recipe."""
        return os.path.join(self.state, "made")

    @property
    def manifest(self) -> str:
        """The list of the files that builds wrote."""
        return os.path.join(self.state, "manifest")


def swap(place: OutputPaths, stage: str) -> None:
    """Put the stage in the output's place; afterwards the old tree, if any, is in the state folder."""
    if not os.path.lexists(place.output):
        os.chmod(stage, FOLDER_MODE)
        os.rename(stage, place.output)
        return
    os.chmod(stage, stat.S_IMODE(os.stat(place.output).st_mode))
    if not exchange(stage, place.output):
        folder, name = os.path.split(stage)
        os.rename(place.output, os.path.join(folder, OLD + name.removeprefix(STAGE)))
        os.rename(stage, place.output)


def exchange(one: str, two: str) -> bool:
    """Exchange two folders in one step; False where the system cannot do it."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if (
        rename(
            AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(two), ctypes.c_uint(RENAME_EXCHANGE)
        )
        == 0
    ):
        return True
    number = ctypes.get_errno()
    if number in CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), two)


def recover(place: OutputPaths) -> None:
    """Finish or undo what a killed build began, as in the table above, and remove what it left.

    Links go first: afterwards whatever has a name in the state folder stands there itself.
    """
    _remove_links(place.state)
    names = sorted(os.listdir(place.state))
    for name in names:
        if name.startswith(OLD):
            _settle_swap(
                place,
                os.path.join(place.state, name),
                unfinished=STAGE + name.removeprefix(OLD) in names,
            )
    for name in sorted(os.listdir(place.state)):
        path = os.path.join(place.state, name)
        if name.startswith((STAGE, OLD)):
            os.rename(path, os.path.join(place.state, TRASH + name))
            _remove_tree(os.path.join(place.state, TRASH + name))
        elif name.startswith(TRASH):
            _remove_tree(path)


def _remove_links(folder: str) -> None:
    with os.scandir(folder) as entries:
        links = [entry.path for entry in entries if entry.is_symlink()]
    for link in links:
        os.unlink(link)


def _settle_swap(place: OutputPaths, old: str, *, unfinished: bool) -> None:
    if not os.path.lexists(place.output):
        os.rename(old, place.output)
    elif unfinished:
        output = printable(place.output, 300)
        raise BuildError(
            f'"{output}" was made by somebody else while a build was swapping; the site before it is in '
            f'"{printable(old, 300)}"; move one of the two away'
        )


def _remove_tree(top: str) -> None:
    """Remove a tree as far as possible; a later build tries again. A link is not followed."""
    if not stat.S_ISDIR(os.lstat(top).st_mode):  # a manifest that was not finished, or a link
        os.unlink(top)
        return
    folders = [top]  # not shutil.rmtree: it takes 1.5 times as long
    for folder in folders:  # grows while we go: no recursion, however deep somebody's folders are
        try:
            folders += _empty(folder)
        except PermissionError:  # somebody's read-only folder
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
    except PermissionError:  # it is in somebody's read-only folder
        os.chmod(os.path.dirname(folder), 0o700)
        os.rmdir(folder)


def _empty(folder: str) -> list[str]:
    """Remove the files of a folder and return the folders in it."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
    return [entry.path for entry in found if entry.is_dir(follow_symlinks=False)]
