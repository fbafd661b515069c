"""`ssg new tool`: the file of a tool, from options, prompts, GitHub and PyPI."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from ssg.authoring.http_json import fetch_json
from ssg.authoring.importers.github import github_address, github_facts
from ssg.authoring.importers.pypi import pypi_address, pypi_facts
from ssg.authoring.new_tool import free_path, new_tool_problems, new_tool_text, usable, write_tool
from ssg.catalog import Catalog
from ssg.cli.messages import relative
from ssg.cli.options import COMMON, SITE
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.suggestions import ids_for_title
from ssg.config import resolved
from ssg.content.load import load
from ssg.errors import ContentError, UsageError
from ssg.json_value import JsonValue

__all__ = ["new_tool"]


@click.command("tool")
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
def new_tool(
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
    root = resolved(site)
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


def _tool_text(root: Path, path: str, facts: Mapping[str, JsonValue], catalog: Catalog) -> str:
    """Return the text of the new file; raise UsageError if it would have errors."""
    text = new_tool_text(facts, catalog)
    problems = new_tool_problems(root, path, text, catalog)
    if problems:
        raise UsageError("the new file would have errors", tuple(problems))
    return text


def _imported(
    github: str | None,
    api: str,
    package: str | None,
    index: str,
    catalog: Catalog,
) -> dict[str, JsonValue]:
    """Return the data from GitHub and PyPI; PyPI has priority."""
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


def _complete(facts: Mapping[str, JsonValue], slug: str, catalog: Catalog) -> dict[str, JsonValue]:
    """Add the required values: prompt for them on a terminal, else use defaults."""
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


def _prompt(facts: Mapping[str, JsonValue], name: str, types: list[str]) -> dict[str, JsonValue]:
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


def _prompt_capabilities(catalog: Catalog) -> list[JsonValue]:
    """Ask for capability titles until an empty one, and propose vocabulary ids for each."""
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
