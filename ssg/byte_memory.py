"""Tools read once, wherever the same bytes stand: two versions of a site have most of their files in common."""

import hashlib
import stat
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeAlias

from ssg.document import MAX_FILE_BYTES
from ssg.errors import errors_in
from ssg.folder import Entry
from ssg.settings import Settings
from ssg.tool_memory import ReadTool, ToolMemory

__all__ = ["ByteMemory"]

Key: TypeAlias = tuple[str, bytes]


class ByteMemory(ToolMemory):
    """Remembers tools by the bytes of their files, as long as what they are checked against is the same."""

    def __init__(self) -> None:
        super().__init__()
        self.read: dict[Key, ReadTool] = {}
        """What was read without errors; it may be taken into another memory of the same basis."""
        self.twins: dict[Path, Path] = {}
        """File -> another file that holds its bytes: the first is a stand-in, to be filled only when it must be read."""
        self._against: object = None

    def expect(self, settings: Settings | None, vocabulary: Collection[str] | None) -> None:
        """Forget everything when what tools are checked against has changed."""
        basis = (settings.types, settings.categories, settings.attributes, settings.ranking.signals,
                 vocabulary) if settings else None
        if basis is None or (self._against is not None and basis != self._against):
            self.read = {}
        self._against = basis

    def recall(self, entry: Entry, body: Entry | None, read: Callable[[], ReadTool]) -> ReadTool:
        """Return the tool of a file and of the text beside it; read only where no file of these bytes was."""
        key = (entry.path, self._digest(entry) + (self._digest(body) if body else b""))
        found = self.read.get(key)
        if found is None:
            for one in (entry, body):
                if one and one.file in self.twins:
                    one.file.write_bytes(self.twins.pop(one.file).read_bytes())
            found = read()
            if found[0] and not errors_in(found[1]):
                self.read[key] = found
        return found


    def _digest(self, entry: Entry) -> bytes:
        """Return what tells a file's bytes from others; of a file that cannot be read, only its place."""
        file = self.twins.get(entry.file, entry.file)
        try:
            status = file.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_FILE_BYTES:
                return hashlib.sha256(file.read_bytes()).digest()
        except OSError:
            pass
        return str(file).encode(errors="surrogatepass")
