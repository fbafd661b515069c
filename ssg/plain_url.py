"""Whether a web address is one of the many that need no second look."""

import re

__all__ = ["is_plain_url"]

PLAIN_URL = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63})(?:/[A-Za-z0-9._~%/+-]*)?"
)
PRIVATE_DOMAINS = {"local", "localhost", "internal"}


def is_plain_url(address: str) -> bool:
    """Tell whether an address is public and in its normal form, as nearly all are; False says nothing."""
    found = PLAIN_URL.fullmatch(address)
    return found is not None and found.group(1) not in PRIVATE_DOMAINS
