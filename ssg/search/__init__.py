"""Search: build the index files for the search in the browser. Pure: returns bytes.

Modules in reading order: documents, synonyms, postings, dictionary, name_index, result_cards,
encoding, index; evidence (how recorded searches move results).

May import: evidence and the ground floor.
"""
