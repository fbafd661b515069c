"""Where the site goes and who makes it: the options that `build` and `merge` share for object stores and clusters."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.errors import UsageError
from ssg.text import printable

if TYPE_CHECKING:  # types only: the real imports are inside the functions
    from ssg.build.executor import Executor
    from ssg.callbacks import Progress
    from ssg.output.object_store import Bucket
    from ssg.output.publish import Published

__all__ = ["MAX_DELETES", "TARGET", "Address", "Landing", "engine_at", "open_target"]

STORES = ("s3://", "gs://", "az://", "file:///", "memory:")
NO_FOLDER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:s3|gs|az|file):")
DEFAULT_MAX_DELETES = 256


@dataclass(frozen=True, slots=True)
class Address:
    """An object store, as it was typed."""

    url: str


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a build puts the site at first, and where it then goes."""

    folder: Path | None
    """None is the default."""
    bucket: "Bucket | None" = None
    max_deletes: int = 0

    def upload(self, published: "Published", folder: str, progress: "Progress") -> str:
        """Send the site on, where there is an object store; return what has changed there, in words."""
        if self.bucket is None or self.folder is None:
            return (
                f"{published.changed:,} files changed, {published.removed:,} removed, in {folder}"
            )
        from ssg.output.object_store import sync

        sent = sync(self.folder, self.bucket, self.max_deletes, progress)
        return (
            f"{sent.sent:,} objects sent, {sent.unchanged:,} unchanged, {sent.deleted:,} deleted, "
            f"at {printable(self.bucket.address, 300)}"
        )


class _Target(click.ParamType[Path | Address]):
    name = "directory or url"

    def convert(
        self,
        value: str | Path | Address,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path | Address:
        """Tell a folder from an object store."""
        if isinstance(value, (Path, Address)):
            return value
        if value.startswith(STORES):
            return Address(value)
        if NO_FOLDER.match(value):
            self.fail(
                f'"{printable(value, 300)}" is no object store that ssg knows; it knows {", ".join(STORES)}',
                param,
                ctx,
            )
        if Path(value).is_file():
            self.fail(f'"{printable(value, 300)}" is a file', param, ctx)
        return Path(value)


TARGET = click.option(
    "-o",
    "--output",
    type=_Target(),
    metavar="DIR|URL",
    help="The folder to write to, or an object store: s3://bucket/prefix, gs://..., az://...  "
    "[default: <site>/public]",
)
MAX_DELETES = click.option(
    "--max-deletes",
    type=click.IntRange(0),
    metavar="N",
    help="Most objects that may be deleted from an object store.  [default: 256]",
)


@contextmanager
def open_target(output: Path | Address | None, max_deletes: int | None) -> Iterator[Landing]:
    """Return where to build; for an object store a temporary folder, once the store has answered."""
    if not isinstance(output, Address):
        if max_deletes is not None:
            raise UsageError(
                "--max-deletes is for object stores; name one with --output, such as s3://bucket/prefix"
            )
        yield Landing(output)
        return
    import tempfile

    with _extra("obstore", "cloud", "--output with the address of an object store"):
        from ssg.output.object_store import open_bucket
    bucket = open_bucket(output.url)
    with tempfile.TemporaryDirectory(prefix="ssg-") as folder:
        yield Landing(
            Path(folder, "public"),
            bucket,
            DEFAULT_MAX_DELETES if max_deletes is None else max_deletes,
        )


@contextmanager
def engine_at(cluster: str | None, jobs: int) -> "Iterator[Executor]":
    """Return what makes the pages: the workers of a cluster, or this machine."""
    if cluster is None:
        from ssg.build.executor import local_executor

        yield local_executor(jobs)
        return
    with _extra("dask distributed", "dask", "--cluster"):
        from ssg.build.dask_executor import cluster as connect
    with connect(cluster) as engine:
        yield engine


@contextmanager
def _extra(packages: str, name: str, option: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in packages.split():
            raise
        raise UsageError(
            f'{option} needs more packages; install them with: pip install "versus-ssg[{name}]"'
        ) from error
