"""Staged files -> the output folder, so that whoever looks sees the whole old site or the whole new one.

Beside the output `public` stands `.public.ssg` with the lock, the manifest and, while a build runs, its stage.

The manifest lists the files that builds wrote; every other file of the output is somebody's and is carried over. Before
the swap it is made to list the files of both trees, after it those of the new one. So whichever tree a killed build
left in place, the manifest knows all our files in it, and none that is somebody's: a build whose page would take the
path of somebody's file has stopped before. Nothing has to find out which tree it is; no marker is put into it.
"""

import errno
import os
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ssg.errors import BuildError
from ssg.output import manifest
from ssg.output.atomic_swap import STAGE, TRASH, OutputPaths, recover, swap
from ssg.output.lock import locked
from ssg.output.staging import Stage, Written, check_path, failure, fingerprint, make_folder
from ssg.text import count, printable

__all__ = ["Publication", "Published", "Stage", "Written", "clean", "listed", "publishing"]

CANNOT_LINK = {errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
"""Answers of file systems without hard links, and of kernels that let nobody link a file of another owner."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication changed; files that no build wrote are not counted."""

    changed: int
    """Files that are new or have new bytes."""
    unchanged: int
    """Files that stayed as they were, with their time."""
    removed: int
    """Files of the last build that are gone."""
    size: int
    """Bytes of all files together."""
    files: int
    """Files in all."""
    largest: int = 0
    """Bytes of the largest file."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A build's hold on the output folder: nobody else publishes there meanwhile."""

    stage: Stage
    place: OutputPaths

    def publish(self, written: Sequence[Written]) -> Published:
        """Make what was written the site, at once; the old tree is removed when the block ends."""
        pages = _by_path(written)
        output, state = self.place.output, self.place.manifest
        with _told("publish to", output):
            known = _read_manifest(state)
            removed = [path for path in known if path not in pages and _is_file(f"{output}/{path}")]
            changed = sum(not page.same for page in written)
            entries = {path: f"{page.digest} {page.size}" for path, page in pages.items()}
            if changed or removed or not os.path.lexists(output):
                _assemble(self.stage, pages, known)
                _write_manifest(state, {**known, **entries})
                swap(self.place, str(self.stage.folder))
            _write_manifest(state, entries)
        sizes = [page.size for page in written]
        return Published(
            changed,
            len(pages) - changed,
            len(removed),
            sum(sizes),
            len(pages),
            max(sizes, default=0),
        )


@contextmanager
def publishing(output: Path) -> Iterator[Publication]:
    """Lock the output, tidy up after a killed build, and give a new stage; without publish() the output stays."""
    place = OutputPaths.of(output)
    with ExitStack() as stack:
        with _told("publish to", place.output):
            os.makedirs(os.path.dirname(place.state), exist_ok=True)
            make_folder(place.state)
            stack.enter_context(locked(place.lock, _refusal(output)))
            stack.callback(_settle, place)
            recover(place)
            # A name of its own for each build: a worker that outlived a killed build cannot write into this stage.
            stage = tempfile.mkdtemp(prefix=STAGE, dir=place.state)
            os.chmod(stage, 0o700)  # the umask may have taken our own right to write
        yield Publication(Stage(Path(stage), Path(place.output)), place)


def clean(output: Path) -> int:
    """Remove the files that builds wrote, folders that this empties, and the state; return how many files."""
    place = OutputPaths.of(output)
    if not os.path.isdir(place.state):
        return 0
    with _told("clean", place.output), locked(place.lock, _refusal(output)):
        recover(place)
        removed = _remove_known(place.output, _read_manifest(place.manifest))
        for file in (
            place.made,
            place.manifest,
            place.lock,
        ):  # the lock last: up to here, nobody else can have begun
            with suppress(FileNotFoundError):
                os.unlink(file)
        with suppress(OSError):  # another build may just have begun there
            os.rmdir(place.state)
    return removed


def _settle(place: OutputPaths) -> None:
    with _told("tidy up beside", place.output):
        recover(place)


def _refusal(output: Path) -> str:
    return f'another build is writing to "{printable(str(output), 300)}"; wait for it to end'


@contextmanager
def _told(action: str, output: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = f' at "{printable(error.filename, 300)}"' if isinstance(error.filename, str) else ""
        raise failure(error, f'{action} "{printable(output, 300)}"{where}') from error


def _by_path(written: Sequence[Written]) -> dict[str, Written]:
    """Key the files by path; two of one path, on a system that ignores case too, are an error."""
    pages: dict[str, Written] = {}
    spellings: dict[str, str] = {}
    for page in written:
        check_path(page.path)
        first = spellings.setdefault(unicodedata.normalize("NFC", page.path).casefold(), page.path)
        if first != page.path or page.path in pages:
            both = " and ".join(
                sorted({f'"{printable(first, 300)}"', f'"{printable(page.path, 300)}"'})
            )
            raise BuildError(
                f"two files of the site would have one path: {both}; rename one of their sources"
            )
        pages[page.path] = page
    return pages


def _assemble(stage: Stage, pages: Mapping[str, Written], known: Mapping[str, str]) -> None:
    """Complete the stage with the unchanged files and with those that are somebody's, and verify it."""
    same = [path for path, page in pages.items() if page.same]
    ours = {*known, *same, *_folders(known)}
    somebodys = [
        path
        for path, entry in _walk(str(stage.old))
        if path not in ours or (entry and not _plain(entry))
    ]
    _refuse_collisions(somebodys, pages)
    empty = {path for path in somebodys if path.endswith("/")}
    carried = [path for path in somebodys if path not in empty]
    for folder in sorted(_folders([*same, *somebodys]) | empty):
        make_folder(f"{stage.folder}/{folder}")
    for path in [*same, *carried]:
        _link(f"{stage.old}/{path}", f"{stage.folder}/{path}")
    for folder in sorted((_folders(somebodys) | empty) - _folders(pages), reverse=True):
        os.chmod(f"{stage.folder}/{folder}", stat.S_IMODE(os.stat(f"{stage.old}/{folder}").st_mode))
    _verify(str(stage.folder), pages, len(carried))


def _refuse_collisions(somebodys: Iterable[str], pages: Collection[str]) -> None:
    folders = _folders(pages)
    taken = sorted(
        path
        for path in somebodys
        if path + "/" in folders
        or any(above[:-1] in pages for above in (path.rstrip("/") + "/", *_above(path)))
    )
    if taken:
        more = f" (and {count(len(taken) - 1, 'more file')} like it)" if taken[1:] else ""
        raise BuildError(
            f'no build wrote "{printable(taken[0], 300)}"{more}, and a page of the site needs its path; '
            "move it out of the output folder"
        )


def _link(source: str, target: str) -> None:
    """Give a file of the old tree a place in the new one, with its time; symbolic links stay what they are."""
    if os.path.islink(source):
        os.symlink(os.readlink(source), target)
        return
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in CANNOT_LINK:
            raise
        shutil.copy2(source, target)


def _verify(stage: str, pages: Mapping[str, Written], carried: int) -> None:
    """Hold what is in the stage against what was written; a new file whose time is another by now is read back."""
    files, missing = 0, set(pages)
    for path, entry in _walk(stage):
        if entry:
            files += 1
            if path in pages and _is_as_written(pages[path], entry):
                missing.remove(path)
    if missing:
        raise BuildError(
            f'"{printable(min(missing), 300)}" is not as it was written; check the disk and build again'
        )
    if files != len(pages) + carried:
        raise BuildError(
            f"{count(files, 'file')} in place of {len(pages) + carried:,} would be published; "
            "let nobody write to the output folder while a build runs, and build again"
        )


def _is_as_written(page: Written, entry: os.DirEntry[str]) -> bool:
    status = entry.stat(follow_symlinks=False)
    return status.st_size == page.size and (
        page.same
        or status.st_mtime_ns == page.changed
        or fingerprint(entry.path) == (page.size, page.digest)
    )


def _walk(top: str) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """List the files, links and other entries below a folder; of the folders only the empty ones, ending with `/`."""
    folders = [""] if os.path.lexists(top) else []
    for folder in folders:  # grows while we go: no recursion, however deep somebody's folders are
        with os.scandir(f"{top}/{folder}") as entries:
            found = list(entries)
        if folder and not found:
            yield folder, None
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{folder}{entry.name}/")
            else:
                yield folder + entry.name, entry


def _plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _is_file(path: str) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)


def _above(path: str) -> Iterator[str]:
    """Yield the folders that a path lies in, the nearest first, each ending with `/`."""
    while path := path[: path.rfind("/", 0, -1) + 1]:
        yield path


def _folders(paths: Iterable[str]) -> set[str]:
    """Return all folders that the paths lie in."""
    folders: set[str] = set()
    for path in paths:
        for folder in _above(path):
            if folder in folders:
                break
            folders.add(folder)
    return folders


def _remove_known(output: str, known: Collection[str]) -> int:
    found = [path for path, entry in _walk(output) if path in known and entry and _plain(entry)]
    for path in found:
        os.unlink(f"{output}/{path}")
    for folder in sorted({"", *_folders(known)}, reverse=True) if known else ():
        path = f"{output}/{folder}".rstrip("/")
        if os.path.realpath(path) == path:  # never through somebody's link to a folder elsewhere
            with suppress(OSError):  # not empty
                os.rmdir(path)
    return len(found)


def listed(output: Path) -> dict[str, str]:
    """Return the files that builds wrote to an output folder: path -> its digest and size with a blank between them."""
    return _read_manifest(OutputPaths.of(output).manifest)


def _read_manifest(path: str) -> dict[str, str]:
    """Return the paths of the files that builds wrote, each with its digest and size."""
    try:
        body = b"" if os.path.islink(path) else Path(path).read_bytes()
        return manifest.read(body.decode())
    except FileNotFoundError:
        return {}
    except (ValueError, BuildError) as error:
        raise BuildError(
            f'"{printable(path, 300)}" is damaged; remove it and the pages in the output folder, '
            "and build again"
        ) from error


def _write_manifest(path: str, entries: Mapping[str, str]) -> None:
    body = manifest.text(entries).encode()
    with suppress(FileNotFoundError):
        if Path(path).read_bytes() == body:
            return
    part = os.path.join(os.path.dirname(path), TRASH + "manifest")
    with open(part, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(part, 0o644)
    os.replace(part, path)
