"""Config -> Report: the only module that knows the order of the stages."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ssg.align import Aligner
from ssg.check import check_addresses, check_host, check_thin
from ssg.config import SITE_FILE, Config
from ssg.engine import Engine, here
from ssg.errors import ContentError, Problem, UsageError, errors_in
from ssg.history import History
from ssg.layouts import assets, layout_folders
from ssg.load import load
from ssg.made import Made, remember
from ssg.model import Catalog, Output, Site, StaticFile
from ssg.page import Page
from ssg.pair import pair
from ssg.rank import rank
from ssg.recipe import program_recipe
from ssg.search import CURRENT, search_files
from ssg.sitemap import sitemap
from ssg.uniqueness import Measured, unique_shares
from ssg.urls import Addresses
from ssg.views import all_pages
from ssg.work import Job, context_of
from ssg.write import Published, Stage, Written, publishing

__all__ = [
    "Plan",
    "Progress",
    "Report",
    "build",
    "judge",
    "measure",
    "plan",
    "read",
    "silent",
    "stage_files",
    "uniqueness",
    "with_search",
]

Progress = Callable[[str, int, int], None]
"""Hears the name of the stage, how much of it is done and of how much: `("render", 400, 1200)`."""


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


def silent(stage: str, done: int, total: int) -> None:
    """Hear nothing."""


def read(config: Config) -> tuple[Catalog, list[Problem]]:
    """Load and check the content; raise ContentError or, for site.yaml, UsageError with all problems."""
    loaded = load(config.root, jobs=config.jobs)
    gc.freeze()  # what is loaded stays: nobody should look through it again
    if loaded.catalog is None or errors_in(one for one in loaded.problems if one.file == SITE_FILE):
        raise UsageError("the configuration cannot be used", loaded.problems)
    if errors_in(loaded.problems):
        raise ContentError(loaded.problems)
    return loaded.catalog, list(loaded.problems)


def plan(
    config: Config,
    progress: Progress = silent,
    engine: Engine | None = None,
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
        credits=History(config.root).credits(catalog.settings),
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
        return judge(planned, uniqueness(job, pages, engine or here(config.jobs), progress))
    return planned


def _files(
    made: Sequence[Output], pages: Sequence[Page], addresses: Addresses
) -> tuple[Output, ...]:
    """Return the files that are not pages."""
    return (*made, *sitemap(pages, addresses))


def with_search(planned: Plan, progress: Progress = silent) -> Plan:
    """Add the files that the search reads."""
    progress("search", 0, 1)
    return replace(planned, files=(*planned.files, *search_files(planned.site)))


def measure(
    job: Job, pages: Sequence[Page], engine: Engine, progress: Progress = silent
) -> list[Measured]:
    """Return what the text of each versus page among these is made of."""
    versus = [page for page in pages if page.kind == "versus"]
    measured: list[Measured] = []
    for chunk in engine.measure(job, versus):
        measured += chunk
        progress("measure", len(measured), len(versus))
    return measured


def uniqueness(
    job: Job, pages: Sequence[Page], engine: Engine, progress: Progress = silent
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
    planned: Plan, stage: Stage, engine: Engine, progress: Progress = silent
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


def build(config: Config, progress: Progress = silent, engine: Engine | None = None) -> Report:
    """Build the site; the output folder changes only when all of it has succeeded."""
    engine = engine or here(config.jobs)
    planned = with_search(plan(config, progress, engine), progress)
    gc.freeze()  # what is planned stays too: neither this process nor a forked one should look through it again
    with publishing(config.output) as publication:
        place = publication.place
        made = Made.read(place.made, program_recipe(context_of(planned.job), planned.job.layouts))
        planned = replace(planned, job=replace(planned.job, made=made))
        written = stage_files(planned, publication.stage, engine, progress)
        progress("publish", 0, 1)
        published = publication.publish(written)
        remember(place.made, place.trash("made"), written)
    over = check_host(
        planned.site.settings.host, published.files, published.size, published.largest
    )
    return Report(planned, published, tuple(sorted([*planned.problems, *over], key=Problem.place)))
