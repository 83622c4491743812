"""Frozen dataclasses of our own are those of the standard library in everything but what they cost."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from dataclasses import dataclass as standard
from typing import Any, cast

import pytest

from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """One."""

    name: str
    counts: tuple[int, ...] = ()
    known: dict[str, int] = field(default_factory=dict, compare=False)
    place: str = field(default="here", repr=False)


@standard(frozen=True, slots=True, kw_only=True)
class Theirs:
    """One."""

    name: str
    counts: tuple[int, ...] = ()
    known: dict[str, int] = field(default_factory=dict, compare=False)
    place: str = field(default="here", repr=False)


@dataclass(frozen=True, slots=True)
class Plain:
    """By position."""

    first: int
    second: int = 2


def told(kind: Callable[..., Any], call: Callable[[Callable[..., Any]], object]) -> str:
    """What comes of a call, or how it is refused; by either kind's name the same."""
    try:
        found = repr(call(kind))
    except (TypeError, AttributeError) as error:
        found = f"{type(error).__name__}: {error}"
    return found.replace(kind.__name__, "Kind")


CALLS: dict[str, Callable[[Callable[..., Any]], object]] = {
    "made": lambda kind: kind(name="a"),
    "made-whole": lambda kind: kind(name="a", counts=(1,), place="there"),
    "lacks-one": lambda kind: kind(),
    "by-position": lambda kind: kind("a"),
    "one-too-many": lambda kind: kind(name="a", other=1),
    "equal-by-what-counts": lambda kind: kind(name="a") == kind(name="a", known={"b": 1}),
    "differs": lambda kind: kind(name="a") == kind(name="a", place="there"),
    "equal-to-another-kind": lambda kind: kind(name="a") == "a",
    "hash": lambda kind: hash(kind(name="a")) == hash(kind(name="a", known={"b": 1})),
    "set-of-them": lambda kind: len({kind(name="a"), kind(name="a"), kind(name="b")}),
    "hash-of-a-list": lambda kind: hash(kind(name="a", counts=[])),
    "factory": lambda kind: kind(name="a").known is kind(name="a").known,
    "replaced": lambda kind: replace(kind(name="a"), name="b", counts=(2,)),
    "replaced-wrongly": lambda kind: replace(kind(name="a"), other="b"),
    "as-dict": lambda kind: asdict(kind(name="a")),
    "fields": lambda kind: [each.name for each in fields(cast(Any, kind))],
    "copied": lambda kind: copy.copy(kind(name="a", place="there")),
    "copied-deeply": lambda kind: copy.deepcopy(kind(name="a", known={"b": 1})),
    "pickled": lambda kind: pickle.loads(pickle.dumps(kind(name="a", known={"b": 1}))),
    "signature": lambda kind: list(inspect.signature(kind).parameters),
    "no-dict": lambda kind: hasattr(kind(name="a"), "__dict__"),
    "set": lambda kind: setattr(kind(name="a"), "name", "b"),
    "deleted": lambda kind: delattr(kind(name="a"), "name"),
}


@pytest.mark.parametrize("name", CALLS)
def test_it_does_as_the_standard_librarys(name: str) -> None:
    assert told(Ours, CALLS[name]) == told(Theirs, CALLS[name])


def test_what_is_frozen_stays_so() -> None:
    one = Ours(name="a")
    with pytest.raises(FrozenInstanceError):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.name
    assert one.name == "a"


def test_fields_come_by_position_and_match() -> None:
    match Plain(1):
        case Plain(first, second):
            assert (first, second) == (1, 2)
    assert Plain(1, 3) == Plain(second=3, first=1)


def test_one_of_another_class_is_another() -> None:
    @dataclass(frozen=True, slots=True)
    class Other:
        first: int
        second: int = 2

    others: list[object] = [Plain(1), Plain(1, 2)]
    assert Other(1) not in others
