"""Config -> everything that can be said against the content, errors and advice together."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssg.build.output_checks import check_host
from ssg.build.pipeline import Plan, plan
from ssg.callbacks import Progress
from ssg.catalog import Catalog
from ssg.config import SITE_FILE, Config
from ssg.content.load import VOCABULARY, load
from ssg.content.recovery import Salvaged, salvage
from ssg.content.source_map import SourceMap
from ssg.content.text_fields import Find, Keys, Place
from ssg.content.tool_file import ValidationContext
from ssg.errors import Code, ContentError, Problem, Severity, UsageError, errors_in
from ssg.ranking.scoring import newest_date
from ssg.review.external_links import Answer, State
from ssg.review.links import Use, check_inside, outside_links
from ssg.review.page_anchors import Anchors
from ssg.review.prose_style import check_marketing, check_same, check_thin_texts, check_titles
from ssg.review.sources import check_ages, check_sources
from ssg.text import printable
from ssg.urls import Addresses

__all__ = ["Ask", "Examination", "examine"]

TOOL_FILE = re.compile(r"content/tools/[^/]+\.yaml")
NOWHERE: Place = ("", 0, 0)
"""Stands for what cannot be said for sure."""
Ask = Callable[[Collection[str]], Mapping[str, Answer]]
"""Addresses outside the site -> what became of them."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found."""

    problems: tuple[Problem, ...]
    """Sorted by place."""
    tools: int
    """How many tools could be read."""
    plan: Plan | None
    """What would be built; None with errors."""


def examine(config: Config, progress: Progress, ask: Ask | None = None) -> Examination:
    """Load the site and find all that is wrong with it, also in entries beside those with errors.

    `ask` is given where links outside are to be checked. Raise UsageError when site.yaml cannot be used.
    """
    progress("load", 0, 1)
    loaded = load(config.root, jobs=config.jobs, latest=config.latest)
    catalog = loaded.catalog
    if catalog is None or errors_in(one for one in loaded.problems if one.file == SITE_FILE):
        raise UsageError("the configuration cannot be used", loaded.problems)
    find = SourceMap(config.root).find
    addresses = Addresses.of(catalog.settings, config.base_url)
    problems = _advice(catalog, loaded.problems, config, addresses, find)
    planned, found = _planned(config, catalog, loaded.problems, progress)
    problems += found
    if planned:
        files = {addresses.file(page.address) for page in planned.pages} | {
            file.path for file in planned.files
        }
        files |= {file.address for file in catalog.static}
        problems += check_inside(catalog, addresses, files, Anchors(planned).of, find)
        problems += check_host(catalog.settings.host, len(files))
    if ask:
        problems += _check_outside(catalog, addresses, ask, find)
    return Examination(tuple(sorted(problems, key=Problem.place)), len(catalog.tools), planned)


def _planned(
    config: Config,
    catalog: Catalog,
    problems: tuple[Problem, ...],
    progress: Progress,
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Plan the site where nothing forbids it; return the plan and the problems known by then."""
    if errors_in(problems):
        return None, problems
    try:
        planned = plan(config, progress, loaded=(catalog, list(problems)))
    except ContentError as error:
        return None, error.problems
    return planned, planned.problems


def _advice(
    catalog: Catalog,
    faults: Sequence[Problem],
    config: Config,
    addresses: Addresses,
    find: Find,
) -> list[Problem]:
    """Return the advice, also on tools with faults of their form as far as these leave it its meaning."""
    salvaged = _salvaged(catalog, faults, config.root)
    tools = sorted(
        (*catalog.tools, *(one.tool for one in salvaged.values())), key=lambda tool: tool.slug
    )
    known, as_of = replace(catalog, tools=tuple(tools)), config.as_of or newest_date(catalog)

    def find_sure(path: str, keys: Keys, words: str) -> Place:
        return (
            find(path, keys, words)
            if path not in salvaged or salvaged[path].is_sure(keys)
            else NOWHERE
        )

    advice = [
        *check_sources(known, find_sure),
        *check_ages(known, as_of, find_sure),
        *check_thin_texts(known, find_sure),
        *check_same(known, addresses, find_sure),
        *check_titles(known, find_sure),
        *check_marketing(known, addresses, find_sure),
    ]
    return [
        *(one for one in advice if one.file),
        *(problem for one in salvaged.values() for problem in one.problems),
    ]


def _salvaged(catalog: Catalog, faults: Sequence[Problem], root: Path) -> Mapping[str, Salvaged]:
    """Return what can be read of the tools that are missing for a fault of their file, by its path."""
    files = {one.file for one in faults if one.severity is Severity.ERROR}
    basis = ValidationContext(
        catalog.settings,
        None if VOCABULARY in files else frozenset(one.id for one in catalog.capabilities),
    )
    missing = sorted(files - {tool.path for tool in catalog.tools})
    found = {path: salvage(root, path, basis) for path in missing if TOOL_FILE.fullmatch(path)}
    return {path: one for path, one in found.items() if one}


def _check_outside(catalog: Catalog, addresses: Addresses, ask: Ask, find: Find) -> list[Problem]:
    """Return a problem for each place of an address that is dead, has moved, or does not answer."""
    links = outside_links(catalog, addresses)
    answers = ask(links)
    return [
        _outside(use, answers[address], find)
        for address, uses in links.items()
        if answers[address].state is not State.ALIVE
        for use in uses
    ]


def _outside(use: Use, answer: Answer, find: Find) -> Problem:
    shown = printable(use.words)
    code, severity, message, hint = {
        State.DEAD: (
            Code.DEAD_OUTSIDE_LINK,
            Severity.WARNING,
            f'the link "{shown}" is dead: {answer.words}',
            "find where it has gone, or name another source",
        ),
        State.MOVED: (
            Code.MOVED_LINK,
            Severity.NOTE,
            f'the link "{shown}" has moved for good',
            f"write {printable(answer.target, 200)}",
        ),
    }.get(
        answer.state,
        (
            Code.UNANSWERED_LINK,
            Severity.NOTE,
            f'nobody can say whether the link "{shown}" is alive: {answer.words}',
            "look at it yourself",
        ),
    )
    file, line, column = find(use.path, use.keys, use.words)
    return Problem(
        file=file,
        line=line,
        column=column,
        code=code,
        severity=severity,
        message=message,
        hint=hint,
    )
