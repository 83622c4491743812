"""`ansinh export YEAR FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Lang
from an_sinh.terms import Status

EXAMPLES = """\
ansinh export 2026 figures.xlsx
ansinh export 2026 bieu-so-lieu.xlsx --lang vi
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx to write.")],
    data: Data = None,
    lang: Lang = None,
) -> Answer:
    """Write a spreadsheet for the departments to fill in. import reads it back."""
    from an_sinh.cli.dataset import open_data, warn
    from an_sinh.cli.selection import as_year
    from an_sinh.cli.streams import say_in
    from an_sinh.errors import UsageFault
    from an_sinh.judge.scorecard import score
    from an_sinh.keep.replacing import write_whole
    from an_sinh.keep.saving import see_in_span
    from an_sinh.render.as_xlsx import export_workbook
    from an_sinh.text import quoted, visible

    say, wanted = say_in(lang), as_year(year)
    if file.suffix.lower() != ".xlsx":
        raise UsageFault("{path} is not named as an .xlsx file", "name it so", path=quoted(str(file)))
    files = open_data(data, say).files
    see_in_span(files.programme([]), wanted)
    if wanted not in files.there:  # a year to come has no file yet
        files = files.with_year(wanted, f"year: {wanted}\nactuals:\n".encode())
    programme = files.programme([each for each in (wanted - 1, wanted) if each in files.there])
    warn(programme, say)
    card = score(programme, wanted)
    write_whole(file, export_workbook(card, say))
    counted = sum(line.status is not Status.WITHDRAWN for line in card.lines)
    return sentence(
        say.text("{path}: {n} indicators to fill in for {year}", path=visible(str(file)), n=counted, year=wanted) + "\n"
    )
