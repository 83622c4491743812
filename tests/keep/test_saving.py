"""The analyst's way: export, fill in, import, score; record by hand; start from nothing. Byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.conftest import HANOI

if TYPE_CHECKING:
    from tests.conftest import Quick


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HANOI, tmp_path / "data"))


def test_a_filled_in_sheet_goes_to_a_headline_in_two_commands(quick: Quick, data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "2024.xlsx"
    assert quick("export", "2024", str(sheet), "--data", str(data), "--lang", "vi").code == 0
    book = openpyxl.load_workbook(sheet)
    page = book.active
    assert page is not None
    rows = {row[0].value: row for row in page.iter_rows(min_row=5)}
    rows["health-insurance-coverage"][5].value = 95.1
    rows["prenatal-screening-4-diseases"][5].value = "84,5%"
    rows["cremation-rate"][5].value = "chưa triển khai"
    book.save(sheet)
    before = (data / "actuals/2024.yaml").read_bytes()

    done = quick("import", "2024", str(sheet), "--data", str(data))

    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("3 figures new or changed, 4 as they were")
    after = (data / "actuals/2024.yaml").read_bytes()
    assert set(before.splitlines()) <= set(after.splitlines()) | {b"  cremation-rate:"}
    assert b"health-insurance-coverage: 95.1" in after
    assert b"prenatal-screening-4-diseases: 84.5" in after
    assert b"cremation-rate: {reported: not-started}" in after
    assert "3/27 met" in quick("score", "2024", "--data", str(data)).stdout


def test_a_dry_run_shows_the_change_and_writes_nothing(quick: Quick, data: Path) -> None:
    file = data / "actuals/2022.yaml"
    before = file.read_bytes()

    done = quick("record", "2022", "hospital-beds-per-10k", "33.5", "--data", str(data), "--dry-run")

    assert done.code == 0
    assert (
        "-  hospital-beds-per-10k: {reported: unmet}\n+  hospital-beds-per-10k: {value: 33.5, reported" in done.stdout
    )
    assert file.read_bytes() == before


def test_a_record_changes_one_line_and_tells_the_headline(quick: Quick, data: Path) -> None:
    file = data / "actuals/2022.yaml"
    before = file.read_text("utf-8").splitlines()

    done = quick("record", "2022", "jobs-created", "150000", "--data", str(data))

    after = file.read_text("utf-8").splitlines()
    assert done.stdout == "jobs-created: 203,027 (exceeded) → 150,000 (unmet)\n2022: 23/27 met → 22/27 met\n"
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        (line, line.replace("203027", "150000")) for line in before if "value: 203027" in line
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(("jobs-created", "2,23"), 2, "'2,23' is not a figure (write 2.23)", id="vietnamese-numerals"),
        pytest.param(("poverty-rate", "101"), 3, "outside-limits: 101 is outside the limits 0 to 100", id="limits"),
        pytest.param(("jobs-created", "--reported", "not-started"), 3, "contradiction", id="figure-and-not-started"),
        pytest.param(("job-created", "1"), 2, "did you mean jobs-created?", id="unknown-indicator"),
        pytest.param(("jobs-created",), 2, "record needs something to write", id="nothing-to-write"),
        pytest.param(("jobs-created", "1", "--source", "nobody"), 3, "unknown-source", id="unknown-source"),
    ],
)
def test_a_refused_record_leaves_the_file(
    quick: Quick, data: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    before = (data / "actuals/2022.yaml").read_bytes()

    done = quick("record", "2022", *arguments, "--data", str(data))

    assert (done.code, done.stdout) == (code, "")
    assert told in done.stderr
    assert (data / "actuals/2022.yaml").read_bytes() == before


def test_a_negative_figure_is_a_value_and_no_option(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: p, name: p, years: [2022, 2023]}\ngroups: {g: g}\n"
        "indicators:\n  a: {name: a, group: g, better: higher, targets: {2022: -1}}\n"
    )
    done = quick("record", "2022", "a", "-0.5", "--data", str(tmp_path))

    assert done.code == 0
    assert (tmp_path / "actuals/2022.yaml").read_text() == "year: 2022\nactuals:\n  a: -0.5\n"


def csv_of(tmp_path: Path, *rows: str) -> str:
    file = tmp_path / "figures.csv"
    file.write_text("\n".join(("id;value", *rows)) + "\n", "utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("rows", "more", "written"),
    [
        pytest.param(("jobs-created;203.027", "poverty-rate;0,1"), (), "203027", id="the-file-settles-vietnamese"),
        pytest.param(("jobs-created;203,027", "poverty-rate;0.1"), (), "203027", id="the-file-settles-english"),
        pytest.param(("jobs-created;203.027",), ("--numerals", "vi"), "203027", id="asked-vi"),
        pytest.param(("jobs-created;203.027 lượt người",), ("--numerals", "vi"), "203027", id="with-its-own-unit"),
    ],
)
def test_numerals(
    quick: Quick, data: Path, tmp_path: Path, rows: tuple[str, ...], more: tuple[str, ...], written: str
) -> None:
    assert quick("import", "2025", csv_of(tmp_path, *rows), "--data", str(data), *more).code == 0
    assert f"jobs-created: {{value: {written}" in (data / "actuals/2025.yaml").read_text("utf-8").replace(
        "jobs-created:\n    value: ", "jobs-created: {value: "
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(("jobs-created;203.027",), "may be", id="open-numerals-are-asked-about"),
        pytest.param(("jobs-created;1.203.027", "poverty-rate;2.5"), "two ways", id="mixed-numerals"),
        pytest.param(("jobs-create;5",), "A2: 'jobs-create'", id="an-unknown-row-is-named-with-its-cell"),
        pytest.param(("poverty-rate;5 persons",), "B2", id="another-unit"),
        pytest.param(("poverty-rate;1", "poverty-rate;2"), "B3", id="an-indicator-twice"),
    ],
)
def test_what_can_not_be_placed_is_refused(
    quick: Quick, data: Path, tmp_path: Path, rows: tuple[str, ...], told: str
) -> None:
    before = (data / "actuals/2025.yaml").read_bytes()

    done = quick("import", "2025", csv_of(tmp_path, *rows), "--data", str(data))

    assert (done.code, done.stdout) == (3, "")
    assert told in done.stderr
    assert (data / "actuals/2025.yaml").read_bytes() == before


def test_no_text_becomes_a_formula(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: p, name: '=1+1', years: [2022, 2023]}\ngroups: {g: '@g'}\n"
        "indicators:\n  a: {name: '=cmd|calc', group: g, unit: '+x', better: higher, targets: {2022: 1}}\n"
    )
    sheet = tmp_path / "x.xlsx"
    assert quick("export", "2022", str(sheet), "--data", str(tmp_path)).code == 0
    with zipfile.ZipFile(sheet) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["not-one.xlsx", "not-one.xls", "not-one.ods"])
def test_a_file_that_is_no_spreadsheet_is_a_sentence(quick: Quick, data: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this is no workbook")
    done = quick("import", "2025", str(tmp_path / name), "--data", str(data))
    assert (done.code, done.stdout) == (3, "")
    assert "Traceback" not in done.stderr


def test_a_start_from_nothing_lints_clean_and_scores(quick: Quick, tmp_path: Path) -> None:
    folder = str(tmp_path / "mine")
    assert quick("init", folder).code == 0
    assert quick("lint", "--strict", "--data", folder).code == 0
    assert "2/3 met" in quick("score", "2025", "--data", folder).stdout
    assert quick("init", folder).code == 3


@pytest.mark.long  # it starts LibreOffice
def test_saved_anew_by_libreoffice_it_still_comes_back(quick: Quick, data: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    sheet = tmp_path / "2022.xlsx"
    assert quick("export", "2022", str(sheet), "--data", str(data), "--lang", "vi").code == 0
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    for kind in ("ods", "xlsx"):
        subprocess.run([*command, kind, "--outdir", str(tmp_path / kind), str(sheet)], check=True, capture_output=True)
        done = quick("import", "2022", str(tmp_path / kind / f"2022.{kind}"), "--data", str(data))
        assert (done.code, done.stderr) == (0, "")
        assert done.stdout.startswith("0 figures new or changed, 27 as they were")
