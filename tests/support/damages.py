"""Ways in which a state file may be damaged."""

from collections.abc import Callable, Sequence


def damages(header: bytes) -> Sequence[Callable[[bytes], bytes]]:
    """Return functions that damage the body of a sealed file which begins with a header."""
    return (
        lambda body: body[:-1],
        lambda body: body[:20],
        lambda body: body[:-9] + bytes([body[-9] ^ 1]) + body[-8:],
        lambda _: b"",
        lambda _: header,
    )
