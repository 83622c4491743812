"""An outlook as a web page: a section for each answer, the best first, and the way to each target drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from an_sinh.judge.outlook import OutlookReport, Prospect
from an_sinh.judge.scorecard import target_for
from an_sinh.pages.outlook import BEST_FIRST, count_words, outlook_page, outlook_word, prospect_row
from an_sinh.pages.say import Say, marked
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.page import (
    Bar,
    Choice,
    Column,
    Filter,
    Graph,
    Part,
    Path,
    Point,
    Row,
    Section,
    WebPage,
    with_decimals,
)
from an_sinh.pages.web.parts import anchor, group_filter, unit_of, useful
from an_sinh.pages.web.telling import each_told, figure, of_data, phrase, plain, says, tell, told
from an_sinh.programme.model import Indicator, Programme
from an_sinh.terms import Against, Outlook

_FIGURES = (
    (marked("latest"), "actual"),
    (marked("target"), "target"),
    (marked("ratio"), "ratio"),
    (marked("projected"), "projection"),
    (marked("needed a year"), "required"),
)


def outlook_web(report: OutlookReport, say: Say) -> WebPage:
    """An outlook as a page."""
    sheets = {each: outlook_page(report, say) for each, say in says()}
    footnotes = Footnotes(report.programme)
    sections = tuple(
        Section(
            heading=tell(outlook_word, outlook),
            tone=outlook.value,
            rows=tuple(
                _row(report, line, at, footnotes) for at, line in enumerate(report.lines) if line.outlook is outlook
            ),
            sum=plain(str(report.counts[outlook])),
        )
        for outlook in BEST_FIRST
        if report.counts[outlook]
    )
    columns = (
        *(Column(heading=phrase(name), kind="figure", role=role) for name, role in _FIGURES),
        Column(heading=phrase("the way to the target"), kind="drawn", role="graph"),
    )
    each_row = [row for section in sections for row in section.rows]
    return WebPage(
        language=say.language,
        subject="outlook",
        title=told({each: sheet.title for each, sheet in sheets.items()}),
        programme=of_data(report.programme.name),
        headline=told({each: sheet.headline for each, sheet in sheets.items()}),
        bars=(Bar(parts=tuple(_part(report, outlook) for outlook in BEST_FIRST if report.counts[outlook])),),
        closing=each_told({each: sheet.closing for each, sheet in sheets.items()}),
        cited=(),
        tally=None,
        columns=with_decimals(columns, sections),
        sections=sections,
        filters=useful((_outlook_filter(sections), group_filter(each_row, report.programme.groups))),
        foot=(),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty=phrase("No indicator matches the filters"),
    )


def _part(report: OutlookReport, outlook: Outlook) -> Part:
    number = report.counts[outlook]
    return Part(
        tone=outlook.value,
        number=number,
        word=tell(outlook_word, outlook),
        text=tell(count_words, outlook, number),
    )


def _outlook_filter(sections: tuple[Section, ...]) -> Filter:
    choices = tuple(
        Choice(value=section.tone, text=section.heading, number=len(section.rows), tone=section.tone)
        for section in sections
    )
    return Filter(name="kind", heading=phrase("Outlook"), choices=choices)


def _row(report: OutlookReport, line: Prospect, at: int, footnotes: Footnotes) -> Row:
    indicator = line.indicator
    spelled = {language: prospect_row(line, say) for language, say in says()}
    named = (anchor(line.id, at), of_data(indicator.name))
    return Row(
        id=named[0],
        name=named[1],
        unit=unit_of(indicator),
        kind=line.outlook.value,
        group=indicator.group,
        cells=(
            *(figure({language: row.cells[nth] for language, row in spelled.items()}) for nth in range(len(_FIGURES))),
            _way(report, line),
        ),
        remarks=each_told({language: row.notes for language, row in spelled.items()}),
        sources=footnotes.sources_of(_sources(report, line), named),
        notes=footnotes.notes_of((indicator.note,), named),
    )


def _way(report: OutlookReport, line: Prospect) -> Graph:
    """The way from the baseline to the target; nothing where no single figure is to be reached."""
    actual, target = line.actual, line.target
    better = line.edges.better if line.edges else None
    if actual is None or target is None or better is None or line.outlook is Outlook.WITHDRAWN:
        return Graph()
    start = line.baseline
    drawn = Path(
        tone=line.outlook.value,
        first=start.year if start else min(actual.year, report.programme.years[0]),
        last=report.programme.years[1],
        baseline=Point(year=start.year, value=start.value) if start else None,
        actual=Point(year=actual.year, value=actual.value, provisional=actual.provisional),
        target=target,
        projection=line.projection,
    )
    return Graph(drawing=drawn, words=tell(_in_words, report, line))


def _in_words(report: OutlookReport, line: Prospect, say: Say) -> str:
    """What is drawn: from where to where, and where it leads."""
    row = prospect_row(line, say)
    last = report.programme.years[1]
    _, target, _, projection, _ = row.cells
    parts = [say.text("target") + f" {last}: {target.text}", say.text("projected") + f" {last}: {projection.text}"]
    return "; ".join([*row.notes[-1:], *parts])


def _sources(report: OutlookReport, line: Prospect) -> Iterator[str]:
    """Whose figures they are: the latest one's, the baseline's, the target's."""
    programme, indicator = report.programme, line.indicator
    if line.actual is not None:
        entry = programme.entry(line.id, line.actual.year)
        yield from (entry.source if entry else None) or programme.actuals[line.actual.year].source
    if line.baseline is not None:
        yield from _of_baseline(programme, line.id, indicator, line.baseline.year)
    target, _ = target_for(programme, indicator, report.year, Against.TERM)
    if target is not None:
        yield from target.source or indicator.source or ()


def _of_baseline(programme: Programme, id_: str, indicator: Indicator, year: int) -> Sequence[str]:
    written = indicator.baseline
    if written is not None and written.year == year:
        return written.source or ()
    entry = programme.entry(id_, year)
    return (entry.source if entry else None) or (programme.actuals[year].source if year in programme.actuals else ())
