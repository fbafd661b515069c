"""Refresh the tools of a site: ask their sources, and write what changed as soon as it is known.

An interrupted or limited run is continued by the next one: documents of the same day come from the
cache.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ssg.authoring.editor_files import write_atomically
from ssg.authoring.refresh.client import Client, ClientOptions
from ssg.authoring.refresh.history import add_values, earlier_values
from ssg.authoring.refresh.host_state import HostReport
from ssg.authoring.refresh.response_cache import ResponseCache
from ssg.authoring.refresh.targets import Target, refresh_targets
from ssg.authoring.refresh.tool_update import ToolUpdate, update_tool
from ssg.callbacks import Progress, no_progress
from ssg.catalog import Catalog, Tool
from ssg.content.history_file import HISTORY, history_text, read_history
from ssg.content.load import load
from ssg.content.source_map import SourceMap
from ssg.errors import BuildError, ContentError, Problem, UsageError, errors_in
from ssg.ranking.scoring import rank
from ssg.settings import SITE_FILE
from ssg.text import did_you_mean, printable

__all__ = ["RefreshReport", "refresh_site"]

WORKERS = 8


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did, or would do."""

    tools: int
    """Tools that were refreshed."""
    changed: tuple[str, ...]
    """Paths of changed files of tools."""
    unfinished: tuple[str, ...]
    """Slugs of tools that were not asked for completely because of a rate limit."""
    hosts: tuple[HostReport, ...]
    """Hosts with a reached rate limit, and those that were given up."""
    problems: tuple[Problem, ...]
    """Warnings of tools, and the problems of the content."""
    diff: str
    """Unified diff of all changes."""


@dataclass(slots=True)
class _Run:
    """What has been done so far."""

    root: Path
    day: date
    dry_run: bool
    diffs: dict[str, str] = field(default_factory=dict)
    """Path -> diff."""
    problems: list[Problem] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)

    def write(self, path: str, before: str, after: str) -> None:
        """Replace the text of a file, and note the difference."""
        if before == after:
            return
        lines = difflib.unified_diff(
            before.splitlines(keepends=True),
            after.splitlines(keepends=True),
            path if before else "/dev/null",
            path,
        )
        self.diffs[path] = self.diffs.get(path, "") + "".join(lines)
        if self.dry_run:
            return
        try:
            write_atomically(self.root / path, after.encode())
        except OSError as error:
            raise BuildError(f'cannot write "{path}": {error.strerror}') from error


def refresh_site(
    root: Path,
    slugs: Sequence[str],
    options: ClientOptions,
    *,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> RefreshReport:
    """Refresh the tools with these slugs, or all tools of a site.

    Raise ContentError if site.yaml is invalid or names a source that does not exist, UsageError for
    an unknown tool or a site without sources, and BuildError if a file cannot be written.
    """
    loaded = load(root)
    if loaded.catalog is None:
        raise ContentError(loaded.problems)
    targets, problems = refresh_targets(loaded.catalog.settings, SourceMap(root).locate)
    if problems:
        raise ContentError(problems)
    if not targets:
        raise UsageError(f'{SITE_FILE} has no "from"; see docs/refresh.md')
    tools = _selected(loaded.catalog, slugs)
    client = Client(options, ResponseCache(root))
    run = _Run(root, options.day, dry_run, problems=list(loaded.problems))
    for done, update in enumerate(_updates(root, tools, targets, client, options.day), 1):
        _take(run, update)
        progress("refresh", done, len(tools))
    if not dry_run:
        _add_scores(run, [tool.slug for tool in tools])
    return RefreshReport(
        tools=len(tools),
        changed=tuple(run.changed),
        unfinished=tuple(run.unfinished),
        hosts=client.limits(),
        problems=tuple(sorted(run.problems, key=Problem.place)),
        diff="".join(run.diffs[path] for path in sorted(run.diffs)),
    )


def _selected(catalog: Catalog, slugs: Sequence[str]) -> list[Tool]:
    tools = {tool.slug: tool for tool in catalog.tools}
    for slug in slugs:
        if slug not in tools:
            hint = did_you_mean(slug, tools) or "name the slug of a tool without errors"
            raise UsageError(f'there is no tool "{printable(slug)}"; {hint}')
    return [tools[slug] for slug in dict.fromkeys(slugs)] if slugs else list(tools.values())


def _updates(
    root: Path, tools: Sequence[Tool], targets: Sequence[Target], client: Client, day: date
) -> Iterator[ToolUpdate]:
    """Yield the update of each tool, in order; several are asked for at a time."""

    def update(tool: Tool) -> ToolUpdate:
        try:
            text = (root / tool.path).read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise BuildError(f'"{tool.path}" was changed during the refresh') from error
        return update_tool(tool, text, targets, client, day)

    with ThreadPoolExecutor(WORKERS) as pool:
        yield from pool.map(update, tools)


def _take(run: _Run, update: ToolUpdate) -> None:
    """Write what changed of a tool: first its history, so that an interrupted run loses nothing."""
    tool = update.tool
    points, faults = read_history(run.root, tool.slug)
    if update.values and not errors_in(faults):
        known = {key for point in points for key, _ in point.signals}
        added = points
        new = [key for key in update.values if key not in known]
        for day, values in sorted(earlier_values(tool, new, run.day).items()):
            added = add_values(added, day, values)
        added = add_values(added, run.day, update.values)
        path = f"{HISTORY}/{tool.slug}.jsonl"
        if added != points:
            run.write(path, _text(run.root / path), history_text(added))
    run.write(tool.path, update.before, update.after)
    if update.before != update.after:
        run.changed.append(tool.path)
    if update.is_limited:
        run.unfinished.append(tool.slug)
    run.problems += update.problems


def _add_scores(run: _Run, slugs: Iterable[str]) -> None:
    """Add the rounded scores, computed from the refreshed content, to the histories."""
    catalog = load(run.root).catalog
    if catalog is None:
        return
    scores = {score.slug: score.rounded for score in rank(catalog, run.day).scores}
    for slug in slugs:
        score, points = scores.get(slug), catalog.history.get(slug, ())
        if score is None or not points:
            continue
        path = f"{HISTORY}/{slug}.jsonl"
        added = add_values(points, run.day, {}, float(score))
        if added != points and not errors_in(read_history(run.root, slug)[1]):
            run.write(path, _text(run.root / path), history_text(added))


def _text(file: Path) -> str:
    return file.read_bytes().decode() if file.exists() else ""
