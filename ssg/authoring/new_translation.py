"""`ssg new translation SLUG LANGUAGE`: start a translation, with the tool's texts as comments."""

import yaml

from ssg.authoring.editor_files import modeline
from ssg.authoring.yaml_writer import canonical
from ssg.catalog import Catalog, Tool
from ssg.content.tool_translation import ToolTranslationFile
from ssg.errors import BuildError, UsageError
from ssg.json_value import JsonValue
from ssg.localized import untranslated
from ssg.text import did_you_mean, printable

__all__ = ["new_translation"]

START = """\
# The texts of {slug}. Remove the # of a line, and of the keys above it, and translate the text.
# Leave out what is to stay as it is. "ssg check" names what is missing.
"""


def new_translation(catalog: Catalog, slug: str, language: str) -> tuple[str, str]:
    """Return path and text of a new translation; raise UsageError if there can be none."""
    languages = [each.settings.language for each in catalog.translations]
    if language not in languages:
        known = ", ".join(languages) or "none but the default"
        hint = f'add it to "languages" in content/site.yaml; it has {known}'
        raise UsageError(f'"{printable(language)}" is not another language of the site; {hint}')
    tool = next((each for each in catalog.tools if each.slug == slug), None)
    if tool is None:
        hint = did_you_mean(slug, [each.slug for each in catalog.tools])
        raise UsageError(f'no tool "{printable(slug)}"' + (f"; {hint}" if hint else ""))
    given = next((each.path for each in tool.translations if each.language == language), "")
    path = f"content/tools/{slug}.{language}.yaml"
    if given == path:
        raise UsageError(f'"{path}" already exists; nothing is overwritten')
    return path, _text(tool, language)


def _text(tool: Tool, language: str) -> str:
    """Return a file whose texts are comments in canonical form."""
    values = yaml.safe_dump(_nested(tool, language), allow_unicode=True, sort_keys=False)
    text = canonical(values, tool.path, ToolTranslationFile)
    if text is None:
        raise BuildError(f"the texts of {tool.path} cannot be written as YAML")
    lines = [f"# {line}".rstrip() + "\n" for line in text.splitlines()]
    return modeline("tool", "tool-translation") + START.format(slug=tool.slug) + "".join(lines)


def _nested(tool: Tool, language: str) -> dict[str, JsonValue]:
    """Return the texts by the keys of a translation, which names capabilities by their anchor."""
    result: dict[str, JsonValue] = {}
    for keys, value in untranslated(tool, language):
        inside = result
        for number, key in enumerate(keys[:-1]):
            capability = number == 1 and isinstance(key, int)
            name = tool.capabilities[int(key)].anchor if capability else str(key)
            part = inside.setdefault(name, {})
            inside = part if isinstance(part, dict) else {}
        inside[str(keys[-1])] = list(value) if isinstance(value, tuple) else value
    return result
