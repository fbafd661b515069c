"""Errors of the system as messages: what failed, why, and what to do."""

import errno

from ssg.errors import BuildError

__all__ = ["READ_ADVICE", "failure"]

READ_ADVICE = "check that it exists and is readable"
OTHER_ADVICE = "check the disk and build again"
PLACE_ADVICE = "choose an output folder that is writable"
ADVICE = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some of your disk quota",
    errno.EFBIG: "raise the limit on file size (ulimit -f)",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
    errno.ENFILE: "close some programs",
    errno.ENAMETOOLONG: "choose shorter names",
    errno.EEXIST: "give each file of the site its own path",
    errno.ENOTDIR: "rename the file or the folder: one path cannot be both",
    errno.EISDIR: "rename the file or the folder: one path cannot be both",
    errno.EXDEV: "choose an output folder that is not a mount point",
    errno.EBUSY: "choose an output folder that is not a mount point",
    errno.EACCES: PLACE_ADVICE,
    errno.EPERM: PLACE_ADVICE,
    errno.EROFS: PLACE_ADVICE,
}


def failure(error: OSError, what: str, advice: str = "") -> BuildError:
    """Return a BuildError: the failed action `what`, the reason, and what to do."""
    why = error.strerror or str(error)
    return BuildError(
        f"cannot {what}: {why}; {advice or ADVICE.get(error.errno or 0, OTHER_ADVICE)}"
    )
