"""One file of the data on its way from bytes to a model, with every problem met and its place.

Bytes to text (`file_text`), text to values with places (`yaml_text`), values to models in one pydantic validation,
whose errors are walked back to their places. What is faulty is left out, so that the rest can still be checked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from an_sinh.complaints import Meant, Said, Slot
from an_sinh.errors import MAX_FAULTS, Problem
from an_sinh.figures import suggestions
from an_sinh.programme import checks
from an_sinh.programme.file_text import Unreadable, decode, read_raw
from an_sinh.programme.model import EMPTY, FloodOfFaults, counted_faults
from an_sinh.programme.yaml_text import Document, Flaw, Map, read_yaml
from an_sinh.terms import Severity
from an_sinh.text import quoted

TARGETS = "targets.yaml"
_MOST_COMPARED = 100_000
"""With how many names the wrong ones of a file are compared, each with all that are known, to offer the nearest."""
Step = str | int
_File = TypeVar("_File", bound=BaseModel)


def join(shown: str, name: str) -> str:
    """A file's path as it is shown: its name in the data directory behind the directory's own, with plain slashes."""
    return name if shown in ("", ".") else f"{shown.replace(os.sep, '/').rstrip('/')}/{name}"


class Reading:
    """One file on its way from bytes to a model, with the problems met."""

    def __init__(self, folder: Path, shown: str, name: str, raw: bytes | None = None) -> None:
        self.name = name
        self.shown = join(shown, name)
        self.problems: list[Problem] = []
        self.raw: bytes | None = None
        """None where the file can't be read."""
        self.document: Document | None = None
        self._compared = 0
        self._preceding: tuple[object, Mapping[str, str]] = None, EMPTY
        self._given_up = False
        try:
            self.raw = read_raw(folder / name) if raw is None else raw
            text = decode(self.raw)
        except Unreadable as error:
            if name == TARGETS and error.missing:
                self._missing_targets(folder, shown)
            else:
                self._add(error.code, error.phrase, error.place, error.args_of_phrase)
            return
        self.document = read_yaml(text)
        for flaw in self.document.flaws:
            self._add_flaw(flaw)

    def copy(self) -> Reading:
        """The same file with a list of problems of its own."""
        other = copy(self)
        other.problems = [*self.problems]
        return other

    def _missing_targets(self, folder: Path, shown: str) -> None:
        meant = folder / "data" / TARGETS
        args: dict[str, Slot] = {"folder": quoted(shown or "."), "meant": ""}
        if meant.is_file():
            args["meant"] = Said("meant_data", (join(shown, "data"),))
        self._add("missing-file", "missing_targets", (1, 1), args)

    def _add(
        self,
        code: str,
        phrase: str,
        place: tuple[int, int],
        args: Mapping[str, Slot],
        severity: Severity = Severity.ERROR,
    ) -> None:
        meant = args.get("remedy")
        if isinstance(meant, Meant):
            self._compared += len(meant.known)
            if self._compared > _MOST_COMPARED:
                args = {**args, "remedy": meant.otherwise}
        self.problems.append(Problem(code, self.shown, *place, phrase, args, severity))

    def _add_flaw(self, flaw: Flaw) -> None:
        self._add(flaw.code, flaw.phrase, flaw.place, flaw.args)

    def find(self, findings: Iterable[checks.Finding]) -> None:
        """Add what a check found, with its place."""
        if self.document is None:
            return
        for finding in findings:
            if len(self.problems) > MAX_FAULTS:
                self._give_up()
                return
            if finding.code == "unknown-indicator" and self._stray_comma(finding.path):
                continue
            place = self.document.place(finding.path, key=finding.at_key)
            self._add(finding.code, finding.phrase, place, finding.args, finding.severity)

    def _give_up(self) -> None:
        """Say that there are more problems than are told of one file."""
        if not self._given_up:
            self._given_up = True
            self._add("too-large", "too_many_problems", (1, 1), {"most": MAX_FAULTS})

    def validate(self, model: type[_File]) -> _File | None:
        """The file as a model; None, with its problems noted, where it is none."""
        if self.document is None or (self.problems and self.document.value is None):
            return None
        value = self.document.value
        if not isinstance(value, Map):
            if value is not None:
                self._add("wrong-type", "want_map", self.document.root, {})
                return None
            value = Map()  # an empty file: every key is missing
            value.marks = {}
            value.flow = False
        try:
            with counted_faults():
                return model.model_validate(value)
        except FloodOfFaults:
            self._give_up()
            return None
        except ValidationError as error:
            if len(self.problems) + error.error_count() > MAX_FAULTS:
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
            remedy = Meant(str(loc[-1]), fields, Said("known_are", fields))
            args: dict[str, Slot] = {"key": quoted(str(loc[-1])), "where": Said(where), "remedy": remedy}
            self._add("unknown-key", "unknown_key", self.document.place(loc, key=True), args)
        elif kind == "missing":
            self._add("missing-key", "missing_key", self.document.place(loc), {"key": quoted(str(loc[-1]))})
        elif kind in _SHAPES:
            self._add("wrong-type", _SHAPES[kind], self.document.place(loc), {})
        else:
            at_key = at_key or kind in ("contradiction", "missing-key")
            self._add(kind, error["msg"], self.document.place(loc, key=at_key), error.get("ctx") or {})

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
        args: dict[str, Slot] = {
            "key": quoted(key),
            "text": quoted(text),
            "before": quoted(value),
            "write": suggestions(text) or (quoted(f"{value}.{key}")[1:-1],),
        }
        self._add("unknown-key", "comma_in_braces", self.document.place(loc, key=True), args)
        return True

    def sorted_problems(self) -> list[Problem]:
        """The file's problems in its own order, each once; beside a tag, what follows from it is not said."""
        tagged = {(problem.line, problem.column) for problem in self.problems if problem.code == "tag"}
        unique = {
            (problem.line, problem.column, problem.code, problem.phrase, *problem.args.values()): problem
            for problem in self.problems
            if problem.code == "tag" or (problem.line, problem.column) not in tagged
        }
        return sorted(unique.values(), key=lambda problem: (problem.line, problem.column))

    def placer(self, part: str) -> Callable[[str], str | None]:
        """A function that tells an entry's place, relative to the data directory."""
        root = self.document.value if self.document else None
        entries = root.get(part) if isinstance(root, Map) else None
        marks = entries.marks if isinstance(entries, Map) and entries.marks else {}
        name = self.name

        def place(id_: str) -> str | None:
            mark = marks.get(id_)
            return f"{name}:{mark[0].line + 1}:{mark[0].column + 1}" if mark else None

        return place


_SHAPES = {
    "model_type": "want_map",
    "model_attributes_type": "want_map",
    "dict_type": "want_map",
    "mapping_type": "want_map",
    "tuple_type": "want_list",
    "list_type": "want_list",
}


_WHERE: tuple[tuple[str, str], ...] = (
    ("ProgrammeHead", "programme"),
    ("Source", "source"),
    ("Indicator", "indicator"),
    ("Target", "target"),
    ("Limits", "limits"),
    ("Baseline", "baseline"),
    ("Entry", "entry"),
    ("Reported", "reported"),
    ("Published", "published"),
)


def _fields_at(model: type[BaseModel], loc: tuple[Step, ...]) -> tuple[tuple[str, ...], str]:
    """The keys that may stand at a place in the file, and what that place is called."""
    at: Any = model
    for step in loc:
        at = _fields(at)[1].get(step) if _is_model(at) else _inside(at)
    return (_fields(at)[0], dict(_WHERE).get(at.__name__, "root")) if _is_model(at) else ((), "root")


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


class _Own(dict[str, Any]):
    """A copy of a map that may be changed."""


class _OwnList(list[Any]):
    """A copy of a list that may be changed."""


def _without(value: Map, faulty: list[tuple[Step, ...]], model: type[_File]) -> _File | None:
    """The file without what is faulty in it, so that the rest can still be checked; None where too little is left."""
    kept = _Own(value)
    for loc in faulty:
        _drop(kept, loc)
    if isinstance(kept.get("published"), list):
        kept["published"] = [each for each in kept["published"] if each is not None]
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


_NEEDED = ("name", "group", "better", "title", "value", "[key]")


def _drop(kept: _Own, loc: tuple[Step, ...]) -> None:
    """Leave out the smallest part that can be missed: an optional key, else its indicator or entry, else the part."""
    head = str(loc[0])
    part = kept.get(head)
    if head == "programme":
        return
    if len(loc) == 1 or isinstance(part, str) or part is None:
        kept.pop(head, None)
    elif isinstance(part, list) and isinstance(loc[1], int):
        own = kept[head] = part if isinstance(part, _OwnList) else _OwnList(part)
        own[loc[1]] = None
    elif isinstance(part, dict) and loc[1] in part:
        if not _drop_inside(_own(kept, head), str(loc[1]), loc[2:]):
            del kept[head][loc[1]]
    else:
        kept.pop(head, None)


def _drop_inside(part: _Own, id_: str, inside: tuple[Step, ...]) -> bool:
    """Leave out one key of an indicator, a source or an entry, or one of its targets; whether that could be done."""
    entry = part[id_]
    if not inside or not isinstance(entry, dict) or inside[0] in _NEEDED or inside[0] not in entry:
        return False
    key, entry = str(inside[0]), _own(part, id_)
    if key == "targets" and len(inside) > 1 and isinstance(entry[key], dict):
        _own(entry, key).pop(str(inside[1]), None)
    else:
        del entry[key]
    return True


def _own(inside: _Own, key: str) -> _Own:
    """The map under a key, copied when it is first to be changed."""
    there = inside[key]
    own = inside[key] = there if isinstance(there, _Own) else _Own(there)
    return own
