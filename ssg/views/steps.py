"""Views of many pages made step by step: each step for all pages, before the next one.

A comparison uses the code and the data of half the program. Page after page, little of that is
still in the cache of the processor when it is needed again: a batch of pages takes half the time.
"""

from collections.abc import Generator, Sequence
from typing import TypeAlias, TypeVar

__all__ = ["Steps", "in_steps"]

View = TypeVar("View")
Steps: TypeAlias = Generator[None, None, View]
"""Makes a view: yields after each step, and returns the view."""


def in_steps(pages: Sequence[Steps[View]]) -> list[View]:
    """Return the views of pages of one kind, in their order."""
    views: dict[int, View] = {}
    unfinished = dict(enumerate(pages))
    while unfinished:
        for place, page in list(unfinished.items()):
            try:
                next(page)
            except StopIteration as end:
                views[place] = end.value
                del unfinished[place]
    return [views[place] for place in range(len(pages))]
