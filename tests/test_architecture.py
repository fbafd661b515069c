"""The shape of the house: who may import whom, what the pure middle may not touch, and how large a thing may grow.

A new module needs a row in `TABLE`, below everything that it imports.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ssg"

COMMANDS = (
    "build",
    "check",
    "clean",
    "diff",
    "explain",
    "fmt",
    "merge",
    "new",
    "pairs",
    "rank",
    "schema",
    "serve",
)
VIEWS = (
    "alternatives",
    "cards",
    "comparisons",
    "context",
    "home",
    "lines",
    "listing",
    "methodology",
    "parts",
    "prose",
    "rankings",
    "redirect",
    "search",
    "tool",
    "versus",
)
SEARCH = ("cards", "codes", "documents", "names", "postings", "spelling", "synonyms", "words")
TABLE: tuple[tuple[str, str], ...] = (
    ("text", ""),
    ("errors", "text"),
    ("settings", ""),
    ("credit", "text"),
    ("model", "credit settings"),
    ("page", ""),
    ("search.words", ""),
    ("search.synonyms", "search.words"),
    ("words", ""),
    ("urls", "settings"),
    ("forge", "settings"),
    ("snippet", "text"),
    ("github", "errors text"),
    ("sarif", "__init__ errors text"),
    ("markdown", ""),
    ("nodes", "errors text"),
    ("document", "errors nodes text"),
    ("passages", "model urls"),
    ("places", "document passages"),
    ("claims", "errors model passages text"),
    ("wording", "errors model passages text urls words"),
    ("links", "errors markdown model passages text urls"),
    ("plain_url", ""),
    ("fields", "plain_url text"),
    ("schema", "document errors fields text"),
    ("site_schema", "document fields settings"),
    ("tool_schema", "document fields model text"),
    ("synonyms", "document errors fields schema search.synonyms search.words text"),
    ("config", "document errors schema settings site_schema text"),
    ("references", "document errors fields model settings text"),
    ("collisions", "errors model text"),
    ("folder", "errors model text"),
    (
        "tool_file",
        "document errors fields folder markdown model references schema settings tool_schema",
    ),
    ("tool_memory", "errors folder tool_file"),
    ("pool", "errors"),
    (
        "load",
        (
            "collisions config document errors fields folder model pool schema search.words settings synonyms text tool_file "
            "tool_memory tool_schema"
        ),
    ),
    ("checklist", "model"),
    ("mentions", "model"),
    ("rank", "checklist mentions model settings text"),
    ("robustness", "model settings"),
    ("likeness", "model text words"),
    ("pair", "errors likeness model settings text urls"),
    ("vectors", "words"),
    ("concepts", "vectors"),
    ("describe", "concepts model vectors"),
    ("align", "describe model text"),
    ("named", "model"),
    ("cells", "model settings text"),
    ("side", "cells model robustness settings"),
    ("decide", "align model settings side"),
    ("rows", "cells side"),
    ("compare", "align cells model robustness rows settings side text"),
    ("sentences", "cells compare named rows side text"),
    ("search.codes", ""),
    ("search.documents", "model settings"),
    ("search.postings", "search.codes search.documents search.synonyms search.words"),
    ("search.spelling", "search.codes search.words"),
    ("search.cards", "cells model search.codes settings text"),
    ("search.names", "model search.codes search.words settings text"),
    ("search", "model settings " + " ".join(f"search.{name}" for name in SEARCH)),
    ("uniqueness", ""),
    ("charts", "model"),
    ("tables", "errors model pair settings text"),
    ("scripts", "errors text"),
    ("layouts", "errors model scripts text"),
    ("render", "errors text"),
    ("views.frame", "settings urls"),
    ("views.cards", "markdown model text"),
    ("views.lines", "cells render rows"),
    ("views.parts", "cells charts model named render side views.cards views.frame"),
    ("views.context", "align model render side urls views.frame views.lines views.parts"),
    ("views.listing", "cells model page text views.context views.frame"),
    ("views.alternatives", "cells charts model page text views.context views.frame"),
    ("views.comparisons", "model page text views.context views.frame"),
    ("views.home", "model page text views.context views.frame views.listing"),
    (
        "views.methodology",
        "cells checklist compare page rank robustness settings text views.context views.frame",
    ),
    ("views.prose", "markdown page views.context views.frame"),
    ("views.rankings", "cells charts model page settings text views.context views.frame"),
    ("views.redirect", "model page views.context views.frame"),
    (
        "views.tool",
        "cells charts credit forge markdown model page views.cards views.context views.frame",
    ),
    ("views.search", "cells model page text views.context views.frame views.listing"),
    (
        "views.versus",
        (
            "align cells charts compare decide forge markdown model named page sentences side text views.context views.frame "
            "views.parts"
        ),
    ),
    ("views", "page " + " ".join(f"views.{name}" for name in VIEWS)),
    ("sitemap", "model page urls"),
    ("lock", "errors"),
    ("swap", "errors text"),
    ("stage", "errors model text"),
    ("manifest", "stage"),
    ("write", "errors lock manifest stage swap text"),
    ("check", "errors model page text urls"),
    ("made", "stage"),
    ("recipe", "model page settings views.context views.versus"),
    (
        "work",
        "align errors layouts made model page recipe render uniqueness urls views views.frame write",
    ),
    ("engine", "page pool uniqueness work write"),
    ("timing", "engine page pool views work write"),
    ("gittree", "credit errors text"),
    ("history", "credit errors gittree settings"),
    (
        "build",
        (
            "align check config engine errors history layouts load made model page pair rank recipe search sitemap uniqueness "
            "urls views work write"
        ),
    ),
    ("anchors", "build work"),
    ("salvage", "document errors model passages references tool_file tool_schema"),
    ("outside", ""),
    ("link_memory", "outside"),
    (
        "examine",
        (
            "anchors build check claims config errors links load model outside passages places rank salvage text tool_file urls "
            "wording"
        ),
    ),
    ("shard", "page"),
    ("part", "__init__ build config engine errors model recipe shard stage text uniqueness write"),
    ("cluster", "__init__ engine errors model page text uniqueness views work write"),
    ("cloud", "build errors manifest text write"),
    ("merge", "build check config engine errors model part pool stage text uniqueness write"),
    ("again", "align credit model pair rank settings"),
    ("searched", "model search"),
    (
        "answer",
        "again check errors layouts model page render searched sitemap urls views views.frame work",
    ),
    ("live", "errors"),
    ("draft", "again answer config errors fields layouts load text tool_memory"),
    (
        "preview",
        "again answer config draft errors history layouts live load model tool_memory urls",
    ),
    ("watch", ""),
    ("follow", "live preview watch"),
    ("serve", "answer errors live"),
    ("changes", "claims model text"),
    ("difference", "cells changes compare model settings side"),
    ("difference_text", "difference github text"),
    ("beside", "errors"),
    ("byte_memory", "document folder tool_file tool_memory"),
    (
        "versions",
        "align beside byte_memory config difference errors folder gittree layouts load model pair rank text urls views work",
    ),
    ("report", "errors github sarif snippet text"),
    ("json_schema", "fields model settings site_schema synonyms tool_schema"),
    ("editor", "config errors json_schema load synonyms"),
    ("fetch", "document errors text"),
    ("importers", ""),
    ("importers.github", "document errors text"),
    ("importers.pypi", "document errors text"),
    ("comments", ""),
    ("canonical", "comments document nodes"),
    (
        "fmt",
        "canonical config document editor errors folder load schema site_schema synonyms text tool_schema",
    ),
    (
        "new_tool",
        "canonical collisions document editor errors fields model references schema settings text tool_schema",
    ),
    ("scaffold", "editor errors text"),
    ("explain", "errors text"),
    ("progress", ""),
    ("commands.options", "config errors fields github places report text"),
    ("commands.target", "build cloud cluster engine errors text write"),
    (
        "commands.build",
        "timing build commands.options commands.target errors part progress shard text",
    ),
    (
        "commands.check",
        "build commands.options engine errors examine gittree link_memory outside progress report tables text",
    ),
    ("commands.clean", "commands.options text write"),
    ("commands.diff", "commands.options difference difference_text versions"),
    ("commands.merge", "commands.options commands.target errors merge progress text"),
    ("commands.explain", "commands.options explain"),
    ("commands.fmt", "commands.options errors fmt text"),
    (
        "commands.new",
        "commands.options document errors fetch importers.github importers.pypi load model new_tool scaffold text",
    ),
    ("commands.pairs", "build commands.options engine pair tables"),
    ("commands.rank", "build commands.options rank tables"),
    ("commands.schema", "commands.options editor errors text"),
    ("commands.serve", "commands.options config errors follow layouts live preview serve"),
    ("commands", "__init__ " + " ".join(f"commands.{name}" for name in COMMANDS)),
    ("cli", "commands commands.options errors report"),
    ("__main__", "cli"),
)
"""Module -> the modules of ours that it may import; each stands below all of these."""

PURE = {
    "text",
    "errors",
    "settings",
    "credit",
    "model",
    "page",
    "words",
    "urls",
    "checklist",
    "mentions",
    "rank",
    "robustness",
    "likeness",
    "pair",
    "vectors",
    "concepts",
    "describe",
    "align",
    "named",
    "cells",
    "side",
    "decide",
    "rows",
    "compare",
    "sentences",
    "uniqueness",
    "charts",
    "shard",
    "forge",
    "snippet",
    "github",
    "sarif",
    "passages",
    "claims",
    "wording",
    "links",
    "changes",
    "difference",
    "difference_text",
}
"""The modules that decide; with them all of `views` and `search`."""
EFFECTS = {
    "os",
    "io",
    "time",
    "random",
    "logging",
    "subprocess",
    "yaml",
    "jinja2",
    "click",
    "sys",
    "pathlib",
    "shutil",
    "socket",
}
EFFECT_CALLS = {"open", "print", "input"}
CLOCKS = {"now", "today", "utcnow"}
MAX_MODULE = 300
MAX_FUNCTION = 50
WITHOUT_TEST_FILE = {"__init__", "__main__"}
"""Modules without a test file of their name; all of `views` share test_views.py, all of `commands` test_commands.py."""
MAY_IMPORT_LATE = {
    "cli",
    "__main__",
    *(f"commands.{name}" for name in (*COMMANDS, "options", "target")),
}
"""A command imports what it needs, so that `--help` is quick; `__main__` first makes Ctrl-C quiet."""


def _name(file: Path) -> str:
    parts = list(file.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


TREES = {_name(file): ast.parse(file.read_text("utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}
LENGTHS = {_name(file): len(file.read_text("utf-8").splitlines()) for file in PACKAGE.rglob("*.py")}
each_module = pytest.mark.parametrize("module", sorted(TREES))


def imports(module: str) -> set[str]:
    """Return the modules of ours that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports name the whole path"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {
                _ours(name, str(node.module)) for name in names if f"{name}.".startswith("ssg.")
            }
        elif isinstance(node, ast.Import):
            found |= {
                _ours(alias.name, alias.name)
                for alias in node.names
                if f"{alias.name}.".startswith("ssg.")
            }
    return found


def _ours(name: str, parent: str) -> str:
    """Return the module behind an imported name: itself, or the one that holds it."""
    short, above = (
        one.removeprefix("ssg").removeprefix(".") or "__init__" for one in (name, parent)
    )
    return short if short in TREES else above


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a module."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def is_pure(module: str) -> bool:
    """Tell whether a module belongs to the pure middle."""
    return module in PURE or module == "search" or module.startswith(("views", "search."))


def test_the_table_itself_points_down() -> None:
    """Each row names only rows above it, so that there can be no cycle."""
    above = {"__init__"}
    for module, allowed in TABLE:
        assert set(allowed.split()) <= above, (
            f"the row of {module} names {set(allowed.split()) - above}, not above it"
        )
        assert module not in above, f"{module} has two rows"
        above.add(module)


@each_module
def test_a_module_imports_only_what_its_row_allows(module: str) -> None:
    """So that imports point down."""
    rows = {**dict(TABLE), "__init__": ""}
    assert module in rows, (
        f"ssg/{module.replace('.', '/')}.py has no row in TABLE of tests/test_architecture.py: add one"
    )
    unexpected = imports(module) - set(rows[module].split())
    assert not unexpected, (
        f"{module} imports {sorted(unexpected)}; may it? then add it to its row in TABLE"
    )


@each_module
def test_imports_stand_at_the_top(module: str) -> None:
    """Nothing hides in a function or behind TYPE_CHECKING; only `cli` imports late."""
    if module in MAY_IMPORT_LATE:
        return
    hidden = [
        node.lineno
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == [], f"{module}: imports on lines {hidden}"
    assert "TYPE_CHECKING" not in {
        node.id for node in ast.walk(TREES[module]) if isinstance(node, ast.Name)
    }


@pytest.mark.parametrize("module", sorted(filter(is_pure, TREES)))
def test_the_pure_middle_touches_nothing(module: str) -> None:
    """No files, no clock, no chance, no terminal: the same values in, the same values out."""
    for node in ast.walk(TREES[module]):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        touched = {name.split(".")[0] for name in names} & EFFECTS
        assert not touched, f"{module}:{getattr(node, 'lineno', 0)} imports {touched}"
        if isinstance(node, ast.Call):
            function = node.func
            called = function.id if isinstance(function, ast.Name) else ""
            clock = function.attr if isinstance(function, ast.Attribute) else ""
            assert called not in EFFECT_CALLS, f"{module}:{node.lineno} calls {called}()"
            assert clock not in CLOCKS, f"{module}:{node.lineno} asks the clock"


@each_module
def test_every_dataclass_is_frozen(module: str) -> None:
    """Private ones, which live within one function call, may change."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for mark in node.decorator_list:
                words = ast.unparse(mark)
                assert (
                    not words.startswith(("dataclass", "dataclasses.dataclass"))
                    or "frozen=True" in words
                ), f"{module}:{node.lineno} {node.name}"


@each_module
def test_everything_public_has_a_docstring(module: str) -> None:
    """Modules, functions, classes and their methods."""
    assert ast.get_docstring(TREES[module]), f"{module} has no docstring"
    todo: list[ast.AST] = list(TREES[module].body)
    while todo:
        node = todo.pop()
        if isinstance(
            node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        ) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{module}:{node.lineno} {node.name} has no docstring"
            todo += node.body if isinstance(node, ast.ClassDef) else []


@each_module
def test_a_module_fits_in_the_head(module: str) -> None:
    """Past this it has two jobs."""
    assert LENGTHS[module] <= MAX_MODULE, f"{module} has {LENGTHS[module]} lines"


@each_module
def test_a_function_fits_on_the_screen(module: str) -> None:
    """Aim at half of it."""
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in functions(module)
        if node.end_lineno and node.end_lineno - node.lineno >= MAX_FUNCTION
    ]
    assert long == [], f"{module}: {long}"


@pytest.mark.parametrize(
    "module", sorted({name.split(".", 1)[0] for name in TREES} - WITHOUT_TEST_FILE)
)
def test_every_module_has_a_test_file_of_its_name(module: str) -> None:
    """So that everybody knows where to look."""
    assert (Path(__file__).parent / f"test_{module}.py").is_file(), (
        f"tests/test_{module}.py is missing"
    )


def test_few_functions_are_long() -> None:
    """95% have at most 25 lines."""
    lengths = [
        node.end_lineno - node.lineno + 1
        for module in TREES
        for node in functions(module)
        if node.end_lineno
    ]
    assert sum(length <= 25 for length in lengths) >= 0.95 * len(lengths)
