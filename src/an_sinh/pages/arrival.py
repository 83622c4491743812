"""What came of a sheet, in words: cells that found no place, what is hidden, what the figures do to the headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from an_sinh.errors import Complaint, Plural
from an_sinh.keep.arriving import Arrival
from an_sinh.keep.saving import YearEdit
from an_sinh.pages.record import headline_change, started_line
from an_sinh.pages.say import Say
from an_sinh.spreadsheet.importing import ImportResult, in_file
from an_sinh.text import quoted

_MOST_NAMED = 20


def lost_lines(imported: ImportResult, say: Say) -> Iterator[str]:
    """A line for each cell that found no place."""
    for lost in imported.lost:
        reason = lost.reason.said(say)
        yield say.text("{cell}: {text}: {reason}", cell=lost.cell, text=lost.text, reason=reason)


def refusal(n: int) -> Complaint:
    """Cells that found no place let nothing be written."""
    return Complaint(
        Plural("{n} cell found no place, and nothing was written", "{n} cells found no place, and nothing was written"),
        "correct them, or say --skip-unmatched",
        n=n,
    )


def sheet_lines(sheets: Mapping[str, ImportResult], say: Say, *, dry_run: bool) -> Iterator[str]:
    """What a person does not see in the sheets, or should know of them."""
    for file, sheet in sheets.items():
        for line in _of_sheet(sheet, say, dry_run=dry_run):
            yield in_file(file, " " + line) if len(sheets) > 1 else line


def _of_sheet(sheet: ImportResult, say: Say, *, dry_run: bool) -> Iterator[str]:
    if sheet.is_hidden:
        yield say.text("the sheet that was read is hidden")
    if sheet.hidden_rows:
        yield say.text("hidden rows, read as the others: {rows}", rows=_some(sheet.hidden_rows))
    if sheet.hidden_columns:
        yield say.text("hidden columns, read as the others: {columns}", columns=_some(sheet.hidden_columns))
    if sheet.hidden_sheets:
        yield say.text("hidden sheets, not read: {sheets}", sheets=_some(tuple(map(quoted, sheet.hidden_sheets))))
    if sheet.passed:
        yield say.text("a table without a column of figures, passed over: row {rows}", rows=_some(sheet.passed))
    if sheet.formulas and dry_run:
        yield say.text(
            "formulas, whose results are as old as the last time the file was saved: {cells}",
            cells=_some(sheet.formulas),
        )


def _some(names: tuple[str, ...]) -> str:
    """The first of them: there may be thousands."""
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")


def counted_words(imported: ImportResult, come: Arrival, say: Say) -> str:
    """How many figures are new, how many were there, and how many are still to come."""
    return say.plural(
        "{n} figure new or changed, {same} as they were, {blank} without a figure yet",
        "{n} figures new or changed, {same} as they were, {blank} without a figure yet",
        len(come.changes),
        same=len(imported.found) - len(come.changes),
        blank=imported.blank,
    )


def arrival_lines(come: Arrival, kept: YearEdit, say: Say, *, dry_run: bool) -> Iterator[str]:
    """Which verdicts the figures take away, and what becomes of the headline."""
    if come.outlooks:
        yield say.plural(
            "the authority's outlook for the term, new or changed, of {n} indicator: {ids}",
            "the authority's outlook for the term, new or changed, of {n} indicators: {ids}",
            len(come.outlooks),
            ids=_some(come.outlooks),
        )
    for id_ in come.started:
        yield started_line(id_, say)
    yield headline_change(kept, say)
    if dry_run:
        yield say.text("a dry run: nothing was written")
