"""Groups of phrases, written one group a line."""

__all__ = ["phrase_groups"]


def phrase_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of each line of a text.

    Phrases are separated by commas; a line that ends with a comma continues in the next. Empty
    lines and lines that begin with `#` are left out.
    """
    lines = text.replace(",\n", ", ").splitlines()
    return tuple(tuple(line.split(", ")) for line in lines if line and line[0] != "#")
