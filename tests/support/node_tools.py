"""npm packages that tests run, in `.node/`, and how a test answers where a program is missing.

Tests install nothing. `make test-tools` does: it runs `python -m support.node_tools`, which
downloads each package once. Where a program is missing, a test is skipped with a reason; with
CI=true it fails instead.
"""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

__all__ = [
    "ajv",
    "axe",
    "eslint",
    "install",
    "javascript",
    "missing",
    "program",
    "sarif",
    "typescript",
    "vnu",
    "yaml_language_server",
]

FOLDER = Path(__file__).parent.parent.parent / ".node"


@dataclass(frozen=True, slots=True)
class Package:
    """An npm package in one version, and the file of it that tests use."""

    name: str
    version: str
    file: str

    @property
    def folder(self) -> Path:
        """Folder that npm installs the package into."""
        return FOLDER / f"{self.name}-{self.version}"

    @property
    def path(self) -> Path:
        """The file of the package that tests use, whether it is installed or not."""
        return self.folder / "node_modules" / self.name / self.file


AXE = Package("axe-core", "4.14.1", "axe.min.js")
# The last version that runs on Node 20.
YAML_SERVER = Package("yaml-language-server", "1.25.0", "bin/yaml-language-server")
VNU = Package("vnu-jar", "26.9.27", "build/dist/vnu.jar")
SARIF = Package("@microsoft/sarif-multitool-linux", "5.7.0", "Sarif.Multitool")
ESBUILD = Package("esbuild", "0.28.2", "bin/esbuild")
TYPESCRIPT = Package("typescript", "5.9.3", "bin/tsc")
ESLINT = Package("eslint", "10.15.0", "bin/eslint.js")
ESLINT_RULES = Package("@eslint/js", "10.0.1", "src/index.js")
TERSER = Package("terser", "5.51.2", "bin/terser")
LIGHTHOUSE = Package("lighthouse", "12.8.2", "core/index.js")
"""The last version that runs on Node 20; only `make lighthouse` needs it."""
PACKAGES = (AXE, YAML_SERVER, VNU, ESBUILD, TERSER, TYPESCRIPT, ESLINT, ESLINT_RULES)
LINUX_PACKAGES = (SARIF,)

OWN_PROPERTIES = (
    "alternatives anchor around byte bytes capabilities chosen column comparison compound "
    "correction corrections count exclude facet facts filters firstNamed forms found frequency "
    "groups held hits "
    "kept known last limit lookUp marks missing next number offset open part passing pattern "
    "postings prefetch pricing read relevance relevanceOf rest score stale summary "
    "sure tail term times tool total typed used weight whole wishes withPrefix without words"
)
"""Properties of values that a bundle makes and reads itself, which get short names in it.

None is a key of a JSON file, a property of the browser, an export, or read by another bundle.
"""


def missing(what: str) -> NoReturn:
    """Skip the test for want of a program; with CI=true, fail it."""
    reason = f"{what} is missing; `make test-tools` installs it"
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(f"with CI=true this test must run, but {reason}", pytrace=False)
    pytest.skip(reason)


def program(name: str) -> str:
    """Return the path of a program on PATH, or skip the test."""
    return shutil.which(name) or missing(name)


def installed(package: Package) -> Path:
    """Return the file of an npm package, or skip the test."""
    return package.path if package.path.exists() else missing(package.name)


def install(package: Package, npm: str) -> None:
    """Install an npm package without running its scripts, unless it is installed already."""
    if package.path.exists():
        return
    subprocess.run(
        [
            npm,
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            str(package.folder),
            f"{package.name}@{package.version}",
        ],
        check=False,
    )
    if package.path.exists():
        package.path.chmod(0o755)
    else:
        sys.stderr.write(f"test-tools: npm could not install {package.name}\n")


def install_all() -> None:
    """Install every npm package that the tests use."""
    npm = shutil.which("npm")
    if not npm:
        sys.stderr.write("test-tools: npm is missing; tests that need its packages are skipped\n")
        return
    for package in PACKAGES + (LINUX_PACKAGES if sys.platform == "linux" else ()):
        install(package, npm)


@functools.cache
def axe() -> str:
    """Return the source of axe, the accessibility checker that runs inside a page."""
    return installed(AXE).read_text(encoding="utf-8")


@functools.cache
def vnu() -> list[str]:
    """Return the command of vnu, the HTML checker of the W3C."""
    return [program("java"), "-Xss4m", "-jar", str(installed(VNU))]


@functools.cache
def yaml_language_server() -> list[str]:
    """Return the command of the YAML language server, which talks on stdin and stdout."""
    return [program("node"), str(installed(YAML_SERVER)), "--stdio"]


def ajv(schemas: Mapping[str, object], documents: Sequence[tuple[str, object]] = ()) -> list[str]:
    """Return what ajv, a validator with ECMAScript patterns, finds wrong.

    Every schema is compiled; `documents` are (name of a schema, document). Ajv is a dependency of
    the YAML language server.
    """
    module = installed(YAML_SERVER).parents[2] / "ajv/dist/2020.js"
    code = (
        f"const Ajv = require({json.dumps(str(module))}).default; const faults = [];"
        "const {schemas, documents} = JSON.parse(require('fs').readFileSync(0));"
        "const ajv = new Ajv({strict: false, validateFormats: false}); const checks = {};"
        "for (const [name, schema] of Object.entries(schemas)) {"
        "  try { checks[name] = ajv.compile(schema) }"
        "  catch (error) { faults.push(`${name}: ${error.message}`) } }"
        "for (const [name, document] of documents) if (checks[name] && !checks[name](document))"
        "  faults.push(`${name}: ${ajv.errorsText(checks[name].errors)}`);"
        "console.log(JSON.stringify(faults))"
    )
    given = json.dumps({"schemas": schemas, "documents": documents})
    found: list[str] = json.loads(_output([program("node"), "-e", code], given))
    return found


@functools.cache
def sarif() -> list[str]:
    """Return the command of Microsoft's SARIF validator, which includes the schema."""
    if sys.platform != "linux":
        pytest.skip("the SARIF validator is installed on Linux only")
    return [str(installed(SARIF))]


def javascript(source: Path) -> str:
    """Bundle and minify a module with its imports, except those that are loaded on demand."""
    short = source.name == "search.js"
    bundled = _output(
        [
            program("node"),
            str(installed(ESBUILD)),
            str(source),
            "--bundle",
            "--format=esm",
            "--external:./search.js",
            "--external:./details.js",
            "--minify-syntax",
        ]
    )
    return _output(
        [
            program("node"),
            str(installed(TERSER)),
            "--module",
            "--mangle",
            *(
                ["--mangle-props", f"builtins,regex=/^({OWN_PROPERTIES.replace(' ', '|')})$/"]
                * short
            ),
            "--compress",
            "passes=4,ecma=2022,inline=1,unsafe_arrows,unsafe_methods,keep_fargs=false,pure_getters",
        ],
        bundled,
    )


def typescript() -> list[str]:
    """Return the command of the TypeScript compiler."""
    return [program("node"), str(installed(TYPESCRIPT))]


def eslint() -> tuple[list[str], dict[str, str]]:
    """Return the command of ESLint, and the environment in which it finds its recommended rules."""
    rules = installed(ESLINT_RULES).parents[3]
    command = [program("node"), str(installed(ESLINT))]
    return command, {**os.environ, "NODE_PATH": str(rules)}


def _output(command: Sequence[str], stdin: str = "") -> str:
    return subprocess.run(
        command, input=stdin, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


if __name__ == "__main__":
    if sys.argv[1:] == ["lighthouse"]:
        install(LIGHTHOUSE, program("npm"))
    else:
        install_all()
