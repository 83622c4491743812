"""A number is what its cell shows: as it is, as a percentage, with a text beside it, or in doubt."""

from __future__ import annotations

from decimal import Decimal

import pytest

from an_sinh.spreadsheet.cells import CellValue, Doubt, DoubtfulCell, LabelledFigure, Percent
from an_sinh.spreadsheet.number_formats import BUILT_IN, as_date, as_shown, as_told, is_date


def doubt(text: str) -> DoubtfulCell:
    return DoubtfulCell(text, Doubt.FORMAT)


@pytest.mark.parametrize(
    ("number", "code", "value"),
    [
        *(
            (number, code, Decimal(number))
            for number, code in (
                ("1250", "General"),
                ("1250", ""),
                ("1250", "#,##0"),
                ("1250.5", "0"),
                ("-1250", "#,##0.00"),
                ("-5", "0;-0"),
                ("-5", "#,##0 ;(#,##0)"),
                ("5", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'),
                ("-5", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'),
                ("0", "0.0"),
                ("8.1", "0.00"),
                ("1250", "# ##0"),
                ("5", "[Red]0;[Blue]-0"),
                ("1E+6", "0.00E+00"),
                ("5", "@"),
                ("12", "00000"),
            )
        ),
        ("0.0223", "0.00%", Percent(Decimal("2.23"))),
        ("0.029", "0.0%;-0.0%", Percent(Decimal("2.9"))),
        ("0.029", '0.0%" GDP"', LabelledFigure(Decimal("2.9"), "% GDP")),
        ("2.9", '0.0"%"', LabelledFigure(Decimal("2.9"), "%")),
        ("2.9", r"0.0\%", LabelledFigure(Decimal("2.9"), "%")),
        ("2.5", '0.0" triệu"', LabelledFigure(Decimal("2.5"), "triệu")),
        ("1250", "#,##0\\ [$₫-42A]", LabelledFigure(Decimal(1250), "₫")),
        ("1250", '"khoảng "0', LabelledFigure(Decimal(1250), "khoảng")),
        ("12", '0"*"', LabelledFigure(Decimal(12), "*")),
        ("1", '"TRUE";"TRUE";"FALSE"', True),
        ("0", '"TRUE";"TRUE";"FALSE"', False),
        *(
            (number, code, doubt(number))
            for number, code in (
                ("1250000", "0.0,,"),
                ("1250", "#,##0,"),
                ("1250", '0.0,"K"'),
                ("1250000", '[>=1000000]0.0,,"M";0'),
                ("5", "+0;-0"),
                ("5", '"+"0.0'),
                ("-5", "0;0"),
                ("-5", "0.00;[Red]0.00"),
                ("5", ";;;"),
                ("0", "#,###"),
                ("0", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'),
                ("5", '0"000"'),
                ("1250", r"#\.##0"),
                ("0.25", "# ?/?"),
                ("0.5", "0%%"),
                ("5", '"đạt"'),
                ("5", "-0"),
            )
        ),
    ],
)
def test_a_number_is_what_its_format_shows(number: str, code: str, value: CellValue) -> None:
    assert as_shown(Decimal(number), code) == value


def test_a_condition_chooses_what_is_shown() -> None:
    assert as_shown(Decimal(5), '[>=1000000]0.0,,"M";0') == Decimal(5)
    assert as_shown(Decimal(-5), "[<0]-0;0") == Decimal(-5)


@pytest.mark.parametrize(
    ("code", "dated"),
    [
        *((code, True) for code in ("dd/mm/yyyy", "d-mmm-yy", "[h]:mm", "h:mm AM/PM", "[$-42A]dd mmmm yyyy")),
        *((code, False) for code in ("0.00", "General", '0"ngày"', "[Red]0", "0.00E+00", '"d"0')),
    ],
)
def test_a_date_is_told_by_its_letters(code: str, dated: bool) -> None:
    assert is_date(code) is dated


@pytest.mark.parametrize(
    ("number", "since_1904", "day"),
    [
        ("46387", False, "2026-12-31"),
        ("44925", True, "2026-12-31"),
        ("1", False, "1900-01-01"),
        ("61", False, "1900-03-01"),
        ("46387.5", False, "2026-12-31T12:00:00"),
        ("1E+20", False, "100000000000000000000"),
    ],
)
def test_a_day_is_counted_as_the_spreadsheet_does(number: str, since_1904: bool, day: str) -> None:
    assert as_date(Decimal(number), since_1904=since_1904) == day


def test_the_formats_without_a_code_are_known() -> None:
    assert as_shown(Decimal("0.5"), BUILT_IN[10]) == Percent(Decimal(50))
    assert is_date(BUILT_IN[14])
    assert as_shown(Decimal(0), BUILT_IN[43]) == doubt("0")


@pytest.mark.parametrize(
    ("number", "shown", "value"),
    [
        *(
            (number, shown, Decimal(number))
            for number, shown in (
                ("1250", "1.250"),
                ("1250", "1,250"),
                ("1250", "1 250"),
                ("1250.5", "1.250,5"),
                ("1250.6", "1251"),
                ("-5", "-5"),
                ("-5", "(5)"),
                ("1250", ""),
                ("1000000", "1,00E+06"),
            )
        ),
        ("2.5", "2,5 triệu", LabelledFigure(Decimal("2.5"), "triệu")),
        *((number, shown, doubt(number)) for number, shown in (
            ("1250000", "1,3"), ("5", "+5"), ("-5", "5"), ("0.25", "1/4"), ("5", "đạt"), ("12", "12 (1)"),
        )),
    ],
)  # fmt: skip
def test_where_the_file_tells_what_it_shows_the_two_must_agree(number: str, shown: str, value: CellValue) -> None:
    assert as_told(Decimal(number), shown) == value


def test_a_percentage_that_is_shown_is_held_to_its_number() -> None:
    assert as_told(Decimal("0.0223"), "2,2%", percent=True) == Percent(Decimal("2.23"))
    assert as_told(Decimal("0.0223"), "22%", percent=True) == doubt("0.0223")
