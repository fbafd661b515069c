"""Load and rank two versions of a site, from folders or git revisions.

Tool files with equal bytes are parsed once.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from ssg.build.languages import in_all_languages
from ssg.build.page_worker import Job, make_context
from ssg.catalog import Catalog
from ssg.comparison.alignment import Aligner
from ssg.comparison.alignment_inputs import same_alignments
from ssg.config import Config, resolved
from ssg.content.files import STATIC
from ssg.content.git import Blob, holds, list_files, read_blobs
from ssg.content.load import load
from ssg.content.tool_cache import ContentToolCache
from ssg.errors import BuildError, ContentError, UsageError, errors_in
from ssg.messages import is_english
from ssg.parallel import run_forked
from ssg.ranking.pairing import bare_pairs, pair, same_pairs
from ssg.ranking.scoring import Ranker
from ssg.ranking.subjects import tells_its_job
from ssg.rendering.templates import layout_folders
from ssg.review.site_diff import SiteVersion
from ssg.scores import Ranking
from ssg.settings import SITE_FILE
from ssg.site import Pair, Site
from ssg.text import count
from ssg.urls import Addresses
from ssg.views import all_pages

__all__ = ["load_versions"]

RAM_DISK, MAX_RAM_BYTES = Path("/dev/shm"), 16_000_000  # noqa: S108  (a private folder inside)
"""Small files are written faster to memory than to a disk; larger revisions go to the disk."""
MIN_TOOLS_TO_FORK = 400
"""With fewer tools, a second process is not faster."""


def load_versions(config: Config, base: str, head: str) -> tuple[SiteVersion, SiteVersion]:
    """Load two versions of a site; an empty `head` is the working tree.

    Raise UsageError if a name is neither a folder nor a revision, ContentError if the head has
    errors, BuildError if the base has errors.
    """
    if not base:
        raise UsageError('the base is empty; name a revision such as "main", or a folder')
    with (
        _folder(config.root, head) as (head_folder, _),
        _folder(config.root, base, head_folder) as (base_folder, twins),
    ):
        cache = ContentToolCache()
        after = _load_head(head_folder, cache, config)
        cache.twins.update(twins)
        before = _load_base(base_folder, cache, base, after)
    many, same = len(after.tools) >= MIN_TOOLS_TO_FORK, same_pairs(before, after)
    old = run_forked(lambda: _listed(config, before, _pairs(before)), worth=many)
    new = run_forked(lambda: _listed(config, after, _pairs(after)), worth=many and not same)
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
    """Pairs and pages of a version."""

    pairs: Sequence[Pair]
    pages: frozenset[str]
    redirects: dict[str, str]


class _Aligners:
    """Create aligners lazily; versions with equal texts share one."""

    def __init__(self, before: Catalog, after: Catalog) -> None:
        self._shared = same_alignments(before, after)
        self._aligners: dict[int, Aligner] = {}

    def of(self, catalog: Catalog) -> Aligner:
        """Return the aligner of a catalog."""
        key = 0 if self._shared else id(catalog)
        if key not in self._aligners:
            self._aligners[key] = Aligner(catalog)
        return self._aligners[key]


def _pairs(catalog: Catalog) -> Sequence[Pair]:
    """Return the pairs of a version, with the step of each if verdicts depend on it."""
    is_decided = is_english(catalog.settings.default_language) and any(
        tells_its_job(tool) for tool in catalog.tools
    )
    return pair(catalog)[0] if is_decided else bare_pairs(catalog)


@contextmanager
def _folder(
    root: Path, name: str, other: Path | None = None
) -> Iterator[tuple[Path, dict[Path, Path]]]:
    """Yield the folder of a version: the working tree, a folder, or a checkout in a temporary one.

    In a checkout, tool files with the same bytes as in the folder `other` are empty; the mapping
    is empty file -> file in `other`.
    """
    if not name or (Path(name) / "content").is_dir():
        yield resolved(Path(name)) if name else root, {}
        return
    blobs = list_files(root, name, ["content"])
    same = _unchanged_tools(blobs, other) if other else set()
    wanted = [
        blob
        for blob in blobs
        if not blob.link and blob.path not in same and not blob.path.startswith(f"{STATIC}/")
    ]
    contents = read_blobs(root, wanted)
    bodies = dict(zip((blob.path for blob in wanted), contents, strict=True))
    parent = RAM_DISK if _fits_in_memory(bodies) else None
    with tempfile.TemporaryDirectory(prefix="ssg-diff-", dir=parent) as folder:
        _check_out(blobs, bodies, Path(folder))
        yield Path(folder), {Path(folder, path): other / path for path in same} if other else {}


def _unchanged_tools(blobs: list[Blob], other: Path) -> set[str]:
    """Return the paths of tool files with the same bytes in the folder `other`."""
    return {
        blob.path
        for blob in blobs
        if not blob.link
        and blob.path.startswith("content/tools/")
        and holds(other / blob.path, blob)
    }


def _fits_in_memory(bodies: Mapping[str, bytes]) -> bool:
    total = sum(map(len, bodies.values()))
    return total < MAX_RAM_BYTES and RAM_DISK.is_dir() and os.access(RAM_DISK, os.W_OK)


def _check_out(blobs: list[Blob], bodies: Mapping[str, bytes], into: Path) -> None:
    """Write the files of a revision; files without a body are empty, and links are dangling."""
    created = set[Path]()
    for blob in blobs:
        parts = PurePosixPath(blob.path).parts
        if not parts or ".." in parts or blob.path.startswith("/") or "\0" in blob.path:
            raise UsageError("the revision contains a file whose path is outside of it")
        file = into.joinpath(*parts)
        if file.parent not in created:
            file.parent.mkdir(parents=True, exist_ok=True)
            created.add(file.parent)
        if blob.link:
            file.symlink_to("nowhere")
        else:
            file.write_bytes(bodies.get(blob.path, b""))


def _load_head(folder: Path, cache: ContentToolCache, config: Config) -> Catalog:
    loaded = load(folder, cache, jobs=config.jobs, latest=config.latest)
    if loaded.catalog is None:
        raise UsageError("invalid configuration", loaded.problems)
    if errors_in(loaded.problems):
        raise ContentError(loaded.problems)
    return loaded.catalog


def _load_base(folder: Path, cache: ContentToolCache, name: str, after: Catalog) -> Catalog:
    """Load the base; without a site.yaml it is a site without tools."""
    if not (folder / SITE_FILE).exists():
        return Catalog(settings=after.settings, tools=())
    loaded = load(folder, cache)
    if loaded.catalog is None or errors_in(loaded.problems):
        errors = sum(errors_in([problem]) for problem in loaded.problems)
        raise BuildError(
            f'the content of "{name}" has {count(errors, "error")} and cannot be compared; '
            "fix the errors or use another base"
        )
    return loaded.catalog


def _listed(config: Config, catalog: Catalog, pairs: Sequence[Pair]) -> _Listed:
    """Plan the pages of a catalog; this needs neither scores nor alignments."""
    site = in_all_languages(
        Site(catalog=catalog, ranking=Ranking(scores=(), as_of=date.min), pairs=pairs),
        [pairs] * len(catalog.translations),
    )
    nothing = Aligner(replace(catalog, tools=(), capabilities=()))
    addresses = Addresses.of(catalog.settings, config.base_url)
    folders = layout_folders(config.root, own=config.own_layouts)
    pages = list(all_pages(make_context(Job(site, nothing, addresses, folders, {}))))
    return _Listed(
        pairs,
        frozenset(page.address for page in pages if page.kind != "redirect"),
        {page.address: page.subject[0] for page in pages if page.kind == "redirect"},
    )


def _version(
    catalog: Catalog, ranking: Ranking, listed: _Listed, aligner: Callable[[Catalog], Aligner]
) -> SiteVersion:
    ids = {
        tool.slug: {capability.id for capability in tool.capabilities if capability.id}
        for tool in catalog.tools
    }

    def have_common(a: str, b: str) -> bool:
        return bool(ids[a] & ids[b]) or bool(aligner(catalog).align(a, b).both)

    return SiteVersion(
        catalog=catalog,
        ranking=ranking,
        pairs=listed.pairs,
        have_common=have_common,
        pages=listed.pages,
        redirects=listed.redirects,
    )
