"""`ssg` and `python -m ssg`: the first thing that runs, and quick to import."""

import signal

__all__ = ["main"]


def main() -> None:
    """Run the command line; until it listens for Ctrl-C itself, let that end the process without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ssg.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
