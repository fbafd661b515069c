"""The command line: click commands, progress bar, tables. Only this room reads the clock, the environment and the terminal.

Modules in reading order: main, group, options, targets, one module per command, progress_bar,
tables.

May import: everything.
"""
