"""Render pages to files in any process: the job that a worker gets, and its work on each chunk."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path

import numpy as np
from jinja2 import Environment

from ssg.build.aligner_file import AlignerFile
from ssg.build.alignments import AlignmentFile, encoded
from ssg.build.cache import BuildCache, UnchangedEntries, grouped
from ssg.build.fingerprint import ALIGNED_KINDS, PAIR_KINDS, PageFingerprints
from ssg.build.kept_hashes import KeptHashes
from ssg.build.page_table import PageTable
from ssg.build.quick_keys import KnownKeys
from ssg.build.uniqueness import Measured, blocks
from ssg.comparison.alignment import Aligner, KnownAlignments, LazyAligner
from ssg.errors import BuildError
from ssg.free_memory import give_back
from ssg.machine import DOCUMENT_KINDS
from ssg.messages import Messages
from ssg.output.staging import NO_KEYS, Aligned, Keys, Stage, Written
from ssg.output.written_table import WrittenTable
from ssg.parallel import collection_paused
from ssg.rendering.relative_links import with_links_of_content, with_relative_links
from ssg.rendering.renderer import Renderer
from ssg.rendering.templates import environment
from ssg.site import Output, Page, Site
from ssg.urls import Addresses
from ssg.views import PAGE_KINDS, Context
from ssg.views.page_head import site_view
from ssg.views.steps import in_steps

__all__ = [
    "Job",
    "context_in_languages",
    "context_of",
    "input_rows",
    "make_context",
    "measure_pages",
    "needs_aligner",
    "prepare_aligner",
    "recall_alignments",
    "release",
    "render_page",
    "reuse_pages",
    "reuse_search",
    "search_records",
    "set_up",
    "with_quick_keys",
    "write_pages",
]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a process needs to render pages; it can be pickled."""

    site: Site
    aligner: Aligner | LazyAligner
    addresses: Addresses
    layouts: tuple[Path, ...]
    assets: Mapping[str, str]
    """Name of an asset -> its address."""
    stage: Stage | None = None
    """Where pages are written; None if they are only measured."""
    cache: BuildCache | None = None
    """Pages of the last build, to be skipped if unchanged."""
    alignments: AlignmentFile | None = None
    """Alignments of the last build."""
    aligner_file: AlignerFile | None = None
    """State of its aligner, without a key."""
    translated_assets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """First folder of the pages in another language -> their assets."""


@dataclass(slots=True)
class _Process:
    """State of this process between two chunks."""

    job: Job | None = None
    context: Context | None = None
    fingerprints: PageFingerprints | None = None


_PROCESS = _Process()
BLOCK = 400
"""Pages whose alignments and keys are made together; no more than `KEPT_ALIGNMENTS`."""
BATCH = 50
"""Pages of a block whose views are made together."""
KEPT = ""
"""In place of the first slug of an alignment: the entry has a hash of a tool."""
COMPARED = 16_384
"""Pages whose keys are compared with the last build's at a time."""
NOT_SET_UP = "this worker process was not set up"


def make_context(job: Job) -> Context:
    """Return a new context for views."""
    names = {"": job.assets, **job.translated_assets}
    return context_in_languages(
        job.site, job.addresses, names, job.aligner, partial(environment, job.layouts)
    )


def context_in_languages(
    site: Site,
    addresses: Addresses,
    assets: Mapping[str, Mapping[str, str]],
    aligner: Aligner | LazyAligner,
    layouts: Callable[[Messages], Environment],
    before: Context | None = None,
) -> Context:
    """Return the context of a site, with those of its other languages.

    `assets`: first folder of the pages in a language -> addresses of assets; `layouts`: messages ->
    layouts in their language; `before`: see `Context.of`.
    """
    contexts: list[Context] = []
    for each in (site, *site.translated):
        tree = each.settings.tree
        own = addresses.of_tree(tree)
        view = site_view(each, own, assets.get(tree, {}))
        renderer = Renderer(layouts(each.settings.messages), view)
        known = before and (before.translated.get(tree) if tree else before)
        contexts.append(Context.of(each, own, renderer, aligner, known))
    context = contexts[0]
    for translated in contexts[1:]:
        tree = translated.addresses.tree
        context.translated[tree] = replace(translated, original=context, jobs=context.jobs)
    return context


def context_of(job: Job) -> Context:
    """Return the context of this process.

    It is kept, with its rendered fragments, as long as the site stays the same.
    """
    before, context = _PROCESS.job, _PROCESS.context
    if before is None or context is None or not _same_site(before, job):
        context = make_context(job)
    _PROCESS.job, _PROCESS.context = job, context
    return context


def _same_site(before: Job, job: Job) -> bool:
    return (
        before.site is job.site
        and before.aligner is job.aligner
        and (
            (before.addresses, before.layouts, before.assets, before.translated_assets)
            == (job.addresses, job.layouts, job.assets, job.translated_assets)
        )
    )


def set_up(job: Job) -> None:
    """Prepare this process for `write_pages` and `measure_pages`."""
    context = context_of(job)
    if job.cache is None:
        _PROCESS.fingerprints = None
    elif _PROCESS.fingerprints is None or not _PROCESS.fingerprints.are_of(
        context, job.cache.program
    ):
        kept = KeptHashes(partial(_kept_of, job.alignments))  # without the cache of the job
        _PROCESS.fingerprints = PageFingerprints(context, job.cache.program, kept=kept)


def _kept_of(alignments: AlignmentFile | None, slugs: Sequence[str]) -> Mapping[str, bytes]:
    """Return the hashes of tools that the last build has left next to the alignments."""
    if alignments is None:
        return {}
    return dict(zip(slugs, alignments.bodies([(KEPT, slug) for slug in slugs]), strict=True))


def release() -> None:
    """Drop what this process keeps between two chunks, when the last page is written."""
    for context in _PROCESS.context.in_languages() if _PROCESS.context else ():
        for kept in (context.kept, context.kept_for_each, context.kept_recent):
            kept.clear()  # some of it is in cycles with the context
    _PROCESS.job = _PROCESS.context = _PROCESS.fingerprints = None
    give_back()


def render_page(context: Context, page: Page, view: object = None) -> bytes:
    """Render one page or document, in its language; `view` is the view of a page, if known."""
    context = context.in_tree(page.tree)
    if page.kind in DOCUMENT_KINDS:
        return DOCUMENT_KINDS[page.kind].body(context, page)
    kind, addresses = PAGE_KINDS[page.kind], context.addresses
    if view is None:
        view = kind.view(context, page)
    body = context.renderer.page(kind.layout, view)
    if not addresses.base_path and not addresses.file_addresses:
        return body  # the content has the same addresses
    html = with_links_of_content(body.decode("utf-8"), context.link_of_content)
    if addresses.relative_links and page.kind != "not-found":  # which is shown at any address
        html = with_relative_links(html, page.address, addresses.base_path)
    return html.encode("utf-8")


def reuse_pages(
    job: Job, pages: Sequence[Page], unchanged: UnchangedEntries
) -> tuple[WrittenTable, PageTable]:
    """Return the records of the pages whose inputs did not change, and all other pages.

    `unchanged` returns the entries of the cache whose files are as these have them.
    """
    set_up(job)
    cache, stage, fingerprints = job.cache, job.stage, _PROCESS.fingerprints
    if job.alignments and fingerprints:
        job.alignments.open(fingerprints.alignments())
    if cache is None or stage is None or fingerprints is None or not len(cache.keys):
        return WrittenTable(), PageTable.of(pages)
    table, reused, changed = PageTable.of(pages), WrittenTable(), list[Page]()
    parts = [table.part(start, start + COMPARED) for start in range(0, len(table), COMPARED)]
    found = (cache.places(part.files(job.addresses)) for part in parts)
    places = np.concatenate([np.zeros(0, np.int64), *found])
    known = KnownKeys(cache.last_quick(places), cache.rows) if cache.rows else None
    quick, are_unchanged = fingerprints.quick_of(table, known), unchanged()
    if len(are_unchanged) == len(cache.keys):  # else nothing is known of the files
        places[~are_unchanged[places]] = -1
        for number, some in enumerate(parts):
            now = slice(number * COMPARED, (number + 1) * COMPARED)
            first, paths = partial(_first_key, fingerprints, some), some.files(job.addresses)
            are_reused = cache.reuse(reused, paths, places[now], quick[now], first)
            changed += [some[place] for place, is_reused in enumerate(are_reused) if not is_reused]
        return reused, PageTable(changed)
    return reused, table


def input_rows() -> bytes:
    """Return hashes over the inputs of the quick keys of this process, for the next build."""
    rows = _PROCESS.fingerprints.rows() if _PROCESS.fingerprints else None
    return rows.to_bytes() if rows else b""


def _first_key(fingerprints: PageFingerprints, pages: Sequence[Page], place: int) -> bytes:
    """Return the first key of a page; none of a comparison, whose keys a worker compares."""
    page = pages[place]
    return b"" if page.kind in PAIR_KINDS else fingerprints.of(page)


def reuse_search(job: Job, paths: Callable[[], Iterable[str]]) -> list[Written]:
    """Return the records of the search index if its inputs did not change, else nothing.

    `paths` returns files of the last build.
    """
    set_up(job)
    if not job.cache or not job.stage or not _PROCESS.fingerprints:
        return []
    return job.cache.lookup_group(job.stage, paths, _PROCESS.fingerprints.search())


def search_records(written: Sequence[Written]) -> list[Written]:
    """Return the records of a new search index with its key."""
    fingerprints = _PROCESS.fingerprints
    return grouped(written, fingerprints.search()) if fingerprints else list(written)


def write_pages(pages: Sequence[Page]) -> list[Written]:
    """Render pages into the stage and return their records, in any order.

    A comparison is not rendered if its file is as the build cache has it and its tools and their
    matches did not change.
    """
    job, context = _PROCESS.job, _PROCESS.context
    if job is None or context is None or job.stage is None:
        raise BuildError(NOT_SET_UP)
    written: list[Written] = []
    for start in range(0, len(pages), BLOCK):
        block = pages[start : start + BLOCK]
        with collection_paused():  # a batch is many objects, which are free after it
            for batch, keys in _batches(job.aligner, block):
                written += _write_batch(job, context, job.stage, batch, keys)
        others = [page for page in block if page.kind != "versus"]
        if job.alignments and any(page.kind in ALIGNED_KINDS for page in others):
            _recall(job, job.alignments.known())  # other processes have aligned most of these
        for page in others:  # the macros of their layouts are in cycles, with what they show
            written += _write_batch(job, context, job.stage, [page], _keys_of([page]))
    return written


def _batches(
    aligner: Aligner | LazyAligner, block: Sequence[Page]
) -> Iterator[tuple[Sequence[Page], Sequence[Keys]]]:
    """Align the comparisons of a block and yield them in batches, with their keys.

    The order of the block is the one in which aligning takes least time: one tool with many others.
    Where these have many comparisons, a batch has few first tools and few second ones: what belongs
    to them stays in the cache of the processor.
    """
    pairs = [page for page in block if page.kind == "versus"]
    if isinstance(aligner, LazyAligner):
        aligner.prepare_all([(page.subject[0], page.subject[1]) for page in pairs])
    pairs = min(pairs, sorted(pairs, key=attrgetter("tree", "subject")), key=_tools_of_batches)
    keys = _keys_of(pairs)
    for start in range(0, len(pairs), BATCH):
        yield pairs[start : start + BATCH], keys[start : start + BATCH]


def _tools_of_batches(pairs: Sequence[Page]) -> int:
    """Return how many tools each batch has, in all."""
    batches = (pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH))
    return sum(len({slug for page in batch for slug in page.subject}) for batch in batches)


def _write_batch(
    job: Job, context: Context, stage: Stage, batch: Sequence[Page], keys: Sequence[Keys]
) -> Iterator[Written]:
    """Yield the records of pages; each step is taken for all of them before the next one."""
    paths = [job.addresses.file(page.address) for page in batch]
    records = _unchanged(job, stage, paths, keys)
    changed = [page for page, record in zip(batch, records, strict=True) if record is None]
    bodies = iter(_render_batch(context, changed))
    aligned = _new_alignments(job)
    for path, key, record in zip(paths, keys, records, strict=True):
        if record:
            yield record.with_keys(key, aligned)
        else:
            yield stage.put(Output(path=path, body=next(bodies)), key, aligned)
        aligned = ()  # the first record has those of all


def _unchanged(
    job: Job, stage: Stage, paths: Sequence[str], keys: Sequence[Keys]
) -> list[Written | None]:
    """Return the record of each comparison that is as in the last build, else None."""
    if job.cache and len(job.cache.keys) and all(key.matched for key in keys):
        return job.cache.lookup(stage, paths, keys)
    return [None] * len(paths)


def with_quick_keys(written: Sequence[Written], pages: Sequence[Page]) -> list[Written]:
    """Return the records of pages that another machine has rendered, with a key for the cache.

    That is the quick key, or the first one for kinds without it: others need what a page shows.
    """
    fingerprints = _PROCESS.fingerprints
    if fingerprints is None:
        return [*written]
    return [
        record.with_keys(Keys(quick or fingerprints.of(page), quick=quick))
        for record, page, quick in zip(written, pages, fingerprints.quick_keys(pages), strict=True)
    ]


def _keys_of(batch: Sequence[Page]) -> list[Keys]:
    """Return the keys of pages."""
    fingerprints = _PROCESS.fingerprints
    if fingerprints is None:
        return [NO_KEYS] * len(batch)
    return fingerprints.keys(batch)


def _render_batch(context: Context, batch: Sequence[Page]) -> list[bytes]:
    """Render pages of one kind; where there are several, their views are made in steps."""
    steps = PAGE_KINDS[batch[0].kind].steps if len(batch) > 1 else None
    if not steps:
        fingerprints = _PROCESS.fingerprints
        known = [fingerprints.view(page) if fingerprints else None for page in batch]
        return [render_page(context, page, view) for page, view in zip(batch, known, strict=True)]
    views = in_steps([steps(context.in_tree(page.tree), page) for page in batch])
    return [render_page(context, page, view) for page, view in zip(batch, views, strict=True)]


def _new_alignments(job: Job) -> Aligned:
    """Return what was computed since the last call, for `Written.aligned`.

    That is alignments, and the hashes of tools that are kept with these.
    """
    if job.alignments is None or not isinstance(job.aligner, LazyAligner):
        return ()
    kept = _PROCESS.fingerprints.kept.taken() if _PROCESS.fingerprints else ()
    return encoded(job.aligner.taken()) + tuple(((KEPT, slug), body) for slug, body in kept)


def recall_alignments(job: Job) -> None:
    """Let the aligner of a job use those of the last build, and its state, if no text changed."""
    set_up(job)
    if job.alignments and _PROCESS.fingerprints:
        key = _PROCESS.fingerprints.alignments()
        _recall(job, job.alignments.open(key))
        if job.aligner_file and isinstance(job.aligner, LazyAligner):
            job.aligner.keep_in(replace(job.aligner_file, key=key))


def _recall(job: Job, known: KnownAlignments) -> None:
    """Let the aligner of a job use known alignments."""
    if isinstance(job.aligner, LazyAligner):
        job.aligner.recall(known)


def needs_aligner(job: Job, pages: Sequence[Page]) -> bool:
    """Return whether pages need an aligner that is not prepared: not all alignments are known."""
    aligner = job.aligner
    if not isinstance(aligner, LazyAligner) or aligner.is_prepared:
        return False
    aligned = (page for page in pages if page.kind in ALIGNED_KINDS)
    missing = [page.subject for page in aligned if not aligner.has(*page.subject)]
    tools = job.site.catalog.tools if missing else ()
    without = {tool.slug for tool in tools if not tool.capability_ids}
    are_known = not any(map(without.isdisjoint, missing))
    evidence = bool(job.site.catalog.evidence)
    return not are_known or (evidence and any(page.kind == "tool" for page in pages))


def prepare_aligner(job: Job, pages: Sequence[Page]) -> None:
    """Prepare the aligner in this process if pages need it, for this one and those it forks."""
    if isinstance(job.aligner, LazyAligner) and needs_aligner(job, pages):
        job.aligner.prepare()


def measure_pages(pages: Sequence[Page]) -> list[Measured]:
    """Render versus pages and return the blocks of their text."""
    context = _PROCESS.context
    if context is None:
        raise BuildError(NOT_SET_UP)
    return [
        blocks((page.subject[0], page.subject[1]), render_page(context, page)) for page in pages
    ]
