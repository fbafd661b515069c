"""One shard's part of a site: its files, and a manifest that says of which site, by which program, and how many there are.

The manifest is a file of the part, so that it travels with it. What it says of the content is a hash over every value
that pages are made from, over layouts and static files: parts of two states of the content never become one site.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ssg import __version__
from ssg.build.executor import Executor, local_executor
from ssg.build.fingerprint import files_below, hash_of
from ssg.build.pipeline import Plan, Report, measure, plan, stage_files, with_search
from ssg.build.shard import MAX_SHARDS, Shard, pages_of, share_of
from ssg.build.uniqueness import Measured
from ssg.callbacks import Progress, no_progress
from ssg.config import Config
from ssg.errors import BuildError, Problem, UsageError
from ssg.output.publish import publishing
from ssg.output.staging import READ_ADVICE, failure
from ssg.site import Output
from ssg.text import printable

__all__ = [
    "MEASURED_FILE",
    "PART_FILE",
    "Part",
    "build_part",
    "content_hash",
    "measured_from",
    "read_part",
]

PART_FILE = "ssg-part.json"
MEASURED_FILE = "ssg-part-measured.txt"
"""What the text of the part's versus pages is made of, where the site sets a floor for what each has of its own."""
NOT_OF_THE_SITE = (PART_FILE, MEASURED_FILE)
NOT_HASHED = ("catalog", "static", "ranking", "pairs")
"""Fields of the site and its catalog that are looked into by themselves, or follow from the others and the date."""


class Part(BaseModel):
    """What a part's manifest says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ssg: str = Field(max_length=100)
    """Version of the program."""
    content: str = Field(max_length=100)
    """Hash over content, layouts and static files."""
    base_url: str
    as_of: date
    host: str
    min_unique: float
    shard: int = Field(ge=1, le=MAX_SHARDS)
    shards: int = Field(ge=1, le=MAX_SHARDS)
    whole: int = Field(ge=0)
    """Files of the whole site."""
    files: dict[str, tuple[int, str]]
    """Path of each of the part's files -> its size in bytes and its digest."""

    @property
    def of_the_site(self) -> Mapping[str, tuple[int, str]]:
        """The files of the part that belong to the site."""
        return {path: entry for path, entry in self.files.items() if path not in NOT_OF_THE_SITE}


def build_part(
    config: Config, shard: Shard, progress: Progress = no_progress, engine: Executor | None = None
) -> Report:
    """Build one shard's part of the site into the output folder, as whole or not at all as a site is.

    Where the site sets a floor for what each page has of its own, that takes all versus pages: here the part's own are
    only measured, and whoever joins the parts finds the thin ones.
    """
    engine = engine or local_executor(config.jobs)
    _refuse_other_folder(config.output)
    whole = with_search(plan(config, progress, engine, measured=False), progress)
    mine = replace(
        whole,
        pages=pages_of(shard, whole.pages),
        files=tuple(share_of(shard, whole.files)),
        static=tuple(share_of(shard, whole.static, len(whole.files))),
    )
    content = content_hash(whole)
    with publishing(config.output) as publication:
        written = stage_files(mine, publication.stage, engine, progress)
        if whole.site.settings.pairs.min_unique:
            written.append(
                publication.stage.put(
                    _measured_text(measure(mine.job, mine.pages, engine, progress))
                )
            )
        files = {
            one.path: (one.size, one.digest) for one in sorted(written, key=lambda one: one.path)
        }
        written.append(publication.stage.put(_part_file(whole, shard, content, files)))
        progress("publish", 0, 1)
        return Report(
            mine, publication.publish(written), tuple(sorted(mine.problems, key=Problem.place))
        )


def _refuse_other_folder(output: Path) -> None:
    if output.is_dir() and not (output / PART_FILE).is_file() and any(output.iterdir()):
        raise UsageError(
            f'"{printable(os.fspath(output), 300)}" holds something other than a part, perhaps a whole site; '
            "name another output folder for the part"
        )


def _part_file(
    whole: Plan, shard: Shard, content: str, files: dict[str, tuple[int, str]]
) -> Output:
    part = Part(
        ssg=__version__,
        content=content,
        base_url=whole.job.addresses.base_url,
        as_of=whole.site.ranking.as_of,
        host=whole.site.settings.host,
        min_unique=whole.site.settings.pairs.min_unique,
        shard=shard.number,
        shards=shard.of,
        whole=len(whole.pages) + len(whole.files) + len(whole.static),
        files=files,
    )
    return Output(
        path=PART_FILE, body=(json.dumps(part.model_dump(mode="json"), indent=0) + "\n").encode()
    )


def read_part(folder: Path) -> Part:
    """Read the manifest of a part; raise BuildError where there is none, or none that can be read."""
    shown = printable(os.fspath(folder), 300)
    try:
        return Part.model_validate_json((folder / PART_FILE).read_bytes())
    except FileNotFoundError as error:
        raise BuildError(
            f'"{shown}" is no part: it has no {PART_FILE}; name a folder that "ssg build --shard" wrote'
        ) from error
    except (ValidationError, ValueError) as error:
        raise BuildError(
            f'"{shown}/{PART_FILE}" is damaged, or of another version of ssg; build this part again'
        ) from error
    except OSError as error:
        raise failure(error, f'read "{shown}/{PART_FILE}"', READ_ADVICE) from error


def content_hash(whole: Plan) -> str:
    """Return a hash over everything that the whole site is made from, but not over where it stands on this machine."""
    return hash_of(_pieces(whole)).hex()


def _pieces(whole: Plan) -> Iterator[bytes]:
    for holder in (whole.site, whole.site.catalog):
        for name in (field.name for field in fields(holder) if field.name not in NOT_HASHED):
            value = getattr(holder, name)
            for one in value if isinstance(value, tuple) else (value,):
                yield repr(one).encode("utf-8", "surrogatepass")
    for folder in whole.job.layouts:
        yield from files_below(folder)
    for static in whole.static:
        yield static.address.encode("utf-8", "surrogatepass")
        with Path(static.source).open("rb") as file:
            yield hashlib.file_digest(file, "blake2b").digest()


def _measured_text(measured: Sequence[Measured]) -> Output:
    """Write down what pages are made of: a line for each, `a b hash:words hash:words ...`."""
    lines = (
        " ".join([*one.pair, *(f"{block.hex()}:{words}" for block, words in one.blocks)])
        for one in measured
    )
    return Output(path=MEASURED_FILE, body="".join(f"{line}\n" for line in lines).encode())


def measured_from(body: bytes) -> Iterator[Measured]:
    """Read what a part says of its pages."""
    for line in body.decode().splitlines():
        a, b, *blocks = line.split(" ")
        pieces = (block.partition(":") for block in blocks)
        yield Measured(
            (a, b), tuple((bytes.fromhex(digest), int(words)) for digest, _, words in pieces)
        )
