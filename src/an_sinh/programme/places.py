"""The places of a data directory: who they are, what is asked of each, and what each gave in a year.

A place's data are in its own small files (`places/ID.yaml`, `actuals/YEAR/ID.yaml`), so that thirty people can fill
in theirs without a conflict, or in a table for many (`.csv`). Files are read as they are needed: all places for a
comparison, one for `--place`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, NamedTuple

from an_sinh.errors import DataError, Problem
from an_sinh.programme import checks, lint, place_checks, tables
from an_sinh.programme.file_text import names_in
from an_sinh.programme.model import (
    EMPTY,
    ActualsFile,
    Entry,
    Indicator,
    Place,
    PlaceFile,
    PlaceHead,
    PlacesFile,
    Source,
    Target,
    YearOfActuals,
)
from an_sinh.programme.parts import flat, lies_flat
from an_sinh.programme.reading import Reading, missing_key
from an_sinh.programme.tables import PlaceRows, Table
from an_sinh.terms import Month, Period, in_time, year_of
from an_sinh.text import quoted
from an_sinh.values import dataclass

HEADS = "places.yaml"
HEADS_TABLE = "places.csv"
_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-(0[1-9]|1[0-2]))?")
_PLACE_FILE = re.compile(r"(.+)\.yaml")
_TABLE_FILE = re.compile(r".+\.csv")


class Frame(NamedTuple):
    """What the places' files are read against: the directory, and what targets.yaml says."""

    folder: Path
    shown: str
    instead: Mapping[str, bytes]
    """Bytes that are read in the place of files, by their names in the directory."""
    years: tuple[int, int]
    """First and last year of the programme."""
    indicators: Mapping[str, Indicator]
    ids: Mapping[str, Indicator | None]
    """All ids that targets.yaml has, None for an indicator that can't be read."""
    sources: Mapping[str, Source] | Mapping[str, object] | None
    starts: int = 1
    """The month in which years start."""


class OwnTargets(NamedTuple):
    """What one place's own files say of its targets."""

    targets: dict[str, dict[Period | str, Target]]
    not_counted: Mapping[str, Mapping[str, str]]


class Assignment(NamedTuple):
    """The indicators as a place is asked for them, and those whose actuals may be any figure."""

    indicators: Mapping[str, Indicator]
    checked: Mapping[str, Indicator | None]
    unbounded: frozenset[str]


class PlaceSet:
    """The places of a data directory, read as they are needed; `readings` holds every file read, with its problems."""

    def __init__(self, frame: Frame, only: str | None = None) -> None:
        """`only` names the one place that is asked for; what is of others is not read, or not looked at."""
        self.frame = frame
        self.only = only
        self.readings: list[Reading] = []
        self.files: list[tuple[Reading, str, Period | None, ActualsFile | PlaceFile]] = []
        """Each file of a place that could be read: the place, the year of actuals, what it holds."""
        self.rows: list[tuple[Table, PlaceRows]] = []
        """Each place's rows of a table of actuals."""
        self.heads = self._heads()
        self._common = place_checks.as_asked_of_all(frame.indicators)
        self._unbounded = frozenset(id_ for id_, each in self._common.items() if each.takes_any_figure)
        self._checked = {**frame.ids, **self._common}
        self.own = self._own()
        self._asked: dict[str, Assignment] = {}
        self._usual = Assignment(self._common, self._checked, self._unbounded)

    # --- who they are ------------------------------------------------------------------------------------------------

    def _heads(self) -> dict[str, PlaceHead]:
        heads: dict[str, PlaceHead] = {}
        reading: Reading | None = None
        if self._there(HEADS):
            reading = self._read(HEADS)
            file = reading.validate(PlacesFile)
            heads.update(file.root if file else EMPTY)
        at_line: dict[str, int] = {}
        table = None
        if self._there(HEADS_TABLE):
            table = self._table(HEADS_TABLE, tables.PLACES)
            at_line = self._heads_of(table, heads)
        for id_, problem in place_checks.check_heads(heads):
            if table is not None and id_ in at_line:
                table.fault(at_line[id_], "within", problem)
            elif reading is not None:
                reading.find([problem])
        return heads

    def _heads_of(self, table: Table, heads: dict[str, PlaceHead]) -> dict[str, int]:
        """Add the places of a table; the line of each."""
        raw, lines = tables.place_rows(table, self.frame.years)
        file, faults = table.validated(PlacesFile, raw)
        for each in faults:
            self._fault_of_head(table, lines, each)
        if file is None:
            faulty = {str(each["loc"][0]) for each in faults if each["loc"]}
            file, _ = table.validated(PlacesFile, {id_: each for id_, each in raw.items() if id_ not in faulty})
        for id_, head in (file.root if file else EMPTY).items():
            if id_ in heads:
                problem = Problem(
                    "duplicate-key", "{id} is in {first} too", "keep one of them", id=quoted(id_), first=HEADS
                )
                table.fault(lines[id_], "id", problem)
            else:
                heads[id_] = head
        return {id_: line for id_, line in lines.items() if heads.get(id_) is (file.root.get(id_) if file else None)}

    def _fault_of_head(self, table: Table, lines: Mapping[str, int], error: dict[str, object]) -> None:
        loc = error["loc"]
        assert isinstance(loc, tuple)
        line = lines.get(str(loc[0]) if loc else "", 1)
        if error["type"] == "missing":
            table.fault(line, "name", missing_key(str(loc[-1])))
        else:
            table.note(error, line, tables.place_column(loc))

    # --- what is asked of each ---------------------------------------------------------------------------------------

    def _own(self) -> dict[str, OwnTargets]:
        found: dict[str, OwnTargets] = {}
        where: dict[tuple[str, str, Period | str], str] = {}
        files, many = _listed(self.frame, "places")
        for place, name in files.items():
            if self._skips(place):
                continue
            reading = self._read(name)
            self._known(reading, place)
            file = reading.validate(PlaceFile)
            if file is not None:
                reading.find(self._check_own(file, place))
                self.files.append((reading, place, None, file))
                _add_own(found, where, place, file, name)
        for name in many:
            table = self._table(name, tables.TARGETS)
            for place, rows in tables.target_rows(table, self.only).items():
                self._own_of_rows(table, place, rows, found, where)
        return found

    def _own_of_rows(
        self,
        table: Table,
        place: str,
        rows: tables.TargetRows,
        found: dict[str, OwnTargets],
        where: dict[tuple[str, str, Period | str], str],
    ) -> None:
        if place not in self.heads:
            table.fault(rows.first, "place", place_checks.unknown_place(place, self.heads))
        file, faults = table.validated(PlaceFile, {"targets": rows.raw})
        for each in faults:
            line, column = tables.target_cell(rows, each["loc"], at_key=each["loc"][-1] == "[key]")
            table.note(each, line, column)
        if file is None:
            file, _ = table.validated(PlaceFile, {"targets": _sound(rows.raw, faults)})
        if file is None:
            return
        tables.find_targets(table, rows, self._check_own(file, place))
        for id_, year, first in _add_own(found, where, place, file, table.name):
            line, column = tables.target_cell(rows, ("targets", id_, str(year)), at_key=True)
            problem = Problem(
                "duplicate-key",
                "the target of {id} for {year} is in {first} too",
                "keep one of them",
                id=quoted(id_),
                year=str(year),
                first=first,
            )
            table.fault(line, column, problem)

    def _check_own(self, file: PlaceFile, place: str) -> Iterable[Problem]:
        frame = self.frame
        return place_checks.check_own(file, self.heads.get(place), frame.years, frame.ids, frame.sources, frame.starts)

    def asked(self, place: str) -> Assignment:
        """The indicators as a place is asked for them."""
        own = self.own.get(place)
        if own is None:
            return self._usual
        if place not in self._asked:
            indicators = place_checks.as_asked_of(
                self._common, own.targets, own.not_counted, self.frame.years[1], self.frame.starts
            )
            changed = [*own.targets, *own.not_counted]
            bounded = {id_ for id_ in changed if id_ in indicators and not indicators[id_].takes_any_figure}
            checked = {**self._checked, **{id_: indicators[id_] for id_ in changed if id_ in indicators}}
            self._asked[place] = Assignment(indicators, checked, self._unbounded - bounded)
        return self._asked[place]

    def every_indicator(self) -> Iterable[Indicator]:
        """Each indicator as any place is asked for it."""
        yield from self._common.values()
        for place, own in self.own.items():
            indicators = self.asked(place).indicators
            yield from (indicators[id_] for id_ in own.targets if id_ in indicators)

    # --- what each gave ----------------------------------------------------------------------------------------------

    def years_there(self) -> tuple[int, ...]:
        """The years that have a folder of places' actuals, or for the one place asked for, its file or its rows."""
        return tuple(each for each in self._periods_there() if isinstance(each, int))

    def months_there(self) -> tuple[Month, ...]:
        """The same of parts of years."""
        return tuple(each for each in self._periods_there() if isinstance(each, Month))

    def _periods_there(self) -> list[Period]:
        starts = self.frame.starts
        found = {*_periods_of(self.frame.folder), *_periods_instead(self.frame.instead)}
        periods = sorted(found, key=lambda each: in_time(each, starts))
        return periods if self.only is None else [each for each in periods if self._gave(each, self.only)]

    def _gave(self, year: Period, place: str) -> bool:
        files, many = _listed(self.frame, f"actuals/{year}")
        return place in files or any(_mentions(self.frame, name, place) for name in many)

    def table_of(self, year: Period, place: str) -> str | None:
        """The name of the table that has a place's year; None where none has."""
        for name in _listed(self.frame, f"actuals/{year}")[1]:
            if place in tables.actuals_rows(self._table(name, tables.ACTUALS), place):
                return name
        return None

    def year(self, year: Period) -> dict[str, YearOfActuals]:
        """What the places gave in a year, by place; every fault is noted in `readings`."""
        found: dict[str, YearOfActuals] = {}
        where: dict[str, str] = {}
        files, many = _listed(self.frame, f"actuals/{year}")
        for place, name in files.items():
            if self._skips(place):
                continue
            reading = self._read(name)
            self._known(reading, place)
            reading.find(self._out_of_years(place, year))
            actuals = self._year_file(reading, place, year)
            where[place] = name
            if actuals is not None:
                found[place] = actuals
        for name in many:
            table = self._table(name, tables.ACTUALS)
            if self._year_of(year) > self.frame.years[1]:
                table.fault(1, "", checks.after_the_last(self._year_of(year), self.frame.years[1]))
            for place, rows in tables.actuals_rows(table, self.only).items():
                if place in where:
                    table.fault(rows.first, "place", place_checks.given_twice(place, year, where[place]))
                    continue
                where[place] = name
                found[place] = self._year_rows(table, place, year, rows)
        return found

    def _year_of(self, period: Period) -> int:
        return year_of(period, self.frame.starts)

    def _year_file(self, reading: Reading, place: str, year: Period) -> YearOfActuals | None:
        asked = self.asked(place)
        frame, whole_year = self.frame, self._year_of(year)
        actuals = check_year(
            reading,
            year,
            frame.years[1],
            asked.checked,
            frame.sources,
            unbounded=asked.unbounded,
            whole_year=whole_year,
        )
        if actuals is None:
            return None
        self.files.append((reading, place, year, actuals))
        return YearOfActuals(
            year=year,
            as_of=actuals.as_of,
            source=actuals.source or (),
            published=actuals.published or (),
            entries=flat(actuals.actuals or EMPTY, asked.checked),
            located=reading.placer("actuals"),
        )

    def _year_rows(self, table: Table, place: str, year: Period, rows: PlaceRows) -> YearOfActuals:
        if place not in self.heads:
            table.fault(rows.first, "place", place_checks.unknown_place(place, self.heads))
        for problem in self._out_of_years(place, year):
            table.fault(rows.first, "place", problem)
        self.rows.append((table, rows))
        asked = self.asked(place)
        if rows.odd or not rows.entries.keys() <= asked.unbounded:
            file = as_file(year, rows.entries)
            found = checks.check_actuals(
                file, self._year_of(year), 9999, asked.checked, self.frame.sources, asked.unbounded
            )
            tables.find_entries(table, rows, found)
            tables.find_entries(table, rows, checks.warn_of_thousands(file, asked.checked))
        return YearOfActuals(
            year=year,
            as_of=None,
            source=(),
            published=(),
            entries=rows.entries,
            located=_Locator(table.name, rows.lines),
        )

    def fact(
        self, place: str, year: int, indicator: str, cells: Mapping[str, str | None]
    ) -> tuple[Entry | None, list[tuple[str, Problem]]]:
        """A row of a table of facts as an entry, and everything that is wrong with it, each with its column."""
        entry, found = tables.read_cells(cells)
        if place not in self.heads:
            found.append(("place", place_checks.unknown_place(place, self.heads)))
        if year > self.frame.years[1]:
            found.append(("year", checks.after_the_last(year, self.frame.years[1])))
        found += [("year", problem) for problem in self._out_of_years(place, year)]
        file = as_file(year, {indicator: entry})
        for problem in checks.check_actuals(file, year, 9999, self.asked(place).checked, self.frame.sources):
            rest = problem.steps[2:]
            found.append((tables.column_of(rest) if rest and not problem.at_key else "indicator", problem))
        return entry, found

    def _out_of_years(self, place: str, period: Period) -> Iterator[Problem]:
        """The fault of a year in which the place is none of its own."""
        head, year = self.heads.get(place), self._year_of(period)
        if head is not None and head.years is not None and not head.years[0] <= year <= head.years[1]:
            first, last = map(str, head.years)
            yield Problem(
                "contradiction",
                "{id} is no place of its own in {year}, but from {first} to {last}",
                "delete that year, or change its years in places.yaml",
                id=quoted(place),
                year=str(year),
                first=first,
                last=last,
            ).within(("year",), key=True)

    def places(self, years: Iterable[Period]) -> dict[str, Place]:
        """The places in file order, each with these years of actuals, and parts of years."""
        given = {year: self.year(year) for year in years}
        found: dict[str, Place] = {}
        for id_, head in self.heads.items():
            if not self._skips(id_):
                own = self.own.get(id_)
                found[id_] = Place(
                    id=id_,
                    name=head.name,
                    kind=head.kind,
                    within=head.within,
                    years=head.years,
                    indicators=self.asked(id_).indicators,
                    own=own.targets if own else EMPTY,
                    not_counted=own.not_counted if own else EMPTY,
                    actuals={year: of[id_] for year, of in given.items() if id_ in of and isinstance(year, int)},
                    months={part: of[id_] for part, of in given.items() if id_ in of and isinstance(part, Month)},
                )
        return found

    def lint(self) -> None:
        """Read everything there is of places, and add what a careful editor would ask."""
        for year in self._periods_there():
            self.year(year)
        latest = lint.latest_date(file for _, _, _, file in self.files if isinstance(file, ActualsFile))
        for reading, place, of_year, file in self.files:
            if isinstance(file, PlaceFile):
                reading.find(lint.lint_own(file.targets or EMPTY, self.frame.indicators))
            elif of_year is not None:
                entries = file.actuals or EMPTY
                judged = self._judged(self.asked(place).indicators)
                found = lint.lint_actuals(entries, file, of_year, judged, latest, starts=self.frame.starts)
                reading.find(found)
        for table, rows in self.rows:
            empty = (id_ for id_, entry in rows.entries.items() if entry is None)
            tables.find_entries(table, rows, (lint.empty_entry(id_) for id_ in empty))

    def _judged(self, indicators: Mapping[str, Indicator]) -> Mapping[str, Indicator | None]:
        """The indicators, None for one whose figure is wanted without a target: it is added up."""
        rolled = [(id_, each.rollup) for id_, each in indicators.items() if each.rollup is not None]
        parts = {part for id_, rollup in rolled for part in (rollup.ratio or (id_,))}
        return {id_: None if id_ in parts else each for id_, each in indicators.items()}

    @property
    def yaml_files(self) -> list[Reading]:
        """The files of places that are YAML."""
        return [each for each in self.readings if not isinstance(each, Table)]

    @property
    def sources_in_tables(self) -> frozenset[str]:
        """Every source that a row of a table names."""
        entries = (entry for _, rows in self.rows for entry in rows.entries.values())
        of_actuals = (source for entry in entries if entry for source in entry.source or ())
        targets = (target for own in self.own.values() for each in own.targets.values() for target in each.values())
        return frozenset((*of_actuals, *(source for target in targets for source in target.source or ())))

    def problems(self) -> list[Problem]:
        """Every problem met so far, file by file."""
        return [problem for reading in self.readings for problem in reading.sorted_problems()]

    # --- files -------------------------------------------------------------------------------------------------------

    def _skips(self, place: str) -> bool:
        return self.only is not None and place != self.only

    def _known(self, reading: Reading, place: str) -> None:
        if place not in self.heads:
            reading.find([place_checks.unknown_place(place, self.heads)])

    def _there(self, name: str) -> bool:
        return name in self.frame.instead or (self.frame.folder / name).exists()

    def _read(self, name: str) -> Reading:
        reading = Reading(self.frame.folder, self.frame.shown, name, self.frame.instead.get(name))
        self.readings.append(reading)
        return reading

    def _table(self, name: str, columns: tables.Columns) -> Table:
        table = Table(self.frame.folder, self.frame.shown, name, columns, self.frame.instead.get(name))
        self.readings.append(table)
        return table


def check_year(
    reading: Reading,
    period: Period,
    last: int,
    indicators: Mapping[str, Indicator | None],
    sources: Mapping[str, object] | None,
    *,
    unbounded: Iterable[str],
    whole_year: int,
) -> ActualsFile | None:
    """A place's year, or a part of one, with all its errors noted; None where no part of it can be read."""
    actuals = reading.validate(ActualsFile)
    if actuals is None:
        return None
    if actuals.year != period:
        reading.find([checks.wrong_year(reading.name.removeprefix("actuals/"), actuals.year).within(("year",))])
    reading.find(lies_flat(actuals.actuals or EMPTY, indicators))
    reading.find(checks.check_actuals(actuals, whole_year, last, indicators, sources, frozenset(unbounded)))
    reading.find(checks.warn_of_thousands(actuals, indicators))
    return actuals


def as_file(year: Period, entries: dict[str, Entry | None]) -> ActualsFile:
    """Entries that were read from a table as the file that they would make."""
    return ActualsFile.model_construct(year=year, as_of=None, source=None, note=None, published=None, actuals=entries)


def _add_own(
    found: dict[str, OwnTargets],
    where: dict[tuple[str, str, Period | str], str],
    place: str,
    file: PlaceFile,
    name: str,
) -> list[tuple[str, Period | str, str]]:
    """Add what a file says of a place's targets; those that another file has already, with its name."""
    own = found.setdefault(place, OwnTargets({}, file.not_counted or EMPTY))
    twice: list[tuple[str, Period | str, str]] = []
    for id_, targets in (file.targets or EMPTY).items():
        for year, target in targets.items():
            first = where.setdefault((place, id_, year), name)
            if first != name:
                twice.append((id_, year, first))
            elif target is not None:
                source = target.source or file.source
                sourced = target if source is target.source else target.model_copy(update={"source": source})
                own.targets.setdefault(id_, {})[year] = sourced
    return twice


def _sound(raw: Mapping[str, Mapping[str, object]], faults: Iterable[Any]) -> dict[str, dict[str, object]]:
    """A place's rows of targets without those that have a fault."""
    faulty = {tuple(map(str, each["loc"][1:3])) for each in faults}
    return {
        id_: {year: each for year, each in years.items() if (id_, year) not in faulty} for id_, years in raw.items()
    }


@dataclass(frozen=True, slots=True)
class _Locator:
    """Tells where a place's row of a table stands; two of the same table are the same."""

    name: str
    lines: Mapping[str, int] = field(repr=False, compare=False)

    def __call__(self, id_: str) -> str | None:
        """The place of a row, relative to the data directory."""
        line = self.lines.get(id_)
        return f"{self.name}:{line}:1" if line is not None else None


def _listed(frame: Frame, part: str) -> tuple[dict[str, str], list[str]]:
    """The files of a folder: those of one place by its id, and the tables; each by its name in the data directory."""
    names = set(_names(frame.folder / part))
    names.update(each.removeprefix(f"{part}/") for each in frame.instead if each.startswith(f"{part}/"))
    plain = sorted(name for name in names if "/" not in name)
    files = {match[1]: f"{part}/{match[0]}" for name in plain if (match := _PLACE_FILE.fullmatch(name))}
    return files, [f"{part}/{name}" for name in plain if _TABLE_FILE.fullmatch(name)]


def _names(folder: Path) -> list[str]:
    """The names in a folder; none where there is no such folder, DataError where it can't be listed."""
    try:
        return names_in(folder)
    except DataError as error:
        if folder.is_file():  # actuals/2022 as a file is none of ours
            return []
        raise DataError(tuple(each.at((1, 1), str(folder)) for each in error.problems)) from None


def _periods_of(folder: Path) -> list[Period]:
    """The years, and the parts of years, that have a folder with a file of a place in it."""
    named = ((_period(name), name) for name in _names(folder / "actuals"))
    return [period for period, name in named if period is not None and _names(folder / "actuals" / name)]


def _periods_instead(instead: Mapping[str, bytes]) -> list[Period]:
    parts = (name.split("/") for name in instead)
    named = (_period(each[1]) for each in parts if len(each) == 3 and each[0] == "actuals")
    return [period for period in named if period is not None]


def _period(name: str) -> Period | None:
    match = _PERIOD.fullmatch(name)
    if match is None:
        return None
    return Month(int(match[1]), int(match[2])) if match[2] else int(match[1])


def _mentions(frame: Frame, name: str, place: str) -> bool:
    """Whether a table may have a row of a place: a look at its bytes, before it is read."""
    try:
        raw = frame.instead.get(name) or (frame.folder / name).read_bytes()
    except OSError:
        return True
    return place.encode() in raw


def has_places(folder: Path, instead: Mapping[str, bytes] = EMPTY) -> bool:
    """Whether a data directory has anything that is of places."""
    if any(name in instead or (folder / name).exists() for name in (HEADS, HEADS_TABLE)):
        return True
    return bool(_names(folder / "places") or _periods_of(folder) or _periods_instead(instead))


def _parts(folder: Path) -> list[str]:
    """The folders that hold places' files, by their names in the data directory."""
    return ["places", *sorted(f"actuals/{period}" for period in _periods_of(folder))]


def count_files(folder: Path) -> int:
    """How many files of places there are."""
    heads = sum((folder / name).exists() for name in (HEADS, HEADS_TABLE))
    parts = _parts(folder)
    return heads + sum(name.endswith((".yaml", ".csv")) for part in parts for name in _names(folder / part))


def stray_files(folder: Path) -> list[str]:
    """Files in the places' folders that look like data and are not read, by their names in the data directory."""
    parts = _parts(folder)
    return [f"{part}/{name}" for part in parts for name in sorted(_names(folder / part)) if _is_stray(name)]


def _is_stray(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml", ".csv")) and not name.endswith((".yaml", ".csv"))
