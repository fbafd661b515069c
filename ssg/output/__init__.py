"""Write built files: stage, publish atomically, record them, or sync them to an object store.

Modules in reading order: system_errors and digests (messages; size and digest of a file), staging
(write one file), packed_paths (paths as bytes), written_table (records of all files, packed), lock
(one build at a time), placement (place each tree apart), manifest (list of generated files),
atomic_swap (replace the output folder, recover), state_files (what one build leaves for the next
one), tree_files (walk a tree, link), folder_times (times of folders, packed), spare_tree (the
previous tree, for the next publication), new_tree (bring it up to date, or make another; verify
it), publish (the whole sequence), published (what it changed), verification (compare a built folder
with its manifest), object_store (upload).

May import: the ground floor.
"""
