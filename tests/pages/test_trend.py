"""`ansinh trend`: indicators by years as a grid of statuses, the course of the figures, each year's headline."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from an_sinh.judge.scorecard import score
from an_sinh.pages.say import Say
from an_sinh.pages.trend import course, trend_page
from an_sinh.render.formats import formats_of
from an_sinh.render.screen import Screen
from tests.conftest import HANOI, ROOT
from tests.support_years import HIGHER, Written, programme, reported

FORMATS = formats_of("trend")

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Ansinh, Quick, Run

LIBRARY = ROOT / "examples" / "library"
YEARS = [2021, 2022, 2023, 2024, 2025]
SIGNS = {"exceeded": "▲", "met": "●", "unmet": "✗", "not-started": "○", "unscored": "?", "withdrawn": "–"}

Here = Callable[..., "Run"]


@pytest.fixture
def library(quick: Quick) -> Here:
    """Runs `ansinh trend` with these options on the made-up library."""
    return lambda options="", **rest: quick("trend", *options.split(), "--data", LIBRARY, **rest)


def foot(page: str) -> list[list[str]]:
    """The rows below the indicators, in words."""
    return [line.split() for line in page.splitlines() if re.match(r"(met|not judged|đạt|chưa đánh giá)  ", line)]


# --- the course -------------------------------------------------------------------------------------------------------

COURSES = [
    pytest.param({**HIGHER, "is": {2021: "1", 2023: "2", 2024: "3"}}, "▁·▅█·", id="a-year-without-a-figure"),
    pytest.param({**HIGHER, "is": {2021: "3", 2022: "3"}}, "▄▄···", id="equal-figures"),
    pytest.param({**HIGHER, "breaks": ["2023"], "is": {y: str(y % 7) for y in YEARS}}, "▁█|▁▅█", id="a-break"),
    pytest.param({**HIGHER, "breaks": ["2021"], "is": {2021: "1", 2022: "2"}}, "▁█···", id="a-break-in-the-first-year"),
    pytest.param({**HIGHER, "is": {2022: reported("met")}}, "", id="verdicts-alone"),
    pytest.param({"targets": {2022: "true"}, "is": {2022: "true", 2023: "false"}}, "", id="a-milestone"),
    pytest.param({**HIGHER, "cumulative": "true", "is": {2021: "5", 2022: "1", 2023: "0"}}, "▁██··", id="sums"),
]


@pytest.mark.parametrize(("written", "expected"), COURSES)
def test_the_course(written: Written, expected: str) -> None:
    found = programme({"it": written})
    assert course([score(found, year) for year in YEARS], 0) == expected


# --- the page ---------------------------------------------------------------------------------------------------------


def test_each_cell_is_the_status_of_that_year(library: Here) -> None:
    page, found = library().page, json.loads(library("--format json").page)
    for each in found["indicators"]:
        row = next(line for line in page.splitlines() if line.startswith(f"  {each['name']}"))
        name = f"{each['name']} ({each['unit']})" if each["unit"] else each["name"]
        assert row.strip().removeprefix(name).split()[:5] == [SIGNS[status] for status in each["statuses"]]


def test_the_foot_has_each_years_headline_below_its_column(library: Here) -> None:
    page = library().page
    assert foot(page) == [
        ["met", "8/15", "7/15", "6/15", "9/15", "7/15"],
        ["not", "judged", "2", "·", "3", "·", "6"],
    ]
    lines = page.splitlines()
    ends = [[match.end() for match in re.finditer(pattern, line)] for pattern, line in (
        (r"\b20\d\d\b", lines[2]),
        (r"\d+/15", next(line for line in lines if line.startswith("met"))),
    )]  # fmt: skip
    assert ends[0] == ends[1]
    assert len(ends[0]) == 5


def test_a_year_without_a_verdict_has_a_dash_and_never_a_zero(quick: Quick) -> None:
    page = quick("trend", "--data", HANOI).page
    assert foot(page)[0] == ["met", "1/27", "23/27", "5/27", "1/27", "–"]


def test_where_all_is_judged_the_foot_does_not_speak_of_the_unjudged() -> None:
    found = programme({"it": {"is": {year: reported("met") for year in YEARS}}})
    rows = trend_page([score(found, year) for year in YEARS], Say.of("en")).grids[0].sections[-1].rows
    assert [row.name for row in rows] == ["met"]


def test_by_group_in_file_order(library: Here) -> None:
    headings = [line.split("  ")[0] for line in library().page.splitlines()[2:] if re.match(r"[A-Z]", line)]
    assert headings == ["Lending", "Visitors", "The house", "Money and people"]


def test_the_filters_choose_rows_by_the_latest_year_and_leave_the_foot_whole(library: Here) -> None:
    whole = foot(library().page)
    page = library("--group house --status met").page
    assert [line.split()[0] for line in page.splitlines() if line.startswith("  ")] == ["Warmth", "Roof"]
    assert foot(page) == whole
    nothing = library("--status not-started").page
    assert "No indicator matches the filters" in nothing
    assert foot(nothing) == whole


def test_against_the_term(library: Here) -> None:
    page = library("--against term").page
    assert page.startswith("Programme made-up-library · 2021-2025 against the end-of-term targets\n")
    assert foot(page)[0] == ["met", "1/15", "0/15", "1/15", "3/15", "7/15"]


def test_vietnamese(library: Here) -> None:
    page = library("--lang vi").page
    assert page.startswith("Chương trình made-up-library · 2021-2025, mỗi năm so với kế hoạch của năm đó\n")
    assert "diễn biến" in page.splitlines()[2]
    assert foot(page)[0][0] == "đạt"


def test_markdown_opens_with_the_headlines(library: Here) -> None:
    page = library("--format markdown").page
    assert page.index("| met | 8/15 |") < page.index("### Lending")
    assert "| Days from a request to the shelf (days) | ? | ▲ | ? | ✗ | ▲ | █▁\\|██▁ |" in page


def test_an_ascii_terminal_gets_heights_as_digits(ansinh: Ansinh) -> None:
    page = ansinh("trend", "--data", LIBRARY, env={"PYTHONIOENCODING": "ascii"}).page
    assert re.search(r"Residents with a library card \(%\) +\^ +\* +\^ +\^ +\? +12468\n", page)
    assert "\\u" not in page


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("data", [LIBRARY, HANOI], ids=["library", "programme-08"])
def test_a_page_fits_80_columns(quick: Quick, data: Path, language: str) -> None:
    page = quick("trend", "--data", data, "--lang", language, screen=Screen(width=80)).page
    assert max(map(len, page.splitlines())) <= 80


# --- json and csv -----------------------------------------------------------------------------------------------------


def test_json_key_for_key(library: Here) -> None:
    found = json.loads(library("--format json").page)
    assert list(found) == ["schema", "programme", "against", "years", "tallies", "indicators"]
    assert (found["schema"], found["years"]) == ("ansinh/trend/1", YEARS)
    assert [tally["met_or_exceeded"] for tally in found["tallies"]] == [8, 7, 6, 9, 7]
    assert len(found["indicators"]) == 16
    energy = next(each for each in found["indicators"] if each["id"] == "energy-used")
    assert list(energy.items()) == [
        ("id", "energy-used"),
        ("name", "Energy used for heating and light"),
        ("group", "house"),
        ("unit", "kWh/m²"),
        ("statuses", ["exceeded", "met", "unmet", "exceeded", "unscored"]),
        ("actuals", [149.5, 143.52, 140, 132.1, None]),
        ("counts", True),
        ("parts", None),
    ]


def test_json_filters_its_rows_and_leaves_the_tallies_whole(library: Here) -> None:
    whole, part = (json.loads(library(f"--format json {options}").page) for options in ("", "--group house"))
    assert part["tallies"] == whole["tallies"]
    assert [each["id"] for each in part["indicators"]] == ["reading-room-warmth", "energy-used", "roof-insulated"]


def test_csv_says_the_same_as_json(library: Here) -> None:
    rows = list(csv.DictReader(io.StringIO(library("--format csv").page)))
    assert list(rows[0]) == [
        "id",
        "name",
        "group",
        "unit",
        *(f"{what}_{year}" for what in ("status", "actual") for year in YEARS),
        "part_of",
    ]
    indicators = json.loads(library("--format json").page)["indicators"]
    assert [[row[f"status_{year}"] for year in YEARS] for row in rows] == [each["statuses"] for each in indicators]
    roof = next(row for row in rows if row["id"] == "roof-insulated")
    assert [roof[f"actual_{year}"] for year in YEARS] == ["", "", "false", "true", "true"]


@pytest.mark.parametrize("format_", [each for each in FORMATS if each != "html"])  # that page speaks both
def test_names_are_in_the_language_asked_for(quick: Quick, format_: str) -> None:
    told = quick("trend", "--data", HANOI, "--format", format_, "--lang", "vi").page
    assert "Tỷ lệ thất nghiệp" in told
    assert "Unemployment rate" not in told


# --- what cannot be shown ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [("--format prose", "table, json, csv"), ("--group houses", "did you mean house?"), ("--status mett", "mean met?")],
)
def test_usage(library: Here, options: str, said: str) -> None:
    found = library(options)
    assert (found.code, found.stdout) == (2, "")
    assert said in found.stderr


def test_without_a_year_there_is_no_trend(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text("programme: {id: P, name: Made up, years: [2021, 2025]}\nindicators: {}\n")
    found = quick("trend", "--data", tmp_path)
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr


def test_indicators_of_the_same_kind_in_every_year_are_one_row(quick: Quick) -> None:
    """The nine of Programme 08 that no public source names; --all tells them one by one, and programs have all."""
    folded, whole = quick("trend").page, quick("trend", "--all").page
    assert "9 indicators not named in public sources" in folded
    assert "Indicator not named 1" not in folded
    assert [f"Indicator not named {n}" in whole for n in range(1, 10)] == [True] * 9
    assert quick("trend", "--format", "csv").page == quick("trend", "--all", "--format", "csv").page
    for format_ in ("markdown", "html"):
        assert "9 indicators not named in public sources" in quick("trend", "--format", format_).page
