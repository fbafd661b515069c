"""Errors -> text and exit code: the outermost layer of the command line."""

import contextlib
import os
import signal
import sys
import traceback

import click

from ssg.cli.group import cli
from ssg.cli.options import ASKED, print_problems
from ssg.errors import ContentError, LayoutError, SsgError, UsageError

__all__ = ["main"]

FAULT, USAGE, OUR_FAULT, INTERRUPTED = 1, 2, 3, 130
"""Exit codes: content or build errors; usage or configuration; our own bug; Ctrl-C. 0 is fine."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    ASKED.style, ASKED.verbose, ASKED.color, ASKED.root, ASKED.changed = (
        "text",
        0,
        None,
        None,
        frozenset(),
    )
    code = _run()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError:  # nobody reads any more; there is nobody to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _run() -> int:
    _end_cleanly_on_sigterm()
    try:
        return int(cli.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except SsgError as error:
        return _explain(error)
    except OSError as error:
        _say(f"error: {error.strerror or error}")
        return FAULT
    except Exception as error:  # noqa: BLE001  (the last line of defence: no user should see a traceback)
        return report_internal_error(error)


def _end_cleanly_on_sigterm() -> None:
    """Let a polite kill unwind like Ctrl-C, so that no half-made stage is left behind."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _explain(error: SsgError) -> int:
    problems = error.problems if isinstance(error, (ContentError, UsageError)) else ()
    if isinstance(error, LayoutError):
        problems = (error.problem,)
    if problems:
        from ssg.review.report import summary

        print_problems(problems, ASKED.style, quiet=False)
        _say(summary(problems))
    else:
        _say(f"error: {error}")
    return USAGE if isinstance(error, UsageError) else FAULT


def report_internal_error(error: Exception) -> int:
    """Print a short message for a fault of ours, with the traceback at `-vv`; return the exit code."""
    _say(f"internal error: {type(error).__name__}: {error}")
    if ASKED.verbose > 1:
        traceback.print_exception(error)
    else:
        _say("This is a fault of ssg. Run it again with -vv and report what it prints.")
    return OUR_FAULT


def _say(words: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(words, err=True)
