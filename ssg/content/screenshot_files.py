"""Screenshots of tools: PNG, WebP or JPEG files below content/static/, with width and height."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ssg.catalog import Screenshot, StaticFile, Tool
from ssg.content.files import STATIC
from ssg.content.location import Location
from ssg.content.raster_images import FORMATS, image_sides
from ssg.content.source_map import SourceMap
from ssg.errors import Code, Problem
from ssg.text import printable

__all__ = ["with_screenshot_sizes"]

MAX_BYTES = 1_000_000
MIN_SIDE, MAX_SIDE = 32, 4096
"""Pixels."""


def with_screenshot_sizes(
    tools: Sequence[Tool], static: Sequence[StaticFile], source_map: SourceMap
) -> tuple[list[Tool], list[Problem]]:
    """Return the tools, with the sizes of their screenshots, and what is wrong with these."""
    sources = {f"/{file.address}": file.source for file in static}
    sizes: dict[str, tuple[int, int]] = {}
    problems: list[Problem] = []
    for tool in tools:
        for place, screenshot in enumerate(tool.screenshots):
            address = screenshot.file
            if address in sizes:
                continue
            sizes[address] = 0, 0
            if address in sources:
                size, faults = _size(Path(sources[address]), STATIC + address)
                sizes[address] = size
                problems += faults
            else:
                where = source_map.locate(tool.path, ("screenshots", place, "file"))
                message = f'no file for "{printable(address)}"'
                hint = f"add {STATIC}{printable(address)}, or name another file"
                problems.append(where.problem(Code.MISSING_FILE, message, hint))
    return [_with_sizes(tool, sizes) if tool.screenshots else tool for tool in tools], problems


def _with_sizes(tool: Tool, sizes: dict[str, tuple[int, int]]) -> Tool:
    def sized(screenshot: Screenshot) -> Screenshot:
        width, height = sizes[screenshot.file]
        return replace(screenshot, width=width, height=height)

    return replace(tool, screenshots=tuple(map(sized, tool.screenshots)))


def _size(file: Path, path: str) -> tuple[tuple[int, int], list[Problem]]:
    """Return width and height of an image, 0 if they are not known, and its problems."""
    start = Location(path)
    try:
        length = file.stat().st_size
        body = b"" if length > MAX_BYTES else file.read_bytes()
    except OSError as error:
        hint = "it must be a file with read permission"
        message = f"cannot be read: {error.strerror}"
        return (0, 0), [start.problem(Code.UNREADABLE, message, hint)]
    faults = list(_faults(start, file, length, body))
    return (0, 0) if faults else image_sides(body, file.suffix[1:]) or (0, 0), faults


def _faults(start: Location, file: Path, length: int, body: bytes) -> Iterator[Problem]:
    if length > MAX_BYTES:
        message = f"the screenshot has {length:,} bytes, more than {MAX_BYTES:,}"
        yield start.problem(Code.TOO_LARGE, message, "use a smaller image, or save it as WebP")
        return
    sides = image_sides(body, file.suffix[1:])
    if sides is None:
        message = f"is not a {FORMATS[file.suffix[1:]]} image"
        yield start.problem(Code.UNSAFE_IMAGE, message, "save it in the format of its name")
    elif not all(MIN_SIDE <= side <= MAX_SIDE for side in sides):
        message = f"the screenshot has {sides[0]} x {sides[1]} pixels"
        hint = f"each side must have {MIN_SIDE} to {MAX_SIDE}"
        yield start.problem(Code.UNSAFE_IMAGE, message, hint)
