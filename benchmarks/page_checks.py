"""Checks on a built comparison page, from its HTML alone: contradictions and unknown values."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

__all__ = ["Check", "check"]

GAIN = re.compile(r"(\d[\d.,]*)(?: points?)? on ([^,;.]+?)(?= and \d|,|;|\.|$)")
SCORE = re.compile(
    r"(\S.*?) has ([\d.,]+) points?(?: \([^)]*\))? and (\S.*?) ([\d.]+)(?: \([^)]*\))?\."
)
UNDECIDED = re.compile(
    r"Neither clearly scores higher|depends on the weights|Too little is known|Both score the same"
)
DECIDED = re.compile(r"(?<!clearly )(?<!of the two )scores higher")
CHOICES = re.compile(r'<div class="choose">(.*?)</div>', re.DOTALL)
SIDE = re.compile(r'<section class="[ab]">')
ANSWER = re.compile(r'<div class="answer".*?<strong>(.*?)</strong>', re.DOTALL)
ON_SCORE = re.compile(rf"[^:]*scores higher\.|(?:{UNDECIDED.pattern})[^.]*\.")
POINTS = re.compile(r"\(of [\d.]+\)$")


UNKNOWN = {"unknown", "not recorded"}
"""Text of a cell without a value."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found on one page."""

    contradictions: tuple[str, ...]
    """Kinds of contradictions."""
    rows: int
    """Rows of the table."""
    unknown_rows: int
    """Rows with an unknown side; where it cannot have a value, that is known."""
    folded: int
    """Facts that are known for one side only, named below the table."""
    leaning: bool
    """Whether a verdict that decides nothing has a bar."""
    reasons: str
    """`both`, `one side` or `none`: for which sides there are reasons to choose it."""
    answer: str
    """`words`, `score alone` or `none`: what the page begins with."""


class _Reader(HTMLParser):
    """Collects what the checks look at: table rows, texts by class, headings and lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.rows: list[tuple[str, list[tuple[str, str]]]] = []
        """For each table row its label, and text and class of each cell."""
        self.texts: dict[str, list[str]] = {}
        """Class or id -> text of each such element."""
        self.titles: dict[str, list[str]] = {"both": [], "only-a": [], "only-b": []}
        self.names: list[str] = []
        """The names of the two tools."""
        self._open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in {"br", "img", "input", "meta", "link", "hr", "path", "rect", "circle"}:
            return
        self.stack.append((tag, attributes))
        self._open.append((tag, []))
        if tag == "tr":
            self.rows.append(("", []))

    def handle_data(self, data: str) -> None:
        if not any(tag in {"script", "style", "svg"} for tag, _ in self.stack):
            for _, parts in self._open:
                parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {name for name, _ in self.stack}:
            return
        while self.stack:
            name, attributes = self.stack.pop()
            _, parts = self._open.pop()
            self._close(name, attributes, " ".join("".join(parts).split()))
            if name == tag:
                return

    def _close(self, tag: str, attributes: dict[str, str], text: str) -> None:
        names = attributes.get("class", "").split()
        if tag == "th" and names in (["a"], ["b"]) and len(self.names) < 2:
            self.names.append(text)
        if tag in {"td", "th"} and self.rows:
            label, cells = self.rows[-1]
            if tag == "th":
                self.rows[-1] = (label or text, cells)
            else:
                cells.append((text, " ".join(names)))
        if tag == "h4" or (tag == "a" and attributes.get("id", "")[:2] in {"a-", "b-"}):
            inside = [one.get("id", "") for _, one in self.stack]
            for place in self.titles.keys() & set(inside):
                self.titles[place].append(attributes.get("id", ""))
        for key in (*names, attributes.get("id", "")):
            if key:
                self.texts.setdefault(key, []).append(text)


def check(text: str) -> Check:
    """Check a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    table = [
        row for row in reader.rows if any(cell for cell, _ in row[1]) and not POINTS.search(row[0])
    ]
    unknown = [row for row in table if any(cell in UNKNOWN for cell, _ in row[1])]
    folded = sum(one.count("; ") + 1 for one in reader.texts.get("undocumented", []))
    verdict = " ".join(reader.texts.get("verdict", []))
    strong = ANSWER.search(text)
    answer = html.unescape(strong.group(1)) if strong else ""
    undecided = bool(UNDECIDED.search(verdict))
    return Check(
        contradictions=tuple(sorted(set(_contradictions(reader, table, undecided=undecided)))),
        rows=len(table),
        unknown_rows=len(unknown),
        folded=folded,
        leaning=undecided and 'class="share"' in text,
        reasons=("none", "one side", "both")[_sides(text)],
        answer="score alone" if ON_SCORE.fullmatch(answer) else "words" if answer else "none",
    )


def _sides(text: str) -> int:
    """Return for how many sides a page gives reasons to choose it."""
    choices = CHOICES.search(text)
    return len(SIDE.findall(choices.group(1))) if choices else 0


Table = list[tuple[str, list[tuple[str, str]]]]


def _contradictions(reader: _Reader, table: Table, *, undecided: bool) -> Iterator[str]:
    marks: dict[str, int] = {}
    for label, cells in table:
        marked = [place for place, (_, kind) in enumerate(cells) if kind == "better"]
        values = [cell.removesuffix("better").strip() for cell, _ in cells]
        if marked and (len(marked) > 1 or len(set(values)) == 1):
            yield "a mark without a difference"
        marks.update({label.lower(): place for place in marked})
    score = " ".join(reader.texts.get("points-of", []))
    for label, cells in reader.rows:
        if POINTS.search(label):
            a, b = (float(cell) for cell, _ in cells)
            marks[POINTS.sub("", label).strip().lower()] = 0 if a > b else 1 if b > a else -1
    yield from _gains(reader.names, score, marks)
    yield from _points(reader, score)
    if undecided and DECIDED.search(" ".join(reader.texts.get("verdict", []))):
        yield "a verdict that decides and does not"
    yield from _lists(reader)


def _gains(names: list[str], score: str, marks: dict[str, int]) -> Iterator[str]:
    """Compare "A gains 3 points on adoption" with the table of points."""
    for place, name in enumerate(names):
        for part in re.findall(rf"{re.escape(name)} gains (.*?)(?=; |\. |\.$|$)", score):
            for _, label in GAIN.findall(part):
                if marks.get(label.strip().lower()) != place:
                    yield "a sentence about points and a mark"


def _points(reader: _Reader, score: str) -> Iterator[str]:
    """Compare "A has 68.3 points and B 50" with the table of points; each row may be rounded."""
    pairs = [
        [float(cell) for cell, _ in cells] for label, cells in reader.rows if POINTS.search(label)
    ]
    sums = sorted((sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)))
    for figures in SCORE.findall(score):
        shown = sorted(float(figure.replace(",", "")) for figure in (figures[1], figures[3]))
        slack = 0.06 * (len(pairs) + 1)
        if any(abs(one - other) > slack for one, other in zip(sums, shown, strict=True)):
            yield "a sentence about points and the table of points"


def _lists(reader: _Reader) -> Iterator[str]:
    both = set(reader.titles["both"])
    if any(both & set(reader.titles[side]) for side in ("only-a", "only-b")):
        yield "a capability of both among those of one side"
    common = re.search(r"(\d+) in common", " ".join(reader.texts.get("capabilities", [])))
    if common and 2 * int(common.group(1)) != len(reader.titles["both"]):
        yield "the number of shared capabilities"
    if not common and both:
        yield "the number of shared capabilities"
