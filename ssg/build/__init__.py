"""Build the site: pipeline, worker processes, build cache, shards and clusters.

Modules in reading order: pipeline (the stages of a build), early_load (the content), languages,
page_table (all pages, packed) with tool_order, page_worker (render pages in any process), executor
(local worker processes), fingerprint (keys of pages) with quick_keys, input_rows, pair_inputs,
tool_inputs, tool_keys, tool_hashes, partner_hashes, alternative_hashes, score_hashes, site_hashes,
kept_hashes, input_hashes and program_hash, cache (skip unchanged pages) with unchanged_files,
alignments, aligner_file and search_state (those of the last build), unchanged (skip an unchanged
site), sitemap, uniqueness, output_checks, host_usage, shard, shard_build, merge, dask_executor,
profiler.

May import: views and every room below.
"""

import sys
from importlib import import_module
from types import ModuleType


class _CallablePackage(ModuleType):
    """Makes `ssg.build("my-site")` work: importing this package sets the attribute `ssg.build`."""

    def __call__(self, *arguments: object, **options: object) -> object:
        """Build a site; see `ssg.library.build`."""
        return import_module("ssg.library").build(*arguments, **options)


sys.modules[__name__].__class__ = _CallablePackage
