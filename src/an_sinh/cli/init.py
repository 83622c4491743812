"""`ansinh init [DIR]`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.options import Lang
from an_sinh.terms import Language

if TYPE_CHECKING:
    from an_sinh.pages.say import Say
    from an_sinh.spreadsheet.planning import Plan

EXAMPLES = """\
ansinh init                              into the folder data/
ansinh init plan                         into another one
ansinh init ward --from plan.xlsx        from a plan in a spreadsheet
"""


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write it into.")] = Path("data"),
    plan: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="A plan: an .xlsx, .xls, .ods or .csv file.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="With --from: the sheet; else the first.")] = None,
    numerals: Annotated[
        str | None, typer.Option(metavar="vi|en", help="How texts write figures: 203.027,5 or 203,027.5.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Of a .csv that is not UTF-8: cp1258.")] = None,
    lang: Lang = None,
) -> Answer:
    """Write a data directory to start from: an example, or a plan. A folder that has one is refused."""
    from an_sinh.cli.streams import say_in
    from an_sinh.keep.starting import start

    say = say_in(lang)
    if plan is not None:
        return _from_plan(folder, plan, _Reading(sheet, numerals, encoding), say)
    names = start(folder)
    after = say.text("Now edit them, and try: ansinh score 2025 --data {folder}", folder=folder.as_posix())
    told = "".join(f"{folder.as_posix()}/{name}\n" for name in names) + f"{after}\n"
    return sentence(told)


class _Reading(NamedTuple):
    """How a sheet is to be read."""

    sheet: str | None
    numerals: str | None
    encoding: str | None


def _from_plan(folder: Path, file: Path, how: _Reading, say: Say) -> Answer:
    """Make a data directory from a plan, and say what to look at."""
    from an_sinh.cli.streams import tell
    from an_sinh.keep.from_plan import start_from
    from an_sinh.keep.starting import see_no_data
    from an_sinh.spreadsheet.cells import read_cells
    from an_sinh.spreadsheet.planning import plan_in

    see_no_data(folder)
    found = plan_in(read_cells(file, how.sheet, how.encoding), _numerals(how.numerals))
    begun = start_from(folder, found, file.name, say)
    for line in _to_look_at(found, say):
        tell(line)
    for problem in begun.warnings:
        tell(say.text("warning") + ": " + problem.describe(say))
    first, last = found.years
    told = say.text(
        "{indicators} in {groups} with {targets}, {first} to {last}",
        indicators=say.plural("{n} indicator", "{n} indicators", len(found.indicators)),
        groups=say.plural("{n} group", "{n} groups", max(len(found.groups), 1)),
        targets=say.plural("{n} target", "{n} targets", sum(len(each.targets) for each in found.indicators)),
        first=first,
        last=last,
    )
    shown = folder.as_posix()
    after = say.text("Look through it, then: ansinh export {year} FILE --data {folder}", year=first, folder=shown)
    return sentence(f"{begun.path.as_posix()}\n{told}\n{after}\n")


def _numerals(asked: str | None) -> Language | None:
    from an_sinh.errors import UsageFault
    from an_sinh.text import quoted

    if asked in (None, *Language):
        return Language(asked) if asked else None
    raise UsageFault(
        "--numerals: {text} is neither vi nor en", "vi writes 203.027,5, en writes 203,027.5", text=quoted(str(asked))
    )


def _to_look_at(plan: Plan, say: Say) -> Iterator[str]:
    """What was guessed, what could not be read, and what was passed over, each with its cell."""
    for each in plan.indicators:
        for unread in each.unread:
            reason = unread.reason.said(say)
            yield say.text("{cell}: {text}: {reason}", cell=unread.cell, text=unread.text, reason=reason)
        for target in each.targets:
            if target.wording.is_guess:
                what = ", ".join(f"{key}: {figure}" for key, figure in target.wording.keys.items())
                yield say.text("{cell}: guessed {what}", cell=target.cell, what=what)
        if each.guessed:
            what = f"better: {each.better} ({each.guessed.said(say)})"
            yield say.text("{cell}: guessed {what}", cell=each.cell, what=what)
        if not each.targets and not each.unread:
            yield say.text("{cell}: no target", cell=each.cell)
    for row in plan.passed_over:
        yield say.text("{row}: passed over, neither a group nor an indicator", row=row)
