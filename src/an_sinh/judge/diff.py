"""Two scorecards -> what moved between them: verdicts apart from figures, gains apart from improvements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from an_sinh.errors import Complaint
from an_sinh.figures import EXACT, ZERO, Mean
from an_sinh.judge.exported import Exported
from an_sinh.judge.restated import Aspect, Restatement, line_restated, programme_restated, target_of
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.programme.model import Indicator
from an_sinh.terms import Direction, Month, Period, Status
from an_sinh.values import dataclass


class Change(StrEnum):
    """What happened to an indicator between two scorecards."""

    REGRESSED = "regressed"
    """A worse verdict."""
    IMPROVED = "improved"
    """A better verdict."""
    GAINED = "gained"
    """A verdict where there was none."""
    LOST = "lost"
    """No verdict where there was one."""
    CHANGED = "changed"
    """Another figure or another target, and the same verdict."""
    RESTATED = "restated"
    """Nothing of these, but what is said of it: a verdict as reported, a source, a note, a mark, the definition."""
    SAME = "same"
    ADDED = "added"
    """Withdrawn, watched only, or not in the programme, on the old side alone."""
    REMOVED = "removed"
    """Withdrawn, watched only, or not in the programme, on the new side alone."""


class Movement(StrEnum):
    """Which way a figure moved, by the indicator's own direction."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One indicator on both sides."""

    id: str
    change: Change
    old: Line | None
    """None where the old side's programme has no such indicator."""
    new: Line | None
    """None where the new side's programme has no such indicator."""
    movement: Movement | None
    """None for a milestone, across a break, with a figure missing, and for what builds up over different months."""
    distance: Decimal | None
    """How far the figure moved, in the unit and without a sign; for a band, how much nearer to or farther from it.

    Of a mean as people are told it.
    """
    restated: tuple[Aspect, ...]
    """What else differs between the two sides."""
    of_two_years: bool
    """Whether the two sides are two years, whose sources and notes are others by nature."""
    parts: tuple[Comparison, ...] = ()
    """Those of its parts, in file order; they count only through it."""

    @property
    def line(self) -> Line:
        """The newer line that there is."""
        line = self.new or self.old
        assert line is not None
        return line

    @property
    def whole(self) -> Indicator | None:
        """The indicator that this is a part of."""
        return self.line.whole

    @property
    def is_watched(self) -> bool:
        """Whether it is watched only, on each side that has it."""
        return all(line.is_watched for line in (self.old, self.new) if line is not None)

    @property
    def target_changed(self) -> bool:
        """Whether both sides have the indicator, and its target differs."""
        return self.old is not None and self.new is not None and target_of(self.old) != target_of(self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff(Exported):
    """Two scorecards side by side."""

    old: Scorecard
    new: Scorecard
    judged_in_both: int
    net: int
    """Improved to met less regressed from met, among those judged in both."""
    counts: Mapping[Change, int]
    """Of those that are counted on either side."""
    lines: tuple[Comparison, ...]
    """All indicators of both sides, in file order."""
    restated: tuple[Restatement, ...]
    """What differs beside the indicators."""

    @property
    def rows(self) -> tuple[Comparison, ...]:
        """All indicators, each followed by its parts."""
        return tuple(each for line in self.lines for each in (line, *line.parts))

    @property
    def counted(self) -> tuple[Comparison, ...]:
        """The indicators without those that are watched only on both sides."""
        return tuple(line for line in self.lines if not line.is_watched)

    @property
    def differs(self) -> bool:
        """Whether anything at all is not the same; where not, the two sides are equal as data."""
        return any(line.change is not Change.SAME for line in self.rows) or bool(self.restated)


def diff(old: Scorecard, new: Scorecard) -> Diff:
    """Lay two scorecards side by side: two years, or the same year of two data directories.

    Raises Complaint where they are judged by different yardsticks, which are never mixed.
    """
    if old.against is not new.against:
        raise Complaint(
            "one side is judged by {old}, the other by {new}",
            "judge both by the same",
            old=old.against.value,
            new=new.against.value,
        )
    lines = tuple(_side_by_side(old.lines, new.lines, old, new))
    both = [line for line in lines if _counts(line.old) and _counts(line.new) and _is_judged_on_both_sides(line)]
    counts = dict.fromkeys(Change, 0)
    for line in lines:
        if not line.is_watched:
            counts[line.change] += 1
    return Diff(
        old=old,
        new=new,
        judged_in_both=len(both),
        net=sum(_is_met(line.new) - _is_met(line.old) for line in both),
        counts=counts,
        lines=lines,
        restated=tuple(programme_restated(old, new)),
    )


def _side_by_side(
    old: Sequence[Line], new: Sequence[Line], old_card: Scorecard, new_card: Scorecard
) -> Iterator[Comparison]:
    """The lines of both sides by their ids, and so those of their parts."""
    before, after = {line.id: line for line in old}, {line.id: line for line in new}
    for id_ in _merged(list(before), list(after)):
        sides = before.get(id_), after.get(id_)
        moved = _moved(id_, *sides, old_card, new_card)
        parts = [line.parts if line is not None else () for line in sides]
        if any(parts):
            inside = tuple(_side_by_side(parts[0], parts[1], old_card, new_card))
            change = _through_its_parts(moved.change, inside)
            moved = replace(moved, parts=inside, change=change)
        yield moved


def _through_its_parts(change: Change, parts: Sequence[Comparison]) -> Change:
    """What happened to an indicator whose verdict is the same: its parts' figures may be others."""
    inside = {part.change for part in parts}
    if change not in (Change.SAME, Change.RESTATED) or inside <= {Change.SAME}:
        return change
    return Change.RESTATED if inside <= {Change.SAME, Change.RESTATED} else Change.CHANGED


def _is_judged_on_both_sides(line: Comparison) -> bool:
    return all(side is not None and side.status.is_verdict for side in (line.old, line.new))


def _is_met(line: Line | None) -> bool:
    return line is not None and line.status.is_met


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The new side's order, with what only the old side has behind its old neighbour."""
    known = set(new)
    after: dict[str | None, list[str]] = {}
    neighbour: str | None = None
    for id_ in old:
        if id_ in known:
            neighbour = id_
        else:
            after.setdefault(neighbour, []).append(id_)
    merged = list(after.get(None, ()))
    for id_ in new:
        merged += [id_, *after.get(id_, ())]
    return merged


def _moved(id_: str, old: Line | None, new: Line | None, old_card: Scorecard, new_card: Scorecard) -> Comparison:
    movement, distance = _movement(old, new, *sorted((old_card.whole_year, new_card.whole_year)))
    if movement is not None and not _are_comparable(old_card.year, new_card.year, new):
        movement = distance = None
    restated = tuple(line_restated(old, new, old_card, new_card))
    change = _change(old, new)
    if change is Change.SAME and restated:
        change = Change.RESTATED
    return Comparison(
        id=id_,
        change=change,
        old=old,
        new=new,
        movement=movement,
        distance=distance,
        restated=restated,
        of_two_years=old_card.year != new_card.year,
    )


def _change(old: Line | None, new: Line | None) -> Change:
    was, now = _counts(old), _counts(new)
    if not (was or now):  # watched only, on both sides that there are
        was, now = _is_there(old), _is_there(new)
    if was != now:
        return Change.ADDED if now else Change.REMOVED
    if old is None or new is None or not now:
        return Change.SAME
    if old.status.is_verdict and new.status.is_verdict and old.status is not new.status:
        return Change.IMPROVED if new.status.rank > old.status.rank else Change.REGRESSED
    if old.status.is_verdict is not new.status.is_verdict:
        return Change.GAINED if new.status.is_verdict else Change.LOST
    return Change.SAME if (old.actual, target_of(old)) == (new.actual, target_of(new)) else Change.CHANGED


def _are_comparable(old: Period, new: Period, line: Line | None) -> bool:
    """Whether two figures are of the same part of their years; a level may be compared with that of any time."""
    if line is None or not line.indicator.adds_within_year:
        return True
    return (old.month if isinstance(old, Month) else None) == (new.month if isinstance(new, Month) else None)


def _counts(line: Line | None) -> bool:
    return _is_there(line) and line is not None and not line.is_watched


def _is_there(line: Line | None) -> bool:
    return line is not None and line.status is not Status.WITHDRAWN


def _movement(
    old: Line | None, new: Line | None, earlier: int, later: int
) -> tuple[Movement, Decimal] | tuple[None, None]:
    """Which way and how far the figure moved; never across a break."""
    if old is None or new is None or not isinstance(old.actual, Decimal) or not isinstance(new.actual, Decimal):
        return None, None
    better = new.indicator.better
    if better is None or old.indicator.better is not better:
        return None, None
    if new.indicator.breaks_between(earlier, later) or old.indicator.breaks_between(earlier, later):
        return None, None
    (before, was), (after, now) = _undivided(old, old.actual), _undivided(new, new.actual)
    times = was * now  # two means are compared as sums, so that nothing is divided
    before, after = EXACT.multiply(before, Decimal(now)), EXACT.multiply(after, Decimal(was))
    match better:
        case Direction.HIGHER:
            gained = EXACT.subtract(after, before)
        case Direction.LOWER:
            gained = EXACT.subtract(before, after)
        case Direction.WITHIN:
            if old.target is None or new.target is None:
                return None, None
            outside = _outside(old.target.times(times), before), _outside(new.target.times(times), after)
            gained = EXACT.subtract(*outside)
        case _:
            assert_never(better)
    movement = Movement.BETTER if gained > ZERO else Movement.WORSE if gained < ZERO else Movement.SAME
    return movement, Mean(gained.copy_abs(), times).shown(ZERO)


def _undivided(line: Line, actual: Decimal) -> tuple[Decimal, int]:
    """A figure, or the sum of a mean, and by how many years it is to be divided."""
    return (actual, 1) if line.mean is None else line.mean


def _outside(band: Edges, actual: Decimal) -> Decimal:
    """How far a figure lies outside its band; 0 inside."""
    if band.low is None or band.high is None:
        return ZERO
    return max(EXACT.subtract(band.low, actual), EXACT.subtract(actual, band.high), ZERO)
