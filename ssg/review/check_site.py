"""Run all checks: validation errors and lint warnings."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssg.build.host_usage import check_host
from ssg.build.pipeline import Plan, plan
from ssg.callbacks import Progress, no_progress
from ssg.catalog import Catalog
from ssg.config import Config
from ssg.content.collisions import check_collisions
from ssg.content.future_dates import check_dates
from ssg.content.load import VOCABULARY, load
from ssg.content.location import Location
from ssg.content.recovery import RecoveredTool, recover_tool
from ssg.content.source_map import Find, SourceMap
from ssg.content.tool_reading import ValidationContext
from ssg.errors import Code, ContentError, Problem, Severity, UsageError, errors_in
from ssg.fields import Keys
from ssg.ranking.scoring import newest_date
from ssg.rendering.templates import checked_environment
from ssg.review.link_cache import LinkResult, LinkState
from ssg.review.links import LinkUse, check_internal_links, external_links
from ssg.review.page_anchors import PageAnchors
from ssg.review.prose_style import (
    check_capability_titles,
    check_duplicate_texts,
    check_marketing,
    check_shared_ids,
    check_short_texts,
)
from ssg.review.sources import check_claim_ages, check_sources
from ssg.review.translations import check_translations
from ssg.settings import SITE_FILE
from ssg.text import printable
from ssg.urls import Addresses

__all__ = ["CheckResult", "LinkChecker", "check_site"]

OF_OTHERS = frozenset({Code.UNKNOWN_TOOL, Code.ALIAS_TAKEN, Code.FUTURE_DATE})
"""Errors of a file that do not depend on what its other errors leave out."""
TOOL_FILE = re.compile(r"content/tools/[^/.]+\.yaml")
UNCERTAIN = Location("", 0, 0)
"""Location of a value that error recovery replaced; problems there are dropped."""
LinkChecker = Callable[[Collection[str]], Mapping[str, LinkResult]]
"""External URLs -> the result of each."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Result of checking a site."""

    problems: tuple[Problem, ...]
    """Sorted by location."""
    tools: int
    """Number of files of tools, with those that have errors."""
    plan: Plan | None
    """Build plan; None if there are errors."""


def check_site(
    config: Config, progress: Progress = no_progress, check_links: LinkChecker | None = None
) -> CheckResult:
    """Load the site and return all problems; tool files with errors are linted as far as possible.

    External links are checked only if `check_links` is given. Raise UsageError if site.yaml is
    invalid, LayoutError for a layout of the site that cannot be compiled.
    """
    progress("load", 0, 1)
    loaded = load(config.root, jobs=config.jobs, latest=config.latest)
    catalog = loaded.catalog
    site_problems = [problem for problem in loaded.problems if problem.file == SITE_FILE]
    if catalog is None or errors_in(site_problems):
        raise UsageError("invalid configuration", loaded.problems)
    find = SourceMap(config.root).locate
    addresses = Addresses.of(catalog.settings, config.base_url)
    problems = _lint(catalog, loaded.problems, config, addresses, find)
    planned, build_problems = _plan(config, catalog, loaded.problems, progress)
    problems += build_problems
    if planned:
        problems += _check_output(planned, addresses, find)
        problems += check_shared_ids(catalog, planned.aligner, find)
    if check_links:
        problems += _check_external_links(catalog, addresses, check_links, find)
    tools = len(catalog.tools) + len(_with_errors(catalog, loaded.problems))
    return CheckResult(tuple(sorted(problems, key=Problem.place)), tools, planned)


def _plan(
    config: Config, catalog: Catalog, problems: tuple[Problem, ...], progress: Progress
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Plan the build if there are no errors; return the plan and all problems so far."""
    if errors_in(problems):
        return None, problems
    try:
        planned = plan(config, progress, loaded=(catalog, list(problems)))
    except ContentError as error:
        return None, error.problems
    if config.own_layouts and (config.root / "layouts").is_dir():
        checked_environment(planned.job.layouts, planned.job.site.settings.messages)
    return planned, planned.problems


def _check_output(planned: Plan, addresses: Addresses, find: Find) -> list[Problem]:
    """Check internal links and the limits of the host against the planned files."""
    catalog = planned.site.catalog
    files = {addresses.file(page.address) for page in planned.pages}
    files |= {file.path for file in planned.files} | {file.address for file in catalog.static}
    return [
        *check_internal_links(catalog, addresses, files, PageAnchors(planned).of, find),
        *check_host(catalog.settings.host, len(files), fullest=_fullest_folder(files)),
    ]


def _fullest_folder(files: Iterable[str]) -> int:
    """Return the number of files in the folder that has most."""
    return max(Counter(file.rpartition("/")[0] for file in files).values(), default=0)


def _lint(
    catalog: Catalog,
    problems: Sequence[Problem],
    config: Config,
    addresses: Addresses,
    find: Find,
) -> list[Problem]:
    """Return lint warnings, including those of tools that only error recovery could read."""
    recovered = _recovered(catalog, problems, config.root)
    tools = sorted(
        (*catalog.tools, *(entry.tool for entry in recovered.values())), key=lambda tool: tool.slug
    )
    all_tools, as_of = replace(catalog, tools=tuple(tools)), config.as_of or newest_date(catalog)

    def find_certain(path: str, keys: Keys, text: str) -> Location:
        certain = path not in recovered or recovered[path].is_complete(keys)
        return find(path, keys, text) if certain else UNCERTAIN

    warnings = [
        *check_sources(all_tools, find_certain),
        *check_claim_ages(all_tools, as_of, find_certain),
        *check_short_texts(all_tools, find_certain),
        *check_duplicate_texts(all_tools, addresses, find_certain),
        *check_capability_titles(all_tools, find_certain),
        *check_marketing(all_tools, addresses, find_certain),
        *check_translations(all_tools, find_certain),
    ]
    return [
        *(warning for warning in warnings if warning.file),
        *(problem for entry in recovered.values() for problem in entry.problems),
        *_against_others(all_tools, _with_errors(catalog, problems), config),
    ]


def _against_others(catalog: Catalog, files: Collection[str], config: Config) -> Iterator[Problem]:
    """Yield unknown and taken slugs, and future dates, of files with errors.

    The catalog has what could be read of them. What depends on a value that may be left out, such
    as a repository that two tools share, is found when the errors are corrected.
    """
    if not files:
        return
    slugs = {tool.slug for tool in catalog.tools} | {Path(file).stem for file in files}
    removed = dict(catalog.published.tools)
    found = check_collisions(catalog.tools, slugs, SourceMap(config.root), removed)
    if config.latest:
        found += check_dates(config.root, catalog.tools, (), config.latest)
    yield from (one for one in found if one.file in files and one.code in OF_OTHERS)


def _recovered(
    catalog: Catalog, problems: Sequence[Problem], root: Path
) -> Mapping[str, RecoveredTool]:
    """Return path -> recovered tool, for tools missing from the catalog because of errors."""
    ids = frozenset(capability.id for capability in catalog.capabilities)
    is_wrong = errors_in(problem for problem in problems if problem.file == VOCABULARY)
    context = ValidationContext(catalog.settings, None if is_wrong else ids)
    recovered = {
        path: recover_tool(root, path, context) for path in _with_errors(catalog, problems)
    }
    return {path: entry for path, entry in recovered.items() if entry}


def _with_errors(catalog: Catalog, problems: Sequence[Problem]) -> list[str]:
    """Return the files of tools that are missing from the catalog because of errors."""
    files = {problem.file for problem in problems if problem.severity is Severity.ERROR}
    files -= {tool.path for tool in catalog.tools}
    return sorted(path for path in files if TOOL_FILE.fullmatch(path))


def _check_external_links(
    catalog: Catalog, addresses: Addresses, check_links: LinkChecker, find: Find
) -> list[Problem]:
    """Return a problem for each use of a URL that is dead, moved or undetermined."""
    links = external_links(catalog, addresses)
    results = check_links(links)
    return [
        _link_problem(use, results[url], find)
        for url, uses in links.items()
        if results[url].state is not LinkState.ALIVE
        for use in uses
    ]


def _link_problem(use: LinkUse, result: LinkResult, find: Find) -> Problem:
    shown = printable(use.text)
    severity = Severity.NOTE
    if result.state is LinkState.DEAD:
        code, severity = Code.DEAD_OUTSIDE_LINK, Severity.WARNING
        message = f'the link "{shown}" is dead: {result.reason}'
        hint = "find the new address, or use another source"
    elif result.state is LinkState.MOVED:
        code, message = Code.MOVED_LINK, f'the link "{shown}" is permanently redirected'
        hint = f"replace it with {printable(result.target, 200)}"
    else:
        code, message = (
            Code.UNANSWERED_LINK,
            f'could not verify the link "{shown}": {result.reason}',
        )
        hint = "check it manually"
    return find(use.path, use.keys, use.text).problem(code, message, hint, severity)
