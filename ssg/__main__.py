"""Entry point of `ssg` and `python -m ssg`, with minimal imports."""

import signal

__all__ = ["main"]


def main() -> None:
    """Run the command line; Ctrl-C during the imports ends the process without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ssg.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
