"""The commands: words typed -> calls. Only the command line knows the clock, the environment and the terminal.

One module a command. They import what they need when they run: `ssg --help` takes 0.1 s instead of 0.4.
"""

import click

from ssg import __version__
from ssg.cli.build import build
from ssg.cli.check import check
from ssg.cli.clean import clean
from ssg.cli.diff import diff
from ssg.cli.explain import explain
from ssg.cli.export import export
from ssg.cli.fmt import fmt
from ssg.cli.import_ import import_
from ssg.cli.merge import merge
from ssg.cli.new import new
from ssg.cli.pairs import pairs
from ssg.cli.rank import rank
from ssg.cli.schema import schema
from ssg.cli.serve import serve

__all__ = ["cli"]


@click.group(
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "SSG",
        "max_content_width": 100,
    }
)
@click.version_option(__version__, prog_name="ssg")
def cli() -> None:
    """Build a site of comparison pages from one YAML file for each tool."""


def _name_environment(command: click.Command, above: str = "SSG") -> None:
    """Call each option's variable by the option: click would call it by the parameter, SSG_BUILD_STYLE for --format."""
    path = above if command.name == "site" else f"{above}_{command.name}"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            longest = max(parameter.opts, key=len)
            parameter.envvar = f"{path}_{longest.lstrip('-')}".replace("-", "_").upper()
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _name_environment(below, path)


for _command in (
    new,
    build,
    merge,
    serve,
    check,
    diff,
    explain,
    export,
    fmt,
    import_,
    schema,
    rank,
    pairs,
    clean,
):
    _name_environment(_command)
    cli.add_command(_command)
