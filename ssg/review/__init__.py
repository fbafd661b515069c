"""Check the content, and report the effects of a change.

Modules in reading order: check_site (all checks); sources, prose_style, translations (lint checks
of claims and texts); links, page_anchors (internal links); external_links, link_cache; report,
source_excerpt, github_annotations, sarif, error_codes (formats and explanations); load_versions,
tool_diff, site_diff, diff_report (effects of a change).

May import: build and every room below.
"""
