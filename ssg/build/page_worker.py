"""Render pages to files in any process: the job that a worker gets, and its work on each chunk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jinja2 import Environment

from ssg.build.alignments import AlignmentFile, encoded
from ssg.build.cache import BuildCache, grouped
from ssg.build.fingerprint import PageFingerprints
from ssg.build.page_table import PageTable
from ssg.build.uniqueness import Measured, blocks
from ssg.comparison.alignment import Aligner, LazyAligner
from ssg.errors import BuildError
from ssg.machine import DOCUMENT_KINDS
from ssg.messages import Messages
from ssg.output.publish import Stage, Written, WrittenTable
from ssg.rendering.relative_links import with_links_of_content, with_relative_links
from ssg.rendering.renderer import Renderer
from ssg.rendering.templates import environment
from ssg.site import Output, Page, Site
from ssg.urls import Addresses
from ssg.views import PAGE_KINDS, Context
from ssg.views.page_head import site_view

__all__ = [
    "Job",
    "context_in_languages",
    "context_of",
    "make_context",
    "measure_pages",
    "recall_alignments",
    "render_page",
    "reuse_pages",
    "reuse_search",
    "search_records",
    "set_up",
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
    translated_assets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """First folder of the pages in another language -> their assets."""


@dataclass(slots=True)
class _Process:
    """State of this process between two chunks."""

    job: Job | None = None
    context: Context | None = None
    fingerprints: PageFingerprints | None = None


_PROCESS = _Process()
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
        _PROCESS.fingerprints = PageFingerprints(context, job.cache.program)


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


def reuse_pages(job: Job, pages: Sequence[Page]) -> tuple[WrittenTable, PageTable]:
    """Return the records of the pages whose inputs did not change, and all other pages."""
    set_up(job)
    cache, stage, fingerprints = job.cache, job.stage, _PROCESS.fingerprints
    if cache is None or stage is None or fingerprints is None or not len(cache.keys):
        return WrittenTable(), PageTable.of(pages)
    reused = WrittenTable()
    changed: list[Page] = []
    for page in pages:
        path = job.addresses.file(page.address)
        quick = fingerprints.quick(page)
        record = cache.lookup_quick(stage, path, quick) if quick else None
        record = record or cache.lookup(stage, path, fingerprints.of(page))
        if record:
            reused.extend([replace(record, quick=quick) if record.quick != quick else record])
        else:
            changed.append(page)
    return reused, PageTable(changed)


def reuse_search(job: Job, paths: Iterable[str]) -> list[Written]:
    """Return the records of the search index if its inputs did not change, else nothing.

    `paths`: files of the last build.
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
    """Render pages into the stage and return their records.

    A comparison is not rendered if its file is as the build cache has it and its tools and their
    matches did not change.
    """
    job, context, fingerprints = _PROCESS.job, _PROCESS.context, _PROCESS.fingerprints
    if job is None or context is None or job.stage is None:
        raise BuildError(NOT_SET_UP)
    written = []
    for page in pages:
        path = job.addresses.file(page.address)
        fingerprint = fingerprints.of(page) if fingerprints else b""
        matched = fingerprints.matched(page) if fingerprints else b""
        quick = fingerprints.quick(page) if fingerprints else b""
        record = None
        if job.cache and matched:
            record = job.cache.lookup(job.stage, path, fingerprint, matched)
        if record is None:
            view = fingerprints.view(page) if fingerprints else None
            output = Output(path=path, body=render_page(context, page, view))
            record = replace(job.stage.put(output), fingerprint=fingerprint, matched=matched)
        new = _new_alignments(job)
        written.append(replace(record, quick=quick, aligned=new) if quick or new else record)
    return written


def _new_alignments(job: Job) -> tuple[tuple[tuple[str, ...], bytes], ...]:
    """Return the alignments that were computed for the last page, for `Written.aligned`."""
    if job.alignments is None or not isinstance(job.aligner, LazyAligner):
        return ()
    return encoded(job.aligner.taken())


def recall_alignments(job: Job) -> None:
    """Let the aligner of a job use the alignments of the last build if no text has changed."""
    set_up(job)
    fingerprints = _PROCESS.fingerprints
    if job.alignments and fingerprints and isinstance(job.aligner, LazyAligner):
        job.aligner.recall(job.alignments.open(fingerprints.alignments()))


def measure_pages(pages: Sequence[Page]) -> list[Measured]:
    """Render versus pages and return the blocks of their text."""
    context = _PROCESS.context
    if context is None:
        raise BuildError(NOT_SET_UP)
    return [
        blocks((page.subject[0], page.subject[1]), render_page(context, page)) for page in pages
    ]
