"""Check the content, and report what a change does to the site.

Modules in reading order: check_site, text: sources, prose_style, links, external_links,
link_cache, page_anchors; report, source_excerpt, github_annotations, sarif, error_codes;
load_versions, tool_diff, site_diff, diff_report.

May import: build and every room below.
"""
