"""Indicators by years as a web page: a status and a figure for each year, and the course of the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.lines import programme_named, spell_actual, status_word
from an_sinh.pages.page import Cell
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.trend import trend_page
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.page import Column, Figure, Row, Section, WebPage
from an_sinh.pages.web.parts import anchor, course, group_filter, status_bar, status_filter, unit_of, useful
from an_sinh.pages.web.telling import figure, of_data, phrase, plain, says, tell, told
from an_sinh.terms import Status


def trend_web(cards: Sequence[Scorecard], say: Say, *, rows: Callable[[Line], bool] | None = None) -> WebPage:
    """The cards of all years as a page; rows are filtered by the latest year's line."""
    latest = cards[-1]
    footnotes = Footnotes(latest.programme)
    shown = [at for at, line in enumerate(latest.lines) if rows is None or rows(line)]
    sections = tuple(_sections(cards, shown, footnotes))
    first, last = latest.programme.years
    columns = (
        *(Column(heading=plain(str(card.year)), kind="figure year", role=f"y{card.year}") for card in cards),
        Column(heading=phrase("course {first}-\u2060{last}", first=first, last=last), kind="drawn", role="course"),
    )
    titles = {each: trend_page(cards, say, rows).title for each, say in says()}
    each_row = [row for section in sections for row in section.rows]
    return WebPage(
        language=say.language,
        subject="trend",
        title=told(titles),
        programme=of_data(latest.programme.name),
        headline=told({each: titles[each].removeprefix(_named(latest, say)) for each, say in says()}),
        bars=tuple(status_bar(card.tally, plain(str(card.year)), plain(_met(card))) for card in cards),
        closing=(),
        cited=(),
        tally=None,
        columns=columns,
        sections=sections,
        filters=useful((status_filter(each_row, latest.year), group_filter(each_row, latest.programme.groups))),
        foot=(),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty=phrase("No indicator matches the filters"),
    )


def _named(card: Scorecard, say: Say) -> str:
    """The programme's name as a title begins with it; on this page it stands above the headline already."""
    return programme_named(card.programme, say) + " · "


def _met(card: Scorecard) -> str:
    """A year's headline as the table's foot has it: a dash, and never 0, where nothing is judged."""
    return f"{card.tally.met_or_exceeded}/{card.tally.total}" if card.tally.judged else NOTHING


def _sections(cards: Sequence[Scorecard], shown: Sequence[int], footnotes: Footnotes) -> Iterator[Section]:
    latest = cards[-1]
    members: dict[str, list[int]] = {}
    for at in shown:
        members.setdefault(latest.lines[at].indicator.group, []).append(at)
    for group in latest.groups:
        if group.id in members:
            yield Section(
                heading=of_data(latest.programme.groups[group.id]),
                rows=tuple(_row(cards, at, footnotes) for at in members[group.id]),
            )


def _row(cards: Sequence[Scorecard], at: int, footnotes: Footnotes) -> Row:
    lines = [card.lines[at] for card in cards]
    latest = lines[-1]
    indicator = latest.indicator
    named = (anchor(latest.id, at), of_data(indicator.name))
    notes = [line.entry.note for line in lines if line.entry]
    return Row(
        id=named[0],
        name=named[1],
        unit=unit_of(indicator),
        kind=latest.status.value,
        group=indicator.group,
        cells=(*map(_cell, lines), course(cards, at)),
        sources=footnotes.sources_of((id_ for line in lines for id_ in line.source), named),
        notes=footnotes.notes_of([*notes, indicator.note], named),
    )


def _cell(line: Line) -> Figure:
    """A year's status, and its figure where there is one."""
    has = line.actual is not None and line.status is not Status.WITHDRAWN
    cells = {
        language: Cell(text=spell_actual(line, say) if has else "", status=line.status) for language, say in says()
    }
    return figure(cells, tell(status_word, line.status))
