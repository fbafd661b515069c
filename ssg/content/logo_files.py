"""Logos of tools: files below content/static/ that a page may show without a risk.

An SVG file may have only elements and attributes that draw: no script, no link, nothing loaded
from elsewhere. PNG and WebP are recognized by their headers.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.parsers import expat

from ssg.catalog import StaticFile, Tool
from ssg.content.files import STATIC
from ssg.content.location import Location
from ssg.content.raster_images import FORMATS, image_sides
from ssg.content.source_map import SourceMap
from ssg.errors import Code, Problem
from ssg.text import printable

__all__ = ["check_logos"]

MAX_BYTES = 100_000
MAX_SIDE = 1024
"""Pixels."""
MOST_PROBLEMS = 5
"""Reported of one file."""
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
INERT = (
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/sketch/ns",
)
"""Namespaces of what editors add to a drawing; browsers ignore them."""
DRAWING = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc "
    "metadata style linearGradient radialGradient stop clipPath mask pattern"
)
"""Names of the elements of a logo."""
DESCRIBING = (
    "id class style version baseProfile viewBox preserveAspectRatio width height x y x1 y1 x2 y2 "
    "cx cy r rx ry fx fy fr dx dy d points pathLength transform offset role lang type media "
    "gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits "
    "patternUnits patternContentUnits patternTransform rotate textLength lengthAdjust "
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color "
    "stop-color stop-opacity clip-path clip-rule mask display visibility overflow isolation "
    "mix-blend-mode paint-order shape-rendering text-rendering color-interpolation "
    "vector-effect enable-background font-family font-size font-style font-weight font-stretch "
    "letter-spacing word-spacing text-anchor text-decoration dominant-baseline "
    "alignment-baseline baseline-shift direction unicode-bidi writing-mode"
)
"""Names of their attributes."""
ELEMENTS, ATTRIBUTES = frozenset(DRAWING.split()), frozenset(DESCRIBING.split())
NAMED = re.compile(r"(?:aria|data)-[a-z0-9-]+")
"""Further attributes."""
ACTIVE_STYLE = re.compile(
    r"url\s*\((?!\s*['\"]?#)|@(?!media\b)|\\|/\*|expression|javascript|image(?:-set)?\s*\(",
    re.IGNORECASE,
)
"""What could load something in CSS, or hide that it does."""
HINT = "remove it, or use a PNG file"


def check_logos(
    tools: Sequence[Tool], static: Sequence[StaticFile], source_map: SourceMap
) -> Iterator[Problem]:
    """Yield logos without a file, and what is wrong with the files of the others."""
    sources = {f"/{file.address}": file.source for file in static}
    checked: set[str] = set()
    for tool in tools:
        address = tool.logo
        if not address or address in checked:
            continue
        if address not in sources:
            message = f'no file for "{printable(address)}"'
            hint = f"add {STATIC}{printable(address)}, or name another file"
            yield source_map.locate(tool.path, ("logo",)).problem(Code.MISSING_FILE, message, hint)
            continue
        checked.add(address)
        yield from _problems(Path(sources[address]), STATIC + address)


def _problems(file: Path, path: str) -> Iterator[Problem]:
    start = Location(path)
    try:
        size = file.stat().st_size
        body = b"" if size > MAX_BYTES else file.read_bytes()
    except OSError as error:
        hint = "it must be a file with read permission"
        yield start.problem(Code.UNREADABLE, f"cannot be read: {error.strerror}", hint)
        return
    if size > MAX_BYTES:
        message = f"the logo has {size:,} bytes, more than {MAX_BYTES:,}"
        yield start.problem(Code.TOO_LARGE, message, "use a smaller image")
    elif file.suffix == ".svg":
        yield from _SvgCheck(path).problems(body)
    else:
        sides = image_sides(body, file.suffix[1:])
        if sides is None:
            message = f"is not a {FORMATS[file.suffix[1:]]} image"
            yield start.problem(Code.UNSAFE_IMAGE, message, "save it in the format of its name")
        elif not all(0 < side <= MAX_SIDE for side in sides):
            message = f"the logo has {sides[0]} x {sides[1]} pixels; at most {MAX_SIDE} a side"
            yield start.problem(
                Code.UNSAFE_IMAGE, message, "make it smaller; 128 pixels are enough"
            )


class _Stop(Exception):  # noqa: N818  (not an error: the rest is not read)
    """Ends the reading of a file."""


class _SvgCheck:
    """Reads one SVG file and collects what it may not have."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[Problem] = []
        self._depth = 0
        self._style_depth = 0
        self._style: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def problems(self, body: bytes) -> list[Problem]:
        """Return the problems of a file, in its order."""
        try:
            self._parser.Parse(body, True)
        except expat.ExpatError as error:
            where = Location(self._path, error.lineno, error.offset + 1)
            reason = expat.errors.messages[error.code]
            self._found.append(where.problem(Code.SYNTAX, f"is not XML: {reason}", "save it again"))
        except _Stop:
            pass
        return self._found[:MOST_PROBLEMS]

    def _fault(self, message: str, hint: str = HINT) -> None:
        parser = self._parser
        where = Location(self._path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        self._found.append(where.problem(Code.UNSAFE_IMAGE, message, hint))

    def _doctype(self, *_: object) -> None:
        self._fault("a logo must not have a document type", "remove the line with <!DOCTYPE")
        raise _Stop

    def _instruction(self, target: str, _: str) -> None:
        self._fault(f'the instruction "{printable(target)}" is not allowed in a logo')

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self._depth and tag != f"{SVG} svg":
            hint = f'it must begin with <svg xmlns="{SVG}">'
            self._fault("is not an SVG image", hint)
            raise _Stop
        self._depth += 1
        if namespace.startswith(INERT):
            return
        if namespace != SVG or name not in ELEMENTS:
            self._fault(f'the element "{printable(name)}" is not allowed in a logo')
            return
        self._style_depth += name == "style"
        for key, value in attributes.items():
            self._attribute(key, value)

    def _attribute(self, key: str, value: str) -> None:
        namespace, _, name = key.rpartition(" ")
        shown = printable(name)
        if namespace.startswith(INERT) or (namespace == XML and name in {"space", "lang"}):
            return
        if name == "href" and namespace in {"", XLINK}:
            if not value.startswith("#"):
                self._fault(f'"{shown}" must name a part of the same file, such as "#a"')
        elif namespace or not (name in ATTRIBUTES or NAMED.fullmatch(name)):
            self._fault(f'the attribute "{shown}" is not allowed in a logo')
        elif ACTIVE_STYLE.search(value):
            self._fault(f'the value of "{shown}" could load something from elsewhere')

    def _text(self, text: str) -> None:
        if self._style_depth:
            self._style.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag != f"{SVG} style":
            return
        self._style_depth -= 1
        if ACTIVE_STYLE.search("".join(self._style)):
            self._fault("the style sheet could load something from elsewhere")
        self._style = []
