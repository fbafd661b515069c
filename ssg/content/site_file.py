"""Read `content/site.yaml` into `Settings`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ssg.content.document import YamlDocument
from ssg.content.files import STATIC
from ssg.content.location import Location
from ssg.content.message_files import language_of, load_messages
from ssg.content.ranking_schema import SignalSpecFile
from ssg.content.site_schema import SiteFile, settings_from
from ssg.content.site_translation import (
    for_readers_only,
    read_site_translation,
    with_score_labels,
)
from ssg.content.theme_schema import theme_problems
from ssg.content.vocabulary_schema import AttributeFile
from ssg.content.yaml_file import read_yaml
from ssg.errors import Code, Problem
from ssg.fields import Keys
from ssg.settings import (
    BUILT_IN_SIGNALS,
    DEFAULT_COMPONENTS,
    SITE_FILE,
    AttributeKind,
    Language,
    Settings,
)
from ssg.text import did_you_mean, printable

__all__ = ["load_settings", "load_translated_settings"]


def load_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """Return the site's settings, or None with every problem in the file."""
    settings, _, problems = load_translated_settings(root)
    return settings, problems


def load_translated_settings(
    root: Path,
) -> tuple[Settings | None, tuple[Settings, ...], list[Problem]]:
    """Return the site's settings, those of its other languages, and every problem.

    The settings are None if site.yaml has a problem.
    """
    if not (root / SITE_FILE).exists():
        hint = 'set the site\'s folder, which holds "content/", with -C; or run "ssg new DIR"'
        missing = Location(SITE_FILE).problem(Code.UNREADABLE, "the file does not exist", hint)
        return None, (), [missing]
    file = read_yaml(root, SITE_FILE, SiteFile)
    if file.model is None:
        return None, (), file.problems
    languages, faults = _languages(file.model, file.document)
    problems = [
        *file.problems,
        *_unknown_names(file.model, file.document),
        *theme_problems(file.model.theme, file.document, root),
        *_missing_font(file.model.publish.share_font, file.document, root),
        *faults,
    ]
    language = languages[0].code if languages else file.model.language
    several = languages if len(languages) > 1 else ()
    settings, faults = _settings(root, file.model, language, several)
    if problems or faults:
        return None, (), problems + faults
    translated = []
    for each in languages[1:]:
        model, labels, faults = read_site_translation(root, each.code, file.model)
        problems += faults
        in_language, faults = _settings(root, model, each.code, languages)
        problems += faults
        translated.append(for_readers_only(with_score_labels(in_language, labels)))
    return settings, tuple(translated), problems


def _settings(
    root: Path, file: SiteFile, language: str, languages: tuple[Language, ...]
) -> tuple[Settings, list[Problem]]:
    """Return the settings in one language, and the problems of the site's messages."""
    messages, problems = load_messages(root, language)
    settings = replace(settings_from(file, messages, languages), language=language)
    words = settings.words
    if (words.tool, words.tools) != (messages.gettext("tool"), messages.gettext("tools")):
        settings = replace(settings, messages=messages.with_words(words.tool, words.tools))
    return settings, problems


def _languages(
    file: SiteFile, document: YamlDocument
) -> tuple[tuple[Language, ...], list[Problem]]:
    """Return the languages of a site that has several, the default first, and their problems."""
    languages: dict[str, Language] = {}
    problems = []
    for place, code in enumerate(file.languages):
        language, shown = language_of(code), printable(code)
        location = document.locate(("languages", place))
        if language is None:
            hint = 'write a tag of BCP 47 such as "de" or "pt-BR"'
            message = f'unknown language "{shown}"'
            problems.append(location.problem(Code.UNKNOWN_LANGUAGE, message, hint))
        elif code.lower() in {known.lower() for known in languages}:
            message = f'duplicate language "{shown}"'
            problems.append(location.problem(Code.REPEATED, message, "remove one of them"))
        else:
            languages[code] = language
    default = file.language if "language" in file.model_fields_set else ""
    if default and file.languages and default not in languages and not problems:
        location = document.locate(("language",))
        message = f'the default language "{printable(default)}" is not one of the languages'
        problems.append(location.problem(Code.UNKNOWN_LANGUAGE, message, 'add it to "languages"'))
    ordered = sorted(languages.values(), key=lambda language: language.code != default)
    return tuple(ordered), problems


def _missing_font(address: str | None, document: YamlDocument, root: Path) -> Iterator[Problem]:
    """Yield a problem if the font of share images is not there."""
    if address and not (root / STATIC / address[1:]).is_file():
        message, hint = f'no file for "{address}"', f"add {STATIC}{address}, or name another file"
        location = document.locate(("publish", "share_font"))
        yield location.problem(Code.MISSING_FILE, message, hint)


def _unknown_names(file: SiteFile, document: YamlDocument) -> Iterator[Problem]:
    """Yield a problem for each component or type that is named and does not exist."""
    ranking, types = file.ranking, tuple(file.types)
    default = [component.id for component in DEFAULT_COMPONENTS]
    known = tuple(default if ranking.components is None else ranking.components)
    components: list[Keys] = [("ranking", "weights", name) for name in ranking.weights or ()]
    components += [
        ("ranking", "by_type", tool_type, name)
        for tool_type, weights in ranking.by_type.items()
        for name in weights
    ]
    for keys in components:
        if keys[-1] not in known:
            location = document.locate(keys, at_key=True)
            yield _unknown(location, "component", str(keys[-1]), known)
    for key, signal in ranking.signals.items():
        if signal.component not in known:
            location = document.locate(("ranking", "signals", key, "component"))
            yield _unknown(location, "component", signal.component, known)
        yield from _signal_faults(document, key, signal)
    for tool_type in ranking.by_type:
        if tool_type not in types:
            location = document.locate(("ranking", "by_type", tool_type), at_key=True)
            yield _unknown(location, "type", tool_type, types)
    scopes = (*types, *file.categories)
    for key, attribute in file.attributes.items():
        for place, name in enumerate(attribute.applies_to):
            if name not in scopes:
                location = document.locate(("attributes", key, "for", place))
                yield _unknown(location, "type or category", name, scopes)
        yield from _attribute_faults(document, key, attribute)
    yield from _category_faults(file, document)
    yield from _calendar_faults(file, document)


def _category_faults(file: SiteFile, document: YamlDocument) -> Iterator[Problem]:
    """Yield a problem for each related category that does not exist."""
    for key, category in file.categories.items():
        for place, name in enumerate(category.related):
            if name not in file.categories:
                location = document.locate(("categories", key, "related", place))
                yield _unknown(location, "category", name, tuple(file.categories))


def _calendar_faults(file: SiteFile, document: YamlDocument) -> Iterator[Problem]:
    """Yield a problem for each name in the calendar that is not an attribute with a date."""
    dates = tuple(
        key for key, attribute in file.attributes.items() if attribute.kind is AttributeKind.DATE
    )
    for place, name in enumerate(file.publish.calendar or ()):
        if name not in dates:
            location = document.locate(("publish", "calendar", place))
            yield _unknown(location, "date attribute", name, dates)


def _attribute_faults(
    document: YamlDocument, key: str, attribute: AttributeFile
) -> Iterator[Problem]:
    """Yield `better`, `unit` and `contrast` of kinds that cannot have them."""
    better, kind = attribute.better, attribute.kind
    allowed = BETTER.get(kind, ())
    if better is not None and better not in allowed:
        known = " or ".join(str(value).lower() for value in allowed)
        location = document.locate(("attributes", key, "better"))
        yield location.problem(
            Code.NOT_ALLOWED,
            f'no value of kind {kind} is better because it is "{str(better).lower()}"',
            f"write {known}, or remove it" if known else "remove it",
        )
    if attribute.contrast and kind is not AttributeKind.LIST:
        location = document.locate(("attributes", key, "contrast"))
        message = f"a contrast is between lists, not between values of kind {kind}"
        yield location.problem(Code.NOT_ALLOWED, message, "remove it")
    if attribute.unit and kind is AttributeKind.MONEY:
        location = document.locate(("attributes", key, "unit"))
        message = "an amount of money has its currency and period in its value"
        yield location.problem(Code.NOT_ALLOWED, message, "remove the unit")


ORDERED = ("higher", "lower")
BETTER: Mapping[AttributeKind, tuple[bool | str, ...]] = {
    AttributeKind.BOOL: (True, False),
    AttributeKind.NUMBER: ORDERED,
    AttributeKind.DATE: ORDERED,
    AttributeKind.MONEY: ORDERED,
    AttributeKind.RANGE: ORDERED,
    AttributeKind.VERSION: ORDERED,
}
"""Kind -> what `better` may be; kinds without an order are not listed."""


def _signal_faults(document: YamlDocument, key: str, signal: SignalSpecFile) -> Iterator[Problem]:
    """Yield missing keys of a site's own signal, and a changed scale of a built-in one."""
    place: Keys = ("ranking", "signals", key)
    built_in = BUILT_IN_SIGNALS.get(key)
    for name, value in (("scale", signal.scale), ("label", signal.label)):
        if value is None and not built_in:
            message = f'the signal "{printable(key)}" has no "{name}"'
            hint = f"only the built-in signals have defaults: {', '.join(BUILT_IN_SIGNALS)}"
            yield document.locate(place, at_key=True).problem(Code.MISSING_KEY, message, hint)
    if built_in and signal.scale not in {None, built_in.scale}:
        message = f'the scale of the built-in signal "{key}" is {built_in.scale}'
        location = document.locate((*place, "scale"))
        yield location.problem(Code.NOT_ALLOWED, message, "remove the scale")


def _unknown(location: Location, kind: str, name: str, known: tuple[str, ...]) -> Problem:
    codes = {"date attribute": Code.UNKNOWN_ATTRIBUTE, "component": Code.UNKNOWN_COMPONENT}
    code = codes.get(kind, Code.UNKNOWN_TYPE)
    hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
    return location.problem(code, f'unknown {kind} "{printable(name)}"', hint)
