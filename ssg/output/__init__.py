"""Stage files, publish a tree atomically, keep the manifest, and sync to an object store.

Modules in reading order: staging, lock, manifest, atomic_swap, publish, object_store.

May import: the ground floor.
"""
