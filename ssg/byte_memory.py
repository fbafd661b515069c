"""Tools read once, wherever the same bytes stand: two versions of a site have most of their files in common."""

import hashlib
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from ssg.document import MAX_FILE_BYTES
from ssg.folder import Entry
from ssg.tool_file import Basis, ReadTool, ToolFiles
from ssg.tool_memory import Stamp, ToolMemory

__all__ = ["ByteMemory"]


class ByteMemory(ToolMemory):
    """Remembers tools by the bytes of their files, as long as what they are held against is the same."""

    def __init__(self) -> None:
        super().__init__(self._digest)
        self.twins: dict[Path, Path] = {}
        """File -> another file that holds its bytes: the first is a stand-in, to be filled only when it must be read."""

    def recall(
        self,
        basis: Basis,
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

    def _digest(self, entry: Entry) -> Stamp:
        """Return what tells a file's bytes from others; of a file that cannot be read, only its place."""
        file = self.twins.get(entry.file, entry.file)
        try:
            status = file.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_FILE_BYTES:
                return (hashlib.sha256(file.read_bytes()).digest(),)
        except OSError:
            pass
        return (file,)
