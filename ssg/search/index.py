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
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

from ssg.catalog import Tool
from ssg.search.addresses import CURRENT, START, addressed, group_size
from ssg.search.compounds import COMPOUNDING, with_parts
from ssg.search.dictionary import backward, dictionary, names_in, words_in
from ssg.search.documents import DocumentReader, in_rank_order, number_of_documents
from ssg.search.edited_counts import EditedCounts, edited_tools
from ssg.search.encoding import as_json, is_packed_within, listed, packed, varints
from ssg.search.facets import column, facets, phrases, price_words
from ssg.search.han import han_folding
from ssg.search.intents import intents_for, patterns_for
from ssg.search.name_index import name_files
from ssg.search.packed_files import PackedFiles
from ssg.search.postings import count_terms, encoded, posting_files, to_store
from ssg.search.result_cards import cards, peers
from ssg.search.snowball import stemmer_for
from ssg.search.state import SearchState, opened, sealed
from ssg.search.stored_counts import NOT_ENCODED, EncodedTerms, as_bytes, from_bytes
from ssg.search.synonyms import Synonyms, with_general
from ssg.settings import SearchEngine
from ssg.site import Output, Site
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["CURRENT", "START", "search_files"]

_Value = TypeVar("_Value")

PHRASES = b"ssg phrases 1\n"
"""Beginning of the file with the stems of synonyms."""

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
    tools = in_rank_order(site)
    tokenizer = _tokenizer(site)
    names = name_files(tools, site.settings, tokenizer)
    index, group = _index(site, tools, tokenizer, state)
    tree = site.settings.tree
    files_before = PackedFiles(state.read("packed", tree), state.program) if state else None
    pack = files_before.packed if files_before else packed
    hashes, files = addressed({name: pack(body) for name, body in names.items()}, group)
    files |= {
        address + COPY: body for address, body in files.items() if address.startswith("names/")
    }
    others = [name for name in index if name.partition("/")[0] in SPELLING]
    if not _fits({name: body for name, body in index.items() if name not in others}):
        others = [name for name in index if name not in FIRST]
    more, more_files = addressed({name: pack(index.pop(name)) for name in others}, group)
    head, files = {"files": {**hashes, **more}, "group": group}, {**files, **more_files}
    head["index"] = _digest(head, index)
    start = packed(_joined(head, index))
    if state and files_before and (new := files_before.to_store()):
        state.write("packed", tree, new)
    whole, copies = addressed({"all": start}, group)
    current = _joined({**head, "files": {**hashes, **whole}}, {})
    fixed = {CURRENT: current, CURRENT.replace(".json", f"{COPY}.json"): current, START: start}
    below = {f"search/{address}": body for address, body in {**files, **copies}.items()}
    top = prefix.lstrip("/") + "/" if prefix else ""
    return [Output(path=top + path, body=body) for path, body in {**fixed, **below}.items()]


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


def _fits(index: Mapping[str, bytes]) -> bool:
    """Return whether an index is small enough for a single file."""
    if sum(map(len, index.values())) > 10 * SMALL:
        return False
    return is_packed_within(_joined({}, index), SMALL)


def _joined(head: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    """Return files as one.

    The first line is `head` as JSON, with the offsets after the line where each file begins and
    ends.
    """
    ends = accumulate(map(len, files.values()))
    parts = {name: (end - len(files[name]), end) for name, end in zip(files, ends, strict=True)}
    return as_json({**head, "parts": parts}) + b"\n" + b"".join(files.values())


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of all documents."""

    encoded: EncodedTerms
    tokens: Mapping[str, int]
    """Token -> frequency."""
    documents: int
    postings: int
    """Number of postings of terms, without those of phrases."""


def _terms(
    site: Site, tools: Sequence[Tool], tokenizer: Tokenizer, state: SearchState | None
) -> _Terms:
    """Return the terms of all tools; those of unchanged tools are of the last build."""
    synonyms = _synonyms(site, tokenizer, state)
    reader = DocumentReader(site, tools)
    names = {tokenizer.whole(name) for tool in tools for name in (tool.name, *tool.also_known_as)}

    def in_questions(terms: Container[str]) -> dict[str, list[str]]:
        return synonyms.in_questions(terms, names, reader.common)

    key = _key(site, tokenizer, state) if state else b""
    body = state.read("counts", site.settings.tree) if state else b""
    stored = from_bytes(body, key)
    digests = list(map(reader.digest, tools)) if state else []
    has_compounds = site.settings.language.lower().split("-", maxsplit=1)[0] in COMPOUNDING
    edited = None if has_compounds else edited_tools(stored, tools, digests)
    if edited is not None:
        new = EditedCounts(stored, edited, tools, reader, tokenizer, synonyms)
        if new.is_alike():
            encoded_terms = new.encoded(in_questions(new.terms))
            return _Terms(encoded_terms, new.tokens, len(new.lengths), new.postings())
    counts = count_terms(reader, tools, tokenizer, synonyms, digests, stored)
    whole = with_parts(counts, tokenizer) if has_compounds else counts
    encoded_terms = encoded(whole, in_questions(whole.postings))
    if state:
        content = to_store(counts, digests, NOT_ENCODED if has_compounds else encoded_terms)
        new_body = as_bytes(content, key)
        if new_body != body:
            state.write("counts", site.settings.tree, new_body)
    postings = sum(map(len, whole.postings.values()))
    return _Terms(encoded_terms, counts.tokens, len(counts.lengths), postings)


def _synonyms(site: Site, tokenizer: Tokenizer, state: SearchState | None) -> Synonyms:
    """Return the synonyms of the site; their stems are those of the last build, if it left any."""
    groups = with_general(site.catalog.synonyms)
    if state is None:
        return Synonyms(groups, tokenizer)
    key, tree = _key(site, tokenizer, state), site.settings.tree
    stored = opened(PHRASES, state.read("phrases", tree), key)
    if stored is not None:
        return Synonyms(groups, tokenizer, bytes(stored))
    synonyms = Synonyms(groups, tokenizer)
    state.write("phrases", tree, sealed(PHRASES, [synonyms.to_store()], key))
    return synonyms


def _key(site: Site, tokenizer: Tokenizer, state: SearchState) -> bytes:
    """Return a hash over all that counts and stems depend on, besides the texts of tools."""
    inputs = state.program, site.settings.language, tokenizer.table, site.catalog.synonyms
    text = repr(inputs).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=32).digest()


def _index(
    site: Site, tools: Sequence[Tool], tokenizer: Tokenizer, state: SearchState | None
) -> tuple[dict[str, bytes], int]:
    """Return the uncompressed files of the index by name, and how many share a hash."""
    terms = _terms(site, tools, tokenizer, state)
    group = group_size(len(tools) // BLOCK + terms.postings // PACKED)
    words = _corrections(terms.tokens, tools, tokenizer)
    terms = replace(terms, tokens={})  # each step needs memory that is free again after it
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
    files = {
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
        **_numbered("f", _card_files(site, tools, tokenizer)),
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


def _numbered(folder: str, bodies: Iterable[bytes]) -> dict[str, bytes]:
    return {f"{folder}/{number}": body for number, body in enumerate(bodies)}


def _card_files(site: Site, tools: Sequence[Tool], tokenizer: Tokenizer) -> Iterator[bytes]:
    for block in _blocks(list(cards(tools, peers(tools, site.pairs, tokenizer))), BLOCK):
        yield as_json(block)


def _blocks(values: Sequence[_Value], size: int) -> Iterator[Sequence[_Value]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


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
