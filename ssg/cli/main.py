"""Run the command line: map exceptions to messages and exit codes."""

import contextlib
import os
import signal
import sys
import traceback

import click

from ssg.cli.group import cli
from ssg.cli.messages import FAILURE, MessageSettings, print_problems
from ssg.errors import ContentError, LayoutError, SsgError, StrictError, UsageError
from ssg.text import printable

__all__ = ["main"]

USAGE, INTERNAL_ERROR, INTERRUPTED, TERMINATED = 2, 3, 130, 143
"""Exit codes: usage or configuration; a bug in ssg; Ctrl-C; SIGTERM."""


def main() -> None:
    """Run the command line and exit with its exit code."""
    code = _run(MessageSettings())
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError:  # broken pipe
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _run(settings: MessageSettings) -> int:
    received = _install_signal_handlers()
    try:
        return int(cli.main(standalone_mode=False, obj=settings) or 0)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _report_interrupt(received)
    except click.ClickException as error:
        error.show()
        return USAGE
    except SsgError as error:
        return _report_error(error, settings)
    except OSError as error:
        where = f"{printable(str(error.filename), 300)}: " if error.filename else ""
        _print(f"error: {where}{error.strerror or error}")
        return FAILURE
    except Exception as error:  # noqa: BLE001  (users should never see a traceback)
        if received:  # an extension module may replace the interrupt by an error of its own
            return _report_interrupt(received)
        return _report_internal_error(error, settings.verbose)


def _install_signal_handlers() -> list[int]:
    """Make SIGTERM unwind like Ctrl-C, so that temporary output is removed.

    Return a list to which the number of every such signal is added.
    """
    received: list[int] = []

    def interrupt(number: int, _: object) -> None:
        received.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    return received


def _report_interrupt(received: list[int]) -> int:
    """Say that a signal ended the program; return the exit code."""
    is_terminated = signal.SIGTERM in received
    _print("terminated" if is_terminated else "interrupted")
    return TERMINATED if is_terminated else INTERRUPTED


def _report_error(error: SsgError, settings: MessageSettings) -> int:
    problems = error.problems if isinstance(error, (ContentError, UsageError)) else ()
    if isinstance(error, LayoutError):
        problems = (error.problem,)
    if problems:
        from ssg.review.report import summary

        strict = isinstance(error, StrictError)
        print_problems(problems, settings.style, quiet=False, settings=settings, grouped=strict)
        _print(summary(problems))
        if strict:
            _print(str(error))
    else:
        _print(f"error: {error}")
    return USAGE if isinstance(error, UsageError) else FAILURE


def _report_internal_error(error: Exception, verbose: int) -> int:
    """Print a bug report message, with the traceback at `-vv`; return the exit code."""
    _print(f"internal error: {type(error).__name__}: {error}")
    if verbose > 1:
        traceback.print_exception(error)
    else:
        _print("This is a bug in ssg. Run the command again with -vv and report the output.")
    return INTERNAL_ERROR


def _print(message: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(message, err=True)
