"""Compare two tools: alignment of capabilities, table, verdict, recommendations. Pure.

Modules in reading order: category_tree, jobs, cells, profile, licences, table, lexicon_files,
tfidf, sparse_rows, wordings, shared_words, capability_vectors, neighbours, match_scores,
reasons, score_rows, candidates, title_conflicts, alignment, suggestions, query_matches, statements,
verdict_messages, verdict, definitions, fact_rules, contrasts, peers, recommendations, summary.
`data/` has the word tables of the alignment.

May import: ranking and the ground floor.
"""
