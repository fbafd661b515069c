"""Two tools -> the rows of the table that compares them: what each side says, and which side is better."""

from dataclasses import dataclass, field
from datetime import date

from ssg.decide import fact_key, row_anchor
from ssg.model import AttributeValue, PricingModel, Score, Status, Tool
from ssg.robustness import NO_TOTALS, Totals
from ssg.settings import COMPONENTS, AttributeKind, AttributeSpec, Better, Settings
from ssg.text import age, number

__all__ = ["COMPONENT_LABELS", "PRICING_LABELS", "STATUS_LABELS", "Cell", "Row", "Side", "attribute_cell",
           "component_cell", "day_cell", "higher", "pricing_label", "table"]

COMPONENT_LABELS = {"adoption": "Adoption", "quality": "Quality", "ecosystem": "Ecosystem", "match_graph": "Match Graph",
                    "freshness": "Freshness"}
PRICING_LABELS = {
    PricingModel.FREE: "Free", PricingModel.FREEMIUM: "Freemium", PricingModel.PAID: "Paid",
    PricingModel.USAGE: "Pay per use", PricingModel.OPEN_SOURCE: "Free (open source)", PricingModel.UNKNOWN: "unknown",
}
STATUS_LABELS = {Status.ACTIVE: "Active", Status.MAINTENANCE: "Maintenance only", Status.ARCHIVED: "Archived"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tools, with its score."""

    tool: Tool
    score: Score
    totals: Totals = field(default_factory=lambda: NO_TOTALS, compare=False)
    """The score, 0 to 1, under each weighting; empty when unrated."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says about one side."""

    text: str
    known: bool = True
    url: str = ""
    items: tuple[str, ...] = ()
    """The entries of a list, in the order of the file."""
    shared: tuple[str, ...] = ()
    """The entries that the other side's list has as well."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    key: str
    label: str
    a: Cell
    b: Cell
    better: str = ""
    """`a`, `b`, or nothing where neither is better."""

    @property
    def same(self) -> bool:
        """Whether both sides say the same."""
        return (self.a.known, self.a.text, self.a.items) == (self.b.known, self.b.text, self.b.items)

    @property
    def anchor(self) -> str:
        """The row's place on the page."""
        return row_anchor(self.key)


UNKNOWN = Cell("unknown", known=False)
NO_EVIDENCE = Cell("no evidence yet", known=False)


def table(a: Side, b: Side, settings: Settings, as_of: date) -> tuple[Row, ...]:
    """Return the rows of two tools: score and components, facts, attributes; ages are counted to the day `as_of`."""
    return (*_score_rows(a, b, settings), *_fact_rows(a.tool, b.tool, as_of), *_attributes(a, b, settings, as_of))


def higher(a: float | None, b: float | None) -> str:
    """Name the side with the larger value, when both are known and differ as shown."""
    if a is None or b is None or round(a, 9) == round(b, 9):
        return ""
    return "a" if a > b else "b"


def _score_rows(a: Side, b: Side, settings: Settings) -> list[Row]:
    rows = [
        Row("type", "Type", Cell(settings.type_label(a.tool.type)), Cell(settings.type_label(b.tool.type))),
        Row("rank", settings.ranking.name, _total(a.score), _total(b.score), higher(a.score.total, b.score.total)),
    ]
    for name in COMPONENTS:
        first, second = a.score.value(name), b.score.value(name)
        rows.append(Row(name, COMPONENT_LABELS[name], component_cell(a.score, name), component_cell(b.score, name),
                        higher(first, second)))
    return rows


def _total(score: Score) -> Cell:
    return UNKNOWN if score.rounded is None else Cell(f"{score.rounded}/100")


def component_cell(score: Score, name: str) -> Cell:
    """Return what a table says of one component: two decimals, or why there is no value."""
    component = next(one for one in score.components if one.name == name)
    if component.value is None:
        return NO_EVIDENCE if name == "match_graph" else UNKNOWN
    return Cell(f"{component.value:.2f}")


def pricing_label(tool: Tool) -> str:
    """Return how a tool is paid for, in a word or two."""
    return PRICING_LABELS[tool.pricing.model]


def _fact_rows(a: Tool, b: Tool, as_of: date) -> list[Row]:
    first, second = len(a.capabilities), len(b.capabilities)
    rows = [
        Row("pricing", "Pricing", _pricing(a), _pricing(b)),
        Row("capabilities", "Capabilities", Cell(f"{first} decomposed"), Cell(f"{second} decomposed"),
            higher(first, second)),
        Row("matched", "Times Matched", Cell("0"), Cell("0")),
        Row("licence", "Licence", _text(a.license), _text(b.license)),
        Row("status", "Status", _status(a), _status(b)),
        Row("updated", "Last release or commit", day_cell(a.updated, as_of), day_cell(b.updated, as_of)),
    ]
    return [row for row in rows if row.a.known or row.b.known]


def _pricing(tool: Tool) -> Cell:
    if tool.pricing.model is PricingModel.UNKNOWN:
        return UNKNOWN
    return Cell(pricing_label(tool), url=tool.pricing.url, note=tool.pricing.starting_price)


def _text(words: str) -> Cell:
    return Cell(words) if words else UNKNOWN


def _status(tool: Tool) -> Cell:
    return Cell(STATUS_LABELS[tool.status]) if tool.status else UNKNOWN


def day_cell(day: date | None, as_of: date) -> Cell:
    """Return what a table says of a day: the date, and how old that is."""
    return Cell(day.isoformat(), note=age((as_of - day).days)) if day else UNKNOWN


def _attributes(a: Side, b: Side, settings: Settings, as_of: date) -> list[Row]:
    """Return a row for each attribute that at least one side knows."""
    first, second = dict(a.tool.attributes), dict(b.tool.attributes)
    rows = []
    for spec in settings.attributes:
        one, other = first.get(spec.id), second.get(spec.id)
        if one is not None or other is not None:
            rows.append(Row(fact_key(spec), spec.label, attribute_cell(one, spec, as_of, other),
                            attribute_cell(other, spec, as_of, one), _better(one, other, spec.better)))
    return rows


def attribute_cell(
    value: AttributeValue | None, spec: AttributeSpec, as_of: date, other: AttributeValue | None = None,
) -> Cell:
    """Return what a table says of one attribute, beside the other side's value where there is one."""
    match value:
        case None:
            return UNKNOWN
        case bool():
            return Cell("Yes" if value else "No")
        case int() | float():
            return Cell(f"{number(value)} {spec.unit}".strip())
        case date():
            return day_cell(value, as_of)
        case tuple():
            lower = {entry.lower() for entry in other} if isinstance(other, tuple) else set()
            return Cell(", ".join(value), items=value, shared=tuple(one for one in value if one.lower() in lower))
    return Cell(value, url=value if spec.kind is AttributeKind.URL else "")


def _better(a: AttributeValue | None, b: AttributeValue | None, better: Better | None) -> str:
    """Name the side with the better of two known, different values."""
    if better is None or a is None or b is None or a == b or isinstance(a, (str, tuple)) or isinstance(b, (str, tuple)):
        return ""
    first, second = _magnitude(a), _magnitude(b)
    if better in {Better.LOWER, Better.NO}:
        first, second = second, first
    return higher(first, second)


def _magnitude(value: float | date) -> float:
    return float(value.toordinal()) if isinstance(value, date) else float(value)
