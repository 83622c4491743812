"""Facts beyond a folder, for commands that look at places: an engine opened, each row checked, and closed again."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from an_sinh.cli.options import ENGINES, FactsAsked
from an_sinh.cli.streams import tell
from an_sinh.errors import UsageFault
from an_sinh.terms import ExitCode, Month, Period
from an_sinh.text import quoted, visible

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.engine.country import Facts, Given
    from an_sinh.errors import Problem
    from an_sinh.pages.say import Say
    from an_sinh.programme.loading import DataSet
    from an_sinh.programme.model import Programme

_SHOWN = 50


def open_for(data: Path | None, say: Say, place: str | None, asked: FactsAsked) -> RunData:
    """The data asked for; where a place is named and its figures come from facts, as the place has them there."""
    from an_sinh.cli.dataset import open_data

    opened = open_data(data, say)
    if has_facts(opened, asked) and place is not None:
        return open_place(opened, asked, place, say)
    if asked.path is not None:
        raise UsageFault("facts are of places, and none is named", "name one with --place, or write ansinh places")
    return opened if place is None else replace(opened, files=opened.files.at(place))


def has_facts(data: RunData, asked: FactsAsked, *, latest: bool = False) -> bool:
    """Whether places' figures come from facts; UsageFault for options of facts where there are none.

    `latest` says that the latest figures of any year are asked for, which is not told of facts.
    """
    if asked.engine not in ENGINES:
        raise UsageFault("--engine: {text} is no engine", "write {names}", text=quoted(asked.engine), names=ENGINES)
    if asked.path is not None or data.files.facts is not None:
        if latest:
            raise UsageFault(
                "--latest looks through the years of files, and facts are judged year by year", "name a year"
            )
        return True
    given = (("--master", asked.master), ("--memory", asked.memory), ("--rejects", asked.rejects))
    for option, value in (("--engine", asked.engine if asked.engine != ENGINES[0] else None), *given):
        if value is not None:
            raise UsageFault("{option} is of facts, and none are named", "name them with --facts", option=option)
    return False


@contextmanager
def open_country(data: RunData, asked: FactsAsked, say: Say, years: Sequence[Period] = ()) -> Iterator[Facts]:
    """Facts checked row by row, beside the programme and its own figures of some years.

    Where a row is bad, the first faults are told, all are written where --rejects says, and the run ends.
    """
    from an_sinh.cli.dataset import warn

    with _sifted(data, asked, say, years) as facts:
        if facts.sifted.bad:
            _tell_bad(facts.sifted.problems, facts.sifted.bad, asked.rejects, say)
            raise typer.Exit(ExitCode.DATA)
        warn(facts.programme, say)
        yield facts


@contextmanager
def _sifted(data: RunData, asked: FactsAsked, say: Say, years: Sequence[Period], most: int = _SHOWN) -> Iterator[Facts]:
    """Facts of which every row was looked at, good or bad; `most` faults are kept."""
    from an_sinh.engine.country import open_facts
    from an_sinh.engine.engines import open_engine
    from an_sinh.engine.facts import find_facts
    from an_sinh.judge.places import no_places

    programme = _with_own_years(data.files, years)
    if not programme.places:
        raise no_places()
    _see_no_parts(programme)
    source = find_facts(*_path(data.files, asked))
    engine = open_engine(asked.engine, master=asked.master, memory=asked.memory)
    try:
        with _rejects(asked.rejects, say) as reject:
            facts = open_facts(engine, source, data.files.place_set(), programme, reject, most=most)
        yield facts
    finally:
        engine.close()


def _see_no_parts(programme: Programme) -> None:
    """Complaint for an indicator of several parts that places are asked for: no row of facts names a part."""
    from an_sinh.errors import Complaint
    from an_sinh.terms import Asked

    for id_, each in programme.indicators.items():
        if each.parts and each.asked is not Asked.NONE:
            raise Complaint(
                "{id} has several parts, and facts are of indicators without any",
                "make an indicator of each, or ask no place for it: places: none",
                id=quoted(id_),
            )


def faults_of(data: RunData, asked: FactsAsked, say: Say) -> tuple[Problem, ...]:
    """What is wrong with the rows of facts, for lint: of very many the first."""
    from an_sinh.errors import MAX_FAULTS

    with _sifted(data, asked, say, (), most=MAX_FAULTS) as facts:
        if facts.sifted.bad > MAX_FAULTS:
            tell(say.text("{n} bad rows; the first {most} are told", n=facts.sifted.bad, most=MAX_FAULTS))
        return facts.sifted.problems


def _with_own_years(files: DataSet, years: Sequence[Period]) -> Programme:
    """The programme with its places, none of whose own files are read, and with its own figures of some years."""
    programme = files.programme([], places=True)
    own = files.programme([year for year in years or files.there if year in files.there])
    return replace(programme, actuals=own.actuals, warnings=own.warnings)


def _path(files: DataSet, asked: FactsAsked) -> tuple[str, dict[str, str], Path | None]:
    """Where the facts lie, what their columns are called, and from where a relative path goes."""
    written = files.facts
    columns = dict(written.columns or {}) if written is not None else {}
    if asked.path is not None:
        return asked.path, columns, None
    assert written is not None
    return written.path, columns, files.folder


@contextmanager
def _rejects(path: Path | None, say: Say) -> Iterator[Callable[[Problem, Sequence[str | None]], None] | None]:
    """What writes bad rows into a file, whole or not at all."""
    if path is None:
        yield None
        return
    from an_sinh.programme.model import FACT_COLUMNS

    beside, put = write_beside(path)
    try:
        with Path(beside).open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["file", "line", "code", "message", *FACT_COLUMNS])

            def reject(problem: Problem, cells: Sequence[str | None]) -> None:
                told = problem.describe(say).split(": ", 2)[-1]
                rows.writerow([problem.path, problem.line, problem.code, told, *(cell or "" for cell in cells)])

            yield reject
        put()
    finally:
        Path(beside).unlink(missing_ok=True)


def _tell_bad(problems: Sequence[Problem], number: int, rejects: Path | None, say: Say) -> None:
    for problem in problems[:_SHOWN]:
        tell(problem.describe(say))
    if number > _SHOWN:
        more = number - _SHOWN
        if rejects is None:
            tell(say.text("and {n} more; --rejects FILE writes all", n=more))
        else:
            tell(say.text("and {n} more; all are in {path}", n=more, path=visible(str(rejects))))
    tell(say.plural("{n} problem; nothing was scored", "{n} problems; nothing was scored", number))


def a_whole_year(asked: Period) -> int:
    """The year asked for; UsageFault for a part of one, which facts don't have."""
    if isinstance(asked, Month):
        raise UsageFault("facts are of whole years, and {text} is a part of one", "name a year", text=str(asked))
    return asked


def year_of_facts(facts: Facts, asked: Period | None, say: Say) -> int:
    """The year asked for; else the latest in which any place has a row, told on stderr."""
    if asked is not None:
        return a_whole_year(asked)
    from an_sinh.engine.country import years_there
    from an_sinh.errors import Complaint

    first, last = facts.programme.years
    there = [year for year in years_there(facts) if first <= year <= last]
    if not there:
        raise Complaint(
            "the facts have no year of the programme's", "name facts of {first} to {last}", first=first, last=last
        )
    tell(say.text("no year named: {year}, the latest in the facts", year=there[-1]))
    return there[-1]


class PlaceOfFacts:
    """One place's data, from facts: what a command asks of a data directory."""

    def __init__(self, programme: Programme, place: str, given: Given) -> None:
        self._programme = programme
        self._given = given
        self.of = place
        self.there = tuple(sorted(given))

    def programme(self, years: Sequence[int] | None) -> Programme:
        """The programme as the place has it, with everything that it gave."""
        from an_sinh.engine.country import with_figures

        given = {**self._given, **{year: {} for year in years or () if year not in self._given}}
        return with_figures(self._programme, self.of, given).at(self.of)


def open_place(data: RunData, asked: FactsAsked, place: str, say: Say) -> RunData:
    """A run's data as one place has them in the facts."""
    from an_sinh.engine.country import place_given
    from an_sinh.programme.model import unknown_place

    with open_country(data, asked, say) as facts:
        if place not in facts.programme.places:
            raise unknown_place(place, facts.programme.places)
        given = place_given(facts, place)
    silent = replace(facts.programme, warnings=())  # they were told when it was opened
    return replace(data, files=PlaceOfFacts(silent, place, given))  # type: ignore[arg-type]  # as far as it is asked


def see_lines_file(path: Path | None) -> None:
    """UsageFault for a file of lines that is neither Parquet nor CSV."""
    if path is not None and not path.name.endswith((".parquet", ".csv")):
        raise UsageFault(
            "--lines: {path} is neither Parquet nor CSV", "name it .parquet or .csv", path=quoted(str(path))
        )


def write_beside(path: Path) -> tuple[str, Callable[[], None]]:
    """A file beside another to be written, and what puts it in its place when all is there."""
    beside = path.with_name(f".ansinh-{os.getpid()}-{path.name}")
    return str(beside), lambda: os.replace(beside, path)  # noqa: PTH105  # in one step, whole
