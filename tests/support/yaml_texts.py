"""YAML as people write it: the same values in any style, order and indentation."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

__all__ = ["tool_texts"]

WORDS = st.sampled_from(
    [
        "a",
        "no",
        "on",
        "1.5",
        "2026-11-01",
        "x: y",
        "#tag",
        "- dash",
        "it's",
        'say "hi"',
        "[odd",
        "{odd}",
        "ü",
        "*star",
        "&and",
        "!bang",
        "%per",
        "@at",
        "`tick`",
        "null",
        "~",
        "true",
        "key:",
        "12:30",
        "1_000",
        "0x1F",
        "a  b",
        "tail ",
        " lead",
        "a#b",
        "a #b",
        "?",
        "-",
        "|",
        ">",
        "http://a.example/?x=1&y=[z]",
        "C++",
        "=",
        "---",
        "...",
        "a, b",
        "emoji \U0001f600",
    ]
)
PROSE = st.lists(
    st.sampled_from(
        ["word", "longer-words", "a: b", "#five", "`code`", "it's", "x" * 40, "-", "1."]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)
PARAGRAPHS = st.lists(
    st.one_of(PROSE, st.sampled_from(["", "  - item", "    code"])), min_size=2, max_size=4
).map("\n".join)
TEXTS = st.one_of(WORDS, PROSE, PARAGRAPHS, PROSE.map("{}\n".format))
LINES = st.one_of(WORDS, PROSE).map(lambda text: text[:300].strip() or "x")
COMMENTS = st.sampled_from(
    [
        "# note",
        "#tight",
        "#",
        "#   wide",
        "# key: value",
        "# - item",
        "## two",
        "# 'quote",
        "# ünïcode",
    ]
)
DAYS = st.dates().map(str)
SOURCES = st.fixed_dictionaries(
    {"basis": st.sampled_from(["vendor", "cited"])},
    optional={"url": st.just("https://a.example/x?y=1#z"), "checked": DAYS},
)
CAPABILITIES = st.fixed_dictionaries(
    {"title": LINES},
    optional={
        "id": LINES,
        "description": TEXTS,
        "unique": TEXTS,
        "intents": st.lists(LINES, max_size=3),
        "sources": st.lists(SOURCES, max_size=2),
    },
)
TOOLS = st.fixed_dictionaries(
    {"name": st.just("Flax"), "type": LINES, "summary": LINES},
    optional={
        "description": TEXTS,
        "homepage": st.just("https://a.example/"),
        "license": st.just("MIT"),
        "updated": DAYS,
        "pricing": st.one_of(
            st.just("free"),
            st.fixed_dictionaries({"model": st.just("paid")}, optional={"starting_price": LINES}),
        ),
        "tags": st.lists(LINES, max_size=5),
        "status": st.none(),
        "attributes": st.dictionaries(
            st.sampled_from(["zeta", "alpha", "unit", "no"]),
            st.one_of(st.booleans(), st.integers(-9, 10**6), LINES),
            max_size=3,
        ),
        "scores": st.dictionaries(
            st.sampled_from(["quality", "adoption"]), st.sampled_from([0.5, 1, 1e-3]), max_size=2
        ),
        "signals": st.dictionaries(
            st.sampled_from(["stars", "value"]),
            st.one_of(
                st.integers(0, 9),
                st.fixed_dictionaries({"value": st.just(5)}, optional={"measured": DAYS}),
            ),
            max_size=2,
        ),
        "capabilities": st.lists(CAPABILITIES, max_size=3),
    },
)


@st.composite
def tool_texts(draw: st.DrawFn) -> str:
    """Draw the text of a tool's file."""
    pen = _Pen(draw)
    body = pen.block(draw(TOOLS), "")
    lines = [*pen.comments(""), *body, *pen.comments("")]
    text = "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace(
        "\n", draw(st.sampled_from(["\n", "\n", "\r\n"]))
    )


class _Pen:
    """Writes values in styles that it draws."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def comments(self, indent: str) -> list[str]:
        """Write some comments and blank lines, or none."""
        return (
            [
                line and indent + line
                for line in self.draw(st.lists(st.one_of(COMMENTS, st.just("")), max_size=2))
            ]
            if self.one_of(True, False, False)
            else []
        )

    def behind(self) -> str:
        """Write a comment at the end of a line, or none."""
        return (
            self.one_of(" ", "   ") + self.draw(COMMENTS) if self.one_of(True, False, False) else ""
        )

    def block(self, value: Any, indent: str) -> list[str]:
        """Write a mapping or list with a line for each entry."""
        if isinstance(value, Mapping):
            pairs = self.draw(st.permutations(list(value.items())))
            return [
                line
                for key, one in pairs
                for line in [*self.comments(indent), *self.entry(f"{key}:", one, indent)]
            ]
        lines = []
        for one in value:
            lines += self.comments(indent)
            if isinstance(one, Mapping) and one and self.one_of(True, False):
                inner = [
                    line
                    for key, part in one.items()
                    for line in self.entry(f"{key}:", part, indent + "  ")
                ]
                lines += [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
            else:
                lines += self.entry("-", one, indent, nested=False)
        return lines

    def entry(self, lead: str, value: Any, indent: str, *, nested: bool = True) -> list[str]:
        """Write a key or dash with its value."""
        holds = isinstance(value, (Mapping, Sequence)) and not isinstance(value, str) and value
        if holds and nested and self.one_of(True, False):
            deeper = indent + self.one_of("  ", "    ")
            return [f"{indent}{lead}{self.behind()}", *self.block(value, deeper)]
        if (
            isinstance(value, str)
            and value.strip()
            and "\n" in value.strip() + self.one_of("", "\n")
        ):
            written = self.scalar_block(lead, value, indent)
            if written:
                return written
        return [f"{indent}{lead} {self.flow(value)}{self.behind()}"]

    def scalar_block(self, lead: str, value: str, indent: str) -> list[str]:
        """Write a text line by line; folded where that is simple."""
        lines, end = value.removesuffix("\n").split("\n"), "" if value.endswith("\n") else "-"
        if (
            value.endswith("\n\n")
            or not lines[0]
            or lines[0].startswith(" ")
            or not lines[-1].strip()
        ):
            return []
        behind = self.behind()
        if len(lines) == 1 and "  " not in value and self.one_of(True, False):
            words = value.split()
            if " ".join(words) == lines[0]:
                half = max(1, len(words) // 2)
                parts = [part for part in (" ".join(words[:half]), " ".join(words[half:])) if part]
                return [f"{indent}{lead} >{end}{behind}", *(f"{indent}   {part}" for part in parts)]
        return [
            f"{indent}{lead} |{end}{behind}",
            *(f"{indent}  {line}" if line else "" for line in lines),
        ]

    def flow(self, value: Any) -> str:
        """Write a value on one line."""
        if isinstance(value, Mapping):
            return "{" + ", ".join(f"{key}: {self.flow(one)}" for key, one in value.items()) + "}"
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Sequence):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return json.dumps(value)

    def text(self, value: str) -> str:
        """Write a text in quotes, or without where nothing in it could mislead."""
        if (
            value.replace(" ", "").isalpha()
            and value.isascii()
            and value.strip() == value
            and value not in {"null", "true"}
            and self.one_of(True, False)
        ):
            return value
        if "\n" not in value and self.one_of(True, False):
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)
