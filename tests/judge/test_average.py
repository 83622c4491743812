"""The mean of the years (`average: true`): judged undivided, shown rounded and never across its target."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from an_sinh import diff, load, outlook, score
from an_sinh.errors import DataError
from an_sinh.figures import Mean
from an_sinh.judge.focus import focus
from an_sinh.terms import Method, Outlook, Reason, Status
from tests.judge.test_forms import folder
from tests.support_years import line, programme

if TYPE_CHECKING:
    from pathlib import Path

    from an_sinh.judge.scorecard import Line
    from tests.conftest import Quick

FIGURES = st.decimals(-9999, 9999, places=2, allow_nan=False).map(str)
YEARS = st.lists(FIGURES, min_size=1, max_size=5)
FEW = settings(max_examples=25)
BETTER = st.sampled_from(["higher", "lower"])


def mean_line(better: str, target: Any, figures: list[str], **more: Any) -> Line:
    """The line of an indicator whose years since 2021 have these figures, in the last of them."""
    last = 2020 + len(figures)
    said = {2021 + at: figure for at, figure in enumerate(figures)}
    return line({"better": better, "average": "true", "targets": {str(last): target}, "is": said, **more}, last)


def fraction_of(figures: list[str]) -> Fraction:
    return sum(map(Fraction, figures), Fraction(0)) / len(figures)


# --- the verdict ------------------------------------------------------------------------------------------------------


def wanted(better: str, mean: Fraction, near: Fraction, far: Fraction, *, strict: bool = False) -> Status:
    sign = 1 if better == "higher" else -1
    if sign * mean < sign * near or (strict and mean == near):
        return Status.UNMET
    return Status.EXCEEDED if sign * mean > sign * far or strict else Status.MET


@FEW
@given(figures=YEARS, bar=FIGURES, better=BETTER)
def test_a_mean_is_held_to_its_target_as_a_fraction_is(figures: list[str], bar: str, better: str) -> None:
    mean, near = fraction_of(figures), Fraction(bar)
    assert mean_line(better, bar, figures).status is wanted(better, mean, near, near)
    strict = {"over" if better == "higher" else "under": bar}
    assert mean_line(better, strict, figures).status is wanted(better, mean, near, near, strict=True)


@FEW
@given(figures=YEARS, edges=st.lists(FIGURES, min_size=2, max_size=2, unique_by=Decimal))
def test_a_mean_is_held_to_a_range_as_a_fraction_is(figures: list[str], edges: list[str]) -> None:
    low, high = sorted(edges, key=Decimal)
    mean, target = fraction_of(figures), {"from": low, "to": high}
    assert mean_line("higher", target, figures).status is wanted("higher", mean, Fraction(low), Fraction(high))
    assert mean_line("lower", target, figures).status is wanted("lower", mean, Fraction(high), Fraction(low))
    inside = Fraction(low) <= mean <= Fraction(high)
    assert mean_line("within", target, figures).status is (Status.MET if inside else Status.UNMET)


@FEW
@given(figures=YEARS, bar=FIGURES, better=BETTER, at=st.integers(0, 4), more=st.decimals(0, 99, places=3))
def test_a_better_year_never_makes_it_worse(figures: list[str], bar: str, better: str, at: int, more: Decimal) -> None:
    changed = list(figures)
    at %= len(figures)
    changed[at] = f"{Decimal(figures[at]) + (more if better == 'higher' else -more):f}"
    assert mean_line(better, bar, changed).status.rank >= mean_line(better, bar, figures).status.rank


@FEW
@given(figures=YEARS, bar=FIGURES, power=st.integers(-3, 3))
def test_it_is_mirrored_and_the_same_in_any_unit(figures: list[str], bar: str, power: int) -> None:
    found = mean_line("higher", bar, figures)
    mirrored = mean_line("lower", f"{-Decimal(bar):f}", [f"{-Decimal(each):f}" for each in figures])
    scaled = mean_line("higher", _times(bar, power), [_times(each, power) for each in figures])
    assert found.status is mirrored.status is scaled.status
    assert found.gap == mirrored.gap


def _times(figure: str, power: int) -> str:
    return f"{Decimal(figure).scaleb(power):f}"


@FEW
@given(figure=FIGURES, years=st.integers(1, 5), better=BETTER)
def test_years_that_are_all_the_target_meet_it(figure: str, years: int, better: str) -> None:
    found = mean_line(better, figure, [figure] * years)
    assert (found.status, found.gap, found.actual) == (Status.MET, Decimal(0), Decimal(figure))


def test_nothing_is_divided_before_it_is_compared() -> None:
    """A third of 10 is over 3.333 and under 3.334, however many digits they have."""
    for digits in (3, 10, 27):
        under = "3." + "3" * digits
        found = mean_line("higher", under, ["3", "3", "4"])
        assert found.status is Status.EXCEEDED
        assert found.gap is not None
        assert found.gap > 0
        assert mean_line("lower", under, ["3", "3", "4"]).status is Status.UNMET


# --- what is shown ----------------------------------------------------------------------------------------------------


@FEW
@given(figures=YEARS, bar=FIGURES)
def test_what_is_shown_is_on_the_means_own_side_of_the_target(figures: list[str], bar: str) -> None:
    found, mean, near = mean_line("higher", bar, figures), fraction_of(figures), Fraction(bar)
    assert isinstance(found.shown, Decimal)
    assert isinstance(found.actual, Decimal)
    for told in (found.shown, found.actual):
        assert (Fraction(told) > near, Fraction(told) == near) == (mean > near, mean == near)
    assert abs(Fraction(found.shown) - mean) < Fraction(1, 1000)
    assert found.gap is not None
    assert found.shown_gap is not None
    for gap in (found.gap, found.shown_gap):
        assert (gap > 0, gap == 0) == (mean > near, mean == near)


@FEW
@given(total=st.integers(-(10**9), 10**9), years=st.integers(1, 40), edge=st.integers(-(10**6), 10**6))
def test_a_mean_that_ends_is_itself(total: int, years: int, edge: int) -> None:
    mean, exact = Mean(Decimal(total), years), Fraction(total, years)
    told = mean.value(Decimal(edge))
    ends = all(exact.denominator % prime or prime in (2, 5) for prime in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37))
    assert (Fraction(told) == exact) is ends
    assert len(told.as_tuple().digits) <= 28
    assert (mean.compared(Decimal(edge)) > 0) == (exact > edge) == (told > edge)


def test_programs_get_the_sum_and_the_years(tmp_path: Path, quick: Quick) -> None:
    head = "  a: {name: A, group: g, better: higher, average: true, targets: {2023: 6.27}}\n"
    at = folder(tmp_path, head, {2021: "{a: 6.2}", 2022: "{a: 6.7}", 2023: "{a: 5.9}"})
    text = quick("score", "2023", "--data", str(at), "--format", "json").page
    row = json.loads(text, parse_float=Decimal)["indicators"][0]
    assert (row["mean"], row["status"]) == ({"sum": Decimal("18.8"), "years": 3}, "unmet")
    assert row["actual"] == Decimal("6.266666666666666666666666667")
    page = quick("score", "2023", "--data", str(at)).page
    assert "6.267" in page
    assert "0.003 worse" in page
    assert "the mean of 2021-2023, rounded" in page
    two = quick("score", "2022", "--data", str(at), "--format", "json").page
    assert json.loads(two, parse_float=Decimal)["indicators"][0]["actual"] == Decimal("6.45")


# --- which years ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "figures", "reason"),
    [
        ({}, {2021: "4", 2023: "4"}, Reason.GAP_IN_YEARS),
        ({}, {2021: "4", 2022: "4"}, Reason.NO_ACTUAL),
        ({"breaks": ["2022"]}, {2021: "4", 2022: "4", 2023: "4"}, Reason.SERIES_BREAK),
        ({"breaks": ["2021"]}, {2021: "4", 2022: "4", 2023: "4"}, None),
        ({"years": ["2022", "2025"]}, {2022: "4", 2023: "4"}, None),
    ],
)
def test_every_year_since_the_first_must_be_there(
    more: dict[str, Any], figures: dict[int, str], reason: Reason | None
) -> None:
    found = line({"better": "higher", "average": "true", "targets": {"2023": "4"}, "is": figures, **more}, 2023)
    assert found.reason is reason
    assert found.status is (Status.MET if reason is None else Status.UNSCORED)


def test_it_is_provisional_if_a_year_is_and_names_everybody_who_said_one(tmp_path: Path) -> None:
    head = "  a: {name: A, group: g, better: higher, average: true, targets: {2022: 4}}\n"
    years = {2021: "{a: {value: 3, provisional: true, source: s}}", 2022: "{a: {value: 5, source: t, inferred: true}}"}
    at = folder(tmp_path, head, years, "}\nsources: {s: {title: S}, t: {title: T}")
    for each in (load(at), load(at, [2022])):  # what a mean rests on is read with it
        (found,) = score(each, 2022).lines
        assert (found.status, found.provisional, found.sources.actual) == (Status.MET, True, ("s", "t"))
        assert found.inferred == ("actual",)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("better: higher, average: true, cumulative: true, targets: {2022: 3}", "can't both be compared"),
        ("average: true, targets: {2022: true}", "a milestone has no mean over the years"),
        ("better: lower, average: true, targets: {2022: {change: -1}}", "can't be held against a change"),
        ("better: lower, average: true, every: {change_percent: -1}", "can't be held against a change"),
        ("better: lower, average: true, limits: {to: 9}, targets: {2022: 10}", "outside the limits"),
    ],
)
def test_what_can_have_no_mean(tmp_path: Path, keys: str, told: str) -> None:
    at = folder(tmp_path, f"  a: {{name: A, group: g, {keys}}}\n", {2022: "{}"})
    with pytest.raises(DataError, match=told):
        load(at)


def test_a_place_has_a_mean_and_a_target_of_its_own(tmp_path: Path) -> None:
    head = "  a: {name: A, group: g, better: higher, average: true, targets: {2022: 4}}\n"
    at = folder(tmp_path, head, {2021: "{a: 4}", 2022: "{a: 4}"})
    (at / "places.yaml").write_text("x: {name: X}\n", "utf-8")
    (at / "places").mkdir()
    (at / "places" / "x.yaml").write_text("targets: {a: {2022: 4.5}}\n", "utf-8")
    for year, figure in ((2021, 4), (2022, 4.9)):
        (at / "actuals" / f"{year}").mkdir()
        (at / "actuals" / f"{year}" / "x.yaml").write_text(f"year: {year}\nactuals: {{a: {figure}}}\n", "utf-8")
    found = score(load(at).at("x"), 2022).lines[0]
    assert (found.status, found.actual) == (Status.UNMET, Decimal("4.45"))
    (at / "places" / "x.yaml").write_text("targets: {a: {2022: {change: 1}}}\n", "utf-8")
    with pytest.raises(DataError, match="can't be held against a change"):
        load(at)


def test_a_percentage_of_the_baseline_is_what_a_mean_may_be_held_against() -> None:
    more = {"baseline": {"year": "2020", "value": "3"}}
    found = mean_line("lower", {"from_baseline_percent": "-10"}, ["3", "2.4", "2.6"], **more)
    assert found.target is not None
    assert found.achieved_percent is not None
    assert (found.status, found.target.near) == (Status.EXCEEDED, Decimal("2.7"))
    assert round(found.achieved_percent, 6) == Decimal("111.111111")  # a third of the 0.3 planned


# --- two years, what carries over, the term ---------------------------------------------------------------------------


@FEW
@given(first=YEARS, last=FIGURES, better=BETTER)
def test_a_diff_tells_the_move_of_a_mean_exactly(first: list[str], last: str, better: str) -> None:
    assume(len(first) < 5)
    said = {2021 + at: figure for at, figure in enumerate([*first, last])}
    whole = programme({"a": {"better": better, "average": "true", "is": said}})
    year = 2021 + len(first)
    moved = diff(score(whole, year - 1), score(whole, year)).lines[0]
    gained = (fraction_of([*first, last]) - fraction_of(first)) * (1 if better == "higher" else -1)
    assert moved.movement is not None
    assert moved.distance is not None
    assert moved.movement.value == ("better" if gained > 0 else "worse" if gained < 0 else "same")
    assert (moved.distance > 0) is (gained != 0)


def test_what_carries_over_needs_no_change_of_one_years_figure() -> None:
    targets = {"2022": "4", "2023": "3"}
    whole = programme({"a": {"better": "higher", "average": "true", "targets": targets, "is": {2021: "3", 2022: "4"}}})
    (carried,) = focus(whole, 2022).leads[0][1]
    assert (carried.short_by, carried.needed, carried.reached) == (Decimal("0.5"), None, True)


@pytest.mark.parametrize(
    ("better", "target", "figures", "seen", "ratio", "needed"),
    [
        ("higher", "6.5", ["6.2", "6.7", "5.9"], Outlook.ON_TRACK, "0.964102564", "6.85"),
        ("higher", "7", ["4", "4", "4"], Outlook.FAR_BEHIND, "0.571428571", "11.5"),
        ("higher", "6.2", ["6.2", "6.7", "5.9"], Outlook.REACHED, None, None),
        ("lower", "4", ["4.1", "4.3"], Outlook.ON_TRACK, "0.952380952", "3.866666667"),
        ("lower", "4", ["4", "4"], Outlook.REACHED, None, None),
        ("lower", "2", ["4", "4"], Outlook.FAR_BEHIND, "0.5", "0.666666667"),
        ("higher", "4", ["3", "3", "3", "3", "3"], Outlook.BEHIND, "0.75", None),
        ("higher", "4", ["-1"], Outlook.UNSCORED, None, None),
    ],
)
def test_the_outlook_takes_the_years_to_come_to_be_as_the_mean(
    better: str, target: str, figures: list[str], seen: Outlook, ratio: str | None, needed: str | None
) -> None:
    said = {2021 + at: figure for at, figure in enumerate(figures)}
    whole = programme({"a": {"better": better, "average": "true", "targets": {"term": target}, "is": said}})
    (found,) = outlook(whole, 2020 + len(figures)).lines
    assert found.outlook is seen
    assert found.ratio_to() == (None if ratio is None else Decimal(ratio))
    assert (found.required_mean and round(found.required_mean, 9)) == (None if needed is None else Decimal(needed))
    if seen is not Outlook.UNSCORED:
        assert (found.method, found.baseline, found.required_pace) == (Method.MEAN, None, None)
        assert found.actual is not None
        assert found.projection == found.actual.value


@pytest.mark.parametrize(("target", "missed"), [("3", None), ("5", 2023)])
def test_the_next_target_is_named_where_the_mean_so_far_misses_it(target: str, missed: int | None) -> None:
    targets = {"2023": target, "term": "6"}
    whole = programme({"a": {"better": "higher", "average": "true", "targets": targets, "is": {2021: "4", 2022: "4"}}})
    (found,) = outlook(whole, 2022).lines
    assert (found.next_target and found.next_target.year) == missed


def test_people_read_what_the_years_left_must_come_to(tmp_path: Path, quick: Quick) -> None:
    head = "  a: {name: A, group: g, better: higher, average: true, targets: {term: 7}}\n"
    at = str(folder(tmp_path, head, {2021: "{a: 6.2}", 2022: "{a: 6.7}", 2023: "{a: 5.9}"}))
    page = quick("outlook", "2023", "--data", at).page
    assert "the mean of 2021-2023, and the years to come as it; the years left must come to 8.1 on average" in page
    assert "as the mean since 2021" in quick("show", "a", "--data", at).page
    found = json.loads(quick("outlook", "2023", "--data", at, "--format", "json").page)["indicators"][0]
    assert (found["method"], found["required_mean"], found["required_pace"]) == ("mean", 8.1, None)
    assert '"average": true' in quick("show", "a", "--data", at, "--format", "json").page
    assert quick("outlook", "2023", "--data", at, "--format", "html").code == 0
