"""Types, categories and attributes of tools in `content/site.yaml`."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, Strict
from pydantic_core import PydanticCustomError

from ssg.content.field_types import FileModel, Line, Lines, Slug, shown
from ssg.content.origin_schema import OriginValue, origin_from
from ssg.json_value import JsonValue
from ssg.settings import CONTRAST_PLACES, AttributeKind, AttributeSpec, Better, Inheritance

__all__ = [
    "AttributeFile",
    "CategoryValue",
    "ContrastValue",
    "RuleValue",
    "TypeValue",
    "attribute_spec",
]


def _better(value: object) -> bool | str:
    if isinstance(value, bool) or (isinstance(value, str) and value in {"higher", "lower"}):
        return value
    raise PydanticCustomError("better", "found {shown}", {"shown": shown(value)})


def _rule(value: object) -> bool | str:
    """Accept false or one line of text."""
    if value is False:
        return False
    if isinstance(value, str) and value.strip() and "\n" not in value.strip():
        return value.strip()
    raise PydanticCustomError("rule", "found {shown}", {"shown": shown(value)})


def _contrast(value: str) -> str:
    """Accept a text with each of `CONTRAST_PLACES` once, and no other braces."""
    places = re.findall(r"\{[^{}]*\}|[{}]", value)
    if sorted(places) == sorted(CONTRAST_PLACES):
        return value
    raise PydanticCustomError("contrast", "found {shown}", {"shown": shown(value)})


BetterValue = Annotated[
    bool | str, PlainValidator(_better, json_schema_input_type=bool | Literal["higher", "lower"])
]
RuleValue = Annotated[
    str | bool, PlainValidator(_rule, json_schema_input_type=Line | Literal[False])
]
"""Text of a decision rule, or false for none."""
ContrastValue = Annotated[Line, AfterValidator(_contrast)]
"""Sentence about two lists without a common entry."""
SchemaType = Literal[
    "CreativeWork",
    "DataCatalog",
    "Dataset",
    "MobileApplication",
    "Organization",
    "Product",
    "Service",
    "SoftwareApplication",
    "SoftwareSourceCode",
    "VideoGame",
    "WebApplication",
]
"""Types of schema.org that describe what sites compare."""


def _label_only(value: JsonValue) -> JsonValue:
    return {"label": value} if isinstance(value, str) else value


class TypeFile(FileModel):
    """A type of tools; a bare label is allowed in its place."""

    label: Line = Field(description="The label on the pages.", examples=["Dataset"])
    schema_type: SchemaType | None = Field(
        None,
        description="Type of schema.org in the structured data of its tools; by default "
        "SoftwareApplication, and Dataset for the type dataset.",
        examples=["Dataset"],
    )


TypeValue = Annotated[
    TypeFile, BeforeValidator(_label_only, json_schema_input_type=Line | TypeFile)
]


def _name_only(value: JsonValue) -> JsonValue:
    return {"name": value} if isinstance(value, str) else value


class CategoryFile(FileModel):
    """A category; a bare name is allowed in its place."""

    name: Line = Field(description="The name on the pages.", examples=["Training frameworks"])
    description: Annotated[str, Field(max_length=1_000)] = Field(
        "",
        description="What belongs in it.",
        examples=["Loops, precision and parallelism around a model you have."],
    )
    purpose: Line | None = Field(
        None,
        description='What its tools are for, as sentences of comparisons have it after "for".',
        examples=["scaling a training loop over devices"],
    )
    related: list[Slug] = Field(
        [],
        description="Ids of categories whose tools may do the same job: their tools are "
        "alternatives if their summaries say so.",
        examples=[["fine-tuning"]],
    )


CategoryValue = Annotated[
    CategoryFile, BeforeValidator(_name_only, json_schema_input_type=Line | CategoryFile)
]


class AttributeFile(FileModel):
    """A typed fact by which tools are compared."""

    label: Line = Field(description="The label on the pages.", examples=["Context length"])
    kind: Annotated[AttributeKind, Strict(strict=False)] = Field(
        description="Type of the values. Amounts of money are written as `20 USD` or "
        "`19.99 EUR/month`, ranges as `8-64`, `8+` or `up to 64`, versions in quotes.",
        examples=["number"],
    )
    unit: Line | None = Field(
        None, description="Unit of the numbers of a number or a range.", examples=["tokens"]
    )
    group: Line | None = Field(
        None,
        description="Heading under which tables show it; attributes without a group come first.",
        examples=["Limits"],
    )
    better: BetterValue | None = Field(
        None,
        description="Which value is better: higher or lower for kinds with an order (number, "
        "date, money, range, version), true or false for booleans.",
        examples=["higher"],
    )
    from_: OriginValue | None = Field(
        None, alias="from", description="Where `ssg refresh` gets it.", examples=["pypi.version"]
    )
    applies_to: list[Slug] = Field(
        [],
        alias="for",
        description="Types and categories whose tools can have a value; without it every tool can.",
        examples=[["dataset"]],
    )
    rule: RuleValue | None = Field(
        None,
        description='The reason to choose a tool that has the value, after "Choose it if"; '
        "{value} is replaced by the value. false where a difference is no reason to choose.",
        examples=["you train on {value}"],
    )
    synonyms: Lines = Field(
        [],
        description="Other words for what it is about. A reason that a file gives in its "
        "`choose_over` with these words is not repeated as a rule about the attribute.",
        examples=[["browser"]],
    )
    general: Lines = Field(
        [],
        description="Words of its label, rule and entries that are not what it is about: a reason "
        "of `choose_over` with only these words in common is about something else.",
        examples=[["GPU"]],
    )
    inherited: bool | Literal["listed"] = Field(
        False,
        description="Whether a tool has the entries of what it is `built_on`. `listed`: those in "
        "the files of its bases, so that they are no reason against it. true: also what they do "
        "not list, so that no entry is a reason to choose it over its base, nor over a tool with a "
        "common base that lists another entry ending with the same word.",
        examples=[True, "listed"],
    )
    contrast: ContrastValue | None = Field(
        None,
        description="A sentence for comparisons of two tools whose lists have no entry in common: "
        "{a} and {b} are replaced by their names, {values_a} and {values_b} by their entries. Then "
        "the entries are no reason to choose one of the two. There is no such sentence where a "
        "text of one of them names an entry that its list lacks.",
        examples=["{a} is built with {values_a}, {b} with {values_b}."],
    )
    entry_synonyms: Annotated[dict[Line, Lines], Field(max_length=200)] = Field(
        {},
        description="Entry of a list, and words by which texts name it. A tool with such a word in "
        "its texts has no rule and no contrast against it for this entry.",
        examples=[{"Python": ["Django", "Flask"]}],
    )
    compare: bool = Field(
        True,
        description="Whether comparisons show it. false for what says nothing in a comparison, "
        "such as the numbers of releases: then only the pages of the tools show it.",
        examples=[False],
    )


INHERITED: Mapping[bool | str, Inheritance] = {
    False: Inheritance.NONE,
    True: Inheritance.ALL,
    "listed": Inheritance.LISTED,
}
"""Value of `inherited` in the file -> the setting."""


def attribute_spec(key: str, file: AttributeFile) -> AttributeSpec:
    """Return the setting of an attribute with this key."""
    better = {
        True: Better.YES,
        False: Better.NO,
        "higher": Better.HIGHER,
        "lower": Better.LOWER,
        None: None,
    }
    return AttributeSpec(
        id=key,
        label=file.label,
        kind=file.kind,
        unit=file.unit or "",
        better=better[file.better],
        applies_to=tuple(file.applies_to),
        group=file.group or "",
        rule=file.rule if isinstance(file.rule, str) else "",
        is_reason=file.compare and file.rule is not False,
        is_compared=file.compare,
        synonyms=tuple(file.synonyms),
        general=tuple(file.general),
        inherited=INHERITED[file.inherited],
        contrast=file.contrast or "",
        entry_synonyms=tuple((key, tuple(words)) for key, words in file.entry_synonyms.items()),
        origin=origin_from(file.from_),
    )
