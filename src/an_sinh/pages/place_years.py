"""Places over years in words: which rose and which fell, their headlines by year, and each held to the gates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from an_sinh.judge.places import Move, PlaceMove, PlacesDiff, PlacesTrend, PlacesVerdict
from an_sinh.judge.scorecard import Tally
from an_sinh.pages.gate import GatePage, GateRow, gate_rows
from an_sinh.pages.lines import programme_named
from an_sinh.pages.page import Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.places import MOST_ROWS, SHOWN_ROWS, name_within, names, place_name, the_whole
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import headline
from an_sinh.programme.model import Programme
from an_sinh.terms import Against
from an_sinh.text import visible


class PlaceSides(NamedTuple):
    """What the two sides of a diff are called."""

    old: str
    new: str


def places_diff_page(found: PlacesDiff, sides: PlaceSides, say: Say) -> Page:
    """Which places rose and which fell between two years, each by what is judged in both; the whole last."""
    say = say.counting(found.programme.year_starts)
    columns = (visible(sides.old), visible(sides.new), say.text("net"), say.text("judged in both"))
    groups: list[tuple[str, str, Callable[[PlaceMove], bool]]] = [
        ("▼", say.text("Fell"), lambda each: each.moved.is_comparable and each.moved.net < 0),
        ("▲", say.text("Rose"), lambda each: each.moved.is_comparable and each.moved.net > 0),
        ("=", say.text("As many met as before"), lambda each: each.moved.is_comparable and each.moved.net == 0),
        ("?", say.text("Nothing is judged in both"), lambda each: not each.moved.is_comparable),
    ]
    sections = []
    for mark, heading, belongs in groups:
        rows = tuple(_moved_row(each, found.programme, say) for each in found.places if belongs(each))
        if rows:
            sections.append(Section(heading=heading, rows=rows, mark=mark))
    if found.whole is not None:
        sections.append(Section(heading="", rows=(Row(name=the_whole(say), cells=_moved_cells(found.whole)),)))
    return _page(
        say.text(
            "{programme} · places, {old} → {new}",
            programme=programme_named(found.programme, say),
            old=visible(sides.old),
            new=visible(sides.new),
        ),
        columns,
        sections,
        say,
    )


def _moved_row(each: PlaceMove, programme: Programme, say: Say) -> Row:
    return Row(id=each.place.id, name=name_within(each.place, programme, say), cells=_moved_cells(each.moved))


def _moved_cells(moved: Move) -> tuple[Cell, ...]:
    net = f"{moved.net:+d}".replace("-", "−") if moved.net else "0"
    return (
        Cell(text=met_words(moved.old)),
        Cell(text=met_words(moved.new)),
        Cell(text=net if moved.is_comparable else NOTHING),
        Cell(text=str(moved.judged_in_both)),
    )


def met_words(tally: Tally) -> str:
    """A headline in short: a dash, and never 0, where nothing is judged."""
    return f"{tally.met_or_exceeded}/{tally.total}" if tally.judged else NOTHING


def places_trend_page(found: PlacesTrend, say: Say) -> Page:
    """The headline of each place in each year; the whole last."""
    say = say.counting(found.programme.year_starts)
    rows = tuple(
        Row(
            id=each.place.id,
            name=name_within(each.place, found.programme, say),
            cells=tuple(map(_headline, each.tallies)),
        )
        for each in found.places
    )
    whole = Row(name=the_whole(say), cells=tuple(map(_headline, found.whole)))
    text = (
        say.text(
            "{programme} · places by year, each year against its own plan",
            programme=programme_named(found.programme, say),
        )
        if found.against is Against.ANNUAL
        else say.text(
            "{programme} · places by year, against the end-of-term targets",
            programme=programme_named(found.programme, say),
        )
    )
    sections = [Section(heading="", rows=rows), Section(heading="", rows=(whole,))]
    return _page(text, tuple(map(say.year, found.years)), sections, say)


def _headline(tally: Tally | None) -> Cell:
    return Cell(text=met_words(tally) if tally is not None else NOTHING)


def _page(title: str, columns: tuple[str, ...], sections: list[Section], say: Say) -> Page:
    grid = Grid(
        columns=tuple(Column(heading=each) for each in columns),
        sections=tuple(sections),
        name_heading=say.text("place"),
    )
    return Page(
        title=title,
        grids=(grid,),
        headline="",
        counts=(),
        closing=(),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def places_gate_page(found: PlacesVerdict, say: Say, *, everything: bool = True) -> GatePage:
    """Each place as one gate: its headline, and below those that fail what closed them.

    Unless everything is shown, of more than 200 places that fail the first and the last twenty, and none that passes.
    """
    failed = [place_name(each.score.place, say) for each in found.places if not each.passed]
    if found.passed:
        outcome = say.text("every place passes")
    elif failed:
        outcome = say.plural(
            "{n} place fails: {places}", "{n} places fail: {places}", len(failed), places=names(failed, say)
        )
    else:
        outcome = say.text("no place is counted, and that is no pass")
    return GatePage(
        rows=tuple(_gate_rows(found, say)) if everything else _shown_rows(tuple(_gate_rows(found, say)), say),
        passed=found.passed,
        outcome=outcome,
        headline=say.text(
            "{passed} of {total} places pass", passed=len(found.places) - len(failed), total=len(found.places)
        ),
        gate_heading=say.text("place"),
        told_heading=say.sense("heading", "met"),
    )


def _shown_rows(rows: tuple[GateRow, ...], say: Say) -> tuple[GateRow, ...]:
    if len(rows) <= MOST_ROWS:
        return rows
    closed = [row for row in rows if not row.passed]
    if len(closed) <= MOST_ROWS:
        return tuple(closed)
    more = say.plural("{n} more fails", "{n} more fail", len(closed) - 2 * SHOWN_ROWS)
    between = GateRow(passed=False, name="…", told=more + "; " + say.text("--all shows them"), names=())
    return (*closed[:SHOWN_ROWS], between, *closed[-SHOWN_ROWS:])


def _gate_rows(found: PlacesVerdict, say: Say) -> Iterator[GateRow]:
    for each in found.places:
        gates = gate_rows(each.gates, each.score.tally, each.score.published, say)
        closed = [": ".join(filter(None, (row.name, row.told, say.join(row.ids)))) for row in gates if not row.passed]
        name = name_within(each.score.place, found.report.programme, say)
        told = headline(each.score.tally, say) if each.score.gave_figures else say.text("no figures")
        yield GateRow(passed=each.passed, name=name, told=told, names=tuple(closed))
