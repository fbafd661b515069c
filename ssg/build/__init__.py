"""Build the site: pipeline, worker processes, build cache, shards and clusters.

Modules in reading order: pipeline (the stages of a build), page_worker (render pages in any
process), executor (local worker processes), fingerprint and cache (skip unchanged pages), sitemap,
uniqueness, output_checks, shard, shard_build, merge, dask_executor, profiler.

May import: views and every room below.
"""
