"""Build all files of the search: the index of capabilities and the list of names.

`/search/current.json` names the index folder, whose name is a hash of its content: pages do not
depend on it, and its files can be cached forever. All files but `current.json` are compressed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
"""Cards per file: more compress better, fewer load faster."""
SMALL = 300_000
"""Compressed size in bytes up to which the index is a single file; names are always separate."""
RARE = 30_000
"""Dictionary size above which words with a single occurrence are dropped, except those in names."""


def search_files(site: Site) -> list[Output]:
    """Return all files of the search; none if the site has no search."""
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
    """Return the index as one compressed file with a header of sizes; empty if too large."""
    if sum(map(len, index.values())) > 10 * SMALL:
        return b""
    return packed(
        as_json({name: len(body) for name, body in index.items()})
        + b"\n"
        + b"".join(index.values())
    )


def _index(site: Site, tools: Sequence[Tool], tokenizer: Tokenizer) -> dict[str, bytes]:
    """Return the uncompressed files of the index by name."""
    synonyms = Synonyms(site.catalog.synonyms, tokenizer)
    counts = count_terms(documents(site, tools), tokenizer, synonyms)
    terms, postings = encode_postings(counts)
    words = _corrections(counts.tokens, tools, tokenizer)
    number_of_documents = len(counts.lengths)
    del counts  # half of the memory in use; the following steps need some
    spelled, rotated_words = dictionary(words), dictionary(rotated(words))
    manifest = {
        **_manifest(site, tools, tokenizer),
        "documents": number_of_documents,
        "synonyms": synonyms.phrases,
        "terms": listed(terms),
        "dictionary": listed(spelled[0]),
        "rotated": listed(rotated_words[0]),
    }
    return {
        "manifest": as_json(manifest),
        "counts": varints(len(tool.capabilities) + ABOUT for tool in tools),
        "facets": facet_columns(tools, site.settings),
        **_numbered("s", postings),
        **_numbered("d", spelled[1]),
        **_numbered("t", rotated_words[1]),
        **_numbered("f", _card_files(tools)),
    }


def _manifest(site: Site, tools: Sequence[Tool], tokenizer: Tokenizer) -> dict[str, object]:
    """Return the part of the manifest that does not depend on the indexed terms."""
    return {
        "tools": len(tools),
        "longest_name": _longest_name(tools, tokenizer),
        "max_postings": MOST_POSTINGS,
        "block": BLOCK,
        "scores": _scores(site),
        "facets": labels(site.settings),
        "tokenizer": tokenizer.table,
    }


def _numbered(folder: str, bodies: Iterable[bytes]) -> dict[str, bytes]:
    return {f"{folder}/{number}": body for number, body in enumerate(bodies)}


def _card_files(tools: Sequence[Tool]) -> Iterator[bytes]:
    shown = cards(tools)
    for start in range(0, len(shown), BLOCK):
        yield as_json(shown[start : start + BLOCK])


def _corrections(
    tokens: Mapping[str, int], tools: Sequence[Tool], tokenizer: Tokenizer
) -> dict[str, int]:
    """Return the words of the spelling dictionary with their frequencies."""
    words = words_in(tokens, tokenizer)
    if len(words) <= RARE:
        return words
    in_names = Counter(token for tool in tools for token in tokenizer.tokens(tool.name))
    names = words_in(in_names, tokenizer)
    return {word: times for word, times in words.items() if times > 1 or word in names}


def _longest_name(tools: Sequence[Tool], tokenizer: Tokenizer) -> int:
    """Return the length of the longest whole-name term in UTF-16 code units."""
    return max(
        (len(tokenizer.whole(tool.name).encode("utf-16-le")) // 2 for tool in tools), default=0
    )


def _scores(site: Site) -> list[int | str]:
    """Return what results show as the score of each tool, in rank order.

    A whole number; a range where provisional; or a dash. Empty on a site without scores. Sorted
    numbers pack well: the scores of 10,000 tools take a few hundred bytes.
    """
    if not site.settings.ranking.enabled:
        return []
    return [
        score.shown if score.provisional or score.rounded is None else score.rounded
        for score in site.ranking.scores
    ]
