"""Find conflicts between tools: aliases, shared repositories and identifiers, unknown slugs."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from ssg.catalog import Tool
from ssg.content.lookalikes import check_lookalikes, undeclared
from ssg.content.source_map import SourceMap
from ssg.errors import Code, Problem
from ssg.fields import Keys
from ssg.text import did_you_mean, printable

__all__ = ["check_always", "check_collisions", "normalized"]

MOST_SHARED = 3
"""Problems of one value: many entries that share it are otherwise a list of all their pairs."""
UNKNOWN_SLUG_HINT = "use the slug of an entry in content/tools"


def check_collisions(
    tools: Sequence[Tool],
    slugs: Collection[str],
    source_map: SourceMap,
    removed: Collection[str] = (),
) -> list[Problem]:
    """Return every conflict between two tools, reported at the tool that comes later in the order.

    `slugs` are those of all entries, including entries whose file has errors; `removed` those of
    entries that had a page and left the site: other files may still name them.
    """
    known = {*slugs, *removed}
    return [
        *_alias_conflicts(tools, source_map),
        *_shared_values(tools, source_map, Code.SAME_REPOSITORY, "repository"),
        *_shared_values(tools, source_map, Code.SAME_IDENTIFIER, "identifiers"),
        *(problem for tool in tools for problem in _unknown_slugs(tool, known, source_map)),
        *_unknown_capabilities(tools, known, source_map),
        *_wrong_alternatives(tools, known, source_map),
        *check_lookalikes(tools, source_map),
    ]


def _alias_conflicts(tools: Sequence[Tool], source_map: SourceMap) -> Iterator[Problem]:
    owners = {tool.slug: tool.path for tool in tools}
    for tool in tools:
        for index, alias in enumerate(tool.aliases):
            if alias in owners:
                same_file = owners[alias] == tool.path
                yield source_map.locate(tool.path, ("aliases", index)).problem(
                    Code.ALIAS_TAKEN,
                    f'the alias "{alias}" already belongs to {owners[alias]}',
                    "remove it" if same_file else "remove it from one of the two files",
                )
            owners.setdefault(alias, tool.path)


def _shared_values(
    tools: Sequence[Tool], source_map: SourceMap, code: Code, field: str
) -> Iterator[Problem]:
    """Yield tools that share a repository or an identifier without a declaration in both files."""
    owners: dict[str, list[Tool]] = defaultdict(list)
    for tool in tools:
        for keys, value in _values(tool, field):
            key, reported = normalized(value), 0
            for owner in owners[key]:
                files = undeclared(tool, owner)
                if owner is tool:
                    yield source_map.locate(tool.path, keys).problem(
                        Code.REPEATED, f'duplicate "{printable(value)}"', "remove one of them"
                    )
                elif files and reported < MOST_SHARED:
                    reported += 1
                    yield source_map.locate(tool.path, keys).problem(
                        code,
                        f'"{printable(value)}" is also in {owner.path}',
                        f'if they are different tools, add "distinct_from" in {files}; '
                        "otherwise merge them",
                    )
            owners[key].append(tool)


def _values(tool: Tool, field: str) -> list[tuple[Keys, str]]:
    if field == "repository":
        return [((field,), tool.repository)] if tool.repository else []
    return [((field, index), value) for index, value in enumerate(tool.identifiers)]


def normalized(value: str) -> str:
    """Return the form in which two spellings of a repository or package URL are equal."""
    if value.startswith("pkg:"):
        return value.lower().replace("_", "-")
    parts = urlsplit(value.lower())
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/").removesuffix(".git")


def _unknown_slugs(tool: Tool, slugs: Collection[str], source_map: SourceMap) -> Iterator[Problem]:
    for index, slug in enumerate(tool.distinct_from):
        if slug == tool.slug:
            yield source_map.locate(tool.path, ("distinct_from", index)).problem(
                Code.UNKNOWN_TOOL,
                "an entry cannot be distinct from itself",
                "name the other entry",
            )
        elif slug not in slugs:
            hint = did_you_mean(slug, set(slugs) - {tool.slug}) or UNKNOWN_SLUG_HINT
            yield source_map.locate(tool.path, ("distinct_from", index)).problem(
                Code.UNKNOWN_TOOL, f'unknown tool "{slug}"', hint
            )


def _unknown_capabilities(
    tools: Sequence[Tool], slugs: Collection[str], source_map: SourceMap
) -> Iterator[Problem]:
    """Yield a problem for each `tool/capability` in `different_from` that does not exist.

    Ids are checked with the vocabulary. Capabilities of a tool whose file has errors are not
    checked.
    """
    by_slug = {tool.slug: tool for tool in tools}
    for tool in tools:
        for index, capability in enumerate(tool.capabilities if tool.names_others else ()):
            for place, name in enumerate(capability.different_from):
                slug, slash, anchor = name.partition("/")
                location_keys = ("capabilities", index, "different_from", place)
                if slash and slug not in slugs:
                    yield source_map.locate(tool.path, location_keys).problem(
                        Code.UNKNOWN_TOOL,
                        f'unknown tool "{printable(slug)}"',
                        did_you_mean(slug, slugs) or UNKNOWN_SLUG_HINT,
                    )
                elif slash and (other := by_slug.get(slug)):
                    anchors = {each.anchor for each in other.capabilities}
                    if anchor not in anchors:
                        yield source_map.locate(tool.path, location_keys).problem(
                            Code.UNKNOWN_CAPABILITY,
                            f'"{slug}" has no capability "{printable(anchor)}"',
                            did_you_mean(anchor, anchors) or f"see /tools/{slug}/ for its names",
                        )


def _wrong_alternatives(
    tools: Sequence[Tool], slugs: Collection[str], source_map: SourceMap
) -> Iterator[Problem]:
    """Yield a problem for each key of `choose_over` that is no slug or alias of another tool."""
    known = {*slugs, *(alias for tool in tools for alias in tool.aliases)}
    for tool in tools:
        for index, capability in enumerate(tool.capabilities if tool.names_others else ()):
            for slug, _ in capability.choose_over:
                location_keys = ("capabilities", index, "choose_over", slug)
                if slug == tool.slug or slug not in known:
                    yield source_map.locate(tool.path, location_keys).problem(
                        Code.UNKNOWN_TOOL,
                        "a tool cannot be chosen over itself"
                        if slug == tool.slug
                        else f'unknown tool "{printable(slug)}"',
                        did_you_mean(slug, set(slugs) - {tool.slug}) or UNKNOWN_SLUG_HINT,
                    )


def check_always(
    pairs: Sequence[tuple[str, str]],
    slugs: Collection[str],
    path: str,
    source_map: SourceMap,
) -> Iterator[Problem]:
    """Yield the problems of `pairs.always` in the file `path`."""
    for index, pair in enumerate(pairs):
        for side, slug in enumerate(pair):
            if slug not in slugs:
                hint = did_you_mean(slug, slugs) or UNKNOWN_SLUG_HINT
                yield source_map.locate(path, ("pairs", "always", index, side)).problem(
                    Code.UNKNOWN_TOOL, f'unknown tool "{slug}"', hint
                )
        if pair[0] == pair[1]:
            yield source_map.locate(path, ("pairs", "always", index)).problem(
                Code.REPEATED, f'"{pair[0]}" is paired with itself', "name two different tools"
            )
