"""Commands whose modules are imported when they run.

So a command imports what it needs at the top of its module, and the help of the program needs none
of it.
"""

from importlib import import_module

import click

__all__ = ["LazyCommand", "LazyGroup", "imported"]


class LazyCommand(click.Command):
    """The name and summary of a command, for lists of commands."""

    def __init__(self, name: str, module: str, summary: str) -> None:
        """Take the module of `ssg.cli` that defines the command, under the name of the module.

        `summary`: the first sentence of its help.
        """
        super().__init__(name, help=summary)
        self.module = module


class LazyGroup(click.Group):
    """A command group that imports a `LazyCommand` when it is chosen."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that arguments name, imported, and the arguments after it."""
        name, command, rest = super().resolve_command(ctx, args)
        if isinstance(command, LazyCommand):
            command = imported(command)
            _set_environment_names(command, ctx.auto_envvar_prefix or "")
        return name, command, rest


def imported(command: click.Command) -> click.Command:
    """Return a command with its options."""
    if not isinstance(command, LazyCommand):
        return command
    found = vars(import_module(f"ssg.cli.{command.module}"))[command.module]
    if not isinstance(found, click.Command):
        raise TypeError(found)
    return found


def _set_environment_names(command: click.Command, prefix: str) -> None:
    """Name environment variables after options: SSG_BUILD_FORMAT sets `--format`.

    Click would name them after parameters.
    """
    path = prefix if command.name == "site" else f"{prefix}_{command.name}"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            longest = max(parameter.opts, key=len)
            parameter.envvar = f"{path}_{longest.lstrip('-')}".replace("-", "_").upper()
    if isinstance(command, click.Group):
        for subcommand in command.commands.values():
            _set_environment_names(subcommand, path)
