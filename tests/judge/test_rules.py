"""The rules, contract part 2: a decision table first, then what holds for every figure of the format."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from an_sinh.figures import EXACT, MAX_DIGITS, MAX_EXPONENT, within_bounds
from an_sinh.judge.rules import Edges, achieved_percent, classify, edges, gap
from an_sinh.programme.model import Target
from an_sinh.terms import Direction, Form, Reason, Status
from tests.conftest import examples

HIGHER, LOWER, WITHIN = Direction.HIGHER, Direction.LOWER, Direction.WITHIN
EXCEEDED, MET, UNMET = Status.EXCEEDED, Status.MET, Status.UNMET

Written = str | dict[str, str]


def bar(better: Direction | None, written: Written, previous: str | None = None) -> Edges:
    """A target as it is written in the file, ready to be compared."""
    found = edges(Target.model_validate(written), better, None if previous is None else Decimal(previous))
    assert isinstance(found, Edges)
    return found


# --- the decision table -----------------------------------------------------------------------------------------------

TABLE = [
    # better, target, actual, status
    pytest.param(HIGHER, "92", "92", MET, id="higher-on-the-target"),
    pytest.param(HIGHER, "92", "92.0", MET, id="higher-on-the-target-with-more-digits"),
    pytest.param(HIGHER, "92", "91.99", UNMET, id="higher-no-rounding-up"),
    pytest.param(HIGHER, "92", "91.99999999999999999999999999", UNMET, id="higher-no-rounding-up-at-28-digits"),
    pytest.param(HIGHER, "92", "92.00000000000000000000000001", EXCEEDED, id="higher-past-it-at-28-digits"),
    pytest.param(HIGHER, "92", "92.01", EXCEEDED, id="higher-past-the-target"),
    pytest.param(HIGHER, {"value": "92"}, "92", MET, id="higher-value-in-a-map"),
    pytest.param(LOWER, "4.3", "4.3", MET, id="lower-on-the-target"),
    pytest.param(LOWER, "4.3", "4.31", UNMET, id="lower-no-rounding-down"),
    pytest.param(LOWER, "4.3", "4.29", EXCEEDED, id="lower-past-the-target"),
    pytest.param(HIGHER, "0", "0", MET, id="higher-zero-on-zero"),
    pytest.param(HIGHER, "0", "-0", MET, id="higher-minus-zero-on-zero"),
    pytest.param(HIGHER, "-5", "-6", UNMET, id="higher-below-a-negative-target"),
    pytest.param(HIGHER, "-5", "-4", EXCEEDED, id="higher-above-a-negative-target"),
    pytest.param(LOWER, "-5", "-6", EXCEEDED, id="lower-below-a-negative-target"),
    pytest.param(LOWER, "-5", "-4", UNMET, id="lower-above-a-negative-target"),
    # a range: met from the near edge to the far edge, both in
    pytest.param(HIGHER, {"from": "30", "to": "35"}, "29.9", UNMET, id="higher-below-the-range"),
    pytest.param(HIGHER, {"from": "30", "to": "35"}, "30", MET, id="higher-on-the-near-edge-of-the-range"),
    pytest.param(HIGHER, {"from": "30", "to": "35"}, "33", MET, id="higher-in-the-range"),
    pytest.param(HIGHER, {"from": "30", "to": "35"}, "35", MET, id="higher-on-the-far-edge-of-the-range"),
    pytest.param(HIGHER, {"from": "30", "to": "35"}, "35.1", EXCEEDED, id="higher-past-the-range"),
    pytest.param(LOWER, {"from": "30", "to": "35"}, "35.1", UNMET, id="lower-above-the-range"),
    pytest.param(LOWER, {"from": "30", "to": "35"}, "35", MET, id="lower-on-the-near-edge-of-the-range"),
    pytest.param(LOWER, {"from": "30", "to": "35"}, "30", MET, id="lower-on-the-far-edge-of-the-range"),
    pytest.param(LOWER, {"from": "30", "to": "35"}, "29.9", EXCEEDED, id="lower-past-the-range"),
    pytest.param(HIGHER, {"from": "30", "to": "30"}, "30", MET, id="higher-on-a-range-of-one-figure"),
    # within: inside met, outside unmet, never exceeded
    pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, "6.49", UNMET, id="within-below-the-band"),
    pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, "6.5", MET, id="within-on-the-lower-edge"),
    pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, "7", MET, id="within-inside"),
    pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, "8.5", MET, id="within-on-the-upper-edge"),
    pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, "8.51", UNMET, id="within-above-the-band"),
    # about: as the figure
    pytest.param(HIGHER, {"about": "24"}, "23.9", UNMET, id="about-missed"),
    pytest.param(HIGHER, {"about": "24"}, "24", MET, id="about-on-it"),
    pytest.param(HIGHER, {"about": "24"}, "24.1", EXCEEDED, id="about-past-it"),
    pytest.param(LOWER, {"about": "4", "exceeded": "3"}, "3.1", MET, id="about-with-exceeded"),
    # under and over: the bound itself is unmet
    pytest.param(LOWER, {"under": "3"}, "3.1", UNMET, id="under-missed"),
    pytest.param(LOWER, {"under": "3"}, "3", UNMET, id="under-on-the-bound"),
    pytest.param(LOWER, {"under": "3"}, "3.00", UNMET, id="under-on-the-bound-with-more-digits"),
    pytest.param(LOWER, {"under": "3"}, "2.99", EXCEEDED, id="under-past-the-bound"),
    pytest.param(LOWER, {"under": "3", "exceeded": "2"}, "3", UNMET, id="under-with-exceeded-on-the-bound"),
    pytest.param(LOWER, {"under": "3", "exceeded": "2"}, "2.99", MET, id="under-with-exceeded-past-the-bound"),
    pytest.param(LOWER, {"under": "3", "exceeded": "2"}, "2.01", MET, id="under-with-exceeded-just-before-it"),
    pytest.param(LOWER, {"under": "3", "exceeded": "2"}, "2", EXCEEDED, id="under-with-exceeded-on-it"),
    pytest.param(HIGHER, {"over": "95"}, "94.9", UNMET, id="over-missed"),
    pytest.param(HIGHER, {"over": "95"}, "95", UNMET, id="over-on-the-bound"),
    pytest.param(HIGHER, {"over": "95"}, "95.01", EXCEEDED, id="over-past-the-bound"),
    pytest.param(HIGHER, {"over": "95", "exceeded": "97"}, "95", UNMET, id="over-with-exceeded-on-the-bound"),
    pytest.param(HIGHER, {"over": "95", "exceeded": "97"}, "96", MET, id="over-with-exceeded-past-the-bound"),
    pytest.param(HIGHER, {"over": "95", "exceeded": "97"}, "97", EXCEEDED, id="over-with-exceeded-on-it"),
    # exceeded moves the far edge, itself in
    pytest.param(HIGHER, {"value": "95", "exceeded": "97"}, "94", UNMET, id="exceeded-figure-target-missed"),
    pytest.param(HIGHER, {"value": "95", "exceeded": "97"}, "95", MET, id="exceeded-figure-on-the-target"),
    pytest.param(HIGHER, {"value": "95", "exceeded": "97"}, "96.99", MET, id="exceeded-figure-just-before-it"),
    pytest.param(HIGHER, {"value": "95", "exceeded": "97"}, "97", EXCEEDED, id="exceeded-figure-on-it"),
    pytest.param(LOWER, {"value": "5", "exceeded": "4"}, "4.01", MET, id="lower-exceeded-figure-just-before-it"),
    pytest.param(LOWER, {"value": "5", "exceeded": "4"}, "4", EXCEEDED, id="lower-exceeded-figure-on-it"),
    pytest.param(HIGHER, {"from": "30", "to": "35", "exceeded": "40"}, "39", MET, id="range-with-exceeded-past-its-to"),
    pytest.param(HIGHER, {"from": "30", "to": "35", "exceeded": "40"}, "40", EXCEEDED, id="range-with-exceeded-on-it"),
    pytest.param(HIGHER, {"from": "30", "to": "35", "exceeded": "32"}, "33", EXCEEDED, id="range-with-exceeded-inside"),
    # never exceeded: past the near edge all is met
    pytest.param(HIGHER, {"value": "95", "exceeded": "never"}, "94.9", UNMET, id="never-missed"),
    pytest.param(HIGHER, {"value": "95", "exceeded": "never"}, "95", MET, id="never-on-the-target"),
    pytest.param(HIGHER, {"value": "95", "exceeded": "never"}, "1e28", MET, id="never-far-past-it"),
    pytest.param(LOWER, {"under": "4", "exceeded": "never"}, "4", UNMET, id="never-under-on-the-bound"),
    pytest.param(LOWER, {"under": "4", "exceeded": "never"}, "3.1", MET, id="never-under-past-the-bound"),
    pytest.param(HIGHER, {"over": "4", "exceeded": "never"}, "5", MET, id="never-over-past-the-bound"),
    pytest.param(LOWER, {"from": "30", "to": "35", "exceeded": "never"}, "1", MET, id="never-past-a-range"),
]


@pytest.mark.parametrize(("better", "target", "actual", "status"), TABLE)
def test_a_figure_is_judged(better: Direction, target: Written, actual: str, status: Status) -> None:
    assert classify(bar(better, target), Decimal(actual)) is status


@pytest.mark.parametrize(
    ("better", "target", "previous", "actual", "status"),
    [
        pytest.param(LOWER, {"change": "-0.1"}, "2.5", "2.4", MET, id="on-the-planned-fall"),
        pytest.param(LOWER, {"change": "-0.1"}, "2.5", "2.41", UNMET, id="short-of-the-planned-fall"),
        pytest.param(LOWER, {"change": "-0.1"}, "2.5", "2.39", EXCEEDED, id="past-the-planned-fall"),
        pytest.param(HIGHER, {"change": "3"}, "-1", "2", MET, id="from-below-zero-to-above"),
        pytest.param(HIGHER, {"change": "0"}, "7", "7", MET, id="planned-to-stay-and-stayed"),
        pytest.param(LOWER, {"change_percent": "-20"}, "3612", "2889.6", MET, id="on-the-planned-percentage"),
        pytest.param(LOWER, {"change_percent": "-20"}, "3612", "2889.61", UNMET, id="short-of-the-planned-percentage"),
        pytest.param(LOWER, {"change_percent": "-20"}, "3612", "2889", EXCEEDED, id="past-the-planned-percentage"),
        pytest.param(HIGHER, {"change": "1"}, "-10", "-9", MET, id="a-step-from-a-negative-figure"),
        pytest.param(
            LOWER, {"from_baseline_percent": "-15"}, "42", "35.7", MET, id="on-the-percentage-of-the-baseline"
        ),
        pytest.param(LOWER, {"from_baseline_percent": "-15"}, "42", "35.71", UNMET, id="short-of-it"),
        pytest.param(LOWER, {"from_baseline_percent": "-15"}, "42", "35.69", EXCEEDED, id="past-it"),
        pytest.param(
            LOWER, {"change": "-1", "exceeded": "8"}, "10", "8.5", MET, id="exceeded-is-absolute-and-not-reached"
        ),
        pytest.param(LOWER, {"change": "-1", "exceeded": "8"}, "10", "8", EXCEEDED, id="exceeded-is-absolute-and-met"),
    ],
)
def test_a_change_is_judged_from_the_previous_figure(
    better: Direction, target: Written, previous: str, actual: str, status: Status
) -> None:
    assert classify(bar(better, target, previous), Decimal(actual)) is status


@pytest.mark.parametrize("target", [{"change": "1"}, {"change_percent": "1"}], ids=["change", "change-percent"])
def test_a_change_without_a_previous_figure_has_no_edges(target: Written) -> None:
    assert edges(Target.model_validate(target), HIGHER) is Reason.NO_PREVIOUS_YEAR


@pytest.mark.parametrize("base", ["0", "0.00", "-10", "-1e-28"])
@pytest.mark.parametrize("percent", ["10", "-20", "0"])
@pytest.mark.parametrize("better", [HIGHER, LOWER])
@pytest.mark.parametrize("form", ["change_percent", "from_baseline_percent"])
def test_a_percentage_of_zero_or_less_means_nothing(form: str, better: Direction, percent: str, base: str) -> None:
    """20 % more than -10 would be -12, and -11 better than planned; 10 % more than 0 is 0, and met by nothing."""
    found = edges(Target.model_validate({form: percent}), better, Decimal(base))
    assert found is Reason.NO_BASE


def test_a_percentage_of_the_smallest_figure_above_zero_has_a_meaning() -> None:
    assert bar(HIGHER, {"change_percent": "10"}, "1e-28").near == Decimal("1.1e-28")


@pytest.mark.parametrize("better", [None, HIGHER, LOWER], ids=["no-direction", "higher", "lower"])
@pytest.mark.parametrize(("done", "status"), [pytest.param(True, MET, id="done"), pytest.param(False, UNMET, id="not")])
def test_a_milestone_is_met_when_done(better: Direction | None, done: bool, status: Status) -> None:
    target = bar(better, "true")
    assert (classify(target, done), gap(target, done), achieved_percent(target, done)) == (status, None, None)
    assert (target.form, target.low, target.high) == (Form.MILESTONE, None, None)


@pytest.mark.parametrize(
    ("better", "target", "previous", "form", "near", "low", "high"),
    [
        pytest.param(HIGHER, "95", None, "value", "95", "95", "95", id="value"),
        pytest.param(LOWER, "95", None, "value", "95", "95", "95", id="value-lower"),
        pytest.param(HIGHER, {"value": "95", "exceeded": "97"}, None, "value", "95", "95", "97", id="value-exceeded"),
        pytest.param(LOWER, {"value": "5", "exceeded": "4"}, None, "value", "5", "4", "5", id="value-exceeded-lower"),
        pytest.param(HIGHER, {"from": "30", "to": "35"}, None, "range", "30", "30", "35", id="range"),
        pytest.param(LOWER, {"from": "30", "to": "35"}, None, "range", "35", "30", "35", id="range-lower"),
        pytest.param(WITHIN, {"from": "30", "to": "35"}, None, "range", "30", "30", "35", id="band"),
        pytest.param(LOWER, {"under": "3"}, None, "under", "3", None, "3", id="under-is-open-below"),
        pytest.param(LOWER, {"under": "3", "exceeded": "2"}, None, "under", "3", "2", "3", id="under-exceeded"),
        pytest.param(HIGHER, {"over": "95"}, None, "over", "95", "95", None, id="over-is-open-above"),
        pytest.param(HIGHER, {"over": "95", "exceeded": "97"}, None, "over", "95", "95", "97", id="over-exceeded"),
        pytest.param(HIGHER, {"value": "95", "exceeded": "never"}, None, "value", "95", "95", None, id="never-is-open"),
        pytest.param(
            LOWER, {"from": "3", "to": "5", "exceeded": "never"}, None, "range", "5", None, "5", id="never-range"
        ),
        pytest.param(LOWER, {"change": "-0.1"}, "2.5", "change", "2.4", "2.4", "2.4", id="change"),
        pytest.param(
            LOWER, {"change_percent": "-20"}, "3612", "change_percent", "2889.6", "2889.6", "2889.6", id="percent"
        ),
    ],
)
def test_the_edges_of_a_target(
    better: Direction, target: Written, previous: str | None, form: str, near: str, low: str | None, high: str | None
) -> None:
    found = bar(better, target, previous)
    wanted = (form, Decimal(near), None if low is None else Decimal(low), None if high is None else Decimal(high))
    assert (found.form, found.near, found.low, found.high) == wanted


@pytest.mark.parametrize(
    ("better", "target", "previous", "actual", "expected"),
    [
        pytest.param(HIGHER, "160000", None, "203027", "43027", id="higher-past-it"),
        pytest.param(HIGHER, "160000", None, "159999.5", "-0.5", id="higher-short-of-it"),
        pytest.param(HIGHER, "5", None, "5.00", "0", id="on-it"),
        pytest.param(HIGHER, "0", None, "-0", "0", id="zero-has-no-sign"),
        pytest.param(LOWER, "3", None, "2.23", "0.77", id="lower-past-it"),
        pytest.param(LOWER, "3", None, "3.01", "-0.01", id="lower-short-of-it"),
        pytest.param(HIGHER, {"from": "30", "to": "35"}, None, "40", "10", id="range-from-its-near-edge"),
        pytest.param(LOWER, {"from": "30", "to": "35"}, None, "40", "-5", id="range-lower-from-its-near-edge"),
        pytest.param(LOWER, {"under": "3"}, None, "3", "0", id="under-on-the-bound"),
        pytest.param(HIGHER, {"value": "95", "exceeded": "97"}, None, "96", "1", id="exceeded-does-not-move-it"),
        pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, None, "7", "0.5", id="within-inside-from-the-lower"),
        pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, None, "8.2", "0.3", id="within-inside-from-the-upper"),
        pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, None, "6", "-0.5", id="within-below"),
        pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, None, "9", "-0.5", id="within-above"),
        pytest.param(LOWER, {"change": "-0.1"}, "2.5", "2.2", "0.2", id="change-from-the-figure-planned"),
    ],
)
def test_the_gap(better: Direction, target: Written, previous: str | None, actual: str, expected: str) -> None:
    assert str(gap(bar(better, target, previous), Decimal(actual))) == expected


def test_yes_has_no_distance_from_a_figure_and_no_share_of_it() -> None:
    assert gap(bar(HIGHER, "5"), True) is None
    assert achieved_percent(bar(HIGHER, "5"), True) is None


def test_the_gap_loses_no_digit_between_the_largest_and_the_smallest() -> None:
    assert Fraction(_gap(bar(HIGHER, "1e28"), Decimal("1e-28"))) == Fraction(1, 10**28) - 10**28


@pytest.mark.parametrize(
    ("better", "target", "previous", "actual", "expected"),
    [
        pytest.param(HIGHER, "160000", None, "203027", "126.891875", id="higher"),
        pytest.param(HIGHER, "95", None, "95", "100", id="higher-on-it"),
        pytest.param(HIGHER, {"from": "40", "to": "50"}, None, "50", "125", id="higher-by-the-near-edge"),
        pytest.param(HIGHER, {"from": "40", "to": "50"}, "30", "45", "112.5", id="what-was-before-is-for-a-change"),
        pytest.param(LOWER, "2", None, "2.5", "80", id="lower"),
        pytest.param(LOWER, {"from": "30", "to": "40"}, None, "50", "80", id="lower-by-the-near-edge"),
        pytest.param(LOWER, {"under": "3", "exceeded": "2"}, None, "2", "150", id="under-by-the-bound"),
        pytest.param(HIGHER, {"over": "80"}, None, "60", "75", id="over-by-the-bound"),
        pytest.param(HIGHER, "95", None, "0", None, id="zero-actual"),
        pytest.param(HIGHER, "95", None, "-1", None, id="negative-actual"),
        pytest.param(HIGHER, "0", None, "5", None, id="zero-target"),
        pytest.param(HIGHER, "-5", None, "-4", None, id="both-negative"),
        pytest.param(LOWER, "3", None, "0", None, id="lower-zero-actual"),
        pytest.param(WITHIN, {"from": "6.5", "to": "8.5"}, None, "7", None, id="within"),
        pytest.param(LOWER, {"change": "-0.1"}, "2.5", "2.3", "200", id="change-made-by-change-planned"),
        pytest.param(LOWER, {"change": "-0.1"}, "2.5", "2.6", "-100", id="change-the-wrong-way"),
        pytest.param(LOWER, {"change_percent": "-20"}, "100", "85", "75", id="change-percent"),
        pytest.param(HIGHER, {"change": "2"}, "-3", "-2", "50", id="change-from-a-negative-figure"),
        pytest.param(HIGHER, {"change": "0"}, "7", "8", None, id="no-change-planned"),
    ],
)
def test_the_percentage_achieved(
    better: Direction, target: Written, previous: str | None, actual: str, expected: str | None
) -> None:
    found = achieved_percent(bar(better, target, previous), Decimal(actual))
    assert found == (None if expected is None else Decimal(expected))


# --- what holds for every figure --------------------------------------------------------------------------------------

CALM = examples(100)


@st.composite
def _figures(draw: st.DrawFn, digits: int = MAX_DIGITS, exponent: int = MAX_EXPONENT) -> Decimal:
    """Any figure of the format: at most 28 digits, its adjusted exponent within ±28."""
    coefficient = draw(st.integers(-(10**digits) + 1, 10**digits - 1))
    adjusted = draw(st.integers(-exponent, exponent))
    figure = Decimal(coefficient).scaleb(adjusted - len(str(abs(coefficient))) + 1, context=EXACT)
    assert within_bounds(figure)
    return figure


SMALL = st.builds(lambda whole: Decimal(whole) / 4, st.integers(-40, 40))  # so that figures meet
FIGURES = st.one_of(SMALL, _figures())
NARROW = st.one_of(SMALL, _figures(digits=10, exponent=12))  # may be scaled by 10 ** 14 and is a figure still


class Case:
    """A target, which way is better, and the figure before it where it is a change."""

    def __init__(
        self,
        better: Direction,
        form: str,
        parts: Mapping[str, Decimal],
        previous: Decimal | None,
        *,
        never: bool = False,
    ) -> None:
        self.never = never
        self.better = better
        self.form = form
        self.parts = parts
        self.previous = previous
        written = {**parts, "exceeded": "never"} if never else parts
        found = edges(Target.model_validate(written), better, previous)
        assert isinstance(found, Edges)
        self.edges = found

    def marks(self) -> list[Decimal]:
        """The figures at which something may turn."""
        return [each for each in (self.edges.near, self.edges.far) if each is not None]

    def __repr__(self) -> str:
        return f"Case({self.better}, {self.parts}, previous={self.previous})"


PERCENT = ("change_percent", "from_baseline_percent")


def _forms(better: Direction) -> list[str]:
    if better is WITHIN:
        return ["range"]
    return [
        "value",
        "about",
        "range",
        "under" if better is LOWER else "over",
        "change",
        "change_percent",
        "from_baseline_percent",
    ]


@st.composite
def _cases(
    draw: st.DrawFn, figures: st.SearchStrategy[Decimal] = FIGURES, directions: tuple[Direction, ...] = (HIGHER, LOWER)
) -> Case:
    better = draw(st.sampled_from(directions))
    form = draw(st.sampled_from(_forms(better)))
    parts: dict[str, Decimal]
    if form == "range":
        low, high = sorted((draw(figures), draw(figures)))
        parts = {"from": low, "to": high}
    else:
        parts = {form: draw(figures)}
    previous = draw(figures) if form in ("change", *PERCENT) else None
    if form in PERCENT:
        assume(previous is not None and previous > 0)
    case = Case(better, form, parts, previous)
    told = draw(st.sampled_from(["nothing", "a figure", "never"])) if better is not WITHIN else "nothing"
    if told == "never":
        return Case(better, form, parts, previous, never=True)
    if told == "a figure":
        near, exceeded = case.edges.near, draw(figures)
        assert near is not None
        assume(exceeded > near if better is HIGHER else exceeded < near)
        return Case(better, form, {**parts, "exceeded": exceeded}, previous)
    return case


@st.composite
def _with_actual(draw: st.DrawFn, case: Case, figures: st.SearchStrategy[Decimal] = FIGURES) -> Decimal:
    """A figure, often one of the target's own edges, or a hair to its side."""
    mark = draw(st.sampled_from(case.marks()))
    hair = draw(st.sampled_from([Decimal(0), Decimal("1e-28"), Decimal("-1e-28")]))
    return draw(st.one_of(figures, st.just(EXACT.add(mark, hair))))


@st.composite
def _judged(
    draw: st.DrawFn,
    figures: st.SearchStrategy[Decimal] = FIGURES,
    directions: tuple[Direction, ...] = (HIGHER, LOWER),
) -> tuple[Case, Decimal]:
    case = draw(_cases(figures, directions))
    return case, draw(_with_actual(case, figures))


ALL = (HIGHER, LOWER, WITHIN)


def _minus(figure: Decimal) -> Decimal:
    return figure.copy_negate()  # the operator rounds to 28 digits


def _gap(target: Edges, actual: Decimal) -> Decimal:
    found = gap(target, actual)
    assert found is not None
    return found


@CALM
@given(st.data())
def test_a_better_figure_never_has_a_worse_status(data: st.DataObject) -> None:
    case = data.draw(_cases())
    worse, better = sorted((data.draw(_with_actual(case)), data.draw(_with_actual(case))))
    if case.better is LOWER:
        worse, better = better, worse
    assert classify(case.edges, worse).rank <= classify(case.edges, better).rank
    assert _gap(case.edges, worse) <= _gap(case.edges, better)


@CALM
@given(st.data(), st.sampled_from([HIGHER, LOWER]), FIGURES, FIGURES, FIGURES)
def test_a_change_that_passes_its_exceeded_keeps_the_order(
    data: st.DataObject, better: Direction, change: Decimal, exceeded: Decimal, previous: Decimal
) -> None:
    # `exceeded` is absolute, so a change may be worked out past it; no rule says what then, but order must hold.
    case = Case(better, "change", {"change": change, "exceeded": exceeded}, previous)
    ordered = sorted((data.draw(_with_actual(case)), data.draw(_with_actual(case))), reverse=better is LOWER)
    worse, best = (classify(case.edges, actual) for actual in ordered)
    assert worse.rank <= best.rank


@CALM
@given(_cases(directions=(WITHIN,)), FIGURES, FIGURES)
def test_nearer_to_the_band_is_never_worse(case: Case, one: Decimal, other: Decimal) -> None:
    further, nearer = sorted((one, other), key=lambda figure: _gap(case.edges, figure))
    assert classify(case.edges, further).rank <= classify(case.edges, nearer).rank


@CALM
@given(_judged())
def test_higher_and_lower_mirror_each_other(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    assume(case.form not in PERCENT)  # its mirror has no base
    names = {"from": "to", "to": "from", "under": "over", "over": "under"}
    parts = {names.get(key, key): _minus(figure) for key, figure in case.parts.items()}
    other = LOWER if case.better is HIGHER else HIGHER
    mirror = Case(other, case.form, parts, None if case.previous is None else _minus(case.previous), never=case.never)
    assert classify(mirror.edges, _minus(actual)) is classify(case.edges, actual)
    assert gap(mirror.edges, _minus(actual)) == gap(case.edges, actual)
    if case.previous is not None:
        assert achieved_percent(mirror.edges, _minus(actual)) == achieved_percent(case.edges, actual)


@CALM
@given(_judged(directions=(WITHIN,)))
def test_a_band_mirrors_itself(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    mirror = Case(WITHIN, case.form, {"from": _minus(case.parts["to"]), "to": _minus(case.parts["from"])}, None)
    assert classify(mirror.edges, _minus(actual)) is classify(case.edges, actual)
    assert gap(mirror.edges, _minus(actual)) == gap(case.edges, actual)


@CALM
@given(_judged(NARROW, ALL), st.integers(-14, 14))
def test_a_unit_ten_times_larger_changes_nothing(judged: tuple[Case, Decimal], power: int) -> None:
    case, actual = judged

    def scaled(figure: Decimal) -> Decimal:
        return figure.scaleb(power, context=EXACT)

    parts = {key: figure if key in PERCENT else scaled(figure) for key, figure in case.parts.items()}
    base = None if case.previous is None else scaled(case.previous)
    other = Case(case.better, case.form, parts, base, never=case.never)
    assert classify(other.edges, scaled(actual)) is classify(case.edges, actual)
    assert _gap(other.edges, scaled(actual)) == scaled(_gap(case.edges, actual))
    assert achieved_percent(other.edges, scaled(actual)) == achieved_percent(case.edges, actual)


@CALM
@given(_cases(directions=ALL))
def test_equality_is_met_but_for_under_and_over(case: Case) -> None:
    near = case.edges.near
    assert near is not None
    assert classify(case.edges, near) is (UNMET if case.form in ("under", "over") else MET)


@CALM
@given(_judged(directions=ALL))
def test_the_sign_of_the_gap_agrees_with_the_status(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    distance, status = _gap(case.edges, actual), classify(case.edges, actual)
    on_the_bound = distance == 0 and case.form in ("under", "over")
    assert status.is_met == (distance >= 0 and not on_the_bound)


@CALM
@given(_judged(directions=ALL))
def test_within_is_met_inside_the_band_and_never_exceeded(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    assume(case.form == "range" and "exceeded" not in case.parts and not case.never)
    inside = case.parts["from"] <= actual <= case.parts["to"]
    status = classify(case.edges, actual)
    assert (status is MET) == inside
    if case.better is WITHIN:
        assert status is not EXCEEDED


@CALM
@given(_judged())
def test_exceeded_begins_at_the_figure_it_names(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    named = case.parts.get("exceeded")
    if named is not None:
        reached = actual >= named if case.better is HIGHER else actual <= named
        assert (classify(case.edges, actual) is EXCEEDED) == reached


@CALM
@given(_judged())
def test_never_exceeded_changes_exceeded_into_met_and_nothing_else(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    assume(not case.never)
    with_never = Case(case.better, case.form, {k: v for k, v in case.parts.items() if k != "exceeded"}, case.previous)
    never = edges(Target.model_validate(with_never.parts), case.better, case.previous, never=True)
    assert isinstance(never, Edges)
    status = classify(case.edges, actual)
    assert classify(never, actual) is (MET if status is EXCEEDED else status)
    assert (gap(never, actual), achieved_percent(never, actual)) == (
        gap(case.edges, actual),
        achieved_percent(case.edges, actual),
    )


@CALM
@given(_judged())
def test_a_target_that_names_a_figure_is_exceeded_there_in_a_programme_of_never(judged: tuple[Case, Decimal]) -> None:
    case, _actual = judged
    found = edges(Target.model_validate(case.parts), case.better, case.previous, never=True)
    if "exceeded" in case.parts:
        assert found == case.edges


@CALM
@given(_judged(directions=ALL))
def test_the_gap_is_exact(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    distance = _gap(case.edges, actual)
    if case.better is WITHIN:
        low, high = Fraction(case.parts["from"]), Fraction(case.parts["to"])
        assert Fraction(distance) == min(Fraction(actual) - low, high - Fraction(actual))
        return
    if case.previous is None:
        near = Fraction(case.parts.get("from", Decimal(0)) if case.better is HIGHER else case.parts.get("to", 0))
        near = near if case.form == "range" else Fraction(case.parts[case.form])
    elif case.form == "change":
        near = Fraction(case.previous) + Fraction(case.parts["change"])
    else:
        near = Fraction(case.previous) * (1 + Fraction(case.parts[case.form]) / 100)
    assert Fraction(distance) == (Fraction(actual) - near) * (1 if case.better is HIGHER else -1)


@CALM
@given(_judged())
def test_a_hundred_percent_is_where_the_near_edge_is(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    percent = achieved_percent(case.edges, actual)
    near = case.edges.near
    assert near is not None
    if case.previous is not None:
        planned_for_the_better = near > case.previous if case.better is HIGHER else near < case.previous
        assume(planned_for_the_better)
    else:
        assert (percent is None) == (actual <= 0 or near <= 0)
    if percent is not None:
        assert (percent >= 100) == (_gap(case.edges, actual) >= 0)


@CALM
@given(_judged())
def test_the_percentage_is_cut_and_never_rounded_up(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    percent = achieved_percent(case.edges, actual)
    near = case.edges.near
    if percent is None or near is None:
        return
    part, whole = map(Fraction, (actual, near) if case.better is HIGHER else (near, actual))
    if case.previous is not None:
        part, whole = Fraction(actual) - Fraction(case.previous), Fraction(near) - Fraction(case.previous)
    true = 100 * part / whole
    assert 0 <= abs(true) - abs(Fraction(percent)) <= abs(true) / 10**79


@CALM
@given(_judged(directions=ALL))
def test_the_callers_decimal_context_has_no_say(judged: tuple[Case, Decimal]) -> None:
    case, actual = judged
    found = case.edges, classify(case.edges, actual), gap(case.edges, actual), achieved_percent(case.edges, actual)
    with localcontext(Context(prec=2)):
        other = Case(case.better, case.form, case.parts, case.previous, never=case.never).edges
        assert found == (other, classify(other, actual), gap(other, actual), achieved_percent(other, actual))


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(2.5, id="bare"),
        pytest.param({"value": 2.5}, id="in-a-map"),
        pytest.param({"under": 3.0}, id="form"),
    ],
)
def test_no_binary_float_is_a_target(target: Any) -> None:
    with pytest.raises(ValidationError):
        Target.model_validate(target)
