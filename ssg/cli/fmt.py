"""`ssg fmt`: format content files."""

from pathlib import Path

import click

from ssg.authoring.formatter import content_files, diff, format_file, not_canonical, save
from ssg.cli.options import COMMON, FORMAT, SITE
from ssg.config import resolved
from ssg.errors import ContentError, Problem
from ssg.text import count

__all__ = ["fmt"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@SITE
@COMMON
@FORMAT
@click.option("--check", is_flag=True, help="Write nothing; fail if a file is not formatted.")
@click.option("--diff", "as_diff", is_flag=True, help="Write nothing; print the changes.")
def fmt(
    paths: tuple[Path, ...],
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    style: str,  # noqa: ARG001
    check: bool,
    as_diff: bool,
) -> None:
    """Format content files.

    Sets the order of keys, line wrapping and quoting of YAML files; comments are kept. PATHS are
    files or folders; the default is all content files. Files with errors are not changed.
    """
    root = resolved(site)
    files, changed = content_files(root, paths), 0
    problems: list[Problem] = []
    for result in (format_file(root, path) for path in files):
        problems += result.problems
        changed += result.changed
        if check and result.changed:
            problems.append(not_canonical(result))
        if as_diff:
            click.echo(diff(result), nl=False)
        elif result.changed and not check:
            save(root, result)
            if verbose:
                click.echo(result.path, err=True)
    if not quiet and not (check and changed):
        _print_summary(
            changed, len(files), "would be formatted" if as_diff or check else "formatted"
        )
    if problems:
        raise ContentError(problems)


def _print_summary(changed: int, total: int, verb: str) -> None:
    unchanged = count(total - changed, "file")
    click.echo(f"{count(changed, 'file')} {verb}, {unchanged} unchanged", err=True)
