"""Tools that tests need and Python does not bring: packages of npm, and a browser. Got once, kept in `.node/`.

Without them a test is skipped with a line that names the missing tool; with CI=true it fails.
"""

import fcntl
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

__all__ = [
    "axe",
    "chromium",
    "eslint",
    "javascript",
    "missing",
    "sarif",
    "typescript",
    "vnu",
    "yaml_language_server",
]

FOLDER = Path(__file__).parent.parent.parent / ".node"
AXE = ("axe-core", "4.14.1", "axe.min.js")
YAML_SERVER = ("yaml-language-server", "1.25.0", "bin/yaml-language-server")
"""The last one that runs on Node 20."""
VNU = ("vnu-jar", "26.9.27", "build/dist/vnu.jar")
SARIF = ("@microsoft/sarif-multitool-linux", "5.7.0", "Sarif.Multitool")
ESBUILD = ("esbuild", "0.28.2", "bin/esbuild")
TYPESCRIPT = ("typescript", "5.9.3", "bin/tsc")
ESLINT = ("eslint", "10.15.0", "bin/eslint.js")
ESLINT_RULES = ("@eslint/js", "10.0.1", "src/index.js")
TERSER = ("terser", "5.51.2", "bin/terser")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def missing(what: str) -> NoReturn:
    """Skip the test, or in CI fail it."""
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(f"with CI=true this test must run, but {what}", pytrace=False)
    pytest.skip(what)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock, so that of several test processes only one installs."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _npm(name: str, version: str, file: str) -> Path | str:
    """Return a file of an npm package, or why it cannot be had."""
    folder = FOLDER / f"{name}-{version}"
    found = folder / "node_modules" / name / file
    with _alone():
        if found.exists():
            return found
        npm = shutil.which("npm")
        if not npm:
            return f"npm is missing, which installs {name}"
        done = subprocess.run(
            [
                npm,
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
                str(folder),
                f"{name}@{version}",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return (
            found
            if found.exists()
            else f"npm could not install {name}: {done.stderr.strip()[-200:]}"
        )


@functools.cache
def axe() -> str:
    """Return the script that finds faults of accessibility."""
    found = _npm(*AXE)
    return missing(found) if isinstance(found, str) else found.read_text(encoding="utf-8")


@functools.cache
def vnu() -> list[str]:
    """Return the words that start the HTML checker of the W3C."""
    java = shutil.which("java")
    if not java:
        missing("Java is missing, which runs the HTML checker vnu")
    found = _npm(*VNU)
    return missing(found) if isinstance(found, str) else [java, "-Xss4m", "-jar", str(found)]


@functools.cache
def yaml_language_server() -> list[str]:
    """Return the words that start the server that editors ask about YAML files; it talks on its stdin and stdout."""
    node = shutil.which("node")
    if not node:
        missing("node is missing, which runs the YAML language server")
    found = _npm(*YAML_SERVER)
    return missing(found) if isinstance(found, str) else [node, str(found), "--stdio"]


@functools.cache
def sarif() -> list[str]:
    """Return the words that start Microsoft's validator of SARIF files, which brings the schema of the standard."""
    if sys.platform != "linux":
        missing("this is not Linux, for which the validator of SARIF files is got")
    found = _npm(*SARIF)
    if isinstance(found, str):
        return missing(found)
    found.chmod(0o755)
    return [str(found)]


def javascript(source: Path) -> str:
    """Return a module and all that it imports in few bytes, as one module, which still imports `./search.js` by name."""
    node = shutil.which("node")
    if not node:
        missing("Node is missing, which makes one small script of many modules")
    bundled = _output(
        [
            node,
            _found(_npm(*ESBUILD)),
            str(source),
            "--bundle",
            "--format=esm",
            "--external:./search.js",
        ]
    )
    return _output(
        [
            node,
            _found(_npm(*TERSER)),
            "--module",
            "--mangle",
            "--compress",
            "passes=3,ecma=2020,inline=1",
        ],
        bundled,
    )


def typescript() -> list[str]:
    """Return the command of the TypeScript compiler."""
    return [_node("checks the types of the scripts"), _found(_npm(*TYPESCRIPT))]


def eslint() -> tuple[list[str], dict[str, str]]:
    """Return the command of ESLint, and the environment with the path of its rules."""
    command = [_node("lints the scripts"), _found(_npm(*ESLINT))]
    rules = Path(_found(_npm(*ESLINT_RULES)))
    return command, {**os.environ, "NODE_PATH": str(rules.parents[3])}


def _node(purpose: str) -> str:
    return shutil.which("node") or missing(f"node is missing, which {purpose}")


def _found(file: Path | str) -> str:
    return missing(file) if isinstance(file, str) else str(file)


def _output(words: Sequence[str], given: str = "") -> str:
    return subprocess.run(
        words, input=given, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


def _which() -> str | None:
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def _download() -> str | None:
    """Let playwright fetch its own Chromium; return where it stands."""
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        capture_output=True,
        check=False,
    )
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only where no browser was found)

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@functools.cache
def chromium() -> str:
    """Return the machine's Chromium, installed if need be."""
    with _alone():
        found = _which()
        if not found and os.geteuid() == 0 and shutil.which("apt-get"):
            for words in (
                ["update"],
                ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"],
            ):
                subprocess.run(
                    ["apt-get", *words],
                    capture_output=True,
                    check=False,
                    env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                )
            found = _which()
        found = found or _download()
    return found or missing(
        "no Chromium was found, and neither apt-get nor playwright could install one"
    )
