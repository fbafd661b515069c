"""The command line: click commands, progress bar, tables.

Only this room reads today's date, takes options from the environment, uses the terminal and prints.

Modules in reading order: main (exit codes), group (all commands), lazy_group (commands that are
imported when they run), messages (problems and exit codes), options (shared options), environment
(configuration, caches, optional packages), targets (output targets and executors), one module per
command, progress_bar, tables, align_text.

May import: everything.
"""
