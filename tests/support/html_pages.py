"""HTML -> a tree of elements, by the parser of the standard library."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "parse"]

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list, repr=False)
    below_it: list[Element] = field(default_factory=list, repr=False)

    def walk(self) -> list[Element]:
        """Return this element and its descendants in document order; cached."""
        if not self.below_it:
            self.below_it.append(self)
            for child in self.children:
                if isinstance(child, Element):
                    self.below_it += child.walk()
        return self.below_it

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return elements of a name with these attributes; `class_` is one class of several."""
        wanted = attributes.pop("class_", "")
        return [
            one
            for one in self.walk()
            if (not tag or one.tag == tag)
            and (not wanted or wanted in one.attributes.get("class", "").split())
            and all(
                one.attributes.get(name.replace("_", "-")) == value
                for name, value in attributes.items()
            )
        ]

    def first(self, tag: str = "", **attributes: str) -> Element:
        """Return the first such element."""
        found = self.all(tag, **attributes)
        assert found, f"there is no <{tag}> with {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """Visible text, with single spaces."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        if self.tag in {"script", "style"}:
            return ""
        parts = [child if isinstance(child, str) else child._text() for child in self.children]  # noqa: SLF001
        inline = self.tag in {"a", "abbr", "b", "bdi", "code", "em", "span", "strong", "time"}
        return "".join(parts) if inline else f" {''.join(parts)} "

    def below(self, heading: str) -> str:
        """Return the text between the heading with this id and the next heading of its rank."""
        for parent in self.walk():
            places = [
                number
                for number, child in enumerate(parent.children)
                if isinstance(child, Element) and child.attributes.get("id") == heading
            ]
            if places:
                rank = parent.children[places[0]].tag  # type: ignore[union-attr]
                rest = parent.children[places[0] + 1 :]
                end = next(
                    (
                        number
                        for number, child in enumerate(rest)
                        if isinstance(child, Element) and child.tag == rank
                    ),
                    len(rest),
                )
                return Element("div", {}, rest[:end]).text
        message = f"there is no heading #{heading}"
        raise AssertionError(message)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"duplicate attribute in <{tag}>: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(one.tag == tag for one in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str | bytes) -> Element:
    """Parse a page."""
    builder = _Builder()
    builder.feed(html.decode("utf-8") if isinstance(html, bytes) else html)
    builder.close()
    return builder.root
