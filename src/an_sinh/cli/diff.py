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
    Data,
    Groups,
    Ids,
    Lang,
    Output,
    Place,
    Statuses,
    Yardstick,
    format_option,
    known_format,
)
from an_sinh.terms import Against, ExitCode

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.judge.diff import Diff
    from an_sinh.pages.diff import Sides
    from an_sinh.pages.say import Say

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
    format_: Annotated[str, format_option("diff")] = "table",
    group: Groups = None,
    status: Statuses = None,
    output: Output = None,
) -> Answer:
    """Lay two years side by side: what got worse, better or only known. Or one year of two states of the data."""
    from an_sinh.cli.dataset import load_card, open_data, warn
    from an_sinh.cli.selection import Filter, as_year, known_groups, known_statuses
    from an_sinh.cli.streams import programs_in, say_in
    from an_sinh.errors import UsageFault
    from an_sinh.judge.diff import diff
    from an_sinh.judge.places import diff_places
    from an_sinh.render.results import DiffResult, View

    known_format("diff", format_)
    say = say_in(lang)
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
    opened = open_data(data, say, place)
    if places:
        programme = opened.files.programme([old_year, new_year], places=True)
        warn(programme, say)
        moved = diff_places(programme, old_year, new_year, against)
        view = View(say=say, programs=programs_in(lang), ids=ids)
        return answer("places-diff", moved, known_format("places-diff", format_), view, output=output)
    statuses = known_statuses(status or ())
    with ExitStack() as open_ones:
        earlier, later, source = _two_sides(opened, old_data, since, open_ones, say)
        earlier, later = _with_empty_years(earlier, old_year, later, new_year, say)
        old_card = load_card(earlier, old_year, against, say)
        beside = later if with_ is None else open_data(data, say, with_)
        new_card = load_card(beside, new_year, against, say, old_card)
    found = diff(old_card, new_card)
    rows = Filter(groups=known_groups(new_card.programme, group or ()), statuses=statuses)
    result = DiffResult(diff=found, sides=partial(_sides, found, source), rows=rows or None, everything=everything)
    code = ExitCode.CLOSED if exit_code and found.differs else ExitCode.ANSWERED
    return answer("diff", result, format_, View(say=say, ids=ids), output=output, code=code)


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


def _with_empty_years(old: RunData, old_year: int, new: RunData, new_year: int, say: Say) -> tuple[RunData, RunData]:
    """Both sides, with an empty year where one has no file for it and the other has; told on stderr."""
    from an_sinh.cli.streams import tell

    if old_year not in old.files.there and old_year in new.files.there:
        tell(say.text("{year} is new: {side} has no file for it", year=old_year, side=old.directory.shown))
        return replace(old, files=old.files.with_empty_year(old_year)), new
    if new_year not in new.files.there and new_year in old.files.there:
        tell(say.text("{year} is gone: {side} has no file for it", year=new_year, side=new.directory.shown))
        return old, replace(new, files=new.files.with_empty_year(new_year))
    return old, new


def _sides(found: Diff, source: _Source | None, say: Say) -> Sides:
    """What the two sides are called."""
    from an_sinh.pages.diff import Sides
    from an_sinh.pages.places import place_name

    old_place, new_place = found.old.programme.place_of, found.new.programme.place_of
    if old_place is not None and new_place is not None and old_place.id != new_place.id:
        return Sides(old=place_name(old_place, say), new=place_name(new_place, say), years=False)
    old, new = str(found.old.year), str(found.new.year)
    if source is None:
        return Sides(old=old, new=new, years=True)
    if old != new:
        return Sides(old=f"{old} ({source.old})", new=f"{new} ({source.new})" if source.new else new, years=True)
    return Sides(old=source.old, new=source.new or say.text("now"), years=False)
