"""`Messages`: the words of the pages in the language of the site, and its numbers, dates and lists.

English is the language of the source: without translations every message is its own text. A value
of this kind is part of the settings, so functions that word something receive it with them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from ssg.text import inside_sentence, number

__all__ = ["ENGLISH", "LARGE", "PERIOD", "Messages", "gettext_noop", "is_english"]

PERIOD = 100
"""Plural rules repeat after so many numbers, from 1,000 on."""
LARGE = 1_000
CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that write nouns with a capital letter inside of a sentence too."""
DATE_FIELD = re.compile(r"'([^']*)'|(y+|M+|d+)")
"""Quoted text, or a field of a CLDR date pattern (UTS 35)."""


@lru_cache(maxsize=100)
def _writes_nouns_with_capitals(language: str) -> bool:
    return language.partition("-")[0].lower() in CAPITAL_NOUNS


def gettext_noop(message: str) -> str:
    """Return a message unchanged; it is in the catalogues and translated where it is used."""
    return message


def is_english(language: str) -> bool:
    """Return whether a BCP 47 tag is one of English, whose grammar is known."""
    return language.lower().split("-")[0] == "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """Translations of one language, and how it writes numbers, dates and lists."""

    language: str = "en"
    """Language of the pages as a BCP 47 tag, e.g. `de-AT`."""
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """English message -> its translation, or one for each plural form."""
    of_scripts: tuple[str, ...] = ()
    """The English messages of scripts, sorted; they are translated in the files of the site.

    Build keys are hashes of the representation of settings, which that of a set would change.
    """
    forms: tuple[int, ...] = ()
    """Plural form of the numbers 0 to 1,099; larger ones have that of 1,000 + number % 100."""
    decimal: str = "."
    group: str = ","
    """Separators of decimals and of thousands."""
    date_pattern: str = ""
    """CLDR pattern, e.g. `dd.MM.y`; empty for ISO 8601, the format of English pages."""
    months: tuple[str, ...] = ()
    """Abbreviated names of the months."""
    direction: str = "ltr"
    """`ltr` or `rtl`."""

    def gettext(self, message: str, /, **places: object) -> str:
        """Return a message in the language of the site with its places, such as `{name}`, filled.

        Values are inserted as they are: what becomes HTML is escaped where it is printed.
        """
        translated = self.translations.get(message)
        text = translated[0] if translated else message
        return text.format_map(places) if places else text

    def ngettext(self, singular: str, plural: str, quantity: int, /, **places: object) -> str:
        """Return the message for a quantity; `{number}` is the quantity in digits."""
        text = self.plural(singular, plural, quantity)
        return text.format_map({"number": self.number(quantity), **places})

    def plural(self, singular: str, plural: str, quantity: int) -> str:
        """Return the message for a quantity, with its places."""
        translated = self.translations.get(singular, ())
        if not translated:
            return singular if quantity == 1 else plural
        form = self.forms[quantity if quantity < LARGE else LARGE + quantity % PERIOD]
        return translated[min(form, len(translated) - 1)]

    def with_words(self, tool: str, tools: str) -> "Messages":
        """Return the messages with what a site calls its tools in the messages of scripts."""
        counts = {"{0} tool": (f"{{0}} {tool}",), "{0} tools": (f"{{0}} {tools}",)}
        return replace(
            self,
            translations={**self.translations, **counts},
            of_scripts=tuple(sorted({*self.of_scripts, *counts})),
        )

    def script(self, source: str) -> str:
        """Return a script with its messages, which are string literals, in this language."""
        for message in self.of_scripts:
            if message not in self.translations:
                continue
            literal = json.dumps(message, ensure_ascii=False)
            translated = json.dumps(self.gettext(message), ensure_ascii=False)
            source = source.replace(literal, translated)
        return source

    def number(self, value: float) -> str:
        """Format a number: thousands separators, at most three decimals, no trailing zeros."""
        return self.digits(number(value))

    def decimals(self, value: float, places: int) -> str:
        """Format a number with this number of decimals."""
        return self.digits(f"{value:.{places}f}")

    def digits(self, text: str) -> str:
        """Return a number that is formatted as in English with the separators of the language."""
        if self.decimal == "." and self.group == ",":
            return text
        return text.translate({ord("."): self.decimal, ord(","): self.group})

    def percent(self, share: float, places: int = 0) -> str:
        """Format a share of 0 to 1 in per cent."""
        return self.gettext("{number}%", number=self.decimals(100 * share, places))

    def day(self, day: date | str) -> str:
        """Format a day; text is a day of ISO 8601."""
        if not self.date_pattern:
            return str(day)
        known = date.fromisoformat(day) if isinstance(day, str) else day
        return DATE_FIELD.sub(lambda match: self._date_part(match, known), self.date_pattern)

    def _date_part(self, match: re.Match[str], day: date) -> str:
        text, name = match.groups()
        if text is not None:
            return str(text)
        if len(name) > 2 and name[0] == "M":
            return self.months[day.month - 1]
        value = {"y": day.year, "M": day.month, "d": day.day}[name[0]]
        return str(value % 100 if name == "yy" else value).zfill(len(name))

    def join(self, words: Sequence[str]) -> str:
        """Join words as in a sentence: `a`, `a and b`, `a, b and c`."""
        if len(words) < 2:
            return "".join(words)
        return self.gettext("{first} and {last}", first=self.listed(words[:-1]), last=words[-1])

    def join_or(self, words: Sequence[str]) -> str:
        """Join words as alternatives: `a`, `a or b`, `a, b or c`."""
        if len(words) < 2:
            return "".join(words)
        return self.gettext("{first} or {last}", first=self.listed(words[:-1]), last=words[-1])

    def listed(self, words: Sequence[str]) -> str:
        """Join words with commas."""
        return self.gettext(", ").join(words)

    def lowered(self, label: str) -> str:
        """Return a label as inside of a sentence, in lower case; as it is where nouns are not."""
        return label if self._keeps_case else label.lower()

    def inside_sentence(self, text: str) -> str:
        """Return a text with a small first letter, except for names and capitalized nouns."""
        return text if self._keeps_case else inside_sentence(text)

    @property
    def _keeps_case(self) -> bool:
        return _writes_nouns_with_capitals(self.language)

    def age(self, days: int, as_of: date) -> str:
        """Format an age in days on a day: `5 days before 2026-11-21`, `2 years before ...`."""
        day = self.day(as_of)
        if days >= 2 * 365:
            return self.ngettext(
                "{number} year before {day}", "{number} years before {day}", days // 365, day=day
            )
        if days >= 2 * 30:
            return self.ngettext(
                "{number} month before {day}", "{number} months before {day}", days // 30, day=day
            )
        return self.ngettext(
            "{number} day before {day}", "{number} days before {day}", days, day=day
        )


ENGLISH = Messages()
"""The language of the source."""
