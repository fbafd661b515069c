"""Model of `from` in `content/site.yaml`: where `ssg refresh` gets a value."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from ssg.content.field_types import MAX_URL, FileModel, check_url, shown
from ssg.json_value import JsonValue
from ssg.settings import Origin
from ssg.text import printable

__all__ = ["PLACEHOLDERS", "OriginValue", "origin_from"]

SOURCE = r"[a-z][a-z0-9_-]*\.[a-z][a-z0-9_]*"
PLACEHOLDERS = ("slug", "name", "repository", "pypi", "npm", "crates")
"""Parts of a JSON URL that are filled in for each tool."""
PLACEHOLDER = re.compile(r"\{(\w*)\}")
MAX_STEPS = 20
INDEX = re.compile("[0-9]{1,6}")
STEPS_HINT = "write it as data.count, or as [data, 0, count]"


def _check_template(value: str) -> str:
    """Require a public https URL whose host is the same for every tool."""
    unknown = [name for name in PLACEHOLDER.findall(value) if name not in PLACEHOLDERS]
    if unknown:
        raise PydanticCustomError(
            "origin",
            "unknown placeholder {name}",
            {"name": printable(unknown[0]), "hint": f"known: {', '.join(PLACEHOLDERS)}"},
        )
    fault = check_url(PLACEHOLDER.sub("x", value))
    if fault or not value.startswith("https://"):
        raise PydanticCustomError(
            "origin",
            "{shown} {fault}",
            {
                "shown": shown(value),
                "fault": fault or "is not an https URL",
                "hint": "use a public https:// URL",
            },
        )
    if "{" in value.removeprefix("https://").partition("/")[0]:
        raise PydanticCustomError(
            "origin",
            "has a placeholder in its host",
            {"hint": "use placeholders in the path or the query only"},
        )
    return value


def _as_mapping(value: JsonValue) -> JsonValue:
    return {"source": value} if isinstance(value, str) else value


def _steps(value: object) -> tuple[str | int, ...]:
    """Return `data.0.count`, or a list of keys and indexes, as keys and indexes."""
    steps: object = value
    if isinstance(value, str):
        steps = [int(step) if INDEX.fullmatch(step) else step for step in value.split(".")]
    if not isinstance(steps, list) or not 0 < len(steps) <= MAX_STEPS:
        raise PydanticCustomError("origin", "is not a path", {"hint": STEPS_HINT})
    checked: list[str | int] = []
    for step in steps:
        if isinstance(step, bool) or not isinstance(step, (str, int)) or step == "":
            raise PydanticCustomError(
                "origin",
                "{shown} is neither a key nor an index",
                {"shown": shown(step), "hint": STEPS_HINT},
            )
        checked.append(step)
    return tuple(checked)


SourceName = Annotated[str, Field(pattern=f"^{SOURCE}$", max_length=100)]
Template = Annotated[str, Field(max_length=MAX_URL), AfterValidator(_check_template)]
Steps = Annotated[
    tuple[str | int, ...],
    PlainValidator(_steps, json_schema_input_type=str | list[str | int]),
]


class OriginFile(FileModel):
    """Where a value comes from: a source such as `github.stars`, or a URL and a path."""

    source: SourceName | None = Field(
        None, description="A service and one of its fields.", examples=["github.stars"]
    )
    url: Template | None = Field(
        None,
        description="URL of a JSON document; {slug}, {name}, {repository}, {pypi}, {npm} and "
        "{crates} are filled in for each tool.",
        examples=["https://api.example.com/tools/{slug}"],
    )
    path: Steps | None = Field(
        None,
        description="Where the value is in the document: keys and indexes, joined by dots or in a "
        "list.",
        examples=["data.count"],
    )

    @model_validator(mode="after")
    def _one_kind(self) -> "OriginFile":
        is_complete = bool(self.url) == bool(self.path) and bool(self.url) != bool(self.source)
        if not is_complete:
            raise PydanticCustomError("origin", "needs a source, or a url and a path")
        return self


OriginValue = Annotated[
    OriginFile, BeforeValidator(_as_mapping, json_schema_input_type=SourceName | OriginFile)
]


def origin_from(file: OriginFile | None) -> Origin | None:
    """Return the value of a validated `from`."""
    if file is None:
        return None
    return Origin(source=file.source or "", url=file.url or "", path=file.path or ())
