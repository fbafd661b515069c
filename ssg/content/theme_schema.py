"""Model of `theme` in `content/site.yaml`, its conversion to `Theme`, and its problems."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ssg.content.document import YamlDocument
from ssg.content.field_types import FileModel, Line, Url, shown, url
from ssg.errors import Code, Problem
from ssg.fields import Keys
from ssg.text import printable
from ssg.theme import LIGHT, MIN_CONTRAST, HeadElement, Theme, ThemeLink, low_contrasts

__all__ = ["LinkFile", "ThemeFile", "theme_from", "theme_problems"]

STATIC = "content/static"
LOCAL_ADDRESS = r"^/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*[A-Za-z0-9_~-][A-Za-z0-9._~-]*$"
FONT_LIST = r"""^[A-Za-z0-9 ,"'-]+$"""
REFUSED = {"http-equiv", "src", "srcdoc"}
OWN_LINKS = {"canonical", "icon", "modulepreload", "preload", "stylesheet"}
"""Values of `rel` that are the layouts' own, or that the policy of the pages would block."""


def _target(value: str) -> str:
    """Accept a path of the site or a public URL."""
    is_local = value.startswith("/") and not value.startswith("//")
    if is_local and not set(value) & set(" \"'<>\\"):
        return value
    if is_local or value.startswith("//"):
        raise PydanticCustomError("url", "{shown} is not a path", {"shown": shown(value)})
    return url(value)


def _plain_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Refuse attributes that run scripts or change the policy of the page."""
    refused = [name for name in attributes if name in REFUSED or name.startswith("on")]
    if refused:
        raise PydanticCustomError("head", '"{name}" is not allowed', {"name": refused[0]})
    return attributes


def _link_relation(attributes: dict[str, str]) -> dict[str, str]:
    relation = attributes.get("rel", "").lower()
    if not relation or OWN_LINKS & set(relation.split()):
        hint = f'give "rel", and none of {", ".join(sorted(OWN_LINKS))}'
        raise PydanticCustomError("head", "rel is {rel}", {"rel": shown(relation), "hint": hint})
    return attributes


Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
LocalAddress = Annotated[str, Field(pattern=LOCAL_ADDRESS, max_length=300)]
Target = Annotated[str, Field(max_length=2048), AfterValidator(_target)]
FontList = Annotated[str, Field(pattern=FONT_LIST, max_length=300)]
Attributes = Annotated[
    dict[
        Annotated[str, Field(pattern="^[a-z][a-z0-9-]*$", max_length=60)],
        Annotated[str, Field(max_length=300)],
    ],
    Field(max_length=20),
    AfterValidator(_plain_attributes),
]


class ColorsFile(FileModel):
    """Colours of one scheme; the others stay as they are."""

    paper: Color | None = Field(None, description="Background of the page.", examples=["#ffffff"])
    card: Color | None = Field(None, description="Background of boxes.", examples=["#ffffff"])
    ink: Color | None = Field(None, description="Text.", examples=["#1a1a1a"])
    soft: Color | None = Field(None, description="Less important text.", examples=["#555555"])
    line: Color | None = Field(None, description="Lines.", examples=["#dddddd"])
    wash: Color | None = Field(None, description="Background of labels.", examples=["#f0f0f0"])
    a: Color | None = Field(
        None,
        description="The first tool of a comparison.",
        examples=["#0b57d0"],
    )
    b: Color | None = Field(
        None, description="The second tool of a comparison.", examples=["#a44a06"]
    )
    good: Color | None = Field(None, description="Prices.", examples=["#2f6230"])


class FontsFile(FileModel):
    """Fonts of the site."""

    text: FontList | None = Field(
        None, description="Fonts of the text, as in CSS.", examples=["Inter, system-ui, sans-serif"]
    )
    headings: FontList | None = Field(
        None, description="Fonts of the headings, as in CSS.", examples=["Inter, sans-serif"]
    )
    files: dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9 -]{1,60}$")], LocalAddress] = Field(
        {},
        description="Name of a font, and the address of its file below content/static/.",
        examples=[{"Inter": "/fonts/inter.woff2"}],
    )


class LinkFile(FileModel):
    """A link."""

    text: Line = Field(description="Its text.", examples=["About"])
    url: Target = Field(description="A path of the site, or a URL.", examples=["/about/"])


class ScriptFile(FileModel):
    """A script in the head of every page."""

    src: Target = Field(
        description="Its URL, or a path of the site.",
        examples=["https://plausible.io/js/script.js"],
    )
    attributes: Attributes = Field(
        {}, description="Its other attributes.", examples=[{"data-domain": "example.org"}]
    )
    hosts: list[Url] = Field(
        [],
        description="Hosts that it sends requests to; the pages' policy blocks all others.",
        examples=[["https://plausible.io"]],
    )


class HeadFile(FileModel):
    """Elements that are added to the head of every page."""

    scripts: Annotated[list[ScriptFile], Field(max_length=12)] = Field([], description="Scripts.")
    meta: Annotated[list[Attributes], Field(max_length=12)] = Field(
        [],
        description="Attributes of each meta element.",
        examples=[[{"name": "google-site-verification", "content": "abc"}]],
    )
    links: Annotated[
        list[Annotated[Attributes, AfterValidator(_link_relation)]], Field(max_length=12)
    ] = Field(
        [],
        description="Attributes of each link element.",
        examples=[[{"rel": "me", "href": "https://example.org/@me"}]],
    )


class ThemeFile(FileModel):
    """The look of the site."""

    colors: ColorsFile = Field(ColorsFile(), description="Colours of the light scheme.")
    dark_colors: ColorsFile = Field(ColorsFile(), description="Colours of the dark scheme.")
    fonts: FontsFile = Field(FontsFile(), description="Fonts of the site.")
    logo: LocalAddress | None = Field(
        None,
        description="Image before the name of the site: address of a file below content/static/.",
        examples=["/logo.svg"],
    )
    icon: LocalAddress | None = Field(
        None,
        description="Icon in the browser's tab: address of a file below content/static/.",
        examples=["/icon.svg"],
    )
    menu: Annotated[list[LinkFile], Field(max_length=12)] = Field(
        [], description="Links in the menu, after those of the site's own lists."
    )
    footer: Annotated[list[LinkFile], Field(max_length=24)] = Field(
        [], description="Links in the footer."
    )
    credits: bool = Field(
        False, description="Whether the footer names ssg, which made the site.", examples=[True]
    )
    head: HeadFile = Field(
        HeadFile(), description="Elements that are added to the head of every page."
    )


def theme_from(file: ThemeFile) -> Theme:
    """Return the theme of a validated file."""
    return Theme(
        light=_colors(file.colors),
        dark=_colors(file.dark_colors),
        text_font=file.fonts.text or "",
        heading_font=file.fonts.headings or "",
        font_files=tuple(file.fonts.files.items()),
        logo=file.logo or "",
        icon=file.icon or "",
        menu=tuple(map(_link, file.menu)),
        footer=tuple(map(_link, file.footer)),
        credits=file.credits,
        head=tuple(_elements(file.head)),
    )


def _colors(file: ColorsFile) -> tuple[tuple[str, str], ...]:
    values = _values(file)
    return tuple((name, values[name].lower()) for name in LIGHT if name in values)


def _values(file: ColorsFile) -> dict[str, str]:
    """Return the colours that are set."""
    colors: dict[str, str] = file.model_dump(exclude_none=True)
    return colors


def _link(file: LinkFile) -> ThemeLink:
    return ThemeLink(text=file.text, url=file.url)


def _elements(file: HeadFile) -> Iterator[HeadElement]:
    for script in file.scripts:
        attributes = (("src", script.src), *script.attributes.items())
        yield HeadElement(name="script", attributes=attributes, hosts=tuple(script.hosts))
    for name, elements in (("meta", file.meta), ("link", file.links)):
        for element in elements:
            yield HeadElement(name=name, attributes=tuple(element.items()))


def theme_problems(file: ThemeFile, document: YamlDocument, root: Path) -> Iterator[Problem]:
    """Yield missing files, and text of low contrast."""
    files: list[tuple[Keys, str]] = [
        (("fonts", "files", name), address) for name, address in file.fonts.files.items()
    ]
    files += [(("logo",), file.logo or ""), (("icon",), file.icon or "")]
    for keys, address in files:
        if address and not (root / STATIC / address[1:]).is_file():
            message = f'no file for "{printable(address)}"'
            hint = f"add {STATIC}{printable(address)}, or name another file"
            yield document.locate(("theme", *keys)).problem(Code.MISSING_FILE, message, hint)
    for low in low_contrasts(theme_from(file)):
        yield _contrast_problem(file, document, low.scheme, (low.text, low.background), low.ratio)


def _contrast_problem(
    file: ThemeFile, document: YamlDocument, scheme: str, pair: tuple[str, str], ratio: float
) -> Problem:
    """Return the problem of a pair of text and background, at the colour that the site sets."""
    key = "colors" if scheme == "light" else "dark_colors"
    own = _values(file.colors if scheme == "light" else file.dark_colors)
    text, background = pair
    name = text if text in own else background.removesuffix("-wash")
    shown_ratio = int(ratio * 10) / 10
    message = (
        f'"{text}" on "{background}" has a contrast of {shown_ratio} in the {scheme} scheme, '
        f"less than {MIN_CONTRAST}"
    )
    location = document.locate(("theme", key, name))
    return location.problem(Code.CONTRAST, message, "choose a darker or a lighter colour")
