"""What the pages have in common: verdicts, bars, filters, bullet graphs, courses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from an_sinh.judge.outlook import Prospect
from an_sinh.judge.scorecard import Line, Scorecard, Tally, a_year_before
from an_sinh.pages.drawings import Bar, Bullet, Course, Part, Point
from an_sinh.pages.lines import BEST_FIRST, WATCHED, WATCHED_KIND, reason_words, status_word
from an_sinh.pages.page import Cell, Choice, Column, Filter, Reference, Row, Section
from an_sinh.pages.say import Say, marked
from an_sinh.pages.score import count_words, of_status
from an_sinh.pages.way import way_to_term
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.why import why
from an_sinh.programme.model import Indicator
from an_sinh.terms import Basis, Direction, Form, Period, Status

_ANCHOR = re.compile(r"[A-Za-z0-9_.-]+")
PREVIOUS = marked("the year before: {figure}")
OLD = marked("before: {figure}")
BASELINE = marked("baseline: {figure}")
"""What is marked beside the actual in a bullet graph."""
NOT_DRAWN = Cell(text="")
_BETTER = {
    Direction.HIGHER: marked("higher is better"),
    Direction.LOWER: marked("lower is better"),
    Direction.WITHIN: marked("best within the band"),
}


def anchor(id_: str, at: int) -> str:
    """What a row is linked to by: its indicator's id, or where that would be no anchor, its place."""
    return f"i-{id_}" if _ANCHOR.fullmatch(id_) else f"row-{at + 1}"


def row_of(line: Line | Prospect, at: int, kind: str, notes: Sequence[str], cells: Iterable[Cell], say: Say) -> Row:
    """An indicator's row: by its name alone, the unit apart, with remarks below, and to be linked to."""
    indicator = line.indicator
    return Row(
        name=say.named(indicator),
        unit=say.unit_of(indicator),
        anchor=anchor(line.id, at),
        leads_to=f"indicator:{line.id}",
        kind=kind,
        group=indicator.group,
        cells=tuple(cells),
        notes=tuple(notes),
        stands_for=0 if line.whole is not None else 1,
        is_part=line.whole is not None,
    )


def cited(row: Row, footnotes: Footnotes, sources: Iterable[str], notes: Iterable[Mapping[str, str] | None]) -> Row:
    """A row with the numbers of its sources and the letters of its notes."""
    named = Reference(row.anchor, row.name)
    return replace(row, sources=footnotes.sources_of(sources, named), letters=footnotes.notes_of(notes, named))


def verdict(line: Line, say: Say) -> Cell:
    """A status, and what it rests on."""
    return Cell(text=status_word(line.status, say), status=line.status, below=_basis(line, say))


def _basis(line: Line, say: Say) -> str:
    if line.reason is not None:
        return reason_words(line.reason, say)
    match line.basis:
        case Basis.COMPUTED:
            return say.text("computed")
        case Basis.REPORTED:
            return say.text("as reported")
        case Basis.INFERRED:
            return say.text("inferred")
        case Basis.NONE:
            return ""
        case _:
            assert_never(line.basis)


# --- bars and filters -------------------------------------------------------------------------------------------------


def status_bar(tally: Tally, say: Say, name: str = "", sum_: str = "", leads_to: str = "") -> Bar:
    """A stacked bar of the statuses that count, and after them the withdrawn in its key."""
    parts = (_part(status, of_status(tally, status), say) for status in BEST_FIRST if of_status(tally, status))
    return Bar(parts=tuple(parts), name=name, sum=sum_, leads_to=leads_to)


def _part(status: Status, number: int, say: Say) -> Part:
    word = status_word(status, say)
    return Part(tone=status.value, number=number, word=word, text=count_words(status, number, say))


def status_filter(rows: Sequence[Row], say: Say, year: Period | None = None) -> Filter:
    """A filter by status, with those that there are; the year is named where a page has several."""
    choices = tuple(
        Choice(value=status.value, text=status_word(status, say), number=number, tone=status.value)
        for status in BEST_FIRST
        if (number := sum(row.stands_for for row in rows if row.kind == status.value))
    )
    watched = sum(row.stands_for for row in rows if row.kind == WATCHED_KIND)
    if watched:
        choices += (Choice(value=WATCHED_KIND, text=say.text(WATCHED), number=watched),)
    heading = say.text("Result {year}", year=say.year(year)) if year else say.text("Result")
    return Filter(name="kind", heading=heading, choices=choices)


def section_filter(sections: Iterable[Section], heading: str) -> Filter:
    """A filter by what the rows of a section have in common."""
    choices = tuple(
        Choice(
            value=section.tone,
            text=section.heading,
            number=sum(row.stands_for for row in section.rows),
            tone=section.tone,
        )
        for section in sections
    )
    return Filter(name="kind", heading=heading, choices=choices)


def group_filter(rows: Sequence[Row], groups: Mapping[str, Mapping[str, str]], say: Say) -> Filter:
    """A filter by group, with those that there are."""
    choices = tuple(
        Choice(value=group, text=say.shown(name), number=number)
        for group, name in groups.items()
        if (number := sum(row.stands_for for row in rows if row.group == group))
    )
    return Filter(name="group", heading=say.text("Group"), choices=choices)


def rows_of(sections: Iterable[Section]) -> list[Row]:
    """The rows of all sections."""
    return [row for section in sections for row in section.rows]


def useful(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """The filters that have something to choose between."""
    return tuple(each for each in filters if len(each.choices) > 1)


# --- graphs -----------------------------------------------------------------------------------------------------------


def bullet(
    line: Line, previous: Decimal | None, marks: Mapping[str, Decimal | None], target_year: Period, say: Say
) -> Cell:
    """The actual against its target; nothing where the status does not rest on them.

    `previous` is the figure to be marked beside it; `marks` are the phrases for what is marked, with the figures.
    `target_year` is the year that the target is written for.
    """
    target, actual = line.target, line.shown
    if line.basis is not Basis.COMPUTED or target is None or not isinstance(actual, Decimal) or target.near is None:
        return NOT_DRAWN
    assert target.better is not None
    words = [why(line, say, say.year(a_year_before(target_year))), say.text(_BETTER[target.better])]
    words += (say.text(name, figure=say.figure(mark)) for name, mark in marks.items() if mark is not None)
    drawn = Bullet(
        tone=line.status.value,
        actual=actual,
        better=target.better,
        near=target.near,
        far=None if target.never_exceeds else target.far,
        strict=target.form in (Form.UNDER, Form.OVER),
        previous=previous,
        baseline=marks.get(BASELINE),
        limits=_limits(line.indicator),
    )
    return Cell(text="; ".join(words), drawing=drawn)


def _limits(indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    limits = indicator.limits
    return (limits.low, limits.high) if limits else (None, None)


def baseline_of(indicator: Indicator, year: int) -> Decimal | None:
    """The baseline, where it can be compared with a year's figure: not across a break, and not with a sum."""
    written = indicator.baseline
    if written is None or indicator.cumulative or indicator.breaks_between(written.year, year):
        return None
    return written.value


def course(cards: Sequence[Scorecard], at: int, say: Say, year: Period | None = None, tone: str = "") -> Cell:
    """An indicator's figures over the years of the programme; nothing where there are none."""
    programme = cards[0].programme
    by_year = {card.year: card.rows[at] for card in cards if not card.is_so_far}
    indicator = cards[0].rows[at].indicator
    years = range(programme.years[0], programme.years[1] + 1)
    points = tuple(_point(each, by_year.get(each)) for each in years)
    if all(point.value is None for point in points):
        return NOT_DRAWN
    breaks = tuple(each for each in years if each > programme.years[0] and indicator.breaks_at(each))
    way = way_to_term(programme, cards[0].rows[at].id, indicator) if not breaks else None
    drawn = Course(points=points, breaks=breaks, at=year if isinstance(year, int) else None, tone=tone, way=way)
    return Cell(text="; ".join(_course_words(drawn, say)), drawing=drawn)


def course_column(cards: Sequence[Scorecard], say: Say) -> Column:
    """The column that courses stand in."""
    say = say.counting(cards[0].programme.year_starts)
    first, last = map(say.year, cards[0].programme.years)
    heading = say.text("course {first}-\u2060{last}", first=first, last=last)
    return Column(heading=heading, kind="drawn", role="course")


def _course_words(drawn: Course, say: Say) -> Iterator[str]:
    for point in drawn.points:
        if point.year in drawn.breaks:
            yield say.text("defined anew from {year}", year=say.year(point.year))
        if point.value is not None:
            spelled = say.text("{figure} in {year}", figure=say.figure(point.value), year=say.year(point.year))
            yield spelled + " (" + say.text("provisional") + ")" if point.provisional else spelled
    if drawn.way is not None and drawn.way[0].value is not None and drawn.way[1].value is not None:
        start, end = drawn.way
        yield say.text(
            "the way from {start} in {first} to {target} in {last} at the end of the term",
            start=say.figure(drawn.way[0].value),
            first=start.year,
            target=say.figure(drawn.way[1].value),
            last=end.year,
        )


def _point(year: int, line: Line | None) -> Point:
    if line is None or not isinstance(line.shown, Decimal):
        return Point(year=year, value=None)
    return Point(year=year, value=line.shown, provisional=line.provisional)
