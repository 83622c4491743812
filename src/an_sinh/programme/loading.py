"""The data directory -> a Programme, or every Problem with its place.

Each file is read by `reading`; here they are read together: the years that are needed, and the checks that need both
files. Faults are collected, never raised one by one.
"""

from __future__ import annotations

import os
import re
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from an_sinh.collecting import not_collecting
from an_sinh.errors import MAX_FAULTS, Complaint, DataError, Phrase, Problem
from an_sinh.programme import checks, lint
from an_sinh.programme.file_text import MAX_TABLE_MEGABYTES, names_in, read_raw
from an_sinh.programme.misnamed import misnamed, stray
from an_sinh.programme.model import (
    EMPTY,
    ActualsFile,
    Entry,
    FactsAt,
    Indicator,
    Place,
    Programme,
    Target,
    TargetsFile,
    YearOfActuals,
    as_period,
    unknown_place,
)
from an_sinh.programme.parts import flat, lies_flat, raw_flat, with_parts
from an_sinh.programme.reading import TARGETS, Reading, join
from an_sinh.programme.yaml_text import Document, Items, Map
from an_sinh.terms import Month, Period, Severity, YearOfTwo, in_time, year_of
from an_sinh.text import quoted

if TYPE_CHECKING:
    from an_sinh.programme.places import PlaceSet

_PERIOD_FILE = re.compile(r"([1-9][0-9]{3})(?:-(0[1-9]|1[0-2]))?\.yaml")


def load(
    directory: str | os.PathLike[str] | Mapping[str, str | bytes], years: Collection[Period | str] | None = None
) -> Programme:
    """Read a data directory, or texts that are its files, by their names in it: `targets.yaml`, `actuals/2022.yaml`.

    `years` names the years of actuals that are wanted, and the parts of years ("2022-06"); all there are if None. The
    years that scoring those needs (the one before, where a target is a change; all since the first, where an indicator
    is summed) are read with them.
    Raises DataError with every problem and its place, in file order, if anything is wrong.
    """
    wanted = None if years is None else [as_period(each) for each in years]
    if isinstance(directory, Mapping):
        return read_programme(_NO_FOLDER, "", wanted, _files_of(directory))
    folder = Path(directory)
    return read_programme(folder, str(folder), wanted)


def read_programme(
    folder: Path, shown: str, years: Collection[Period] | None, instead: Mapping[str, bytes] = EMPTY
) -> Programme:
    """As `load`, with the directory's name as it is to be shown in problems, and bytes in the place of files."""
    with not_collecting():
        return DataSet(folder, shown, instead).programme(years, places=True)


_NO_FOLDER = Path(os.devnull, "texts")
"""A folder that is never there: texts are in none."""
_LISTS_OF_PLACES = ("places.yaml", "places.csv")


def _files_of(texts: Mapping[str, str | bytes]) -> Mapping[str, bytes]:
    """Texts as the files of a data directory.

    DataError where there are no targets among them, Complaint for a name that no such file has: it would be ignored.
    """
    if TARGETS not in texts:
        missing = Problem("missing-file", "there is no targets.yaml among the texts", "add it by that name")
        raise DataError((missing.at((1, 1), TARGETS),))
    for name in texts:
        if name not in (TARGETS, *_LISTS_OF_PLACES) and not name.startswith(("actuals/", "places/")):
            remedy = Phrase("write targets.yaml, or such as actuals/2022.yaml")
            raise Complaint("{name} is no name of a data file", remedy, name=quoted(name))
    return {name: text.encode() if isinstance(text, str) else text for name, text in texts.items()}


class _Year(NamedTuple):
    """A year's file as it was read: its bytes, what is wrong with it, and what it holds."""

    raw: bytes | None
    problems: tuple[Problem, ...]
    actuals: YearOfActuals | None


class DataSet:
    """A data directory whose targets are read, and from which years of actuals can be read as they are needed."""

    def __init__(
        self, folder: Path, shown: str, instead: Mapping[str, bytes] = EMPTY, *, most_faults: int = MAX_FAULTS
    ) -> None:
        """`instead` holds bytes that are read in the place of files, by their names in the directory."""
        self._most_faults = most_faults
        self.folder = folder
        self.shown = shown
        self._instead = instead
        self.there: tuple[int, ...] = ()
        """The years that have a file."""
        self.months: tuple[Month, ...] = ()
        """The parts of years that have one."""
        self._unlisted: tuple[Problem, ...] = ()
        """Why it is not known which years there are, if so."""
        there = _periods(name.removeprefix("actuals/") for name in instead)
        try:
            there.update(_periods(names_in(folder / "actuals")))
            self.there = tuple(sorted(each for each in there if isinstance(each, int)))
            self.months = tuple(sorted(each for each in there if isinstance(each, Month)))
        except DataError as error:
            self._unlisted = tuple(each.at((1, 1), join(shown, "actuals")) for each in error.problems)
        self._targets = self._reading(TARGETS)
        self._file = self._targets.validate(TargetsFile)
        ids = _raw_part(self._targets.document, "indicators")
        self._unbounded: set[str] = set()
        """Indicators whose actuals may be any figure, in any year."""
        self._indicators: Mapping[str, Indicator] = EMPTY
        """Each followed by its parts."""
        self._ids: dict[str, Indicator | None] | None = None if ids is None else dict.fromkeys(raw_flat(ids))
        self._sources: Mapping[str, object] | None = _raw_part(self._targets.document, "sources")
        if self._file is not None:
            self._indicators = with_parts(self._file.indicators)
            self._ids = {**(self._ids or {}), **self._indicators}
            self._sources = self._sources or EMPTY
            groups = _raw_part(self._targets.document, "groups") or EMPTY
            self._targets.find(checks.check_targets(self._file, groups, self._sources))
            self._unbounded = {id_ for id_, each in self._indicators.items() if each.takes_any_figure}
        self._checked = self._targets.copy()
        """The targets with their own problems, before a year's figures are laid beside them."""
        self._read: dict[Period, _Year] = {}
        """The years read so far, each once."""
        self.of: str | None = None
        """The place whose data these are; None for the programme's own."""

    def at(self, place: str) -> DataSet:
        """The same data as one place has them. Raises Complaint where there is no such place."""
        heads = self.place_set(place).heads
        if place not in heads:
            self.programme([])  # a fault in the targets is told first
            raise unknown_place(place, heads)
        other = copy(self)
        other.of = place
        places = self.place_set(place)
        other.there, other.months = places.years_there(), places.months_there()
        return other

    @property
    def starts(self) -> int:
        """The month in which years start."""
        return (self._file.programme.year_starts if self._file else None) or 1

    @property
    def periods(self) -> list[Period]:
        """The years that have a file, each behind the parts of it that do."""
        return _in_order((*self.there, *self.months), self.starts)

    def has(self, period: Period) -> bool:
        """Whether a year, or a part of one, has a file."""
        return period in self.months if isinstance(period, Month) else period in self.there

    def file_of(self, year: Period) -> str:
        """The name of a year's file in the data directory."""
        return f"actuals/{year}/{self.of}.yaml" if self.of else f"actuals/{year}.yaml"

    def table_of(self, year: Period) -> str | None:
        """The name of the table that a place's year stands in; None where it has a file of its own, or nothing yet."""
        if self.of is None:
            return None
        if self.file_of(year) in self._instead or (self.folder / self.file_of(year)).exists():
            return None
        return self.place_set(self.of).table_of(year, self.of)

    def raw_table(self, name: str) -> bytes:
        """The bytes of a table, by its name in the data directory."""
        raw = self._instead.get(name)
        return read_raw(self.folder / name, MAX_TABLE_MEGABYTES) if raw is None else raw

    def with_year(self, year: Period, raw: bytes) -> DataSet:
        """The same data with these bytes as a year's file; what was read of the other files is not read again."""
        return copy(self)._replace(year, self.file_of(year), raw)  # its own class

    def with_table(self, year: Period, name: str, raw: bytes) -> DataSet:
        """The same data with these bytes as the table that a place's year stands in."""
        return copy(self)._replace(year, name, raw)

    def _replace(self, year: Period, name: str, raw: bytes) -> DataSet:
        if isinstance(year, Month):
            self.months = tuple(sorted({*self.months, year}))
        else:
            self.there = tuple(sorted({*self.there, year}))
        self._instead = ChainMap({name: raw}, self._instead)  # type: ignore[arg-type]  # only read
        self._targets = self._checked.copy()
        self._read = {each: read for each, read in self._read.items() if each != year}
        return self

    def with_empty_year(self, year: Period) -> DataSet:
        """The same data with nothing known of a year that has no file."""
        return self.with_year(year, f"year: {year}\nactuals: {{}}\n".encode())

    def raw(self, year: Period) -> bytes:
        """The bytes of a year's file, as they were read; DataError where they can't be."""
        name = self.file_of(year)
        raw = self._read[year].raw if self.of is None and year in self._read else self._instead.get(name)
        return read_raw(self.folder / name) if raw is None else raw

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes of any file of the data, by its name in the directory; None where they can't be read."""
        try:
            return self._instead.get(name) or read_raw(self.folder / name)
        except DataError:
            return None

    def named(self, problem: Problem) -> str:
        """The name in the directory of the file that a problem is in."""
        return problem.path.removeprefix(join(self.shown, ""))

    def _reading(self, name: str) -> Reading:
        return Reading(self.folder, self.shown, name, self._instead.get(name), self._most_faults)

    def place_set(self, only: str | None = None) -> PlaceSet:
        """The places, read as they are needed; `only` one of them, where one is asked for."""
        from an_sinh.programme.places import Frame, PlaceSet

        file = self._file
        frame = Frame(
            folder=self.folder,
            shown=self.shown,
            instead=self._instead,
            years=file.programme.years if file else (1000, 9999),
            indicators=self._indicators,
            ids=self._ids or EMPTY,
            sources=self._sources,
            starts=self.starts,
        )
        return PlaceSet(frame, only)

    def _of_place(self, id_: str, years: Collection[Period] | None) -> Programme:
        """The programme as one place has it, with these years of its actuals and those that their scores rest on."""
        file = self._sound_targets()
        places = self.place_set(id_)
        there: set[Period] = {*places.years_there(), *places.months_there()}
        wanted: set[Period] = there if years is None else set(years)
        indicators = list(places.asked(id_).indicators.values())
        needed = _needed(indicators, file.programme.years, wanted, there, self.starts)
        found = places.places(each for each in needed if each in there)
        problems = places.problems()
        first, last = file.programme.years
        for year in _in_order(wanted - there, self.starts):
            if first <= year_of(year, self.starts) <= last and found[id_].in_years(year_of(year, self.starts)):
                listed = _in_order(there, self.starts)
                problems.append(missing_year(self.folder, self.shown, year, listed, f"actuals/{year}/{id_}.yaml"))
        return replace(self._built(file, EMPTY, problems), places=found).at(id_)

    def _sound_targets(self) -> TargetsFile:
        """targets.yaml; DataError where it can't be used."""
        self._refuse(())
        assert self._file is not None
        return self._file

    def _refuse(self, problems: Iterable[Problem]) -> None:
        every = [*self._targets.sorted_problems(), *problems]
        if self._file is None or any(problem.severity is Severity.ERROR for problem in every):
            raise DataError(tuple(every))

    def see_they_are_years(self, years: Iterable[Period]) -> None:
        """Complaint for `2022/23` where years are those of the calendar."""
        if self.starts != 1 or self._file is None:
            return
        for year in years:
            if isinstance(year, YearOfTwo):
                raise Complaint(
                    "{text} is not one of the programme's years, which start in January",
                    Phrase("write {names}", (str(year),)),
                    text=quoted(f"{year}/{(year + 1) % 100:02}"),
                )

    def programme(self, years: Collection[Period] | None, *, places: bool = False) -> Programme:
        """The programme with these years of actuals and those that their scores rest on; DataError says all faults.

        A year outside the programme's span that has no file is passed over: `score` refuses it in better words. With
        `places` also every place's, and then the programme itself need have no file for a year.
        """
        self.see_they_are_years(years or ())
        if self._targets.document is None or self._unlisted:
            raise DataError((*self._targets.sorted_problems(), *self._unlisted))
        if self.of is not None:
            return self._of_place(self.of, years)
        problems: list[Problem] = []
        found: dict[Period, YearOfActuals] = {}
        own = self.place_set() if places and self.has_places else None
        of_places: set[Period] = {*own.years_there(), *own.months_there()} if own else set()
        wanted: set[Period] = {*self.there, *self.months, *of_places} if years is None else set(years)
        span = self._file.programme.years if self._file else None
        there: set[Period] = {*self.there, *self.months}
        indicators = self._indicators.values() if self._file else None
        for year in _needed(indicators, span, wanted, there, self.starts):
            if year in there:
                read = self._read_year(year)
                problems += read.problems
                if read.actuals is not None:
                    found[year] = read.actuals
            elif year not in of_places and (span is None or span[0] <= year_of(year, self.starts) <= span[1]):
                problems.append(missing_year(self.folder, self.shown, year, self.periods))
        every: Mapping[str, Place] = EMPTY
        if own is not None:
            needed = _needed(own.every_indicator(), span, wanted, of_places, self.starts)
            every = own.places(year for year in needed if year in of_places)
            problems += own.problems()
        self._warn_of_targets(year.entries for year in found.values())
        self._refuse(problems)
        assert self._file is not None
        return replace(self._built(self._file, found, problems), places=every)

    def _built(
        self, file: TargetsFile, found: Mapping[Period, YearOfActuals], problems: Iterable[Problem]
    ) -> Programme:
        """The programme of what was read; DataError where a problem is an error."""
        self._refuse(problems)
        return Programme(
            id=file.programme.id,
            name=file.programme.name,
            years=file.programme.years,
            sources=file.sources or EMPTY,
            groups=file.groups or EMPTY,
            indicators=self._indicators,
            actuals={year: each for year, each in found.items() if isinstance(year, int)},
            months={month: each for month, each in found.items() if isinstance(month, Month)},
            year_starts=self.starts,
            located=self._targets.placer("indicators"),
            warnings=self._not_ignored((*self._targets.sorted_problems(), *problems, *self._misnamed())),
            kind=file.programme.kind,
            never_exceeded=file.programme.exceeded is not None,
            outlook=file.programme.outlook,
            note=file.programme.note,
        )

    @property
    def facts(self) -> FactsAt | None:
        """Where the figures of places stand in a table of their own; None where targets.yaml names none."""
        return self._file.facts if self._file is not None else None

    @property
    def has_places(self) -> bool:
        """Whether places are counted one by one here."""
        from an_sinh.programme.places import has_places

        return has_places(self.folder, self._instead)

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
        readings = {year: self._reading(self.file_of(year)) for year in self.periods}
        files: dict[Period, ActualsFile] = {}
        for year, reading in readings.items():
            actuals = self._check_year(reading, year)
            if actuals is not None:
                files[year] = actuals
        latest = lint.latest_date(files.values())
        defined = raw_flat(_raw_part(targets.document, "indicators") or EMPTY)
        sound = {id_: each if _is_whole(defined.get(id_), each) else None for id_, each in (self._ids or EMPTY).items()}
        for year, actuals in files.items():
            written = _raw_part(readings[year].document, "actuals") or EMPTY
            read = actuals.actuals or EMPTY
            entries = {id_: each for id_, each in read.items() if _is_whole(written.get(id_), each)}
            readings[year].find(lint.lint_actuals(entries, actuals, year, sound, latest, starts=self.starts))
        places = self.place_set() if self.has_places else None
        if places is not None:
            places.lint()
        if self._file is not None:
            in_yaml = [each.document for each in (targets, *readings.values(), *(places.yaml_files if places else ()))]
            named = _named_sources(in_yaml)
            used = named | places.sources_in_tables if named is not None and places is not None else named
            targets.find(lint.lint_targets(self._file, used))
        self._warn_of_targets(flat(actuals.actuals or EMPTY, self._ids or EMPTY) for actuals in files.values())
        every = [targets, *readings.values(), *(places.readings if places else ())]
        for reading in every:
            reading.note_unused_ignores()
        strays = () if self._unlisted else self._strays()
        problems = (problem for reading in every for problem in reading.sorted_problems())
        return self._not_ignored((*problems, *self._unlisted, *strays))

    def _not_ignored(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems without the warnings that the programme wants to hear nothing of."""
        rule = self._file.programme.lint if self._file is not None else None
        if rule is None or not rule.ignore:
            return tuple(problems)
        from an_sinh.programme.ignoring import without

        return tuple(without(problems, rule.ignore))

    def _misnamed(self) -> Iterator[Problem]:
        """Warnings, for every command, of the files that were meant as data and have another name."""
        for each in misnamed(self.folder):
            yield stray(each.name, each.meant).at((1, 1), join(self.shown, each.name))

    def _strays(self) -> Iterator[Problem]:
        """Warnings of the files that look like data and are not read."""
        from an_sinh.programme import places

        meant = dict(misnamed(self.folder))
        for name in sorted({*meant, *stray_files(self.folder), *places.stray_files(self.folder)}):
            yield stray(name, meant.get(name)).at((1, 1), join(self.shown, name))

    def _check_year(self, reading: Reading, year: Period) -> ActualsFile | None:
        """A year's file with all its errors noted; None where no part of it can be read."""
        actuals = reading.validate(ActualsFile)
        if self._ids is not None:  # an entry that can't be read may be unknown besides
            read = actuals.actuals or EMPTY if actuals else EMPTY
            lost = [id_ for id_ in _raw_part(reading.document, "actuals") or () if id_ not in read]
            reading.find(checks.unknown_indicator(id_, self._ids) for id_ in lost if id_ not in self._ids)
        if actuals is None:
            return None
        if actuals.year != year:
            reading.find([checks.wrong_year(f"{year}.yaml", actuals.year).within(("year",))])
        last = self._file.programme.years[1] if self._file is not None else 9999
        reading.find(lies_flat(actuals.actuals or EMPTY, self._ids or EMPTY))
        reading.find(
            checks.check_actuals(actuals, year_of(year, self.starts), last, self._ids, self._sources, self._unbounded)
        )
        reading.find(checks.warn_of_thousands(actuals, self._ids))
        return actuals

    def _read_year(self, year: Period) -> _Year:
        """A year's file and what it holds, read the first time."""
        if year not in self._read:
            reading = self._reading(self.file_of(year))
            actuals = self._actuals(reading, year)
            self._read[year] = _Year(reading.raw, tuple(reading.sorted_problems()), actuals)
        return self._read[year]

    def _actuals(self, reading: Reading, year: Period) -> YearOfActuals | None:
        actuals = self._check_year(reading, year)
        if actuals is None:
            return None
        return YearOfActuals(
            year=year,
            as_of=actuals.as_of,
            source=actuals.source or (),
            published=actuals.published or (),
            entries=flat(actuals.actuals or EMPTY, self._ids or EMPTY),
            located=reading.placer("actuals"),
            note=actuals.note,
        )


def _is_whole(written: object, read: Entry | Indicator | None) -> bool:
    """Whether an entry was read as it is written; what has a fault is left out, and a warning would tell it twice."""
    if read is None or not isinstance(written, Map):
        return True
    targets = written.get("targets")
    if isinstance(read, Indicator) and isinstance(targets, Map) and len(targets) != len(read.targets or EMPTY):
        return False
    parts = written.get("parts")
    if isinstance(parts, Map) and isinstance(read, Entry):
        inside = read.parts or EMPTY
        if not all(name in inside and _is_whole(each, inside[name]) for name, each in parts.items()):
            return False
    return set(written) <= read.model_fields_set  # a part has its group from the whole besides


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
    names = names_in(folder / "actuals")
    stray = (n for n in names if n.lower().endswith((".yaml", ".yml")) and not _PERIOD_FILE.fullmatch(n))
    return sorted(f"actuals/{name}" for name in stray)


def years_there(folder: Path) -> tuple[int, ...]:
    """The years that have a file of actuals, in order; DataError where that can't be known."""
    return tuple(sorted(each for each in _periods(names_in(folder / "actuals")) if isinstance(each, int)))


def _periods(names: Iterable[str]) -> set[Period]:
    """The years, and the parts of years, whose files these are."""
    found = filter(None, map(_PERIOD_FILE.fullmatch, names))
    return {Month(int(match[1]), int(match[2])) if match[2] else int(match[1]) for match in found}


def missing_year(folder: Path, shown: str, year: Period, there: Collection[Period], name: str | None = None) -> Problem:
    """There is no file for this year: which years there are, or which file only has the wrong name.

    `name` is the file that is wanted, where it is not the programme's own.
    """
    wanted = name or f"actuals/{year}.yaml"
    right = (wanted, f"actuals/{year}/" if name else wanted, "actuals/")
    wrong = next((each for each in misnamed(folder) if each.meant in right), None)
    if wrong:
        remedy = Phrase("rename {names}", (f"{wrong.name} → {wrong.meant}",))
    elif there:
        remedy = Phrase("there are files for {all}", tuple(map(str, tuple(there)[-10:])))
    else:
        remedy = Phrase("add one")
    if name is None and (folder / "actuals" / str(year)).is_dir():
        remedy = Phrase("there are those of places: ansinh places, or name one with --place")
    problem = Problem("missing-file", "there is no file of actuals for {year}", remedy, year=str(year))
    return problem.at((1, 1), join(shown, wanted))


def _needed(
    indicators: Iterable[Indicator] | None,
    span: tuple[int, int] | None,
    wanted: Collection[Period],
    there: Collection[Period],
    starts: int,
) -> list[Period]:
    """The years to read: those wanted, and what their scores rest on, where there is a file for it.

    What a part of a year rests on is what the year does, which itself is none of it; and for a change asked of the
    part itself, the same month a year before.
    """
    if indicators is None or span is None:
        return _in_order(wanted, starts)
    months = [each for each in wanted if isinstance(each, Month)]
    asked = {year_of(each, starts) for each in wanted}
    first, last = span
    earlier: set[Period] = set()
    sums_from = sums_to = max(asked, default=first)
    for indicator in indicators:
        start = max(first, indicator.years[0]) if indicator.years else first
        if indicator.is_over_years:
            sums_from = min(sums_from, start)
        for year, target in _by_year(indicator, (*asked, last, *months)):
            if target is None or (target.change is None and target.change_percent is None):
                continue
            if isinstance(year, Month):
                earlier.update({year.a_year_before} if year in months else ())
            elif year in asked:
                earlier.add(year - 1)
            if year == last and asked and indicator.target("term") is None:
                # it stands for the term's target, in whichever year that is asked
                earlier.add(last - 1)
                sums_to = last if indicator.cumulative else sums_to
    earlier.update(range(sums_from, sums_to))
    return _in_order({*wanted, *(earlier & set(there))}, starts)


def _in_order(periods: Iterable[Period], starts: int) -> list[Period]:
    return sorted(periods, key=lambda each: in_time(each, starts))


def _by_year(indicator: Indicator, years: Iterable[Period]) -> Iterable[tuple[Period | str, Target | None]]:
    """The targets of an indicator by their years; where one holds for every year, those of the years that matter."""
    if indicator.every is None:
        return (indicator.targets or EMPTY).items()
    return [(year, indicator.target(year)) for year in years]


def _raw_part(document: Document | None, part: str) -> Map | None:
    """A part of a file as it was written; None where there is none that could be read."""
    root = document.value if document else None
    found = root.get(part) if isinstance(root, Map) else None
    return found if isinstance(found, Map) else None
