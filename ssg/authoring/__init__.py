"""Help contributors write content: formatter, JSON Schema, new tools, importers, fresh values.

Modules in reading order: yaml_comments, yaml_writer, formatter (`ssg fmt`); json_schema,
evidence_schema, editor_files (`ssg schema`); http_json, importers, new_tool, new_translation,
new_site, deployment (`ssg new`); yaml_patch, import_kinds, import_site, export (`ssg import`);
capability_ids (`ssg align`); refresh (`ssg refresh`).

May import: content and the rooms below it.
"""
