"""Screenshots of tools, as the pages of a tool and of a comparison show them."""

from typing import NamedTuple

from ssg.catalog import Tool
from ssg.views.context import Context

__all__ = ["ScreenshotView", "first_screenshots", "screenshots"]


class ScreenshotView(NamedTuple):
    """A picture of a tool in use."""

    href: str
    """URL of the file."""
    alt: str
    """What it shows."""
    caption: str
    """Text below it, or empty."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


def screenshots(context: Context, tool: Tool) -> tuple[ScreenshotView, ...]:
    """Return the screenshots of a tool, in the order of its file."""
    return tuple(
        ScreenshotView(
            context.href(shot.file), shot.alt, shot.caption, width=shot.width, height=shot.height
        )
        for shot in tool.screenshots
    )


def first_screenshots(
    context: Context, a: Tool, b: Tool
) -> tuple[ScreenshotView, ScreenshotView] | None:
    """Return the first screenshot of each of two tools, if both have one."""
    if not a.screenshots or not b.screenshots:
        return None
    return screenshots(context, a)[0], screenshots(context, b)[0]
