"""The command line: click commands, progress bar, tables.

Only this room reads the clock, the environment and the terminal, prints, sets signal handlers and
configures the garbage collector.

Modules in reading order: main (exit codes), group (all commands), options (shared options and
messages), targets (output targets and executors), one module per command, progress_bar, tables.

May import: everything.
"""
