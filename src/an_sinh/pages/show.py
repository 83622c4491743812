"""One indicator over all years, said in words: what it is, a row for each year, and why each status is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from an_sinh.judge.rules import edges
from an_sinh.judge.scorecard import Line, Scorecard, edges_for, first_year, target_for
from an_sinh.pages.lines import (
    PARTS,
    counted_from,
    full_name_of,
    gap_cell,
    group_name,
    missing_years,
    name_of,
    reported_mark,
    spell_actual,
    spell_target,
    status_word,
)
from an_sinh.pages.page import Cell, Column, Grid, Row, Section
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.sources import source_words
from an_sinh.pages.trend import course
from an_sinh.pages.why import why
from an_sinh.programme.model import Indicator, Limits, Programme, Was
from an_sinh.terms import Against, Direction, Part, Reason
from an_sinh.text import visible
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what it says."""

    label: str
    text: str
    short: str = ""
    """Of a source: the same without its address."""
    url: str = ""
    """Its address on the web, for a link."""
    leads_to: str = ""
    """As of a row of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage:
    """One indicator in words."""

    title: str
    id: str
    facts: tuple[Fact, ...]
    grid: Grid
    chart: str
    """The figures as a sparkline between the first year and the last; empty with fewer than two."""
    reasons: tuple[str, ...]
    """A sentence for each year."""
    notes: tuple[Fact, ...]
    sources: tuple[Fact, ...]
    sources_heading: str
    decimal_mark: str


def show_page(cards: Sequence[Scorecard], at: int, say: Say) -> ShowPage:
    """The indicator at a position of the cards' lines, in words; a card for each year, by one yardstick."""
    programme, lines = cards[-1].programme, [card.rows[at] for card in cards]
    say = say.counting(programme.year_starts)
    latest = lines[-1]
    rows = tuple(row for card, line in zip(cards, lines, strict=True) for row in _rows(card, line, say))
    columns = tuple(Column(heading=heading) for heading in (say.text("target"), say.text("actual"), say.text("gap")))
    figures = sum(isinstance(card.rows[at].actual, Decimal) for card in cards if not card.is_so_far)
    return ShowPage(
        title=full_name_of(latest, say),
        id=latest.id,
        facts=tuple(_facts(programme, latest, cards[-1].against, say)),
        grid=Grid(columns=columns, sections=(Section(heading="", rows=rows),), name_heading=say.text("year")),
        chart=_chart(cards, at, say) if figures > 1 else "",
        reasons=tuple(year_reason(card, line, say) for card, line in zip(cards, lines, strict=True)),
        notes=tuple(_notes_of_all(cards, lines, say)),
        sources=tuple(_whose_word(cards, lines, say)),
        sources_heading=say.text("Whose word each figure is"),
        decimal_mark=say.decimal_mark,
    )


def _chart(cards: Sequence[Scorecard], at: int, say: Say) -> str:
    years = [card for card in cards if not card.is_so_far]
    return f"{say.year(years[0].year)} {course(years, at)} {say.year(years[-1].year)}" if years else ""


def _row(card: Scorecard, line: Line, say: Say, *, beside: bool = False) -> Row:
    """A year of the indicator; `beside` a part of it, by its own name."""
    cells = (
        Cell(text="" if line.parts else spell_target(line.target, say)),
        Cell(text=spell_actual(line, say), status=line.status),
        gap_cell(line, say),
    )
    notes = (*missing_years(card, line, say), *reported_mark(line, say))
    name = say.year(card.year) if line.whole is None or not beside else name_of(line, say)
    return Row(name=name, cells=cells, notes=notes, status=line.status, is_part=beside)


def _rows(card: Scorecard, line: Line, say: Say) -> Iterator[Row]:
    """A year's row, and one for each part below it."""
    yield _row(card, line, say)
    for part in line.parts:
        yield _row(card, part, say, beside=True)


def year_reason(card: Scorecard, line: Line, say: Say) -> str:
    """Why a year's status is what it is, as a sentence that names the year."""
    say = say.counting(card.programme.year_starts)
    told = why(line, say, say.year(counted_from(card, line)))
    status = status_word(line.status, say, so_far=card.is_so_far).lower()
    return say.text("{year}: {why}: {status}.", year=say.year(card.year), why=told, status=status)


def _facts(programme: Programme, line: Line, against: Against, say: Say) -> Iterator[Fact]:
    indicator = line.indicator
    if others := _other_names(indicator, say):
        yield Fact(label=say.text("Also called"), text="; ".join(others))
    yield Fact(label=say.text("Group"), text=group_name(programme, indicator.group, say))
    if indicator.better is not None:
        directions = {
            Direction.HIGHER: say.text("higher"),
            Direction.LOWER: say.text("lower"),
            Direction.WITHIN: say.text("within the band"),
        }
        yield Fact(label=say.text("Better"), text=directions[indicator.better])
    yield from _parts(line, say)
    if indicator.lead:
        yield Fact(label=say.text("Lead"), text=say.shown(indicator.lead))
    if indicator.limits:
        yield Fact(label=say.text("Limits"), text=_span(indicator.limits, say))
    if indicator.is_watched:
        yield Fact(label=say.text("In the count"), text=say.text("no: it is watched only"))
    if indicator.cumulative:
        first = first_year(programme, indicator)
        yield Fact(label=say.text("Counted"), text=say.text("as the sum since {first}", first=say.year(first)))
    if indicator.average:
        first = first_year(programme, indicator)
        yield Fact(label=say.text("Counted"), text=say.text("as the mean since {first}", first=say.year(first)))
    if indicator.years:
        yield Fact(label=say.text("Years"), text="-".join(map(say.year, indicator.years)))
    if indicator.breaks:
        yield Fact(label=say.text("Defined anew from"), text=", ".join(map(say.year, indicator.breaks)))
    yield from _baseline(line, say)
    term, _ = target_for(programme, indicator, programme.years[1], Against.TERM)
    if term is not None and (against is Against.ANNUAL or term.by is not None):
        due = f" ({say.text('due in {year}', year=say.year(term.by))})" if term.by is not None else ""
        yield Fact(label=say.text("End of term"), text=_written(programme, line, say) + due)
    yield from _were(programme, indicator, say)
    if indicator.note:
        yield Fact(label=say.text("Note"), text=say.shown(indicator.note))


def _other_names(indicator: Indicator, say: Say) -> list[str]:
    """What it is called in other languages, where that says anything new."""
    shown = {" ".join(visible(text).split()).casefold(): visible(text).strip() for text in indicator.name.values()}
    shown.pop(" ".join(visible(say.pair(indicator)[0][0]).split()).casefold(), None)
    return [text for text in shown.values() if text]


def _parts(line: Line, say: Say) -> Iterator[Fact]:
    """What it is a part of, or which parts it has, by the names that other commands know them by."""
    if line.whole is not None:
        yield Fact(label=say.text("Part of"), text=say.named(line.whole))
    for part in line.parts:
        yield Fact(label=say.text("Part"), text=f"{name_of(part, say)}: {visible(part.id)}")


def _were(programme: Programme, indicator: Indicator, say: Say) -> Iterator[Fact]:
    """What targets were before they were replaced."""
    every = {} if indicator.every is None else {"every": indicator.every}
    for year, target in (every | dict(indicator.targets or {})).items():
        told = [
            text for was in (target.was if target else None) or () if (text := _was(programme, was, indicator, say))
        ]
        if told:
            label = (
                say.text("Target was")
                if isinstance(year, str)
                else say.text("Target of {year} was", year=say.year(year))
            )
            yield Fact(label=label, text="; ".join(told))


def _was(programme: Programme, was: Was, indicator: Indicator, say: Say) -> str:
    found = edges(was.as_target, indicator.better)
    if isinstance(found, Reason):
        return ""
    told = spell_target(found, say)
    if was.until is not None:
        told = say.text("{target} until {date}", target=told, date=say.date(was.until))
    if was.source:
        said = (say.shown(programme.sources[id_].title) for id_ in was.source if id_ in programme.sources)
        told += f" [{', '.join(said)}]"
    return told + (f" ({say.shown(was.note)})" if was.note else "")


def _span(limits: Limits, say: Say) -> str:
    low, high = (None if each is None else say.figure(each) for each in (limits.low, limits.high))
    if low is None or high is None:
        return say.text("at most {figure}", figure=high) if low is None else say.text("at least {figure}", figure=low)
    return say.text("{low} to {high}", low=low, high=high)


def _baseline(line: Line, say: Say) -> Iterator[Fact]:
    baseline = line.indicator.baseline
    if baseline is not None:
        unit = say.unit_of(line.indicator)
        spelled = say.quantity(baseline.value, unit)
        yield Fact(label=say.text("Baseline"), text=f"{spelled} ({say.year(baseline.year)})")


def _written(programme: Programme, line: Line, say: Say) -> str:
    target, year = target_for(programme, line.indicator, programme.years[1], Against.TERM)
    found = edges_for(programme, line.id, line.indicator, target, year) if target else None
    return NOTHING if found is None or isinstance(found, Reason) else spell_target(found, say)


def _notes_of_all(cards: Sequence[Scorecard], lines: Sequence[Line], say: Say) -> Iterator[Fact]:
    """The notes of each year, and below them those of each part's years."""
    yield from _notes(cards, lines, say)
    for parts in zip(*(line.parts for line in lines), strict=True):
        name = say.named(parts[-1].indicator)
        for fact in _notes(cards, parts, say):
            yield replace(fact, label=f"{fact.label}, {name}")


def _notes(cards: Sequence[Scorecard], lines: Sequence[Line], say: Say) -> Iterator[Fact]:
    for card, line in zip(cards, lines, strict=True):
        texts = [each.note for each in (line.entry, line.written_target) if each is not None and each.note]
        told: list[str] = [say.shown(text) for text in texts]
        if told:
            sentences = all(text.endswith(".") for text in told)
            joined = (" " if sentences else "; ").join(dict.fromkeys(told))
            yield Fact(label=say.text("Note for {year}", year=say.year(card.year)), text=joined)


def _whose_word(cards: Sequence[Scorecard], lines: Sequence[Line], say: Say) -> Iterator[Fact]:
    """Year by year, who said the actual, the verdict, the target and what a change starts from.

    A source is told in full where it is first met, and in short after that; each stands on lines of its own.
    """
    told: set[str] = set()
    for card, line in zip(cards, lines, strict=True):
        for part in Part:
            ids: tuple[str, ...] = getattr(line.sources, part)
            facts = [_source(card.programme, id_, told, say) for id_ in ids]
            if part in line.inferred:
                facts.insert(0, Fact(label="", text=_worked_out(bool(facts), say)))
            label = f"{say.year(card.year)} {say.text(PARTS[part])}"
            yield from (replace(fact, label="" if at else label) for at, fact in enumerate(facts))


def _worked_out(from_sources: bool, say: Say) -> str:
    if from_sources:
        return say.text("worked out by whoever keeps the data, from:")
    return say.text("worked out by whoever keeps the data")


def _source(programme: Programme, id_: str, told: set[str], say: Say) -> Fact:
    """A source with its title and address the first time, then by its publisher, or title, and date."""
    source = source_words(programme.sources[id_], say)
    again = id_ in told
    told.add(id_)
    parts = (source.publisher or source.title,) if again else (source.publisher, source.title)
    short = ", ".join(filter(None, (*parts, source.date)))
    text = f"{short}, {source.address}" if source.address and not again else short
    return Fact(label="", text=text, short=short, url=source.link, leads_to=f"source:{id_}")
