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
            raise BuildError(f"layouts/{layout}:{_line_of(error)}:1: {printable(str(error), 300)}; mend the layout") from error


def _line_of(error: Exception) -> int:
    """Return the line of the innermost layout that an error passed through."""
    trace, line = error.__traceback__, 1
    while trace:
        if Path(trace.tb_frame.f_code.co_filename).suffix in {".html", ".xml"}:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
