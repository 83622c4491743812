"""One indicator over all years, said in words: what it is, a row for each year, and why each status is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from an_sinh.judge.scorecard import Line, Scorecard, edges_for, first_year, target_for
from an_sinh.pages.page import (
    Cell,
    Column,
    Grid,
    Row,
    Section,
    gap_cell,
    group_name,
    name_of,
    reported_mark,
    spell_actual,
    spell_target,
    status_word,
)
from an_sinh.pages.phrases import NOTHING, say_in, spell_date, spell_figure, spell_quantity, words
from an_sinh.pages.trend import course
from an_sinh.pages.why import why
from an_sinh.programme.model import Limits, Programme
from an_sinh.terms import Against, Direction, Reason
from an_sinh.text import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSheet:
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


def show_sheet(cards: Sequence[Scorecard], at: int, language: str) -> ShowSheet:
    """The indicator at a position of the cards' lines, in words; a card for each year, by one yardstick."""
    say = words(language)
    programme, lines = cards[-1].programme, [card.lines[at] for card in cards]
    latest = lines[-1]
    rows = tuple(_row(card, line, language) for card, line in zip(cards, lines, strict=True))
    columns = tuple(Column(heading=heading) for heading in (say.col_target, say.col_actual, say.col_gap))
    figures = sum(line.actual is not None and not isinstance(line.actual, bool) for line in lines)
    return ShowSheet(
        title=name_of(latest, language),
        id=latest.id,
        facts=tuple(_facts(programme, latest, cards[-1].against, language)),
        grid=Grid(columns=columns, sections=(Section(heading="", rows=rows),), name_heading=say.col_year),
        chart=f"{cards[0].year} {course(cards, at)} {cards[-1].year}" if figures > 1 else "",
        reasons=tuple(_reason(card, line, language) for card, line in zip(cards, lines, strict=True)),
        notes=tuple(_notes(cards, lines, language)),
        sources=tuple(_sources(programme, lines, language)),
        sources_heading=say.show_sources,
        decimal_mark=say.decimal_mark,
    )


def _row(card: Scorecard, line: Line, language: str) -> Row:
    cells = (
        Cell(text=spell_target(line.target, language)),
        Cell(text=spell_actual(line, language), status=line.status),
        gap_cell(line, language),
    )
    return Row(name=str(card.year), cells=cells, notes=tuple(reported_mark(line, language)), status=line.status)


def _reason(card: Scorecard, line: Line, language: str) -> str:
    previous = (card.year if card.against is Against.ANNUAL else card.programme.years[1]) - 1
    status = status_word(line.status, language).lower()
    return words(language).why_told.format(year=card.year, why=why(line, language, previous), status=status)


def _facts(programme: Programme, line: Line, against: Against, language: str) -> Iterator[Fact]:
    say, indicator = words(language), line.indicator
    others = [text for tag, text in indicator.name.items() if text != say_in(indicator.name, language) and tag]
    if others:
        yield Fact(label=say.show_names, text=visible(say.list_semicolon.join(others)))
    yield Fact(label=say.show_group, text=group_name(programme, indicator.group, language))
    if indicator.better is not None:
        directions = {
            Direction.HIGHER: say.better_higher,
            Direction.LOWER: say.better_lower,
            Direction.WITHIN: say.better_within,
        }
        yield Fact(label=say.show_better, text=directions[indicator.better])
    if indicator.lead:
        yield Fact(label=say.show_lead, text=visible(say_in(indicator.lead, language)).strip())
    if indicator.limits:
        yield Fact(label=say.show_limits, text=_span(indicator.limits, language))
    if indicator.cumulative:
        first = first_year(programme, indicator)
        yield Fact(label=say.show_cumulative, text=say.cumulative_words.format(first=first))
    if indicator.years:
        yield Fact(label=say.show_years, text=f"{indicator.years[0]}-{indicator.years[1]}")
    if indicator.breaks:
        yield Fact(label=say.show_breaks, text=say.list_comma.join(map(str, indicator.breaks)))
    yield from _baseline(line, language)
    term, _ = target_for(programme, indicator, programme.years[1], Against.TERM)
    if term is not None and against is Against.ANNUAL:
        yield Fact(label=say.show_term, text=_written(programme, line, language))
    if indicator.note:
        yield Fact(label=say.show_note, text=visible(say_in(indicator.note, language)).strip())


def _span(limits: Limits, language: str) -> str:
    say = words(language)
    low, high = (None if each is None else spell_figure(each, language) for each in (limits.low, limits.high))
    if low is None or high is None:
        return say.at_most.format(figure=high) if low is None else say.at_least.format(figure=low)
    return say.between.format(low=low, high=high)


def _baseline(line: Line, language: str) -> Iterator[Fact]:
    baseline = line.indicator.baseline
    if baseline is not None:
        unit = visible(say_in(line.indicator.unit, language)) if line.indicator.unit else ""
        spelled = spell_quantity(baseline.value, unit, language)
        yield Fact(label=words(language).show_baseline, text=f"{spelled} ({baseline.year})")


def _written(programme: Programme, line: Line, language: str) -> str:
    target, year = target_for(programme, line.indicator, programme.years[1], Against.TERM)
    edges = edges_for(programme, line.id, line.indicator, target, year) if target else None
    return NOTHING if edges is None or isinstance(edges, Reason) else spell_target(edges, language)


def _notes(cards: Sequence[Scorecard], lines: Sequence[Line], language: str) -> Iterator[Fact]:
    say = words(language)
    for card, line in zip(cards, lines, strict=True):
        texts = [each.note for each in (line.entry, line.written_target) if each is not None and each.note]
        told = [visible(say_in(text, language)).strip() for text in texts]
        if told:
            sentences = all(text.endswith(".") for text in told)
            joined = (" " if sentences else say.list_semicolon).join(dict.fromkeys(told))
            yield Fact(label=say.year_note.format(year=card.year), text=joined)


def _sources(programme: Programme, lines: Sequence[Line], language: str) -> Iterator[Fact]:
    say = words(language)
    for id_ in dict.fromkeys(id_ for line in lines for id_ in line.source):
        source = programme.sources[id_]
        parts = [visible(say_in(source.publisher, language)).strip()] if source.publisher else []
        parts.append(visible(say_in(source.title, language)).strip())
        if source.date:
            parts.append(spell_date(source.date, language))
        if source.url:
            parts.append(visible(source.url))
        yield Fact(label=id_, text=say.list_comma.join(parts))
