"""Name index for completion: one file; on large sites the best tools, and further files by word."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ssg.catalog import Tool
from ssg.search.documents import acronym
from ssg.search.encoding import as_json, browser_order
from ssg.search.intents import comparison_patterns
from ssg.settings import Settings
from ssg.site import distinct_names_of
from ssg.text import slugify
from ssg.tokenizer import Tokenizer, letters

__all__ = ["name_files"]

IN_ONE_FILE = 20_000
"""Most tools whose names are in a single file."""
HEAD = 2_000
"""On larger sites: the best tools, which are loaded first."""
WORDS_OF_A_FILE = 1_000
CASE_CHANGE = re.compile("([a-z0-9])([A-Z])")


def name_files(
    tools: Sequence[Tool], settings: Settings, tokenizer: Tokenizer, most: int = IN_ONE_FILE
) -> dict[str, bytes]:
    """Return the files by name: `names`, and also `n/0`, `n/1` ... for more than `most` tools.

    Each further file has the tools with a word of their name in its range; `names` lists where the
    ranges begin.
    """
    types = [type_id for type_id, _ in settings.types]
    head = {
        "types": settings.types,
        "word": f"[{letters()}]+",
        "intents": comparison_patterns(settings.language),
    }
    if len(tools) <= most:
        return {"names": as_json({**head, **_columns(tools, range(len(tools)), types)})}
    words = sorted(
        {
            (browser_order(word), number)
            for number, tool in enumerate(tools)
            for name in (tool.name, *tool.also_known_as)
            for word in _words(name, tokenizer)
        }
    )
    cuts = _cuts(words)
    ranges = pairwise([*cuts, len(words)])
    chosen = [sorted({tool for _, tool in words[start:end]}) for start, end in ranges]
    firsts = [words[cut][0].decode("utf-16-be") for cut in cuts if cut < len(words)]
    return {
        "names": as_json({**head, **_columns(tools, range(HEAD), types), "files": firsts}),
        **{
            f"n/{number}": as_json(_columns(tools, numbers, types))
            for number, numbers in enumerate(chosen)
        },
    }


def _cuts(words: Sequence[tuple[bytes, int]]) -> list[int]:
    """Return the start of each file in the sorted list of (word, tool); no word is split."""
    cuts = [0]
    while cuts[-1] + WORDS_OF_A_FILE < len(words):
        cut = cuts[-1] + WORDS_OF_A_FILE
        while cut < len(words) and words[cut][0] == words[cut - 1][0]:
            cut += 1
        cuts.append(cut)
    return cuts


def _words(name: str, tokenizer: Tokenizer) -> list[str]:
    """Return the words of a name, and all of them joined."""
    words = re.findall(f"[{letters()}]+", tokenizer.normal(CASE_CHANGE.sub(r"\1 \2", name)))
    return [*words, "".join(words)] if words else []


def _columns(
    tools: Sequence[Tool], numbers: Sequence[int], types: Sequence[str]
) -> dict[str, str | list[int]]:
    """Encode names as lines, with the slug where it differs and other names, and types."""
    chosen = [tools[number] for number in numbers]
    distinct = distinct_names_of(tools)
    gaps = [number - before - 1 for before, number in pairwise([-1, *numbers])]
    return {
        "names": "\n".join(_line(tool, distinct.get(tool.slug, tool.name)) for tool in chosen),
        "kinds": "".join(chr(ord("0") + types.index(tool.type)) for tool in chosen),
        **({"gaps": gaps} if any(gaps) else {}),
    }


def _line(tool: Tool, shown: str) -> str:
    names = (shown, tool.name, *tool.also_known_as, *tool.aliases, acronym(tool.name))
    name, *others = (" ".join(name.split()) for name in dict.fromkeys(names) if name)
    slug = "" if slugify(name) == tool.slug else tool.slug
    return "\t".join((name, slug, *others)) if slug or others else name
