"""Translate layouts when they are compiled: `{% trans %}`, `_()`, filters of numbers and dates.

A message whose words do not depend on a quantity becomes text and values of the compiled layout, so
translation costs no time per page, and values are escaped as everywhere else. A message is HTML,
as the text of the layout around it is.
"""

import re
from collections.abc import Mapping, MutableMapping
from functools import lru_cache

from jinja2 import Environment, Template, nodes
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from markupsafe import Markup, escape

from ssg.messages import ENGLISH, Messages

__all__ = ["CompiledTranslations", "LayoutEnvironment"]

PLACE = re.compile(r"%(?:\((\w+)\)s|%)")
"""A named place of a message of a layout, or an escaped per cent sign."""


class LayoutEnvironment(Environment):
    """Environment whose layouts are in one language; English until `translate_with`."""

    newstyle_gettext = True
    """Functions of the extension take the places of a message and escape them."""
    loaded: dict[str, Template]
    """Templates by name; the cache of Jinja costs more, and layouts never change."""

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002  (the name in Jinja)
    ) -> Template:
        """Return a layout, which is loaded once."""
        template = self.loaded.get(name) if isinstance(name, str) and not globals else None
        if template is None:
            template = super().get_template(name, parent, globals)
            if isinstance(name, str) and not globals:
                self.loaded[name] = template
        return template

    def translate_with(self, messages: Messages) -> None:
        """Compile layouts in the words of `messages`; filters write its numbers, days and lists."""
        for extension in self.extensions.values():
            if isinstance(extension, CompiledTranslations):
                extension.messages = messages

        def gettext(message: str, **values: object) -> Markup:
            return _filled(messages.gettext(message), values)

        def ngettext(singular: str, plural: str, quantity: int, **values: object) -> Markup:
            places = {"num": messages.number(quantity), **values}
            return _filled(messages.plural(singular, plural, quantity), places)

        self.globals.update(gettext=gettext, ngettext=ngettext, _=gettext)
        self.filters.update(
            number=messages.number,
            decimals=messages.decimals,
            digits=messages.digits,
            day=messages.day,
            plain=str,
        )


class CompiledTranslations(InternationalizationExtension):
    """`{% trans %}` of Jinja, resolved while the layout is compiled where that is possible."""

    messages = ENGLISH

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Return the nodes of a message."""
        found = super().parse(parser)
        return [self._resolved(node) for node in (found if isinstance(found, list) else [found])]

    def _resolved(self, node: nodes.Node) -> nodes.Node:
        """Return the output of a message in the language of the layouts.

        A plural is called, as its form depends on the language, but for English text.
        """
        call = node.nodes[0] if isinstance(node, nodes.Output) else None
        if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
            return node
        message, values = call.args[0], {each.key: each.value for each in call.kwargs}
        if not isinstance(message, nodes.Const):
            return node
        if call.node.name == "gettext":
            pieces = _pieces(self.messages.gettext(message.value), values)
            return nodes.Output(pieces, lineno=node.lineno)
        if call.node.name == "ngettext" and message.value not in self.messages.translations:
            return _english_plural(call, values, node.lineno)
        return node


def _english_plural(call: nodes.Call, values: Mapping[str, nodes.Expr], lineno: int) -> nodes.If:
    """Return the output of the singular or the plural of a message, as a condition."""
    singular, plural, quantity = call.args
    places = {"num": nodes.Filter(quantity, "number", [], [], None, None), **values}
    one, many = (
        nodes.Output(_pieces(text.as_const(), places), lineno=lineno) for text in (singular, plural)
    )
    is_one = nodes.Compare(quantity, [nodes.Operand("eq", nodes.Const(1))])
    return nodes.If(is_one, [one], [], [many], lineno=lineno)


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    """Return the text of a message, which is HTML, with its values escaped in their places."""
    parts = _parts(text)
    filled = [escape(values[part]) if number % 2 else part for number, part in enumerate(parts)]
    return Markup("".join(filled))  # noqa: S704  (all values are escaped)


@lru_cache(maxsize=1_000)
def _parts(text: str) -> tuple[str, ...]:
    """Return the text before the first place of a message, its name, the text after it, ..."""
    parts, end = [""], 0
    for place in PLACE.finditer(text):
        parts[-1] += text[end : place.start()]
        if place[1]:
            parts += place[1], ""
        else:
            parts[-1] += "%"
        end = place.end()
    parts[-1] += text[end:]
    return tuple(parts)


def _pieces(text: str, values: Mapping[str, nodes.Expr]) -> list[nodes.Expr]:
    """Return the text and the values of a message, in the order of the translation."""
    pieces = [
        values[part] if number % 2 else nodes.TemplateData(part)
        for number, part in enumerate(_parts(text))
    ]
    return [piece for piece in pieces if not _is_empty(piece)]


def _is_empty(piece: nodes.Expr) -> bool:
    return isinstance(piece, nodes.TemplateData) and not piece.data
