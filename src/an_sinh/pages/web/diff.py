"""Two scorecards as a web page: regressions first, then improvements, then everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from an_sinh.judge.diff import Change, Comparison, Diff
from an_sinh.judge.scorecard import Line, target_for
from an_sinh.pages.diff import HEADINGS, Sides, diff_page, moved_row, parted, side_headline
from an_sinh.pages.page import Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.say import Say
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.parts import (
    NOT_DRAWN,
    OLD,
    bullet,
    cited,
    group_filter,
    row_of,
    rows_of,
    section_filter,
    status_bar,
    useful,
)
from an_sinh.text import visible


def diff_web(found: Diff, sides: Sides, say: Say, *, rows: Callable[[Line], bool] | None = None) -> Page:
    """A diff as a page, which has the unchanged too."""
    say = say.counting(found.new.programme.year_starts)
    footnotes = Footnotes(say, found.new.programme, found.old.programme)
    places = {moved.id: at for at, moved in enumerate(found.rows)}
    shown = [moved for moved in found.lines if rows is None or rows(moved.line)]
    parts = [*parted(shown), ("same", "", [moved for moved in shown if moved.change is Change.SAME])]
    sections = tuple(
        Section(
            heading=say.text(HEADINGS[heading]),
            tone=heading,
            rows=tuple(
                _row(found, each, heading, places[each.id], footnotes, say)
                for moved in members
                for each in (moved, *moved.parts)
            ),
            sum=str(len(members)),
        )
        for heading, _, members in parts
        if members
    )
    old, new = visible(sides.old), visible(sides.new)
    columns = (
        Column(heading=old, kind="figure year", role="old"),
        Column(heading=new, kind="figure year", role="new"),
        Column(heading=say.text("movement"), role="gap"),
        Column(heading=say.text("old and new against target"), kind="drawn", role="graph"),
    )
    groups = {**found.new.programme.groups, **found.old.programme.groups}
    return replace(
        diff_page(found, sides, say, rows=rows, everything=True),
        subject="diff",
        programme=say.shown(found.new.programme.name),
        grids=(Grid(columns=columns, sections=sections),),
        bars=(
            status_bar(found.old.tally, say, old, side_headline(found.old.tally, say)),
            status_bar(found.new.tally, say, new, side_headline(found.new.tally, say)),
        ),
        filters=useful((section_filter(sections, say.text("Change")), group_filter(rows_of(sections), groups, say))),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty=say.text("No indicator matches the filters"),
    )


def _row(found: Diff, moved: Comparison, kind: str, at: int, footnotes: Footnotes, say: Say) -> Row:
    spelled = moved_row(moved, say)
    row = row_of(moved.line, at, kind, spelled.notes, (*spelled.cells, _graph(found, moved, say)), say)
    lines = [line for line in (moved.new, moved.old) if line is not None]
    notes = [line.entry.note for line in lines if line.entry]
    sources = (id_ for line in lines for id_ in line.source)
    return cited(row, footnotes, sources, [*notes, moved.line.indicator.note])


def _graph(found: Diff, moved: Comparison, say: Say) -> Cell:
    """The new side against its target, with the old side's figure beside it where the two can be compared."""
    new, old = moved.new, moved.old
    if new is None:
        return NOT_DRAWN
    previous = old.shown if old and moved.movement is not None and isinstance(old.shown, Decimal) else None
    _, target_year = target_for(found.new.programme, new.indicator, found.new.year, found.new.against)
    return bullet(new, previous, {OLD: previous}, target_year, say)
