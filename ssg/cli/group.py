"""The program and its commands: one module per command."""

from keyword import iskeyword

import click

from ssg import __version__
from ssg.cli.lazy_group import LazyCommand, LazyGroup

__all__ = ["cli"]


@click.group(
    cls=LazyGroup,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "SSG",
        "max_content_width": 100,
    },
)
@click.version_option(__version__, prog_name="ssg")
def cli() -> None:
    """Build a site of comparison pages from one YAML file per tool."""


SUMMARIES = {
    "new": "Create a small site in DIR, or the file of a new tool or translation.",
    "build": "Build the site.",
    "merge": 'Merge the shards of a site that "ssg build --shard" wrote.',
    "serve": "Serve the site for a browser.",
    "check": "Check the content and report all problems.",
    "diff": "Report how a change affects tools, scores, comparisons and addresses.",
    "explain": "Explain a problem CODE such as SSG012 by an example and its fix.",
    "export": "Print the list of tools: KIND is csv, json or md (a Markdown list grouped by "
    "category).",
    "fmt": "Format content files.",
    "import": "Import a list into the site in DIR: fields that people edited stay, conflicts "
    "are reported.",
    "refresh": "Update signals, dates and facts of all tools, or of each TOOL, from their sources.",
    "schema": 'Write JSON Schemas of the content files to "schema/", for editors.',
    "rank": "List all tools with their scores, or the breakdown of one score.",
    "pairs": "List the pairs with a comparison page: similarity, unique share of the text, "
    "reasons.",
    "align": "Print which capabilities of two tools match, how surely, and why; or propose shared "
    "ids.",
    "evidence": "Count what readers searched for and opened: from logs to content/evidence/.",
    "clean": "Remove the files that builds have generated.",
}
"""Command -> the first sentence of its help."""

for _name, _summary in SUMMARIES.items():
    cli.add_command(LazyCommand(_name, f"{_name}_" if iskeyword(_name) else _name, _summary))
