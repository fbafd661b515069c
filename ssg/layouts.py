"""Layout folders -> a strict Jinja environment, and the assets that stand beside the layouts.

Folders are searched in order: the site's own `layouts/` first, then the packaged ones, so that a site replaces one layout
by adding one file. Layouts are trusted like code; content reaches them only as values.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from ssg.errors import BuildError
from ssg.model import Output
from ssg.scripts import link
from ssg.text import printable

__all__ = ["assets", "environment", "layout_folders", "sound_environment"]

PACKAGED = (Path(__file__).parent / "_layouts", Path(__file__).parent.parent / "layouts")
"""Where the wheel keeps the layouts, and where a checkout does."""
KEPT = re.compile(
    r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>|<script\b.*?</script>)", re.DOTALL | re.IGNORECASE
)

INDENTATION = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)


class _CollapsingLoader(FileSystemLoader):
    """Drops indentation from layouts when they are loaded: pages are 9% smaller at no cost a page.

    Lines stay lines, so that messages about a layout name the right one.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, file, current = super().get_source(environment, template)
        parts = KEPT.split(source)
        collapsed = [
            part if number % 2 else INDENTATION.sub("", part) for number, part in enumerate(parts)
        ]
        return "".join(collapsed), file, current


def layout_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders that layouts are looked for in, the site's own first."""
    return tuple(
        folder for folder in dict.fromkeys((root / "layouts", *PACKAGED)) if folder.is_dir()
    )


def environment(folders: Sequence[Path]) -> Environment:
    """Return the Jinja environment: undefined names are errors, every value is escaped."""
    return Environment(
        loader=_CollapsingLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def sound_environment(folders: Sequence[Path]) -> Environment:
    """Return the Jinja environment with every layout read and ready; raise BuildError for one that cannot be."""
    found = environment(folders)
    for name in found.list_templates(extensions=["html", "xml"]):
        try:
            found.get_template(name)
        except TemplateSyntaxError as error:
            message = printable(error.message or "syntax error", 300)
            raise BuildError(
                f"layouts/{error.name}:{error.lineno}:1: {message}; mend the layout"
            ) from error
        except (TemplateError, ValueError, OSError) as error:
            raise BuildError(
                f"layouts/{name}:1:1: {printable(str(error), 300)}; mend the layout"
            ) from error
    return found


def assets(folders: Sequence[Path]) -> tuple[dict[str, str], list[Output]]:
    """Return the addresses of the files below `assets/` by name, and these files, named by their own hash.

    A name is the path below `assets/`, with `/`. Raise BuildError when a script imports what is not there.
    """
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        top = folder / "assets"
        files |= {
            path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()
        }
    scripts = {
        name: path.read_text(encoding="utf-8")
        for name, path in files.items()
        if name.endswith(".js")
    }
    bodies = {
        name: (_hashed(name, body), body)
        for name, path in files.items()
        if name not in scripts
        for body in [
            _smaller_css(path.read_text(encoding="utf-8")).encode("utf-8")
            if name.endswith(".css")
            else path.read_bytes()
        ]
    }
    bodies |= link(scripts, _hashed)
    outputs = [
        Output(path=f"assets/{hashed}", body=body) for _, (hashed, body) in sorted(bodies.items())
    ]
    return {name: f"/assets/{hashed}" for name, (hashed, _) in sorted(bodies.items())}, outputs


def _hashed(name: str, body: bytes) -> str:
    """Return a name that changes with the bytes."""
    pure = PurePosixPath(name)
    return str(
        pure.with_name(
            f"{pure.stem}.{hashlib.blake2b(body, digest_size=4).hexdigest()}{pure.suffix}"
        )
    )


def _smaller_css(text: str) -> str:
    """Drop comments and indentation; the rest is left as written."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip() + "\n"
