"""Layouts of the previewed site, compiled again only after a change."""

from pathlib import Path

from jinja2 import Environment

from ssg.messages import Messages
from ssg.preview.equality import tree_stamps
from ssg.rendering.templates import checked_environment, layout_folders

__all__ = ["Layouts"]


class Layouts:
    """The layouts of one site in each of its languages."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the site."""
        self._root = root
        self._compiled: dict[str, tuple[object, Environment]] = {}
        """Language -> what its layouts were compiled from, and the layouts."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the layouts, the site's own first, if it has one."""
        return layout_folders(self._root)

    def stamps(self) -> tuple[object, ...]:
        """Return values that change when a file of the layouts does."""
        return tuple(tree_stamps(self.folders))

    def environment(self, messages: Messages) -> Environment:
        """Return the layouts with the words of a language; raise LayoutError if one is invalid."""
        stamps = (*self.stamps(), messages)
        known = self._compiled.get(messages.language)
        if known is None or known[0] != stamps:
            known = stamps, checked_environment(self.folders, messages)
            self._compiled[messages.language] = known
        return known[1]
