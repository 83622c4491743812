"""A spreadsheet becomes cells as a person sees them in it, and a stranger's file a sentence, soon and cheaply."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from an_sinh.errors import Complaint
from an_sinh.spreadsheet.cells import (
    MEMORY,
    SECONDS,
    Cells,
    CellValue,
    LabelledFigure,
    Percent,
    column_index,
    column_name,
    hundredfold,
    read_cells,
    shortest,
)
from an_sinh.spreadsheet.number_formats import shows_percent
from an_sinh.spreadsheet.workbook import read_workbook
from tests.conftest import examples
from tests.support_cost import costing_less_than
from tests.support_sheets import (
    SHEET_PART,
    SHEETS,
    TARGETS,
    YEAR_2022,
    compound,
    data_directory,
    with_part,
    with_sheet,
    workbook,
)

if TYPE_CHECKING:
    from tests.conftest import Quick

CALM = examples(300)
LIMITED = pytest.mark.skipif(sys.platform == "win32", reason="the system holds no process to a share of memory")


def values(cells: Cells, column: int) -> list[CellValue]:
    return [row.cell(column) for row in cells.rows]


def refused(path: Path, sheet: str | None = None, encoding: str | None = None) -> str:
    with pytest.raises(Complaint) as caught:
        read_cells(path, sheet, encoding)
    return caught.value.describe()


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "figure"),
    [
        pytest.param(0.1 + 0.2, "0.3", id="a-sum-of-tenths"),
        pytest.param(203027.0, "203027", id="whole"),
        pytest.param(2.23, "2.23", id="plain"),
        pytest.param(1e21, "1000000000000000000000", id="large"),
        pytest.param(1.23456789012345e28, "12345678901234500000000000000", id="large-with-15-digits"),
        pytest.param(1e300, "1E+300", id="out-of-bounds"),
        pytest.param(1e-20, "1E-20", id="small"),
        pytest.param(2 / 3, "0.666666666666667", id="15-digits"),
        pytest.param(-0.0, "0", id="zero-has-no-sign"),
        pytest.param(123456789012345680.0, "123456789012346000", id="more-digits-than-it-shows"),
    ],
)
def test_a_number_is_its_shortest_decimal_of_at_most_15_digits(number: float, figure: str) -> None:
    assert str(shortest(number)) == figure


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")], ids=repr)
def test_what_is_no_number_is_none(number: float) -> None:
    assert shortest(number) is None


@CALM
@given(st.decimals(min_value="-1e15", max_value="1e15", allow_nan=False, places=6))
@example(Decimal("0.1"))
def test_a_figure_typed_into_a_spreadsheet_comes_back(figure: Decimal) -> None:
    figure = Decimal(format(figure, ".15g"))
    assert shortest(float(figure)) == figure


@CALM
@given(st.decimals(min_value="-10", max_value="10", allow_nan=False, places=8))
def test_a_share_is_a_percentage_exactly(share: Decimal) -> None:
    assert hundredfold(share) == share * 100


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        *((code, True) for code in ("0%", "0.00%", "0.0%;-0.0%", "[Red]0.0%")),
        *((code, False) for code in ('0.0"%"', r"0.0\%", "0.00", "General", "[%]0", "_%0")),
    ],
    ids=str,
)
def test_a_format_shows_a_percentage_by_a_bare_sign(code: str, percent: bool) -> None:
    assert shows_percent(code) is percent


# --- cells by their names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_a_column_has_its_letters(column: int, letters: str) -> None:
    assert column_name(column) == letters
    assert column_index(letters) == column_index(letters.lower()) == column


@pytest.mark.parametrize("text", ["", "A1", "Đ", "ABCD", "1", "A B"])
def test_what_are_no_letters_are_no_column(text: str) -> None:
    assert column_index(text) is None


# --- the three kinds of workbook --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .xlsx that LibreOffice made filled.xls and filled.ods of."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2025"
    rows: list[tuple[str, str, object]] = [
        ("Mã", "Tên chỉ tiêu", "Thực hiện năm 2025"),
        ("jobs-created", "Việc làm mới", 203027),
        ("unemployment-rate", "Tỷ lệ thất nghiệp", 0.0223),
        ("clinic-opened", "Khai trương trạm y tế", True),
        ("third", "Ba phần mười", 0.1 + 0.2),
        ("error", "Lỗi", "#DIV/0!"),
        ("day", "Ngày", datetime.date(2023, 2, 1)),
        ("text", "Chữ", "2,23"),
        ("custom", "Tỷ lệ riêng", 0.5),
        ("literal", "Dấu phần trăm", 2.5),
    ]
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.cell(3 + at, 2 + column).value = value  # type: ignore[assignment]  # whatever openpyxl writes
    for name, code in (("D5", "0.00%"), ("D11", "0.0%;-0.0%"), ("D12", '0.0"%"')):
        sheet[name].number_format = code
    hidden = book.create_sheet("ẩn", 0)
    hidden.sheet_state = "hidden"
    hidden["A1"] = "hidden"
    book.create_sheet("khác")["A1"] = "id"
    path = tmp_path_factory.mktemp("filled") / "filled.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_each_kind_of_workbook_says_the_same(filled: Path, kind: str) -> None:
    cells = read_cells(filled if kind == "xlsx" else SHEETS / f"filled.{kind}")
    assert [row.number for row in cells.rows] == list(range(3, 13)), "the empty rows above count"
    assert {row.cell(0) for row in cells.rows} == {None}, "the empty column counts"
    assert values(cells, 1)[0] == "Mã"
    *read, custom, literal = values(cells, 3)
    truth = Decimal(1) if kind == "ods" else True  # which has kept what .xlsx told it without a format as a number
    assert read == [
        "Thực hiện năm 2025",
        Decimal(203027),
        Percent(Decimal("2.23")),
        truth,
        Decimal("0.3"),
        "#DIV/0!",
        "2023-02-01",
        "2,23",
    ]
    assert (custom, literal) == (Percent(Decimal(50)), LabelledFigure(Decimal("2.5"), "%"))
    assert str(Percent(Decimal("2.23")).figure) == "2.23"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_first_sheet_that_is_shown_is_read_or_the_one_named(filled: Path, kind: str) -> None:
    path = filled if kind == "xlsx" else SHEETS / f"filled.{kind}"
    assert values(read_workbook(str(path), None), 1)[0] == "Mã"
    assert values(read_workbook(str(path), " KHÁC "), 0) == ["id"]
    assert values(read_workbook(str(path), "ẩn"), 0) == ["hidden"]
    assert "has no sheet 'none' (it has 'ẩn', '2025' or 'khác')" in refused(path, "none")


def test_a_workbook_without_a_sheet_that_is_shown(tmp_path: Path) -> None:
    path = with_part(
        workbook(tmp_path / "hidden.xlsx"),
        "xl/workbook.xml",
        lambda text: text.replace('state="visible"', 'state="hidden"'),
    )
    assert refused(path).endswith("has no sheet that is shown (name one with --sheet)")


def test_a_formula_is_its_result_and_without_one_it_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "formula.xlsx", [["=1+1"], ["=0.1+0.2"], ['="text"'], ["=SUM("]])

    def solve(text: str) -> str:
        text = text.replace("<v />", "<v></v>")
        text = text.replace("0.1+0.2</f><v></v>", "0.1+0.2</f><v>0.30000000000000004</v>")
        return text.replace('<c r="A3"><f>"text"</f><v></v>', '<c r="A3" t="str"><f>"text"</f><v>x</v>')

    cells = read_workbook(str(with_part(path, SHEET_PART, solve)), None)
    assert values(cells, 0) == ["=1+1", Decimal("0.3"), "x", "=SUM("]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace('<c r="B2" s="1"', '<c s="1" r="B2"'), id="attributes-in-another-order"),
        pytest.param(lambda text: text.replace(' r="B2"', "").replace(' r="A2"', ""), id="cells-without-their-names"),
        pytest.param(
            lambda text: (
                text.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
            ),
            id="names-with-a-prefix",
        ),
        pytest.param(lambda text: text.replace('<row r="2"', "<row"), id="rows-without-their-numbers"),
    ],
)
def test_a_percentage_is_seen_however_the_sheet_is_laid_out(tmp_path: Path, change: Callable[[str], str]) -> None:
    path = workbook(tmp_path / "p.xlsx", [["id", "value"], ["a", 0.0223]], {"B2": "0.00%"})
    assert values(read_workbook(str(path), None), 1) == ["value", Percent(Decimal("2.23"))]
    assert values(read_workbook(str(with_part(path, SHEET_PART, change)), None), 1)[1] == Percent(Decimal("2.23"))


def test_what_is_not_laid_out_as_expected_is_refused_not_read_a_hundred_times_too_small(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", [["id", "value"], ["a", 0.0223]], {"B2": "0.00%"})
    declared = "<!DOCTYPE x [<!ENTITY a 'b'>]>"
    with_part(path, "xl/styles.xml", lambda text: text.replace("<styleSheet", f"{declared}<styleSheet", 1))
    assert "can't be read as a spreadsheet" in refused(path)


# --- text -------------------------------------------------------------------------------------------------------------

PLAIN = [["id", "Tên", "value"], ["a", "Tỷ lệ thất nghiệp", "2,23"], ["b", "Giường, bệnh", "30"]]
SEMICOLONS = 'id;Tên;value\na;Tỷ lệ thất nghiệp;2,23\nb;"Giường, bệnh";30\n'
COMMAS = 'id,Tên,value\na,Tỷ lệ thất nghiệp,"2,23"\nb,"Giường, bệnh",30\n'
TABS = "id\tTên\tvalue\na\tTỷ lệ thất nghiệp\t2,23\nb\tGiường, bệnh\t30\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        pytest.param(COMMAS.encode(), None, id="commas"),
        pytest.param(SEMICOLONS.encode(), None, id="semicolons"),
        pytest.param(TABS.encode(), None, id="tabs"),
        pytest.param(b"sep=;\r\n" + SEMICOLONS.replace("\n", "\r\n").encode(), None, id="sep-and-crlf"),
        pytest.param(b"\xef\xbb\xbfsep=;\n" + SEMICOLONS.encode(), None, id="sep-and-bom"),
        pytest.param(b"\xef\xbb\xbf" + COMMAS.encode(), None, id="utf-8-bom"),
        pytest.param(b"\xef\xbb\xbf" + COMMAS.encode(), "utf-8", id="utf-8-bom-and-named"),
        pytest.param(TABS.encode("utf-16"), None, id="utf-16-little"),
        pytest.param(b"\xfe\xff" + TABS.encode("utf-16-be"), None, id="utf-16-big"),
        pytest.param(TABS.encode("utf-16-le"), "utf-16-le", id="utf-16-without-bom-named"),
    ],
)
def test_text_is_read_whatever_separates_and_encodes_it(tmp_path: Path, raw: bytes, encoding: str | None) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(raw)
    cells = read_cells(path, encoding=encoding)
    assert [list(row.cells) for row in cells.rows] == PLAIN
    assert [row.number for row in cells.rows] == [1, 2, 3]


def test_a_vietnamese_code_page_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    decomposed = "id;Tên\na;Ty\u0309 lê\u0323\n"  # cp1258 keeps tone marks apart
    path.write_bytes(decomposed.encode("cp1258"))
    assert "is not utf-8 (name its encoding with --encoding, such as cp1258)" in refused(path)
    assert values(read_cells(path, encoding="cp1258"), 1) == ["Tên", "Ty\u0309 lê\u0323"]


@pytest.mark.parametrize(
    ("raw", "encoding", "told"),
    [
        pytest.param(COMMAS.encode("utf-16-le"), None, "is not utf-8", id="utf-16-without-its-mark"),
        pytest.param(b"\xff\xfea", None, "is not utf-16", id="utf-16-cut-off"),
        pytest.param(COMMAS.encode(), "ascii", "is not ascii", id="a-wrong-name"),
        pytest.param(COMMAS.encode(), "vscii", "there is no encoding 'vscii'", id="an-unknown-name"),
        pytest.param(COMMAS.encode(), "hex", "there is no encoding 'hex'", id="a-codec-that-is-no-encoding"),
        pytest.param(b'id,value\n"a,5\nb,6\n', None, "can't be read", id="a-quote-never-closed"),
        pytest.param(b"id,value\n" + b"a" * 140_000, None, "can't be read", id="an-endless-cell"),
    ],
)
def test_text_that_cannot_be_read_is_told(tmp_path: Path, raw: bytes, encoding: str | None, told: str) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(raw)
    assert told in refused(path, encoding=encoding)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("id;value\na;2,23\nb;3,5\n", id="a-comma-in-each-figure"),
        pytest.param("Báo cáo, năm 2022;\n;\nid;value\na;2,23\nb;3,5\n", id="a-title-with-a-comma"),
        pytest.param("id;value\na;2,23\n", id="one-row"),
        pytest.param("id;value\na;5\nb;\nc;\n", id="blanks"),
        pytest.param("id;value\na, của b;1,5\nc, d, e;2\n", id="names-with-commas"),
    ],
)
def test_a_semicolon_is_told_from_a_decimal_comma(tmp_path: Path, text: str) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(text, encoding="utf-8")
    rows = [row.cells for row in read_cells(path).rows if row.cell(0) == "id"]
    assert rows == [("id", "value")]


def test_the_rows_of_a_text_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text('\n\nid,value\n"two\nlines",5\nb,6\n', encoding="utf-8")
    assert [row.number for row in read_cells(path).rows] == [3, 4, 5]


# --- strangers --------------------------------------------------------------------------------------------------------

MIB = 1024 * 1024
ROW = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
FIRST = b'<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
LAST = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def _write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _zip(path: Path, **parts: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _nothing(path: Path) -> None:
    assert not path.exists()


def _entities(path: Path) -> None:
    """A billion laughs in the very sheet."""
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{layers}]>'
    workbook(path, [["id", "value"], ["jobs-created", 5]])
    with_part(path, SHEET_PART, lambda text: bomb + text.replace("<v>5</v>", "<v>&l9;</v>"))


BOMBS: list[tuple[str, str, Callable[[Path], object]]] = [
    ("bomb", "bomb.xlsx", lambda path: with_sheet(path, ROW * (MIB // len(ROW)), 1200)),
    ("bomb-that-lies", "bomb.xlsx", lambda path: with_sheet(path, ROW * (MIB // len(ROW)), 1200, lies=True)),
    ("bomb-of-blanks-that-lies", "bomb.xlsx", lambda path: with_sheet(path, b" " * MIB, 1200, lies=True)),
    ("billion-laughs", "laughs.xlsx", _entities),
    ("first-cell-and-last", "last.xlsx", lambda path: with_sheet(path, b"", 1, end=FIRST + LAST)),
    ("last-cell", "last.xlsx", lambda path: with_sheet(path, b"", 1, end=LAST)),
    ("a-compound-file-in-circles", "circle.xls", lambda path: path.write_bytes(_circle())),
    ("a-pipe", "pipe.xlsx", _pipe),
    ("a-pipe-of-text", "pipe.csv", _pipe),
    ("one-long-line", "line.csv", _write(b'"a,' * MIB)),
]
STRANGERS: list[tuple[str, str, Callable[[Path], object]]] = [
    ("a-text-named-xlsx", "text.xlsx", _write(b"id,value\njobs-created,5\n")),
    ("a-page-named-xls", "page.xls", _write(b"<html><table><tr><td>id</td></tr></table></html>")),
    ("a-picture-named-ods", "picture.ods", _write(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)),
    ("nothing", "nothing.xlsx", _write(b"")),
    ("an-empty-archive", "empty.xlsx", _zip),
    ("another-archive", "other.ods", lambda path: _zip(path, readme="x")),
    ("a-compound-file-cut-off", "cut.xls", lambda path: path.write_bytes((SHEETS / "filled.xls").read_bytes()[:1500])),
    ("xlsx-with-a-password", "locked.xlsx", _write(compound("EncryptionInfo", "EncryptedPackage"))),
    ("xls-with-a-password", "locked.xls", lambda path: path.write_bytes((SHEETS / "password.xls").read_bytes())),
    ("ods-with-a-password", "locked.ods", lambda path: path.write_bytes((SHEETS / "password.ods").read_bytes())),
    ("a-folder", "folder.xlsx", lambda path: path.mkdir()),
    ("not-there", "none.xlsx", _nothing),
    ("nul", "nul.csv", _write(b"id,value\n\0\n")),
    ("a-document", "letter.docx", _write(b"PK\3\4")),
]


def _circle() -> bytes:
    """A compound file whose directory goes on for ever."""
    raw = bytearray(compound("Workbook"))
    raw[512 + 4 : 512 + 8] = b"\1\0\0\0"
    return bytes(raw)


def test_an_ods_whose_table_has_no_end_is_refused_before_it_is_looked_for_for_ever(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(SHEETS / "filled.ods") as whole,
        zipfile.ZipFile(tmp_path / "broken.ods", "w") as broken,
    ):
        for each in whole.namelist():
            raw = whole.read(each)
            broken.writestr(each, raw.replace(b"</table:table>", b"") if each == "content.xml" else raw)
    with pytest.raises(Complaint) as told:
        read_cells(tmp_path / "broken.ods")
    assert told.value.text == "{path} can't be read as a spreadsheet: {detail}", "not given up after its eight seconds"


def test_an_ods_with_a_password_is_told_from_a_broken_one() -> None:
    with pytest.raises(Complaint) as told:
        read_cells(SHEETS / "password.ods")
    assert told.value.text == "{path} has a password"


@LIMITED
@pytest.mark.parametrize(("name", "make"), [pytest.param(*rest, id=id_) for id_, *rest in BOMBS])
def test_a_bomb_ends_in_a_sentence_soon_and_cheaply(tmp_path: Path, name: str, make: Callable[[Path], object]) -> None:
    data = data_directory(tmp_path / "data")
    make(tmp_path / name)
    command = [sys.executable, "-m", "an_sinh", "import", "2022", name, "--data", "data"]
    with costing_less_than(1000), (tmp_path / "said").open("wb") as said:
        running = subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert_refused(running.returncode, (tmp_path / "said").read_text("utf-8"), name, data)
    assert used.ru_maxrss < MEMORY // 1024 or sys.platform == "darwin"


@pytest.mark.parametrize(("name", "make"), [pytest.param(*rest, id=id_) for id_, *rest in STRANGERS])
def test_a_strangers_file_ends_in_a_sentence(
    quick: Quick, tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    data = data_directory(tmp_path / "data")
    make(tmp_path / name)
    run = quick("import", "2022", name, "--data", "data", cwd=tmp_path)
    assert run.out == b""
    assert_refused(run.code, run.stderr, name, data)


def assert_refused(code: int, told: str, name: str, data: Path) -> None:
    """One sentence with a remedy that names the file, and the data as they were."""
    assert (code, told.count("\n")) == (3, 1), told
    assert name in told or "no row of headings" in told or "no column of figures" in told
    assert told.endswith(")\n"), "a remedy"
    assert "Traceback" not in told
    assert (data / "actuals" / "2022.yaml").read_text("utf-8") == YEAR_2022


def test_the_limits_hold() -> None:
    assert MEMORY <= 1024 * MIB
    assert SECONDS < 10


def test_a_sheet_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("an_sinh.spreadsheet.cells.SECONDS", 0.01)
    assert "is too large: more than 0.01 s" in refused(workbook(tmp_path / "slow.xlsx", [["id"]]))


def test_a_million_empty_rows_are_no_matter(tmp_path: Path) -> None:
    path = workbook(tmp_path / "empty.xlsx", [["id", "value"], ["a", 5], ["b", 0.5]], {"B3": "0%"})
    rows = "".join(f'<row r="{at}" ht="15"><c r="A{at}" s="0"/></row>' for at in range(4, 1_048_577))
    with_part(path, SHEET_PART, lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))
    with costing_less_than(1000):
        cells = read_cells(path)
        assert [row.cells for row in cells.rows] == [("id", "value"), ("a", Decimal(5)), ("b", Percent(Decimal(50)))]


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "link.xlsx", [["id", "value"], ["a", "=[1]Sheet1!$A$1"]])
    with_part(path, SHEET_PART, lambda text: text.replace("<v></v>", "<v>7</v>").replace("<v />", "<v>7</v>"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        target = '<Relationship Id="rId1" Target="file:///dev/zero" TargetMode="External" Type="x"/>'
        archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", f"<Relationships>{target}</Relationships>")
    assert values(read_workbook(str(path), None), 1) == ["value", Decimal(7)]


def test_a_module_of_the_readers_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "zipfile", "decimal"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken over')\n")
    monkeypatch.chdir(tmp_path)
    assert values(read_cells(workbook(Path("a.xlsx"), [["id"]])), 0) == ["id"]


def test_the_data_of_these_tests_are_right(tmp_path: Path) -> None:
    from an_sinh import load

    data_directory(tmp_path / "data", TARGETS)
    assert not load(tmp_path / "data").warnings


@pytest.mark.parametrize("above", ["Báo cáo của thành phố\n", "Báo cáo, quý IV, năm 2026\n\n", "a|b|c|d|e\n;;;;;;\n"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_title_above_the_table_hides_no_separator(tmp_path: Path, above: str, mark: str) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(above + mark.join(["id", "value"]) + "\n" + mark.join(["a", "5"]) + "\n", encoding="utf-8")
    assert [row.cells[:2] for row in read_cells(path).rows][-2:] == [("id", "value"), ("a", "5")]


def test_quotes_in_a_line_take_no_fourth_power(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text('id,value\na,5\nz,"a",q\nw,' + '"- ' * 20_000 + "x\n")
    with costing_less_than(500):
        assert "can't be read" in refused(path)
