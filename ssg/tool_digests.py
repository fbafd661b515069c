"""Hashes over the parts of tools, by which builds compare tools without writing out their texts."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from ssg.catalog import Tool, ToolDigests

__all__ = ["digests_of", "known_digests"]

DIGEST_BYTES = 16


def known_digests(tool: Tool, known: Mapping[str, ToolDigests]) -> ToolDigests:
    """Return the digests of a tool; those of an equal tool are the same, `known` or not.

    `known`: digests by slug, of these or other tools.
    """
    found = known.get(tool.slug)
    return found if found and found.tool is tool else digests_of(tool)


def digests_of(tool: Tool) -> ToolDigests:
    """Return the digests of a tool."""
    untranslated = replace(tool, translations=()) if tool.translations else tool
    return ToolDigests(
        tool, _digest(untranslated), _digest(_listed(tool)), _digest(tool.capabilities)
    )


def _digest(value: object) -> bytes:
    text = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=DIGEST_BYTES).digest()


def _listed(tool: Tool) -> object:
    """Return what lists are made of: all but the texts of a tool and of its capabilities."""
    capabilities = [(each.id, each.anchor, each.title, each.sources) for each in tool.capabilities]
    bare = replace(
        tool, summary="", description="", capabilities=(), translations=(), original=None
    )
    return bare, capabilities, tool.original and _listed(tool.original)
