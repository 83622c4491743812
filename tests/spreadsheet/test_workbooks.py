"""What a workbook's cells show beside what they hold: runs, strike-out, what is hidden, formulas. In each kind."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from an_sinh.spreadsheet.cells import Cells, CellValue, Doubt, DoubtfulCell, Percent
from an_sinh.spreadsheet.workbook import read_workbook
from tests.support_sheets import SHEET_PART, with_part, workbook


def read(path: Path, sheet: str | None = None) -> Cells:
    return read_workbook(str(path), sheet)


def column(cells: Cells, at: int = 1) -> list[CellValue]:
    return [row.cell(at) for row in cells.rows]


RAISED, STRUCK = InlineFont(vertAlign="superscript"), InlineFont(strike=True)


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["id", "value"],
        ["raised", CellRichText("1250", TextBlock(RAISED, "1"))],
        ["struck", CellRichText(TextBlock(STRUCK, "1000"), "1250")],
        ["bold", CellRichText(TextBlock(InlineFont(b=True), "12"), "50")],
        ["all struck", 5],
        ["formula", "=1+1"],
        ["hidden", 7],
    ):
        sheet.append(row)
    sheet["B5"].font = Font(strike=True)
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["D1"] = "note"
    book.create_sheet("ẩn").sheet_state = "hidden"
    path = tmp_path / "marked.xlsx"
    book.save(path)
    return path


def test_a_part_that_looks_otherwise_leaves_a_doubt(marked: Path) -> None:
    assert column(read(marked)) == [
        "value",
        DoubtfulCell("12501", Doubt.RAISED),
        DoubtfulCell("10001250", Doubt.STRUCK),
        "1250",
        DoubtfulCell("5", Doubt.STRUCK),
        "=1+1",
        Decimal(7),
    ]


def test_what_is_hidden_and_what_is_a_formula_is_known(marked: Path) -> None:
    cells = read(marked)
    assert (cells.hidden_rows, cells.hidden_columns, cells.hidden_sheets) == (frozenset({7}), frozenset({3}), ("ẩn",))
    assert cells.formulas == {(6, 1)}
    assert (cells.is_hidden, read(marked, "ẩn").is_hidden) == (False, True)


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
ODS = f"""<?xml version="1.0"?><office:document-content {NAMES}>
<office:automatic-styles>
<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="heir" style:parent-style-name="out"/>
<style:style style:name="unseen"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="S">
<table:table-column/><table:table-column table:visibility="collapse"/>
<table:table-row>
<table:table-cell><text:p>id</text:p></table:table-cell><table:table-cell><text:p>value</text:p></table:table-cell>
</table:table-row>
CELLS
</table:table><table:table table:name="T" table:style-name="unseen"/>
</office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, *values: str) -> Path:
    rows = "".join(f"<table:table-row><table:table-cell/>{value}</table:table-row>" for value in values)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("CELLS", rows))
    return path


NUMBER = '<table:table-cell office:value-type="float" office:value="{}"{}><text:p>{}</text:p></table:table-cell>'
TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_an_ods_says_the_same(tmp_path: Path) -> None:
    cells = read(
        ods(
            tmp_path / "marked.ods",
            TEXT.format('1250<text:span text:style-name="up">1</text:span>'),
            TEXT.format('<text:span text:style-name="heir">1000</text:span>1250'),
            TEXT.format("1<text:span>25</text:span>0"),
            NUMBER.format(5, ' table:style-name="out"', 5),
            NUMBER.format(1250000, "", "1,3"),
            NUMBER.format(2, ' table:formula="of:=1+1"', 2),
            TEXT.format("a<text:s/>b</text:p><text:p>c"),
            TEXT.format("5").replace(
                "<text:p>", "<office:annotation><text:p>note</text:p></office:annotation><text:p>"
            ),
        )
    )
    assert column(cells)[1:] == [
        DoubtfulCell("12501", Doubt.RAISED),
        DoubtfulCell("10001250", Doubt.STRUCK),
        "1250",
        DoubtfulCell("5", Doubt.STRUCK),
        DoubtfulCell("1250000", Doubt.FORMAT),
        Decimal(2),
        "a b\nc",
        "5",
    ]
    assert (cells.formulas, cells.hidden_columns, cells.hidden_sheets) == (
        frozenset({(7, 1)}),
        frozenset({1}),
        ("T",),
    )


@pytest.mark.parametrize(
    ("change", "value"),
    [
        pytest.param(lambda text: text.replace("<v>5</v>", "<v><![CDATA[7]]></v>"), Decimal(7), id="cdata"),
        pytest.param(lambda text: text.replace("<v>5</v>", "<v>&#55;&#x35;</v>"), Decimal(75), id="references"),
        pytest.param(lambda text: text.replace("<v>5</v>", "<!-- 6 --><v>5</v>"), Decimal(5), id="a-comment"),
        pytest.param(
            lambda text: text.replace('<c r="B2" t="n"><v>5</v></c>', '<c r="B2" t="str"><f>x</f><v></v></c>'),
            None,
            id="a-formula-that-is-an-empty-text",
        ),
        pytest.param(
            lambda text: text.replace(
                '<c r="B2" t="n"><v>5</v></c>',
                '<c r="B2" t="inlineStr"><is><r><t>5</t></r><rPh sb="0" eb="1"><t>9</t></rPh></is></c>',
            ),
            "5",
            id="a-reading-aid",
        ),
        pytest.param(lambda text: text.replace('t="n"><v>5', 't="d"><v>2026-12-31'), "2026-12-31", id="a-day"),
    ],
)
def test_a_cell_is_read_however_it_is_written(tmp_path: Path, change: Callable[[str], str], value: CellValue) -> None:
    path = with_part(workbook(tmp_path / "w.xlsx", [["id", "value"], ["a", 5]]), SHEET_PART, change)
    assert column(read(path))[1] == value


def test_a_format_of_thousands_leaves_a_doubt_in_a_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        [["id", "value"], ["a", 1250000], ["b", 0.029], ["c", 46387]],
        {"B2": "0.0,,", "B3": "0.0%", "B4": "dd/mm/yyyy"},
    )
    assert column(read(path))[1:] == [
        DoubtfulCell("1250000", Doubt.FORMAT),
        Percent(Decimal("2.9")),
        "2026-12-31",
    ]


@pytest.mark.long  # it starts LibreOffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_saved_by_libreoffice_a_workbook_leaves_the_same_doubts(marked: Path, tmp_path: Path, kind: str) -> None:
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*office, "--outdir", str(tmp_path), str(marked)], check=True, capture_output=True, timeout=120)
    cells, first = read(tmp_path / f"marked.{kind}"), read(marked)
    assert column(cells)[:5] == column(first)[:5]
    assert (cells.formulas, cells.hidden_rows) == (first.formulas, first.hidden_rows)
    assert (cells.hidden_columns, cells.hidden_sheets) == (first.hidden_columns, first.hidden_sheets)
