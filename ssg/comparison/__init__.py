"""Compare two tools: alignment of capabilities, table, verdict, recommendations. Pure.

Modules in reading order: cells, profile, table, tfidf, vocabulary_vectors, capability_vectors,
alignment, verdict, recommendations, summary.

May import: ranking and the ground floor.
"""
