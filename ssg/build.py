"""Config -> Report: the only module that knows the order of the stages."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ssg.align import Aligner
from ssg.check import check_addresses, check_host, check_thin
from ssg.config import SITE_FILE, Config
from ssg.errors import ContentError, Problem, UsageError, errors_in
from ssg.layouts import assets, layout_folders
from ssg.load import load
from ssg.model import Catalog, Output, Site
from ssg.page import Page
from ssg.pair import pair
from ssg.pool import map_chunks
from ssg.rank import rank
from ssg.sitemap import sitemap
from ssg.uniqueness import Measured, unique_shares
from ssg.urls import Addresses
from ssg.views import all_pages
from ssg.work import Job, make_context, measure_pages, set_up, write_pages
from ssg.write import Published, Written, publishing

__all__ = ["Plan", "Progress", "Report", "build", "plan", "read", "uniqueness"]

Progress = Callable[[str, int, int], None]
"""Hears the name of the stage, how much of it is done and of how much: `("render", 400, 1200)`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is known before the first page is rendered."""

    job: Job
    pages: tuple[Page, ...]
    files: tuple[Output, ...]
    """The files that are not pages: assets, sitemap, robots.txt."""
    problems: tuple[Problem, ...]
    """Warnings only; with an error there is no plan."""

    @property
    def site(self) -> Site:
        """The site that is built."""
        return self.job.site


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    plan: Plan
    published: Published
    problems: tuple[Problem, ...]
    """Warnings."""


def _silent(stage: str, done: int, total: int) -> None:
    """Hear nothing."""


def read(config: Config) -> tuple[Catalog, list[Problem]]:
    """Load and check the content; raise ContentError or, for site.yaml, UsageError with all problems."""
    loaded = load(config.root)
    if loaded.catalog is None or errors_in(one for one in loaded.problems if one.file == SITE_FILE):
        raise UsageError("the configuration cannot be used", loaded.problems)
    if errors_in(loaded.problems):
        raise ContentError(loaded.problems)
    return loaded.catalog, list(loaded.problems)


def plan(config: Config, progress: Progress = _silent, loaded: tuple[Catalog, list[Problem]] | None = None) -> Plan:
    """Go from content to the list of pages: load, rank, pair, align, plan; `loaded` is what `read` returned, if called."""
    progress("load", 0, 1)
    catalog, problems = loaded or read(config)
    progress("rank", 0, 1)
    ranking = rank(catalog, config.as_of)
    progress("pair", 0, 1)
    pairs, cut = pair(catalog)
    site = Site(catalog=catalog, ranking=ranking, pairs=pairs)
    progress("align", 0, 1)
    aligner = Aligner(catalog)
    progress("plan", 0, 1)
    addresses = Addresses.of(catalog.settings, config.base_url)
    folders = layout_folders(config.root)
    names, files = assets(folders)
    job = Job(site, aligner, addresses, folders, names)
    pages = tuple(all_pages(make_context(job)))
    pages, thin = _without_thin_pages(job, pages, config.jobs, progress)
    files += sitemap(pages, addresses)
    clashes = check_addresses(pages, catalog, addresses, (file.path for file in files))
    if clashes:
        raise ContentError([*problems, *clashes])
    return Plan(job, pages, tuple(files), (*problems, *cut, *thin))


def uniqueness(job: Job, pages: Sequence[Page], jobs: int, progress: Progress = _silent) -> Mapping[tuple[str, str], float]:
    """Return for each pair the share of its page's text, 0 to 1, that no sibling page has."""
    versus = [page for page in pages if page.kind == "versus"]
    measured: list[Measured] = []
    for chunk in map_chunks(measure_pages, versus, jobs, set_up, job):
        measured += chunk
        progress("measure", len(measured), len(versus))
    return unique_shares(measured)


def _without_thin_pages(
    job: Job, pages: tuple[Page, ...], jobs: int, progress: Progress,
) -> tuple[tuple[Page, ...], list[Problem]]:
    """Keep search engines from pages that have too little text of their own, where the site sets a floor."""
    floor = job.site.settings.pairs.min_unique
    if not floor:
        return pages, []
    shares = uniqueness(job, pages, jobs, progress)
    thin = {pair for pair, share in shares.items() if share < floor}
    kept = tuple(replace(page, indexed=False) if page.kind == "versus" and page.subject in thin else page for page in pages)
    return kept, check_thin(thin, floor)


def build(config: Config, progress: Progress = _silent) -> Report:
    """Build the site; the output folder changes only when all of it has succeeded."""
    planned = plan(config, progress)
    gc.freeze()  # what is loaded stays: neither this process nor a forked one should look through it again
    with publishing(config.output) as publication:
        job = replace(planned.job, stage=publication.stage)
        written: list[Written] = []
        progress("render", 0, len(planned.pages))
        for chunk in map_chunks(write_pages, planned.pages, config.jobs, set_up, job):
            written += chunk
            progress("render", len(written), len(planned.pages))
        written += [publication.stage.put(file) for file in planned.files]
        written += [publication.stage.copy(file) for file in planned.site.catalog.static]
        progress("publish", 0, 1)
        published = publication.publish(written)
    sizes = [one.size for one in written]
    over = check_host(planned.site.settings.host, len(sizes), sum(sizes), max(sizes, default=0))
    return Report(planned, published, tuple(sorted([*planned.problems, *over], key=Problem.place)))
