"""Decision rules of a comparison: when to choose A, when B, and when neither.

A rule repeats what one file says and the other rules out: a value that is explicitly false or
missing from an explicit list, never one that is unknown. A rule that would hold on more than a
third of a tool's comparisons is general: it belongs to the tool's own page and is left out. `Peers`
counts that, once per tool.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ssg.catalog import Capability, Status, Tool
from ssg.comparison.alignment import Alignment
from ssg.comparison.cells import attribute_number
from ssg.comparison.profile import (
    ENDED,
    MUST_BE_PAID,
    ToolProfile,
    Trait,
    fact_key,
    licence_family,
    plain,
    row_anchor,
)
from ssg.labels import PRICING_LABELS, STATUS_LABELS
from ssg.settings import AttributeKind, AttributeSpec, Better
from ssg.text import inside_sentence, join_words

__all__ = ["Decision", "Peers", "Rule", "decide"]

MOST_RULES = 4
"""Rules of each side."""
MOST_ENTRIES = 2
"""Entries of one list that a rule names."""
MOST_FACTS, MOST_CAPABILITIES = 2, 3
"""Rules of each side about attributes, and about capabilities."""
FEW_PEERS = 4
"""Tools with fewer comparisons have no general rules: a third of them is one page at most."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The rest of a sentence that begins "Choose A if"."""

    before: str
    words: str
    """The part that links to the fact."""
    after: str
    anchor: str
    """Anchor of the fact on the page."""
    see: str = ""
    """Slug of a tool that has what neither of the two has."""

    @property
    def text(self) -> str:
        """The rule as it is read."""
        return f"{self.before}{self.words}{self.after}"


@dataclass(frozen=True, slots=True)
class Decision:
    """The rules of a comparison."""

    a: tuple[Rule, ...] = ()
    b: tuple[Rule, ...] = ()
    neither: tuple[Rule, ...] = ()


class Peers:
    """Peers of a tool (all tools it is compared with), counted by trait on first use."""

    def __init__(self, profiles: Sequence[ToolProfile]) -> None:
        """Take the profiles of all tools that one tool is compared with."""
        self.profiles = profiles
        self._traits: Counter[Trait] | None = None
        self._naming: dict[str, int] = {}
        self._numbers: dict[str, list[float]] = {}

    def is_general(self, count: int) -> bool:
        """Return whether a rule that applies against so many peers is general."""
        total = len(self.profiles)
        return total >= FEW_PEERS and 3 * count > total

    def count(self, *trait: str) -> int:
        """Return how many peers have a trait."""
        if self._traits is None:
            self._traits = Counter(trait for peer in self.profiles for trait in peer.traits)
        kind, key, value = trait
        return self._traits[kind, key, value]

    def without(self, attribute: str, entry: str) -> int:
        """Return how many peers have a list without this entry."""
        return self.count("list", attribute, "") - self.count("entry", attribute, entry.lower())

    def without_capability(self, capability_id: str) -> int:
        """Return how many peers document capabilities, and not this one."""
        documenting = self.count("capabilities", "", "")
        return documenting - (self.count("id", "", capability_id) if capability_id else 0)

    def named_in(self, text: str) -> int:
        """Return how many peers a text against other tools names."""
        if text not in self._naming:
            self._naming[text] = sum(peer.is_named_in(text) for peer in self.profiles)
        return self._naming[text]

    def beaten(self, spec: AttributeSpec, value: float) -> int:
        """Return how many peers have a known number that is worse than `value`."""
        if spec.id not in self._numbers:
            values = (attribute_number(peer.attributes.get(spec.id)) for peer in self.profiles)
            self._numbers[spec.id] = sorted(number for number in values if number is not None)
        numbers = self._numbers[spec.id]
        if spec.better is Better.LOWER:
            return len(numbers) - bisect_right(numbers, value)
        return bisect_left(numbers, value)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison: the recommended tool and the other tool."""

    me: ToolProfile
    other: ToolProfile
    peers: Peers
    other_peers: Peers
    letter: str
    """`a` or `b`, as in the anchors of this side's capabilities."""
    only: tuple[int, ...]
    """Capabilities that only this side has."""
    both: tuple[tuple[int, int], ...]
    """Capabilities that both have: this side's index, the other's."""

    def is_general(self, count: int) -> bool:
        return self.peers.is_general(count)


def decide(
    sides: tuple[ToolProfile, ToolProfile],
    peers: tuple[Peers, Peers],
    alignment: Alignment,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Decision:
    """Return the rules for two tools.

    `peers` are the tools that each is compared with; `others` returns tools to point to where
    neither of the two has something, best first.
    """
    pairs = tuple((match.a, match.b) for match in alignment.both)
    turned = tuple((second, first) for first, second in pairs)
    a, b = sides
    for_a = _Side(a, b, *peers, "a", alignment.only_a, pairs)
    for_b = _Side(b, a, *peers[::-1], "b", alignment.only_b, turned)
    rules = [_chosen(_rules(side, attributes)) for side in (for_a, for_b)]
    shared = {rule.words.lower() for rule in rules[0]} & {rule.words.lower() for rule in rules[1]}
    first, second = (
        tuple(rule for rule in found if rule.words.lower() not in shared)[:MOST_RULES]
        for found in rules
    )
    return Decision(first, second, _chosen(_neither(a, b, attributes, others))[:MOST_RULES])


def _chosen(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules without duplicates."""
    once: dict[str, Rule] = {}
    for rule in rules:
        once.setdefault(rule.words.lower(), rule)
    return tuple(once.values())


def _rules(side: _Side, attributes: Sequence[AttributeSpec]) -> Iterator[Rule]:
    facts = [rule for spec in attributes if spec.is_reason for rule in _attribute(side, spec)]
    yield from facts[:MOST_FACTS]
    yield from _price(side)
    yield from _licence(side)
    yield from _status(side)
    if side.me.tool.capabilities and side.other.tool.capabilities:
        capabilities = _chosen((*_strengths(side), *_only(side), *_limits(side)))
        yield from capabilities[:MOST_CAPABILITIES]
    yield from facts[MOST_FACTS:]


def _attribute(side: _Side, spec: AttributeSpec) -> Iterator[Rule]:
    mine, theirs = side.me.attributes.get(spec.id), side.other.attributes.get(spec.id)
    if isinstance(mine, bool) and isinstance(theirs, bool):
        yield from _answer(side, spec, mine=mine, theirs=theirs)
    elif isinstance(mine, tuple) and isinstance(theirs, tuple):
        yield from _entries(side, spec, mine, theirs)
    elif spec.kind is AttributeKind.NUMBER:
        yield from _number(side, spec)


def _answer(side: _Side, spec: AttributeSpec, *, mine: bool, theirs: bool) -> Iterator[Rule]:
    """Yield a rule for a boolean attribute whose better value only this side has."""
    wanted = spec.better is Better.YES
    if spec.better not in {Better.YES, Better.NO} or mine is not wanted or theirs is wanted:
        return
    if side.is_general(side.peers.count("bool", spec.id, str(theirs))):
        return
    answer = "yes" if theirs else "no"
    anchor = row_anchor(fact_key(spec))
    if spec.rule:
        yield Rule("", spec.rule, f" ({answer} for {side.other.tool.name})", anchor)
    else:
        after = f" has to be {'no' if theirs else 'yes'}; for {side.other.tool.name} it is {answer}"
        yield Rule("", f"“{spec.label}”", after, anchor)


def _entries(
    side: _Side, spec: AttributeSpec, mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[Rule]:
    """Yield a rule for entries of this side's list that the other side's list lacks."""
    entries = [
        entry
        for entry in mine
        if not any(_overlap(entry, other) for other in theirs)
        and not side.other.mentions(entry)
        and not side.is_general(side.peers.without(spec.id, entry))
    ][:MOST_ENTRIES]
    if not entries:
        return
    before, value, after = (spec.rule or "you need {value}").partition("{value}")
    label = "" if spec.rule else f" ({inside_sentence(spec.label)})"
    lacking = "does not list it" if len(entries) == 1 else "lists neither"
    words = join_words(entries, "or") if value else before
    yield Rule(
        before if value else "",
        words,
        f"{after}{label}; {side.other.tool.name} {lacking}",
        row_anchor(fact_key(spec)),
    )


def _overlap(entry: str, other: str) -> bool:
    """Return whether one entry may include the other, as `GPU` includes `NVIDIA GPU`."""
    words, others = set(entry.lower().split()), set(other.lower().split())
    return words <= others or others <= words


def _number(side: _Side, spec: AttributeSpec) -> Iterator[Rule]:
    """Yield a rule for a number that is better than the other side's."""
    mine = attribute_number(side.me.attributes.get(spec.id))
    theirs = attribute_number(side.other.attributes.get(spec.id))
    if mine is None or theirs is None or spec.better not in {Better.HIGHER, Better.LOWER}:
        return
    higher = spec.better is Better.HIGHER
    better = mine > theirs if higher else mine < theirs
    if not better or side.is_general(side.peers.beaten(spec, mine)):
        return
    anchor = row_anchor(fact_key(spec))
    limit = next(fact.cell.text for fact in side.other.facts if fact.key == fact_key(spec))
    if spec.rule:
        before, value, after = spec.rule.partition("{value}")
        yield Rule(before if value else "", limit if value else before, after, anchor)
    else:
        words = f"{inside_sentence(spec.label)} {'above' if higher else 'below'} {limit}"
        yield Rule("you need ", words, f", as {side.other.tool.name} has", anchor)


def _price(side: _Side) -> Iterator[Rule]:
    model = side.other.tool.pricing.model
    if side.me.tool.pricing.has_free_tier and model in MUST_BE_PAID:
        if side.is_general(side.peers.count("paid", "", "")):
            return
        after = f"; {side.other.tool.name} is {PRICING_LABELS[model].lower()}"
        yield Rule("you want to ", "start without paying", after, row_anchor("pricing"))


def _licence(side: _Side) -> Iterator[Rule]:
    """Yield a rule where one licence is permissive and the other copyleft."""
    mine, theirs = (licence_family(one.tool.license) for one in (side.me, side.other))
    if not mine or not theirs or mine == theirs:
        return
    if side.is_general(side.peers.count("licence", theirs, "")):
        return
    after = f" licence; {side.other.tool.name} is under {side.other.tool.license}"
    words = f"{mine} ({side.me.tool.license})"
    yield Rule("you need a ", words, after, row_anchor("licence"))


def _status(side: _Side) -> Iterator[Rule]:
    status = side.other.tool.status
    if side.me.tool.status is Status.ACTIVE and status in ENDED:
        if side.is_general(side.peers.count("ended", "", "")):
            return
        state = {Status.ARCHIVED: "archived"}.get(status, "in maintenance only")
        after = f"; {side.other.tool.name} is {state}"
        yield Rule("you need ", "a project that is still developed", after, row_anchor("status"))


def _strengths(side: _Side) -> Iterator[Rule]:
    """Yield what a capability is best for where its own file sets it against the other tool."""
    if not side.other.is_named_in(side.me.rivals):
        return
    for index, capability in enumerate(side.me.tool.capabilities):
        text = capability.vs_alternatives
        if not side.other.is_named_in(text) or side.is_general(side.peers.named_in(text)):
            continue
        uses = [plain(use) for use in capability.best_for]
        use = next((use for use in uses if use.lower() not in side.other.phrases), "")
        if use:
            yield Rule("your case is: ", use, "", f"{side.letter}-{capability.anchor}")
        elif index in side.only and not uses:
            yield from _need(side, capability)


def _only(side: _Side) -> Iterator[Rule]:
    """Yield capabilities that most of this tool's peers have, and the other tool does not list."""
    for index in side.only:
        capability = side.me.tool.capabilities[index]
        if not side.is_general(side.peers.without_capability(capability.id)):
            yield from _need(side, capability)


def _need(side: _Side, capability: Capability) -> Iterator[Rule]:
    title = plain(capability.title)
    if title.lower() not in side.other.phrases:
        anchor = f"{side.letter}-{capability.anchor}"
        after = f", not listed for {side.other.tool.name}"
        yield Rule("you need ", inside_sentence(title), after, anchor)


def _limits(side: _Side) -> Iterator[Rule]:
    """Yield a limit of the other tool in a capability of both in which one file names the other."""
    me, other = side.me, side.other
    if not me.is_named_in(other.rivals):
        return
    for mine, theirs in side.both:
        capability = other.tool.capabilities[theirs]
        text = capability.vs_alternatives
        limits = [plain(limit) for limit in capability.limitations]
        foreign = [limit for limit in limits if limit.lower() not in me.limits]
        if not foreign or not me.tool.capabilities[mine].limitations:
            continue
        if me.is_named_in(text) and not side.other_peers.is_general(
            side.other_peers.named_in(text)
        ):
            letter = "b" if side.letter == "a" else "a"
            before = f"this limit of {other.tool.name} matters to you: "
            yield Rule(before, foreign[0], "", f"{letter}-{capability.anchor}")
            return


def _neither(
    a: ToolProfile,
    b: ToolProfile,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Iterator[Rule]:
    """Yield what both files say that the tools lack."""
    for spec in attributes:
        values = (a.attributes.get(spec.id), b.attributes.get(spec.id))
        if spec.is_reason and spec.better is Better.YES and values == (False, False):
            tools = (tool for tool in others() if dict(tool.attributes).get(spec.id) is True)
            see = next((tool.slug for tool in tools), "")
            anchor = row_anchor(fact_key(spec))
            if spec.rule:
                yield Rule("", spec.rule, "", anchor, see)
            else:
                yield Rule("", f"“{spec.label}”", " has to be yes", anchor, see)
    if a.tool.status in ENDED and b.tool.status in ENDED:
        states = "; ".join(
            sorted(
                f"{side.tool.name}: {STATUS_LABELS[side.tool.status].lower()}"
                for side in (a, b)
                if side.tool.status
            )
        )
        words = "a project that is still developed"
        yield Rule("you need ", words, f" ({states})", row_anchor("status"))
    if a.tool.pricing.model in MUST_BE_PAID and b.tool.pricing.model in MUST_BE_PAID:
        yield Rule("you ", "cannot pay", "", row_anchor("pricing"))
