"""A programme's places in words: their headlines side by side, one indicator over all of them, or a grid of signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from an_sinh.judge.places import PlaceScore, PlacesReport, RollupCheck, Sum, is_own
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.lines import (
    BEST_FIRST,
    WATCHED,
    actual_cell,
    full_name_of,
    gap_cell,
    name_of,
    not_asked,
    programme_named,
    remarks,
    spell_target,
    status_word,
)
from an_sinh.pages.page import NONE_HERE, Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import (
    agreement_words,
    counts,
    headline,
    published_headline,
    tallied,
    tally_cells,
)
from an_sinh.programme.model import Place, Programme
from an_sinh.programme.parts import ids_of_parts
from an_sinh.terms import Against, Month, Status
from an_sinh.text import visible
from an_sinh.values import dataclass

_MOST_NAMED = 12
"""How many places are named in a sentence before the rest are counted."""


def place_name(place: Place, say: Say) -> str:
    """A place's name."""
    return visible(say.of_data(place.name)).strip()


def arranged(report: PlacesReport, sort: str | None, say: Say) -> tuple[PlaceScore, ...]:
    """The places in file order, by `name`, or by `met`: by rank, and those that have none below as they stand."""
    match sort:
        case "name":
            return tuple(sorted(report.places, key=lambda each: _collated(place_name(each.place, say))))
        case "met":
            last = len(report.places) + 1
            return tuple(sorted(report.places, key=lambda each: each.rank or last))
        case _:
            return report.places


def _collated(name: str) -> tuple[str, str]:
    """A name as a dictionary has it: letters first, their marks after; `đ` behind `d`."""
    folded = name.casefold()
    letters = "".join(c for c in unicodedata.normalize("NFD", folded.replace("đ", "d\U0010ffff")) if not _is_mark(c))
    return letters, folded


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) > 0


# --- headlines side by side -----------------------------------------------------------------------------------------


def places_page(report: PlacesReport, shown: Sequence[PlaceScore], say: Say) -> Page:
    """A row for each place: its headline, its statuses, how many targets are its own, its rank; the whole last."""
    say = say.counting(report.programme.year_starts, so_far=isinstance(report.year, Month))
    statuses = _tallied(report)
    columns = [Column(heading=say.sense("heading", "met"))]
    columns += [Column(heading=status_word(status, say), status=status) for status in statuses]
    columns.append(Column(heading=say.text("own targets")))
    has_published = any(each.published for each in report.places)
    columns += [Column(heading=say.text("published"))] if has_published else []
    columns.append(Column(heading=say.text("rank")))
    rows = tuple(_row(each, report, statuses, say, published=has_published) for each in shown if not each.is_withdrawn)
    sections = [Section(heading="" if rows else say.text("No places to show"), rows=rows)]
    if report.whole is not None:
        blank = [Cell(text="")] * (len(columns) - len(statuses) - 1)
        cells = (*tally_cells(report.whole.tally, statuses), *blank)
        sections.append(Section(heading="", rows=(Row(name=the_whole(say), cells=cells),)))
    return Page(
        title=_title(report, say),
        grids=(Grid(columns=tuple(columns), sections=tuple(sections), name_heading=say.text("place")),),
        headline=headline(report.whole.tally, say, percent=True, so_far=report.whole.is_so_far)
        if report.whole is not None
        else "",
        counts=tuple(counts(report.whole.tally, say, so_far=report.whole.is_so_far))
        if report.whole is not None
        else (),
        closing=tuple(_closing(report, say)),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def sums_page(report: PlacesReport, by: str, sums: Sequence[Sum], say: Say) -> Page:
    """A row for each sum: how many places it is of, and how many of their lines are met."""
    found = {status for each in sums for status in tallied(each.tally)}
    statuses = tuple(status for status in BEST_FIRST if status in found)
    columns = [Column(heading=say.text("places")), Column(heading=say.sense("heading", "met"))]
    columns += [Column(heading=status_word(status, say), status=status) for status in statuses]
    rows = tuple(
        Row(
            id=each.id or "",
            name=visible(say.of_data(each.name)).strip() if each.name else say.text("the others"),
            cells=(Cell(text=say.number(each.places)), *tally_cells(each.tally, statuses)),
        )
        for each in sums
    )
    heading = {"within": say.text("place"), "kind": say.text("kind"), "group": say.text("group")}[by]
    section = Section(heading="" if rows else say.text("No places to show"), rows=rows)
    return Page(
        title=_title(report, say),
        grids=(Grid(columns=tuple(columns), sections=(section,), name_heading=heading),),
        headline="",
        counts=(),
        closing=(say.text("Counted are the indicators of all places in a row together"),),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


MOST_ROWS = 200
"""How many places a table shows; of more, the first and the last few."""
SHOWN_ROWS = 20


def paged(page: Page, say: Say, *, everything: bool) -> Page:
    """A page whose tables of more than 200 places show the first and the last twenty."""
    if everything or all(len(each.rows) <= MOST_ROWS for grid in page.grids for each in grid.sections):
        return page
    grids = (
        replace(grid, sections=tuple(each for section in grid.sections for each in _paged(section, say)))
        for grid in page.grids
    )
    return replace(page, grids=tuple(grids))


def _paged(section: Section, say: Say) -> Iterator[Section]:
    if len(section.rows) <= MOST_ROWS:
        yield section
        return
    yield replace(section, rows=section.rows[:SHOWN_ROWS])
    yield replace(section, heading=left_out(len(section.rows) - 2 * SHOWN_ROWS, say), rows=section.rows[-SHOWN_ROWS:])


def left_out(number: int, say: Say) -> str:
    """What stands for rows that are not shown."""
    return say.plural("… {n} more; --all shows them", "… {n} more; --all shows them", number)


def the_whole(say: Say) -> str:
    """What the row of the programme itself is called among its places."""
    return say.text("The whole")


def _title(report: PlacesReport, say: Say) -> str:
    programme = programme_named(report.programme, say)
    year = say.counting(report.programme.year_starts).year(report.year)
    if report.latest:
        phrase = (
            say.text("{programme} · places by the latest figures up to {year}, each against the plan for its year")
            if report.against is Against.ANNUAL
            else say.text("{programme} · places by the latest figures up to {year}, against the end-of-term targets")
        )
        return phrase.format(programme=programme, year=year)
    if report.against is Against.ANNUAL:
        return say.text("{programme} · places in {year}, each against its plan", programme=programme, year=year)
    return say.text("{programme} · places in {year}, against the end-of-term targets", programme=programme, year=year)


def _tallied(report: PlacesReport) -> tuple[Status, ...]:
    """The statuses that any place, or the whole, has columns for."""
    tallies = [each.tally for each in report.places if not each.is_withdrawn]
    tallies += [report.whole.tally] if report.whole is not None else []
    found = {status for tally in tallies for status in tallied(tally)}
    return tuple(status for status in BEST_FIRST if status in found)


def _row(each: PlaceScore, report: PlacesReport, shown: Sequence[Status], say: Say, *, published: bool) -> Row:
    cells = (
        *tally_cells(each.tally, shown),
        Cell(text=str(each.own_targets or NONE_HERE)),
        *([_published(each, say)] if published else []),
        Cell(text=str(each.rank) if each.rank is not None else NOTHING),
    )
    return Row(id=each.place.id, name=name_within(each.place, report.programme, say), cells=cells)


def _published(found: PlaceScore, say: Say) -> Cell:
    """A place's published headlines in short, and whether each agrees: `7/8 differs`."""
    return Cell(text=", ".join(_published_in_short(found, say)) or NONE_HERE)


def published_words(found: PlaceScore, say: Say) -> list[str]:
    """Whether each headline that a place printed agrees, in words."""
    return [agreement_words(each, say, dated=len(found.published) > 1) for each in found.published]


def _published_in_short(found: PlaceScore, say: Say) -> Iterator[str]:
    words = {True: say.text("agrees"), False: say.text("differs"), None: say.text("open")}
    for each in found.published:
        if not each.is_replaced:
            yield f"{published_headline(each.published, say)} {words[each.agrees]}"


def name_within(place: Place, programme: Programme, say: Say) -> str:
    """A place's name, with that of the place that it is a part of."""
    name = place_name(place, say)
    if place.within is None or place.within not in programme.places:
        return name
    return f"{name} ({place_name(programme.places[place.within], say)})"


def _closing(report: PlacesReport, say: Say) -> Iterator[str]:
    """What stands below the table: how the whole's headline agrees, who is missing, who ranks, the roll-up."""
    if report.whole is not None:
        published = report.whole.published
        yield from (agreement_words(found, say, dated=len(published) > 1) for found in published)
    ranked = [each for each in report.places if each.rank is not None]
    if ranked:
        yield say.plural(
            "Ranked are the {places} places in which the same {n} indicator is judged",
            "Ranked are the {places} places in which the same {n} indicators are judged",
            ranked[0].tally.judged,
            places=len(ranked),
        )
    silent = [each.place for each in report.places if each.place.id in report.without_figures]
    if silent:
        yield say.text("No figures from {places}", places=_names(silent, say))
    gone = [each.place for each in report.places if each.is_withdrawn]
    if gone:
        year = say.counting(report.programme.year_starts).year(report.year)
        yield say.text("No places of their own in {year}: {places}", year=year, places=_names(gone, say))
    yield from (rolled_words(rolled, report, say) for rolled in report.rollup if rolled.agrees is not True)
    agreeing = sum(rolled.agrees is True for rolled in report.rollup)
    if agreeing:
        yield say.plural(
            "{n} figure is what its parts give together", "{n} figures are what their parts give together", agreeing
        )


def _names(places: Iterable[Place], say: Say) -> str:
    """The names of some places; of many the first and how many more."""
    return names([place_name(place, say) for place in places], say)


def names(every: Sequence[str], say: Say) -> str:
    """Some names as one text; of many the first and how many more."""
    if len(every) <= _MOST_NAMED:
        return say.join(every)
    more = len(every) - _MOST_NAMED
    return say.join(every[:_MOST_NAMED]) + say.plural(" and {n} more", " and {n} more", more)


def rolled_words(rolled: RollupCheck, report: PlacesReport, say: Say, *, named: bool = True) -> str:
    """A roll-up in a sentence: `Workers placed: sum of 29 of 30: 198,200 · the programme says 203,027`."""
    unit = say.unit_of(rolled.indicator)
    parts = [_gave(rolled, unit, say)]
    inside = report.programme.places.get(rolled.within) if rolled.within else None
    says = NOTHING if rolled.says is None else say.quantity(rolled.says, unit)
    if inside is None:
        parts.append(say.text("the programme says {figure}", figure=says))
    else:
        parts.append(say.text("{place} says {figure}", place=place_name(inside, say), figure=says))
    if rolled.missing:
        missing = [report.programme.places[id_] for id_ in rolled.missing]
        parts.append(say.text("missing: {places}; nothing is decided", places=_names(missing, say)))
    elif rolled.agrees is not None:
        parts.append(say.text("they agree") if rolled.agrees else say.text("they differ"))
    told = " · ".join(parts)
    return f"{say.named(rolled.indicator)}: {told}" if named else told


def _gave(rolled: RollupCheck, unit: str, say: Say) -> str:
    given = len(rolled.asked) - len(rolled.missing)
    figure = NOTHING if rolled.found is None else say.quantity(rolled.found, unit)
    slots = {"given": given, "asked": len(rolled.asked), "figure": figure}
    assert rolled.indicator.rollup is not None
    if rolled.indicator.rollup.is_sum:
        return say.text("sum of {given} of {asked}: {figure}", **slots)
    return say.text("ratio of the sums of {given} of {asked}: {figure}", **slots)


# --- one indicator over all places ----------------------------------------------------------------------------------


def place_indicator_page(report: PlacesReport, shown: Sequence[PlaceScore], indicator: str, say: Say) -> Page:
    """A row for each place: its target (marked where it is its own), its actual, its gap; the whole last."""
    columns = (say.sense("heading", "target"), say.sense("heading", "actual"), say.text("gap"))
    rows = tuple(
        row
        for each in shown
        if each.card is not None and not each.is_withdrawn
        for row in _line_rows(each.card, indicator, name_within(each.place, report.programme, say), each.place, say)
    )
    sections = [Section(heading="" if rows else say.text("No places to show"), rows=rows)]
    if report.whole is not None:
        whole = tuple(_line_rows(report.whole, indicator, the_whole(say), None, say))
        sections.append(Section(heading="", rows=whole))
    cards = [report.whole, *(each.card for each in shown)]
    lines = (line for card in cards if card is not None for line in card.rows if line.id == indicator)
    name = next((full_name_of(line, say) for line in lines), visible(indicator))
    return Page(
        title=f"{name} · {_title(report, say)}",
        grids=(
            Grid(
                columns=tuple(Column(heading=each) for each in columns),
                sections=tuple(sections),
                name_heading=say.text("place"),
            ),
        ),
        headline="",
        counts=(),
        closing=tuple(_indicator_closing(report, indicator, say)),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def _line_row(card: Scorecard, indicator: str, name: str, place: Place | None, say: Say) -> Row:
    line = card.line(indicator)
    own = place is not None and is_own(place, line)
    told = " " + say.sense("a target", "own") if own else ""
    target = Cell(text="") if line.parts else Cell(text=spell_target(line.target, say), tail=told)
    notes = remarks(card, line, say)
    if line.status is Status.WITHDRAWN and place is not None:
        notes = iter([not_asked(place, indicator, say)])
    actual = actual_cell(line, say, line.status)
    cells = (target, actual, gap_cell(line, say))
    id_ = place.id if place is not None else ""
    return Row(id=id_, name=name, cells=cells, notes=tuple(notes), status=line.status)


def _line_rows(card: Scorecard, indicator: str, name: str, place: Place | None, say: Say) -> Iterator[Row]:
    """A place's row, and where the indicator has parts one for each of them below it."""
    yield _line_row(card, indicator, name, place, say)
    for part in card.line(indicator).parts:
        yield replace(_line_row(card, part.id, name_of(part, say), place, say), is_part=True, id="")


def _indicator_closing(report: PlacesReport, indicator: str, say: Say) -> Iterator[str]:
    own = [each for each in report.places if not each.is_withdrawn and is_own(each.place, each.line(indicator))]
    if own:
        yield say.plural("{n} place has a target of its own", "{n} places have targets of their own", len(own))
    of_parts = ids_of_parts(indicator, report.programme.indicators[indicator])
    for each in report.rollup:
        if each.id == indicator or each.id in of_parts:
            yield rolled_words(each, report, say, named=each.id in of_parts)
    silent = [each.place for each in report.places if each.place.id in report.without_figures]
    if silent:
        yield say.text("No figures from {places}", places=_names(silent, say))


# --- places and indicators ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRow:
    """A place, and the status of each indicator there."""

    name: str
    statuses: tuple[Status, ...]
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignGrid:
    """Places by indicators, one sign each, the columns numbered, with a legend of numbers and one of signs."""

    title: str
    name_heading: str
    rows: tuple[SignRow, ...]
    indicators: tuple[str, ...]
    """What the columns are, from number 1 on."""
    signs: tuple[tuple[Status, str], ...]
    closing: tuple[str, ...]


def legend_of(line: Line, say: Say) -> str:
    """What a column of signs is: the indicator, and that it is watched only."""
    named = full_name_of(line, say)
    return f"{named} · {say.text(WATCHED).lower()}" if line.is_watched else named


def sign_grid(report: PlacesReport, shown: Sequence[PlaceScore], say: Say, *, ids: bool = False) -> SignGrid:
    """The grid of places and indicators, if asked with their ids; the whole last."""
    counted = [each for each in shown if not each.is_withdrawn]
    named = [
        (f"{visible(each.place.id)}: " * ids + name_within(each.place, report.programme, say), each.card)
        for each in counted
        if each.card
    ]
    if report.whole is not None:
        named.append((the_whole(say), report.whole))
    rows = tuple(
        SignRow(
            name=name,
            statuses=tuple(line.status for line in card.lines),
            headline=tally_cells(card.tally, ())[0].text,
        )
        for name, card in named
    )
    met = {status for row in rows for status in row.statuses}
    lines = named[0][1].lines if named else ()
    so_far = isinstance(report.year, Month)
    return SignGrid(
        title=_title(report, say),
        name_heading=say.text("place"),
        rows=rows,
        indicators=tuple(f"{visible(line.id)}: " * ids + legend_of(line, say) for line in lines),
        signs=tuple((status, status_word(status, say, so_far=so_far)) for status in BEST_FIRST if status in met),
        closing=tuple(_closing(report, say)),
    )
