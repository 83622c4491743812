"""Indicators by years as a grid of statuses, said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from an_sinh.judge.scorecard import Line, Scorecard, by_group, watched_apart
from an_sinh.pages.folding import fold_name, folded_courses
from an_sinh.pages.lines import WATCHED, group_name, name_of, programme_named
from an_sinh.pages.page import NONE_HERE, Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.sparkline import sparkline
from an_sinh.terms import Against


def trend_page(
    cards: Sequence[Scorecard],
    say: Say,
    rows: Callable[[Line], bool] | None = None,
    *,
    everything: bool = False,
) -> Page:
    """A grid of statuses: a row for each indicator by group, a column for each year, at the foot each year's headline.

    `rows` filters by the latest year's line; `everything` tells rows of the same kind one by one.
    """
    first, latest = cards[0], cards[-1]
    say = say.counting(latest.programme.year_starts)
    title = (
        say.text("{programme} · {first}-{last}, each year against its own plan")
        if latest.against is Against.ANNUAL
        else say.text("{programme} · {first}-{last} against the end-of-term targets")
    )
    columns = (*(Column(heading=say.year(card.year)) for card in cards), Column(heading=say.text("course")))
    shown = [line for line in latest.lines if rows is None or rows(line)]
    sections = []
    if not shown:
        sections.append(Section(heading=say.text("No indicator matches the filters"), rows=()))
    for heading, folds in headed_folds(cards, shown, say, everything=everything):
        sections.append(Section(heading=heading, rows=tuple(_rows(cards, folds, say))))
    return Page(
        title=title.format(
            programme=programme_named(latest.programme, say),
            first=say.year(first.whole_year),
            last=say.year(latest.whole_year),
        ),
        grids=(Grid(columns=columns, sections=(*sections, Section(heading="", rows=_foot(cards, say)))),),
        headline="",
        counts=(),
        closing=(),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def headed_folds(
    cards: Sequence[Scorecard], lines: Iterable[Line], say: Say, *, everything: bool
) -> Iterator[tuple[str, list[list[int]]]]:
    """The places of indicators under what heads them, those of the same kind in every year together.

    By group, no group without any; last what is watched only.
    """
    latest = cards[-1]
    places = {line.id: at for at, line in enumerate(latest.rows)}
    counted, watched = watched_apart(lines)
    grouped = by_group(latest.programme, counted).items()
    headed = [(group_name(latest.programme, group, say), members) for group, members in grouped]
    for heading, members in (*headed, (say.text(WATCHED), watched)):
        courses = [[card.rows[places[line.id]] for card in cards] for line in members]
        folds = folded_courses(courses, everything=everything)
        if folds:
            yield heading, [[places[each[-1].id] for each in fold] for fold in folds]


def fold_named(cards: Sequence[Scorecard], fold: Sequence[int], say: Say) -> str:
    """What a row of several indicators is called."""
    return fold_name(cards[-1].programme, [cards[-1].rows[at] for at in fold], say)


def _rows(cards: Sequence[Scorecard], folds: Iterable[Sequence[int]], say: Say) -> Iterator[Row]:
    """A row for each fold, and below it those of its parts."""
    for fold in folds:
        yield _row(cards, fold, say)
        yield from (_row(cards, [at], say) for at in places_of_parts(cards, fold[0]))


def places_of_parts(cards: Sequence[Scorecard], at: int) -> range:
    """The positions of an indicator's parts, which follow its own."""
    return range(at + 1, at + 1 + len(cards[-1].rows[at].parts))


def _row(cards: Sequence[Scorecard], fold: Sequence[int], say: Say) -> Row:
    lines = [card.rows[fold[0]] for card in cards]
    cells = [Cell(text="", status=line.status) for line in lines]
    name = name_of(lines[-1], say) if len(fold) == 1 else fold_named(cards, fold, say)
    id_ = lines[-1].id if len(fold) == 1 else ""
    is_part = lines[-1].whole is not None
    return Row(
        id=id_,
        name=name,
        cells=(*cells, Cell(text=course(cards, fold[0]))),
        stands_for=0 if is_part else len(fold),
        is_part=is_part,
    )


def course(cards: Sequence[Scorecard], at: int) -> str:
    """An indicator's figures over the years as a sparkline, apart at its breaks; what a part of a year has is left out.

    A half of what adds up would look like a fall.
    """
    cards = [card for card in cards if not card.is_so_far]
    lines = [card.rows[at] for card in cards]
    figures = [line.actual if isinstance(line.actual, Decimal) else None for line in lines]
    if not any(figure is not None for figure in figures):
        return ""
    breaks = [place for place, card in enumerate(cards) if place and lines[place].indicator.breaks_at(card.whole_year)]
    return sparkline(figures, breaks)


def _foot(cards: Sequence[Scorecard], say: Say) -> tuple[Row, ...]:
    met = [
        Cell(text=f"{card.tally.met_or_exceeded}/{card.tally.total}" if card.tally.judged else NOTHING)
        for card in cards
    ]
    rows = [Row(name=say.text("met"), cells=(*met, Cell(text="")))]
    if any(card.tally.unscored for card in cards):
        unjudged = [Cell(text=str(card.tally.unscored or NONE_HERE)) for card in cards]
        rows.append(Row(name=say.text("not judged"), cells=(*unjudged, Cell(text=""))))
    return tuple(rows)
