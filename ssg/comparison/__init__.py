"""Compare two tools: alignment of capabilities, table, verdict, recommendations. Pure.

Modules in reading order: category_tree, jobs, cells, profile, table, background_frequencies,
phrase_groups, general_synonyms, related_words, tfidf, sparse_rows, capability_vectors, neighbours,
match_scores, title_conflicts, reasons, alignment, suggestions, query_matches, statements,
verdict_messages, verdict, fact_rules, peers, recommendations, summary.

May import: ranking and the ground floor.
"""
