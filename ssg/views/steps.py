"""Views of many pages made step by step: each step for all pages, before the next one.

A comparison uses the code and the data of half the program. Page after page, little of that is
still in the cache of the processor when it is needed again: a batch of pages takes half the time.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias, TypeVar

__all__ = ["Steps", "in_steps"]

View = TypeVar("View")
Steps: TypeAlias = Iterator[View | None]
"""Makes a view: yields None after each step, and the view at last."""


def in_steps(pages: Sequence[Steps[View]]) -> list[View]:
    """Return the views of pages of one kind, in their order; all take as many steps."""
    views: tuple[View | None, ...] = ()
    for views in zip(*pages, strict=True):  # noqa: B007  (the last ones count)
        pass
    return [view for view in views if view is not None]
