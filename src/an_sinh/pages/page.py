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
from an_sinh.pages.say import NOTHING, Say, marked
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


STATUS_WORDS: Mapping[Status, str] = {
    Status.EXCEEDED: marked("Exceeded"),
    Status.MET: marked("Met"),
    Status.UNMET: marked("Unmet"),
    Status.NOT_STARTED: marked("Not started"),
    Status.UNSCORED: marked("Not judged"),
    Status.WITHDRAWN: marked("Withdrawn"),
}
COUNTED: Mapping[Status, str] = {
    Status.EXCEEDED: marked("{n} exceeded"),
    Status.MET: marked("{n} met"),
    Status.UNMET: marked("{n} unmet"),
    Status.NOT_STARTED: marked("{n} not started"),
    Status.UNSCORED: marked("{n} not judged"),
    Status.WITHDRAWN: marked("{n} withdrawn"),
}
REASONS: Mapping[Reason, str] = {
    Reason.NO_ACTUAL: marked("no figure yet"),
    Reason.NO_TARGET: marked("no target"),
    Reason.NO_PREVIOUS_YEAR: marked("no figure a year ago"),
    Reason.NO_BASE: marked("no percentage of zero or less"),
    Reason.GAP_IN_YEARS: marked("a year is missing"),
    Reason.SERIES_BREAK: marked("defined anew"),
}
COUNT_WORDS: Mapping[str, str] = {
    "met_or_exceeded": marked("met or exceeded"),
    "total": marked("total"),
    "exceeded": marked("exceeded"),
    "met": marked("met"),
    "unmet": marked("unmet"),
    "not_started": marked("not started"),
}


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


def status_word(status: Status, say: Say) -> str:
    """A status as a heading."""
    return say.text(STATUS_WORDS[status])


def score_sheet(
    card: Scorecard,
    say: Say,
    *,
    rows: Callable[[Line], bool] | None = None,
    summary: bool = False,
    by: str = "group",
) -> Sheet:
    """A scorecard in words.

    `rows` filters the rows, `summary` leaves them out, and the tally stays whole; `by` is what the second tally counts
    by: `group`, or `lead`.
    """
    lines = [line for line in card.lines if rows is None or rows(line)]
    title = (
        say.text("{programme} · {year} against the plan for {year}")
        if card.against is Against.ANNUAL
        else say.text("{programme} · {year} against the end-of-term targets")
    )
    grids = []
    if not summary:
        grids.append(_indicator_grid(card, lines, say))
    grids.append(tally_grid(card, by, say))
    closing = list(_closing(card, say))
    if not summary and len(lines) < len(card.lines):
        closing.insert(0, say.text("{shown} of {total} rows shown", shown=len(lines), total=len(card.lines)))
    return Sheet(
        title=title.format(programme=programme_named(card.programme, say), year=card.year),
        grids=tuple(grids),
        headline=headline(card.tally, say, percent=True),
        counts=tuple(_counts(card.tally, say)),
        closing=tuple(closing),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def programme_named(programme: Programme, say: Say) -> str:
    """What a programme calls itself, and its id."""
    return say.text("Programme") + " " + visible(programme.id)


def headline(tally: Tally, say: Say, *, percent: bool = False) -> str:
    """`23/27 met (85.2 %)`; with unscored ones `1/27 met, 26 not judged`; with nothing judged, that."""
    if tally.total == 0:
        return say.text("No indicator counts in this year")
    if tally.judged == 0:
        return say.text(
            "Nothing is judged: no target and actual can be compared, and the authority gave no "
            "verdict ({total} indicators)",
            total=tally.total,
        )
    slots = {"met": tally.met_or_exceeded, "total": tally.total, "n": tally.unscored}
    if tally.unscored:
        return say.text("{met}/{total} met, {n} not judged", **slots)
    if not percent:
        return say.text("{met}/{total} met", **slots)
    return say.text("{met}/{total} met ({percent})", **slots, percent=share(tally, say))


def share(tally: Tally, say: Say) -> str:
    """The share of the total that is met or exceeded, as a percentage with one decimal."""
    return say.percent(ratio_percent(Decimal(tally.met_or_exceeded), Decimal(tally.total)))


def name_of(line: Line, say: Say) -> str:
    """An indicator's name, its unit in brackets."""
    name = visible(say.of_data(line.indicator.name)).strip()
    unit = unit_of(line, say)
    return f"{name} ({unit})" if unit else name


def unit_of(line: Line, say: Say) -> str:
    """An indicator's unit; empty where it has none."""
    return visible(say.of_data(line.indicator.unit)).strip() if line.indicator.unit else ""


def group_name(programme: Programme, group: str, say: Say) -> str:
    """A group's name."""
    return visible(say.of_data(programme.groups[group])).strip()


def _indicator_grid(card: Scorecard, lines: list[Line], say: Say) -> Grid:
    sections = []
    for status in BEST_FIRST:
        members = tuple(line_row(card, line, say) for line in lines if line.status is status)
        if members:
            sections.append(Section(heading=status_word(status, say), rows=members, status=status))
    if not sections and card.lines:
        sections.append(Section(heading=say.text("No indicator matches the filters"), rows=()))
    columns = tuple(Column(heading=heading) for heading in (say.text("target"), say.text("actual"), say.text("gap")))
    return Grid(columns=columns, sections=tuple(sections))


def line_row(card: Scorecard, line: Line, say: Say) -> Row:
    """One indicator: its target, its actual, its gap, and the remarks that they must not be shown without."""
    cells = (
        Cell(text=_target(line, say)),
        Cell(text=spell_actual(line, say)),
        gap_cell(line, say),
    )
    return Row(
        name=name_of(line, say),
        cells=cells,
        notes=tuple(remarks(card, line, say)),
        status=line.status,
    )


def _target(line: Line, say: Say) -> str:
    return spell_target(line.target, say)


def spell_target(target: Edges | None, say: Say) -> str:
    """A target as a person writes it: `160,000`, `30 to 35`, `under 3`."""
    if target is None:
        return NOTHING
    if target.form is Form.MILESTONE or target.near is None:
        return say.text("to be done")
    near = say.figure(target.near)
    if target.form is Form.UNDER:
        return say.text("under {figure}", figure=near)
    if target.form is Form.OVER:
        return say.text("over {figure}", figure=near)
    if target.form is Form.RANGE and target.low is not None and target.high is not None:
        return say.text("{low} to {high}", low=say.figure(target.low), high=say.figure(target.high))
    return near


def spell_actual(line: Line, say: Say) -> str:
    """An actual as a person writes it: `203,027`, `done`; a dash where there is none."""
    if line.actual is None:
        return NOTHING
    if isinstance(line.actual, bool):
        return say.text("done") if line.actual else say.text("not done")
    return say.figure(line.actual)


def gap_cell(line: Line, say: Say) -> Cell:
    """How far the actual is from the target, for better or worse; else why there is no such figure."""
    if line.basis is Basis.REPORTED:
        return Cell(text="", tail=say.text("as reported"))
    if line.basis is Basis.INFERRED:
        return Cell(text="", tail=say.text("inferred"))
    if line.reason is not None:
        return Cell(text="", tail=reason_words(line.reason, say))
    if line.gap is None:
        return Cell(text=NOTHING)
    if line.gap == 0:
        return Cell(text="", tail=say.text("on target") if line.status.is_met else say.text("not past it"))
    phrase = say.sense("gap", "{figure} better") if line.gap > 0 else say.sense("gap", "{figure} worse")
    spelled = say.figure(line.gap.copy_abs())
    before, _, after = phrase.partition("{figure}")
    return Cell(text=before + spelled, tail=after)


def remarks(card: Scorecard, line: Line, say: Say) -> Iterator[str]:
    """The remarks below a name: what a change or a sum is, provisional, a discrepancy."""
    yield from _change_note(card, line, say)
    first = first_year(card.programme, line.indicator)
    if line.indicator.cumulative and line.actual is not None and first < card.year:
        yield say.text("the sum of {first}-{last}", first=first, last=card.year)
    yield from reported_mark(line, say)


def reported_mark(line: Line, say: Say) -> Iterator[str]:
    """The remarks that a figure must not be shown without: a discrepancy, and that it is provisional."""
    if line.discrepancy and line.reported is not None:
        yield "≠ " + say.text("the authority reported: {status}", status=status_word(line.reported, say).lower())
    if line.provisional:
        as_of = line.entry.as_of if line.entry else None
        yield say.text("provisional, as of {date}", date=say.date(as_of)) if as_of else say.text("provisional")


def reason_words(reason: Reason, say: Say) -> str:
    """Why an indicator is not judged."""
    return say.text(REASONS[reason])


def _change_note(card: Scorecard, line: Line, say: Say) -> Iterator[str]:
    """What a change target asked for, from the year before."""
    written = line.written_target
    if written is None or line.target is None or line.target.previous is None:
        return
    year = (card.year if card.against is Against.ANNUAL else card.programme.years[1]) - 1
    if written.change == 0:
        yield say.text("target: as in {year}", year=year)
    elif written.change is not None:
        yield say.text("target: {change} on {year}", change=say.figure(written.change, signed=True), year=year)
    elif written.change_percent is not None:
        percent = written.change_percent
        phrase = (
            say.text("target: {figure} % under {year}")
            if percent < 0
            else say.text("target: {figure} % over {year}")
            if percent > 0
            else say.text("target: as in {year}")
        )
        yield phrase.format(figure=say.figure(percent.copy_abs()), year=year)


def _tallies(card: Scorecard, by: str, say: Say) -> Iterator[tuple[str, Tally]]:
    """The second tally: a name and a tally for each group, or for each lead with those without one last."""
    if by == "group":
        for group in card.groups:
            yield group_name(card.programme, group.id, say), group.tally
        return
    leads: dict[str, list[Line]] = {}
    for line in card.lines:
        lead = line.indicator.lead
        leads.setdefault(visible(say.of_data(lead)).strip() if lead else "", []).append(line)
    for name in sorted(leads, key=lambda name: not name):
        yield name or say.text("No lead named"), count(leads[name])


def tally_grid(card: Scorecard, by: str, say: Say) -> Grid:
    """The second tally: a row for each group, or each lead, and a column for each status."""
    shown = tallied(card.tally)
    rows = [
        Row(name=name, cells=tally_cells(tally, shown))
        for name, tally in _tallies(card, by, say)
        if tally.total + tally.withdrawn
    ]
    heading = say.text("group") if by == "group" else say.text("Lead")
    columns = [Column(heading=say.text("met"))]
    columns += [Column(heading=status_word(status, say), status=status) for status in shown]
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


def _counts(tally: Tally, say: Say) -> Iterator[Count]:
    for status in BEST_FIRST:
        number = of_status(tally, status)
        if number:
            yield Count(status=status, text=count_words(status, number, say))


def count_words(status: Status, number: int, say: Say) -> str:
    """How many have a status: `9 exceeded`."""
    return say.text(COUNTED[status], n=number)


def basis_words(tally: Tally, say: Say) -> str:
    """On what the verdicts rest: `5 computed from figures, 8 as reported, 14 inferred`."""
    slots = {"computed": tally.computed, "reported": tally.reported}
    if not tally.inferred:
        return say.text("{computed} computed from figures, {reported} as reported", **slots)
    return say.text(
        "{computed} computed from figures, {reported} as reported, {inferred} inferred",
        **slots,
        inferred=tally.inferred,
    )


def _closing(card: Scorecard, say: Say) -> Iterator[str]:
    """What the headline rests on, and whether it agrees with the published ones."""
    tally, dated = card.tally, len(card.published) > 1
    if tally.judged:
        parts = [basis_words(tally, say)]
        if tally.discrepancies:
            told = say.plural(
                "{n} differs from what was reported", "{n} differ from what was reported", tally.discrepancies
            )
            parts.append(f"≠ {told}")
        if tally.provisional:
            parts.append(say.plural("{n} provisional figure", "{n} provisional figures", tally.provisional))
        agreed = [each for each in card.published if each.agrees]
        parts += [agreement_words(each, say, dated=dated) for each in agreed]
        yield " · ".join(parts)
    for each in card.published:
        if not (each.agrees and tally.judged):
            yield agreement_words(each, say, dated=dated)


def published_headline(published: Published, say: Say) -> str:
    """A published headline in short: `23/27`, or the counts that were printed."""
    counts = published.counts
    if "met_or_exceeded" in counts and "total" in counts:
        told = f"{counts['met_or_exceeded']}/{counts['total']}"
    else:
        told = ", ".join(f"{say.text(COUNT_WORDS[name])} {number}" for name, number in counts.items())
    return told


def agreement_words(
    found: Agreement,
    say: Say,
    phrases: Mapping[bool | None, str] | None = None,
    *,
    dated: bool = False,
) -> str:
    """Whether a published headline agrees, in words, with the counts that differ.

    `dated` tells its date, where there are several to be told apart.
    """
    phrases = phrases or {
        True: say.text("agrees with the published {headline}"),
        False: say.text("does not agree with the published {headline}: {differences}"),
        None: say.text("the published {headline} can be neither confirmed nor denied: too many are not judged"),
    }
    told = published_headline(found.published, say)
    if dated and found.published.as_of:
        told += say.text(" of {date}", date=say.date(found.published.as_of))
    return phrases[found.agrees].format(headline=told, differences=_differences(found, say))


def _differences(found: Agreement, say: Say) -> str:
    each = (
        say.text(
            "{count} published {published}, found {found}",
            count=say.text(COUNT_WORDS[d.count]),
            published=d.published,
            found=d.found,
        )
        for d in found.differences
    )
    return "; ".join(each)
