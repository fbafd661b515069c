"""`ssg new`: create a small site, or the file of a tool or translation."""

import shlex
import shutil
import sys
from pathlib import Path

import click

from ssg.authoring.deployment import DEPLOYMENTS, add_deployment
from ssg.authoring.new_site import new_site
from ssg.cli.lazy_group import LazyCommand, LazyGroup
from ssg.cli.options import COMMON
from ssg.text import count

__all__ = ["new"]


class _New(LazyGroup):
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


new.add_command(LazyCommand("tool", "new_tool", "Create a commented file for a new tool."))
new.add_command(
    LazyCommand(
        "translation",
        "new_translation",
        "Start the translation of a tool: a file that has its texts as comments.",
    )
)
