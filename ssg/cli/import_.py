"""`ssg import`: a foreign list -> a site, or an update of the site that was made from it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from ssg.authoring.editor_files import write_atomically
from ssg.authoring.import_kinds import TABLES, importer_of
from ssg.authoring.import_site import ImportReport, import_site
from ssg.authoring.importers.records import Imported
from ssg.authoring.importers.table_files import Table, read_table
from ssg.authoring.importers.tabular import guess_mapping, records_of
from ssg.cli.options import COMMON
from ssg.cli.progress_bar import ProgressDisplay
from ssg.errors import UsageError
from ssg.text import count

__all__ = ["import_"]

SHOWN = 10
"""Skipped records that are printed without -v."""


@click.command("import")
@click.argument("kind")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-C",
    "--site",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the site; created if it does not exist.  [default: .]",
)
@COMMON
@click.option("--dry-run", is_flag=True, help="Write nothing; print the changes as a diff.")
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="COLUMN=FIELD",
    help='For tables: the field of a column; "-" leaves it out. May be repeated.',
)
def import_(
    kind: str,
    source: Path,
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    dry_run: bool,
    pairs: tuple[str, ...],
) -> None:
    """Import a list into the site in DIR: fields that people edited stay, conflicts are reported.

    KIND is awesome-selfhosted, awesome-md, landscape, endoflife, unfragile-manifest, csv, json or
    yaml, or the name of a file in the site's own "importers" folder. SOURCE is a file or a folder.
    """
    site.mkdir(parents=True, exist_ok=True)
    with ProgressDisplay(quiet=quiet, verbose=verbose) as display:
        display.update("read", 0, 1)
        imported, mapping = _read(kind, source, site, pairs)
        if not quiet:
            for column, field in mapping.items():
                click.echo(f"  {column} -> {field}", err=True)
        if kind in TABLES and not dry_run:
            _save_mapping(_mapping_file(kind, site), mapping)
        report = import_site(site, imported, dry_run=dry_run, progress=display.update)
    if dry_run:
        click.echo(report.diff, nl=False)
    _print_details(report, verbose=bool(verbose))
    if not quiet:
        _print_summary(report, imported, site, dry_run=dry_run)


def _read(
    kind: str, source: Path, site: Path, pairs: tuple[str, ...]
) -> tuple[Imported, Mapping[str, str]]:
    """Return what a source has, and for tables the field of each column. `pairs`: of `--map`."""
    if kind in TABLES:
        table = read_table(source, kind)
        mapping = _mapping(table, _mapping_file(kind, site), pairs)
        return records_of(table, mapping), mapping
    if pairs:
        raise UsageError("--map is for csv, json and yaml; other kinds need no mapping")
    return importer_of(kind, site)(source), {}


def _mapping_file(kind: str, site: Path) -> Path:
    return site / "content" / f"import-{kind}.map.json"


def _mapping(table: Table, file: Path, pairs: Sequence[str]) -> dict[str, str]:
    """Return the field of each column: by --map, else as it was saved, else as it is guessed."""
    saved = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    known = {column: field for column, field in saved.items() if column in table.columns}
    mapping = {**guess_mapping(table), **known}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals:
            raise UsageError(f'--map "{pair}": write COLUMN=FIELD')
        mapping[column] = field
    return mapping


def _save_mapping(file: Path, mapping: Mapping[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, (json.dumps(mapping, indent=2, ensure_ascii=False) + "\n").encode())


def _print_details(report: ImportReport, *, verbose: bool) -> None:
    """Print conflicts, and what was skipped: all of it with -v."""
    for conflict in report.conflicts:
        click.echo(f"{conflict}: changed here and in the source; kept as it is here", err=True)
    for path in report.gone:
        click.echo(f"{path}: no longer in the source; kept", err=True)
    shown = report.skipped if verbose else report.skipped[:SHOWN]
    for skipped in shown:
        click.echo(f"{skipped.origin}: {skipped.reason}", err=True)
    if len(report.skipped) > len(shown):
        click.echo(f"... and {len(report.skipped) - len(shown):,} more; show all with -v", err=True)


def _print_summary(report: ImportReport, imported: Imported, site: Path, *, dry_run: bool) -> None:
    if imported.unmapped:
        keys = ", ".join(f"{key} ({number:,})" for key, number in sorted(imported.unmapped.items()))
        click.echo(f"Keys of the source without a field: {keys}", err=True)
    done = "Would create" if dry_run else "Created"
    click.echo(
        f"{done} {count(len(report.created), 'file')}, updated {len(report.updated):,}, unchanged "
        f"{report.unchanged:,}, "
        f"conflicts {len(report.conflicts):,}, skipped {len(report.skipped):,}. Next: ssg build "
        f"-C {site}",
        err=True,
    )
