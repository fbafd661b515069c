"""The Dask executor with real worker processes: the same tree, also when a worker is killed."""

import os
import pickle
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

from ssg.build.dask_executor import JobPlugin, check_version, cluster, render_output
from ssg.build.executor import local_executor
from ssg.build.pipeline import Plan, build, plan
from ssg.config import Config
from ssg.errors import BuildError, UsageError
from ssg.output.staging import Stage
from support.site_fixtures import ROOT, SMALL_SITE, Run, build_site, kept_files, snapshot, start
from support.strategies import write_files

pytestmark = pytest.mark.large

FEW = 7
"""Pages in a batch, so that a small site has many."""


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    """Start two worker processes, once for the tests of this file."""
    quick = {"distributed.comm.timeouts.connect": "10s"}
    with dask.config.set(quick), pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        with LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as found:
            yield found


@pytest.fixture
def address(workers: LocalCluster) -> str:
    """Return the address of the cluster's scheduler."""
    return str(workers.scheduler_address)


@pytest.fixture(scope="module")
def planned() -> Plan:
    """Return the plan of the project's own site."""
    return plan(Config(root=ROOT, output=ROOT / "public"), measured=False)


def stage_at(folder: Path) -> Stage:
    """Return a stage in a new folder."""
    folder.mkdir()
    return Stage(folder, folder / "none")


def test_a_cluster_builds_the_same_site_as_this_machine(address: str, tmp_path: Path) -> None:
    site = SMALL_SITE["content/site.yaml"].replace(
        "policy: all", "policy: all, min_unique: 1"
    )  # pages are measured, too
    root = write_files(tmp_path, {**SMALL_SITE, "content/site.yaml": site})
    with cluster(address, FEW) as engine:
        report = build(Config(root=root, output=tmp_path / "there"), engine=engine)
    assert (
        snapshot(tmp_path / "there") == snapshot(build_site(root, output=tmp_path / "here")) != {}
    )
    assert ["3 comparisons not indexed" in problem.message for problem in report.problems] == [True]


def test_a_cluster_renders_only_what_changed(address: str, small: Path) -> None:
    """Shown by other bytes of the same size and time; the whole site is as of a first build."""
    config = Config(root=small, output=small / "public")
    with cluster(address, FEW) as engine:
        build(config, engine=engine)
        page = next((small / "public").glob("compare/*/index.html"))
        whole, status = page.read_bytes(), page.stat()
        page.write_bytes(b"x" * status.st_size)
        os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        build(config, engine=engine)
        assert page.read_bytes() != whole
        page.write_bytes(whole)
        tool = small / "content/tools/alpha.yaml"
        tool.write_text(tool.read_text().replace("summary: ", "summary: Now "))
        build(config, engine=engine)
    kept = kept_files(config.output)
    after = {path: file for path, file in snapshot(config.output).items() if path not in kept}
    assert after == snapshot(build_site(small, output=small / "clean"))


@pytest.mark.large
def test_a_worker_that_is_killed_loses_nothing(
    workers: LocalCluster, address: str, planned: Plan, tmp_path: Path
) -> None:
    with Client(workers) as client, cluster(address, FEW) as engine:
        victim = min(client.run(os.getpid).values())
        batches = engine.write(
            replace(planned.job, stage=stage_at(tmp_path / "there")), planned.pages
        )
        written = [*next(batches)]
        os.kill(victim, signal.SIGKILL)
        written += [one for few in batches for one in few]
    list(
        local_executor(1).write(
            replace(planned.job, stage=stage_at(tmp_path / "here")), planned.pages
        )
    )
    assert snapshot(tmp_path / "there") == snapshot(tmp_path / "here")
    assert len(written) == len({one.path for one in written}) == len(planned.pages)


def test_a_layout_error_is_the_same_as_on_this_machine(address: str, small: Path) -> None:
    (small / "layouts").mkdir()
    (small / "layouts/versus.html").write_text("<p>\n\n{{ view.nothing }}\n", encoding="utf-8")
    messages = []
    with cluster(address) as there:
        for engine in (local_executor(1), there):
            with pytest.raises(BuildError) as error:
                build(Config(root=small, output=small / "public"), engine=engine)
            messages.append(str(error.value))
    assert messages[0] == messages[1]
    assert messages[0].startswith("layouts/versus.html:3:1: ")
    assert not (small / "public").exists()


def test_the_cluster_has_no_plugins_left_afterwards(
    workers: LocalCluster, address: str, planned: Plan
) -> None:
    with Client(workers) as client:
        with cluster(address, FEW) as engine:
            measured = engine.measure(
                planned.job, [page for page in planned.pages if page.kind == "versus"]
            )
            next(iter(measured))
            measured.close()  # type: ignore[attr-defined]
        assert [
            name
            for plugins in client.run(plugin_names).values()
            for name in plugins
            if name.startswith("ssg-")
        ] == []


def plugin_names(dask_worker: object) -> list[str]:
    """Return the names of a worker's plugins."""
    return list(getattr(dask_worker, "plugins"))  # noqa: B009  (Dask hands over what it likes)


def test_a_worker_needs_no_files_of_this_machine(small: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "layouts", small / "layouts")
    planned = plan(Config(root=small, output=small / "public"))
    job = replace(planned.job, layouts=(small / "layouts",))
    expected = snapshot(build_site(small))
    sent = pickle.dumps(JobPlugin(job))
    shutil.rmtree(small)
    plugin = pickle.loads(sent)  # noqa: S301  (our own bytes)
    plugin.setup()
    stage = stage_at(tmp_path / "there")
    for output in plugin.run(planned.pages, render_output):
        stage.put(output)
    paths = {planned.job.addresses.file(page.address) for page in planned.pages}
    assert snapshot(tmp_path / "there") == {
        path: entry for path, entry in expected.items() if path in paths
    }
    plugin.teardown()
    assert not Path(plugin.folder.name).exists()


def test_a_worker_with_another_version_is_refused() -> None:
    with pytest.raises(
        BuildError,
        match=r"a worker of the cluster has ssg .*, this machine has 9.9; install the same version",
    ):
        check_version("9.9")


def test_a_cluster_executor_without_a_stage_writes_nothing(address: str, planned: Plan) -> None:
    with cluster(address) as engine, pytest.raises(BuildError, match="no stage"):
        list(engine.write(replace(planned.job, stage=None), planned.pages))


@pytest.mark.parametrize(
    "address",
    ["", "local:", "local:0", "local:x", "127.0.0.1:8786", "http://x", "tcp://", "tcp:// x"],
)
def test_an_invalid_cluster_address_is_refused(address: str) -> None:
    with (
        pytest.raises(UsageError, match=r"invalid cluster address .*; name a Dask scheduler"),
        cluster(address),
    ):
        pass


def test_a_cluster_that_does_not_answer_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssg.build.dask_executor.TIMEOUT", 1)
    with (
        pytest.raises(BuildError, match=r"the cluster at .* does not answer or has no workers"),
        cluster("tcp://127.0.0.1:9"),
    ):
        pass


@pytest.mark.large
def test_the_command_starts_workers_here_and_leaves_none(small: Path) -> None:
    done = start("build", "-C", str(small), "--cluster", "local:2", "-o", str(small / "there"))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.startswith("Built 3 tools, ")
    assert done.stderr.count("\n") == 1
    assert snapshot(small / "there") == snapshot(build_site(small))


def test_jobs_and_cluster_exclude_each_other(run: Run, small: Path) -> None:
    done = run("build", "-C", str(small), "--cluster", "local:2", "--jobs", "2")
    assert (done.code, done.err) == (
        2,
        "error: --jobs applies to local processes and excludes --cluster\n",
    )


def test_without_dask_the_message_names_the_extra(small: Path, tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without/distributed.py").write_text(
        'raise ModuleNotFoundError("no", name="distributed")\n', encoding="utf-8"
    )
    path = f"{tmp_path / 'without'}{os.pathsep}{ROOT}"
    done = start("build", "-C", str(small), "--cluster", "local:2", PYTHONPATH=path)
    assert (done.returncode, done.stderr) == (
        2,
        'error: --cluster needs more packages; install them with: pip install "versus-ssg[dask] @ git+https://github.com/versus-ssg/ssg"\n',
    )
    assert not (small / "public").exists()
