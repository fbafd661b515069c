"""Merge the parts of a sharded build into the site: the same bytes as an unsharded build.

Parts that do not form one site are refused, with every reason.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ssg.build.cache import BuildCache, write_cache
from ssg.build.executor import local_executor
from ssg.build.host_usage import check_host, host_usage
from ssg.build.page_table import PageTable
from ssg.build.pipeline import Plan, exclude_thin_pages, plan, stage_files
from ssg.build.program_hash import hash_of
from ssg.build.shard_build import (
    MEASURED_FILE,
    Part,
    content_hash,
    measured_from,
    paths_hash,
    read_part,
)
from ssg.build.uniqueness import Measured, unique_shares
from ssg.callbacks import Progress, no_progress
from ssg.catalog import StaticFile
from ssg.config import Config
from ssg.errors import BuildError, Problem, refuse_warnings
from ssg.output.digests import size_and_digest
from ssg.output.publish import publishing
from ssg.output.published import Published
from ssg.output.staging import Keys, Stage, Written
from ssg.output.tree_files import check_path
from ssg.output.written_table import WrittenTable
from ssg.parallel import map_chunks
from ssg.text import count, join_words, printable

__all__ = ["Merged", "merge"]

PROGRAM = b"merge"
"""Key of the cache of merges, whose fingerprints are those of digests; no build reads it."""
SHOWN = 20
"""Maximum number of files in a message."""
MISSING_SHOWN = 10

Parts = Sequence[tuple[Path, Part]]


@dataclass(frozen=True, slots=True)
class Merged:
    """Result of a merge."""

    parts: int
    published: Published
    problems: tuple[Problem, ...]
    """Warnings."""
    usage: str = ""
    """Share of the host's limits that the site takes."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file of a part with its expected size and digest."""

    path: str
    source: str
    size: int
    digest: str
    published: int = 0
    """Modification time (ns) of the same file in the output; 0 if it has to be compared."""


def merge(folders: Sequence[Path], config: Config, progress: Progress = no_progress) -> Merged:
    """Merge the parts in these folders and publish the site to `config.output`.

    The content at `config.root` is read only for a site with `pairs.min_unique`. Raise BuildError
    if the parts are incomplete, of different sites, or damaged.
    """
    parts = [(folder, read_part(folder)) for folder in folders]
    _refuse(_conflicts(parts))
    first = parts[0][1]
    thin, replaced = _thin_pages(parts, config, progress) if first.min_unique else (None, set())
    copies = [
        _Copy(path, f"{os.path.realpath(folder)}/{path}", *entry)
        for folder, part in parts
        for path, entry in part.of_the_site.items()
        if path not in replaced
    ]
    with publishing(config.output, config.wait) as publication:
        paths = publication.paths
        cache = BuildCache.read(paths.cache, PROGRAM)
        written = _copy_files(publication.stage, cache, copies, config.jobs, progress)
        if thin:
            rendered = stage_files(thin, publication.stage, local_executor(config.jobs), progress)
            written.merge(rendered)
        problems = [*check_host(first.host, *written.use()), *(thin.problems if thin else ())]
        if config.strict:
            refuse_warnings(problems)
        progress("publish", 0, 1)
        published = publication.publish(written)
        write_cache(paths.cache, paths.trash("cache"), written, PROGRAM)
    ordered = tuple(sorted(problems, key=Problem.place))
    return Merged(len(parts), published, ordered, host_usage(first.host, *published.use))


def _conflicts(parts: Parts) -> list[str]:
    """Return every reason why these parts do not form one site."""
    (first_folder, first), *others = parts
    conflicts = []
    for folder, part in others:
        before, values = _identity(first), _identity(part)
        differing = [name for name, value in values.items() if before[name] != value]
        if differing:
            conflicts.append(
                f"{_named(folder)} and {_named(first_folder)} have {join_words(differing)}; "
                "build all parts from the same content, with the same ssg and the same options"
            )
    if len({part.shards for _, part in parts}) == 1:
        conflicts += _miscounted(parts)
    paths = Counter(path for _, part in parts for path in part.of_the_site)
    complete = len(paths) == first.whole and paths_hash(paths) == first.paths
    if not conflicts and (max(paths.values(), default=0) > 1 or not complete):
        conflicts.append(
            f"the parts list {count(paths.total(), 'file')}, which are not the {first.whole:,} "
            "of the site; build the parts again"
        )
    return conflicts


def _identity(part: Part) -> Mapping[str, object]:
    """Return what all parts of a site have in common, by the text for a difference."""
    return {
        "different numbers of shards": part.shards,
        "different versions of ssg": part.ssg,
        "different content": part.content,
        "different base URLs": part.base_url,
        "different dates (--date)": part.as_of,
        "different names of files, because Python or a library has another version": part.paths,
    }


def _miscounted(parts: Parts) -> Iterator[str]:
    of = parts[0][1].shards
    times_given = Counter(part.shard for _, part in parts)
    missing = [f"{number}/{of}" for number in range(1, of + 1) if number not in times_given]
    if missing:
        more = f" and {len(missing) - MISSING_SHOWN:,} more" if len(missing) > MISSING_SHOWN else ""
        yield (
            f"{count(len(missing), 'part is', 'parts are')} missing: "
            f"{', '.join(missing[:MISSING_SHOWN])}{more}; "
            'build the missing parts with "ssg build --shard", and name all parts'
        )
    for number in sorted(number for number in times_given if times_given[number] > 1):
        folders = join_words([_named(folder) for folder, part in parts if part.shard == number])
        times = "twice" if times_given[number] == 2 else f"{times_given[number]} times"
        yield f"part {number}/{of} is given {times}: {folders}; name it once"


def _refuse(reasons: Sequence[str]) -> None:
    """Raise BuildError if there is any reason not to merge."""
    if reasons:
        more = [f"and {len(reasons) - SHOWN:,} more"] if len(reasons) > SHOWN else []
        raise BuildError("\n- ".join(["cannot merge the parts:", *reasons[:SHOWN], *more]))


def _named(folder: Path) -> str:
    return f'"{printable(os.fspath(folder), 300)}"'


def _copy_files(
    stage: Stage, cache: BuildCache, copies: Sequence[_Copy], jobs: int, progress: Progress
) -> WrittenTable:
    """Stage the files of all parts; raise BuildError that names damaged and missing ones.

    Of a file that the last merge has published with the same digest, only the part's is read.
    """
    written, damaged = WrittenTable(), list[str]()
    keys = [Keys(_fingerprint(copy.digest)) for copy in copies]
    records = cache.lookup(stage, [copy.path for copy in copies], keys)
    known = [
        replace(copy, published=record.mtime) if record else copy
        for copy, record in zip(copies, records, strict=True)
    ]
    progress("join", 0, len(copies))
    for chunk in map_chunks(partial(_copy_chunk, stage), known, jobs):
        written.extend(result for result in chunk if isinstance(result, Written))
        damaged += [result for result in chunk if isinstance(result, str)]
        progress("join", len(written) + len(damaged), len(copies))
    _refuse(damaged)
    return written


def _copy_chunk(stage: Stage, copies: Sequence[_Copy]) -> list[Written | str]:
    """Stage files of parts; return for each its record or an error message."""
    return [_copy(stage, copy) for copy in copies]


def _copy(stage: Stage, copy: _Copy) -> Written | str:
    check_path(copy.path)
    if not _is_own_file(copy.source):
        return f'"{printable(copy.source, 300)}" is missing; build this part again'
    fingerprint = _fingerprint(copy.digest)
    if copy.published and size_and_digest(copy.source) == (copy.size, copy.digest):
        entry = copy.path, copy.size, copy.digest
        return Written(*entry, reused=True, mtime=copy.published, fingerprint=fingerprint)
    written = stage.copy(StaticFile(address=copy.path, source=copy.source))
    if (written.size, written.digest) != (copy.size, copy.digest):
        return f'"{printable(copy.source, 300)}" is damaged; build this part again'
    return written._replace(fingerprint=fingerprint)


def _fingerprint(digest: str) -> bytes:
    """Return the key of a file in the cache; a damaged part may have any text as a digest."""
    return hash_of([digest.encode("utf-8", "surrogatepass")])


def _is_own_file(path: str) -> bool:
    """Return whether a path is a regular file and no link leads out of its part."""
    return Path(path).is_file() and os.path.realpath(path) == path


def _thin_pages(parts: Parts, config: Config, progress: Progress) -> tuple[Plan, set[str]]:
    """Return a plan of the files to render again, and the paths that they replace.

    These are versus pages that are not to be indexed, and the files that list pages.
    """
    first = parts[0][1]
    whole = plan(
        replace(config, base_url=first.base_url, as_of=first.as_of), progress, measured=False
    )
    if content_hash(whole) != first.content:
        raise BuildError(
            f"{_named(config.root)} does not contain the content of the parts, "
            "which pairs.min_unique requires; name its folder with -C"
        )
    final = exclude_thin_pages(whole, unique_shares(_read_measured(parts)))
    pages = PageTable(new for old, new in zip(whole.pages, final.pages, strict=True) if new != old)
    replaced = {file.path for file in (*whole.files, *final.files)} | {
        whole.job.addresses.file(page.address) for page in pages
    }
    problems = final.problems[len(whole.problems) :]
    return final._replace(pages=pages, static=(), problems=problems), replaced


def _read_measured(parts: Parts) -> Iterator[Measured]:
    """Yield the measured pages of all parts; raise BuildError for damaged files."""
    sources = [
        (os.path.realpath(folder) + "/" + MEASURED_FILE, part.files.get(MEASURED_FILE))
        for folder, part in parts
    ]
    _refuse(
        [
            f'"{printable(source, 300)}" is missing or damaged; build this part again'
            for source, entry in sources
            if not _is_own_file(source) or size_and_digest(source) != entry
        ]
    )
    for source, _ in sources:
        try:
            yield from measured_from(Path(source).read_bytes())
        except ValueError as error:
            shown = printable(source, 300)
            raise BuildError(f'"{shown}" is damaged; build this part again') from error
