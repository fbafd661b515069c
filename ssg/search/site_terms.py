"""The terms of a site, and what of them one build leaves for the next one."""

import hashlib
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from ssg.catalog import Tool
from ssg.sealed_file import opened, sealed
from ssg.search.compounds import COMPOUNDING, with_parts
from ssg.search.documents import DocumentReader
from ssg.search.edited_counts import EditedCounts, edited_tools
from ssg.search.postings import encoded
from ssg.search.state import SearchState
from ssg.search.stored_counts import NOT_ENCODED, EncodedTerms, as_bytes, from_bytes
from ssg.search.synonyms import Synonyms, with_general
from ssg.search.term_counts import TermSource, count_terms, to_store
from ssg.site import Site
from ssg.tokenizer import Tokenizer

__all__ = ["SiteTerms", "site_terms"]

PHRASES = b"ssg phrases 1\n"
"""Beginning of the file with the stems of synonyms."""


class SiteTerms(NamedTuple):
    """The terms of all documents."""

    encoded: EncodedTerms
    tokens: Mapping[str, int]
    """Token -> frequency."""
    digests: Sequence[bytes]
    """Hash over the texts of each tool; none without a state."""
    documents: int
    """Number of documents."""
    postings: int
    """Number of postings of terms, without those of phrases."""


def site_terms(
    site: Site, tools: Sequence[Tool], tokenizer: Tokenizer, state: SearchState | None
) -> SiteTerms:
    """Return the terms of all tools; those of unchanged tools are of the last build."""
    synonyms, reader = _synonyms(site, tokenizer, state), DocumentReader(site, tools)
    source = TermSource(reader, tokenizer, synonyms)
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
        new = EditedCounts(stored, edited, tools, source)
        if new.has_stored_usual_length():
            return SiteTerms(
                encoded=new.encoded(in_questions(new.terms)),
                tokens=new.tokens,
                digests=digests,
                documents=len(new.lengths),
                postings=new.number_of_postings(),
            )
    counts = count_terms(source, tools, digests, stored)
    whole = with_parts(counts, tokenizer) if has_compounds else counts
    encoded_terms = encoded(whole, in_questions(whole.postings))
    if state:
        content = to_store(counts, digests, NOT_ENCODED if has_compounds else encoded_terms)
        new_body = as_bytes(content, key)
        if new_body != body:
            state.write("counts", site.settings.tree, new_body)
    postings = sum(map(len, whole.postings.values()))
    return SiteTerms(encoded_terms, counts.tokens, digests, len(counts.lengths), postings)


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
