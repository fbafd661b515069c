"""Load content files into a `Catalog`, and report every problem with its line and column.

Modules in reading order: load, stability, files, location, document, yaml_nodes, validation,
yaml_file, source_map; the formats: field_types, file_models, claims, tool_schema, origin_schema,
theme_schema, vocabulary_schema, ranking_schema, publish_schema, site_schema; the files: site_file,
tool_reading, tool_file, tool_cache, tool_pickles, late_tools, stored_tools, markdown_files,
synonyms_file, history_file, evidence_files, published_file; other languages: translation_files,
message_files, tool_translation, site_translation, translations; checks across files: references,
collisions, lookalikes, future_dates, raster_images, logo_files, screenshot_files; for other rooms:
text_fields, recovery, git, changes, contributors.

The fields of a tool are declared in `ssg.catalog`; see `ssg.fields`.

May import: rendering (Markdown), search (the limit of synonyms) and the ground floor.
"""
