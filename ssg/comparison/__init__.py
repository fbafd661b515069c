"""Compare two tools: alignment of capabilities, table, verdict, recommendations. Pure.

Modules in reading order: category_tree, jobs, cells, tool_names, tool_texts, facts, profile,
inheritance, licences, table; the alignment: lexicon_files, tfidf, sparse_rows, word_vectors,
shared_words, wordings, capability_vectors, neighbours, pair_evidence, match_scores, aligner_state,
title_conflicts, reasons, score_rows, candidates, alignment, alignment_inputs, suggestions,
query_matches; the judgement: statements, verdict_messages, verdict, entries, definitions,
common_entries, fact_keys, fact_rules, contrasts, peers, recommendations, summary. `data/` has the
word tables of the alignment.

May import: ranking and the ground floor.
"""
