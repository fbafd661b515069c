"""Pages -> files, in any process: what a worker is given, and what it does with each chunk of pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssg.build.cache import BuildCache
from ssg.build.fingerprint import Recipes
from ssg.build.uniqueness import Measured, blocks
from ssg.comparison.alignment import Aligner
from ssg.errors import BuildError
from ssg.output.publish import Stage, Written
from ssg.rendering.renderer import Renderer
from ssg.rendering.templates import environment
from ssg.site import Output, Page, Site
from ssg.urls import Addresses
from ssg.views import PAGE_KINDS, Context
from ssg.views.page_head import site_view

__all__ = [
    "Job",
    "context_of",
    "make_context",
    "measure_pages",
    "render_page",
    "set_up",
    "write_pages",
]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a process needs in order to make pages; it can be sent to another process."""

    site: Site
    aligner: Aligner
    addresses: Addresses
    layouts: tuple[Path, ...]
    assets: Mapping[str, str]
    """Name of an asset -> its address."""
    stage: Stage | None = None
    """Where pages are written; None where nothing is."""
    made: BuildCache | None = None
    """What the last build made, where its pages need not be made again."""


@dataclass(slots=True)
class _Process:
    """The job of this process: the one thing that a worker must find again between two chunks."""

    job: Job | None = None
    context: Context | None = None
    recipes: Recipes | None = None


_PROCESS = _Process()
NOT_SET_UP = "this process was not set up for its work"


def make_context(job: Job) -> Context:
    """Return what views are made from."""
    site = site_view(job.site.settings, job.addresses, job.assets)
    return Context.of(
        job.site, job.addresses, Renderer(environment(job.layouts), site), job.aligner
    )


def context_of(job: Job) -> Context:
    """Return what this process makes views from: while the site stays the same, what its tools bring stays rendered."""
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
            (before.addresses, before.layouts, before.assets)
            == (job.addresses, job.layouts, job.assets)
        )
    )


def set_up(job: Job) -> None:
    """Make this process ready for `write_pages`."""
    context = context_of(job)
    _PROCESS.recipes = Recipes(context, job.made.program) if job.made else None


def render_page(context: Context, page: Page) -> bytes:
    """Make one page."""
    kind = PAGE_KINDS[page.kind]
    return context.renderer.page(kind.layout, kind.view(context, page))


def write_pages(pages: Sequence[Page]) -> list[Written]:
    """Make pages and write them to the stage, unless they stand as they would be made; return what was written."""
    job, context, recipes = _PROCESS.job, _PROCESS.context, _PROCESS.recipes
    if job is None or context is None or job.stage is None:
        raise BuildError(NOT_SET_UP)
    written = []
    for page in pages:
        path = job.addresses.file(page.address)
        recipe = recipes.of(page) if recipes else b""
        still = job.made.still(job.stage, path, recipe) if job.made and recipe else None
        if still is None:
            still = replace(
                job.stage.put(Output(path=path, body=render_page(context, page))), recipe=recipe
            )
        written.append(still)
    return written


def measure_pages(pages: Sequence[Page]) -> list[Measured]:
    """Make versus pages and return what their text is made of."""
    context = _PROCESS.context
    if context is None:
        raise BuildError(NOT_SET_UP)
    return [
        blocks((page.subject[0], page.subject[1]), render_page(context, page)) for page in pages
    ]
