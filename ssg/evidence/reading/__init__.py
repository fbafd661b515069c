"""Read evidence files and the logs of web servers: the part of the room that touches files.

Modules in reading order: evidence_files; log_formats, log_targets, visits, access_logs, log_parts;
in_duckdb.
"""
