"""The grounds of a pair -> the reasons for its page, as phrases in the language of a catalog."""

from collections.abc import Iterator, Mapping, Sequence

from ssg.catalog import Catalog
from ssg.ranking.shared_facts import NO_TYPE, WORDS, Ground, SharedFacts
from ssg.ranking.tool_features import parent_of

__all__ = ["PairReasons"]

SHOWN = 6
"""Most names in one reason."""
MENTIONS_SHOWN = 3
"""Most names of tools that mention both, in one reason."""


class PairReasons:
    """Words what tools have in common."""

    def __init__(self, facts: SharedFacts, catalog: Catalog) -> None:
        """Take the facts, and their catalog or a translation of it, which has all names."""
        self._facts = facts
        self._names = {tool.slug: tool.name for tool in catalog.tools}
        categories = catalog.settings.categories
        self._category_names = {category.id: category.label for category in categories}
        own_names = [category.name for category in facts.catalog.settings.categories]
        names = [category.name for category in categories]
        parents = zip(map(parent_of, own_names), map(parent_of, names), strict=True)
        self._parent_names = {own: parent for own, parent in parents if parent}
        self._capability_names = {one.id: one.name for one in catalog.capabilities}
        self._type_names = dict(catalog.settings.types)
        self.messages = catalog.settings.messages
        self._known: dict[bytes, tuple[Sequence[str], Sequence[str]]] = {}
        self._of_ids: dict[tuple[str, tuple[str, ...]], str] = {}
        self._of_types: dict[int, Sequence[str]] = {NO_TYPE: ()}

    def of(self, ground: Ground) -> tuple[str, ...]:
        """Return what two tools have in common as phrases; the same in both orders."""
        gettext = self.messages.gettext
        if ground.type == WORDS:
            return (gettext("similar wording"),)
        first, last = self._of_features(ground.features)
        mentions = self._mention_reasons(*ground.mention) if ground.mention else ()
        return (*first, *mentions, *last, *self._type_reason(ground.type))

    def _of_features(self, features: bytes) -> tuple[Sequence[str], Sequence[str]]:
        """Return the reasons by common features: those before mentions, and those after them."""
        known = self._known.get(features)
        if known is None:
            shared: dict[str, list[str]] = {}
            every = self._facts.features
            for feature in memoryview(features).cast("q"):
                kind, name = every[feature]
                if kind in shared:
                    shared[kind].append(name)
                else:
                    shared[kind] = [name]
            known = self._fact_reasons(shared), [*self._last_reasons(shared)]
            self._known[features] = known
        return known

    def _type_reason(self, place: int) -> Sequence[str]:
        """Return the reason by a common type, as `Ground` has it; none for `NO_TYPE`."""
        known = self._of_types.get(place)
        if known is None:
            name = self._facts.tools[place].type
            shown = self._type_names.get(name, name)
            known = self._of_types[place] = [self.messages.gettext("same type: {type}", type=shown)]
        return known

    def _fact_reasons(self, shared: Mapping[str, Sequence[str]]) -> Sequence[str]:
        """Return the reasons by categories and capabilities."""
        kind = "category" if "category" in shared else "parent"
        found = [self._both_in(kind, tuple(shared[kind]))] if kind in shared else []
        if "capability" in shared:
            found.append(self._both_have(tuple(shared["capability"])))
        return found

    def _both_in(self, kind: str, ids: tuple[str, ...]) -> str:
        """Return the reason by categories, or by their parents."""
        known = self._of_ids.get((kind, ids))
        if known is None:
            shown = self._category_names if kind == "category" else self._parent_names
            names = self.messages.join(sorted([shown.get(each, each) for each in ids]))
            known = self.messages.gettext("both in {names}", names=names)
            self._of_ids[kind, ids] = known
        return known

    def _both_have(self, ids: tuple[str, ...]) -> str:
        """Return the reason by capabilities."""
        known = self._of_ids.get(("capability", ids))
        if known is None:
            shown = self._capability_names
            known = self.messages.ngettext(
                "shared capability: {names}",
                "{number} shared capabilities: {names}",
                len(ids),
                names=self._few(sorted([shown.get(each, each) for each in ids])),
            )
            self._of_ids["capability", ids] = known
        return known

    def _mention_reasons(self, a: int, b: int) -> Iterator[str]:
        """Yield which of two tools mentions the other."""
        slugs, mentioned = self._facts.slugs, self._facts.texts.mentioned
        for one, other in ((slugs[a], slugs[b]), (slugs[b], slugs[a])):
            if other in mentioned[one]:
                yield self.messages.gettext(
                    "{a} mentions {b}", a=self._names[one], b=self._names[other]
                )

    def _last_reasons(self, shared: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Yield the tools that mention both, and the tags of both."""
        if "together" in shared:
            few = self._few(
                sorted(self._names[slug] for slug in shared["together"]), MENTIONS_SHOWN
            )
            yield self.messages.gettext("both mentioned by {names}", names=few)
        if "tag" in shared:
            few = self._few(sorted(shared["tag"]))
            yield self.messages.gettext("both tagged {names}", names=few)

    def _few(self, names: list[str], shown: int = SHOWN) -> str:
        """Name the first of some names, and say how many others there are."""
        if len(names) <= shown:
            return self.messages.join(names)
        return self.messages.ngettext(
            "{entries} and {number} more",
            "{entries} and {number} more",
            len(names) - shown,
            entries=self.messages.listed(names[:shown]),
        )
