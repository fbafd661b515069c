"""Site -> the files that the search in the browser reads: the index of what tools can do, and the list of their names.

Below `/search/` stand `current.json`, which names the folder of the index, and that folder, named by what is in it: so
pages need not name it, and hosts and browsers may keep its files for ever. All of them but `current.json` are compressed.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from ssg.catalog import Tool
from ssg.search.dictionary import dictionary, rotated, words_in
from ssg.search.documents import ABOUT, documents, in_rank_order
from ssg.search.encoding import as_json, listed, packed, varints
from ssg.search.name_index import name_files
from ssg.search.postings import MOST_POSTINGS, count_terms, encode_postings
from ssg.search.result_cards import cards, facet_columns, labels
from ssg.search.synonyms import Synonyms
from ssg.settings import SearchEngine
from ssg.site import Output, Site
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["CURRENT", "search_files"]

CURRENT = "search/current.json"
BLOCK = 4
"""Cards of a file: more of them pack better, fewer are sooner there."""
SMALL = 300_000
"""Bytes, compressed, up to which the whole index is one file; the names stand apart in any case."""
RARE = 30_000
"""Words from which on those that come once are no correction, unless they are in a name."""


def search_files(site: Site) -> list[Output]:
    """Return everything that the search reads, or nothing where the site has none."""
    if site.settings.search is SearchEngine.NONE:
        return []
    tools = in_rank_order(site)
    tokenizer = Tokenizer(table_for(site.settings.language))
    parts = {
        name: packed(body) for name, body in name_files(tools, site.settings, tokenizer).items()
    }
    index = _index(site, tools, tokenizer)
    whole = _whole(index)
    if whole and len(whole) <= SMALL:
        parts["all"] = whole
    else:
        parts |= {name: packed(index.pop(name)) for name in list(index)}
    digest = hashlib.blake2b(digest_size=8)
    for name, body in parts.items():
        digest.update(f"{name} {len(body)}\n".encode() + body)
    folder = digest.hexdigest()
    current = as_json({"index": folder, "whole": "all" in parts})
    return [
        Output(path=CURRENT, body=current),
        *(Output(path=f"search/{folder}/{name}", body=body) for name, body in parts.items()),
    ]


def _whole(index: Mapping[str, bytes]) -> bytes:
    """Return the index as one file, behind a line that says what is in it; nothing when that is far too much."""
    if sum(map(len, index.values())) > 10 * SMALL:
        return b""
    return packed(
        as_json({name: len(body) for name, body in index.items()})
        + b"\n"
        + b"".join(index.values())
    )


def _index(site: Site, tools: Sequence[Tool], tokenizer: Tokenizer) -> dict[str, bytes]:
    """Return the files of the index by name, before they are compressed."""
    synonyms = Synonyms(site.catalog.synonyms, tokenizer)
    gathered = count_terms(documents(site, tools), tokenizer, synonyms)
    firsts, postings = encode_postings(gathered)
    words = words_in(gathered.tokens, tokenizer)
    if len(words) > RARE:
        names = words_in(
            Counter(token for tool in tools for token in tokenizer.tokens(tool.name)), tokenizer
        )
        words = {word: times for word, times in words.items() if times > 1 or word in names}
    documents_in_all = len(gathered.lengths)
    del gathered  # half of all memory, and what follows needs some
    spelled, late = dictionary(words), dictionary(rotated(words))
    manifest = {
        "documents": documents_in_all,
        "tools": len(tools),
        "longest": _longest_name(tools, tokenizer),
        "most": MOST_POSTINGS,
        "block": BLOCK,
        "first": listed(firsts),
        "spelled": listed(spelled[0]),
        "turned": listed(late[0]),
        **_scores(site),
        "labels": labels(site.settings),
        "synonyms": synonyms.phrases,
        "words": tokenizer.table,
    }
    files = {
        "manifest": as_json(manifest),
        "counts": varints(len(tool.capabilities) + ABOUT for tool in tools),
        "facets": facet_columns(tools, site.settings),
    }
    files |= {f"s/{number}": body for number, body in enumerate(postings)}
    files |= {
        f"{folder}/{number}": body
        for folder, bodies in (("d", spelled[1]), ("t", late[1]))
        for number, body in enumerate(bodies)
    }
    shown = cards(tools)
    return files | {
        f"f/{start // BLOCK}": as_json(shown[start : start + BLOCK])
        for start in range(0, len(shown), BLOCK)
    }


def _longest_name(tools: Sequence[Tool], tokenizer: Tokenizer) -> int:
    """Return how long the longest term of a whole name is, as JavaScript counts: nothing longer need be looked up."""
    return max(
        (len(tokenizer.whole(tool.name).encode("utf-16-le")) // 2 for tool in tools), default=0
    )


def _scores(site: Site) -> dict[str, bool | list[int] | list[str]]:
    """Return the scores of the tools in rank order.

    `scores` counts the tools with each score, from 100 down to 0; `provisional` lists the ranges of
    provisional scores, which come after these. Tools without a score come last.
    """
    ranked = site.ranking.scores
    times = Counter(score.rounded for score in ranked if not score.provisional)
    return {
        "scored": site.settings.ranking.enabled,
        "scores": [times[score] for score in range(100, -1, -1)],
        "provisional": [score.shown for score in ranked if score.provisional],
    }
