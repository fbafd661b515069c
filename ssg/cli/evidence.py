"""`ssg evidence`: logs and events -> small files of counts in `content/evidence/`."""

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from ssg.authoring.editor_files import write_atomically
from ssg.build.pipeline import read
from ssg.catalog import Catalog, Evidence
from ssg.cli.environment import require_extra
from ssg.cli.messages import FAILURE
from ssg.cli.options import COMMON, SITE, STRICT
from ssg.cli.targets import open_cluster
from ssg.config import Config
from ssg.content.site_file import load_settings
from ssg.errors import UsageError
from ssg.evidence.aggregation import Aggregator, without_rare
from ssg.evidence.reading.access_logs import LogReport, import_logs
from ssg.evidence.reading.evidence_files import EvidenceReport, read_evidence, read_sums
from ssg.evidence.reading.log_parts import KEY_BYTES, import_parts, read_part
from ssg.evidence.reading.log_targets import SiteAddresses
from ssg.evidence.reading.visits import Rules, Visits
from ssg.evidence.rows import row_text
from ssg.settings import SITE_FILE, EvidenceSettings
from ssg.text import count

if TYPE_CHECKING:  # duckdb may be missing
    from ssg.evidence.reading.in_duckdb import StoredEvidence

__all__ = ["evidence"]

SOURCE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ENGINE = click.option(
    "--engine",
    type=click.Choice(["memory", "duckdb"]),
    default="memory",
    show_default=True,
    help='Where rows are counted; duckdb uses the disk and needs "versus-ssg[duckdb]". The result '
    "is the same.",
)
MIN_COUNT = click.option(
    "--min-count",
    type=click.IntRange(min=1),
    help="Leave out queries seen less often.  [default: evidence.min_count of site.yaml, 3]",
)
FILES = click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
CLUSTER = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read each file on a worker of a Dask cluster: tcp://host:port, or local:N to start N "
    "workers. The result is the same.",
)


@click.group()
def evidence() -> None:
    """Count what readers searched for and opened: from logs to content/evidence/."""


@evidence.command("import")
@FILES
@SITE
@COMMON
@STRICT
@click.option("--source", default="search", show_default=True, help="Name of the source.")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A further host name of the site; links from other hosts are not counted. May be "
    "repeated.",
)
@click.option(
    "--most-per-day",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Searches and opened results of one address on one day above which it is taken for a "
    "robot.",
)
@MIN_COUNT
@ENGINE
@CLUSTER
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="File to write, - for the terminal.  [default: content/evidence/<source>-<first "
    "day>-<last day>.jsonl]",
)
def import_(
    *,
    files: Sequence[Path],
    site: Path,
    quiet: bool,
    verbose: int,  # noqa: ARG001
    strict: bool,
    source: str,
    hosts: Sequence[str],
    most_per_day: int,
    min_count: int | None,
    engine: str,
    cluster: str | None,
    output: Path | None,
) -> None:
    """Import searches from logs of web servers.

    FILES are logs of nginx, Apache (combined), Caddy, Cloudflare, CloudFront or S3; plain, or
    compressed with gzip or zstd. A folder counts as the files in it. Addresses of readers are
    never written.
    """
    if not SOURCE.fullmatch(source):
        raise UsageError(f'--source "{source}" must be lower-case words joined by hyphens')
    catalog, _ = read(Config.of(site))
    rules = Rules(most_per_day, min_count or catalog.settings.evidence.min_count)
    with ExitStack() as stack:
        visits = Visits(rules)
        if engine == "duckdb":
            with require_extra("duckdb", "duckdb", "--engine duckdb"):
                from ssg.evidence.reading.in_duckdb import StoredVisits, database
            visits = StoredVisits(rules, stack.enter_context(database()))
        addresses = _addresses(catalog, hosts)
        report = _read_logs(_in_folders(files), addresses, source, visits, cluster)
    path = output or site / _path(report.rows, source)
    if report.rows or output:
        _write(report.rows, path)
    if not quiet:
        _print_report(report, str(path))
    if strict and (report.unreadable or report.damaged):
        raise click.exceptions.Exit(FAILURE)


@evidence.command()
@FILES
@SITE
@COMMON
@STRICT
@MIN_COUNT
@ENGINE
@CLUSTER
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    default="-",
    help="File to write.  [default: the terminal]",
)
def aggregate(
    *,
    files: Sequence[Path],
    site: Path,
    quiet: bool,
    verbose: int,  # noqa: ARG001
    strict: bool,
    min_count: int | None,
    engine: str,
    cluster: str | None,
    output: Path,
) -> None:
    """Add up events and counts: one row per query, tool, capability and source.

    FILES are JSON Lines or CSV. A folder counts as the files in it.
    """
    bad = 0
    with ExitStack() as stack:
        sums: Aggregator | StoredEvidence = Aggregator()
        if engine == "duckdb":
            with require_extra("duckdb", "duckdb", "--engine duckdb"):
                from ssg.evidence.reading.in_duckdb import StoredEvidence as Stored
                from ssg.evidence.reading.in_duckdb import database
            sums = Stored(stack.enter_context(database()))
        for file, report in _read_events(_in_folders(files), sums, cluster):
            bad += report.bad
            _print_bad_rows(file, report)
        kept = list(without_rare(sums.rows(), min_count or _site_min_count(site)))
    _write(kept, output)
    if not quiet:
        click.echo(f"{count(len(kept), 'row')}; left out {count(bad, 'invalid row')}", err=True)
    if strict and bad:
        raise click.exceptions.Exit(FAILURE)


def _in_folders(paths: Sequence[Path]) -> list[Path]:
    """Return files, and those in folders by name, without hidden ones and links."""
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        files += [
            file
            for file in inside
            if file == path
            or (file.is_file() and not file.is_symlink() and not _is_hidden(file, path))
        ]
    if not files:
        raise UsageError("the folder has no files")
    return files


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _read_logs(
    files: Sequence[Path],
    addresses: SiteAddresses,
    source: str,
    visits: Visits,
    cluster: str | None,
) -> LogReport:
    """Read logs here or on a cluster."""
    if cluster is None:
        return import_logs(files, addresses, source, visits)
    read_one = partial(read_part, site=addresses, key=secrets.token_bytes(KEY_BYTES))
    with open_cluster(cluster) as run:
        return import_parts(run(read_one, [file.absolute() for file in files]), source, visits)


def _read_events(
    files: Sequence[Path], sums: "Aggregator | StoredEvidence", cluster: str | None
) -> Iterator[tuple[Path, EvidenceReport]]:
    """Add up files here or on a cluster; yield each file with what it had."""
    if cluster is None:
        yield from ((file, read_evidence(file, sums.add)) for file in files)
        return
    with open_cluster(cluster) as run:
        parts = run(read_sums, [file.absolute() for file in files])
        for file, (report, rows) in zip(files, parts, strict=True):
            for row in rows:
                sums.add(row)
            yield file, report


def _print_bad_rows(file: Path, report: EvidenceReport) -> None:
    for row in report.first_bad:
        click.echo(f"{file}:{row.line}: {row.message}", err=True)
    if report.bad > len(report.first_bad):
        others = count(report.bad - len(report.first_bad), "more invalid row")
        click.echo(f"{file}: {others}", err=True)


def _site_min_count(site: Path) -> int:
    """Return the setting of the site; its default outside of a site."""
    settings = load_settings(site)[0] if (site / SITE_FILE).exists() else None
    return (settings.evidence if settings else EvidenceSettings()).min_count


def _addresses(catalog: Catalog, hosts: Sequence[str]) -> SiteAddresses:
    parts = urlsplit(catalog.settings.base_url)
    slugs = {alias: tool.slug for tool in catalog.tools for alias in tool.aliases}
    slugs |= {tool.slug: tool.slug for tool in catalog.tools}
    names = (name.lower().removeprefix("www.") for name in (parts.hostname or "", *hosts))
    return SiteAddresses(
        base_path=parts.path.rstrip("/"),
        slugs=slugs,
        hosts=frozenset(names),
        beacon=catalog.settings.evidence.beacon,
    )


def _path(rows: Sequence[Evidence], source: str) -> str:
    if not rows:
        return f"content/evidence/{source}.jsonl"
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    return f"content/evidence/{source}-{first}-{last}.jsonl"


def _write(rows: Sequence[Evidence], path: Path) -> None:
    if str(path) == "-":
        click.echo(row_text(rows), nl=False)
    else:
        write_atomically(path, row_text(rows).encode())


def _print_report(report: LogReport, path: str) -> None:
    click.echo(
        f"{count(report.lines, 'line')}, {count(report.searches, 'search', 'searches')} of readers",
        err=True,
    )
    for reason, number in sorted(report.dropped.items()):
        if number:
            click.echo(f"  {number:,} {reason}", err=True)
    if report.hosts:
        click.echo(
            f"  (hosts: {', '.join(report.hosts)}; if one is this site, add it with --host)",
            err=True,
        )
    if report.unreadable:
        click.echo(f"  {count(report.unreadable, 'unreadable line')}", err=True)
    for name in report.damaged:
        click.echo(f"  {name} is damaged; it was read as far as possible", err=True)
    for line in report.first_bad:
        click.echo(f"    {line.file}:{line.line}", err=True)
    if report.rows:
        click.echo(f"Wrote {count(len(report.rows), 'row')} to {path}. Next: ssg build", err=True)
    else:
        click.echo("No query was seen often enough; nothing to write", err=True)
