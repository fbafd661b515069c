"""A static site generator for comparison pages: YAML files in, "A vs B" pages out."""

__version__ = "0.1.0"
