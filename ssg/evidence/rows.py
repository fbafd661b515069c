"""One line of an evidence file <-> an `Evidence` value, and what is refused.

An event is `{"at", "query", "tool", "capability", "outcome", "position", "source"}`; an aggregate
has counts and a period in place of `at` and `outcome`. Rows with other keys are refused, so that no
address and no identifier of a reader reaches the site.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from ssg.catalog import Evidence
from ssg.json_value import JsonValue
from ssg.text import printable, unsafe_character, without_unsafe

__all__ = [
    "CAPABILITY",
    "DAY",
    "EVENT_KEYS",
    "MAX_COUNT",
    "MAX_POSITION",
    "MAX_QUERY",
    "MAX_SOURCE",
    "OUTCOMES",
    "SLUG",
    "TIME",
    "RowError",
    "as_record",
    "clean_query",
    "counts_of",
    "evidence_of",
    "is_personal",
    "merge",
    "row_text",
]

MAX_QUERY = 120
"""Longest query in characters; longer ones are cut by imports and refused in files."""
MAX_SOURCE = 60
MAX_COUNT = 10**12
MAX_POSITION = 20
"""The last position of a result that counts as itself; those below count as this one."""
OUTCOMES = ("shown", "opened", "chosen", "helped", "failed")
EVENT_KEYS = frozenset({"at", "query", "tool", "capability", "outcome", "position", "source"})
CSV_COLUMNS = ("query", "tool", "capability", *OUTCOMES, "positions", "from", "to", "source")
AGGREGATE_KEYS = frozenset(CSV_COLUMNS)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CAPABILITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][0-9:.,]{2,20}(?:Z|[+-]\d\d:?\d\d)?)?")
POSITIONS = re.compile(r"\d{1,12}/\d{1,12}(?: \d{1,12}/\d{1,12}){0,19}")
PERSONAL = re.compile(
    r"[^\s@]+@[^\s@]+\.[^\s@]"  # mail address
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # IPv4 address
    r"|\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b"  # IPv6 or hardware address
    r"|(?:\+|\b)\d(?:[ ()/.-]?\d){7,}"  # telephone, card or account number
    r"|\b(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{16,}\b"  # hexadecimal identifier
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"  # UUID
    r"|\beyj[\w-]{20,}"  # JSON web token
)


class RowError(ValueError):
    """A row is invalid; the message says why."""


def clean_query(text: str) -> str:
    """Return a query on one line in lower case, without invisible characters, cut to a limit."""
    return " ".join(without_unsafe(text[: 4 * MAX_QUERY]).lower().split())[:MAX_QUERY].strip()


def is_personal(query: str) -> bool:
    """Return whether a cleaned query contains what looks like an address or an identifier."""
    return len(query) > 5 and PERSONAL.search(query) is not None


def evidence_of(record: Mapping[str, JsonValue]) -> Evidence:
    """Return the counts of an event or an aggregate; raise RowError for an invalid one."""
    if "outcome" in record or "at" in record:
        return _event(record)
    _check_keys(record, AGGREGATE_KEYS, AGGREGATE_KEYS - {"capability", "positions", *OUTCOMES})
    counts = [_count(record.get(name, 0), name) for name in OUTCOMES]
    first, last = _day(record["from"], "from"), _day(record["to"], "to")
    if not any(counts):
        raise RowError("all counts are 0")
    if last < first:
        raise RowError('"to" is before "from"')
    positions = _positions(record.get("positions", []), counts[0], counts[1])
    return _evidence(record, counts, positions, first, last)


def _event(record: Mapping[str, JsonValue]) -> Evidence:
    _check_keys(record, EVENT_KEYS, EVENT_KEYS - {"capability", "position"})
    outcome, position = record["outcome"], record.get("position")
    if not isinstance(outcome, str) or outcome not in OUTCOMES:
        raise RowError(f'"outcome" is not one of {", ".join(OUTCOMES)}')
    positions: tuple[tuple[int, int], ...] = ()
    if position is not None and position != "":
        place = min(MAX_POSITION, _count(position, "position"))
        if place < 1:
            raise RowError('"position" starts at 1')
        if outcome in {"shown", "opened"}:
            cell = (1, 0) if outcome == "shown" else (0, 1)
            positions = ((0, 0),) * (place - 1) + (cell,)
    day = _day(record["at"], "at", TIME)
    counts = [int(name == outcome) for name in OUTCOMES]
    return _evidence(record, counts, positions, day, day)


def _check_keys(
    record: Mapping[str, JsonValue], known: Collection[str], required: Collection[str]
) -> None:
    unknown = sorted(record.keys() - known)
    if unknown:
        raise RowError(f'unknown key "{printable(unknown[0])}"')
    missing = sorted(key for key in required if record.get(key) in (None, ""))
    if missing:
        raise RowError(f'"{missing[0]}" is missing')


def _evidence(
    record: Mapping[str, JsonValue],
    counts: Sequence[int],
    positions: tuple[tuple[int, int], ...],
    first: date,
    last: date,
) -> Evidence:
    query = _text(record["query"], "query", MAX_QUERY)
    if is_personal(query.lower()):
        raise RowError("the query looks like an address or an identifier of a person")
    tool, capability = record["tool"], record.get("capability") or ""
    if not isinstance(tool, str) or not SLUG.fullmatch(tool):
        raise RowError('"tool" is not a slug')
    if not isinstance(capability, str) or (capability and not CAPABILITY.fullmatch(capability)):
        raise RowError('"capability" is not the id or anchor of a capability')
    source = _text(record["source"], "source", MAX_SOURCE)
    if is_personal(source.lower()):
        raise RowError("the source looks like an address or an identifier of a person")
    shown, opened, chosen, helped, failed = counts
    return Evidence(
        query=clean_query(query),
        tool=tool,
        capability=capability,
        shown=shown,
        opened=opened,
        chosen=chosen,
        helped=helped,
        failed=failed,
        positions=positions,
        first=first,
        last=last,
        source=source,
    )


def _text(value: JsonValue, name: str, limit: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RowError(f'"{name}" is not a text')
    if len(value) > limit:
        raise RowError(f'"{name}" is longer than {limit} characters')
    if "\n" in value or "\r" in value or unsafe_character(value):
        raise RowError(f'"{name}" has a line break or an invisible character')
    return value.strip()


def _count(value: JsonValue, name: str) -> int:
    """Return a count; CSV files have it as text."""
    if isinstance(value, str):
        digits = value.strip() or "0"
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
            raise RowError(f'"{name}" is not a whole number')
        return int(digits)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_COUNT:
        raise RowError(f'"{name}" is not a whole number from 0')
    return value


def _day(value: JsonValue, name: str, form: re.Pattern[str] = DAY) -> date:
    if isinstance(value, str) and form.fullmatch(value):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            pass
    raise RowError(f'"{name}" is not a date such as 2026-11-21')


def _positions(value: JsonValue, shown: int, opened: int) -> tuple[tuple[int, int], ...]:
    """Return the counts by position, given as lists, or as `40/12 3/1` in CSV files."""
    if isinstance(value, str):
        if value and not POSITIONS.fullmatch(value):
            raise RowError('"positions" is not of the form "40/12 3/1"')
        value = [[int(number) for number in cell.split("/")] for cell in value.split()]
    cells: list[tuple[int, int]] = []
    for cell in value if isinstance(value, list) else [None]:
        if not isinstance(cell, list) or len(cell) != 2:
            raise RowError('"positions" is not a list of [shown, opened]')
        cells.append((_count(cell[0], "positions"), _count(cell[1], "positions")))
    if len(cells) > MAX_POSITION:
        raise RowError(f'"positions" has more than {MAX_POSITION} entries')
    if sum(cell[0] for cell in cells) > shown or sum(cell[1] for cell in cells) > opened:
        raise RowError('"positions" has more than "shown" or "opened"')
    return tuple(cells)


def counts_of(row: Evidence) -> tuple[int, int, int, int, int]:
    """Return the counts of a row in the order of `OUTCOMES`."""
    return row.shown, row.opened, row.chosen, row.helped, row.failed


def merge(a: Evidence, b: Evidence) -> Evidence:
    """Return the sum of two rows about the same query, tool, capability and source."""
    longest = max(len(a.positions), len(b.positions))
    empty = ((0, 0),)
    pairs = zip(
        a.positions + empty * (longest - len(a.positions)),
        b.positions + empty * (longest - len(b.positions)),
        strict=True,
    )
    return Evidence(
        query=a.query,
        tool=a.tool,
        capability=a.capability,
        shown=a.shown + b.shown,
        opened=a.opened + b.opened,
        chosen=a.chosen + b.chosen,
        helped=a.helped + b.helped,
        failed=a.failed + b.failed,
        positions=tuple((one[0] + two[0], one[1] + two[1]) for one, two in pairs),
        first=min(a.first, b.first),
        last=max(a.last, b.last),
        source=a.source,
    )


def as_record(row: Evidence) -> dict[str, JsonValue]:
    """Return a row as it is written to JSON Lines; empty optional keys are left out."""
    record: dict[str, JsonValue] = {"query": row.query, "tool": row.tool}
    if row.capability:
        record["capability"] = row.capability
    record.update(zip(OUTCOMES, counts_of(row), strict=True))
    if row.positions:
        record["positions"] = [list(cell) for cell in row.positions]
    return {
        **record,
        "from": row.first.isoformat(),
        "to": row.last.isoformat(),
        "source": row.source,
    }


def row_text(rows: Iterable[Evidence]) -> str:
    """Return rows as JSON Lines, one row per line."""
    return "".join(
        json.dumps(as_record(row), ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows
    )
