"""`ansinh export YEAR FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Force, Groups, Lang, Leads, Place

EXAMPLES = """\
ansinh export 2026 figures.xlsx
ansinh export 2026 bieu-so-lieu.xlsx --lang vi
ansinh export 2026 health.xlsx --group health
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx to write.")],
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    lead: Leads = None,
    group: Groups = None,
    force: Force = False,
) -> Answer:
    """Write a spreadsheet for the departments to fill in. import reads it back."""
    from an_sinh.cli.dataset import open_data, warn
    from an_sinh.cli.selection import Filter, as_year, known_groups, known_leads
    from an_sinh.cli.streams import say_in
    from an_sinh.errors import Complaint, UsageFault
    from an_sinh.judge.scorecard import score
    from an_sinh.keep.replacing import see_it_is_free, write_whole
    from an_sinh.keep.saving import see_in_span
    from an_sinh.render.as_xlsx import asked_for, export_workbook
    from an_sinh.text import quoted, visible

    say, wanted = say_in(lang), as_year(year)
    if file.suffix.lower() != ".xlsx":
        raise UsageFault("{path} is not named as an .xlsx file", "name it so", path=quoted(str(file)))
    see_it_is_free(file, force=force)
    files = open_data(data, say, place).files
    see_in_span(files.programme([]), wanted)
    if wanted not in files.there:  # a year to come has no file yet
        files = files.with_year(wanted, f"year: {wanted}\nactuals:\n".encode())
    programme = files.programme([each for each in (wanted - 1, wanted) if each in files.there])
    warn(programme, say)
    card = score(programme, wanted)
    leads = known_leads(programme, lead or ())
    rows = Filter(groups=known_groups(programme, group or ()), leads=leads)
    asked = asked_for(card, rows)
    if not asked:
        raise Complaint("no indicator is left to ask for in {year}", "name another lead or group", year=str(wanted))
    whose = say.join([say.of_data(dict(each)) for each in sorted(leads)])
    write_whole(file, export_workbook(card, say, rows, whose))
    told = say.text("{path}: {n} indicators to fill in for {year}", path=visible(str(file)), n=len(asked), year=wanted)
    return sentence(told + "\n")
