"""Helpers that tests share: sites, browsers, strategies and parsers."""
