"""A result said in words for people: the one place where language enters.

A Sheet is what every format for people is dressed from; it knows nothing of columns of characters, colours or tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from an_sinh.figures import ratio_percent
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Agreement, Line, Scorecard, Tally, count, first_year
from an_sinh.pages.phrases import (
    NOTHING,
    Words,
    say_in,
    spell_date,
    spell_figure,
    spell_percent,
    words,
)
from an_sinh.programme.model import Programme, Published
from an_sinh.terms import Against, Basis, Form, Reason, Status
from an_sinh.text import visible

NONE_HERE = "·"
BEST_FIRST = (
    Status.EXCEEDED,
    Status.MET,
    Status.UNMET,
    Status.NOT_STARTED,
    Status.UNSCORED,
    Status.WITHDRAWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text; in a column of figures the digits stand in line, and `tail` (a word) follows them."""

    text: str
    tail: str = ""
    status: Status | None = None
    """A status whose sign stands before the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a grid: its name, its cells, and remarks that stand below the name."""

    name: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows of one status under a heading."""

    heading: str
    rows: tuple[Row, ...]
    status: Status | None = None
    mark: str = ""
    """The sign of a section that is of no one status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures; its heading is a word, or the sign of a status."""

    heading: str
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of names and figures."""

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    name_heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many have a status, said in words."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole page for people."""

    title: str
    grids: tuple[Grid, ...]
    headline: str
    counts: tuple[Count, ...]
    closing: tuple[str, ...]
    """What the headline rests on, a line each."""
    language: str
    decimal_mark: str


def status_word(status: Status, language: str) -> str:
    """A status as a heading."""
    heading: str = getattr(words(language), status.value.replace("-", "_"))
    return heading


def score_sheet(
    card: Scorecard,
    language: str,
    *,
    rows: Callable[[Line], bool] | None = None,
    summary: bool = False,
    by: str = "group",
) -> Sheet:
    """A scorecard in words.

    `rows` filters the rows, `summary` leaves them out, and the tally stays whole; `by` is what the second tally counts
    by: `group`, or `lead`.
    """
    say = words(language)
    lines = [line for line in card.lines if rows is None or rows(line)]
    title = say.title_annual if card.against is Against.ANNUAL else say.title_term
    grids = []
    if not summary:
        grids.append(_indicator_grid(card, lines, language))
    grids.append(tally_grid(card, by, language))
    closing = list(_closing(card, language))
    if not summary and len(lines) < len(card.lines):
        closing.insert(0, say.rows_filtered.format(shown=len(lines), total=len(card.lines)))
    return Sheet(
        title=title.format(programme=f"{say.programme} {visible(card.programme.id)}", year=card.year),
        grids=tuple(grids),
        headline=headline(card.tally, language, percent=True),
        counts=tuple(_counts(card.tally, language)),
        closing=tuple(closing),
        language=language,
        decimal_mark=say.decimal_mark,
    )


def headline(tally: Tally, language: str, *, percent: bool = False) -> str:
    """`23/27 met (85.2 %)`; with unscored ones `1/27 met, 26 not judged`; with nothing judged, that."""
    say = words(language)
    if tally.total == 0:
        return say.no_indicators
    if tally.judged == 0:
        return say.nothing_judged.format(total=tally.total)
    slots = {"met": tally.met_or_exceeded, "total": tally.total, "n": tally.unscored}
    if tally.unscored:
        return say.headline_unjudged.format(**slots)
    if not percent:
        return say.headline.format(**slots)
    return say.headline_percent.format(**slots, percent=share(tally, language))


def share(tally: Tally, language: str) -> str:
    """The share of the total that is met or exceeded, as a percentage with one decimal."""
    return spell_percent(ratio_percent(Decimal(tally.met_or_exceeded), Decimal(tally.total)), language)


def name_of(line: Line, language: str) -> str:
    """An indicator's name, its unit in brackets."""
    name = visible(say_in(line.indicator.name, language)).strip()
    unit = unit_of(line, language)
    return f"{name} ({unit})" if unit else name


def unit_of(line: Line, language: str) -> str:
    """An indicator's unit; empty where it has none."""
    return visible(say_in(line.indicator.unit, language)).strip() if line.indicator.unit else ""


def group_name(programme: Programme, group: str, language: str) -> str:
    """A group's name."""
    return visible(say_in(programme.groups[group], language)).strip()


def _indicator_grid(card: Scorecard, lines: list[Line], language: str) -> Grid:
    say = words(language)
    sections = []
    for status in BEST_FIRST:
        members = tuple(line_row(card, line, language) for line in lines if line.status is status)
        if members:
            sections.append(Section(heading=status_word(status, language), rows=members, status=status))
    if not sections:
        sections.append(Section(heading=say.no_rows, rows=()))
    columns = tuple(Column(heading=heading) for heading in (say.col_target, say.col_actual, say.col_gap))
    return Grid(columns=columns, sections=tuple(sections))


def line_row(card: Scorecard, line: Line, language: str) -> Row:
    """One indicator: its target, its actual, its gap, and the remarks that they must not be shown without."""
    cells = (
        Cell(text=_target(line, language)),
        Cell(text=spell_actual(line, language)),
        gap_cell(line, language),
    )
    return Row(
        name=name_of(line, language),
        cells=cells,
        notes=tuple(remarks(card, line, language)),
        status=line.status,
    )


def _target(line: Line, language: str) -> str:
    return spell_target(line.target, language)


def spell_target(target: Edges | None, language: str) -> str:
    """A target as a person writes it: `160,000`, `30 to 35`, `under 3`."""
    say = words(language)
    if target is None:
        return NOTHING
    if target.form is Form.MILESTONE or target.near is None:
        return say.milestone_target
    near = spell_figure(target.near, language)
    if target.form is Form.UNDER:
        return say.under.format(figure=near)
    if target.form is Form.OVER:
        return say.over.format(figure=near)
    if target.form is Form.RANGE and target.low is not None and target.high is not None:
        return say.between.format(low=spell_figure(target.low, language), high=spell_figure(target.high, language))
    return near


def spell_actual(line: Line, language: str) -> str:
    """An actual as a person writes it: `203,027`, `done`; a dash where there is none."""
    say = words(language)
    if line.actual is None:
        return NOTHING
    if isinstance(line.actual, bool):
        return say.milestone_done if line.actual else say.milestone_open
    return spell_figure(line.actual, language)


def gap_cell(line: Line, language: str) -> Cell:
    """How far the actual is from the target, for better or worse; else why there is no such figure."""
    say = words(language)
    if line.basis is Basis.REPORTED:
        return Cell(text="", tail=say.as_reported)
    if line.reason is not None:
        return Cell(text="", tail=reason_words(line.reason, language))
    if line.gap is None:
        return Cell(text=NOTHING)
    if line.gap == 0:
        return Cell(text="", tail=say.gap_none if line.status.is_met else say.gap_bound)
    phrase = say.gap_better if line.gap > 0 else say.gap_worse
    spelled = spell_figure(line.gap.copy_abs(), language)
    before, _, after = phrase.partition("{figure}")
    return Cell(text=before + spelled, tail=after)


def remarks(card: Scorecard, line: Line, language: str) -> Iterator[str]:
    """The remarks below a name: what a change or a sum is, provisional, a discrepancy."""
    say = words(language)
    yield from _change_note(card, line, language)
    first = first_year(card.programme, line.indicator)
    if line.indicator.cumulative and line.actual is not None and first < card.year:
        yield say.sum_since.format(first=first, last=card.year)
    yield from reported_mark(line, language)


def reported_mark(line: Line, language: str) -> Iterator[str]:
    """The remarks that a figure must not be shown without: a discrepancy, and that it is provisional."""
    say = words(language)
    if line.discrepancy and line.reported is not None:
        yield "≠ " + say.discrepancy.format(status=status_word(line.reported, language).lower())
    if line.provisional:
        as_of = line.entry.as_of if line.entry else None
        yield say.provisional_as_of.format(date=spell_date(as_of, language)) if as_of else say.provisional


def reason_words(reason: Reason, language: str) -> str:
    """Why an indicator is not judged."""
    told: str = getattr(words(language), reason.value.replace("-", "_"))
    return told


def _change_note(card: Scorecard, line: Line, language: str) -> Iterator[str]:
    """What a change target asked for, from the year before."""
    say = words(language)
    written = line.written_target
    if written is None or line.target is None or line.target.previous is None:
        return
    year = (card.year if card.against is Against.ANNUAL else card.programme.years[1]) - 1
    if written.change == 0:
        yield say.as_previous.format(year=year)
    elif written.change is not None:
        yield say.change_planned.format(change=spell_figure(written.change, language, signed=True), year=year)
    elif written.change_percent is not None:
        percent = written.change_percent
        phrase = say.under_previous if percent < 0 else say.over_previous if percent > 0 else say.as_previous
        yield phrase.format(figure=spell_figure(percent.copy_abs(), language), year=year)


def _tallies(card: Scorecard, by: str, language: str) -> Iterator[tuple[str, Tally]]:
    """The second tally: a name and a tally for each group, or for each lead with those without one last."""
    if by == "group":
        for group in card.groups:
            yield group_name(card.programme, group.id, language), group.tally
        return
    leads: dict[str, list[Line]] = {}
    for line in card.lines:
        lead = line.indicator.lead
        leads.setdefault(visible(say_in(lead, language)).strip() if lead else "", []).append(line)
    for name in sorted(leads, key=lambda name: not name):
        yield name or words(language).no_lead, count(leads[name])


def tally_grid(card: Scorecard, by: str, language: str) -> Grid:
    """The second tally: a row for each group, or each lead, and a column for each status."""
    say = words(language)
    shown = tallied(card.tally)
    rows = [
        Row(name=name, cells=tally_cells(tally, shown))
        for name, tally in _tallies(card, by, language)
        if tally.total + tally.withdrawn
    ]
    heading = say.col_group if by == "group" else say.show_lead
    columns = [Column(heading=say.col_met)]
    columns += [Column(heading=status_word(status, language), status=status) for status in shown]
    return Grid(columns=tuple(columns), sections=(Section(heading="", rows=tuple(rows)),), name_heading=heading)


def tallied(tally: Tally) -> tuple[Status, ...]:
    """The statuses that a tally has columns for: the verdicts, and what else there is of."""
    others = tuple(status for status in (Status.UNSCORED, Status.WITHDRAWN) if of_status(tally, status))
    return (*(status for status in BEST_FIRST if status.is_verdict), *others)


def tally_cells(tally: Tally, shown: Sequence[Status]) -> tuple[Cell, ...]:
    """A tally's headline, and how many have each of these statuses."""
    met = Cell(text=f"{tally.met_or_exceeded}/{tally.total}" if tally.judged else NOTHING)
    return (met, *(Cell(text=str(of_status(tally, status) or NONE_HERE)) for status in shown))


def of_status(tally: Tally, status: Status) -> int:
    """How many have a status."""
    number: int = getattr(tally, status.value.replace("-", "_"))
    return number


def _counts(tally: Tally, language: str) -> Iterator[Count]:
    for status in BEST_FIRST:
        number = of_status(tally, status)
        if number:
            yield Count(status=status, text=count_words(status, number, language))


def count_words(status: Status, number: int, language: str) -> str:
    """How many have a status: `9 exceeded`."""
    phrase: str = getattr(words(language), "n_" + status.value.replace("-", "_"))
    return phrase.format(n=number)


def _closing(card: Scorecard, language: str) -> Iterator[str]:
    """What the headline rests on, and whether it agrees with the published ones."""
    say = words(language)
    tally, dated = card.tally, len(card.published) > 1
    if tally.judged:
        parts = [say.basis_line.format(computed=tally.computed, reported=tally.reported)]
        if tally.discrepancies:
            phrase = say.one_discrepancy if tally.discrepancies == 1 else say.n_discrepancies
            parts.append("≠ " + phrase.format(n=tally.discrepancies))
        if tally.provisional:
            phrase = say.one_provisional if tally.provisional == 1 else say.n_provisional
            parts.append(phrase.format(n=tally.provisional))
        agreed = [each for each in card.published if each.agrees]
        parts += [agreement_words(each, language, dated=dated) for each in agreed]
        yield " · ".join(parts)
    for each in card.published:
        if not (each.agrees and tally.judged):
            yield agreement_words(each, language, dated=dated)


def published_headline(published: Published, language: str) -> str:
    """A published headline in short: `23/27`, or the counts that were printed."""
    say = words(language)
    counts = published.counts
    if "met_or_exceeded" in counts and "total" in counts:
        told = f"{counts['met_or_exceeded']}/{counts['total']}"
    else:
        told = say.list_comma.join(f"{say.ids[name]} {number}" for name, number in counts.items())
    return told


def agreement_words(
    found: Agreement,
    language: str,
    phrases: Mapping[bool | None, str] | None = None,
    *,
    dated: bool = False,
) -> str:
    """Whether a published headline agrees, in words, with the counts that differ.

    `dated` tells its date, where there are several to be told apart.
    """
    say = words(language)
    phrases = phrases or {True: say.agrees, False: say.disagrees, None: say.undecided}
    told = published_headline(found.published, language)
    if dated and found.published.as_of:
        told += say.as_of.format(date=spell_date(found.published.as_of, language))
    return phrases[found.agrees].format(headline=told, differences=_differences(found, say))


def _differences(found: Agreement, say: type[Words]) -> str:
    each = (
        say.difference.format(count=say.ids[d.count], published=d.published, found=d.found) for d in found.differences
    )
    return say.list_semicolon.join(each)
