"""Synonym groups: every phrase of a group also yields the term of the group.

The index adds the term to documents, the browser to queries.
"""

from collections.abc import Iterator, Mapping, Sequence

from ssg.tokenizer import Tokenizer

__all__ = ["GENERAL", "LONGEST_PHRASE", "Synonyms", "with_general"]

LONGEST_PHRASE = 6
"""Maximum number of terms of a phrase."""
GENERAL: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split(", "))
    for line in """
kubernetes, k8s
virtual private network, vpn, wireguard, openvpn
raspberry pi, raspi, rpi
javascript, js
typescript, ts
postgresql, postgres
golang, go language
single sign-on, sso
two-factor authentication, 2fa, two-factor, mfa
text recognition, ocr, optical character recognition
artificial intelligence, ai
machine learning, ml
large language model, llm, language model
end-to-end encryption, e2ee, end-to-end encrypted, zero-knowledge encryption
continuous integration, ci, ci/cd
point of sale, pos
internet of things, iot
network attached storage, nas
speech recognition, speech to text, transcription, asr
speech synthesis, text to speech, tts
voice over ip, voip, telephony, sip
remote desktop, rdp, vnc
graphical user interface, gui
command line, cli, command-line interface
web interface, web ui, browser interface
programming interface, api
progressive web app, pwa
multiple users, multi-user, multi-tenant
to-do, todo
e-mail, email
e-book, ebook, epub
home automation, smart home
s3, object storage
ad blocker, ad blocking, block ads
retrieval augmented generation, rag
macos, mac, os x
nodejs, node.js
""".strip().splitlines()
)
"""Technical terms and their abbreviations, on any site."""


def with_general(groups: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the groups of a site, and the general ones that share no phrase with them."""
    own = {phrase.lower() for group in groups for phrase in group}
    return [*groups, *(group for group in GENERAL if own.isdisjoint(group))]


class Synonyms:
    """Finds the phrases of synonym groups in a text."""

    def __init__(self, groups: Sequence[Sequence[str]], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.phrases: Mapping[str, str] = {
            " ".join(tokenizer.plain_terms(tokenizer.tokens(phrase))): f"~{number}"
            for number, group in enumerate(groups)
            for phrase in group
        }
        """Terms of a phrase, separated by spaces -> term of its group."""
        self._seen: set[str] = set()
        self._beginnings: set[str] = set()
        self._firsts = {phrase.split(" ")[0] for phrase in self.phrases}

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """Yield the term of the group for each phrase found in the tokens of a text."""
        if not self._may_begin(tokens):
            return
        words = self._tokenizer.plain_terms(tokens)
        for place, word in enumerate(words):
            if word in self._firsts:
                for end in range(place + 1, min(place + LONGEST_PHRASE, len(words)) + 1):
                    if group := self.phrases.get(" ".join(words[place:end])):
                        yield group

    def _may_begin(self, tokens: Sequence[str]) -> bool:
        """Return whether a token begins a phrase; results are cached by token."""
        if not self._firsts:
            return False
        for token in set(tokens) - self._seen:
            self._seen.add(token)
            if not self._firsts.isdisjoint(self._tokenizer.terms_of(token)):
                self._beginnings.add(token)
        return not self._beginnings.isdisjoint(tokens)
