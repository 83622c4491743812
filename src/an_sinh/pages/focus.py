"""What carries over, said in words: by who answers for it, ready to be pasted into a letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from an_sinh.judge.focus import CARRIED, Carried, Focus
from an_sinh.judge.scorecard import Line
from an_sinh.pages.page import (
    Cell,
    Column,
    Count,
    Grid,
    Row,
    Section,
    Sheet,
    count_words,
    name_of,
    reason_words,
    reported_mark,
    spell_actual,
    spell_target,
    status_word,
    unit_of,
)
from an_sinh.pages.phrases import NOTHING, say_in, spell_figure, spell_quantity, words
from an_sinh.terms import Against, Form
from an_sinh.text import visible


def focus_sheet(found: Focus, language: str) -> Sheet:
    """What carries over, a section for each lead."""
    say = words(language)
    sections = tuple(
        Section(heading=lead_name(lead, language), rows=tuple(_row(each, language) for each in members))
        for lead, members in found.leads
    )
    columns = tuple(
        Column(heading=heading)
        for heading in (say.col_actual, say.col_short, say.col_since, say.col_next, say.col_needed)
    )
    return Sheet(
        title=_title(found, language),
        grids=(Grid(columns=columns, sections=sections),) if sections else (),
        headline=_headline(found, language),
        counts=tuple(_counts(found, language)),
        closing=(),
        language=language,
        decimal_mark=say.decimal_mark,
    )


def _counts(found: Focus, language: str) -> Iterator[Count]:
    for status in CARRIED:
        number = sum(line.status is status for line in found.card.lines)
        if number:
            yield Count(status=status, text=count_words(status, number, language))


def _title(found: Focus, language: str) -> str:
    say, card = words(language), found.card
    against = say.focus_against_annual if card.against is Against.ANNUAL else say.focus_against_term
    programme = f"{say.programme} {visible(card.programme.id)}"
    return say.focus_title.format(programme=programme, year=card.year, against=against.format(year=card.year))


def _headline(found: Focus, language: str) -> str:
    say, total = words(language), found.card.tally.total
    if not total:
        return say.no_indicators
    phrase = say.focus_headline_one if found.total == 1 else say.focus_headline if found.total else say.focus_none
    return phrase.format(n=found.total, total=total)


def lead_name(lead: Mapping[str, str] | None, language: str) -> str:
    """Who answers for it."""
    return visible(say_in(lead, language)).strip() if lead else words(language).no_lead


def _row(carried: Carried, language: str) -> Row:
    line = carried.line
    cells = (
        Cell(text=spell_actual(line, language), status=line.status),
        Cell(text=spell_figure(carried.short_by, language) if carried.short_by is not None else NOTHING),
        Cell(text=str(carried.since)),
        Cell(text=_next(carried, language)),
        _needed(carried, language),
    )
    return Row(name=name_of(line, language), cells=cells, notes=tuple(_notes(line, language)), status=line.status)


def _needed(carried: Carried, language: str) -> Cell:
    say = words(language)
    if carried.needed is None:
        return Cell(text=NOTHING)
    if carried.needed:
        return Cell(text=spell_figure(carried.needed, language, signed=True))
    return Cell(text="", tail=say.gap_none if carried.reached else say.gap_bound)


def _next(carried: Carried, language: str) -> str:
    if carried.next_target is None:
        return NOTHING
    told = spell_target(carried.next_target, language)
    return f"{told} ({carried.next_year})" if carried.next_year is not None else told


def _notes(line: Line, language: str) -> Iterator[str]:
    if line.reason is not None:
        yield reason_words(line.reason, language)
    yield from reported_mark(line, language)
    if line.entry is not None and line.entry.note:
        yield visible(say_in(line.entry.note, language)).strip()


def focus_prose(found: Focus, language: str) -> str:
    """What carries over as running text: a paragraph for each lead, to be pasted into a letter to it."""
    return "\n\n".join(_paragraphs(found, language)) + "\n"


def _paragraphs(found: Focus, language: str) -> Iterator[str]:
    say = words(language)
    told = [count.text for count in _counts(found, language)]
    headline = _headline(found, language)
    opening = headline if not told else f"{headline}: {say.list_comma.join(told)}"
    yield f"{_title(found, language)}\n{opening}."
    for lead, members in found.leads:
        yield "\n".join([lead_name(lead, language), *("- " + _sentence(each, language) for each in members)])


def _sentence(carried: Carried, language: str) -> str:
    say, line = words(language), carried.line
    name = visible(say_in(line.indicator.name, language)).strip()
    unit = unit_of(line, language)
    short = _distance(carried.short_by, unit, language) if carried.short_by is not None else ""
    following = ""
    if carried.next_target is not None:
        phrase = say.focus_next_open if carried.next_target.form is Form.MILESTONE else say.focus_next
        following = phrase.format(target=_next(carried, language))
    if carried.needed:
        following += say.focus_needed.format(figure=spell_figure(carried.needed, language, signed=True))
    elif carried.reached:
        following += say.focus_reached
    return say.prose_focus.format(
        name=name,
        status=status_word(line.status, language).lower(),
        short=say.focus_short.format(figure=short) if short else "",
        since=say.focus_since.format(first=carried.since, n=carried.years) if carried.years > 1 else "",
        next=following,
    )


def _distance(figure: Decimal, unit: str, language: str) -> str:
    """A distance in the unit; between two percentages it is percentage points."""
    if unit.startswith("%"):
        return words(language).percent_points.format(figure=spell_figure(figure, language))
    return spell_quantity(figure, unit, language)
