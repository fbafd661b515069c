"""Sites that tests build, and functions that run the program."""

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from ssg.build.pipeline import build
from ssg.cli.main import main
from ssg.config import Config
from ssg.output.atomic_swap import OutputPaths
from ssg.output.manifest import KEPT, read_file
from support.html_pages import Element, parse
from support.strategies import write_files

ROOT = Path(__file__).parent.parent.parent

SITE_YAML = """\
title: Pens & <Papers>
base_url: https://example.org/
description: Pens compared.
repository: {url: https://example.org/repo, edit: "https://example.org/edit/{path}"}
types: {framework: Framework, dataset: Dataset}
categories: {training: {name: Training, description: To train.}, data: {name: Data}}
attributes:
  languages: {label: Languages, kind: list}
  gpu: {label: GPU support, kind: bool, better: true}
  latency: {label: Latency, kind: number, unit: ms, better: lower}
  pricing: {label: Who pays, kind: text}
ranking:
  signals: {stars: {component: adoption, scale: log, full: 1000, label: Stars}}
pairs: {policy: all}
"""
ALPHA = """\
name: Alpha
type: framework
summary: Trains <b>small</b> networks.
license: MIT
pricing: free
categories: [training]
aliases: [old-alpha]
status: active
updated: 2026-10-02
homepage: https://alpha.example/
signals: {stars: {value: 500, source: "https://alpha.example/stars", measured: 2026-11-01}}
attributes: {languages: [Python], gpu: true, latency: 3, pricing: Nobody}
capabilities:
  - {title: Trains, id: training, description: Trains *well*., intents: [train], \
sources: [{basis: asserted}]}
  - {title: Capabilities, description: A title that is also a heading.}
"""
BETA = (
    """\
name: Beta
type: framework
summary: Trains large networks.
pricing: {model: paid, starting_price: $20, url: "https://beta.example/price", checked: 2026-05-05}
categories: [training, data]
scores: {adoption: 0.9}
attributes: {languages: [Python], gpu: false}
capabilities:
"""
    + "".join(
        f"  - {{title: Thing {number}, description: It does thing {number}.}}\n"
        for number in range(1, 13)
    )
    + """\
  - {title: Trains too, id: training, description: Trains as well.}
"""
)
GAMMA = "name: Gamma\ntype: dataset\nsummary: Many texts.\naliases: [old-gamma]\n"
SMALL_SITE: Mapping[str, str] = {
    "content/site.yaml": SITE_YAML,
    "content/capabilities.yaml": "- {id: training, name: Training of networks}\n",
    "content/tools/alpha.yaml": ALPHA,
    "content/tools/beta.yaml": BETA,
    "content/tools/gamma.yaml": GAMMA,
    "content/comparisons/alpha-vs-beta.md": "---\ntitle: A word\nauthor: Ed\n---\nBoth *train*.\n",
    "content/pages/about.md": "---\ntitle: About us\n---\nWe compare pens.\n",
    "content/static/favicon.txt": "static\n",
}
"""A site of three tools that uses most features."""

Snapshot = dict[str, tuple[str, int]]
"""Path -> digest and mode of each file of a tree."""


def copy_own(root: Path) -> Path:
    """Copy the project's own content into a folder that becomes a site."""
    shutil.copytree(ROOT / "content", root / "content")
    return root


def snapshot(folder: Path) -> Snapshot:
    """Return the files of a tree with digest and mode; empty if the tree does not exist."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            stat.S_IMODE(path.stat().st_mode),
        )
        for path in files
    }


def kept_files(output: Path) -> set[str]:
    """Return the paths that the site no longer has, but its last readers may still load."""
    entries = read_file(OutputPaths.of(output).manifest)
    return {path for path, entry in entries.items() if entry.startswith(KEPT)}


def build_site(root: Path, **config: object) -> Path:
    """Build a site in this process; return its output folder."""
    settings = Config(**{"root": root, "output": root / "public", **config})  # type: ignore[arg-type]
    build(settings)
    return settings.output


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without variables that change the program's behaviour."""
    changing = ("SSG_", "NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "COLUMNS", "GITHUB_ACTIONS")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(changing)},
        **more,
    }


def start(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ssg", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env=clean_environment(**{"PYTHONPATH": str(ROOT), **environment}),
    )


def wait_for_rendering(output: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a build has made its stage, into which it renders."""
    while not list((output.parent / f".{output.name}.ssg").glob("stage-*")):
        assert process.poll() is None, "the build ended before it began to render"
        time.sleep(0.005)


@dataclass(frozen=True)
class Outcome:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run the program in this process: `run("build", "-q", SSG_BUILD_JOBS="1")`."""
    import signal  # noqa: PLC0415  (the program sets a handler, which the test run must not keep)

    before = signal.getsignal(signal.SIGTERM)
    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)

    def call(*words: str, **environment: str) -> Outcome:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["ssg", *words])
            capsys.readouterr()
            with pytest.raises(SystemExit) as end:
                main()
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Outcome(end.value.code, out, err)

    yield call
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Write the small site; return its folder."""
    return write_files(tmp_path / "small", SMALL_SITE)


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project's own site once per run; return the tree, which is read-only."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    tree = shared / "own-site" / "public"
    with FileLock(shared / "own-site.lock"):
        if not tree.exists():
            build_site(ROOT, output=tree, jobs=1)
    return tree


@pytest.fixture(scope="session")
def own_pages(own_site: Path) -> dict[str, Element]:
    """Return every page of the project's own site by its address."""
    return {
        address(file, own_site): parse(file.read_bytes())
        for file in sorted(own_site.rglob("*.html"))
    }


def address(file: Path, tree: Path) -> str:
    """Return the address of a file of a tree."""
    return "/" + file.relative_to(tree).as_posix().removesuffix("index.html")
