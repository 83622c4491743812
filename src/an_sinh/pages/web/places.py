"""Places as a web page: a bar for each, places by indicators as a heat table, and each place and indicator by itself.

An indicator over the places is a dot plot: one scale for all, and beside each actual its own target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from an_sinh.judge.places import PlaceScore, PlacesReport, is_own
from an_sinh.judge.scorecard import Line, Scorecard, Tally, with_their_parts
from an_sinh.pages.drawings import Bar, Bullet, Dot
from an_sinh.pages.lines import BEST_FIRST, WATCHED, gap_cell, line_row, name_of, not_asked, programme_named
from an_sinh.pages.page import Cell, Choice, Column, Filter, Grid, Page, Panel, Row, Section
from an_sinh.pages.places import (
    legend_of,
    name_within,
    place_indicator_page,
    place_name,
    places_page,
    published_words,
    the_whole,
)
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import headline
from an_sinh.pages.web.parts import NOT_DRAWN, anchor, bullet, status_bar, status_filter, useful, verdict
from an_sinh.programme.model import EMPTY, Place
from an_sinh.terms import Basis, Direction, Month, Status
from an_sinh.text import visible

_WHOLE = "whole"
"""What the programme itself is linked to by."""


def places_web(
    report: PlacesReport, shown: Sequence[PlaceScore], indicator: str | None, say: Say, *, alone: bool = True
) -> Page:
    """The places of a year; with an indicator that one over all of them, each against its own target.

    Not `alone`, it has no part for each place and indicator: they have pages of their own.
    """
    say = say.counting(report.programme.year_starts, so_far=isinstance(report.year, Month))
    counted = [each for each in shown if not each.is_withdrawn]
    anchors = {each.place.id: place_anchor(each.place.id, at) for at, each in enumerate(counted)}
    if indicator is not None:
        return _of_indicator(report, shown, counted, anchors, indicator, say)
    page = places_page(report, shown, say)
    (tally,) = page.grids
    linked = _with_links(tally, counted, anchors)
    heat = _heat(report, counted, anchors, say)
    return replace(
        page,
        subject="places",
        programme=say.shown(report.programme.name),
        headline=page.headline or page.title.removeprefix(programme_named(report.programme, say) + " · "),
        grids=(heat, replace(linked, heading=say.text("Places"))),
        bars=tuple(_bars(report, counted, anchors, say)),
        filters=useful((_kinds(counted, say), _parents(report, counted, say))),
        empty=say.text("No place matches the filters"),
        plots=tuple(_plots(report, counted, anchors, say)) if alone else (),
        members=tuple(
            _member(report, each, anchors[each.place.id], say) for each in counted if each.card is not None and alone
        ),
    )


def place_anchor(id_: str, at: int) -> str:
    """What a place's own section is linked to by."""
    return anchor(id_, at).replace("i-", "place-", 1) if anchor(id_, at).startswith("i-") else f"at-{at + 1}"


def _of_indicator(
    report: PlacesReport,
    shown: Sequence[PlaceScore],
    counted: Sequence[PlaceScore],
    anchors: Mapping[str, str],
    indicator: str,
    say: Say,
) -> Page:
    page = place_indicator_page(report, shown, indicator, say)
    rows = tuple(_over_places(report, counted, indicator, say))
    anchored = [*(anchors[each.place.id] for each in counted if each.card is not None), _WHOLE]
    rows = tuple(replace(row, anchor=at) for row, at in zip(rows, anchored, strict=False))
    grid = Grid(
        columns=_columns(say),
        sections=(Section(heading="", rows=rows),),
        name_heading=say.text("place"),
        heading=say.text("Places"),
    )
    return replace(
        page,
        subject="place",
        programme=say.shown(report.programme.name),
        headline=page.title.split(" · ")[0],
        grids=(grid,),
        filters=useful((status_filter(rows, say), _kinds(counted, say))),
        empty=say.text("No place matches the filters"),
    )


# --- the headlines ----------------------------------------------------------------------------------------------------


def _bars(report: PlacesReport, counted: Sequence[PlaceScore], anchors: Mapping[str, str], say: Say) -> Iterator[Bar]:
    if report.whole is not None:
        yield status_bar(report.whole.tally, say, the_whole(say), _met(report.whole.tally))
    for each in counted:
        bar = status_bar(each.tally, say, name_within(each.place, report.programme, say), _met(each.tally))
        yield replace(
            bar,
            leads_to=f"place:{each.place.id}",
            jumps_to=anchors[each.place.id] if each.card is not None else "",
        )


def _met(tally: Tally) -> str:
    return f"{tally.met_or_exceeded}/{tally.total}" if tally.judged else NOTHING


def _with_links(grid: Grid, counted: Sequence[PlaceScore], anchors: Mapping[str, str]) -> Grid:
    """The table of headlines as one section, each name leading to the place's own."""
    rows = [row for section in grid.sections for row in section.rows]
    named = [anchors[each.place.id] if each.card is not None else "" for each in counted]
    keys = [*(f"place:{each.place.id}" for each in counted), ""]
    linked = (replace(row, jumps_to=to, leads_to=key) for row, to, key in zip(rows, (*named, ""), keys, strict=False))
    return replace(grid, sections=(Section(heading="", rows=tuple(linked)),))


# --- places and indicators --------------------------------------------------------------------------------------------


def _heat(report: PlacesReport, counted: Sequence[PlaceScore], anchors: Mapping[str, str], say: Say) -> Grid:
    lines = _of_all(report, counted)
    columns = [Column(heading=say.sense("heading", "met"), kind="share", role="share")]
    columns += [
        Column(heading=str(at), kind="heat", role=f"n{at}", name=legend_of(line, say))
        for at, line in enumerate(lines, 1)
    ]
    rows = []
    shares = _orders([each.tally for each in counted])
    for each in counted:
        parent = each.place.within if each.place.within in report.programme.places else None
        rows.append(
            Row(
                name=name_within(each.place, report.programme, say),
                leads_to=f"place:{each.place.id}",
                jumps_to=anchors[each.place.id] if each.card is not None else "",
                kind=parent or "",
                group=_kind_code(each.place),
                cells=(Cell(text=_met(each.tally), order=shares[_share(each.tally)]), *map(_sign, each.lines)),
            )
        )
    return Grid(
        columns=tuple(columns),
        sections=(Section(heading="", rows=tuple(rows)),),
        name_heading=say.text("place"),
        heading=say.text("Places and indicators"),
        is_heat=True,
    )


def _share(tally: Tally) -> tuple[int, int] | None:
    return (tally.met_or_exceeded, tally.total) if tally.judged else None


def _orders(tallies: Iterable[Tally]) -> Mapping[tuple[int, int] | None, int | None]:
    """The place of each headline among them, by the share that is met; one with nothing judged has none."""
    shares = {share for share in map(_share, tallies) if share is not None}
    met = sorted({Decimal(met) / total for met, total in shares}, reverse=True)
    found: dict[tuple[int, int] | None, int | None] = {None: None}
    return found | {share: met.index(Decimal(share[0]) / share[1]) for share in shares}


def _sign(line: Line) -> Cell:
    return Cell(text="", status=line.status, order=BEST_FIRST.index(line.status))


def _of_all(report: PlacesReport, counted: Sequence[PlaceScore]) -> Sequence[Line]:
    """The lines of any card: each has every indicator, in the same order."""
    return report.whole.lines if report.whole is not None else next((each.lines for each in counted), ())


# --- one place --------------------------------------------------------------------------------------------------------


def _columns(say: Say) -> tuple[Column, ...]:
    return (
        Column(heading=say.text("result"), kind="judged", role="result"),
        Column(heading=say.text("target"), role="target"),
        Column(heading=say.text("actual"), role="actual"),
        Column(heading=say.text("gap"), role="gap"),
        Column(heading=say.text("actual against target"), kind="drawn", role="graph"),
    )


def _member(report: PlacesReport, each: PlaceScore, at: str, say: Say) -> Panel:
    assert each.card is not None
    told = [] if each.gave_figures else [say.text("No figures in this year")]
    told += published_words(each, say)
    if each.rank is not None:
        told.append(say.text("rank {rank}", rank=each.rank))
    rows = tuple(_own_row(each, each.card, line, say) for line in with_their_parts(each.lines))
    return Panel(
        name=name_within(each.place, report.programme, say),
        anchor=at,
        sum=headline(each.tally, say),
        notes=tuple(told),
        grid=Grid(
            columns=_columns(say)[1:4], sections=(Section(heading="", rows=rows),), name_heading=say.text("indicator")
        ),
    )


def _own_row(each: PlaceScore, card: Scorecard, line: Line, say: Say) -> Row:
    """An indicator in the place's own section, where nothing is drawn."""
    row = _short(_row(card, line, say, name_of(line, say), each, NOT_DRAWN), line, say)
    notes = (*row.notes, say.text(WATCHED).lower()) if line.is_watched else row.notes
    return replace(row, cells=row.cells[:3], notes=notes)


def _short(row: Row, line: Line, say: Say) -> Row:
    """A row of many: the status is the sign of its actual, and what is drawn says what stands beside it."""
    _, target, actual, _, graph = row.cells
    cells = (target, replace(actual, status=line.status), gap_cell(line, say), replace(graph, text=""))
    return replace(row, cells=cells)


def _row(card: Scorecard, line: Line, say: Say, name: str, of: PlaceScore | None, drawn: Cell | None = None) -> Row:
    """An indicator in one place; where `of` is None in the programme itself."""
    spelled = line_row(card, line, say)
    target, actual, _ = spelled.cells
    if of is not None and is_own(of.place, line):
        target = replace(target, tail=say.sense("a target", "own"))
    notes = spelled.notes
    if line.status is Status.WITHDRAWN and of is not None:
        notes = (not_asked(of.place, line.id, say),)
    told = line.basis is Basis.COMPUTED or line.is_made_of_its_parts
    gap = gap_cell(line, say) if told else Cell(text=NOTHING)
    graph = bullet(line, None, {}, line.year, say) if drawn is None else drawn
    cells = (verdict(line, say), target, replace(actual, status=None), gap, graph)
    is_part = line.whole is not None and of is not None and name == name_of(line, say)
    return Row(name=name, cells=cells, notes=notes, kind=line.status.value, is_part=is_part)


# --- one indicator over the places ------------------------------------------------------------------------------------


def _plots(
    report: PlacesReport, counted: Sequence[PlaceScore], anchors: Mapping[str, str], say: Say
) -> Iterator[Panel]:
    scored = [each for each in counted if each.card is not None]
    for at, line in enumerate(_of_all(report, counted)):
        rows = _over_places(report, scored, line.id, say)
        lines = [*(each.lines[at] for each in scored), *(report.whole.lines[at : at + 1] if report.whole else ())]
        links = (*(anchors[each.place.id] for each in scored), "")
        linked = tuple(
            replace(_short(row, own, say), jumps_to=to) for row, own, to in zip(rows, lines, links, strict=False)
        )
        statuses = [each.line(line.id).status for each in scored]
        asked = [status for status in statuses if status is not Status.WITHDRAWN]
        met = sum(status.is_met for status in asked)
        yield Panel(
            name=legend_of(line, say),
            anchor=anchor(line.id, at),
            sum=say.text("met in {met} of {places} places", met=met, places=len(asked)) if asked else NOTHING,
            grid=Grid(
                columns=_columns(say)[1:], sections=(Section(heading="", rows=linked),), name_heading=say.text("place")
            ),
        )


def _over_places(report: PlacesReport, counted: Sequence[PlaceScore], indicator: str, say: Say) -> Iterator[Row]:
    """An indicator's row of each place, and the whole's at last, drawn on one scale.

    A sum's whole is not drawn among its parts: beside it, they would all lie at the left end.
    """
    found: list[tuple[Scorecard, Line, PlaceScore | None]] = [
        (each.card, each.line(indicator), each) for each in counted if each.card is not None
    ]
    if report.whole is not None:
        lines = (line for line in report.whole.rows if line.id == indicator)
        found += ((report.whole, line, None) for line in lines)
    graphs = [bullet(line, None, {}, line.year, say) for card, line, of in found]
    for at, (_, line, of) in enumerate(found):
        if of is None and line.indicator.rollup is not None and line.indicator.rollup.is_sum:
            graphs[at] = NOT_DRAWN
    graphs = _on_one_scale(graphs)
    for (card, line, of), graph in zip(found, graphs, strict=True):
        name = the_whole(say) if of is None else name_within(of.place, report.programme, say)
        yield replace(_row(card, line, say, name, of, graph), group=_kind_code(of.place) if of is not None else "")


def _on_one_scale(graphs: Sequence[Cell]) -> list[Cell]:
    """What is drawn of each, as dots on one scale."""
    bullets = [cell.drawing for cell in graphs if isinstance(cell.drawing, Bullet)]
    edges = [(each.near, each.far if each.better is Direction.WITHIN else None) for each in bullets]
    marks = [mark for each, sides in zip(bullets, edges, strict=True) for mark in (each.actual, *sides)]
    known = [mark for mark in marks if mark is not None]
    if not known:
        return list(graphs)
    least, most = min(known), max(known)
    return [replace(cell, drawing=_as_dot(cell.drawing, least, most)) for cell in graphs]


def _as_dot(drawn: object, least: Decimal, most: Decimal) -> Dot | None:
    if not isinstance(drawn, Bullet):
        return None
    return Dot(
        tone=drawn.tone,
        actual=drawn.actual,
        better=drawn.better,
        near=drawn.near,
        far=drawn.far if drawn.better is Direction.WITHIN else None,
        strict=drawn.strict,
        least=least,
        most=most,
        limits=drawn.limits,
    )


# --- filters ----------------------------------------------------------------------------------------------------------


def _kinds(counted: Sequence[PlaceScore], say: Say) -> Filter:
    """A filter by what kind of place it is, with those that there are."""
    kinds = [_kind_code(each.place) for each in counted if each.place.kind]
    named = {_kind_code(each.place): say.shown(each.place.kind) for each in counted if each.place.kind}
    choices = tuple(Choice(value=kind, text=name, number=kinds.count(kind)) for kind, name in named.items())
    return Filter(name="group", heading=say.text("Kind of place"), choices=choices)


def _kind_code(place: Place) -> str:
    """What kind of place it is, the same in all languages."""
    return visible(" / ".join((place.kind or EMPTY).values()))


def _parents(report: PlacesReport, counted: Sequence[PlaceScore], say: Say) -> Filter:
    """A filter by the place that each is a part of."""
    every = report.programme.places
    within = [each.place.within for each in counted if each.place.within in every]
    choices = tuple(
        Choice(value=id_, text=place_name(every[id_], say), number=within.count(id_))
        for id_ in dict.fromkeys(within)
        if id_ is not None
    )
    return Filter(name="kind", heading=say.text("Part of"), choices=choices)
