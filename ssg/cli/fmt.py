"""`ssg fmt`: content files in one form."""

from pathlib import Path

import click

from ssg.cli.options import COMMON, FORMAT, SITE
from ssg.text import count

__all__ = ["fmt"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@SITE
@COMMON
@FORMAT
@click.option("--check", is_flag=True, help="Write nothing; fail when a file is not in form.")
@click.option("--diff", "as_diff", is_flag=True, help="Write nothing; show what would change.")
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
    """Bring YAML files of the content into one form: order of keys, wrapping, quoting. Comments stay.

    PATHS are files or folders; without any, all files of the content. A file with errors is left as it is.
    """
    from ssg.authoring.formatter import content_files, diff, format_file, not_canonical, save
    from ssg.errors import ContentError

    root = site.resolve()
    files, problems, changed = content_files(root, paths), [], 0
    for one in (format_file(root, path) for path in files):
        problems += [*one.problems, *([not_canonical(one)] if check and one.changed else [])]
        changed += one.changed
        if as_diff:
            click.echo(diff(one), nl=False)
        elif one.changed and not check:
            save(root, one)
            if verbose:
                click.echo(one.path, err=True)
    if not quiet and not (check and changed):
        words = "would be formatted" if as_diff or check else "formatted"
        click.echo(
            f"{count(changed, 'file')} {words}, {count(len(files) - changed, 'file')} left as they are",
            err=True,
        )
    if problems:
        raise ContentError(problems)
