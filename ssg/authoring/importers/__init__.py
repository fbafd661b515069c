"""Foreign lists and facts -> the terms of the content format.

`records` has the values that every importer returns, `source_bytes` reads a file. One module per
source: `awesome_selfhosted`, `awesome_md`, `landscape`, `endoflife`, `tabular`, `manifest` read
whole lists; `github` and `pypi` read facts about one tool for `ssg new tool`. `table_files` reads
the files of `tabular`, `price_texts` its prices; `markdown_html`, `markdown_entries` and
`markdown_tables` are parts of `awesome_md`.
"""
