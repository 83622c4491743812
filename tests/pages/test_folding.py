"""Rows of the same kind: which fold into one, what it is called, and that nothing is lost with --all or to programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh.pages.folding import FEWEST, folded
from an_sinh.pages.say import Say
from an_sinh.pages.score import score_page
from tests.conftest import HANOI
from tests.support_years import HIGHER, Written, card, reported

if TYPE_CHECKING:
    from tests.conftest import Quick

SAME: Written = {"name": "Indicator not named 1", "is": {2022: reported("met")}}


def folds(*written: Written) -> list[int]:
    """How many lines each row stands for."""
    lines = card({f"i{at}": each for at, each in enumerate(written)}, 2022).lines
    return [len(fold) for fold in folded(lines)]


def test_what_has_neither_target_nor_figure_and_the_same_words_is_one_row() -> None:
    assert folds(*[SAME] * FEWEST) == [FEWEST]
    assert folds(*[{**SAME, "name": name} for name in ("Roads", "Trees", "Lamps")]) == [1] * (FEWEST - 1)


def test_two_whose_names_differ_in_a_number_alone_are_one_row() -> None:
    assert folds(SAME, {**SAME, "name": "Indicator not named 2"}) == [2]
    assert folds(SAME, {**SAME, "name": "Another 2"}) == [1, 1]


def test_a_row_folds_with_those_of_its_kind_wherever_they_stand() -> None:
    assert folds(*[SAME] * 2, {"is": {2022: reported("unmet")}}, *[SAME] * 2) == [4, 1]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({**HIGHER, "is": {2022: "5"}}, id="a-figure"),
        pytest.param({**HIGHER, "targets": {2022: "5"}, "is": {2022: reported("met")}}, id="a-target"),
        pytest.param({"is": {2022: reported("exceeded")}}, id="another-status"),
        pytest.param({"is": {2022: {"reported": "met", "inferred": "true"}}}, id="another-basis"),
        pytest.param({"is": {2022: {"reported": "met", "source": "s"}}}, id="another-source"),
        pytest.param({"is": {2022: {"reported": "met", "note": "n"}}}, id="another-note"),
        pytest.param({"note": "n", "is": {2022: reported("met")}}, id="a-note-of-the-indicator"),
    ],
)
def test_what_differs_in_anything_stands_for_itself(other: dict[str, Any]) -> None:
    assert folds(*[SAME] * FEWEST, other) == [FEWEST, 1]


def test_placeholders_are_called_by_their_group_and_others_by_their_names() -> None:
    scorecard = card({**{f"a{at}": {**SAME, "name": f"Not known {at}"} for at in range(4)}}, 2022)
    assert score_page(scorecard, Say.of("en")).grids[0].sections[0].rows[0].name == "4 indicators all"
    scorecard = card({name: {"is": {2022: reported("met")}} for name in ("roads", "trees", "lamps", "parks")}, 2022)
    row = score_page(scorecard, Say.of("en")).grids[0].sections[0].rows[0]
    assert row.name == "4 indicators: Roads; Trees; Lamps; Parks"
    assert [each.name for each in score_page(scorecard, Say.of("en"), everything=True).grids[0].sections[0].rows] == [
        *("Roads", "Trees", "Lamps", "Parks")
    ]


def test_the_nine_unnamed_of_programme_08_are_one_row_for_people_and_nine_for_programs(quick: Quick) -> None:
    arguments = ("score", "2022", "--data", HANOI)
    for format_ in ("table", "markdown", "html"):
        page = quick(*arguments, "--format", format_).page
        assert "9 indicators not named in public sources" in page
        assert "Indicator not named 3" not in page
        assert "Indicator not named 3" in quick(*arguments, "--format", format_, "--all").page
    found = json.loads(quick(*arguments, "--format", "json").page)
    assert (len(found["indicators"]), found["tally"]["total"]) == (27, 27)
    assert "9 chỉ tiêu chưa được nguồn công khai nêu tên" in quick(*arguments, "--lang", "vi").page


def test_the_percentage_of_the_plan_and_last_years_figure_stand_in_the_wide_table(quick: Quick) -> None:
    arguments = ("score", "2022", "--data", HANOI)
    wide = quick(*arguments, "--wide").page
    line = next(line for line in wide.splitlines() if line.startswith("  Jobs created"))
    assert line.split()[-2:] == ["%", "179,648"]
    assert "126.9 %" in line
    assert "126.9" not in quick(*arguments).page
    assert "126.9 % of the plan" in quick(*arguments, "--format", "html").page
