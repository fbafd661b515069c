"""`ssg align`: matching capabilities of two tools, and proposals of shared ids."""

from collections.abc import Sequence
from pathlib import Path

import click

from ssg.authoring.capability_ids import write_ids
from ssg.build.pipeline import read
from ssg.catalog import Catalog
from ssg.cli.align_text import alignment_text, suggestions_text
from ssg.cli.environment import make_config
from ssg.cli.options import COMMON, SITE, TABLE_FORMAT
from ssg.comparison.alignment import Aligner
from ssg.comparison.suggestions import Suggestion, accepted_ids, suggest
from ssg.errors import UsageError
from ssg.text import count, did_you_mean, printable

__all__ = ["align"]

ACCEPTED = 0.8
"""Strength from which --accept writes an id, where --at-least does not say."""


@click.command()
@click.argument("tools", metavar="[TOOL]...", nargs=-1)
@SITE
@COMMON
@click.option(
    "--suggest", "suggesting", is_flag=True, help="Propose shared ids for groups of capabilities."
)
@click.option(
    "--accept", is_flag=True, help="With --suggest: write the proposed ids into the files."
)
@click.option(
    "-i", "--interactive", is_flag=True, help="With --suggest: ask about each proposal (y/n/q)."
)
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    help=f"Leave out weaker proposals.  [default: 0; {ACCEPTED} with --accept]",
)
@TABLE_FORMAT
def align(
    tools: tuple[str, ...],
    *,
    site: Path,
    quiet: bool,
    verbose: int,  # noqa: ARG001
    suggesting: bool,
    accept: bool,
    interactive: bool,
    at_least: float | None,
    style: str,
) -> None:
    """Print which capabilities of two tools match, how surely, and why; or propose shared ids.

    With --suggest, TOOLs limit the proposals to groups that hold a capability of theirs.
    """
    if not suggesting and (accept or interactive or at_least is not None):
        raise UsageError("--accept, --interactive and --at-least need --suggest")
    if accept and interactive:
        raise UsageError("--accept and --interactive exclude each other")
    if not suggesting and len(tools) != 2:
        raise UsageError("name two tools, or use --suggest")
    config = make_config(site, None, None)
    catalog = read(config)[0]
    _check_slugs(tools, catalog)
    if not suggesting:
        if tools[0] == tools[1]:
            raise UsageError("name two different tools")
        a, b = (next(tool for tool in catalog.tools if tool.slug == slug) for slug in tools)
        click.echo(alignment_text(a, b, Aligner(catalog), style), nl=False)
        return
    least = at_least if at_least is not None else ACCEPTED * accept
    found = suggest(catalog, Aligner(catalog), frozenset(tools), least)
    if interactive:
        found = _asked(found, catalog)
    elif not accept or not quiet:
        click.echo(suggestions_text(found, catalog, style), nl=False)
    if accept or interactive:
        _write(found, catalog, config.root, quiet=quiet)


def _check_slugs(tools: Sequence[str], catalog: Catalog) -> None:
    slugs = [tool.slug for tool in catalog.tools]
    for slug in tools:
        if slug not in slugs:
            hint = did_you_mean(slug, slugs)
            raise UsageError(
                f'there is no tool "{printable(slug)}"' + (f"; {hint}" if hint else "")
            )


def _asked(found: Sequence[Suggestion], catalog: Catalog) -> list[Suggestion]:
    """Show each proposal and return those that were answered with yes."""
    accepted: list[Suggestion] = []
    for one in found:
        click.echo(suggestions_text([one], catalog, "text"))
        answer = click.prompt(
            f"Write id {one.id}?", type=click.Choice(["y", "n", "q"]), default="n", err=True
        )
        if answer == "q":
            break
        if answer == "y":
            accepted.append(one)
    return accepted


def _write(found: Sequence[Suggestion], catalog: Catalog, root: Path, *, quiet: bool) -> None:
    ids, entries = accepted_ids(found, catalog)
    files = write_ids(root, ids, entries) if ids else []
    if not quiet:
        written = sum(map(len, ids.values()))
        click.echo(f"{count(written, 'id')} written, {count(len(files), 'file')} changed", err=True)
