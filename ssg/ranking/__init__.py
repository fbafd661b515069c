"""Score the tools of a catalog, and choose which pairs get a page. Pure: no files, no clock.

Modules in reading order: mentions, checklist, scoring, estimation, common_scale, common_basis,
sensitivity, replaced_names, subjects, summary_facts, tool_features, feature_table, tool_words,
read_texts, shared_facts, pair_reasons, near_features, nearness, similarity, kept_nearest,
pair_choice, pairing, retired.

May import: evidence and the ground floor.
"""
