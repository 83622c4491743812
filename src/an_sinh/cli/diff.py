"""`ansinh diff OLD NEW`."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_places, complete_years
from an_sinh.cli.options import (
    ENGINES,
    Data,
    EngineName,
    FactsAsked,
    FactsPath,
    Groups,
    Ids,
    Lang,
    Master,
    Memory,
    Output,
    Place,
    Rejects,
    Statuses,
    Yardstick,
    format_option,
    known_format,
    one_or_all,
)
from an_sinh.terms import Against, ExitCode, Period

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.judge.diff import Diff
    from an_sinh.judge.places import PlacesDiff
    from an_sinh.pages.diff import Sides
    from an_sinh.pages.place_years import PlaceSides
    from an_sinh.pages.say import Say
    from an_sinh.render.results import PlacesDiffResult

EXAMPLES = """\
ansinh diff 2022 2023                  from one year to the next
ansinh diff 2022 2023 --against term   both against the end-of-term targets
ansinh diff 2022 --since HEAD          what a change of the data does
ansinh diff 2022 --since HEAD~1..HEAD  the same between two revisions
"""


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier year.", autocompletion=complete_years)],
    new: Annotated[
        str | None,
        typer.Argument(metavar="NEW", help="The later year; the same if not named.", autocompletion=complete_years),
    ] = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    old_data: Annotated[Path | None, typer.Option(metavar="DIR", help="Another data directory for OLD.")] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="REV", help="OLD from the data as they were at a git revision; REV..REV: NEW as well."),
    ] = None,
    with_: Annotated[
        str | None,
        typer.Option("--with", metavar="ID", help="A place beside that of --place.", autocompletion=complete_places),
    ] = None,
    places: Annotated[bool, typer.Option("--places", help="Which places rose, and which fell.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show the unchanged too.")] = False,
    ids: Ids = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything differs.")] = False,
    format_: Annotated[str, format_option("diff", "places-diff")] = "table",
    group: Groups = None,
    status: Statuses = None,
    facts: FactsPath = None,
    engine: EngineName = ENGINES[0],
    master: Master = None,
    memory: Memory = None,
    rejects: Rejects = None,
    output: Output = None,
) -> Answer:
    """Lay two years side by side: what got worse, better or only known. Or one year of two states of the data."""
    from an_sinh.cli.country import a_whole_year, has_facts, open_for
    from an_sinh.cli.dataset import load_card, open_data
    from an_sinh.cli.selection import Filter, as_year, known_groups, known_statuses
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.errors import UsageFault
    from an_sinh.judge.diff import diff
    from an_sinh.render.results import DiffResult, PlacesDiffResult, View

    known_format("places-diff" if places else "diff", format_)
    one_or_all(place, places=places)
    say = say_for(lang, data)
    if old_data is not None and since is not None:
        raise UsageFault("--old-data and --since both name the old side", "keep one of them")
    if with_ is not None and (place is None or new is not None):
        raise UsageFault(
            "--with names a second place beside that of --place, in one year",
            "write ansinh diff YEAR --place ID --with ID",
        )
    if new is None and old_data is None and since is None and with_ is None:
        raise UsageFault("diff needs two years", "name a second year, or --since REV, or --old-data DIR")
    old_year, new_year = as_year(old, "OLD"), as_year(old if new is None else new, "NEW")
    asked = FactsAsked(facts, engine, master, memory, rejects)
    if places:
        opened = open_data(data, say)
        if has_facts(opened, asked):
            if since is not None or old_data is not None:
                raise UsageFault("facts have no other state of the data", "compare two years of theirs")
            moved = _of_facts(opened, asked, (a_whole_year(old_year), a_whole_year(new_year)), against, say)
        else:
            with ExitStack() as open_ones:
                earlier, later, source = _two_sides(opened, old_data, since, open_ones, say)
                of_places = _places(earlier, old_year, later, new_year, against, say)
            moved = PlacesDiffResult(found=of_places, sides=partial(_place_sides, of_places, source))
        code = ExitCode.CLOSED if exit_code and moved.found.differs else ExitCode.ANSWERED
        view = View(say=say, programs=programs_in(lang), ids=ids, everything=everything)
        return answer("places-diff", moved, format_, view, output=output, code=code)
    opened = open_for(data, say, place, asked)
    statuses = known_statuses(status or ())
    with ExitStack() as open_ones:
        earlier, later, source = _two_sides(opened, old_data, since, open_ones, say)
        earlier, later = _with_empty_years(earlier, old_year, later, new_year, say)
        old_card = load_card(earlier, old_year, against, say)
        beside = later if with_ is None else open_for(data, say, with_, asked)
        new_card = load_card(beside, new_year, against, say, old_card)
    found = diff(old_card, new_card)
    rows = Filter(groups=known_groups(new_card.programme, group or ()), statuses=statuses)
    result = DiffResult(diff=found, sides=partial(_sides, found, source), rows=rows or None, everything=everything)
    code = ExitCode.CLOSED if exit_code and found.differs else ExitCode.ANSWERED
    return answer("diff", result, format_, View(say=say, ids=ids), output=output, code=code)


def _of_facts(data: RunData, asked: FactsAsked, years: tuple[int, int], against: str, say: Say) -> PlacesDiffResult:
    """Two years of every place of facts."""
    from an_sinh.cli.country import open_country
    from an_sinh.engine.country import diff_facts
    from an_sinh.render.results import PlacesDiffResult

    with open_country(data, asked, say, years) as facts:
        found = diff_facts(facts, *years, Against(against))
    return PlacesDiffResult(found=found, sides=partial(_place_sides, found, None))


class _Source(NamedTuple):
    """Where the two sides' data are from, in the reader's words."""

    old: str
    new: str | None
    """None for the data as they are."""


def _two_sides(
    data: RunData, old_data: Path | None, since: str | None, open_ones: ExitStack, say: Say
) -> tuple[RunData, RunData, _Source | None]:
    """The data of both sides: of another directory, of this one at a revision or two, or the same."""
    from an_sinh.cli.dataset import open_directory
    from an_sinh.cli.locate import find_data

    if old_data is not None:
        return open_directory(find_data(old_data), data.files.of), data, _Source(str(old_data), None)
    if since is None:
        return data, data, None
    from an_sinh.cli.dataset import at_revision
    from an_sinh.programme.revisions import sides_of

    old, new = sides_of(since)
    earlier, _ = at_revision(data, old, open_ones, say)
    later = data if new is None else at_revision(data, new, open_ones, say)[0]
    return earlier, later, _Source(old, new)


def _with_empty_years(
    old: RunData, old_year: Period, new: RunData, new_year: Period, say: Say
) -> tuple[RunData, RunData]:
    """Both sides, with an empty year where one has no file for it and the other has; told on stderr."""
    from an_sinh.cli.streams import tell

    say = say.counting(new.files.starts)
    if not _has(old, old_year) and _has(new, old_year):
        tell(say.text("{year} is new: {side} has no file for it", year=say.year(old_year), side=old.directory.shown))
        return replace(old, files=old.files.with_empty_year(old_year)), new
    if not _has(new, new_year) and _has(old, new_year):
        tell(say.text("{year} is gone: {side} has no file for it", year=say.year(new_year), side=new.directory.shown))
        return old, replace(new, files=new.files.with_empty_year(new_year))
    return old, new


def _has(data: RunData, year: Period) -> bool:
    """Whether anyone gave figures of a year, or of a part of one."""
    files = data.files
    if files.has(year) or files.of is not None or not files.has_places:
        return files.has(year)
    places = files.place_set()
    return year in (*places.years_there(), *places.months_there())


def _places(old: RunData, old_year: Period, new: RunData, new_year: Period, against: str, say: Say) -> PlacesDiff:
    """The places of both sides, whose years one of them may lack."""
    from an_sinh.cli.dataset import warn
    from an_sinh.judge.places import diff_places

    sides = old is not new
    if sides:
        old, new = _with_empty_years(old, old_year, new, new_year, say)
    later = new.files.programme([new_year] if sides else [old_year, new_year], places=True)
    warn(later, say)
    if not sides:
        return diff_places(later, old_year, new_year, against)
    earlier = old.files.programme([old_year], places=True)
    warn(earlier, say, later.warnings)
    return diff_places(later, old_year, new_year, against, earlier)


def _place_sides(found: PlacesDiff, source: _Source | None, say: Say) -> PlaceSides:
    from an_sinh.pages.place_years import PlaceSides

    say = say.counting(found.programme.year_starts)
    return PlaceSides(*_called(say.year(found.old), say.year(found.new), source, say))


def _sides(found: Diff, source: _Source | None, say: Say) -> Sides:
    """What the two sides are called."""
    from an_sinh.pages.diff import Sides
    from an_sinh.pages.places import place_name

    old_place, new_place = found.old.programme.place_of, found.new.programme.place_of
    if old_place is not None and new_place is not None and old_place.id != new_place.id:
        return Sides(old=place_name(old_place, say), new=place_name(new_place, say), years=False)
    say = say.counting(found.new.programme.year_starts)
    years = found.old.year, found.new.year
    old, new = _called(say.year(years[0]), say.year(years[1]), source, say)
    return Sides(old=old, new=new, years=source is None or years[0] != years[1])


def _called(old: str, new: str, source: _Source | None, say: Say) -> tuple[str, str]:
    """What two years, or two states of one year, are called."""
    if source is None:
        return old, new
    if old != new:
        return f"{old} ({source.old})", f"{new} ({source.new})" if source.new else new
    return source.old, source.new or say.text("now")
