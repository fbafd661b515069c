"""Values that are computed once for a context."""

from ssg.views.once import once


class Context:
    """Counts how often each value is computed."""

    def __init__(self) -> None:
        """Start with nothing computed."""
        self.kept: dict[str, object] = {}
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
