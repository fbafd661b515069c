"""The shape of the package: what the pure rooms may not touch, and how large a thing may grow.

Which room may import which is a contract of import-linter, in pyproject.toml.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ssg"

PURE_ROOMS = ("evidence.", "ranking.", "comparison.", "views.", "search.", "machine.")
IMPURE_PARTS = ("evidence.reading.",)
"""Sub-folders of pure rooms that read files."""
EFFECT_MODULES = {
    *("os", "io", "time", "random", "logging", "subprocess", "yaml", "jinja2", "click", "sys"),
    *("pathlib", "shutil", "socket", "importlib"),
}
DATA_MODULES = {"comparison.lexicon_files", "search.word_tables"}
"""Modules of pure rooms that read tables of the package, which are constants like code."""
EFFECT_CALLS = {"open", "print", "input"}
CLOCK_CALLS = {"now", "today", "utcnow"}
GROUND_WITH_EFFECTS = {"", "__main__", "config", "library", "parallel", "socket_deadline"}
"""Ground-floor modules with effects: package, entry point, `Config`, library, workers, sockets."""
LATE_IMPORTS = {
    *("", "__main__", "cli.main", "cli.messages"),  # `import ssg` and `ssg --help` are fast
    *("cli.build", "cli.environment", "cli.targets"),  # so is a build that has nothing to do
    *("build.early_load", "build.pipeline", "content.changes"),  # another process parses content
    *("cli.check", "cli.evidence"),  # these and `cli.targets` use packages that may be missing
    "rendering.markdown",  # many texts have no markup, and need no parser
    "search.snowball",  # `snowballstemmer` imports all its languages; English needs none
}
"""Modules that import some others only when they are needed."""
MAX_FUNCTION_LINES = 65
USUAL_FUNCTION_LINES = 25


def _module_name(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of each module, by its name within the package."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {_module_name(file): ast.parse(file.read_text("utf-8")) for file in files}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a module."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def imported(node: ast.AST) -> list[str]:
    """Return the full names of the modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [str(node.module)] if isinstance(node, ast.ImportFrom) else []


def is_pure(module: str) -> bool:
    """Return whether a module must be pure: in a pure room or on the ground floor."""
    on_ground = "." not in module and not (PACKAGE / module / "__init__.py").exists()
    in_pure_room = f"{module}.".startswith(PURE_ROOMS)
    return (in_pure_room and not f"{module}.".startswith(IMPURE_PARTS)) or (
        on_ground and module not in GROUND_WITH_EFFECTS
    )


def test_rooms_import_only_rooms_below_them() -> None:
    """Run the contract of pyproject.toml."""
    code = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_are_at_the_top_and_name_the_whole_path(trees: dict[str, ast.Module]) -> None:
    """No import hides in a function or behind TYPE_CHECKING, but for `LATE_IMPORTS`."""
    faults = []
    for module, tree in trees.items():
        faults += [
            f"{module}:{node.lineno} relative import"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level
        ]
        if module not in LATE_IMPORTS:
            if "TYPE_CHECKING" in {
                node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
            }:
                faults.append(f"{module} TYPE_CHECKING")
            inner = (node for function in functions(tree) for node in ast.walk(function))
            faults += [
                f"{module}:{node.lineno} hidden import"
                for node in inner
                if isinstance(node, (ast.Import, ast.ImportFrom))
            ]
    assert faults == []


def test_pure_rooms_have_no_effects(trees: dict[str, ast.Module]) -> None:
    """No files, no clock, no randomness, no terminal: the same values in, the same values out."""
    faults = []
    for module, tree in trees.items():
        for node in ast.walk(tree) if is_pure(module) else ():
            roots = {name.split(".")[0] for name in imported(node)}
            roots -= {"importlib"} if module in DATA_MODULES else set()
            faults += [f"{module} imports {name}" for name in roots & EFFECT_MODULES]
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else ""
                method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                if called in EFFECT_CALLS or method in CLOCK_CALLS:
                    faults.append(f"{module}:{node.lineno} calls {called or method}()")
    assert faults == []


def test_public_dataclasses_are_frozen(trees: dict[str, ast.Module]) -> None:
    """Private ones, which live within one function call, may change."""
    faults = []
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                faults += [
                    f"{module}:{node.lineno} {node.name}"
                    for mark in marks
                    if mark.startswith("dataclass") and "frozen=True" not in mark
                ]
    assert faults == []


def test_public_names_have_docstrings(trees: dict[str, ast.Module]) -> None:
    """Modules, functions, classes and their methods."""
    faults = [module for module, tree in trees.items() if not ast.get_docstring(tree)]
    for module, tree in trees.items():
        todo: list[ast.stmt] = list(tree.body)
        while todo:
            node = todo.pop()
            kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
            if isinstance(node, kinds) and not node.name.startswith("_"):
                if not ast.get_docstring(node):
                    faults.append(f"{module}:{node.lineno} {node.name}")
                todo += node.body if isinstance(node, ast.ClassDef) else []
    assert faults == []


def test_functions_are_short(trees: dict[str, ast.Module]) -> None:
    """No body is longer than a screen, and 94% have at most 25 lines."""
    lengths = {
        f"{module}.{node.name}": node.end_lineno - node.body[0].lineno + 1
        for module, tree in trees.items()
        for node in functions(tree)
        if node.end_lineno
    }
    assert [name for name, lines in lengths.items() if lines > MAX_FUNCTION_LINES] == []
    usual = sum(lines <= USUAL_FUNCTION_LINES for lines in lengths.values())
    assert usual >= 0.94 * len(lengths)


def test_each_room_lists_its_modules(trees: dict[str, ast.Module]) -> None:
    """The docstring of a room names all of them; those of commands are `ssg --help`."""
    faults = []
    for module, tree in trees.items():
        room, _, name = module.rpartition(".")
        listed = set(re.findall(r"\w+", ast.get_docstring(trees[room]) or "")) if room else {name}
        is_command = room == "cli" and "@click." in ast.unparse(tree)
        if name not in listed and not is_command:
            faults.append(module)
    assert faults == []


def test_modules_import_what_others_offer(trees: dict[str, ast.Module]) -> None:
    """A name is in `__all__` of its module, which defines it; only packages offer names of others.

    So `__all__` says all that a change of a module may break.
    """
    faults = []
    offered = {module: _offered(tree) for module, tree in trees.items()}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            name = node.module if isinstance(node, ast.ImportFrom) and node.module else ""
            source = name.removeprefix("ssg").removeprefix(".")
            if name.partition(".")[0] == "ssg" and source in offered:
                faults += [
                    f"{module} imports {source}.{alias.name}"
                    for alias in (node.names if isinstance(node, ast.ImportFrom) else ())
                    if alias.name not in offered[source]
                    and f"{source}.{alias.name}".lstrip(".") not in trees
                ]
        if not (PACKAGE / module.replace(".", "/")).is_dir():
            names = {
                alias.asname or alias.name
                for node in tree.body
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            }
            faults += [f"{module} passes on {name}" for name in offered[module] & names]
    assert faults == []


def _offered(tree: ast.Module) -> set[str]:
    """Return the names in `__all__` of a module."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()
