"""What a machine output is made of: fields, each named once with how it is taken and what it holds.

JSON (`as_json`), CSV (`as_csv`) and JSON Schema (`as_schema`) all follow from the records in `fields/`, a module for
each command, so that a field is added in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from importlib import import_module
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from an_sinh.pages.say import Say
from an_sinh.values import dataclass

Schema = Mapping[str, Any]
"""JSON Schema of a value that is written as it is."""
T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Field(Generic[T_contra]):
    """A field of a record."""

    name: str
    take: Callable[[T_contra, Say], Any]
    """From the record's subject and a language to the value, or to the subject of the record that stands in it."""
    kind: Schema | Record[Any] | Many
    told: str
    """What it means, as the JSON Schema says it."""
    column: str = ""
    """What it is called in CSV, where its path in JSON does not say it: `provisional` for `actual.provisional`."""
    only: str = ""
    """The one of `json` and `csv` that has it; both where this is empty."""


def own(name: str, kind: Schema | Record[Any] | Many, told: str, column: str = "", only: str = "") -> Field[Any]:
    """A field that is its subject's attribute of the same name."""
    take = attrgetter(name)
    return Field(name, lambda subject, _: take(subject), kind, told, column, only)


@dataclass(frozen=True, slots=True)
class Record(Generic[T_contra]):
    """An object: all these fields, in this order, and no others; null where there is no subject."""

    fields: tuple[Field[T_contra], ...]
    null: bool = False
    """Whether it may be null."""
    shared: str = ""
    """Its name, where the schema has it once and refers to it."""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of records, or of values."""

    of: Schema | Record[Any]
    spread: bool = False
    """Whether CSV has a column for each of its values; else they stand in one, joined by spaces."""
    null: bool = False
    """Whether it may be null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Generic[T]):
    """What a command writes for programs."""

    title: str
    told: str
    record: Record[T]
    row: Record[Any] | None = None
    """A row of its CSV, without which it has none."""
    rows: Callable[[T], Sequence[Any]] = lambda _result: ()
    spread: Callable[[T], Sequence[object]] = lambda _result: ()
    """What the columns of its spread lists are called after: the years."""


def output(
    name: str,
    title: str,
    told: str,
    fields: Sequence[Field[T]],
    *,
    row: Record[Any] | None = None,
    rows: Callable[[T], Sequence[Any]] = lambda _result: (),
    spread: Callable[[T], Sequence[object]] = lambda _result: (),
) -> Output[T]:
    """An output by its command's name, the name and version of its format before all else."""
    version = f"ansinh/{name}/{VERSION}"
    first: Field[T] = Field("schema", lambda *_: version, {"const": version}, "The name and version of this format.")
    return Output(title=title, told=told, record=Record((first, *fields)), row=row, rows=rows, spread=spread)


VERSION = 1
OUTPUTS = (
    "score",
    "places",
    "diff",
    "check",
    "lint",
    "outlook",
    "trend",
    "show",
    "focus",
    "list",
    "places-diff",
    "places-trend",
    "places-check",
)
"""The commands that write for programs."""


def output_of(name: str) -> Output[Any]:
    """The fields of a command's output; each stands in a module of its own, so that a run imports no other."""
    found: Output[Any] = import_module(f"an_sinh.render.fields.{name.replace('-', '_')}").OUTPUT
    return found


def inside(take: Callable[[Any], Any], fields: Sequence[Field[Any]]) -> Iterator[Field[Any]]:
    """Fields of a part of the subject as fields of the whole."""
    for field in fields:
        yield replace(field, take=_behind(take, field.take))


def _behind(first: Callable[[Any], Any], then: Callable[[Any, Say], Any]) -> Callable[[Any, Say], Any]:
    return lambda subject, say: then(first(subject), say)


# --- what a value is --------------------------------------------------------------------------------------------------

STRING: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}
YEAR: Schema = {"type": "integer", "minimum": 1000, "maximum": 9999}
PERIOD: Schema = {"anyOf": [YEAR, {"type": "string", "pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"}]}
"""A year as a number; a part of one as a text: `"2022-06"`."""
MAYBE_PERIOD: Schema = {"anyOf": [*PERIOD["anyOf"], {"type": "null"}]}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
MAYBE_STRING: Schema = {"type": ["string", "null"]}
ACTUAL: Schema = {"type": ["number", "boolean", "null"]}
PLACE: Schema = {
    "type": "string",
    "pattern": r"^(targets\.yaml|actuals/[1-9][0-9]{3}(-[0-9]{2})?(\.yaml|/.+\.(yaml|csv))):[1-9][0-9]*:[1-9][0-9]*$",
}


def one_of(words: type[StrEnum] | Sequence[str], *, null: bool = False) -> Schema:
    """One of some words, or of the members of an enum."""
    known = [each.value if isinstance(each, StrEnum) else each for each in words]
    return {"type": ["string", "null"], "enum": [*known, None]} if null else {"type": "string", "enum": known}


def both(kind: Schema | Record[Any]) -> Record[Sequence[Any]]:
    """The same of an old and a new side; the subject is the pair."""
    return Record(
        (
            Field("old", lambda pair, _: pair[0], kind, "On the old side."),
            Field("new", lambda pair, _: pair[1], kind, "On the new side."),
        )
    )


# --- columns of CSV ---------------------------------------------------------------------------------------------------

_SIDES = ("old", "new")


class Column(NamedTuple):
    """A column of CSV: its name, and how its value is taken from a row's subject."""

    name: str
    take: Callable[[Any, Say], Any]


def columns_of(record: Record[Any], spread: Sequence[object] = ()) -> list[Column]:
    """A record's columns: what stands in an object has the object's name before its own, a side stands last."""
    return [Column(_named(path, column), take) for path, column, take in _leaves(record, spread)]


def _named(path: Sequence[str], column: str) -> str:
    return column or "_".join([*(step for step in path if step not in _SIDES), *filter(_SIDES.__contains__, path)])


_Leaf = tuple[tuple[str, ...], str, Callable[[Any, Say], Any]]


def _leaves(record: Record[Any], spread: Sequence[object]) -> Iterator[_Leaf]:
    for field in record.fields:
        if field.only == "json":
            continue
        if isinstance(field.kind, Record):
            for path, column, take in _leaves(field.kind, spread):
                yield (field.name, *path), column, _then(field.take, take)
        elif isinstance(field.kind, Many) and field.kind.spread:
            for at, key in enumerate(spread):
                yield (field.column, str(key)), "", _at(field.take, at)
        else:
            yield (field.name,), field.column, field.take


def _then(outer: Callable[[Any, Say], Any], inner: Callable[[Any, Say], Any]) -> Callable[[Any, Say], Any]:
    def take(subject: Any, say: Say) -> Any:
        part = outer(subject, say)
        return None if part is None else inner(part, say)

    return take


def _at(take: Callable[[Any, Say], Any], at: int) -> Callable[[Any, Say], Any]:
    return lambda subject, say: take(subject, say)[at]
