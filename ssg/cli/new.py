"""`ssg new`: a small site to start from, or a tool's file."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.cli.options import COMMON, SITE, relative
from ssg.text import count

if TYPE_CHECKING:  # types only: the real import is inside the functions
    from ssg.catalog import Catalog
    from ssg.content.document import Plain

__all__ = ["new"]


class _New(click.Group):
    """Takes whatever is no command of its own for the folder of a new site."""

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        known = {*self.commands, *context.help_option_names}
        return super().parse_args(
            context, ["site", *words] if words and words[0] not in known else words
        )


@click.group(cls=_New, no_args_is_help=False, subcommand_metavar="DIR | tool SLUG")
def new() -> None:
    """Start a small site in DIR, or the file of a tool in the site that is there."""


@new.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@COMMON
def site(folder: Path, *, quiet: bool, verbose: int) -> None:
    """Start a small site in DIR that builds as it is; "site" need not be typed."""
    from ssg.authoring.new_site import new_site

    files = new_site(folder)
    if verbose:
        click.echo("\n".join(files), err=True)
    if not quiet:
        click.echo(
            f"Made {count(len(files), 'file')} in {folder}. Next: ssg build -C {folder}", err=True
        )


@new.command()
@click.argument("slug")
@SITE
@COMMON
@click.option("--name", help="What the tool is called.")
@click.option("--type", "kind", metavar="TYPE", help='A key of "types" in site.yaml.')
@click.option("--summary", help="What it is, in one sentence.")
@click.option("--homepage", metavar="URL", help="Its own site.")
@click.option("--repository", metavar="URL", help="Its source code.")
@click.option("--license", metavar="SPDX", help="Its licence, e.g. Apache-2.0.")
@click.option(
    "--category",
    "categories",
    multiple=True,
    help='A key of "categories" in site.yaml; may be repeated.',
)
@click.option("--from-github", metavar="URL", help="Ask GitHub about this repository.")
@click.option("--from-pypi", metavar="NAME", help="Ask PyPI about this package.")
@click.option("--github-api", default="https://api.github.com", hidden=True)
@click.option("--pypi-index", default="https://pypi.org", hidden=True)
def tool(
    slug: str,
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    categories: tuple[str, ...],
    kind: str | None,
    from_github: str | None,
    from_pypi: str | None,
    github_api: str,
    pypi_index: str,
    **typed: str | None,
) -> None:
    """Write a commented file for a new tool, from options, from answers on a terminal, and from the web if asked to.

    SLUG is its name in addresses: lower case letters and digits, joined by single hyphens.
    """
    from ssg.authoring.new_tool import free_path, new_tool_problems, new_tool_text, write_tool
    from ssg.content.load import load
    from ssg.errors import ContentError, UsageError

    root = site.resolve()
    loaded = load(root)
    if loaded.catalog is None:
        raise ContentError(loaded.problems)
    path, catalog = free_path(root, slug), loaded.catalog
    given: dict[str, Plain] = {**typed, "type": kind, "categories": list(categories)}
    known = {key: value for key, value in given.items() if value}
    facts = {**_found(from_github, github_api, from_pypi, pypi_index, catalog), **known}
    facts = _completed(facts, slug, catalog)
    text = new_tool_text(facts, catalog)
    problems = new_tool_problems(root, path, text, catalog)
    if problems:
        raise UsageError("the file would have errors", tuple(problems))
    write_tool(root, path, text)
    if verbose:
        click.echo(text, err=True, nl=False)
    if not quiet:
        click.echo(
            f"Wrote {relative(root / path)}. Next: fill in the rest, then ssg check", err=True
        )


def _found(
    github: str | None,
    api: str,
    package: str | None,
    index: str,
    catalog: "Catalog",
) -> dict[str, "Plain"]:
    """Ask the web for what it was told to ask; what PyPI says comes before what GitHub says."""
    from ssg.authoring.http_json import fetch_json
    from ssg.authoring.importers.github import github_address, github_facts
    from ssg.authoring.importers.pypi import pypi_address, pypi_facts
    from ssg.authoring.new_tool import usable

    facts: dict[str, Plain] = {}
    if github:
        address = github_address(github, api)
        signals = {one.id for one in catalog.settings.ranking.signals}
        facts |= usable(
            github_facts(fetch_json(address), address, datetime.now(UTC).date(), signals)
        )
    if package:
        facts |= usable(pypi_facts(fetch_json(pypi_address(package, index))))
    return facts


def _completed(facts: Mapping[str, "Plain"], slug: str, catalog: "Catalog") -> dict[str, "Plain"]:
    """Add what must be there: ask on a terminal, else take what is plain to see."""
    from ssg.errors import UsageError

    types, complete = [key for key, _ in catalog.settings.types], dict(facts)
    if sys.stdin.isatty():
        for key, default, choices in (
            ("name", slug.replace("-", " ").title(), None),
            ("type", types[0], types),
            ("summary", None, None),
        ):
            if key not in complete:
                kind = click.Choice(choices) if choices else None
                complete[key] = click.prompt(key.capitalize(), default=default, type=kind, err=True)
        for key in ("homepage", "repository", "license"):
            if key not in complete and (
                answer := click.prompt(key.capitalize(), default="", show_default=False, err=True)
            ):
                complete[key] = answer
        return complete
    complete.setdefault("name", slug.replace("-", " ").title())
    if len(types) == 1:
        complete.setdefault("type", types[0])
    lacking = [f"--{key}" for key in ("type", "summary") if key not in complete]
    if lacking:
        raise UsageError(
            f"say {' and '.join(lacking)}, or run this on a terminal; types here: {', '.join(types)}"
        )
    return complete
