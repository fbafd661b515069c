"""Escape text for XML, with the bytes of `xml.sax.saxutils`, whose import loads a web client."""

__all__ = ["escape", "quoteattr"]

WHITESPACE = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
"""What an XML parser would turn into spaces in an attribute."""


def escape(text: str) -> str:
    """Return a text for the content of an element."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoteattr(text: str) -> str:
    """Return a text as the quoted value of an attribute."""
    value = escape(text)
    for character, reference in WHITESPACE.items():
        value = value.replace(character, reference)
    if '"' not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    return '"{}"'.format(value.replace('"', "&quot;"))
