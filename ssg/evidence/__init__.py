"""Evidence: what readers searched for, what they were shown, and what they opened.

Modules in reading order: rows (a line of a file <-> a value), aggregation, attention (how many
readers look at each position), graph (query -> intent -> capability -> tool), match_values (the
component `match_graph`). All of these are pure. `reading/` reads files and logs.

May import: the ground floor.
"""
