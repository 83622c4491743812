"""Parts in sheets: a row of its own for each goes out, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from an_sinh import load, score
from an_sinh.terms import Status
from tests.judge.test_forms import folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Quick

TWO = """\
  beds: {name: Beds, group: g, better: higher, targets: {2022: 5}}
  thin:
    name: Thin children
    group: g
    lead: L
    parts:
      towns: {name: in towns, unit: "%", better: lower, limits: {from: 0, to: 100}, targets: {2022: 8}}
      villages: {name: in villages, unit: "%", better: lower, targets: {2022: {under: 9}}}
  water:
    name: Water
    group: g
    parts:
      towns: {name: in towns, unit: "%", better: higher, targets: {2022: 80}}
      villages: {name: in villages, unit: "%", better: higher, targets: {2022: 60}}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return folder(
        tmp_path / "data", TWO, {2022: "{beds: 5, thin: {reported: met, parts: {towns: {value: 7.5, note: old}}}}"}
    )


def test_a_sheet_goes_out_and_comes_back(data: Path, tmp_path: Path, quick: Quick) -> None:
    sheet = tmp_path / "out.xlsx"
    assert quick("export", "2022", str(sheet), "--data", str(data)).code == 0
    before = (data / "actuals/2022.yaml").read_bytes()
    assert quick("import", "2022", str(sheet), "--data", str(data)).code == 0
    assert (data / "actuals/2022.yaml").read_bytes() == before  # nothing is new
    book = load_workbook(sheet)
    rows = {row[0].value: row for row in book[book.sheetnames[0]].iter_rows(min_row=5) if row[0].value}
    ids = ["beds", "thin", "thin/towns", "thin/villages", "water", "water/towns", "water/villages"]
    assert [id_ for id_ in rows if id_ in ids] == ids
    figure = 5
    assert [rows[id_][figure].protection.locked for id_ in ids] == [False, True, False, False, True, False, False]
    assert (rows["thin/towns"][figure].value, rows["thin"][figure + 1].value) == (7.5, "met")
    rows["thin/villages"][figure].value = 8.9
    rows["water/towns"][figure].value = 81
    rows["water"][figure + 1].value = "met"
    book.save(sheet)
    ran = quick("import", "2022", str(sheet), "--data", str(data))
    assert ran.code == 0, ran.stderr
    card = score(load(data), 2022)
    assert [(line.id, line.status.value) for line in card.rows] == [
        ("beds", "met"),
        ("thin", "exceeded"),
        ("thin/towns", "exceeded"),
        ("thin/villages", "exceeded"),
        ("water", "met"),
        ("water/towns", "exceeded"),
        ("water/villages", "unscored"),
    ]
    assert "note: old" in (data / "actuals/2022.yaml").read_text("utf-8")


def test_rows_by_name_belong_to_the_indicator_above_them(data: Path, tmp_path: Path, quick: Quick) -> None:
    sheet = tmp_path / "theirs.csv"
    sheet.write_text(
        "Indicator,Unit,2022\nThin children,,\nin towns,%,7\nin villages,%,8\nBeds,,6\nWater,,\nin towns,%,85\n"
        "Water: in villages,%,61\n",
        "utf-8",
    )
    ran = quick("import", "2022", str(sheet), "--data", str(data))
    assert ran.code == 0, ran.stderr
    assert {line.status for line in score(load(data), 2022).rows} == {Status.EXCEEDED}


def test_a_figure_of_the_whole_and_a_name_of_two_parts_are_told(data: Path, tmp_path: Path, quick: Quick) -> None:
    sheet = tmp_path / "theirs.csv"
    sheet.write_text("Indicator,2022\nin towns,7\nThin children,8\n", "utf-8")
    ran = quick("import", "2022", str(sheet), "--data", str(data))
    assert "this is the name of 'thin/towns', 'water/towns'; the id is needed" in ran.stderr + ran.stdout
    assert "it is measured by its parts, and each has a row of its own" in ran.stderr + ran.stdout
