"""One tool -> the new text of its file, the values for its history, and warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ssg.authoring.refresh.client import Client, FetchError, Reason
from ssg.authoring.refresh.sources import Reading
from ssg.authoring.refresh.targets import Target, UnusableError
from ssg.authoring.yaml_patch import FieldPath, set_values
from ssg.authoring.yaml_writer import canonical
from ssg.catalog import Tool
from ssg.content.document import YamlDocument, parse_yaml
from ssg.content.tool_schema import ToolFile
from ssg.content.yaml_file import parse_model
from ssg.errors import Code, Problem, Severity
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["ToolUpdate", "update_tool"]

ORDER = tuple(ToolFile.model_fields)


@dataclass(frozen=True, slots=True)
class ToolUpdate:
    """The result of refreshing one tool."""

    tool: Tool
    before: str
    """Text of the file."""
    after: str
    """Equal to `before` if nothing changed."""
    values: Mapping[str, float]
    """Id -> value of the signals that were measured and have a history."""
    problems: tuple[Problem, ...] = ()
    """Warnings; the values of the file stay."""
    is_limited: bool = False
    """Whether something was not asked because of a rate limit."""


def update_tool(
    tool: Tool, text: str, targets: Sequence[Target], client: Client, day: date
) -> ToolUpdate:
    """Ask all sources of a tool, and set what they answer in the text of its file."""
    reader = _ToolReader(tool, parse_yaml(text, tool.path)[0], client, day)
    for target in targets:
        reader.read(target)
    after = reader.patched(text)
    problems = tuple(reader.problems.values())
    return ToolUpdate(tool, text, after, reader.values, problems, reader.is_limited)


class _ToolReader:
    """Reads the values of one tool, and collects changes and warnings."""

    def __init__(self, tool: Tool, document: YamlDocument, client: Client, day: date) -> None:
        self._tool, self._document, self._client, self._day = tool, document, client, day
        self._changes: dict[FieldPath, JsonValue] = {}
        self.values: dict[str, float] = {}
        self.problems: dict[str, Problem] = {}
        """By message: several values of one document fail for the same reason."""
        self.is_limited = False

    def read(self, target: Target) -> None:
        """Read one value; note the change of the file, or why there is none."""
        if self._is_fresh(target):
            return
        try:
            reading = target.source(self._tool, self._client)
            if reading is None:
                return
            if reading.moved_to:
                message = f'it has moved to "{printable(reading.moved_to, 300)}"'
                self._warn(Code.MOVED_LINK, target, message, f'update "{target.subject}"')
            value = None if reading.value is None else target.convert(reading.value)
        except FetchError as error:
            self._note_failure(target, error)
        except UnusableError as error:
            message = f'"{".".join(target.keys)}" is not updated: {error}'
            self._warn(Code.WRONG_TYPE, target, message, "check its source in site.yaml")
        else:
            if value is not None:
                self._note_value(target, value, reading)

    def _is_fresh(self, target: Target) -> bool:
        """Return whether `max_age` is set and the file has a measurement that is young enough."""
        max_age = self._client.options.max_age
        days = [
            signal.measured
            for signal in self._tool.signals
            if target.keys == ("signals", signal.id) and signal.measured
        ]
        return bool(max_age and days) and 0 <= (self._day - days[0]).days <= max_age

    def _warn(self, code: Code, target: Target, message: str, hint: str) -> None:
        location = self._document.locate((target.subject,))
        self.problems[message] = location.problem(code, message, hint, Severity.WARNING)

    def _note_failure(self, target: Target, error: FetchError) -> None:
        if error.reason is Reason.LIMITED:
            self.is_limited = True
        elif error.reason is Reason.GONE:
            hint = "check whether it was moved, renamed or removed; its values stay as they are"
            self._warn(Code.DEAD_OUTSIDE_LINK, target, str(error), hint)
        else:
            self._warn(Code.UNANSWERED_LINK, target, str(error), "its values stay as they are")

    def _note_value(self, target: Target, value: JsonValue, reading: Reading) -> None:
        """Set the value with its source and day; `updated` has no place for them."""
        old, keys, day = self._value(target.keys), target.keys, self._day.isoformat()
        old_value = old.get("value") if isinstance(old, dict) else old
        if keys == ("license",) and _is_more_precise(old_value, value):
            return
        if keys[0] == "signals":
            self._changes[keys] = {"value": value, "source": reading.url, "measured": day}
        elif keys == ("updated",):
            self._changes[keys] = value
        elif isinstance(old, dict) or keys[0] == "attributes" or old != value:
            self._changes[keys] = {"value": value, "source": reading.url, "checked": day}
        if target.has_history and isinstance(value, (int, float)):
            self.values[target.keys[-1]] = float(value)

    def _value(self, keys: FieldPath) -> JsonValue:
        value = self._document.value
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def patched(self, text: str) -> str:
        """Return the text with all changes, or unchanged if that would damage the file."""
        after = set_values(text, self._changes, ORDER)
        if after == text:
            return text
        if canonical(text, self._tool.path, ToolFile) == text:
            after = canonical(after, self._tool.path, ToolFile) or after
        file = parse_model(after, self._tool.path, ToolFile)
        if file.problems or not self._is_expected(file.document.value):
            message = "the new values do not fit into the file"
            problem = self._document.locate(()).problem(
                Code.WRONG_TYPE,
                f"{message}: {file.problems[0].message}" if file.problems else message,
                "the file was left as it is; set them by hand",
                Severity.WARNING,
            )
            self.problems[message] = problem
            return text
        return after

    def _is_expected(self, value: JsonValue) -> bool:
        """Return whether a document is the old one with the changes, and nothing else."""
        expected = _copy(self._document.value)
        for keys, new in self._changes.items():
            parent = expected
            for key in keys[:-1]:
                parent = parent.setdefault(key, {}) if isinstance(parent, dict) else None
            if not isinstance(parent, dict):
                return False
            old = parent.get(keys[-1])
            if isinstance(old, dict) and isinstance(new, dict):
                parent[keys[-1]] = {**old, **new}
            else:
                parent[keys[-1]] = new
        return expected == value


def _copy(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return value


def _is_more_precise(old: JsonValue, new: JsonValue) -> bool:
    """Return whether a file has `GPL-3.0-only` or `-or-later`, and the source just `GPL-3.0`."""
    return isinstance(old, str) and old.lower() in {
        f"{new}-only".lower(),
        f"{new}-or-later".lower(),
    }
