"""Changes to a year's file: spliced into its text, checked as a whole, and written only then.

A refused change leaves the file as it was, and so does a dry run.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from an_sinh.errors import Complaint, DataError
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.keep.editing import Change, edit_bytes, new_year
from an_sinh.keep.replacing import create_new, replace_if_unchanged
from an_sinh.programme.file_text import Unreadable, read_raw
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import Programme
from an_sinh.text import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
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
        told = []
        for line in difflib.unified_diff(old, new, name, f"b/{shown}", n=2):
            text = line.rstrip("\r\n")
            told.append(visible(text) + "\n")
            if not line.endswith("\n"):
                told.append("\\ No newline at end of file\n")
        return "".join(told)

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


def see_in_span(programme: Programme, year: int) -> None:
    """Complaint for a year outside the programme's span."""
    first, last = programme.years
    if not first <= year <= last:
        raise Complaint("outside_years", year=str(year), first=str(first), last=str(last))


def plan(directory: Path, shown: str, year: int, changes: Mapping[str, Change]) -> Kept:
    """What the changes make of a year's file; nothing is written yet.

    Raises DataError where the result has an error anywhere, Complaint where an entry can't be changed or the year is
    outside the programme's span.
    """
    dataset = DataSet(directory, shown)
    programme = dataset.programme([])
    see_in_span(programme, year)
    name = f"actuals/{year}.yaml"
    path, order = directory / name, tuple(programme.indicators)
    old = _read(dataset, path, year) if year in dataset.there else None
    if old is None:
        new = new_year(year, changes, order, _nearest(directory, dataset.there, year)).encode()
    else:
        new = edit_bytes(old, changes, order)
    result = DataSet(directory, shown, {name: new})
    after = result.programme([year])
    before = _score_now(dataset, year) if old is not None else None
    return Kept(
        path=path,
        shown=f"{shown.rstrip('/')}/{name}" if shown not in ("", ".") else name,
        old=old,
        new=new,
        before=before,
        after=score(after, year),
        programme=after,
    )


def _read(dataset: DataSet, path: Path, year: int) -> bytes:
    try:
        return read_raw(path)
    except Unreadable:
        dataset.programme([year])  # says so, with its place
        raise


def _nearest(directory: Path, there: Collection[int], year: int) -> str | None:
    """The text of the nearest year, whose style a new one follows; None where there is none to be read."""
    like = min(there, key=lambda each: abs(each - year), default=None)
    try:
        return read_raw(directory / f"actuals/{like}.yaml").decode("utf-8", "replace") if like else None
    except Unreadable:
        return None


def _score_now(dataset: DataSet, year: int) -> Scorecard | None:
    try:
        return score(dataset.programme([year]), year)
    except DataError:
        return None
