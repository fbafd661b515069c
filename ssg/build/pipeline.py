"""The build pipeline: load, rank, pair, plan, align, render, publish.

Only this module defines the order of the stages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from ssg.build.aligner_file import AlignerFile
from ssg.build.alignments import AlignmentFile
from ssg.build.cache import BuildCache, UnchangedEntries, write_cache
from ssg.build.early_load import EarlyLoad, stored_tools
from ssg.build.executor import Executor, local_executor
from ssg.build.fingerprint import ALIGNED_KINDS
from ssg.build.host_usage import check_host
from ssg.build.languages import in_all_languages
from ssg.build.output_checks import (
    check_addresses,
    check_base_url,
    check_names,
    check_thin,
)
from ssg.build.page_table import PageTable
from ssg.build.page_worker import (
    Job,
    context_of,
    input_rows,
    needs_aligner,
    recall_alignments,
    release,
    reuse_pages,
    reuse_search,
    search_records,
    write_pages,
)
from ssg.build.program_hash import program_hash
from ssg.build.score_hashes import with_hashes
from ssg.build.search_state import search_state
from ssg.build.site_hashes import program_fingerprint
from ssg.build.sitemap import sitemap
from ssg.build.unchanged import InputState, Outcome, remember
from ssg.build.unchanged_files import looking_at_files
from ssg.build.uniqueness import Measured, unique_shares
from ssg.callbacks import Progress, no_progress
from ssg.catalog import Catalog, StaticFile
from ssg.comparison.alignment import Aligner, LazyAligner
from ssg.comparison.tool_texts import forget_texts
from ssg.config import Config
from ssg.content.changes import ChangeHistory
from ssg.content.contributors import ContributorHistory
from ssg.content.git import head_state
from ssg.content.stability import Verify, on_stable_content
from ssg.content.stored_tools import StoredToolCache
from ssg.content.tool_cache import ToolCache
from ssg.errors import (
    BuildError,
    ContentError,
    Problem,
    UsageError,
    errors_in,
    refuse_warnings,
)
from ssg.free_memory import give_back_large_blocks
from ssg.machine import all_documents
from ssg.machine.api import has_texts
from ssg.output.atomic_swap import OutputPaths
from ssg.output.publish import Publication, generated_files, publishing
from ssg.output.published import Published
from ssg.output.staging import Stage, Written
from ssg.output.state_files import load_state, save_state
from ssg.output.written_table import WrittenTable
from ssg.pair_table import PairTable
from ssg.parallel import WORTH_WORKERS, collection_paused, forked, run_forked
from ssg.provenance import count_claims
from ssg.ranking.kept_nearest import KeptNearest
from ssg.ranking.mentions import MentionCounter
from ssg.ranking.pairing import pair
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.scoring import Ranker
from ssg.ranking.tool_features import popularity
from ssg.rendering.assets import assets_in_languages
from ssg.rendering.templates import layout_folders
from ssg.scores import Ranking
from ssg.search.addresses import CURRENT, START
from ssg.search.evidence import recorded_searches
from ssg.search.index import search_files
from ssg.search.state import SearchState
from ssg.settings import SITE_FILE, FeedScope, ImageScope, Settings
from ssg.site import LateOutput, Output, Page, Site
from ssg.urls import Addresses
from ssg.views import PAGE_KINDS, Context, page_lists
from ssg.views.browse import BrowseData
from ssg.views.once import keep

__all__ = [
    "Plan",
    "Report",
    "build",
    "exclude_thin_pages",
    "measure",
    "plan",
    "read",
    "stage_changes",
    "stage_files",
    "uniqueness",
    "with_cache",
    "with_search",
    "write_caches",
]


Result = TypeVar("Result")
MANY_FILES = 20_000
"""Files from which another process pays off to write the caches."""
MANY_TOOLS = 2_000
"""Tools from which another process pays off for what takes .1 s for as many."""


class PairingState(NamedTuple):
    """What pairing leaves for the next build; empty where that is stored already."""

    texts: bytes = b""
    """What it has read in texts."""
    nearest: bytes = b""
    """The nearest tools of each tool."""


class Plan(NamedTuple):
    """Everything that is determined before the first page is rendered."""

    job: Job
    pages: PageTable
    assets: tuple[Output, ...]
    files: tuple[Output | LateOutput, ...]
    """Generated files other than pages: assets, sitemap, robots.txt, search index."""
    static: tuple[StaticFile, ...]
    problems: tuple[Problem, ...]
    """Warnings; an error prevents the plan."""
    pairing: PairingState = PairingState()

    @property
    def site(self) -> Site:
        """The site to build."""
        return self.job.site

    @property
    def aligner(self) -> Aligner:
        """The aligner of the site's tools."""
        aligner = self.job.aligner
        return aligner.prepare() if isinstance(aligner, LazyAligner) else aligner


class Report(NamedTuple):
    """Result of a build."""

    plan: Plan
    published: Published
    problems: tuple[Problem, ...]
    """Warnings."""

    @property
    def outcome(self) -> Outcome:
        """What the command line prints of the build."""
        site = self.plan.site
        return Outcome(
            tools=len(site.catalog.tools),
            pages=self.plan.pages.number_of(PAGE_KINDS),
            host=site.settings.host,
            published=self.published,
            problems=self.problems,
        )


def read(config: Config, memory: ToolCache | None = None) -> tuple[Catalog, list[Problem]]:
    """Load and validate the content; `memory` has tools that need not be parsed.

    Raise UsageError for problems of site.yaml, ContentError for all others.
    """
    from ssg.content.load import load

    loaded = load(config.root, memory, jobs=config.jobs, latest=config.latest)
    return _without_errors(loaded.catalog, loaded.problems)


def _without_errors(
    catalog: Catalog | None, problems: tuple[Problem, ...]
) -> tuple[Catalog, list[Problem]]:
    """Return what was loaded; raise UsageError or ContentError as `read` does."""
    if catalog is None or errors_in(problem for problem in problems if problem.file == SITE_FILE):
        raise UsageError("invalid configuration", problems)
    if errors_in(problems):
        raise ContentError(problems)
    return catalog, list(problems)


def plan(
    config: Config,
    progress: Progress = no_progress,
    engine: Executor | None = None,
    *,
    measured: bool = True,
    loaded: tuple[Catalog, list[Problem]] | None = None,
    memory: ToolCache | None = None,
) -> Plan:
    """Load the content and return the plan of all pages and files.

    `loaded` is the result of `read`, if called before; `memory` as for `read`. With
    `pairs.min_unique`, all versus pages are measured unless `measured` is false. Raise ContentError
    or UsageError.
    """
    start = _start(config, progress, loaded, memory)
    with _lists_made(config, start.job) as lists:
        return _with_pages(config, start, lists, progress, engine, measured=measured)


class _Start(NamedTuple):
    """What is known of a plan before its pages."""

    job: Job
    assets: Sequence[Output]
    problems: Sequence[Problem]
    """Warnings."""
    pairing: PairingState


def _start(
    config: Config,
    progress: Progress,
    loaded: tuple[Catalog, list[Problem]] | None,
    memory: ToolCache | None,
) -> _Start:
    """Load the content, rank and pair the tools; the parameters are those of `plan`."""
    progress("load", 0, 1)
    catalog, problems = loaded or read(config, memory)
    with collection_paused(lasting=True):
        site, warnings, pairing = _analyze(config, catalog, progress, memory)
    progress("plan", 0, 1)
    addresses = Addresses.of(catalog.settings, config.base_url)
    folders = layout_folders(config.root, own=config.own_layouts)
    names, files_of_assets = assets_in_languages(folders, site, addresses)
    job = Job(site, LazyAligner(catalog), addresses, folders, names[""], translated_assets=names)
    return _Start(job, files_of_assets, [*problems, *warnings], pairing)


def _with_pages(
    config: Config,
    start: _Start,
    lists: Callable[[], list[Output]],
    progress: Progress,
    engine: Executor | None = None,
    *,
    measured: bool = True,
) -> Plan:
    """Return the plan of all pages and files; `lists`: `_lists_made`, all others as for `plan`."""
    job, catalog, addresses = start.job, start.job.site.catalog, start.job.addresses
    context = context_of(job)
    pages = PageTable.of_lists(chain(page_lists(context), [all_documents(context)]))
    recorded = recorded_searches(context.graph())
    asset_files = _distinct([*start.assets, *lists(), *([recorded] if recorded else [])])
    files = (*asset_files, *sitemap(pages, addresses))
    searched = [
        each.addresses.search_file(name)
        for each in context.in_languages()
        for name in (CURRENT, START)
    ]
    clashes = check_addresses(
        pages, catalog, addresses, (*searched, *(file.path for file in files))
    )
    if clashes:
        raise ContentError([*start.problems, *clashes])
    warnings = check_base_url(catalog.settings.host, addresses.base_url)
    problems = *start.problems, *warnings, *_undrawn_names(config, context)
    static, pairing = catalog.static, start.pairing
    planned = Plan(job, pages, tuple(asset_files), files, static, problems, pairing=pairing)
    if measured and catalog.settings.pairs.min_unique:
        engine = engine or local_executor(config.jobs)
        return exclude_thin_pages(planned, uniqueness(job, pages, engine, progress))
    return planned


@contextmanager
def _lists_made(config: Config, job: Job) -> Iterator[Callable[[], list[Output]]]:
    """Make the data of all lists in another process; yield a function that returns its files."""
    contexts = context_of(job).in_languages()
    worth = config.jobs > 1 and len(job.site.catalog.tools) >= MANY_TOOLS

    def files(made: Sequence[BrowseData]) -> list[Output]:
        for each, data in zip(contexts, made, strict=True):
            keep(each, Context.browse, data)
        return [file for data in made for file in data.files]

    with forked(lambda: [each.browse() for each in contexts], worth=worth) as browsed:
        yield lambda: files(browsed())


def _undrawn_names(config: Config, context: Context) -> list[Problem]:
    """Return a warning for each name that has no share image, on a site that has such images."""
    if context.site.settings.publish.share_images is ImageScope.NONE:
        return []
    from ssg.content.source_map import SourceMap

    return check_names(context.site.catalog, context.painter(), SourceMap(config.root).locate)


def _distinct(files: Iterable[Output]) -> list[Output]:
    """Return files without those that are the same in several languages."""
    return list({file.path: file for file in files}.values())


def _analyze(
    config: Config, catalog: Catalog, progress: Progress, memory: ToolCache | None
) -> tuple[Site, list[Problem], PairingState]:
    """Rank and pair the tools, and read the git history.

    Return the site, warnings, and what pairing leaves for the next build.
    """
    progress("rank", 0, 1)
    stored = _stored_pairing(config.output)
    texts = ReadTexts(catalog, stored.texts, program_hash())
    kept = KeptNearest(stored.nearest, program_hash())
    mentioned = texts.mentioned
    # What pairing takes, some ten times its result, is of another process: memory that was used
    # once stays with a process, and with those that it forks.
    worth = config.jobs > 1 and len(catalog.tools) >= WORTH_WORKERS
    with forked(lambda: _paired(catalog, texts, kept, config.jobs), worth=worth) as paired:
        ranking = _rank(config, catalog, memory)
        progress("pair", 0, 1)
        ranking, sourced = with_hashes(ranking), count_claims(catalog).percent
        history = ContributorHistory(config.root).credits(catalog.settings)
        changes = ChangeHistory(config.root).changes(catalog)
        popular = popularity(catalog, mentioned)
        pairs, warnings, left = paired()
    site = Site(
        catalog=catalog,
        ranking=ranking,
        pairs=pairs,
        credits=history,
        changes=changes,
        popularity=popular,
        sourced_percent=sourced,
    )
    return in_all_languages(site), warnings, left


def _paired(
    catalog: Catalog, texts: ReadTexts, kept: KeptNearest, jobs: int
) -> tuple[PairTable, list[Problem], PairingState]:
    """Return the pairs, warnings, and what is left for the next build."""

    def begin(work: Callable[[], Result]) -> Callable[[], Result]:
        return run_forked(work, worth=jobs > 1 and len(catalog.tools) >= MANY_TOOLS)

    with collection_paused():
        pairs, warnings = pair(catalog, texts, kept, begin)
        return pairs, warnings, PairingState(texts.to_store(), kept.to_store())


def _rank(config: Config, catalog: Catalog, memory: ToolCache | None) -> Ranking:
    counter = MentionCounter()
    if memory:
        counter.recall(catalog.tools, memory.found)
    ranking = Ranker(counter).rank(catalog, config.as_of)
    if memory:
        memory.found = counter.found()
    return ranking


def with_search(
    planned: Plan, progress: Progress = no_progress, state: SearchState | None = None
) -> Plan:
    """Add the files of the search index; `state`: what the last build left for it."""
    progress("search", 0, 1)
    return planned._replace(files=(*planned.files, *_search_files(planned.job, state)))


def _search_files(job: Job, state: SearchState | None = None) -> list[Output]:
    """Return the files of the search in every language; `state`: what the last build left."""
    with collection_paused():
        return [
            file
            for site in (job.site, *job.site.translated)
            for file in search_files(site, job.addresses.of_tree(site.settings.tree).prefix, state)
        ]


def measure(
    job: Job, pages: Sequence[Page], engine: Executor, progress: Progress = no_progress
) -> list[Measured]:
    """Return the text blocks of each versus page in the default language among these pages."""
    versus = [page for page in pages if page.kind == "versus" and not page.tree]
    _prepare(job, versus, progress)
    measured: list[Measured] = []
    for chunk in engine.measure(job, versus):
        measured += chunk
        progress("measure", len(measured), len(versus))
    return measured


def _prepare(job: Job, pages: Sequence[Page], progress: Progress) -> None:
    """Use the alignments of the last build; the executor prepares an aligner for all others."""
    if job.alignments and any(page.kind in ALIGNED_KINDS for page in pages):
        recall_alignments(job)
    if needs_aligner(job, pages):
        progress("align", 0, 1)


def uniqueness(
    job: Job, pages: Sequence[Page], engine: Executor, progress: Progress = no_progress
) -> Mapping[tuple[str, str], float]:
    """Return for each pair the share of its page's text, 0-1, that no sibling page has."""
    return unique_shares(measure(job, pages, engine, progress))


def exclude_thin_pages(planned: Plan, shares: Mapping[tuple[str, str], float]) -> Plan:
    """Exclude pages from search engines whose share of unique text is below the site's floor.

    `shares`: the result of `uniqueness`.
    """
    floor = planned.site.settings.pairs.min_unique
    thin = {pair for pair, share in shares.items() if share < floor}
    pages = PageTable(
        page._replace(indexed=False) if page.kind == "versus" and page.subject in thin else page
        for page in planned.pages
    )
    return planned._replace(
        pages=pages,
        files=(*planned.assets, *sitemap(pages, planned.job.addresses)),
        problems=(*planned.problems, *check_thin(thin, floor)),
    )


def stage_files(
    planned: Plan, stage: Stage, engine: Executor, progress: Progress = no_progress
) -> WrittenTable:
    """Write every file of a plan to a stage."""
    job = replace(planned.job, stage=stage)
    written = WrittenTable()
    _prepare(job, planned.pages, progress)
    progress("render", 0, len(planned.pages))
    for chunk in engine.write(job, planned.pages):
        written.extend(_kept(job, chunk))
        progress("render", len(written), len(planned.pages))
    written.extend(stage.put(file) for file in planned.files)
    written.extend(stage.copy(file) for file in planned.static)
    return written


def _kept(job: Job, written: Iterable[Written]) -> Iterable[Written]:
    """Keep the alignments of records of rendered pages, and return the records without them."""
    return job.alignments.add(written) if job.alignments else written


@contextmanager
def _search_index(job: Job, stage: Stage, config: Config) -> Iterator[Callable[[], list[Written]]]:
    """Stage the search index in another process; yield a function that returns its records.

    The index is reused if its inputs did not change; else the term counts of the last build are.
    """
    output, site = config.output, job.site
    worth = config.jobs > 1 and len(site.catalog.tools) + len(site.pairs) >= WORTH_WORKERS
    folders = tuple(
        job.addresses.of_tree(tree).search_file(CURRENT.partition("/")[0] + "/")
        for tree in ("", *(site.settings.tree for site in job.site.translated))
    )
    reused = reuse_search(
        job, lambda: [path for path in generated_files(output) if path.startswith(folders)]
    )
    if reused:
        yield lambda: reused
        return
    state = search_state(OutputPaths.of(output))

    def staged() -> list[Written]:
        return search_records([stage.put(file) for file in _search_files(job, state)])

    with forked(staged, worth=worth) as records:
        yield records


def with_cache(job: Job, publication: Publication) -> Job:
    """Let the pages of a job be written by a publication, or reused from the last build."""
    program = program_fingerprint(context_of(job), job.layouts)
    paths, stage = publication.paths, publication.stage
    # Without the last tree, nothing that a cache knows can be reused.
    cache = BuildCache(program) if stage.is_first else BuildCache.read(paths.cache, program)
    return replace(
        job,
        cache=cache,
        stage=stage,
        alignments=AlignmentFile(paths.alignments, paths.trash("alignments")),
        aligner_file=AlignerFile(paths.aligner, paths.trash("aligner")),
    )


def write_caches(
    planned: Plan,
    paths: OutputPaths,
    written: WrittenTable,
    tools: StoredToolCache | None,
    rows: bytes,
) -> None:
    """Write what the next build may reuse of a plan `with_cache`; `tools` may be left out.

    `rows`: the result of `input_rows`.
    """
    program = planned.job.cache.program if planned.job.cache else b""
    write_cache(paths.cache, paths.trash("cache"), written, program, rows)
    if planned.job.alignments:
        planned.job.alignments.write()
    texts, nearest = planned.pairing
    if texts:
        save_state(paths.texts, paths.trash("texts"), texts)
    if nearest:
        save_state(paths.nearest, paths.trash("nearest"), nearest)
    if tools:
        tools.write(paths.tools, paths.trash("tools"))


def stage_changes(
    planned: Plan,
    stage: Stage,
    engine: Executor,
    progress: Progress,
    unchanged: UnchangedEntries,
    *,
    worth: bool = False,
) -> WrittenTable:
    """Return the records of all files of a plan `with_cache`; render and write the changed ones.

    `unchanged`: as for `reuse_pages`; `worth`: whether another process pays off.
    """
    job = planned.job
    reused, changed = reuse_pages(job, planned.pages, unchanged)
    # A document with the texts of many tools takes longer than all other pages after an edit.
    is_edit = len(changed) < WORTH_WORKERS and len(job.site.catalog.tools) >= MANY_TOOLS
    long = [page for page in changed if has_texts(page)] if worth and is_edit else []
    if long:
        changed = PageTable(page for page in changed if page not in long)
    with forked(partial(write_pages, long), worth=bool(long)) as documents:
        written = stage_files(planned._replace(pages=changed), stage, engine, progress)
        written.extend(_kept(job, documents()))
    smaller, larger = sorted((written, reused), key=len)
    larger.merge(smaller)
    return larger


def build(
    config: Config,
    progress: Progress = no_progress,
    engine: Executor | None = None,
    early: EarlyLoad | None = None,
) -> Report:
    """Build the site; the output folder changes only if the whole build succeeds.

    The build starts again when a file of the content changes before the site is published.
    `early`: the content as another process loads it, for the first time.
    """
    give_back_large_blocks()
    executor, starts = engine or local_executor(config.jobs), iter([early])

    def work(verify: Verify) -> Report:
        return _build(config, progress, executor, verify, next(starts, None))

    return on_stable_content(config.root, work, early.stamps if early else None)


def _build(
    config: Config, progress: Progress, engine: Executor, verify: Verify, early: EarlyLoad | None
) -> Report:
    before = early.before if early else InputState.of(config)
    history, content = head_state(config.root), early.content() if early else None
    if content:
        catalog, problems, tools = content
        loaded = _without_errors(catalog, problems)
    else:
        tools, loaded = stored_tools(config), None
    with ExitStack() as stack:
        unchanged = stack.enter_context(looking_at_files(config))
        start = _start(config, progress, loaded, tools)
        lists = stack.enter_context(_lists_made(config, start.job))
        publication = stack.enter_context(publishing(config.output, config.wait, config.jobs))
        start = start._replace(job=with_cache(start.job, publication))
        index = stack.enter_context(_search_index(start.job, publication.stage, config))
        planned = _with_pages(config, start, lists, progress, engine)
        worth = config.jobs > 1 and len(planned.pages) >= WORTH_WORKERS
        stage = publication.stage
        written = stage_changes(planned, stage, engine, progress, unchanged, worth=worth)
        forget_texts()  # the index may be made in this process
        progress("search", 0, 1)
        written.extend(index())
        rows = input_rows()
        release()  # publishing needs memory of its own
        if config.strict:
            refuse_warnings(_problems(planned, written.use()))
        verify()
        progress("publish", 0, 1)
        kept = tools if before.is_certain() else None
        worth = config.jobs > 1 and len(written) >= MANY_FILES
        # A build looks at each file that a cache names, so one of files that are not in place is
        # safe.
        write = partial(write_caches, planned, publication.paths, written, kept, rows)
        with forked(write, worth=worth) as caches:
            published = publication.publish(written)
            caches()
        report = _report(planned, published)
        shown = history if _shows_history(planned.site.settings) else ""
        remember(config, before, written.states_in_order, report.outcome, git=shown)
    return report


def _stored_pairing(output: Path) -> PairingState:
    """Return what pairing has left in the last build of an output folder."""
    with suppress(BuildError):  # reported when the site is published
        paths = OutputPaths.of(output)
        return PairingState(load_state(paths.texts), load_state(paths.nearest))
    return PairingState()


def _shows_history(settings: Settings) -> bool:
    """Return whether pages show contributors or changes, which come from the git history."""
    credited = settings.repository is not None and settings.repository.credits
    return credited or settings.publish.feeds is not FeedScope.NONE


def _report(planned: Plan, published: Published) -> Report:
    return Report(planned, published, _problems(planned, published.use))


def _problems(planned: Plan, use: tuple[int, int, int, int]) -> tuple[Problem, ...]:
    """Return the problems of a site, those of its host too; `use`: as `Published.use`."""
    limits = check_host(planned.site.settings.host, *use)
    return tuple(sorted([*planned.problems, *limits], key=Problem.place))
