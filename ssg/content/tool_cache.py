"""Tools that were read before -> the same again, without a look into their files, as long as the files are the same."""

import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ssg.content.document import MAX_FILE_BYTES
from ssg.content.files import ContentFile
from ssg.content.tool_file import ReadTool, ToolFiles, ValidationContext
from ssg.errors import errors_in

__all__ = ["ContentToolCache", "Stamp", "ToolCache"]


Stamp: TypeAlias = tuple[object, ...]
"""What changes when a file does."""


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    read: ReadTool


class ToolCache:
    """Remembers tools without errors; a file with an error is read again each time."""

    def __init__(self, stamp: Callable[[ContentFile], Stamp] | None = None) -> None:
        """Take what tells the states of a file apart; by default its size, its times and where it stands."""
        self._stamp = stamp or _stamp
        self._kept: dict[str, _Kept] = {}
        self._against: object = None

    def forget(self, path: str) -> None:
        """Read this file next time, whatever its stamp says: two writes in one tick of the clock look the same."""
        self._kept.pop(path.removesuffix(".md").removesuffix(".yaml"), None)

    def recall(
        self,
        basis: ValidationContext,
        files: Sequence[ToolFiles],
        read: Callable[[Sequence[ToolFiles]], Sequence[ReadTool]],
    ) -> list[ReadTool]:
        """Return the tools of these files, in order; only those whose files have changed are read.

        Everything is forgotten when what tools are held against has changed; what cannot be read has not.
        """
        known = self._expect(basis)
        stamps = [
            self._stamp(one.entry) + (self._stamp(one.body) if one.body else ()) for one in files
        ]
        names = [one.entry.path.removesuffix(".yaml") for one in files]
        before = [self._kept.get(name) for name in names]
        found = [
            kept.read if kept and kept.stamp == stamp else None
            for kept, stamp in zip(before, stamps, strict=True)
        ]
        missing = [place for place, one in enumerate(found) if one is None]
        for place, one in zip(missing, read([files[place] for place in missing]), strict=True):
            found[place] = one
            if known and one[0] and not errors_in(one[1]):
                self._kept[names[place]] = _Kept(stamps[place], one)
        return [one for one in found if one]

    def _expect(self, basis: ValidationContext) -> bool:
        """Forget what was held against something else; tell whether what is read now may be kept."""
        settings = basis.settings
        if settings is None or basis.vocabulary is None:
            return False
        against = (
            settings.types,
            settings.categories,
            settings.attributes,
            settings.ranking.signals,
            basis.vocabulary,
        )
        if against != self._against:
            self._kept, self._against = {}, against
        return True


def _stamp(entry: ContentFile) -> Stamp:
    """Return what changes when a file does; taken before it is read, so that a write meanwhile is noticed next time."""
    try:
        status = os.lstat(entry.file)
    except OSError:
        return (0,)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_mode


class ContentToolCache(ToolCache):
    """Remembers tools by the bytes of their files, as long as what they are held against is the same."""

    def __init__(self) -> None:
        super().__init__(self._digest)
        self.twins: dict[Path, Path] = {}
        """File -> another file that holds its bytes: the first is a stand-in, to be filled only when it must be read."""

    def recall(
        self,
        basis: ValidationContext,
        files: Sequence[ToolFiles],
        read: Callable[[Sequence[ToolFiles]], Sequence[ReadTool]],
    ) -> list[ReadTool]:
        """Return the tools of these files, in order; only those whose bytes are new are read."""

        def fill_and_read(missing: Sequence[ToolFiles]) -> Sequence[ReadTool]:
            for one in missing:
                for entry in (one.entry, one.body):
                    if entry and entry.file in self.twins:
                        entry.file.write_bytes(self.twins.pop(entry.file).read_bytes())
            return read(missing)

        return super().recall(basis, files, fill_and_read)

    def _digest(self, entry: ContentFile) -> Stamp:
        """Return what tells a file's bytes from others; of a file that cannot be read, only its place."""
        file = self.twins.get(entry.file, entry.file)
        try:
            status = file.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_FILE_BYTES:
                return (hashlib.sha256(file.read_bytes()).digest(),)
        except OSError:
            pass
        return (file,)
