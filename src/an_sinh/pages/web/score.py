"""A scorecard as a web page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from an_sinh.judge.scorecard import Line, Scorecard, count, target_for
from an_sinh.judge.scorecard import Tally as Counted
from an_sinh.pages.lines import line_row, status_word
from an_sinh.pages.page import Cell as SheetCell
from an_sinh.pages.page import Row as SheetRow
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import headline, score_page, tallied, tally_cells
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.page import Column, Graph, Row, Section, Tally, TallyRow, Told, Verdict, WebPage, with_decimals
from an_sinh.pages.web.parts import (
    BASELINE,
    PREVIOUS,
    anchor,
    baseline_of,
    bullet,
    course,
    group_filter,
    status_bar,
    status_filter,
    unit_of,
    useful,
    verdict,
    year_before,
)
from an_sinh.pages.web.telling import each_told, figure, of_data, phrase, says, tell, told
from an_sinh.terms import Basis

GAP = 2
"""Which cell of the table's row is the gap."""


def score_web(
    card: Scorecard,
    cards: Sequence[Scorecard],
    say: Say,
    *,
    rows: Callable[[Line], bool] | None = None,
    summary: bool = False,
    by: str = "group",
) -> WebPage:
    """A scorecard as a page, the cards of all years for the courses of its figures.

    The options are those of `score_page`.
    """
    sheets = {each: score_page(card, say, rows=rows, summary=summary, by=by) for each, say in says()}
    footnotes = Footnotes(card.programme)
    cited = footnotes.sources_of(id_ for each in card.published for id_ in each.published.source or ())
    shown = [at for at, line in enumerate(card.lines) if not summary and (rows is None or rows(line))]
    sections = tuple(_sections(card, cards, shown, footnotes))
    first, last = card.programme.years
    columns = (
        Column(heading=phrase("result"), kind="judged", role="result"),
        Column(heading=phrase("target"), kind="figure", role="target"),
        Column(heading=phrase("actual"), kind="figure", role="actual"),
        Column(heading=phrase("gap"), kind="figure", role="gap"),
        Column(heading=phrase("actual against target"), kind="drawn", role="graph"),
        Column(heading=phrase("course {first}-\u2060{last}", first=first, last=last), kind="drawn", role="course"),
    )
    each_row = [row for section in sections for row in section.rows]
    return WebPage(
        language=say.language,
        subject="score",
        title=told({each: sheet.title for each, sheet in sheets.items()}),
        programme=of_data(card.programme.name),
        headline=told({each: sheet.headline for each, sheet in sheets.items()}),
        bars=(status_bar(card.tally),),
        closing=each_told({each: sheet.closing for each, sheet in sheets.items()}),
        cited=cited,
        tally=_tally(card, by),
        columns=with_decimals(columns, sections),
        sections=sections,
        filters=useful((status_filter(each_row), group_filter(each_row, card.programme.groups))),
        foot=(),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty=None if summary else phrase("No indicator matches the filters"),
    )


def _sections(
    card: Scorecard, cards: Sequence[Scorecard], shown: Sequence[int], footnotes: Footnotes
) -> Iterator[Section]:
    members: dict[str, list[int]] = {}
    for at in shown:
        members.setdefault(card.lines[at].indicator.group, []).append(at)
    for group in card.groups:
        if group.id in members:
            yield Section(
                heading=of_data(card.programme.groups[group.id]),
                rows=tuple(_row(card, cards, at, footnotes) for at in members[group.id]),
                sum=tell(headline, group.tally),
            )


def _row(card: Scorecard, cards: Sequence[Scorecard], at: int, footnotes: Footnotes) -> Row:
    line = card.lines[at]
    indicator, entry, written = line.indicator, line.entry, line.written_target
    spelled = {language: line_row(card, line, say) for language, say in says()}
    named = (anchor(line.id, at), of_data(indicator.name))
    remarks = each_told({language: row.notes for language, row in spelled.items()})
    if entry is not None and entry.note:
        remarks += (of_data(entry.note),)
    return Row(
        id=named[0],
        name=named[1],
        unit=unit_of(indicator),
        kind=line.status.value,
        group=indicator.group,
        cells=(
            verdict(line),
            *(figure({language: _cell(line, row, nth) for language, row in spelled.items()}) for nth in range(3)),
            _bullet(card, line),
            course(cards, at, card.year, line.status.value),
        ),
        remarks=remarks,
        sources=footnotes.sources_of(line.source, named),
        notes=footnotes.notes_of((written.note if written else None, indicator.note), named),
    )


def _cell(line: Line, row: SheetRow, at: int) -> SheetCell:
    """A cell of the table; but for why there is no gap, which stands below the result here."""
    return SheetCell(text=NOTHING) if at == GAP and line.basis is not Basis.COMPUTED else row.cells[at]


def _bullet(card: Scorecard, line: Line) -> Graph:
    previous, baseline = year_before(card.programme, line, card.year), baseline_of(line.indicator, card.year)
    _, target_year = target_for(card.programme, line.indicator, card.year, card.against)
    return bullet(line, previous, {PREVIOUS: previous, BASELINE: baseline}, target_year)


def _tally(card: Scorecard, by: str) -> Tally:
    shown = tallied(card.tally)
    return Tally(
        heading=phrase("By group") if by == "group" else phrase("By lead"),
        name=phrase("group") if by == "group" else phrase("Lead"),
        met=phrase("Met"),
        statuses=tuple(Verdict(tone=status.value, word=tell(status_word, status)) for status in shown),
        rows=tuple(
            TallyRow(name=name, cells=tuple(cell.text for cell in tally_cells(tally, shown)), bar=status_bar(tally))
            for name, tally in _counted(card, by)
            if tally.total + tally.withdrawn
        ),
    )


def _counted(card: Scorecard, by: str) -> Iterator[tuple[Told, Counted]]:
    """A name and a tally for each group, or for each lead with those without one last."""
    if by == "group":
        for group in card.groups:
            yield of_data(card.programme.groups[group.id]), group.tally
        return
    leads: dict[Told | None, list[Line]] = {}
    for line in card.lines:
        leads.setdefault(of_data(line.indicator.lead) if line.indicator.lead else None, []).append(line)
    for name in sorted(leads, key=lambda name: name is None):
        yield name or phrase("No lead named"), count(leads[name])
