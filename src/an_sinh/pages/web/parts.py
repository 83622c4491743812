"""What the pages have in common: verdicts, bars, filters, bullet graphs, courses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import assert_never

from an_sinh.judge.scorecard import Line, Scorecard, Tally, actual_of
from an_sinh.pages.lines import BEST_FIRST, reason_words, status_word
from an_sinh.pages.say import Say, marked
from an_sinh.pages.score import count_words, of_status
from an_sinh.pages.web.page import Bar, Bullet, Choice, Course, Filter, Graph, Part, Point, Row, Told, Verdict
from an_sinh.pages.web.telling import of_data, phrase, tell
from an_sinh.pages.why import why
from an_sinh.programme.model import Indicator, Programme
from an_sinh.terms import Basis, Direction, Form, Status

_ANCHOR = re.compile(r"[A-Za-z0-9_.-]+")
PREVIOUS = marked("the year before: {figure}")
OLD = marked("before: {figure}")
BASELINE = marked("baseline: {figure}")
"""What is marked beside the actual in a bullet graph."""
_BETTER = {
    Direction.HIGHER: marked("higher is better"),
    Direction.LOWER: marked("lower is better"),
    Direction.WITHIN: marked("best within the band"),
}


def anchor(id_: str, at: int) -> str:
    """What a row is linked to by: its indicator's id, or where that would be no anchor, its place."""
    return f"i-{id_}" if _ANCHOR.fullmatch(id_) else f"row-{at + 1}"


def unit_of(indicator: Indicator) -> Told | None:
    """An indicator's unit."""
    return of_data(indicator.unit) if indicator.unit else None


def verdict(line: Line) -> Verdict:
    """A status, and what it rests on."""
    status = line.status
    return Verdict(tone=status.value, word=tell(status_word, status), below=_basis(line))


def _basis(line: Line) -> Told | None:
    reason = line.reason
    if reason is not None:
        return tell(reason_words, reason)
    match line.basis:
        case Basis.COMPUTED:
            return phrase("computed")
        case Basis.REPORTED:
            return phrase("as reported")
        case Basis.INFERRED:
            return phrase("inferred")
        case Basis.NONE:
            return None
        case _:
            assert_never(line.basis)


# --- bars and filters -------------------------------------------------------------------------------------------------


def status_bar(tally: Tally, name: Told | None = None, sum_: Told | None = None) -> Bar:
    """A stacked bar of the statuses that count, and after them the withdrawn in its key."""
    return Bar(
        parts=tuple(_part(tally, status) for status in BEST_FIRST if of_status(tally, status)), name=name, sum=sum_
    )


def _part(tally: Tally, status: Status) -> Part:
    number = of_status(tally, status)
    return Part(
        tone=status.value,
        number=number,
        word=tell(status_word, status),
        text=tell(count_words, status, number),
    )


def status_filter(rows: Sequence[Row], year: int | None = None) -> Filter:
    """A filter by status, with those that there are; the year is named where a page has several."""
    choices = tuple(
        Choice(
            value=status.value,
            text=tell(status_word, status),
            number=number,
            tone=status.value,
        )
        for status in BEST_FIRST
        if (number := sum(row.kind == status.value for row in rows))
    )
    heading = phrase("Result {year}", year=year) if year else phrase("Result")
    return Filter(name="kind", heading=heading, choices=choices)


def group_filter(rows: Sequence[Row], groups: Mapping[str, Mapping[str, str]]) -> Filter:
    """A filter by group, with those that there are."""
    choices = tuple(
        Choice(value=group, text=of_data(name), number=number)
        for group, name in groups.items()
        if (number := sum(row.group == group for row in rows))
    )
    return Filter(name="group", heading=phrase("Group"), choices=choices)


def useful(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """The filters that have something to choose between."""
    return tuple(each for each in filters if len(each.choices) > 1)


# --- graphs -----------------------------------------------------------------------------------------------------------


def bullet(line: Line, previous: Decimal | None, marks: Mapping[str, Decimal | None], target_year: int) -> Graph:
    """The actual against its target; nothing where the status does not rest on them.

    `previous` is the figure to be marked beside it; `marks` are the phrases for what is marked, with the figures.
    `target_year` is the year that the target is written for.
    """
    target, actual = line.target, line.actual
    if line.basis is not Basis.COMPUTED or target is None or not isinstance(actual, Decimal) or target.near is None:
        return Graph()
    assert target.better is not None
    better = target.better

    def in_words(say: Say) -> str:
        parts = [why(line, say, target_year - 1), say.text(_BETTER[better])]
        for name, mark in marks.items():
            if mark is not None:
                parts.append(say.text(name, figure=say.figure(mark)))
        return "; ".join(parts)

    drawn = Bullet(
        tone=line.status.value,
        actual=actual,
        better=better,
        near=target.near,
        far=target.far,
        strict=target.form in (Form.UNDER, Form.OVER),
        previous=previous,
        baseline=marks.get(BASELINE),
        limits=_limits(line.indicator),
    )
    return Graph(drawing=drawn, words=tell(in_words))


def _limits(indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    limits = indicator.limits
    return (limits.low, limits.high) if limits else (None, None)


def year_before(programme: Programme, line: Line, year: int) -> Decimal | None:
    """The figure of the year before, where the two can be compared."""
    if line.indicator.breaks_at(year):
        return None
    found = actual_of(programme, line.id, line.indicator, year - 1)
    return found if isinstance(found, Decimal) else None


def baseline_of(indicator: Indicator, year: int) -> Decimal | None:
    """The baseline, where it can be compared with a year's figure: not across a break, and not with a sum."""
    written = indicator.baseline
    if written is None or indicator.cumulative or indicator.breaks_between(written.year, year):
        return None
    return written.value


def course(cards: Sequence[Scorecard], at: int, year: int | None = None, tone: str = "") -> Graph:
    """An indicator's figures over the years of the programme; nothing where there are none."""
    programme = cards[0].programme
    by_year = {card.year: card.lines[at] for card in cards}
    indicator = cards[0].lines[at].indicator
    years = range(programme.years[0], programme.years[1] + 1)
    points = tuple(_point(each, by_year.get(each)) for each in years)
    known = [point for point in points if point.value is not None]
    if not known:
        return Graph()
    breaks = tuple(each for each in years if each > programme.years[0] and indicator.breaks_at(each))

    def in_words(say: Say) -> str:
        told = []
        for point in points:
            if point.year in breaks:
                told.append(say.text("defined anew from {year}", year=point.year))
            if point.value is not None:
                spelled = say.text("{figure} in {year}", figure=say.figure(point.value), year=point.year)
                told.append(spelled + " (" + say.text("provisional") + ")" if point.provisional else spelled)
        return "; ".join(told)

    return Graph(drawing=Course(points=points, breaks=breaks, at=year, tone=tone), words=tell(in_words))


def _point(year: int, line: Line | None) -> Point:
    if line is None or not isinstance(line.actual, Decimal):
        return Point(year=year, value=None)
    return Point(year=year, value=line.actual, provisional=line.provisional)
