"""Sync a built tree to an object store: upload changed objects, delete obsolete generated ones.

The store itself holds the manifest of the generated objects, in `.ssg-manifest`. Before the first
upload, it is extended to the objects of both states, with pending ones marked. So after an
interrupted run the next one has the complete list, and uploads pending objects again. The order
is: files that pages need, pages, lists of pages, deletions, and the final manifest.
"""

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
from ssg.media_types import media_type
from ssg.output import manifest
from ssg.output.publish import generated_files
from ssg.text import count, printable

__all__ = ["MANIFEST", "Bucket", "Synced", "cache_control", "open_bucket", "sync"]

MANIFEST = ".ssg-manifest"
PENDING = "- -"
"""Manifest entry, in place of digest and size, of an object that is being uploaded."""
THREADS = 16
BATCH = 1_000
"""Uploads queued at a time."""
SHOWN = 3
RETRIES, RETRY_TIMEOUT = 4, timedelta(seconds=60)

HASHED = re.compile(r"assets/[^/]+\.[0-9a-f]{8}\.\w+")
"""A file name that contains the hash of the file: its content never changes."""
IMMUTABLE, REVALIDATE = "public, max-age=31536000, immutable", "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A location in an object store, and its manifest."""

    address: str
    store: ObjectStore
    known: Mapping[str, str]
    """Manifest of the last upload: path -> digest and size, separated by a space."""


@dataclass(frozen=True, slots=True)
class Synced:
    """Number of objects by what an upload did; objects of others are not counted."""

    sent: int
    unchanged: int
    deleted: int


_Step: TypeAlias = Callable[[str], object]


def open_bucket(address: str) -> Bucket:
    """Open the store at a URL such as `s3://bucket/prefix` and read its manifest.

    Credentials come from the environment. Raise BuildError when the store fails.
    """
    with _store_errors("open", address):
        # Only local folders can be created on demand.
        store = (
            from_url(address, mkdir=True)
            if address.startswith("file:")
            else from_url(
                address, retry_config={"max_retries": RETRIES, "retry_timeout": RETRY_TIMEOUT}
            )
        )
        return Bucket(address, store, _read_manifest(store, address))


def sync(
    output: Path, bucket: Bucket, max_deletes: int, progress: Progress = no_progress
) -> Synced:
    """Upload the generated files of an output folder, and delete objects that are obsolete.

    Raise BuildError, before anything is sent, for more than `max_deletes` deletions.
    """
    files = generated_files(output)
    changed = [path for path in files if bucket.known.get(path) != files[path]]
    obsolete = sorted(set(bucket.known) - set(files))
    if len(obsolete) > max_deletes:
        shown = ", ".join(printable(path, 300) for path in obsolete[:SHOWN])
        raise BuildError(
            f"{count(len(obsolete), 'object')} would be deleted, such as {shown}, "
            f"and --max-deletes allows {max_deletes:,}; nothing was sent; "
            "if that is intended, raise the limit"
        )
    if not changed and not obsolete:
        return Synced(0, len(files), 0)

    def put(path: str) -> None:
        _put(bucket.store, path, output / path, media_type(path), cache_control(path))

    with _store_errors("write to", bucket.address):
        _write_manifest(bucket.store, {**bucket.known, **dict.fromkeys(changed, PENDING)})
        done = 0
        for paths in _in_order(changed):
            done = _each(put, paths, done, len(changed), progress)
        _each(lambda path: _delete(bucket.store, path), obsolete, 0, len(obsolete), no_progress)
        _write_manifest(bucket.store, files)
    return Synced(len(changed), len(files) - len(changed), len(obsolete))


def cache_control(path: str) -> str:
    """Return the Cache-Control header: immutable for a name with a hash, else revalidate."""
    return IMMUTABLE if HASHED.fullmatch(path) else REVALIDATE


def _in_order(paths: Sequence[str]) -> Iterator[list[str]]:
    """Yield the paths in upload order: files that pages need, pages, lists of pages."""
    groups: list[list[str]] = [[], [], []]
    for path in sorted(paths):
        groups[1 if path.endswith(".html") else 2 if path.endswith(".xml") else 0].append(path)
    yield from groups


def _each(step: _Step, paths: Sequence[str], done: int, total: int, progress: Progress) -> int:
    """Run a step for every path in threads; return `done` plus their number."""
    with ThreadPoolExecutor(THREADS) as pool:
        for start in range(0, len(paths), BATCH):
            try:
                for _ in pool.map(step, paths[start : start + BATCH]):
                    done += 1
                    progress("send", done, total)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return done


def _put(store: ObjectStore, path: str, body: bytes | Path, kind: str, cache: str) -> None:
    if isinstance(store, LocalStore):  # a folder cannot store attributes
        obstore.put(store, path, body)
    else:
        obstore.put(store, path, body, attributes={"Content-Type": kind, "Cache-Control": cache})


def _delete(store: ObjectStore, path: str) -> None:
    with suppress(FileNotFoundError):  # already deleted
        obstore.delete(store, path)


def _read_manifest(store: ObjectStore, address: str) -> dict[str, str]:
    try:
        return manifest.read(bytes(obstore.get(store, MANIFEST).bytes()).decode())
    except FileNotFoundError:
        return {}
    except (ValueError, BuildError) as error:
        raise BuildError(
            f'"{printable(address, 300)}/{MANIFEST}" is damaged; '
            "remove it and the objects of the site, and build again"
        ) from error


def _write_manifest(store: ObjectStore, entries: Mapping[str, str]) -> None:
    _put(store, MANIFEST, manifest.text(entries).encode(), "text/plain; charset=utf-8", "no-store")


@contextmanager
def _store_errors(action: str, address: str) -> Iterator[None]:
    """Raise BuildError for errors of the store."""
    try:
        yield
    except (BaseError, OSError, NotImplementedError) as error:
        why = printable(str(error).partition("\n")[0], 300)
        raise BuildError(
            f'cannot {action} "{printable(address, 300)}": {why}; '
            "check the URL, the credentials in the environment, and their permissions"
        ) from error
