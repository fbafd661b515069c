"""Write the index files that the search in the browser reads. Pure: bytes out, no files.

Modules in reading order: documents, synonyms, postings, dictionary, name_index, result_cards,
encoding, index.

May import: the ground floor.
"""
