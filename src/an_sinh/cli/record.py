"""`ansinh record YEAR INDICATOR [VALUE]`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.completing import complete_indicators, complete_outlooks, complete_statuses, complete_years
from an_sinh.cli.options import (
    Data,
    IntoPlace,
    Lang,
)
from an_sinh.terms import REPORTED_OUTLOOKS, VERDICTS, Outlook, Period, Status

if TYPE_CHECKING:
    from an_sinh.keep.editing import Edit, Omission
    from an_sinh.keep.saving import YearEdit
    from an_sinh.programme.loading import DataSet

SETTINGS = {"ignore_unknown_options": True}  # -0.5 is a value

EXAMPLES = """\
ansinh record 2025 jobs-created 1120             a figure
ansinh record 2025 jobs-created --reported met   the authority's verdict
ansinh record 2025 jobs-created --unset note     takes a key out
ansinh record 2025 jobs-created 1125 --dry-run   what it would change
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    indicator: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR",
            help="Its id, its name, or a part that only one has.",
            autocompletion=complete_indicators,
        ),
    ],
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help="A figure such as 2.23, or true or false for a milestone.")
    ] = None,
    data: Data = None,
    place: IntoPlace = None,
    lang: Lang = None,
    reported: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="The authority's verdict on the year.", autocompletion=complete_statuses),
    ] = None,
    reported_term: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="The authority's verdict on the term.", autocompletion=complete_statuses),
    ] = None,
    reported_outlook: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS",
            help="The authority's outlook for the term: on-track, behind or far-behind.",
            autocompletion=complete_outlooks,
        ),
    ] = None,
    provisional: Annotated[
        bool | None, typer.Option("--provisional/--final", help="Whether the figure may still change.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="ID", help="Who said it. Repeatable.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="A remark.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Take out a key, or entry for the whole entry. Repeatable."),
    ] = None,
    as_written: Annotated[bool, typer.Option("--as-written", help="Take the figure whatever its size.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change, and write nothing.")] = False,
) -> Answer:
    """Write one entry into its year's file, and change nothing else."""
    from an_sinh.cli.dataset import open_own_data, warn
    from an_sinh.cli.locate import find_data
    from an_sinh.cli.selection import as_year, known_indicator
    from an_sinh.cli.streams import say_for
    from an_sinh.keep.replacing import alone
    from an_sinh.pages.record import record_text

    say, wanted = say_for(lang, data), as_year(year)
    entered = EntryInput(
        value, reported, reported_term, reported_outlook, provisional, tuple(source or ()), note, as_of
    )
    change = _without(_change(entered, unset=bool(unset)), unset or ())
    with nullcontext() if dry_run else alone(find_data(data).path):  # of many at once, each adds to what the last wrote
        files = open_own_data(data, say, place).files
        indicator = known_indicator(files.programme([]), indicator)
        kept = _planned(files, wanted, indicator, change, as_written=as_written)
        if kept is None:
            return sentence(say.text("nothing to change: {id} says so already", id=indicator) + "\n")
        warn(kept.programme, say)
        if not dry_run:
            kept.write()
    return sentence(record_text(kept, indicator, say, dry_run=dry_run))


def _planned(files: DataSet, year: Period, indicator: str, change: Edit, *, as_written: bool) -> YearEdit | None:
    """What the change makes of the year's file; None where it only takes out, and there is nothing."""
    from an_sinh.cli.dataset import known_sizes
    from an_sinh.keep.arriving import see_its_size, starts, takes_out_alone
    from an_sinh.keep.saving import plan

    entry = files.programme([year]).entry(indicator, year) if files.has(year) else None
    if entry is None and takes_out_alone(change):
        return None
    scales = known_sizes(files, year) if isinstance(change.value, str) and not as_written else {}
    kept = plan(files, year, {indicator: starts(entry, change)})
    if isinstance(change.value, str):
        see_its_size(indicator, change.value, scales)
    return kept


class EntryInput(NamedTuple):
    """What a person typed."""

    value: str | None
    reported: str | None
    reported_term: str | None
    reported_outlook: str | None
    provisional: bool | None
    source: tuple[str, ...]
    note: str | None
    as_of: str | None


def _without(change: Edit, unset: Sequence[str]) -> Edit:
    """The change with what is to be taken out; UsageFault for a key that there is not, or that is written too."""
    from dataclasses import replace

    from an_sinh.errors import DidYouMean, UsageFault
    from an_sinh.keep.editing import Omission
    from an_sinh.text import quoted

    unset = [_AS_OPTIONS.get(key, key) for key in unset]
    for key in unset:
        if key not in _UNSET:
            remedy = DidYouMean(key.replace("-", "_"), tuple(_UNSET))
            raise UsageFault("--unset: an entry has no key {text}", remedy, text=quoted(key))
        for name in _UNSET[key]:
            if getattr(change, name) is not Omission.KEPT:
                raise UsageFault("--unset {text}: it is to be written too", "do one of the two", text=quoted(key))
    gone = dict.fromkeys((name for key in unset for name in _UNSET[key]), Omission.CLEARED)
    return replace(change, **gone)


_UNSET = {
    "value": ("value",),
    "reported": ("annual", "term", "outlook"),
    "reported.term": ("term",),
    "reported.outlook": ("outlook",),
    "reported.annual": ("annual",),
    "provisional": ("provisional",),
    "as_of": ("as_of",),
    "source": ("source",),
    "note": ("note",),
    "entry": ("entry",),
}
"""The keys of an entry as the data write them, and `entry` for all of it."""
_AS_OPTIONS = {"reported-term": "reported.term", "reported-outlook": "reported.outlook", "as-of": "as_of"}
"""Those that are spelled otherwise, as the options that write them."""


def _change(entered: EntryInput, *, unset: bool) -> Edit:
    """What was typed, each part checked as the data format reads it."""
    from an_sinh.errors import UsageFault
    from an_sinh.keep.editing import Edit, Omission
    from an_sinh.programme.model import as_typed, read_date, read_value

    if not unset and entered == EntryInput(None, None, None, None, None, (), None, None):
        raise UsageFault("record needs something to write", "give a VALUE, or an option such as --reported")
    value: str | bool | Omission = Omission.KEPT
    if entered.value is not None:
        read = as_typed(read_value, entered.value.strip())
        value = read if isinstance(read, bool) else entered.value.strip()
    as_of = as_typed(read_date, entered.as_of) if entered.as_of is not None else Omission.KEPT
    provisional: bool | Omission = (
        Omission.KEPT if entered.provisional is None else entered.provisional or Omission.CLEARED
    )
    return Edit(
        value=value,
        annual=_verdict("--reported", entered.reported),
        term=_verdict("--reported-term", entered.reported_term),
        outlook=_outlook(entered.reported_outlook),
        provisional=provisional,
        as_of=as_of,
        source=entered.source or Omission.KEPT,
        note=entered.note if entered.note is not None else Omission.KEPT,
    )


def _verdict(option: str, word: str | None) -> Status | Omission:
    from an_sinh.errors import DidYouMean, UsageFault
    from an_sinh.keep.editing import Omission
    from an_sinh.text import quoted

    if word is None:
        return Omission.KEPT
    if word in VERDICTS:
        return Status(word)
    remedy = DidYouMean(word.strip().replace("_", "-").replace(" ", "-"), VERDICTS)
    raise UsageFault("{option}: {text} is no verdict", remedy, option=option, text=quoted(word))


def _outlook(word: str | None) -> Outlook | Omission:
    from an_sinh.errors import DidYouMean, UsageFault
    from an_sinh.keep.editing import Omission
    from an_sinh.text import quoted

    if word is None:
        return Omission.KEPT
    if word in REPORTED_OUTLOOKS:
        return Outlook(word)
    remedy = DidYouMean(word.strip().replace("_", "-").replace(" ", "-"), REPORTED_OUTLOOKS)
    raise UsageFault("--reported-outlook: {text} is no outlook that an authority reports", remedy, text=quoted(word))
