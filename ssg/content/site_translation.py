"""Read `content/site.<language>.yaml`: the texts of `content/site.yaml` in another language."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from ssg.content.document import YamlDocument
from ssg.content.field_types import FileModel, Line, fields_by_key
from ssg.content.site_schema import SiteFile
from ssg.content.theme_schema import LinkFile, ThemeFile
from ssg.content.vocabulary_schema import ContrastValue, RuleValue
from ssg.content.yaml_file import read_yaml
from ssg.errors import Code, Problem
from ssg.fields import Keys, with_values
from ssg.json_value import JsonValue
from ssg.settings import (
    BUILT_IN_SIGNALS,
    DEFAULT_COMPONENTS,
    SITE_FILE,
    ComponentSpec,
    Settings,
    SignalSpec,
)
from ssg.text import did_you_mean, printable

__all__ = [
    "SiteTranslationFile",
    "fact_problems",
    "for_readers_only",
    "read_site_translation",
    "translation_path",
    "with_score_labels",
]

Model = TypeVar("Model", bound=FileModel)
Spec = TypeVar("Spec", ComponentSpec, SignalSpec)


def translation_path(path: str, language: str) -> str:
    """Return the file with the texts of another one: `content/site.yaml` -> `site.de.yaml`."""
    stem, _, suffix = path.rpartition(".")
    return f"{stem}.{language}.{suffix}"


def _label_only(value: JsonValue) -> JsonValue:
    return {"label": value} if isinstance(value, str) else value


def _name_only(value: JsonValue) -> JsonValue:
    return {"name": value} if isinstance(value, str) else value


class CategoryTexts(FileModel):
    """The texts of a category; a bare name is allowed in its place."""

    name: Line | None = Field(
        None, description="The name on the pages.", examples=["Training-Frameworks"]
    )
    description: Annotated[str, Field(max_length=1_000)] | None = Field(
        None, description="What belongs in it.", examples=["Schleifen um ein vorhandenes Modell."]
    )
    purpose: Line | None = Field(
        None,
        description='What its tools are for, as sentences of comparisons have it after "for".',
        examples=["das Training auf vielen Geräten"],
    )


class AttributeTexts(FileModel):
    """The texts of an attribute; a bare label is allowed in its place."""

    label: Line | None = Field(
        None, description="The label on the pages.", examples=["Kontextlänge"]
    )
    unit: Line | None = Field(None, description="Unit of the numbers.", examples=["Token"])
    group: Line | None = Field(
        None, description="Heading under which tables show it.", examples=["Grenzen"]
    )
    rule: RuleValue | None = Field(
        None,
        description='The reason to choose a tool that has the value, after "Choose it if" of the '
        "language; {value} is replaced by the value.",
        examples=["du auf {value} trainierst"],
    )
    contrast: ContrastValue | None = Field(
        None,
        description="A sentence for two tools whose lists have no entry in common, as in "
        "site.yaml.",
        examples=["{a} ist mit {values_a} gebaut, {b} mit {values_b}."],
    )


class ComponentTexts(FileModel):
    """The texts of a component of the score, or of a signal; a bare label is allowed."""

    label: Line | None = Field(None, description="What readers see.", examples=["Verbreitung"])
    description: Annotated[str, Field(max_length=600)] | None = Field(
        None, description="What it measures.", examples=["Wie viele Menschen es nutzen."]
    )


class SignalTexts(FileModel):
    """The texts of a signal; a bare label is allowed in its place."""

    label: Line = Field(description="What readers see.", examples=["Downloads im Monat"])


CategoryValue = Annotated[
    CategoryTexts, BeforeValidator(_name_only, json_schema_input_type=Line | CategoryTexts)
]
AttributeValue = Annotated[
    AttributeTexts, BeforeValidator(_label_only, json_schema_input_type=Line | AttributeTexts)
]
ComponentValue = Annotated[
    ComponentTexts, BeforeValidator(_label_only, json_schema_input_type=Line | ComponentTexts)
]
SignalValue = Annotated[
    SignalTexts, BeforeValidator(_label_only, json_schema_input_type=Line | SignalTexts)
]


class WordsTexts(FileModel):
    """What the pages call things in this language."""

    tool: Line | None = Field(None, description="One entry of the site.", examples=["Projekt"])
    tools: Line | None = Field(None, description="Several entries.", examples=["Projekte"])
    capability: Line | None = Field(
        None, description="One thing that an entry can do.", examples=["Funktion"]
    )
    capabilities: Line | None = Field(None, description="Several of them.", examples=["Funktionen"])
    home: Line | None = Field(
        None, description="Title of the home page.", examples=["Finde einen Dienst"]
    )
    rankings: Line | None = Field(
        None, description="Title of the rankings.", examples=["Bestenliste"]
    )
    categories: Line | None = Field(
        None, description="Title of the list of categories.", examples=["Themen"]
    )
    comparisons: Line | None = Field(
        None, description="Title of the list of comparisons.", examples=["Duelle"]
    )


class RankingTexts(FileModel):
    """The texts of the score."""

    name: Line | None = Field(None, description="What the score is called.", examples=["Rang"])
    components: dict[str, ComponentValue] = Field(
        {},
        description="Components by their keys in site.yaml.",
        examples=[{"adoption": "Verbreitung"}],
    )
    signals: dict[str, SignalValue] = Field(
        {},
        description="Labels of signals by their keys in site.yaml.",
        examples=[{"github_stars": "GitHub-Sterne"}],
    )


class ThemeTexts(FileModel):
    """The texts of the site's own links."""

    menu: dict[str, Line] = Field(
        {}, description="URL of a link of the menu -> its text.", examples=[{"/about/": "Über uns"}]
    )
    footer: dict[str, Line] = Field(
        {},
        description="URL of a link of the footer -> its text.",
        examples=[{"/imprint/": "Impressum"}],
    )


class SiteTranslationFile(FileModel):
    """`content/site.<language>.yaml`: the texts of site.yaml in another language."""

    title: Line | None = Field(None, description="Name of the site.", examples=["Im Vergleich"])
    description: Annotated[str, Field(max_length=600)] | None = Field(
        None, description="What the site is about.", examples=["Werkzeuge im Vergleich."]
    )
    types: dict[str, Line] = Field(
        {},
        description="Labels of types by their keys in site.yaml.",
        examples=[{"dataset": "Datensatz"}],
    )
    categories: dict[str, CategoryValue] = Field(
        {},
        description="Categories by their keys in site.yaml: a name, or a mapping.",
        examples=[{"training-frameworks": "Training-Frameworks"}],
    )
    attributes: dict[str, AttributeValue] = Field(
        {},
        description="Attributes by their keys in site.yaml: a label, or a mapping.",
        examples=[{"languages": "Sprachen"}],
    )
    words: WordsTexts = Field(WordsTexts(), description="What the pages call things.")
    ranking: RankingTexts = Field(RankingTexts(), description="The texts of the score.")
    theme: ThemeTexts = Field(ThemeTexts(), description="The site's own links.")


def read_site_translation(
    root: Path, language: str, site: SiteFile
) -> tuple[SiteFile, RankingTexts, list[Problem]]:
    """Return site.yaml with the texts of a language, and every problem of the translation.

    The texts of the score are returned apart, as defaults are not in site.yaml. What is not
    translated stays as it is. With a problem, nothing is translated.
    """
    path = translation_path(SITE_FILE, language)
    if not os.path.lexists(root / path):
        return site, RankingTexts(), []
    file = read_yaml(root, path, SiteTranslationFile)
    problems = fact_problems(file.document, SiteTranslationFile, SiteFile)
    places = {(problem.line, problem.column) for problem in problems}
    problems += [each for each in file.problems if (each.line, each.column) not in places]
    if file.model is None:
        return site, RankingTexts(), problems
    problems += _unknown_names(file.model, file.document, site)
    if problems:
        return site, RankingTexts(), problems
    return _translated(site, file.model), file.model.ranking, problems


def fact_problems(
    document: YamlDocument, texts: type[FileModel], original: type[FileModel], above: Keys = ()
) -> list[Problem]:
    """Return a problem for each key of a translation that is a fact of the original file."""
    if not isinstance(document.value, dict):
        return []
    facts = fields_by_key(original).keys() - fields_by_key(texts).keys()
    return [
        document.locate((*above, key), at_key=True).problem(
            Code.TRANSLATION,
            f'"{printable(str(key))}" is the same in every language',
            "remove it; translations have texts only",
        )
        for key in document.value
        if key in facts
    ]


def _unknown_names(
    file: SiteTranslationFile, document: YamlDocument, site: SiteFile
) -> Iterator[Problem]:
    """Yield a problem for each key that site.yaml does not declare."""
    components = site.ranking.components
    default = [component.id for component in DEFAULT_COMPONENTS]
    declared: tuple[tuple[Keys, Code, str, Mapping[str, object], list[str]], ...] = (
        (("types",), Code.UNKNOWN_TYPE, "type", file.types, [*site.types]),
        (("categories",), Code.UNKNOWN_CATEGORY, "category", file.categories, [*site.categories]),
        (
            ("attributes",),
            Code.UNKNOWN_ATTRIBUTE,
            "attribute",
            file.attributes,
            [*site.attributes],
        ),
        (
            ("ranking", "components"),
            Code.UNKNOWN_COMPONENT,
            "component",
            file.ranking.components,
            default if components is None else [*components],
        ),
        (
            ("ranking", "signals"),
            Code.UNKNOWN_SIGNAL,
            "signal",
            file.ranking.signals,
            [*dict.fromkeys((*site.ranking.signals, *BUILT_IN_SIGNALS))],
        ),
        *(
            (
                ("theme", place),
                Code.TRANSLATION,
                f"link of the {place}",
                texts,
                [link.url for link in links],
            )
            for place, texts, links in (
                ("menu", file.theme.menu, site.theme.menu),
                ("footer", file.theme.footer, site.theme.footer),
            )
        ),
    )
    for above, code, kind, texts, known in declared:
        for name in texts:
            if name not in known:
                hint = did_you_mean(name, known) or f"{SITE_FILE} has no such {kind}"
                message = f'unknown {kind} "{printable(name)}"'
                yield document.locate((*above, name), at_key=True).problem(code, message, hint)


def _translated(site: SiteFile, texts: SiteTranslationFile) -> SiteFile:
    """Return site.yaml with translated texts."""
    return _with(
        site,
        {
            "title": texts.title,
            "description": texts.description,
            "types": {
                key: _with(value, {"label": texts.types.get(key)})
                for key, value in site.types.items()
            },
            "categories": {
                key: _with(value, _given(texts.categories.get(key)))
                for key, value in site.categories.items()
            },
            "attributes": {
                key: _with(value, _given(texts.attributes.get(key)))
                for key, value in site.attributes.items()
            },
            "words": _with(site.words, _given(texts.words)),
            "ranking": _with(site.ranking, {"name": texts.ranking.name}),
            "theme": _theme(site.theme, texts.theme),
        },
    )


def _with(model: Model, texts: Mapping[str, object]) -> Model:
    """Return a model with other values of some fields; None leaves a field as it is."""
    return model.model_copy(
        update={name: value for name, value in texts.items() if value is not None}
    )


def _given(texts: FileModel | None) -> Mapping[str, object]:
    return {} if texts is None else texts.model_dump()


def with_score_labels(settings: Settings, texts: RankingTexts) -> Settings:
    """Return settings with translated labels of components and signals, also of built-in ones."""
    ranking = settings.ranking
    return replace(
        settings,
        ranking=replace(
            ranking,
            components=tuple(
                _labelled(spec, texts.components.get(spec.id)) for spec in ranking.components
            ),
            built_in=tuple(
                _labelled(spec, texts.signals.get(spec.id)) for spec in ranking.built_in
            ),
            signals=tuple(_labelled(spec, texts.signals.get(spec.id)) for spec in ranking.signals),
        ),
    )


def _labelled(spec: Spec, texts: FileModel | None) -> Spec:
    return with_values(
        spec, {name: text for name, text in _given(texts).items() if text is not None}
    )


def _theme(theme: ThemeFile, texts: ThemeTexts) -> ThemeFile:
    def translated(links: list[LinkFile], texts: Mapping[str, str]) -> list[LinkFile]:
        return [_with(link, {"text": texts.get(link.url)}) for link in links]

    return _with(
        theme,
        {
            "menu": translated(theme.menu, texts.menu),
            "footer": translated(theme.footer, texts.footer),
        },
    )


def for_readers_only(settings: Settings) -> Settings:
    """Return the settings of another language without the documents that a site has once."""
    publish = replace(
        settings.publish,
        comparisons=False,
        llms=False,
        markdown=False,
        calendar=(),
        indexnow_key="",
    )
    return replace(settings, publish=publish)
