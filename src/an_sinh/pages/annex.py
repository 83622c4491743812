"""What a report says of the places behind a programme: a row for each, and places by indicators where they fit."""

from __future__ import annotations

from an_sinh.judge.places import PlacesReport
from an_sinh.pages.page import NONE_HERE
from an_sinh.pages.places import SignGrid, places_page, sign_grid
from an_sinh.pages.say import Say
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The places of a year behind a report."""

    subject: str
    head: tuple[str, ...]
    """A place, its headline, a column for each status, its own targets, its published headline, its rank."""
    rows: tuple[tuple[str, ...], ...]
    """The whole last, where it has figures of its own."""
    has_whole: bool
    closing: tuple[str, ...]
    grid: SignGrid
    """The status of each indicator in each place."""


def annex_of(report: PlacesReport, say: Say) -> Annex:
    """The places of a year as the annex of a report."""
    page = places_page(report, report.places, say)
    (grid,) = page.grids
    rows = [(row.name, *(cell.text for cell in row.cells)) for section in grid.sections for row in section.rows]
    others = (each.heading for each in grid.columns[1:])
    head = tuple(map(_capital, (grid.name_heading, say.text("Met or exceeded"), *others)))
    return Annex(
        subject=page.title,
        head=head,
        rows=tuple(tuple(text or NONE_HERE for text in row) for row in rows),
        has_whole=report.whole is not None,
        closing=page.closing,
        grid=sign_grid(report, report.places, say),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
