"""Layout + View -> text.

A layout sees three names: `site`, the same for every page, `view`, the page's own, and `shared`, which renders a part that
is the same on every page once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from ssg.errors import BuildError
from ssg.text import printable

__all__ = ["Renderer"]


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders layouts with one site's own values."""

    environment: Environment
    site: object
    """What every layout sees as `site`."""
    _macros: dict[tuple[str, str], Callable[[object], Markup]] = field(
        default_factory=dict, repr=False
    )
    _once: dict[str, Markup] = field(default_factory=dict, repr=False)

    def page(self, layout: str, view: object) -> bytes:
        """Render a whole page as UTF-8; raise BuildError when the layout is at fault."""
        return self._render(layout, view).encode("utf-8")

    def part(self, layout: str, view: object) -> Markup:
        """Render a piece of a page."""
        return Markup(self._render(layout, view).strip())  # noqa: S704  (layouts escape their values)

    def macro(self, layout: str, name: str) -> Callable[[object], Markup]:
        """Return a macro of a layout, which renders a small piece for a tenth of what a layout of its own costs."""
        found = self._macros.get((layout, name))
        if found is None:
            found = self._macros[layout, name] = self._macro(layout, name)
        return found

    def _macro(self, layout: str, name: str) -> Callable[[object], Markup]:
        with _told(layout):
            module = self.environment.get_template(layout).make_module({"site": self.site})
        macro: Callable[[object], str] | None = getattr(module, name, None)
        if macro is None:
            raise BuildError(
                f'layouts/{layout}:1:1: there is no macro "{name}" here; add it, or remove your own copy'
            )

        def render(view: object) -> Markup:
            with _told(layout):
                try:
                    return Markup(macro(view).strip())  # noqa: S704  (layouts escape their values)
                except Exception:  # noqa: BLE001  (raised again, now with the lines of the layout)
                    self.environment.handle_exception()

        return render

    def _shared(self, layout: str) -> Markup:
        """Render what is the same on every page; layouts call this as `shared("parts/header.html")`."""
        found = self._once.get(layout)
        if found is None:
            found = self._once[layout] = self.part(layout, None)
        return found

    def _render(self, layout: str, view: object) -> str:
        with _told(layout):
            return self.environment.get_template(layout).render(
                site=self.site, view=view, shared=self._shared
            )


@contextmanager
def _told(layout: str) -> Iterator[None]:
    """Say where a layout is at fault."""
    try:
        yield
    except TemplateSyntaxError as error:
        place = f"layouts/{error.name}:{error.lineno}"
        raise BuildError(
            f"{place}:1: {printable(error.message or 'syntax error', 300)}; mend the layout"
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise BuildError(
            f"{_place_of(error, layout)}:1: {printable(str(error), 300)}; mend the layout"
        ) from error


def _place_of(error: Exception, layout: str) -> str:
    """Return file and line of the innermost layout that an error passed through."""
    trace, file, line = error.__traceback__, layout, 1
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix in {".html", ".xml"}:
            folder = next(
                (one for one in path.parents if one.name in {"layouts", "_layouts"}), path.parent
            )
            file, line = path.relative_to(folder).as_posix(), trace.tb_lineno
        trace = trace.tb_next
    return f"layouts/{file}:{line}"
