"""A capability's text -> the things that it calls by name: code, products, formats, methods.

What two texts about the same capability both name, and what only one of them names, tells a reader in a few words how the
two ways differ.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ssg.catalog import Capability

__all__ = ["Names", "named_things", "split_names"]

CODE = re.compile(r"`([A-Za-z_][^`\s]{2,28})`")
TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.+#/-]?[A-Za-z0-9+#]+)*")
SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+)$")
VALUES = {"True", "False", "None", "GPU", "GPUs", "CPU", "API"}
"""Words that look like names and tell nothing."""
SHOWN = 5
"""Names of each kind that are told."""


@dataclass(frozen=True, slots=True)
class Names:
    """What two texts call by name."""

    both: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


def named_things(capability: Capability) -> tuple[str, ...]:
    """Return what the description and the unique part call by name, in order, each once."""
    found: dict[str, str] = {}
    for text in (capability.description, capability.unique):
        for code in CODE.findall(text):
            if code not in VALUES and "..." not in code:
                found.setdefault(code.lower(), code)
        prose = CODE.sub(" ", text)
        for token in TOKEN.finditer(prose):
            if _is_name(token.group(), prose[: token.start()]):
                found.setdefault(token.group().lower(), token.group())
    return tuple(found.values())


def _is_name(token: str, before: str) -> bool:
    """Tell a name by its letters: a capital or a digit inside, or a capital in front that no sentence begins with."""
    if token in VALUES:
        return False
    if any(character.isupper() or character.isdigit() for character in token[1:]):
        return True
    return token[0].isupper() and len(token) > 1 and not SENTENCE_START.search(before[-3:])


def split_names(a: Sequence[str], b: Sequence[str], without: Collection[str]) -> Names:
    """Say what both of two texts name and what only one does, the first few of each; `without` are names to leave out."""
    ignored = {name.lower() for name in without}
    first = {name.lower(): name for name in a if name.lower() not in ignored}
    second = {name.lower(): name for name in b if name.lower() not in ignored}
    both = sorted(first.keys() & second.keys())
    return Names(
        both=tuple(min(first[key], second[key]) for key in both)[:SHOWN],
        only_a=tuple(name for key, name in first.items() if key not in second)[:SHOWN],
        only_b=tuple(name for key, name in second.items() if key not in first)[:SHOWN],
    )
