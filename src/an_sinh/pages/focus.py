"""What carries over, said in words: by who answers for it, ready to be pasted into a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from an_sinh.judge.focus import CARRIED, CarryOver, Focus
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.lines import (
    missing_years,
    name_of,
    of_years_plan,
    programme_named,
    reason_words,
    reported_mark,
    spell_actual,
    spell_target,
    status_word,
    unit_of,
)
from an_sinh.pages.page import Cell, Column, Count, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import count_words
from an_sinh.terms import Against, Form


def focus_page(found: Focus, say: Say) -> Page:
    """What carries over, a section for each lead."""
    say = say.counting(found.card.programme.year_starts)
    sections = tuple(
        Section(heading=lead_name(lead, say), rows=tuple(_row(each, found.card, say) for each in _with_parts(members)))
        for lead, members in found.leads
    )
    columns = tuple(
        Column(heading=heading)
        for heading in (
            say.text("actual"),
            say.text("short by"),
            say.text("since"),
            say.text("next target"),
            say.text("change needed"),
        )
    )
    return Page(
        title=_title(found, say),
        grids=(Grid(columns=columns, sections=sections),) if sections else (),
        headline=_headline(found, say),
        counts=tuple(_counts(found, say)),
        closing=(),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def _with_parts(members: Iterable[CarryOver]) -> Iterator[CarryOver]:
    for carried in members:
        yield carried
        yield from carried.parts


def _counts(found: Focus, say: Say) -> Iterator[Count]:
    for status in CARRIED:
        number = sum(line.status is status for line in found.card.counted)
        if number:
            yield Count(status=status, text=count_words(status, number, say, so_far=found.card.is_so_far))


def _title(found: Focus, say: Say) -> str:
    card = found.card
    if card.is_so_far:
        phrase = (
            say.text("{programme} · what is open up to {month} of the plan for {year}")
            if card.against is Against.ANNUAL
            else say.text("{programme} · what is open up to {month} of the end-of-term targets")
        )
        programme = programme_named(card.programme, say)
        return phrase.format(programme=programme, month=say.year(card.year), year=say.year(card.whole_year))
    against = (
        say.text("against the plan for {year}")
        if card.against is Against.ANNUAL
        else say.text("against the end-of-term targets")
    )
    programme = programme_named(card.programme, say)
    return say.text(
        "{programme} · what carries over from {year}, {against}",
        programme=programme,
        year=say.year(card.year),
        against=against.format(year=say.year(card.year)),
    )


def _headline(found: Focus, say: Say) -> str:
    total = found.card.tally.total
    if not total:
        return say.text("No indicator counts in this year")
    if found.total and found.card.is_so_far:
        return say.plural("{n} of {total} is open", "{n} of {total} are open", found.total, total=total)
    if not found.total:
        return say.text("Nothing carries over: all {total} are met or exceeded", total=total)
    return say.plural("{n} of {total} carries over", "{n} of {total} carry over", found.total, total=total)


def lead_name(lead: Mapping[str, str] | None, say: Say) -> str:
    """Who answers for it."""
    return say.shown(lead) if lead else say.text("No lead named")


def _row(carried: CarryOver, card: Scorecard, say: Say) -> Row:
    line = carried.line
    nothing = "" if line.parts else NOTHING  # its parts have rows of their own
    cells = (
        Cell(text=spell_actual(line, say), status=line.status),
        Cell(text=say.figure(short) if (short := _short_by(carried)) is not None else nothing),
        Cell(text=say.year(carried.since)),
        Cell(text=_next(carried, say) if not line.parts else nothing),
        _needed(carried, say) if not line.parts else Cell(text=nothing),
    )
    return Row(
        id=line.id,
        name=name_of(line, say),
        cells=cells,
        notes=tuple(_notes(card, line, say)),
        status=line.status,
        is_part=line.whole is not None,
    )


def _short_by(carried: CarryOver) -> Decimal | None:
    """How far it fell short, as people are told it."""
    shown = carried.line.shown_gap
    return carried.short_by if carried.short_by is None or shown is None else shown.copy_abs()


def _needed(carried: CarryOver, say: Say) -> Cell:
    if carried.needed is None:
        return Cell(text=NOTHING)
    if carried.needed:
        return Cell(text=say.figure(carried.needed, signed=True))
    return Cell(text="", tail=say.text("on target") if carried.reached else say.text("not past it"))


def _next(carried: CarryOver, say: Say) -> str:
    if carried.next_target is None:
        return NOTHING
    told = spell_target(carried.next_target, say)
    return f"{told} ({say.year(carried.next_year)})" if carried.next_year is not None else told


def _notes(card: Scorecard, line: Line, say: Say) -> Iterator[str]:
    if line.reason is not None:
        yield of_years_plan(line, say) or reason_words(line.reason, say)
    yield from missing_years(card, line, say)
    yield from reported_mark(line, say)
    if line.entry is not None and line.entry.note:
        yield say.shown(line.entry.note)


def focus_prose(found: Focus, say: Say) -> str:
    """What carries over as running text: a paragraph for each lead, to be pasted into a letter to it."""
    say = say.counting(found.card.programme.year_starts)
    return "\n\n".join(_paragraphs(found, say)) + "\n"


def _paragraphs(found: Focus, say: Say) -> Iterator[str]:
    told = [count.text for count in _counts(found, say)]
    headline = _headline(found, say)
    opening = headline if not told else headline + ": " + ", ".join(told)
    yield f"{_title(found, say)}\n{opening}."
    for lead, members in found.leads:
        yield "\n".join([lead_name(lead, say), *("- " + _sentence(each, say) for each in _told(members))])


def _told(members: Iterable[CarryOver]) -> Iterator[CarryOver]:
    """What carries over, each part that does in the place of its indicator."""
    for carried in members:
        yield from carried.parts or (carried,)


def _sentence(carried: CarryOver, say: Say) -> str:
    line = carried.line
    name: str = say.named(line.indicator)
    if line.whole is not None:
        name = say.text("{whole}, {part}", whole=say.named(line.whole), part=name)
    unit = unit_of(line, say)
    short = "" if (by := _short_by(carried)) is None else _distance(by, unit, say)
    following = ""
    if carried.next_target is not None:
        phrase = (
            say.text("; still {target}")
            if carried.next_target.form is Form.MILESTONE
            else say.text("; the next target is {target}")
        )
        following = phrase.format(target=_next(carried, say))
    if carried.needed:
        following += say.text(", which needs a change of {figure}", figure=say.figure(carried.needed, signed=True))
    elif carried.reached:
        following += say.text(", which is reached already")
    return say.text(
        "{name}: {status}{short}{since}{next}.",
        name=name,
        status=status_word(line.status, say).lower(),
        short=say.text(", short by {figure}", figure=short) if short else "",
        since=say.text(", since {first} ({n} years)", first=say.year(carried.since), n=carried.years)
        if carried.years > 1
        else "",
        next=following,
    )


def _distance(figure: Decimal, unit: str, say: Say) -> str:
    """A distance in the unit; between two percentages it is percentage points."""
    if unit.startswith("%"):
        return say.text("{figure} percentage points", figure=say.figure(figure))
    return say.quantity(figure, unit)
