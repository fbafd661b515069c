"""`ForeignText`: a text in another language than the page that shows it."""

from typing import Self

from markupsafe import Markup, escape

__all__ = ["ForeignText", "in_language_of", "is_foreign"]


class ForeignText(str):
    """A text that names its language where it becomes HTML; anywhere else it is an ordinary `str`.

    Text that is derived from it is ordinary, too; see `in_language_of`.
    """

    __slots__ = ("direction", "language")

    language: str
    """Language as a BCP 47 tag."""
    direction: str
    """`ltr` or `rtl`."""

    def __new__(cls, text: str, language: str = "", direction: str = "ltr") -> Self:
        """Take the text, its language, and the direction in which that is written."""
        created = super().__new__(cls, text)
        created.language, created.direction = language, direction
        return created

    def __repr__(self) -> str:
        return f"ForeignText({super().__repr__()}, {self.language!r}, {self.direction!r})"

    def __html__(self) -> str:
        return self.wrap(escape(str(self)), "span")

    def wrap(self, html: str, element: str) -> Markup:
        """Return HTML of this text in an element that names its language."""
        attributes = f'lang="{escape(self.language)}" dir="{escape(self.direction)}"'
        return Markup(f"<{element} {attributes}>{html}</{element}>")  # noqa: S704  (HTML already)


def is_foreign(text: str) -> bool:
    """Return whether a text is in another language than the page that shows it."""
    return isinstance(text, ForeignText)


def in_language_of(text: str, derived: str) -> str:
    """Return a text that was derived from another one as text in the same language."""
    if isinstance(text, ForeignText):
        return ForeignText(derived, text.language, text.direction)
    return derived
