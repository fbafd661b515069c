"""A built tree -> an object store: only objects that changed are sent, and only what builds wrote is ever deleted.

What builds wrote there, and with which bytes, stands in the store itself, in `.ssg-manifest`. Before the first object is
sent it is made to list the objects of both states, those on their way without a digest; so whenever a run is cut off, the
next one knows all our objects, and sends those again that may be half there. Then come the files that pages need, the
pages, the lists of pages, the deletions, and the final manifest last.
"""

import mimetypes
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from ssg.callbacks import Progress, no_progress
from ssg.errors import BuildError
from ssg.output import manifest
from ssg.output.publish import listed
from ssg.text import count, printable

__all__ = ["MANIFEST", "Bucket", "Synced", "cache_control", "content_type", "open_bucket", "sync"]

MANIFEST = ".ssg-manifest"
ON_ITS_WAY = "- -"
"""What the manifest says in place of digest and size while an object is being sent."""
THREADS = 16
AT_ONCE = 1_000
"""Objects whose sending is planned at a time."""
SHOWN = 3
TRIES, TRYING = 4, timedelta(seconds=60)

HASHED = re.compile(r"assets/[^/]+\.[0-9a-f]{8}\.\w+")
"""A file named by its own hash: under this name there are never other bytes."""
FOR_EVER, ASK_FIRST = "public, max-age=31536000, immutable", "public, max-age=0, must-revalidate"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
OTHER_TYPES = mimetypes.MimeTypes()
"""What Python itself knows; never the files of the system, which differ from one to the other."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A place in an object store, and what builds wrote there before."""

    address: str
    store: ObjectStore
    known: Mapping[str, str]
    """Path -> digest and size with a blank between them."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sending changed; objects that no build wrote are not counted."""

    sent: int
    unchanged: int
    deleted: int


_Step: TypeAlias = Callable[[str], object]


def open_bucket(address: str) -> Bucket:
    """Open the store at an address such as `s3://bucket/prefix` and read what builds wrote there.

    Credentials come from the environment. Raise BuildError when the store refuses.
    """
    with _told("open", address):
        # Only folders can be made, and only they need it.
        store = (
            from_url(address, mkdir=True)
            if address.startswith("file:")
            else from_url(address, retry_config={"max_retries": TRIES, "retry_timeout": TRYING})
        )
        return Bucket(address, store, _read_manifest(store, address))


def sync(
    output: Path, bucket: Bucket, max_deletes: int, progress: Progress = no_progress
) -> Synced:
    """Make the objects of a bucket those that builds wrote to an output folder.

    Raise BuildError, before anything is sent, when more than `max_deletes` objects would have to go.
    """
    files = listed(output)
    changed = [path for path in files if bucket.known.get(path) != files[path]]
    gone = sorted(set(bucket.known) - set(files))
    if len(gone) > max_deletes:
        shown = ", ".join(printable(path, 300) for path in gone[:SHOWN])
        raise BuildError(
            f"{count(len(gone), 'object')} would be deleted, such as {shown}, and --max-deletes allows "
            f"{max_deletes:,}; nothing was sent; when that is right, raise it"
        )
    if not changed and not gone:
        return Synced(0, len(files), 0)

    def put(path: str) -> None:
        _put(bucket.store, path, output / path, content_type(path), cache_control(path))

    with _told("write to", bucket.address):
        _write_manifest(bucket.store, {**bucket.known, **dict.fromkeys(changed, ON_ITS_WAY)})
        done = 0
        for paths in _in_order(changed):
            done = _each(put, paths, done, len(changed), progress)
        _each(lambda path: _delete(bucket.store, path), gone, 0, len(gone), no_progress)
        _write_manifest(bucket.store, files)
    return Synced(len(changed), len(files) - len(changed), len(gone))


def content_type(path: str) -> str:
    """Return the media type of a file of the site by its name."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  (a name in a store is no path of this system)
    found = TYPES.get(suffix) or OTHER_TYPES.types_map[True].get(suffix, "application/octet-stream")
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def cache_control(path: str) -> str:
    """Return how long browsers may keep a file: for ever when its name holds its hash, else they ask each time."""
    return FOR_EVER if HASHED.fullmatch(path) else ASK_FIRST


def _in_order(paths: Sequence[str]) -> Iterator[list[str]]:
    """Yield the paths in groups: a page comes after the files that it needs, and before the files that name it."""
    groups: list[list[str]] = [[], [], []]
    for path in sorted(paths):
        groups[1 if path.endswith(".html") else 2 if path.endswith(".xml") else 0].append(path)
    yield from groups


def _each(step: _Step, paths: Sequence[str], done: int, total: int, progress: Progress) -> int:
    """Take a step for every path, several at once; return how many are done in all."""
    with ThreadPoolExecutor(THREADS) as pool:
        for start in range(0, len(paths), AT_ONCE):
            try:
                for _ in pool.map(step, paths[start : start + AT_ONCE]):
                    done += 1
                    progress("send", done, total)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return done


def _put(store: ObjectStore, path: str, body: bytes | Path, kind: str, cache: str) -> None:
    if isinstance(store, LocalStore):  # a folder has no place for them
        obstore.put(store, path, body)
    else:
        obstore.put(store, path, body, attributes={"Content-Type": kind, "Cache-Control": cache})


def _delete(store: ObjectStore, path: str) -> None:
    with suppress(FileNotFoundError):  # somebody was quicker
        obstore.delete(store, path)


def _read_manifest(store: ObjectStore, address: str) -> dict[str, str]:
    try:
        return manifest.read(bytes(obstore.get(store, MANIFEST).bytes()).decode())
    except FileNotFoundError:
        return {}
    except (ValueError, BuildError) as error:
        raise BuildError(
            f'"{printable(address, 300)}/{MANIFEST}" is damaged; remove it and the objects of the site, '
            "and build again"
        ) from error


def _write_manifest(store: ObjectStore, entries: Mapping[str, str]) -> None:
    _put(store, MANIFEST, manifest.text(entries).encode(), "text/plain; charset=utf-8", "no-store")


@contextmanager
def _told(action: str, address: str) -> Iterator[None]:
    """Say in one sentence what the store refused."""
    try:
        yield
    except (BaseError, OSError, NotImplementedError) as error:
        why = printable(str(error).partition("\n")[0], 300)
        raise BuildError(
            f'cannot {action} "{printable(address, 300)}": {why}; check the address, the credentials in the '
            "environment, and what they allow"
        ) from error
