"""`ansinh list`, an indicator named by its name wherever an id is taken, and `--ids`."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh.render.screen import Screen
from tests.conftest import HANOI, ROOT

if TYPE_CHECKING:
    from tests.conftest import Quick

LIBRARY = ROOT / "examples" / "library"
DISTRICTS = ROOT / "examples" / "districts"


def listed(quick: Quick, *arguments: str | Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(quick("list", *arguments, "--format", "json").page)["indicators"]
    return found


# --- list -------------------------------------------------------------------------------------------------------------


def test_every_indicator_is_listed_in_the_order_of_the_file(quick: Quick) -> None:
    card = json.loads(quick("score", "2022", "--format", "json").page)
    assert [each["id"] for each in listed(quick)] == [each["id"] for each in card["indicators"]]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("that nghiep", ["unemployment-rate"]),
        ("UNEMPLOYMENT", ["unemployment-rate", "unemployment-insurance-participation"]),
        ("beds-per", ["hospital-beds-per-10k"]),
        ("nothing like it", []),
    ],
)
def test_a_text_is_looked_for_in_ids_and_names(quick: Quick, text: str, ids: list[str]) -> None:
    assert [each["id"] for each in listed(quick, text)] == ids


def test_groups_and_leads_choose(quick: Quick) -> None:
    welfare = listed(quick, "--group", "welfare")
    assert {each["group"] for each in welfare} == {"welfare"}
    assert {each["lead"] for each in listed(quick, "--lead", "y tế")} == {"Sở Y tế"}
    wrong = quick("list", "--group", "walfare")
    assert (wrong.code, wrong.stdout) == (2, "")
    assert "did you mean welfare?" in wrong.stderr


def test_a_years_targets_are_those_of_its_scorecard(quick: Quick) -> None:
    card = json.loads(quick("score", "2022", "--format", "json").page)
    told = {each["id"]: each["target"] for each in listed(quick, "--year", "2022")}
    assert told == {each["id"]: each["target"] for each in card["indicators"]}
    assert {each["target"] for each in listed(quick)} == {None}


def test_a_year_to_come_has_targets_too(quick: Quick, tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "data")
    (tmp_path / "data/actuals/2025.yaml").unlink()
    told = {each["id"]: each["target"] for each in listed(quick, "--data", tmp_path / "data", "--year", "2025")}
    assert (told["e-books-lent"]["form"], told["e-books-lent"]["low"]) == ("value", 8000)


def test_a_year_outside_the_programme_is_refused(quick: Quick) -> None:
    found = quick("list", "--year", "2031")
    assert (found.code, found.stdout) == (3, "")
    assert "2031 is not one of the programme's years" in found.stderr


def test_csv_has_a_row_for_each(quick: Quick) -> None:
    rows = list(csv.DictReader(io.StringIO(quick("list", "bed", "--year", "2022", "--format", "csv").page)))
    assert [row["id"] for row in rows] == ["hospital-beds-per-10k"]
    assert {"name", "unit", "lead", "target_form", "target_low", "place"} <= set(rows[0])


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_on_a_screen_nothing_is_lost_and_no_line_too_long(quick: Quick, width: int, lang: str) -> None:
    page = quick("list", "--year", "2022", "--lang", lang, screen=Screen(width=width)).page
    assert max(map(len, page.splitlines())) <= width
    letters = "".join(page.split())  # a word that is longer than a line is broken
    for each in listed(quick, "--lang", lang):
        assert each["id"] in letters
        assert all(word in letters for word in each["name"].split())


def test_nothing_found_is_said_and_is_an_answer(quick: Quick) -> None:
    page = quick("list", "zzz").page
    assert page.endswith("Neither the id nor the name of an indicator holds 'zzz'\n")


# --- named otherwise than by the id -----------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["poverty", "Poverty rate", "hộ nghèo", "ho ngheo", "POVERTY-RATE"])
@pytest.mark.parametrize("format_", ["table", "json"])
def test_show_takes_a_name_or_a_part(quick: Quick, named: str, format_: str) -> None:
    wanted = quick("show", "poverty-rate", "--format", format_).page
    assert quick("show", named, "--format", format_).page == wanted


def test_places_takes_a_name_or_a_part(quick: Quick) -> None:
    wanted = quick("places", "2023", "poverty-rate", "--data", DISTRICTS).page
    assert quick("places", "2023", "nghèo", "--data", DISTRICTS).page == wanted


def test_record_writes_the_id_and_tells_it(quick: Quick, tmp_path: Path) -> None:
    shutil.copytree(HANOI, tmp_path / "data")
    said = quick("record", "2023", "ho ngheo", "0.05", cwd=tmp_path).page
    assert said.startswith("poverty-rate: ")
    assert "  poverty-rate:\n    value: 0.05\n" in (tmp_path / "data/actuals/2023.yaml").read_text("utf-8")


@pytest.mark.parametrize("command", [("show",), ("record", "2023", "5"), ("places", "2023")])
def test_what_fits_several_is_refused_and_names_them(quick: Quick, tmp_path: Path, command: tuple[str, ...]) -> None:
    shutil.copytree(DISTRICTS, tmp_path / "data")
    found = quick(*command[:2], "workers", *command[2:], cwd=tmp_path)
    assert (found.code, found.stdout) == (2, "")
    assert found.stderr == "'workers' fits 2 indicators (write workers-trained or workers-placed)\n"


def test_what_fits_many_is_counted(quick: Quick) -> None:
    assert quick("show", "unnamed").stderr == "'unnamed' fits 9 indicators (ansinh list names them)\n"


# --- the ids in pages -------------------------------------------------------------------------------------------------

PAGES_WITH_IDS = [
    ("score", "2022"),
    ("diff", "2021", "2022"),
    ("trend",),
    ("focus", "2022"),
    ("outlook", "2024"),
]


@pytest.mark.parametrize("command", PAGES_WITH_IDS, ids=lambda each: each[0])
@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_ids_stand_before_the_names(quick: Quick, command: tuple[str, ...], format_: str) -> None:
    plain = quick(*command, "--format", format_).page
    page = quick(*command, "--ids", "--format", format_).page
    assert "hospital-beds-per-10k" not in plain
    assert "hospital-beds-per-10k: Hospital beds per 10,000 people" in page


@pytest.mark.parametrize("command", [("score", "2022"), ("trend",)], ids=lambda each: each[0])
def test_what_is_folded_is_told_one_by_one_with_its_id(quick: Quick, command: tuple[str, ...]) -> None:
    page = quick(*command, "--ids").page
    assert all(f"unnamed-{number}: " in page for number in range(1, 10))


@pytest.mark.parametrize("more", [(), ("poverty-rate",), ("--grid",)], ids=str)
def test_places_have_ids_too(quick: Quick, more: tuple[str, ...]) -> None:
    page = quick("places", "2023", *more, "--ids", "--data", DISTRICTS).page
    assert "cau-tre: Cầu Tre" in page
    assert ("poverty-rate: " in page) == ("--grid" in more)
