"""Config -> Report: the only module that knows the order of the stages."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ssg.build.cache import BuildCache, remember
from ssg.build.executor import Executor, local_executor
from ssg.build.fingerprint import program_recipe
from ssg.build.output_checks import check_addresses, check_host, check_thin
from ssg.build.page_worker import Job, context_of
from ssg.build.sitemap import sitemap
from ssg.build.uniqueness import Measured, unique_shares
from ssg.callbacks import Progress, no_progress
from ssg.catalog import Catalog, StaticFile
from ssg.comparison.alignment import Aligner
from ssg.config import SITE_FILE, Config
from ssg.content.contributors import ContributorHistory
from ssg.content.load import load
from ssg.errors import ContentError, Problem, UsageError, errors_in
from ssg.output.publish import Published, Stage, Written, publishing
from ssg.ranking.pairing import pair
from ssg.ranking.scoring import rank
from ssg.rendering.assets import assets
from ssg.rendering.templates import layout_folders
from ssg.search.index import CURRENT, search_files
from ssg.site import Output, Page, Site
from ssg.urls import Addresses
from ssg.views import all_pages

__all__ = [
    "Plan",
    "Report",
    "build",
    "judge",
    "measure",
    "plan",
    "read",
    "stage_files",
    "uniqueness",
    "with_search",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is known before the first page is rendered."""

    job: Job
    pages: tuple[Page, ...]
    assets: tuple[Output, ...]
    files: tuple[Output, ...]
    """The files that are not pages: assets, sitemap, robots.txt."""
    static: tuple[StaticFile, ...]
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


def read(config: Config) -> tuple[Catalog, list[Problem]]:
    """Load and check the content; raise ContentError or, for site.yaml, UsageError with all problems."""
    loaded = load(config.root, jobs=config.jobs, latest=config.latest)
    gc.freeze()  # what is loaded stays: nobody should look through it again
    if loaded.catalog is None or errors_in(one for one in loaded.problems if one.file == SITE_FILE):
        raise UsageError("the configuration cannot be used", loaded.problems)
    if errors_in(loaded.problems):
        raise ContentError(loaded.problems)
    return loaded.catalog, list(loaded.problems)


def plan(
    config: Config,
    progress: Progress = no_progress,
    engine: Executor | None = None,
    *,
    measured: bool = True,
    loaded: tuple[Catalog, list[Problem]] | None = None,
) -> Plan:
    """Go from content to the list of pages: load, rank, pair, align, plan; `loaded` is what `read` returned, if called.

    Where the site sets a floor for what each page has of its own, all versus pages are measured, unless told otherwise.
    """
    progress("load", 0, 1)
    catalog, problems = loaded or read(config)
    progress("rank", 0, 1)
    ranking = rank(catalog, config.as_of)
    progress("pair", 0, 1)
    pairs, cut = pair(catalog)
    site = Site(
        catalog=catalog,
        ranking=ranking,
        pairs=pairs,
        credits=ContributorHistory(config.root).credits(catalog.settings),
    )
    progress("align", 0, 1)
    aligner = Aligner(catalog)
    progress("plan", 0, 1)
    addresses = Addresses.of(catalog.settings, config.base_url)
    folders = layout_folders(config.root)
    names, files = assets(folders)
    job = Job(site, aligner, addresses, folders, names)
    pages = tuple(all_pages(context_of(job)))
    planned = Plan(
        job, pages, tuple(files), _files(files, pages, addresses), catalog.static, (*problems, *cut)
    )
    clashes = check_addresses(
        pages, catalog, addresses, (CURRENT, *(file.path for file in planned.files))
    )
    if clashes:
        raise ContentError([*problems, *clashes])
    if measured and catalog.settings.pairs.min_unique:
        return judge(
            planned, uniqueness(job, pages, engine or local_executor(config.jobs), progress)
        )
    return planned


def _files(
    made: Sequence[Output], pages: Sequence[Page], addresses: Addresses
) -> tuple[Output, ...]:
    """Return the files that are not pages."""
    return (*made, *sitemap(pages, addresses))


def with_search(planned: Plan, progress: Progress = no_progress) -> Plan:
    """Add the files that the search reads."""
    progress("search", 0, 1)
    return replace(planned, files=(*planned.files, *search_files(planned.site)))


def measure(
    job: Job, pages: Sequence[Page], engine: Executor, progress: Progress = no_progress
) -> list[Measured]:
    """Return what the text of each versus page among these is made of."""
    versus = [page for page in pages if page.kind == "versus"]
    measured: list[Measured] = []
    for chunk in engine.measure(job, versus):
        measured += chunk
        progress("measure", len(measured), len(versus))
    return measured


def uniqueness(
    job: Job, pages: Sequence[Page], engine: Executor, progress: Progress = no_progress
) -> Mapping[tuple[str, str], float]:
    """Return for each pair the share of its page's text, 0 to 1, that no sibling page has."""
    return unique_shares(measure(job, pages, engine, progress))


def judge(planned: Plan, shares: Mapping[tuple[str, str], float]) -> Plan:
    """Keep search engines from pages that have less text of their own than the site's floor."""
    floor = planned.site.settings.pairs.min_unique
    thin = {pair for pair, share in shares.items() if share < floor}
    pages = tuple(
        replace(page, indexed=False) if page.kind == "versus" and page.subject in thin else page
        for page in planned.pages
    )
    return replace(
        planned,
        pages=pages,
        files=_files(planned.assets, pages, planned.job.addresses),
        problems=(*planned.problems, *check_thin(thin, floor)),
    )


def stage_files(
    planned: Plan, stage: Stage, engine: Executor, progress: Progress = no_progress
) -> list[Written]:
    """Make every file of a plan in a stage."""
    job = replace(planned.job, stage=stage)
    written: list[Written] = []
    progress("render", 0, len(planned.pages))
    for chunk in engine.write(job, planned.pages):
        written += chunk
        progress("render", len(written), len(planned.pages))
    written += [stage.put(file) for file in planned.files]
    written += [stage.copy(file) for file in planned.static]
    return written


def build(
    config: Config, progress: Progress = no_progress, engine: Executor | None = None
) -> Report:
    """Build the site; the output folder changes only when all of it has succeeded."""
    engine = engine or local_executor(config.jobs)
    planned = with_search(plan(config, progress, engine), progress)
    gc.freeze()  # what is planned stays too: neither this process nor a forked one should look through it again
    with publishing(config.output) as publication:
        place = publication.place
        made = BuildCache.read(
            place.made, program_recipe(context_of(planned.job), planned.job.layouts)
        )
        planned = replace(planned, job=replace(planned.job, made=made))
        written = stage_files(planned, publication.stage, engine, progress)
        progress("publish", 0, 1)
        published = publication.publish(written)
        remember(place.made, place.trash("made"), written)
    over = check_host(
        planned.site.settings.host, published.files, published.size, published.largest
    )
    return Report(planned, published, tuple(sorted([*planned.problems, *over], key=Problem.place)))
