"""What a sheet's cells mean: matched whole, read in one way or asked about, and named where they find no place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from an_sinh import load
from an_sinh.errors import Complaint
from an_sinh.figures import parse_figure, plain
from an_sinh.pages.say import Say
from an_sinh.programme.model import Programme
from an_sinh.spreadsheet.cells import Cells, CellValue, Doubt, DoubtfulCell, LabelledFigure, Percent, SheetRow
from an_sinh.spreadsheet.figure_cells import Numerals
from an_sinh.spreadsheet.headings import fold
from an_sinh.spreadsheet.importing import ImportResult, LostCell, figures_in
from an_sinh.terms import Language, Status
from tests.conftest import examples
from tests.support_sheets import TARGETS, data_directory

CALM = examples(300)
VI, EN = Numerals.VI, Numerals.EN
EXTRA = """\
  doctors:
    name: {vi: Số bác sĩ, en: Health workers}
    group: health
    better: higher
    targets: {2022: 14}
  nurses:
    name: {vi: Số điều dưỡng, en: Health workers}
    group: health
    unit: m²
    better: higher
    targets: {2022: 20}
"""


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return load(data_directory(tmp_path_factory.mktemp("data") / "data", TARGETS + EXTRA))


def cells(*rows: Sequence[CellValue], first: int = 1) -> Cells:
    return Cells(rows=tuple(SheetRow(number=at, cells=tuple(row)) for at, row in enumerate(rows, first) if any(row)))


def found(imported: ImportResult) -> dict[str, str | None]:
    return {each.id: each.figure for each in imported.found}


def said(lost: LostCell, language: Language = Language.EN) -> str:
    return lost.reason.said(Say.of(language))


def lost(imported: ImportResult) -> list[tuple[str, str, str]]:
    return [(each.cell, each.text, said(each)) for each in imported.lost]


def one(
    programme: Programme, value: CellValue, id_: str = "jobs-created", numerals: Numerals | None = None
) -> ImportResult:
    return figures_in(cells(["id", "value"], [id_, value]), programme, 2022, numerals=numerals)


# --- the header -------------------------------------------------------------------------------------------------------

HEADERS: list[tuple[list[CellValue], str]] = [
    (["id", "value"], "english"),
    (["Mã", "Thực hiện"], "vietnamese"),
    (["MÃ CHỈ TIÊU", " Kết  quả "], "capitals-and-spaces"),
    (["mã chỉ tiêu", "thực hiện năm 2022"], "the-year-in-it"),
    (["Mã\nchỉ tiêu", "Thực hiện\nnăm 2022"], "on-two-lines"),
    ([unicodedata.normalize("NFD", "Mã"), unicodedata.normalize("NFD", "Số liệu")], "decomposed"),
    (["ID", Decimal(2022)], "the-year-alone"),
    (["code", "2022 actual"], "the-year-first"),
    (["Tên chỉ tiêu", "Năm 2022"], "a-name"),
]


@pytest.mark.parametrize("header", [pytest.param(header, id=id_) for header, id_ in HEADERS])
def test_the_header_is_found_by_its_names(programme: Programme, header: list[CellValue]) -> None:
    key = "Jobs created" if header[0] == "Tên chỉ tiêu" else "jobs-created"
    sheet = cells(["Báo cáo"], [], [None, *header], [None, key, Decimal(5)], first=3)
    imported = figures_in(sheet, programme, 2022)
    assert [(each.id, each.cell) for each in imported.found] == [("jobs-created", "C6")]


def test_what_an_export_is_headed_with_is_found(programme: Programme) -> None:
    for language in Language:
        say = Say.of(language)
        header = [say.sense("heading of a column", "id"), say.text("Indicator"), say.text("Unit")]
        header += [say.text("Target {year}", year=2022)]
        header += [say.text("Actual {year}", year=year) for year in (2021, 2022)]
        row: list[CellValue] = ["jobs-created", "Jobs created", "persons", "160,000", Decimal(7), Decimal(5)]
        assert found(figures_in(cells(header, row), programme, 2022)) == {"jobs-created": "5"}


@pytest.mark.parametrize(
    ("header", "told"),
    [
        pytest.param(
            ["id", "value", "Thực hiện"],
            "two columns could hold the figures: B (value) or C (thực hiện) (name one with --column)",
            id="two-columns-of-figures",
        ),
        pytest.param(
            ["id", "Thực hiện 2021"],
            "no column of figures among the headings 'id' or 'thực hiện 2021' (name it with --column)",
            id="another-year",
        ),
        pytest.param(
            ["Sở", "value"],
            "no row of headings with a column of ids or names"
            " (give the sheet a heading such as 'id' or 'Tên chỉ tiêu')",
            id="no-ids-and-no-names",
        ),
    ],
)
def test_what_the_header_leaves_open_is_asked_about(programme: Programme, header: list[CellValue], told: str) -> None:
    with pytest.raises(Complaint) as caught:
        figures_in(cells(header, ["jobs-created", Decimal(5), Decimal(6)]), programme, 2022)
    assert caught.value.describe() == told


def test_a_sheet_without_anything_has_no_header(programme: Programme) -> None:
    with pytest.raises(Complaint, match="no row of headings"):
        figures_in(cells(), programme, 2022)


@pytest.mark.parametrize(
    "column", ["Số cuối cùng", "SỐ CUỐI  CÙNG", "C", "c", unicodedata.normalize("NFD", "Số cuối cùng")]
)
def test_a_column_can_be_named_by_its_heading_or_its_letters(programme: Programme, column: str) -> None:
    sheet = cells(["id", "value", "Số cuối cùng"], ["jobs-created", Decimal(5), Decimal(6)])
    assert found(figures_in(sheet, programme, 2022, column=column)) == {"jobs-created": "6"}


@pytest.mark.parametrize("column", ["D", "XFD", "nothing", ""])
def test_a_column_that_is_not_there_is_refused(programme: Programme, column: str) -> None:
    with pytest.raises(Complaint, match="no column of figures"):
        figures_in(cells(["id", "value"], ["jobs-created", Decimal(5)]), programme, 2022, column=column)


TWO_ROWS: list[tuple[list[CellValue], list[CellValue], str | None, str]] = [
    (["id", "Năm 2022", None], [None, "Kế hoạch", "Thực hiện"], "6", "plan-and-actual-of-the-year"),
    (["id", "Thực hiện", None], [None, Decimal(2021), Decimal(2022)], "6", "two-years"),
    (["id", "Thực hiện", None], [None, "năm 2022", "năm 2023"], "5", "two-years-in-words"),
    (["id", "Kế hoạch năm 2022", "Thực hiện năm 2022"], [None, "(kế hoạch)", "(1)"], "6", "numbers-of-columns"),
    (["id", "2021", "2022"], [None, "Thực hiện", "Thực hiện"], "6", "actual-of-each-year"),
    (["id", "Năm 2022", None], [None, "Kế hoạch", "Mục tiêu"], None, "plans-alone"),
    (["id", "Năm 2022", None], [None, "Thực hiện", "Kết quả"], None, "two-that-could"),
]


@pytest.mark.parametrize(("first", "second", "figure"), [pytest.param(*rest, id=id_) for *rest, id_ in TWO_ROWS])
def test_two_rows_of_headings_are_read_together(
    programme: Programme, first: list[CellValue], second: list[CellValue], figure: str | None
) -> None:
    sheet = cells(first, second, ["jobs-created", Decimal(5), Decimal(6)])
    if figure is None:
        with pytest.raises(Complaint, match="--column"):
            figures_in(sheet, programme, 2022)
        assert found(figures_in(sheet, programme, 2022, column="B")) == {"jobs-created": "5"}
    else:
        assert found(figures_in(sheet, programme, 2022)) == {"jobs-created": figure}


# --- the rows ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Jobs created",
        "JOBS  CREATED ",
        "Giải quyết việc làm",
        "GIẢI QUYẾT VIỆC LÀM",
        unicodedata.normalize("NFD", "Giải quyết việc làm"),
        "Giải\u00a0quyết việc làm",
        "Giải quyết việc làm (lượt người)",
        "Jobs created (persons)",
    ],
)
def test_a_row_is_known_by_its_name_in_any_language(programme: Programme, name: str) -> None:
    sheet = cells(["Nội dung", "value"], [name, Decimal(5)])
    assert found(figures_in(sheet, programme, 2022)) == {"jobs-created": "5"}


@pytest.mark.parametrize("id_", ["jobs-created", "JOBS-CREATED", " jobs-created\n"])
def test_a_row_is_known_by_its_id(programme: Programme, id_: str) -> None:
    assert found(one(programme, Decimal(5), id_)) == {"jobs-created": "5"}


def test_an_id_outweighs_a_name_that_nobody_has(programme: Programme) -> None:
    sheet = cells(["id", "name", "value"], ["jobs-created", "Việc làm, cả năm", Decimal(5)])
    assert found(figures_in(sheet, programme, 2022)) == {"jobs-created": "5"}


def test_a_name_serves_where_a_row_has_no_id(programme: Programme) -> None:
    sheet = cells(["id", "name", "value"], [None, "Jobs created", Decimal(5)], ["hospital-beds", None, Decimal(30)])
    assert found(figures_in(sheet, programme, 2022)) == {"jobs-created": "5", "hospital-beds": "30"}


def test_numbers_of_another_kind_are_no_ids(programme: Programme) -> None:
    sheet = cells(["Mã số", "Chỉ tiêu", "value"], [Decimal(1), "Jobs created", Decimal(5)], ["02", "Doctors", None])
    assert found(figures_in(sheet, programme, 2022)) == {"jobs-created": "5"}


def test_a_figure_without_a_place_is_named_with_its_cell(programme: Programme) -> None:
    sheet = cells(
        ["id", "name", "value"],
        ["jobs-created", "Jobs created", Decimal(5)],
        ["jobs-creatd", None, Decimal(5)],
        [None, "Giải quyết viêc làm", Decimal(5)],
        [None, "Tổng số", Decimal(5)],
        [None, "Health workers", Decimal(5)],
        ["hospital-beds", "Jobs created", Decimal(5)],
        [None, None, Decimal(5)],
        [None, None, "abc"],
    )
    imported = figures_in(sheet, programme, 2022)
    assert lost(imported) == [
        ("A3", "'jobs-creatd'", "did you mean 'jobs-created'?"),
        ("B4", "'Giải quyết viêc làm'", "did you mean 'jobs-created'?"),
        ("B5", "'Tổng số'", "a total, which is no indicator"),
        ("B6", "'Health workers'", "this is the name of 'doctors', 'nurses'; the id is needed"),
        ("A7", "'hospital-beds'", "the id is of one indicator, the name of another: 'jobs-created'"),
        ("C8", "'5'", "a figure without an indicator beside it"),
    ]
    assert found(imported) == {"jobs-created": "5"}, "the nearest is offered, never taken"


def test_words_below_the_table_are_no_row(programme: Programme) -> None:
    sheet = cells(["id", "value"], ["jobs-created", Decimal(5)], [None, "NGƯỜI LẬP BIỂU"], [None, "5 người"])
    assert lost(figures_in(sheet, programme, 2022)) == [("B4", "'5 người'", "a figure without an indicator beside it")]


def test_an_id_that_two_numbers_share_is_not_taken_unless_the_name_tells(tmp_path: Path) -> None:
    targets = "".join(
        f'  "{id_}":\n    name: {name}\n    group: work\n    better: higher\n    targets: {{2022: 5}}\n'
        for id_, name in (("8.1", "one"), ("8.10", "ten"))
    )
    two_ids = load(data_directory(tmp_path / "data", TARGETS + targets))
    sheet = cells(["id", "value"], [Decimal("8.1"), Decimal(5)])
    assert lost(figures_in(sheet, two_ids, 2022)) == [
        ("A2", "'8.1'", "as a number it is the id of '8.1', '8.10'; make the cell a text")
    ]
    rows: list[list[CellValue]] = [[Decimal("8.1"), "ten", Decimal(5)], [Decimal("8.1"), "one", Decimal(6)]]
    assert found(figures_in(cells(["id", "name", "value"], *rows), two_ids, 2022)) == {"8.10": "5", "8.1": "6"}
    assert found(figures_in(cells(["id", "value"], ["8.10", Decimal(5)]), two_ids, 2022)) == {"8.10": "5"}


def test_an_id_tells_a_shared_name_apart(programme: Programme) -> None:
    sheet = cells(["id", "name", "value"], ["nurses", "Health workers", Decimal(5)])
    assert found(figures_in(sheet, programme, 2022)) == {"nurses": "5"}


def test_headings_of_groups_and_notes_are_no_rows(programme: Programme) -> None:
    sheet = cells(
        ["id", "name", "value"],
        ["Việc làm"],
        ["jobs-created", "Jobs created", Decimal(5)],
        [None, "Y tế", "  "],
        ["Người lập biểu"],
    )
    imported = figures_in(sheet, programme, 2022)
    assert (found(imported), imported.lost, imported.blank) == ({"jobs-created": "5"}, (), 0)


def test_an_indicator_that_stands_twice_has_no_figure(programme: Programme) -> None:
    sheet = cells(
        ["id", "name", "value"],
        ["jobs-created", None, Decimal(5)],
        [None, "Jobs created", Decimal(6)],
        ["jobs-created", None, None],
        ["hospital-beds", None, Decimal(7)],
    )
    imported = figures_in(sheet, programme, 2022)
    assert lost(imported) == [
        ("C2", "'5'", "the indicator stands in C3 too"),
        ("C3", "'6'", "the indicator stands in C2 too"),
    ]
    assert found(imported) == {"hospital-beds": "7"}


def test_every_reason_can_be_said_in_both_languages(programme: Programme) -> None:
    for each in (*one(programme, "abc").lost, *one(programme, Decimal(5), "jobs-creatd").lost):
        assert said(each, Language.VI) != said(each, Language.EN)


# --- the figures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "id_", "figure"),
    [
        pytest.param(Decimal("2.23"), "unemployment-rate", "2.23", id="a-number"),
        pytest.param(Decimal("1E+21"), "jobs-created", "1" + "0" * 21, id="a-large-number"),
        pytest.param(Percent(Decimal("2.23")), "unemployment-rate", "2.23", id="shown-as-a-percentage"),
        pytest.param("2,23%", "unemployment-rate", "2.23", id="a-percent-sign"),
        pytest.param("2,23 %", "unemployment-rate", "2.23", id="a-percent-sign-apart"),
        pytest.param("203.027,5 lượt người", "jobs-created", "203027.5", id="a-unit"),
        pytest.param("203.027,5 LƯỢT\u00a0NGƯỜI", "jobs-created", "203027.5", id="a-unit-in-capitals"),
        pytest.param("203,027.5 persons", "jobs-created", "203027.5", id="a-unit-in-english"),
        pytest.param("203 027,5", "jobs-created", "203027.5", id="thousands-apart"),
        pytest.param("203\u202f027", "jobs-created", "203027", id="thousands-by-a-narrow-space"),
        pytest.param("−0,5", "jobs-created", "-0.5", id="a-typographic-minus"),
        pytest.param("1.203.027", "jobs-created", "1203027", id="two-points"),
        pytest.param("5 m²", "nurses", "5", id="a-unit-with-a-power"),
        pytest.param("0.095", "jobs-created", "0.095", id="no-thousand-begins-with-0"),
        pytest.param("chưa triển khai", "hospital-beds", None, id="not-started"),
        pytest.param(" Not started", "hospital-beds", None, id="not-started-in-english"),
        pytest.param("Chưa  Triển Khai", "clinic-opened", None, id="a-milestone-not-started"),
        pytest.param("ĐÃ XONG", "clinic-opened", "true", id="done-in-vietnamese"),
        pytest.param(unicodedata.normalize("NFD", "chưa xong"), "clinic-opened", "false", id="not-done-decomposed"),
        pytest.param(LabelledFigure(Decimal(5), "Lượt người"), "jobs-created", "5", id="a-format-with-the-unit"),
        pytest.param(True, "clinic-opened", "true", id="done"),
        pytest.param(False, "clinic-opened", "false", id="not-done"),
        pytest.param("TRUE", "clinic-opened", "true", id="done-in-text"),
        pytest.param("false", "clinic-opened", "false", id="not-done-in-text"),
        pytest.param(Decimal(1), "clinic-opened", "true", id="done-as-1"),
        pytest.param(Decimal(0), "clinic-opened", "false", id="not-done-as-0"),
    ],
)
def test_a_cell_is_read(programme: Programme, value: CellValue, id_: str, figure: str | None) -> None:
    imported = one(programme, value, id_)
    assert (found(imported), imported.lost) == ({id_: figure}, ())


PERCENT = "a percentage, which is not the indicator's unit"
FORMULA = "a formula without a result; open the file in a spreadsheet program and save it anew"
MILESTONE = "this indicator is a milestone; write true or false"
OTHER = "its unit is '{}', the indicator's '{}'; correct it, or say --as-written"
PLUS = "a figure has no plus sign; write the figure itself, not a change"
RAISED = "a part is raised or lowered, and reads as one more digit; write the figure alone"
STRUCK = "struck out, all of it or a part; leave what counts"
SHOWS = "the cell shows another number than it holds; give it a plain number format"
UNIT = "this is not a figure in the indicator's unit"


@pytest.mark.parametrize(
    ("value", "id_", "reason"),
    [
        pytest.param("5%", "jobs-created", OTHER.format("%", "lượt người"), id="a-percentage-of-persons"),
        pytest.param("5 persons", "unemployment-rate", OTHER.format("persons", "%"), id="persons-for-percent"),
        pytest.param(
            "5 nghìn lượt người",
            "jobs-created",
            "its unit is 'nghìn lượt người', the indicator's 'lượt người', in which it is 5000;"
            " write that, or say --as-written",
            id="thousands-in-words",
        ),
        pytest.param("203.027²", "jobs-created", UNIT, id="a-footnote-is-no-digit"),
        pytest.param("\uff12", "jobs-created", UNIT, id="full-width-digits"),
        pytest.param("12 34", "jobs-created", UNIT, id="digits-apart"),
        pytest.param("012", "jobs-created", UNIT, id="a-leading-zero"),
        pytest.param("+5", "jobs-created", PLUS, id="a-plus"),
        pytest.param("5-6", "jobs-created", UNIT, id="a-range"),
        pytest.param("khoảng 5", "jobs-created", UNIT, id="about"),
        pytest.param("1.2.3", "jobs-created", UNIT, id="a-section"),
        pytest.param("1E+05", "jobs-created", UNIT, id="a-number-shortened-in-text"),
        pytest.param("2023-02-01", "jobs-created", UNIT, id="a-date"),
        pytest.param("#REF!", "jobs-created", UNIT, id="an-error"),
        pytest.param("9" * 29, "jobs-created", UNIT, id="too-many-digits"),
        pytest.param(Decimal("1E+300"), "jobs-created", UNIT, id="out-of-bounds"),
        pytest.param(True, "jobs-created", UNIT, id="a-truth-for-a-figure"),
        pytest.param("TRUE", "jobs-created", UNIT, id="a-truth-in-text-for-a-figure"),
        pytest.param(Percent(Decimal(5)), "jobs-created", PERCENT, id="a-percentage"),
        pytest.param("=A1+B1", "jobs-created", FORMULA, id="a-formula"),
        pytest.param(Decimal(5), "clinic-opened", MILESTONE, id="a-figure-for-a-milestone"),
        pytest.param("gần xong", "clinic-opened", MILESTONE, id="nearly-done"),
        pytest.param(DoubtfulCell("12501", Doubt.RAISED), "jobs-created", RAISED, id="a-footnote-mark"),
        pytest.param(DoubtfulCell("5", Doubt.STRUCK), "jobs-created", STRUCK, id="struck-out"),
        pytest.param(DoubtfulCell("5000", Doubt.FORMAT), "jobs-created", SHOWS, id="another-number-shown"),
        pytest.param(LabelledFigure(Decimal(5), "xã"), "jobs-created", OTHER.format("xã", "lượt người"), id="a-label"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_named(
    programme: Programme, value: CellValue, id_: str, reason: str
) -> None:
    imported = figures_in(cells(["id", "value"], [id_, value]), programme, 2022, scales={})
    assert [(each[0], each[2]) for each in lost(imported)] == [("B2", reason)]
    assert not imported.found


@pytest.mark.parametrize("value", [None, "-", "–", "—", "…", "n/a", "chưa có", "CHƯA CÓ", " Chưa có số liệu "])
def test_no_figure_yet_is_blank(programme: Programme, value: CellValue) -> None:
    imported = one(programme, value)
    assert (imported.found, imported.lost, imported.blank) == ((), (), 1)


# --- numerals ---------------------------------------------------------------------------------------------------------


def two(programme: Programme, first: CellValue, second: CellValue, numerals: Numerals | None = None) -> ImportResult:
    sheet = cells(["id", "value"], ["jobs-created", first], ["hospital-beds", second])
    return figures_in(sheet, programme, 2022, numerals=numerals)


@pytest.mark.parametrize(
    ("proof", "figure"),
    [
        pytest.param("2,23", "203027", id="a-decimal-comma"),
        pytest.param("1.203.027", "203027", id="two-points"),
        pytest.param("2.5", "203.027", id="a-decimal-point"),
        pytest.param("1,203,027", "203.027", id="two-commas"),
        pytest.param("1,203.5", "203.027", id="both"),
    ],
)
def test_the_files_own_figures_settle_how_they_are_written(programme: Programme, proof: str, figure: str) -> None:
    assert found(two(programme, "203.027", proof))["jobs-created"] == figure
    assert found(two(programme, proof, "203.027"))["hospital-beds"] == figure


@pytest.mark.parametrize("other", ["5", Decimal("2.5"), None, "0", "-", "chưa triển khai"], ids=str)
def test_a_figure_that_can_be_read_in_two_ways_is_asked_about(programme: Programme, other: CellValue) -> None:
    with pytest.raises(Complaint) as caught:
        two(programme, "203.027", other)
    assert caught.value.describe() == "B2 '203.027' may be 203027 or 203.027 (say --numerals vi or --numerals en)"
    assert found(two(programme, "203.027", other, VI))["jobs-created"] == "203027"
    assert found(two(programme, "203.027", other, EN))["jobs-created"] == "203.027"


def test_two_ways_in_one_file_are_refused_with_a_cell_of_each(programme: Programme) -> None:
    with pytest.raises(Complaint) as caught:
        two(programme, "2,5", "2.5")
    assert caught.value.describe() == (
        "the figures are written in two ways: B2 '2,5' in the Vietnamese, B3 '2.5' in the English"
        " (make them alike, or say --numerals vi or en)"
    )
    assert lost(two(programme, "2,5", "2.5", VI)) == [("B3", "'2.5'", "this is not a figure by --numerals vi")]
    assert lost(two(programme, "2,5", "2.5", EN)) == [("B2", "'2,5'", "this is not a figure by --numerals en")]


def test_a_number_settles_nothing_and_needs_nothing(programme: Programme) -> None:
    assert found(two(programme, Decimal("203.027"), Decimal("2.5"))) == {
        "jobs-created": "203.027",
        "hospital-beds": "2.5",
    }
    assert found(two(programme, Decimal("2.5"), "5", VI)) == {"jobs-created": "2.5", "hospital-beds": "5"}


def test_what_belongs_to_no_indicator_settles_nothing(programme: Programme) -> None:
    sheet = cells(["id", "value"], ["jobs-created", "203.027"], ["other", "2,5"])
    with pytest.raises(Complaint, match=r"may be 203027 or 203\.027"):
        figures_in(sheet, programme, 2022)


FIGURES = st.decimals(min_value="-1e15", max_value="1e15", allow_nan=False, allow_infinity=False, places=None).filter(
    lambda figure: parse_figure(plain(figure)) is not None
)


def written(figure: Decimal, numerals: Numerals, grouped: bool) -> str:
    whole, _, rest = plain(figure.copy_abs()).partition(".")
    thousands, mark = (".", ",") if numerals is VI else (",", ".")
    whole = format(int(whole), ",").replace(",", thousands) if grouped else whole
    return ("-" if figure.is_signed() else "") + whole + (mark + rest if rest else "")


def asked_or_read(programme: Programme, text: str) -> ImportResult | None:
    """What a text alone in its file is read as; None where it is asked about."""
    try:
        return one(programme, text)
    except Complaint as asked:
        if asked.text != "{cell} {text} may be {ways}":
            raise
        return None


@CALM
@given(FIGURES, st.sampled_from(Numerals), st.booleans(), st.sampled_from(["", " lượt người", "persons"]))
@example(Decimal("203.027"), VI, True, "")
@example(Decimal(203027), EN, True, "")
@example(Decimal("-0.000"), VI, False, "")
def test_any_figure_written_in_either_way_comes_back_exactly(
    programme: Programme, figure: Decimal, numerals: Numerals, grouped: bool, unit: str
) -> None:
    text = written(figure, numerals, grouped) + unit
    assert found(one(programme, text, numerals=numerals)) == {"jobs-created": plain(figure)}
    proof = "0,1" if numerals is VI else "0.1"
    assert found(two(programme, text, proof))["jobs-created"] == plain(figure)
    alone = asked_or_read(programme, text)
    assert alone is None or found(alone) == {"jobs-created": plain(figure)}, "not asked about, and read as another"


@CALM
@given(st.text(max_size=12) | st.text(alphabet="0123456789.,-− %\u00a0", max_size=12))
def test_any_text_is_a_figure_or_named_or_asked_about(programme: Programme, text: str) -> None:
    imported = asked_or_read(programme, text)
    if imported is None:
        return
    assert len(imported.found) + len(imported.lost) + imported.blank == 1
    for each in imported.found:
        assert each.figure is None or parse_figure(each.figure) is not None


@CALM
@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# --- two columns of one kind, other years, what stands below ----------------------------------------------------------


@pytest.mark.parametrize(
    ("one_heading", "other_heading", "one_says", "other_says"),
    [
        ("Ghi chú", "Note", "a", "b"),
        ("Đánh giá", "Tự đánh giá", "Đạt", "Vượt"),
        ("ĐVT", "Đơn vị tính", "lượt người", "nghìn lượt người"),
        ("as_of", "Ngày", "2022-12-31", "2022-06-30"),
        ("Nguồn", "Source", None, "plan"),
        ("Mã", "Code", None, "hospital-beds"),
    ],
)
def test_two_columns_of_one_kind_that_differ_are_named(
    programme: Programme, one_heading: str, other_heading: str, one_says: CellValue, other_says: CellValue
) -> None:
    heads: list[CellValue] = ["Tên chỉ tiêu", "value", one_heading, other_heading]
    rows = cells(heads, ["Giải quyết việc làm", Decimal(160000), one_says, other_says])
    with pytest.raises(Complaint, match="row 2 says different things") as refused:
        figures_in(rows, programme, 2022)
    assert "C (" in str(refused.value)
    assert "D (" in str(refused.value)


@pytest.mark.parametrize("other", [None, "a"])
def test_two_columns_of_one_kind_that_agree_are_one(programme: Programme, other: CellValue) -> None:
    rows = cells(["id", "value", "Ghi chú", "Note"], ["jobs-created", Decimal(160000), "a", other])
    assert figures_in(rows, programme, 2022).found[0].note == "a"


def test_an_office_is_no_unit_where_a_column_of_units_stands_beside_it(programme: Programme) -> None:
    rows = cells(["id", "Đơn vị", "ĐVT", "value"], ["jobs-created", "Sở Lao động", "lượt người", Decimal(160000)])
    assert found(figures_in(rows, programme, 2022)) == {"jobs-created": "160000"}


@pytest.mark.parametrize("upper", ["Năm 2021", "Giai đoạn 2021-2022"])
def test_a_verdict_on_other_years_is_not_this_years(programme: Programme, upper: str) -> None:
    rows = cells(
        ["id", upper, None, "Năm 2022", None],
        [None, "TH", "Đánh giá", "TH", "Đánh giá"],
        ["jobs-created", Decimal(150000), "Không đạt", Decimal(203027), "Vượt"],
    )
    entry = figures_in(rows, programme, 2022).found[0]
    assert (entry.figure, entry.verdict) == ("203027", Status.EXCEEDED)


def test_what_is_signed_below_a_table_is_passed_over(programme: Programme) -> None:
    brought = figures_in(
        cells(
            ["TT", "Chỉ tiêu", "Thực hiện"],
            [Decimal(1), "Giải quyết việc làm", Decimal(160000)],
            [None, None, "Hà Nội, ngày 31 tháng 12 năm 2022"],
            [None, "NGƯỜI LẬP BIỂU", "GIÁM ĐỐC"],
            [None, "Nguyễn Văn A", "Trần Thị B"],
        ),
        programme,
        2022,
    )
    assert (found(brought), lost(brought)) == ({"jobs-created": "160000"}, [])


@pytest.mark.parametrize("value", [Decimal(5), "5", "Đạt", "đã xong", "ngày 5.000 lượt, tức là nhiều hơn 2021"])
def test_a_figure_or_a_verdict_below_a_table_is_named(programme: Programme, value: CellValue) -> None:
    rows = cells(["id", "value"], ["jobs-created", Decimal(160000)], [], ["who-knows", value])
    assert [cell for cell, _, _ in lost(figures_in(rows, programme, 2022))] == ["A4"]


def test_an_unknown_row_right_below_the_last_known_is_named_whatever_it_says(programme: Programme) -> None:
    rows = cells(["id", "value"], ["jobs-created", Decimal(160000)], ["who-knows", "ổn định"])
    assert [cell for cell, _, _ in lost(figures_in(rows, programme, 2022))] == ["A3"]


def test_an_unknown_id_of_one_letter_is_no_row_of_numbers(programme: Programme) -> None:
    rows = cells(["id", "value"], ["x", Decimal(1)], ["jobs-created", Decimal(160000)])
    assert [cell for cell, _, _ in lost(figures_in(rows, programme, 2022))] == ["A2"]


@pytest.mark.parametrize("name", ["Tổng cộng (I+II)", "Cộng I", "Tổng số (1+2):"])
def test_a_total_of_parts_is_named_as_one(programme: Programme, name: str) -> None:
    rows = cells(["Chỉ tiêu", "value"], ["Giải quyết việc làm", Decimal(160000)], [name, Decimal(160000)])
    assert [why for _, _, why in lost(figures_in(rows, programme, 2022))] == ["a total, which is no indicator"]
