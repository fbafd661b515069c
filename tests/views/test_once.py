"""Values that are computed once for a context."""

from collections import defaultdict
from collections.abc import Hashable

from ssg.recent import Recent
from ssg.views.once import once, once_for_each, recent_for_each


class Context:
    """Counts how often each value is computed."""

    def __init__(self) -> None:
        """Start with nothing computed."""
        self.kept: dict[str, object] = {}
        self.kept_for_each: defaultdict[str, dict[Hashable, object]] = defaultdict(dict)
        self.kept_recent: dict[str, Recent[Hashable, object]] = {}
        self.calls: list[str] = []

    @once
    def nothing(self) -> None:
        """Compute no value, which is one too."""
        self.calls.append("nothing")

    @once
    def names(self) -> list[str]:
        """Compute a list."""
        self.calls.append("names")
        return ["Flax"]

    @once_for_each
    def link(self, slug: str) -> str | None:
        """Compute a link, or none."""
        self.calls.append(slug)
        return f"/{slug}/" if slug else None

    @once_for_each
    def picture(self, slug: str) -> str:
        """Compute another value for the same slugs."""
        return f"{slug}.png"

    @recent_for_each(2)
    def address(self, slug: str) -> str:
        """Compute an address, of which the last two are kept."""
        self.calls.append(slug)
        return f"/{slug}/"

    @recent_for_each(3, by_length=True)
    def letters(self, slug: str) -> list[str]:
        """Compute a list; lists of three elements together are kept."""
        self.calls.append(slug)
        return [*slug]


class Other(Context):
    """Has a method of the same name."""

    @once
    def names(self) -> list[str]:
        """Compute another list."""
        return [*super().names(), "JAX"]


def test_a_value_is_computed_at_the_first_call_only() -> None:
    context = Context()
    assert context.names() is context.names()
    context.nothing()
    context.nothing()
    assert context.calls == ["names", "nothing"]


def test_contexts_and_functions_of_one_name_have_values_of_their_own() -> None:
    one, other = Context(), Other()
    assert one.names() == ["Flax"]
    assert other.names() == ["Flax", "JAX"]
    assert other.calls == ["names"]


def test_a_value_is_computed_at_the_first_call_for_each_key() -> None:
    context, other = Context(), Context()
    found = [context.link(slug) for slug in ("flax", "jax", "", "flax", "")]
    assert found == ["/flax/", "/jax/", None, "/flax/", None]
    assert context.calls == ["flax", "jax", ""]
    assert context.picture("flax") == "flax.png"
    assert other.link("flax") == "/flax/"
    assert other.calls == ["flax"]


def test_the_values_that_were_used_last_are_kept() -> None:
    context, other = Context(), Context()
    for slug in ("flax", "jax", "flax", "keras", "flax", "jax"):
        assert context.address(slug) == f"/{slug}/"
    assert context.calls == ["flax", "jax", "keras", "jax"]
    assert other.address("flax") == "/flax/"
    assert other.calls == ["flax"]


def test_kept_values_count_by_their_length() -> None:
    context = Context()
    for slug in ("ab", "c", "ab", "", "c", "ab", "long"):
        assert context.letters(slug) == [*slug]
    assert context.calls == ["ab", "c", "", "c", "ab", "long"]
    assert context.letters("long") is context.letters("long")
