"""Build one shard's part of a site: its files, and a manifest.

The manifest is a file of the part. It records the version of ssg, the options, the shard, the
number of files of the whole site, and a hash over all inputs: values of the content, layouts and
static files. So parts of different content are never merged.
"""

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ssg import __version__
from ssg.build.early_load import stored_tools
from ssg.build.executor import Executor, local_executor
from ssg.build.page_table import PageTable
from ssg.build.page_worker import input_rows
from ssg.build.pipeline import (
    Plan,
    Report,
    measure,
    plan,
    stage_changes,
    with_cache,
    with_search,
    write_caches,
)
from ssg.build.program_hash import files_below, hash_of
from ssg.build.search_state import search_state
from ssg.build.shard import MAX_SHARDS, Shard, share_of
from ssg.build.unchanged import InputState
from ssg.build.unchanged_files import unchanged_files
from ssg.build.uniqueness import Measured
from ssg.callbacks import Progress, no_progress
from ssg.config import Config
from ssg.content.stability import Verify, on_stable_content
from ssg.errors import BuildError, Problem, UsageError
from ssg.output.publish import publishing
from ssg.output.system_errors import READ_ADVICE, failure
from ssg.output.written_table import WrittenTable
from ssg.site import Output, Page
from ssg.text import printable

__all__ = [
    "MEASURED_FILE",
    "PART_FILE",
    "Part",
    "build_part",
    "content_hash",
    "measured_from",
    "pages_of",
    "paths_hash",
    "read_part",
]

PART_FILE = "ssg-part.json"
MEASURED_FILE = "ssg-part-measured.txt"
"""Text blocks of the part's versus pages, for a site with `pairs.min_unique`."""
MEASURED_LINE = re.compile(r"[a-z0-9-]+ [a-z0-9-]+(?: (?:[0-9a-f]{2}){1,64}:[0-9]{1,9})*")
NOT_OF_THE_SITE = (PART_FILE, MEASURED_FILE)
NOT_HASHED = ("catalog", "static", "ranking", "pairs", "translated", "digests")
"""Fields of the site and its catalog that are hashed separately or derived from the others."""


class Part(BaseModel):
    """Manifest of a part."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ssg: str = Field(max_length=100)
    """Version of ssg."""
    content: str = Field(max_length=100)
    """Hash over content, layouts and static files."""
    base_url: str
    as_of: date
    host: str
    min_unique: float
    shard: int = Field(ge=1, le=MAX_SHARDS)
    shards: int = Field(ge=1, le=MAX_SHARDS)
    whole: int = Field(ge=0)
    """Number of files of the whole site."""
    paths: str = Field(max_length=100)
    """Hash over the paths of all files of the whole site, as `paths_hash` returns it."""
    files: dict[str, tuple[int, str]]
    """Path of each file of the part -> size in bytes and digest."""

    @property
    def of_the_site(self) -> Mapping[str, tuple[int, str]]:
        """The files of the part that belong to the site itself."""
        return {path: entry for path, entry in self.files.items() if path not in NOT_OF_THE_SITE}


def build_part(
    config: Config, shard: Shard, progress: Progress = no_progress, engine: Executor | None = None
) -> Report:
    """Build one shard's part of the site; the output folder changes only if all of it succeeds.

    With `pairs.min_unique`, the versus pages of the part are measured only; `merge` compares the
    measures of all parts.
    """
    executor = engine or local_executor(config.jobs)
    _refuse_foreign_folder(config.output)
    return on_stable_content(
        config.root, lambda verify: _build_part(config, shard, progress, executor, verify)
    )


def pages_of(shard: Shard, pages: Iterable[Page]) -> PageTable:
    """Return the shard's pages: an equal slice of every kind.

    Kinds differ in cost, so each is divided by itself. Neighbouring pages share tools: in slices,
    the fragments of a tool are rendered in few shards.
    """
    kinds: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        kinds[page.kind].append(page)
    mine: list[Page] = []
    before = 0
    for of_kind in kinds.values():
        mine += share_of(shard, of_kind, before)
        before += len(of_kind)
    return PageTable(mine)


def _build_part(
    config: Config, shard: Shard, progress: Progress, engine: Executor, verify: Verify
) -> Report:
    before, tools = InputState.of(config), stored_tools(config)
    planned = plan(config, progress, engine, measured=False, memory=tools)
    with publishing(config.output, config.wait) as publication:
        whole = with_search(planned, progress, search_state(publication.paths))
        own = _own_part(whole, shard)
        content = content_hash(whole)
        cached = own._replace(job=with_cache(own.job, publication))
        unchanged = partial(unchanged_files, publication.paths)
        written = stage_changes(cached, publication.stage, engine, progress, unchanged)
        if whole.site.settings.pairs.min_unique:
            measured = measure(own.job, own.pages, engine, progress)
            written.extend([publication.stage.put(_measured_text(measured))])
        written.extend([publication.stage.put(_part_file(whole, shard, content, written))])
        verify()
        progress("publish", 0, 1)
        problems = tuple(sorted(own.problems, key=Problem.place))
        published = publication.publish(written)
        kept = tools if before.is_certain() else None
        write_caches(cached, publication.paths, written, kept, input_rows())
        return Report(own, published, problems)


def _own_part(whole: Plan, shard: Shard) -> Plan:
    """Return the plan of one shard."""
    return whole._replace(
        pages=pages_of(shard, whole.pages),
        files=tuple(share_of(shard, whole.files)),
        static=tuple(share_of(shard, whole.static, len(whole.files))),
    )


def _refuse_foreign_folder(output: Path) -> None:
    if output.is_dir() and not (output / PART_FILE).is_file() and any(output.iterdir()):
        raise UsageError(
            f'"{printable(os.fspath(output), 300)}" is not empty and does not contain a part; '
            "name another output folder for the part"
        )


def _part_file(whole: Plan, shard: Shard, content: str, written: WrittenTable) -> Output:
    records = sorted(written.records(), key=lambda record: record.path)
    part = Part(
        ssg=__version__,
        content=content,
        base_url=whole.job.addresses.base_url,
        as_of=whole.site.ranking.as_of,
        host=whole.site.settings.host,
        min_unique=whole.site.settings.pairs.min_unique,
        shard=shard.number,
        shards=shard.of,
        whole=len(paths := _paths(whole)),
        paths=paths_hash(paths),
        files={record.path: (record.size, record.digest) for record in records},
    )
    text = json.dumps(part.model_dump(mode="json"), indent=0) + "\n"
    return Output(path=PART_FILE, body=text.encode())


def _paths(whole: Plan) -> list[str]:
    """Return the path of every file of the whole site."""
    pages = (whole.job.addresses.file(page.address) for page in whole.pages)
    static = (file.address for file in whole.static)
    return [*pages, *(file.path for file in whole.files), *static]


def paths_hash(paths: Iterable[str]) -> str:
    """Return a hash over a set of paths.

    The name of the search index contains a hash of its content, so the hash also differs where two
    versions of Python or of a library compute another index.
    """
    return hash_of(path.encode("utf-8", "surrogatepass") for path in sorted(paths)).hex()


def read_part(folder: Path) -> Part:
    """Read the manifest of a part; raise BuildError if it is missing or damaged."""
    shown = printable(os.fspath(folder), 300)
    try:
        return Part.model_validate_json((folder / PART_FILE).read_bytes())
    except FileNotFoundError as error:
        raise BuildError(
            f'"{shown}" is not a part: {PART_FILE} is missing; '
            'name a folder that "ssg build --shard" wrote'
        ) from error
    except (ValidationError, ValueError) as error:
        raise BuildError(
            f'"{shown}/{PART_FILE}" is damaged or of another version of ssg; build this part again'
        ) from error
    except OSError as error:
        raise failure(error, f'read "{shown}/{PART_FILE}"', READ_ADVICE) from error


def content_hash(whole: Plan) -> str:
    """Return a hash over all inputs of the whole site, without paths of this machine."""
    return hash_of(_pieces(whole)).hex()


def _pieces(whole: Plan) -> Iterator[bytes]:
    for holder in (whole.site, whole.site.catalog):
        for name in (field.name for field in fields(holder) if field.name not in NOT_HASHED):
            value = getattr(holder, name)
            for item in value if isinstance(value, tuple) else (value,):
                yield repr(item).encode("utf-8", "surrogatepass")
    for folder in whole.job.layouts:
        yield from files_below(folder)
    for static in whole.static:
        yield static.address.encode("utf-8", "surrogatepass")
        with Path(static.source).open("rb") as file:
            yield hashlib.file_digest(file, "blake2b").digest()


def _measured_text(measured: Sequence[Measured]) -> Output:
    """Return one line for each page: `a b hash:words hash:words ...`."""
    lines = (
        " ".join([*page.pair, *(f"{block.hex()}:{words}" for block, words in page.blocks)])
        for page in measured
    )
    return Output(path=MEASURED_FILE, body="".join(f"{line}\n" for line in lines).encode())


def measured_from(body: bytes) -> Iterator[Measured]:
    """Parse the text of `MEASURED_FILE`; raise ValueError for any other text."""
    for line in body.decode().splitlines():
        if not MEASURED_LINE.fullmatch(line):
            raise ValueError(line[:80])
        a, b, *blocks = line.split(" ")
        pieces = (block.partition(":") for block in blocks)
        yield Measured(
            (a, b), tuple((bytes.fromhex(digest), int(words)) for digest, _, words in pieces)
        )
