"""Development server: serves a site that is edited, and renders pages on request.

Modules in reading order: server (HTTP), responder (path -> response for one state of the site),
search_files (the search index of that state), layouts (compiled again after a change), state (the
site that follows its files), reading (of files, between responses), equality (what a change leaves
as it was), incremental (recompute after a change), background (the slow part, in another process),
near_alignments (until it is done), stored_alignments (of the last build), partial_site (answers
before all files are read), updater and watcher (threads), reload (what browsers get).

May import: build and every room below.
"""
