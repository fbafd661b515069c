"""Read `content/tools/<slug>.<language>.yaml`: the texts of a tool in another language.

The file has the keys of a tool's file that are texts. Capabilities are named by the last part of
their address on the tool's page. A list has as many entries as in the tool's file, since sources
belong to single entries. Facts are in the tool's file only.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from ssg.catalog import Capability, Tool, ToolTranslation
from ssg.content.document import YamlDocument, read_text
from ssg.content.field_types import MAX_LONG_TEXT, FileModel
from ssg.content.file_models import file_model, translation_model
from ssg.content.files import ContentFile
from ssg.content.location import Location
from ssg.content.site_translation import fact_problems
from ssg.content.tool_reading import TranslationFiles
from ssg.content.yaml_file import parse_model
from ssg.errors import Code, Problem
from ssg.fields import Key, Keys, declared_keys, translated_keys
from ssg.rendering.markdown import rendered_fault, total_fault
from ssg.text import count, did_you_mean, printable

__all__ = ["MARKDOWN_HINT", "ToolTranslationFile", "read_translation"]

UNCOMMENTED = re.compile(r"^[ \t]*[^\s#]", re.MULTILINE)
"""The beginning of a line with content; `ssg new translation` writes a file that has none."""
MARKDOWN_HINT = "shorten it, or write it as plain paragraphs"
Texts = tuple[tuple[Keys, str | tuple[str, ...]], ...]

CapabilityTexts = translation_model(Capability, "The texts of a capability.")
ToolTranslationFile = translation_model(
    Tool,
    "`content/tools/<slug>.<language>.yaml`: the texts of a tool in another language.",
    {
        "capabilities": (
            dict[str, CapabilityTexts],  # type: ignore[valid-type]
            Field(
                default_factory=dict,
                description="Capabilities by the last part of their address on the tool's page: "
                "the id, or the title in small letters with hyphens.",
                examples=[{"gradient-checkpointing": {"title": "Aktivierungen neu berechnen"}}],
            ),
        )
    },
)
"""The model of a translation of a tool."""


def read_translation(
    tool: Tool, files: TranslationFiles
) -> tuple[ToolTranslation | None, list[Problem]]:
    """Return the texts of a tool in a language, or None with every problem of their files."""
    texts, problems = _read_texts(tool, files.entry) if files.entry else ((), [])
    if files.body:
        text, faults = _read_body(tool, files.body)
        problems += faults
        if any(keys == ("description",) for keys, _ in texts):
            location, name = Location(files.body.path), files.entry.path if files.entry else ""
            message = f"{name} also has a description"
            problems.append(location.problem(Code.REPEATED, message, "remove one of them"))
        texts = (*texts, (("description",), text)) if text else texts
    path = (files.entry or files.body or ContentFile(Path(), "")).path
    if fault := total_fault(text for _, value in texts for text in _each(value)):
        problems.append(Location(path).problem(Code.MARKDOWN, fault, MARKDOWN_HINT))
    if problems:
        return None, problems
    return ToolTranslation(language=files.language, texts=texts, path=path), []


def _read_body(tool: Tool, body: ContentFile) -> tuple[str, list[Problem]]:
    """Return the description in a Markdown file, and its problems."""
    text, problems = read_text(body.file, body.path)
    location = Location(body.path)
    if not tool.description:
        message = "the tool has no description to translate"
        problems.append(location.problem(Code.TRANSLATION, message, "add one, or remove this file"))
    if len(text) > MAX_LONG_TEXT:
        hint = f"at most {MAX_LONG_TEXT:,} characters"
        problems.append(location.problem(Code.LENGTH, "the text is too long", hint))
    elif fault := rendered_fault(text):
        problems.append(location.problem(Code.MARKDOWN, fault, MARKDOWN_HINT))
    return text.strip(), problems


def _read_texts(tool: Tool, entry: ContentFile) -> tuple[Texts, list[Problem]]:
    """Return the texts of a YAML file by their path in the tool, and its problems."""
    text, problems = read_text(entry.file, entry.path)
    if problems or not UNCOMMENTED.search(text):
        return (), problems
    file = parse_model(text, entry.path, ToolTranslationFile)
    problems = _fact_problems(tool, file.document)
    places = {(problem.line, problem.column) for problem in problems}
    problems += [each for each in file.problems if (each.line, each.column) not in places]
    if file.model is None:
        return (), problems
    known = {each.anchor: index for index, each in enumerate(tool.capabilities)}
    given: Mapping[str, FileModel] = vars(file.model)["capabilities"]
    problems += _unknown_capabilities(given, known, file.document)
    texts = _texts(file.model, tool, ((), ()), file.document, problems)
    for anchor, model in given.items():
        if anchor in known:
            paths = ("capabilities", anchor), ("capabilities", known[anchor])
            capability = tool.capabilities[known[anchor]]
            texts += _texts(model, capability, paths, file.document, problems)
    return texts, problems


def _fact_problems(tool: Tool, document: YamlDocument) -> list[Problem]:
    """Return a problem for each key that is no text: at the top, and of each capability."""
    value = document.value
    problems = fact_problems(document, ToolTranslationFile, file_model(Tool))
    capabilities = value.get("capabilities") if isinstance(value, dict) else None
    if isinstance(capabilities, list):
        anchors = ", ".join(each.anchor for each in tool.capabilities[:3])
        return [
            *problems,
            document.locate(("capabilities",)).problem(
                Code.TRANSLATION,
                "translations name each capability by the last part of its address",
                f'write "<name>: {{title: ...}}" lines; known: {printable(anchors)}',
            ),
        ]
    for anchor, texts in capabilities.items() if isinstance(capabilities, dict) else ():
        part = document.at(("capabilities", anchor), texts)
        problems += fact_problems(part, CapabilityTexts, file_model(Capability))
    return problems


def _unknown_capabilities(
    given: Mapping[str, FileModel], known: Mapping[str, int], document: YamlDocument
) -> Iterator[Problem]:
    for anchor in given:
        if anchor not in known:
            location = document.locate(("capabilities", anchor), at_key=True)
            message = f'the tool has no capability "{printable(anchor)}"'
            listed = ", ".join(list(known)[:8])
            hint = did_you_mean(anchor, known) or (f"known: {listed}" if known else "remove it")
            yield location.problem(Code.UNKNOWN_CAPABILITY, message, hint)


def _texts(
    model: FileModel,
    record: Tool | Capability,
    paths: tuple[Keys, Keys],
    document: YamlDocument,
    problems: list[Problem],
) -> Texts:
    """Return the texts of a tool or a capability by their path in the tool; add their problems.

    `paths`: where the record is in the file, and in the tool.
    """
    values, texts = vars(model), list[tuple[Keys, str | tuple[str, ...]]]()
    written, keys = paths
    record_type: type = type(record)
    declared = declared_keys(record_type)
    for name, read in translated_keys(record_type).items():
        value, original = values[name], read(record)
        if not value:
            continue
        if isinstance(value, dict):
            named = (*written, name), (*keys, name)
            texts += _named_texts(value, original, named, document, problems)
            continue
        text = tuple(value) if isinstance(value, list) else value.strip()
        fault = _fault(name, text, original, declared[name][0])
        if fault:
            location = document.locate((*written, name), at_key=not original)
            problems.append(location.problem(*fault))
        else:
            texts.append(((*keys, name), text))
    return tuple(texts)


def _named_texts(
    texts: Mapping[str, str],
    original: object,
    paths: tuple[Keys, Keys],
    document: YamlDocument,
    problems: list[Problem],
) -> Iterator[tuple[Keys, str]]:
    """Yield the texts of a mapping by their path in the tool; add the problems of unknown keys."""
    known = [name for name, _ in original] if isinstance(original, tuple) else []
    for name, text in texts.items():
        if name in known:
            yield (*paths[1], name), text.strip()
            continue
        message = f'the tool\'s file has no "{printable(name)}" here'
        hint = did_you_mean(name, known) or "add it to the tool's file first, or remove it"
        location = document.locate((*paths[0], name), at_key=True)
        problems.append(location.problem(Code.TRANSLATION, message, hint))


def _fault(
    name: str, text: str | tuple[str, ...], original: object, key: Key
) -> tuple[Code, str, str] | None:
    """Return code, message and hint of what is wrong with a text; None if nothing is."""
    if not original:
        message = f'the tool\'s file has no "{name}" here'
        return Code.TRANSLATION, message, "add it to the tool's file first, or remove it"
    known = original if isinstance(original, tuple) else ()
    if isinstance(text, tuple) and not key.in_translations and len(text) != len(known):
        entries = count(len(text), "entry", "entries")
        message = f'"{name}" has {entries}, and {len(known)} in the tool\'s file'
        return Code.TRANSLATION, message, "translate the same entries in the same order"
    fault = next(filter(None, map(rendered_fault, _each(text))), "")
    return (Code.MARKDOWN, fault, MARKDOWN_HINT) if fault else None


def _each(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)
