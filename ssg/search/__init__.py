"""Search: build the index files for the search in the browser. Pure: returns bytes.

Modules in reading order: word_tables, documents, facets, synonyms, state, snowball, han,
stored_counts, term_counts, postings, edited_counts, compounds, site_terms, dictionary, name_index,
result_cards, intents, encoding, packed_files, addresses, index; evidence (how recorded searches
move results).

May import: evidence and the ground floor.
"""
