"""Frozen dataclasses that cost a start little: an `__init__` is compiled when the first of its kind is made.

The standard library compiles six methods for each class, which takes half a millisecond, and a run imports some forty
classes to use half of them. Here a class shares the methods that can be shared. The rest is the standard library's: its
fields, `replace`, `match`, slots; to a type checker it is the standard library's altogether.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False, init: bool = True) -> Any:
        """As `dataclasses.dataclass`; for frozen ones with slots alone."""
        assert frozen
        assert slots
        own = {"__eq__": _eq, "__hash__": _hash, "__repr__": _repr, **({"__init__": _INIT} if init else {})}
        own |= {"__setattr__": _set, "__delattr__": _delete, "__getstate__": _state, "__setstate__": _set_state}

        def make(plain: type) -> type:
            for name, method in own.items():
                if name not in plain.__dict__:
                    setattr(plain, name, method)
            plain.__doc__ = plain.__doc__ or plain.__name__  # else the library works out a signature for it
            return dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(plain)

        return make


class _Init:
    """An `__init__` that the class which asks for it is given first."""

    def __get__(self, it: object, owner: Any) -> Any:
        made = _made_init(owner)
        owner.__init__ = made  # in place of this descriptor
        return made.__get__(it, owner)


_INIT = _Init()


def _made_init(owner: Any) -> Any:
    """A function that takes the fields as arguments, and sets each by its slot."""
    known: dict[str, Any] = {"_missing": object()}
    plain: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for at, field in enumerate(f for f in dataclasses.fields(owner) if f.init):
        argument, value = field.name, field.name
        known[f"_set{at}"] = getattr(owner, field.name).__set__
        if field.default is not dataclasses.MISSING:
            known[f"_default{at}"] = field.default
            argument += f"=_default{at}"
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_default{at}"] = field.default_factory
            argument += "=_missing"
            value = f"_default{at}() if {value} is _missing else {value}"
        (named if field.kw_only else plain).append(argument)
        body.append(f"_set{at}(self, {value})")
    arguments = ", ".join(["self", *plain, *(["*", *named] if named else [])])
    exec(f"def __init__({arguments}):\n  " + "\n  ".join(body or ["pass"]), known)
    made = known["__init__"]
    made.__qualname__ = f"{owner.__qualname__}.__init__"
    return made


def _set(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


@cache
def _names(owner: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(owner))


@cache
def _compared(owner: Any) -> Any:
    """Takes what counts when two are compared."""
    names = [field.name for field in dataclasses.fields(owner) if field.compare]
    return attrgetter(*names) if names else lambda _: ()


def _eq(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    owner: Any = self.__class__
    taken = _compared(owner)
    return taken(self) == taken(other)


def _hash(self: Any) -> int:
    owner: Any = self.__class__
    return hash(_compared(owner)(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in _names(self.__class__)]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(_names(self.__class__), state, strict=True):
        object.__setattr__(self, name, value)
