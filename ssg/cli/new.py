"""`ssg new`: create a small site, or the file of a tool."""

import shlex
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.cli.options import COMMON, SITE, relative, resolved_site
from ssg.text import count

if TYPE_CHECKING:  # types only: the real import is inside the functions
    from ssg.catalog import Catalog
    from ssg.json_value import JsonValue

__all__ = ["new"]


class _New(click.Group):
    """Command group that runs `site` if the first argument is not a command."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        known = {*self.commands, *context.help_option_names}
        if args and args[0] not in known:
            args = ["site", *args]
        return super().parse_args(context, args)


@click.group(
    cls=_New,
    no_args_is_help=False,
    subcommand_metavar="DIR | tool SLUG | translation SLUG LANGUAGE",
)
def new() -> None:
    """Create a small site in DIR, or the file of a new tool or translation."""


@new.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--deploy",
    metavar="HOST",
    type=click.Choice(["github", "gitlab", "netlify", "cloudflare", "s3"]),
    help="Add the files that publish the site on a host: github, gitlab, netlify, cloudflare or "
    "s3. Without DIR, add them to the site in the current folder.",
)
@click.option(
    "--theme",
    type=click.Choice(["paper", "slate"]),
    default="paper",
    show_default=True,
    help="Look of the new site.",
)
@COMMON
def site(folder: Path | None, *, deploy: str | None, theme: str, quiet: bool, verbose: int) -> None:
    """Create a small site in DIR, ready to build. "site" may be omitted."""
    from ssg.authoring.deployment import DEPLOYMENTS, add_deployment
    from ssg.authoring.new_site import new_site

    if folder is None and deploy is None:
        raise click.UsageError("Missing argument 'DIR'.", click.get_current_context())
    files = new_site(folder, theme) if folder else []
    if deploy:
        files = [*files, *add_deployment(folder or Path(), deploy)]
    if verbose:
        click.echo("\n".join(files), err=True)
    if quiet:
        return
    where = f" -C {shlex.quote(str(folder))}" if folder else ""
    click.echo(f"Wrote {count(len(files), 'file')} in {folder or 'this folder'}.", err=True)
    steps = [f"{_program()} build{where}"]
    if deploy:
        steps = ["set base_url in content/site.yaml", *steps, *DEPLOYMENTS[deploy].steps]
    click.echo("\n".join(f"Next: {step}" for step in steps), err=True)


def _program() -> str:
    """Return how this program is run from a shell: `ssg` if that is on PATH, else its path."""
    program = Path(sys.argv[0])
    if program.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m ssg"
    found = shutil.which("ssg")
    is_path = program.stem == "ssg" and len(program.parts) > 1
    if not is_path or (found and Path(found).resolve() == program.resolve()):
        return "ssg"
    return shlex.quote(str(program))


@new.command()
@click.argument("slug")
@SITE
@COMMON
@click.option("--name", help="Name of the tool.")
@click.option("--type", "kind", metavar="TYPE", help='Key of "types" in site.yaml.')
@click.option("--summary", help="One-sentence description.")
@click.option("--homepage", metavar="URL", help="URL of its website.")
@click.option("--repository", metavar="URL", help="URL of its source code.")
@click.option("--license", metavar="SPDX", help="Licence, e.g. Apache-2.0.")
@click.option(
    "--category",
    "categories",
    multiple=True,
    help='Key of "categories" in site.yaml; may be repeated.',
)
@click.option("--from-github", metavar="URL", help="Import data of this GitHub repository.")
@click.option("--from-pypi", metavar="NAME", help="Import data of this PyPI package.")
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
    **values: str | None,
) -> None:
    """Create a commented file for a new tool.

    Values come from options, from prompts on a terminal, and optionally from GitHub or PyPI. SLUG
    is the tool's name in URLs: lower-case letters and digits, separated by single hyphens.
    """
    from ssg.authoring.new_tool import free_path, write_tool
    from ssg.content.load import load
    from ssg.errors import ContentError

    root = resolved_site(site)
    loaded = load(root)
    if loaded.catalog is None:
        raise ContentError(loaded.problems)
    path, catalog = free_path(root, slug), loaded.catalog
    given: dict[str, JsonValue] = {**values, "type": kind, "categories": list(categories)}
    facts = {
        **_imported(from_github, github_api, from_pypi, pypi_index, catalog),
        **{key: value for key, value in given.items() if value},
    }
    text = _tool_text(root, path, _complete(facts, slug, catalog), catalog)
    write_tool(root, path, text)
    if verbose:
        click.echo(text, err=True, nl=False)
    if not quiet:
        click.echo(
            f"Created {relative(root / path)}. Next: complete it and run ssg check", err=True
        )


def _tool_text(root: Path, path: str, facts: Mapping[str, "JsonValue"], catalog: "Catalog") -> str:
    """Return the text of the new file; raise UsageError if it would have errors."""
    from ssg.authoring.new_tool import new_tool_problems, new_tool_text
    from ssg.errors import UsageError

    text = new_tool_text(facts, catalog)
    problems = new_tool_problems(root, path, text, catalog)
    if problems:
        raise UsageError("the new file would have errors", tuple(problems))
    return text


@new.command()
@click.argument("slug")
@click.argument("language")
@SITE
@COMMON
def translation(slug: str, language: str, *, site: Path, quiet: bool, verbose: int) -> None:
    """Start the translation of a tool: a file that has its texts as comments.

    LANGUAGE is one of "languages" in site.yaml, other than the first.
    """
    from ssg.authoring.new_tool import write_tool
    from ssg.authoring.new_translation import new_translation
    from ssg.content.load import load
    from ssg.errors import ContentError

    root = resolved_site(site)
    loaded = load(root)
    if loaded.catalog is None:
        raise ContentError(loaded.problems)
    path, text = new_translation(loaded.catalog, slug, language)
    write_tool(root, path, text)
    if verbose:
        click.echo(text, err=True, nl=False)
    if not quiet:
        click.echo(f"Created {relative(root / path)}. Next: translate its texts", err=True)


def _imported(
    github: str | None,
    api: str,
    package: str | None,
    index: str,
    catalog: "Catalog",
) -> dict[str, "JsonValue"]:
    """Return the data from GitHub and PyPI; PyPI has priority."""
    from ssg.authoring.http_json import fetch_json
    from ssg.authoring.importers.github import github_address, github_facts
    from ssg.authoring.importers.pypi import pypi_address, pypi_facts
    from ssg.authoring.new_tool import usable

    facts: dict[str, JsonValue] = {}
    if github:
        address = github_address(github, api)
        signals = {signal.id for signal in catalog.settings.ranking.signals}
        facts |= usable(
            github_facts(fetch_json(address), address, datetime.now(UTC).date(), signals)
        )
    if package:
        facts |= usable(pypi_facts(fetch_json(pypi_address(package, index))))
    return facts


def _complete(
    facts: Mapping[str, "JsonValue"], slug: str, catalog: "Catalog"
) -> dict[str, "JsonValue"]:
    """Add the required values: prompt for them on a terminal, else use defaults."""
    from ssg.errors import UsageError

    types, name = [key for key, _ in catalog.settings.types], slug.replace("-", " ").title()
    if sys.stdin.isatty():
        complete = _prompt(facts, name, types)
        if "capabilities" not in complete and (capabilities := _prompt_capabilities(catalog)):
            complete["capabilities"] = capabilities
        return complete
    complete = {"name": name, **facts}
    if len(types) == 1:
        complete.setdefault("type", types[0])
    missing = [f"--{key}" for key in ("type", "summary") if key not in complete]
    if missing:
        raise UsageError(
            f"missing {' and '.join(missing)}; add the options or run this on a terminal "
            f"(types: {', '.join(types)})"
        )
    return complete


def _prompt(
    facts: Mapping[str, "JsonValue"], name: str, types: list[str]
) -> dict[str, "JsonValue"]:
    complete = dict(facts)
    for key, default, choices in (
        ("name", name, None),
        ("type", types[0], types),
        ("summary", None, None),
    ):
        if key not in complete:
            kind = click.Choice(choices) if choices else None
            complete[key] = click.prompt(key.capitalize(), default=default, type=kind, err=True)
    for key in ("homepage", "repository", "license"):
        if key not in complete:
            answer = click.prompt(key.capitalize(), default="", show_default=False, err=True)
            if answer:
                complete[key] = answer
    return complete


def _prompt_capabilities(catalog: "Catalog") -> "list[JsonValue]":
    """Ask for capability titles until an empty one, and propose vocabulary ids for each."""
    from ssg.comparison.capability_vectors import CapabilityVectors
    from ssg.comparison.suggestions import ids_for_title

    capabilities: list[JsonValue] = []
    vectors, used = CapabilityVectors(catalog), set[str]()
    while title := click.prompt(
        "Capability (empty: no more)", default="", show_default=False, err=True
    ).strip():
        entry: dict[str, JsonValue] = {"title": title}
        offered = [
            shared for shared in ids_for_title(catalog, vectors, title) if shared.id not in used
        ]
        for number, shared in enumerate(offered, 1):
            click.echo(f"  {number}  {shared.id}: {shared.name}", err=True)
        numbers = click.Choice([str(number) for number in range(len(offered) + 1)])
        if offered and (
            answer := int(click.prompt("Same as (0: none)", default="0", type=numbers, err=True))
        ):
            entry["id"] = offered[answer - 1].id
            used.add(offered[answer - 1].id)
        capabilities.append(entry)
    return capabilities
