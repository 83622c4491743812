"""`ansinh export`: a sheet that an office would take, and that comes back as it went, also from LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from an_sinh import load, score
from an_sinh.pages.say import Say
from an_sinh.programme.model import Programme
from an_sinh.render.as_xlsx import export_workbook
from an_sinh.spreadsheet.importing import ImportResult, figures_in
from an_sinh.spreadsheet.workbook import read_workbook
from an_sinh.terms import Language
from tests.support_sheets import TARGETS, YEAR_2022, data_directory

if TYPE_CHECKING:
    from tests.conftest import Quick

HANOI = Path(__file__).parents[2] / "data"
EN, VI = Language.EN, Language.VI
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def opened(programme: Programme, year: int, language: str = EN) -> Any:
    """The sheet as openpyxl reads it."""
    return load_workbook(io.BytesIO(export_workbook(score(programme, year), Say.of(language)))).active


def written(programme: Programme, year: int, path: Path, language: str = EN) -> Path:
    path.write_bytes(export_workbook(score(programme, year), Say.of(language)))
    return path


def imported(programme: Programme, year: int, path: Path) -> ImportResult:
    return figures_in(read_workbook(str(path), None), programme, year)


def in_the_data(programme: Programme, year: int) -> dict[str, object]:
    """What the data say of a year, as a sheet can: figures and truths, and None where there is a verdict alone."""
    found: dict[str, object] = {}
    for line in score(programme, year).lines:
        value = programme.figure(line.id, year)
        if value is not None:
            found[line.id] = value
        elif line.entry and line.entry.reported and line.entry.reported.annual:
            found[line.id] = None
    return found


def agrees(found: ImportResult, programme: Programme, year: int) -> None:
    from decimal import Decimal

    truths = {"true": True, "false": False}
    read = {
        each.id: None if each.figure is None else truths[each.figure] if each.figure in truths else Decimal(each.figure)
        for each in found.found
        if each.figure is not None or each.verdict is not None
    }
    assert read == in_the_data(programme, year)
    entries = {each.id: programme.entry(each.id, year) for each in found.found}
    reported = {id_: entry.reported.annual if entry and entry.reported else None for id_, entry in entries.items()}
    assert {each.id: each.verdict for each in found.found} == reported
    assert not found.lost


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """A programme with all that a cell can hold."""
    targets = TARGETS + """\
  long:
    name: {vi: Số dài, en: A long figure}
    group: health
    better: higher
    targets: {2022: 5}
  small:
    name: {vi: Số nhỏ, en: A small figure}
    group: work
    better: higher
    limits: {from: -5, to: 1e5}
    targets: {2022: 0.5}
  sum:
    name: {vi: Số cộng dồn, en: A sum}
    group: work
    better: higher
    cumulative: true
    targets: {2022: 100}
  gone:
    name: {vi: Đã rút, en: Withdrawn}
    group: work
    better: higher
    years: [2021, 2021]
    targets: {2021: 5}
"""  # fmt: skip
    entries = """\
  hospital-beds: {reported: not-started}
  clinic-opened: true
  long: 1234567890.123456789012
  small: -0.0050
  sum: 60
"""
    past = "year: 2021\nactuals: {sum: 50, jobs-created: 140000, gone: 5}\n"
    folder = tmp_path_factory.mktemp("made-up") / "data"
    return load(data_directory(folder, targets, y2021=past, y2022=YEAR_2022 + entries))


# --- what stands in it ------------------------------------------------------------------------------------------------


def test_a_row_has_what_a_department_needs(made_up: Programme) -> None:
    rows = [[cell.value for cell in row] for row in opened(made_up, 2022).iter_rows()]
    assert rows[0][0] == "Programme: figures for 2022"
    assert rows[1][0].startswith("Fill in the column F.")
    beside = ["Verdict", "Outlook for the term", "Provisional", "Source", "Note", "Lead"]
    assert rows[3] == ["id", "Indicator", "Unit", "Target 2022", "Actual 2021", "Actual 2022", *beside]
    nothing = [None] * len(beside)
    assert rows[4:] == [
        ["Work", None, None, None, None, None, *nothing],
        ["jobs-created", "Jobs created", "persons", "160,000", 140000, 150000, *nothing],
        ["unemployment-rate", "Unemployment rate", "%", "under 3", None, 3.2, "unmet", *nothing[1:]],
        ["small", "A small figure", None, "0.5", None, -0.005, *nothing],
        ["sum", "A sum", None, "100 as a sum since 2021: 50 so far, 50 left", 50, 60, *nothing],
        ["Health", None, None, None, None, None, *nothing],
        ["hospital-beds", "Hospital beds per 10,000", None, "27.5", None, "not started", *nothing],
        ["clinic-opened", "Clinic opened", None, "to be done", None, True, *nothing],
        ["long", "A long figure", None, "5", None, "1234567890.123456789012", *nothing],
    ]


def test_the_headings_are_vietnamese_where_that_is_asked_for(made_up: Programme) -> None:
    rows = [[cell.value for cell in row] for row in opened(made_up, 2022, VI).iter_rows()]
    assert rows[0][0] == "BIỂU SỐ LIỆU NĂM 2022: Chương trình"
    assert rows[3] == [
        "Mã",
        "Tên chỉ tiêu",
        "Đơn vị tính",
        "Mục tiêu năm 2022",
        "Thực hiện năm 2021",
        "Thực hiện năm 2022",
        "Đánh giá",
        "Tiến độ đến cuối kỳ",
        "Là số ước",
        "Nguồn",
        "Ghi chú",
        "Đơn vị chủ trì",
    ]
    assert rows[5][:4] == ["jobs-created", "Giải quyết việc làm", "lượt người", "160.000"]
    assert [row[5] for row in rows if row[0] == "hospital-beds"] == ["chưa triển khai"]


def test_a_figure_shows_the_digits_of_the_data(made_up: Programme) -> None:
    sheet = opened(made_up, 2022)
    shown = {row[0].value: row[5].number_format for row in sheet.iter_rows(min_row=6)}
    assert (shown["jobs-created"], shown["unemployment-rate"], shown["small"]) == ("#,##0", "#,##0.00", "#,##0.0000")


def test_the_page_is_one_that_an_office_takes(made_up: Programme) -> None:
    sheet = opened(made_up, 2022, VI)
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "C5"
    assert {"A1:L1", "A2:L2", "A5:L5"} <= {str(each) for each in sheet.merged_cells.ranges}
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None} == {
        "Times New Roman"
    }


def test_a_long_name_has_room(tmp_path: Path) -> None:
    long = "Tỷ lệ người sau độ tuổi nghỉ hưu được hưởng lương hưu, bảo hiểm xã hội hàng tháng và trợ cấp hưu trí"
    programme = load(data_directory(tmp_path / "data", TARGETS.replace("Giải quyết việc làm", f'"{long}"')))
    sheet = opened(programme, 2022, VI)
    assert sheet["B6"].alignment.wrap_text
    assert sheet.row_dimensions[6].height >= 2 * 16
    assert sheet.row_dimensions[7].height < 2 * 16


def test_the_limits_are_held_by_the_cell(made_up: Programme) -> None:
    rules = {str(rule.sqref): rule for rule in opened(made_up, 2022).data_validations.dataValidation}
    started = 'F{0}="not started",F{0}="chưa triển khai"'
    assert rules["F7"].formula1 == f"OR(AND(ISNUMBER(F7),F7>=0,F7<=100),{started.format(7)})"
    assert "between 0 and 100" in rules["F7"].error
    assert rules["F8"].formula1 == f"OR(AND(ISNUMBER(F8),F8>=-5,F8<=100000),{started.format(8)})"
    assert rules["F6"].formula1 == f"OR(AND(ISNUMBER(F6)),{started.format(6)})"
    assert (rules["F12"].type, rules["F12"].formula1) == ("list", '"TRUE,FALSE,not started"')
    assert all(rule.showErrorMessage and rule.allowBlank for rule in rules.values())
    assert set(rules) == {f"{column}{row}" for column in "FGHI" for row in (6, 7, 8, 9, 11, 12, 13)}
    assert rules["G6"].formula1 == '"exceeded,met,unmet,not started"'
    assert rules["H6"].formula1 == '"on track,behind,far behind"'
    assert rules["I6"].formula1 == '"yes,no"'


def test_what_is_not_to_be_filled_in_is_locked(made_up: Programme) -> None:
    sheet = opened(made_up, 2022)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    open_ = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_ == {f"{column}{row}" for column in "FGHIJK" for row in (6, 7, 8, 9, 11, 12, 13)}


def test_ids_and_notes_are_texts(made_up: Programme) -> None:
    sheet = opened(made_up, 2022)
    assert {sheet[f"{column}6"].number_format for column in "AJK"} == {"@"}


SUM = """\
programme: {id: P, name: Plan, years: [2021, 2025]}
groups: {g: G}
indicators:
  homes: {name: Homes, group: g, better: higher, cumulative: true, targets: {2021: 100, 2022: 250, 2023: 380}}
"""


@pytest.mark.parametrize(
    ("year", "years", "told"),
    [
        pytest.param(2021, {}, "100 as a sum from 2021 on", id="its-first-year"),
        pytest.param(2023, {2021: 120, 2022: 140}, "380 as a sum since 2021: 260 so far, 120 left", id="some-left"),
        pytest.param(2022, {2021: 300}, "250 as a sum since 2021: 300 so far, 0 left", id="reached"),
        pytest.param(2023, {2021: 120}, "380 as a sum since 2021", id="a-year-is-missing"),
    ],
)
def test_a_sum_says_that_it_is_one(tmp_path: Path, year: int, years: dict[int, int], told: str) -> None:
    files = {f"y{each}": f"year: {each}\nactuals: {{homes: {figure}}}\n" for each, figure in years.items()}
    files.setdefault(f"y{year}", f"year: {year}\nactuals:\n")
    assert opened(load(data_directory(tmp_path / "data", SUM, **files)), year)["D6"].value == told


BESIDE = """\
year: 2022
source: board
actuals:
  jobs-created: {value: 150000, reported: {annual: met, outlook: behind}, provisional: true,
    source: [board, plan], note: Một ghi chú}
  unemployment-rate: {reported: unmet, source: plan}
"""


@LANGUAGES
def test_what_stands_beside_a_figure_stands_in_the_sheet(tmp_path: Path, language: str) -> None:
    sheet = opened(load(data_directory(tmp_path / "data", y2022=BESIDE)), 2022, language)
    words = {EN: ("met", "unmet", "yes", "behind"), VI: ("đạt", "không đạt", "có", "chậm")}[Language(language)]
    assert [cell.value for cell in sheet[6][5:11]] == [
        150000,
        words[0],
        words[3],
        words[2],
        "board plan",
        "Một ghi chú",
    ]
    assert [cell.value for cell in sheet[7][5:11]] == [None, words[1], None, None, "plan", None]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "\tx", "a\x07b"])
@LANGUAGES
def test_no_text_is_a_formula(tmp_path: Path, text: str, language: str) -> None:
    import json

    escaped = json.dumps(text)
    targets = re.sub(r"name: \{.*Jobs created\}", lambda _: f"name: {escaped}", TARGETS)
    targets = targets.replace("unit: {vi: lượt người, en: persons}", f"unit: {escaped}")
    targets = targets.replace("{vi: Việc làm, en: Work}", escaped).replace("{vi: Chương trình, en: Programme}", escaped)
    targets = targets.replace("  jobs-created:", "  =jobs:")
    data = data_directory(tmp_path / "data", targets, y2022="year: 2022\nactuals:\n")
    programme = load(data)
    sheet = opened(programme, 2022, language)
    kinds = {cell.data_type for row in sheet.iter_rows(max_row=sheet.max_row) for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert sheet["A6"].value == "=jobs"
    assert b"<f>" not in _sheet(export_workbook(score(programme, 2022), Say.of(language)))


def _sheet(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_what_xml_cannot_hold_breaks_nothing(tmp_path: Path) -> None:
    targets = TARGETS.replace("en: Jobs created", 'en: "a\\uFFFEb\\u0001c"')
    programme = load(data_directory(tmp_path / "data", targets))
    assert opened(programme, 2022)["B6"].value == "a\ufffdb\\x01c"


def test_equal_data_make_equal_bytes(made_up: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export_workbook(score(made_up, 2022), Say.of(VI))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert export_workbook(score(made_up, 2022), Say.of(VI)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert b"dcterms" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- and back ---------------------------------------------------------------------------------------------------------


@LANGUAGES
def test_it_comes_back_as_it_went(made_up: Programme, tmp_path: Path, language: str) -> None:
    agrees(imported(made_up, 2022, written(made_up, 2022, tmp_path / "sheet.xlsx", language)), made_up, 2022)


@LANGUAGES
@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
def test_hanoi_comes_back_as_it_went(tmp_path: Path, year: int, language: str) -> None:
    programme = load(HANOI)
    agrees(imported(programme, year, written(programme, year, tmp_path / "sheet.xlsx", language)), programme, year)


@LANGUAGES
def test_the_whole_row_comes_back(quick: Quick, tmp_path: Path, language: str) -> None:
    data = data_directory(tmp_path / "data", y2022=BESIDE)
    assert quick("export", "2022", "sheet.xlsx", "--data", data, "--lang", language, cwd=tmp_path).page
    (data / "actuals" / "2022.yaml").write_text("year: 2022\nsource: board\nactuals:\n", "utf-8")
    assert quick("import", "2022", "sheet.xlsx", "--data", data, cwd=tmp_path).page
    brought, was = (load(each).actuals[2022].entries for each in (data, data_directory(tmp_path / "was", y2022=BESIDE)))
    assert brought == was


def test_an_id_that_excel_would_change_comes_back_from_csv(quick: Quick, tmp_path: Path) -> None:
    targets = SUM.replace("homes: {name: Homes", "8.10: {name: Homes").replace("cumulative: true, ", "")
    data = data_directory(tmp_path / "data", targets, y2022="year: 2022\nactuals:\n")
    (tmp_path / "sheet.csv").write_text("id,Actual 2022\n'8.10,260\n", "utf-8")
    assert quick("import", "2022", "sheet.csv", "--data", data, cwd=tmp_path).code == 0
    assert load(data).figure("8.10", 2022) == 260


SOFFICE = shutil.which("soffice")


@pytest.mark.long  # it starts LibreOffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_and_what_it_saves_comes_back(made_up: Programme, tmp_path: Path) -> None:
    assert SOFFICE is not None
    sheet = written(made_up, 2022, tmp_path / "sheet.xlsx", VI)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind in ("xlsx", "ods", "xls"):
        command = [
            SOFFICE,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path / "saved"),
            str(sheet),
        ]
        subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=True)
        agrees(imported(made_up, 2022, tmp_path / "saved" / f"sheet.{kind}"), made_up, 2022)
    again = load_workbook(tmp_path / "saved" / "sheet.xlsx").active
    assert again is not None
    rules = again.data_validations.dataValidation
    assert any("F7>=0" in str(rule.formula1).replace("$", "") for rule in rules), "the limits are still held"


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return data_directory(tmp_path / "data")


def test_it_tells_what_it_wrote(quick: Quick, tmp_path: Path, data: Path) -> None:
    told = quick("export", "2022", "sheet.xlsx", "--data", data, cwd=tmp_path).page
    assert told == "sheet.xlsx: 4 indicators to fill in for 2022\n"
    assert (tmp_path / "sheet.xlsx").is_file()
    assert {each.name for each in tmp_path.iterdir()} == {"data", "sheet.xlsx"}, "no litter"


def test_a_year_without_a_file_can_be_asked_for(quick: Quick, tmp_path: Path, data: Path) -> None:
    assert quick("export", "2023", tmp_path / "sheet.xlsx", "--data", data).code == 0
    sheet: Any = load_workbook(tmp_path / "sheet.xlsx").active
    assert [cell.value for cell in sheet[6]] == [
        "jobs-created",
        "Jobs created",
        "persons",
        "162,000",
        150000,
        *[None] * 7,
    ]
    assert [each.name for each in (data / "actuals").iterdir()] == ["2022.yaml"]


def test_the_packaged_data_can_be_exported(quick: Quick, tmp_path: Path) -> None:
    run = quick("export", "2022", "sheet.xlsx", cwd=tmp_path)
    assert run.code == 0
    assert "27 indicators" in run.stdout


LEADS = TARGETS.replace(
    "    group: health\n", "    group: health\n    lead: {vi: Sở Y tế, en: Department of Health}\n"
).replace("    group: work\n", "    group: work\n    lead: Department of Labour\n", 1)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        pytest.param(["--lead", "department of health"], ["hospital-beds", "clinic-opened"], id="a-name"),
        pytest.param(["--lead", "Y TẾ"], ["hospital-beds", "clinic-opened"], id="a-part-of-one"),
        pytest.param(["--lead", "labour"], ["jobs-created"], id="another"),
        pytest.param(
            ["--lead", "labour", "--lead", "health"], ["jobs-created", "hospital-beds", "clinic-opened"], id="two"
        ),
        pytest.param(["--group", "work"], ["jobs-created", "unemployment-rate"], id="a-group"),
        pytest.param(["--group", "work", "--lead", "labour"], ["jobs-created"], id="both"),
    ],
)
def test_a_lead_or_a_group_is_asked_alone(quick: Quick, tmp_path: Path, options: list[str], ids: list[str]) -> None:
    data = data_directory(tmp_path / "data", LEADS)
    told = quick("export", "2022", "sheet.xlsx", "--data", data, *options, cwd=tmp_path).page
    assert told == f"sheet.xlsx: {len(ids)} indicator{'s' * (len(ids) > 1)} to fill in for 2022\n"
    sheet: Any = load_workbook(tmp_path / "sheet.xlsx").active
    assert [row[0].value for row in sheet.iter_rows(min_row=5) if row[1].value] == ids


def test_a_lead_stands_in_the_title_and_beside_its_rows(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data", LEADS)
    assert quick("export", "2022", "sheet.xlsx", "--lead", "health", "--data", data, cwd=tmp_path).page
    sheet: Any = load_workbook(tmp_path / "sheet.xlsx").active
    assert sheet["A1"].value == "Programme: figures for 2022 (Department of Health)"
    assert sheet["L6"].value == "Department of Health"


@pytest.mark.parametrize(
    ("lead", "code", "told"),
    [
        pytest.param("Departmnt of Health", 2, "did you mean Department of Health?", id="a-slip"),
        pytest.param("Department", 2, "is a part of 2 names", id="a-part-of-two"),
        pytest.param("", 2, "nobody", id="nothing"),
    ],
)
def test_a_lead_that_is_none_is_told(quick: Quick, tmp_path: Path, lead: str, code: int, told: str) -> None:
    data = data_directory(tmp_path / "data", LEADS)
    run = quick("export", "2022", "sheet.xlsx", "--data", data, "--lead", lead, cwd=tmp_path)
    assert (run.code, run.stdout) == (code, "")
    assert told in run.stderr
    assert not (tmp_path / "sheet.xlsx").exists()


def test_a_file_that_is_there_is_not_replaced(quick: Quick, tmp_path: Path, data: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(b"filled in")
    run = quick("export", "2022", "sheet.xlsx", "--data", data, cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert run.stderr == "sheet.xlsx is there already (name another file, or replace it with --force)\n"
    assert (tmp_path / "sheet.xlsx").read_bytes() == b"filled in"
    assert quick("export", "2022", "sheet.xlsx", "--force", "--data", data, cwd=tmp_path).page
    assert load_workbook(tmp_path / "sheet.xlsx").active


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["2022", "sheet.csv"], 2, ".xlsx", id="another-kind"),
        pytest.param(["2022", "none/sheet.xlsx"], 3, "none/sheet.xlsx", id="no-such-folder"),
        pytest.param(["2030", "sheet.xlsx"], 3, "2030", id="outside-the-programme"),
        pytest.param(["22", "sheet.xlsx"], 2, "'22' is not a year", id="no-year"),
    ],
)
def test_what_cannot_be_exported_is_told(
    quick: Quick, tmp_path: Path, data: Path, arguments: list[str], code: int, told: str
) -> None:
    run = quick("export", *arguments, "--data", data, cwd=tmp_path)
    assert (run.code, run.stdout) == (code, "")
    assert told in run.stderr
    assert {each.name for each in tmp_path.iterdir()} == {"data"}
