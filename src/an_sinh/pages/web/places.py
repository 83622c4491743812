"""Places as a web page: a bar for each, places by indicators as a heat table, or one indicator against each target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from an_sinh.judge.places import PlaceScore, PlacesReport
from an_sinh.judge.scorecard import Line, Tally
from an_sinh.pages.drawings import Bar
from an_sinh.pages.lines import gap_cell, programme_named, spell_actual, spell_target
from an_sinh.pages.page import Cell, Choice, Column, Filter, Grid, Page, Row, Section
from an_sinh.pages.places import legend_of, name_within, place_indicator_page, places_page, the_whole
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.web.parts import anchor, bullet, status_bar, status_filter, useful, verdict
from an_sinh.terms import Status


def places_web(report: PlacesReport, shown: Sequence[PlaceScore], indicator: str | None, say: Say) -> Page:
    """The places of a year; with an indicator that one over all of them, each against its own target."""
    counted = [each for each in shown if not each.is_withdrawn]
    page = places_page(report, shown, say) if indicator is None else place_indicator_page(report, shown, indicator, say)
    rows = [_row(at, each, report, indicator, say) for at, each in enumerate(counted)]
    if report.whole is not None:
        cells = _cells(report.whole.lines, report.year, indicator, say)
        rows.append(Row(name=the_whole(say), anchor="whole", cells=cells, kind=_kind(report.whole.lines, indicator)))
    grid = Grid(columns=_columns(report, counted, indicator, say), sections=(Section(heading="", rows=tuple(rows)),))
    filters = (_kinds(counted, say), *((status_filter(rows, say),) if indicator is not None else ()))
    legend = () if indicator is not None else tuple(_legend(report, counted, say))
    return replace(
        page,
        subject="trend" if indicator is None else "places",
        programme=say.shown(report.programme.name),
        headline=page.headline or page.title.removeprefix(programme_named(report.programme, say) + " · "),
        grids=(grid,) if indicator is not None else (grid, *page.grids),
        bars=tuple(_bars(report, counted, say)) if indicator is None else (),
        filters=useful(filters),
        closing=(*page.closing, *legend),
        empty=say.text("No place matches the filters"),
    )


def _bars(report: PlacesReport, counted: Sequence[PlaceScore], say: Say) -> list[Bar]:
    whole = [(the_whole(say), report.whole.tally)] if report.whole is not None else []
    named = [(name_within(each.place, report.programme, say), each.tally) for each in counted]
    return [status_bar(tally, say, name, _met(tally)) for name, tally in (*whole, *named)]


def _met(tally: Tally) -> str:
    return f"{tally.met_or_exceeded}/{tally.total}" if tally.judged else NOTHING


def _row(at: int, each: PlaceScore, report: PlacesReport, indicator: str | None, say: Say) -> Row:
    return Row(
        name=name_within(each.place, report.programme, say),
        anchor=anchor(each.place.id, at),
        leads_to=f"place:{each.place.id}",
        kind=_kind(each.lines, indicator),
        group=say.shown(each.place.kind) if each.place.kind else "",
        cells=_cells(each.lines, report.year, indicator, say),
    )


def _kind(lines: Sequence[Line], indicator: str | None) -> str:
    return "" if indicator is None else _line(lines, indicator).status.value


def _line(lines: Sequence[Line], indicator: str) -> Line:
    return next(line for line in lines if line.id == indicator)


def _cells(lines: Sequence[Line], year: int, indicator: str | None, say: Say) -> tuple[Cell, ...]:
    if indicator is None:
        return tuple(_heat(line, say) for line in lines)
    line = _line(lines, indicator)
    return (
        verdict(line, say),
        Cell(text=spell_target(line.target, say)),
        Cell(text=spell_actual(line, say)),
        gap_cell(line, say),
        bullet(line, None, {}, year, say),
    )


def _heat(line: Line, say: Say) -> Cell:
    has = line.actual is not None and line.status is not Status.WITHDRAWN
    return Cell(text=spell_actual(line, say) if has else "", status=line.status)


def _columns(
    report: PlacesReport, counted: Sequence[PlaceScore], indicator: str | None, say: Say
) -> tuple[Column, ...]:
    if indicator is None:
        number = len(_of_all(report, counted))
        return tuple(Column(heading=str(at), kind="figure year", role=f"y{at}") for at in range(1, number + 1))
    return (
        Column(heading=say.text("result"), kind="judged", role="result"),
        Column(heading=say.text("target"), role="target"),
        Column(heading=say.text("actual"), role="actual"),
        Column(heading=say.text("gap"), role="gap"),
        Column(heading=say.text("actual against target"), kind="drawn", role="graph"),
    )


def _of_all(report: PlacesReport, counted: Sequence[PlaceScore]) -> Sequence[Line]:
    """The lines of any card: each has every indicator, in the same order."""
    return report.whole.lines if report.whole is not None else next((each.lines for each in counted), ())


def _legend(report: PlacesReport, counted: Sequence[PlaceScore], say: Say) -> Iterator[str]:
    """What the columns of the heat table are."""
    yield from (f"{at} · {legend_of(line, say)}" for at, line in enumerate(_of_all(report, counted), 1))


def _kinds(counted: Sequence[PlaceScore], say: Say) -> Filter:
    """A filter by what kind of place it is, with those that there are."""
    kinds = [say.shown(each.place.kind) for each in counted if each.place.kind]
    choices = tuple(Choice(value=kind, text=kind, number=kinds.count(kind)) for kind in dict.fromkeys(kinds))
    return Filter(name="group", heading=say.text("Kind of place"), choices=choices)
