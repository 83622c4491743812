"""`ansinh import`: a department's sheet becomes a headline, and no byte that nobody asked to change has."""

from __future__ import annotations

import difflib
import io
import sys
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from an_sinh import load
from an_sinh.cli.import_ import working
from tests.support_sheets import SHEET_PART, YEAR_2022, data_directory, with_part, workbook

if TYPE_CHECKING:
    from tests.conftest import Quick

Filled = Mapping[str, object]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return data_directory(tmp_path / "data")


def csv(folder: Path, text: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def year(data: Path, name: int = 2022) -> str:
    return (data / "actuals" / f"{name}.yaml").read_bytes().decode()


def changed(before: str, after: str) -> list[str]:
    """The lines that differ, as a diff marks them."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "-+"]


def fill(path: Path, figures: Filled) -> Path:
    """The export as a department sends it back."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    for id_, *_, cell in sheet.iter_rows(min_row=5, max_col=6):
        if id_.value in figures:
            cell.value = figures[str(id_.value)]  # type: ignore[assignment]  # whatever a person types
    book.save(path)
    return path


# --- from a sheet to a headline ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_departments_sheet_goes_to_a_headline_in_two_commands(
    quick: Quick, tmp_path: Path, data: Path, language: str
) -> None:
    sent = tmp_path / "sheet.xlsx"
    assert quick("export", "2022", sent, "--data", data, "--lang", language).code == 0
    fill(sent, {"jobs-created": 203027, "unemployment-rate": 2.23, "hospital-beds": 29.5, "clinic-opened": True})
    page = quick("import", "2022", sent, "--data", data, "--lang", language).page
    headline = quick("score", "2022", "--data", data, "--summary", "--lang", language).page
    if language == "en":
        assert page == (
            "4 figures new or changed, 0 as they were, 0 without a figure yet\n2022: 0/4 met, 2 not judged → 4/4 met\n"
        )
        assert "4/4 met (100.0 %)" in headline
    assert changed(YEAR_2022, year(data)) == [
        "-   jobs-created: 150000   # a first count",
        "+   jobs-created: 203027   # a first count",
        "-   unemployment-rate: {value: 3.20, reported: unmet}",
        "+   unemployment-rate: {value: 2.23, reported: unmet}",
        "+   hospital-beds: 29.5",
        "+   clinic-opened: true",
    ]


def test_an_export_that_nobody_filled_in_changes_nothing(quick: Quick, tmp_path: Path, data: Path) -> None:
    sent = tmp_path / "sheet.xlsx"
    quick("export", "2022", sent, "--data", data)
    told = quick("import", "2022", sent, "--data", data).page
    assert told == "0 figures new or changed, 2 as they were, 2 without a figure yet\n"
    assert year(data) == YEAR_2022


def test_not_started_is_the_authoritys_word(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(
        tmp_path, "Tên chỉ tiêu;Thực hiện\nSố giường bệnh/vạn dân;chưa triển khai\nKhai trương trạm y tế;TRUE\n"
    )
    assert quick("import", "2022", sheet, "--data", data).code == 0
    assert changed(YEAR_2022, year(data)) == ["+   hospital-beds: {reported: not-started}", "+   clinic-opened: true"]
    again = quick("import", "2022", sheet, "--data", data).page
    assert again.startswith("0 figures new or changed, 2 as they were")


def test_a_percentage_is_a_percentage(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = workbook(tmp_path / "p.xlsx", [["id", "value"], ["unemployment-rate", 0.0223]], {"B2": "0.00%"})
    assert quick("import", "2022", sheet, "--data", data).code == 0
    assert "{value: 2.23, reported: unmet}" in year(data)


# --- what is written, and what is not ---------------------------------------------------------------------------------


def test_a_dry_run_shows_the_change_and_writes_nothing(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(tmp_path, "id,value\njobs-created,203027\n")
    page = quick("import", "2022", sheet, "--data", "data", "--dry-run", cwd=tmp_path).page
    assert page == (
        "--- a/data/actuals/2022.yaml\n"
        "+++ b/data/actuals/2022.yaml\n"
        "@@ -4,5 +4,5 @@\n"
        " actuals:\n"
        "   # Work\n"
        "-  jobs-created: 150000   # a first count\n"
        "+  jobs-created: 203027   # a first count\n"
        " \n"
        "   unemployment-rate: {value: 3.20, reported: unmet}\n"
        "1 figure new or changed, 0 as they were, 0 without a figure yet\n"
        "2022: 0/4 met, 2 not judged → 1/4 met, 2 not judged\n"
        "a dry run: nothing was written\n"
    )
    assert year(data) == YEAR_2022


def test_the_same_figure_in_other_digits_is_left_as_it_stands(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(tmp_path, "id,value\njobs-created,150000.0\nunemployment-rate,3.2\nhospital-beds,30\n")
    told = quick("import", "2022", sheet, "--data", data, "--numerals", "en").page
    assert told.startswith("1 figure new or changed, 2 as they were")
    assert changed(YEAR_2022, year(data)) == ["+   hospital-beds: 30"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("true", "true"), ("false", "true"), ("TRUE", "TRUE")],
)
def test_a_milestone_is_written_where_it_changed(quick: Quick, tmp_path: Path, before: str, after: str) -> None:
    text = f"year: 2022\nactuals:\n  clinic-opened: {before}\n"
    data = data_directory(tmp_path / "data", y2022=text)
    assert quick("import", "2022", csv(tmp_path, "id,value\nclinic-opened,true\n"), "--data", data).code == 0
    assert year(data) == text.replace(before, after)


def test_line_ends_and_the_byte_order_mark_stay(quick: Quick, tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + YEAR_2022.replace("\n", "\r\n").encode().removesuffix(b"\r\n")
    data = data_directory(tmp_path / "data", y2022=raw)
    sheet = csv(tmp_path, "id,value\njobs-created,203027\nunemployment-rate,2.5\n")
    assert quick("import", "2022", sheet, "--data", data).code == 0
    written = (data / "actuals" / "2022.yaml").read_bytes()
    assert written == raw.replace(b"150000", b"203027").replace(b"3.20", b"2.5")


def test_a_year_without_a_file_gets_one(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(tmp_path, "id,value\nhospital-beds,28.5\njobs-created,170000\n")
    told = quick("import", "2023", sheet, "--data", data, "--source", "board", "--provisional").page
    assert told.splitlines()[1] == "2023: – → 2/4 met, 2 not judged"
    assert load(data).figure("jobs-created", 2023) == Decimal(170000)
    assert year(data, 2023) == (
        "year: 2023\n"
        "source: board\n"
        "actuals:\n"
        "  jobs-created: {value: 170000, provisional: true}\n"
        "  hospital-beds: {value: 28.5, provisional: true}\n"
    )
    assert year(data) == YEAR_2022


def test_sources_that_differ_stand_with_their_figures(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(tmp_path, "id,value,source\nhospital-beds,28.5,plan\njobs-created,170000,\n")
    assert quick("import", "2023", sheet, "--data", data, "--source", "board").code == 0
    assert year(data, 2023) == (
        "year: 2023\n"
        "actuals:\n"
        "  jobs-created: {value: 170000, source: board}\n"
        "  hospital-beds: {value: 28.5, source: plan}\n"
    )


def test_two_sources_of_all_figures_stand_once(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(tmp_path, "id,value\nhospital-beds,28.5\njobs-created,170000\n")
    assert quick("import", "2023", sheet, "--data", data, "--source", "board", "--source", "plan").code == 0
    assert year(data, 2023).startswith("year: 2023\nsource: [board, plan]\nactuals:\n  jobs-created: 170000\n")


def test_a_source_that_the_file_names_already_is_not_named_again(quick: Quick, tmp_path: Path, data: Path) -> None:
    (data / "actuals/2023.yaml").write_text(
        "year: 2023\nsource: board\nactuals:\n  hospital-beds: {value: 27, source: plan}\n", "utf-8"
    )
    sheet = csv(tmp_path, "id,value\nhospital-beds,28.5\njobs-created,170000\n")
    assert quick("import", "2023", sheet, "--data", data, "--source", "board").code == 0
    assert year(data, 2023) == (
        "year: 2023\nsource: board\nactuals:\n  hospital-beds: {value: 28.5, source: board}\n  jobs-created: 170000\n"
    )


def test_record_names_its_source_with_its_entry_alone(quick: Quick, data: Path) -> None:
    """What is recorded next, without a source, is not to get this one."""
    assert quick("record", "2023", "jobs-created", "170000", "--source", "board", "--data", data).code == 0
    assert year(data, 2023) == "year: 2023\nactuals:\n  jobs-created: {value: 170000, source: board}\n"


def test_a_sheet_without_a_figure_makes_no_file(quick: Quick, tmp_path: Path, data: Path) -> None:
    told = quick("import", "2023", csv(tmp_path, "id,value\nhospital-beds,\n"), "--data", data).page
    assert told == "0 figures new or changed, 0 as they were, 1 without a figure yet\n"
    assert [path.name for path in (data / "actuals").iterdir()] == ["2022.yaml"]


# --- what is refused --------------------------------------------------------------------------------------------------

UNMATCHED = "id,value\njobs-created,203027\njobs-creatd,5\nhospital-beds,abc\n"


def test_with_a_row_that_finds_no_place_nothing_is_written(quick: Quick, tmp_path: Path, data: Path) -> None:
    run = quick("import", "2022", csv(tmp_path, UNMATCHED), "--data", data)
    assert (run.code, run.stdout) == (3, "")
    assert run.stderr.splitlines() == [
        "A3: 'jobs-creatd': did you mean 'jobs-created'?",
        "B4: 'abc': this is not a figure in the indicator's unit",
        "2 cells found no place, and nothing was written (correct them, or say --skip-unmatched)",
    ]
    assert year(data) == YEAR_2022


def test_skip_unmatched_writes_the_rest(quick: Quick, tmp_path: Path, data: Path) -> None:
    run = quick("import", "2022", csv(tmp_path, UNMATCHED), "--data", data, "--skip-unmatched")
    assert run.code == 0
    assert len(run.stderr.splitlines()) == 2
    assert changed(YEAR_2022, year(data)) == [
        "-   jobs-created: 150000   # a first count",
        "+   jobs-created: 203027   # a first count",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param("jobs-created,203.027\nhospital-beds,1", "B2 '203.027' may be 203027 or 203.027", id="open"),
        pytest.param('jobs-created,"203,5"\nhospital-beds,1.5', "written in two ways: B2", id="mixed"),
    ],
)
@pytest.mark.parametrize(
    "options", [[], ["--skip-unmatched"], ["--dry-run"]], ids=["plain", "skip-unmatched", "dry-run"]
)
def test_a_figure_that_cannot_stand_refuses_everything(
    quick: Quick, tmp_path: Path, data: Path, rows: str, told: str, options: list[str]
) -> None:
    sheet = csv(tmp_path, f"id,value\n{rows}\nclinic-opened,true\n")
    run = quick("import", "2022", sheet, "--data", data, *options)
    assert (run.code, run.stdout) == (3, "")
    assert told in run.stderr
    assert year(data) == YEAR_2022
    assert [path.name for path in (data / "actuals").iterdir()] == ["2022.yaml"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param(
            "unemployment-rate,223", "B2: '223': outside the indicator's limits 0 to 100", id="outside-limits"
        ),
        pytest.param(
            "jobs-created,not started",
            "B2: 'not started': not started, and the year's file has a figure already",
            id="a-figure-and-not-started",
        ),
        pytest.param(
            "jobs-created,203",
            "B2: '203': more than 30 times larger or smaller than the target or last year's figure, 160000;"
            " did you mean 203000? If not, say --as-written",
            id="another-size",
        ),
    ],
)
def test_what_the_data_do_not_allow_is_named_with_its_cell(
    quick: Quick, tmp_path: Path, data: Path, row: str, told: str
) -> None:
    sheet = csv(tmp_path, f"id,value\n{row}\nclinic-opened,true\n")
    run = quick("import", "2022", sheet, "--data", data)
    assert (run.code, run.stdout) == (3, "")
    assert run.stderr.splitlines()[0] == told
    assert year(data) == YEAR_2022
    assert quick("import", "2022", sheet, "--data", data, "--skip-unmatched").code == 0
    assert changed(YEAR_2022, year(data)) == ["+   clinic-opened: true"]


def test_an_unknown_source_is_refused(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(tmp_path, "id,value\nhospital-beds,5\n")
    run = quick("import", "2022", sheet, "--data", data, "--source", "bord")
    assert run.code == 3
    assert "unknown-source" in run.stderr
    assert "board" in run.stderr
    assert year(data) == YEAR_2022


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["2022", "figures.csv", "--numerals", "de"], 2, "neither vi nor en", id="numerals"),
        pytest.param(["22", "figures.csv"], 2, "'22' is not a year", id="year"),
        pytest.param(["2030", "figures.csv"], 3, "2030", id="outside-the-programme"),
        pytest.param(["2022", "figures.docx"], 3, "figures.docx", id="no-such-file"),
        pytest.param(["2022", "figures.csv", "--column", "Z"], 3, "no column of figures", id="column"),
        pytest.param(["2022", "figures.csv", "--encoding", "utf-16"], 3, "is not utf-16", id="encoding"),
    ],
)
def test_a_wrong_command_line_is_told(
    quick: Quick, tmp_path: Path, data: Path, arguments: list[str], code: int, told: str
) -> None:
    csv(tmp_path, "id,value\nhospital-beds,5\n")
    run = quick("import", *arguments, "--data", data, cwd=tmp_path)
    assert (run.code, run.stdout) == (code, "")
    assert told in run.stderr
    assert year(data) == YEAR_2022


def test_the_packaged_data_are_not_written_to(quick: Quick, tmp_path: Path) -> None:
    run = quick("import", "2022", csv(tmp_path, "id,value\njobs-created,5\n"), cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "inside the package" in run.stderr
    assert "start your own with ansinh init" in run.stderr


def test_a_year_that_is_wrong_already_is_told_first(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data", y2022="year: 2022\nactuals:\n  jobs-created: 2,5\n")
    run = quick("import", "2022", csv(tmp_path, "id,value\nhospital-beds,5\n"), "--data", data)
    assert run.code == 3
    assert "not-a-figure" in run.stderr
    assert "1 problem; nothing was written" in run.stderr


def test_a_formula_without_a_result_is_named(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = workbook(tmp_path / "f.xlsx", [["id", "value"], ["jobs-created", "=1+1"]])
    run = quick("import", "2022", sheet, "--data", data)
    assert run.code == 3
    assert "B2: '=1+1': a formula without a result" in run.stderr
    solved = with_part(sheet, SHEET_PART, lambda text: text.replace("<v></v>", "<v>2</v>").replace("<v />", "<v>2</v>"))
    run = quick("import", "2022", solved, "--data", data, "--as-written", "--dry-run")
    assert run.code == 0
    assert run.stderr == "formulas, whose results are as old as the last time the file was saved: B2\n"


def test_it_speaks_vietnamese(quick: Quick, tmp_path: Path, data: Path) -> None:
    run = quick("import", "2022", csv(tmp_path, UNMATCHED), "--data", data, "--lang", "vi")
    assert run.stderr.splitlines() == [
        "A3: 'jobs-creatd': ý bạn là 'jobs-created'?",
        "B4: 'abc': đây không phải số theo đơn vị của chỉ tiêu",
        "2 ô không có chỗ, và chưa ghi gì (sửa lại, hoặc thêm --skip-unmatched)",
    ]


# --- a sign of life ---------------------------------------------------------------------------------------------------


class Screen(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "seconds", "shown"),
    [
        pytest.param(True, 0.0, False, id="soon-done"),
        pytest.param(True, 1.2, True, id="over-a-second"),
        pytest.param(False, 1.2, False, id="no-terminal"),
    ],
)
def test_a_sign_of_life_stands_on_a_terminal_after_a_second(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, seconds: float, shown: bool
) -> None:
    screen = Screen(terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    with working():
        time.sleep(seconds)
    told = screen.getvalue()
    assert bool(told) is shown
    if shown:
        assert told.startswith("\r|")
        assert told.endswith("\r \r"), "it is wiped away"
        assert told.isascii()


# --- the whole row ----------------------------------------------------------------------------------------------------

WHOLE = """\
Tên chỉ tiêu;Đơn vị tính;Thực hiện 2022;Đánh giá;Tạm tính;Tính đến;Nguồn;Ghi chú
Giải quyết việc làm;Lượt người;203027;Vượt;x;31/12/2022;The board;Sơ bộ, chờ thống kê
Tỷ lệ thất nghiệp;%;;Không đạt;;;;
Số giường bệnh/vạn dân;;29,5;ĐẠT;;2022-12;board plan;
Khai trương trạm y tế;;đã xong;;;;;
"""


def test_verdict_note_source_day_and_provisional_come_with_the_figure(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data", y2022="year: 2022\nactuals:\n  unemployment-rate: 3.2\n")
    sheet = csv(tmp_path, WHOLE)
    assert quick("import", "2022", sheet, "--data", data).code == 0
    assert year(data) == (
        "year: 2022\n"
        "actuals:\n"
        "  unemployment-rate: {value: 3.2, reported: unmet}\n"
        "  jobs-created: {value: 203027, reported: exceeded, provisional: true, as_of: 2022-12-31, source: board,"
        ' note: "Sơ bộ, chờ thống kê"}\n'
        "  hospital-beds: {value: 29.5, reported: met, as_of: 2022-12, source: [board, plan]}\n"
        "  clinic-opened: true\n"
    )
    assert quick("import", "2022", sheet, "--data", data).page.startswith("0 figures new or changed, 4 as they were")


@pytest.mark.parametrize(
    ("heading", "words", "language", "told"),
    [
        (
            "Tiến độ đến cuối kỳ",
            ("Theo tiến độ", "RẤT CHẬM"),
            "vi",
            "đánh giá tiến độ đến cuối kỳ mới hoặc đã đổi của 2 chỉ tiêu: jobs-created, unemployment-rate",
        ),
        (
            "Outlook for the term",
            ("on schedule", "far behind"),
            "en",
            "the authority's outlook for the term, new or changed, of 2 indicators: jobs-created, unemployment-rate",
        ),
    ],
)
def test_the_authoritys_outlook_comes_with_a_figure_or_alone(
    quick: Quick, tmp_path: Path, heading: str, words: tuple[str, str], language: str, told: str
) -> None:
    data = data_directory(tmp_path / "data", y2022="year: 2022\nactuals:\n  unemployment-rate: 3.2\n")
    sheet = csv(tmp_path, f"id;value;{heading}\njobs-created;170000;{words[0]}\nunemployment-rate;;{words[1]}\n")
    assert told in quick("import", "2022", sheet, "--data", data, "--lang", language).page
    assert year(data) == (
        "year: 2022\n"
        "actuals:\n"
        "  unemployment-rate: {value: 3.2, reported: {outlook: far-behind}}\n"
        "  jobs-created: {value: 170000, reported: {outlook: on-track}}\n"
    )
    again = quick("import", "2022", sheet, "--data", data).page
    assert again.startswith("0 figures new or changed, 2 as they were")
    assert "outlook" not in again


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("Đánh giá", "tốt", "this is no verdict; write exceeded, met, unmet or not started"),
        ("Tiến độ đến cuối kỳ", "khó khăn", "this is no outlook for the term; write on track, behind or far behind"),
        ("Outlook for the term", "difficult", "this is no outlook for the term; write on track, behind or far behind"),
        ("Tạm tính", "có lẽ", "write x where the figure is provisional, else nothing"),
        ("Tính đến", "31/02/2022", "this is no date; write YYYY-MM-DD"),
        ("Nguồn", "Sở Y tế", "no source in targets.yaml has this id or title"),
        ("ĐVT", "xã", "its unit is 'xã', the indicator's 'lượt người'; correct it, or say --as-written"),
    ],
)
def test_a_cell_beside_the_figure_that_is_not_understood_is_named(
    quick: Quick, tmp_path: Path, data: Path, heading: str, cell: str, told: str
) -> None:
    sheet = csv(tmp_path, f"id;value;{heading}\njobs-created;170000;{cell}\nclinic-opened;true;\n")
    run = quick("import", "2022", sheet, "--data", data, "--skip-unmatched")
    place = "B2: '170000'" if heading == "ĐVT" else f"C2: '{cell}'"
    assert (run.code, run.stderr) == (0, f"{place}: {told}\n")
    assert changed(YEAR_2022, year(data)) == ["+   clinic-opened: true"], "the whole row is left out"


@pytest.mark.parametrize("heading", ["Ước thực hiện 2022", "Ước thực hiện năm 2022", "Estimate 2022", "Ước TH"])
def test_an_estimate_by_its_heading_is_provisional(quick: Quick, tmp_path: Path, data: Path, heading: str) -> None:
    sheet = csv(tmp_path, f"id;{heading}\nhospital-beds;29,5\n")
    assert quick("import", "2022", sheet, "--data", data).code == 0
    assert changed(YEAR_2022, year(data)) == ["+   hospital-beds: {value: 29.5, provisional: true}"]


def test_the_sheets_of_several_departments_are_one_change(quick: Quick, tmp_path: Path, data: Path) -> None:
    one = csv(tmp_path, "id,value\nhospital-beds,29\njobs-created,170000\n", "one.csv")
    two = csv(tmp_path, "id,value\nclinic-opened,true\njobs-created,180000\n", "two.csv")
    run = quick("import", "2022", "one.csv", "two.csv", "--data", data, cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert run.stderr.splitlines()[:2] == [
        "one.csv:B3: '170000': the indicator stands in two.csv:B3 too",
        "two.csv:B3: '180000': the indicator stands in one.csv:B3 too",
    ]
    assert quick("import", "2022", one, two, "--data", data, "--skip-unmatched").code == 0
    assert changed(YEAR_2022, year(data)) == ["+   hospital-beds: 29", "+   clinic-opened: true"]


# --- never a wrong figure in silence ----------------------------------------------------------------------------------


def test_a_figure_takes_not_started_away_and_says_so(quick: Quick, tmp_path: Path) -> None:
    text = "year: 2022\nactuals:\n  hospital-beds: {reported: not-started, note: chờ}\n"
    data = data_directory(tmp_path / "data", y2022=text)
    run = quick("import", "2022", csv(tmp_path, "id,value\nhospital-beds,29\n"), "--data", data)
    assert "hospital-beds: the verdict 'not started' goes, as there is a figure" in run.stdout
    assert year(data) == "year: 2022\nactuals:\n  hospital-beds: {value: 29, note: chờ}\n"


@pytest.mark.parametrize(
    ("before", "row", "after"),
    [
        ("{reported: met, inferred: true}", "29,", "{value: 29, reported: {annual: met, inferred: true}}"),
        ("{reported: met, inferred: true}", "29,unmet", "{value: 29, reported: unmet}"),
        ("{reported: met, inferred: true}", ",unmet", "{reported: unmet}"),
        ("{reported: {annual: met, inferred: true}}", ",unmet", "{reported: {annual: unmet}}"),
        ("{value: 28, inferred: true}", "29,", "{value: 29}"),
        ("{value: 28, inferred: true}", ",met", "{value: 28, reported: met, inferred: true}"),
        ("{reported: {term: met}, inferred: true}", "29,", "{value: 29, reported: {term: met, inferred: true}}"),
    ],
)
def test_what_was_worked_out_is_not_said_of_what_a_sheet_brings(
    quick: Quick, tmp_path: Path, before: str, row: str, after: str
) -> None:
    data = data_directory(tmp_path / "data", y2022=f"year: 2022\nactuals:\n  hospital-beds: {before}\n")
    sheet = csv(tmp_path, f"id,value,verdict\nhospital-beds,{row}\n")
    assert quick("import", "2022", sheet, "--data", data).code == 0
    assert year(data) == f"year: 2022\nactuals:\n  hospital-beds: {after}\n"


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("id,value\nhospital-beds,1,29\n", "C2: '29': a cell beyond the headings"),
        ("id,value\nhospital-beds,,29\n", "C2: '29': a cell beyond the headings"),
        ("id,value,unit\njobs-created,170,nghìn lượt người\n", "the indicator's 'lượt người', in which it is 170000"),
        ("ĐVT: nghìn lượt người\nid,value\njobs-created,170\n", "in which it is 170000"),
        ("id,value (nghìn lượt người)\njobs-created,170\n", "in which it is 170000"),
        ("id,value\njobs-created,170\n", "did you mean 170000?"),
        ("name,value\nTổng cộng,170\n", "a total, which is no indicator"),
    ],
)  # fmt: skip
def test_what_may_be_another_figure_is_not_written(
    quick: Quick, tmp_path: Path, data: Path, sheet: str, told: str
) -> None:
    run = quick("import", "2022", csv(tmp_path, sheet), "--data", data)
    assert run.code == 3
    assert told in run.stderr
    assert year(data) == YEAR_2022


def test_as_written_takes_a_figure_whatever_its_unit_and_size(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(tmp_path, "id,value,unit\njobs-created,170,nghìn lượt người\n")
    assert quick("import", "2022", sheet, "--data", data, "--as-written").code == 0
    assert changed(YEAR_2022, year(data))[1] == "+   jobs-created: 170   # a first count"


def test_a_second_table_has_its_own_columns(quick: Quick, tmp_path: Path, data: Path) -> None:
    sheet = csv(
        tmp_path,
        "I. Việc làm\nTT;Chỉ tiêu;Kế hoạch;Thực hiện 2022\n(1);(2);(3);(4)\n1;Giải quyết việc làm;160000;170000\n\n"
        "II. Y tế\nTT;Chỉ tiêu;Thực hiện 2022;Kế hoạch\n1;Số giường bệnh/vạn dân;29;27,5\n"
        "TT;Nội dung;Đơn vị\n1;Khai trương trạm y tế;xã\n",
    )
    run = quick("import", "2022", sheet, "--data", data)
    assert (run.code, run.stderr) == (0, "a table without a column of figures, passed over: row 9\n")
    assert [line[4:] for line in changed(YEAR_2022, year(data)) if line[0] == "+"] == [
        "jobs-created: 170000   # a first count",
        "hospital-beds: 29",
    ]


def test_an_import_takes_a_time_that_grows_with_the_rows(quick: Quick, tmp_path: Path) -> None:
    def seconds(n: int) -> float:
        folder = tmp_path / str(n)
        ids = "".join(f"  i{at}: {{name: N{at}, group: g, better: higher}}\n" for at in range(2 * n))
        targets = f"programme: {{id: P, name: P, years: [2020, 2025]}}\ngroups: {{g: G}}\nindicators:\n{ids}"
        there = "".join(f"  i{at}: {{value: 1}}\n" for at in range(0, 2 * n, 2))
        data = data_directory(folder, targets, y2022=f"year: 2022\nactuals:\n{there}")
        sheet = csv(folder, "id,value\n" + "".join(f"i{at},7\n" for at in range(1, 2 * n, 2)))
        begun = time.process_time()
        assert quick("import", "2022", sheet, "--data", data).code == 0
        return time.process_time() - begun

    small = seconds(500)
    assert seconds(4000) < 24 * small, "8 times the rows; the square is 64 times"


@pytest.mark.parametrize("name", ["figures.xlsx", "figures.xls", "figures.ods"])
def test_an_empty_file_is_called_empty(quick: Quick, data: Path, tmp_path: Path, name: str) -> None:
    sheet = tmp_path / name
    sheet.touch()
    told = quick("import", "2022", sheet, "--data", data)
    assert (told.code, told.stdout) == (3, "")
    assert "it is empty" in told.stderr


def test_one_cell_and_two_are_counted_as_a_person_would(quick: Quick, data: Path, tmp_path: Path) -> None:
    run = quick("import", "2022", csv(tmp_path, "id,value\njobs-creatd,5\n"), "--data", data)
    assert "1 cell found no place" in run.stderr
    run = quick("import", "2022", csv(tmp_path, "id,value\njobs-creatd,5\n"), "--data", data, "--lang", "vi")
    assert "1 ô không có chỗ" in run.stderr
