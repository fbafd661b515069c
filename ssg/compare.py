"""Two tools -> `Comparison`: the rows of the table, who is ahead, and the verdict in sentences.

`compare(b, a)` is `compare(a, b)` turned round: no sentence and no row favours the tool that happens to stand first.
"""

from dataclasses import dataclass
from datetime import date

from ssg.model import AttributeValue, PricingModel, Score, Status, Tool
from ssg.settings import COMPONENTS, AttributeKind, AttributeSpec, Better, Settings
from ssg.text import join, number

__all__ = ["COMPONENT_LABELS", "Cell", "Comparison", "Row", "Side", "attribute_cell", "compare", "component_cell",
           "pricing_label"]

CLOSE_CALL = 3.0
"""Points: closer scores than this are called too close to call."""
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


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says about one side."""

    text: str
    known: bool = True
    url: str = ""
    items: tuple[str, ...] = ()
    """The entries of a list, in the order of the file."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    label: str
    a: Cell
    b: Cell
    better: str = ""
    """`a`, `b`, or nothing where neither is better."""

    @property
    def same(self) -> bool:
        """Whether both sides say the same."""
        return (self.a.text, self.a.items) == (self.b.text, self.b.items)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is said about a pair as a pair."""

    a: Side
    b: Side
    rows: tuple[Row, ...]
    ahead: str
    """`a`, `b`, or nothing where one side is unrated or both have equal scores."""
    margin: float
    """Points between the two scores."""
    verdict: tuple[str, ...]
    """Sentences."""
    oldest: date | None
    """The oldest day on which a fact of either side was checked."""

    @property
    def close(self) -> bool:
        """Whether the scores are too near to each other to name a winner."""
        return bool(self.ahead) and self.margin < CLOSE_CALL


UNKNOWN = Cell("unknown", known=False)
NO_EVIDENCE = Cell("no evidence yet", known=False)


def compare(a: Side, b: Side, settings: Settings) -> Comparison:
    """Compare two tools of a site."""
    margin, ahead = _margin(a.score, b.score)
    checked = [min(side.tool.dates()) for side in (a, b) if side.tool.dates()]
    return Comparison(
        a=a, b=b, rows=(*_score_rows(a, b, settings), *_fact_rows(a.tool, b.tool), *_attributes(a, b, settings)),
        ahead=ahead, margin=margin, verdict=_verdict(a, b, ahead), oldest=min(checked, default=None))


def _margin(a: Score, b: Score) -> tuple[float, str]:
    if a.total is None or b.total is None:
        return 0.0, ""
    difference = round(a.total - b.total, 9)
    return abs(difference), "a" if difference > 0 else "b" if difference < 0 else ""


def _higher(a: float | None, b: float | None) -> str:
    """Name the side with the larger value, when both are known and differ as shown."""
    if a is None or b is None or round(a, 9) == round(b, 9):
        return ""
    return "a" if a > b else "b"


def _score_rows(a: Side, b: Side, settings: Settings) -> list[Row]:
    rows = [
        Row("Type", Cell(settings.type_label(a.tool.type)), Cell(settings.type_label(b.tool.type))),
        Row(settings.ranking.name, _total(a.score), _total(b.score), _higher(a.score.total, b.score.total)),
    ]
    for name in COMPONENTS:
        first, second = a.score.value(name), b.score.value(name)
        rows.append(Row(COMPONENT_LABELS[name], component_cell(a.score, name), component_cell(b.score, name),
                        _higher(first, second)))
    return rows


def _total(score: Score) -> Cell:
    return UNKNOWN if score.rounded is None else Cell(f"{score.rounded}/100")


def component_cell(score: Score, name: str) -> Cell:
    """Return what a table says of one component: two decimals, or why there is no value."""
    component = next(one for one in score.components if one.name == name)
    if component.value is None:
        return NO_EVIDENCE if name == "match_graph" else UNKNOWN
    return Cell(f"{component.value:.2f}", note="given" if component.given else "")


def pricing_label(tool: Tool) -> str:
    """Return how a tool is paid for, in a word or two."""
    return PRICING_LABELS[tool.pricing.model]


def _fact_rows(a: Tool, b: Tool) -> list[Row]:
    first, second = len(a.capabilities), len(b.capabilities)
    rows = [
        Row("Pricing", _pricing(a), _pricing(b)),
        Row("Capabilities", Cell(f"{first} decomposed"), Cell(f"{second} decomposed"), _higher(first, second)),
        Row("Times Matched", Cell("0", note="no evidence yet"), Cell("0", note="no evidence yet")),
        Row("Licence", _text(a.license), _text(b.license)),
        Row("Status", _status(a), _status(b)),
        Row("Last release or commit", _day(a.updated), _day(b.updated)),
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


def _day(day: date | None) -> Cell:
    return Cell(day.isoformat()) if day else UNKNOWN


def _attributes(a: Side, b: Side, settings: Settings) -> list[Row]:
    """Return a row for each attribute that at least one side knows."""
    first, second = dict(a.tool.attributes), dict(b.tool.attributes)
    return [Row(spec.label, attribute_cell(first.get(spec.id), spec), attribute_cell(second.get(spec.id), spec),
                _better(first.get(spec.id), second.get(spec.id), spec.better))
            for spec in settings.attributes if spec.id in first or spec.id in second]


def attribute_cell(value: AttributeValue | None, spec: AttributeSpec) -> Cell:
    """Return what a table says of one attribute."""
    match value:
        case None:
            return UNKNOWN
        case bool():
            return Cell("Yes" if value else "No")
        case int() | float():
            return Cell(f"{number(value)} {spec.unit}".strip())
        case date():
            return Cell(value.isoformat())
        case tuple():
            return Cell(", ".join(value), items=value)
    return Cell(value, url=value if spec.kind is AttributeKind.URL else "")


def _better(a: AttributeValue | None, b: AttributeValue | None, better: Better | None) -> str:
    """Name the side with the better of two known, different values."""
    if better is None or a is None or b is None or a == b or isinstance(a, (str, tuple)) or isinstance(b, (str, tuple)):
        return ""
    first, second = _magnitude(a), _magnitude(b)
    if better in {Better.LOWER, Better.NO}:
        first, second = second, first
    return _higher(first, second)


def _magnitude(value: float | date) -> float:
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def _verdict(a: Side, b: Side, ahead: str) -> tuple[str, ...]:
    """Say who scores higher, who leads on what, and who can be had for nothing."""
    return tuple(sentence for sentence in (_who_scores_higher(a, b, ahead), _who_leads(a, b), _who_is_free(a, b))
                 if sentence)


def _who_scores_higher(a: Side, b: Side, ahead: str) -> str:
    if a.score.rounded is None or b.score.rounded is None:
        unrated = [side.tool.name for side in (a, b) if side.score.rounded is None]
        return f"{join(unrated)} {'has' if len(unrated) == 1 else 'have'} no score yet, so the ranking cannot decide."
    if not ahead:
        return f"{a.tool.name} and {b.tool.name} have the same score, {a.score.rounded}/100."
    high, low = (a, b) if ahead == "a" else (b, a)
    return (f"{high.tool.name} scores higher at {high.score.rounded}/100 vs {low.tool.name} "
            f"at {low.score.rounded}/100.")


def _who_leads(a: Side, b: Side) -> str:
    """Name what each side leads on; nothing unless both lead somewhere, for then the first sentence says it all."""
    leads: dict[str, list[str]] = {"a": [], "b": []}
    for name in COMPONENTS:
        side = _higher(a.score.value(name), b.score.value(name))
        if side:
            leads[side].append(COMPONENT_LABELS[name].lower())
    if not leads["a"] or not leads["b"]:
        return ""
    return f"{a.tool.name} leads on {join(leads['a'])}, while {b.tool.name} is stronger on {join(leads['b'])}."


def _who_is_free(a: Side, b: Side) -> str:
    for free, other in ((a.tool, b.tool), (b.tool, a.tool)):
        costs = other.pricing.model in {PricingModel.PAID, PricingModel.USAGE}
        if free.pricing.has_free_tier and costs:
            return f"{free.name} has a free tier; {other.name} has none."
    return ""
