"""`Page`: immutable, small, and picklable."""

import pickle
from datetime import date

import pytest

from ssg.site import Page


def test_a_page_is_small_and_cannot_be_changed() -> None:
    page = Page("versus", "/compare/a-vs-b/", ("a", "b"))
    assert (page.indexed, page.changed) == (True, None)
    with pytest.raises(AttributeError):
        page.kind = "tool"  # type: ignore[misc]
    assert not hasattr(page, "__dict__")


def test_a_page_can_be_sent_to_another_process() -> None:
    page = Page("versus", "/compare/a-vs-b/", ("a", "b"), indexed=False, changed=date(2026, 1, 2))
    assert pickle.loads(pickle.dumps(page)) == page  # noqa: S301  (our own bytes)
