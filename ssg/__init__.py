"""A static site generator for comparison pages: YAML files in, "A vs B" pages out.

    import ssg

    catalog = ssg.load("my-site")
    print(ssg.compare(catalog, "flax", "haiku").verdict.headline)
    ssg.build("my-site", "public")

Names are resolved lazily, so that `import ssg` is fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssg.catalog import Catalog, Tool
    from ssg.comparison.verdict import Comparison
    from ssg.config import Config
    from ssg.errors import (
        BuildError,
        ContentError,
        Problem,
        Severity,
        SsgError,
        UsageError,
    )
    from ssg.library import build, check, compare, diff, format_yaml, load, rank
    from ssg.scores import Ranking

__all__ = [
    "BuildError",
    "Catalog",
    "Comparison",
    "Config",
    "ContentError",
    "Problem",
    "Ranking",
    "Severity",
    "SsgError",
    "Tool",
    "UsageError",
    "__version__",
    "build",
    "check",
    "compare",
    "diff",
    "format_yaml",
    "load",
    "rank",
]

__version__ = "0.1.0"

_MODULES = {
    "ssg.catalog": ("Catalog", "Tool"),
    "ssg.comparison.verdict": ("Comparison",),
    "ssg.config": ("Config",),
    "ssg.errors": (
        *("BuildError", "ContentError", "Problem", "Severity"),
        *("SsgError", "UsageError"),
    ),
    "ssg.library": ("check", "compare", "diff", "format_yaml", "load", "rank"),
    "ssg.scores": ("Ranking",),
}
"""Module -> the public names that it defines. `build` is the package `ssg.build`: see there."""


def __getattr__(name: str) -> object:
    if name == "build":
        return import_module("ssg.build")
    for module, names in _MODULES.items():
        if name in names:
            return vars(import_module(module))[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
