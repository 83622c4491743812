"""A scorecard as a web page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from an_sinh.judge.scorecard import Line, Scorecard, by_group, target_for, watched_apart
from an_sinh.pages.folding import fold_name, folded
from an_sinh.pages.lines import WATCHED, WATCHED_KIND, beside, group_name, line_row, whose, year_before
from an_sinh.pages.page import Cell, Citation, Column, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say, every_say
from an_sinh.pages.score import headline, score_page, second_tally, tallied, tally_cells, tally_grid
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.parts import (
    BASELINE,
    PREVIOUS,
    baseline_of,
    bullet,
    cited,
    course,
    course_column,
    group_filter,
    row_of,
    rows_of,
    status_bar,
    status_filter,
    useful,
    verdict,
)
from an_sinh.terms import Basis


def score_web(
    card: Scorecard,
    cards: Sequence[Scorecard],
    say: Say,
    *,
    rows: Callable[[Line], bool] | None = None,
    summary: bool = False,
    by: str = "group",
    everything: bool = False,
) -> Page:
    """A scorecard as a page, the cards of all years for the courses of its figures.

    The options are those of `score_page`.
    """
    say = say.counting(card.programme.year_starts, so_far=card.is_so_far)
    footnotes = Footnotes(say, card.programme)
    published = footnotes.sources_of(id_ for each in card.published for id_ in each.published.source or ())
    shown = [line for line in card.lines if not summary and (rows is None or rows(line))]
    sections = tuple(_sections(card, cards, shown, footnotes, say, everything=everything))
    each_row = rows_of(sections)
    columns = (
        Column(heading=say.text("result"), kind="judged", role="result"),
        Column(heading=say.text("target"), role="target"),
        Column(heading=say.text("actual"), role="actual"),
        Column(heading=say.text("gap"), role="gap"),
        Column(heading=say.text("actual against target"), kind="drawn", role="graph"),
        course_column(cards, say),
    )
    return replace(
        score_page(card, say, rows=rows, summary=summary, by=by, everything=everything),
        subject="score",
        programme=say.shown(card.programme.name),
        grids=(Grid(columns=columns, sections=sections), _drawn_tally(card, by, say)),
        bars=(status_bar(card.tally, say),),
        cited=published,
        filters=useful((status_filter(each_row, say), group_filter(each_row, card.programme.groups, say))),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty="" if summary else say.text("No indicator matches the filters"),
    )


def _sections(
    card: Scorecard,
    cards: Sequence[Scorecard],
    shown: Sequence[Line],
    footnotes: Footnotes,
    say: Say,
    *,
    everything: bool,
) -> Iterator[Section]:
    places = {line.id: at for at, line in enumerate(card.rows)}
    tallies = {group.id: group.tally for group in card.groups}
    counted, watched = watched_apart(shown)

    def rows(members: Sequence[Line]) -> tuple[Row, ...]:
        folds = [[fold, *([part] for part in fold[0].parts)] for fold in folded(members, everything=everything)]
        return tuple(
            _row(card, cards, [places[line.id] for line in fold], footnotes, say) for each in folds for fold in each
        )

    for group, members in by_group(card.programme, counted).items():
        if members:
            name = group_name(card.programme, group, say)
            yield Section(heading=name, rows=rows(members), sum=headline(tallies[group], say, so_far=card.is_so_far))
    if watched:
        yield Section(heading=say.text(WATCHED), rows=rows(watched))


def _row(card: Scorecard, cards: Sequence[Scorecard], fold: Sequence[int], footnotes: Footnotes, say: Say) -> Row:
    at, line = fold[0], card.rows[fold[0]]
    entry, written, spelled = line.entry, line.written_target, line_row(card, line, say)
    target, actual, gap = spelled.cells
    actual = replace(actual, status=None)  # the result has a column of its own
    if line.basis is not Basis.COMPUTED and not line.is_made_of_its_parts:  # why there is none stands by the result
        gap = Cell(text=NOTHING)
    drawn = (_bullet(card, line, say), course(cards, at, say, line.year, line.status.value))
    cells = (verdict(line, say), target, actual, gap, *drawn)
    noted = (say.shown(entry.note),) if entry is not None and entry.note else ()
    kind = WATCHED_KIND if line.is_watched else _judged(card, line).status.value
    row = row_of(line, at, kind, (*spelled.notes, *beside(card, line, say), *noted), cells, say)
    if len(fold) > 1:
        lines = [card.rows[each] for each in fold]
        row = replace(row, name=fold_name(card.programme, lines, say), unit="", stands_for=len(fold), leads_to="")
    row = cited(row, footnotes, line.source, (written.note if written else None, line.indicator.note))
    by_part = whose(line, say)
    if len(by_part) > 1:
        row = replace(row, whose=tuple(Citation(part=part, sources=footnotes.sources_of(ids)) for part, ids in by_part))
    return row


def _judged(card: Scorecard, line: Line) -> Line:
    """What counts of a line: of a part its indicator, with which it is shown."""
    return line if line.whole is None else next(each for each in card.lines if line in each.parts)


def _bullet(card: Scorecard, line: Line, say: Say) -> Cell:
    year = card.programme.year_of(line.year)
    previous, baseline = year_before(card.programme, line, line.year), baseline_of(line.indicator, year)
    _, target_year = target_for(card.programme, line.indicator, line.year, card.against)
    return bullet(line, previous, {PREVIOUS: previous, BASELINE: baseline}, target_year, say)


def _drawn_tally(card: Scorecard, by: str, say: Say) -> Grid:
    """The second tally, with a stacked bar behind each headline."""
    grid, shown = tally_grid(card, by, say), tallied(card.tally)
    rows = []
    for name, tally in second_tally(card, by, say, every_say()):
        met, *others = tally_cells(tally, shown)
        rows.append(Row(name=name, cells=(met, Cell(text="", drawing=status_bar(tally, say)), *others)))
    return Grid(
        heading=say.text("By group") if by == "group" else say.text("By lead"),
        name_heading=grid.name_heading,
        columns=(Column(heading=say.text("Met")), Column(heading="", kind="drawn"), *grid.columns[1:]),
        sections=(Section(heading="", rows=tuple(rows)),),
    )
