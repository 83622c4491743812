"""An outlook as a web page: a section for each answer, the best first, and the way to each target drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from an_sinh.judge.outlook import OutlookReport, Prospect
from an_sinh.judge.scorecard import term_target
from an_sinh.pages.drawings import Bar, Part, Path, Point
from an_sinh.pages.lines import WATCHED, WATCHED_KIND
from an_sinh.pages.outlook import BEST_FIRST, count_words, outlook_page, outlook_word, prospect_row, watched_row
from an_sinh.pages.page import Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.say import Say
from an_sinh.pages.way import way_to_term
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.parts import NOT_DRAWN, cited, group_filter, row_of, rows_of, section_filter, useful
from an_sinh.programme.model import Indicator, Programme
from an_sinh.terms import Outlook

_ROLES = ("actual", "target", "ratio", "projection", "required")
"""What the table's columns hold."""


def outlook_web(report: OutlookReport, say: Say) -> Page:
    """An outlook as a page."""
    say = say.counting(report.programme.year_starts)
    page = outlook_page(report, say)
    footnotes = Footnotes(say, report.programme)
    places = {line.id: at for at, line in enumerate(report.rows)}
    sections = tuple(
        Section(
            heading=outlook_word(outlook, say),
            tone=outlook.value,
            rows=tuple(
                row
                for line in report.lines
                if line.outlook is outlook and not line.is_watched
                for row in _rows(report, line, places, footnotes, say)
            ),
            sum=str(report.counts[outlook]),
        )
        for outlook in BEST_FIRST
        if report.counts[outlook]
    )
    apart = [line for line in report.lines if line.is_watched]
    if apart:
        watched = tuple(row for line in apart for row in _rows(report, line, places, footnotes, say))
        sections += (Section(heading=say.text(WATCHED), tone=WATCHED_KIND, rows=watched, sum=str(len(apart))),)
    columns = (
        *(replace(column, role=role) for column, role in zip(page.grids[0].columns, _ROLES, strict=True)),
        Column(heading=say.text("the way to the target"), kind="drawn", role="graph"),
    )
    filters = (
        section_filter(sections, say.text("Outlook")),
        group_filter(rows_of(sections), report.programme.groups, say),
    )
    return replace(
        page,
        subject="outlook",
        programme=say.shown(report.programme.name),
        grids=(Grid(columns=columns, sections=sections),),
        bars=(Bar(parts=tuple(_part(report, outlook, say) for outlook in BEST_FIRST if report.counts[outlook])),),
        filters=useful(filters),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty=say.text("No indicator matches the filters"),
    )


def _part(report: OutlookReport, outlook: Outlook, say: Say) -> Part:
    number = report.counts[outlook]
    word = outlook_word(outlook, say)
    return Part(tone=outlook.value, number=number, word=word, text=count_words(outlook, number, say))


def _rows(
    report: OutlookReport, line: Prospect, places: Mapping[str, int], footnotes: Footnotes, say: Say
) -> Iterator[Row]:
    """An indicator's row, and below it those of its parts."""
    kind = WATCHED_KIND if line.is_watched else line.outlook.value
    for each in (line, *line.parts):
        yield _row(report, each, places[each.id], kind, footnotes, say)


def _row(report: OutlookReport, line: Prospect, at: int, kind: str, footnotes: Footnotes, say: Say) -> Row:
    apart = line.is_watched or line.whole is not None
    spelled = watched_row(line, say) if apart else prospect_row(line, say)
    row = row_of(line, at, kind, spelled.notes, (*spelled.cells, _way(report, line, say)), say)
    return cited(row, footnotes, _sources(report, line), (line.indicator.note,))


def _way(report: OutlookReport, line: Prospect, say: Say) -> Cell:
    """The way from the baseline to the target; nothing where no single figure is to be reached."""
    actual, target = line.actual, line.target
    better = line.edges.better if line.edges else None
    if actual is None or target is None or better is None or line.outlook is Outlook.WITHDRAWN:
        return NOT_DRAWN
    start = line.baseline
    drawn = Path(
        tone=line.outlook.value,
        first=start.year if start else min(actual.year, report.programme.years[0]),
        last=line.due or report.programme.years[1],
        baseline=Point(year=start.year, value=start.value) if start else None,
        actual=Point(year=actual.year, value=actual.shown(target), provisional=actual.provisional),
        target=target,
        projection=line.projection,
        way=way_to_term(report.programme, line.id, line.indicator),
    )
    return Cell(text=_in_words(report, line, say), drawing=drawn)


def _in_words(report: OutlookReport, line: Prospect, say: Say) -> str:
    """What is drawn: from where to where, and where it leads."""
    row = prospect_row(line, say)
    last = say.year(line.due or report.programme.years[1])
    _, target, _, projection, _ = row.cells
    parts = [say.text("target") + f" {last}: {target.text}", say.text("projected") + f" {last}: {projection.text}"]
    return "; ".join([*row.notes[:1], *parts])


def _sources(report: OutlookReport, line: Prospect) -> Iterator[str]:
    """Whose figures they are: the latest one's, the baseline's, the target's."""
    programme, indicator = report.programme, line.indicator
    if line.actual is not None:
        entry, actuals = programme.entry(line.id, line.actual.period), programme.read(line.actual.period)
        yield from (entry.source if entry else None) or (actuals.source if actuals else ())
    yield from line.reported_source
    if line.baseline is not None:
        yield from _of_baseline(programme, line.id, indicator, line.baseline.year)
    target, _ = term_target(programme, indicator)
    if target is not None:
        yield from target.source or indicator.source or ()


def _of_baseline(programme: Programme, id_: str, indicator: Indicator, year: int) -> Sequence[str]:
    written = indicator.baseline
    if written is not None and written.year == year:
        return written.source or ()
    entry = programme.entry(id_, year)
    return (entry.source if entry else None) or (programme.actuals[year].source if year in programme.actuals else ())
