"""`@frozen` makes the values that `@dataclass(frozen=True, slots=True)` would make."""

import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace

import pytest

from ssg.frozen import frozen


@frozen
class Note:
    """A value with every kind of field."""

    title: str
    lines: tuple[str, ...] = ()
    marks: list[int] = field(default_factory=list, hash=False)
    read: int = field(default=0, compare=False, repr=False)
    found: dict[str, int] = field(default_factory=dict, init=False, compare=False)
    pages: int = field(default=7, init=False)


@dataclass(frozen=True, slots=True)
class Plain:
    """The same fields as a dataclass of Python."""

    title: str
    lines: tuple[str, ...] = ()
    marks: list[int] = field(default_factory=list, hash=False)
    read: int = field(default=0, compare=False, repr=False)
    found: dict[str, int] = field(default_factory=dict, init=False, compare=False)
    pages: int = field(default=7, init=False)


@frozen(kw_only=True)
class Named:
    """A value whose fields are given by name."""

    height: int = 1
    width: int


@frozen
class Titled(Note):
    """A value with the fields of another."""

    subtitle: str = ""


@frozen
class Empty:
    """A value without fields."""


@frozen(eq=False)
class Shared:
    """A value that equals only itself."""

    count: int


@frozen
class Spoken:
    """A value with a `repr` of its own."""

    word: str

    def __repr__(self) -> str:
        return self.word


ARGUMENTS: tuple[tuple[tuple[object, ...], dict[str, object]], ...] = (
    (("a",), {}),
    (("a", ("b",)), {"read": 2}),
    ((), {"title": "a", "marks": [1]}),
    (("a", ("b",), [1], 2), {}),
)


@pytest.mark.parametrize(("given", "named"), ARGUMENTS)
def test_equals_the_dataclass_of_python(
    given: tuple[object, ...], named: dict[str, object]
) -> None:
    ours, theirs = Note(*given, **named), Plain(*given, **named)  # type: ignore[arg-type]
    assert asdict(ours) == asdict(theirs)
    assert repr(ours) == repr(theirs).replace("Plain", "Note")
    assert hash(ours) == hash(theirs)
    assert [each.name for each in fields(ours)] == [each.name for each in fields(theirs)]


@pytest.mark.parametrize("named", [{}, {"title": "a", "width": 1}])
def test_unknown_and_missing_arguments_are_errors(named: dict[str, object]) -> None:
    for kind in (Note, Plain, Named):
        with pytest.raises(TypeError):
            kind(**named)  # type: ignore[arg-type]


def test_arguments_given_by_name_are_not_taken_by_place() -> None:
    assert repr(Named(width=2)) == "Named(height=1, width=2)"
    with pytest.raises(TypeError):
        Named(1, 2)  # type: ignore[call-arg]


def test_values_with_equal_compared_fields_are_equal() -> None:
    assert Note("a", read=1) == Note("a", read=2)
    assert hash(Note("a", read=1)) == hash(Note("a", marks=[1]))
    assert Note("a") != Note("b")
    assert Empty() == Empty()
    assert Spoken("a") == Spoken("a")
    assert len({Spoken("a"), Spoken("a")}) == 1


def test_each_value_has_its_own_default_list() -> None:
    assert Note("a").marks is not Note("a").marks


def test_a_value_that_equals_only_itself() -> None:
    one = Shared(1)
    assert one == one  # noqa: PLR0124
    assert one != Shared(1)
    assert len({one, Shared(1)}) == 2


def test_fields_can_be_neither_set_nor_deleted() -> None:
    note = Note("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'title'"):
        note.title = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'title'"):
        del note.title
    assert not hasattr(note, "__dict__")


def test_methods_of_the_class_are_kept() -> None:
    assert repr(Spoken("a")) == "a"


def test_a_value_has_the_fields_of_its_base_class() -> None:
    titled = Titled("a", subtitle="b")
    assert titled.lines == ()
    assert titled != Note("a")
    assert replace(titled, title="c") == Titled("c", subtitle="b")


@pytest.mark.parametrize("value", [Note("a", ("b",), [1], 2), Named(width=2), Empty(), Titled("a")])
def test_values_are_pickled_and_copied(value: Note | Named | Empty) -> None:
    copied = pickle.loads(pickle.dumps(value))  # noqa: S301
    assert copied == value
    assert asdict(copied) == asdict(value)
    assert asdict(replace(value)) == asdict(value)


def test_a_field_outside_init_is_no_argument_and_new_in_each_value() -> None:
    note = Note("a")
    note.found["b"] = 1
    assert (Note("a").found, note.pages) == ({}, 7)
    assert replace(note, title="c").found == {}
    for name in ("found", "pages"):
        with pytest.raises(TypeError):
            Note("a", **{name: 1})  # type: ignore[arg-type]


def test_errors_name_the_class() -> None:
    with pytest.raises(TypeError, match=r"^Note\.__init__\(\) missing 1 required"):
        Note()  # type: ignore[call-arg]


@frozen
class Folded:  # noqa: PLW1641  (`frozen` adds it)
    """A value with an equality of its own."""

    word: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folded) and self.word.lower() == other.word.lower()


def test_an_equality_of_the_class_leaves_the_hash_of_fields() -> None:
    assert hash(Folded("a")) == hash(Folded("a"))
    assert Folded("a") == Folded("A")
