"""Rendering: Markdown, Jinja templates, assets and SVG charts.

Modules in reading order: markdown, markdown_parser, templates, translation, compiled_layouts,
layout_files, script_imports, assets, renderer, relative_links, charts, pictures, share_images,
share_drawing.

May import: the ground floor.
"""
