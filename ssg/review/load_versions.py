"""Names of two versions of a site, folders or git revisions -> both, read and ranked; what they have in common is read once."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from ssg.build.page_worker import Job, make_context
from ssg.catalog import Catalog
from ssg.comparison.alignment import Aligner
from ssg.config import SITE_FILE, Config
from ssg.content.files import STATIC
from ssg.content.git import Blob, holds, list_files, read_blobs
from ssg.content.load import load
from ssg.content.tool_cache import ContentToolCache
from ssg.errors import BuildError, ContentError, UsageError, errors_in
from ssg.parallel import run_forked
from ssg.ranking.pairing import bare_pairs, same_pairs
from ssg.ranking.scoring import Ranker
from ssg.rendering.templates import layout_folders
from ssg.review.site_diff import Version
from ssg.scores import Ranking
from ssg.site import Pair, Site
from ssg.text import count
from ssg.urls import Addresses
from ssg.views import all_pages

__all__ = ["two_versions"]

MEMORY, MOST_IN_MEMORY = Path("/dev/shm"), 16_000_000  # noqa: S108  (a folder of its own is made in it)
"""Where a thousand small files are made sooner than on a disk, and the most bytes that are put there."""
WORTH_A_PROCESS = 400
"""Tools below which one process is as quick."""


def two_versions(config: Config, base: str, head: str) -> tuple[Version, Version]:
    """Read two versions of a site; an empty `head` is its working tree.

    Raise UsageError for a name that is neither a folder nor a revision, ContentError when the head has errors, BuildError
    when the base has.
    """
    with (
        _folder(config.root, head) as (second, _),
        _folder(config.root, base, second) as (first, twins),
    ):
        memory = ContentToolCache()
        after = _head(second, memory, config)
        memory.twins.update(twins)
        before = _base(first, memory, base, after)
    many, same = len(after.tools) >= WORTH_A_PROCESS, same_pairs(before, after)
    old = run_forked(lambda: _listed(config, before, bare_pairs(before)), worth=many)
    new = run_forked(lambda: _listed(config, after, bare_pairs(after)), worth=many and not same)
    ranker = Ranker()
    rankings = ranker.rank(before, config.as_of), ranker.rank(after, config.as_of)
    listed = old()
    listed_after = _listed(config, after, listed.pairs) if same else new()
    aligners = _Aligners(before, after)
    return _version(before, rankings[0], listed, aligners.of), _version(
        after, rankings[1], listed_after, aligners.of
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """The pairs and pages of a version."""

    pairs: tuple[Pair, ...]
    pages: frozenset[str]
    redirects: dict[str, str]


class _Aligners:
    """Makes the aligner of a version when it is first asked for; two versions of the same words share one."""

    def __init__(self, before: Catalog, after: Catalog) -> None:
        self._shared = _words(before) == _words(after)
        self._made: dict[int, Aligner] = {}

    def of(self, catalog: Catalog) -> Aligner:
        """Return the aligner of a catalog."""
        key = 0 if self._shared else id(catalog)
        if key not in self._made:
            self._made[key] = Aligner(catalog)
        return self._made[key]


def _words(catalog: Catalog) -> object:
    """Return everything that alignment depends on."""
    return catalog.capabilities, [(tool.slug, tool.capabilities) for tool in catalog.tools]


@contextmanager
def _folder(
    root: Path, name: str, other: Path | None = None
) -> Iterator[tuple[Path, dict[Path, Path]]]:
    """Give the folder of a version: the working tree, a folder of this name, or a revision's files in a temporary one.

    In the last, files of tools that have the same bytes in the folder `other` are empty; the mapping says for which they
    stand in.
    """
    if not name or (Path(name) / "content").is_dir():
        yield Path(name).resolve() if name else root, {}
        return
    blobs = list_files(root, name, ["content"])
    same = {
        blob.path
        for blob in blobs
        if other
        and not blob.link
        and blob.path.startswith("content/tools/")
        and holds(other / blob.path, blob)
    }
    wanted = [
        blob
        for blob in blobs
        if not blob.link and blob.path not in same and not blob.path.startswith(f"{STATIC}/")
    ]
    bodies = dict(
        zip(
            (blob.path for blob in wanted),
            read_blobs(root, [blob.name for blob in wanted]),
            strict=True,
        )
    )
    in_memory = (
        MEMORY.is_dir()
        and os.access(MEMORY, os.W_OK)
        and sum(map(len, bodies.values())) < MOST_IN_MEMORY
    )
    with tempfile.TemporaryDirectory(prefix="ssg-diff-", dir=MEMORY if in_memory else None) as made:
        _write(blobs, bodies, Path(made))
        yield Path(made), {Path(made, path): other / path for path in same} if other else {}


def _write(blobs: list[Blob], bodies: Mapping[str, bytes], into: Path) -> None:
    """Write files of a revision as far as they are read: static files and stand-ins stay empty, links lead nowhere."""
    made = set[Path]()
    for blob in blobs:
        parts = PurePosixPath(blob.path).parts
        if not parts or ".." in parts or blob.path.startswith("/") or "\0" in blob.path:
            raise UsageError("the revision holds a file whose name leads out of it")
        file = into.joinpath(*parts)
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        if blob.link:
            file.symlink_to("nowhere")
        else:
            file.write_bytes(bodies.get(blob.path, b""))


def _head(folder: Path, memory: ContentToolCache, config: Config) -> Catalog:
    loaded = load(folder, memory, jobs=config.jobs, latest=config.latest)
    if loaded.catalog is None:
        raise UsageError("the configuration cannot be used", loaded.problems)
    if errors_in(loaded.problems):
        raise ContentError(loaded.problems)
    return loaded.catalog


def _base(folder: Path, memory: ContentToolCache, name: str, after: Catalog) -> Catalog:
    """Read the base; where it has no site yet, it is a site without tools."""
    if not (folder / SITE_FILE).exists():
        return Catalog(settings=after.settings, tools=())
    loaded = load(folder, memory)
    if loaded.catalog is None or errors_in(loaded.problems):
        faults = sum(errors_in([problem]) for problem in loaded.problems)
        raise BuildError(
            f'the content of "{name}" has {count(faults, "error")}, so nothing can be compared with it; '
            "mend it there first, or name another base"
        )
    return loaded.catalog


def _listed(config: Config, catalog: Catalog, pairs: tuple[Pair, ...]) -> _Listed:
    """List the pages of a catalog; neither scores nor alignment decide which there are."""
    site = Site(catalog=catalog, ranking=Ranking(scores=(), as_of=date.min), pairs=pairs)
    nothing = Aligner(replace(catalog, tools=(), capabilities=()))
    addresses = Addresses.of(catalog.settings, config.base_url)
    pages = list(
        all_pages(make_context(Job(site, nothing, addresses, layout_folders(config.root), {})))
    )
    return _Listed(
        pairs,
        frozenset(page.address for page in pages if page.kind != "redirect"),
        {page.address: page.subject[0] for page in pages if page.kind == "redirect"},
    )


def _version(
    catalog: Catalog, ranking: Ranking, listed: _Listed, aligner: Callable[[Catalog], Aligner]
) -> Version:
    ids = {tool.slug: {one.id for one in tool.capabilities if one.id} for tool in catalog.tools}

    def have_common(a: str, b: str) -> bool:
        return bool(ids[a] & ids[b]) or bool(aligner(catalog).align(a, b).both)

    return Version(
        catalog=catalog,
        ranking=ranking,
        pairs=listed.pairs,
        have_common=have_common,
        pages=listed.pages,
        redirects=listed.redirects,
    )
