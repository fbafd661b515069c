"""Helpers of the tests.

Builders: strategies (catalogs, tools), compared_tools, described_tools (for comparisons),
view_contexts, problems, yaml_texts, random_edits, labelled_pairs. Sites: site_fixtures,
checked_sites, code_examples, docs_pages, repositories, previews. Programs: browsing, node_tools,
node_search, language_server, object_store, fake_web. Parser: html_pages.
"""
