"""The same bytes from every Python that is installed here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.site_fixtures import ROOT, build_site, clean_environment, snapshot

NEEDED = "import click, jinja2, markdown_it, numpy, pydantic, ruamel.yaml, watchdog, yaml"
VERSION = "import sys; print(sys.version_info >= (3, 11), sys.version_info[:2], sys.prefix)"


def candidates() -> Iterator[str]:
    """Yield interpreters: of SSG_TEST_PYTHONS (a path list), on PATH, and those of pyenv."""
    yield from filter(None, os.environ.get("SSG_TEST_PYTHONS", "").split(os.pathsep))
    names = (f"python3.{minor}" for minor in range(11, 30))
    yield from filter(None, map(shutil.which, names))
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, sorted(pyenv.glob("versions/3.*/bin/python3")))


def output_of(python: str, code: str) -> str:
    """Return what a program prints under an interpreter; nothing where it fails."""
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def usable_pythons() -> list[str]:
    """Return one interpreter for each other version of Python that can import what ssg needs."""
    by_version: dict[str, str] = {output_of(sys.executable, VERSION).partition(")")[0]: ""}
    for python in candidates():
        version = output_of(python, VERSION).partition(")")[0]
        imports = version.startswith("True") and output_of(python, f"{NEEDED}; print(1)")
        if imports and version not in by_version:
            by_version[version] = python
    return [python for python in by_version.values() if python]


@pytest.mark.large
def test_every_python_builds_the_same_site(small: Path) -> None:
    pythons = usable_pythons()
    if not pythons:
        pytest.skip("no other Python with the dependencies; name some in SSG_TEST_PYTHONS")
    expected = snapshot(build_site(small, output=small / "expected"))
    for number, python in enumerate(pythons):
        output = small / f"python-{number}"
        subprocess.run(
            [python, "-m", "ssg", "build", "-q", "-C", str(small), "-o", str(output)],
            check=True,
            env=clean_environment(PYTHONPATH=str(ROOT)),
        )
        assert snapshot(output) == expected, python
