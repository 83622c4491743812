"""The outlook, contract part 2: a decision table first, then its figures by hand, then what holds for every figure."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from an_sinh import load
from an_sinh.errors import Complaint
from an_sinh.figures import plain, to_places
from an_sinh.judge.outlook import Point, Prospect, outlook
from an_sinh.programme.model import Entry, Indicator, OutlookRule, Programme, YearOfActuals
from an_sinh.terms import OUTLOOKS, Direction, Form, Method, Outlook, OutlookReason, Reason
from tests.conftest import HANOI

HIGHER, LOWER, WITHIN = Direction.HIGHER, Direction.LOWER, Direction.WITHIN
REACHED, ON_TRACK, BEHIND = Outlook.REACHED, Outlook.ON_TRACK, Outlook.BEHIND
FAR_BEHIND, MOVING_AWAY, UNSCORED = Outlook.FAR_BEHIND, Outlook.MOVING_AWAY, Outlook.UNSCORED
COMPOUND, LINEAR = Method.COMPOUND, Method.LINEAR

Figures = Mapping[int, Any]


def programme(figures: Figures, *, term: tuple[int, int] = (2021, 2025), **indicator: Any) -> Programme:
    """A programme of one indicator, written as in the files."""
    spoken = {"name": "It", "group": "all", "better": "higher", **indicator}
    return Programme(
        id="P",
        name={"": "Programme"},
        years=term,
        sources={},
        groups={"all": {"": "All"}},
        indicators={"it": Indicator.model_validate(spoken)},
        actuals=MappingProxyType(
            {
                year: YearOfActuals(
                    year=year,
                    as_of=None,
                    source=(),
                    published=(),
                    entries={"it": None if written is None else Entry.model_validate(written)},
                    located=lambda _: None,
                )
                for year, written in figures.items()
            }
        ),
        located=lambda _: None,
    )


def prospect(figures: Figures, year: int = 2025, **rest: Any) -> Prospect:
    """The one line of a programme of one indicator."""
    return outlook(programme(figures, **rest), year).lines[0]


def on_the_way(
    better: Direction, start: str, now: str, goal: Any, *, seen: int = 2, needed: int = 4, year: int | None = None
) -> Prospect:
    """From a start in 2021 to now, `seen` years later, with a goal `needed` years after the start."""
    return prospect(
        {2021: start, 2021 + seen: now},
        year or 2021 + seen,
        term=(2021, 2021 + needed),
        better=better.value,
        targets={"term": goal},
    )


def places(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(to_places(figure))


def printed(found: Prospect) -> str | None:
    """The ratio as it is printed, with all nine places."""
    ratio = found.ratio_to(9)
    return None if ratio is None else f"{ratio:.9f}"


def told(*figures: Decimal | None) -> tuple[str | None, ...]:
    return tuple(None if figure is None else plain(figure) for figure in figures)


# --- the decision table -----------------------------------------------------------------------------------------------

H, L = HIGHER, LOWER

TABLE = [
    # better, figure of 2021, figure of 2023, target for 2025, outlook, ratio, method
    # higher is better
    pytest.param(H, "50", "72", "100", ON_TRACK, "1.057042702", COMPOUND, id="higher-faster-than-needed"),
    pytest.param(H, "50", "70", "100", ON_TRACK, "0.968335449", COMPOUND, id="higher-nearly-as-fast-as-needed"),
    pytest.param(H, "50", "62", "100", BEHIND, "0.600151176", COMPOUND, id="higher-at-six-tenths-of-the-pace"),
    pytest.param(H, "50", "60", "100", FAR_BEHIND, "0.504447811", COMPOUND, id="higher-at-half-the-pace"),
    pytest.param(H, "50", "50", "100", FAR_BEHIND, "0.000000000", COMPOUND, id="higher-standing-still"),
    pytest.param(H, "50", "49", "100", MOVING_AWAY, "-0.053119072", COMPOUND, id="higher-falling"),
    # lower is better: the same signs
    pytest.param(L, "10", "7", "5", ON_TRACK, "1.026626608", COMPOUND, id="lower-faster-than-needed"),
    pytest.param(L, "10", "8", "5", BEHIND, "0.663547645", COMPOUND, id="lower-behind"),
    pytest.param(L, "10", "9", "5", FAR_BEHIND, "0.322536428", COMPOUND, id="lower-far-behind"),
    pytest.param(L, "10", "10", "5", FAR_BEHIND, "0.000000000", COMPOUND, id="lower-standing-still"),
    pytest.param(L, "10", "11", "5", MOVING_AWAY, "-0.306774032", COMPOUND, id="lower-rising"),
    # the target is met: whatever the trend
    pytest.param(H, "90", "95", "95", REACHED, None, COMPOUND, id="met-on-the-dot"),
    pytest.param(H, "99", "96", "95", REACHED, None, COMPOUND, id="met-by-a-falling-trend"),
    pytest.param(L, "1", "2.9", "3", REACHED, None, COMPOUND, id="met-by-a-rising-trend-where-lower-is-better"),
    pytest.param(H, "95", "95", "95", REACHED, None, COMPOUND, id="met-from-the-start-and-no-growth-needed"),
    pytest.param(
        H, "90", "96", {"value": "95", "exceeded": "97"}, REACHED, None, COMPOUND, id="met-though-not-exceeded"
    ),
    pytest.param(
        H, "20", "30", {"from": "30", "to": "35"}, REACHED, None, COMPOUND, id="met-at-the-near-edge-of-a-range"
    ),
    pytest.param(
        L, "40", "35", {"from": "30", "to": "35"}, REACHED, None, COMPOUND, id="met-at-the-near-edge-going-down"
    ),
    pytest.param(H, "20", "36", {"from": "30", "to": "35"}, REACHED, None, COMPOUND, id="met-past-the-far-edge"),
    pytest.param(
        L, "5", "2", {"under": "3", "exceeded": "1"}, REACHED, None, COMPOUND, id="met-under-though-not-exceeded"
    ),
    # under and over: the bound itself is missed, and growth is counted to it
    pytest.param(L, "4", "3", {"under": "3"}, ON_TRACK, "1.930604859", COMPOUND, id="under-stands-at-the-bound"),
    pytest.param(H, "80", "95", {"over": "95"}, ON_TRACK, "2.043898815", COMPOUND, id="over-stands-at-the-bound"),
    # a range is aimed at by its near edge
    pytest.param(H, "20", "25", {"from": "30", "to": "35"}, ON_TRACK, "1.106410431", COMPOUND, id="range-from-below"),
    pytest.param(L, "50", "45", {"from": "30", "to": "35"}, BEHIND, "0.601540679", COMPOUND, id="range-from-above"),
    # no growth was needed, or growth the other way
    pytest.param(H, "95", "94", "95", MOVING_AWAY, None, COMPOUND, id="baseline-equal-to-target-and-lost"),
    pytest.param(H, "0", "-1", "0", MOVING_AWAY, None, LINEAR, id="baseline-and-target-zero-and-lost"),
    pytest.param(L, "3", "3", {"under": "3"}, MOVING_AWAY, None, COMPOUND, id="baseline-at-the-bound-and-still-there"),
    pytest.param(H, "98", "94", "95", MOVING_AWAY, "-2.663315958", COMPOUND, id="baseline-past-target-and-lost-again"),
    pytest.param(L, "2", "4", "3", MOVING_AWAY, "-3.882696932", COMPOUND, id="lower-baseline-past-target-and-lost"),
    # zero and negative: straight lines
    pytest.param(H, "0", "40", "100", BEHIND, "0.800000000", LINEAR, id="from-zero"),
    pytest.param(L, "10", "4", "0", ON_TRACK, "1.200000000", LINEAR, id="to-zero"),
    pytest.param(H, "5", "0", "10", MOVING_AWAY, "-2.000000000", LINEAR, id="at-zero-now"),
    pytest.param(H, "-40", "-25", "0", BEHIND, "0.750000000", LINEAR, id="from-negative-to-zero"),
    pytest.param(H, "-40", "-25", "-10", ON_TRACK, "1.000000000", LINEAR, id="all-negative"),
    pytest.param(H, "5", "-1", "10", MOVING_AWAY, "-2.400000000", LINEAR, id="fallen-below-zero"),
    pytest.param(L, "5", "4", "-5", FAR_BEHIND, "0.200000000", LINEAR, id="to-a-negative-target"),
    # the thresholds are met on the dot: 0.95, 0.6 and 0
    pytest.param(H, "0", "47.5", "100", ON_TRACK, "0.950000000", LINEAR, id="linear-exactly-0.95"),
    pytest.param(H, "0", "47.49999", "100", BEHIND, "0.949999800", LINEAR, id="linear-just-under-0.95"),
    pytest.param(H, "0", "30", "100", BEHIND, "0.600000000", LINEAR, id="linear-exactly-0.6"),
    pytest.param(H, "0", "29.99999", "100", FAR_BEHIND, "0.599999800", LINEAR, id="linear-just-under-0.6"),
    pytest.param(H, "0", "0", "100", FAR_BEHIND, "0.000000000", LINEAR, id="linear-exactly-0"),
    pytest.param(H, "0", "-0.00001", "100", MOVING_AWAY, "-0.000000200", LINEAR, id="linear-just-under-0"),
    # 9.5 % a year where 10 % are needed: roots that come out even
    pytest.param(H, "100", "119.9025", "146.41", ON_TRACK, "0.950000000", COMPOUND, id="compound-exactly-0.95"),
    pytest.param(H, "100", "119.9024", "146.41", BEHIND, "0.949995434", COMPOUND, id="compound-just-under-0.95"),
    pytest.param(L, "100", "81.9025", "65.61", ON_TRACK, "0.950000000", COMPOUND, id="compound-exactly-0.95-falling"),
    pytest.param(H, "81", "140.4225", "256", ON_TRACK, "0.950000000", COMPOUND, id="compound-0.95-of-a-third"),
    pytest.param(H, "100", "112.36", "146.41", BEHIND, "0.600000000", COMPOUND, id="compound-exactly-0.6"),
    pytest.param(H, "100", "112.359", "146.41", FAR_BEHIND, "0.599952830", COMPOUND, id="compound-just-under-0.6"),
    # nothing is rounded before it is compared, nor across a bound when it is printed
    pytest.param(
        H, "0", "47.49999999999999999999999999", "100", BEHIND, "0.949999999", LINEAR, id="linear-at-28-digits"
    ),
    pytest.param(
        H,
        "100",
        "119.9024999999999999999999999",
        "146.41",
        BEHIND,
        "0.949999999",
        COMPOUND,
        id="compound-at-28-digits",
    ),
    pytest.param(
        H,
        "1",
        "1.000000000000000000000000001",
        "1.000000000000000000000000002",
        ON_TRACK,
        "1.000000000",
        COMPOUND,
        id="compound-growth-in-the-28th-digit",
    ),
    pytest.param(
        H,
        "1e28",
        "1.000000000000000000000000001e28",
        "1e-28",
        REACHED,
        None,
        COMPOUND,
        id="the-largest-beside-the-smallest",
    ),
]


@pytest.mark.parametrize(("better", "start", "now", "goal", "expected", "ratio", "method"), TABLE)
def test_the_decision_table(
    better: Direction, start: str, now: str, goal: Any, expected: Outlook, ratio: str | None, method: Method | None
) -> None:
    found = on_the_way(better, start, now, goal)

    assert (found.outlook, printed(found), found.method, found.reason) == (expected, ratio, method, None)


def test_each_outlook_stands_in_the_table() -> None:
    assert {row.values[4] for row in TABLE} == set(OUTLOOKS)


# years seen, years from the start to the programme's end
SPANS = [
    pytest.param(H, "19", "23.9", "25", 4, 5, "1.046351646", id="four-of-five"),
    pytest.param(H, "20", "26", "30", 3, 5, "1.081934021", id="three-of-five"),
    pytest.param(L, "12.4", "9.9", "8", 2, 5, "1.268774983", id="two-of-five-going-down"),
    pytest.param(H, "1", "1.5", "2", 3, 7, "1.390286470", id="three-of-seven"),
    pytest.param(H, "90", "96", "100", 3, 4, "0.814755773", id="three-of-four"),
    pytest.param(H, "100", "109.5", "110", 1, 1, "0.950000000", id="one-of-one"),
]


@pytest.mark.parametrize(("better", "start", "now", "goal", "seen", "needed", "ratio"), SPANS)
def test_growth_is_yearly(
    better: Direction, start: str, now: str, goal: str, seen: int, needed: int, ratio: str
) -> None:
    """Observed growth is counted to the actual's year, needed growth to the programme's last year."""
    assert places(on_the_way(better, start, now, goal, seen=seen, needed=needed).ratio) == ratio


# --- which figures count ----------------------------------------------------------------------------------------------

PART: dict[str, Any] = {"value": "5", "provisional": True}
FROM_2020: dict[str, Any] = {"baseline": {"year": "2020", "value": "3"}}
POINTS = [
    # figures, year asked, rest of the indicator, baseline, actual
    pytest.param({2021: "1", 2022: "2", 2023: "4"}, 2023, {}, (2021, "1"), (2023, "4"), id="earliest-and-latest"),
    pytest.param({2021: "1", 2022: "2", 2023: "4"}, 2022, {}, (2021, "1"), (2022, "2"), id="nothing-after-the-year"),
    pytest.param({2021: "1", 2022: "2"}, 2025, {}, (2021, "1"), (2022, "2"), id="latest-before-the-year"),
    pytest.param({2021: "1", 2022: None, 2023: "4"}, 2023, {}, (2021, "1"), (2023, "4"), id="a-year-left-empty"),
    pytest.param({2021: "1", 2022: "2", 2023: None}, 2023, {}, (2021, "1"), (2022, "2"), id="the-year-left-empty"),
    pytest.param({2019: "3", 2021: "1", 2022: "2"}, 2022, {}, (2019, "3"), (2022, "2"), id="before-the-first-year"),
    pytest.param({2023: "4"}, 2023, {}, None, (2023, "4"), id="one-point"),
    pytest.param({2023: "4"}, 2023, FROM_2020, (2020, "3"), (2023, "4"), id="written"),
    pytest.param(
        {2021: "1", 2023: "4"},
        2023,
        FROM_2020,
        (2020, "3"),
        (2023, "4"),
        id="written-before-found",
    ),
    pytest.param(
        {2021: "1", 2023: "4"},
        2023,
        {"baseline": {"year": "2022", "value": "3"}},
        (2022, "3"),
        (2023, "4"),
        id="written-though-not-the-earliest",
    ),
    pytest.param(
        {2021: "1", 2022: "4"},
        2022,
        {"baseline": {"year": "2022", "value": "3"}},
        (2021, "1"),
        (2022, "4"),
        id="written-for-the-year-of-the-actual",
    ),
    pytest.param(
        {2021: "1", 2022: "4"},
        2022,
        {"baseline": {"year": "2024", "value": "3"}},
        (2021, "1"),
        (2022, "4"),
        id="written-for-a-later-year",
    ),
    pytest.param({2021: "1", 2022: "2", 2023: PART}, 2023, {}, (2021, "1"), (2022, "2"), id="provisional-passed-over"),
    pytest.param({2021: PART, 2022: "2"}, 2022, {}, (2021, "5"), (2022, "2"), id="provisional-as-the-baseline"),
    pytest.param({2021: PART, 2022: {**PART, "value": "6"}}, 2022, {}, (2021, "5"), (2022, "6"), id="provisional-only"),
    pytest.param({2021: "1", 2023: "4"}, 2023, {"breaks": ["2022"]}, None, (2023, "4"), id="break-between"),
    pytest.param({2021: "1", 2023: "4"}, 2023, {"breaks": ["2023"]}, None, (2023, "4"), id="break-at-the-actual"),
    pytest.param({2021: "1", 2023: "4"}, 2023, {"breaks": ["2021"]}, (2021, "1"), (2023, "4"), id="break-at-baseline"),
    pytest.param({2021: "1", 2023: "4"}, 2023, {"breaks": ["2024"]}, (2021, "1"), (2023, "4"), id="break-to-come"),
    pytest.param(
        {2021: "1", 2022: "2", 2023: "4"},
        2023,
        {"breaks": ["2022"]},
        (2022, "2"),
        (2023, "4"),
        id="earliest-on-this-side-of-the-break",
    ),
    pytest.param(
        {2021: "1", 2022: "2", 2023: "4", 2024: "5", 2025: "6"},
        2025,
        {"breaks": ["2022", "2024"]},
        (2024, "5"),
        (2025, "6"),
        id="earliest-on-this-side-of-every-break",
    ),
    pytest.param(
        {2021: "1", 2022: "2", 2023: "4"},
        2023,
        {"breaks": ["2022"], **FROM_2020},
        (2022, "2"),
        (2023, "4"),
        id="written-across-the-break",
    ),
    # the sums are the figures; they start from nothing in the year before their first
    pytest.param(
        {2021: "1", 2022: "2", 2023: "4"},
        2023,
        {"cumulative": "true"},
        (2020, "0"),
        (2023, "7"),
        id="sum-from-nothing",
    ),
    pytest.param({2021: "1"}, 2021, {"cumulative": "true"}, (2020, "0"), (2021, "1"), id="sum-of-one-year"),
    pytest.param(
        {2019: "9", 2021: "1", 2022: "2"},
        2022,
        {"cumulative": "true"},
        (2020, "0"),
        (2022, "3"),
        id="sum-without-what-came-before",
    ),
    pytest.param(
        {2022: "2", 2023: "4"},
        2023,
        {"cumulative": "true", "years": ["2022", "2025"]},
        (2021, "0"),
        (2023, "6"),
        id="sum-of-one-that-came-later",
    ),
    pytest.param(
        {2021: "1", 2022: "2", 2023: None, 2024: "4"},
        2024,
        {"cumulative": "true"},
        (2020, "0"),
        (2022, "3"),
        id="sum-up-to-the-gap",
    ),
    pytest.param(
        {2021: "1", 2022: "2", 2023: "4"},
        2023,
        {"cumulative": "true", "breaks": ["2023"]},
        (2020, "0"),
        (2022, "3"),
        id="sum-up-to-the-break",
    ),
    pytest.param(
        {2021: "1", 2022: PART, 2023: "4"},
        2023,
        {"cumulative": "true"},
        (2020, "0"),
        (2021, "1"),
        id="sum-before-its-provisional-part",
    ),
    pytest.param(
        {2021: "1", 2022: "2"},
        2022,
        {"cumulative": "true", "baseline": {"year": "2020", "value": "0.5"}},
        (2020, "0"),
        (2022, "3"),
        id="sum-from-nothing-whatever-the-year-before-had",
    ),
]


@pytest.mark.parametrize(("figures", "year", "rest", "baseline", "actual"), POINTS)
def test_the_points(
    figures: Figures,
    year: int,
    rest: dict[str, Any],
    baseline: tuple[int, str] | None,
    actual: tuple[int, str],
) -> None:
    found = prospect(figures, year, targets={"term": "100"}, **rest)

    def pair(point: Point | None) -> tuple[int, str] | None:
        return (point.year, str(point.value)) if point else None

    assert (pair(found.baseline), pair(found.actual)) == (baseline, actual)


def test_a_provisional_figure_is_marked() -> None:
    only = prospect({2021: PART, 2022: PART}, 2022, targets={"term": "100"})
    part = prospect({2021: PART, 2022: "3"}, 2022, targets={"term": "100"}, cumulative="true")
    beside = prospect({2021: "3", 2022: PART}, 2022, targets={"term": "100"})

    assert only.actual == Point(year=2022, value=Decimal(5), provisional=True)
    assert only.baseline == Point(year=2021, value=Decimal(5), provisional=True)
    assert part.actual == Point(year=2022, value=Decimal(8), provisional=True)
    assert beside.actual == Point(year=2021, value=Decimal(3), provisional=False)


def test_a_sum_grows_by_even_steps_from_nothing() -> None:
    """20 homes a year towards 450 in ten years: compound growth of the sum would call that on track, at 1.38."""
    figures: Figures = dict.fromkeys(range(2021, 2029), "20")
    for year in range(2021, 2029):
        found = prospect(figures, year, term=(2021, 2030), cumulative="true", targets={"term": "450"})
        assert (found.outlook, found.method, printed(found)) == (FAR_BEHIND, LINEAR, "0.444444444")
        assert told(found.pace, found.projection) == ("20", "200")


def test_a_sum_that_keeps_its_steps_is_on_track_from_its_first_year() -> None:
    found = prospect({2021: "20"}, 2021, cumulative="true", targets={"term": "100"})

    assert (found.outlook, *told(found.ratio, found.projection, found.required_pace)) == (ON_TRACK, "1", "100", "20")


def test_the_limits_of_a_sums_indicator_hold_for_each_year_and_not_for_the_sum() -> None:
    rest: dict[str, Any] = {"cumulative": "true", "limits": {"from": "0", "to": "30"}, "targets": {"term": "100"}}
    assert told(prospect({2021: "20", 2022: "30"}, 2022, **rest).projection) == ("125",)


# --- which target -----------------------------------------------------------------------------------------------------

TARGETS = [
    # targets, rest, target worked out
    pytest.param({"2022": "7", "2025": "8", "term": "9"}, {}, "9", id="the-term's"),
    pytest.param({"2022": "7", "2025": "8"}, {}, "8", id="the-last-year's-stands-for-it"),
    pytest.param({"2025": {"from": "8", "to": "9"}}, {}, "8", id="range-where-higher-is-better"),
    pytest.param({"2025": {"from": "0.1", "to": "0.2"}}, {"better": "lower"}, "0.2", id="range-where-lower-is-better"),
    pytest.param({"term": {"over": "8", "exceeded": "9"}}, {}, "8", id="the-bound-not-what-exceeds-it"),
    pytest.param({"2025": {"change": "0.5"}}, {}, "4.5", id="change-from-the-year-before-the-last"),
    pytest.param({"2025": {"change_percent": "-20"}}, {"better": "lower"}, "3.2", id="change-in-percent"),
]


@pytest.mark.parametrize(("targets", "rest", "target"), TARGETS)
def test_the_target(targets: dict[str, Any], rest: dict[str, Any], target: str) -> None:
    found = prospect({2021: "1", 2023: "2", 2024: "4"}, 2023, targets=targets, **rest)

    assert (found.target, found.actual and found.actual.year) == (Decimal(target), 2023)


# --- no answer --------------------------------------------------------------------------------------------------------

R = OutlookReason
NINE: dict[str, Any] = {"targets": {"term": "9"}}

NO_ANSWER = [
    # figures, year asked, indicator, reason
    pytest.param({2022: "1"}, 2022, NINE, R.ONE_POINT, id="one-point-only"),
    pytest.param({2022: None}, 2022, NINE, R.NO_ACTUAL, id="no-figure"),
    pytest.param({2022: {"reported": "met"}}, 2022, NINE, R.NO_ACTUAL, id="verdict-only"),
    pytest.param(
        {2022: {"reported": {"term": "met"}}},
        2022,
        NINE,
        R.NO_ACTUAL,
        id="verdict-by-the-term",
    ),
    pytest.param({2021: "1", 2022: "2"}, 2022, {}, R.NO_TARGET, id="no-target"),
    pytest.param({2021: "1", 2022: "2"}, 2022, {"targets": {"2024": "9"}}, R.NO_TARGET, id="no-target-at-the-end"),
    pytest.param({2022: None}, 2022, {}, R.NO_ACTUAL, id="neither-figure-nor-target"),
    pytest.param(
        {2021: "1", 2022: "2"},
        2022,
        {"targets": {"2025": {"change": "1"}}},
        R.NO_PREVIOUS_YEAR,
        id="change-from-a-missing-figure",
    ),
    pytest.param(
        {2021: "1", 2022: "2", 2024: "0"},
        2022,
        {"targets": {"2025": {"change_percent": "10"}}},
        R.NO_BASE,
        id="change-in-percent-of-nothing",
    ),
    pytest.param(
        {2021: "1", 2022: "2", 2024: "3"},
        2022,
        {"targets": {"2025": {"change": "1"}}, "breaks": ["2025"]},
        R.SERIES_BREAK,
        id="change-across-a-break",
    ),
    pytest.param(
        {2021: "1", 2023: "2"},
        2023,
        {**NINE, "breaks": ["2022"]},
        R.SERIES_BREAK,
        id="break-between",
    ),
    pytest.param(
        {2023: "2"},
        2023,
        {**NINE, "breaks": ["2022"], "baseline": {"year": "2020", "value": "1"}},
        R.SERIES_BREAK,
        id="break-between-the-written-baseline-and-now",
    ),
    pytest.param({2023: "2"}, 2023, {**NINE, "breaks": ["2022"]}, R.ONE_POINT, id="one-point-after-a-break"),
    pytest.param(
        {2019: "8", 2021: None},
        2021,
        {**NINE, "cumulative": "true"},
        R.NO_ACTUAL,
        id="sum-not-begun-though-there-are-figures-before",
    ),
    pytest.param(
        {2021: None, 2022: "2"},
        2022,
        {**NINE, "cumulative": "true"},
        R.GAP_IN_YEARS,
        id="sum-without-its-first-year",
    ),
    pytest.param(
        {2021: None, 2022: "2"},
        2022,
        {**NINE, "cumulative": "true", "breaks": ["2022"]},
        R.SERIES_BREAK,
        id="sum-across-a-break",
    ),
    pytest.param({2021: "false", 2022: "true"}, 2022, {"targets": {"term": "true"}}, R.NO_MEANING, id="milestone"),
    pytest.param({2022: None}, 2022, {"targets": {"2022": "true"}}, R.NO_MEANING, id="milestone-without-an-end"),
    pytest.param({2021: "false", 2022: "true"}, 2022, {}, R.NO_MEANING, id="true-without-a-target"),
    pytest.param(
        {2021: "5", 2022: "6"},
        2022,
        {"better": "within", "targets": {"term": {"from": "4", "to": "7"}}},
        R.NO_MEANING,
        id="within-though-inside",
    ),
    pytest.param(
        {2022: None},
        2022,
        {"better": "within", "targets": {"term": {"from": "4", "to": "7"}}},
        R.NO_MEANING,
        id="within-comes-before-no-figure",
    ),
]


@pytest.mark.parametrize(("figures", "year", "rest", "reason"), NO_ANSWER)
def test_unscored_says_why(figures: Figures, year: int, rest: dict[str, Any], reason: OutlookReason) -> None:
    found = prospect(figures, year, **rest)

    assert (found.outlook, found.reason, found.ratio) == (UNSCORED, reason, None)
    assert (found.method is None) == (found.projection is None), "a projection says by which method"


def test_each_reason_is_seen() -> None:
    assert {row.values[3] for row in NO_ANSWER} == set(OutlookReason) - {R.PART_UNSCORED}  # tests/judge/test_parts.py


def test_reasons_are_those_of_score_where_they_mean_the_same() -> None:
    of_a_year = {reason.value for reason in Reason} - {Reason.YEAR_OPEN.value}
    assert of_a_year <= {reason.value for reason in OutlookReason}


def test_one_point_that_meets_the_target_needs_no_other() -> None:
    found = prospect({2022: "9"}, 2022, targets={"term": "9"})

    assert (found.outlook, found.reason, found.baseline, found.projection) == (REACHED, None, None, None)


@pytest.mark.parametrize("year", [2022, 2025])
def test_withdrawn_is_no_answer_and_not_counted(year: int) -> None:
    seen = outlook(
        programme({2022: None, 2023: "5", 2024: "6"}, years=["2023", "2024"], targets={"term": "7"}),
        year,
    )

    assert seen.lines[0] == Prospect(id="it", indicator=seen.lines[0].indicator, outlook=Outlook.WITHDRAWN)
    assert (seen.counts[Outlook.WITHDRAWN], seen.total, seen.judged) == (1, 0, 0)


def test_not_yet_withdrawn_it_is_held_against_the_programmes_last_year() -> None:
    found = prospect({2023: "5", 2024: "6"}, 2024, years=["2023", "2024"], targets={"term": "7"})

    assert (found.outlook, *told(found.required_pace)) == (ON_TRACK, "1")


# --- pace and projection ----------------------------------------------------------------------------------------------


def test_the_projection_follows_the_method_of_the_ratio() -> None:
    compound = prospect({2021: "50", 2023: "60"}, 2023, targets={"term": "100"})
    linear = prospect({2021: "0", 2023: "60"}, 2023, targets={"term": "100"})

    assert compound.method is COMPOUND
    assert told(compound.pace, compound.projection, compound.required_pace) == ("5", "72", "20")
    assert linear.method is LINEAR
    assert told(linear.pace, linear.projection, linear.required_pace) == ("30", "120", "20")


@pytest.mark.parametrize(
    ("better", "now", "limits", "projection"),
    [
        pytest.param("higher", "96", {"from": "0", "to": "100"}, "100", id="no-more-than-all-pupils"),
        pytest.param("higher", "96", {"from": "0"}, "115.2", id="open-above"),
        pytest.param("lower", "96", {"to": "100"}, "100", id="rising-where-lower-is-better"),
        pytest.param("higher", "40", {"from": "30", "to": "100"}, "30", id="no-less-than-can-be"),
    ],
)
def test_nothing_is_projected_beyond_the_limits(better: str, now: str, limits: dict[str, str], projection: str) -> None:
    goal = "98" if better == "higher" else "50"
    found = prospect({2021: "80", 2023: now}, 2023, better=better, limits=limits, targets={"term": goal})

    assert told(found.projection) == (projection,)


def test_a_target_beyond_the_limits_is_never_reached_whatever_the_trend() -> None:
    found = prospect(
        {2021: "80", 2024: "95"}, 2024, limits={"from": "0", "to": "100"}, targets={"2025": {"change": "10"}}
    )

    assert (found.outlook, found.reason, found.ratio) == (UNSCORED, R.NO_MEANING, None)


DATED: dict[str, Any] = {"2022": "55", "2024": "70", "2025": "99", "term": "100"}


@pytest.mark.parametrize(
    ("figures", "year", "targets", "told_of"),
    [
        pytest.param({2021: "50", 2023: "60"}, 2023, DATED, (2024, "70", "65.72"), id="the-next-is-missed"),
        pytest.param({2021: "50", 2023: "68"}, 2023, DATED, None, id="the-next-is-met"),
        pytest.param({2021: "50", 2022: "54"}, 2023, {**DATED, "2023": "60"}, (2023, "60", "58.32"), id="of-the-year"),
        pytest.param({2021: "50", 2024: "80"}, 2024, DATED, (2025, "99", "93.56"), id="that-of-the-last-year"),
        pytest.param({2021: "50", 2023: "60"}, 2023, {"2025": "100"}, None, id="which-stands-for-the-term"),
        pytest.param({2021: "50", 2025: "60"}, 2025, DATED, None, id="none-is-left"),
        pytest.param({2021: "50", 2023: "60"}, 2023, {"2024": {"change": "9"}, "term": "99"}, None, id="a-change"),
        pytest.param({2023: "60"}, 2023, DATED, None, id="nothing-is-projected"),
        pytest.param({2021: "99", 2023: "100"}, 2023, {"2024": "101", "term": "90"}, (2024, "101", "100.5"), id="past"),
    ],
)
def test_a_dated_target_on_the_way_is_told_where_it_is_missed(
    figures: Figures, year: int, targets: dict[str, Any], told_of: tuple[int, str, str] | None
) -> None:
    found = prospect(figures, year, targets=targets).next_target

    if told_of is None:
        assert found is None
    else:
        assert found is not None
        assert (found.year, str(found.edges.near)) == told_of[:2]
        assert found.projection.quantize(Decimal(told_of[2]), rounding=ROUND_DOWN) == Decimal(told_of[2])


def test_the_pace_now_required_is_counted_from_the_actual_to_the_last_year() -> None:
    late = prospect({2021: "50", 2022: "54"}, 2024, targets={"term": "100"})
    going_down = prospect({2021: "9", 2023: "8"}, 2023, better="lower", targets={"term": {"under": "5"}})

    assert told(late.pace, late.required_pace) == ("4", "15.33333333333333333333333333")
    assert told(going_down.pace, going_down.required_pace) == ("-0.5", "-1.5")


def test_nothing_more_is_required_where_the_target_is_reached() -> None:
    found = prospect({2021: "99", 2023: "96"}, 2023, targets={"term": "95"})

    assert (found.outlook, *told(found.pace, found.projection, found.required_pace)) == (
        REACHED,
        "-1.5",
        "93.09090909090909090909090909",
        "0",
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("96", REACHED, id="reached"),
        pytest.param("94.9", ON_TRACK, id="missed-by-a-hair"),
        pytest.param("80", MOVING_AWAY, id="missed"),
    ],
)
def test_the_target_year_already_over(now: str, expected: Outlook) -> None:
    """No pace is required any more, and the projection is the figure itself; the thresholds stay what they are."""
    found = prospect({2021: "85", 2024: "94", 2025: now}, 2025, targets={"term": "95"})

    assert found.outlook is expected
    assert told(found.required_pace, found.projection) == (None, now)


def test_the_last_year_is_over_even_where_its_figure_is_not_final() -> None:
    figures = {2021: "80", 2024: "90", 2025: {"value": "96", "provisional": True}}
    found = prospect(figures, 2025, targets={"term": "95"})

    assert found.actual == Point(year=2024, value=Decimal(90))
    assert found.required_pace is None
    assert prospect(figures, 2024, targets={"term": "95"}).required_pace == 5


def test_one_point_still_has_a_pace_required() -> None:
    found = prospect({2023: "90"}, 2023, targets={"term": "95"})

    assert (found.reason, found.pace, found.projection) == (R.ONE_POINT, None, None)
    assert found.required_pace == Decimal("2.5")


def test_no_target_still_has_a_projection() -> None:
    found = prospect({2021: "1", 2023: "2"}, 2023)

    assert told(found.target, found.required_pace, found.pace, found.projection) == (None, None, "0.5", "4")


def test_a_band_has_no_near_edge_to_aim_at() -> None:
    found = prospect({2021: "1", 2023: "2"}, 2023, better="within", targets={"term": {"from": "4", "to": "7"}})

    assert found.edges is not None
    assert (found.target, found.required_pace, found.pace) == (None, None, Decimal("0.5"))


def test_the_projection_of_the_last_figure_is_that_figure_however_long() -> None:
    first, last = "0.000000000000001", "1000000000000000.1"
    years = {2021: first, 2022: "0", 2023: "0", 2024: "0", 2025: last}
    found = prospect(years, 2025, cumulative="true", targets={"term": "1e20"})

    assert told(found.projection) == ("1000000000000000.100000000000001",)


# --- the report -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2020, 2026])
def test_a_year_outside_the_programme_is_refused(year: int) -> None:
    with pytest.raises(Complaint) as refused:
        outlook(programme({2021: "1"}), year)
    assert refused.value.text == "{year} is not one of the programme's years, {first} to {last}"


def test_figures_that_were_not_read_are_not_taken_for_missing() -> None:
    with pytest.raises(Complaint) as refused:
        outlook(programme({2023: "1"}), 2022)
    assert refused.value.text == "the actuals of {year} were not read"


def test_counts() -> None:
    seen = outlook(programme({2021: "50", 2023: "60"}, targets={"term": "100"}), 2023)

    assert list(seen.counts) == list(Outlook)
    assert {name: count for name, count in seen.counts.items() if count} == {FAR_BEHIND: 1}
    assert (seen.total, seen.judged) == (1, 1)


def test_results_are_frozen() -> None:
    seen = outlook(programme({2021: "1"}), 2021)

    for value, name in ((seen, "year"), (seen.lines[0], "ratio"), (seen.lines[0].actual, "value")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)


@pytest.mark.parametrize(
    "first",
    ["import an_sinh.judge.outlook", "from an_sinh.judge.outlook import Point", "from an_sinh import outlook", "pass"],
)
def test_the_public_name_is_the_function_whoever_imported_the_module_first(first: str) -> None:
    script = (
        f"{first}; import an_sinh; from an_sinh import outlook; print(outlook.__name__, an_sinh.outlook is outlook)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout == "outlook True\n"


def test_each_public_name_is_there() -> None:
    package = importlib.import_module("an_sinh")

    assert [name for name in package.__all__ if not callable(getattr(package, name))] == ["__version__"]


PRINTED = [
    pytest.param("0.9683354487883", "0.968335449", id="half-up"),
    pytest.param("0.0000000005", "0.000000001", id="a-tie-goes-away-from-zero"),
    pytest.param("-0.0000000005", "-0.000000001", id="a-negative-tie-too"),
    pytest.param("-0.0000000004", "0.000000000", id="zero-has-no-sign"),
    pytest.param("0.94999999999", "0.950000000", id="plainly-where-no-bound-is-named"),
    pytest.param("1e84", "1" + "0" * 84 + "." + "0" * 9, id="as-large-as-you-like"),
]


@pytest.mark.parametrize(("figure", "printed"), PRINTED)
def test_nine_places(figure: str, printed: str) -> None:
    assert format(to_places(Decimal(figure)), "f") == printed


BOUNDED = [
    pytest.param("0.94999999999", "0.949999999", id="not-up-to-a-bound"),
    pytest.param("0.95", "0.950000000", id="on-the-bound"),
    pytest.param("0.95000000001", "0.950000001", id="not-down-to-one"),
    pytest.param("0.9499999994", "0.949999999", id="as-ever-beside-it"),
    pytest.param("0.5999999999", "0.599999999", id="nor-to-another"),
    pytest.param("-0.0000000004", "-0.000000001", id="nor-to-nothing"),
    pytest.param("0.0000000004", "0.000000001", id="nor-to-nothing-from-above"),
    pytest.param("0.9683354487883", "0.968335449", id="half-up-elsewhere"),
]


@pytest.mark.parametrize(("figure", "printed"), BOUNDED)
def test_printing_never_crosses_a_bound(figure: str, printed: str) -> None:
    bounds = (Decimal(1), Decimal("0.95"), Decimal("0.6"), Decimal(0))
    assert format(to_places(Decimal(figure), 9, bounds), "f") == printed


# --- the rule of a programme ------------------------------------------------------------------------------------------


def ruled(rule: dict[str, Any], figures: Figures, year: int, **rest: Any) -> Prospect:
    """The one line of a programme with its own rule of the outlook."""
    made = replace(programme(figures, **rest), outlook=OutlookRule.model_validate(rule))
    return outlook(made, year).lines[0]


def test_a_programme_may_ask_for_straight_lines() -> None:
    figures, goal = {2021: "50", 2023: "70"}, {"targets": {"term": "100"}}
    plain_rule, straight = prospect(figures, 2023, **goal), ruled({"method": "linear"}, figures, 2023, **goal)

    assert (plain_rule.method, printed(plain_rule), plain_rule.outlook) == (COMPOUND, "0.968335449", ON_TRACK)
    assert (straight.method, printed(straight), straight.outlook) == (LINEAR, "0.800000000", BEHIND)
    assert told(straight.projection) == ("90",)
    assert ruled({"method": "compound"}, figures, 2023, **goal).ratio == plain_rule.ratio


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param({"on_track": "0.8"}, ON_TRACK, id="on-track-on-the-dot"),
        pytest.param({"on_track": "0.81"}, BEHIND, id="behind"),
        pytest.param({"behind": "0.8"}, BEHIND, id="behind-on-the-dot"),
        pytest.param({"on_track": "0.9", "behind": "0.81"}, FAR_BEHIND, id="far-behind"),
    ],
)
def test_a_programme_may_set_the_bounds(rule: dict[str, str], expected: Outlook) -> None:
    found = ruled({"method": "linear", **rule}, {2021: "50", 2023: "70"}, 2023, targets={"term": "100"})

    assert (found.ratio, found.outlook) == (Decimal("0.8"), expected)


# --- for every figure -------------------------------------------------------------------------------------------------

ANY = st.decimals(min_value=-10_000, max_value=10_000, places=3)
POSITIVE = st.decimals(min_value=Decimal("0.001"), max_value=10_000, places=3)
MANY_DIGITS = st.integers(1, 10**28 - 1).map(lambda n: Decimal(n).scaleb(-14))
SEEN = st.integers(1, 6)
MORE = st.integers(0, 4)
BETTER = st.sampled_from([HIGHER, LOWER])
D = 10**120


def _root(figure: Fraction, degree: int) -> Fraction:
    """The root cut after 120 decimals, by integers alone: no decimal context has a say here."""
    radicand = figure.numerator * D**degree // figure.denominator
    low, high = 0, 1 << (radicand.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= radicand else (low, middle - 1)
    return Fraction(low, D)


def _by_hand(better: Direction, start: Decimal, now: Decimal, goal: Decimal, seen: int, needed: int) -> Fraction:
    """The ratio by the contract's words, in fractions."""
    b, a, t = Fraction(start), Fraction(now), Fraction(goal)
    if min(b, a, t) <= 0:
        ratio = ((a - b) / seen) / abs((t - b) / needed)
    else:
        ratio = (_root(a / b, seen) - 1) / abs(_root(t / b, needed) - 1)
    return ratio if better is HIGHER else -ratio


def _is_beside_a_bound(ratio: Fraction) -> bool:
    """Whether nine decimals would lie on a bound that the ratio itself only comes near to."""
    return any(0 < abs(ratio - Fraction(bound)) < Fraction(1, 10**9) for bound in ("1", "0.95", "0.6", "0"))


def _nine(ratio: Fraction) -> Decimal:
    size = int(abs(ratio) * 10**9 + Fraction(1, 2))
    return Decimal(-size if ratio < 0 else size).scaleb(-9)


@given(BETTER, ANY | POSITIVE, ANY | POSITIVE, ANY | POSITIVE, SEEN, MORE)
def test_recomputed_by_hand_to_nine_places(
    better: Direction, start: Decimal, now: Decimal, goal: Decimal, seen: int, more: int
) -> None:
    assume((now < goal) if better is HIGHER else (now > goal))
    assume(start != goal)
    found = on_the_way(better, str(start), str(now), str(goal), seen=seen, needed=seen + more)
    ratio = _by_hand(better, start, now, goal, seen, seen + more)

    assert found.ratio is not None
    assert abs(Fraction(found.ratio) - ratio) <= abs(ratio) / 10**27
    nine = found.ratio_to(9)
    assert nine is not None
    assert abs(nine - _nine(ratio)) <= (Decimal("1e-9") if _is_beside_a_bound(ratio) else 0)
    assert found.method is (LINEAR if min(start, now, goal) <= 0 else COMPOUND)
    assert found.pace == pytest.approx((now - start) / seen)
    expected = (
        MOVING_AWAY
        if ratio < 0
        else FAR_BEHIND
        if ratio < Fraction(6, 10)
        else BEHIND
        if ratio < Fraction(95, 100)
        else ON_TRACK
    )
    assert found.outlook is expected


@given(MANY_DIGITS, MANY_DIGITS, MANY_DIGITS, SEEN, MORE)
def test_recomputed_by_hand_with_28_digits(start: Decimal, now: Decimal, goal: Decimal, seen: int, more: int) -> None:
    assume(now < goal)
    assume(start != goal)
    found = on_the_way(HIGHER, str(start), str(now), str(goal), seen=seen, needed=seen + more)

    ratio = _by_hand(HIGHER, start, now, goal, seen, seen + more)

    assert found.ratio is not None
    assert abs(Fraction(found.ratio) - ratio) <= abs(ratio) / 10**27


NEAR_ONE = st.integers(-999, 999).map(lambda n: 1 + Decimal(n).scaleb(-27))


@given(NEAR_ONE, NEAR_ONE, NEAR_ONE, SEEN, MORE)
def test_growth_in_the_last_digits_is_as_exact(
    start: Decimal, now: Decimal, goal: Decimal, seen: int, more: int
) -> None:
    """However much cancels out between a root near 1 and 1."""
    assume(now < goal)
    assume(start != goal)
    found = on_the_way(HIGHER, str(start), str(now), str(goal), seen=seen, needed=seen + more)
    ratio = _by_hand(HIGHER, start, now, goal, seen, seen + more)

    assert found.ratio is not None
    assert abs(Fraction(found.ratio) - ratio) <= abs(ratio) / 10**27


@given(
    st.sampled_from(["0.95", "0.6"]),
    st.integers(1, 60),
    st.integers(1, 5),
    st.integers(1, 4),
    st.integers(0, 3),
    BETTER,
)
@example("0.95", 3, 2, 1, 0, HIGHER)
def test_a_threshold_met_on_the_dot_is_met(
    threshold: str, whole: int, part: int, seen: int, more: int, better: Direction
) -> None:
    """Growth of exactly 0.95 of the fraction needed, such as 19/60 a year of 1/3: a quotient of endless digits."""
    assume(part < whole)
    sign = 1 if better is HIGHER else -1
    rate = Fraction(sign * part, whole)
    start = Fraction((20 * whole) ** (seen + more))
    now, goal = start * (1 + Fraction(threshold) * rate) ** seen, start * (1 + rate) ** (seen + more)
    assume(max(start, now, goal) < 10**28)
    assume((now < goal) if better is HIGHER else (now > goal))
    found = on_the_way(better, str(int(start)), str(int(now)), str(int(goal)), seen=seen, needed=seen + more)

    assert (found.ratio, found.outlook) == (Decimal(threshold), ON_TRACK if threshold == "0.95" else BEHIND)


@given(
    BETTER,
    ANY | POSITIVE | MANY_DIGITS | NEAR_ONE,
    ANY | POSITIVE | MANY_DIGITS | NEAR_ONE,
    ANY | POSITIVE | MANY_DIGITS | NEAR_ONE,
    SEEN,
    MORE,
    st.sampled_from([{}, {"method": "linear"}]),
    st.booleans(),
)
@example(HIGHER, Decimal(100), Decimal(121), Decimal("146.41"), 2, 2, {}, False)
@example(HIGHER, Decimal(3), Decimal(5), Decimal("8.333333333333333333333333333"), 1, 1, {}, False)
@example(HIGHER, Decimal(3), Decimal(5), Decimal("8.333333333333333333333333334"), 1, 1, {}, False)
@example(LOWER, Decimal(3), Decimal(1), Decimal("0.3333333333333333333333333333"), 1, 1, {}, False)
@example(LOWER, Decimal(3), Decimal(1), Decimal("0.3333333333333333333333333334"), 1, 1, {}, False)
def test_ratio_and_projection_never_contradict_each_other(
    better: Direction,
    start: Decimal,
    now: Decimal,
    goal: Decimal,
    seen: int,
    more: int,
    rule: dict[str, Any],
    limited: bool,
) -> None:
    """The ratio is 1 or more exactly where the projection comes to the target; and so it is as they are printed."""
    assume(start != goal)
    assume((now < goal) if better is HIGHER else (now > goal))
    limits = {"limits": {"from": str(min(start, now, goal)), "to": str(max(start, now, goal))}} if limited else {}
    found = ruled(
        rule,
        {2021: str(start), 2021 + seen: str(now)},
        2021 + seen,
        term=(2021, 2021 + seen + more),
        better=better.value,
        targets={"term": str(goal)},
        **limits,
    )

    assert found.ratio is not None
    assert found.projection is not None
    reaches = found.projection >= goal if better is HIGHER else found.projection <= goal
    assert (found.ratio >= 1) == reaches
    ratio, projection = found.ratio_to(9), found.projection_to(28)
    assert ratio is not None
    assert projection is not None
    assert (ratio >= 1) == (projection >= goal if better is HIGHER else projection <= goal)


@given(BETTER, ANY, ANY, ANY, SEEN, MORE)
def test_mirrored_figures_have_the_mirrored_outlook(
    better: Direction, start: Decimal, now: Decimal, goal: Decimal, seen: int, more: int
) -> None:
    """Negation is a mirror for straight lines: a term must be zero or negative on both sides."""
    assume(min(start, now, goal) <= 0 <= max(start, now, goal))
    found = on_the_way(better, str(start), str(now), str(goal), seen=seen, needed=seen + more)
    mirror = on_the_way(
        LOWER if better is HIGHER else HIGHER,
        str(start.copy_negate()),
        str(now.copy_negate()),
        str(goal.copy_negate()),
        seen=seen,
        needed=seen + more,
    )

    assert (mirror.outlook, mirror.ratio, mirror.method) == (found.outlook, found.ratio, found.method)
    assert mirror.projection is not None
    assert mirror.projection.copy_negate() == found.projection


@given(BETTER, ANY | POSITIVE, ANY | POSITIVE, ANY | POSITIVE, SEEN, MORE, st.integers(-12, 12))
def test_the_unit_does_not_matter(
    better: Direction, start: Decimal, now: Decimal, goal: Decimal, seen: int, more: int, power: int
) -> None:
    found = on_the_way(better, str(start), str(now), str(goal), seen=seen, needed=seen + more)
    scaled = on_the_way(
        better,
        str(start.scaleb(power)),
        str(now.scaleb(power)),
        str(goal.scaleb(power)),
        seen=seen,
        needed=seen + more,
    )

    assert (scaled.outlook, scaled.ratio, scaled.method) == (found.outlook, found.ratio, found.method)


@given(BETTER, ANY | POSITIVE, ANY | POSITIVE, ANY | POSITIVE, ANY | POSITIVE, SEEN, MORE, st.booleans())
def test_a_better_figure_never_has_a_worse_outlook(
    better: Direction,
    start: Decimal,
    one: Decimal,
    other: Decimal,
    goal: Decimal,
    seen: int,
    more: int,
    strict: bool,
) -> None:
    worse, good = sorted((one, other), reverse=better is LOWER)
    written: Any = str(goal) if not strict else {"over" if better is HIGHER else "under": str(goal)}
    of_worse = on_the_way(better, str(start), str(worse), written, seen=seen, needed=seen + more)
    of_good = on_the_way(better, str(start), str(good), written, seen=seen, needed=seen + more)

    assert of_good.outlook.rank >= of_worse.outlook.rank
    # ratios of two methods are not to be compared: falling to 0 is measured by steps, falling to nearly 0 by rates
    if of_good.method is of_worse.method and of_good.ratio is not None and of_worse.ratio is not None:
        assert of_good.ratio >= of_worse.ratio


# --- sums that make none, and sums longer than any figure -------------------------------------------------------------


def test_why_figures_make_no_sum_is_told_of_the_latest_of_them() -> None:
    total: dict[str, Any] = {"cumulative": True, "targets": {"term": "9"}}
    assert prospect({2022: "5", 2023: "5"}, breaks=[2023], **total).reason is OutlookReason.SERIES_BREAK
    assert prospect({2022: "5", 2023: None}, **total).reason is OutlookReason.GAP_IN_YEARS


def test_a_sum_short_of_its_steps_in_the_57th_digit_is_short_of_them() -> None:
    """Four fifths of the target after four years of five, but for one part in 10^56: the ratio is not 1."""
    for last, ratio, reaches in (("1e-28", "1", True), ("-1e-28", "0." + "9" * 28, False)):
        figures = {2021: "4e27", 2022: "4e27", 2023: "0", 2024: last}
        found = prospect(figures, 2024, cumulative=True, targets={"term": "1e28"})
        assert found.ratio == Decimal(ratio)
        assert found.projection is not None
        assert (found.projection >= Decimal("1e28")) is reaches


def test_a_year_is_as_final_as_its_own_figure() -> None:
    found = prospect({2021: {"value": "5", "provisional": "true"}, 2022: "6"}, targets={"term": "9"}).actual
    assert found == Point(year=2022, value=Decimal(6), provisional=False)


def test_true_in_the_year_itself_is_a_milestone_even_without_a_target() -> None:
    assert prospect({2022: "true"}, 2022, better=None).reason is OutlookReason.NO_MEANING


def test_a_line_says_of_which_indicator_and_which_target_it_tells() -> None:
    made = programme({2021: "5"}, targets={"term": {"from": "6", "to": "7"}})
    line = outlook(made, 2021).lines[0]
    assert (line.id, line.indicator, line.form) == ("it", made.indicators["it"], Form.RANGE)
    assert prospect({2021: "5"}, 2021).edges is None, "without a target"
    withdrawn = programme({2021: "5"}, years=["2022", "2025"])
    assert outlook(withdrawn, 2021).lines[0].indicator is withdrawn.indicators["it"]


def test_a_report_counts_every_line_of_its_programme_and_year() -> None:
    made = load(HANOI, None)
    report = outlook(made, 2022)
    assert (report.programme, report.year) == (made, 2022)
    assert report.counts == {each: sum(line.outlook is each for line in report.lines) for each in Outlook}
