"""What the alignments of a catalog depend on, other than the program."""

from collections.abc import Iterator

from ssg.catalog import Catalog

__all__ = ["alignment_inputs", "general_inputs", "same_alignments"]


def alignment_inputs(catalog: Catalog) -> Iterator[object]:
    """Yield what the alignments of all tools depend on, then the capabilities of each tool.

    The text of any tool can change the alignment of two others, as terms are weighted by their
    frequency. Reasons are sentences in the default language of the site.
    """
    yield general_inputs(catalog)
    yield from (tool.capabilities for tool in catalog.tools)


def general_inputs(catalog: Catalog) -> object:
    """Return what the alignments depend on, other than the capabilities of tools."""
    names = [(tool.slug, tool.name) for tool in catalog.tools]
    return catalog.synonyms, catalog.capabilities, catalog.settings.messages, names


def same_alignments(before: Catalog, after: Catalog) -> bool:
    """Return whether all alignments of two catalogs are the same, by what they depend on."""
    return [*alignment_inputs(before)] == [*alignment_inputs(after)]
