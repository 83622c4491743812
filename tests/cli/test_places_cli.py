"""`ansinh places`, `--place` and `--places`, and workbooks for many places, as they are typed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from an_sinh.render.screen import Screen

if TYPE_CHECKING:
    from tests.conftest import Golden, Quick

DISTRICTS = Path(__file__).parents[2] / "examples" / "districts"
DATA = ("--data", str(DISTRICTS))
PAGES = {
    "places-2023": ("places", "2023"),
    "places-2022-trained": ("places", "2022", "workers-trained"),
    "places-2023-grid": ("places", "2023", "--grid"),
    "places-trend": ("trend", "--places"),
    "places-diff": ("diff", "2022", "2023", "--places"),
    "places-check": ("check", "2022", "--places", "--min-met", "80%"),
    "places-with": ("diff", "2022", "--place", "cau-tre", "--with", "lua-moi"),
    "places-score": ("score", "2022", "--place", "suoi-vang"),
}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_at_80_columns(quick: Quick, golden: Golden, name: str, language: str) -> None:
    run = quick(*PAGES[name], *DATA, "--lang", language, screen=Screen(width=80))

    golden(f"places/{name}.table.80.{language}.txt", run.out)


@pytest.mark.parametrize("format_", ["markdown", "json", "csv"])
@pytest.mark.parametrize("name", ["places-2023", "places-2022-trained", "places-2023-grid"])
def test_a_page_in_the_other_formats(quick: Quick, golden: Golden, name: str, format_: str) -> None:
    ending = {"markdown": "md"}.get(format_, format_)

    golden(f"places/{name}.en.{ending}", quick(*PAGES[name], *DATA, "--format", format_).out)


@pytest.mark.parametrize("arguments", [("2023",), ("2023", "placement-rate")], ids=["all", "one-indicator"])
def test_a_web_page_has_every_place_with_its_link(quick: Quick, arguments: tuple[str, ...]) -> None:
    page = quick("places", *arguments, "--format", "html", *DATA).page

    for id_ in ("may-trang", "cau-tre", "vuon-cam"):
        assert f'id="place-{id_}"' in page
    assert "Kind of place" in page
    assert "Loại nơi" in page


@pytest.mark.parametrize("language", ["en", "vi"])
def test_thirty_places_and_27_indicators_fit_on_80_columns(quick: Quick, tmp_path: Path, language: str) -> None:
    (tmp_path / "actuals/2022").mkdir(parents=True)
    indicators = "".join(
        f"  i{at}: {{name: I{at}, group: g, better: higher, targets: {{2022: 5}}}}\n" for at in range(27)
    )
    head = "programme: {id: P, name: P, years: [2021, 2025]}\ngroups: {g: G}\nindicators:\n"
    (tmp_path / "targets.yaml").write_text(head + indicators)
    names = "".join(f"p{at}: {{name: Quận Hai Bà Trưng {at:02}}}\n" for at in range(30))
    (tmp_path / "places.yaml").write_text(names)
    rows = "".join(f"p{at},i{of},{at % 10}\n" for at in range(30) for of in range(27))
    (tmp_path / "actuals/2022/all.csv").write_text("place,indicator,value\n" + rows)
    page = quick("places", "2022", "--grid", "--data", tmp_path, "--lang", language, screen=Screen(width=80)).page

    lines = page.splitlines()
    grid = [line for line in lines if line.startswith("Quận")]
    assert len(grid) == 30, "all columns stand beside each other"
    assert {len(line.split()) for line in grid} == {5 + 27}
    assert max(map(len, lines)) <= 80


def test_ranks_come_first_where_the_most_met_are_asked_for(quick: Quick) -> None:
    found = json.loads(quick("places", "2022", "--sort", "met", "--format", "json", *DATA).out)

    assert [(each["id"], each["rank"]) for each in found["places"]][:4] == [
        ("may-trang", 1),
        ("cau-tre", 1),
        ("lua-moi", 3),
        ("suoi-vang", None),
    ]


def test_names_are_sorted_as_a_dictionary_has_them(quick: Quick) -> None:
    found = json.loads(quick("places", "2022", "--sort", "name", "--format", "json", "--lang", "vi", *DATA).out)
    names = [each["name"] for each in found["places"]]

    assert names.index("Huyện Đồi Chè") < names.index("Huyện Lúa Mới")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("places", "2022", "--sort", "best"), "is no order of places (write met or name)"),
        (("places", "2022", "--kind", "distrit"), "did you mean district?"),
        (("places", "2022", "--within", "cau-re"), "did you mean cau-tre?"),
        (("places", "2022", "poverty-rate", "--grid"), "keep one of the two"),
        (("places", "2022", "poverti-rate"), "did you mean poverty-rate?"),
        (("score", "2022", "--place", "suoivang"), "did you mean suoi-vang?"),
        (("diff", "2022", "--with", "cau-tre"), "--place ID --with ID"),
        (("export", "2022"), "name FILE, or --places DIR"),
    ],
)
def test_what_is_asked_wrongly(quick: Quick, arguments: tuple[str, ...], told: str) -> None:
    run = quick(*arguments, *DATA)

    assert run.code in (2, 3)
    assert told in run.stderr
    assert run.out == b""


def test_a_programme_without_places_says_so(quick: Quick) -> None:
    run = quick("places", "2022")

    assert (run.code, "this programme has no places" in run.stderr) == (3, True)


@pytest.mark.parametrize(("year", "code"), [("2022", 1), ("2023", 0), ("2024", 0)])
def test_the_roll_up_closes_where_all_are_there_and_differ(quick: Quick, year: str, code: int) -> None:
    assert quick("check", year, "--fail-on", "rollup", *DATA).code == code


def test_ids_of_places_are_completed() -> None:
    from an_sinh.cli.completing import complete_kinds, complete_places

    context = SimpleNamespace(params={"data": str(DISTRICTS)})

    assert complete_places(context, "c") == ["cau-tre", "cho-cu"]  # type: ignore[arg-type]  # all that is asked of it
    assert complete_kinds(context, "dis") == ["district"]  # type: ignore[arg-type]  # as above


# --- workbooks --------------------------------------------------------------------------------------------------------


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    folder = tmp_path / "districts"
    shutil.copytree(DISTRICTS, folder)
    return folder


def fill(book: Path, **figures: float) -> None:
    workbook = load_workbook(book)
    for row in workbook.worksheets[0].iter_rows(min_row=5):
        figure = figures.get(str(row[0].value).replace("-", "_"))
        if figure is not None:
            row[5].value = figure
    workbook.save(book)


def test_a_workbook_for_each_and_each_back_into_its_place(quick: Quick, districts: Path, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    run = quick("export", "2025", "--places", sheets, "--data", districts)
    assert "7 workbooks" in run.page, "one was merged away"

    fill(sheets / "lua-moi.xlsx", poverty_rate=3.4, clean_water=91.5)
    fill(sheets / "cho-cu.xlsx", clean_water=99.6)
    (sheets / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    files = sorted(sheets.glob("*.xlsx"))
    before = {path: path.read_bytes() for path in districts.rglob("*.*")}
    run = quick("import", "2025", *files, "--data", districts)

    assert run.code == 3
    assert "7 of 8 workbooks are in their places" in run.stdout
    assert "broken.xlsx" in run.stdout
    assert "broken.xlsx" in run.stderr
    written = {path.relative_to(districts).as_posix() for path in districts.rglob("*.*")} - {
        path.relative_to(districts).as_posix() for path in before
    }
    assert written == {"actuals/2025/lua-moi.yaml", "actuals/2025/cho-cu.yaml"}
    assert "poverty-rate: 3.4" in (districts / "actuals/2025/lua-moi.yaml").read_text()
    assert all(path.read_bytes() == raw for path, raw in before.items())


def test_two_workbooks_of_one_place_are_not_mixed(quick: Quick, districts: Path, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    quick("export", "2025", "--places", sheets, "--data", districts)
    shutil.copy(sheets / "lua-moi.xlsx", sheets / "lua-moi-2.xlsx")
    run = quick("import", "2025", sheets / "lua-moi.xlsx", sheets / "lua-moi-2.xlsx", "--data", districts)

    assert run.code == 3
    assert "has come already" in run.stderr


def test_a_figure_of_one_place_goes_into_its_own_file(quick: Quick, districts: Path) -> None:
    run = quick("record", "2023", "clean-water", "88", "--place", "lua-moi", "--data", districts)

    assert run.code == 0
    assert (districts / "actuals/2023/lua-moi.yaml").read_text() == "year: 2023\nactuals:\n  clean-water: 88\n"


def test_a_figure_of_a_place_in_a_table_changes_its_cell_alone(quick: Quick, districts: Path) -> None:
    table = districts / "actuals/2024/districts.csv"
    before = table.read_bytes()
    run = quick("record", "2024", "poverty-rate", "3", "--place", "cau-tre", "--data", districts)

    assert (run.code, "7/8 met" in run.stdout) == (0, True)
    assert table.read_bytes() == before.replace(b"cau-tre,poverty-rate,1.8,", b"cau-tre,poverty-rate,3,")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2024", "clean-water", "--reported", "met", "--place", "lua-moi"), "has no column reported"),
        (("2024", "clean-water", "88", "--place", "doi-che"), "no place of its own in 2024"),
        (("2023", "cremation-rate", "88", "--place", "suoi-vang"), "is not asked of this place"),
    ],
)
def test_what_a_place_can_not_be_given(quick: Quick, districts: Path, arguments: tuple[str, ...], told: str) -> None:
    before = {path: path.read_bytes() for path in districts.rglob("*.*")}
    run = quick("record", *arguments, "--data", districts)

    assert (run.code, told in run.stderr) == (3, True)
    assert {path: path.read_bytes() for path in districts.rglob("*.*")} == before


def test_what_a_killed_run_left_in_a_year_of_places_is_taken_away(quick: Quick, districts: Path) -> None:
    left = districts / "actuals/2023/.lua-moi.yaml.new"
    left.write_text("year: 20")
    other = districts / "actuals/2023/.keep"
    other.write_text("")
    quick("record", "2023", "clean-water", "88", "--place", "lua-moi", "--data", districts)

    assert (left.exists(), other.exists()) == (False, True)


def test_of_several_imports_at_once_each_adds_to_what_the_last_wrote(districts: Path, tmp_path: Path) -> None:
    ids = ("poverty-rate", "clean-water", "cremation-rate")
    for id_ in ids:
        (tmp_path / f"{id_}.csv").write_text(f"id,actual\n{id_},50.5\n")
    line = [sys.executable, "-m", "an_sinh", "import", "2025", "--as-written", "--data", str(districts)]
    runs = [subprocess.Popen([*line, str(tmp_path / f"{id_}.csv")], stdout=subprocess.DEVNULL) for id_ in ids]

    assert [run.wait() for run in runs] == [0, 0, 0]
    text = (districts / "actuals/2025.yaml").read_text()
    assert all(f"{id_}: 50.5" in text for id_ in ids)


# --- a part of a year -------------------------------------------------------------------------------------------------

JUNE = "place,indicator,value,source\na,jobs,40,s\nb,jobs,20,s\n"


@pytest.fixture
def in_june(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "actuals/2022-06").mkdir(parents=True)
    indicators = (
        "  jobs: {name: Jobs, group: g, better: higher, within_year: adds, rollup: sum, targets: {2022: 100}}\n"
        "  rate: {name: Rate, group: g, better: lower, targets: {2022: 4}}\n"
    )
    head = "programme: {id: P, name: P, years: [2021, 2025]}\nsources: {s: {title: S}}\ngroups: {g: G}\nindicators:\n"
    (data / "targets.yaml").write_text(head + indicators)
    (data / "places.yaml").write_text("a: {name: Awood}\nb: {name: Bridgend}\n")
    (data / "actuals/2022-06.yaml").write_text("year: 2022-06\nactuals: {jobs: 61}\n")
    (data / "actuals/2022-06/all.csv").write_text(JUNE)
    return data


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("places", "2022-06"), 0, "sum of 2 of 2: 60 · the programme says 61 · they differ"),
        (("places", "2022-06", "jobs"), 0, "Bridgend"),
        (("places", "2022-06", "--grid"), 0, "? Open"),
        (("places",), 0, "no year named: 2022-06"),
        (("score", "2022-06", "--place", "a"), 0, "Awood · up to 2022-06 against the plan for 2022"),
        (("show", "jobs", "--place", "b"), 0, "2022-06"),
        (("focus", "2022-06", "--place", "a"), 0, "2 of 2 are open"),
        (("outlook", "2022-06", "--place", "a"), 0, "As seen in 2022-06"),
        (("check", "2022-06", "--places", "--fail-on", "unmet"), 1, "expected something judged, found nothing"),
        (("check", "2022-06", "--fail-on", "rollup"), 1, "differs from what places give together"),
        (("score", "2022-09", "--place", "a"), 3, "there is no file of actuals for 2022-09"),
        (("places", "2022-06", "--latest"), 3, "which is a part of a year"),
        (("places", "--latest"), 3, "there is no file of actuals for 2025"),
    ],
)
def test_a_part_of_a_year_of_places(
    quick: Quick, in_june: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    run = quick(*arguments, "--data", in_june)

    assert (run.code, told in run.stdout + run.stderr) == (code, True), run.stdout + run.stderr


def test_the_same_month_of_two_years_side_by_side(quick: Quick, in_june: Path) -> None:
    (in_june / "actuals/2021-06").mkdir()
    (in_june / "actuals/2021-06/a.yaml").write_text("year: 2021-06\nactuals: {jobs: 30}\n")

    assert "2021-06 → 2022-06" in quick("diff", "2021-06", "2022-06", "--places", "--data", in_june).page
    assert "10 better" in quick("diff", "2021-06", "2022-06", "--place", "a", "--data", in_june).page


def test_a_figure_of_a_month_goes_into_its_table_or_makes_its_file(quick: Quick, in_june: Path) -> None:
    left = in_june / "actuals/2022-06/.b.yaml.new"
    left.write_text("year: 20")
    first = quick("record", "2022-06", "jobs", "41", "--place", "a", "--data", in_june)
    second = quick("record", "2022-09", "jobs", "70", "--place", "a", "--data", in_june)

    assert (first.code, second.code) == (0, 0)
    assert (in_june / "actuals/2022-06/all.csv").read_text() == JUNE.replace("a,jobs,40", "a,jobs,41")
    assert (in_june / "actuals/2022-09/a.yaml").read_text() == "year: 2022-09\nactuals:\n  jobs: 70\n"
    assert not left.exists(), "what a killed run left is taken away"


def test_workbooks_of_a_month_go_out_and_come_back(quick: Quick, in_june: Path, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    assert (
        "2 workbooks to fill in for 2022-09" in quick("export", "2022-09", "--places", sheets, "--data", in_june).page
    )
    fill(sheets / "a.xlsx", jobs=70, rate=3.5)
    run = quick("import", "2022-09", *sorted(sheets.glob("*.xlsx")), "--data", in_june)

    assert "2 of 2 workbooks are in their places" in run.page
    assert (in_june / "actuals/2022-09/a.yaml").read_text() == "year: 2022-09\nactuals:\n  jobs: 70\n  rate: 3.5\n"
    assert not (in_june / "actuals/2022").exists(), "no year is made of it"


def test_a_report_of_a_month_has_its_places_in_the_annex(quick: Quick, in_june: Path, tmp_path: Path) -> None:
    from zipfile import ZipFile

    quick("report", "2022-06", "--output", tmp_path / "r.docx", "--data", in_june)

    with ZipFile(tmp_path / "r.docx") as report:
        assert b"Bridgend" in report.read("word/document.xml")


def test_months_that_only_places_have_are_completed(in_june: Path) -> None:
    from an_sinh.cli.completing import complete_years

    (in_june / "actuals/2022-09").mkdir()
    context = SimpleNamespace(params={"data": str(in_june)})

    assert complete_years(context, "2022") == ["2022-09", "2022-06"]  # type: ignore[arg-type]  # all that is asked of it


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("2022-6", ""),
        ("2022-Q3", "rename it actuals/2022-09/"),
        ("nam-2023", "rename it actuals/2023/"),
        ("2022-13", "such as 2022, or 2022-06"),
    ],
)
def test_a_folder_that_is_not_named_by_its_month_is_told(quick: Quick, in_june: Path, name: str, remedy: str) -> None:
    (in_june / "actuals" / name).mkdir()
    run = quick("places", "2022-06", "--data", in_june)

    assert ("stray-file" in run.stderr, remedy in run.stderr) == (bool(remedy), True), (
        "beside the right name it is a copy"
    )
