"""`ssg refresh`: fetch signals, dates and facts from where they are published.

Modules in reading order: transport (one HTTP request), response_cache, host_state (rate limits),
client (JSON documents by URL), services (GitHub, PyPI, ...), sources (what a `from` in site.yaml
refers to), targets (what is refreshed, and its type), tool_update (one tool), history (what was
measured, per day), refresh_site (all tools).
"""
