"""`ansinh diff OLD NEW`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Groups, Lang, Output, Statuses, Yardstick, format_option, known_format
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
"""


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier year.", autocompletion=complete_years)],
    new: Annotated[
        str | None,
        typer.Argument(metavar="NEW", help="The later year; the same if not named.", autocompletion=complete_years),
    ] = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    old_data: Annotated[Path | None, typer.Option(metavar="DIR", help="Another data directory for OLD.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="OLD from the data as they were at a git revision.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show the unchanged too.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything differs.")] = False,
    format_: Annotated[str, format_option("diff")] = "table",
    group: Groups = None,
    status: Statuses = None,
    output: Output = None,
) -> Answer:
    """Lay two years side by side: what got worse, better or only known. Or one year of two states of the data."""
    from an_sinh.cli.dataset import load_card, open_data
    from an_sinh.cli.selection import Filter, as_year, known_groups, known_statuses
    from an_sinh.cli.streams import say_in
    from an_sinh.errors import UsageFault
    from an_sinh.judge.diff import diff
    from an_sinh.render.results import DiffResult, View

    known_format("diff", format_)
    say = say_in(lang)
    if old_data is not None and since is not None:
        raise UsageFault("--old-data and --since both name the old side", "keep one of them")
    if new is None and old_data is None and since is None:
        raise UsageFault("diff needs two years", "name a second year, or --since REV, or --old-data DIR")
    old_year, new_year = as_year(old, "OLD"), as_year(old if new is None else new, "NEW")
    opened = open_data(data, say)
    statuses = known_statuses(status or ())
    with _old_data(opened, old_data, since) as earlier:
        old_card = load_card(earlier, old_year, against, say)
        new_card = load_card(opened, new_year, against, say, old_card)
    found = diff(old_card, new_card)
    rows = Filter(groups=known_groups(new_card.programme, group or ()), statuses=statuses)
    source = since or (str(old_data) if old_data is not None else None)
    result = DiffResult(diff=found, sides=partial(_sides, found, source), rows=rows or None, everything=everything)
    code = ExitCode.CLOSED if exit_code and found.differs else ExitCode.ANSWERED
    return answer("diff", result, format_, View(say=say), output=output, code=code)


@contextmanager
def _old_data(data: RunData, old_data: Path | None, since: str | None) -> Iterator[RunData]:
    """The old side's data: of another directory, of this one as it was at a revision, or the same."""
    from an_sinh.cli.dataset import open_directory
    from an_sinh.cli.locate import DataDirectory, find_data

    if old_data is not None:
        yield open_directory(find_data(old_data))
    elif since is not None:
        import tempfile

        from an_sinh.programme.revisions import write_revision

        with tempfile.TemporaryDirectory(prefix="ansinh-") as folder:
            write_revision(data.directory.path, since, Path(folder))
            yield open_directory(DataDirectory(path=Path(folder), shown=f"{since}:{data.directory.shown}"))
    else:
        yield data


def _sides(found: Diff, source: str | None, say: Say) -> Sides:
    """What the two sides are called; `source` is where the old one's data are from, None for the same as the new's."""
    from an_sinh.pages.diff import Sides

    if source is None:
        return Sides(old=str(found.old.year), new=str(found.new.year), years=True)
    if found.old.year != found.new.year:
        return Sides(old=f"{found.old.year} ({source})", new=str(found.new.year), years=True)
    return Sides(old=source, new=say.text("now"), years=False)
