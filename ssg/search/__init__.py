"""Site -> the files that the search in the browser reads: the index of what tools can do, and the list of their names.

Below `/search/` stand `current.json`, which names the folder of the index, and that folder, named by what is in it: so
pages need not name it, and hosts and browsers may keep its files for ever. All of them but `current.json` are compressed.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence

from ssg.model import Output, Site, Tool
from ssg.search.cards import cards, facet_columns, labels
from ssg.search.codes import as_json, packed, varints
from ssg.search.documents import ABOUT, documents, in_rank_order
from ssg.search.names import name_files
from ssg.search.postings import MOST_POSTINGS, gather, shards
from ssg.search.spelling import dictionaries, words_in
from ssg.search.synonyms import Synonyms
from ssg.search.words import Tokenizer, table_for

__all__ = ["CURRENT", "search_files"]

CURRENT = "search/current.json"
BLOCK = 4
"""Cards of a file: more of them pack better, fewer are sooner there."""
SMALL = 300_000
"""Bytes, compressed, up to which the whole index is one file; the names stand apart in any case."""
RARE = 30_000
"""Words from which on those that come once are no correction, unless they are in a name."""


def search_files(site: Site) -> list[Output]:
    """Return everything that the search reads; nothing of it is fetched before somebody searches."""
    tools = in_rank_order(site)
    tokenizer = Tokenizer(table_for(site.settings.language))
    parts = {name: packed(body) for name, body in name_files(tools, site.settings, tokenizer).items()}
    index = _index(site, tools, tokenizer)
    bundle = packed(as_json({name: len(body) for name, body in index.items()}) + b"\n" + b"".join(index.values()))
    if len(bundle) <= SMALL:
        parts["all"] = bundle
    else:
        parts |= {name: packed(body) for name, body in index.items()}
    digest = hashlib.blake2b(digest_size=8)
    for name, body in parts.items():
        digest.update(f"{name} {len(body)}\n".encode() + body)
    folder = digest.hexdigest()
    current = as_json({"index": folder, "whole": "all" in parts})
    return [Output(path=CURRENT, body=current),
            *(Output(path=f"search/{folder}/{name}", body=body) for name, body in parts.items())]


def _index(site: Site, tools: Sequence[Tool], tokenizer: Tokenizer) -> dict[str, bytes]:
    """Return the files of the index by name, before they are compressed."""
    synonyms = Synonyms(site.catalog.synonyms, tokenizer)
    gathered = gather(documents(site, tools), tokenizer, synonyms)
    firsts, postings = shards(gathered)
    words = words_in(gathered.tokens, tokenizer)
    if len(words) > RARE:
        names = words_in(Counter(token for tool in tools for token in tokenizer.tokens(tool.name)), tokenizer)
        words = {word: times for word, times in words.items() if times > 1 or word in names}
    letters = [dictionaries(words, place) for place in (0, 1)]
    manifest = {
        "documents": len(gathered.lengths), "tools": len(tools), "most": MOST_POSTINGS, "block": BLOCK, "first": firsts,
        "letters": [one for one, _ in letters], "scores": _scores(site), "labels": labels(site.settings),
        "synonyms": synonyms.phrases, "words": tokenizer.table,
    }
    files = {"manifest": as_json(manifest), "counts": varints(len(tool.capabilities) + ABOUT for tool in tools),
             "facets": facet_columns(tools, site.settings)}
    files |= {f"s/{number}": body for number, body in enumerate(postings)}
    files |= {f"d{place}/{number}": body for place, (_, bodies) in enumerate(letters) for number, body in enumerate(bodies)}
    shown = cards(tools)
    return files | {f"f/{start // BLOCK}": as_json(shown[start: start + BLOCK]) for start in range(0, len(shown), BLOCK)}


def _scores(site: Site) -> list[int]:
    """Return how many tools have each score, from 100 down to 0; those that have none come after these."""
    times = Counter(score.rounded for score in site.ranking.scores)
    return [times[score] for score in range(100, -1, -1)]
