"""A unit in words is the indicator's, another, or a power of ten of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from an_sinh.judge.scale import Scale
from an_sinh.programme.model import Indicator
from an_sinh.spreadsheet.figure_cells import Reading, read_cell
from an_sinh.spreadsheet.units import UnitMatch, converted, held_against, unit_said_in

SAME, OTHER = UnitMatch.SAME, UnitMatch.OTHER


def indicator(unit: str | dict[str, str] | None) -> Indicator:
    return Indicator.model_validate({"name": "N", "group": "g", "unit": unit} if unit else {"name": "N", "group": "g"})


@pytest.mark.parametrize(
    ("told", "own", "match"),
    [
        ("Tỷ đồng", "tỷ đồng", SAME),
        ("tỉ đồng", "tỷ đồng", SAME),
        ("tỷ VNĐ", "tỷ đồng", SAME),
        ("tỉ", "tỷ đồng", SAME),
        ("billion", "tỷ đồng", SAME),
        ("ĐVT: tỷ đồng", "tỷ đồng", SAME),
        ("triệu đồng", "tỷ đồng", -3),
        ("Tr.đồng", "tỷ đồng", -3),
        ("triệu", "tỷ đồng", -3),
        ("nghìn tỷ đồng", "tỷ đồng", 3),
        ("đồng", "triệu đồng", -6),
        ("nghìn", "triệu đồng", -3),
        ("triệu đồng", "nghìn", 3),
        ("(tỷ đồng)", "tỷ đồng", SAME),
        ("tr", "tỷ đồng", OTHER),
        ("trăm", "nghìn người", OTHER),
        ("nghìn người", "người", 3),
        ("1.000 người", "người", 3),
        ("người", "nghìn người", -3),
        ("thousand persons", "persons", 3),
        ("person", "persons", SAME),
        ("household", "households", SAME),
        ("thousand people", "persons", 3),
        ("%", "%", SAME),
        ("phần trăm", "%", SAME),
        ("Tỷ lệ %", "%", SAME),
        ("%", "% GDP", SAME),
        ("‰", "%", -1),
        ("hệ số", "%", 2),
        ("xã", "người", OTHER),
        ("người", "lượt người", OTHER),
        ("%", "người", OTHER),
        ("giường", {"vi": "giường/vạn dân", "en": "beds per 10,000"}, OTHER),
        ("beds per 10,000", {"vi": "giường/vạn dân", "en": "beds per 10,000"}, SAME),
        ("tỷ lệ", "tỷ đồng", OTHER),
        ("anything", None, SAME),
    ],
)
def test_a_unit_is_held_against_the_indicators(
    told: str, own: str | dict[str, str] | None, match: UnitMatch | int
) -> None:
    assert held_against(told, indicator(own)) == match


@pytest.mark.parametrize(("figure", "powers", "text"), [("2500", -3, "2.5"), ("2.5", 3, "2500"), ("0.029", 2, "2.9")])
def test_a_figure_is_turned_exactly(figure: str, powers: int, text: str) -> None:
    assert converted(Decimal(figure), powers) == text


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Đơn vị tính: tỷ đồng", "tỷ đồng"),
        ("(ĐVT: triệu đồng)", "triệu đồng"),
        ("Unit: persons", "persons"),
        ("Đơn vị tính: tỷ đồng.", "tỷ đồng"),
        ("Đơn vị: triệu đồng.", "triệu đồng"),
        ("Đơn vị: Sở Y tế", None),
        ("Đơn vị: triệu đồng", "triệu đồng"),
        ("(Đơn vị: 1.000.000 đồng)", "1.000.000 đồng"),
        ("Đơn vị: %", "%"),
        ("Báo cáo năm 2026", None),
    ],
)
def test_a_line_above_may_name_the_unit(line: str, unit: str | None) -> None:
    assert unit_said_in(line) == unit


@pytest.mark.parametrize("unit", [None, "tỷ đồng"])
def test_a_figure_beside_its_unit_or_any_where_there_is_none_is_taken(unit: str | None) -> None:
    found = read_cell(Decimal("2.5"), indicator(unit), None, "tỷ đồng", Scale((Decimal(2),)))
    assert found == Reading(figure="2.5")
