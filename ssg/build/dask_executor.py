"""Executor for a Dask cluster: workers render pages or read logs, this machine writes.

Workers need the same version of ssg, and no files of this machine. Each worker receives the job
with the texts of the layouts once, also one that joins later, and keeps it until the build ends.
The pages of a lost worker are given to another one. The number of submitted tasks is bounded, so
memory use does not grow with the site.
"""

import logging
import re
import signal
import tempfile
import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import islice
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
from ssg.build.page_worker import (
    Job,
    make_context,
    prepare_aligner,
    render_page,
    set_up,
    with_quick_keys,
)
from ssg.build.uniqueness import Measured, blocks
from ssg.errors import BuildError, UsageError
from ssg.output.staging import Written
from ssg.project import PACKAGE
from ssg.site import Output, Page
from ssg.text import printable
from ssg.views import Context

__all__ = ["ClusterMap", "JobPlugin", "cluster", "cluster_map"]

BATCH = 500
"""Pages in one task: tenths of a second of work, compared with 3 ms of overhead."""
TASKS_PER_THREAD = 2
"""Submitted tasks for each thread of the cluster, so that no thread waits for work."""
TIMEOUT = 30
"""Seconds to wait for the scheduler, for a first worker, and for a new one after all are lost."""
ADDRESS = re.compile(r"local:([1-9][0-9]{0,2})|(?:tcp|tls|ucx|ws|wss)://\S+")

Item = TypeVar("Item")
Result = TypeVar("Result")


class JobPlugin(WorkerPlugin):
    """Sets up a worker for one build; sent to every worker, also to those that join later."""

    def __init__(self, job: Job) -> None:
        self.version = __version__
        self.job = replace(
            job, layouts=(), stage=None, cache=None, alignments=None, aligner_file=None
        )
        self.layouts = [_files(folder) for folder in job.layouts]

    def setup(self, worker: Worker | None = None) -> None:
        """Write the layouts to a local folder, and create the context for views."""
        check_version(self.version)
        self.lock = threading.Lock()
        self.folder = tempfile.TemporaryDirectory(
            prefix="ssg-", dir=worker.local_directory if worker else None
        )
        folders = []
        for number, files in enumerate(self.layouts):
            # Messages name layouts relative to a folder of this name.
            folder = Path(self.folder.name, str(number), "layouts")
            for path, body in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(body)
            folders.append(folder)
        self.context = make_context(replace(self.job, layouts=tuple(folders)))

    def teardown(self, worker: Worker | None = None) -> None:  # noqa: ARG002
        """Delete the layouts."""
        self.folder.cleanup()

    def run(self, pages: Sequence[Page], task: Callable[[Context, Page], Result]) -> list[Result]:
        """Run a task on each page, one thread at a time."""
        with self.lock:
            return [task(self.context, page) for page in pages]


class _IgnoreInterrupts(WorkerPlugin):
    """Make restarted workers ignore SIGINT: the build process shuts them down."""

    def setup(self, worker: Worker | None = None) -> None:  # noqa: ARG002
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Ignore SIGINT inside the block; processes started in it inherit that.

    Only the main thread may set signal handlers; in others this has no effect.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def cluster(address: str, batch: int = BATCH) -> Iterator[Executor]:
    """Connect to the scheduler at an address; for `local:N`, start N workers on this machine.

    Both are closed when the block ends. `batch`: pages in one task. Raise UsageError for an
    invalid address, BuildError if the cluster does not answer or runs another version of ssg.
    """
    with _connected(address) as client:
        yield _executor(client, address, batch)


class ClusterMap:
    """Runs a function on a cluster."""

    def __init__(self, client: Client, address: str) -> None:
        """Take a client of the scheduler at an address."""
        self._client, self._address = client, address

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """Yield the result of each item, in their order; few are submitted at a time."""
        waiting = iter(items)
        running: deque[Future[Result]] = deque()
        with _cluster_errors(self._address):
            limit = TASKS_PER_THREAD * max(1, sum(self._client.nthreads().values()))
        while True:
            for item in islice(waiting, limit - len(running)):
                running.append(self._client.submit(function, item, pure=False))
            if not running:
                return
            with _cluster_errors(self._address):
                result = running.popleft().result()
            yield result


@contextmanager
def cluster_map(address: str) -> Iterator[ClusterMap]:
    """Connect like `cluster`, to run functions other than those of a build."""
    with _connected(address) as client:
        yield ClusterMap(client, address)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Connect to a cluster, or start local workers; raise UsageError or BuildError."""
    match = ADDRESS.fullmatch(address)
    if not match:
        raise UsageError(
            f'invalid cluster address "{printable(address)}"; name a Dask scheduler, such as '
            "tcp://10.0.0.1:8786, or local:4 for four workers on this machine"
        )
    # Errors that matter are raised as errors of the build.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        with _cluster_errors(address):
            client = _connect(stack, address, int(match[1] or 0))
        yield client


def _connect(stack: ExitStack, address: str, workers: int) -> Client:
    """Connect to a cluster, or start `workers` local workers; the stack closes both."""
    scheduler: str | LocalCluster = address
    if workers:
        with _ignoring_interrupts():
            local = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
            scheduler = stack.enter_context(local)
    client: Client = stack.enter_context(Client(scheduler, timeout=TIMEOUT, set_as_default=False))
    client.wait_for_workers(1, timeout=TIMEOUT)
    client.run(check_version, __version__)
    if workers:
        client.register_plugin(_IgnoreInterrupts())
    return client


def _executor(client: Client, address: str, batch: int) -> Executor:
    """Return an executor that renders on the cluster and writes on this machine."""

    def run(
        job: Job, pages: Sequence[Page], task: Callable[[Context, Page], Result]
    ) -> Iterator[list[Result]]:
        prepare_aligner(job, pages)
        with _cluster_errors(address):  # does not cover errors of the caller
            yield from _run_batches(client, job, pages, batch, task)

    def write(job: Job, pages: Sequence[Page]) -> Iterator[Sequence[Written]]:
        if job.stage is None:
            raise BuildError("the job has no stage to write pages to")
        set_up(job)
        by_path = {job.addresses.file(page.address): page for page in pages}
        for outputs in run(job, pages, render_output):
            records = [job.stage.put(output) for output in outputs]
            yield with_quick_keys(records, [by_path[output.path] for output in outputs])

    return Executor(write=write, measure=lambda job, pages: run(job, pages, measure_page))


def check_version(expected: str) -> None:
    """Raise BuildError if this process runs another version of ssg."""
    if __version__ != expected:
        raise BuildError(
            f"a worker of the cluster has ssg {__version__}, this machine has {expected}; "
            "install the same version on both"
        )


def render_output(context: Context, page: Page) -> Output:
    """Render one page, on a worker."""
    return Output(path=context.addresses.file(page.address), body=render_page(context, page))


def measure_page(context: Context, page: Page) -> Measured:
    """Render one versus page, on a worker, and return the blocks of its text."""
    return blocks((page.subject[0], page.subject[1]), render_page(context, page))


def run_on_worker(
    name: str, pages: Sequence[Page], task: Callable[[Context, Page], Result]
) -> list[Result]:
    """Run a task on each page, on a worker that has the job plugin of this name."""
    plugin = get_worker().plugins[name]
    assert isinstance(plugin, JobPlugin)  # noqa: S101  (registered under this name only)
    return plugin.run(pages, task)


def _run_batches(
    client: Client,
    job: Job,
    pages: Sequence[Page],
    batch: int,
    task: Callable[[Context, Page], Result],
) -> Iterator[list[Result]]:
    """Yield the results of batches in any order; the number of submitted tasks is bounded."""
    name = f"ssg-{uuid.uuid4().hex}"  # unique: builds may share a cluster
    batches = iter([pages[start : start + batch] for start in range(0, len(pages), batch)])
    running: set[Future[list[Result]]] = set()
    client.register_plugin(JobPlugin(job), name=name)
    try:
        while True:
            limit = TASKS_PER_THREAD * max(1, sum(client.nthreads().values()))
            while len(running) < limit and (chunk := next(batches, None)) is not None:
                running.add(client.submit(run_on_worker, name, chunk, task, pure=False))
            if not running:
                return
            for future in _first_done(client, running):
                running.discard(future)
                yield future.result()
    finally:
        with suppress(Exception):  # the cluster may be gone
            client.cancel(list(running))
            client.unregister_worker_plugin(name)


def _first_done(client: Client, running: set[Future[list[Result]]]) -> set[Future[list[Result]]]:
    """Wait for a finished task; raise TimeoutError if there is no worker for some time."""
    while True:
        with suppress(TimeoutError), client.as_current():
            return set(wait(running, timeout=TIMEOUT, return_when="FIRST_COMPLETED").done)
        client.wait_for_workers(1, timeout=TIMEOUT)


@contextmanager
def _cluster_errors(address: str) -> Iterator[None]:
    """Raise BuildError for errors of the cluster."""
    shown = printable(address, 300)
    try:
        yield
    except KilledWorker as error:
        raise BuildError(
            "several workers of the cluster died on the same pages, possibly out of memory; "
            "give them more memory, or build without --cluster"
        ) from error
    except ImportError as error:
        raise BuildError(
            f"a worker of the cluster cannot import ssg: {printable(str(error), 300)}; "
            f"install {PACKAGE}[dask] {__version__} there"
        ) from error
    except (OSError, CancelledError) as error:
        raise BuildError(
            f'the cluster at "{shown}" does not answer or has no workers; '
            "start it, or check its logs"
        ) from error


def _files(folder: Path) -> Mapping[str, bytes]:
    """Return path -> content of a layout folder, to send to workers."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
