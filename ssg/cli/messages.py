"""Messages of commands: how problems are printed, and which ones fail a command."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from ssg.errors import Problem, ReportContext, StrictError, errors_in, warnings_in

__all__ = [
    "FAILURE",
    "MessageSettings",
    "fail_on_errors",
    "fail_on_warnings",
    "message_settings",
    "print_problems",
    "relative",
]

FAILURE = 1
"""Exit code of content and build errors."""


class MessageSettings:
    """Options that control messages: the object of click's context.

    It is created before click's context, since error messages need it after the context is gone.
    """

    def __init__(self) -> None:
        self.style = "text"
        """A name of `ssg.review.report.FORMATS`."""
        self.verbose = 0
        self.color: bool | None = None
        """None: use colour if the stream is a terminal."""
        self.root: Path | None = None
        """The site folder."""
        self.changed: frozenset[str] = frozenset()
        """Files changed in the pull request, relative to the site folder."""


def message_settings() -> MessageSettings:
    """Return the settings of the running command."""
    context = click.get_current_context(silent=True)
    return context.ensure_object(MessageSettings) if context else MessageSettings()


def print_problems(
    problems: Sequence[Problem],
    style: str,
    *,
    quiet: bool,
    always: bool = False,
    settings: MessageSettings | None = None,
    grouped: bool = False,
) -> None:
    """Print problems in a format: text to stderr, the others to stdout.

    With `grouped`, the text shows warnings and notes that repeat as one entry. With `always`, an
    empty report is printed too. `settings` are those of the running command, unless given.
    """
    shown = [problem for problem in problems if not quiet or problem.severity == "error"]
    if not shown and not always:
        return
    from ssg.review.report import FORMATS, as_grouped_text, summary

    settings = settings or message_settings()
    context = _report_context(settings)
    if style == "text":
        text = _colored((as_grouped_text if grouped else FORMATS[style])(shown, context))
    else:
        text = FORMATS[style](shown, context)
    if text:
        click.echo(text, err=style == "text", color=settings.color)
    if style == "github" and os.environ.get("GITHUB_STEP_SUMMARY"):
        from ssg.review.github_annotations import step_summary

        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
            file.write(step_summary(shown, context, summary(shown)))


def _colored(text: str) -> str:
    for severity, color in (("error", "red"), ("warning", "yellow"), ("note", "cyan")):
        styled = click.style(severity, fg=color, bold=True)
        text = text.replace(f": {severity}[", f": {styled}[")
    return text


def _report_context(settings: MessageSettings) -> ReportContext:
    from ssg.content.source_map import SourceMap

    root, workspace = settings.root, Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    if root is None:
        return ReportContext()
    inside = root != workspace and root.is_relative_to(workspace)
    folder = f"{root.relative_to(workspace).as_posix()}/" if inside else ""
    return ReportContext(SourceMap(root).line, folder, settings.changed)


def relative(path: Path) -> str:
    """Return a path relative to the current folder."""
    return os.path.relpath(path)


def fail_on_errors(problems: Sequence[Problem]) -> None:
    """Exit with code 1 if any problem is an error."""
    if errors_in(problems):
        raise click.exceptions.Exit(FAILURE)


def fail_on_warnings(problems: Sequence[Problem], *, strict: bool) -> None:
    """Exit with code 1 if `strict` is set and there are warnings; notes never fail."""
    if strict and warnings_in(problems):
        click.echo(str(StrictError(problems)), err=True)
        raise click.exceptions.Exit(FAILURE)
