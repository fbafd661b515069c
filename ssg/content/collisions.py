"""All tools held against each other: aliases, repositories, identifiers, and slugs that name other entries."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from urllib.parse import urlsplit

from ssg.catalog import Tool
from ssg.errors import Code, Problem
from ssg.text import did_you_mean, printable

__all__ = ["Locate", "check_always", "check_collisions"]

Locate = Callable[[str, Sequence[str | int]], tuple[int, int]]
"""A file's path and the keys of a value in it -> line and column."""


def check_collisions(
    tools: Sequence[Tool], slugs: Collection[str], locate: Locate
) -> list[Problem]:
    """Return every clash between two entries, told at the entry that sorts second.

    `slugs` are those of all entries, also of those whose file has faults: naming one of them is not a fault.
    """
    by_slug = {tool.slug: tool for tool in tools}
    return [
        *_aliases(tools, by_slug, locate),
        *_shared(tools, locate, Code.SAME_REPOSITORY, "repository"),
        *_shared(tools, locate, Code.SAME_IDENTIFIER, "identifiers"),
        *(problem for tool in tools for problem in _dangling(tool, slugs, locate)),
    ]


def _aliases(tools: Sequence[Tool], by_slug: dict[str, Tool], locate: Locate) -> Iterator[Problem]:
    owners = {slug: tool.path for slug, tool in by_slug.items()}
    for tool in tools:
        for index, alias in enumerate(tool.aliases):
            if alias in owners:
                hint = (
                    "remove it" if owners[alias] == tool.path else "remove it from one of the two"
                )
                yield _problem(
                    tool,
                    ("aliases", index),
                    locate,
                    Code.ALIAS_TAKEN,
                    f'the alias "{alias}" already belongs to {owners[alias]}',
                    hint,
                )
            owners.setdefault(alias, tool.path)


def _shared(tools: Sequence[Tool], locate: Locate, code: Code, key: str) -> Iterator[Problem]:
    """Tell of entries that share a repository or an identifier without saying so in both."""
    owners: dict[str, list[Tool]] = defaultdict(list)
    for tool in tools:
        for index, value in enumerate(
            [tool.repository] if key == "repository" else tool.identifiers
        ):
            for owner in owners[normalized(value)] if value else ():
                place = (key,) if key == "repository" else (key, index)
                silent = _silent(tool, owner)
                if owner is tool:
                    yield _problem(
                        tool,
                        place,
                        locate,
                        Code.REPEATED,
                        f'"{printable(value)}" stands here twice',
                        "keep one of the two",
                    )
                elif silent:
                    yield _problem(
                        tool,
                        place,
                        locate,
                        code,
                        f'"{printable(value)}" is also in {owner.path}',
                        f'if they are two things, add "distinct_from" in {silent}; else merge them',
                    )
            if value:
                owners[normalized(value)].append(tool)


def _silent(tool: Tool, other: Tool) -> str:
    """Name the files, of the two, that do not declare the other in `distinct_from`."""
    silent = [
        one.path for one, two in ((tool, other), (other, tool)) if two.slug not in one.distinct_from
    ]
    return " and ".join(silent)


def normalized(value: str) -> str:
    """Return the form in which two spellings of one repository or package URL are equal."""
    if value.startswith("pkg:"):
        return value.lower().replace("_", "-")
    parts = urlsplit(value.lower())
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/").removesuffix(".git")


def _dangling(tool: Tool, slugs: Collection[str], locate: Locate) -> Iterator[Problem]:
    for index, slug in enumerate(tool.distinct_from):
        if slug == tool.slug:
            yield _problem(
                tool,
                ("distinct_from", index),
                locate,
                Code.UNKNOWN_TOOL,
                "an entry cannot be distinct from itself",
                "name the other entry",
            )
        elif slug not in slugs:
            yield _problem(
                tool,
                ("distinct_from", index),
                locate,
                Code.UNKNOWN_TOOL,
                f'there is no tool "{slug}"',
                did_you_mean(slug, set(slugs) - {tool.slug}) or SLUG_HINT,
            )


SLUG_HINT = "use the slug of an entry in content/tools"


def check_always(
    pairs: Sequence[tuple[str, str]],
    slugs: Collection[str],
    path: str,
    locate: Locate,
) -> Iterator[Problem]:
    """Yield the faults of `pairs.always`, which stands in the file `path`."""
    for index, pair in enumerate(pairs):
        for side, slug in enumerate(pair):
            if slug not in slugs:
                line, column = locate(path, ("pairs", "always", index, side))
                yield Problem(
                    file=path,
                    line=line,
                    column=column,
                    code=Code.UNKNOWN_TOOL,
                    message=f'there is no tool "{slug}"',
                    hint=did_you_mean(slug, slugs) or SLUG_HINT,
                )
        if pair[0] == pair[1]:
            line, column = locate(path, ("pairs", "always", index))
            yield Problem(
                file=path,
                line=line,
                column=column,
                code=Code.REPEATED,
                message=f'"{pair[0]}" is paired with itself',
                hint="name two different tools",
            )


def _problem(
    tool: Tool,
    keys: Sequence[str | int],
    locate: Locate,
    code: Code,
    message: str,
    hint: str,
) -> Problem:
    line, column = locate(tool.path, keys)
    return Problem(file=tool.path, line=line, column=column, code=code, message=message, hint=hint)
