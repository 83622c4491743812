"""Changes to a year's file: spliced into its text, checked as a whole, and written only then.

A refused change leaves the file as it was, and so does a dry run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from an_sinh.errors import DataError
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.keep.editing import Edit, Omission, edit_bytes, new_year
from an_sinh.keep.line_diff import unified
from an_sinh.keep.replacing import create_new, replace_if_unchanged
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import Programme, outside_years
from an_sinh.programme.parts import whole_id
from an_sinh.terms import Period, Status, year_of
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEdit:
    """A change to a year's file: its bytes before and after, and what it does to the year."""

    path: Path
    shown: str
    old: bytes | None
    """None where the year had no file."""
    new: bytes
    before: Scorecard | None
    """None where the year had no file, or what stood there could not be read."""
    after: Scorecard
    programme: Programme

    @property
    def changes(self) -> bool:
        """Whether a byte differs."""
        return self.old != self.new

    def diff(self) -> str:
        """The change as a unified diff."""
        old, new = (_lines(data.decode("utf-8", "replace")) for data in (self.old or b"", self.new))
        shown = self.shown.lstrip("/")
        name = "/dev/null" if self.old is None else f"a/{shown}"
        return "".join(unified(old, new, name, f"b/{shown}"))

    def write(self) -> None:
        """Put the new bytes in the file's place, atomically; Complaint where it changed since it was read."""
        if not self.changes:
            return
        if self.old is None:
            create_new(self.path, self.new)
        else:
            replace_if_unchanged(self.path, self.old, self.new)


def _lines(text: str) -> list[str]:
    """The lines with their ends, and no other line ends than those: a text may hold a line separator."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def see_in_span(programme: Programme, year: Period) -> None:
    """Complaint for a year outside the programme's span."""
    first, last = programme.years
    if not first <= programme.year_of(year) <= last:
        raise outside_years(year, first, last)


def plan(data: DataSet, year: Period, changes: Mapping[str, Edit], *, together: bool = False) -> YearEdit:
    """What the changes make of a year's file; nothing is written yet.

    `together` says that they came from one sheet: a source that all of a new file's entries name is named once for the
    file, and one that the file names already is not named again.

    Raises DataError where the result has an error anywhere, Complaint where an entry can't be changed or the year is
    outside the programme's span. What the data have been read of already is not read again.
    """
    programme = data.programme([])
    see_in_span(programme, year)
    name, order = data.file_of(year), tuple(programme.indicators)
    old, before = None, None
    table = data.table_of(year)
    if table is not None:
        return _plan_in_table(data, year, table, changes, order)
    if data.has(year):
        before = _score_now(data, year)
        old = _read(data, year)
    parts = {id_: (whole, id_[len(whole) + 1 :]) for id_ in changes if (whole := whole_id(id_, programme.indicators))}
    if old is None:
        source, changes = _shared_source(changes) if together else ((), changes)
        new = new_year(year, changes, order, _nearest(data, year), source, parts).encode()
    else:
        changes = _without_default(data, year, changes) if together else changes
        new = edit_bytes(old, _started(data, year, changes, parts) if parts else changes, order, parts)
    after = data.with_year(year, new).programme([year])
    return YearEdit(
        path=data.folder / name,
        shown=_shown(data, name),
        old=old,
        new=new,
        before=before,
        after=score(after, year),
        programme=after,
    )


def _plan_in_table(
    data: DataSet, year: Period, table: str, changes: Mapping[str, Edit], order: Sequence[str]
) -> YearEdit:
    """As `plan`, where a place's year stands in a table of many."""
    from an_sinh.keep.table_editing import edit_table

    assert data.of is not None
    before = score(data.programme([year]), year)  # a fault in the table is told, and nothing written
    old = data.raw_table(table)
    new = edit_table(old, data.of, changes, order, _shown(data, table))
    after = data.with_table(year, table, new).programme([year])
    return YearEdit(
        path=data.folder / table,
        shown=_shown(data, table),
        old=old,
        new=new,
        before=before,
        after=score(after, year),
        programme=after,
    )


def _started(
    data: DataSet, year: Period, changes: Mapping[str, Edit], parts: Mapping[str, tuple[str, str]]
) -> Mapping[str, Edit]:
    """The changes, and the verdict "not started" on an indicator gone where a figure of one of its parts comes."""
    programme = data.programme([year])
    found = dict(changes)
    for id_, (whole, _) in parts.items():
        if not isinstance(changes[id_].value, Omission) and changes[id_].value is not False:
            entry = programme.entry(whole, year)
            reported = entry.reported if entry is not None else None
            for what in ("annual", "term"):
                if getattr(reported, what, None) is Status.NOT_STARTED:
                    found[whole] = replace(found.get(whole, Edit()), **{what: Omission.CLEARED})
    return found


def _shown(data: DataSet, name: str) -> str:
    return f"{data.shown.rstrip('/')}/{name}" if data.shown not in ("", ".") else name


def _shared_source(changes: Mapping[str, Edit]) -> tuple[tuple[str, ...], Mapping[str, Edit]]:
    """The source that all entries name, and the entries without it; none where one names another, or nobody."""
    first, *others = {change.source for change in changes.values()}
    if others or not isinstance(first, tuple):
        return (), changes
    return first, {id_: replace(change, source=Omission.KEPT) for id_, change in changes.items()}


def _without_default(data: DataSet, year: Period, changes: Mapping[str, Edit]) -> Mapping[str, Edit]:
    """The changes without a source that the file names for every entry, where an entry has none of its own.

    What was worked out takes no default, and keeps its own.
    """
    try:
        read = data.programme([year]).read(year)
    except DataError:  # it is told when the change is seen as a whole
        return changes
    known = read.entries if read is not None else {}

    def drops(id_: str, change: Edit) -> bool:
        entry = known.get(id_)
        named = entry is not None and (entry.source or entry.inferred or entry.verdict_inferred)
        return read is not None and change.source == read.source and not named

    return {
        id_: replace(change, source=Omission.KEPT) if drops(id_, change) else change for id_, change in changes.items()
    }


def _read(data: DataSet, year: Period) -> bytes:
    try:
        return data.raw(year)
    except DataError:
        data.programme([year])  # says so, with its place
        raise


def _nearest(data: DataSet, year: Period) -> str | None:
    """The text of the nearest year, whose style a new one follows; None where there is none to be read."""
    whole_year = year_of(year, data.starts)
    like = min(data.periods, key=lambda each: abs(year_of(each, data.starts) - whole_year), default=None)
    try:
        return data.raw(like).decode("utf-8", "replace") if like is not None else None
    except DataError:
        return None


def _score_now(data: DataSet, year: Period) -> Scorecard | None:
    try:
        return score(data.programme([year]), year)
    except DataError:
        return None
