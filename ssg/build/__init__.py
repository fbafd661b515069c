"""Build the site: pipeline, workers, build cache, shards and clusters.

Modules in reading order: pipeline, page_worker, executor, fingerprint, cache, sitemap,
uniqueness, output_checks, shard, shard_build, merge, dask_executor, profiler.

May import: views and every room below.
"""
