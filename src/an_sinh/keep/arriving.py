"""What a sheet says of its indicators -> the changes that a year's file needs for it, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeVar

from an_sinh.errors import Complaint
from an_sinh.judge.scale import Scale, known_words
from an_sinh.keep.editing import Edit, Omission
from an_sinh.programme.model import Entry, Programme, Reported
from an_sinh.spreadsheet.importing import SheetEntry
from an_sinh.terms import Outlook, Period, Status
from an_sinh.values import dataclass

_T = TypeVar("_T")
_TRUTHS: Final[Mapping[str, bool]] = MappingProxyType({"true": True, "false": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The changes, and what of them a person should know of by id."""

    changes: Mapping[str, Edit]
    started: tuple[str, ...]
    """The indicators whose verdict "not started" a figure takes away."""
    outlooks: tuple[str, ...] = ()
    """Those whose authority's word on the way to the end of the term is new."""


def arrival(
    found: Iterable[SheetEntry],
    programme: Programme,
    year: Period,
    *,
    source: tuple[str, ...] = (),
    provisional: bool = False,
) -> Arrival:
    """What is new of what was found; `source` and `provisional` go with every figure and verdict that is written."""
    changes: dict[str, Edit] = {}
    started: list[str] = []
    for each in found:
        entry = programme.entry(each.id, year) or Entry()
        change = _change(each, entry, source=source, provisional=provisional)
        if change != Edit():
            changes[each.id] = change
            if change.annual is Omission.CLEARED:
                started.append(each.id)
    outlooks = tuple(id_ for id_, change in changes.items() if isinstance(change.outlook, Outlook))
    return Arrival(changes=changes, started=tuple(started), outlooks=outlooks)


def starts(entry: Entry | None, change: Edit) -> Edit:
    """A change with what it makes untrue of the entry taken away.

    A figure ends a verdict "not started", on the year and on the term. What was worked out by whoever keeps the data is
    so no longer: a verdict keeps the mark for itself where a figure comes, and loses it where a verdict comes.
    """
    if entry is None:
        return change
    reported = entry.reported
    figure = not isinstance(change.value, Omission)
    if figure and change.value is not False:
        change = replace(
            change,
            annual=_gone(reported.annual if reported else None, change.annual),
            term=_gone(reported.term if reported else None, change.term),
        )
    return _unmarked(entry, change)


def _unmarked(entry: Entry, change: Edit) -> Edit:
    """The change, with what was marked as worked out kept true: the mark is never passed from a verdict to a figure."""
    reported = entry.reported
    figure = not isinstance(change.value, Omission)
    gone = change.value is Omission.CLEARED and entry.value is not None
    verdict = any(isinstance(each, Status | Outlook) for each in (change.annual, change.term, change.outlook))
    if entry.inferred and (figure or gone or (verdict and entry.value is None)):
        change = replace(change, inferred=Omission.CLEARED)
        if entry.value is None and not verdict and reported is not None and _stays(reported, change):
            change = replace(change, verdict_inferred=True)
    if verdict and reported is not None and reported.inferred:
        change = replace(change, verdict_inferred=Omission.CLEARED)
    return change


def _stays(reported: Reported, change: Edit) -> bool:
    """Whether a verdict is left, on the year, on the term, or on the way there."""
    each = (
        (reported.annual, change.annual),
        (reported.term, change.term),
        (reported.outlook, change.outlook),
    )
    return any(known is not None and asked is Omission.KEPT for known, asked in each)


def takes_out_alone(change: Edit) -> bool:
    """Whether a change writes nothing, and only takes out."""
    parts = (getattr(change, field.name) for field in fields(change))
    return all(isinstance(part, Omission) for part in parts)


def see_its_size(indicator: str, figure: str, scales: Mapping[str, Scale]) -> None:
    """Complaint for a figure that is far off its target and last year's, with the one that may have been meant."""
    scale, number = scales.get(indicator), Decimal(figure)
    if scale is None or not scale.is_off(number):
        return
    meant = scale.meant(number)
    raise Complaint(
        "{id}: {figure} is more than 30 times larger or smaller than the target or last year's figure, {known}",
        "did you mean {meant}? If not, say --as-written" if meant else "correct it, or say --as-written",
        id=indicator,
        figure=figure,
        known=", ".join(known_words(scale)),
        meant=meant or "",
    )


def _gone(verdict: Status | None, change: Status | Omission) -> Status | Omission:
    return Omission.CLEARED if verdict is Status.NOT_STARTED and change is Omission.KEPT else change


def _change(each: SheetEntry, entry: Entry, *, source: tuple[str, ...], provisional: bool) -> Edit:
    reported = entry.reported
    value = _value(each, entry)
    annual = _new(each.verdict, reported.annual if reported else None)
    term = _new(each.term_verdict, reported.term if reported else None)
    outlook = _new(each.outlook, reported.outlook if reported else None)
    arrives = any(said is not Omission.KEPT for said in (value, annual, term, outlook))
    own = each.source if each.source is not None else source if arrives and source else None
    estimate = each.provisional if each.provisional is not None else True if provisional and arrives else None
    return starts(
        entry,
        Edit(
            value=value,
            annual=annual,
            term=term,
            outlook=outlook,
            provisional=_flag(estimate if each.figure is not None else None, entry),
            as_of=_new(each.as_of, entry.as_of),
            source=_new(own, entry.source),
            note=_note(each, entry),
        ),
    )


def _value(each: SheetEntry, entry: Entry) -> str | bool | Omission:
    """The figure, unless the entry has it already, in whatever digits."""
    if each.figure is None:
        return Omission.KEPT
    truth = _TRUTHS.get(each.figure)
    if truth is not None or isinstance(entry.value, bool):
        return Omission.KEPT if entry.value is truth else each.figure if truth is None else truth
    return Omission.KEPT if entry.value == Decimal(each.figure) else each.figure


def _new(told: _T | None, known: _T | None) -> _T | Omission:
    return Omission.KEPT if told is None or told == known else told


def _flag(told: bool | None, entry: Entry) -> bool | Omission:
    if told is None or told is bool(entry.provisional):
        return Omission.KEPT
    return True if told else Omission.CLEARED


def _note(each: SheetEntry, entry: Entry) -> str | Omission:
    """The note, unless the entry says it already, in whatever language."""
    if each.note is None or (entry.note and each.note in {" ".join(said.split()) for said in entry.note.values()}):
        return Omission.KEPT
    return each.note
