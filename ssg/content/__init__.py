"""Read files into a catalog, and report every problem with its line and column.

Modules in reading order: document, yaml_nodes, field_types, validation, site_schema, site_file,
tool_schema, files, tool_file, tool_cache, references, collisions, synonyms_file,
markdown_files, load, text_fields, source_map, recovery, git, contributors.

May import: rendering (Markdown) and the ground floor.
"""
