"""Search: build the index files for the search in the browser. Pure: returns bytes.

Modules in reading order: word_tables, documents, facets, synonyms, state, snowball, han,
stored_counts, postings, compounds, dictionary, name_index, result_cards, intents, encoding,
addresses, index; evidence (how recorded searches move results).

May import: evidence and the ground floor.
"""
