"""What a publication changed: the values that the command line prints of it."""

from dataclasses import dataclass

__all__ = ["Published"]


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication changed; files of the user are not counted."""

    changed: int
    """Files that are new or have new bytes."""
    unchanged: int
    """Files that were kept with their modification time."""
    removed: int
    """Files of the last build that were deleted."""
    size: int
    """Total size in bytes."""
    files: int
    """Number of files."""
    largest: int = 0
    """Size of the largest file in bytes."""
    fullest: int = 0
    """Files in the folder that has most."""

    @property
    def use(self) -> tuple[int, int, int, int]:
        """What counts for the limits of a host, as `check_host` takes it."""
        return self.files, self.size, self.largest, self.fullest
