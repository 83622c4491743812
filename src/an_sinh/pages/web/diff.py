"""Two scorecards as a web page: regressions first, then improvements, then everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from an_sinh.judge.diff import Change, Diff, Moved
from an_sinh.judge.scorecard import Line, target_for
from an_sinh.pages.diff import HEADINGS, Sides, diff_page, moved_row, parted, side_headline
from an_sinh.pages.lines import status_word
from an_sinh.pages.say import Say
from an_sinh.pages.web.footnotes import Footnotes
from an_sinh.pages.web.page import Choice, Column, Filter, Graph, Row, Section, Told, WebPage, with_decimals
from an_sinh.pages.web.parts import OLD, anchor, bullet, group_filter, status_bar, unit_of, useful
from an_sinh.pages.web.telling import each_told, figure, of_data, phrase, plain, says, tell, told
from an_sinh.terms import Language
from an_sinh.text import visible


def diff_web(
    found: Diff, sides: Mapping[Language, Sides], say: Say, *, rows: Callable[[Line], bool] | None = None
) -> WebPage:
    """A diff as a page, which has the unchanged too; the sides are named in each language."""
    sheets = {each: diff_page(found, sides[each], say, rows=rows, everything=True) for each, say in says()}
    footnotes = Footnotes(found.new.programme, found.old.programme)
    places = {moved.id: at for at, moved in enumerate(found.lines)}
    shown = [moved for moved in found.lines if rows is None or rows(moved.line)]
    parts = [*parted(shown), ("same", "", [moved for moved in shown if moved.change is Change.SAME])]
    sections = tuple(
        Section(
            heading=phrase(HEADINGS[heading]),
            tone=heading,
            rows=tuple(_row(found, moved, heading, places[moved.id], footnotes) for moved in members),
            sum=plain(str(len(members))),
        )
        for heading, _, members in parts
        if members
    )
    old, new = (told({each: visible(getattr(sides[each], side)) for each in Language}) for side in ("old", "new"))
    columns = (
        Column(heading=old, kind="figure year", role="old"),
        Column(heading=new, kind="figure year", role="new"),
        Column(heading=phrase("movement"), kind="figure", role="gap"),
        Column(heading=phrase("old and new against target"), kind="drawn", role="graph"),
    )
    each_row = [row for section in sections for row in section.rows]
    return WebPage(
        language=say.language,
        subject="diff",
        title=told({each: sheet.title for each, sheet in sheets.items()}),
        programme=of_data(found.new.programme.name),
        headline=told({each: sheet.headline for each, sheet in sheets.items()}),
        bars=(
            status_bar(found.old.tally, old, tell(side_headline, found.old.tally)),
            status_bar(found.new.tally, new, tell(side_headline, found.new.tally)),
        ),
        closing=each_told({each: sheet.closing for each, sheet in sheets.items()}),
        cited=(),
        tally=None,
        columns=with_decimals(columns, sections),
        sections=sections,
        filters=useful((_change_filter(sections), group_filter(each_row, _groups(found)))),
        foot=(),
        sources=footnotes.sources(),
        notes=footnotes.notes(),
        empty=phrase("No indicator matches the filters"),
    )


def _groups(found: Diff) -> Mapping[str, Mapping[str, str]]:
    return {**found.new.programme.groups, **found.old.programme.groups}


def _change_filter(sections: tuple[Section, ...]) -> Filter:
    choices = tuple(
        Choice(value=section.tone, text=section.heading, number=len(section.rows), tone=section.tone)
        for section in sections
    )
    return Filter(name="kind", heading=phrase("Change"), choices=choices)


def _row(found: Diff, moved: Moved, kind: str, at: int, footnotes: Footnotes) -> Row:
    indicator = moved.line.indicator
    spelled = {language: moved_row(moved, say) for language, say in says()}
    named = (anchor(moved.id, at), of_data(indicator.name))
    lines = [line for line in (moved.new, moved.old) if line is not None]
    notes = [line.entry.note for line in lines if line.entry]
    return Row(
        id=named[0],
        name=named[1],
        unit=unit_of(indicator),
        kind=kind,
        group=indicator.group,
        cells=(
            figure({language: row.cells[0] for language, row in spelled.items()}, _word(moved.old)),
            figure({language: row.cells[1] for language, row in spelled.items()}, _word(moved.new)),
            figure({language: row.cells[2] for language, row in spelled.items()}),
            _graph(found, moved),
        ),
        remarks=each_told({language: row.notes for language, row in spelled.items()}),
        sources=footnotes.sources_of((id_ for line in lines for id_ in line.source), named),
        notes=footnotes.notes_of([*notes, indicator.note], named),
    )


def _word(line: Line | None) -> Told | None:
    return tell(status_word, line.status) if line is not None else None


def _graph(found: Diff, moved: Moved) -> Graph:
    """The new side against its target, with the old side's figure beside it where the two can be compared."""
    new, old = moved.new, moved.old
    if new is None:
        return Graph()
    previous = old.actual if old and moved.movement is not None and isinstance(old.actual, Decimal) else None
    _, target_year = target_for(found.new.programme, new.indicator, found.new.year, found.new.against)
    return bullet(new, previous, {OLD: previous}, target_year)
