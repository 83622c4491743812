"""One indicator over the years as a chart: what is drawn, as figures and years, and every word that stands in it.

Targets are steps, a year wide; actuals are points, joined where years follow each other; the end of the term has a mark
of its own, and the outlook goes on to it. What is no figure (a milestone, a verdict alone) is a strip of years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from an_sinh.figures import to_places
from an_sinh.judge.outlook import Prospect, prospect
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Line, Scorecard, edges_for, target_for, term_target
from an_sinh.pages.axis import Scale, Tick, scale_for, ticks_on
from an_sinh.pages.drawings import Point
from an_sinh.pages.lines import BEST_FIRST, full_name_of, programme_named, spell_actual, spell_target, status_word
from an_sinh.pages.outlook import outlook_word, shown_decimals
from an_sinh.pages.say import NOTHING, DataText, Say, marked
from an_sinh.pages.show import year_reason
from an_sinh.pages.way import way_to_term
from an_sinh.programme.model import Indicator, Programme
from an_sinh.terms import Against, Direction, Form, Month, Status
from an_sinh.values import dataclass

KEY = {
    "actual": marked("actual"),
    "provisional": marked("provisional"),
    "so-far": marked("at the end of a month"),
    "step": marked("the year's target"),
    "strict": marked("a bound that must be passed"),
    "band": marked("from the lower to the upper end of the target"),
    "goal": marked("target at the end of the term"),
    "baseline": marked("baseline"),
    "way": marked("from the baseline to the target at the end of the term"),
    "ahead": marked("on as it goes"),
    "anew": marked("defined anew"),
    "broken": marked("the scale does not begin at 0"),
}
"""The marks of a chart, and what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure in its year, as it is drawn and as it is said."""

    year: int
    value: Decimal
    text: str
    tone: str = ""
    """The code of its status."""
    provisional: bool = False
    through: float = 0.5
    """How much of the year lies before it: of a year's own figure half, which is the middle of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A target that holds from one year to another."""

    first: int
    last: int
    near: Decimal
    far: Decimal | None
    """The other end of a band."""
    strict: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearColumn:
    """A year of a chart: its status, and what a strip says where there is no scale."""

    year: int
    text: str
    tone: str = ""
    """The code of its status; empty in a year that was not judged by a file."""
    target: str = ""
    actual: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """A mark, or the code of a status, and the word for it."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One series of figures."""

    name: str
    """What it is called among others; empty where it is the only one."""
    unit: str
    columns: tuple[YearColumn, ...]
    scale: Scale | None
    """None where there is no figure at all: then it is a strip."""
    ticks: tuple[Tick, ...] = ()
    steps: tuple[Step, ...] = ()
    points: tuple[Mark, ...] = ()
    so_far: tuple[Mark, ...] = ()
    """What stood at the end of a month."""
    baseline: Mark | None = None
    goal: Mark | None = None
    goal_far: Decimal | None = None
    goal_strict: bool = False
    way: tuple[Point, Point] | None = None
    """From where to where the straight way goes, where no year has a target of its own."""
    ahead: tuple[Mark, Mark] | None = None
    """From the latest figure to where the growth leads."""
    breaks: tuple[int, ...] = ()
    key: tuple[KeyEntry, ...] = ()
    signs: tuple[KeyEntry, ...] = ()
    """The statuses that there are, with their words."""
    sentence: str = ""
    """What is said where there is nothing to draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An indicator's charts: one, or one for each of its parts, with what is said of them to who does not see them."""

    title: DataText | str
    """The indicator's name."""
    subtitle: str
    described: tuple[str, ...]
    """The same in sentences, year by year."""
    charts: tuple[Chart, ...]
    words: tuple[str, str]
    """What the rows of a strip are called: target and actual."""
    language: str


def picture(cards: Sequence[Scorecard], at: int, say: Say, seen: Prospect | None = None) -> Picture:
    """The indicator at a position of the cards' lines; a card for each year, and for parts of years, by one yardstick.

    `seen` is its outlook, where that is known already.
    """
    months = [(card, card.rows[at]) for card in cards if card.is_so_far]
    cards = [card for card in cards if not card.is_so_far] or cards
    latest = cards[-1]
    programme, line = latest.programme, latest.rows[at]
    say = say.counting(programme.year_starts)
    seen = seen or prospect(programme, line.id, line.indicator, latest.whole_year)
    first, last = map(say.year, programme.years)
    return Picture(
        title=full_name_of(line, say),
        subtitle=_subtitle(latest.against, say).format(
            programme=programme_named(programme, say), first=first, last=last
        ),
        described=tuple(_described(cards, [card.rows[at] for card in cards], seen, say)),
        charts=tuple(_charts(cards, at, months, seen, say)),
        words=(say.text("target"), say.text("actual")),
        language=say.language,
    )


def _subtitle(against: Against, say: Say) -> str:
    """By which yardstick the signs below the years judge."""
    if against is Against.ANNUAL:
        return say.text("{programme} · {first}-{last}, each year against its own plan")
    return say.text("{programme} · {first}-{last} against the end-of-term targets")


def _described(cards: Sequence[Scorecard], lines: Sequence[Line], seen: Prospect, say: Say) -> Iterator[str]:
    baseline = lines[-1].indicator.baseline
    if baseline is not None:
        yield say.text("{year}: baseline {figure}.", year=say.year(baseline.year), figure=say.figure(baseline.value))
    yield from (year_reason(card, line, say) for card, line in zip(cards, lines, strict=True))
    ahead = _ahead(cards[-1].programme, seen, say)
    if ahead is not None:
        yield say.text(
            "{year}: {figure}, on as it goes: {outlook}.",
            year=say.year(ahead[1].year),
            figure=ahead[1].text,
            outlook=outlook_word(seen.outlook, say).lower(),
        )


# --- one series -------------------------------------------------------------------------------------------------------


def _charts(
    cards: Sequence[Scorecard], at: int, months: Sequence[tuple[Scorecard, Line]], seen: Prospect, say: Say
) -> Iterator[Chart]:
    """The chart of an indicator; of one with parts that of each, by its name."""
    lines = [card.rows[at] for card in cards]
    if not lines[-1].parts:
        yield _chart(cards, lines, months, seen, say)
    for number, part in enumerate(lines[-1].parts):
        of_part = [line.parts[number] for line in lines]
        so_far = [(card, line.parts[number]) for card, line in months]
        drawn = _chart(cards, of_part, so_far, seen.parts[number], say)
        yield replace(drawn, name=say.named(part.indicator))


def _chart(
    cards: Sequence[Scorecard],
    lines: Sequence[Line],
    months: Sequence[tuple[Scorecard, Line]],
    seen: Prospect,
    say: Say,
) -> Chart:
    programme, line = cards[-1].programme, lines[-1]
    indicator = line.indicator
    steps = tuple(_steps(programme, line.id, indicator, say))
    points = tuple(_points(cards, lines, say))
    goal, goal_edges = _goal(programme, line, say)
    baseline = _baseline(indicator, say)
    drawn = Chart(
        name="",
        unit=say.unit_of(indicator),
        columns=(),
        scale=None,
        steps=steps,
        points=points,
        so_far=tuple(_so_far(programme, months, say)),
        baseline=baseline,
        goal=goal,
        goal_far=_other_end(goal_edges) if goal_edges else None,
        goal_strict=goal_edges is not None and _is_strict(goal_edges),
        way=way_to_term(programme, line.id, indicator),
        ahead=_ahead(programme, seen, say),
    )
    years = _years(programme, drawn)
    figures = tuple(_figures(drawn))
    limits = indicator.limits
    bounds = (limits.low, limits.high) if limits and not indicator.cumulative else (None, None)
    scale = scale_for(figures, bounds) if figures else None
    drawn = replace(
        drawn,
        scale=scale,
        ticks=ticks_on(scale, say.figure) if scale else (),
        columns=tuple(_columns(years, cards, lines, say)),
        breaks=tuple(year for year in indicator.breaks or () if years[0] < year <= years[-1]),
    )
    is_empty = scale is None and not any(column.target or column.actual for column in drawn.columns)
    return replace(
        drawn,
        key=tuple(_key(drawn, say)),
        signs=tuple(_signs(drawn, say)),
        sentence=say.text("There is no figure to draw, and no target.") if is_empty else "",
    )


def _years(programme: Programme, drawn: Chart) -> range:
    """The programme's years, with those of the baseline, of the target's end and of the way there."""
    marks = (drawn.baseline, drawn.goal, *(drawn.way or ()), *(drawn.ahead or ()))
    years = [*programme.years, *(mark.year for mark in marks if mark is not None)]
    return range(min(years), max(years) + 1)


def _figures(drawn: Chart) -> Iterator[Decimal]:
    for step in drawn.steps:
        yield from (step.near, step.near if step.far is None else step.far)
    marks = [*drawn.points, *drawn.so_far, drawn.baseline, drawn.goal, *(drawn.ahead or ())]
    yield from (mark.value for mark in marks if mark is not None)
    yield from (point.value for point in drawn.way or () if point.value is not None)
    if drawn.goal_far is not None:
        yield drawn.goal_far


def _steps(programme: Programme, id_: str, indicator: Indicator, say: Say) -> Iterator[Step]:
    """The targets of the years, those that follow each other and are the same as one."""
    held: Step | None = None
    for year in range(programme.years[0], programme.years[1] + 1):
        found = _annual(programme, id_, indicator, year, say)
        if found and held and not indicator.breaks_at(year) and _is_same(held, found):
            held = replace(held, last=year)
            continue
        if held:
            yield held
        held = found
    if held:
        yield held


def _annual(programme: Programme, id_: str, indicator: Indicator, year: int, say: Say) -> Step | None:
    target, of_year = target_for(programme, indicator, year, Against.ANNUAL)
    if target is None or not indicator.in_years(year):
        return None
    found = edges_for(programme, id_, indicator, target, of_year)
    if not isinstance(found, Edges) or found.near is None:
        return None
    return Step(
        first=year,
        last=year,
        near=found.near,
        far=_other_end(found),
        strict=_is_strict(found),
        text=spell_target(found, say),
    )


def _is_same(one: Step, other: Step) -> bool:
    return (one.near, one.far, one.strict, one.text) == (other.near, other.far, other.strict, other.text)


def _is_strict(found: Edges) -> bool:
    return found.form in (Form.UNDER, Form.OVER)


def _other_end(found: Edges) -> Decimal | None:
    """The other end of a band; a figure from which a target counts as exceeded is none."""
    is_band = found.form is Form.RANGE or found.better is Direction.WITHIN
    return found.far if is_band and found.far != found.near else None


def _points(cards: Sequence[Scorecard], lines: Sequence[Line], say: Say) -> Iterator[Mark]:
    for card, line in zip(cards, lines, strict=True):
        if isinstance(line.shown, Decimal) and line.status is not Status.WITHDRAWN:
            yield Mark(
                year=card.whole_year,
                value=line.shown,
                text=say.figure(line.shown),
                tone=line.status.value,
                provisional=line.provisional,
            )


def _so_far(programme: Programme, months: Sequence[tuple[Scorecard, Line]], say: Say) -> Iterator[Mark]:
    for card, line in months:
        if isinstance(card.year, Month) and isinstance(line.actual, Decimal):
            gone = (card.year.month - programme.year_starts) % 12 + 1
            yield Mark(
                year=programme.year_of(card.year),
                value=line.actual,
                text=say.figure(line.actual),
                through=gone / 12,
            )


def _goal(programme: Programme, line: Line, say: Say) -> tuple[Mark | None, Edges | None]:
    """The target that is written for the end of the term, in the year in which it is due."""
    indicator = line.indicator
    if indicator.target(Against.TERM.value) is None or not indicator.in_years(programme.years[1]):
        return None, None
    target, year = term_target(programme, indicator)
    found = edges_for(programme, line.id, indicator, target, year) if target else None
    if not isinstance(found, Edges) or found.near is None:
        return None, None
    return Mark(year=year, value=found.near, text=spell_target(found, say)), found


def _baseline(indicator: Indicator, say: Say) -> Mark | None:
    """The baseline; beside a sum it says nothing, being a year's figure."""
    written = indicator.baseline
    if written is None or indicator.cumulative:
        return None
    return Mark(year=written.year, value=written.value, text=say.figure(written.value))


def _ahead(programme: Programme, seen: Prospect, say: Say) -> tuple[Mark, Mark] | None:
    """From the latest figure to where the same growth leads by the year in which the target is due."""
    last, actual = seen.due or programme.years[1], seen.actual
    decimals = shown_decimals(seen)
    projection = seen.projection_to(decimals)
    if actual is None or projection is None or actual.year >= last:
        return None
    shown = actual.shown(seen.target)
    start = Mark(year=actual.year, value=shown, text=say.figure(shown))
    return start, Mark(year=last, value=projection, text=say.figure(to_places(projection, decimals)))


def _columns(years: range, cards: Sequence[Scorecard], lines: Sequence[Line], say: Say) -> Iterator[YearColumn]:
    judged = {card.year: line for card, line in zip(cards, lines, strict=True)}
    for year in years:
        line = judged.get(year)
        if line is None:
            yield YearColumn(year=year, text=say.year(year))
        else:
            yield YearColumn(
                year=year,
                text=say.year(year),
                tone=line.status.value,
                target=_or_nothing(spell_target(line.target, say)),
                actual=_or_nothing(spell_actual(line, say)),
            )


def _or_nothing(text: str) -> str:
    return "" if text == NOTHING else text


def _key(drawn: Chart, say: Say) -> Iterator[KeyEntry]:
    """The marks that there are; what is a matter of course, the actual alone, needs none."""
    there = {
        "actual": bool(drawn.points),
        "so-far": bool(drawn.so_far),
        "provisional": any(point.provisional for point in drawn.points),
        "step": any(not step.strict for step in drawn.steps),
        "strict": drawn.goal_strict or any(step.strict for step in drawn.steps),
        "band": drawn.goal_far is not None or any(step.far is not None for step in drawn.steps),
        "goal": drawn.goal is not None,
        "baseline": drawn.baseline is not None,
        "way": drawn.way is not None,
        "ahead": drawn.ahead is not None,
        "anew": bool(drawn.breaks),
        "broken": drawn.scale is not None and drawn.scale.broken,
    }
    if drawn.scale is not None:
        yield from (KeyEntry(mark=mark, text=say.text(text)) for mark, text in KEY.items() if there[mark])


def _signs(drawn: Chart, say: Say) -> Iterator[KeyEntry]:
    there = {column.tone for column in drawn.columns}
    for status in BEST_FIRST:
        if status.value in there:
            yield KeyEntry(mark=status.value, text=status_word(status, say))
