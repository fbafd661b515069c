"""The parts of a site -> the whole site, the same bytes as a build in one piece; or every reason why they are none."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from ssg.build.executor import local_executor
from ssg.build.output_checks import check_host
from ssg.build.pipeline import Plan, judge, plan, stage_files
from ssg.build.shard_build import MEASURED_FILE, Part, content_hash, measured_from, read_part
from ssg.build.uniqueness import unique_shares
from ssg.callbacks import Progress, no_progress
from ssg.catalog import StaticFile
from ssg.config import Config
from ssg.errors import BuildError, Problem
from ssg.output.publish import Published, publishing
from ssg.output.staging import Stage, Written, check_path, fingerprint
from ssg.parallel import map_chunks
from ssg.text import count, join_words, printable

__all__ = ["Merged", "merge"]

SHOWN = 20
"""Most files that a message names."""
MISSING_SHOWN = 10

Parts = Sequence[tuple[Path, Part]]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did."""

    parts: int
    published: Published
    problems: tuple[Problem, ...]
    """Warnings."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file of a part, and what it must be."""

    path: str
    source: str
    size: int
    digest: str


def merge(folders: Sequence[Path], config: Config, progress: Progress = no_progress) -> Merged:
    """Join the parts in these folders and publish the site to `config.output`.

    Content is read, from `config.root`, only where the site sets a floor for what each page has of its own. Raise
    BuildError when the parts are not all the parts of one site, or not as they were written.
    """
    parts = [(folder, read_part(folder)) for folder in folders]
    _refuse(_faults(parts))
    first = parts[0][1]
    anew, stale = _judged(parts, config, progress) if first.min_unique else (None, set())
    copies = [
        _Copy(path, f"{os.path.realpath(folder)}/{path}", *entry)
        for folder, part in parts
        for path, entry in part.of_the_site.items()
        if path not in stale
    ]
    with publishing(config.output) as publication:
        written: list[Written] = []
        damaged: list[str] = []
        progress("join", 0, len(copies))
        for chunk in map_chunks(
            partial(_copy_all, publication.stage), copies, config.jobs, _nothing, None
        ):
            written += [one for one in chunk if isinstance(one, Written)]
            damaged += [one for one in chunk if isinstance(one, str)]
            progress("join", len(written) + len(damaged), len(copies))
        _refuse(damaged)
        if anew:
            written += stage_files(anew, publication.stage, local_executor(config.jobs), progress)
        progress("publish", 0, 1)
        published = publication.publish(written)
    over = check_host(first.host, published.files, published.size, published.largest)
    problems = [*over, *(anew.problems if anew else ())]
    return Merged(len(parts), published, tuple(sorted(problems, key=Problem.place)))


def _faults(parts: Parts) -> list[str]:
    """Return every reason why these are not all the parts of one site."""
    (one, first), *others = parts
    faults = []
    for folder, part in others:
        differing = [
            words
            for name, words in MUST_BE_THE_SAME.items()
            if getattr(part, name) != getattr(first, name)
        ]
        if differing:
            faults.append(
                f"{_named(folder)} and {_named(one)} are of {join_words(differing)}; "
                "build all parts from the same content, with the same ssg and the same options"
            )
    if len({part.shards for _, part in parts}) == 1:
        faults += _miscounted(parts)
    spread = Counter(path for _, part in parts for path in part.of_the_site)
    if not faults and (max(spread.values(), default=0) > 1 or len(spread) != first.whole):
        faults.append(
            f"together they list {count(spread.total(), 'file')}, and the site has {first.whole:,}; "
            "build the parts again"
        )
    return faults


MUST_BE_THE_SAME: Mapping[str, str] = {
    "shards": "sites cut into another number of parts",
    "ssg": "different versions of ssg",
    "content": "different content",
    "base_url": "different base URLs",
    "as_of": "different dates (--date)",
}


def _miscounted(parts: Parts) -> Iterator[str]:
    of = parts[0][1].shards
    found = Counter(part.shard for _, part in parts)
    missing = [f"{number}/{of}" for number in range(1, of + 1) if number not in found]
    if missing:
        more = f" and {len(missing) - MISSING_SHOWN:,} more" if len(missing) > MISSING_SHOWN else ""
        yield (
            f"{count(len(missing), 'part is', 'parts are')} missing: {', '.join(missing[:MISSING_SHOWN])}{more}; "
            'build what is missing with "ssg build --shard", and name all parts'
        )
    for number in sorted(number for number in found if found[number] > 1):
        folders = join_words([_named(folder) for folder, part in parts if part.shard == number])
        times = "twice" if found[number] == 2 else f"{found[number]} times"
        yield f"part {number}/{of} is there {times}: {folders}; name it once"


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        more = [f"and {len(faults) - SHOWN:,} more"] if len(faults) > SHOWN else []
        raise BuildError("\n- ".join(["the parts do not make a site:", *faults[:SHOWN], *more]))


def _named(folder: Path) -> str:
    return f'"{printable(os.fspath(folder), 300)}"'


def _nothing(_: None) -> None:
    """Make a process ready: copying needs nothing."""


def _copy_all(stage: Stage, copies: Sequence[_Copy]) -> list[Written | str]:
    """Stage files of parts; return for each what was written, or what is wrong with it."""
    return [_copy(stage, one) for one in copies]


def _copy(stage: Stage, one: _Copy) -> Written | str:
    check_path(one.path)
    if not _is_own_file(one.source):
        return f'"{printable(one.source, 300)}" is missing; build this part again'
    written = stage.copy(StaticFile(address=one.path, source=one.source))
    if (written.size, written.digest) != (one.size, one.digest):
        return f'"{printable(one.source, 300)}" is not as it was written; build this part again'
    return written


def _is_own_file(path: str) -> bool:
    """Tell whether a file stands just where its path says: no link leads out of its part."""
    return Path(path).is_file() and os.path.realpath(path) == path


def _judged(parts: Parts, config: Config, progress: Progress) -> tuple[Plan, set[str]]:
    """Return what must be made anew, and the paths of what it replaces.

    That is versus pages too thin for search engines, and the files that list pages.
    """
    first = parts[0][1]
    whole = plan(
        replace(config, base_url=first.base_url, as_of=first.as_of), progress, measured=False
    )
    if content_hash(whole) != first.content:
        raise BuildError(
            f"{_named(config.root)} does not hold the content that the parts were built from, which "
            "pairs.min_unique asks for; name it with -C"
        )
    sources = [
        (os.path.realpath(folder) + "/" + MEASURED_FILE, part.files.get(MEASURED_FILE))
        for folder, part in parts
    ]
    _refuse(
        [
            f'"{printable(source, 300)}" is missing or not as it was written; build this part again'
            for source, entry in sources
            if not _is_own_file(source) or fingerprint(source) != entry
        ]
    )
    measured = chain.from_iterable(
        measured_from(Path(source).read_bytes()) for source, _ in sources
    )
    found = judge(whole, unique_shares(measured))
    thin = tuple(new for old, new in zip(whole.pages, found.pages, strict=True) if new is not old)
    stale = {file.path for file in (*whole.files, *found.files)} | {
        whole.job.addresses.file(page.address) for page in thin
    }
    return replace(
        found, pages=thin, static=(), problems=found.problems[len(whole.problems) :]
    ), stale
