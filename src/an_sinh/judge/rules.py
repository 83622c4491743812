"""The rules: a target and a figure make a status. Pure, total, exact; docs/rules.md tells them.

The near edge of a target is where it is met, the far edge where meeting ends and exceeding begins. Nothing is rounded
before it is compared: 4.31 against "at most 4.3" is unmet.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, assert_never

from an_sinh.figures import EXACT, ZERO, Mean, ratio_percent, tidy
from an_sinh.programme.model import Target
from an_sinh.terms import Direction, Form, Reason, Status


class Edges(NamedTuple):
    """A target ready to be compared, in the indicator's unit; a change is worked out into figures."""

    form: Form
    better: Direction | None
    """None for a milestone, whatever the indicator says."""
    near: Decimal | None
    """Where the target is met; for a band its lower end. None for a milestone."""
    far: Decimal | None
    """Where meeting ends; for a band its upper end. None where everything past the near edge is exceeded."""
    far_exceeds: bool = False
    """Whether the far edge itself counts as exceeded: it was named by `exceeded`."""
    previous: Decimal | None = None
    """For a change, from the year before or from the baseline: the figure that it is counted from."""
    never_exceeds: bool = False
    """Whether meeting is all there is: nothing past the far edge is exceeded."""

    @property
    def low(self) -> Decimal | None:
        """The lower edge; None on an open side."""
        return self._sides()[0]

    @property
    def high(self) -> Decimal | None:
        """The upper edge; None on an open side."""
        return self._sides()[1]

    def times(self, years: int) -> Edges:
        """The edges so many times over, for a sum of so many years to be held against instead of their mean."""
        if years == 1:
            return self
        near, far, previous = (
            None if each is None else EXACT.multiply(each, Decimal(years))
            for each in (self.near, self.far, self.previous)
        )
        return self._replace(near=near, far=far, previous=previous)

    def _sides(self) -> tuple[Decimal | None, Decimal | None]:
        far = None if self.never_exceeds else self.far
        return (far, self.near) if self.better is Direction.LOWER else (self.near, far)


def edges(
    target: Target, better: Direction | None, previous: Decimal | None = None, *, never: bool = False
) -> Edges | Reason:
    """A target's edges; the reason why there are none for a change whose previous figure is missing or no base.

    A percentage of zero or less means nothing: 20 % more than -10 would be called better at -11, and 0 % of 0 met.
    `previous` is the figure that it is worked out from: of a change the year before's, of a percentage of the baseline
    the baseline. `exceeded` moves the far edge, or says that nothing is past it; `never` says so of a target that says
    neither, but for a band, where it is so anyway. `better` must fit the target, as `checks` sees to; only a milestone
    needs none.
    """
    value = target.value
    if type(value) is Decimal and better is not None and target.exceeded is None:  # as most targets are
        return Edges(Form.VALUE, better, value, value, never_exceeds=never)
    form = target.form
    if form is Form.MILESTONE or better is None:
        return Edges(form=form, better=None, near=None, far=None)
    near: Decimal | None
    far: Decimal | None
    match form:
        case Form.VALUE | Form.ABOUT:
            near = far = target.near(better)
        case Form.RANGE:
            near, far = target.near(better), target.low if better is Direction.LOWER else target.high
        case Form.UNDER | Form.OVER:
            near, far = target.near(better), None
        case Form.CHANGE | Form.CHANGE_PERCENT | Form.FROM_BASELINE_PERCENT:
            if previous is None:
                return Reason.NO_BASE if form is Form.FROM_BASELINE_PERCENT else Reason.NO_PREVIOUS_YEAR
            near = far = target.counted_from(previous)
            if near is None:
                return Reason.NO_BASE
        case _:
            assert_never(form)
    exceeded = target.exceeded_from
    named = exceeded is not None
    return Edges(
        form=form,
        better=better,
        near=near,
        far=exceeded if named else far,
        far_exceeds=named,
        previous=previous if form in _WORKED_OUT else None,
        never_exceeds=(target.exceeded is not None or never) and not named and better is not Direction.WITHIN,
    )


_WORKED_OUT = (Form.CHANGE, Form.CHANGE_PERCENT, Form.FROM_BASELINE_PERCENT)


def classify(target: Edges, actual: Decimal | bool) -> Status:
    """Judge one figure against its target, both in the indicator's own unit.

    Compared as published, never rounded: 4.31 against "at most 4.3" is unmet. Equality is met, but for `under` and
    `over`, whose bound itself is unmet. A milestone is met where it is true.
    """
    near, far = target.near, target.far
    if target.better is None or near is None:
        return Status.MET if actual is True else Status.UNMET
    match target.better:
        case Direction.WITHIN:
            assert far is not None
            return Status.MET if near <= actual <= far else Status.UNMET
        case Direction.HIGHER:
            short, past = actual < near, far is None or actual > far
        case Direction.LOWER:
            short, past = actual > near, far is None or actual < far
        case _:
            assert_never(target.better)
    if short or (actual == near and target.form in (Form.UNDER, Form.OVER)):
        return Status.UNMET
    if target.never_exceeds:
        return Status.MET
    return Status.EXCEEDED if past or (target.far_exceeds and actual == far) else Status.MET


def classify_mean(target: Edges, mean: Mean) -> Status:
    """Judge the mean of some years, undivided: their sum against the years times the target."""
    return classify(target.times(mean.years), mean.sum)


def so_far(target: Edges, actual: Decimal | bool, status: Status, *, adds: bool) -> tuple[Status, bool]:
    """What a part of a year says by a target that is the year's own: the status, and whether that is for good.

    Reached counts as soon as it is, and may be lost again; what is not reached is open. Where the year's figure builds
    up (`adds`) the bound of a ceiling or a band that is passed stays passed, and below a ceiling all is open. Nothing
    is prorated. `status` is that of the figure as it stands.
    """
    if adds and isinstance(actual, Decimal):
        if target.better is Direction.HIGHER:
            return (status, True) if status.is_met else (Status.UNSCORED, False)
        if target.better is Direction.LOWER:
            return (status, True) if status is Status.UNMET else (Status.UNSCORED, False)
        if target.far is not None and actual > target.far:
            return Status.UNMET, True
    return (status, actual is True) if status.is_met else (Status.UNSCORED, False)


def year_share(target: Edges, actual: Decimal | bool, *, adds: bool) -> Decimal | None:
    """How much of the year's plan a part of the year has brought, in percent, unrounded (cut after 80 digits).

    100·actual/near edge where the year's figure builds up, of a ceiling too; else as `achieved_percent`.
    """
    if not adds or target.better is Direction.WITHIN or target.near is None or isinstance(actual, bool):
        return achieved_percent(target, actual)
    return ratio_percent(actual, target.near) if target.near > ZERO and actual >= ZERO else None


def gap(target: Edges, actual: Decimal | bool) -> Decimal | None:
    """The signed distance from the near edge in the indicator's unit, positive on the good side.

    For a band, from the nearer of its edges. None for a milestone. Exact.
    """
    if target.better is None or target.near is None or isinstance(actual, bool):
        return None
    match target.better:
        case Direction.HIGHER:
            distance = EXACT.subtract(actual, target.near)
        case Direction.LOWER:
            distance = EXACT.subtract(target.near, actual)
        case Direction.WITHIN:
            assert target.far is not None
            distance = min(EXACT.subtract(actual, target.near), EXACT.subtract(target.far, actual))
        case _:
            assert_never(target.better)
    return tidy(distance)


def achieved_percent(target: Edges, actual: Decimal | bool) -> Decimal | None:
    """How much of the target is achieved, in percent, unrounded (cut after 80 digits).

    100·actual/near edge where higher is better, 100·near edge/actual where lower is, and for a change 100·change
    made/change planned. None where that has no meaning: zero or negative terms, a planned change of nothing, a
    milestone, a band.
    """
    if target.better in (None, Direction.WITHIN) or target.near is None or isinstance(actual, bool):
        return None
    if target.previous is not None:
        planned = EXACT.subtract(target.near, target.previous)
        return ratio_percent(EXACT.subtract(actual, target.previous), planned) if planned else None
    if actual <= ZERO or target.near <= ZERO:
        return None
    if target.better is Direction.HIGHER:
        return ratio_percent(actual, target.near)
    return ratio_percent(target.near, actual)
