"""Build the site: pipeline, workers, build cache, shards and clusters.

Modules in reading order: pipeline, page_worker, executor, fingerprint, cache, sitemap,
uniqueness, output_checks, shard, shard_build, merge, dask_executor, profiler.

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
