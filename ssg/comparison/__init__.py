"""Compare two tools: alignment of capabilities, table, verdict, recommendations. Pure.

Modules in reading order: cells, profile, table, background_frequencies, tfidf, sparse_rows,
capability_vectors, neighbours, match_scores, reasons, alignment, suggestions, verdict, fact_rules,
peers, recommendations, summary.

May import: ranking and the ground floor.
"""
