"""Find layout folders and create a strict Jinja environment.

Folders are searched in order: the site's `layouts/`, then the packaged ones, so a site replaces a
layout by adding a file of the same name. Layouts are trusted code; content reaches them only as
values.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from ssg.errors import Code, LayoutError, Problem
from ssg.messages import Messages
from ssg.rendering.compiled_layouts import LayoutContext, LayoutTemplate, QuickCode
from ssg.rendering.layout_files import LayoutFiles, compiler_settings
from ssg.rendering.translation import CompiledTranslations, LayoutEnvironment
from ssg.text import printable

__all__ = ["checked_environment", "environment", "layout_error", "layout_folders"]


PACKAGED = (Path(__file__).parents[1] / "_layouts", Path(__file__).parents[2] / "layouts")
"""Packaged layouts: in the wheel, and in a checkout."""


PACKAGED_PREFIX = "packaged/"
"""First folder of the name by which the layout of a site extends the packaged one."""


KEPT = re.compile(
    r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>|<script\b.*?</script>)", re.DOTALL | re.IGNORECASE
)


INDENTATION = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)


MOST_COMPILED = 500
"""Layouts whose code is kept: a site of ten languages has about 300."""


class _CollapsingLoader(FileSystemLoader):
    """Removes indentation when layouts are loaded; pages become 9% smaller at no cost per page.

    Line breaks are kept, so error messages have the right line. A name such as
    `packaged/versus.html` is that of the packaged layout, also where the site replaces it.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        below = template.removeprefix(PACKAGED_PREFIX)
        if below == template:
            source, file, current = super().get_source(environment, template)
        else:
            packaged = FileSystemLoader([str(each) for each in PACKAGED])
            source, file, current = packaged.get_source(environment, below)
        parts = KEPT.split(source)
        collapsed = [
            part if number % 2 else INDENTATION.sub("", part) for number, part in enumerate(parts)
        ]
        return "".join(collapsed), file, current


class _CompiledLayouts(BytecodeCache):
    """Keeps the code of layouts for all environments of this process that are set up alike.

    Compiling takes most of the time of a small site's build, and a preview builds many times. That
    of packaged layouts is also in files of the program. No code is read from a file that could have
    come with the content: it could run anything.
    """

    kept: dict[tuple[object, ...], tuple[Messages, CodeType]] = {}  # noqa: RUF012  (of all)

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self.stored = LayoutFiles(messages, PACKAGED)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code of the same source, compiled with the same messages."""
        messages, code = self.kept.get(self._key(bucket), (None, None))
        if messages == self.messages:
            bucket.code = code
            return
        self.stored.load(bucket)
        self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        self._keep(bucket)
        self.stored.write(bucket)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the file of a layout."""
        return filename or name

    def _keep(self, bucket: Bucket) -> None:
        """Keep the code of a bucket in this process; the oldest goes when there is too much."""
        if bucket.code is not None:
            self.kept[self._key(bucket)] = self.messages, bucket.code
        while len(self.kept) > MOST_COMPILED:
            del self.kept[next(iter(self.kept))]

    def _key(self, bucket: Bucket) -> tuple[object, ...]:
        settings = compiler_settings(bucket.environment)
        return bucket.key, bucket.checksum, settings, self.messages.language


def layout_folders(root: Path, *, own: bool = True) -> tuple[Path, ...]:
    """Return the existing layout folders, the site's own first unless `own` is false.

    Raise LayoutError for a link in the site's own, whose target would be published, and for a
    folder that cannot be read.
    """
    folders = dict.fromkeys((*([root / "layouts"] if own else []), *PACKAGED))
    if own and root / "layouts" not in PACKAGED:
        _refuse_links(root / "layouts")
    return tuple(folder for folder in folders if folder.is_dir())


def _refuse_links(layouts: Path) -> None:
    def refuse(error: OSError) -> None:
        name = Path(error.filename).relative_to(layouts).as_posix()
        message = f"cannot be read: {error.strerror}"
        raise layout_error(name, 1, message, "check its permissions") from error

    walk = os.walk(layouts, onerror=refuse) if layouts.is_dir() else ()
    below = (Path(top, name) for top, *entries in walk for names in entries for name in names)
    for path in (layouts, *below):
        if path.is_symlink():
            name = path.relative_to(layouts).as_posix()
            raise layout_error(name, 1, "is a link", "replace it by the file or folder itself")


def environment(folders: Sequence[Path], messages: Messages) -> Environment:
    """Return the Jinja environment: undefined names are errors, all values are escaped."""
    created = LayoutEnvironment(
        loader=_CollapsingLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[CompiledTranslations],
        bytecode_cache=_CompiledLayouts(messages),
    )
    created.loaded = {}
    created.template_class = LayoutTemplate
    created.code_generator_class = QuickCode
    created.context_class = LayoutContext
    created.translate_with(messages)
    return created


def checked_environment(folders: Sequence[Path], messages: Messages) -> Environment:
    """Return the Jinja environment with every layout compiled; raise LayoutError if one fails."""
    checked = environment(folders, messages)
    for name in checked.list_templates(extensions=["html", "xml"]):
        try:
            checked.get_template(name)
        except TemplateSyntaxError as error:
            message = error.message or "syntax error"
            raise layout_error(error.name or name, error.lineno, message) from error
        except (TemplateError, ValueError, OSError) as error:
            raise layout_error(name, 1, str(error)) from error
    return checked


def layout_error(name: str, line: int, message: str, hint: str = "fix the layout") -> LayoutError:
    """Return the error of a layout; `name` is its path below `layouts/`."""
    return LayoutError(
        Problem(
            file=f"layouts/{name}",
            line=line,
            code=Code.LAYOUT,
            message=printable(message, 300),
            hint=hint,
        )
    )
