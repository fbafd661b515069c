"""Cache of parsed tools, keyed by file status or by file content."""

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ssg.catalog import ToolDigests
from ssg.content.files import MAX_FILE_BYTES, ContentFile
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext
from ssg.errors import BuildError, errors_in
from ssg.output.digests import size_and_digest
from ssg.ranking.mentions import FoundNames

__all__ = ["ContentToolCache", "Read", "Stamp", "ToolCache", "WarmToolCache", "name_of"]

WORTH_OPENING = 200
"""Fewer tools are read sooner than the cache of the last build is opened."""


Stamp: TypeAlias = tuple[object, ...]
"""A value that differs for two states of a file."""

Results: TypeAlias = Sequence[ReadTool]
Read: TypeAlias = Callable[[Sequence[ToolFiles]], Results]
"""Reads the files of tools; returns their tools and problems, in order."""


class _Kept(NamedTuple):
    stamp: Stamp
    read: ReadTool


class ToolCache:
    """Cache of valid tools. A file with an error is read again each time."""

    def __init__(self, stamp: Callable[[ContentFile], Stamp] | None = None) -> None:
        """Take a function file -> stamp; by default size, times and inode number."""
        self._stamp = stamp or _stamp
        self.kept: dict[str, _Kept] = {}
        """By path without extension."""
        self.found = FoundNames()
        """The names of tools in the texts of kept tools, as far as they are known."""
        self.digests: dict[str, ToolDigests] = {}
        """The digests of tools by slug, as far as they are known."""
        self.references = ""
        """What the kept tools refer to, as text; empty at first."""

    def forget(self, path: str) -> None:
        """Drop a file from the cache. Two writes within one clock tick have the same stamp."""
        folder, _, name = path.rpartition("/")
        self.kept.pop(f"{folder}/{name.partition('.')[0]}", None)

    def recall(
        self, context: ValidationContext, files: Sequence[ToolFiles], read: Read
    ) -> list[ReadTool]:
        """Return the tools of these files, in order; only changed files are read.

        The cache is cleared when what tools refer to (types, categories, ...) has changed.
        """
        may_keep = self._check_references(context)
        stamps = self._stamps(files)
        names = [name_of(tool_files) for tool_files in files]
        results = [self.lookup(name, stamp) for name, stamp in zip(names, stamps, strict=True)]
        missing = [index for index, result in enumerate(results) if result is None]
        new_results = self._read(context, [files[index] for index in missing], read)
        for index, result in zip(missing, new_results, strict=True):
            results[index] = result
            tool, problems = result
            if may_keep and tool and not errors_in(problems):
                self.keep(names[index], stamps[index], result)
        return [result for result in results if result]

    def _read(
        self, context: ValidationContext, missing: Sequence[ToolFiles], read: Read
    ) -> Results:
        """Return the tools of files that the cache does not have."""
        del context
        return read(missing)

    def _stamps(self, files: Sequence[ToolFiles]) -> list[Stamp]:
        """Return the stamp of each tool."""
        return [self._stamp_of(tool_files) for tool_files in files]

    def _stamp_of(self, files: ToolFiles) -> Stamp:
        """Return the stamp of all files of a tool; those of translations follow their path."""
        stamp = self._stamp(files.entry) + (self._stamp(files.body) if files.body else ())
        for file in files.translated():
            stamp += (file.path, *self._stamp(file))
        return stamp

    def lookup(self, name: str, stamp: Stamp) -> ReadTool | None:
        """Return a tool if its files have this stamp."""
        kept = self.kept.get(name)
        return kept.read if kept and kept.stamp == stamp else None

    def keep(self, name: str, stamp: Stamp, read: ReadTool) -> None:
        """Add a tool to the cache."""
        self.kept[name] = _Kept(stamp, read)

    def _check_references(self, context: ValidationContext) -> bool:
        """Clear the cache if what tools refer to has changed; return whether tools may be cached.

        They may not while site.yaml or the vocabulary is invalid; the cache is then kept.
        """
        settings = context.settings
        if settings is None or context.vocabulary is None:
            return False
        references = repr(
            (
                settings.types,
                settings.categories,
                settings.attributes,
                settings.ranking,
                sorted(context.vocabulary),
            )
        )
        if references != self.references:
            self.kept, self.references = {}, references
        return True


def name_of(files: ToolFiles) -> str:
    """Return the path of a tool's file without its extension."""
    return files.entry.path.removesuffix(".yaml")


def _stamp(entry: ContentFile) -> Stamp:
    """Return a file's status; taken before reading, so that a concurrent write is noticed later."""
    try:
        status = os.lstat(entry.file)
    except OSError:
        return (0,)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_mode


class ContentToolCache(ToolCache):
    """Cache of valid tools, keyed by the content of their files."""

    def __init__(self) -> None:
        super().__init__(self._digest)
        self.twins: dict[Path, Path] = {}
        """Placeholder file -> file with its content, copied only when the placeholder is read."""

    def _read(
        self, context: ValidationContext, missing: Sequence[ToolFiles], read: Read
    ) -> Results:
        """Return the tools of files with new content, which placeholders get before."""
        for tool_files in missing:
            for entry in tool_files.all():
                if entry.file in self.twins:
                    entry.file.write_bytes(self.twins.pop(entry.file).read_bytes())
        return super()._read(context, missing, read)

    def _digest(self, entry: ContentFile) -> Stamp:
        """Return the hash of a file's content; of a file that cannot be read, its path."""
        file = self.twins.get(entry.file, entry.file) if self.twins else entry.file
        try:
            status = os.lstat(file)
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_FILE_BYTES:
                return (bytes.fromhex(size_and_digest(os.fspath(file))[1]),)
        except (OSError, BuildError):
            pass
        return (file,)


class WarmToolCache(ToolCache):
    """Cache of valid tools by file status, whose first full read takes those of another cache."""

    def __init__(self, known: Callable[[], ToolCache]) -> None:
        """Take a function that opens the other cache; it is called once."""
        super().__init__()
        self._known: Callable[[], ToolCache] | None = known

    def _read(
        self, context: ValidationContext, missing: Sequence[ToolFiles], read: Read
    ) -> Results:
        """Return the tools of files that this cache does not have, many from the other one."""
        if self._known is None or len(missing) < WORTH_OPENING:
            return super()._read(context, missing, read)
        known, self._known = self._known(), None
        return known.recall(context, missing, read)
