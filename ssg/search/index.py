"""Build all files of the search: the index of capabilities and the list of names.

The address of a file contains a hash of its content, so it can be cached forever, and an edit
changes few addresses. Two files have fixed addresses: `/search/start`, the beginning of the index,
which the search page loads with its scripts, and `/search/current.json`, which other pages load for
the names. Both begin with a line of JSON: the id of the index, hashes of files by folder, and how
many files share a hash. In `start` the line also has the offsets of the files that follow: the
manifest, and on small sites the index without its spelling. All files but `current.json` are
compressed.
"""

import hashlib
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate

from ssg.catalog import Tool
from ssg.search.addresses import CURRENT, START, addressed, group_size
from ssg.search.dictionary import backward, dictionary, names_in, words_in
from ssg.search.documents import in_rank_order, number_of_documents
from ssg.search.encoding import as_json, is_packed_within, listed, packed, varints
from ssg.search.facets import column, facets, phrases, price_words
from ssg.search.han import han_folding
from ssg.search.intents import intents_for, patterns_for
from ssg.search.name_index import name_files
from ssg.search.packed_files import File, FilePacker, LateFile, content, digest_of
from ssg.search.postings import posting_files
from ssg.search.result_cards import card, card_inputs, peers
from ssg.search.site_terms import site_terms
from ssg.search.snowball import stemmer_for
from ssg.search.state import SearchState
from ssg.settings import SearchEngine
from ssg.site import Output, Site, distinct_names_of
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["search_files"]

COPY = "-copy"
"""Ending of the second copy of the list of names, which is fetched if the first one fails."""
FIRST = ("manifest", "counts")
"""Files that are read before all others."""
SPELLING = ("d", "b")
"""Folders that only misspelled words need; their files are always separate."""
BLOCK = 2
"""Cards per file: more compress better, fewer load faster."""
PACKED = 2_500
"""Postings of a file, about."""
SMALL = 90_000
"""Compressed size in bytes up to which the index is a single file; names and spelling are always
separate."""
RARE = 30_000
"""Dictionary size above which words with a single occurrence are dropped, except those in names."""


def search_files(site: Site, prefix: str = "", state: SearchState | None = None) -> list[Output]:
    """Return all files of the search; none if the site has no search.

    `prefix`: what precedes the addresses of the site's pages, empty or `/de`; `state`: what
    the last build left, which is replaced.
    """
    if site.settings.search is SearchEngine.NONE:
        return []
    tools, tokenizer, tree = in_rank_order(site), _tokenizer(site), site.settings.tree
    index, group = _index(site, tools, tokenizer, state)
    packer = FilePacker(state.read("packed", tree), state.program) if state else FilePacker()
    names = packer.pack_all(name_files(tools, site.settings, tokenizer))
    hashes_of_names, files = addressed(names, group)
    files |= {
        address + COPY: body for address, body in files.items() if address.startswith("names/")
    }
    separate = {name: index.pop(name) for name in _separate_files(index, packer)}
    hashes_of_index, index_files = addressed(packer.pack_all(separate), group)
    joined = {name: content(file) for name, file in index.items()}
    head = {"files": {**hashes_of_names, **hashes_of_index}, "group": group}
    head["index"] = _digest(head, joined)
    start = packed(_joined(head, joined))
    if state and (packed_files := packer.to_store()):
        state.write("packed", tree, packed_files)
    hash_of_start, copy_of_start = addressed({"all": start}, group)
    current = _joined({**head, "files": {**hashes_of_names, **hash_of_start}}, {})
    fixed = {CURRENT: current, CURRENT.replace(".json", f"{COPY}.json"): current, START: start}
    others = {**files, **index_files, **copy_of_start}
    below = {f"search/{address}": body for address, body in others.items()}
    top = prefix.lstrip("/") + "/" if prefix else ""
    return [Output(path=top + path, body=body) for path, body in {**fixed, **below}.items()]


def _separate_files(index: Mapping[str, File], packer: FilePacker) -> list[str]:
    """Return the names of the files of an index that `start` does not have.

    Those of the spelling; of an index that is too large for a single file, all but the `FIRST`.
    """
    spelling = [name for name in index if name.partition("/")[0] in SPELLING]
    rest = {name: file for name, file in index.items() if name not in spelling}
    return spelling if _fits(rest, packer) else [name for name in index if name not in FIRST]


def _digest(head: Mapping[str, object], index: Mapping[str, bytes]) -> str:
    """Return the id of an index: a hash of what `start` has, which covers all other files."""
    digest = hashlib.blake2b(as_json(head), digest_size=8)
    for body in index.values():
        digest.update(body)
    return digest.hexdigest()


def _tokenizer(site: Site) -> Tokenizer:
    """Return the tokenizer of the site's language, with the folding of the site's Han letters."""
    language = site.settings.language
    stemmer = stemmer_for(language)
    names = [category.name for category in site.settings.categories]
    fold = han_folding(site.catalog.tools, names)
    return Tokenizer(table_for(language, fold, stems_any=stemmer is not None), stemmer)


def _fits(index: Mapping[str, File], packer: FilePacker) -> bool:
    """Return whether an index is small enough for a single file.

    It is not if its files, each compressed alone, have far more than that; most of these are known.
    """
    alone = accumulate(len(packer.pack(file)) for file in index.values())
    if any(size > 2 * SMALL for size in alone):
        return False
    return is_packed_within(
        _joined({}, {name: content(each) for name, each in index.items()}), SMALL
    )


def _joined(head: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    """Return files as one.

    The first line is `head` as JSON, with the offsets after the line where each file begins and
    ends.
    """
    ends = accumulate(map(len, files.values()))
    parts = {name: (end - len(files[name]), end) for name, end in zip(files, ends, strict=True)}
    return as_json({**head, "parts": parts}) + b"\n" + b"".join(files.values())


def _index(
    site: Site, tools: Sequence[Tool], tokenizer: Tokenizer, state: SearchState | None
) -> tuple[dict[str, File], int]:
    """Return the uncompressed files of the index by name, and how many share a hash."""
    terms = site_terms(site, tools, tokenizer, state)
    digests = terms.digests
    group = group_size(len(tools) // BLOCK + terms.postings // PACKED)
    words = _corrections(terms.tokens, tools, tokenizer)
    terms = terms._replace(tokens={})  # each step needs memory that is free again after it
    spelled = dictionary(words, group)
    words = backward(words)
    spelled_backward = dictionary(words, group)
    del words
    first_terms, postings = posting_files(terms.encoded, group)
    documents = terms.documents
    del terms
    columns = facets(tools, site.settings)
    alone, ends = phrases(columns, tokenizer)
    manifest = {
        **_manifest(site, tools, tokenizer),
        "documents": documents,
        "s": listed(first_terms),
        "d": listed(spelled[0]),
        "b": listed(spelled_backward[0]),
        "facets": [(facet.id, facet.values) for facet in columns],
        "labels": [facet.label for facet in columns],
        "phrases": alone,
        "ends": ends,
        "prices": price_words(columns, intents_for(site.settings.language)),
    }
    files: dict[str, File] = {
        "manifest": as_json(manifest),
        "counts": varints(map(number_of_documents, tools)),
        "facets": b"".join(column(facet) for facet in columns if facet.is_shown),
        **{
            f"c/{number}": column(facet)
            for number, facet in enumerate(columns)
            if not facet.is_shown
        },
        **_numbered("s", postings),
        **_numbered("d", spelled[1]),
        **_numbered("b", spelled_backward[1]),
        **_numbered("f", _card_files(site, tools, tokenizer, digests)),
    }
    return files, group


def _manifest(site: Site, tools: Sequence[Tool], tokenizer: Tokenizer) -> dict[str, object]:
    """Return the part of the manifest that does not depend on the indexed terms."""
    return {
        "tools": len(tools),
        "longest_name": _longest_name(tools, tokenizer),
        "scores": _scores(site),
        "tokenizer": tokenizer.table,
        "intents": patterns_for(site.settings.language),
        "light": _light_terms(site, tokenizer),
    }


def _light_terms(site: Site, tokenizer: Tokenizer) -> list[str]:
    """Return the terms that fit every tool.

    Those of general words of the language, of the site's title, and of its only type.
    """
    types = site.settings.types
    labels = (label for _, label in types if len(types) == 1)
    texts = (intents_for(site.settings.language).generic, site.settings.title, *labels)
    return sorted({term for text in texts for term in tokenizer.terms(text)})


def _numbered(folder: str, files: Iterable[File]) -> dict[str, File]:
    return {f"{folder}/{number}": file for number, file in enumerate(files)}


def _card_files(
    site: Site, tools: Sequence[Tool], tokenizer: Tokenizer, digests: Sequence[bytes]
) -> Iterator[File]:
    """Yield the files of cards. `digests`: those of the texts of tools, if files may be known."""
    similar, names = peers(tools, site.pairs, tokenizer), distinct_names_of(tools)
    shown = [(tool, names.get(tool.slug, tool.name), similar.get(tool.slug, ())) for tool in tools]
    for start in range(0, len(shown), BLOCK):
        block = shown[start : start + BLOCK]
        if digests:
            inputs = tuple(card_inputs(*each) for each in block)
            of_texts = b"".join(digests[start : start + BLOCK])
            key = digest_of(b"cards" + marshal.dumps((of_texts, inputs), 2))
            yield LateFile(key, partial(_cards, block))
        else:
            yield _cards(block)


def _cards(shown: Iterable[tuple[Tool, str, Sequence[int]]]) -> bytes:
    return as_json([card(*each) for each in shown])


def _corrections(
    tokens: Mapping[str, int], tools: Sequence[Tool], tokenizer: Tokenizer
) -> dict[str, int]:
    """Return the words of the spelling dictionary with their frequencies, negative for names."""
    words = words_in(tokens, tokenizer)
    names = names_in(tools, tokenizer)
    if len(words) > RARE:
        words = {word: times for word, times in words.items() if times > 1 or word in names}
    return words | {word: -max(1, words.get(word, 0)) for word in names}


def _longest_name(tools: Sequence[Tool], tokenizer: Tokenizer) -> int:
    """Return the length of the longest whole-name term in UTF-16 code units."""
    names = (name for tool in tools for name in (tool.name, tool.slug, *tool.also_known_as))
    return max((len(tokenizer.whole(name).encode("utf-16-le")) // 2 for name in names), default=0)


def _scores(site: Site) -> list[int | str | None]:
    """Return what results show as the score of each tool, in rank order.

    A whole number; a range where provisional; or None without a score. Empty on a site without
    scores. Sorted numbers pack well: the scores of 10,000 tools take a few hundred bytes.
    """
    if not site.settings.ranking.enabled:
        return []
    return [
        score.shown if score.provisional and score.rounded is not None else score.rounded
        for score in site.ranking.scores
    ]
