"""What pages call a number of tools, capabilities or categories, in the words of the site."""

from typing import NamedTuple

from ssg.messages import Messages
from ssg.settings import Words

__all__ = ["Nouns"]


class Nouns(NamedTuple):
    """The nouns of a site; a word of the site has two forms, one of the program as many as needed.

    Methods without `count` return the noun alone.
    """

    words: Words
    messages: Messages

    def count_tools(self, number: int) -> str:
        """Return a number of tools: `1 tool`, `1,204 tools`."""
        return self._counted(number, self.tools(number))

    def count_capabilities(self, number: int) -> str:
        """Return a number of capabilities: `1 capability`, `1,204 capabilities`."""
        return self._counted(number, self.capabilities(number))

    def count_categories(self, number: int) -> str:
        """Return `12 categories`, in the word of the site's title of its categories."""
        return self._counted(number, self.categories(number))

    def tools(self, number: int) -> str:
        """Return what so many tools are called."""
        words, gettext = self.words, self.messages.gettext
        if (words.tool, words.tools) == (gettext("tool"), gettext("tools")):
            return self.messages.ngettext("tool", "tools", number)
        return words.tool if number == 1 else words.tools

    def capabilities(self, number: int) -> str:
        """Return what so many capabilities are called."""
        words, gettext = self.words, self.messages.gettext
        usual = gettext("capability"), gettext("capabilities")
        if (words.capability, words.capabilities) == usual:
            return self.messages.ngettext("capability", "capabilities", number)
        return words.capability if number == 1 else words.capabilities

    def categories(self, number: int) -> str:
        """Return what so many categories are called."""
        words = self.words
        if words.categories == self.messages.gettext("Categories"):
            return self.messages.ngettext("category", "categories", number)
        word = words.category_title if number == 1 else words.categories
        return self.messages.inside_sentence(word)

    def _counted(self, number: int, noun: str) -> str:
        return self.messages.ngettext(
            "{number} {tool}", "{number} {tools}", number, tool=noun, tools=noun
        )
