"""Random phrases and texts, in which phrases begin, end and repeat in many ways."""

from random import Random

__all__ = ["texts"]

PARTS = ("go", "gogo", "go go", "go-go", "c++", "c", "_", "-", " ", "é", "s", "İ", ".", "3")


def texts(number: int) -> list[tuple[str, str]]:
    """Return phrases and texts of the same few parts."""
    random = Random(7)  # noqa: S311  (no secret)
    return [
        (
            "".join(random.choices(PARTS, k=random.randint(1, 3))),
            "".join(random.choices(PARTS, k=random.randint(0, 12))),
        )
        for _ in range(number)
    ]
