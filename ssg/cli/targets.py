"""Build targets and executors: folders, object stores and clusters."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.cli.environment import require_extra
from ssg.errors import UsageError
from ssg.text import printable

if TYPE_CHECKING:  # imported inside of functions: a build that changes nothing needs none
    from ssg.build.dask_executor import ClusterMap
    from ssg.build.executor import Executor
    from ssg.callbacks import Progress
    from ssg.output.object_store import Bucket
    from ssg.output.published import Published

__all__ = [
    "MAX_DELETES",
    "TARGET",
    "StoreUrl",
    "Target",
    "open_cluster",
    "open_executor",
    "open_target",
]

STORES = ("s3://", "gs://", "az://", "file:///", "memory:")
URL_LIKE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:s3|gs|az|file):")
DEFAULT_MAX_DELETES = 256


@dataclass(frozen=True, slots=True)
class StoreUrl:
    """URL of an object store."""

    url: str


@dataclass(frozen=True, slots=True)
class Target:
    """Folder that a build writes to, and the object store that it is uploaded to."""

    folder: Path | None
    """None for the default folder."""
    bucket: "Bucket | None" = None
    max_deletes: int = 0

    def upload(self, published: "Published", folder: str, progress: "Progress") -> str:
        """Upload the folder if there is an object store; return a summary of the changes."""
        if self.bucket is None or self.folder is None:
            return (
                f"{published.changed:,} files changed, {published.removed:,} removed, in {folder}"
            )
        from ssg.output.object_store import sync

        result = sync(self.folder, self.bucket, self.max_deletes, progress)
        return (
            f"{result.sent:,} objects uploaded, {result.unchanged:,} unchanged, "
            f"{result.deleted:,} deleted, "
            f"at {printable(self.bucket.address, 300)}"
        )


class _TargetType(click.ParamType[Path | StoreUrl]):
    name = "directory or url"

    def convert(
        self,
        value: str | Path | StoreUrl,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path | StoreUrl:
        """Return a folder or the URL of an object store."""
        if isinstance(value, (Path, StoreUrl)):
            return value
        if value.startswith(STORES):
            return StoreUrl(value)
        if URL_LIKE.match(value):
            self.fail(
                f'"{printable(value, 300)}" is not a supported object store; '
                f"supported are {', '.join(STORES)}",
                param,
                ctx,
            )
        if Path(value).is_file():
            self.fail(f'"{printable(value, 300)}" is a file', param, ctx)
        return Path(value)


TARGET = click.option(
    "-o",
    "--output",
    type=_TargetType(),
    metavar="DIR|URL",
    help="Output folder or object store: s3://bucket/prefix, gs://..., az://...  "
    "[default: <site>/public]",
)
MAX_DELETES = click.option(
    "--max-deletes",
    type=click.IntRange(0),
    metavar="N",
    help="Maximum number of objects to delete from an object store.  [default: 256]",
)


@contextmanager
def open_target(output: Path | StoreUrl | None, max_deletes: int | None) -> Iterator[Target]:
    """Yield the target of a build; for an object store, a temporary folder after connecting."""
    if not isinstance(output, StoreUrl):
        if max_deletes is not None:
            raise UsageError(
                "--max-deletes requires an object store, e.g. --output s3://bucket/prefix"
            )
        yield Target(output)
        return
    import tempfile

    with require_extra("obstore", "cloud", "--output with an object store"):
        from ssg.output.object_store import open_bucket
    bucket = open_bucket(output.url)
    with tempfile.TemporaryDirectory(prefix="ssg-") as folder:
        yield Target(
            Path(folder, "public"),
            bucket,
            DEFAULT_MAX_DELETES if max_deletes is None else max_deletes,
        )


@contextmanager
def open_executor(cluster: str | None, jobs: int) -> "Iterator[Executor]":
    """Yield the executor that renders pages: a cluster, or local processes."""
    if cluster is None:
        from ssg.parallel import collection_paused

        with collection_paused(lasting=True):  # as the imports of `ssg.cli.build`
            from ssg.build.executor import local_executor

        yield local_executor(jobs)
        return
    with require_extra("dask distributed", "dask", "--cluster"):
        from ssg.build.dask_executor import cluster as connect
    with connect(cluster) as executor:
        yield executor


@contextmanager
def open_cluster(address: str) -> "Iterator[ClusterMap]":
    """Yield the function that runs others on a cluster."""
    with require_extra("dask distributed", "dask", "--cluster"):
        from ssg.build.dask_executor import cluster_map
    with cluster_map(address) as run:
        yield run
