"""Help contributors write content: formatter, JSON Schema, new sites and tools, importers.

Modules in reading order: yaml_comments, yaml_writer, formatter, json_schema, editor_files,
http_json, importers, new_tool, new_site.

May import: content and the rooms below it.
"""
