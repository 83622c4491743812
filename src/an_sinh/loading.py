"""The data directory -> a Programme, or every Problem with its place.

Each file is read in three steps: bytes to text, text to values with places (`yaml_text`), values to models in one
pydantic validation; then the checks that need both files. Faults are collected, never raised one by one.
"""

from __future__ import annotations

import gc
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from an_sinh import checks, lint
from an_sinh.complaints import Meant, Said, Slot
from an_sinh.errors import DataError, Problem
from an_sinh.figures import suggestions
from an_sinh.model import (
    EMPTY,
    MAX_FAULTS,
    ActualsFile,
    Entry,
    FloodOfFaults,
    Indicator,
    Programme,
    TargetsFile,
    YearOfActuals,
    count_faults_anew,
)
from an_sinh.terms import Severity
from an_sinh.visible import quoted
from an_sinh.yaml_text import Document, Flaw, Items, Map, read_yaml

MAX_MEGABYTES = 8
TARGETS = "targets.yaml"
_MOST_COMPARED = 100_000
"""With how many names the wrong ones of a file are compared, each with all that are known, to offer the nearest."""
_YEAR_FILE = re.compile(r"([1-9][0-9]{3})\.yaml")
Step = str | int
_File = TypeVar("_File", bound=BaseModel)


def load(directory: str | os.PathLike[str], years: Collection[int] | None = None) -> Programme:
    """Read a data directory.

    `years` names the years of actuals that are wanted; all there are if None. The years that scoring those needs (the
    one before, where a target is a change; all since the first, where an indicator is summed) are read with them.
    Raises DataError with every problem and its place, in file order, if anything is wrong.
    """
    folder = Path(directory)
    return read_programme(folder, str(folder), years)


def read_programme(folder: Path, shown: str, years: Collection[int] | None) -> Programme:
    """As `load`, with the directory's name as it is to be shown in problems."""
    collecting = gc.isenabled()
    gc.disable()  # much is made here, all of it stays, and nothing goes in circles: to look for that costs a tenth
    try:
        return DataSet(folder, shown).programme(years)
    finally:
        if collecting:
            gc.enable()


class DataSet:
    """A data directory whose targets are read, and from which years of actuals can be read as they are needed."""

    def __init__(self, folder: Path, shown: str, instead: Mapping[str, bytes] = EMPTY) -> None:
        """`instead` holds bytes that are read in the place of files, by their names in the directory."""
        self.folder = folder
        self.shown = shown
        self._instead = instead
        there = {int(match[1]) for name in instead if (match := _YEAR_FILE.fullmatch(name.removeprefix("actuals/")))}
        self.there = tuple(sorted({*years_there(folder), *there}))
        self._targets = self._reading(TARGETS)
        self._file = self._targets.validate(TargetsFile)
        ids = _raw_part(self._targets.document, "indicators")
        self._unbounded: set[str] = set()
        """Indicators whose actuals may be any figure, in any year."""
        self._ids: dict[str, Indicator | None] | None = None if ids is None else dict.fromkeys(ids)
        self._sources: Mapping[str, object] | None = _raw_part(self._targets.document, "sources")
        if self._file is not None:
            self._ids = {**(self._ids or {}), **self._file.indicators}
            self._sources = self._sources or EMPTY
            groups = _raw_part(self._targets.document, "groups") or EMPTY
            self._targets.find(checks.check_targets(self._file, groups, self._sources))
            self._unbounded = {id_ for id_, each in self._file.indicators.items() if each.takes_any_figure}

    def _reading(self, name: str) -> _Reading:
        return _Reading(self.folder, self.shown, name, self._instead.get(name))

    def programme(self, years: Collection[int] | None) -> Programme:
        """The programme with these years of actuals and those that their scores rest on; DataError says all faults.

        A year outside the programme's span that has no file is passed over: `score` refuses it in better words.
        """
        if self._targets.document is None:
            raise DataError(tuple(self._targets.problems))
        problems: list[Problem] = []
        found: dict[int, YearOfActuals] = {}
        for year in _needed(self._file, set(self.there if years is None else years), self.there):
            if year in self.there:
                reading, actuals = self._read_year(year)
                problems += reading.sorted_problems()
                if actuals is not None:
                    found[year] = actuals
            elif self._file is None or self._file.programme.years[0] <= year <= self._file.programme.years[1]:
                problems.append(missing_year(self.folder, self.shown, year, self.there))
        self._warn_of_targets(year.entries for year in found.values())
        problems = [*self._targets.sorted_problems(), *problems]
        if self._file is None or any(problem.severity is Severity.ERROR for problem in problems):
            raise DataError(tuple(problems))
        return Programme(
            id=self._file.programme.id,
            name=self._file.programme.name,
            years=self._file.programme.years,
            sources=self._file.sources or EMPTY,
            groups=self._file.groups or EMPTY,
            indicators=self._file.indicators,
            actuals=found,
            places=self._targets.placer("indicators"),
            warnings=tuple(problems),
        )

    def _warn_of_targets(self, years: Iterable[Mapping[str, Entry | None]]) -> None:
        """Look for thousands separators among the targets, beside their own kind and the figures of some years."""
        if self._file is None:
            return
        every = list(years)

        def actuals(id_: str) -> Iterator[Decimal]:
            found = (entries.get(id_) for entries in every)
            return (entry.value for entry in found if entry and isinstance(entry.value, Decimal))

        self._targets.find(checks.warn_of_thousands_in_targets(self._file, actuals))

    def lint(self) -> tuple[Problem, ...]:
        """Every problem of every file, warnings too, in file order.

        Raises DataError where there is no targets.yaml that could be opened: then there is nothing to lint.
        """
        targets = self._targets
        if any(problem.code in ("missing-file", "unreadable") for problem in targets.problems):
            raise DataError(tuple(targets.problems))
        readings = {year: self._reading(f"actuals/{year}.yaml") for year in self.there}
        files: dict[int, ActualsFile] = {}
        for year, reading in readings.items():
            actuals = self._check_year(reading, year)
            if actuals is not None:
                files[year] = actuals
        latest = lint.latest_date(files.values())
        last = self._file.programme.years[1] if self._file is not None else 9999
        defined = _raw_part(targets.document, "indicators") or EMPTY
        sound = {id_: each if _is_whole(defined.get(id_), each) else None for id_, each in (self._ids or EMPTY).items()}
        for year, actuals in files.items():
            written = _raw_part(readings[year].document, "actuals") or EMPTY
            read = actuals.actuals or EMPTY
            entries = {id_: each for id_, each in read.items() if _is_whole(written.get(id_), each)}
            readings[year].find(lint.lint_actuals(entries, actuals, year, last, sound, latest))
        if self._file is not None:
            documents = [each.document for each in (targets, *readings.values())]
            targets.find(lint.lint_targets(self._file, _named_sources(documents)))
        self._warn_of_targets(actuals.actuals or EMPTY for actuals in files.values())
        every = [targets, *readings.values()]
        strays = [self._stray(name) for name in stray_files(self.folder)]
        return (*(problem for reading in every for problem in reading.sorted_problems()), *strays)

    def _stray(self, name: str) -> Problem:
        shown = _join(self.shown, f"actuals/{name}")
        return Problem("stray-file", shown, 1, 1, "stray_file", {"name": quoted(name)}, Severity.WARNING)

    def _check_year(self, reading: _Reading, year: int) -> ActualsFile | None:
        """A year's file with all its errors noted; None where no part of it can be read."""
        actuals = reading.validate(ActualsFile)
        if self._ids is not None:  # an entry that can't be read may be unknown besides
            read = actuals.actuals or EMPTY if actuals else EMPTY
            lost = [id_ for id_ in _raw_part(reading.document, "actuals") or () if id_ not in read]
            reading.find(checks.unknown_indicator(id_, self._ids) for id_ in lost if id_ not in self._ids)
        if actuals is None:
            return None
        if actuals.year != year:
            args = {"name": f"{year}.yaml", "year": str(actuals.year)}
            reading.find([checks.Finding("wrong-year", "wrong_year", ("year",), args)])
        last = self._file.programme.years[1] if self._file is not None else 9999
        reading.find(checks.check_actuals(actuals, year, last, self._ids, self._sources, self._unbounded))
        reading.find(checks.warn_of_thousands(actuals, self._ids))
        return actuals

    def _read_year(self, year: int) -> tuple[_Reading, YearOfActuals | None]:
        reading = self._reading(f"actuals/{year}.yaml")
        actuals = self._check_year(reading, year)
        if actuals is None:
            return reading, None
        return reading, YearOfActuals(
            year=year,
            as_of=actuals.as_of,
            source=actuals.source or (),
            published=actuals.published or (),
            entries=actuals.actuals or EMPTY,
            places=reading.placer("actuals"),
        )


def _is_whole(written: object, read: Entry | Indicator | None) -> bool:
    """Whether an entry was read as it is written; what has a fault is left out, and a warning would tell it twice."""
    if read is None or not isinstance(written, Map):
        return True
    targets = written.get("targets")
    if isinstance(read, Indicator) and isinstance(targets, Map) and len(targets) != len(read.targets or EMPTY):
        return False
    return set(written) == read.model_fields_set


def _named_sources(documents: Iterable[Document | None]) -> frozenset[str] | None:
    """Every id that stands under a `source` in any of the files; None where one of them can't be read."""
    named: set[str] = set()
    for document in documents:
        if document is None or document.value is None:
            return None
        waiting = [document.value]
        while waiting:
            node = waiting.pop()
            each = node.items() if isinstance(node, Map) else enumerate(node) if isinstance(node, Items) else ()
            for key, value in each:
                if key == "source":
                    named.update([value] if isinstance(value, str) else filter(_is_text, value or ()))
                elif isinstance(value, (Map, Items)):
                    waiting.append(value)
    return frozenset(named)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def stray_files(folder: Path) -> list[str]:
    """Files of the folder of actuals that look like data and are not read, in order."""
    try:
        names = [each.name for each in (folder / "actuals").iterdir()]
    except OSError:
        return []
    return sorted(n for n in names if n.lower().endswith((".yaml", ".yml")) and not _YEAR_FILE.fullmatch(n))


def years_there(folder: Path) -> tuple[int, ...]:
    """The years that have a file of actuals, in order."""
    try:
        names = [each.name for each in (folder / "actuals").iterdir()]
    except OSError:
        return ()
    return tuple(sorted(int(match[1]) for match in map(_YEAR_FILE.fullmatch, names) if match))


def missing_year(folder: Path, shown: str, year: int, there: Collection[int]) -> Problem:
    """There is no file for this year: which years there are, or which file only has the wrong name."""
    wrong = [f"{year}.yml", f"{year}.YAML", f"{year}.YML"]
    misnamed = next((name for name in wrong if (folder / "actuals" / name).exists()), None)
    if misnamed:
        remedy = Said("rename", (f"actuals/{misnamed} → actuals/{year}.yaml",))
    elif there:
        remedy = Said("years_are", tuple(map(str, sorted(there)[-10:])))
    else:
        remedy = Said("no_files")
    args: dict[str, Slot] = {"year": str(year), "years": remedy}
    return Problem("missing-file", _join(shown, f"actuals/{year}.yaml"), 1, 1, "missing_year", args)


def _join(shown: str, name: str) -> str:
    return name if shown in ("", ".") else f"{shown.replace(os.sep, '/').rstrip('/')}/{name}"


def _needed(file: TargetsFile | None, wanted: set[int], there: Collection[int]) -> list[int]:
    """The years to read: those wanted, and what their scores rest on, where there is a file for it."""
    if file is None:
        return sorted(wanted)
    first, last = file.programme.years
    earlier: set[int] = set()
    sums_from = sums_to = max(wanted, default=first)
    for indicator in file.indicators.values():
        start = max(first, indicator.years[0]) if indicator.years else first
        if indicator.cumulative:
            sums_from = min(sums_from, start)
        for year, target in (indicator.targets or EMPTY).items():
            if target is None or (target.change is None and target.change_percent is None):
                continue
            if year in wanted:
                earlier.add(year - 1)
            if year == last and wanted and indicator.target("term") is None:
                # it stands for the term's target, in whichever year that is asked
                earlier.add(last - 1)
                sums_to = last if indicator.cumulative else sums_to
    earlier.update(range(sums_from, sums_to))
    return sorted(wanted | (earlier & set(there)))


def _raw_part(document: Document | None, part: str) -> Map | None:
    """A part of a file as it was written; None where there is none that could be read."""
    root = document.value if document else None
    found = root.get(part) if isinstance(root, Map) else None
    return found if isinstance(found, Map) else None


class _Reading:
    """One file on its way from bytes to a model, with the problems met."""

    def __init__(self, folder: Path, shown: str, name: str, raw: bytes | None = None) -> None:
        self.name = name
        self.shown = _join(shown, name)
        self.problems: list[Problem] = []
        self.document: Document | None = None
        self._compared = 0
        self._preceding: tuple[object, Mapping[str, str]] = None, EMPTY
        self._given_up = False
        try:
            text = read_text(folder / name) if raw is None else decode(raw)
        except Unreadable as error:
            if name == TARGETS and error.missing:
                self._missing_targets(folder, shown)
            else:
                self._add(error.code, error.phrase, error.place, error.args_of_phrase)
            return
        self.document = read_yaml(text)
        for flaw in self.document.flaws:
            self._add_flaw(flaw)

    def _missing_targets(self, folder: Path, shown: str) -> None:
        meant = folder / "data" / TARGETS
        args: dict[str, Slot] = {"folder": quoted(shown or "."), "meant": ""}
        if meant.is_file():
            args["meant"] = Said("meant_data", (_join(shown, "data"),))
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
        count_faults_anew()
        try:
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
            "write": suggestions(text) or (f"{value}.{key}",),
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


class Unreadable(Exception):
    """A file's bytes are no text: a code, a phrase with its arguments, and the place where it shows."""

    def __init__(
        self,
        code: str,
        phrase: str,
        args: Mapping[str, Slot],
        place: tuple[int, int] = (1, 1),
        *,
        missing: bool = False,
    ) -> None:
        super().__init__(phrase)
        self.code = code
        self.phrase = phrase
        self.args_of_phrase = args
        self.place = place
        self.missing = missing


def read_text(path: Path) -> str:
    """A file's text: a regular file of at most 8 MiB of UTF-8, its byte order mark taken off."""
    return decode(read_raw(path))


def read_raw(path: Path) -> bytes:
    """A file's bytes; Unreadable for what is no regular file of at most 8 MiB that may be read."""
    try:
        # not blocking: a FIFO in the file's place must not hold us up before we see that it is one
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _unreadable(error) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # fdopen itself fails on a folder
        os.close(handle)
        raise Unreadable("unreadable", "unreadable", {"detail": "not a regular file"})
    with os.fdopen(handle, "rb") as file:
        try:
            raw = file.read(MAX_MEGABYTES * 1024 * 1024 + 1)
        except OSError as error:
            raise _unreadable(error) from None
    if len(raw) > MAX_MEGABYTES * 1024 * 1024:
        raise Unreadable("too-large", "too_large", {"most": str(MAX_MEGABYTES)})
    return raw


def _unreadable(error: OSError) -> Unreadable:
    detail = os.strerror(error.errno) if error.errno else type(error).__name__
    return Unreadable(
        "missing-file" if isinstance(error, FileNotFoundError) else "unreadable",
        "unreadable",
        {"detail": detail},
        missing=isinstance(error, FileNotFoundError | NotADirectoryError),
    )


def decode(raw: bytes) -> str:
    """Bytes as UTF-8 text without its byte order mark; Unreadable names the place of the first byte that is none."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:4:2] == b"\0\0" or raw[1:4:2] == b"\0\0":
        raise Unreadable("encoding", "encoding", {"detail": "UTF-16"})
    raw = raw.removeprefix(b"\xef\xbb\xbf")  # not "utf-8-sig": its errors count from after the mark
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        detail = f"0x{raw[error.start]:02x}"
        raise Unreadable("encoding", "encoding", {"detail": detail}, (line, column)) from None
