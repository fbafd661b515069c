"""Layout + View -> text. A layout sees two names: `site`, the same for every page, and `view`, the page's own."""

from dataclasses import dataclass
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

    def page(self, layout: str, view: object) -> bytes:
        """Render a whole page as UTF-8; raise BuildError when the layout is at fault."""
        return self._render(layout, view).encode("utf-8")

    def part(self, layout: str, view: object) -> Markup:
        """Render a piece of a page."""
        return Markup(self._render(layout, view).strip())  # noqa: S704  (layouts escape their values)

    def _render(self, layout: str, view: object) -> str:
        try:
            return self.environment.get_template(layout).render(site=self.site, view=view)
        except TemplateSyntaxError as error:
            place = f"layouts/{error.name}:{error.lineno}"
            raise BuildError(f"{place}:1: {printable(error.message or 'syntax error', 300)}; mend the layout") from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise BuildError(f"{_place_of(error, layout)}:1: {printable(str(error), 300)}; mend the layout") from error


def _place_of(error: Exception, layout: str) -> str:
    """Return file and line of the innermost layout that an error passed through."""
    trace, file, line = error.__traceback__, layout, 1
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix in {".html", ".xml"}:
            folder = next((one for one in path.parents if one.name in {"layouts", "_layouts"}), path.parent)
            file, line = path.relative_to(folder).as_posix(), trace.tb_lineno
        trace = trace.tb_next
    return f"layouts/{file}:{line}"
