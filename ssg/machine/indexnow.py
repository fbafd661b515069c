"""The key file of IndexNow (indexnow.org), by which search engines verify submitted addresses."""

from collections.abc import Iterator

from ssg.site import Page
from ssg.views import Context

__all__ = ["body", "pages"]


def pages(context: Context) -> Iterator[Page]:
    """Yield the key file, if the site has a key."""
    key = context.site.settings.publish.indexnow_key
    if key:
        yield Page("indexnow", f"/{key}.txt", (key,), indexed=False)


def body(context: Context, page: Page) -> bytes:  # noqa: ARG001  (signature of all documents)
    """Return the key."""
    return f"{page.subject[0]}\n".encode("ascii")
