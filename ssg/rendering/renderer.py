"""Render layouts with Jinja.

A layout receives three names: `site`, the same for all pages; `view`, the values of the page; and
`shared`, a function that renders a part that is the same on all pages only once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, Template, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from ssg.errors import LayoutError
from ssg.rendering.compiled_layouts import QUICK_ERRORS, plain
from ssg.rendering.templates import layout_error

__all__ = ["Renderer"]

ERRORS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError)
"""What a mistake in a layout raises."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders the layouts of one site."""

    environment: Environment
    site: object
    """The value of `site` in every layout."""
    _macros: dict[tuple[str, str], Callable[[object], Markup]] = field(
        default_factory=dict, repr=False
    )
    _once: dict[str, Markup] = field(default_factory=dict, repr=False)
    _plain: dict[str, Template] = field(default_factory=dict, repr=False)
    """Layouts that need the code of Jinja; see `compiled_layouts`."""

    def page(self, layout: str, view: object) -> bytes:
        """Render a whole page as UTF-8; raise LayoutError if rendering fails."""
        return b"".join([text.encode("utf-8") for text in self._render(layout, view)])

    def part(self, layout: str, view: object) -> Markup:
        """Render a fragment of a page."""
        html = "".join(self._render(layout, view)).strip()
        return Markup(html)  # noqa: S704  (layouts escape their values)

    def macro(self, layout: str, name: str) -> Callable[[object], Markup]:
        """Return a macro of a layout; calling it costs a tenth of rendering a layout of its own."""
        macro = self._macros.get((layout, name))
        if macro is None:
            macro = self._macros[layout, name] = self._macro(layout, name)
        return macro

    def _macro(self, layout: str, name: str) -> Callable[[object], Markup]:
        macros = {True: self._module_macro(self.environment, layout, name)}

        def render(view: object, *, quick: bool = True) -> Markup:
            try:
                return Markup(macros[quick](view).strip())  # noqa: S704  (layouts escape)
            except Exception:  # noqa: BLE001  (raised again, now with the lines of the layout)
                self.environment.handle_exception()

        def render_any(view: object) -> Markup:
            with _layout_errors(layout):
                if False not in macros:
                    try:
                        return render(view)
                    except QUICK_ERRORS:  # a key that is read as an attribute, or a mistake
                        macros[False] = self._module_macro(plain(self.environment), layout, name)
                return render(view, quick=False)

        return render_any

    def _module_macro(
        self, environment: Environment, layout: str, name: str
    ) -> Callable[[object], str]:
        """Return a macro of a layout as a function; raise LayoutError if it is missing."""
        with _layout_errors(layout):
            module = environment.get_template(layout).make_module({"site": self.site})
        macro: Callable[[object], str] | None = getattr(module, name, None)
        if macro is None:
            message = f'the macro "{name}" is missing'
            raise layout_error(layout, 1, message, "add it, or delete your copy of the layout")
        return macro

    def _shared(self, layout: str) -> Markup:
        """Render a part once; layouts call this as `shared("parts/header.html")`."""
        html = self._once.get(layout)
        if html is None:
            html = self._once[layout] = self.part(layout, None)
        return html

    def _render(self, layout: str, view: object) -> list[str]:
        """Return the pieces of a page or fragment."""
        values = {"site": self.site, "view": view, "shared": self._shared}
        try:
            if layout not in self._plain:
                template = self.environment.get_template(layout)
                try:
                    return [*template.generate(values)]
                except QUICK_ERRORS:  # a key that is read as an attribute, or a mistake
                    self._plain[layout] = plain(self.environment).get_template(layout)
            return [self._plain[layout].render(values)]
        except ERRORS as error:
            raise _error_of(layout, error) from error


@contextmanager
def _layout_errors(layout: str) -> Iterator[None]:
    """Raise LayoutError for errors of a layout."""
    try:
        yield
    except ERRORS as error:
        raise _error_of(layout, error) from error


def _error_of(layout: str, error: Exception) -> LayoutError:
    """Return the error of a layout, at the line where it is."""
    if isinstance(error, TemplateSyntaxError):
        message = error.message or "syntax error"
        return layout_error(error.name or layout, error.lineno, message)
    file, line = _location(error, layout)
    return layout_error(file, line, str(error))


def _location(error: Exception, layout: str) -> tuple[str, int]:
    """Return name and line of the innermost layout in an error's traceback."""
    trace, file, line = error.__traceback__, layout, 1
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix in {".html", ".xml"}:
            folder = next(
                (one for one in path.parents if one.name in {"layouts", "_layouts"}), path.parent
            )
            file, line = path.relative_to(folder).as_posix(), trace.tb_lineno
        trace = trace.tb_next
    return file, line
