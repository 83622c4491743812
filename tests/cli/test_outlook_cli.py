"""`ansinh outlook` from outside: the sections, the formats, the year. What is computed is in test_outlook."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh.render.screen import Screen
from tests.conftest import HANOI, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Quick, Run

LIBRARY = ROOT / "examples" / "library"

Here = Callable[..., "Run"]


@pytest.fixture
def library(quick: Quick) -> Here:
    """Runs `ansinh outlook` with these options on the made-up library."""
    return lambda options, **rest: quick("outlook", *options.split(), "--data", LIBRARY, **rest)


def row(page: str, name: str) -> list[str]:
    """A row's cells behind its name."""
    line = next(line for line in page.splitlines() if line.startswith(f"  {name}"))
    return re.split(r"  +", line.strip())[1:]


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_best_first_and_the_headline_in_the_same_order(library: Here) -> None:
    page = library("2024").page
    headings = [line.split("  ")[0] for line in page.splitlines() if re.match(r"[▲●◐◔▼?–] ", line)]
    assert headings == [
        "▲ Reached",
        "● On track",
        "◐ Behind",
        "◔ Far behind",
        "▼ Moving away",
        "? Not judged",
        "– Withdrawn",
    ]
    assert page.splitlines()[-2:] == [
        "1 reached, 5 on track, 3 behind, 2 far behind, 1 moving away, 3 not judged, 1 withdrawn",
        "ratio: yearly growth seen over yearly growth needed; 0.95 is on track, 0.6 behind",
    ]


def test_in_vietnamese(library: Here) -> None:
    page = library("2024 --lang vi").page
    assert page.startswith("Chương trình made-up-library · có đạt mục tiêu năm 2025 không? Nhìn từ năm 2024\n")
    assert page.splitlines()[-2] == (
        "1 đã đạt, 5 đúng tiến độ, 3 chậm, 2 rất chậm, 1 đi ngược, 3 chưa đánh giá, 1 thôi đánh giá"
    )
    assert row(page, "School classes") == ["61", "120", "0,45", "67,8", "+59,0"]
    assert "    từ 40 năm 2020 đến 61 năm 2024; tăng trưởng kép\n" in page


def test_a_row_has_the_projection_and_the_pace_required_and_how_it_was_measured(library: Here) -> None:
    page = library("2024").page
    assert row(page, "School classes") == ["61", "120", "0.45", "67.8", "+59.0"]
    assert "    from 40 in 2020 to 61 in 2024; compound growth\n" in page
    assert row(page, "Balance") == ["−3.2", "0", "0.91", "−1.00", "+3.20"]
    assert "    from −12 in 2020 to −3.2 in 2024; straight line\n" in page


def test_a_target_that_is_reached_needs_no_pace(library: Here) -> None:
    assert row(library("2024").page, "Items returned late") == ["7.9", "under 8", "–", "6.99", "–"]
    found = json.loads(library("2024 --format json").page)["indicators"]
    assert next(each for each in found if each["id"] == "returned-late")["required_pace"] == 0


def test_a_ratio_is_never_shown_at_a_threshold_that_it_did_not_reach(library: Here) -> None:
    assert row(library("2024").page, "Visitors who call")[2] == "0.94"  # 0.945 and more, which rounds to 0.95


def test_each_unjudged_one_says_why(library: Here) -> None:
    page = library("2024").page
    unjudged = page.partition("? Not judged")[2].partition("– Withdrawn")[0]
    assert [line.split("  ")[1] for line in unjudged.splitlines() if line.startswith("  ")] == [
        "Warmth of the reading room in January (°C)",
        "Roof insulated",
        "Staff trained in first aid (%)",
    ]
    assert row(page, "Warmth")[2] == row(page, "Roof")[2] == "no meaning here"
    assert row(page, "Warmth")[0] == "20.2 (2024)"
    assert row(page, "Staff")[2] == "no figure yet"


def test_once_the_last_year_is_over_no_pace_can_help(library: Here) -> None:
    assert row(library("2025").page, "School classes") == ["70", "120", "0.48", "70.0", "–"]


def test_a_provisional_figure_stands_in_only_where_there_is_no_other_and_is_marked(
    quick: Quick, tmp_path: Path
) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: P, name: Made up, years: [2021, 2025]}\ngroups: {g: Group}\n"
        "indicators:\n  jobs: {name: Jobs, group: g, better: higher, targets: {term: 9}}\n"
    )
    for year, entry in ((2021, "{value: 1, provisional: true}"), (2022, "{value: 2, provisional: true}")):
        (tmp_path / f"actuals/{year}.yaml").write_text(f"year: {year}\nactuals: {{jobs: {entry}}}\n")
    page = quick("outlook", "2022", "--data", tmp_path).page
    assert "    from 1 in 2021 to 2 in 2022; compound growth; provisional\n" in page


def test_markdown_opens_with_the_headline(library: Here) -> None:
    page = library("2024 --format markdown").page
    assert page.startswith(
        "**1 reached, 5 on track, 3 behind, 2 far behind, 1 moving away, 3 not judged, 1 withdrawn**"
    )
    assert "### ◐ Behind" in page
    assert "| 131,000 | 136,000 to 142,000 | 0.91 | 134,467.9 | +5,000.0 |" in page


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_page_fits_80_columns(library: Here, language: str) -> None:
    page = library(f"2024 --lang {language}", screen=Screen(width=80)).page
    assert max(map(len, page.splitlines())) <= 80


# --- json and csv -----------------------------------------------------------------------------------------------------


def test_json_key_for_key_with_nine_places(library: Here) -> None:
    text = library("2024 --format json").page
    found = json.loads(text, parse_float=Decimal)
    assert list(found) == ["schema", "programme", "year", "counts", "indicators", "published"]
    assert (found["schema"], found["year"]) == ("ansinh/outlook/1", 2024)
    assert list(found["counts"].items()) == [
        ("moving-away", 1),
        ("far-behind", 2),
        ("behind", 3),
        ("on-track", 5),
        ("reached", 1),
        ("unscored", 3),
        ("withdrawn", 1),
    ]
    lines: dict[str, dict[str, Any]] = {each["id"]: each for each in found["indicators"]}
    assert list(lines["energy-used"].items()) == [
        ("id", "energy-used"),
        ("name", "Energy used for heating and light"),
        ("group", "house"),
        ("unit", "kWh/m²"),
        ("outlook", "on-track"),
        ("reason", None),
        ("ratio", Decimal("0.995821694")),
        ("method", "compound"),
        ("baseline", {"year": 2020, "value": 155}),
        ("actual", {"year": 2024, "value": Decimal("132.1"), "provisional": False}),
        ("target", {"form": "change_percent", "low": Decimal("126.816"), "high": Decimal("126.816")}),
        ("projection", Decimal("126.924539815")),
        ("required_pace", Decimal("-5.284")),
        ("next_target", None),
        ("due", None),
        ("counts", True),
        ("required_mean", None),
        ("basis", "computed"),
        ("reported", None),
        ("parts", None),
    ]
    assert lines["shop-balance"]["ratio"] == Decimal("0.916666667")  # eleven twelfths
    assert lines["returned-late"]["projection"] == Decimal("6.990922773")
    assert lines["book-bus-stops"]["outlook"] == "withdrawn"


def test_json_has_null_and_a_reason_where_it_cannot_be_judged(library: Here) -> None:
    lines = {each["id"]: each for each in json.loads(library("2024 --format json").page)["indicators"]}
    unscored = {id_: each["reason"] for id_, each in lines.items() if each["outlook"] == "unscored"}
    assert unscored == {
        "reading-room-warmth": "no-meaning",
        "roof-insulated": "no-meaning",
        "first-aiders": "no-actual",
    }
    assert all(lines[id_]["ratio"] is None for id_ in unscored)
    assert (lines["first-aiders"]["actual"], lines["first-aiders"]["baseline"]) == (None, None)


def test_csv_says_the_same_as_json(library: Here) -> None:
    rows = list(csv.DictReader(io.StringIO(library("2024 --format csv").page)))
    indicators = json.loads(library("2024 --format json").page, parse_float=str, parse_int=str)["indicators"]
    keys = ("id", "name", "group", "unit", "outlook", "reason", "ratio", "method", "projection", "required_pace")
    assert [[each[key] for key in keys] for each in rows] == [[each[key] or "" for key in keys] for each in indicators]
    for each, wanted in zip(rows, indicators, strict=True):
        for what in ("baseline", "actual"):
            point = wanted[what] or {"year": "", "value": ""}
            assert (each[f"{what}_year"], each[f"{what}_value"]) == (point["year"], point["value"])
        target = wanted["target"] or {"form": "", "low": "", "high": ""}
        assert [each[f"target_{key}"] for key in ("form", "low", "high")] == [value or "" for value in target.values()]


# --- the year ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "no year named: 2025, the latest with a figure\n"),
        ("vi", "không nêu năm: lấy năm 2025, năm gần nhất có số liệu\n"),
    ],
)
def test_unnamed_the_year_is_the_latest_with_a_figure_and_said(library: Here, language: str, said: str) -> None:
    found = library(f"--lang {language}")
    assert (found.code, found.stderr) == (0, said)
    assert found.stdout == library(f"2025 --lang {language}").page


def test_a_year_of_verdicts_alone_has_no_figure_and_zero_is_one(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: P, name: Made up, years: [2021, 2025]}\ngroups: {g: Group}\n"
        "indicators:\n  jobs: {name: Jobs, group: g, better: higher, targets: {term: 9}}\n"
    )
    for year, entry in ((2021, "5"), (2022, "0"), (2023, "{reported: met}"), (2024, "")):
        (tmp_path / f"actuals/{year}.yaml").write_text(f"year: {year}\nactuals:\n  jobs: {entry}\n")
    assert quick("outlook", "--data", tmp_path).stderr == "no year named: 2022, the latest with a figure\n"


def test_figures_after_the_year_are_not_looked_at(library: Here) -> None:
    found = {each["id"]: each for each in json.loads(library("2022 --format json").page)["indicators"]}
    assert found["card-holders"]["actual"] == {"year": 2022, "value": 32, "provisional": False}


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("20x4", 2, "YEAR: '20x4' is not a year"),
        ("2019", 3, "2021 to 2025"),
        ("2024 --format prose", 2, "table, json, csv"),
        ("2024 --against term", 2, "No such option"),
    ],
)
def test_what_cannot_be_asked(library: Here, options: str, code: int, said: str) -> None:
    found = library(options)
    assert (found.code, found.stdout) == (code, "")
    assert said in found.stderr


def test_programme_08_says_what_it_cannot_judge(quick: Quick) -> None:
    page = quick("outlook", "2022", "--data", HANOI).page
    assert page.splitlines()[-2] == "3 reached, 1 on track, 1 behind, 22 not judged"
