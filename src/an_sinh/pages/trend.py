"""Indicators by years as a grid of statuses, said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.page import NONE_HERE, Cell, Column, Grid, Row, Section, Sheet, group_name, name_of
from an_sinh.pages.phrases import NOTHING, words
from an_sinh.pages.sparkline import sparkline
from an_sinh.terms import Against
from an_sinh.text import visible


def trend_sheet(cards: Sequence[Scorecard], language: str, rows: Callable[[Line], bool] | None = None) -> Sheet:
    """A grid of statuses: a row for each indicator by group, a column for each year, at the foot each year's headline.

    `rows` filters by the latest year's line.
    """
    say = words(language)
    first, latest = cards[0], cards[-1]
    title = say.trend_title if latest.against is Against.ANNUAL else say.trend_title_term
    columns = (*(Column(heading=str(card.year)) for card in cards), Column(heading=say.col_course))
    shown = [at for at, line in enumerate(latest.lines) if rows is None or rows(line)]
    sections = []
    if not shown:
        sections.append(Section(heading=say.no_rows, rows=()))
    for group in latest.programme.groups:
        members = [at for at in shown if latest.lines[at].indicator.group == group]
        if members:
            heading = group_name(latest.programme, group, language)
            sections.append(Section(heading=heading, rows=tuple(_row(cards, at, language) for at in members)))
    return Sheet(
        title=title.format(
            programme=f"{say.programme} {visible(latest.programme.id)}", first=first.year, last=latest.year
        ),
        grids=(Grid(columns=columns, sections=(*sections, Section(heading="", rows=_foot(cards, language)))),),
        headline="",
        counts=(),
        closing=(),
        language=language,
        decimal_mark=say.decimal_mark,
    )


def _row(cards: Sequence[Scorecard], at: int, language: str) -> Row:
    lines = [card.lines[at] for card in cards]
    cells = [Cell(text="", status=line.status) for line in lines]
    return Row(name=name_of(lines[-1], language), cells=(*cells, Cell(text=course(cards, at))))


def course(cards: Sequence[Scorecard], at: int) -> str:
    """An indicator's figures over the years as a sparkline, apart at its breaks."""
    lines = [card.lines[at] for card in cards]
    figures = [line.actual if isinstance(line.actual, Decimal) else None for line in lines]
    if not any(figure is not None for figure in figures):
        return ""
    breaks = [place for place, card in enumerate(cards) if place and lines[place].indicator.breaks_at(card.year)]
    return sparkline(figures, breaks)


def _foot(cards: Sequence[Scorecard], language: str) -> tuple[Row, ...]:
    say = words(language)
    met = [
        Cell(text=f"{card.tally.met_or_exceeded}/{card.tally.total}" if card.tally.judged else NOTHING)
        for card in cards
    ]
    rows = [Row(name=say.trend_met, cells=(*met, Cell(text="")))]
    if any(card.tally.unscored for card in cards):
        unjudged = [Cell(text=str(card.tally.unscored or NONE_HERE)) for card in cards]
        rows.append(Row(name=say.trend_unjudged, cells=(*unjudged, Cell(text=""))))
    return tuple(rows)
