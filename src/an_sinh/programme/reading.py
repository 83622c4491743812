"""One file of the data on its way from bytes to a model, with every problem met and its place.

Bytes to text (`file_text`), text to values with places (`yaml_text`), values to models in one pydantic validation,
whose errors are walked back to their places. What is faulty is left out, so that the rest can still be checked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from an_sinh.errors import MAX_FAULTS, DataError, DidYouMean, Phrase, Problem
from an_sinh.figures import suggestions
from an_sinh.programme.file_text import MAX_MEGABYTES, decode, read_raw
from an_sinh.programme.misnamed import misnamed_targets
from an_sinh.programme.model import EMPTY, FaultCount, FloodOfFaults
from an_sinh.programme.yaml_text import Document, Map, read_yaml, too_many_faults
from an_sinh.terms import Severity
from an_sinh.text import quoted
from an_sinh.values import dataclass

if TYPE_CHECKING:
    from an_sinh.programme.ignoring import Ignores

TARGETS = "targets.yaml"
_MOST_COMPARED = 100_000
"""With how many names the wrong ones of a file are compared, each with all that are known, to offer the nearest."""
Step = str | int
_File = TypeVar("_File", bound=BaseModel)


def join(shown: str, name: str) -> str:
    """A file's path as it is shown: its name in the data directory behind the directory's own, with plain slashes."""
    return name if shown in ("", ".") else f"{shown.replace(os.sep, '/').rstrip('/')}/{name}"


def missing_key(key: str) -> Problem:
    """A key that has to be there."""
    return Problem("missing-key", "{key} is missing", "add {key}", key=quoted(key))


@dataclass(frozen=True, slots=True)
class _Placer:
    """Tells where an entry of a file stands; two of the same file are the same."""

    name: str
    marks: Mapping[str, Any] = field(repr=False, compare=False)
    entries: Mapping[str, Any] = field(repr=False, compare=False)
    within: str = field(repr=False, compare=False)
    document: Document | None = field(repr=False, compare=False)

    def __call__(self, id_: str) -> str | None:
        """The place of an entry, or of a part's inside it, relative to the data directory."""
        mark = self.marks.get(id_)
        if mark:
            return f"{self.name}:{mark[0].line + 1}:{mark[0].column + 1}"
        whole, _, part = id_.rpartition("/")
        written = self.entries.get(whole)
        parts = written.get("parts") if isinstance(written, Map) else None
        if self.document is None or not isinstance(parts, Map) or part not in parts:
            return None
        line, column = self.document.place((self.within, whole, "parts", part), key=True)
        return f"{self.name}:{line}:{column}"


class Reading:
    """One file on its way from bytes to a model, with the problems met."""

    most_megabytes = MAX_MEGABYTES
    """How large it may be."""

    def __init__(self, folder: Path, shown: str, name: str, raw: bytes | None = None, most: int = MAX_FAULTS) -> None:
        """`most` is how many faults of the file are told."""
        self.most = most
        self.name = name
        self.shown = join(shown, name)
        self.problems: list[Problem] = []
        self.raw: bytes | None = None
        """None where the file can't be read."""
        self.document: Document | None = None
        self._compared = 0
        self._preceding: tuple[object, Mapping[str, str]] = None, EMPTY
        self._given_up = False
        self._hiding: Ignores | None = None
        try:
            self.raw = read_raw(folder / name, self.most_megabytes) if raw is None else raw
            text = decode(self.raw)
        except DataError as error:
            for problem in error.problems:
                missing = name == TARGETS and problem.code == "missing-file"
                self._add(_missing_targets(folder, shown) if missing else problem)
            return
        self.open(text)

    def open(self, text: str) -> None:
        """Read the file's text; every fault of it is noted with its place."""
        self.document = read_yaml(text, self.most)
        for problem in self.document.problems:
            self._add(problem)

    def copy(self) -> Reading:
        """The same file with a list of problems of its own."""
        other = copy(self)
        other.problems = [*self.problems]
        return other

    def _add(self, problem: Problem) -> None:
        remedy = problem.remedy
        if isinstance(remedy, DidYouMean):
            self._compared += len(remedy.known)
            if self._compared > _MOST_COMPARED:
                problem = problem.offering(remedy.unlike())
        self.problems.append(problem.at(problem.place, self.shown))

    def find(self, found: Iterable[Problem]) -> None:
        """Add what a check found, with its place."""
        if self.document is None:
            return
        for problem in found:
            if len(self.problems) >= self.most:
                self._give_up()
                return
            if problem.code == "unknown-indicator" and self._stray_comma(problem.steps):
                continue
            self._add(problem.at(self.document.place(problem.steps, key=problem.at_key)))

    def _give_up(self) -> None:
        """Say that there are more problems than are told of one file."""
        if not self._given_up:
            self._given_up = True
            self._add(too_many_faults(self.most))

    def validate(self, model: type[_File]) -> _File | None:
        """The file as a model; None, with its problems noted, where it is none."""
        if self.document is None or (self.problems and self.document.value is None):
            return None
        value = self.document.value
        if not isinstance(value, Map):
            if value is not None:
                self._add(_NO_MAP.at(self.document.root))
                return None
            value = Map()  # an empty file: every key is missing
            value.marks = {}
            value.flow = False
        try:
            return model.model_validate(value, context=FaultCount(self.most))
        except FloodOfFaults:
            self._give_up()
            return None
        except ValidationError as error:
            if len(self.problems) + error.error_count() > self.most:
                self._give_up()
                return None
            faults = error.errors(include_url=False, include_input=False)
            for each in faults:
                self._translate(each, model)
            return _without(value, [fault["loc"] for fault in faults], model)

    def _translate(self, error: Any, model: type[BaseModel]) -> None:
        """A pydantic error as a problem: our own faults as they are, its own kinds in our words."""
        assert self.document is not None
        loc: tuple[Step, ...] = error["loc"]
        kind: str = error["type"]
        at_key = bool(loc) and loc[-1] == "[key]"
        if at_key:
            loc = loc[:-1]
        if (at_key or kind == "extra_forbidden") and self._stray_comma(loc):
            return
        if kind == "extra_forbidden":
            fields, where = _fields_at(model, loc[:-1])
            remedy = DidYouMean(str(loc[-1]), fields)
            self._add(
                Problem(
                    "unknown-key", "{key} is not a key of {where}", remedy, key=quoted(str(loc[-1])), where=where
                ).at(self.document.place(loc, key=True))
            )
        elif kind == "missing":
            self._add(missing_key(str(loc[-1])).at(self.document.place(loc)))
        elif kind in _SHAPES:
            text = self._text_at(loc)
            slip = _slip_of(text) if _SHAPES[kind] is _NO_MAP and text is not None else None
            self._add((slip or _SHAPES[kind]).at(self.document.place(loc)))
        else:
            at_key = at_key or kind in ("contradiction", "missing-key")
            problem: Problem = error["ctx"]["problem"]
            self._add(problem.at(self.document.place(loc, key=at_key)))

    def _text_at(self, loc: tuple[Step, ...]) -> str | None:
        """The text that stands at a place; None where that is something else."""
        node = self.document.value if self.document else None
        for step in loc:
            node = node.get(str(step)) if isinstance(node, Map) else None
        return node if isinstance(node, str) else None

    def _stray_comma(self, loc: tuple[Step, ...]) -> bool:
        """Note `{value: 2,23}`, which YAML reads as 2 and an empty key 23; whether it was that."""
        assert self.document is not None
        parent = self.document.value
        for step in loc[:-1]:
            parent = parent.get(str(step)) if isinstance(parent, Map) else None
        key = loc[-1] if loc else None
        if not (isinstance(parent, Map) and parent.flow and isinstance(key, str) and key.isdigit()):
            return False
        if self._preceding[0] is not parent:
            self._preceding = parent, dict(zip(list(parent)[1:], parent, strict=False))
        before = self._preceding[1].get(key)
        value = parent[before] if before is not None else None
        if parent.get(key) is not None or not isinstance(value, str):
            return False
        text = f"{value},{key}"
        self._add(
            Problem(
                "unknown-key",
                "{key} is a key without a value: in braces, {text} is read as {before} and an empty key {key}",
                "write {write}",
                key=quoted(key),
                text=quoted(text),
                before=quoted(value),
                write=suggestions(text) or (quoted(f"{value}.{key}")[1:-1],),
            ).at(self.document.place(loc, key=True))
        )
        return True

    def sorted_problems(self) -> list[Problem]:
        """The file's problems in its own order, each once; beside a tag, what follows from it is not said."""
        tagged = {(problem.line, problem.column) for problem in self.problems if problem.code == "tag"}
        unique = {
            (problem.line, problem.column, problem.code, problem.text, problem.remedy, *problem.slots.values()): problem
            for problem in self.problems
            if problem.code == "tag" or (problem.line, problem.column) not in tagged
        }
        found = sorted(unique.values(), key=lambda problem: (problem.line, problem.column))
        ignores = self._ignores() if any(problem.severity is Severity.WARNING for problem in found) else None
        return found if ignores is None else [problem for problem in found if not ignores.hide(problem)]

    def _ignores(self) -> Ignores | None:
        """The comments that hide warnings; None where there is none, as in most files."""
        if self.raw is None or self.document is None or b"ansinh:" not in self.raw:
            return None
        if self._hiding is None:
            from an_sinh.programme.ignoring import Ignores

            self._hiding = Ignores(decode(self.raw), self.document, self.name)
        return self._hiding

    def note_unused_ignores(self) -> None:
        """Warn of each comment that hides nothing, once all else is found."""
        if (ignores := self._ignores()) is not None:
            self.sorted_problems()
            for problem in ignores.unused():
                self._add(problem)

    def placer(self, part: str) -> Callable[[str], str | None]:
        """A function that tells an entry's place, relative to the data directory."""
        root = self.document.value if self.document else None
        entries = root.get(part) if isinstance(root, Map) else None
        marks = entries.marks if isinstance(entries, Map) and entries.marks else {}
        return _Placer(self.name, marks, entries if isinstance(entries, Map) else EMPTY, part, self.document)


def _missing_targets(folder: Path, shown: str) -> Problem:
    if not os.path.lexists(folder):
        return Problem(
            "missing-file", "there is no folder {folder}", "see how it is spelled", folder=quoted(shown or ".")
        )
    wrong = misnamed_targets(folder)
    if wrong:
        return Problem(
            "missing-file",
            "there is no targets.yaml in {folder}, but {name}",
            "rename it targets.yaml",
            folder=quoted(shown or "."),
            name=quoted(wrong),
        )
    elsewhere = (folder / "data" / TARGETS).is_file()
    meant = " " + join(shown, "data") if elsewhere else ""
    return Problem(
        "missing-file",
        "there is no targets.yaml in {folder}",
        "name the data directory with --data{meant}",
        folder=quoted(shown or "."),
        meant=meant,
    )


def _slip_of(text: str) -> Problem | None:
    """What may have made a text of what was meant as a map."""
    from an_sinh.programme.slips import lacks_space, no_space

    return no_space(text) if lacks_space(text) else None


_NO_MAP = Problem("wrong-type", "keys and values are wanted here", "write them as 'key: value' lines")
_NO_LIST = Problem("wrong-type", "a list is wanted here", "write it as [first, second]")
_SHAPES = {
    "model_type": _NO_MAP,
    "model_attributes_type": _NO_MAP,
    "dict_type": _NO_MAP,
    "mapping_type": _NO_MAP,
    "tuple_type": _NO_LIST,
    "list_type": _NO_LIST,
}


_WHERE: tuple[tuple[str, Phrase | str], ...] = (
    ("ProgrammeHead", "programme"),
    ("Source", Phrase("a source")),
    ("Indicator", Phrase("an indicator")),
    ("Target", Phrase("a target")),
    ("Was", Phrase("what a target was")),
    ("Limits", "limits"),
    ("Baseline", Phrase("a baseline")),
    ("Entry", Phrase("an entry")),
    ("Reported", "reported"),
    ("Published", Phrase("a published headline")),
    ("PlaceHead", Phrase("a place")),
    ("LintRule", "lint"),
)
_FILE = Phrase("this file")


def _fields_at(model: type[BaseModel], loc: tuple[Step, ...]) -> tuple[tuple[str, ...], Phrase | str]:
    """The keys that may stand at a place in the file, and what that place is called."""
    at: Any = _unwrapped(model.model_fields["root"].annotation) if issubclass(model, RootModel) else model
    for step in loc:
        at = _fields(at)[1].get(step) if _is_model(at) else _inside(at)
    return (_fields(at)[0], dict(_WHERE).get(at.__name__, _FILE)) if _is_model(at) else ((), _FILE)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, ...], Mapping[Step, Any]]:
    """A model's keys as they are written, and what each holds."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return tuple(fields), {name: _unwrapped(field.annotation) for name, field in fields.items()}


@cache
def _inside(kind: Any) -> Any:
    """What stands inside a map or a tuple."""
    args: tuple[Any, ...] = getattr(kind, "__args__", (None,))
    return _unwrapped(args[-1] if getattr(kind, "__origin__", None) is dict else args[0])


def _unwrapped(kind: Any) -> Any:
    """A type without its `| None` and its annotations."""
    args = [arg for arg in getattr(kind, "__args__", ()) if arg is not type(None)]
    if hasattr(kind, "__metadata__"):
        return _unwrapped(kind.__origin__)
    if type(None) in getattr(kind, "__args__", ()) and len(args) == 1:
        return _unwrapped(args[0])
    return kind


class _Copy(dict[str, Any]):
    """A copy of a map that may be changed."""


class _ListCopy(list[Any]):
    """A copy of a list that may be changed."""


def _without(value: Map, faulty: list[tuple[Step, ...]], model: type[_File]) -> _File | None:
    """The file without what is faulty in it, so that the rest can still be checked; None where too little is left."""
    kept = _Copy(value)
    for loc in faulty:
        _drop(kept, loc)
    if isinstance(kept.get("published"), list):
        kept["published"] = [each for each in kept["published"] if each is not None]
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


_NEEDED = ("name", "group", "better", "title", "value", "[key]")


def _drop(kept: _Copy, loc: tuple[Step, ...]) -> None:
    """Leave out the smallest part that can be missed: an optional key, else its indicator or entry, else the part."""
    head = str(loc[0])
    part = kept.get(head)
    if head == "programme":
        return
    if len(loc) == 1 or isinstance(part, str) or part is None:
        kept.pop(head, None)
    elif isinstance(part, list) and isinstance(loc[1], int):
        own = kept[head] = part if isinstance(part, _ListCopy) else _ListCopy(part)
        own[loc[1]] = None
    elif isinstance(part, dict) and loc[1] in part:
        if not _drop_inside(_copied(kept, head), str(loc[1]), loc[2:]):
            del kept[head][loc[1]]
    else:
        kept.pop(head, None)


def _drop_inside(part: _Copy, id_: str, inside: tuple[Step, ...]) -> bool:
    """Leave out one key of an indicator, a source or an entry, or one of its targets; whether that could be done."""
    entry = part[id_]
    if not inside or not isinstance(entry, dict) or inside[0] in _NEEDED or inside[0] not in entry:
        return False
    key, entry = str(inside[0]), _copied(part, id_)
    if key == "targets" and len(inside) > 1 and isinstance(entry[key], dict):
        _copied(entry, key).pop(str(inside[1]), None)
    elif key == "parts" and len(inside) > 1 and isinstance(entry[key], dict) and str(inside[1]) in entry[key]:
        parts = _copied(entry, key)
        if not _drop_inside(parts, str(inside[1]), inside[2:]):
            del parts[str(inside[1])]
        return bool(parts)  # without any part the whole is left out
    else:
        del entry[key]
    return True


def _copied(inside: _Copy, key: str) -> _Copy:
    """The map under a key, copied when it is first to be changed."""
    there = inside[key]
    own = inside[key] = there if isinstance(there, _Copy) else _Copy(there)
    return own
