"""Help contributors write content: formatter, JSON Schema, new sites and tools, importers.

Modules in reading order: yaml_comments, yaml_writer, formatter (`ssg fmt`); json_schema,
editor_files (`ssg schema`); http_json, importers, new_tool, new_site (`ssg new`).

May import: content and the rooms below it.
"""
