"""Indicators by years as a web page: a status and a figure for each year, and the course of the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.lines import WATCHED_KIND, programme_named, spell_actual
from an_sinh.pages.page import Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.trend import fold_named, headed_folds, places_of_parts, trend_page
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.parts import (
    cited,
    course,
    course_column,
    group_filter,
    row_of,
    rows_of,
    status_bar,
    status_filter,
    useful,
)
from an_sinh.terms import Against, Status


def trend_web(
    cards: Sequence[Scorecard],
    say: Say,
    *,
    rows: Callable[[Line], bool] | None = None,
    everything: bool = False,
) -> Page:
    """The cards of all years as a page; the options are those of `trend_page`."""
    say = say.counting(cards[-1].programme.year_starts)
    latest = cards[-1]
    footnotes = Footnotes(say, latest.programme)
    shown = [line for line in latest.lines if rows is None or rows(line)]
    sections = tuple(_sections(cards, shown, footnotes, say, everything=everything))
    each_row = rows_of(sections)
    columns = (
        *(Column(heading=say.year(card.year), kind="figure year", role=f"y{card.year}") for card in cards),
        course_column(cards, say),
    )
    page = trend_page(cards, say, rows)
    return replace(
        page,
        subject="trend",
        programme=say.shown(latest.programme.name),
        headline=page.title.removeprefix(programme_named(latest.programme, say) + " · "),  # which stands above it
        grids=(Grid(columns=columns, sections=sections),),
        bars=tuple(status_bar(card.tally, say, say.year(card.year), _met(card), year_key(card)) for card in cards),
        filters=useful(
            (status_filter(each_row, say, latest.year), group_filter(each_row, latest.programme.groups, say))
        ),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty=say.text("No indicator matches the filters"),
    )


def year_key(card: Scorecard) -> str:
    """What a year's own page is known by; of a place there is none."""
    if card.programme.place_of is not None:
        return ""
    return f"year:{card.year}" if card.against is Against.ANNUAL else f"term:{card.year}"


def _met(card: Scorecard) -> str:
    """A year's headline as the table's foot has it: a dash, and never 0, where nothing is judged."""
    return f"{card.tally.met_or_exceeded}/{card.tally.total}" if card.tally.judged else NOTHING


def _sections(
    cards: Sequence[Scorecard], shown: Sequence[Line], footnotes: Footnotes, say: Say, *, everything: bool
) -> Iterator[Section]:
    for heading, folds in headed_folds(cards, shown, say, everything=everything):
        yield Section(
            heading=heading,
            rows=tuple(
                _row(cards, each, footnotes, say)
                for fold in folds
                for each in (fold, *([at] for at in places_of_parts(cards, fold[0])))
            ),
        )


def _row(cards: Sequence[Scorecard], fold: Sequence[int], footnotes: Footnotes, say: Say) -> Row:
    at = fold[0]
    lines = [card.rows[at] for card in cards]
    latest = lines[-1]
    cells = (*(_cell(line, say) for line in lines), course(cards, at, say))
    judged = latest if latest.whole is None else next(each for each in cards[-1].lines if latest in each.parts)
    row = row_of(latest, at, WATCHED_KIND if latest.is_watched else judged.status.value, (), cells, say)
    if len(fold) > 1:
        row = replace(row, name=fold_named(cards, fold, say), unit="", stands_for=len(fold), leads_to="")
    notes = [line.entry.note for line in lines if line.entry]
    return cited(row, footnotes, (id_ for line in lines for id_ in line.source), [*notes, latest.indicator.note])


def _cell(line: Line, say: Say) -> Cell:
    """A year's status, and its figure where there is one."""
    has = line.actual is not None and line.status is not Status.WITHDRAWN
    return Cell(text=spell_actual(line, say) if has else "", status=line.status)
