"""Pages made by the workers of a Dask cluster, which need the same ssg installed, and nothing of this machine's files.

Every worker is sent the job once, with the layouts' text, and keeps it until the build is over; a worker that joins later
gets it too. Then it is given pages and returns their bytes. Only here is anything written. The pages of a worker that
dies are given to another one. What is under way at any time is bounded, so memory does not grow with the site.
"""

import logging
import re
import signal
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from distributed import (
    Client,
    Future,
    KilledWorker,
    LocalCluster,
    Worker,
    WorkerPlugin,
    get_worker,
    wait,
)

from ssg import __version__
from ssg.build.executor import Executor
from ssg.build.page_worker import Job, make_context, render_page
from ssg.build.uniqueness import Measured, blocks
from ssg.errors import BuildError, UsageError
from ssg.output.publish import Written
from ssg.site import Output, Page
from ssg.text import printable
from ssg.views import Context

__all__ = ["JobPlugin", "cluster"]

BATCH = 500
"""Pages handed to a worker at once: tenths of a second of work, beside which the 3 ms that a task costs are little."""
AHEAD = 2
"""Batches under way for each thread of the cluster, so that none waits for its next one."""
PATIENCE = 30
"""Seconds to wait for a first worker, and for another one when all have gone."""
ADDRESS = re.compile(r"local:([1-9][0-9]{0,2})|(?:tcp|tls|ucx|ws|wss)://\S+")

Result = TypeVar("Result")


class JobPlugin(WorkerPlugin):
    """What makes a worker ready for one build: it is sent to every worker, also to those that join later."""

    def __init__(self, job: Job) -> None:
        self.version = __version__
        self.job = replace(job, layouts=(), stage=None, made=None)
        self.layouts = [_files(folder) for folder in job.layouts]

    def setup(self, worker: Worker | None = None) -> None:
        """Write the layouts where this worker can read them, and get ready."""
        check_version(self.version)
        self.lock = threading.Lock()
        self.folder = tempfile.TemporaryDirectory(
            prefix="ssg-", dir=worker.local_directory if worker else None
        )
        folders = []
        for number, files in enumerate(self.layouts):
            folder = Path(
                self.folder.name, str(number), "layouts"
            )  # messages name a layout from this name on
            for path, body in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(body)
            folders.append(folder)
        self.context = make_context(replace(self.job, layouts=tuple(folders)))

    def teardown(self, worker: Worker | None = None) -> None:  # noqa: ARG002
        """Leave nothing behind."""
        self.folder.cleanup()

    def make(self, pages: Sequence[Page], made: Callable[[Context, Page], Result]) -> list[Result]:
        """Make pages, one thread at a time."""
        with self.lock:
            return [made(self.context, page) for page in pages]


class _DeafPlugin(WorkerPlugin):
    """Makes workers that were started again leave Ctrl-C to the process that ends them."""

    def setup(self, worker: Worker | None = None) -> None:  # noqa: ARG002  (Dask says which worker)
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C, as do processes that are started meanwhile: it is for this process, which ends them."""
    if (
        threading.current_thread() is not threading.main_thread()
    ):  # nobody else may say what a signal does
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def cluster(address: str, batch: int = BATCH) -> Iterator[Executor]:
    """Connect to the scheduler at an address, or for `local:N` start N workers here; both are left when the block ends.

    Raise UsageError for what is no address, BuildError when nobody answers or no worker has the same ssg.
    """
    found = ADDRESS.fullmatch(address)
    if not found:
        raise UsageError(
            f'"{printable(address)}" is no cluster; write the address of a Dask scheduler, such as '
            "tcp://10.0.0.1:8786, or local:4 for four workers on this machine"
        )
    logging.getLogger("distributed").setLevel(
        logging.CRITICAL
    )  # what matters is told as an error of the build
    with ExitStack() as stack:
        with _told(address):
            scheduler: str | LocalCluster = address
            if found[1]:
                with _ignoring_interrupts():
                    scheduler = stack.enter_context(
                        LocalCluster(
                            n_workers=int(found[1]),
                            threads_per_worker=1,
                            host="127.0.0.1",
                            dashboard_address="127.0.0.1:0",
                            silence_logs=logging.CRITICAL,
                        )
                    )
            client = stack.enter_context(Client(scheduler, timeout=PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=PATIENCE)
            client.run(check_version, __version__)
            if found[1]:
                client.register_plugin(_DeafPlugin())

        def made(
            job: Job, pages: Sequence[Page], make: Callable[[Context, Page], Result]
        ) -> Iterator[list[Result]]:
            with _told(address):  # what whoever takes the results raises is not raised here
                yield from _made(client, job, pages, batch, make)

        def write(job: Job, pages: Sequence[Page]) -> Iterator[Sequence[Written]]:
            if job.stage is None:
                raise BuildError("there is no stage to write pages to")
            for outputs in made(job, pages, render_output):
                yield [job.stage.put(output) for output in outputs]

        yield Executor(write=write, measure=lambda job, pages: made(job, pages, measure_page))


def check_version(expected: str) -> None:
    """Raise BuildError where this process runs another version of ssg: its pages could be other ones."""
    if __version__ != expected:
        raise BuildError(
            f"a worker of the cluster has ssg {__version__} and this is {expected}; "
            "install the same version there"
        )


def render_output(context: Context, page: Page) -> Output:
    """Make one page, on a worker."""
    return Output(path=context.addresses.file(page.address), body=render_page(context, page))


def measure_page(context: Context, page: Page) -> Measured:
    """Make one versus page, on a worker, and say what its text is made of."""
    return blocks((page.subject[0], page.subject[1]), render_page(context, page))


def make_on_worker(
    name: str, pages: Sequence[Page], made: Callable[[Context, Page], Result]
) -> list[Result]:
    """Run on a worker: find the job that it was sent, and make pages."""
    plugin = get_worker().plugins[name]
    assert isinstance(plugin, JobPlugin)  # noqa: S101  (the name is ours)
    return plugin.make(pages, made)


def _made(
    client: Client,
    job: Job,
    pages: Sequence[Page],
    batch: int,
    made: Callable[[Context, Page], Result],
) -> Iterator[list[Result]]:
    """Yield what workers make of the pages, in any order; never more under way than the cluster can hold."""
    name = f"ssg-{uuid.uuid4().hex}"  # several builds may use one cluster
    batches = iter([pages[start : start + batch] for start in range(0, len(pages), batch)])
    running: set[Future[list[Result]]] = set()
    client.register_plugin(JobPlugin(job), name=name)
    try:
        while True:
            most = AHEAD * max(1, sum(client.nthreads().values()))
            while len(running) < most and (few := next(batches, None)) is not None:
                running.add(client.submit(make_on_worker, name, few, made, pure=False))
            if not running:
                return
            for future in _first_done(client, running):
                running.discard(future)
                yield future.result()
    finally:
        with suppress(Exception):  # the cluster may be gone; then there is nothing to tidy up
            client.cancel(list(running))
            client.unregister_worker_plugin(name)


def _first_done(client: Client, running: set[Future[list[Result]]]) -> set[Future[list[Result]]]:
    """Wait until something is done; raise TimeoutError when for a while there is no worker to do it."""
    while True:
        with suppress(TimeoutError), client.as_current():
            return set(wait(running, timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
        client.wait_for_workers(1, timeout=PATIENCE)


@contextmanager
def _told(address: str) -> Iterator[None]:
    shown = printable(address, 300)
    try:
        yield
    except KilledWorker as error:
        raise BuildError(
            "several workers of the cluster died over the same pages, perhaps for want of memory; "
            "give them more, or build without --cluster"
        ) from error
    except ImportError as error:
        raise BuildError(
            f'a worker of the cluster cannot use ssg: {printable(str(error), 300)}; install "versus-ssg[dask]" '
            f"{__version__} there"
        ) from error
    except (OSError, CancelledError) as error:
        raise BuildError(
            f'the cluster at "{shown}" does not answer, or has no workers; start it, or see its logs'
        ) from error


def _files(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a layout folder, for a worker that cannot read them here."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
