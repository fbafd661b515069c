"""Serve a site while it is edited; pages are rendered when they are requested.

Modules in reading order: server, responder, state, incremental, partial_site, updater, watcher,
reload.

May import: build and every room below.
"""
