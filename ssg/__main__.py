"""Entry point of `ssg` and `python -m ssg`, with minimal imports."""

import gc
import os
import signal

__all__ = ["main"]

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Environment variables that numpy's libraries read when they are loaded.

Our matrices are small, and every core has a worker process: waiting for threads costs more than
they save (measured: an alignment of 2 x 190 capabilities takes 2.8 ms of CPU instead of 16.7).
"""

NO_PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
"""Environment variable that keeps pydantic from asking all installed packages for plugins."""

COLLECTED_AFTER = 50_000
"""New objects after which Python looks for cycles; its own default is far lower.

Imports and builds create many objects that stay, and nearly no cycles: after an edit of a large
site a tenth of a build was spent on these searches.
"""


def main() -> None:
    """Run the command line; Ctrl-C during the imports ends the process without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for variable in (*ONE_THREAD, NO_PLUGINS):
        os.environ.setdefault(variable, "1")
    gc.set_threshold(COLLECTED_AFTER, *gc.get_threshold()[1:])
    from ssg.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
