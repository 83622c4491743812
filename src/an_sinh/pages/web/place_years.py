"""Places over years as web pages: which rose and which fell, their headlines by year, and each held to the gates."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from an_sinh.judge.places import Move, PlacesDiff, PlacesTrend, PlacesVerdict
from an_sinh.judge.scorecard import Tally
from an_sinh.pages.drawings import Bar, Part
from an_sinh.pages.gate import GateRow
from an_sinh.pages.lines import programme_named
from an_sinh.pages.page import Cell, Column, Filter, Grid, Page, Row, Section
from an_sinh.pages.place_years import PlaceSides, met_words, places_diff_page, places_gate_page, places_trend_page
from an_sinh.pages.places import the_whole
from an_sinh.pages.say import Say
from an_sinh.pages.score import tallied
from an_sinh.pages.web.parts import section_filter, status_bar, useful
from an_sinh.pages.web.places import place_anchor
from an_sinh.programme.model import Programme

_SIDES = ("old", "new")
_TONES = {"▼": "regressed", "▲": "improved", "=": "same", "?": "unscored"}


def places_diff_web(found: PlacesDiff, sides: PlaceSides, say: Say) -> Page:
    """Which places rose and which fell, each with the bars of both sides."""
    page = places_diff_page(found, sides, say)
    (grid,) = page.grids
    moved = {each.place.id: each.moved for each in found.places}
    sections = tuple(
        replace(
            section,
            tone=_TONES[section.mark],
            sum=str(len(section.rows)),
            rows=tuple(_moved_row(row, moved[row.id], _TONES[section.mark]) for row in section.rows),
        )
        for section in grid.sections
        if section.mark
    )
    columns = (
        *(
            Column(heading=each.heading, kind="barred", role=role)
            for each, role in zip(grid.columns, _SIDES, strict=False)
        ),
        *(replace(each, role=role) for each, role in zip(grid.columns[2:], ("net", "both"), strict=True)),
    )
    whole = found.whole
    page = replace(page, headline=_rise_and_fall(found, say))
    bars = () if whole is None else tuple(_side(tally, name, say) for tally, name in _both(whole, sides))
    return _page(
        page,
        replace(grid, columns=columns, sections=sections),
        found.programme,
        say,
        bars,
        filters=useful((section_filter(sections, say.text("Change")),)),
    )


def _rise_and_fall(found: PlacesDiff, say: Say) -> str:
    nets = [each.moved.net for each in found.places if each.moved.is_comparable]
    if not nets:
        return say.text("Nothing is judged in both")
    return say.text("{rose} rose, {fell} fell", rose=sum(net > 0 for net in nets), fell=sum(net < 0 for net in nets))


def _both(moved: Move, sides: PlaceSides) -> tuple[tuple[Tally, str], tuple[Tally, str]]:
    return (moved.old, sides.old), (moved.new, sides.new)


def _side(tally: Tally, name: str, say: Say) -> Bar:
    return status_bar(tally, say, f"{the_whole(say)} · {name}", met_words(tally))


def _moved_row(row: Row, moved: Move, tone: str) -> Row:
    old, new, *others = row.cells
    cells = (_barred(old, moved.old), _barred(new, moved.new), *others)
    return replace(row, cells=cells, kind=tone)


def _barred(cell: Cell, tally: Tally) -> Cell:
    return replace(cell, drawing=_small(tally) if tally.total else None)


def _small(tally: Tally) -> Bar:
    """A bar that only the eye reads: beside it stands what it says."""
    return Bar(
        parts=tuple(
            Part(tone=status.value, number=number, word="", text="")
            for status in tallied(tally)
            if (number := getattr(tally, status.value.replace("-", "_")))
        )
    )


def places_trend_web(found: PlacesTrend, say: Say) -> Page:
    """The headline of each place in each year, with a bar for each."""
    page = places_trend_page(found, say)
    (grid,) = page.grids
    tallies = {each.place.id: each.tallies for each in found.places}
    rows = tuple(
        replace(row, cells=tuple(_barred(cell, tally) for cell, tally in zip(row.cells, tallies[row.id], strict=True)))
        for section in grid.sections
        for row in section.rows
        if row.id
    )
    columns = tuple(replace(each, kind="barred", role=f"y{each.heading}") for each in grid.columns)
    bars = tuple(
        status_bar(tally, say, f"{the_whole(say)} · {year}", met_words(tally))
        for year, tally in zip(found.years, found.whole, strict=True)
        if tally is not None
    )
    return _page(
        page,
        replace(grid, columns=columns, sections=(Section(heading="", rows=rows),)),
        found.programme,
        say,
        bars,
    )


def places_gate_web(found: PlacesVerdict, say: Say) -> Page:
    """Each place held to the gates: those that fail first, with what closed them."""
    told = places_gate_page(found, say)
    sections = []
    for passed, tone, heading in ((False, "unmet", say.text("Fails")), (True, "met", say.text("Passes"))):
        rows = tuple(
            _gate_row(each.score.place.id, row, each.score.tally, tone)
            for row, each in zip(told.rows, found.places, strict=True)
            if row.passed is passed
        )
        if rows:
            sections.append(Section(heading=heading, tone=tone, rows=rows, sum=str(len(rows))))
    column = Column(heading=told.told_heading, kind="barred", role="graph")
    grid = Grid(columns=(column,), sections=tuple(sections), name_heading=told.gate_heading)
    programme = found.report.programme
    page = Page(
        title=say.text(
            "{programme} · places at the gates in {year}",
            programme=programme_named(programme, say),
            year=found.report.year,
        ),
        grids=(grid,),
        headline=told.headline,
        counts=(),
        closing=(told.outcome,),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )
    bar = Bar(parts=tuple(map(_part, sections)))
    filters = useful((section_filter(sections, say.text("Result")),))
    return _page(page, grid, programme, say, (bar,), filters)


def _gate_row(id_: str, row: GateRow, tally: Tally, tone: str) -> Row:
    return Row(id=id_, name=row.name, notes=row.names, cells=(Cell(text=row.told, drawing=_small(tally)),), kind=tone)


def _part(section: Section) -> Part:
    number = len(section.rows)
    return Part(tone=section.tone, number=number, word=section.heading, text=f"{section.heading}: {number}")


def _anchored(grid: Grid) -> Grid:
    """A grid whose rows can be linked to."""
    at = count()
    sections = (
        replace(each, rows=tuple(replace(row, anchor=place_anchor(row.id, next(at))) for row in each.rows))
        for each in grid.sections
    )
    return replace(grid, sections=tuple(sections))


def _page(
    page: Page,
    grid: Grid,
    programme: Programme,
    say: Say,
    bars: tuple[Bar, ...],
    filters: tuple[Filter, ...] = (),
) -> Page:
    """A page with the table of places in its middle; without a headline of its own it is headed by what it shows."""
    shown = page.title.removeprefix(programme_named(programme, say) + " · ")
    return replace(
        page,
        subject="places",
        programme=say.shown(programme.name),
        headline=page.headline or shown[:1].upper() + shown[1:],
        grids=(_anchored(replace(grid, heading=say.text("Places"))),),
        bars=bars,
        filters=filters,
        empty=say.text("No place matches the filters"),
    )
