"""Frozen values: dataclasses with slots that take little time to import and to create.

`@frozen` stands for `@dataclasses.dataclass(frozen=True, slots=True)`, which compiles six methods
of each class at import: 0.38 ms a class, a fifth of the imports of a build. Here `__init__` is
compiled when the first value is created, and no other method is compiled. It sets each slot by its
descriptor, which takes 0.6 of the time of `object.__setattr__`.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TypeVar, cast, dataclass_transform, overload

__all__ = ["frozen"]

Class = TypeVar("Class")
Values = tuple[object, ...]
Method = Callable[..., object]


@overload
def frozen(declared: type[Class], /) -> type[Class]: ...
@overload
def frozen(*, kw_only: bool = False, eq: bool = True) -> Callable[[type[Class]], type[Class]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(
    declared: type[Class] | None = None, /, *, kw_only: bool = False, eq: bool = True
) -> type[Class] | Callable[[type[Class]], type[Class]]:
    """Return the class as a frozen dataclass with slots.

    With `eq=False`, values are equal only if they are the same object. `inspect.signature` knows
    the fields once a value was created. A subclass is decorated with `frozen`, too.
    """

    def decorate(declared: type[Class]) -> type[Class]:
        declared.__doc__ = declared.__doc__ or declared.__name__  # or dataclass() inspects __init__
        made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(declared)
        for name, method in _methods(made, eq=eq).items():
            if declared.__dict__.get(name) is None:  # a class with `__eq__` has None as `__hash__`
                method.__qualname__ = f"{made.__qualname__}.{name}"
                setattr(made, name, method)
        return made

    return decorate(declared) if declared else decorate


def _methods(made: type, *, eq: bool) -> dict[str, Method]:
    every = fields(made)
    setters = [getattr(made, each.name).__set__ for each in every]
    state, shown = _values(every), _values(each for each in every if each.repr)
    shape = ", ".join(f"{each.name}=%r" for each in every if each.repr)

    def first_init(self: object, *given: object, **named: object) -> None:
        init = _compiled_init(every, setters)
        init.__qualname__ = f"{made.__qualname__}.__init__"
        type.__setattr__(made, "__init__", init)
        init(self, *given, **named)

    def set_state(self: object, values: Values) -> None:
        for setter, value in zip(setters, values, strict=True):
            setter(self, value)

    methods: dict[str, Method] = {
        "__init__": first_init,
        "__repr__": lambda self: f"{type(self).__qualname__}({shape % shown(self)})",
        "__getstate__": lambda self: state(self),  # noqa: PLW0108  (an attrgetter is not bound)
        "__setstate__": set_state,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
    }
    return methods | _comparison(every) if eq else methods


def _comparison(every: Iterable[Field[object]]) -> dict[str, Method]:
    compared = _values(each for each in every if each.compare)
    hashed = _values(each for each in every if (each.compare if each.hash is None else each.hash))

    def equal(self: object, other: object) -> bool:
        if type(self) is type(other):
            return self is other or compared(self) == compared(other)
        return cast("bool", NotImplemented)

    return {"__eq__": equal, "__hash__": lambda self: hash(hashed(self))}


def _values(every: Iterable[Field[object]]) -> Callable[[object], Values]:
    """Return a function that returns the values of these fields."""
    names = [each.name for each in every]
    if len(names) == 1:
        only = attrgetter(*names)
        return lambda self: (only(self),)
    return attrgetter(*names) if names else lambda _: ()


def _compiled_init(every: Iterable[Field[object]], setters: Iterable[Method]) -> Method:
    """Return `__init__` for these fields, each of which is set by its setter."""
    known: dict[str, object] = {"MISSING": MISSING}
    given, named, body = ["self"], ["*"], ["pass"]
    for number, (each, setter) in enumerate(zip(every, setters, strict=True)):
        known |= {f"set{number}": setter, f"new{number}": each.default_factory}
        value, parameter = each.name, each.name
        if each.default is not MISSING:
            known[f"default{number}"] = each.default
            value = value if each.init else f"default{number}"
            parameter = f"{each.name}=default{number}"
        elif each.default_factory is not MISSING:
            new = f"new{number}()"
            value = f"{new} if {each.name} is MISSING else {each.name}" if each.init else new
            parameter = f"{each.name}=MISSING"
        if each.init:
            (named if each.kw_only else given).append(parameter)
        body.append(f"set{number}(self, {value})")
    parameters = ", ".join(given if len(named) == 1 else given + named)
    methods: dict[str, Method] = {}
    exec(f"def __init__({parameters}): {'; '.join(body)}", known, methods)  # noqa: S102  (names)
    return methods["__init__"]


def _refuse_to_set(_: object, name: str, __: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
