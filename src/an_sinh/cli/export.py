"""`ansinh export YEAR FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Force, Groups, Lang, Leads, Place
from an_sinh.terms import Period

if TYPE_CHECKING:
    from an_sinh.pages.say import Say
    from an_sinh.programme.loading import DataSet

EXAMPLES = """\
ansinh export 2026 figures.xlsx
ansinh export 2026 bieu-so-lieu.xlsx --lang vi
ansinh export 2026 health.xlsx --group health
"""


def command(
    year: Annotated[
        str | None, typer.Argument(metavar="YEAR", help="Named but for --facts.", autocompletion=complete_years)
    ] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The .xlsx to write.")] = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    lead: Leads = None,
    group: Groups = None,
    places: Annotated[
        Path | None, typer.Option("--places", metavar="DIR", help="A workbook for each place into this folder.")
    ] = None,
    facts: Annotated[
        Path | None, typer.Option("--facts", metavar="FILE", help="All that places gave, as one table: .csv.")
    ] = None,
    force: Force = False,
) -> Answer:
    """Write a spreadsheet for the departments to fill in. import reads it back."""
    from an_sinh.cli.dataset import open_data, warn
    from an_sinh.cli.selection import Filter, as_year, known_groups, known_leads
    from an_sinh.cli.streams import say_for
    from an_sinh.errors import Complaint, UsageFault
    from an_sinh.judge.scorecard import a_year_before, score
    from an_sinh.keep.replacing import see_it_is_free, write_whole
    from an_sinh.keep.saving import see_in_span
    from an_sinh.render.as_xlsx import asked_for, export_workbook
    from an_sinh.text import quoted, visible

    say = say_for(lang, data)
    if facts is not None:
        return _as_facts(open_data(data, say).files, facts, say, force=force)
    if year is None:
        raise UsageFault("export needs a year", "name it, or --facts FILE for all years of places")
    wanted = as_year(year)
    if (file is None) is (places is None):
        raise UsageFault("export writes one workbook, or one for each place", "name FILE, or --places DIR")
    if places is not None:
        return _each_place(open_data(data, say).files, wanted, places, say, force=force)
    assert file is not None
    if file.suffix.lower() != ".xlsx":
        raise UsageFault("{path} is not named as an .xlsx file", "name it so", path=quoted(str(file)))
    see_it_is_free(file, force=force)
    files = open_data(data, say, place).files
    see_in_span(files.programme([]), wanted)
    if not files.has(wanted):  # a year to come has no file yet
        files = files.with_year(wanted, f"year: {wanted}\nactuals:\n".encode())
    programme = files.programme([each for each in (a_year_before(wanted), wanted) if files.has(each)])
    warn(programme, say)
    card = score(programme, wanted)
    leads = known_leads(programme, lead or ())
    rows = Filter(groups=known_groups(programme, group or ()), leads=leads)
    asked = asked_for(card, rows)
    if not asked:
        raise Complaint("no indicator is left to ask for in {year}", "name another lead or group", year=str(wanted))
    whose = say.join([say.of_data(dict(each)) for each in sorted(leads)])
    write_whole(file, export_workbook(card, say, rows, whose))
    named = say.counting(programme.year_starts).year(wanted)
    told = say.plural(
        "{n} indicator to fill in for {year}", "{n} indicators to fill in for {year}", len(asked), year=named
    )
    return sentence(f"{visible(str(file))}: {told}\n")


def _as_facts(files: DataSet, path: Path, say: Say, *, force: bool) -> Answer:
    """The figures of all places and years as a table of facts."""
    from an_sinh.errors import UsageFault
    from an_sinh.judge.places import no_places
    from an_sinh.keep.replacing import see_it_is_free, write_whole
    from an_sinh.keep.to_facts import facts_table
    from an_sinh.text import quoted, visible

    if path.suffix.lower() != ".csv":
        raise UsageFault("--facts: {path} is not named as a .csv file", "name it so", path=quoted(str(path)))
    see_it_is_free(path, force=force)
    programme = files.programme(None, places=True)
    if not programme.places:
        raise no_places()
    table, number = facts_table(programme, lambda text: say.of_data(dict(text)))
    write_whole(path, table.encode())
    told = say.plural("{n} row of facts", "{n} rows of facts", number)
    return sentence(f"{visible(str(path))}: {told}\n")


def _each_place(files: DataSet, year: Period, folder: Path, say: Say, *, force: bool) -> Answer:
    """A workbook for each place that is one of its own in the year, named by its id."""
    from an_sinh.errors import Complaint
    from an_sinh.judge.scorecard import a_year_before, score
    from an_sinh.keep.replacing import see_it_is_free, write_whole
    from an_sinh.keep.saving import see_in_span
    from an_sinh.render.as_xlsx import asked_for, export_workbook
    from an_sinh.terms import year_of
    from an_sinh.text import quoted, visible

    see_in_span(files.programme([]), year)
    heads, whole_year = files.place_set().heads, year_of(year, files.starts)
    ids = [id_ for id_, head in heads.items() if head.years is None or head.years[0] <= whole_year <= head.years[1]]
    if not ids:
        raise Complaint("no place is one of its own in {year}", "name places in places.yaml", year=str(year))
    wrong = next((id_ for id_ in ids if "/" in id_ or id_.startswith(".")), None)
    if wrong is not None:
        raise Complaint("{id} can't name a file", "export it alone with --place", id=quoted(wrong))
    targets = {id_: folder / f"{id_}.xlsx" for id_ in ids}
    for path in targets.values():
        see_it_is_free(path, force=force)
    books: dict[Path, bytes] = {}
    for id_, path in targets.items():
        own = files.at(id_)
        if not own.has(year):  # a year to come has no file yet
            own = own.with_empty_year(year)
        card = score(own.programme([each for each in (a_year_before(year), year) if own.has(each)]), year)
        if asked_for(card, lambda _line: True):
            assert card.programme.place_of is not None
            books[path] = export_workbook(card, say, whose=say.of_data(card.programme.place_of.name))
    folder.mkdir(parents=True, exist_ok=True)
    for path, book in books.items():
        write_whole(path, book)
    told = say.plural(
        "{folder}: {n} workbook to fill in for {year}",
        "{folder}: {n} workbooks to fill in for {year}",
        len(books),
        folder=visible(str(folder)),
        year=say.counting(files.starts).year(year),
    )
    return sentence(told + "\n")
