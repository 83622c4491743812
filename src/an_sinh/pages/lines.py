"""What is said of one indicator in one year, whatever the page: its name, target, actual, gap and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from an_sinh.figures import Mean
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Line, Scorecard, a_year_before, figure_of, first_year, target_for
from an_sinh.pages.page import Cell, Row
from an_sinh.pages.say import NOTHING, Say, marked
from an_sinh.programme.model import Place, Programme
from an_sinh.terms import Basis, Direction, Form, Outlook, Part, Period, Reason, Status
from an_sinh.text import visible

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

WATCHED = marked("Watched only")
"""What heads the indicators that are judged and shown, and in no count."""
WATCHED_KIND = "watched"
"""What a filter calls them by."""

REASONS: Mapping[Reason, str] = {
    Reason.NO_ACTUAL: marked("no figure yet"),
    Reason.NO_TARGET: marked("no target"),
    Reason.NO_PREVIOUS_YEAR: marked("no figure a year ago"),
    Reason.NO_BASE: marked("no percentage of zero or less"),
    Reason.GAP_IN_YEARS: marked("a year is missing"),
    Reason.SERIES_BREAK: marked("defined anew"),
    Reason.YEAR_OPEN: marked("the year is not over"),
    Reason.PART_UNSCORED: marked("a part is not judged"),
}
PARTS: Mapping[Part, str] = {
    Part.ACTUAL: marked("actual"),
    Part.REPORTED: marked("verdict"),
    Part.TARGET: marked("target"),
    Part.BASE: marked("base"),
}
"""What somebody stands behind, as a word."""


def status_word(status: Status, say: Say, *, so_far: bool = False) -> str:
    """A status as a heading; in a part of a year (`so_far`) what is not judged is open."""
    so_far = so_far or say.so_far
    return say.text("Open") if so_far and status is Status.UNSCORED else say.text(STATUS_WORDS[status])


def kind_and_id(programme: Programme, say: Say) -> str:
    """What a programme calls itself, and its id: `Programme 7/2021`, `Kế hoạch 41/KH-UBND`."""
    kind = visible(say.of_data(programme.kind)).strip() if programme.kind else say.text("Programme")
    return f"{kind} {visible(programme.id)}"


def programme_named(programme: Programme, say: Say) -> str:
    """What a programme calls itself, and its id; of one place also the place's name."""
    named = kind_and_id(programme, say)
    place = programme.place_of
    return f"{named} · {visible(say.of_data(place.name)).strip()}" if place is not None else named


def name_of(line: Line, say: Say) -> str:
    """An indicator's name, its unit in brackets."""
    name = say.named(line.indicator)
    unit = unit_of(line, say)
    return f"{name} ({unit})" if unit else name


def full_name_of(line: Line, say: Say) -> str:
    """A name that can stand by itself: that of a part behind its indicator's."""
    own = name_of(line, say)
    return own if line.whole is None else say.text("{whole}: {part}", whole=say.named(line.whole), part=own)


def unit_of(line: Line, say: Say) -> str:
    """An indicator's unit; empty where it has none."""
    return say.unit_of(line.indicator)


def group_name(programme: Programme, group: str, say: Say) -> str:
    """A group's name."""
    return say.shown(programme.groups[group])


def of_plan(line: Line, say: Say) -> str:
    """How much of the plan was achieved, as such reports put it: `126.9 %`; empty where that has no meaning."""
    achieved = line.achieved_percent
    return say.percent(achieved) if achieved is not None else ""


def year_before(programme: Programme, line: Line, year: Period) -> Decimal | None:
    """The figure of the year before, or the same month of it, where it was read and the two can be compared."""
    if line.indicator.breaks_at(programme.year_of(year)):
        return None
    found = figure_of(programme, line.id, line.indicator, a_year_before(year))
    if isinstance(found, Mean):
        return found.shown()
    return found if isinstance(found, Decimal) else None


def beside(card: Scorecard, line: Line, say: Say) -> Iterator[str]:
    """How much of the plan was achieved, and the figure of the year before."""
    if percent := of_plan(line, say):
        yield say.text("{percent} of the plan", percent=percent)
    if card.is_so_far and (told := of_years_plan(line, say)):
        yield told
    before = year_before(card.programme, line, line.year)
    if before is not None and line.actual is not None:
        yield say.text("{figure} the year before", figure=say.figure(before))


def of_years_plan(line: Line, say: Say) -> str:
    """How much of an open year's plan a part of the year has brought; empty where that has no meaning."""
    percent = line.year_share_percent
    if percent is None:
        return ""
    adds_to_a_ceiling = line.indicator.adds_within_year and line.indicator.better is Direction.LOWER
    phrase = (
        say.text("{percent} of what the year allows") if adds_to_a_ceiling else say.text("{percent} of the year's plan")
    )
    return phrase.format(percent=say.percent(percent))


def line_row(card: Scorecard, line: Line, say: Say) -> Row:
    """One indicator: its target, its actual, its gap, and the remarks that they must not be shown without.

    One that is watched only, and a part, has the sign of its status with it, for no heading tells it.
    """
    apart = line.is_watched or line.whole is not None
    cells = (
        Cell(text=_target(line, say)),
        actual_cell(line, say, line.status if apart else None),
        gap_cell(line, say),
    )
    if line.whole is not None and line.status is Status.WITHDRAWN:
        gone = Cell(text="", tail=say.sense("a status", "withdrawn"))
        cells = (Cell(text=""), Cell(text="", status=line.status), gone)
    return Row(
        id=line.id,
        name=name_of(line, say),
        cells=cells,
        notes=tuple(remarks(card, line, say)),
        status=line.status,
        is_part=line.whole is not None,
        stands_for=0 if line.whole is not None else 1,
    )


def rows_of_parts(card: Scorecard, line: Line, say: Say) -> tuple[Row, ...]:
    """A row for each part of an indicator, to stand below its own."""
    return tuple(line_row(card, part, say) for part in line.parts)


def _target(line: Line, say: Say) -> str:
    return "" if line.parts else spell_target(line.target, say)


def spell_target(target: Edges | None, say: Say) -> str:
    """A target as a person writes it: `160,000`, `30 to 35`, `under 3`."""
    if target is None:
        return NOTHING
    if target.form is Form.MILESTONE or target.near is None:
        return say.text("to be done")
    near = say.figure(target.near)
    if target.form is Form.ABOUT:
        return say.text("about {figure}", figure=near)
    if target.form is Form.UNDER:
        return say.text("under {figure}", figure=near)
    if target.form is Form.OVER:
        return say.text("over {figure}", figure=near)
    if target.form is Form.RANGE and target.far is not None:
        low, high = sorted((target.near, target.far))
        return say.text("{low} to {high}", low=say.figure(low), high=say.figure(high))
    return near


def spell_actual(line: Line, say: Say) -> str:
    """An actual as a person writes it: `203,027`, `done`; a dash where there is none."""
    shown = line.shown
    if shown is None:
        return "" if line.parts else NOTHING
    if isinstance(shown, bool):
        return say.text("done") if shown else say.text("not done")
    return say.figure(shown)


def actual_cell(line: Line, say: Say, status: Status | None = None) -> Cell:
    """An actual, and behind it its year where that may be another than the page's."""
    return Cell(text=spell_actual(line, say), tail=year_behind(line, say), status=status)


def year_behind(line: Line, say: Say) -> str:
    """The year that must be told behind an actual: ` (2019)`."""
    return "" if line.told_year is None else f" ({say.year(line.told_year)})"


def gap_cell(line: Line, say: Say) -> Cell:
    """How far the actual is from the target, for better or worse; else why there is no such figure.

    Of an indicator with parts how many of them are met.
    """
    if line.is_made_of_its_parts:
        return Cell(text="", tail=parts_words(line, say))
    if line.basis is Basis.REPORTED:
        return Cell(text="", tail=say.text("as reported"))
    if line.basis is Basis.INFERRED:
        return Cell(text="", tail=say.text("inferred"))
    if line.reason is not None:
        return Cell(text="", tail=of_years_plan(line, say) or reason_words(line.reason, say))
    if line.gap is None:
        return Cell(text=NOTHING)
    if line.gap == 0:
        return Cell(text="", tail=say.text("on target") if line.status.is_met else say.text("not past it"))
    phrase = say.sense("gap", "{figure} better") if line.gap > 0 else say.sense("gap", "{figure} worse")
    spelled = say.figure((line.shown_gap or line.gap).copy_abs())
    before, _, after = phrase.partition("{figure}")
    return Cell(text=before + spelled, tail=after)


def parts_words(line: Line, say: Say) -> str:
    """How many of an indicator's parts are met: `1 of 2 parts met`."""
    asked = [part for part in line.parts if part.status is not Status.WITHDRAWN]
    met = sum(part.status.is_met for part in asked)
    return say.plural("{met} of {n} part met", "{met} of {n} parts met", len(asked), met=met)


def not_asked(place: Place, indicator: str, say: Say) -> str:
    """Why an indicator does not count in a place: in the place's own words, where it has any."""
    why = place.not_counted.get(indicator)
    if why is not None:
        return say.text("not counted: {reason}", reason=visible(say.of_data(why)))
    if place.indicators[indicator].is_never_asked:
        return say.text("not asked of places")
    return say.sense("a status", "withdrawn")


def remarks(card: Scorecard, line: Line, say: Say) -> Iterator[str]:
    """The remarks below a name: what a change or a sum is, provisional, a discrepancy."""
    place = card.programme.place_of
    if line.status is Status.WITHDRAWN and place is not None and place.indicators[line.id].is_never_asked:
        yield not_asked(place, line.id, say)
    yield from _change_note(card, line, say)
    first = first_year(card.programme, line.indicator)
    if line.indicator.is_over_years and line.actual is not None and first < card.programme.year_of(line.year):
        phrase = say.text("the sum of {first}-{last}")
        if line.indicator.average:
            rounded = line.shown != line.actual
            phrase = (
                say.text("the mean of {first}-{last}, rounded") if rounded else say.text("the mean of {first}-{last}")
            )
        yield phrase.format(first=say.year(first), last=say.year(line.year))
    yield from missing_years(card, line, say)
    yield from due_mark(line, say)
    yield from reported_mark(line, say)
    yield from on_the_way_mark(line, say)


def missing_years(card: Scorecard, line: Line, say: Say) -> Iterator[str]:
    """Which years a sum or a mean lacks."""
    if line.reason is not Reason.GAP_IN_YEARS:
        return
    programme = card.programme
    years = range(first_year(programme, line.indicator), programme.year_of(line.year) + 1)
    lacking = [say.year(year) for year in years if programme.figure(line.id, year) is None]
    if lacking:
        yield say.text("no figure for {years}", years=say.join(lacking))


def due_mark(line: Line, say: Say) -> Iterator[str]:
    """That the target of the term is due in another year than the programme's last."""
    written = line.written_target
    if written is not None and written.by is not None:
        yield say.text("due in {year}", year=say.year(written.by))


def reported_mark(line: Line, say: Say) -> Iterator[str]:
    """The remarks that a figure must not be shown without: a discrepancy, and that it is provisional."""
    if line.is_contradicted and line.reported is not None:
        yield "≠ " + say.text("the authority reported: {status}", status=status_word(line.reported, say).lower())
    if line.provisional and not line.parts:
        as_of = line.entry.as_of if line.entry else None
        yield say.text("provisional, as of {date}", date=say.date(as_of)) if as_of else say.text("provisional")


ON_THE_WAY: Mapping[Outlook, str] = {
    Outlook.ON_TRACK: marked("the authority: on track for the end of the term"),
    Outlook.BEHIND: marked("the authority: behind for the end of the term"),
    Outlook.FAR_BEHIND: marked("the authority: far behind for the end of the term"),
}
"""The authority's word on the way to the term's target."""


def on_the_way_mark(line: Line, say: Say) -> Iterator[str]:
    """What the authority said of the way to the end of the term, of what is not reached."""
    reported = line.entry.reported if line.entry else None
    if reported is not None and reported.outlook is not None and not line.status.is_met:
        yield say.text(ON_THE_WAY[reported.outlook])


def reason_words(reason: Reason, say: Say) -> str:
    """Why an indicator is not judged."""
    return say.text(REASONS[reason])


def _of_baseline(percent: Decimal, year: int, say: Say) -> str:
    """What a percentage of the baseline asked for."""
    if percent == 0:
        return say.text("target: the baseline of {year}", year=say.year(year))
    figure = say.figure(percent.copy_abs())
    if percent < 0:
        return say.text("target: {figure} % under the baseline of {year}", figure=figure, year=say.year(year))
    return say.text("target: {figure} % over the baseline of {year}", figure=figure, year=say.year(year))


def counted_from(card: Scorecard, line: Line) -> Period:
    """The year that a change counts from, or the same month of it."""
    _, year = target_for(card.programme, line.indicator, line.year, card.against)
    return a_year_before(year)


def _change_note(card: Scorecard, line: Line, say: Say) -> Iterator[str]:
    """What a change target asked for, from the year before."""
    written = line.written_target
    if written is None or line.target is None or line.target.previous is None:
        return
    year = say.year(counted_from(card, line))
    if written.from_baseline_percent is not None and line.indicator.baseline is not None:
        yield _of_baseline(written.from_baseline_percent, line.indicator.baseline.year, say)
    elif written.change == 0:
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
        yield say.filled(phrase, figure=say.figure(percent.copy_abs()), year=year)


def whose(line: Line, say: Say) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sources of a line by what they said of it, `actual, verdict`; no word where all of it rests on the same."""
    said: dict[tuple[str, ...], list[str]] = {}
    for part in Part:
        ids: tuple[str, ...] = getattr(line.sources, part)
        if ids:
            said.setdefault(ids, []).append(say.text(PARTS[part]))
    if len(said) < 2:
        return tuple(("", ids) for ids in said)
    return tuple((", ".join(words), ids) for ids, words in said.items())
