"""HTML in a Markdown list -> the tokens that the same content in Markdown would have given.

Lists write headings (`<h2>`), folded sections (`<details><summary>`), list items and links as HTML
too. What has no counterpart here is left out. The end of `<details>` becomes `fold_close`.
"""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from markdown_it.token import Token

__all__ = ["FOLD", "without_html"]

FOLD = "summary"
"""Tag of the heading of a folded section."""
EMPHASIS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
CODE = {"code", "kbd", "samp", "tt"}
BLOCKS = {"li", FOLD, *(f"h{level}" for level in range(1, 7))}
"""Elements that become a block with an inline token."""


def without_html(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens of a Markdown text with those of its HTML in place of the HTML."""
    blocks, plain = _Blocks(), list[Token]()
    for token in tokens:
        if token.type == "html_block":
            plain += blocks.read(token.content, (token.map or [0])[0])
        else:
            if any(child.type == "html_inline" for child in token.children or ()):
                token.children = list(_inline(token.children or ()))
            plain.append(token)
    return plain


def _inline(children: Iterable[Token]) -> Iterator[Token]:
    reader = _Blocks()
    reader.inline = []
    for child in children:
        if child.type == "html_inline":
            reader.feed(child.content)
        elif reader.code and child.type == "text":
            reader.handle_data(child.content)
        else:
            reader.inline.append(child)
    return iter(reader.inline)


class _Blocks(HTMLParser):
    """Turns elements into tokens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self.inline: list[Token] | None = None
        """Children of the open block, if there is one."""
        self.code = False
        """Whether the text is in code marks."""
        self._tag = ""
        self._line = 0

    def read(self, html: str, line: int) -> list[Token]:
        """Return the tokens of a block that begins at a line, counted from 0."""
        self.tokens, self._line = [], line
        self.reset()
        self.feed(html)
        self.close()
        self._close_block()
        return self.tokens

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._close_block()
            self._open_block(tag)
        elif self.inline is None:
            return
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self.inline.append(Token("link_open", "a", 1, attrs={"href": href}))
        elif tag in EMPHASIS:
            self.inline.append(Token(f"{EMPHASIS[tag]}_open", tag, 1))
        elif tag in CODE:
            self.inline.append(Token("code_inline", "code", 0))
            self.code = True
        elif tag == "br":
            self.inline.append(Token("softbreak", "br", 0))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._close_block()
        elif tag == "details":
            self.tokens.append(Token("fold_close", "details", 0))
        elif tag in CODE:
            self.code = False
        elif self.inline is not None and (tag == "a" or tag in EMPHASIS):
            name = "link" if tag == "a" else EMPHASIS[tag]
            self.inline.append(Token(f"{name}_close", tag, -1))

    def handle_data(self, data: str) -> None:
        if self.inline is None:
            return
        if self.code:
            self.inline[-1].content += data
        else:
            self.inline.append(Token("text", "", 0, content=data))

    def _open_block(self, tag: str) -> None:
        self._tag, self.inline = tag, []
        if tag == "li":
            self.tokens += [Token("list_item_open", "li", 1), Token("paragraph_open", "p", 1)]
        else:
            self.tokens.append(Token("heading_open", tag, 1))

    def _close_block(self) -> None:
        if self.inline is None:
            return
        line = self._line + self.getpos()[0] - 1
        self.tokens.append(
            Token("inline", "", 0, children=self.inline, map=[line, line + 1], level=1)
        )
        closing = (
            ("paragraph_close", "list_item_close") if self._tag == "li" else ("heading_close",)
        )
        self.tokens += [Token(name, self._tag, -1) for name in closing]
        self.inline, self.code = None, False
