"""A site's own look: colours with enough contrast, fonts, logo, links, elements of the head."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = [
    "DARK",
    "LIGHT",
    "MIN_CONTRAST",
    "HeadElement",
    "LowContrast",
    "Theme",
    "ThemeLink",
    "contrast",
    "low_contrasts",
    "policy",
    "style_sheet",
]

LIGHT: Mapping[str, str] = {
    "paper": "#fbfaf7",
    "card": "#ffffff",
    "ink": "#1c1b19",
    "soft": "#5b5852",
    "line": "#e2ddd4",
    "wash": "#f3f0ea",
    "a": "#1d5ab8",
    "b": "#a44a06",
    "good": "#2f6230",
}
"""Colours of `layouts/assets/site.css` in the light scheme, by their names there."""
DARK: Mapping[str, str] = {
    "paper": "#151513",
    "card": "#1e1d1a",
    "ink": "#eceae4",
    "soft": "#aeaaa1",
    "line": "#37352f",
    "wash": "#252420",
    "a": "#8ab4f8",
    "b": "#f2ad70",
    "good": "#a5cf9d",
}
"""The same in the dark scheme."""
TINTED = ("a", "b", "good")
"""Colours that also tint the background behind text of the same colour: `--a-wash`."""
TINT = 0.1
"""Share of the colour in that background; the rest is `card`."""
TEXT_ON: Mapping[str, tuple[str, ...]] = {
    "ink": ("paper", "card", "wash"),
    "soft": ("paper", "card", "wash"),
    "a": ("paper", "card", "a-wash"),
    "b": ("paper", "card", "b-wash"),
    "good": ("paper", "card", "good-wash"),
}
"""Colour of text -> backgrounds on which it appears."""
MIN_CONTRAST = 4.5
"""Least contrast of text (WCAG 2.2, success criterion 1.4.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLink:
    """A link in the menu or the footer."""

    text: str
    url: str
    """An absolute URL, or a path of the site that starts with `/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadElement:
    """An element that is added to the head of every page."""

    name: str
    """`script`, `meta` or `link`."""
    attributes: tuple[tuple[str, str], ...]
    hosts: tuple[str, ...] = ()
    """Origins that a script may send requests to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The look of a site; an empty value keeps the look of the layouts."""

    light: tuple[tuple[str, str], ...] = ()
    """Name of a colour -> `#rrggbb`, in the light scheme."""
    dark: tuple[tuple[str, str], ...] = ()
    """The same in the dark scheme."""
    text_font: str = ""
    """A list of fonts as in CSS."""
    heading_font: str = ""
    """A list of fonts as in CSS."""
    font_files: tuple[tuple[str, str], ...] = ()
    """Name of a font -> address of its file on this site."""
    logo: str = ""
    """Address of an image on this site, shown before the site's name."""
    icon: str = ""
    """Address of the icon in the browser's tab."""
    menu: tuple[ThemeLink, ...] = ()
    """Links after those of the site's own lists."""
    footer: tuple[ThemeLink, ...] = ()
    credits: bool = False
    """Whether the footer names the program that made the site."""
    head: tuple[HeadElement, ...] = ()


@dataclass(frozen=True, slots=True)
class LowContrast:
    """Text that is hard to read on its background."""

    scheme: str
    """`light` or `dark`."""
    text: str
    background: str
    ratio: float
    """From 1 to 21."""


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    """Return the relative luminance, 0-1, by the formula of WCAG 2.2."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _mixed(color: str, background: str) -> str:
    """Return the background with `TINT` of a colour."""
    pairs = zip(_channels(color), _channels(background), strict=True)
    return "#" + "".join(f"{round(TINT * one + (1 - TINT) * other):02x}" for one, other in pairs)


def low_contrasts(theme: Theme) -> Iterator[LowContrast]:
    """Yield each pair of text and background with less than `MIN_CONTRAST`, if a theme sets one."""
    for scheme, default, own in (("light", LIGHT, theme.light), ("dark", DARK, theme.dark)):
        changed = {name for name, _ in own}
        colors = {**default, **dict(own)}
        washes = {f"{name}-wash": _mixed(colors[name], colors["card"]) for name in TINTED}
        for text, backgrounds in TEXT_ON.items():
            for background in backgrounds:
                if changed.isdisjoint({text, background.removesuffix("-wash")}):
                    continue
                ratio = contrast(colors[text], {**colors, **washes}[background])
                if ratio < MIN_CONTRAST:
                    yield LowContrast(scheme, text, background, ratio)


def style_sheet(theme: Theme, base_path: str) -> str:
    """Return the style sheet that is loaded after the layouts' own; "" for the look of the layouts.

    `base_path`: path of the site, empty, `/sub`, or relative to the style sheet.
    """
    fonts = (("sans", theme.text_font), ("serif", theme.heading_font))
    rules = [
        f'@font-face {{ font-family: "{name}"; src: url("{base_path}{address}"); '
        "font-display: swap; }"
        for name, address in theme.font_files
    ]
    light = [*_variables(theme.light), *(f"--{name}: {font};" for name, font in fonts if font)]
    if light:
        rules.append(f":root {{ {' '.join(light)} }}")
    restored = {name: DARK[name] for name, _ in theme.light}
    dark = " ".join(_variables(tuple({**restored, **dict(theme.dark)}.items())))
    if dark:
        rules.append(f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}")
    return "\n".join(rules) + "\n" if rules else ""


def _variables(colors: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, color in colors:
        yield f"--{name}: {color};"
        if name in TINTED:
            share = f"{TINT:.0%}"
            yield f"--{name}-wash: color-mix(in srgb, var(--{name}) {share}, var(--card));"


def policy(theme: Theme, inline: str = "") -> str:
    """Return the content security policy: the site itself, and the hosts that its theme names.

    `inline` is the text of the only script element that may be in a page.
    """
    elements = [(element.name, dict(element.attributes)) for element in theme.head]
    scripts = [_origin(values.get("src", "")) for name, values in elements if name == "script"]
    hosts = [_origin(host) for element in theme.head for host in element.hosts]
    directives = {
        "default-src": ["'none'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "font-src": ["'self'"] if theme.font_files else [],
        "script-src": ["'self'", _hash(inline) if inline else "", *scripts],
        "connect-src": ["'self'", *hosts],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        # A script of another host may need to make code or markup from text.
        "require-trusted-types-for": [] if scripts else ["'script'"],
        "trusted-types": [] if scripts else ["'none'"],
    }
    return "; ".join(
        f"{name} {' '.join(dict.fromkeys(filter(None, sources)))}"
        for name, sources in directives.items()
        if sources
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _origin(url: str) -> str:
    """Return scheme and host of a URL; "" for a path of the site itself."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
