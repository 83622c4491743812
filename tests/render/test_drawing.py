"""Drawings: where a figure stands, what a scale may enlarge, which marks there are, and that words say the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.judge.scorecard import score
from an_sinh.pages.axis import Scale, scale_for
from an_sinh.pages.drawings import Bullet, Course, Path, Point
from an_sinh.pages.page import Cell
from an_sinh.pages.say import Say
from an_sinh.pages.web.score import score_web
from an_sinh.render.drawing import draw, marks_of
from an_sinh.terms import Direction
from tests.support_years import HIGHER, LOWER, Written, programme, reported

HIGH, LOW, WITHIN = Direction.HIGHER, Direction.LOWER, Direction.WITHIN


def d(*figures: str) -> list[Decimal]:
    return [Decimal(figure) for figure in figures]


# --- scales -----------------------------------------------------------------------------------------------------------

SCALES = [
    pytest.param(d("203027", "160000"), ("138486.5", "224540.5"), True, id="close-together"),
    pytest.param(d("92.9", "92.5"), ("83.41", "101.99"), True, id="never-less-than-a-fifth"),
    pytest.param(d("50", "100"), ("0", "106.00"), False, id="far-apart-from-0"),
    pytest.param(d("-4", "0"), ("-4.24", "0"), False, id="below-0"),
    pytest.param(d("-3", "4"), ("-3.42", "4.42"), False, id="on-both-sides-of-0"),
    pytest.param(d("-100", "-99"), ("-109.5", "-89.5"), True, id="close-together-below-0"),
    pytest.param(d("0"), ("0", "1"), False, id="nothing-but-0"),
    pytest.param(d("7"), ("6.3", "7.7"), True, id="one-figure"),
]


@pytest.mark.parametrize(("marks", "ends", "broken"), SCALES)
def test_scales(marks: list[Decimal], ends: tuple[Any, Any], broken: bool) -> None:
    assert scale_for(marks) == Scale(low=Decimal(ends[0]), high=Decimal(ends[1]), broken=broken)


def test_a_scale_keeps_within_the_limits() -> None:
    assert scale_for(d("98", "99"), (Decimal(0), Decimal(100))) == Scale(
        low=Decimal("80.2"), high=Decimal(100), broken=True
    )
    assert scale_for(d("40", "100"), (Decimal(0), Decimal(100))).high == 100
    assert scale_for(d("105", "100"), (None, Decimal(100))).high > 105  # a figure past the limit is shown all the same


FIGURES = st.lists(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3).map(lambda each: each.normalize()),
    min_size=1,
    max_size=5,
)


@given(FIGURES)
def test_every_mark_stands_on_its_scale_in_order_and_none_is_blown_up(marks: list[Decimal]) -> None:
    scale = scale_for(marks)
    places = [scale.at(mark) for mark in sorted(marks)]
    assert all(0 <= place <= 1 for place in places)
    assert places == sorted(places)
    size = max(map(abs, marks))
    if size:
        assert scale.high - scale.low >= size / 5
        assert scale.broken is not (scale.low <= 0 <= scale.high)


def test_figures_of_28_digits_are_told_apart() -> None:
    low, high = d("1000000000000000000000000000", "1000000000000000000000000001")
    assert Scale(low=low, high=high).at(low) == 0
    assert Scale(low=low, high=high).at(high) == 1


# --- an actual against its target -------------------------------------------------------------------------------------


def bullet(actual: str, near: str, far: str | None, better: Direction = HIGH, **more: Any) -> Bullet:
    return Bullet(
        tone="met",
        actual=Decimal(actual),
        near=Decimal(near),
        far=None if far is None else Decimal(far),
        better=better,
        strict=more.pop("strict", False),
        **more,
    )


def x_of(svg: str, name: str) -> float:
    """Where a mark stands, whatever it is."""
    found = re.search(rf'class="{name}[^"]*" (?:x1|cx|x)="([-0-9.]+)"', svg)
    assert found, f"no {name} in {svg}"
    return float(found[1])


def width_of(svg: str, name: str) -> float:
    found = re.search(rf'class="{name}" x="[-0-9.]+" y="[-0-9.]+" width="([0-9.]+)"', svg)
    assert found, f"no {name} in {svg}"
    return float(found[1])


def test_a_dot_past_its_target_stands_past_its_mark() -> None:
    over, under = draw(bullet("90", "60", "60")), draw(bullet("30", "60", "60"))
    assert x_of(over, "actual") > x_of(over, "target") > x_of(under, "actual")
    on = draw(bullet("60", "60", "60"))
    assert x_of(on, "actual") == x_of(on, "target")


def test_the_better_side_is_shown() -> None:
    higher, lower = draw(bullet("90", "60", None)), draw(bullet("30", "60", None, LOW))
    assert x_of(higher, "zone") == x_of(higher, "target")
    assert x_of(lower, "zone") < x_of(lower, "target")
    assert 'd="M192.5' in higher
    assert 'd="M7.5' in lower
    assert "arrow" not in draw(bullet("20", "19", "21", WITHIN))


def test_a_band_is_met_between_its_marks() -> None:
    svg = draw(bullet("20", "10", "40", WITHIN))
    marks = [float(x) for x in re.findall(r'class="target" x1="([0-9.]+)"', svg)]
    assert len(marks) == 2
    assert width_of(svg, "zone") == pytest.approx(marks[1] - marks[0], abs=0.1)
    assert "beyond" not in svg


@pytest.mark.parametrize(
    ("drawn", "marks"),
    [
        pytest.param(bullet("90", "60", "60"), "actual target arrow beyond", id="a-figure"),
        pytest.param(bullet("90", "30", "50"), "actual target arrow beyond zone", id="a-range"),
        pytest.param(bullet("90", "60", None, strict=True), "actual strict arrow zone", id="a-bound"),
        pytest.param(bullet("99", "98", "98"), "actual target arrow beyond broken", id="close-together"),
        pytest.param(
            bullet("90", "60", "60", previous=Decimal(1), baseline=Decimal(2)),
            "actual target arrow beyond previous baseline",
            id="what-was-before",
        ),
    ],
)
def test_the_key_has_the_marks_that_are_drawn(drawn: Bullet, marks: str) -> None:
    assert marks_of(drawn) == set(marks.split())
    svg = draw(drawn)
    names = {name for each in re.findall(r'class="([^"]+)"', svg) for name in each.split()}
    assert set(marks.split()) <= names
    assert names & {"strict", "previous", "baseline", "broken", "arrow"} <= set(marks.split())


def graphs(written: Written, year: int = 2023, language: str = "en") -> tuple[Cell, Cell]:
    """The bullet graph and the course of an indicator."""
    found = programme({"it": written})
    cards = [score(found, each) for each in range(2021, 2026)]
    page = score_web(cards[year - 2021], cards, Say.of(language))
    *_, first, last = page.grids[0].sections[0].rows[0].cells
    return first, last


YEARS = {2021: "10", 2022: "20", 2023: "30"}


def test_its_words_say_what_is_drawn() -> None:
    written: Written = {**HIGHER, "baseline": {"year": 2020, "value": "8"}, "targets": {2023: "25"}, "is": YEARS}
    english, vietnamese = (graphs(written, language=language)[0].text for language in ("en", "vi"))
    assert english == "30 is 5 above the target of 25; higher is better; the year before: 20; baseline: 8"
    assert vietnamese == "30 cao hơn mục tiêu 25 là 5; càng cao càng tốt; năm trước: 20; số gốc: 8"


def test_nothing_before_a_break_stands_beside_a_figure() -> None:
    written: Written = {**LOWER, "breaks": ["2023"], "targets": {2023: {"under": "35"}}, "is": YEARS}
    graph, course = graphs({**written, "baseline": {"year": 2020, "value": "8"}})
    assert isinstance(graph.drawing, Bullet)
    assert (graph.drawing.previous, graph.drawing.baseline, graph.drawing.strict) == (None, None, True)
    assert isinstance(course.drawing, Course)
    assert course.drawing.breaks == (2023,)
    assert course.text == "10 in 2021; 20 in 2022; defined anew from 2023; 30 in 2023"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param({**HIGHER, "is": {2023: reported("met")}}, id="as-reported"),
        pytest.param({**HIGHER, "targets": {2023: "5"}}, id="no-figure"),
        pytest.param({**HIGHER, "is": YEARS}, id="no-target"),
        pytest.param({"targets": {2023: "true"}, "is": {2023: "true"}}, id="a-milestone"),
        pytest.param({**HIGHER, "years": ["2021", "2022"], "targets": {2022: "5"}, "is": {2022: "5"}}, id="withdrawn"),
    ],
)
def test_where_nothing_is_compared_nothing_is_drawn(written: Written) -> None:
    assert graphs(written)[0] == Cell(text="")


# --- courses and paths ------------------------------------------------------------------------------------------------


def course(*figures: str | None, breaks: tuple[int, ...] = (), **more: Any) -> str:
    points = tuple(
        Point(year=2021 + at, value=None if figure is None else Decimal(figure)) for at, figure in enumerate(figures)
    )
    return draw(Course(points=points, breaks=breaks, **more))


def heights(svg: str) -> list[float]:
    """How high the points stand, from the left."""
    return [-float(y) for y in re.findall(r'<circle class="[^"]+" cx="[0-9.]+" cy="([0-9.]+)"', svg)]


def test_a_course_goes_up_where_figures_do() -> None:
    first, second, third = heights(course("1", "3", "2"))
    assert first < third < second
    assert course("1", "3", "2").count('class="run"') == 2


def test_a_year_without_a_figure_is_a_gap() -> None:
    svg = course("1", None, "2", "3")
    assert (len(heights(svg)), svg.count('class="run"')) == (3, 1)


def test_each_side_of_a_break_has_its_own_scale() -> None:
    svg = course("1", "2", "100", "200", breaks=(2023,))
    first, second, third, fourth = heights(svg)
    assert (first, second) == (third, fourth)
    assert (svg.count('class="run"'), svg.count('class="anew"')) == (2, 1)


def test_the_year_of_the_page_stands_out() -> None:
    svg = course("1", "2", at=2022, tone="unmet")
    assert (svg.count('class="now unmet"'), svg.count('class="point"')) == (1, 1)


def test_a_path_leads_on_to_where_the_straight_line_goes() -> None:
    svg = draw(
        Path(
            tone="behind",
            first=2020,
            last=2025,
            baseline=Point(year=2020, value=Decimal(0)),
            actual=Point(year=2024, value=Decimal(4)),
            target=Decimal(10),
            projection=Decimal(5),
        )
    )
    now, target = x_of(svg, "now"), x_of(svg, "target")
    assert x_of(svg, "previous") < now < target == x_of(svg, "projected")
    assert 'class="ahead"' in svg


@pytest.mark.parametrize("drawn", [bullet("1e27", "1e-27", None), bullet("-1", "0", "0", LOW)])
def test_a_drawing_holds_numbers_and_our_own_words_alone(drawn: Bullet) -> None:
    svg = draw(drawn)
    assert not set(svg) & set("&;{}\n")
    assert re.fullmatch(r"(<[a-z]+( [a-zA-Z0-9-]+=\"[a-zA-Z0-9 .-]*\")*/?>|</svg>)+", svg)
